"""Work and money: every duty has one time, every clause that binds has its duty, every origin its rate."""

from collections.abc import Iterator

from yajian.planfile.checks.view import View
from yajian.planfile.faults import Fault


def duties(view: View) -> Iterator[Fault]:
    plan = view.plan
    for duty in plan.duties.values():
        times = [name for name in ("due", "event", "every", "until") if getattr(duty, name) is not None]
        if len(times) != 1:
            seen = f"{duty.id} 没有写时间" if not times else f"{duty.id} 同时写了 {'、'.join(times)}"
            remedy = "只写 due、event、every、until 之一；没有写明时限的写 due: {unknown: …}"
            yield view.fault(f"duties.{duty.id}", "duty-time", seen, remedy)
        if duty.day is not None and duty.every is None:
            yield view.fault(
                f"duties.{duty.id}.day",
                "duty-time",
                f"{duty.id} 写了 day，没有写 every",
                "补上 every，或删去 day",
            )
    if not view.sound("clauses", "duties"):
        return
    bound = {clause for duty in plan.duties.values() for clause in duty.clauses}
    for clause in plan.clauses.values():
        if clause.kind in ("duty", "procedure") and clause.id not in bound:
            seen = f"{clause.id} 是{'职责' if clause.kind == 'duty' else '程序'}，没有一项职责引用它"
            remedy = "在 duties 里写清谁做什么；不要求人做事的，改 kind"
            yield view.fault(f"clauses.{clause.id}", "clause-without-duty", seen, remedy, clause=clause.id)


def lists(view: View) -> Iterator[Fault]:
    """What adoption cannot do without: tonnes, a county or a question, a plan document of its own."""
    plan = view.plan
    for target in plan.targets[:1]:
        if target.capacity_t.value is None:
            yield view.fault(
                f"targets.{target.id}.capacity_t",
                "target-unknown",
                "总目标没有数",
                "第一个目标须是写明产能的总目标",
            )
        if target.judged_by.value is None:
            yield view.fault(
                f"targets.{target.id}.judged_by",
                "target-unknown",
                "总目标凭什么算完成没有定",
                "写 {assumed: accepted, question: …}",
            )
    for path, value in _needed(view):
        yield view.fault(
            path,
            "value-needed",
            f"采用方案时要用到{value}，这里是未知",
            "写一个系统默认值：{assumed: …, question: …}",
        )
    own = [document for document in plan.documents.values() if document.role == "this"]
    for document in own:
        number = document.number.value if document.number is not None else None
        if number is not None and number != plan.programme.document_no:
            seen = f"本方案的文号写了两样：{plan.programme.document_no} 和 {number}"
            yield view.fault(
                f"documents.{document.id}.number", "number-contradicts", seen, "核对文号，两处写成一样"
            )


def _needed(view: View) -> Iterator[tuple[str, str]]:
    plan = view.plan
    for batch in plan.batches.values():
        if batch.capacity_t.value is None:
            yield f"batches.{batch.id}.capacity_t", "批次的产能"
        if batch.judged_by.value is None:
            yield f"batches.{batch.id}.judged_by", "批次凭什么算完成"
    for milestone in plan.milestones:
        for name in ("due", "cumulative_t", "judged_by"):
            if getattr(milestone, name).value is None:
                yield f"milestones.{milestone.id}.{name}", "节点的时限、累计量和动作"
    for one in plan.lists:
        prefix = "retirement_list" if one is plan.retirement_list else f"related_lists.{one.id}"
        if one.counts_toward_target.value is None:
            yield f"{prefix}.counts_toward_target", "清单是否计入总目标"
        for item in one.items:
            for part in item.parts:
                if part.capacity_t.value is None:
                    yield f"{prefix}.items.{item.id}.parts.{part.id}.capacity_t", "清单项的产能"


def rates(view: View) -> Iterator[Fault]:
    """Every rate says what it is for, and no two say the same."""
    plan = view.plan
    plain: dict[str, str] = {}
    for rate in plan.compensation.rates:
        path = f"compensation.rates.{rate.id}"
        if rate.origin is None and rate.when is None:
            yield view.fault(
                path,
                "rate-for-nothing",
                f"标准 {rate.id} 没有写适用于什么产能",
                "写 origin（产能来源）或 when（设施条件）",
            )
        elif rate.when is None and rate.origin is not None:
            if rate.origin in plain:
                seen = f"来源 {rate.origin} 有两个标准：{plain[rate.origin]} 和 {rate.id}"
                yield view.fault(path, "rate-twice", seen, "留一个，或用 when 分开")
            plain.setdefault(rate.origin, rate.id)
    if not plain or not view.sound("capacity", "compensation"):
        return
    for origin in plan.capacity.origins:
        if origin.id not in {rate.origin for rate in plan.compensation.rates}:
            seen = f"产能来源“{origin.label}”没有对应的补偿标准"
            remedy = "在 compensation.rates 里写上；没有写明的写 rate: {unknown: …}"
            yield view.fault(f"capacity.origins.{origin.id}", "origin-without-rate", seen, remedy)


def envelope(view: View) -> Iterator[Fault]:
    """The bounds of the money are the tonnes at the lowest and at the highest rate."""
    compensation = view.plan.compensation
    for name, rate, word in (
        ("low_fen", compensation.lowest_rate, "最低"),
        ("high_fen", compensation.highest_rate, "最高"),
    ):
        fen = rate.rate_fen_per_t.value if rate is not None else None
        for one in compensation.envelope:
            tonnes, written = one.capacity_t.value, getattr(one, name).value
            if rate is None or fen is None or tonnes is None or written is None or written == tonnes * fen:
                continue
            seen = f"测算不是按{word}标准“{rate.label}”算的"
            yield view.fault(
                f"compensation.envelope.{one.scope}.{name}", "envelope", seen, f"改用标准 {rate.id}"
            )
