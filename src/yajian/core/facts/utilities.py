"""气源等供应: what a facility gives others, who uses it, what takes its place from which day on, and when the season is.

Amounts are whole numbers of the base unit, a day: the plan's 万立方米/日 is ten thousand of these. Facts here are stored for
ever; add fields with defaults.
"""

from datetime import date
from typing import assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import CountyId, DocumentNo, EnterpriseId, Fact, PartId, Recorded


class UtilitiesFact(Fact, frozen=True):
    """Marks this file's facts."""


class SupplyStated(UtilitiesFact, frozen=True, kw_only=True, tag="utilities.supply-stated/1"):
    """登记供应量: from the effective day this facility, or the whole enterprise, gives so much a day to others."""

    utility: str
    enterprise: EnterpriseId
    part: PartId  # empty with a facility: its id in the ledger
    facility: str  # empty: the whole enterprise
    per_day: int
    unit: str
    document: DocumentNo


class DemandStated(UtilitiesFact, frozen=True, kw_only=True, tag="utilities.demand-stated/1"):
    """登记用户用量: who of this class takes so much a day from the enterprise, outside the season and within it."""

    utility: str
    enterprise: EnterpriseId  # who supplies
    consumer: str  # the plan's class
    label: str
    who: str
    per_day: int
    season_per_day: int
    unit: str
    document: DocumentNo


class SeasonEntered(UtilitiesFact, frozen=True, kw_only=True, tag="utilities.season-entered/1"):
    """登记采暖期: in this county the season of high use runs from the one day to the other, both included."""

    utility: str
    county: CountyId
    begins: date
    ends: date
    document: DocumentNo


class AlternativeStated(UtilitiesFact, frozen=True, kw_only=True, tag="utilities.alternative-stated/1"):
    """登记替代来源: it can give so much a day from a day on; without a paper that proves it, it is planned and counts 0."""

    utility: str
    enterprise: EnterpriseId  # whose consumers it serves
    name: str
    per_day: int
    unit: str
    from_on: date
    until: date | None
    proof: DocumentNo | None


class InterruptionAgreed(UtilitiesFact, frozen=True, kw_only=True, tag="utilities.interruption-agreed/1"):
    """登记停供协议: this consumer agreed to do without from a day on."""

    utility: str
    enterprise: EnterpriseId
    consumer: str
    who: str
    from_on: date
    until: date | None
    document: DocumentNo


AnyFact = SupplyStated | DemandStated | SeasonEntered | AlternativeStated | InterruptionAgreed

Source = tuple[str, EnterpriseId, PartId, str]  # utility, enterprise, part, facility
User = tuple[str, EnterpriseId, str, str]  # utility, enterprise, class, who
Other = tuple[str, EnterpriseId, str]  # utility, enterprise, name


class Utilities(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    supplies: Table[Source, Timeline[SupplyStated]] = msgspec.field(default_factory=Table)
    demands: Table[User, Timeline[DemandStated]] = msgspec.field(default_factory=Table)
    seasons: Table[tuple[str, CountyId], Timeline[SeasonEntered]] = msgspec.field(default_factory=Table)
    alternatives: Table[Other, Timeline[AlternativeStated]] = msgspec.field(default_factory=Table)
    agreements: Table[User, Timeline[InterruptionAgreed]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Utilities":
        return Utilities(
            supplies=self.supplies.branch(),
            demands=self.demands.branch(),
            seasons=self.seasons.branch(),
            alternatives=self.alternatives.branch(),
            agreements=self.agreements.branch(),
        )


def evolve(state: Utilities, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case SupplyStated() as fact:
            source = (fact.utility, fact.enterprise, fact.part, fact.facility)
            enter(state.supplies, source, seq, effective, fact)
        case DemandStated() as fact:
            user = (fact.utility, fact.enterprise, fact.consumer, fact.who)
            enter(state.demands, user, seq, effective, fact)
        case SeasonEntered() as fact:
            enter(state.seasons, (fact.utility, fact.county), seq, effective, fact)
        case AlternativeStated() as fact:
            enter(state.alternatives, (fact.utility, fact.enterprise, fact.name), seq, effective, fact)
        case InterruptionAgreed() as fact:
            user = (fact.utility, fact.enterprise, fact.consumer, fact.who)
            enter(state.agreements, user, seq, effective, fact)
        case other:
            assert_never(other)
