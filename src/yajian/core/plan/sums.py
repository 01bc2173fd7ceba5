"""The plan's own arithmetic: quantities by name, what each derived value should be, and the sums that must hold."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from yajian.core.plan.lists import ListPart, RetirementList
from yajian.core.plan.measures import Unit
from yajian.core.plan.value import Value, Working, derived
from yajian.core.plan.walk import leaves, walk
from yajian.core.plan.whole import Plan
from yajian.core.words import BatchId, CountyId, Tonnes


class Named(NamedTuple):
    """A quantity under its short name, and where it stands."""

    path: str
    value: Value[object]


class Mismatch(NamedTuple):
    """Two numbers that should be one."""

    path: str
    seen: str


def parts_of(one: RetirementList) -> Iterator[ListPart]:
    return (part for item in one.items for part in item.parts)


def parts_in(plan: Plan, county: CountyId) -> Iterator[ListPart]:
    """The parts of the retirement list that are in a county, as far as anybody has said."""
    for item in plan.retirement_list.items:
        enterprise = plan.enterprises.get(item.enterprise)
        if enterprise is not None and enterprise.county.value == county:
            yield from item.parts


def list_path(plan: Plan, one: RetirementList) -> str:
    return "retirement_list" if one is plan.retirement_list else f"related_lists.{one.id}"


def quantities(plan: Plan) -> Mapping[str, Named]:
    """Every quantity that can be referred to: by its short name, or by the path of its value."""
    by_path = {path: Named(path, value) for path, value in _nothing(plan)}
    by_path |= {path: Named(path, value) for path, value in leaves(plan)}
    return by_path | {name: by_path[path] for name, path in _names(plan) if path in by_path}


def _nothing(plan: Plan) -> Iterator[tuple[str, Value[object]]]:
    """A batch in which a county has nothing is not written, and counts as 0."""
    for task in plan.county_tasks:
        for batch in plan.batches:
            yield f"county_tasks.{task.county}.by_batch.{batch}", derived(Tonnes(0), "sum")


def _names(plan: Plan) -> Iterator[tuple[str, str]]:
    for target in plan.targets:
        yield target.id, f"targets.{target.id}.capacity_t"
    for batch in plan.batches:
        yield batch, f"batches.{batch}.capacity_t"
    for milestone in plan.milestones:
        yield milestone.id, f"milestones.{milestone.id}.cumulative_t"
    for task in plan.county_tasks:
        yield task.county, f"county_tasks.{task.county}.total_t"
    for printed in plan.printed_totals:
        yield printed, f"printed_totals.{printed}.total_t"
    for rate in plan.compensation.rates:
        yield rate.id, f"compensation.rates.{rate.id}.rate_fen_per_t"
    for one in plan.lists:
        for item in one.items:
            prefix = f"{list_path(plan, one)}.items.{item.id}"
            for part in item.parts:
                yield part.id, f"{prefix}.parts.{part.id}.capacity_t"
            yield item.id, f"{prefix}.capacity_t"


def worked(working: Working, known: Mapping[str, Named]) -> object:
    """What a working comes to; nothing where a part of it is unknown or it is not arithmetic."""
    terms = [known[name].value.value if name in known else None for name in working.of]
    if working.how == "same_as":
        return terms[0]
    numbers = [term for term in terms if isinstance(term, int)]
    if working.how == "because" or len(numbers) != len(terms):
        return None
    match working.how:
        case "sum":
            return sum(numbers)
        case "difference":
            return numbers[0] - sum(numbers[1:])
        case "product":
            return numbers[0] * numbers[1]
        case _:
            return (numbers[0] * 2000 + numbers[1]) // (numbers[1] * 2)  # ‰, half up


def mismatches(plan: Plan) -> Iterator[Mismatch]:
    """Every sum of the plan that does not hold, each said once."""
    known = quantities(plan)
    told: set[tuple[frozenset[str], str]] = set()
    for whole, parts, path, label in _sums(plan):
        found, written = _total(known, parts), known[whole].value.value if whole in known else None
        if found is None or written is None or found == written or (frozenset(parts), whole) in told:
            continue
        told.add((frozenset(parts), whole))
        yield Mismatch(path, f"{label}{_unequal(plan, found, written)}")
    counties = tuple(_counties(plan))
    yield from counties
    paths = {mismatch.path for mismatch in counties}
    yield from (mismatch for mismatch in _derived(plan, known) if mismatch.path not in paths)


def _sums(plan: Plan) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    """(whole, parts, where, how to say it) of each sum that must hold."""
    parts = tuple(parts_of(plan.retirement_list))
    for batch in plan.batches:
        inside = tuple(part.id for part in parts if part.batch == batch)
        yield batch, inside, f"batches.{batch}.capacity_t", f"{batch} 合计 "
    total = plan.total.id
    yield total, tuple(part.id for part in parts), "retirement_list.items", "清单合计 "
    yield total, tuple(plan.batches), f"targets.{total}.capacity_t", "各批次合计 "
    for one in plan.lists:
        for item in one.items:
            where = f"{list_path(plan, one)}.items.{item.id}.capacity_t"
            yield item.id, tuple(part.id for part in item.parts), where, f"{item.id} 各分项合计 "
    for milestone in plan.milestones:
        where = f"milestones.{milestone.id}.cumulative_t"
        yield where, milestone.batches, where, f"{milestone.id} 累计 "
    for check in plan.checks:
        yield check.equals, check.sum, f"checks.{check.id}", f"{check.id}（{'＋'.join(check.sum)}）合计 "


def _total(known: Mapping[str, Named], names: tuple[str, ...]) -> int | None:
    numbers = [known[name].value.value if name in known else None for name in names]
    whole = [number for number in numbers if isinstance(number, int)]
    return sum(whole) if len(whole) == len(numbers) else None


def _counties(plan: Plan) -> Iterator[Mismatch]:
    """Each county's task against the list: in all, and where that holds, batch by batch."""
    names = {county.id: county.name for county in plan.counties}
    placed = {
        plan.enterprises[item.enterprise].county.value
        for item in plan.retirement_list.items
        if item.enterprise in plan.enterprises
    }
    if placed - {None} - set(names):
        return  # a county that does not exist has its own fault
    for task in plan.county_tasks:
        name, path = names.get(task.county, task.county), f"county_tasks.{task.county}"
        written, found = task.total_t.value, listed(plan, task.county)
        if written is not None and written != found:
            yield Mismatch(f"{path}.total_t", f"{name}任务 {_unequal(plan, written, found)}（按清单推算）")
            continue
        for batch in plan.batches:
            value = task.by_batch.get(batch)
            written, found = value.value if value is not None else Tonnes(0), listed(plan, task.county, batch)
            if written is not None and written != found:
                told = f"{name} {batch} 任务 {_unequal(plan, written, found)}（按清单推算）"
                yield Mismatch(f"{path}.by_batch.{batch}", told)


def listed(plan: Plan, county: CountyId, batch: BatchId | None = None) -> int:
    """The tonnes a county has on the retirement list, in all or in one batch."""
    return sum(part.capacity_t.value or 0 for part in parts_in(plan, county) if batch in (None, part.batch))


def _derived(plan: Plan, known: Mapping[str, Named]) -> Iterator[Mismatch]:
    """Derived values that are not what their working comes to."""
    for leaf in walk(plan):
        value = leaf.held
        if not isinstance(value, Value) or value.working is None or value.value is None:
            continue
        found = worked(value.working, known)
        if found is not None and found != value.value:
            written = shown(value.value, leaf.unit)
            seen = f"推算不符：{value.working.text} 得 {shown(found, leaf.unit)}，写的是 {written}"
            yield Mismatch(leaf.path, seen)


def shown(held: object, unit: Unit | None) -> str:
    """A number in the document's unit, anything else as it stands."""
    if unit is not None and isinstance(held, int):
        return unit.shown(held)
    return str(held)


def _unequal(plan: Plan, left: object, right: object) -> str:
    unit = plan.units.get("capacity")
    if unit is None or not isinstance(left, int) or not isinstance(right, int):
        return f"{left}≠{right}"
    return f"{unit.written(left)}≠{unit.written(right)}"
