"""What was said about a number, and what came of it: 填报, 核实, 异议, 听证, 认定, 告知, 撤回.

A number is a matter: one field of one subject. Everything said and done about it stays in its file.
Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from datetime import date
from typing import assert_never

import msgspec

from yajian.core.history import Table, Timeline
from yajian.core.words import Digest, DocumentNo, Fact, Recorded, Seq

Subject = str  # what a number is about, typed: unit:…, part:…, enterprise:…, facility:…, site:…
Matter = tuple[Subject, str]  # a subject and a field of the plan: one number
Stated = int | str  # integers in base units; days as 2020-10-31; choices by id; 是否 as yes, no, unclear


class StatementsFact(Fact, frozen=True, kw_only=True):
    """Marks this file's facts. Each names the number it is about."""

    subject: Subject
    field: str


class StatementReported(StatementsFact, frozen=True, kw_only=True, tag="statements.reported/1"):
    """填报: this body says, on this document, that the number was so from the effective day on."""

    label: str  # what the plan calls the field
    value: Stated
    shown: str  # the value as people read it, with its unit
    said_by: str
    document: DocumentNo
    scan: Digest
    corrects: Seq | None = None
    stamped_sheet: Digest | None = (
        None  # 代录: the firm's stamped sheet, from which another entered its words
    )


class StatementVerified(StatementsFact, frozen=True, kw_only=True, tag="statements.verified/1"):
    """核实: somebody other than its maker checked a statement, and wrote down what was looked at."""

    statement: Seq
    verified_by: str
    finding: str


class StatementDetermined(StatementsFact, frozen=True, kw_only=True, tag="statements.determined/1"):
    """认定: these organs hold what these statements agree on to be so; from then on the number may be used."""

    statements: tuple[Seq, ...]  # the one named, and all that say the same
    value: Stated
    shown: str
    decided_by: tuple[str, ...]
    document: DocumentNo


class StatementDisputed(StatementsFact, frozen=True, kw_only=True, tag="statements.disputed/1"):
    """异议: somebody says another number on a document of their own; neither may be used until it is settled."""

    disputes: Seq
    true_from: date  # the disputed statement's day
    label: str
    value: Stated
    shown: str
    said_by: str
    reason: str
    document: DocumentNo
    scan: Digest
    stamped_sheet: Digest | None = (
        None  # 代录: the firm's stamped sheet, from which another entered its words
    )


class DisputeHeard(StatementsFact, frozen=True, kw_only=True, tag="statements.dispute-heard/1"):
    """听取意见: those present were heard, or the thing was looked at on site, and a record of it is kept."""

    dispute: Seq
    held_by: str
    present: tuple[str, ...]
    record: str


class DisputeSettled(StatementsFact, frozen=True, kw_only=True, tag="statements.dispute-settled/1"):
    """认定结论: after hearing, these organs uphold one number with a reason; every other statement is answered."""

    disputes: tuple[Seq, ...]
    upholds: tuple[Seq, ...]
    sets_aside: tuple[Seq, ...]
    value: Stated
    shown: str
    reason: str
    decided_by: tuple[str, ...]
    document: DocumentNo


class DecisionNotified(StatementsFact, frozen=True, kw_only=True, tag="statements.decision-notified/1"):
    """告知: whom the number concerns was told of the decision, and the receipt is kept."""

    decision: Seq
    told: str
    how: str


class StatementWithdrawn(StatementsFact, frozen=True, kw_only=True, tag="statements.withdrawn/1"):
    """撤回: its maker takes a statement back, with a reason; it stays to be read and counts for nothing."""

    withdraws: Seq
    said_by: str
    reason: str
    document: DocumentNo
    stamped_sheet: Digest | None = (
        None  # 代录: the firm's stamped sheet, from which another entered its words
    )


AnyFact = (
    StatementReported
    | StatementVerified
    | StatementDetermined
    | StatementDisputed
    | DisputeHeard
    | DisputeSettled
    | DecisionNotified
    | StatementWithdrawn
)


class Statements(msgspec.Struct, kw_only=True):
    """The fold's own builder: the whole file of each number, and to which number each fact belongs."""

    files: Table[Matter, Timeline[AnyFact]] = msgspec.field(default_factory=Table)
    matters: Table[Seq, Matter] = msgspec.field(default_factory=Table)

    def branch(self) -> "Statements":
        return Statements(files=self.files.branch(), matters=self.matters.branch())


def evolve(state: Statements, recorded: Recorded[AnyFact]) -> None:
    fact, seq = recorded.fact, recorded.seq
    matter = (fact.subject, fact.field)
    match fact:
        case StatementReported(corrects=corrects):
            closes = corrects
        case StatementWithdrawn(withdraws=withdraws):
            closes = withdraws
        case (
            StatementVerified()
            | StatementDetermined()
            | StatementDisputed()
            | DisputeHeard()
            | DisputeSettled()
            | DecisionNotified()
        ):
            closes = None
        case other:
            assert_never(other)
    past: Timeline[AnyFact] = state.files.get(matter, Timeline())
    state.files.put(matter, past.add(seq, recorded.effective, fact, closes))
    state.matters.put(seq, matter)
