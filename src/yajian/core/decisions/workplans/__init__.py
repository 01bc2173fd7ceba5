"""Plans for getting ovens down: handing in a version, reviewing it, and having experts look at a method."""

from typing import assert_never

from yajian.core.decisions.workplans.commands import (
    AnyCommand,
    Outcome,
    PlannedStep,
    RecordExpertReview,
    Review,
    SubmitCountyPlan,
    SubmitPlan,
    WorkplansCommand,
)
from yajian.core.decisions.workplans.experts import record_expert_review
from yajian.core.decisions.workplans.reviewing import review
from yajian.core.decisions.workplans.versions import submit_county_plan, submit_plan
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request

__all__ = [
    "AnyCommand",
    "PlannedStep",
    "RecordExpertReview",
    "Review",
    "SubmitCountyPlan",
    "SubmitPlan",
    "WorkplansCommand",
    "decide",
]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case SubmitPlan() as command:
            return submit_plan(plan, programme, command, request.organ, request.effective)
        case SubmitCountyPlan() as command:
            return submit_county_plan(plan, programme, command, request.effective)
        case Review() as command:
            return review(plan, programme, command, request.evidence, request.effective)
        case RecordExpertReview() as command:
            return record_expert_review(plan, programme, command, request.effective)
        case other:
            assert_never(other)
