"""Units of capacity (产能单元): which filing they rest on, and how their tonnes stand.

Facts here are stored for ever. Every tonne moves by a two-sided transfer; nothing is set.
"""

from datetime import date
from enum import Enum
from typing import assert_never

import msgspec

from yajian.core.history import Table
from yajian.core.words import EnterpriseId, Fact, PartId, Recorded, Seq, Tonnes, UnitId


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


class Transfer(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """So many tonnes of a unit go from one account to another of the same ledger."""

    source: Account
    target: Account
    tonnes: Tonnes


class RegisterFact(Fact, frozen=True):
    """Marks this file's facts."""


class UnitOpened(RegisterFact, frozen=True, kw_only=True, tag="register.unit-opened/1"):
    """登记产能单元: these tonnes stand on this filing document."""

    unit: UnitId
    enterprise: EnterpriseId
    filing_no: str
    filed_on: date
    transfers: tuple[Transfer, ...]
    part: PartId | None = None  # the list part it belongs to, if it is listed
    facility: str = ""
    origin: str = ""  # 产能来源, as evidenced; empty: not established


class StandingStated(RegisterFact, frozen=True, kw_only=True, tag="register.standing-stated/1"):
    """核定产能现状: how a unit's built tonnes stand: operating, stopped, or not stated."""

    unit: UnitId
    transfers: tuple[Transfer, ...]
    corrects: Seq | None = None


AnyFact = UnitOpened | StandingStated


class Register(msgspec.Struct, kw_only=True):
    """The fold's own builder. Tonnages are not here: they stand in the capacity book."""

    units: Table[UnitId, UnitOpened] = msgspec.field(default_factory=Table)

    def branch(self) -> "Register":
        return Register(units=self.units.branch())


def evolve(state: Register, recorded: Recorded[AnyFact]) -> None:
    match recorded.fact:
        case UnitOpened(unit=unit) as fact:
            state.units.put(unit, fact)
        case StandingStated():
            pass  # moves tonnes only: the book's business
        case other:
            assert_never(other)
