"""What a unit of capacity is worth: its tonnes, at the rate its origin or its facility earns, and nothing in between.

Amounts are exact: tonnes times fen per tonne. Where the rate is not settled there is a range and what is missing,
never a guess and never an average (五(五)①).
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from yajian.core import gates
from yajian.core.books import capacity
from yajian.core.cases import Found
from yajian.core.facts.register import Account
from yajian.core.facts.targets import PartListed
from yajian.core.plan import Plan, Rate
from yajian.core.programme import Programme
from yajian.core.rules import dossier, register, targets
from yajian.core.rules.register import Listings
from yajian.core.words import (
    Answer,
    CountyId,
    EnterpriseId,
    Fen,
    ListId,
    PartId,
    Seq,
    Tonnes,
    UnitId,
    Verdict,
    yuan,
)


class Price(msgspec.Struct, frozen=True, kw_only=True):
    """One unit as of a day, with every rate that may be its own. `verdict` is 符合 exactly when one is."""

    unit: UnitId
    part: PartId
    enterprise: EnterpriseId  # who holds it on that day
    county: CountyId | None
    tonnes: Tonnes
    rates: tuple[Rate, ...]  # with a figure each
    verdict: Verdict
    evidence_seq: Seq | None = None  # the entry its origin rests on

    @property
    def rate(self) -> Rate | None:
        return self.rates[0] if self.verdict.answer is Answer.PASS else None

    @property
    def amount_fen(self) -> Fen | None:
        return self._at(self.rate) if self.rate is not None else None

    @property
    def low_fen(self) -> Fen | None:
        """测算的下限; nothing where no rate has a figure."""
        return min((self._at(one) for one in self.rates), default=None)

    @property
    def high_fen(self) -> Fen | None:
        return max((self._at(one) for one in self.rates), default=None)

    def _at(self, rate: Rate) -> Fen:
        assert rate.rate_fen_per_t.value is not None  # only such are kept
        return Fen(self.tonnes * rate.rate_fen_per_t.value)


class Pending(msgspec.Struct, frozen=True, kw_only=True):
    """A part whose units do not make up its tonnes, or whose units are not all priced."""

    part: PartId
    enterprise: EnterpriseId
    finding: str
    remedy: str


def prices(
    plan: Plan, programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> tuple[Price, ...]:
    """Every unit that stands for a part of a list, in the order of the lists."""
    units, listings = _by_part(programme, known), register.listings(programme, known)
    return tuple(
        _price(plan, programme, source, unit, listed, listings, as_of, known)
        for source, listed in _listed(programme, as_of, known)
        for unit in units.get(listed.part, ())
    )


def _price(
    plan: Plan,
    programme: Programme,
    source: ListId,
    unit: UnitId,
    listed: PartListed,
    listings: Listings,
    as_of: date | None,
    known: Seq | None,
) -> Price:
    stands = capacity.balances(programme.capacity, unit, as_of, known)
    said = programme.register.origins.get(unit)
    entry = said.at(as_of, known) if said is not None else None
    verdict, rates = _rates(plan, programme, source, unit, listed, listings, as_of, known)
    return Price(
        unit=unit,
        part=listed.part,
        enterprise=dossier.successor(programme, programme.register.units[unit].enterprise, as_of, known),
        county=listed.county,
        tonnes=Tonnes(stands[Account.FILED] + stands[Account.RETIRED]),
        rates=rates,
        verdict=verdict,
        evidence_seq=entry.seq if entry is not None else None,
    )


def pending(
    plan: Plan,
    programme: Programme,
    found: tuple[Price, ...],
    as_of: date | None = None,
    known: Seq | None = None,
) -> tuple[Pending, ...]:
    """The parts that count toward the target and whose quota cannot be fixed yet."""
    by_part: dict[PartId, list[Price]] = {}
    for one in found:
        by_part.setdefault(one.part, []).append(one)
    return tuple(
        waits
        for listed in targets.counted(programme, as_of, known)
        if (waits := _pending(listed, by_part.get(listed.part, []))) is not None
    )


def _pending(listed: PartListed, mine: list[Price]) -> Pending | None:
    tonnes = sum(one.tonnes for one in mine)
    unsettled = [one.verdict for one in mine if one.verdict.answer is not Answer.PASS]
    if tonnes == listed.tonnes and not unsettled:
        return None
    return Pending(
        part=listed.part,
        enterprise=listed.enterprise,
        finding="；".join(one.finding for one in unsettled)
        if tonnes == listed.tonnes
        else f"产能单元合计{tonnes}吨，清单是{listed.tonnes}吨",
        remedy="；".join(dict.fromkeys(one.remedy for one in unsettled if one.remedy))
        if tonnes == listed.tonnes
        else "请凭备案文件登记产能单元并核定清单分项",
    )


def _listed(
    programme: Programme, as_of: date | None, known: Seq | None
) -> Iterator[tuple[ListId, PartListed]]:
    for entry in targets.lists(programme, as_of, known):
        for part in entry.value.parts:
            yield entry.value.list, targets.with_named_facilities(programme, entry, part, known)


def _by_part(programme: Programme, known: Seq | None) -> dict[PartId, list[UnitId]]:
    """In one pass over the units, so that the whole is linear."""
    found: dict[PartId, list[UnitId]] = {}
    for unit in register.units_at(programme, known=known):
        part = programme.register.part_of(unit, known)
        if part is not None:
            found.setdefault(part, []).append(unit)
    return found


def _rates(
    plan: Plan,
    programme: Programme,
    source: ListId,
    unit: UnitId,
    listed: PartListed,
    listings: Listings,
    as_of: date | None,
    known: Seq | None,
) -> tuple[Verdict, tuple[Rate, ...]]:
    """The rates that may apply, and whether that is settled."""
    rates = plan.compensation.rates
    eligible = _eligible(plan, programme, source)
    if eligible.answer is Answer.FAIL:
        return eligible, ()
    origin = register.origin_verdict(plan, programme, unit, as_of, known, listings)
    if any(one.origin is not None for one in rates):
        if origin.answer is Answer.FAIL:
            return origin, ()
        if origin.answer is Answer.PASS:
            said = register.origin_of(programme, unit, as_of, known)
            rates = tuple(one for one in rates if said is not None and one.origin in (None, said.origin))
    else:
        origin = eligible
    may, verdict = _by_facility(plan, programme, unit, listed, rates, as_of, known)
    for unsettled in (eligible, origin, verdict):
        if unsettled.answer is not Answer.PASS:
            return unsettled, may
    return verdict, may


def _by_facility(
    plan: Plan,
    programme: Programme,
    unit: UnitId,
    listed: PartListed,
    rates: tuple[Rate, ...],
    as_of: date | None,
    known: Seq | None,
) -> tuple[tuple[Rate, ...], Verdict]:
    """Of these, the ones the unit's facility is spoken of by, where a rate asks for its kind."""
    may: list[Rate] = []
    unsettled: list[str] = []
    missing: list[str] = []
    for one in rates:
        holds = _holds(plan, programme, unit, listed, one, as_of, known)
        if isinstance(holds, Found):
            unsettled.append(holds.finding.removeprefix("待定："))
            missing.extend(holds.missing)
        if holds is not False:
            may.append(one)
    named = tuple(one for one in may if one.rate_fen_per_t.value is not None)
    if unsettled:
        return named, _verdict(
            plan, programme, unit, rates, f"待定：{unsettled[0]}", tuple(missing), "请填报并认定后再定标准"
        )
    if len(may) == 1 and named:
        [rate] = named
        words = f"“{rate.label}”每吨 {yuan(rate.rate_fen_per_t.value or 0)} 元"
        return named, _verdict(plan, programme, unit, (rate,), words)
    if len(may) == 1:
        asked = may[0].rate_fen_per_t.question
        return (), _verdict(
            plan,
            programme,
            unit,
            tuple(may),
            f"待定：“{may[0].label}”的标准方案没有写明",
            (asked or may[0].label,),
            "请凭文件答复待明确事项",
        )
    words = "、".join(one.label for one in may) or "没有一个"
    return named, _verdict(
        plan,
        programme,
        unit,
        rates,
        f"待定：方案的补偿标准中可能适用的是：{words}",
        ("补偿标准",),
        "请认定产能来源，或凭文件明确适用哪个标准",
    )


def _holds(
    plan: Plan,
    programme: Programme,
    unit: UnitId,
    listed: PartListed,
    rate: Rate,
    as_of: date | None,
    known: Seq | None,
) -> bool | Found:
    if rate.when is None:
        return True
    facility = programme.register.units[unit].facility
    day = as_of or date.max
    asked = gates.case_of(programme, listed, facility, day, as_of, known)
    return gates.applies_to(plan, programme, rate.when, asked)


def _eligible(plan: Plan, programme: Programme, source: ListId) -> Verdict:
    """Whether what is on a list is compensated at all."""
    said = plan.compensation.eligible.get(source)
    if said is not None and said.value is not None:
        words = "予以补偿" if said.value else "不予补偿"
        found = _verdict(plan, programme, None, (), f"{source} 所列{words}")
        return found if said.value else msgspec.structs.replace(found, answer=Answer.FAIL)
    asked = said.question if said is not None else None
    return _verdict(
        plan,
        programme,
        None,
        (),
        f"待定：方案没有写明 {source} 所列是否补偿",
        (asked or "是否补偿",),
        "请凭文件答复待明确事项",
    )


def _verdict(
    plan: Plan,
    programme: Programme,
    unit: UnitId | None,
    rates: tuple[Rate, ...],
    finding: str,
    missing: tuple[str, ...] = (),
    remedy: str = "",
) -> Verdict:
    names = dict.fromkeys(name for one in rates for name in one.clauses) or plan.compensation.clauses
    return Verdict(
        label="补偿标准",
        answer=Answer.UNDETERMINED if missing else Answer.PASS,
        finding=finding,
        rule="entitlements.rate",
        revision=programme.charter.revision,
        clauses=tuple(plan.clauses[name] for name in names),
        inputs=(("产能单元", unit),) if unit is not None else (),
        missing=missing,
        remedy=remedy,
    )
