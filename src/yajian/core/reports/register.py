"""The capacity book as an office reads it: five tonnages by unit, never under one word, and what is locked."""

from datetime import date

import msgspec

from yajian.core.books.capacity import Tonnages, tonnages, total
from yajian.core.facts.register import UnitOpened
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.rules.register import lock
from yajian.core.words import Answer, Seq, UnitId, Verdict


class UnitLine(msgspec.Struct, frozen=True, kw_only=True):
    """One unit of capacity: its filing, its five tonnages, and whether it may still be traded or filed."""

    opened: UnitOpened
    enterprise_name: str
    origin: str  # the plan's word for it; empty: not established
    tonnages: Tonnages
    lock: Verdict


class CapacitySheet(msgspec.Struct, frozen=True, kw_only=True):
    units: tuple[UnitLine, ...]
    total: Tonnages
    bases: tuple[tuple[str, str], ...]  # the five words of the plan, each with what it is evidenced by
    baseline: Verdict | None  # whether the filings entered make up the total the plan deducts from


def capacity(
    plan: Plan, programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> CapacitySheet:
    """The book on a day, as the first `known` facts tell it. A unit not yet entered is not there."""
    names = {origin.id: origin.label for origin in plan.capacity.origins}
    units = [
        UnitLine(
            opened=opened,
            enterprise_name=plan.enterprises[opened.enterprise].name,
            origin=names.get(opened.origin, ""),
            tonnages=tonnages(programme.capacity, (unit,), as_of, known),
            lock=lock(plan, programme, unit, known),
        )
        for unit, opened in programme.register.units.items()
        if _entered(programme, unit, as_of, known)
    ]
    together = total(programme.capacity, as_of, known)
    return CapacitySheet(
        units=tuple(units),
        total=together,
        bases=tuple((basis.label, basis.evidence) for basis in plan.capacity.bases),
        baseline=_baseline(plan, programme, len(units), together),
    )


def _entered(programme: Programme, unit: UnitId, as_of: date | None, known: Seq | None) -> bool:
    return any(
        (known is None or posting.seq <= known) and (as_of is None or posting.effective <= as_of)
        for posting in programme.capacity.postings.get(unit, ())
    )


def _baseline(plan: Plan, programme: Programme, count: int, total: Tonnages) -> Verdict | None:
    """待定 until somebody says on a document that the filings are complete: a total is never taken from a report."""
    baseline = plan.baseline
    if baseline is None:
        return None
    entered = f"已登记 {count} 份，备案产能合计 {wording.wan_t(total.filed_t)} 万吨"
    complete = baseline.complete.value is True
    return Verdict(
        label=baseline.label,
        answer=Answer.PASS if complete else Answer.UNDETERMINED,
        finding=f"{entered}；是否齐全：{'是' if complete else '待定'}",
        rule="register.baseline",
        revision=programme.charter.revision,
        clauses=tuple(plan.clauses[name] for name in baseline.clauses),
        inputs=(("备案文件", f"{count} 份"), ("备案产能合计", f"{wording.wan_t(total.filed_t)} 万吨")),
        missing=(baseline.complete.asks,) if not complete and baseline.complete.asks is not None else (),
        remedy="" if complete else "请逐份登记备案文件；登记齐全须有文件明确",
    )
