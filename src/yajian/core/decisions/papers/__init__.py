"""Drafting a paper, signing it step by step, numbering it, closing it on its scan, voiding it."""

from typing import assert_never

from yajian.core.decisions.papers.commands import (
    AnyCommand,
    Close,
    Draft,
    Number,
    Opine,
    Outcome,
    PapersCommand,
    Void,
    about,
)
from yajian.core.decisions.papers.drafting import draft
from yajian.core.decisions.papers.signing import close, number, opine, void
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request

__all__ = [
    "AnyCommand",
    "Close",
    "Draft",
    "Number",
    "Opine",
    "PapersCommand",
    "Void",
    "about",
    "decide",
]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case Draft() as command:
            return draft(plan, programme, command, request.effective)
        case Opine() as command:
            return opine(programme, command, request)
        case Number() as command:
            return number(programme, command, request.effective)
        case Close() as command:
            return close(programme, command, request.evidence, request.effective)
        case Void() as command:
            return void(programme, command)
        case other:
            assert_never(other)
