"""风险与应急: what may go wrong while ovens are got down, who sees to it, and what is ready if it does.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from datetime import date
from typing import Literal, assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import CountyId, Digest, DocumentNo, EnterpriseId, Fact, Recorded, Seq

Purpose = Literal["shutdown", "operation"]


class RisksFact(Fact, frozen=True):
    """Marks this file's facts."""


class Contact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A post that is called first, and how it is reached: its own telephone, and nobody's private one."""

    post: str
    reach: str


class RiskAssessed(RisksFact, frozen=True, kw_only=True, tag="risks.assessed/1"):
    """评估风险: of a county, or of one firm; this kind stands so, this is done about it, and somebody answers for it."""

    kind_of_risk: str  # the plan's id
    label: str
    county: CountyId | None = None
    enterprise: EnterpriseId | None = None
    likelihood: str = ""
    impact: str = ""
    low: bool  # the lowest of both scales
    conclusion: str
    owner: str
    measure: str = ""
    due: date | None = None
    document: DocumentNo  # 评估报告与防控预案
    scan: Digest
    corrects: Seq | None = None  # the same assessment, entered under a wrong day


class RiskClosed(RisksFact, frozen=True, kw_only=True, tag="risks.closed/1"):
    """风险销号: what was to be done is done, and this leader accepted it; assessed again, it stands open again."""

    kind_of_risk: str
    label: str
    county: CountyId | None = None
    enterprise: EnterpriseId | None = None
    assessment: Seq
    result: str
    accepted_by: str
    post: str


class EmergencyPlanFiled(RisksFact, frozen=True, kw_only=True, tag="risks.emergency-plan-filed/1"):
    """备妥应急预案: for shutting down, or for ordinary running; reviewed by this organ, valid between these days."""

    enterprise: EnterpriseId
    purpose: Purpose
    title: str
    document: DocumentNo
    scan: Digest
    contacts: tuple[Contact, ...]
    valid_from: date
    valid_to: date
    reviewed_by: str
    review: DocumentNo = DocumentNo("")  # its opinion; empty: entered before an opinion had to be registered
    corrects: Seq | None = None  # the same plan, entered under a wrong day


class DrillRecorded(RisksFact, frozen=True, kw_only=True, tag="risks.drill-recorded/1"):
    """登记演练: that day this was practised under the plan, by so many, and this was found."""

    enterprise: EnterpriseId
    purpose: Purpose
    scenario: str
    participants: int
    findings: str
    records: tuple[Digest, ...] = ()  # what proved it; empty: entered before they told one drill from another
    corrects: Seq | None = None  # the same drill, entered under a wrong day


AnyFact = RiskAssessed | RiskClosed | EmergencyPlanFiled | DrillRecorded

Key = tuple[str, str, str]  # county, enterprise, kind: one of the first two is empty


class Risks(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    risks: Table[Key, Timeline[RiskAssessed | RiskClosed]] = msgspec.field(default_factory=Table)
    plans: Table[tuple[EnterpriseId, Purpose], Timeline[EmergencyPlanFiled]] = msgspec.field(
        default_factory=Table
    )
    drills: Table[tuple[EnterpriseId, Purpose], Timeline[DrillRecorded]] = msgspec.field(
        default_factory=Table
    )

    def branch(self) -> "Risks":
        return Risks(risks=self.risks.branch(), plans=self.plans.branch(), drills=self.drills.branch())


def evolve(state: Risks, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case RiskAssessed() | RiskClosed() as fact:
            place = (fact.county or "", fact.enterprise or "", fact.kind_of_risk)
            corrects = fact.corrects if isinstance(fact, RiskAssessed) else None
            enter(state.risks, place, seq, effective, fact, corrects)
        case EmergencyPlanFiled() as fact:
            enter(state.plans, (fact.enterprise, fact.purpose), seq, effective, fact, fact.corrects)
        case DrillRecorded() as fact:
            enter(state.drills, (fact.enterprise, fact.purpose), seq, effective, fact, fact.corrects)
        case other:
            assert_never(other)
