"""What follows from the rest of a plan, worked out again: a part's date from its batch, a county's share, every sum."""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from yajian.core.plan.goals import CountyTask
from yajian.core.plan.lists import ListPart, RetirementList
from yajian.core.plan.rebuild import replaced
from yajian.core.plan.sums import listed, parts_in, quantities, worked
from yajian.core.plan.value import Value, derived
from yajian.core.plan.walk import leaves
from yajian.core.plan.whole import Plan
from yajian.core.words import Tonnes


def completed(plan: Plan) -> Plan:
    """The plan as written, with each part's date taken from its batch where the part has none of its own."""
    return msgspec.structs.replace(
        plan,
        retirement_list=_dated(plan, plan.retirement_list),
        related_lists=tuple(_dated(plan, one) for one in plan.related_lists),
    )


def _dated(plan: Plan, one: RetirementList) -> RetirementList:
    items = tuple(
        msgspec.structs.replace(item, parts=tuple(_due(plan, part) for part in item.parts))
        for item in one.items
    )
    return msgspec.structs.replace(one, items=items)


def _due(plan: Plan, part: ListPart) -> ListPart:
    batch = plan.batches.get(part.batch) if part.batch is not None else None
    if (
        batch is None
        or part.due.value is not None
        or part.due.working is not None
        or part.due.question is not None
    ):
        return part
    due = msgspec.structs.replace(
        derived(batch.due.value, "same_as", f"batches.{batch.id}.due"), clauses=batch.due.clauses
    )
    return msgspec.structs.replace(part, due=due)


def reworked(plan: Plan) -> Plan:
    """The plan with everything derived worked out again from what now stands."""
    plan = msgspec.structs.replace(plan, county_tasks=tuple(_task(plan, task) for task in plan.county_tasks))
    for _ in range(_ROUNDS):
        known = quantities(plan)
        changes: dict[str, Value[object]] = {}
        for path, value in leaves(plan):
            if value.working is None:
                continue
            found = worked(value.working, known)
            if found is not None and found != value.value:
                changes[path] = msgspec.structs.replace(value, value=found)
        if not changes:
            break
        plan = replaced(plan, changes)
    return plan


_ROUNDS = 8  # a derived value may rest on another; the longest chain in any plan is three


def _task(plan: Plan, task: CountyTask) -> CountyTask:
    """A county's task by the list as it now stands; untouched where nothing moved."""
    parts = list(parts_in(plan, task.county))
    if task.total_t.value == listed(plan, task.county):
        return task
    batches = dict.fromkeys(part.batch for part in parts if part.batch is not None)
    by_batch: Mapping[object, Value[Tonnes]] = {
        batch: _sum(task, [part for part in parts if part.batch == batch]) for batch in batches
    }
    return msgspec.structs.replace(task, total_t=_sum(task, parts), by_batch=MappingProxyType(dict(by_batch)))


def _sum(task: CountyTask, parts: list[ListPart]) -> Value[Tonnes]:
    total = Tonnes(sum(part.capacity_t.value or 0 for part in parts))
    return msgspec.structs.replace(
        derived(total, "sum", *(part.id for part in parts)), clauses=task.total_t.clauses
    )
