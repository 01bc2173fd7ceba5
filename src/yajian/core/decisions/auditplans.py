"""审核计划: drawn up by the city from forwarded applications, and good once the city government agrees to it."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, assert_never

import msgspec

from yajian.core import entitlements
from yajian.core.facts.applications import Asked
from yajian.core.facts.auditplans import (
    EntitlementReserved,
    EntitlementVoided,
    GrantProposed,
    PlanApproved,
    PlanDrawnUp,
    PlanReturned,
)
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import applications, payments, quotas
from yajian.core.rules import auditplans as rules
from yajian.core.rules.applications import Standing as Application
from yajian.core.rules.auditplans import Standing
from yajian.core.rules.charter import scan_of, unless_registered
from yajian.core.words import (
    Clause,
    Command,
    DocumentNo,
    Fen,
    Refusal,
    Request,
    Seq,
    SystemRule,
    UnitId,
    fen_of,
    label,
    shanghai_date,
    yuan_of,
)

Outcome = tuple[AnyFact, ...] | Refusal


class AuditplansCommand(Command, frozen=True):
    """Marks this file's commands."""


class Cut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Less than what was applied for, and why."""

    amount: Annotated[str, label("核定金额（元）", "如 9000000 或 9,000,000.00；不予补偿写 0")]
    why: Annotated[str, label("核减理由", "照审核意见")]


class DrawUp(AuditplansCommand, frozen=True, kw_only=True, tag="auditplans.draw-up"):
    """形成审核计划: the forwarded applications that go to the city government, in full or cut with a reason."""

    applications: Annotated[tuple[Seq, ...], label("申请", "第几条，可填多项")]
    document: Annotated[DocumentNo, label("审核计划", "补偿资金项目审核计划的文号，须已登记")]
    cuts: Annotated[Mapping[UnitId, Cut], label("核减", "单元编号＝核定金额，不核减的不填")] = {}


class Approve(AuditplansCommand, frozen=True, kw_only=True, tag="auditplans.approve"):
    """登记市政府同意: the grants of a plan become entitlements, each once."""

    plan: Annotated[int, label("审核计划", "第几号")]
    document: Annotated[DocumentNo, label("同意文件", "市人民政府文号，须已登记")]


class Return(AuditplansCommand, frozen=True, kw_only=True, tag="auditplans.return"):
    """登记市政府退回: the plan came back; its applications wait for another."""

    plan: Annotated[int, label("审核计划", "第几号")]
    words: Annotated[str, label("理由", "照文件原话")]
    document: Annotated[DocumentNo, label("退回文件", "市人民政府文号，须已登记")]


class Void(AuditplansCommand, frozen=True, kw_only=True, tag="auditplans.void"):
    """取消列支: what is not paid of a unit's entitlement is not owed after all."""

    unit: Annotated[UnitId, label("产能单元", "单元编号")]
    reason: Annotated[str, label("理由", "照文件原话")]
    document: Annotated[DocumentNo, label("依据文号", "市人民政府文号，须已登记")]


AnyCommand = DrawUp | Approve | Return | Void


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case DrawUp() as command:
            return draw_up(plan, programme, command, request.effective, shanghai_date(request.now))
        case Approve() as command:
            return approve(plan, programme, command, request.effective, shanghai_date(request.now))
        case Return() as command:
            return send_back(plan, programme, command, request.effective)
        case Void() as command:
            return void(plan, programme, command, request.effective)
        case other:
            assert_never(other)


def draw_up(plan: Plan, programme: Programme, command: DrawUp, effective: date, today: date) -> Outcome:
    refusal = unless_registered(programme, command.document, "auditplans.draw-up.no-document", effective)
    if refusal is not None:
        return refusal
    chosen: list[Application] = []
    for application in dict.fromkeys(command.applications):
        found = applications.standing(programme, application)
        if found is None or found.stage != "已转报" or found.last.effective > effective:
            return Refusal(
                code="auditplans.draw-up.not-forwarded",
                basis=_basis(plan),
                finding=f"第{application}条"
                + (f"申请{found.stage}" if found is not None else "不是补偿申请"),
                way_forward="只汇总在审核计划日期以前已由县（市）转报的申请",
                field="applications",
            )
        chosen.append(found)
    if not chosen:
        return Refusal(
            code="auditplans.draw-up.nothing-chosen",
            basis=SystemRule.VALUE_UNFIT,
            finding="没有选申请",
            way_forward="请选至少一项已转报的申请",
            field="applications",
        )
    asked = {one.unit: (one, found) for found in chosen for one in found.applied.value.units}
    for unit, (_, found) in asked.items():
        refusal = _unless_waiting(plan, programme, unit, found)
        if refusal is not None:
            return refusal
    refusal = entitlements.unless_reopened(
        plan, programme, asked, effective, first="请把申请退回企业；", field="applications"
    )
    if refusal is not None:
        return refusal
    strange = [unit for unit in command.cuts if unit not in asked]
    if strange:
        return Refusal(
            code="auditplans.draw-up.cut-without-application",
            basis=SystemRule.NOT_FOUND,
            finding=f"所选申请里没有产能单元 {'、'.join(strange)}",
            way_forward="核减只写所选申请里的产能单元",
            field="cuts",
        )
    for unit, cut in command.cuts.items():
        amount_fen = fen_of(cut.amount)
        if amount_fen is None or amount_fen >= asked[unit][0].amount_fen or not cut.why.strip():
            return Refusal(
                code="auditplans.draw-up.cut-unfit",
                basis=next(iter(clauses_for(plan, "not_over_quota")), SystemRule.VALUE_UNFIT),
                finding=f"{unit} 申请 {yuan_of(asked[unit][0].amount_fen)} 元，核减后填的是 {cut.amount or '空'} 元"
                + ("" if cut.why.strip() else "，没有写理由"),
                way_forward="核减后的金额须小于申请金额，写到角分，并写明理由；不核减的不填",
                field="cuts",
            )
    number = len(programme.auditplans.plans) + 1
    lines = tuple(_line(number, one, found, command.cuts.get(unit)) for unit, (one, found) in asked.items())
    granted = {one.unit: one.amount_fen for one in lines}
    refusal = entitlements.unless_overtaken(
        plan, programme, granted, effective, today, first="请把申请退回企业；", field="applications"
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    header = PlanDrawnUp(
        plan=number,
        units=len(lines),
        amount_fen=Fen(sum(one.amount_fen for one in lines)),
        document=command.document,
        scan=scan_of(programme, command.document),
    )
    return (header, *lines)


def approve(plan: Plan, programme: Programme, command: Approve, effective: date, today: date) -> Outcome:
    found = _waiting(plan, programme, command.plan, effective, command.document)
    if not isinstance(found, Standing):
        return found
    refusal = unless_registered(programme, command.document, "auditplans.approve.no-document", effective)
    if refusal is not None:
        return refusal
    lines = rules.grants(programme, command.plan)
    for unit, one in lines.items():
        quota = quotas.quota(programme, unit, effective)
        if quota is None or one.amount_fen > quota.value.amount_fen:
            return Refusal(
                code="auditplans.approve.over-quota",
                basis=next(iter(clauses_for(plan, "not_over_quota")), SystemRule.VALUE_UNFIT),
                finding=f"{unit} 拟补偿 {yuan_of(one.amount_fen)} 元，现行额度"
                + (f" {yuan_of(quota.value.amount_fen)} 元" if quota is not None else "没有这一单元"),
                way_forward="额度变了的，请市政府退回审核计划，照新额度重新申请、审核",
                field="plan",
            )
    refusal = entitlements.unless_reopened(
        plan, programme, lines, effective, first="请市政府退回审核计划；", field="plan"
    ) or entitlements.unless_overtaken(
        plan,
        programme,
        {unit: one.amount_fen for unit, one in lines.items()},
        effective,
        today,
        first="请市政府退回审核计划；",
        field="plan",
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    scan = scan_of(programme, command.document)
    return (
        PlanApproved(plan=command.plan, document=command.document, scan=scan),
        *(
            EntitlementReserved(
                plan=command.plan,
                unit=unit,
                enterprise=one.enterprise,
                application=one.application,
                amount_fen=one.amount_fen,
                clauses=tuple(clause.id for clause in clauses_for(plan, "in_approved_audit_plan")),
            )
            for unit, one in lines.items()
            if one.amount_fen
        ),
    )


def send_back(plan: Plan, programme: Programme, command: Return, effective: date) -> Outcome:
    found = _waiting(plan, programme, command.plan, effective, command.document)
    if not isinstance(found, Standing):
        return found
    if not command.words.strip():
        return Refusal(
            code="auditplans.return.no-words",
            basis=SystemRule.VALUE_UNFIT,
            finding="退回没有写明理由",
            way_forward="请照文件原话填写",
            field="words",
        )
    refusal = unless_registered(programme, command.document, "auditplans.return.no-document", effective)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    scan = scan_of(programme, command.document)
    return (PlanReturned(plan=command.plan, words=command.words, document=command.document, scan=scan),)


def void(plan: Plan, programme: Programme, command: Void, effective: date) -> Outcome:
    found = rules.entitlement(programme, command.unit)
    if found is None or not found.kept_fen:
        return Refusal(
            code="auditplans.void.nothing-kept",
            basis=SystemRule.NOT_FOUND,
            finding=f"{command.unit} 没有已列支而未下达的补偿",
            way_forward="已下达的不能取消，须收回的按收回办理",
            field="unit",
        )
    if payments.tied_fen(programme, command.unit):
        return Refusal(
            code="auditplans.void.slip-open",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{command.unit} 有制单还没有下达",
            way_forward="请先作废制单，再取消列支",
            field="unit",
        )
    if found.reserved.effective > effective:
        return Refusal(
            code="auditplans.void.before-approval",
            basis=_basis(plan),
            finding=f"{effective.isoformat()}早于列支的日期{found.reserved.effective.isoformat()}",
            way_forward="请核对文件的日期",
            field="effective",
        )
    if not command.reason.strip():
        return Refusal(
            code="auditplans.void.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="取消列支没有写明理由",
            way_forward="请照文件原话填写",
            field="reason",
        )
    refusal = unless_registered(programme, command.document, "auditplans.void.no-document", effective)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        EntitlementVoided(
            unit=command.unit,
            enterprise=found.fact.enterprise,
            application=found.fact.application,
            amount_fen=found.kept_fen,
            reason=command.reason,
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def _line(number: int, one: Asked, found: Application, cut: Cut | None) -> GrantProposed:
    cut_fen = fen_of(cut.amount) if cut is not None else None
    return GrantProposed(
        plan=number,
        unit=one.unit,
        enterprise=found.applied.value.enterprise,
        application=found.seq,
        applied_fen=one.amount_fen,
        amount_fen=one.amount_fen if cut_fen is None else cut_fen,
        why=cut.why if cut is not None else "",
    )


def _unless_waiting(plan: Plan, programme: Programme, unit: UnitId, asked: Application) -> Refusal | None:
    """A unit stands in one plan at a time, in none once it is entitled, and in none by an application that ended."""
    if rules.ended(programme, unit, asked.seq):
        return Refusal(
            code="auditplans.draw-up.application-ended",
            basis=_basis(plan),
            finding=f"第{asked.seq}条申请对 {unit} 已经了结（列支以后取消，或审核计划核定为 0），不能再凭它列入",
            way_forward="请企业重新申请",
            field="applications",
        )
    waits, entitled = rules.proposed_in(programme, unit), rules.entitlement(programme, unit)
    if waits is None and entitled is None:
        return None
    where = f"第{waits}号审核计划，等市政府同意" if waits is not None else "已同意的审核计划，已列支"
    return Refusal(
        code="auditplans.draw-up.already-in-a-plan",
        basis=next(iter(clauses_for(plan, "not_paid_before")), SystemRule.DUPLICATE),
        finding=f"{unit} 已列在{where}",
        way_forward="一份产能只补偿一次；请去掉这项申请",
        field="applications",
    )


def _waiting(
    plan: Plan, programme: Programme, number: int, effective: date, paper: DocumentNo
) -> Standing | tuple[AnyFact, ...] | Refusal:
    """The plan, if the city government has not spoken on it; nothing to do, if it has by this very paper."""
    found = rules.standing(programme, number)
    if found is None:
        return Refusal(
            code="auditplans.no-such-plan",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有第{number}号审核计划",
            way_forward="请从审核计划一览里选择",
            field="plan",
        )
    if found.stage != "待市政府同意":
        if found.last.value.document == paper:
            return ()
        return Refusal(
            code="auditplans.out-of-turn",
            basis=_basis(plan),
            finding=f"第{number}号审核计划{found.stage}（{found.last.value.document}）",
            way_forward="市政府已表明意见的不再办理；要变的另行形成审核计划，或凭文件取消列支",
            field="plan",
        )
    if found.last.effective > effective:
        return Refusal(
            code="auditplans.before-the-step-before",
            basis=_basis(plan),
            finding=f"{effective.isoformat()}早于审核计划的日期{found.last.effective.isoformat()}",
            way_forward="先后按文件日期核对，请核对各份文件的日期",
            field="effective",
        )
    return found


def _basis(plan: Plan) -> Clause | SystemRule:
    return next(iter(clauses_for(plan, "in_approved_audit_plan")), SystemRule.OUT_OF_TURN)
