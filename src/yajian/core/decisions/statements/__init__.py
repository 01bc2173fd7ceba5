"""Saying what a number is, checking it, disputing it and settling it."""

from typing import assert_never

from yajian.core.decisions.statements.commands import (
    AnyCommand,
    Determine,
    Dispute,
    Hear,
    Notify,
    Report,
    Settle,
    StatementsCommand,
    Verify,
    Withdraw,
)
from yajian.core.decisions.statements.deciding import determine, hear, notify, settle, verify
from yajian.core.decisions.statements.saying import dispute, report, withdraw
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.words import Refusal, Request

Outcome = tuple[AnyFact, ...] | Refusal

__all__ = [
    "AnyCommand",
    "Determine",
    "Dispute",
    "Hear",
    "Notify",
    "Report",
    "Settle",
    "StatementsCommand",
    "Verify",
    "Withdraw",
    "decide",
]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case Report() as command:
            return report(plan, programme, command, request)
        case Verify() as command:
            return verify(plan, programme, command, request)
        case Determine() as command:
            return determine(programme, command, request.effective)
        case Dispute() as command:
            return dispute(plan, programme, command, request)
        case Hear() as command:
            return hear(programme, command, request)
        case Settle() as command:
            return settle(programme, command, request.effective)
        case Notify() as command:
            return notify(programme, command, request)
        case Withdraw() as command:
            return withdraw(plan, programme, command, request)
        case other:
            assert_never(other)
