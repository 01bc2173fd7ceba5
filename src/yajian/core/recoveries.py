"""What a county that missed its task would have to give back, under every reading of the clause at once (五(五)5).

A firm that finished owes nothing: only the county's unfinished tonnes count, at each unit's own rate. A date on or
before the plan was issued takes nothing back. Until a paper confirms one reading they only stand side by side.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

import msgspec

from yajian.core import entitlements
from yajian.core.entitlements import Price
from yajian.core.facts.clawbacks import Level
from yajian.core.facts.targets import Event, PartListed
from yajian.core.plan import ClawbackReading, Plan, Rate
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import Programme
from yajian.core.rules import clawbacks, closure, payments, targets
from yajian.core.rules.clawbacks import Standing as Matter
from yajian.core.words import Answer, CountyId, Fen, PartId, Seq, Tonnes, UnitId, Verdict, yuan_of


class Product(msgspec.Struct, frozen=True, kw_only=True):
    """Tonnes × rate of one unit of a county's task; of a part without units, of the part, at any rate the plan states."""

    listed: PartListed
    unit: UnitId | None
    tonnes: Tonnes
    low_rate_fen: Fen  # per tonne
    high_rate_fen: Fen
    answer: Answer  # whether one rate is its own: 符合; 不符合 where none is due, and it comes to nothing
    late: bool  # its part is past its day and not done

    @property
    def priced(self) -> bool:
        """Whether any rate that may be its own has a figure: else there is no product, and none is added."""
        return bool(self.high_rate_fen)

    @property
    def low_fen(self) -> Fen:
        return Fen(self.tonnes * self.low_rate_fen)

    @property
    def high_fen(self) -> Fen:
        return Fen(self.tonnes * self.high_rate_fen)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One reading, worked out, less what is back already; low and high differ where a rate is not settled.

    It is the products it counts, times its factor, no more than its cap, less what is back.
    """

    id: str
    label: str
    base: Literal["unfinished", "county_task"]
    factor: int
    gross_low_fen: Fen  # before cap and what is back
    gross_high_fen: Fen
    cap_fen: Fen | None  # what was paid, where that is the limit
    low_fen: Fen
    high_fen: Fen

    @property
    def amount_fen(self) -> Fen | None:
        return self.low_fen if self.low_fen == self.high_fen else None


class AtLevel(msgspec.Struct, frozen=True, kw_only=True):
    """One level's money: what went to a county's firms and stayed there, and what the county gave back."""

    level: Level
    paid_fen: Fen
    back_fen: Fen  # in every matter it had

    @property
    def beyond_fen(self) -> Fen:
        """多收: a payment that the bank sent back after the county had given its money back leaves it too much."""
        return Fen(max(self.back_fen - self.paid_fen, 0))


class Recovery(msgspec.Struct, frozen=True, kw_only=True):
    """A county as of a day."""

    county: CountyId
    task: tuple[PartListed, ...]
    unfinished: tuple[PartListed, ...]  # past their day, and not done by the plan's own verb
    products: tuple[Product, ...]  # of the whole task, in the order of the lists
    levels: tuple[AtLevel, ...]  # that are taken back
    readings: tuple[Reading, ...]
    shown: str  # the reading shown before one is confirmed
    confirmed: str | None
    missed: Verdict

    @property
    def paid_fen(self) -> Fen:
        """Of the levels taken back, to the units of the county's parts."""
        return Fen(sum(one.paid_fen for one in self.levels))

    @property
    def back_fen(self) -> Fen:
        """What the county has given back of that. What it gave beyond goes back to it, and is set against nothing."""
        return Fen(sum(one.back_fen - one.beyond_fen for one in self.levels))

    @property
    def beyond_fen(self) -> Fen:
        return Fen(sum(one.beyond_fen for one in self.levels))

    @property
    def unfinished_t(self) -> Tonnes:
        return Tonnes(sum(one.tonnes for one in self.unfinished))

    def reading(self, id: str | None) -> Reading | None:
        return next((one for one in self.readings if one.id == id), None)


def recovery(
    plan: Plan, programme: Programme, county: CountyId, as_of: date, known: Seq | None = None
) -> Recovery:
    """What stands for one county on a day. No reading where the plan has no rule for taking back."""
    rule = plan.compensation.clawback
    task = tuple(one for one in targets.counted(programme, as_of, known) if one.county == county)
    unfinished = tuple(one for one in task if _missed(programme, one, as_of, known))
    products = tuple(
        _products(plan, programme, task, frozenset(one.part for one in unfinished), as_of, known)
    )
    found = Recovery(
        county=county,
        task=task,
        unfinished=unfinished,
        products=products,
        levels=at_levels(plan, programme, county, as_of, known),
        readings=(),
        shown=(rule.shown.value or "") if rule is not None else "",
        confirmed=rule.confirmed.value if rule is not None else None,
        missed=_verdict(plan, programme, county, unfinished, as_of),
    )
    readings = (
        _reading(one, products, found.paid_fen, found.back_fen)
        for one in (rule.readings if rule is not None else ())
    )
    return msgspec.structs.replace(found, readings=tuple(readings))


def at_levels(
    plan: Plan, programme: Programme, county: CountyId, as_of: date, known: Seq | None = None
) -> tuple[AtLevel, ...]:
    """Each level that is taken back, as it stands for one county on a day."""
    rule = plan.compensation.clawback
    parts = frozenset(one.part for one in targets.counted(programme, as_of, known) if one.county == county)
    paid = _paid(programme, parts, as_of, known)
    return tuple(
        AtLevel(
            level=level,
            paid_fen=Fen(paid.get(level, 0)),
            back_fen=clawbacks.received_fen(programme, county, as_of, known, level),
        )
        for level in (rule.levels if rule is not None else ())
    )


def at_level(plan: Plan, programme: Programme, county: CountyId, level: Level, as_of: date) -> AtLevel:
    """One level that is taken back."""
    return next(one for one in at_levels(plan, programme, county, as_of) if one.level == level)


class Beyond(msgspec.Struct, frozen=True, kw_only=True):
    """多收: so much came in for a level under a matter, beyond what is paid of it now, and goes back to the county."""

    matter: Matter
    level: Level
    paid_fen: Fen
    back_fen: Fen
    amount_fen: Fen
    since: date  # of the last that came in, or of the last payment that the bank sent back


def beyond(plan: Plan, programme: Programme, as_of: date, known: Seq | None = None) -> tuple[Beyond, ...]:
    """What is to go back to counties, by the matters it came in under, the latest first."""
    by_county: dict[CountyId, list[Matter]] = {}
    for matter in clawbacks.standings(programme, as_of, known):
        if matter.kept_fen():
            by_county.setdefault(matter.fact.county, []).append(matter)
    found: list[Beyond] = []
    bounced = [
        back.effective
        for one in (payments.standings(programme, as_of, known) if by_county else ())
        for back in one.returns
    ]
    for county, matters in by_county.items():
        for one in at_levels(plan, programme, county, as_of, known):
            left_fen = one.beyond_fen
            for matter in reversed(matters):
                mine = min(left_fen, matter.kept_fen(one.level))
                left_fen = Fen(left_fen - mine)
                if mine:
                    found.append(
                        Beyond(
                            matter=matter,
                            level=one.level,
                            paid_fen=one.paid_fen,
                            back_fen=one.back_fen,
                            amount_fen=mine,
                            since=max([matter.last.effective, *bounced]),
                        )
                    )
    return tuple(found)


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """Why nothing can be asked of a county yet, and what would help."""

    finding: str
    remedy: str


def unasked(now: Recovery, matter: Matter | None) -> Missing | None:
    """None where the county may be asked: an opinion waits, a reading is confirmed, and it comes to one amount."""
    if matter is None or matter.stage != "待通知":
        said = (
            f"收回意见（第{matter.seq}条）{matter.stage}" if matter is not None else "没有等待通知的收回意见"
        )
        return Missing(finding=said, remedy="请先由提出意见的单位起草、登记收回意见")
    reading = now.reading(now.confirmed)
    if reading is None:
        beside = "、".join(one.label for one in now.readings)
        return Missing(
            finding=f"金额口径还没有凭文件确认，现在并列的算法有：{beside}",
            remedy="请凭文件答复这一待明确事项，写明采用哪一种算法",
        )
    if not now.unfinished:
        return Missing(
            finding="现在没有到期未完成的分项",
            remedy="已经完成的不再通知；确需收回的先由提出意见的单位重新提出",
        )
    if not reading.amount_fen:
        return Missing(
            finding=f"“{reading.label}”算得 {yuan_of(reading.low_fen)} 元至 {yuan_of(reading.high_fen)} 元",
            remedy="请先认定未完成产能的来源，标准定了再通知"
            if reading.high_fen
            else "没有可收回的：省市资金还没有下达过，或者已经全部收回",
        )
    return None


def _paid(programme: Programme, parts: frozenset[PartId], as_of: date, known: Seq | None) -> dict[Level, int]:
    """What went out for the units of some parts and did not come back, by level."""
    found: dict[Level, int] = {}
    for one in payments.standings(programme, as_of, known):
        if one.stage == "已下达":
            for line in one.stands:
                if programme.register.part_of(line.unit, known) in parts:
                    found[line.level] = found.get(line.level, 0) + line.amount_fen
    return found


def _missed(programme: Programme, listed: PartListed, as_of: date, known: Seq | None) -> bool:
    """Its day is over, it was not a day on or before the issue, and the plan's verb is not true of it."""
    fixed = targets.fixed(programme, as_of, known)
    batches = {one.id: one for one in fixed.value.batches} if fixed is not None else {}
    batch = batches.get(listed.batch) if listed.batch is not None else None
    due = listed.due or (batch.due if batch is not None else None)
    if due is None or due >= as_of or (batch is not None and batch.on_or_before_issue):
        return False
    event: Event | None = batch.judged_by if batch is not None else listed.judged_by
    if event is None:
        return False
    standing = closure.standing(
        programme, closure.in_pieces(programme, listed, as_of, known), (), as_of, known
    )
    return standing.on(event) is None


def _products(
    plan: Plan,
    programme: Programme,
    task: tuple[PartListed, ...],
    late: frozenset[PartId],
    as_of: date,
    known: Seq | None,
) -> Iterator[Product]:
    units: dict[PartId, list[Price]] = {}
    for one in entitlements.prices(plan, programme, as_of, known):
        units.setdefault(one.part, []).append(one)
    stated = [
        one for one in (plan.compensation.lowest_rate, plan.compensation.highest_rate) if one is not None
    ]
    for listed in task:
        for price in units.get(listed.part, ()):
            yield _product(
                listed, price.unit, price.tonnes, price.rates, price.verdict.answer, listed.part in late
            )
        if listed.part not in units and stated:
            yield _product(listed, None, listed.tonnes, stated, Answer.UNDETERMINED, listed.part in late)


def _product(
    listed: PartListed,
    unit: UnitId | None,
    tonnes: Tonnes,
    rates: Sequence[Rate],
    answer: Answer,
    late: bool,
) -> Product:
    fen = [one.rate_fen_per_t.value or 0 for one in rates]
    return Product(
        listed=listed,
        unit=unit,
        tonnes=tonnes,
        low_rate_fen=Fen(min(fen, default=0)),
        high_rate_fen=Fen(max(fen, default=0)),
        answer=answer,
        late=late,
    )


def _reading(
    reading: ClawbackReading, products: tuple[Product, ...], paid_fen: Fen, back_fen: Fen
) -> Reading:
    counted = [one for one in products if one.late or reading.base == "county_task"]
    gross = [
        Fen(sum(each) * reading.factor)
        for each in ([one.low_fen for one in counted], [one.high_fen for one in counted])
    ]
    cap_fen = paid_fen if reading.capped_by_paid else None
    low, high = (max((one if cap_fen is None else min(one, cap_fen)) - back_fen, 0) for one in gross)
    return Reading(
        id=reading.id,
        label=reading.label,
        base=reading.base,
        factor=reading.factor,
        gross_low_fen=gross[0],
        gross_high_fen=gross[1],
        cap_fen=cap_fen,
        low_fen=Fen(low),
        high_fen=Fen(high),
    )


def _verdict(
    plan: Plan, programme: Programme, county: CountyId, unfinished: tuple[PartListed, ...], as_of: date
) -> Verdict:
    """县（市）到期未完成: a fact, not a forecast."""
    return Verdict(
        label="到期未完成",
        answer=Answer.PASS if unfinished else Answer.FAIL,
        finding="；".join(f"{one.part} {one.tonnes}吨未完成" for one in unfinished)
        or f"{plan.county_name(county)}到{as_of.isoformat()}没有到期未完成的分项",
        rule="recoveries.missed",
        revision=programme.charter.revision,
        clauses=clauses_for(plan, "county_task_unmet_after_due"),
    )
