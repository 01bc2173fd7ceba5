"""补偿资金项目审核计划: unit by unit what was asked, what is granted, less with its reason, and what waits for what."""

from collections.abc import Iterator

import msgspec

from yajian.core import entitlements
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.amounts import yuan_in_full
from yajian.core.reports.papers.applications import unless_reopened
from yajian.core.reports.papers.places import remark
from yajian.core.reports.papers.written import Position, Rows, Subject, Unwritable, Written, ruled
from yajian.core.reports.quotas import Purses
from yajian.core.reports.quotas import sheet as money_sheet
from yajian.core.rules import applications, dossier, quotas
from yajian.core.rules import auditplans as rules
from yajian.core.words import EnterpriseId, Fen, UnitId


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """What one unit asked for and is to get."""

    unit: UnitId
    enterprise: EnterpriseId
    applied_fen: Fen
    amount_fen: Fen
    why: str = ""  # for less


def audit_plan(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """W18: an audit plan as entered; before it is, everything that was forwarded and stands in none."""
    number = subject.about.audit_plan
    grants = _entered(programme, subject, position) if number is not None else _forwarded(programme, position)
    if not grants:
        raise Unwritable("没有已经县（市）转报、还没有列入审核计划的申请")
    if number is None or _waits(programme, number, position):
        unless_reopened(plan, programme, subject, [one.unit for one in grants], position)
    asked = Fen(sum(one.applied_fen for one in grants))
    granted = Fen(sum(one.amount_fen for one in grants))
    firms = dict.fromkeys(one.enterprise for one in grants)
    return Written(
        content="audit_plan",
        title=f"{plan.programme.city}{subject.template.title}"
        + (f"（第{number}号）" if number is not None else ""),
        words={
            "引言": f"按照{ruled(plan, subject)}，对经县（市）转报的补偿资金申请进行了汇总审核，形成本计划，报请审定。",
            "汇总段": f"列入企业{len(firms)}户、产能单元{len(grants)}个，申请{wording.wan_yuan(asked)}万元，"
            f"拟补偿{wording.wan_yuan(granted)}万元（大写：{yuan_in_full(granted)}）"
            + (f"，核减{wording.wan_yuan(asked - granted)}万元" if granted < asked else "，没有核减")
            + "，见下表（单位：万元）。",
            "资金段": _funds(money_sheet(plan, programme, position.as_of, position.known).levels),
            "数据说明": position.words,
        },
        lists={
            "核减": tuple(_cuts(grants)),
            "暂缓": tuple(_held(plan, programme, grants, position)) or ("没有暂缓下达的产能单元。",),
            "补充": remark(subject),
        },
        tables={"明细": _table(plan, programme, grants, position)},
        upward=True,
    )


def _entered(programme: Programme, subject: Subject, position: Position) -> tuple[Grant, ...]:
    number, today, known = subject.about.audit_plan, position.as_of, position.known
    found = rules.standing(programme, number, today, known) if number is not None else None
    if found is None:
        raise Unwritable(f"没有第{number}号审核计划")
    return tuple(
        Grant(
            unit=unit,
            enterprise=one.enterprise,
            applied_fen=one.applied_fen,
            amount_fen=one.amount_fen,
            why=one.why,
        )
        for unit, one in rules.grants(programme, found.plan, known).items()
    )


def _waits(programme: Programme, number: int, position: Position) -> bool:
    found = rules.standing(programme, number, position.as_of, position.known)
    return found is not None and found.stage == "待市政府同意"


def _forwarded(programme: Programme, position: Position) -> tuple[Grant, ...]:
    """照申请: what is to be cut is written on the plan when it is entered, or beside it."""
    today, known = position.as_of, position.known
    return tuple(
        Grant(
            unit=asked.unit,
            enterprise=one.applied.value.enterprise,
            applied_fen=asked.amount_fen,
            amount_fen=asked.amount_fen,
        )
        for one in applications.standings(programme, today, known)
        if one.stage == "已转报"
        for asked in one.applied.value.units
        if rules.proposed_in(programme, asked.unit, today, known) is None
        and rules.entitlement(programme, asked.unit, today, known) is None
        and not rules.ended(programme, asked.unit, one.seq, today, known)
    )


def _table(plan: Plan, programme: Programme, grants: tuple[Grant, ...], position: Position) -> Rows:
    today, known = position.as_of, position.known
    rows = []
    for at, one in enumerate(grants, 1):
        quota = quotas.quota(programme, one.unit, today, known)
        rows.append(
            (
                str(at),
                dossier.enterprise_name(plan, programme, one.enterprise, today, known),
                one.unit,
                wording.wan_yuan(quota.value.amount_fen) if quota is not None else "—",
                wording.wan_yuan(one.applied_fen),
                wording.wan_yuan(one.amount_fen),
            )
        )
    total = (
        "",
        "合计",
        "",
        "",
        wording.wan_yuan(sum(one.applied_fen for one in grants)),
        wording.wan_yuan(sum(one.amount_fen for one in grants)),
    )
    return Rows(columns=("序号", "企业", "产能单元", "额度", "申请", "拟补偿"), rows=(*rows, total))


def _cuts(grants: tuple[Grant, ...]) -> Iterator[str]:
    for one in grants:
        if one.amount_fen < one.applied_fen:
            less = wording.wan_yuan(one.applied_fen - one.amount_fen)
            yield f"{one.unit}核减{less}万元：{one.why.removesuffix('。')}。"


def _held(plan: Plan, programme: Programme, grants: tuple[Grant, ...], position: Position) -> Iterator[str]:
    """列入计划，暂缓下达: each with the reason and with who may let it go."""
    for one in grants:
        for hold in entitlements.holds(plan, programme, one.unit, position.as_of, position.known):
            yield f"{one.unit}列入计划，暂缓下达：{hold.words}，由{hold.lifted_by}明确或解除。"


def _funds(levels: tuple[Purses, ...]) -> str:
    said = "、".join(
        f"{one.label}{wording.wan_yuan(one.available_fen)}万元" for one in levels if one.raised_fen
    )
    return f"已到位、未安排的资金：{said}。" if said else "还没有登记到位的资金，审定以后请足额筹措。"
