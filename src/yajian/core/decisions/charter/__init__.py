"""Adopting the plan and its revisions, keeping the documents register, answering what the plan leaves open."""

from typing import assert_never

from yajian.core.decisions.charter.adopting import adopt_plan, adopt_revision
from yajian.core.decisions.charter.answering import answer_question, review_reopened, withdraw_answer
from yajian.core.decisions.charter.commands import (
    AdoptPlan,
    AdoptRevision,
    AnswerQuestion,
    AnyCommand,
    CharterCommand,
    Outcome,
    RegisterDocument,
    ReviewReopened,
    WithdrawAnswer,
)
from yajian.core.decisions.charter.registering import register_document
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request

__all__ = [
    "AdoptPlan",
    "AdoptRevision",
    "AnswerQuestion",
    "AnyCommand",
    "CharterCommand",
    "RegisterDocument",
    "ReviewReopened",
    "WithdrawAnswer",
    "decide",
]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case AdoptPlan() as command:
            return adopt_plan(plan, programme, command)
        case AdoptRevision() as command:
            return adopt_revision(plan, programme, command, request.effective)
        case RegisterDocument() as command:
            return register_document(programme, command, request.evidence, request.effective)
        case AnswerQuestion() as command:
            return answer_question(plan, programme, command, request.effective)
        case WithdrawAnswer() as command:
            return withdraw_answer(programme, command)
        case ReviewReopened() as command:
            return review_reopened(plan, programme, command)
        case other:
            assert_never(other)
