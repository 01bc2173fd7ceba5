"""下达进度表: each unit's payments one after the other, by level, with how much of its entitlement had gone out by then.

Only what went out and did not come back counts; a share is rounded down, so that 100% is all of it.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from yajian.core.entitlements import MARK, Backfills
from yajian.core.facts.payments import Level
from yajian.core.reports.money.scope import Scope, Whose, owners, slips_by_unit
from yajian.core.reports.wording import percent, wan_yuan
from yajian.core.rules import auditplans, payments
from yajian.core.rules.payments import Standing
from yajian.core.words import EnterpriseId, Fen, Seq, UnitId

OPEN = ("待复核", "待下达")


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """What one level gave, or gives."""

    level: Level
    label: str
    amount_fen: Fen


class Instalment(msgspec.Struct, frozen=True, kw_only=True):
    """One payment as far as it is for one unit."""

    seq: Seq
    number: int | None  # the how manieth that went out; none for a slip, or for what came back
    on: date  # when it went out; before that, when the slip was made
    payee: str
    document: str
    voucher: str
    stage: str
    levels: tuple[Share, ...]
    amount_fen: Fen  # less what came back of it, if a part did
    cumulative_fen: Fen | None
    cumulative_permille: int | None
    backfilled: tuple[str, ...] = ()  # 暂缓后补记: after which holds it was entered
    returned_fen: Fen = Fen(0)  # a part that came back


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit somebody is entitled for, with every payment of it."""

    whose: Whose
    entitled_fen: Fen
    paid_fen: Fen
    tied_fen: Fen  # in slips that have not gone out
    levels: tuple[Share, ...]  # of what is paid
    instalments: tuple[Instalment, ...]

    @property
    def left_fen(self) -> Fen:
        return Fen(self.entitled_fen - self.paid_fen)

    @property
    def permille(self) -> int:
        return permille(self.paid_fen, self.entitled_fen)


class Firm(msgspec.Struct, frozen=True, kw_only=True):
    """The units of one enterprise together, or those of all."""

    enterprise: EnterpriseId | None
    name: str
    entitled_fen: Fen
    paid_fen: Fen
    tied_fen: Fen
    levels: tuple[Share, ...]
    units: tuple[Unit, ...]

    @property
    def left_fen(self) -> Fen:
        return Fen(self.entitled_fen - self.paid_fen)

    @property
    def permille(self) -> int:
        return permille(self.paid_fen, self.entitled_fen)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    firms: tuple[Firm, ...]
    whole: Firm


def permille(part_fen: int, whole_fen: int) -> int:
    """‰ rounded down; of nothing, nothing."""
    return part_fen * 1000 // whole_fen if whole_fen else 0


def table(scope: Scope) -> Table:
    slips = slips_by_unit(scope)
    marked = Backfills(scope.plan, scope.programme, scope.known)
    units = [
        _unit(scope, whose, slips.get(unit, []), marked)
        for unit, whose in owners(scope).items()
        if unit in slips
        or auditplans.entitlement(scope.programme, unit, scope.as_of, scope.known) is not None
    ]
    firms = dict.fromkeys(one.whose.enterprise for one in units)
    return Table(
        firms=tuple(_firm(firm, [one for one in units if one.whose.enterprise == firm]) for firm in firms),
        whole=_firm(None, units),
    )


def told(found: Table) -> Iterator[str]:
    """The same for a terminal."""
    for firm in (*found.firms, found.whole):
        paid = f"已下达 {wan_yuan(firm.paid_fen)}（{percent(firm.permille)}）"
        yield f"{firm.name}：列支 {wan_yuan(firm.entitled_fen)} 万元，{paid}，还差 {wan_yuan(firm.left_fen)}{_by(firm.levels)}"
        for unit in firm.units if firm.enterprise is not None else ():
            for one in unit.instalments:
                share = (
                    f"，累计 {percent(one.cumulative_permille)}"
                    if one.cumulative_permille is not None
                    else ""
                )
                which = f"第{one.number}笔" if one.number is not None else "　　"
                amount = f"{wan_yuan(one.amount_fen)} 万元{_by(one.levels)}"
                part = f"，另退回 {wan_yuan(one.returned_fen)}" if one.returned_fen else ""
                yield f"  {unit.whose.unit}　{which}　{one.on.isoformat()}　{amount}　{one.stage}{share}{part}"
                yield from (f"    {MARK}：{why}" for why in one.backfilled)


def _by(levels: tuple[Share, ...]) -> str:
    said = "、".join(f"{one.label} {wan_yuan(one.amount_fen)}" for one in levels)
    return f"（{said}）" if said else ""


def _unit(scope: Scope, whose: Whose, slips: list[Standing], marked: Backfills) -> Unit:
    entitled = auditplans.entitlement(scope.programme, whose.unit, scope.as_of, scope.known)
    entitled_fen = Fen(entitled.kept_fen + entitled.paid_fen) if entitled is not None else Fen(0)
    instalments = tuple(_instalments(whose.unit, slips, entitled_fen, marked))
    out = [one for one in instalments if one.number is not None]
    return Unit(
        whose=whose,
        entitled_fen=entitled_fen,
        paid_fen=Fen(sum(one.amount_fen for one in out)),
        tied_fen=Fen(sum(one.amount_fen for one in instalments if one.stage in OPEN)),
        levels=_together(share for one in out for share in one.levels),
        instalments=instalments,
    )


def _instalments(
    unit: UnitId, slips: list[Standing], entitled_fen: Fen, marked: Backfills
) -> Iterator[Instalment]:
    """What went out by the day it did, then what has not."""
    number, cumulative = 0, 0
    for slip in sorted(slips, key=_order):
        made = [line for line in slip.fact.lines if line.unit == unit]
        stands = [line for line in slip.stands if line.unit == unit]
        levels = tuple(
            Share(level=line.level, label=payments.LEVELS[line.level], amount_fen=line.amount_fen)
            for line in stands or made
        )
        amount_fen = Fen(sum(one.amount_fen for one in levels))
        counts = slip.stage == "已下达" and bool(stands)
        if counts:
            number, cumulative = number + 1, cumulative + amount_fen
        day = slip.released or slip.prepared
        yield Instalment(
            seq=slip.seq,
            number=number if counts else None,
            on=day.effective,
            payee=slip.fact.payee,
            document=slip.fact.document,
            voucher=slip.voucher,
            stage=slip.stage if stands else "已退回",
            levels=levels,
            amount_fen=amount_fen,
            cumulative_fen=Fen(cumulative) if counts else None,
            cumulative_permille=permille(cumulative, entitled_fen) if counts else None,
            backfilled=tuple(one.words for one in marked.of(slip, unit)),
            returned_fen=Fen(sum(line.amount_fen for line in made) - amount_fen),
        )


def _order(slip: Standing) -> tuple[bool, date, Seq]:
    day = slip.released or slip.prepared
    return slip.released is None, day.effective, slip.seq


def _together(shares: Iterable[Share]) -> tuple[Share, ...]:
    """By level, in the levels' order; a level that gave nothing is left out."""
    found: dict[Level, int] = {}
    for one in shares:
        found[one.level] = found.get(one.level, 0) + one.amount_fen
    return tuple(
        Share(level=level, label=label, amount_fen=Fen(found[level]))
        for level, label in payments.LEVELS.items()
        if level in found
    )


def _firm(enterprise: EnterpriseId | None, units: list[Unit]) -> Firm:
    return Firm(
        enterprise=enterprise,
        name=units[0].whose.enterprise_name if enterprise is not None else "合计",
        entitled_fen=Fen(sum(one.entitled_fen for one in units)),
        paid_fen=Fen(sum(one.paid_fen for one in units)),
        tied_fen=Fen(sum(one.tied_fen for one in units)),
        levels=_together(share for one in units for share in one.levels),
        units=tuple(units) if enterprise is not None else (),
    )
