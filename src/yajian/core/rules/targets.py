"""Targets and lists: what adoption enters, what stands on a day, and what a new list version must keep."""

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from yajian.core.facts.targets import (
    BatchFixed,
    CountyTaskFixed,
    ListPublished,
    MilestoneFixed,
    PartListed,
    TargetsFixed,
)
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Enterprise, ListItem, ListPart, Plan, RetirementList, Value
from yajian.core.programme import Programme
from yajian.core.words import BatchId, CountyId, DocumentNo, ListId, PartId, QuestionId, Seq, Tonnes

T = TypeVar("T")


def opening(plan: Plan) -> tuple[TargetsFixed | ListPublished, ...]:
    """What adopting this plan enters: the targets, and version 1 of every list that has an item."""
    lists = (plan.retirement_list, *plan.related_lists)
    return (targets_of(plan), *(list_of(plan, one, one.version) for one in lists if one.items))


def targets_of(plan: Plan) -> TargetsFixed:
    total, issued_on = plan.total, plan.programme.issued_on
    tasks = {task.county: task.total_t.value or Tonnes(0) for task in plan.county_tasks}
    return TargetsFixed(
        target_t=known(total.capacity_t),
        by=total.by.value,
        judged_by=known(total.judged_by),
        batches=tuple(
            BatchFixed(
                id=batch.id,
                label=batch.label,
                tonnes=known(batch.capacity_t),
                due=batch.due.value,
                judged_by=known(batch.judged_by),
                on_or_before_issue=batch.due_on_or_before_issue,
                clauses=batch.clauses,
            )
            for batch in plan.batches.values()
        ),
        milestones=tuple(
            MilestoneFixed(
                due=known(milestone.due),
                cumulative_t=known(milestone.cumulative_t),
                judged_by=known(milestone.judged_by),
                batches=milestone.batches,
                on_or_before_issue=known(milestone.due) <= issued_on,
                clauses=milestone.clauses,
            )
            for milestone in plan.milestones
        ),
        counties=tuple(
            CountyTaskFixed(
                county=CountyId(county.id), name=county.name, tonnes=tasks.get(CountyId(county.id), Tonnes(0))
            )
            for county in plan.counties
        ),
        clauses=total.clauses,
    )


def list_of(
    plan: Plan, source: RetirementList, version: int, number: DocumentNo | None = None
) -> ListPublished:
    return ListPublished(
        list=source.id,
        label=source.label,
        version=version,
        counts_toward_target=known(source.counts_toward_target),
        parts=tuple(_part(plan, item, part) for item in source.items for part in item.parts),
        document=number or DocumentNo(plan.programme.document_no),
        clauses=source.clauses,
        from_file=True,
    )


def _part(plan: Plan, item: ListItem, part: ListPart) -> PartListed:
    enterprise = plan.enterprises[item.enterprise]
    batch = plan.batches.get(part.batch) if part.batch is not None else None
    return PartListed(
        part=part.id,
        item=item.id,
        enterprise=enterprise.id,
        enterprise_name=enterprise.name,
        tonnes=known(part.capacity_t),
        county=enterprise.county.value,
        batch=part.batch,
        due=batch.due.value if batch is not None else part.due.value,
        facilities=part.facilities.value or (),
        rests_on=_questions(enterprise, part),
        clauses=tuple(dict.fromkeys((*item.clauses, *part.clauses))),
    )


def _questions(enterprise: Enterprise, part: ListPart) -> tuple[QuestionId, ...]:
    values: tuple[Value[object], ...] = (enterprise.county, part.capacity_t, part.facilities, part.due)
    return tuple(dict.fromkeys(value.question for value in values if value.question is not None))


def known(value: Value[T]) -> T:
    """A value the loader has proved present. Absent here means a plan that was never checked."""
    if value.value is None:
        raise ValueError(f"the plan gives no value where adoption needs one ({value.question})")
    return value.value


# What stands on a day ----------------------------------------------------------------------------


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


def find_part(programme: Programme, part: PartId) -> PartListed | None:
    """A part of any list's present version."""
    for entry in lists(programme):
        for candidate in entry.value.parts:
            if candidate.part == part:
                return candidate
    return None


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


# What a new version must keep --------------------------------------------------------------------


def county_shortfall(
    targets: TargetsFixed, parts: tuple[PartListed, ...]
) -> tuple[CountyTaskFixed, Tonnes] | None:
    """The first county that would be left with less than its task, and what it would have."""
    totals = by_county(parts)
    for task in targets.counties:
        have = Tonnes(totals.get(task.county, 0))
        if have < task.tonnes:
            return task, have
    return None


def milestone_shortfall(
    targets: TargetsFixed, parts: tuple[PartListed, ...]
) -> tuple[MilestoneFixed, Tonnes] | None:
    """The first date by which fewer tonnes would be due than the plan's cumulative figure."""
    for milestone in targets.milestones:
        have = Tonnes(
            sum(part.tonnes for part in parts if part.due is not None and part.due <= milestone.due)
        )
        if have < milestone.cumulative_t:
            return milestone, have
    return None


def due_in(parts: tuple[PartListed, ...], county: CountyId, year: int) -> Tonnes:
    """What the list asks of a county in a year."""
    return Tonnes(
        sum(
            part.tonnes
            for part in parts
            if part.county == county and part.due is not None and part.due.year == year
        )
    )


# What a revision would change ---------------------------------------------------------------------


def restated(
    plan: Plan, programme: Programme, document: DocumentNo
) -> tuple[TargetsFixed | ListPublished, ...]:
    """The targets and list versions a revision would enter, because they differ from what stands."""
    facts: list[TargetsFixed | ListPublished] = []
    for fact in opening(plan):
        if isinstance(fact, TargetsFixed):
            standing = fixed(programme)
            if standing is None or standing.value != fact:
                facts.append(fact)
            continue
        listed = present(programme, fact.list)
        if listed is None or _last_from_file(programme, fact.list) != fact.parts:
            version = listed.value.version + 1 if listed is not None else fact.version
            source = next(one for one in (plan.retirement_list, *plan.related_lists) if one.id == fact.list)
            facts.append(list_of(plan, source, version, document))
    return tuple(facts)


def _last_from_file(programme: Programme, name: ListId) -> tuple[PartListed, ...]:
    """What the last adopted file said of a list: only what the new file says otherwise is entered anew."""
    entered = [entry.value.parts for entry in programme.targets.lists[name].entries if entry.value.from_file]
    return entered[-1] if entered else ()
