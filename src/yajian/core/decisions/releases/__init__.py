"""同意停炉、同意拆除: a gate refuses the paper that releases, never the record of what happened."""

from typing import assert_never

from yajian.core.decisions.releases.commands import (
    AnyCommand,
    Outcome,
    Override,
    Release,
    ReleasesCommand,
    SignWarning,
    Withdraw,
)
from yajian.core.decisions.releases.overriding import override
from yajian.core.decisions.releases.releasing import release, withdraw
from yajian.core.decisions.releases.signing import sign_warning
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request

__all__ = ["AnyCommand", "Override", "Release", "ReleasesCommand", "SignWarning", "Withdraw", "decide"]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case SignWarning() as command:
            return sign_warning(plan, programme, command, request.evidence, request.effective)
        case Override() as command:
            return override(plan, programme, command, request.effective)
        case Release() as command:
            return release(plan, programme, command, request.effective)
        case Withdraw() as command:
            return withdraw(plan, programme, command, request.effective)
        case other:
            assert_never(other)
