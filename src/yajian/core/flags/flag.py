"""What a flag is: which entry raised it, at what, why, and whether somebody looked into it."""

from datetime import date

import msgspec

from yajian.core.facts.closure import NO_PART
from yajian.core.facts.flags import FlagClosed, Kind
from yajian.core.history import Entry
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.words import PartId, Seq

Place = tuple[
    PartId, str
]  # a facility by the ledger's id if it has one; else by part and name; a whole part by no name

DOWN = frozenset({"shut", "dismantled"})
KINDS: dict[Kind, str] = {"activity": "生产迹象", "picture": "照片重复"}


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """One flag: which entry raised it, at what, why; and the closing, once somebody of another organ looked into it."""

    kind: Kind
    raised: Seq
    part: PartId
    facility: str
    place: Place
    since: date
    organs: frozenset[str]  # who entered it, and so does not close it
    why: str
    against: Seq  # the shutting, the acceptance, or the entry that held the picture first
    closed: Entry[FlagClosed] | None = None

    @property
    def word(self) -> str:
        if self.closed is None:
            return "待核查"
        return "查证属实" if self.closed.value.confirmed else "查无此事"


def place(programme: Programme, part: PartId, facility: str, known: Seq | None = None) -> Place:
    id = dossier.facility_of(programme, part, facility, known) if part != NO_PART and facility else None
    return (NO_PART, id) if id is not None else (part, facility)


def is_known(seq: Seq, known: Seq | None) -> bool:
    return known is None or seq <= known
