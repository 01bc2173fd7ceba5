"""补偿资金一览: one line a unit, from its rate to its last fen; the versions; what each level raised and paid.

One table for pages, papers, the command line and stories. Money is in whole fen.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from yajian.core import entitlements
from yajian.core.books import money
from yajian.core.books.money import Purse
from yajian.core.entitlements import Grounds, Hold, Price
from yajian.core.facts.payments import Level
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports.reopened import Reopened, reopened
from yajian.core.reports.wording import wan_t, wan_yuan, yuan
from yajian.core.rules import applications, auditplans, dossier, payments
from yajian.core.rules import quotas as rules
from yajian.core.rules.quotas import Version
from yajian.core.words import CountyId, Fen, Seq, Tonnes, UnitId


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One unit with all that was decided of its money."""

    price: Price
    enterprise_name: str
    county_name: str
    quota_fen: Fen | None  # as the province agreed to it
    drawn_fen: Fen | None  # as the last version has it, agreed to or not
    application: str  # where it stands, in words; empty: none
    application_seq: Seq | None
    plan: int | None  # the audit plan that waits for the city government
    entitled_fen: Fen
    paid_fen: Fen
    holds: tuple[Hold, ...]
    aside: bool = False  # its quota holds no longer, and waits to be sent up anew

    @property
    def unit(self) -> UnitId:
        return self.price.unit

    @property
    def kept_fen(self) -> Fen:
        """已列支未下达."""
        return Fen(self.entitled_fen - self.paid_fen)

    @property
    def held_fen(self) -> Fen:
        """What waits for a reason; it is never overdue."""
        return self.kept_fen if self.holds else Fen(0)

    @property
    def stage(self) -> str:
        """The step it came to, in a word."""
        if self.entitled_fen and not self.kept_fen:
            return "已下达"
        if self.held_fen:
            return "暂缓"
        if self.entitled_fen:
            return "部分下达" if self.paid_fen else "已列支"
        if self.plan is not None:
            return "待市政府同意"
        if self.application:
            return self.application
        if self.aside:
            return "额度须重报"
        if self.quota_fen is not None:
            return "额度已审核"
        return "待省审核" if self.drawn_fen is not None else "未定额度"


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The units of one county, or of all, added up. Ranges are 测算, never a promise."""

    id: CountyId | None
    name: str
    tonnes: Tonnes
    low_fen: Fen
    high_fen: Fen
    quota_fen: Fen
    entitled_fen: Fen
    paid_fen: Fen
    held_fen: Fen


class Purses(msgspec.Struct, frozen=True, kw_only=True):
    """One level's money."""

    level: Level
    label: str
    raised_fen: Fen
    available_fen: Fen
    committed_fen: Fen
    disbursed_fen: Fen
    recovered_fen: Fen


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    as_of: date
    known: Seq
    lines: tuple[Line, ...]
    pending: tuple[entitlements.Pending, ...]
    versions: tuple[Version, ...]
    counties: tuple[Group, ...]
    whole: Group
    levels: tuple[Purses, ...]
    reopened: tuple[Reopened, ...]  # quotas drawn up that an adjustment since has taken the ground from


def sheet(plan: Plan, programme: Programme, as_of: date, known: Seq | None = None) -> Sheet:
    """Everything about compensation as of a day, as the first `known` facts tell it."""
    prices = entitlements.prices(plan, programme, as_of, known)
    versions = rules.versions(programme, as_of, known)
    grounds = entitlements.grounds(plan, programme, as_of, known)
    names = {county.id: county.name for county in plan.counties}
    again = reopened(grounds, versions, prices)
    aside = frozenset(one.part for one in again)
    lines = tuple(
        _line(grounds, versions, names.get(one.county or "", ""), one, one.part in aside) for one in prices
    )
    by_county: dict[CountyId | None, list[Line]] = {}
    for one in lines:
        by_county.setdefault(one.price.county, []).append(one)
    return Sheet(
        as_of=as_of,
        known=known if known is not None else programme.seq,
        lines=lines,
        pending=entitlements.pending(plan, programme, prices, as_of, known),
        versions=versions,
        counties=tuple(
            _group(county, names.get(county or "", "县（市）待定"), mine)
            for county, mine in by_county.items()
        ),
        whole=added_up(lines),
        levels=tuple(_purses(programme, level, as_of, known) for level in payments.LEVELS),
        reopened=again,
    )


def _line(
    grounds: Grounds, versions: tuple[Version, ...], county_name: str, price: Price, aside: bool
) -> Line:
    plan, programme, as_of, known = grounds.plan, grounds.programme, grounds.as_of, grounds.known
    unit = price.unit
    agreed = next((one for one in reversed(versions) if one.agreed), None)
    quota = rules.fixed(programme, unit, agreed.number, known) if agreed is not None else None
    drawn = rules.fixed(programme, unit, versions[-1].number, known) if versions else None
    entitled = auditplans.entitlement(programme, unit, as_of, known)
    asked = applications.open_for(programme, unit, as_of, known)
    if asked is not None and auditplans.ended(programme, unit, asked.seq, as_of, known):
        asked = None
    return Line(
        price=price,
        enterprise_name=dossier.enterprise_name(plan, programme, price.enterprise, as_of, known),
        county_name=county_name,
        quota_fen=quota.value.amount_fen if quota is not None else None,
        drawn_fen=drawn.value.amount_fen if drawn is not None else None,
        application=asked.stage if asked is not None else "",
        application_seq=asked.seq if asked is not None else None,
        plan=auditplans.proposed_in(programme, unit, as_of, known),
        entitled_fen=Fen(entitled.kept_fen + entitled.paid_fen) if entitled is not None else Fen(0),
        paid_fen=entitled.paid_fen if entitled is not None else Fen(0),
        holds=grounds.on(unit),
        aside=aside,
    )


def added_up(lines: Iterable[Line]) -> Group:
    """Some units together: all of them, or those somebody may read."""
    return _group(None, "合计", list(lines))


def _group(id: CountyId | None, name: str, lines: list[Line]) -> Group:
    return Group(
        id=id,
        name=name,
        tonnes=Tonnes(sum(one.price.tonnes for one in lines)),
        low_fen=Fen(sum(one.price.low_fen or 0 for one in lines)),
        high_fen=Fen(sum(one.price.high_fen or 0 for one in lines)),
        quota_fen=Fen(sum(one.quota_fen or 0 for one in lines)),
        entitled_fen=Fen(sum(one.entitled_fen for one in lines)),
        paid_fen=Fen(sum(one.paid_fen for one in lines)),
        held_fen=Fen(sum(one.held_fen for one in lines)),
    )


def _purses(programme: Programme, level: Level, as_of: date, known: Seq | None) -> Purses:
    stands = money.balances(programme.money, money.of_level(level), as_of, known)
    return Purses(
        level=level,
        label=payments.LEVELS[level],
        raised_fen=Fen(-stands[Purse.TREASURY]),
        available_fen=Fen(stands[Purse.AVAILABLE]),
        committed_fen=Fen(stands[Purse.COMMITTED]),
        disbursed_fen=Fen(stands[Purse.DISBURSED]),
        recovered_fen=Fen(stands[Purse.RECOVERED]),
    )


def as_builtins(found: Sheet) -> dict[str, Any]:
    """For the command line and stories: units by their names, totals beside them."""
    return {
        "as_of": found.as_of.isoformat(),
        "units": {one.unit: _line_as_builtins(one) for one in found.lines},
        "pending": {one.part: one.finding for one in found.pending},
        "reopened": {
            one.part: {
                "why": one.why,
                "was_fen": one.was_fen,
                "low_fen": one.low_fen,
                "high_fen": one.high_fen,
            }
            for one in found.reopened
        },
        "versions": {str(one.number): one.stage for one in found.versions},
        "quota_fen": found.whole.quota_fen,
        "reserved_fen": found.whole.entitled_fen - found.whole.paid_fen,
        "paid_fen": found.whole.paid_fen,
        "held_fen": found.whole.held_fen,
        "raised": {one.level: one.raised_fen for one in found.levels},
        "available": {one.level: one.available_fen for one in found.levels},
        "disbursed": {one.level: one.disbursed_fen for one in found.levels},
        "recovered": {one.level: one.recovered_fen for one in found.levels},
    }


def told(found: Sheet) -> Iterator[str]:
    """The same for a terminal."""
    whole = found.whole
    yield (
        f"补偿资金（{found.as_of.isoformat()}）：额度 {wan_yuan(whole.quota_fen)} 万元，已列支 {wan_yuan(whole.entitled_fen)}，"
        + (f"已下达 {wan_yuan(whole.paid_fen)}，暂缓 {wan_yuan(whole.held_fen)}")
    )
    for one in found.lines:
        price = one.price
        sum_ = f"{wan_t(price.tonnes)} 万吨"
        if price.rate is not None and price.rate.rate_fen_per_t.value is not None:
            amount = wan_yuan(price.amount_fen or 0)
            sum_ += f" × {yuan(price.rate.rate_fen_per_t.value)} 元/吨 ＝ {amount} 万元"
        else:
            sum_ += f"，{price.verdict.answer.value}：{price.verdict.finding.removeprefix('待定：')}"
        yield f"  {one.unit}（{one.enterprise_name}）：{sum_}；{one.stage}"
        for hold in one.holds:
            yield f"    暂缓：{hold.words}，由{hold.lifted_by}明确或解除"
    for part in found.reopened:
        yield f"  额度须重报：{told_of(part)}"
    for level in found.levels:
        paid, back = wan_yuan(level.disbursed_fen), wan_yuan(level.recovered_fen)
        yield f"  {level.label}：到位 {wan_yuan(level.raised_fen)}，已下达 {paid}，收回 {back} 万元"


def told_of(one: Reopened) -> str:
    """One part whose quota has to be sent up anew, in words."""
    was, low, high = (wan_yuan(fen) for fen in (one.was_fen, one.low_fen, one.high_fen))
    now = low if one.now_fen is not None else f"{low}—{high}"
    change = f"（{'+' if one.change_fen > 0 else ''}{wan_yuan(one.change_fen)}）" if one.change_fen else ""
    return f"{one.why}，第{one.version}版 {was} 万元，现在算 {now} 万元{change}"


def _line_as_builtins(line: Line) -> dict[str, Any]:
    price = line.price
    return {
        "part": price.part,
        "enterprise": price.enterprise,
        "tonnes": price.tonnes,
        "answer": price.verdict.answer.value,
        "finding": price.verdict.finding,
        "amount_fen": price.amount_fen,
        "low_fen": price.low_fen,
        "high_fen": price.high_fen,
        "quota_fen": line.quota_fen,
        "stage": line.stage,
        "entitled_fen": line.entitled_fen,
        "paid_fen": line.paid_fen,
        "holds": [{"kind": one.kind, "words": one.words, "lifted_by": one.lifted_by} for one in line.holds],
    }
