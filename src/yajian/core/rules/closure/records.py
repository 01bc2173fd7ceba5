"""What was recorded of a facility, under every name it was ever listed by, and under an approved method."""

from collections.abc import Iterable
from datetime import date

import msgspec

from yajian.core.facts.closure import NO_PART, Condition, MethodApproved
from yajian.core.facts.targets import PartListed
from yajian.core.history import Entry, Timeline
from yajian.core.programme import Programme
from yajian.core.words import FacilityId, PartId, Seq


def keys(
    programme: Programme, part: PartId, facility: str, known: Seq | None = None
) -> tuple[tuple[PartId, str], ...]:
    """Where records of one facility may stand: under its id, and under every name the ledger binds to it."""
    dossiers = programme.dossiers
    bound = dossiers.bound.get((part, facility)) if part != NO_PART else None
    entry = bound.at(known=known) if bound is not None else None
    if part != NO_PART and entry is None:
        return ((part, facility),)
    id = entry.value.facility if entry is not None else FacilityId(facility)
    names = dossiers.bindings.get(id, Timeline()).known(known)
    return ((NO_PART, id), *((one.value.part, one.value.listed_name) for one in names))


def conditions(
    programme: Programme, part: PartId, facility: str, known: Seq | None = None
) -> Timeline[Condition]:
    """All that was recorded of one facility, under whichever of its names, by seq. Nothing stands in it twice."""
    stored = programme.closures.conditions
    found = [stored[key] for key in keys(programme, part, facility, known) if key in stored]
    if len(found) < 2:
        return found[0] if found else Timeline()
    return together(*found)


def together(*lines: Timeline[Condition]) -> Timeline[Condition]:
    """Several lines as one, by seq."""
    return Timeline(
        tuple(sorted((entry for line in lines for entry in line.entries), key=lambda one: one.seq))
    )


def method(
    programme: Programme, part: PartId, as_of: date | None = None, known: Seq | None = None
) -> Entry[MethodApproved] | None:
    """The approved method of a part on a day; before the first, the first: what its pieces are is learned."""
    approved = programme.closures.methods.get(part, Timeline())
    return approved.at(as_of, known) or next(iter(approved.known(known)), None)


def in_pieces(
    programme: Programme, part: PartListed, as_of: date | None = None, known: Seq | None = None
) -> PartListed:
    """The part with the pieces of its approved method in place of ovens, where the list names none."""
    approved = method(programme, part.part, as_of, known) if not part.facilities else None
    if approved is None:
        return part
    return msgspec.structs.replace(part, facilities=tuple(piece.name for piece in approved.value.pieces))


def after_dismantling(timeline: Timeline[Condition]) -> tuple[Entry[Condition], ...]:
    """The entries that say a facility runs, stops or is shut after it was dismantled and never found revived."""
    found, gone = [], False
    for entry in timeline.known():
        if entry.value.counts_as in ("dismantled", "revived"):
            gone = entry.value.counts_as == "dismantled"
        elif gone:
            found.append(entry)
    return tuple(found)


def rises(before: Iterable[Timeline[Condition]], after: Timeline[Condition]) -> Entry[Condition] | None:
    """The first entry that would newly stand after a dismantling, were the one to become the other."""
    already = {entry.seq for line in before for entry in after_dismantling(line)}
    return next((entry for entry in after_dismantling(after) if entry.seq not in already), None)


def has_records(programme: Programme, part: PartId, facility: str) -> bool:
    """Whether anything stands recorded of a facility. What was voided does not stand."""
    return bool(conditions(programme, part, facility).known())


def dropped(programme: Programme, part: PartListed, names: tuple[str, ...]) -> tuple[str, ...]:
    """What the part is counted by and would be no more, though something stands recorded of it."""
    return tuple(
        name
        for name in in_pieces(programme, part).facilities
        if name not in names and has_records(programme, part.part, name)
    )
