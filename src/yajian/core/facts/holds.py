"""暂缓与补偿对象: why a unit's money waits and who may let it go, and whom a court's paper names as its payees.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from typing import assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import Digest, DocumentNo, Fact, Fen, OrganId, PartId, Recorded, Seq, UnitId


class HoldsFact(Fact, frozen=True):
    """Marks this file's facts. A hold is named by the entry that placed it."""


class Payee(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One who is to be paid, as the paper names him, and how much."""

    name: str
    amount_fen: Fen


class HoldPlaced(HoldsFact, frozen=True, kw_only=True, tag="holds.placed/1"):
    """暂缓下达: nothing goes out for this unit until the named organ lifts it."""

    unit: UnitId
    reason: str
    lifted_by: OrganId
    lifted_by_name: str
    document: DocumentNo
    scan: Digest
    by: str = ""  # empty in entries older than the question who may withdraw it


class HoldLifted(HoldsFact, frozen=True, kw_only=True, tag="holds.lifted/1"):
    """解除暂缓: the organ that may do so lifted it."""

    hold: Seq
    unit: UnitId
    words: str
    document: DocumentNo
    scan: Digest


class HoldWithdrawn(HoldsFact, frozen=True, kw_only=True, tag="holds.withdrawn/1"):
    """撤销暂缓登记: it should not have been entered; nothing was ever to wait for it."""

    withdraws: Seq
    unit: UnitId
    reason: str
    document: DocumentNo
    scan: Digest
    by: str


class PayeesDetermined(HoldsFact, frozen=True, kw_only=True, tag="holds.payees-determined/1"):
    """明确补偿对象: a paper names who is paid for a part under seal, and how much each; together, all of it."""

    part: PartId
    payees: tuple[Payee, ...]
    amount_fen: Fen
    document: DocumentNo
    scan: Digest


AnyFact = HoldPlaced | HoldLifted | HoldWithdrawn | PayeesDetermined


class Holds(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    holds: Table[Seq, Timeline[HoldPlaced | HoldLifted]] = msgspec.field(default_factory=Table)
    by_unit: Table[UnitId, tuple[Seq, ...]] = msgspec.field(default_factory=Table)
    payees: Table[PartId, Timeline[PayeesDetermined]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Holds":
        return Holds(holds=self.holds.branch(), by_unit=self.by_unit.branch(), payees=self.payees.branch())


def evolve(state: Holds, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case HoldPlaced(unit=unit) as fact:
            enter(state.holds, seq, seq, effective, fact)
            state.by_unit.put(unit, (*state.by_unit.get(unit, ()), seq))
        case HoldLifted(hold=hold) as fact:
            enter(state.holds, hold, seq, effective, fact)
        case HoldWithdrawn(withdraws=withdraws):
            state.holds.put(withdraws, state.holds[withdraws].close(seq, withdraws))
        case PayeesDetermined(part=part) as fact:
            enter(state.payees, part, seq, effective, fact)
        case other:
            assert_never(other)
