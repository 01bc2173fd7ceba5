"""供应平衡: what is left when a facility stops, against what each class of consumers needs, the first in order first.

What merely is planned counts nothing, and a season nobody entered leaves the answer open: a year's average hides the winter.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from yajian.core.cases import Case, Found, Needs, lacking, met, unmet
from yajian.core.facts.utilities import (
    AlternativeStated,
    DemandStated,
    InterruptionAgreed,
    SeasonEntered,
    SupplyStated,
)
from yajian.core.history import Entry, Timeline
from yajian.core.plan import GateCondition, Plan
from yajian.core.plan.care import Consumer, Utility
from yajian.core.plan.entering import LARGEST
from yajian.core.programme import Programme
from yajian.core.words import CountyId, DocumentNo, EnterpriseId, PartId, Seq

_DOWN = ("stopped", "shut", "dismantled")
_YEAR = timedelta(days=365)
_DAY = timedelta(days=1)
_NUMBER = re.compile(r"[0-9０-９]{1,16}(\.[0-9０-９]{1,16})?")  # full width as forms are typed; no exponents
_PREFIXES = {"万": 10_000, "千": 1_000}


class Measure(msgspec.Struct, frozen=True):
    """How a utility is written and kept: 万立方米/日 is ten thousand 立方米/日."""

    symbol: str
    base: str
    factor: int

    def read(self, written: str) -> int | None:
        """The whole number of base units, or nothing where it is not one, or less than none."""
        if not _NUMBER.fullmatch(written.strip()):
            return None
        scaled = Decimal(written.strip()) * self.factor
        return int(scaled) if scaled <= LARGEST and scaled == int(scaled) else None

    def shown(self, amount: int) -> str:
        return format((Decimal(amount) / self.factor).normalize(), "f")


def measure(utility: Utility) -> Measure:
    symbol = utility.unit.value or ""
    factor = _PREFIXES.get(symbol[:1], 1)
    return Measure(symbol, symbol[1:] if factor > 1 else symbol, factor)


class ClassLine(msgspec.Struct, frozen=True, kw_only=True):
    """One class in one stretch of days: what it needs, what is there for it, and what is over or short."""

    consumer: str
    label: str
    needed: int
    available: int

    @property
    def balance(self) -> int:
        return self.available - self.needed


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Days in which nothing changes, both ends included."""

    begins: date
    ends: date
    in_season: bool
    available: int
    classes: tuple[ClassLine, ...]

    @property
    def short(self) -> tuple[ClassLine, ...]:
        return tuple(one for one in self.classes if one.balance < 0)


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """All that is recorded of one utility of some firms, as of a day."""

    supplies: tuple[Entry[SupplyStated], ...]
    demands: tuple[Entry[DemandStated], ...]
    alternatives: tuple[Entry[AlternativeStated], ...]
    agreements: tuple[Entry[InterruptionAgreed], ...]
    seasons: tuple[Entry[SeasonEntered], ...]  # of the county, by their days

    @property
    def seasonal(self) -> bool:
        return any(one.value.per_day != one.value.season_per_day for one in self.demands)


class Balance(msgspec.Struct, frozen=True, kw_only=True):
    """What comes of a stop on a day, up to the end of the season it falls in or before."""

    utility: Utility
    measure: Measure
    kept: Kept
    stops: int  # what ends with the facility
    remains: int  # what the enterprise's other facilities go on giving
    stretches: tuple[Stretch, ...]

    @property
    def short(self) -> bool:
        return any(one.short for one in self.stretches)


def kept(
    programme: Programme,
    utility: str,
    firms: frozenset[EnterpriseId],
    county: CountyId | None,
    as_of: date | None = None,
    known: Seq | None = None,
) -> Kept:
    state = programme.utilities
    seasons = state.seasons.get((utility, county), Timeline()) if county is not None else Timeline()
    entered = [one for one in seasons.known(known) if as_of is None or one.effective <= as_of]
    latest = {one.value.begins.year: one for one in sorted(entered, key=lambda one: one.seq)}
    return Kept(
        supplies=tuple(_of(state.supplies, utility, firms, as_of, known)),
        demands=tuple(_of(state.demands, utility, firms, as_of, known)),
        alternatives=tuple(_of(state.alternatives, utility, firms, as_of, known)),
        agreements=tuple(_of(state.agreements, utility, firms, as_of, known)),
        seasons=tuple(sorted(latest.values(), key=lambda one: one.value.begins)),
    )


def _of(
    lines: "Mapping[tuple, Timeline]",  # type: ignore[type-arg]
    utility: str,
    firms: frozenset[EnterpriseId],
    as_of: date | None,
    known: Seq | None,
) -> "Iterator[Entry]":  # type: ignore[type-arg]
    for key, line in lines.items():
        if key[0] == utility and key[1] in firms and (entry := line.at(as_of, known)) is not None:
            yield entry


def balance(
    programme: Programme,
    utility: Utility,
    found: Kept,
    stopping: frozenset[tuple[PartId, str]] | None,
    on: date,
    as_of: date,
    known: Seq | None = None,
) -> Balance:
    """What is left from `on` when these facilities stop; None stops all that the firms give."""
    ends = [one for one in found.supplies if _stops(one.value, stopping)]
    stay = [
        one
        for one in found.supplies
        if one not in ends and not _stands_still(programme, one.value, as_of, known)
    ]
    remains = sum(one.value.per_day for one in stay)
    return Balance(
        utility=utility,
        measure=measure(utility),
        kept=found,
        stops=sum(one.value.per_day for one in ends),
        remains=remains,
        stretches=tuple(_joined(_stretches(utility, found, remains, on))),
    )


def _stops(supply: SupplyStated, stopping: frozenset[tuple[PartId, str]] | None) -> bool:
    """An amount stated for the whole enterprise ends with the first facility that stops: nobody said what stays."""
    return stopping is None or not supply.facility or (supply.part, supply.facility) in stopping


def _stands_still(programme: Programme, supply: SupplyStated, as_of: date, known: Seq | None) -> bool:
    conditions = programme.closures.conditions.get((supply.part, supply.facility), Timeline())
    entry = conditions.at(as_of, known)
    return entry is not None and entry.value.counts_as in _DOWN


def season(found: Kept, on: date) -> SeasonEntered | None:
    """The season a day falls in, or the next one entered."""
    return next((one.value for one in found.seasons if one.value.ends >= on), None)


def _stretches(utility: Utility, found: Kept, remains: int, on: date) -> Iterator[Stretch]:
    next_season = season(found, on)
    last = next_season.ends if next_season is not None else on + _YEAR
    spans = [(one.value.from_on, one.value.until) for one in found.alternatives]
    spans += [(one.value.from_on, one.value.until) for one in found.agreements]
    if next_season is not None:
        spans.append((next_season.begins, next_season.ends))
    turns = {on, *(begins for begins, _ in spans), *(ends + _DAY for _, ends in spans if ends is not None)}
    begins = sorted(day for day in turns if on <= day <= last)
    for first, after in zip(begins, [*(day - _DAY for day in begins[1:]), last], strict=True):
        yield _stretch(utility, found, remains, first, after, next_season)


def _stretch(
    utility: Utility, found: Kept, remains: int, begins: date, ends: date, next_season: SeasonEntered | None
) -> Stretch:
    in_season = next_season is not None and next_season.begins <= begins <= next_season.ends
    there = remains + sum(counted(one.value, begins) for one in found.alternatives)
    left, classes = there, []
    for consumer in sorted(utility.consumers, key=_order):
        needed = sum(
            one.value.season_per_day if in_season else one.value.per_day
            for one in found.demands
            if one.value.consumer == consumer.id and not _agreed(found, one.value, begins)
        )
        classes.append(ClassLine(consumer=consumer.id, label=consumer.label, needed=needed, available=left))
        left = max(left - needed, 0)
    return Stretch(begins=begins, ends=ends, in_season=in_season, available=there, classes=tuple(classes))


def _order(consumer: Consumer) -> int:
    """Residents first, as the plan has it; a class without a place in the order comes last."""
    priority = consumer.priority.value if consumer.priority is not None else None
    return priority if priority is not None else 99


def counted(one: AlternativeStated, day: date) -> int:
    """What an alternative gives on a day: nothing without its proof, before it begins, or after it ends."""
    if one.proof is None or day < one.from_on or (one.until is not None and day > one.until):
        return 0
    return one.per_day


def _agreed(found: Kept, demand: DemandStated, day: date) -> bool:
    return any(
        (one.value.enterprise, one.value.consumer, one.value.who)
        == (demand.enterprise, demand.consumer, demand.who)
        and one.value.from_on <= day
        and (one.value.until is None or day <= one.value.until)
        for one in found.agreements
    )


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Neighbours in which the same is so are one."""
    held: Stretch | None = None
    for one in stretches:
        if held is not None and (held.in_season, held.classes) == (one.in_season, one.classes):
            held = msgspec.structs.replace(held, ends=one.ends)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


# What a gate asks of this area --------------------------------------------------------------------


def _covered(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """供应没有缺口: every class on every day from the planned one to the end of the season."""
    name = condition.utility or next(iter(plan.utilities), "")
    utility = plan.utilities.get(name)
    if utility is None:
        return lacking("待定：方案没有写是哪一种供应", ("供应的种类",), "请先明确方案")
    found = kept(programme, name, case.firms, case.county, case.as_of, case.known)
    return _lacks(utility, found, case) or _told(utility, programme, found, case)


def _lacks(utility: Utility, found: Kept, case: Case) -> Found | None:
    """What has to be recorded before a balance can be struck."""
    if not _supplies(found, case):
        what = f"{case.facility or f'分项{case.part}'}的对外供应量"
        return lacking(
            f"待定：还没有登记{what}",
            (what,),
            "请企业填报、县（市）登记；不对外供应的，凭县（市）的文件登记为 0",
            asks="utilities.state-supply",
        )
    if not any(one.value.per_day for one in _supplies(found, case)):
        return met(f"{case.facility or case.part}不对外供应{utility.label}")
    unsaid = "、".join(unstated(utility, found))
    if unsaid:
        return lacking(
            f"待定：还没有登记{utility.label}的{unsaid}用量",
            (f"{unsaid}的用户和用量",),
            "请逐类、逐个登记用量；没有这一类用户的，凭县（市）的文件登记为 0",
            asks="utilities.state-demand",
        )
    if found.seasonal and season(found, case.on) is None:
        return lacking(
            "待定：还没有登记采暖期的起止，算不出冬季的缺口",
            ("采暖期起止",),
            "请登记当地采暖期",
            asks="utilities.enter-season",
        )
    return None


def unstated(utility: Utility, found: Kept) -> Iterator[str]:
    """The classes of which nobody said what they take; none is an answer, written as 0."""
    said = {one.value.consumer for one in found.demands}
    return (one.label for one in sorted(utility.consumers, key=_order) if one.id not in said)


def proven_by(programme: Programme, utility: str, proof: DocumentNo) -> Iterator[AlternativeStated]:
    """What now rests on a certificate."""
    for (name, _, _), line in programme.utilities.alternatives.items():
        stated = line.at()
        if name == utility and stated is not None and stated.value.proof == proof:
            yield stated.value


def _supplies(found: Kept, case: Case) -> tuple[Entry[SupplyStated], ...]:
    stopping = case.places if case.facility else None
    return tuple(one for one in found.supplies if _stops(one.value, stopping))


def _told(utility: Utility, programme: Programme, found: Kept, case: Case) -> Found:
    stopping = case.places if case.facility else None
    struck = balance(programme, utility, found, stopping, case.on, case.as_of, case.known)
    seen = tuple(rows(struck))
    if struck.short:
        return unmet(
            f"{utility.label}有缺口：" + "；".join(gaps(struck)),
            "请落实替代来源并附证明，或与用户签停供协议；规划中的不计",
            *seen,
            asks="utilities.state-alternative",
        )
    return met(f"{case.on.isoformat()}停供以后各类用户都没有缺口", *seen)


def gaps(struck: Balance) -> Iterator[str]:
    """居民 2020-10-25 至 2020-10-31 缺 5 万立方米/日, class by class."""
    unit = struck.measure
    for consumer in struck.utility.consumers:
        for one in struck.stretches:
            for line in one.short:
                if line.consumer == consumer.id:
                    begins, ends, amount = one.begins.isoformat(), one.ends.isoformat(), -line.balance
                    yield f"{line.label} {begins} 至 {ends} 缺 {unit.shown(amount)} {unit.symbol}"


def rows(struck: Balance) -> Iterator[tuple[str, str]]:
    """The table, a line a stretch, as it is kept with the paper."""
    unit = struck.measure
    for one in struck.stretches:
        told = "，".join(
            f"{line.label}需 {unit.shown(line.needed)}，{'余' if line.balance >= 0 else '缺'} {unit.shown(abs(line.balance))}"
            for line in one.classes
        )
        yield (
            f"{one.begins.isoformat()} 至 {one.ends.isoformat()}",
            f"可供 {unit.shown(one.available)}{unit.symbol}：{told}",
        )


NEEDS: Needs = {"utility_covered": _covered}
