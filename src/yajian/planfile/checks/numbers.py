"""Numbers: every sum holds, every printed total is checked, every number said is in its clause."""

import re
from collections.abc import Iterator

from yajian.core.plan import Provenance, Value, mismatches, walk
from yajian.core.plan.measures import Unit
from yajian.planfile.checks.view import View
from yajian.planfile.faults import Fault
from yajian.planfile.issued import squeezed

_COUNTED = (
    *("units", "organisations", "targets", "batches", "milestones", "enterprises", "retirement_list"),
    *("related_lists", "county_tasks", "printed_totals", "checks", "compensation"),
)


def sums(view: View) -> Iterator[Fault]:
    if not view.sound(*_COUNTED):
        return
    for path, seen in mismatches(view.plan):
        yield view.fault(path, "sum", seen, "逐项对照原文，改正写错的那一个数")
    tasks = {task.county for task in view.plan.county_tasks}
    for county in view.plan.counties:
        if tasks and county.id not in tasks:
            seen, remedy = (
                f"{county.name}没有任务",
                "在 county_tasks 里写上；清单里没有它的，合计写 {derived: 0, sum: []}",
            )
            yield view.fault("county_tasks", "county-without-task", seen, remedy)


def printed(view: View) -> Iterator[Fault]:
    """A total the document prints must be held against something."""
    checked = {name for check in view.plan.checks for name in (*check.sum, check.equals)}
    for total in view.plan.printed_totals:
        if total not in checked:
            seen, remedy = (
                f"印出的合计 {total} 没有与任何加总核对",
                "在 checks 里写一个等式，例如 {sum: [各分项], equals: " + total + "}",
            )
            yield view.fault(f"printed_totals.{total}", "printed-unchecked", seen, remedy)


def as_worded(view: View) -> Iterator[Fault]:
    """A number said by a clause should be there in digits."""
    for leaf in walk(view.plan):
        value = leaf.held
        if not isinstance(value, Value) or value.provenance is not Provenance.SAID or leaf.unit is None:
            continue
        texts = [view.plan.clauses[name].text for name in value.clauses if name in view.plan.clauses]
        if (
            not isinstance(value.value, int)
            or not texts
            or any(_in(text, value.value, leaf.unit) for text in texts)
        ):
            continue
        seen = f"条文里找不到“{leaf.unit.shown(value.value)}”"
        yield view.fault(
            leaf.path,
            "number-not-in-clause",
            seen,
            "核对数字和 clause；不是原文写的，写明来历",
            level="warning",
        )


def _in(text: str, number: int, unit: Unit) -> bool:
    digits = re.escape(unit.written(number))
    return re.search(rf"(?<![0-9.]){digits}(\.0+)?{re.escape(unit.symbol)}", squeezed(text)) is not None
