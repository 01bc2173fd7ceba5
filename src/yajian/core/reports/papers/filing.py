"""下达备案函: what went out under an audit plan and was not filed with every organ it is to be filed with."""

from collections.abc import Iterator

from yajian.core.plan import Plan
from yajian.core.plan.citing import step_for
from yajian.core.programme import Programme
from yajian.core.reports.amounts import yuan_in_full
from yajian.core.reports.papers.payments import audit_plan_of, entitled
from yajian.core.reports.papers.places import remark
from yajian.core.reports.papers.written import Position, Rows, Subject, Taken, Unwritable, Written, ruled
from yajian.core.rules import payments as rules
from yajian.core.rules.payments import LEVELS, Standing
from yajian.core.words import Fen, yuan_of


def payment_filing(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """W19: what went out under a plan and was not filed with every organ it is to be filed with."""
    found = audit_plan_of(programme, subject, position)
    slips = unfiled(plan, programme, found.plan, position)
    if not slips:
        _unless_filed(programme, found.plan, position)
        raise Unwritable(f"第{found.plan}号审核计划没有已下达、还没有备案的资金")
    total = Fen(sum(one.fact.amount_fen for one in slips))
    rest = Fen(sum(one.kept_fen for _, one in entitled(programme, found.plan, position)))
    return Written(
        content="payment_filing",
        title="关于补偿资金下达情况报请备案的函",
        words={
            "引言": f"按照{ruled(plan, subject)}，{plan.programme.city}补偿资金项目审核计划第{found.plan}号"
            f"（{found.last.value.document}）的资金已经下达企业，现报请备案。",
            "金额段": f"已下达{len(slips)}笔，共{yuan_of(total)}元（大写：{yuan_in_full(total)}），见下表（单位：元）。",
            "余额段": f"本计划还有{yuan_of(rest)}元没有下达，下达以后另行备案。"
            if rest
            else "本计划的资金已经全部下达。",
            "数据说明": position.words,
        },
        lists={"补充": remark(subject)},
        tables={"明细": _paid_table(slips)},
    )


def filed_with(plan: Plan) -> tuple[str, ...]:
    """The organs the plan has payments filed with."""
    step = step_for(plan, "filed")
    return step.to if step is not None else ()


def unfiled(plan: Plan, programme: Programme, number: int, position: Position) -> tuple[Standing, ...]:
    organs = frozenset(filed_with(plan))
    return tuple(
        one
        for one in _out(programme, number, position)
        if not one.filed or not organs <= {each.value.organ for each in one.filed}
    )


def _out(programme: Programme, number: int, position: Position) -> Iterator[Standing]:
    """What went out for the units of a plan and did not come back."""
    units = {
        unit
        for unit, line in programme.auditplans.entitlements.items()
        for entry in line.known(position.known)
        if getattr(entry.value, "plan", None) == number
    }
    for one in rules.standings(programme, position.as_of, position.known):
        if one.stage == "已下达" and any(line.unit in units for line in one.fact.lines):
            yield one


def _unless_filed(programme: Programme, number: int, position: Position) -> None:
    """Raises Taken once there was something to file, and all of it was."""
    filed = [entry for one in _out(programme, number, position) for entry in one.filed]
    if filed:
        last = max(filed, key=lambda one: one.seq)
        raise Taken(f"第{number}号审核计划已下达的资金都已备案（第{last.seq}条，{last.value.document}）")


def _paid_table(slips: tuple[Standing, ...]) -> Rows:
    rows = []
    for at, slip in enumerate(slips, 1):
        assert slip.released is not None  # nothing else went out
        rows.append(
            (
                str(at),
                slip.fact.payee,
                "、".join(dict.fromkeys(line.unit for line in slip.fact.lines)),
                yuan_of(slip.fact.amount_fen),
                "；".join(_levels_of(slip)),
                f"{slip.released.value.voucher}，{slip.released.effective.isoformat()}",
            )
        )
    return Rows(columns=("序号", "收款人", "产能单元", "金额", "其中", "凭证"), rows=tuple(rows))


def _levels_of(slip: Standing) -> Iterator[str]:
    for level, name in LEVELS.items():
        amount = sum(line.amount_fen for line in slip.fact.lines if line.level == level)
        if amount:
            yield f"{name}{yuan_of(amount)}"
