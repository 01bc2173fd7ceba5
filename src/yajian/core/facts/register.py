"""Filings (备案文件) and units of capacity (产能单元): what the papers say, and how the tonnes stand.

Facts here are stored for ever. Every tonne moves by a two-sided transfer; nothing is set.
"""

from datetime import date
from enum import Enum
from typing import assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import DocumentNo, EnterpriseId, Fact, Fen, PartId, Recorded, Seq, Tonnes, UnitId


class Account(Enum):
    """Where a tonne can stand. Two ledgers: on paper (备案 → 压减) and on the ground (建成 = the three below)."""

    PAPERS = "papers"  # the filing documents a filed tonne is drawn from; negative
    FILED = "filed"  # 备案产能
    RETIRED = "retired"  # 压减产能; terminal
    GROUND = "ground"  # the ground a plant is built on; negative
    UNSTATED = "unstated"  # 建成, condition not yet stated
    OPERATING = "operating"  # 在产产能
    STOPPED = "stopped"  # 停产产能

    __hash__ = object.__hash__  # there is one of each; Enum's own hashes the name anew at every look-up


ON_PAPER = frozenset({Account.PAPERS, Account.FILED, Account.RETIRED})
OUTSIDE = frozenset(
    {Account.PAPERS, Account.GROUND}
)  # where a unit's tonnes come from; may stand below nothing


class Transfer(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """So many tonnes of a unit go from one account to another of the same ledger."""

    source: Account
    target: Account
    tonnes: Tonnes


class RegisterFact(Fact, frozen=True):
    """Marks this file's facts."""


class FilingEntered(RegisterFact, frozen=True, kw_only=True, tag="register.filing-entered/1"):
    """登记备案文件: this paper files so many tonnes of this enterprise; its scan is attached."""

    number: str  # as written on the paper
    key: str  # the number however it is spelt: two papers of one key are one paper
    enterprise: EnterpriseId
    filed_on: date
    filed_t: Tonnes
    issuer: str
    identity: str = ""  # what its units are bound to for ever; empty: the key it was entered under


class UnitMoved(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The transfers by which one unit follows a correction of its filing."""

    unit: UnitId
    transfers: tuple[Transfer, ...]


class FilingCorrected(RegisterFact, frozen=True, kw_only=True, tag="register.filing-corrected/1"):
    """更正备案文件: the paper says otherwise than was entered; the units on it follow by transfers."""

    key: str
    filed_on: date
    filed_t: Tonnes
    issuer: str
    reason: str
    units: tuple[UnitMoved, ...] = ()


class FilingRenumbered(RegisterFact, frozen=True, kw_only=True, tag="register.filing-renumbered/1"):
    """更正备案文号: the paper's number was entered wrongly; it is the same paper, and its units stay on it."""

    filing: str  # its identity
    was: str
    number: str
    key: str
    document: DocumentNo
    reason: str


class FilingVoided(RegisterFact, frozen=True, kw_only=True, tag="register.filing-voided/1"):
    """作废备案文件登记: there is no such paper; no unit ever stood on it, and its number is free."""

    filing: str  # its identity
    number: str
    document: DocumentNo
    reason: str


class UnitOpened(RegisterFact, frozen=True, kw_only=True, tag="register.unit-opened/1"):
    """登记产能单元: these tonnes stand on this filing document."""

    unit: UnitId
    enterprise: EnterpriseId
    filing_no: str
    filed_on: date
    transfers: tuple[Transfer, ...]
    part: PartId | None = None  # the list part it belongs to, if it is listed
    facility: str = ""
    origin: str = ""  # 产能来源, by entries made before origins were established on papers of their own
    filing: str = ""  # the filing's identity; empty in entries made before filings were entered


class UnitPlaced(RegisterFact, frozen=True, kw_only=True, tag="register.unit-placed/1"):
    """核定清单分项: the unit belongs to this part of a list, or to none."""

    unit: UnitId
    part: PartId | None


class Contract(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """交易合同: by which paper, on which day, from whom capacity was acquired, and for how much a tonne."""

    number: str
    dated: date
    seller: str
    price_fen_per_t: Fen | None = None  # None: nobody entered what the contract says
    tonnes: Tonnes | None = None  # all that was bought by it; asked where it is of more units than one


class OriginEstablished(RegisterFact, frozen=True, kw_only=True, tag="register.origin-established/1"):
    """认定产能来源: where a unit's tonnes come from, on papers attached."""

    unit: UnitId
    origin: str
    contract: Contract | None = None
    corrects: Seq | None = None


class UnitSplit(RegisterFact, frozen=True, kw_only=True, tag="register.unit-split/1"):
    """分立产能单元: some of a unit's tonnes stand under a unit of their own; filing, part and origin go with them."""

    unit: UnitId
    into: UnitId
    given: tuple[Transfer, ...]  # out of the unit
    taken: tuple[Transfer, ...]  # into the new one: the same tonnes, the other way round
    facility: str = ""


class StandingStated(RegisterFact, frozen=True, kw_only=True, tag="register.standing-stated/1"):
    """核定产能现状: how a unit's built tonnes stand: operating, stopped, or not stated."""

    unit: UnitId
    transfers: tuple[Transfer, ...]
    corrects: Seq | None = None


AnyFact = (
    FilingEntered
    | FilingCorrected
    | FilingRenumbered
    | FilingVoided
    | UnitOpened
    | UnitPlaced
    | OriginEstablished
    | UnitSplit
    | StandingStated
)


class Register(msgspec.Struct, kw_only=True):
    """The fold's own builder. Tonnages of units are not here: they stand in the capacity book."""

    filings: Table[str, Timeline[FilingEntered]] = msgspec.field(default_factory=Table)  # by identity
    numbers: Table[str, Timeline[str]] = msgspec.field(default_factory=Table)  # key → identity
    renumbered: Table[str, FilingRenumbered] = msgspec.field(default_factory=Table)  # the last of each
    voided: Table[str, FilingVoided] = msgspec.field(default_factory=Table)
    units: Table[UnitId, UnitOpened] = msgspec.field(default_factory=Table)
    placed: Table[UnitId, Timeline[UnitPlaced]] = msgspec.field(default_factory=Table)
    origins: Table[UnitId, Timeline[OriginEstablished]] = msgspec.field(default_factory=Table)
    splits: Table[UnitId, UnitSplit] = msgspec.field(default_factory=Table)  # by the unit that was split off
    standings: Table[UnitId, Timeline[StandingStated]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Register":
        return Register(
            filings=self.filings.branch(),
            numbers=self.numbers.branch(),
            renumbered=self.renumbered.branch(),
            voided=self.voided.branch(),
            units=self.units.branch(),
            placed=self.placed.branch(),
            origins=self.origins.branch(),
            splits=self.splits.branch(),
            standings=self.standings.branch(),
        )

    def part_of(self, unit: UnitId, known: Seq | None = None) -> PartId | None:
        """The part of a list that a unit belongs to, as it was opened or later placed."""
        said = self.placed.get(unit, Timeline()).at(known=known)
        return said.value.part if said is not None else self.units[unit].part

    def origin_of(
        self, unit: UnitId, as_of: date | None = None, known: Seq | None = None
    ) -> OriginEstablished | None:
        """The origin established for a unit; an early entry may carry one without papers of its own."""
        said = self.origins.get(unit)
        entry = said.at(as_of, known) if said is not None else None
        if entry is not None:
            return entry.value
        early = self.units[unit].origin
        return OriginEstablished(unit=unit, origin=early) if early and said is None else None


def evolve(state: Register, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:  # what there is most of comes first
        case StandingStated(unit=unit, corrects=corrects) as fact:
            enter(state.standings, unit, seq, effective, fact, corrects)
        case FilingEntered(key=key, identity=identity) as fact:
            filing = identity or key
            enter(state.filings, filing, seq, effective, fact)
            enter(state.numbers, key, seq, effective, filing)
        case FilingCorrected(key=key) as fact:
            entered = state.filings[key]
            said = msgspec.structs.replace(
                entered.entries[-1].value, filed_on=fact.filed_on, filed_t=fact.filed_t, issuer=fact.issuer
            )
            state.filings.put(key, entered.add(seq, effective, said))
        case FilingRenumbered() as fact:
            _renumber(state, recorded, fact)
        case FilingVoided(filing=filing) as fact:
            _free_number(state, filing, seq)
            for entry in state.filings[filing].entries:
                state.filings.put(filing, state.filings[filing].close(seq, entry.seq))
            state.voided.put(filing, fact)
        case UnitOpened(unit=unit) as fact:
            state.units.put(unit, fact)
        case UnitPlaced(unit=unit) as fact:
            enter(state.placed, unit, seq, effective, fact)
        case OriginEstablished(unit=unit, corrects=corrects) as fact:
            enter(state.origins, unit, seq, effective, fact, corrects)
        case UnitSplit() as fact:
            _split(state, fact)
        case other:
            assert_never(other)


def _renumber(state: Register, recorded: Recorded[AnyFact], fact: FilingRenumbered) -> None:
    """A number is what a paper says: for whoever knows, it was so on every day, and another paper's is free."""
    seq, filing = recorded.seq, fact.filing
    _free_number(state, filing, seq)
    numbers = state.numbers.get(fact.key, Timeline())
    state.numbers.put(fact.key, numbers.add(seq, recorded.effective, filing))
    past = state.filings[filing]
    for entry in past.known():
        said = msgspec.structs.replace(entry.value, number=fact.number, key=fact.key, identity=filing)
        past = past.add(seq, entry.effective, said, corrects=entry.seq)
    state.filings.put(filing, past)
    state.renumbered.put(filing, fact)


def _free_number(state: Register, filing: str, seq: Seq) -> None:
    key = state.filings[filing].known()[-1].value.key
    numbers = state.numbers[key]
    for entry in numbers.known():
        numbers = numbers.close(seq, entry.seq)
    state.numbers.put(key, numbers)


def _split(state: Register, fact: UnitSplit) -> None:
    """The new unit has everything of the old one but its name, its oven and its tonnes."""
    parent = state.units[fact.unit]
    state.units.put(
        fact.into,
        msgspec.structs.replace(parent, unit=fact.into, transfers=fact.taken, facility=fact.facility),
    )
    if fact.unit in state.placed:
        state.placed.put(fact.into, state.placed[fact.unit])
    if fact.unit in state.origins:
        state.origins.put(fact.into, state.origins[fact.unit])
    state.splits.put(fact.into, fact)
