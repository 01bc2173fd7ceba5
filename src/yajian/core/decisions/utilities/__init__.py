"""登记供应量、用户用量、采暖期、替代来源、停供协议: what a balance is struck from, each on its paper."""

from typing import assert_never

from yajian.core.decisions.utilities.alternatives import state_alternative
from yajian.core.decisions.utilities.commands import (
    AnyCommand,
    EnterSeason,
    Outcome,
    RecordInterruption,
    StateAlternative,
    StateDemand,
    StateSupply,
    UtilitiesCommand,
)
from yajian.core.decisions.utilities.demands import enter_season, record_interruption, state_demand
from yajian.core.decisions.utilities.supplies import state_supply
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request

__all__ = [
    "AnyCommand",
    "EnterSeason",
    "RecordInterruption",
    "StateAlternative",
    "StateDemand",
    "StateSupply",
    "UtilitiesCommand",
    "decide",
]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case StateSupply() as command:
            return state_supply(plan, programme, command, request.effective)
        case StateDemand() as command:
            return state_demand(plan, programme, command, request.effective)
        case EnterSeason() as command:
            return enter_season(plan, programme, command, request.effective)
        case StateAlternative() as command:
            return state_alternative(plan, programme, command, request.effective)
        case RecordInterruption() as command:
            return record_interruption(plan, programme, command, request.effective)
        case other:
            assert_never(other)
