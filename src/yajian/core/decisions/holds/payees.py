"""明确补偿对象: the court's paper names who is paid for what is under seal; together, exactly what is due for that."""

from datetime import date

from yajian.core import entitlements
from yajian.core.courtpapers import unless_the_courts
from yajian.core.decisions.holds.commands import DeterminePayees
from yajian.core.decisions.holds.shared import Outcome
from yajian.core.facts.holds import Payee, PayeesDetermined
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import Programme
from yajian.core.rules import holds as rules
from yajian.core.rules import targets
from yajian.core.rules.charter import scan_of, unless_registered
from yajian.core.words import Clause, Fen, Refusal, SystemRule, fen_of, yuan_of


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
            way_forward="请照文书写明每个对象的全称和金额（元），如 5,520,000.00，逗号每三位一个",
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
