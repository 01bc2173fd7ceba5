"""The survey campaign: asking the counties, taking in one countersigned return each, sending back, accepting, chasing."""

from typing import assert_never

from yajian.core.decisions.survey.campaigns import chase, open_campaign
from yajian.core.decisions.survey.commands import (
    AcceptReturn,
    AnyCommand,
    Chase,
    Countersign,
    OpenCampaign,
    SendBack,
    SubmitReturn,
    SurveyCommand,
    WithdrawCountersignature,
)
from yajian.core.decisions.survey.common import Outcome
from yajian.core.decisions.survey.returns import countersign, submit_return, withdraw_countersignature
from yajian.core.decisions.survey.rulings import accept, send_back
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request

__all__ = [
    "AcceptReturn",
    "AnyCommand",
    "Chase",
    "Countersign",
    "OpenCampaign",
    "SendBack",
    "SubmitReturn",
    "SurveyCommand",
    "WithdrawCountersignature",
    "decide",
]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case OpenCampaign() as command:
            return open_campaign(plan, programme, command, request.effective)
        case SubmitReturn() as command:
            return submit_return(plan, programme, command, request.evidence, request.effective)
        case Countersign() as command:
            return countersign(plan, programme, command, request.evidence, request.effective)
        case WithdrawCountersignature() as command:
            return withdraw_countersignature(plan, programme, command)
        case SendBack() as command:
            return send_back(plan, programme, command, request.effective)
        case AcceptReturn() as command:
            return accept(plan, programme, command, request.effective)
        case Chase() as command:
            return chase(plan, programme, command, request.effective)
        case other:
            assert_never(other)
