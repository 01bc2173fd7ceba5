"""产能交易: a sale is recorded as it was made and marked; only the opinion that lets it go on is kept back."""

from typing import assert_never

from yajian.core.decisions.trades.clearing import clear, confirm_replacement, withdraw_clearance
from yajian.core.decisions.trades.commands import (
    AnyCommand,
    Clear,
    ConfirmReplacement,
    Outcome,
    Report,
    TradesCommand,
    Withdraw,
    WithdrawClearance,
)
from yajian.core.decisions.trades.reporting import report, withdraw
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request

__all__ = [
    "AnyCommand",
    "Clear",
    "ConfirmReplacement",
    "Report",
    "TradesCommand",
    "Withdraw",
    "WithdrawClearance",
    "decide",
]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case Report() as command:
            return report(plan, programme, command, request.effective)
        case Withdraw() as command:
            return withdraw(plan, programme, command, request.effective)
        case ConfirmReplacement() as command:
            return confirm_replacement(plan, programme, command, request.effective)
        case Clear() as command:
            return clear(plan, programme, command, request.effective)
        case WithdrawClearance() as command:
            return withdraw_clearance(programme, command, request.effective)
        case other:
            assert_never(other)
