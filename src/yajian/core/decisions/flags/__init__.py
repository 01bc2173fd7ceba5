"""Reporting a sign of life at a facility, and closing the flag that an entry raised. Raising one takes no command."""

from typing import assert_never

from yajian.core.decisions.flags.closing import close
from yajian.core.decisions.flags.commands import AnyCommand, Close, FlagsCommand, Outcome, ReportActivity
from yajian.core.decisions.flags.reporting import report_activity
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request

__all__ = ["AnyCommand", "Close", "FlagsCommand", "ReportActivity", "decide"]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case ReportActivity() as command:
            return report_activity(plan, programme, command, request)
        case Close() as command:
            return close(plan, programme, command, request.organ, request.effective)
        case other:
            assert_never(other)
