"""Entering who exists and who answers: organisations, members, posts, pledges, receipts of the plan."""

from typing import assert_never

from yajian.core.decisions.organs.commands import (
    AnyCommand,
    EnterOrgan,
    HoldPost,
    JoinGroup,
    OrgansCommand,
    Outcome,
    RenameOrgan,
    SignForPlan,
    SignPledge,
    VacatePost,
)
from yajian.core.decisions.organs.entering import enter_organ, join_group, rename_organ
from yajian.core.decisions.organs.posts import hold_post, vacate_post
from yajian.core.decisions.organs.signing import sign_for_plan, sign_pledge
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request

__all__ = [
    "AnyCommand",
    "EnterOrgan",
    "HoldPost",
    "JoinGroup",
    "OrgansCommand",
    "RenameOrgan",
    "SignForPlan",
    "SignPledge",
    "VacatePost",
    "decide",
]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case EnterOrgan() as command:
            return enter_organ(plan, programme, command)
        case RenameOrgan() as command:
            return rename_organ(plan, programme, command, request.effective)
        case JoinGroup() as command:
            return join_group(plan, programme, command)
        case HoldPost() as command:
            return hold_post(plan, programme, command, request.actor, request.effective)
        case VacatePost() as command:
            return vacate_post(plan, programme, command, request.effective)
        case SignPledge() as command:
            return sign_pledge(plan, programme, command, request.evidence, request.effective)
        case SignForPlan() as command:
            return sign_for_plan(plan, programme, command, request.evidence, request.effective)
        case other:
            assert_never(other)
