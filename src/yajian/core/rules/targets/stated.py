"""What the plan file states about targets and lists, as the facts that adopting it records."""

from typing import TypeVar

from yajian.core.facts.targets import (
    BatchFixed,
    CountyTaskFixed,
    ListPublished,
    MilestoneFixed,
    PartListed,
    TargetsFixed,
)
from yajian.core.plan import Enterprise, ListItem, ListPart, Plan, RetirementList, Value
from yajian.core.words import CountyId, DocumentNo, QuestionId, Tonnes

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
        parts=tuple(_part(plan, source, item, part) for item in source.items for part in item.parts),
        document=number or DocumentNo(plan.programme.document_no),
        clauses=source.clauses,
        from_file=True,
    )


def _part(plan: Plan, source: RetirementList, item: ListItem, part: ListPart) -> PartListed:
    enterprise = plan.enterprises[item.enterprise]
    batch = plan.batches.get(part.batch) if part.batch is not None else None
    standard = plan.completion_standards.get(source.completion_standard or "") if batch is None else None
    event = standard.event if standard is not None else None
    return PartListed(
        part=part.id,
        item=item.id,
        enterprise=enterprise.id,
        enterprise_name=enterprise.name,
        tonnes=known(part.capacity_t),
        county=enterprise.county.value,
        batch=part.batch,
        due=part.due.value or (batch.due.value if batch is not None else None),
        judged_by=event,
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
