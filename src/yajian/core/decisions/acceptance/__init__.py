"""验收: reported by the enterprise, looked at by the county, looked at and signed by the city's group; then 压减."""

from typing import assert_never

from yajian.core.decisions.acceptance.accepting import accept
from yajian.core.decisions.acceptance.commands import (
    Accept,
    AcceptanceCommand,
    AnyCommand,
    Check,
    Finding,
    Outcome,
    Report,
)
from yajian.core.decisions.acceptance.looking import check
from yajian.core.decisions.acceptance.reporting import report
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request, shanghai_date

__all__ = ["Accept", "AcceptanceCommand", "AnyCommand", "Check", "Finding", "Report", "check", "decide"]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case Report() as command:
            return report(plan, programme, command, request.effective)
        case Check() as command:
            return check(plan, programme, command, request)
        case Accept() as command:
            return accept(plan, programme, command, request.effective, shanghai_date(request.now))
        case other:
            assert_never(other)
