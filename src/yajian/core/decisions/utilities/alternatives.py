"""替代来源: what takes its place from a day on, proven or only planned."""

from datetime import date

from yajian.core.decisions.utilities.commands import Outcome, StateAlternative
from yajian.core.decisions.utilities.shared import amount_of, stands, unless_in_order, utility_of
from yajian.core.facts.utilities import AlternativeStated
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import utilities as rules
from yajian.core.rules.charter import unless_registered
from yajian.core.words import Refusal, SystemRule


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
