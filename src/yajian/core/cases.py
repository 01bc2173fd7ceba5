"""What a gate is asked about, and what the area that keeps a thing answers when a condition needs it.

Areas do not know each other: each answers for its own needs, in `NEEDS`, and `gates` puts the answers together.
"""

from collections.abc import Callable, Mapping
from datetime import date

import msgspec

from yajian.core.facts.targets import PartListed
from yajian.core.plan import GateCondition, Plan
from yajian.core.plan.conditions import Released
from yajian.core.plan.needs import Need
from yajian.core.programme import Programme
from yajian.core.words import Answer, CountyId, EnterpriseId, FacilityId, PartId, Seq, UnitId


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One oven, or one piece of an approved method, of one listed part; or the whole part, where no oven is named."""

    listed: (
        PartListed  # as it is counted: with the pieces of an approved method where the list names no ovens
    )
    facility: str  # as the list or the method names it; empty for the whole part
    id: FacilityId | None  # its id in the ledger, where somebody bound the name to one
    enterprise: EnterpriseId  # who answers for it now: the listed enterprise, or what it merged into
    firms: frozenset[EnterpriseId]  # every enterprise it may have been entered under
    on: date  # the day that is asked about
    as_of: date  # what was recorded as true by this day
    known: Seq | None = None  # and learned by here
    signers: tuple[str, ...] = ()  # of the opinion about to be entered, where that is what is asked about
    releases: Released | None = None  # what the gate that asks would release
    units: tuple[UnitId, ...] = ()  # what money is asked for, where that is what is asked about
    papers: tuple[str, ...] = ()  # what the papers about to be entered with it show
    names: frozenset[tuple[PartId, str]] = (
        frozenset()
    )  # all it was ever listed as, and its id under no part: records stand under any
    ovens: tuple[
        FacilityId, ...
    ] = ()  # where the list names none: those of the enterprise it may lie in, by the ledger

    @property
    def places(self) -> frozenset[tuple[PartId, str]]:
        """Where a record of it may stand."""
        return self.names | {(self.part, self.facility)}

    @property
    def part(self) -> PartId:
        return self.listed.part

    @property
    def county(self) -> CountyId | None:
        return self.listed.county


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One answer with what was seen. Undetermined names what is missing, and so may what
    is not met; both others name what was looked at."""

    answer: Answer
    finding: str
    missing: tuple[str, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    remedy: str = ""
    asks: str = ""  # the command that would help, by its tag


def met(finding: str, *inputs: tuple[str, str]) -> Found:
    return Found(answer=Answer.PASS, finding=finding, inputs=inputs)


def unmet(
    finding: str,
    remedy: str,
    *inputs: tuple[str, str],
    asks: str = "",
    missing: tuple[str, ...] = (),
) -> Found:
    return Found(
        answer=Answer.FAIL, finding=finding, missing=missing, remedy=remedy, inputs=inputs, asks=asks
    )


def lacking(
    finding: str, missing: tuple[str, ...], remedy: str, *inputs: tuple[str, str], asks: str = ""
) -> Found:
    return Found(
        answer=Answer.UNDETERMINED,
        finding=finding,
        missing=missing,
        remedy=remedy,
        inputs=inputs,
        asks=asks,
    )


Asked = Callable[[Plan, Programme, GateCondition, Case], Found]
Needs = Mapping[Need, Asked]
