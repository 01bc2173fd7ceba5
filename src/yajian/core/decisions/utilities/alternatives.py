"""替代来源: what takes its place from a day on, proven or only planned."""

from datetime import date

from yajian.core.decisions.utilities.commands import Outcome, StateAlternative
from yajian.core.decisions.utilities.shared import amount_of, stands, unless_in_order, utility_of
from yajian.core.facts.utilities import AlternativeStated
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier, targets
from yajian.core.rules import utilities as rules
from yajian.core.rules.charter import document, unless_registered
from yajian.core.words import Clause, DocumentNo, Refusal, SystemRule


def state_alternative(
    plan: Plan, programme: Programme, command: StateAlternative, effective: date
) -> Outcome:
    utility = utility_of(plan, programme, command.utility, command.enterprise)
    if isinstance(utility, Refusal):
        return utility
    if not command.name.strip():
        return Refusal(
            code="utilities.state-alternative.no-name",
            basis=SystemRule.NAME_REQUIRED,
            finding="没有写是什么替代来源",
            way_forward="请写名称，如 天然气管道",
            field="name",
        )
    amount = amount_of(utility, command.amount, "amount")
    if isinstance(amount, Refusal):
        return amount
    refusal = unless_in_order(command.from_on, command.until)
    if refusal is None and command.proof is not None:
        refusal = unless_registered(programme, command.proof, "utilities.no-document", effective)
    if refusal is None and command.proof is not None:
        refusal = _unless_it_proves(plan, programme, command, command.proof)
    if refusal is not None:
        return refusal
    fact = AlternativeStated(
        utility=utility.id,
        enterprise=command.enterprise,
        name=command.name,
        per_day=amount,
        unit=rules.measure(utility).base,
        from_on=command.from_on,
        until=command.until,
        proof=command.proof,
    )
    key = (fact.utility, fact.enterprise, fact.name)
    if stands(programme.utilities.alternatives.get(key, Timeline()), fact, effective):
        return ()

    # From here the command succeeds.
    return (fact,)


def _unless_it_proves(
    plan: Plan, programme: Programme, command: StateAlternative, proof: DocumentNo
) -> Refusal | None:
    """A certificate is of who supplies instead, and of one supply: no listed firm's own word, and counted once."""
    paper = document(programme, proof)
    assert paper is not None  # a guard has asked whether it is registered
    listed = {part.enterprise for entry in targets.lists(programme) for part in entry.value.parts}
    if dossier.named(plan, programme, paper.value.issuer) & listed:
        return Refusal(
            code="utilities.state-alternative.a-listed-firms-paper",
            basis=_clause(plan, command.utility),
            finding=f"{proof} 由{paper.value.issuer}发出，清单上的企业自己的文件证明不了替代来源",
            way_forward="请填供应单位的合同、竣工验收证明等的文号；还没有的不填，按规划中计 0",
            field="proof",
        )
    mine = (command.enterprise, command.name)
    other = next(
        (
            one
            for one in rules.proven_by(programme, command.utility, proof)
            if (one.enterprise, one.name) != mine
        ),
        None,
    )
    if other is None:
        return None
    whose = dossier.enterprise_name(plan, programme, other.enterprise)
    unit = rules.measure(plan.utilities[command.utility])
    return Refusal(
        code="utilities.state-alternative.proof-counted",
        basis=_clause(plan, command.utility),
        finding=f"{proof} 已经证明{whose}的“{other.name}”，{unit.shown(other.per_day)} {unit.symbol}，不能再算一次",
        way_forward="请填这一处自己的证明；供给几家的，凭写明各家数量的文件分别登记",
        field="proof",
    )


def _clause(plan: Plan, utility: str) -> Clause | SystemRule:
    clauses = plan.utilities[utility].clauses
    return plan.clauses[clauses[0]] if clauses else SystemRule.DUPLICATE
