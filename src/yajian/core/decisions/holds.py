"""暂缓、解除、补偿对象: money waits for a stated reason, and whoever is named by it lets it go."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, assert_never

from yajian.core import entitlements, spellings
from yajian.core.courtpapers import unless_the_courts
from yajian.core.facts.holds import HoldLifted, HoldPlaced, Payee, PayeesDetermined
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import holds as rules
from yajian.core.rules import organs, targets
from yajian.core.rules.charter import document, scan_of, unless_registered
from yajian.core.rules.holds import Placed
from yajian.core.words import (
    Clause,
    Command,
    DocumentNo,
    Fen,
    OrganId,
    PartId,
    Refusal,
    Request,
    Seq,
    SystemRule,
    UnitId,
    fen_of,
    label,
    yuan_of,
)

Outcome = tuple[AnyFact, ...] | Refusal


class HoldsCommand(Command, frozen=True):
    """Marks this file's commands."""


class Place(HoldsCommand, frozen=True, kw_only=True, tag="holds.place"):
    """暂缓下达: let nothing go out for a unit until the named organ says so."""

    unit: Annotated[UnitId, label("产能单元", "单元编号")]
    reason: Annotated[str, label("原因", "照文件")]
    lifted_by: Annotated[OrganId, label("由谁解除", "单位编号")]
    document: Annotated[DocumentNo, label("依据文号", "须已登记")]


class Lift(HoldsCommand, frozen=True, kw_only=True, tag="holds.lift"):
    """解除暂缓: only the organ named when it was placed."""

    hold: Annotated[Seq, label("暂缓", "第几条")]
    words: Annotated[str, label("理由", "照文件")]
    document: Annotated[DocumentNo, label("依据文号", "解除单位自己的文件，暂缓以后写成的，须已登记")]


class DeterminePayees(HoldsCommand, frozen=True, kw_only=True, tag="holds.determine-payees"):
    """明确补偿对象: the court's paper names who is paid for what is under seal of a part; together, exactly what is due for that."""

    part: Annotated[PartId, label("清单分项", "分项编号")]
    payees: Annotated[Mapping[str, str], label("补偿对象", "名称＝金额（元），照文书，合计须等于应补偿金额")]
    document: Annotated[DocumentNo, label("法院文书", "文号，须已登记")]


AnyCommand = Place | Lift | DeterminePayees


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case Place() as command:
            return place(plan, programme, command, request.effective)
        case Lift() as command:
            return lift(plan, programme, command, request.organ, request.effective)
        case DeterminePayees() as command:
            return determine_payees(plan, programme, command, request.effective)
        case other:
            assert_never(other)


def place(plan: Plan, programme: Programme, command: Place, effective: date) -> Outcome:
    if command.unit not in programme.register.units:
        return Refusal(
            code="holds.place.no-such-unit",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有产能单元 {command.unit}",
            way_forward="请从产能账本里选择",
            field="unit",
        )
    if not command.reason.strip():
        return Refusal(
            code="holds.place.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="暂缓没有写明原因",
            way_forward="请照文件写明；查封的产能系统自动暂缓，不必登记",
            field="reason",
        )
    organ = organs.organ(plan, programme, command.lifted_by, effective)
    if organ is None:
        return Refusal(
            code="holds.place.no-such-organ",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有单位 {command.lifted_by}",
            way_forward="请填写由谁解除；还没有登记的单位先登记",
            field="lifted_by",
        )
    refusal = unless_registered(programme, command.document, "holds.place.no-document", effective)
    if refusal is not None:
        return refusal
    fact = HoldPlaced(
        unit=command.unit,
        reason=command.reason,
        lifted_by=command.lifted_by,
        lifted_by_name=organ.name,
        document=command.document,
        scan=scan_of(programme, command.document),
    )
    if any(one.fact == fact for one in rules.in_force(programme, command.unit)):
        return ()

    # From here the command succeeds.
    return (fact,)


def lift(plan: Plan, programme: Programme, command: Lift, organ: str, effective: date) -> Outcome:
    found = rules.hold(programme, command.hold)
    if found is None:
        return Refusal(
            code="holds.lift.no-such-hold",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.hold}条不是暂缓",
            way_forward="请从暂缓一览里选择；查封的产能等补偿对象明确，不由本办公室解除",
            field="hold",
        )
    if found.lifted is not None:
        return ()
    if not _is_the_lifters(plan, programme, found, organ):
        return Refusal(
            code="holds.lift.another-organs",
            basis=SystemRule.SAME_HAND,
            finding=f"这一条由{found.fact.lifted_by_name}解除，不是{organ}",
            way_forward=f"请{found.fact.lifted_by_name}的经办人登记解除",
            field="hold",
        )
    if found.entry.effective > effective:
        return Refusal(
            code="holds.lift.before-it-was-placed",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{effective.isoformat()}早于暂缓的日期{found.entry.effective.isoformat()}",
            way_forward="请核对文件的日期",
            field="effective",
        )
    if not command.words.strip():
        return Refusal(
            code="holds.lift.no-words",
            basis=SystemRule.VALUE_UNFIT,
            finding="解除没有写明理由",
            way_forward="请照文件写明",
            field="words",
        )
    refusal = unless_registered(
        programme, command.document, "holds.lift.no-document", effective
    ) or _unless_the_lifters(plan, programme, found, command.document)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        HoldLifted(
            hold=command.hold,
            unit=found.fact.unit,
            words=command.words,
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def _is_the_lifters(plan: Plan, programme: Programme, found: Placed, body: str) -> bool:
    named = (found.fact.lifted_by, found.fact.lifted_by_name)
    return any(spellings.same_body(plan, programme, body, one) for one in named)


def _unless_the_lifters(
    plan: Plan, programme: Programme, found: Placed, number: DocumentNo
) -> Refusal | None:
    """Who may lift says so on a paper of its own, written for this: not on the one that placed it, and not before that."""
    paper, placed = document(programme, number), document(programme, found.fact.document)
    assert paper is not None  # a guard has asked whether it is registered
    lifter = found.fact.lifted_by_name
    if not any(_is_the_lifters(plan, programme, found, one) for one in paper.value.issuer.split("、")):
        return Refusal(
            code="holds.lift.another-organs-paper",
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding=f"{number} 由{paper.value.issuer}发出，这一条由{lifter}解除",
            way_forward=f"请凭{lifter}自己的文件登记；发文单位登记错了的，先更正文件登记，改了名的先登记更名",
            field="document",
        )
    if spellings.same_number(number, found.fact.document):
        return Refusal(
            code="holds.lift.the-holds-own-paper",
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding=f"{number} 就是暂缓所凭的文件（第{found.seq}条），不能又作解除的依据",
            way_forward=f"请登记{lifter}另行写成的解除文件，填它自己的文号",
            field="document",
        )
    if placed is not None and paper.value.issued_on < placed.value.issued_on:
        return Refusal(
            code="holds.lift.paper-older-than-the-hold",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{number} 成文于{paper.value.issued_on.isoformat()}，"
            f"早于暂缓所凭的 {found.fact.document}（{placed.value.issued_on.isoformat()}）",
            way_forward="暂缓以后才能解除，请核对文号；日期登记错了的，先更正文件登记",
            field="document",
        )
    return None


def determine_payees(plan: Plan, programme: Programme, command: DeterminePayees, effective: date) -> Outcome:
    if targets.find_part(programme, command.part) is None:
        return Refusal(
            code="holds.determine-payees.no-such-part",
            basis=SystemRule.NOT_FOUND,
            finding=f"清单中没有分项 {command.part}",
            way_forward="请从压减清单中选择分项",
            field="part",
        )
    grounds = entitlements.grounds(plan, programme, effective)
    spoken = grounds.to_be_named(command.part)
    if spoken is None:
        return Refusal(
            code="holds.determine-payees.not-sealed",
            basis=_basis(plan),
            finding=f"{command.part} 在{effective.isoformat()}没有查封中的设施",
            way_forward="没有查封的产能补偿给企业，不必另外明确对象；有查封的先凭文书登记",
            field="part",
        )
    amounts = {name: fen_of(yuan) for name, yuan in command.payees.items()}
    if not amounts or any(not name.strip() or not amount for name, amount in amounts.items()):
        return Refusal(
            code="holds.determine-payees.no-amount",
            basis=SystemRule.VALUE_UNFIT,
            finding="补偿对象没有填，或者金额不是大于 0、写到角分的数",
            way_forward="请照文书写明每个对象的全称和金额（元），如 5,520,000.00",
            field="payees",
        )
    due_fen = entitlements.owed_fen(programme, spoken.units)
    total_fen = sum(amount for amount in amounts.values() if amount is not None)
    if not due_fen or total_fen != due_fen:
        return Refusal(
            code="holds.determine-payees.sum-differs",
            basis=_basis(plan),
            finding=f"文书所列合计 {yuan_of(total_fen)} 元，{'、'.join(spoken.units)} 已列支 {yuan_of(due_fen)} 元",
            way_forward="各对象合计须等于查封的产能单元列支的金额；还没有列支的，先办审核计划",
            field="payees",
        )
    refusal = unless_registered(programme, command.document, "holds.determine-payees.no-document", effective)
    for one in spoken.seals:
        refusal = refusal or unless_the_courts(plan, programme, one, command.document, "明确补偿对象的文书")
    if refusal is not None:
        return refusal
    fact = PayeesDetermined(
        part=command.part,
        payees=tuple(Payee(name=name, amount_fen=Fen(amount or 0)) for name, amount in amounts.items()),
        amount_fen=Fen(total_fen),
        document=command.document,
        scan=scan_of(programme, command.document),
    )
    present = rules.payees(programme, command.part)
    if present is not None and present.value == fact:
        return ()

    # From here the command succeeds.
    return (fact,)


def _basis(plan: Plan) -> Clause | SystemRule:
    return next(iter(clauses_for(plan, "payee_determined")), SystemRule.OUT_OF_TURN)
