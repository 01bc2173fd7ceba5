"""补偿资金项目审核计划: what the city grants of what was applied for, and the city government's word on it.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from typing import assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import ClauseId, Digest, DocumentNo, EnterpriseId, Fact, Fen, Recorded, Seq, UnitId


class AuditplansFact(Fact, frozen=True):
    """Marks this file's facts."""


class PlanFact(AuditplansFact, frozen=True):
    """What was done with a whole plan. It names no firm, and every firm waits for it: everybody reads it."""

    plan: int


class PlanDrawnUp(PlanFact, frozen=True, kw_only=True, tag="auditplans.plan-drawn-up/1"):
    """形成审核计划: one audit plan; its lines are the grants proposed with it."""

    units: int
    amount_fen: Fen
    document: DocumentNo
    scan: Digest


class GrantProposed(AuditplansFact, frozen=True, kw_only=True, tag="auditplans.grant-proposed/1"):
    """拟补偿: of what was applied for a unit, so much; less than that with a reason."""

    plan: int
    unit: UnitId
    enterprise: EnterpriseId
    application: Seq
    applied_fen: Fen
    amount_fen: Fen
    why: str = ""


class PlanApproved(PlanFact, frozen=True, kw_only=True, tag="auditplans.plan-approved/1"):
    """市政府同意: the city government approved a plan; its grants are entitlements from then on."""

    document: DocumentNo
    scan: Digest


class PlanReturned(PlanFact, frozen=True, kw_only=True, tag="auditplans.plan-returned/1"):
    """退回审核计划: the city government sent it back; its applications wait for another."""

    words: str
    document: DocumentNo
    scan: Digest


class EntitlementReserved(AuditplansFact, frozen=True, kw_only=True, tag="auditplans.entitlement-reserved/1"):
    """列支: a unit is entitled to so much, once; it is kept for it until it is paid or voided."""

    plan: int
    unit: UnitId
    enterprise: EnterpriseId
    application: Seq
    amount_fen: Fen
    clauses: tuple[ClauseId, ...] = ()


class EntitlementVoided(AuditplansFact, frozen=True, kw_only=True, tag="auditplans.entitlement-voided/1"):
    """取消列支: what is not paid of an entitlement is not owed after all; the application ends with it."""

    unit: UnitId
    enterprise: EnterpriseId
    application: Seq
    amount_fen: Fen
    reason: str
    document: DocumentNo
    scan: Digest


Step = PlanDrawnUp | PlanApproved | PlanReturned
Entitlement = EntitlementReserved | EntitlementVoided
AnyFact = Step | GrantProposed | Entitlement


class Auditplans(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else. Amounts stand in the money book."""

    plans: Table[int, Timeline[Step]] = msgspec.field(default_factory=Table)
    grants: Table[UnitId, Timeline[GrantProposed]] = msgspec.field(default_factory=Table)
    entitlements: Table[UnitId, Timeline[Entitlement]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Auditplans":
        return Auditplans(
            plans=self.plans.branch(),
            grants=self.grants.branch(),
            entitlements=self.entitlements.branch(),
        )


def evolve(state: Auditplans, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case GrantProposed(unit=unit) as fact:
            enter(state.grants, unit, seq, effective, fact)
        case EntitlementReserved(unit=unit) as fact:
            enter(state.entitlements, unit, seq, effective, fact)
        case EntitlementVoided(unit=unit) as fact:
            enter(state.entitlements, unit, seq, effective, fact)
        case PlanDrawnUp() | PlanApproved() | PlanReturned() as fact:
            enter(state.plans, fact.plan, seq, effective, fact)
        case other:
            assert_never(other)
