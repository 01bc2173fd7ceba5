"""测算与执行: county by county and level by level, from what the plan reckoned to what was paid and came back.

A level that nobody entered money for is 待定: the plan names it among those that pay and says neither how much nor how.
Sums of the counties are what the money book holds by unit, sums of the levels what it holds by level.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

import msgspec

from yajian.core.books import money
from yajian.core.books.money import Purse
from yajian.core.facts.payments import Level, Paid
from yajian.core.history import Timeline
from yajian.core.reports.money.quota import Total, span
from yajian.core.reports.money.quota import table as quotas_of
from yajian.core.reports.money.scope import Scope, owners
from yajian.core.reports.wording import wan_yuan
from yajian.core.rules import auditplans, clawbacks, payments
from yajian.core.words import CountyId, DocumentNo, Fen, QuestionId, Seq, UnitId


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one level paid to a county's firms and got back; nothing is told of a level nobody entered money for."""

    level: Level
    label: str
    stated: bool
    paid_fen: Fen  # and did not come back from the bank
    returned_fen: Fen  # by the bank
    recovered_fen: Fen  # from the county


class County(msgspec.Struct, frozen=True, kw_only=True):
    """One county, or all."""

    reckoned: Total
    entitled_fen: Fen  # granted by the city government, and not voided since
    reserved_fen: Fen
    paid_fen: Fen
    returned_fen: Fen
    recovered_fen: Fen
    parts: tuple[Part, ...]

    @property
    def left_fen(self) -> Fen:
        """Of the quota, what is not granted; below nothing where a later quota is less than what was granted."""
        return Fen(self.reckoned.quota_fen - self.entitled_fen)


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """So much was entered on a paper."""

    seq: Seq
    on: date
    document: DocumentNo
    amount_fen: Fen


class Purses(msgspec.Struct, frozen=True, kw_only=True):
    """One level's money."""

    level: Level
    label: str
    stated: bool
    share_permille: int | None  # what the plan has it bear
    question: QuestionId | None  # what would have to be answered
    papers: tuple[Paper, ...]  # on which it was raised
    raised_fen: Fen
    available_fen: Fen
    committed_fen: Fen
    disbursed_fen: Fen
    returned_fen: Fen
    recovered_fen: Fen


class Table(msgspec.Struct, frozen=True, kw_only=True):
    counties: tuple[County, ...]
    whole: County | None  # for who reads everything, as the purses are
    levels: tuple[Purses, ...]


def table(scope: Scope) -> Table:
    reckoned, units, books = quotas_of(scope), owners(scope), _Books(scope)
    counties = tuple(
        books.county(one, [unit for unit, whose in units.items() if whose.county == one.county], one.county)
        for one in reckoned.counties
    )
    whole = books.county(reckoned.whole, list(units), *books.debtors) if reckoned.whole is not None else None
    levels = tuple(books.purses(level) for level in payments.LEVELS) if scope.sight.everything else ()
    return Table(counties=counties, whole=whole, levels=levels)


def told(found: Table) -> Iterator[str]:
    """The same for a terminal."""
    for one in (*found.counties, *((found.whole,) if found.whole is not None else ())):
        planned = span(one.reckoned.planned_low_fen, one.reckoned.planned_high_fen)
        yield (
            f"{one.reckoned.name}：方案测算 {planned}；额度 {wan_yuan(one.reckoned.quota_fen)} 万元，"
            f"列支 {wan_yuan(one.entitled_fen)}，已下达 {wan_yuan(one.paid_fen)}，未下达 {wan_yuan(one.reserved_fen)}，"
            f"退回 {wan_yuan(one.returned_fen)}，收回 {wan_yuan(one.recovered_fen)}"
        )
        for part in one.parts:
            yield f"  {part.label}：" + (f"已下达 {wan_yuan(part.paid_fen)}" if part.stated else "待定")
    for level in found.levels:
        if level.stated:
            gone = f"已下达 {wan_yuan(level.disbursed_fen)}，已制单 {wan_yuan(level.committed_fen)}"
            left = f"未安排 {wan_yuan(level.available_fen)}，收回 {wan_yuan(level.recovered_fen)}"
            yield f"{level.label}资金：到位 {wan_yuan(level.raised_fen)} 万元，{gone}，{left}"
        else:
            yield f"{level.label}资金：待定，没有到位文件"


class _Books:
    """What the slips and the receipts say, gathered once."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.stands = {level: self._standing(level) for level in payments.LEVELS}
        self.gone: dict[tuple[Level, UnitId], int] = {}  # and stayed
        self.returned: dict[tuple[Level, UnitId], int] = {}
        self.back: dict[tuple[CountyId, Level], int] = {}
        for slip in payments.standings(scope.programme, scope.as_of, scope.known):
            if slip.released is not None:
                _add(self.gone, slip.stands)
            for back in slip.returns:
                _add(self.returned, back.value.lines)
        for matter in clawbacks.standings(scope.programme, scope.as_of, scope.known):
            for level in payments.LEVELS:
                debt = (matter.fact.county, level)
                self.back[debt] = self.back.get(debt, 0) + matter.kept_fen(level)

    @property
    def debtors(self) -> tuple[CountyId, ...]:
        """Every county that gave something back."""
        return tuple(dict.fromkeys(county for county, _ in self.back))

    def county(self, reckoned: Total, units: Collection[UnitId], *debtors: CountyId | None) -> County:
        found = [self._entitled(unit) for unit in units]
        parts = tuple(self._part(level, units, debtors) for level in payments.LEVELS)
        return County(
            reckoned=reckoned,
            entitled_fen=Fen(sum(one.kept_fen + one.paid_fen for one in found if one is not None)),
            reserved_fen=Fen(sum(one.kept_fen for one in found if one is not None)),
            paid_fen=Fen(sum(one.paid_fen for one in found if one is not None)),
            returned_fen=Fen(sum(one.returned_fen for one in parts)),
            recovered_fen=Fen(sum(one.recovered_fen for one in parts)),
            parts=parts,
        )

    def purses(self, level: Level) -> Purses:
        stands = self.stands[level]
        share = next((one for one in self.scope.plan.compensation.shares if one.level == level), None)
        return Purses(
            level=level,
            label=payments.LEVELS[level],
            stated=self._stated(level),
            share_permille=share.share_permille.value if share is not None else None,
            question=share.share_permille.asks if share is not None else None,
            papers=tuple(self._papers(level)),
            raised_fen=Fen(-stands[Purse.TREASURY]),
            available_fen=Fen(stands[Purse.AVAILABLE]),
            committed_fen=Fen(stands[Purse.COMMITTED]),
            disbursed_fen=Fen(stands[Purse.DISBURSED]),
            returned_fen=Fen(sum(fen for (of, _), fen in self.returned.items() if of == level)),
            recovered_fen=Fen(stands[Purse.RECOVERED]),
        )

    def _papers(self, level: Level) -> Iterator[Paper]:
        line = self.scope.programme.payments.raised.get(level, Timeline())
        for entry in line.known(self.scope.known):
            if entry.effective <= self.scope.as_of:
                fact = entry.value
                yield Paper(
                    seq=entry.seq, on=entry.effective, document=fact.document, amount_fen=fact.amount_fen
                )

    def _part(self, level: Level, units: Collection[UnitId], debtors: Collection[CountyId | None]) -> Part:
        return Part(
            level=level,
            label=payments.LEVELS[level],
            stated=self._stated(level),
            paid_fen=Fen(sum(self.gone.get((level, unit), 0) for unit in units)),
            returned_fen=Fen(sum(self.returned.get((level, unit), 0) for unit in units)),
            recovered_fen=Fen(sum(self.back.get((one, level), 0) for one in debtors if one is not None)),
        )

    def _stated(self, level: Level) -> bool:
        """Whether anybody ever entered money of this level."""
        return bool(self.stands[level][Purse.TREASURY])

    def _standing(self, level: Level) -> dict[Purse, int]:
        scope = self.scope
        return money.balances(scope.programme.money, money.of_level(level), scope.as_of, scope.known)

    def _entitled(self, unit: UnitId) -> auditplans.Entitlement | None:
        return auditplans.entitlement(self.scope.programme, unit, self.scope.as_of, self.scope.known)


def _add(sums: dict[tuple[Level, UnitId], int], lines: Iterable[Paid]) -> None:
    for one in lines:
        sums[one.level, one.unit] = sums.get((one.level, one.unit), 0) + one.amount_fen
