"""验收: what the enterprise reported done, what each level looked at, and the opinion that moves tonnes to 压减.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from sys import intern
from typing import Literal, assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import (
    ClauseId,
    Digest,
    DocumentNo,
    Fact,
    PartId,
    Picture,
    Recorded,
    Seq,
    Tonnes,
    UnitId,
)

Fault = Literal["none", "minor", "major"]  # 无问题, 一般问题, 严重问题
Level = Literal["county", "city"]


class AcceptanceFact(Fact, frozen=True):
    """Marks this file's facts. Each names the part it is about: a part is accepted whole or not at all."""

    part: PartId


class Looked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One thing that was looked at, and what was found."""

    what: str
    found: str
    fault: Fault = "none"
    check: str = (
        ""  # which check of the plan, or of a practice taken up, this answers; free lines answer none
    )


class Member(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Somebody of an acceptance group, for an organ; or an expert."""

    name: str
    organ: str


class Retired(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """So many filed tonnes of a unit become 压减."""

    unit: UnitId
    tonnes: Tonnes


class Answered(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One condition as it was answered when the opinion was given."""

    condition: str
    label: str
    finding: str
    clauses: tuple[ClauseId, ...] = ()


class CompletionReported(AcceptanceFact, frozen=True, kw_only=True, tag="acceptance.completion-reported/1"):
    """完工报告暨验收申请: the enterprise says that the part is done, how, and where the equipment went."""

    done: str
    whereabouts: str
    reported_by: str
    document: DocumentNo
    scan: Digest
    corrects: Seq | None = None  # the same report, entered under a wrong day


class LevelChecked(AcceptanceFact, frozen=True, kw_only=True, tag="acceptance.level-checked/1"):
    """现场核查: one level went there, wrote down what it looked at, and agrees or sends it back."""

    level: Level
    report: Seq
    agrees: bool
    looked: tuple[Looked, ...]
    members: tuple[Member, ...]
    words: str
    document: DocumentNo
    scan: Digest
    pictures: tuple[Picture, ...] = ()
    corrects: Seq | None = None  # the same visit, entered under a wrong day


class PartAccepted(AcceptanceFact, frozen=True, kw_only=True, tag="acceptance.part-accepted/1"):
    """验收合格: the group convened for it signed the opinion; these tonnes are 压减 from that day, once, for ever."""

    report: Seq
    check: Seq  # the city group's own visit
    document: DocumentNo
    scan: Digest
    members: tuple[Member, ...]
    retired: tuple[Retired, ...]
    answers: tuple[Answered, ...]
    clauses: tuple[ClauseId, ...] = ()


AnyFact = CompletionReported | LevelChecked | PartAccepted


class Acceptance(msgspec.Struct, kw_only=True):
    """The fold's own builder: all that was said of a part, in the order it was recorded."""

    parts: Table[PartId, Timeline[AnyFact]] = msgspec.field(default_factory=Table)
    organs: Table[Seq, str] = msgspec.field(default_factory=Table)  # for whom each was entered

    def branch(self) -> "Acceptance":
        return Acceptance(parts=self.parts.branch(), organs=self.organs.branch())


def evolve(state: Acceptance, recorded: Recorded[AnyFact]) -> None:
    match recorded.fact:
        case CompletionReported() | LevelChecked() | PartAccepted() as fact:
            corrects = None if isinstance(fact, PartAccepted) else fact.corrects
            enter(state.parts, fact.part, recorded.seq, recorded.effective, fact, corrects)
            state.organs.put(recorded.seq, intern(recorded.organ))
        case other:
            assert_never(other)
