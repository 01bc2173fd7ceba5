"""收回: an opinion with every reading, a notice once one reading is confirmed, and receipts that never exceed it."""

from typing import assert_never

from yajian.core.decisions.clawbacks.asking import give_opinion, issue_notice, withdraw_notice
from yajian.core.decisions.clawbacks.commands import (
    AnyCommand,
    BookReceipt,
    ClawbacksCommand,
    GiveOpinion,
    IssueNotice,
    ReturnReceipt,
    WithdrawNotice,
    WithdrawReceipt,
)
from yajian.core.decisions.clawbacks.receipts import book_receipt
from yajian.core.decisions.clawbacks.returning import return_receipt, withdraw_receipt
from yajian.core.decisions.clawbacks.shared import Outcome
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request

__all__ = [
    "AnyCommand",
    "BookReceipt",
    "ClawbacksCommand",
    "GiveOpinion",
    "IssueNotice",
    "ReturnReceipt",
    "WithdrawNotice",
    "WithdrawReceipt",
    "decide",
]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case GiveOpinion() as command:
            return give_opinion(plan, programme, command, request.effective)
        case IssueNotice() as command:
            return issue_notice(plan, programme, command, request.effective)
        case WithdrawNotice() as command:
            return withdraw_notice(programme, command, request.effective)
        case BookReceipt() as command:
            return book_receipt(plan, programme, command, request.effective)
        case ReturnReceipt() as command:
            return return_receipt(plan, programme, command, request.effective)
        case WithdrawReceipt() as command:
            return withdraw_receipt(programme, command, request.effective)
        case other:
            assert_never(other)
