"""Which clause of this plan asks for a thing the house knows by name: guards cite it, and never an id of their own."""

from yajian.core.plan.conditions import GateCondition
from yajian.core.plan.functions import Function
from yajian.core.plan.money import FlowStep, MoneyEvent
from yajian.core.plan.needs import Need
from yajian.core.plan.whole import Plan
from yajian.core.words import Clause, QuestionId


def conditions_for(plan: Plan, need: Need) -> tuple[GateCondition, ...]:
    """Every condition of the plan's gates that asks for this."""
    return tuple(
        condition for gate in plan.gates.values() for condition in gate.conditions if condition.need == need
    )


def clauses_for(plan: Plan, need: Need) -> tuple[Clause, ...]:
    """The clauses those conditions rest on; none if this plan does not ask for it."""
    names = (name for condition in conditions_for(plan, need) for name in condition.clauses)
    return tuple(plan.clauses[name] for name in dict.fromkeys(names))


def step_for(plan: Plan, event: MoneyEvent) -> FlowStep | None:
    """The step of the plan's flow of money that is done when this happened."""
    return next((one for one in plan.compensation.flow if one.done_when == event), None)


def clauses_of_step(plan: Plan, event: MoneyEvent) -> tuple[Clause, ...]:
    """The clauses that step rests on; none if this plan has no such step."""
    step = step_for(plan, event)
    return tuple(plan.clauses[name] for name in step.clauses) if step is not None else ()


def approver_question(plan: Plan) -> QuestionId | None:
    """The question that hides who approves adjusting the list, if the plan does not say."""
    for gate in plan.gates.values():
        for condition in gate.conditions:
            if gate.releases == "swap" and condition.need == "approved_by" and condition.by is not None:
                return condition.by.asks
    return None


def clauses_served_by(plan: Plan, function: Function) -> tuple[Clause, ...]:
    """The clauses whose duties a function of the office serves; none if this plan lays no such duty on anybody."""
    names = (name for duty in plan.duties.values() if duty.fn == function for name in duty.clauses)
    return tuple(plan.clauses[name] for name in dict.fromkeys(names))
