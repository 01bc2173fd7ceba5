"""One thing that was recorded of an enterprise, and whose timeline is being told as of when."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from yajian.core.facts.closure import NO_PART
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.words import EnterpriseId, PartId, Seq


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was recorded: when it became so, in which words, and what has since taken its place."""

    seq: Seq
    effective: date
    what: str
    words: str
    corrected_by: Seq | None = None


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Whose timeline it is, and as of when."""

    plan: Plan
    programme: Programme
    family: frozenset[EnterpriseId]
    as_of: date | None
    known: Seq | None

    def name(self, enterprise: EnterpriseId) -> str:
        return dossier.enterprise_name(self.plan, self.programme, enterprise, self.as_of, self.known)


def told(view: View, what: str, entries: Iterable[tuple[Entry[Any], str]]) -> Iterator[Happening]:
    """Entries in words, those learned or become so too late left out."""
    for entry, words in entries:
        if view.known is not None and entry.seq > view.known:
            continue
        if view.as_of is not None and entry.effective > view.as_of:
            continue
        unknown = view.known is not None and (entry.corrected_by or 0) > view.known
        yield Happening(
            seq=entry.seq,
            effective=entry.effective,
            what=what,
            words=words,
            corrected_by=None if unknown else entry.corrected_by,
        )


def parts(view: View) -> dict[PartId, set[str]]:
    """Their parts, each with every oven a list version has named for it."""
    found: dict[PartId, set[str]] = {}
    for versions in view.programme.targets.lists.values():
        for entry in versions.known(view.known):
            for part in entry.value.parts:
                if part.enterprise in view.family:
                    found.setdefault(part.part, set()).update(part.facilities)
    return found


def ovens(view: View) -> dict[tuple[PartId, str], None]:
    """Every name a record of theirs may stand under: what the list and the methods say, and the ledger's ids."""
    mine = parts(view)
    found = {(part, name): None for part, names in mine.items() for name in names}
    for part in mine:
        for entry in view.programme.closures.methods.get(part, Timeline()).known(view.known):
            found |= {(part, piece.name): None for piece in entry.value.pieces}
    found |= {(NO_PART, one): None for one in dossier.ever_of(view.programme, view.family)}
    return found
