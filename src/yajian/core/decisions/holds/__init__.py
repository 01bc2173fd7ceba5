"""暂缓、解除、补偿对象: money waits for a stated reason, and whoever is named by it lets it go."""

from typing import assert_never

from yajian.core.decisions.holds.commands import (
    AnyCommand,
    DeterminePayees,
    HoldsCommand,
    Lift,
    Place,
    Withdraw,
)
from yajian.core.decisions.holds.lifting import lift, withdraw
from yajian.core.decisions.holds.payees import determine_payees
from yajian.core.decisions.holds.placing import place
from yajian.core.decisions.holds.shared import Outcome
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request

__all__ = ["AnyCommand", "DeterminePayees", "HoldsCommand", "Lift", "Place", "Withdraw", "decide"]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case Place() as command:
            return place(plan, programme, command, request.actor, request.effective)
        case Lift() as command:
            return lift(plan, programme, command, request.organ, request.effective)
        case Withdraw() as command:
            return withdraw(plan, programme, command, request.actor, request.effective)
        case DeterminePayees() as command:
            return determine_payees(plan, programme, command, request.effective)
        case other:
            assert_never(other)
