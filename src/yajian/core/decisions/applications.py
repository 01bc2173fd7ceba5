"""补偿申请: by the enterprise for what was accepted, through its county, and once for each unit."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, assert_never

import msgspec

from yajian.core import entitlements, gates
from yajian.core.cases import Case
from yajian.core.facts.applications import Applied, Asked, Forwarded, Material, Returned, Withdrawn
from yajian.core.gates import Line
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import applications as rules
from yajian.core.rules import auditplans, dossier, quotas
from yajian.core.rules import releases as gate_rules
from yajian.core.rules.applications import Standing
from yajian.core.rules.charter import scan_of, unless_registered
from yajian.core.words import (
    Clause,
    Command,
    DocumentNo,
    EnterpriseId,
    Fen,
    Refusal,
    Request,
    Seq,
    SystemRule,
    UnitId,
    label,
    shanghai_date,
)

Outcome = tuple[AnyFact, ...] | Refusal
Verdict = Literal["转报", "退回"]


class ApplicationsCommand(Command, frozen=True):
    """Marks this file's commands."""


class Apply(ApplicationsCommand, frozen=True, kw_only=True, tag="applications.apply"):
    """企业申请补偿: for accepted units, at the quota the province agreed to, with supporting papers."""

    enterprise: Annotated[EnterpriseId, label("企业", "企业编号")]
    units: Annotated[tuple[UnitId, ...], label("产能单元", "单元编号；金额按省里审核同意的额度，不必填")]
    materials: Annotated[Mapping[str, DocumentNo], label("印证材料", "材料名称＝文号，每份先登记")]
    document: Annotated[DocumentNo, label("申请书", "补偿资金申请书的文号，须已登记")]


class Forward(ApplicationsCommand, frozen=True, kw_only=True, tag="applications.forward"):
    """县转报: the county's office passes an application on with its opinion, or sends it back."""

    application: Annotated[Seq, label("申请", "第几条")]
    verdict: Annotated[Verdict, label("转报或退回", "照转报文件")] = "转报"
    words: Annotated[str, label("意见", "转报意见；退回的写明缺什么")]
    document: Annotated[DocumentNo, label("转报文件", "县（市）工信部门文号，须已登记")]


class Return(ApplicationsCommand, frozen=True, kw_only=True, tag="applications.return"):
    """市退回申请: the city sends a forwarded application back; the enterprise may apply anew."""

    application: Annotated[Seq, label("申请", "第几条")]
    words: Annotated[str, label("理由", "写明缺什么、怎样补")]
    document: Annotated[DocumentNo, label("退回文件", "文号，须已登记")]


class Withdraw(ApplicationsCommand, frozen=True, kw_only=True, tag="applications.withdraw"):
    """撤回申请: the enterprise takes its application back before it stands in an audit plan."""

    application: Annotated[Seq, label("申请", "第几条")]
    reason: Annotated[str, label("理由", "照企业来件")]
    document: Annotated[DocumentNo, label("来件文号", "须已登记")]


AnyCommand = Apply | Forward | Return | Withdraw


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case Apply() as command:
            return apply(plan, programme, command, request.effective, shanghai_date(request.now))
        case Forward() as command:
            return forward(plan, programme, command, request.effective, shanghai_date(request.now))
        case Return() as command:
            return send_back(plan, programme, command, request.effective)
        case Withdraw() as command:
            return withdraw(plan, programme, command, request.effective)
        case other:
            assert_never(other)


def apply(plan: Plan, programme: Programme, command: Apply, effective: date, today: date) -> Outcome:
    refusal = unless_registered(programme, command.document, "applications.apply.no-document", effective)
    if refusal is not None:
        return refusal
    strange = [one for one in command.units if one not in programme.register.units]
    if strange or not command.units or len(set(command.units)) != len(command.units):
        return Refusal(
            code="applications.apply.no-such-unit",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有产能单元 {'、'.join(strange)}" if strange else "产能单元没有填，或者填了两遍",
            way_forward="请从产能账本里选择本企业已验收的产能单元，各填一次",
            field="units",
        )
    foreign = [one for one in command.units if _holder(programme, one, effective) != command.enterprise]
    if foreign:
        return Refusal(
            code="applications.apply.not-their-unit",
            basis=_basis(plan),
            finding=f"{'、'.join(foreign)} 在{effective.isoformat()}不属于 {command.enterprise}",
            way_forward="由当日持有产能的企业申请；更名、合并的以承继企业名义申请",
            field="units",
        )
    itself = [name for name, number in command.materials.items() if number == command.document]
    if itself:
        return Refusal(
            code="applications.apply.material-is-the-application",
            basis=next(iter(clauses_for(plan, "supporting_materials")), SystemRule.DOCUMENT_REQUIRED),
            finding=f"印证材料“{itself[0]}”填的就是申请书 {command.document}",
            way_forward="申请书印证不了自己：请填备案文件、验收意见书等各自的文号",
            field="materials",
        )
    for number in command.materials.values():
        refusal = unless_registered(
            programme, number, "applications.apply.material-not-registered", effective
        )
        if refusal is not None:
            return msgspec.structs.replace(refusal, field="materials")
    version = quotas.agreed(programme, effective)
    asked: list[Asked] = []
    for unit in command.units:
        refusal = _unless_free(plan, programme, unit)
        if refusal is not None:
            return refusal
        line = quotas.quota(programme, unit, effective)
        if line is None or version is None or version.reviewed is None:
            return Refusal(
                code="applications.apply.no-quota",
                basis=next(iter(clauses_for(plan, "quota_reviewed")), SystemRule.OUT_OF_TURN),
                finding=f"{unit} 在{effective.isoformat()}没有省里审核同意的补偿额度",
                way_forward="省里审核和验收谁先谁后都可以，都须在申请之前；请核对各份文件的日期",
                field="units",
            )
        asked.append(Asked(unit=unit, amount_fen=line.value.amount_fen))
        held = _held_by(plan, programme, unit, tuple(command.materials), effective)
        if held:
            return _conditions_unmet("applications.apply.conditions-unmet", plan, unit, held)
    refusal = entitlements.unless_reopened(
        plan, programme, command.units, effective, first="申请书先不提交：", field="units"
    ) or entitlements.unless_overtaken(
        plan,
        programme,
        {one.unit: one.amount_fen for one in asked},
        effective,
        today,
        first="申请书先不提交：",
        field="units",
    )
    if refusal is not None:
        return refusal
    assert version is not None

    # From here the command succeeds.
    return (
        Applied(
            enterprise=command.enterprise,
            units=tuple(asked),
            amount_fen=Fen(sum(one.amount_fen for one in asked)),
            materials=tuple(
                Material(name=name, document=number) for name, number in command.materials.items()
            ),
            quota_version=version.number,
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def forward(plan: Plan, programme: Programme, command: Forward, effective: date, today: date) -> Outcome:
    found = _open(plan, programme, command.application, effective)
    if isinstance(found, Refusal):
        return found
    if found.forwarded is not None and _paper(found.forwarded.value) == command.document:
        return ()
    if found.stage != "待县转报":
        return _out_of_turn(plan, found, "转报")
    refusal = _unless_said(command.words, "applications.forward.no-words")
    if refusal is not None:
        return refusal
    refusal = unless_registered(programme, command.document, "applications.forward.no-document", effective)
    if refusal is not None:
        return refusal
    scan = scan_of(programme, command.document)
    if command.verdict == "转报":
        for one in found.applied.value.units:
            names = tuple(material.name for material in found.applied.value.materials)
            held = _held_by(plan, programme, one.unit, names, effective)
            if held:
                return _conditions_unmet("applications.forward.conditions-unmet", plan, one.unit, held)
        asked = {one.unit: one.amount_fen for one in found.applied.value.units}
        refusal = entitlements.unless_reopened(
            plan, programme, asked, effective, first="请把申请退回企业；", field="application"
        ) or entitlements.unless_overtaken(
            plan, programme, asked, effective, today, first="请把申请退回企业；", field="application"
        )
        if refusal is not None:
            return refusal

    # From here the command succeeds.
    if command.verdict == "退回":
        return (
            Returned(
                application=command.application,
                by_city=False,
                words=command.words,
                document=command.document,
                scan=scan,
            ),
        )
    return (
        Forwarded(application=command.application, words=command.words, document=command.document, scan=scan),
    )


def send_back(plan: Plan, programme: Programme, command: Return, effective: date) -> Outcome:
    found = _open(plan, programme, command.application, effective)
    if isinstance(found, Refusal):
        return found
    if found.stage != "已转报":
        return _out_of_turn(plan, found, "由市里退回")
    refusal = _unless_outside_a_plan(plan, programme, found, "applications.return.in-audit-plan")
    if refusal is not None:
        return refusal
    refusal = _unless_said(command.words, "applications.return.no-words")
    if refusal is not None:
        return refusal
    refusal = unless_registered(programme, command.document, "applications.return.no-document", effective)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        Returned(
            application=command.application,
            by_city=True,
            words=command.words,
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def withdraw(plan: Plan, programme: Programme, command: Withdraw, effective: date) -> Outcome:
    found = _open(plan, programme, command.application, effective)
    if isinstance(found, Refusal):
        return found
    if not found.is_open:
        return _out_of_turn(plan, found, "撤回")
    refusal = _unless_outside_a_plan(plan, programme, found, "applications.withdraw.in-audit-plan")
    if refusal is not None:
        return refusal
    refusal = _unless_said(command.reason, "applications.withdraw.no-reason")
    if refusal is not None:
        return refusal
    refusal = unless_registered(programme, command.document, "applications.withdraw.no-document", effective)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        Withdrawn(
            application=command.application,
            reason=command.reason,
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def _holder(programme: Programme, unit: UnitId, effective: date) -> EnterpriseId:
    return dossier.successor(programme, programme.register.units[unit].enterprise, effective)


def _unless_free(plan: Plan, programme: Programme, unit: UnitId) -> Refusal | None:
    """一份产能只补偿一次: nothing open, nothing entitled to, nothing paid."""
    entitled = auditplans.entitlement(programme, unit)
    present = rules.open_for(programme, unit)
    if entitled is not None:
        said = f"{unit} 已列支补偿（第{entitled.reserved.seq}条），不再申请"
    elif present is not None and not auditplans.ended(programme, unit, present.seq):
        said = f"{unit} 已有办理中的申请（第{present.seq}条，{present.stage}）"
    else:
        return None
    return Refusal(
        code="applications.apply.already-claimed",
        basis=next(iter(clauses_for(plan, "not_paid_before")), SystemRule.DUPLICATE),
        finding=said,
        way_forward="一份产能只补偿一次；要改的先撤回或退回原申请。换企业名称、换产能单元编号也是同一份产能",
        field="units",
    )


def _held_by(
    plan: Plan, programme: Programme, unit: UnitId, papers: tuple[str, ...], effective: date
) -> tuple[Line, ...]:
    """The conditions of the plan's gate that are not met; that it goes by way of the county is this act itself."""
    gate = gate_rules.gate_for(plan, "application")
    part = programme.register.part_of(unit)
    asked = gates.case(plan, programme, part, "", effective, effective) if part is not None else None
    if gate is None or asked is None:
        return ()
    found = gates.standing(plan, programme, gate, _for(asked, unit, papers))
    return tuple(
        line
        for line in found.lines
        if (line.holds or line.waits_for_signature) and line.condition.need != "via_county_office"
    )


def _for(asked: Case, unit: UnitId, papers: tuple[str, ...]) -> Case:
    return msgspec.structs.replace(asked, units=(unit,), papers=papers)


def _conditions_unmet(code: str, plan: Plan, unit: UnitId, held: tuple[Line, ...]) -> Refusal:
    clauses = held[0].condition.clauses
    return Refusal(
        code=code,
        basis=plan.clauses[clauses[0]] if clauses else SystemRule.OUT_OF_TURN,
        finding=f"{unit} "
        + "；".join(
            f"{line.condition.label}{line.verdict.answer.value}（{line.verdict.finding.removeprefix('待定：')}）"
            for line in held
        ),
        way_forward="；".join(dict.fromkeys(line.verdict.remedy for line in held if line.verdict.remedy)),
        field="units",
    )


def _open(plan: Plan, programme: Programme, application: Seq, effective: date) -> Standing | Refusal:
    found = rules.standing(programme, application)
    if found is None:
        return Refusal(
            code="applications.no-such-application",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{application}条不是补偿申请",
            way_forward="请从补偿申请一览里选择",
            field="application",
        )
    if found.last.effective > effective:
        return Refusal(
            code="applications.before-the-step-before",
            basis=_basis(plan),
            finding=f"{effective.isoformat()}早于上一步的日期{found.last.effective.isoformat()}",
            way_forward="先后按文件日期核对，请核对各份文件的日期",
            field="effective",
        )
    return found


def _unless_outside_a_plan(plan: Plan, programme: Programme, found: Standing, code: str) -> Refusal | None:
    """What waits for the city government, or was granted, is not taken back under it."""
    for one in found.applied.value.units:
        waits = auditplans.proposed_in(programme, one.unit)
        entitled = auditplans.entitlement(programme, one.unit)
        if waits is None and entitled is None:
            continue
        where = f"第{waits if waits is not None else entitled.fact.plan}号审核计划"  # type: ignore[union-attr]
        return Refusal(
            code=code,
            basis=_basis(plan),
            finding=f"{one.unit} 已列入{where}",
            way_forward="请先由市政府退回审核计划，或凭文件取消列支",
            field="application",
        )
    return None


def _unless_said(words: str, code: str) -> Refusal | None:
    if words.strip():
        return None
    return Refusal(
        code=code,
        basis=SystemRule.VALUE_UNFIT,
        finding="意见、理由空着",
        way_forward="请照文件原话填写；退回的写明缺什么、怎样补",
        field="reason" if code.startswith("applications.withdraw") else "words",
    )


def _out_of_turn(plan: Plan, found: Standing, asked: str) -> Refusal:
    return Refusal(
        code="applications.out-of-turn",
        basis=_basis(plan),
        finding=f"第{found.seq}条申请{found.stage}，不能{asked}",
        way_forward="依次是：企业申请、县（市）转报、列入审核计划；退回、撤回的重新申请",
        field="application",
    )


def _basis(plan: Plan) -> Clause | SystemRule:
    return next(iter(clauses_for(plan, "via_county_office")), SystemRule.OUT_OF_TURN)


def _paper(step: object) -> DocumentNo | None:
    return getattr(step, "document", None)
