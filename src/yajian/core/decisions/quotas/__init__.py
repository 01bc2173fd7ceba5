"""补偿额度: confirmed by the county, fixed by the city per unit, approved, sent up, and agreed to or sent back."""

from typing import assert_never

from yajian.core.decisions.quotas.claiming import claim_capacity
from yajian.core.decisions.quotas.commands import (
    AnyCommand,
    Approve,
    ClaimCapacity,
    ConfirmTask,
    DrawUp,
    Outcome,
    QuotasCommand,
    Review,
    SendUp,
)
from yajian.core.decisions.quotas.confirming import confirm_task
from yajian.core.decisions.quotas.versions import approve, draw_up, review, send_up
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request

__all__ = [
    "AnyCommand",
    "Approve",
    "ClaimCapacity",
    "ConfirmTask",
    "DrawUp",
    "QuotasCommand",
    "Review",
    "SendUp",
    "decide",
]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case ConfirmTask() as command:
            return confirm_task(plan, programme, command, request.effective)
        case DrawUp() as command:
            return draw_up(plan, programme, command, request.effective)
        case Approve() as command:
            return approve(plan, programme, command, request.effective)
        case SendUp() as command:
            return send_up(plan, programme, command, request.effective)
        case Review() as command:
            return review(plan, programme, command, request.effective)
        case ClaimCapacity() as command:
            return claim_capacity(plan, programme, command, request.effective)
        case other:
            assert_never(other)
