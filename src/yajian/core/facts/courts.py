"""法院事项: which facility a court has sealed, what was talked over with it, what it wrote, when it lifted the seal.

The court decides and the office records. Parties of a case are nobody's business here. A seal is known by the number of the
entry that began it. Facts here are stored for ever; add fields with defaults.
"""

from datetime import date
from typing import Literal, assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import Digest, DocumentNo, EnterpriseId, Fact, OrganId, PartId, Recorded, Seq

Writing = Literal["consent", "refusal", "other"]  # 允许处置, 不允许处置, 其他文书
Meeting = Literal["letter", "meeting", "call"]  # 去函, 会商, 电话


class CourtsFact(Fact, frozen=True):
    """Marks this file's facts."""


class Sealed(CourtsFact, frozen=True, kw_only=True, tag="courts.sealed/1"):
    """登记查封: from the effective day the facility is under this court's seal, up to a day if the order names one."""

    part: PartId  # empty: the facility is named by its id in the ledger
    facility: str
    enterprise: EnterpriseId
    name: str  # the facility in words, for whoever may not read the ledger
    court: str  # as the order has it
    court_organ: OrganId  # the court, where it is one of the office's; empty otherwise
    case_no: str
    until: date | None
    document: DocumentNo
    scan: Digest


class SealExtended(CourtsFact, frozen=True, kw_only=True, tag="courts.seal-extended/1"):
    """登记续封: the court's order of this day carries the seal on, up to another day if it names one."""

    seal: Seq
    until: date | None
    document: DocumentNo


class Unsealed(CourtsFact, frozen=True, kw_only=True, tag="courts.unsealed/1"):
    """登记解封: from the effective day the seal is lifted, by the court's own document."""

    seal: Seq
    document: DocumentNo


class SealWithdrawn(CourtsFact, frozen=True, kw_only=True, tag="courts.seal-withdrawn/1"):
    """撤销查封登记: it was entered by mistake; for whoever knows of this it never stood."""

    withdraws: Seq
    reason: str
    document: DocumentNo


class CourtConsulted(CourtsFact, frozen=True, kw_only=True, tag="courts.court-consulted/1"):
    """登记协商: on the effective day this was put to the court, or talked over with it."""

    seal: Seq
    by: Meeting
    with_whom: str
    summary: str
    planned_on: date | None = None  # when it is meant to be dismantled, so that the court is told before
    records: tuple[Digest, ...] = ()  # of it; empty: entered before they told one talk from another
    corrects: Seq | None = None  # the same talk, entered under a wrong day


class CourtWrote(CourtsFact, frozen=True, kw_only=True, tag="courts.court-wrote/1"):
    """登记法院文书: on the effective day the court allowed the disposal, did not, or wrote something else."""

    seal: Seq
    says: Writing
    document: DocumentNo
    scan: Digest
    terms: str = ""  # what it ties its leave to, in its own words


AnyFact = Sealed | SealExtended | Unsealed | SealWithdrawn | CourtConsulted | CourtWrote
Standing = Sealed | SealExtended | Unsealed
Place = tuple[PartId, str]


class Courts(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    seals: Table[Seq, Sealed] = msgspec.field(default_factory=Table)
    standing: Table[Seq, Timeline[Standing]] = msgspec.field(default_factory=Table)  # by seal
    withdrawn: Table[Seq, Timeline[SealWithdrawn]] = msgspec.field(default_factory=Table)
    consulted: Table[Seq, Timeline[CourtConsulted]] = msgspec.field(default_factory=Table)
    written: Table[Seq, Timeline[CourtWrote]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Courts":
        return Courts(
            seals=self.seals.branch(),
            standing=self.standing.branch(),
            withdrawn=self.withdrawn.branch(),
            consulted=self.consulted.branch(),
            written=self.written.branch(),
        )


def evolve(state: Courts, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case Sealed() as fact:
            state.seals.put(seq, fact)
            enter(state.standing, seq, seq, effective, fact)
        case SealExtended(seal=seal) | Unsealed(seal=seal) as fact:
            enter(state.standing, seal, seq, effective, fact)
        case SealWithdrawn(withdraws=seal) as fact:
            enter(state.withdrawn, seal, seq, effective, fact)
        case CourtConsulted(seal=seal) as fact:
            enter(state.consulted, seal, seq, effective, fact, fact.corrects)
        case CourtWrote(seal=seal) as fact:
            enter(state.written, seal, seq, effective, fact)
        case other:
            assert_never(other)
