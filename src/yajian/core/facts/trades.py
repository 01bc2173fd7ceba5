"""产能交易: what was reported sold, what the province confirmed, which opinion let it go on, and what was taken back.

No tonne moves here: what is filed moves by filings alone. Facts here are stored for ever. Add fields with defaults;
leave tags and meanings alone.
"""

from collections.abc import Iterator
from typing import Literal, assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import (
    AnswerWord,
    ClauseId,
    Digest,
    DocumentNo,
    EnterpriseId,
    Fact,
    Fen,
    OrganId,
    Recorded,
    Seq,
    Tonnes,
    UnitId,
)

Said = Literal["confirmed", "declined", "revoked"]


class TradesFact(Fact, frozen=True):
    """Marks this file's facts. A trade is named by the entry that first reported it."""


class Sold(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """So many tonnes of a unit, by this trade."""

    unit: UnitId
    tonnes: Tonnes


class TradeReported(TradesFact, frozen=True, kw_only=True, tag="trades.trade-reported/1"):
    """报送产能交易: by this contract an enterprise sold tonnes of its units to a buyer at this price."""

    enterprise: EnterpriseId  # who sold
    units: tuple[Sold, ...]
    buyer: str  # by its full name; it may be of another city
    buyer_id: EnterpriseId | None = None  # where the ledger has it
    price_fen_per_t: Fen
    document: DocumentNo  # the contract
    scan: Digest
    trade: Seq | None = None  # of a correction: the entry that first reported the trade
    corrects: Seq | None = None

    @property
    def tonnes(self) -> Tonnes:
        return Tonnes(sum(one.tonnes for one in self.units))

    def of_unit(self, unit: UnitId) -> Tonnes:
        return Tonnes(sum(one.tonnes for one in self.units if one.unit == unit))


class TradeWithdrawn(TradesFact, frozen=True, kw_only=True, tag="trades.trade-withdrawn/1"):
    """撤回产能交易: the parties gave it up, or it never was; its tonnes are the seller's again."""

    trade: Seq
    reason: str
    document: DocumentNo
    scan: Digest


class ReplacementConfirmed(TradesFact, frozen=True, kw_only=True, tag="trades.replacement-confirmed/1"):
    """置换确认意见: whom the plan has confirm replacements said yes, said no, or took back its yes."""

    trade: Seq
    said: Said
    by: OrganId
    by_name: str
    document: DocumentNo
    scan: Digest


class Checked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One condition as it was answered when the opinion was given."""

    label: str
    answer: AnswerWord
    finding: str
    condition: str = ""  # as the plan numbers it; empty for what is checked in any case
    clauses: tuple[ClauseId, ...] = ()


class TradeCleared(TradesFact, frozen=True, kw_only=True, tag="trades.trade-cleared/1"):
    """出具核验意见: the office found every condition met, and lets the trade go on by this paper."""

    trade: Seq
    answers: tuple[Checked, ...]
    document: DocumentNo
    scan: Digest


class ClearanceWithdrawn(TradesFact, frozen=True, kw_only=True, tag="trades.clearance-withdrawn/1"):
    """收回核验意见: from the effective day the opinion lets nothing go on any more."""

    trade: Seq
    reason: str
    document: DocumentNo
    scan: Digest


Step = TradeReported | TradeWithdrawn | ReplacementConfirmed | TradeCleared | ClearanceWithdrawn
AnyFact = Step


class Trades(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    reported: Table[Seq, Timeline[Step]] = msgspec.field(default_factory=Table)
    by_unit: Table[UnitId, tuple[Seq, ...]] = msgspec.field(default_factory=Table)  # under any entry of it

    def branch(self) -> "Trades":
        return Trades(reported=self.reported.branch(), by_unit=self.by_unit.branch())

    def buyers(self, fact: TradesFact) -> frozenset[EnterpriseId]:
        """Every enterprise of the ledger that the trade a fact is about ever named as its buyer."""
        lines = (self.reported[seq] for seq in self._of(fact))
        reports = (entry.value for line in lines for entry in line.entries)
        return frozenset(
            one.buyer_id for one in reports if isinstance(one, TradeReported) and one.buyer_id is not None
        )

    def _of(self, fact: TradesFact) -> Iterator[Seq]:
        """The trade a fact is about; its first report is found by a unit, for it names no entry before itself."""
        named: Seq | None = getattr(fact, "trade", None)
        if named is not None and named in self.reported:
            yield named
        elif isinstance(fact, TradeReported) and fact.units:
            for seq in self.by_unit.get(fact.units[0].unit, ()):
                if any(entry.value == fact for entry in self.reported[seq].entries):
                    yield seq

    def seller(self, trade: Seq) -> EnterpriseId | None:
        """Who sold, by the entry that first reported it; no correction names another."""
        line = self.reported.get(trade)
        first = line.entries[0].value if line is not None else None
        return first.enterprise if isinstance(first, TradeReported) else None


def evolve(state: Trades, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case TradeReported(trade=first, corrects=corrects) as fact:
            trade = first or seq
            enter(state.reported, trade, seq, effective, fact, corrects)
            for one in fact.units:
                known = state.by_unit.get(one.unit, ())
                if trade not in known:
                    state.by_unit.put(one.unit, (*known, trade))
        case (
            TradeWithdrawn(trade=trade)
            | ReplacementConfirmed(trade=trade)
            | TradeCleared(trade=trade)
            | ClearanceWithdrawn(trade=trade) as fact
        ):
            enter(state.reported, trade, seq, effective, fact)
        case other:
            assert_never(other)
