"""What each person may do: roles granted on a document, taken back, and lent for a time.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from datetime import date
from typing import assert_never

import msgspec

from yajian.core.history import Table, Timeline
from yajian.core.words import CountyId, DocumentNo, EnterpriseId, Fact, OrganId, Recorded, Seq


class RolesFact(Fact, frozen=True):
    """Marks this file's facts, so that the programme can route them."""


class RoleGranted(RolesFact, frozen=True, kw_only=True, tag="roles.role-granted/1"):
    """授权: from the effective day this person acts for this organ in this role, no wider than stated here."""

    person: str
    organ: OrganId
    organ_name: str
    role: str
    county: CountyId | None = None  # only what is this county's
    enterprise: EnterpriseId | None = None  # only what is this enterprise's
    until: date | None = None  # the last day
    document: DocumentNo


class RoleRevoked(RolesFact, frozen=True, kw_only=True, tag="roles.role-revoked/1"):
    """收回授权: from the effective day a grant or a delegation no longer holds."""

    grant: Seq
    person: str
    reason: str


class RoleDelegated(RolesFact, frozen=True, kw_only=True, tag="roles.role-delegated/1"):
    """委托代办: a colleague stands in for a time; what was lent cannot be lent on."""

    grant: Seq
    lender: str
    person: str
    organ: OrganId
    organ_name: str
    role: str
    county: CountyId | None = None
    enterprise: EnterpriseId | None = None
    until: date
    reason: str


AnyFact = RoleGranted | RoleRevoked | RoleDelegated


class Roles(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    grants: Table[Seq, Timeline[RoleGranted | RoleDelegated | None]] = msgspec.field(default_factory=Table)
    held_by: Table[str, tuple[Seq, ...]] = msgspec.field(default_factory=Table)  # person → grants, ever

    def branch(self) -> "Roles":
        return Roles(grants=self.grants.branch(), held_by=self.held_by.branch())


def evolve(state: Roles, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case RoleGranted(person=person) | RoleDelegated(person=person) as fact:
            state.grants.put(seq, Timeline[RoleGranted | RoleDelegated | None]().add(seq, effective, fact))
            state.held_by.put(person, (*state.held_by.get(person, ()), seq))
        case RoleRevoked(grant=grant):
            state.grants.put(grant, state.grants[grant].add(seq, effective, None))
        case other:
            assert_never(other)
