"""What happens to a facility on its way out: its conditions, each with the day it became so.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
A facility stands under its list part by the name the list or the approved method gives it; or, recorded by its id in the
ledger, under no part. Which of the two are one facility the ledger says, and rules read both together.
"""

from datetime import date
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
    shanghai_date,
)

NO_PART = PartId("")  # the facility is named by its id in the ledger, and not by what a list calls it

CountsAs = Literal["running", "stopped", "shut", "dismantled", "revived"]


class ClosureFact(Fact, frozen=True):
    """Marks this file's facts."""


class Signer(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Somebody who signed a statement, for an organ."""

    name: str
    organ: str


class Piece(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One thing a written method has done: some chambers, a line, half an oven."""

    name: str
    tonnes: Tonnes | None = None  # None: the method does not say


class ConditionRecorded(ClosureFact, frozen=True, kw_only=True, tag="closure.condition-recorded/1"):
    """登记设施状态: from that day the facility was in this condition, and it counts as so decided."""

    part: PartId
    facility: str
    condition: str
    label: str
    counts_as: CountsAs
    corrects: Seq | None = None
    why: str = ""  # of a correction, and empty where it is older than the demand for a reason
    correction: DocumentNo | None = None  # the paper a correction rests on
    moved_from: Seq | None = None  # the record of another facility that it was entered under by mistake
    pictures: tuple[Picture, ...] = ()


class OpeningStated(ClosureFact, frozen=True, kw_only=True, tag="closure.opening-stated/1"):
    """期初补录: when the books were opened the facility had been in this condition since that day, two sign for it."""

    part: PartId
    facility: str
    condition: str
    label: str
    counts_as: CountsAs
    opened_on: date  # the day the books were opened
    document: DocumentNo
    scan: Digest
    signers: tuple[Signer, ...]
    corrects: Seq | None = None
    why: str = ""
    correction: DocumentNo | None = None  # beside the paper the statement itself rests on
    moved_from: Seq | None = None


class RecordVoided(ClosureFact, frozen=True, kw_only=True, tag="closure.record-voided/1"):
    """作废登记: for whoever knows of it the record does not stand, nor does what it had corrected; both stay on view."""

    voids: Seq
    part: PartId
    facility: str  # empty: the record was a method of the part
    reason: str
    document: DocumentNo | None = None  # None: no paper, for the same command entered it where it belongs:
    moved_to_part: PartId | None = None
    moved_to_facility: str = ""


class MethodApproved(ClosureFact, frozen=True, kw_only=True, tag="closure.method-approved/1"):
    """批准书面办法: the part is done when all these pieces are; its ovens cannot be told apart or named."""

    part: PartId
    title: str
    pieces: tuple[Piece, ...]
    approved_by: str
    document: DocumentNo
    scan: Digest
    review: DocumentNo | None = None  # the experts' opinion, where the plan asks for one
    clauses: tuple[ClauseId, ...] = ()
    corrects: Seq | None = None  # the same method, entered under a wrong day


AnyFact = ConditionRecorded | OpeningStated | RecordVoided | MethodApproved

Condition = ConditionRecorded | OpeningStated  # both say how a facility stood from a day on


class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the envelope of a record said: where it stands, who entered it, when, on what evidence."""

    part: PartId
    facility: str
    recorded_on: date
    actor: str
    organ: str
    evidence: tuple[Digest, ...] = ()


class Closures(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    conditions: Table[tuple[PartId, str], Timeline[Condition]] = msgspec.field(default_factory=Table)
    methods: Table[PartId, Timeline[MethodApproved]] = msgspec.field(default_factory=Table)
    records: Table[Seq, Record] = msgspec.field(default_factory=Table)
    voided: Table[Seq, RecordVoided] = msgspec.field(default_factory=Table)  # by the record it voids

    def branch(self) -> "Closures":
        return Closures(
            conditions=self.conditions.branch(),
            methods=self.methods.branch(),
            records=self.records.branch(),
            voided=self.voided.branch(),
        )


def evolve(state: Closures, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case ConditionRecorded() | OpeningStated() as fact:
            key = (fact.part, fact.facility)
            enter(state.conditions, key, seq, effective, fact, fact.corrects)
            _enter(state, recorded, *key)
        case MethodApproved(part=part) as fact:
            enter(state.methods, part, seq, effective, fact, fact.corrects)
            _enter(state, recorded, part)
        case RecordVoided(voids=voids, part=part, facility=facility) as fact:
            if facility:
                key = (part, facility)
                state.conditions.put(key, state.conditions[key].close(seq, voids))
            else:
                state.methods.put(part, state.methods[part].close(seq, voids))
            state.voided.put(voids, fact)
            _enter(state, recorded, part, facility)
        case other:
            assert_never(other)


def _enter(state: Closures, recorded: Recorded[AnyFact], part: PartId, facility: str = "") -> None:
    record = Record(
        part=part,
        facility=facility,
        recorded_on=shanghai_date(recorded.recorded_at),
        actor=intern(recorded.actor),  # the few who enter all there is; each body brings its own copy
        organ=intern(recorded.organ),
        evidence=recorded.evidence,
    )
    state.records.put(recorded.seq, record)
