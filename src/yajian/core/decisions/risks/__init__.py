"""Risks assessed and struck off, emergency plans filed, drills held."""

from typing import assert_never

from yajian.core.decisions.risks.assessing import assess, close
from yajian.core.decisions.risks.commands import (
    PURPOSES,
    AnyCommand,
    Assess,
    Close,
    FileEmergencyPlan,
    Outcome,
    RecordDrill,
    RisksCommand,
)
from yajian.core.decisions.risks.emergencies import file_emergency_plan, record_drill
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request

__all__ = [
    "PURPOSES",
    "AnyCommand",
    "Assess",
    "Close",
    "FileEmergencyPlan",
    "RecordDrill",
    "RisksCommand",
    "decide",
]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case Assess() as command:
            return assess(plan, programme, command, request.effective)
        case Close() as command:
            return close(plan, programme, command, request.evidence, request.effective)
        case FileEmergencyPlan() as command:
            return file_emergency_plan(plan, programme, command, request.effective)
        case RecordDrill() as command:
            return record_drill(plan, programme, command, request.evidence, request.effective)
        case other:
            assert_never(other)
