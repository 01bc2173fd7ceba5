"""What may be paid now: the plan's conditions, no hold, never more than is due to the unit and to its payee."""

from collections.abc import Mapping
from datetime import date

import msgspec

from yajian.core import entitlements, gates
from yajian.core.decisions.payments.commands import ByLevel
from yajian.core.decisions.payments.shared import basis_of
from yajian.core.facts.payments import Paid, PaymentPrepared
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import Programme
from yajian.core.rules import auditplans, dossier
from yajian.core.rules import payments as rules
from yajian.core.rules import releases as gate_rules
from yajian.core.rules.payments import Account
from yajian.core.words import (
    Fen,
    Refusal,
    SystemRule,
    UnitId,
    fen_of,
    yuan_of,
)


def lines(said: Mapping[UnitId, ByLevel], code: str) -> tuple[Paid, ...] | Refusal:
    """What is to be paid, or came back, line by line; a blank level is none."""
    lines: list[Paid] = []
    for unit, by in said.items():
        for level in rules.LEVELS:
            yuan = getattr(by, level)
            amount_fen = fen_of(yuan) if yuan.strip() else Fen(0)
            if amount_fen is None:
                return Refusal(
                    code=f"{code}.unfit-amount",
                    basis=SystemRule.VALUE_UNFIT,
                    finding=f"{unit} 的{rules.LEVELS[level]}金额填的是“{yuan}”",
                    way_forward="金额填元，写到角分，如 5,520,000.00，逗号每三位一个",
                    field="lines",
                )
            if amount_fen:
                lines.append(Paid(unit=unit, level=level, amount_fen=amount_fen))
    if not lines or {one.unit for one in lines} != set(said):
        return Refusal(
            code=f"{code}.nothing-to-pay",
            basis=SystemRule.VALUE_UNFIT,
            finding="有产能单元没有填金额" if said else "没有填产能单元",
            way_forward="每个产能单元至少填一级的金额",
            field="lines",
        )
    return tuple(lines)


def unless_theirs(programme: Programme, unit: UnitId, account: Account, effective: date) -> Refusal | None:
    if unit in programme.register.units:
        holder = dossier.successor(programme, programme.register.units[unit].enterprise, effective)
        if holder == account.fact.enterprise:
            return None
    return Refusal(
        code="payments.prepare.not-their-unit",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"{unit} 不属于账户所涉的企业 {account.fact.enterprise}",
        way_forward="一张制单只付给一个企业的产能单元；更名、合并的用承继企业的账户",
        field="lines",
    )


def unless_open(plan: Plan, programme: Programme, unit: UnitId, effective: date, code: str) -> Refusal | None:
    """The plan's own conditions, and no hold: asked when the slip is made, and again when money goes out."""
    held = entitlements.holds(plan, programme, unit, effective)
    if held:
        return Refusal(
            code=f"{code}.held",
            basis=next(iter(held[0].clauses), SystemRule.OUT_OF_TURN),
            finding=f"{unit} 暂缓下达：{'；'.join(one.words for one in held)}",
            way_forward="；".join(f"由{one.lifted_by}明确或解除" for one in held),
            field="lines" if code.endswith("prepare") else "payment",
        )
    gate = gate_rules.gate_for(plan, "payment")
    part = programme.register.part_of(unit)
    asked = gates.case(plan, programme, part, "", effective, effective) if part is not None else None
    if gate is None or asked is None:
        return None
    found = gates.standing(plan, programme, gate, msgspec.structs.replace(asked, units=(unit,)))
    unmet = [
        line
        for line in found.lines
        if (line.holds or line.waits_for_signature) and line.condition.need != "payee_determined"
    ]
    if not unmet:
        return None
    clauses = unmet[0].condition.clauses
    return Refusal(
        code=f"{code}.conditions-unmet",
        basis=plan.clauses[clauses[0]] if clauses else SystemRule.OUT_OF_TURN,
        finding=f"{unit} "
        + "；".join(
            f"{line.condition.label}{line.verdict.answer.value}（{line.verdict.finding.removeprefix('待定：')}）"
            for line in unmet
        ),
        way_forward="；".join(dict.fromkeys(line.verdict.remedy for line in unmet if line.verdict.remedy)),
        field="lines" if code.endswith("prepare") else "payment",
    )


def unless_due(
    plan: Plan, programme: Programme, unit: UnitId, lines: tuple[Paid, ...], account: Account
) -> Refusal | None:
    """Paid, tied to slips, and this, together: never more than is due to the unit, nor to this payee."""
    wanted = sum(one.amount_fen for one in lines if one.unit == unit)
    entitled = auditplans.entitlement(programme, unit)
    left = (entitled.kept_fen if entitled is not None else 0) - rules.tied_fen(programme, unit)
    if wanted > left:
        return Refusal(
            code="payments.prepare.more-than-due",
            basis=next(iter(clauses_for(plan, "not_over_quota")), SystemRule.VALUE_UNFIT),
            finding=f"{unit} 还可以安排 {yuan_of(left)} 元，这一单填了 {yuan_of(wanted)} 元",
            way_forward="已下达和已制单的都算在内；多制的先作废",
            field="lines",
        )
    return _unless_payee(plan, programme, unit, Fen(wanted), account, None)


def _unless_payee(
    plan: Plan, programme: Programme, unit: UnitId, more_fen: Fen, account: Account, as_of: date | None
) -> Refusal | None:
    """The firm itself, or whom the court's paper names and no more than his share: what slips say, and this on top."""
    named = entitlements.named_for(plan, programme, unit, as_of)
    if named is None:
        if account.fact.payee == dossier.enterprise_name(plan, programme, account.fact.enterprise, as_of):
            return None
        return Refusal(
            code="payments.prepare.not-the-payee",
            basis=basis_of(plan),
            finding=f"户名“{account.fact.payee}”不是企业的全称",
            way_forward="补偿下达给企业本身；企业更名的先登记更名，查封产能的对象由法院文书明确",
            field="account",
        )
    paper = named.paper.value
    share = next((one.amount_fen for one in paper.payees if one.name == account.fact.payee), None)
    gone = sum(rules.to_payee_fen(programme, one, account.fact.payee) for one in named.units)
    if share is not None and gone + more_fen <= share:
        return None
    return Refusal(
        code="payments.prepare.not-a-determined-payee",
        basis=next(iter(clauses_for(plan, "payee_determined")), SystemRule.OUT_OF_TURN),
        finding=f"“{account.fact.payee}”"
        + (_more_than(share, gone, more_fen) if share is not None else "不在文书所列的补偿对象里"),
        way_forward=f"照{paper.document}所列的对象和金额下达",
        field="account" if share is None else "lines",
    )


def _more_than(share_fen: int, gone_fen: int, more_fen: int) -> str:
    share, gone = yuan_of(Fen(share_fen)), yuan_of(Fen(gone_fen))
    if not more_fen:
        return f"应得 {share} 元，已安排 {gone} 元"
    return f"应得 {share} 元，已安排 {gone} 元，这一单填了 {yuan_of(Fen(more_fen))} 元"


def unless_still_theirs(
    plan: Plan, programme: Programme, slip: PaymentPrepared, account: Account, effective: date
) -> Refusal | None:
    """What was asked of the payee when the slip was made, again on the day its money goes out: firms merge, courts write."""
    refusal = unless_usable(account, effective, "payments.prepare.account-not-usable")
    for unit in dict.fromkeys(one.unit for one in slip.lines):
        refusal = (
            refusal
            or unless_theirs(programme, unit, account, effective)
            or _unless_payee(plan, programme, unit, Fen(0), account, effective)  # the slip itself is counted
        )
    if refusal is None:
        return None
    return Refusal(
        code="payments.release.payee-changed",
        basis=refusal.basis,
        finding=f"制单以后收款人的情况变了：{refusal.finding}",
        way_forward=f"请作废这一单，重新制单；{refusal.way_forward}",
        field="payment",
    )


def unless_superseded(programme: Programme, account: Account, effective: date, code: str) -> Refusal | None:
    """Once a changed account is in use, nothing goes to the one before it."""
    now = rules.usable(programme, account.fact.enterprise, account.fact.payee, effective)
    if now is None or now.seq <= account.seq:
        return None
    tail = now.fact.number[-rules.TAIL :]
    return Refusal(
        code=code,
        basis=SystemRule.OUT_OF_TURN,
        finding=f"{account.fact.payee} 的账户已经变更（第{now.seq}条，尾号 {tail}），这一单付给的是变更以前的账户",
        way_forward="请作废这一单，用现在的账户重新制单",
        field="account" if code.startswith("payments.prepare") else "payment",
    )


def unless_usable(account: Account, effective: date, code: str) -> Refusal | None:
    ready = account.usable_from
    if ready is not None and ready <= effective:
        return None
    return Refusal(
        code=code,
        basis=SystemRule.OUT_OF_TURN,
        finding="变更的账户还没有第二个人确认"
        if ready is None
        else f"变更的账户从{ready.isoformat()}起才可以使用",
        way_forward="收款账户变更后，须另一个人向收款人核实，再等三天；这是防止冒名改账户",
        field="account",
    )
