"""同意停炉、同意拆除: which papers released what, who signed for what a condition warned of, who overrode a gate.

What happened to an oven is no business of these facts. Facts here are stored for ever; add fields with defaults.
"""

from datetime import date
from typing import assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import AnswerWord, ClauseId, Digest, DocumentNo, Fact, OrganId, PartId, Recorded, Seq


class ReleasesFact(Fact, frozen=True):
    """Marks this file's facts."""


class Answered(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One condition as it was answered when the paper was given."""

    condition: str
    label: str
    answer: AnswerWord
    finding: str
    soft: bool = False
    signed_by: str = ""  # who signed for it where it only warns
    clauses: tuple[ClauseId, ...] = ()


class WarningSigned(ReleasesFact, frozen=True, kw_only=True, tag="releases.warning-signed/1"):
    """签字知悉: a condition that only warns was not met, and the holder of this post put his name to what he was shown."""

    gate: str
    condition: str
    label: str
    part: PartId
    facility: str
    finding: str  # what he was shown
    signer: str
    post: str
    words: str
    planned_on: date | None = None  # the day for which it was shown to him; none stated: the day he signed


class GateOverridden(ReleasesFact, frozen=True, kw_only=True, tag="releases.gate-overridden/1"):
    """书面越过: who the plan lets override let what is named go on in spite of these conditions, on a document."""

    gate: str
    part: PartId
    facility: str
    by: OrganId
    by_name: str
    person: str
    reason: str
    document: DocumentNo
    conditions: tuple[str, ...]  # as the plan numbers them: nothing else is overridden
    labels: tuple[str, ...]
    findings: tuple[str, ...] = ()  # what was seen of each when it was decided; none kept: whatever is seen
    planned_on: date | None = None  # the day for which it was decided


class Released(ReleasesFact, frozen=True, kw_only=True, tag="releases.released/1"):
    """出具同意文书: this paper lets it be shut, or dismantled, under these answers."""

    gate: str
    label: str
    part: PartId
    facility: str
    planned_on: date
    document: DocumentNo
    scan: Digest
    answers: tuple[Answered, ...]
    override: Seq | None = None


class ReleaseWithdrawn(ReleasesFact, frozen=True, kw_only=True, tag="releases.release-withdrawn/1"):
    """收回同意文书: from the effective day the paper releases nothing; what was done under it was released."""

    gate: str
    part: PartId
    facility: str
    release: Seq
    reason: str
    document: DocumentNo


AnyFact = WarningSigned | GateOverridden | Released | ReleaseWithdrawn

Key = tuple[str, PartId, str]  # gate, part, and the facility as the list or the method names it


class Releases(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    warnings: Table[Key, Timeline[WarningSigned]] = msgspec.field(default_factory=Table)
    overrides: Table[Key, Timeline[GateOverridden]] = msgspec.field(default_factory=Table)
    papers: Table[Key, Timeline[Released | ReleaseWithdrawn]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Releases":
        return Releases(
            warnings=self.warnings.branch(), overrides=self.overrides.branch(), papers=self.papers.branch()
        )


def evolve(state: Releases, recorded: Recorded[AnyFact]) -> None:
    seq, effective, fact = recorded.seq, recorded.effective, recorded.fact
    key = (fact.gate, fact.part, fact.facility)
    match fact:
        case WarningSigned():
            enter(state.warnings, key, seq, effective, fact)
        case GateOverridden():
            enter(state.overrides, key, seq, effective, fact)
        case Released() | ReleaseWithdrawn():
            enter(state.papers, key, seq, effective, fact)
        case other:
            assert_never(other)
