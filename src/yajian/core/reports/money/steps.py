"""各步天数: for each unit and each application, when every step of the plan's flow was done and how long it took.

Days run between the papers' own dates, from the last of the steps before. Where the plan says 及时 and no number, they
are shown and judged by nobody.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from yajian.core.entitlements import Price
from yajian.core.plan import FlowStep
from yajian.core.reports.money.scope import Scope, slips_by_unit
from yajian.core.reports.money.way import Done, Way
from yajian.core.rules import applications, auditplans
from yajian.core.rules.payments import Standing as Slip
from yajian.core.words import Clause, EnterpriseId, QuestionId, Seq, UnitId


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the flow with the days it took, or has been waiting."""

    id: str
    label: str
    by: str
    done: Done | None
    days: int | None  # since the last of the steps before it
    waiting: int | None  # the same up to today, once all of those are done
    words: str = ""  # how far it came
    clauses: tuple[Clause, ...] = ()
    question: QuestionId | None = None


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    unit: UnitId
    enterprise: EnterpriseId
    enterprise_name: str
    county_name: str
    paces: tuple[Pace, ...]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One application: a step is done once it is done for each of its units."""

    application: Seq
    document: str
    stage: str
    enterprise: EnterpriseId
    enterprise_name: str
    units: tuple[UnitId, ...]
    paces: tuple[Pace, ...]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    steps: tuple[str, ...]
    applications: tuple[Asked, ...]
    units: tuple[Unit, ...]


def table(scope: Scope) -> Table:
    prices = {one.unit: one for one in scope.prices()}
    slips = slips_by_unit(scope)
    units = (_unit(scope, one, slips.get(one.unit, [])) for one in prices.values())
    return Table(
        steps=tuple(one.label for one in scope.plan.compensation.flow),
        applications=tuple(_applications(scope, prices, slips)),
        units=tuple(one for one in units if any(pace.done is not None for pace in one.paces)),
    )


def told(found: Table) -> Iterator[str]:
    """The same for a terminal."""
    for one in found.applications:
        yield f"第{one.application}条申请（{one.enterprise_name}，{one.stage}）：{_words(one.paces)}"
    for unit in found.units:
        yield f"{unit.unit}（{unit.enterprise_name}）：{_words(unit.paces)}"


def walk(scope: Scope, price: Price) -> tuple[Pace, ...]:
    """The whole flow for one unit, by the application that is open for it."""
    slips = slips_by_unit(scope).get(price.unit, [])
    return _unit(scope, price, slips).paces


def _unit(scope: Scope, price: Price, slips: list[Slip]) -> Unit:
    asked = applications.open_for(scope.programme, price.unit, scope.as_of, scope.known)
    if asked is not None and auditplans.ended(
        scope.programme, price.unit, asked.seq, scope.as_of, scope.known
    ):
        asked = None
    way = Way(scope, price.unit, price.part, asked, slips)
    return Unit(
        unit=price.unit,
        enterprise=price.enterprise,
        enterprise_name=scope.firm(price.enterprise),
        county_name=scope.county(price.county),
        paces=_paces(scope, [way]),
    )


def _applications(
    scope: Scope, prices: Mapping[UnitId, Price], slips: Mapping[UnitId, list[Slip]]
) -> Iterator[Asked]:
    for one in applications.standings(scope.programme, scope.as_of, scope.known):
        units = tuple(asked.unit for asked in one.applied.value.units)
        mine = [prices[unit] for unit in units if unit in prices]
        if not mine:
            continue
        ways = [Way(scope, each.unit, each.part, one, slips.get(each.unit, [])) for each in mine]
        paces = _paces(scope, ways)
        yield Asked(
            application=one.seq,
            document=one.applied.value.document,
            stage=one.stage,
            enterprise=mine[0].enterprise,
            enterprise_name=scope.firm(mine[0].enterprise),
            units=tuple(each.unit for each in mine),
            paces=paces if one.is_open else tuple(msgspec.structs.replace(p, waiting=None) for p in paces),
        )


def _paces(scope: Scope, ways: list[Way]) -> tuple[Pace, ...]:
    """Every step of the flow; of several units, done once done for all, on the last of their days."""
    done = {step.id: _together(way.done(step) for way in ways) for step in scope.plan.compensation.flow}
    return tuple(_pace(scope, step, done, ways) for step in scope.plan.compensation.flow)


def _together(found: Iterable[Done | None]) -> Done | None:
    last: Done | None = None
    for one in found:
        if one is None:
            return None
        last = one if last is None or (one.on, one.seq) > (last.on, last.seq) else last
    return last


def _pace(scope: Scope, step: FlowStep, done: Mapping[str, Done | None], ways: list[Way]) -> Pace:
    before = [done.get(name) for name in step.after]
    begun = max((one.on for one in before if one is not None), default=None)
    mine = done[step.id]
    complete = begun is not None and None not in before
    return Pace(
        id=step.id,
        label=step.label,
        by=scope.plan.organisations[step.by].name if step.by in scope.plan.organisations else step.by,
        done=mine,
        days=max((mine.on - begun).days, 0) if mine is not None and begun is not None else None,
        waiting=(scope.as_of - begun).days if mine is None and complete and begun is not None else None,
        words="；".join(dict.fromkeys(said for way in ways if (said := way.words(step)))),
        clauses=tuple(scope.plan.clauses[name] for name in step.clauses),
        question=step.question,
    )


def _words(paces: tuple[Pace, ...]) -> str:
    return "；".join(said for one in paces if (said := _said(one)))


def _said(one: Pace) -> str:
    if one.done is not None:
        return f"{one.label} {one.done.on.isoformat()}" + (
            f"（{one.days} 天）" if one.days is not None else ""
        )
    return f"{one.label} 已等 {one.waiting} 天" if one.waiting is not None else ""
