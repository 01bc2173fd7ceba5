"""补偿申请: what an enterprise asks for, through its county, and where the application went.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from typing import assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import Digest, DocumentNo, EnterpriseId, Fact, Fen, Recorded, Seq, UnitId


class ApplicationsFact(Fact, frozen=True):
    """Marks this file's facts. An application is named by the entry that made it."""


class Asked(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is asked for one unit: its quota, as it stood on that day."""

    unit: UnitId
    amount_fen: Fen


class Material(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One supporting paper: what it shows, and where it stands on the register."""

    name: str
    document: DocumentNo


class Applied(ApplicationsFact, frozen=True, kw_only=True, tag="applications.applied/1"):
    """企业申请: an enterprise asks for the compensation of accepted units, with supporting papers."""

    enterprise: EnterpriseId
    units: tuple[Asked, ...]
    amount_fen: Fen
    materials: tuple[Material, ...]
    quota_version: int
    document: DocumentNo
    scan: Digest


class Forwarded(ApplicationsFact, frozen=True, kw_only=True, tag="applications.forwarded/1"):
    """县转报: the county's office passed the application on to the city with its opinion."""

    application: Seq
    words: str
    document: DocumentNo
    scan: Digest


class Returned(ApplicationsFact, frozen=True, kw_only=True, tag="applications.returned/1"):
    """退回: the county, or the city after it, sent the application back; the enterprise may apply anew."""

    application: Seq
    by_city: bool
    words: str
    document: DocumentNo
    scan: Digest


class Withdrawn(ApplicationsFact, frozen=True, kw_only=True, tag="applications.withdrawn/1"):
    """撤回申请: the enterprise took it back."""

    application: Seq
    reason: str
    document: DocumentNo
    scan: Digest


Step = Applied | Forwarded | Returned | Withdrawn
AnyFact = Step


class Applications(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    filed: Table[Seq, Timeline[Step]] = msgspec.field(default_factory=Table)
    by_unit: Table[UnitId, tuple[Seq, ...]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Applications":
        return Applications(filed=self.filed.branch(), by_unit=self.by_unit.branch())

    def applied(self, application: Seq) -> Applied | None:
        """What was asked for under this number."""
        line = self.filed.get(application)
        first = line.entries[0].value if line is not None else None
        return first if isinstance(first, Applied) else None


def evolve(state: Applications, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case Applied() as fact:
            enter(state.filed, seq, seq, effective, fact)
            for one in fact.units:
                state.by_unit.put(one.unit, (*state.by_unit.get(one.unit, ()), seq))
        case Forwarded(application=application) as fact:
            enter(state.filed, application, seq, effective, fact)
        case Returned(application=application) as fact:
            enter(state.filed, application, seq, effective, fact)
        case Withdrawn(application=application) as fact:
            enter(state.filed, application, seq, effective, fact)
        case other:
            assert_never(other)
