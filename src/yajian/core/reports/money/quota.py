"""额度表: one line a unit, 产能×标准＝金额 with its evidence; what is not settled has a range and says what is missing.

Tonnes of the list that no unit stands for yet are lines of their own, at any rate the plan states. Sums of ranges are
测算 and never a promise.
"""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from yajian.core import entitlements
from yajian.core.entitlements import Price, Rest
from yajian.core.facts.targets import PartListed
from yajian.core.plan import Plan
from yajian.core.reports.money.scope import Scope
from yajian.core.reports.reopened import reopened
from yajian.core.reports.wording import wan_t, wan_yuan, yuan
from yajian.core.rules import dossier, targets
from yajian.core.rules import quotas as rules
from yajian.core.words import Answer, Clause, CountyId, EnterpriseId, Fen, PartId, Seq, Tonnes, UnitId


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A unit; or, without one, the tonnes of a part that no unit stands for."""

    county: CountyId | None
    county_name: str
    enterprise: EnterpriseId
    enterprise_name: str
    part: PartId
    unit: UnitId | None
    tonnes: Tonnes
    rate_label: str  # empty while it is not settled
    rate_fen_per_t: Fen | None
    amount_fen: Fen | None
    answer: Answer  # whether a rate is settled; 不符合 where none is its own
    low_fen: Fen | None  # nothing where no rate that may be its own has a figure
    high_fen: Fen | None
    finding: str
    remedy: str = ""
    evidence_seq: Seq | None = None  # the entry its origin rests on
    quota_fen: Fen | None = None  # of the version the province agreed to last
    quota_version: int | None = None
    quota_seq: Seq | None = None
    aside: str = ""  # why the quota holds no longer, and is to be sent up anew
    clauses: tuple[Clause, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether what is reckoned today is not what the province agreed to."""
        return None not in (self.quota_fen, self.amount_fen) and self.quota_fen != self.amount_fen


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """Some lines added up, beside what the plan reckoned for the same county before anybody's origin was known."""

    county: CountyId | None
    name: str
    tonnes: Tonnes
    settled_fen: Fen  # of the lines whose rate is settled
    unsettled: int  # lines whose rate is not
    low_fen: Fen
    high_fen: Fen
    unbounded: int  # lines of which not even a range can be told
    quota_fen: Fen
    planned_low_fen: Fen | None
    planned_high_fen: Fen | None


class Table(msgspec.Struct, frozen=True, kw_only=True):
    rows: tuple[Row, ...]
    counties: tuple[Total, ...]
    whole: Total | None  # for who reads everything


def table(scope: Scope) -> Table:
    prices = tuple(scope.prices())
    rows = tuple(sorted((*_units(scope, prices), *_rest(scope, prices)), key=_place(scope)))
    here = dict.fromkeys(one.county for one in rows)
    return Table(
        rows=rows,
        counties=tuple(
            _total(scope.plan, county, scope.county(county), [one for one in rows if one.county == county])
            for county in here
        ),
        whole=_total(scope.plan, None, "合计", rows, "all") if scope.sight.everything else None,
    )


def told(found: Table) -> Iterator[str]:
    """The same for a terminal."""
    for one in found.rows:
        if one.amount_fen is not None and one.rate_fen_per_t is not None:
            sum_ = f"× {yuan(one.rate_fen_per_t)} 元/吨 ＝ {wan_yuan(one.amount_fen)} 万元"
        else:
            range_ = f"（测算 {span(one.low_fen, one.high_fen)}）" if one.low_fen is not None else ""
            sum_ = f"{one.answer.value}{range_}：{one.finding}"
        quota = f"；额度 {wan_yuan(one.quota_fen)} 万元" if one.quota_fen is not None else ""
        quota += f"，须重报：{one.aside}" if one.aside else ""
        name = one.unit or f"{one.part} 没有产能单元的部分"
        yield f"{one.county_name}　{one.enterprise_name}　{name}　{wan_t(one.tonnes)} 万吨 {sum_}{quota}"
    for total in (*found.counties, *((found.whole,) if found.whole is not None else ())):
        planned = span(total.planned_low_fen, total.planned_high_fen)
        now = span(total.low_fen, total.high_fen)
        yield f"{total.name}：额度 {wan_yuan(total.quota_fen)} 万元；测算 {now}；方案测算 {planned}，不是承诺"


def span(low: Fen | None, high: Fen | None) -> str:
    """A range in 万元; one figure where both ends are one."""
    if low is None or high is None:
        return "待定"
    return f"{wan_yuan(low)} 万元" if low == high else f"{wan_yuan(low)}—{wan_yuan(high)} 万元"


def _units(scope: Scope, prices: Iterable[Price]) -> Iterator[Row]:
    agreed, aside = rules.agreed(scope.programme, scope.as_of, scope.known), put_aside(scope)
    for one in prices:
        fixed = rules.fixed(scope.programme, one.unit, agreed.number, scope.known) if agreed else None
        yield Row(
            county=one.county,
            county_name=scope.county(one.county),
            enterprise=one.enterprise,
            enterprise_name=scope.firm(one.enterprise),
            part=one.part,
            unit=one.unit,
            tonnes=one.tonnes,
            rate_label=one.rate.label if one.rate is not None else "",
            rate_fen_per_t=one.rate.rate_fen_per_t.value if one.rate is not None else None,
            amount_fen=one.amount_fen,
            answer=one.verdict.answer,
            low_fen=one.low_fen,
            high_fen=one.high_fen,
            finding=one.verdict.finding.removeprefix("待定："),
            remedy=one.verdict.remedy,
            evidence_seq=one.evidence_seq,
            quota_fen=fixed.value.amount_fen if fixed is not None else None,
            quota_version=fixed.value.version if fixed is not None else None,
            quota_seq=fixed.seq if fixed is not None else None,
            aside=aside.get(one.part, "") if fixed is not None else "",
            clauses=one.verdict.clauses,
        )


def put_aside(scope: Scope) -> dict[PartId, str]:
    """The parts whose quota an adjustment took the ground from, each with why."""
    prices = entitlements.prices(scope.plan, scope.programme, scope.as_of, scope.known)
    grounds = entitlements.grounds(scope.plan, scope.programme, scope.as_of, scope.known)
    versions = rules.versions(scope.programme, scope.as_of, scope.known)
    return {one.part: one.why for one in reopened(grounds, versions, prices)}


def _rest(scope: Scope, prices: Iterable[Price]) -> Iterator[Row]:
    """What the list has and no unit stands for; only of those whose units he would be shown."""
    stands: dict[PartId, list[Price]] = {}
    for one in prices:
        stands.setdefault(one.part, []).append(one)
    for listed in targets.counted(scope.programme, scope.as_of, scope.known):
        holder = dossier.successor(scope.programme, listed.enterprise, scope.as_of, scope.known)
        rest = entitlements.rest(scope.plan, listed, stands.get(listed.part, ()))
        if rest is not None and scope.sight.owns(listed.county, holder):
            yield _without_unit(scope, listed, holder, rest)


def _without_unit(scope: Scope, listed: PartListed, holder: EnterpriseId, rest: Rest) -> Row:
    return Row(
        county=listed.county,
        county_name=scope.county(listed.county),
        enterprise=holder,
        enterprise_name=scope.firm(holder),
        part=listed.part,
        unit=None,
        tonnes=rest.tonnes,
        rate_label="",
        rate_fen_per_t=None,
        amount_fen=None,
        answer=Answer.UNDETERMINED,
        low_fen=rest.low_fen,
        high_fen=rest.high_fen,
        finding="还没有产能单元，产能来源无从认定",
        remedy="请凭备案文件登记产能单元并核定清单分项",
        clauses=tuple(scope.plan.clauses[name] for name in scope.plan.compensation.clauses[:1]),
    )


def _place(scope: Scope) -> Callable[[Row], tuple[int, int, bool]]:
    """By county as the plan orders them, then in the order of the list, units before what has none."""
    counties = {one.id: at for at, one in enumerate(scope.plan.counties)}
    parts = {
        one.part: at for at, one in enumerate(targets.counted(scope.programme, scope.as_of, scope.known))
    }

    def place(row: Row) -> tuple[int, int, bool]:
        at = counties.get(row.county, len(counties)) if row.county is not None else len(counties)
        return at, parts.get(row.part, len(parts)), row.unit is None

    return place


def _total(
    plan: Plan, county: CountyId | None, name: str, rows: Iterable[Row], scope: str | None = None
) -> Total:
    found = list(rows)
    planned = next((one for one in plan.compensation.envelope if one.scope == (scope or county)), None)
    return Total(
        county=county,
        name=name,
        tonnes=Tonnes(sum(one.tonnes for one in found)),
        settled_fen=Fen(sum(one.amount_fen or 0 for one in found)),
        unsettled=sum(one.amount_fen is None for one in found),
        low_fen=Fen(sum(one.low_fen or 0 for one in found)),
        high_fen=Fen(sum(one.high_fen or 0 for one in found)),
        unbounded=sum(one.low_fen is None for one in found),
        quota_fen=Fen(sum(one.quota_fen or 0 for one in found)),
        planned_low_fen=planned.low_fen.value if planned is not None else None,
        planned_high_fen=planned.high_fen.value if planned is not None else None,
    )
