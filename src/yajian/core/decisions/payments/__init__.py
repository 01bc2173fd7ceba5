"""资金下达: three people of at least two organs, one amount each time, never more than is due, never during a hold."""

from typing import assert_never

from yajian.core.decisions.payments.accounts import confirm_account, enter_account
from yajian.core.decisions.payments.commands import (
    AnyCommand,
    Bounce,
    ByLevel,
    Cancel,
    Check,
    ConfirmAccount,
    CorrectVoucher,
    EnterAccount,
    File,
    PaymentsCommand,
    Prepare,
    RaiseFunds,
    Release,
    WithdrawBounce,
    WithdrawFunds,
)
from yajian.core.decisions.payments.filing import file
from yajian.core.decisions.payments.funds import raise_funds, withdraw_funds
from yajian.core.decisions.payments.hands import unless_free
from yajian.core.decisions.payments.returning import bounce
from yajian.core.decisions.payments.righting import correct_voucher, withdraw_bounce
from yajian.core.decisions.payments.shared import Outcome
from yajian.core.decisions.payments.slips import cancel, check, prepare, release
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request, shanghai_date

__all__ = [
    "AnyCommand",
    "Bounce",
    "ByLevel",
    "Cancel",
    "Check",
    "ConfirmAccount",
    "CorrectVoucher",
    "EnterAccount",
    "File",
    "PaymentsCommand",
    "Prepare",
    "RaiseFunds",
    "Release",
    "WithdrawBounce",
    "WithdrawFunds",
    "decide",
    "unless_free",
]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case RaiseFunds() as command:
            return raise_funds(plan, programme, command, request.effective)
        case WithdrawFunds() as command:
            return withdraw_funds(programme, command, request.effective)
        case EnterAccount() as command:
            return enter_account(plan, programme, command, request.actor, request.effective)
        case ConfirmAccount() as command:
            today = shanghai_date(request.now)
            return confirm_account(plan, programme, command, request.actor, request.effective, today)
        case Prepare() as command:
            return prepare(plan, programme, command, request)
        case Check() as command:
            return check(plan, programme, command, request)
        case Release() as command:
            return release(plan, programme, command, request)
        case Cancel() as command:
            return cancel(programme, command, request.actor, request.effective)
        case Bounce() as command:
            return bounce(plan, programme, command, request.actor, request.effective)
        case WithdrawBounce() as command:
            return withdraw_bounce(plan, programme, command, request)
        case CorrectVoucher() as command:
            return correct_voucher(plan, programme, command, request)
        case File() as command:
            return file(plan, programme, command, request.effective)
        case other:
            assert_never(other)
