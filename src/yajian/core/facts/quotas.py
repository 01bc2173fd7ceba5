"""补偿额度: what each county confirmed, what the city's work plan gives each unit, and what the province said of it.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from typing import Literal, assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import (
    ClauseId,
    CountyId,
    Digest,
    DocumentNo,
    EnterpriseId,
    Fact,
    Fen,
    PartId,
    Recorded,
    Seq,
    Tonnes,
    UnitId,
)

Said = Literal["agreed", "returned"]  # 同意, 退回


class QuotasFact(Fact, frozen=True):
    """Marks this file's facts."""


class VersionFact(QuotasFact, frozen=True):
    """What was done with a whole version. It names no firm, and every firm waits for it: everybody reads it."""

    version: int


class Confirmed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """So many tonnes of a part, as a county confirmed them."""

    part: PartId
    tonnes: Tonnes


class TaskConfirmed(QuotasFact, frozen=True, kw_only=True, tag="quotas.task-confirmed/1"):
    """县（市）确定意见: the county confirms which parts of the list are its own, and how many tonnes each."""

    county: CountyId
    parts: tuple[Confirmed, ...]
    document: DocumentNo
    scan: Digest
    corrects: Seq | None = None  # the same word, entered under a wrong day


class VersionDrawnUp(VersionFact, frozen=True, kw_only=True, tag="quotas.version-drawn-up/1"):
    """编制具体工作方案: one version of the city's work plan; its lines are the quotas fixed and left out with it."""

    document: DocumentNo
    scan: Digest
    units: int
    tonnes: Tonnes
    amount_fen: Fen


class QuotaFixed(QuotasFact, frozen=True, kw_only=True, tag="quotas.quota-fixed/1"):
    """明确额度: tonnes × rate of one unit, with the rate's name and the entry that established the origin."""

    version: int
    unit: UnitId
    part: PartId
    enterprise: EnterpriseId  # who holds the unit on that day
    tonnes: Tonnes
    rate: str  # its id in the plan
    rate_fen_per_t: Fen
    amount_fen: Fen
    evidence_seq: Seq | None = None  # the entry its origin rests on
    clauses: tuple[ClauseId, ...] = ()


class QuotaLeftOut(QuotasFact, frozen=True, kw_only=True, tag="quotas.quota-left-out/1"):
    """暂不明确额度: a part for which this version fixes none yet, and why."""

    version: int
    part: PartId
    reason: str


class VersionApproved(VersionFact, frozen=True, kw_only=True, tag="quotas.version-approved/1"):
    """市政府批准: the city government approved a version; only then it goes up."""

    document: DocumentNo
    scan: Digest


class VersionSentUp(VersionFact, frozen=True, kw_only=True, tag="quotas.version-sent-up/1"):
    """报省审核: the quotas of a version went to the province."""

    document: DocumentNo
    scan: Digest


class VersionReviewed(VersionFact, frozen=True, kw_only=True, tag="quotas.version-reviewed/1"):
    """省审核意见: the province agrees to the quotas of a version, or sends it back."""

    said: Said
    words: str
    document: DocumentNo
    scan: Digest


class CapacityClaimed(QuotasFact, frozen=True, kw_only=True, tag="quotas.capacity-claimed/1"):
    """登记产能补偿诉求: what an enterprise asks for beside money. The plan names no procedure for it, and none follows."""

    enterprise: EnterpriseId
    words: str
    document: DocumentNo
    scan: Digest


Step = VersionDrawnUp | VersionApproved | VersionSentUp | VersionReviewed
AnyFact = TaskConfirmed | QuotaFixed | QuotaLeftOut | Step | CapacityClaimed


class Quotas(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    tasks: Table[CountyId, Timeline[TaskConfirmed]] = msgspec.field(default_factory=Table)
    versions: Table[int, Timeline[Step]] = msgspec.field(default_factory=Table)
    units: Table[UnitId, Timeline[QuotaFixed]] = msgspec.field(default_factory=Table)
    left_out: Table[PartId, Timeline[QuotaLeftOut]] = msgspec.field(default_factory=Table)
    claims: Table[EnterpriseId, Timeline[CapacityClaimed]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Quotas":
        return Quotas(
            tasks=self.tasks.branch(),
            versions=self.versions.branch(),
            units=self.units.branch(),
            left_out=self.left_out.branch(),
            claims=self.claims.branch(),
        )


def evolve(state: Quotas, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case QuotaFixed(unit=unit) as fact:
            enter(state.units, unit, seq, effective, fact)
        case QuotaLeftOut(part=part) as fact:
            enter(state.left_out, part, seq, effective, fact)
        case VersionDrawnUp() | VersionApproved() | VersionSentUp() | VersionReviewed() as fact:
            enter(state.versions, fact.version, seq, effective, fact)
        case TaskConfirmed(county=county) as fact:
            enter(state.tasks, county, seq, effective, fact, fact.corrects)
        case CapacityClaimed(enterprise=enterprise) as fact:
            enter(state.claims, enterprise, seq, effective, fact)
        case other:
            assert_never(other)
