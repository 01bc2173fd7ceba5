"""Which version of a list counts on a day, and which parts stand in it."""

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

import msgspec

from yajian.core.cases import Case, Found, Needs, met, unmet
from yajian.core.facts.targets import ListPublished, PartListed, TargetsFixed
from yajian.core.history import Entry, Timeline
from yajian.core.plan import GateCondition, Plan
from yajian.core.programme import Programme
from yajian.core.words import BatchId, CountyId, ListId, PartId, Seq, Tonnes

T = TypeVar("T")


def fixed(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> Entry[TargetsFixed] | None:
    return in_force(programme.targets.fixed, as_of, known)


def lists(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> Iterator[Entry[ListPublished]]:
    """The version of each list in force on a day."""
    for versions in programme.targets.lists.values():
        entry = in_force(versions, as_of, known)
        if entry is not None:
            yield entry


def in_force(timeline: Timeline[T], as_of: date | None, known: Seq | None) -> Entry[T] | None:
    """The entry of a day; for a day before the first, the first: a plan judges dates older than itself."""
    entry = timeline.at(as_of, known)
    if entry is None and as_of is not None:
        return next(iter(timeline.known(known)), None)
    return entry


def present(programme: Programme, name: ListId) -> Entry[ListPublished] | None:
    """The latest version of one list, whatever its effective day."""
    versions = programme.targets.lists.get(name)
    return versions.at() if versions is not None else None


def counted(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> tuple[PartListed, ...]:
    """The parts that count toward the target."""
    return tuple(
        part
        for entry in lists(programme, as_of, known)
        if entry.value.counts_toward_target
        for part in entry.value.parts
    )


def find_part(programme: Programme, part: PartId, as_of: date | None = None) -> PartListed | None:
    """A part as the list of a day has it; without a day, as the latest version has it."""
    for entry in lists(programme, as_of):
        for candidate in entry.value.parts:
            if candidate.part == part:
                return candidate
    return None


def with_named_facilities(
    programme: Programme, version: Entry[ListPublished], part: PartListed, known: Seq | None
) -> PartListed:
    """The part with the facilities first named for it later, where the version of the day does not name any.

    Which ovens a line of the list means is something learned, not something that changed that day.
    """
    if part.facilities:
        return part
    for entry in programme.targets.lists[version.value.list].known(known):
        if (entry.effective, entry.seq) <= (version.effective, version.seq):
            continue  # a version that dropped names which an earlier one had means what it says
        for later in entry.value.parts:
            if later.part == part.part and later.facilities:
                return msgspec.structs.replace(part, facilities=later.facilities)
    return part


def by_county(parts: tuple[PartListed, ...]) -> dict[CountyId | None, Tonnes]:
    totals: dict[CountyId | None, Tonnes] = {}
    for part in parts:
        totals[part.county] = Tonnes(totals.get(part.county, 0) + part.tonnes)
    return totals


def by_batch(parts: tuple[PartListed, ...]) -> dict[BatchId | None, Tonnes]:
    totals: dict[BatchId | None, Tonnes] = {}
    for part in parts:
        totals[part.batch] = Tonnes(totals.get(part.batch, 0) + part.tonnes)
    return totals


def due_in(parts: tuple[PartListed, ...], county: CountyId, year: int) -> Tonnes:
    """What the list asks of a county in a year."""
    return Tonnes(
        sum(
            part.tonnes
            for part in parts
            if part.county == county and part.due is not None and part.due.year == year
        )
    )


def _named(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """已落实到具体设施: the list names ovens, or an approved method stands in their place."""
    if case.listed.facilities and case.facility in case.listed.facilities:
        return met(f"清单分项 {case.part} 已落实到 {'、'.join(case.listed.facilities)}")
    return unmet(
        f"清单分项 {case.part} 未落实到具体设施，也没有批准的办法",
        "请凭文件写明是哪几座，或先论证、批准书面办法",
        asks="targets.publish-list",
    )


NEEDS: Needs = {"facilities_named": _named}
