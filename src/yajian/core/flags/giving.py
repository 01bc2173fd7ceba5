"""Who gives others something from which day on, by oven: what speaks against whoever says that the oven was down by then."""

from collections.abc import Iterator
from datetime import date, timedelta

from yajian.core.facts.closure import NO_PART
from yajian.core.facts.utilities import SupplyStated
from yajian.core.flags.flag import DOWN, Place, place
from yajian.core.history import Entry
from yajian.core.programme import Programme
from yajian.core.rules import closure, dossier, targets
from yajian.core.words import EnterpriseId, PartId, Seq

Given = dict[Place, list[Entry[SupplyStated]]]


def given(programme: Programme, known: Seq | None) -> Given:
    """What each oven gives, and what a firm gives as a whole of which no oven is up: each of them may be the one."""
    found: Given = {}
    for (_, firm, part, facility), line in programme.utilities.supplies.items():
        for one in line.known(known):
            if not one.value.per_day:
                continue
            ovens = (
                (place(programme, part, facility, known),)
                if facility
                else _all_down(programme, firm, one.effective, known)
            )
            for oven in ovens:
                found.setdefault(oven, []).append(one)
    return found


def _all_down(programme: Programme, firm: EnterpriseId, on: date, known: Seq | None) -> tuple[Place, ...]:
    """Every oven of a firm, if each stood still on a day and on the day before: one that nobody recorded may be at work."""
    ovens = frozenset(_ovens(programme, firm, on, known))
    still = ovens and all(_is_down(programme, oven, day, known) for oven in ovens for day in (on - _DAY, on))
    return tuple(sorted(ovens)) if still else ()


def _ovens(programme: Programme, firm: EnterpriseId, on: date, known: Seq | None) -> Iterator[Place]:
    """All that a firm has, of the lists and of the ledger; a part that names no oven stands for itself."""
    house = dossier.family(programme, dossier.successor(programme, firm, on, known), on, known)
    for version in targets.lists(programme, on, known):
        for part in version.value.parts:
            if part.enterprise in house:
                names = closure.in_pieces(programme, part, on, known).facilities or ("",)
                yield from (place(programme, part.part, name, known) for name in names)
    yield from ((NO_PART, one) for one in dossier.facilities_of(programme, house, on, known))


def _is_down(programme: Programme, oven: Place, day: date, known: Seq | None) -> bool:
    part, facility = oven
    last = closure.conditions(programme, PartId(part), facility, known).at(day, known)
    return last is not None and last.value.counts_as in DOWN


_DAY = timedelta(days=1)
