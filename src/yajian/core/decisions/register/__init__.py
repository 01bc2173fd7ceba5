"""Filings, the units of capacity assembled from them, and how their tonnes stand."""

from typing import assert_never

from yajian.core.decisions.register.commands import (
    AnyCommand,
    CorrectFiling,
    EnterFiling,
    EstablishOrigin,
    OpenUnit,
    PlaceUnit,
    RegisterCommand,
    RenumberFiling,
    SplitUnit,
    StateStanding,
    VoidFiling,
)
from yajian.core.decisions.register.filings import correct_filing, enter_filing
from yajian.core.decisions.register.numbers import renumber_filing, void_filing
from yajian.core.decisions.register.origins import establish_origin
from yajian.core.decisions.register.splits import split_unit
from yajian.core.decisions.register.standing import state_standing
from yajian.core.decisions.register.units import open_unit, place_unit
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.words import Refusal, Request

__all__ = [
    "AnyCommand",
    "CorrectFiling",
    "EnterFiling",
    "EstablishOrigin",
    "OpenUnit",
    "PlaceUnit",
    "RegisterCommand",
    "RenumberFiling",
    "SplitUnit",
    "StateStanding",
    "VoidFiling",
    "decide",
]

Outcome = tuple[AnyFact, ...] | Refusal


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    evidence, effective = request.evidence, request.effective
    match request.command:
        case EnterFiling() as command:
            return enter_filing(plan, programme, command, evidence, effective)
        case CorrectFiling() as command:
            return correct_filing(plan, programme, command, evidence, effective)
        case RenumberFiling() as command:
            return renumber_filing(programme, command, effective)
        case VoidFiling() as command:
            return void_filing(programme, command, effective)
        case OpenUnit() as command:
            return open_unit(plan, programme, command, effective)
        case PlaceUnit() as command:
            return place_unit(plan, programme, command, evidence)
        case EstablishOrigin() as command:
            return establish_origin(plan, programme, command, evidence, effective)
        case SplitUnit() as command:
            return split_unit(plan, programme, command, evidence, effective)
        case StateStanding() as command:
            return state_standing(programme, command, evidence, effective)
        case other:
            assert_never(other)
