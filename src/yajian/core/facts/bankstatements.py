"""银行流水: the lines of the special account's statements as the bank has them, and what a person said of one.

Which payment a line is of is computed; only what somebody decided about it by hand stands here.
Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from datetime import date
from typing import Literal, assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import Digest, Fact, Fen, Recorded, Seq

Side = Literal["out", "in"]


class BankstatementsFact(Fact, frozen=True):
    """Marks this file's facts. A line is named by the entry that made it."""


class StatementImported(BankstatementsFact, frozen=True, kw_only=True, tag="bankstatements.imported/1"):
    """导入银行流水: one file of the special account was taken in, wholly; the lines that were new follow it."""

    file: Digest
    account: str  # the special account's tail
    first: date  # the days its lines are of
    last: date
    fresh: int  # lines that were new
    seen: int  # lines that were there already
    left_out: tuple[int, ...] = ()  # rows of the file that were taken for totals and the like


class LineEntered(BankstatementsFact, frozen=True, kw_only=True, tag="bankstatements.line-entered/1"):
    """银行流水一笔: so much went out of the special account or came into it, as the bank has it."""

    file: Digest
    row: int  # of the file, as people count
    account: str
    on: date
    side: Side
    amount_fen: Fen
    name: str = ""  # whose the other account is
    tail: str = ""  # of the other account, and never more than the tail
    words: str = ""  # 摘要
    serial: str = ""  # the bank's own number of it
    balance_fen: int | None = None  # after it, if the bank says so


class LineMatched(BankstatementsFact, frozen=True, kw_only=True, tag="bankstatements.line-matched/1"):
    """人工对上: a person holds that this line is of this payment, and says why.

    `slip` is a payment; by that name it does not make the line, which is the treasury's, anybody else's to read.
    """

    line: Seq
    slip: Seq
    reason: str


class LineExplained(BankstatementsFact, frozen=True, kw_only=True, tag="bankstatements.line-explained/1"):
    """写明来历: a line that is of no payment, and what it is: interest, a fee, funds raised."""

    line: Seq
    words: str


class LineReopened(BankstatementsFact, frozen=True, kw_only=True, tag="bankstatements.line-reopened/1"):
    """撤销对账: what was said of this line by hand no longer stands."""

    line: Seq
    reason: str


class ImportWithdrawn(BankstatementsFact, frozen=True, kw_only=True, tag="bankstatements.import-withdrawn/1"):
    """撤回导入: that file was taken in by mistake, and the lines that were new in it stand no longer."""

    withdraws: Seq
    lines: tuple[Seq, ...]
    reason: str


Said = LineMatched | LineExplained | LineReopened
AnyFact = StatementImported | LineEntered | ImportWithdrawn | Said


class Bankstatements(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else. A line is true from the bank's day on."""

    statements: Table[Seq, Timeline[StatementImported]] = msgspec.field(default_factory=Table)
    lines: Table[Seq, Timeline[LineEntered]] = msgspec.field(default_factory=Table)
    said: Table[Seq, Timeline[Said]] = msgspec.field(default_factory=Table)  # by line

    def branch(self) -> "Bankstatements":
        return Bankstatements(
            statements=self.statements.branch(), lines=self.lines.branch(), said=self.said.branch()
        )


def evolve(state: Bankstatements, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case StatementImported() as fact:
            enter(state.statements, seq, seq, effective, fact)
        case LineEntered(on=on) as fact:
            enter(state.lines, seq, seq, on, fact)
        case ImportWithdrawn(withdraws=withdrawn, lines=lines):
            state.statements.put(withdrawn, state.statements[withdrawn].close(seq, withdrawn))
            for line in lines:
                state.lines.put(line, state.lines[line].close(seq, line))
        case (LineMatched(line=line) | LineExplained(line=line) | LineReopened(line=line)) as fact:
            enter(state.said, line, seq, effective, fact)
        case other:
            assert_never(other)
