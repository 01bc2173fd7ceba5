"""到场一览: which facilities may be gone to, what is looked at there, and who was there last."""

from collections.abc import Iterator
from datetime import date
from typing import get_args

import msgspec

from yajian.core.facts.closure import NO_PART
from yajian.core.facts.visits import Purpose, Source, VisitRecorded
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import closure, dossier, targets
from yajian.core.rules.roles import touched
from yajian.core.rules.roles.sight import EVERYTHING, Sight
from yajian.core.words import FacilityId, PartId, Seq

PURPOSES: tuple[str, ...] = get_args(Purpose)

# What a visitor is reminded to look at. Nothing has to be filled in: what makes a closure is the plan's and the city's to say.
CHECKS = ("炉体", "煤气管道和盲板", "供电", "装煤车、推焦车", "主体设备去向", "人员和安全")

_LATEST = 10


class VisitLine(msgspec.Struct, frozen=True, kw_only=True):
    """One visit, with whose oven it was at and who went."""

    entry: Entry[VisitRecorded]
    about: str
    source: Source


class _Place(msgspec.Struct, frozen=True):
    """Where a visit would be entered, for whoever asks whose it is."""

    part: PartId
    facility: str


def ovens(plan: Plan, programme: Programme, sight: Sight = EVERYTHING) -> Iterator[tuple[str, str]]:
    """Every facility by part and name, or by its id where no list names it; with the words it is chosen by.

    The lists are everybody's to read, and so are names on them; a visit is entered of one's own.
    """

    def own(part: PartId, facility: str) -> bool:
        whose = touched(plan, programme, _Place(part, facility))
        return sight.everything or any(sight.owns(one.county, one.enterprise) for one in whose)

    named = set()
    for version in targets.lists(programme):
        for listed in version.value.parts:
            for name in closure.in_pieces(programme, listed).facilities:
                named.add(dossier.facility_of(programme, listed.part, name))
                if own(listed.part, name):
                    yield f"{listed.part}/{name}", f"{listed.enterprise_name} {name}（{listed.part}）"
    for id in programme.dossiers.facilities:
        if id not in named and own(NO_PART, id):
            yield id, _called(plan, programme, NO_PART, id)


def latest(
    plan: Plan, programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> tuple[VisitLine, ...]:
    """The last visits, newest first."""
    found = [
        VisitLine(
            entry=entry,
            about=_called(plan, programme, part, facility),
            source=programme.visits.sources[entry.seq],
        )
        for (part, facility), line in programme.visits.paid.items()
        for entry in line.known(known)
        if as_of is None or entry.effective <= as_of
    ]
    return tuple(sorted(found, key=lambda one: one.entry.seq, reverse=True)[:_LATEST])


def _called(plan: Plan, programme: Programme, part: PartId, facility: str) -> str:
    listed = targets.find_part(programme, part) if part != NO_PART else None
    if listed is not None:
        return f"{listed.enterprise_name} {facility}（{part}）"
    id = FacilityId(facility)
    stands = dossier.place(programme, id)
    firm = dossier.enterprise_name(plan, programme, stands.enterprise) if stands is not None else ""
    return f"{firm} {dossier.facility_name(programme, id)}".strip()
