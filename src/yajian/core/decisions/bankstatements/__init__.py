"""银行流水: a file of the special account is taken in wholly, each line once; a person may say what a line is of."""

from typing import assert_never

from yajian.core.decisions.bankstatements.balances import unless_they_run_on
from yajian.core.decisions.bankstatements.commands import (
    AnyCommand,
    BankstatementsCommand,
    ExplainLine,
    ImportStatement,
    MatchLine,
    ReopenLine,
    StatementLine,
    WithdrawImport,
)
from yajian.core.decisions.bankstatements.hands import unless_free
from yajian.core.decisions.bankstatements.importing import import_statement, withdraw_import
from yajian.core.decisions.bankstatements.saying import explain_line, match_line, reopen_line
from yajian.core.programme import AnyFact, Programme
from yajian.core.words import Refusal, Request

__all__ = [
    "AnyCommand",
    "BankstatementsCommand",
    "ExplainLine",
    "ImportStatement",
    "MatchLine",
    "ReopenLine",
    "StatementLine",
    "WithdrawImport",
    "decide",
    "unless_free",
    "unless_they_run_on",
]


def decide(programme: Programme, request: Request[AnyCommand]) -> tuple[AnyFact, ...] | Refusal:
    match request.command:
        case ImportStatement() as command:
            return import_statement(programme, command, request.effective)
        case WithdrawImport() as command:
            return withdraw_import(programme, command)
        case MatchLine() as command:
            return match_line(programme, command, request.actor, request.effective)
        case ExplainLine() as command:
            return explain_line(programme, command, request.actor, request.effective)
        case ReopenLine() as command:
            return reopen_line(programme, command, request.effective)
        case other:
            assert_never(other)
