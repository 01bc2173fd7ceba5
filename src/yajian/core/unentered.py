"""台账没有: what the list names and the ledger does not know.

It is shown wherever the oven is, and keeps no record back. Whether a part may be accepted so, the plan's own gate says.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from yajian.core.facts.targets import PartListed
from yajian.core.programme import Programme
from yajian.core.rules import closure, dossier
from yajian.core.words import EnterpriseId, FacilityId, Seq

LedgerMark = Literal["", "台账没有", "台账未对应"]

HELPS: Mapping[LedgerMark, str] = {
    "台账没有": "企业台账里没有这座设施；请登记设施并对应",
    "台账未对应": "企业台账里有同名的设施，还没有对应；请对应清单",
}


def ledger_mark(
    programme: Programme, part: PartListed, name: str, as_of: date | None = None, known: Seq | None = None
) -> LedgerMark:
    """Whether a name on the list means an oven of the ledger. A piece of a method is no oven, and has no mark."""
    method = closure.method(programme, part.part, as_of, known)
    if method is not None and any(piece.name == name for piece in method.value.pieces):
        return ""
    if dossier.facility_of(programme, part.part, name, known) is not None:
        return ""
    called = (
        dossier.facility_name(programme, one, as_of, known)
        for one in dossier.facilities_of(programme, _firms(programme, part, as_of, known), as_of, known)
    )
    return "台账未对应" if any(dossier.one_oven(one, name) for one in called) else "台账没有"


def unentered(
    programme: Programme, part: PartListed, as_of: date | None = None, known: Seq | None = None
) -> dict[str, LedgerMark]:
    """The names of a part that mean no oven of the ledger, each with its mark."""
    found = {name: ledger_mark(programme, part, name, as_of, known) for name in part.facilities}
    return {name: mark for name, mark in found.items() if mark}


def entered(programme: Programme, part: PartListed, known: Seq | None = None) -> tuple[FacilityId, ...]:
    """The ovens of the ledger that the names of a part mean."""
    found = (dossier.facility_of(programme, part.part, name, known) for name in part.facilities)
    return tuple(one for one in found if one is not None)


def namesakes(
    programme: Programme, part: PartListed, as_of: date | None = None, known: Seq | None = None
) -> tuple[FacilityId, ...]:
    """Ovens of its firm in the ledger that mean nothing on the list, and are read as one that the part names."""
    return tuple(
        one
        for one in dossier.facilities_of(programme, _firms(programme, part, as_of, known), as_of, known)
        if not dossier.listed_as(programme, one, known)
        and dossier.in_common((dossier.facility_name(programme, one, as_of, known),), part.facilities)
    )


def _firms(
    programme: Programme, part: PartListed, as_of: date | None, known: Seq | None
) -> frozenset[EnterpriseId]:
    heir = dossier.successor(programme, part.enterprise, as_of, known)
    return frozenset({part.enterprise, heir, *dossier.family(programme, heir, as_of, known)})
