"""Recording what happened to a facility. The record of what happened is never gated; only the paper is."""

from typing import assert_never

from yajian.core.decisions.closure.commands import (
    AnyCommand,
    ApproveMethod,
    ClosureCommand,
    MoveRecord,
    Outcome,
    RecordCondition,
    StateOpening,
    VoidRecord,
)
from yajian.core.decisions.closure.conditions import record_condition, state_opening
from yajian.core.decisions.closure.corrections import move_record, void_record
from yajian.core.decisions.closure.methods import approve_method
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request

__all__ = [
    "AnyCommand",
    "ApproveMethod",
    "ClosureCommand",
    "MoveRecord",
    "RecordCondition",
    "StateOpening",
    "VoidRecord",
    "decide",
]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case RecordCondition() as command:
            return record_condition(plan, programme, command, request)
        case StateOpening() as command:
            return state_opening(plan, programme, command, request.effective)
        case MoveRecord() as command:
            return move_record(plan, programme, command, request)
        case VoidRecord() as command:
            return void_record(plan, programme, command)
        case ApproveMethod() as command:
            return approve_method(plan, programme, command, request.effective)
        case other:
            assert_never(other)
