"""一单: what a slip pays, unit by unit, beside what each was granted, on which entries that rests, and what is left then.

It is what a checker reads before he signs, so it shows everything but the account's number, which he takes from the paper.
"""

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from yajian.core import entitlements
from yajian.core.entitlements import Backfills, Hold
from yajian.core.facts.auditplans import EntitlementReserved, PlanApproved
from yajian.core.facts.payments import Level
from yajian.core.facts.quotas import QuotaFixed
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import auditplans, dossier, payments, quotas
from yajian.core.rules.payments import Account, Standing
from yajian.core.words import DocumentNo, EnterpriseId, Fen, Seq, UnitId, yuan_of

OPEN = ("待复核", "待下达")


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """What a unit is entitled to, and how much of that is still to be prepared."""

    unit: UnitId
    granted: Entry[EntitlementReserved]
    agreed: DocumentNo  # by which the city government agreed
    quota: Entry[QuotaFixed] | None
    entitled_fen: Fen
    paid_fen: Fen
    tied_fen: Fen  # on slips that have not gone out

    @property
    def left_fen(self) -> Fen:
        return Fen(self.entitled_fen - self.paid_fen - self.tied_fen)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One unit of a slip. Nothing is known of what it is entitled to once that was voided."""

    unit: UnitId
    levels: Mapping[Level, Fen]
    of: Left | None

    @property
    def amount_fen(self) -> Fen:
        return Fen(sum(self.levels.values()))


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    standing: Standing
    account: Account | None
    lines: tuple[Line, ...]
    backfilled: tuple[str, ...]  # 暂缓后补记


class Payable(Left, frozen=True, kw_only=True):
    """A unit of which something is left, and what keeps it back."""

    held: tuple[Hold, ...]


def slip(
    plan: Plan, programme: Programme, payment: Seq, as_of: date | None = None, known: Seq | None = None
) -> Slip | None:
    """One slip as of a day; None before it was made."""
    found = payments.standing(programme, payment, as_of, known)
    if found is None:
        return None
    units = dict.fromkeys(one.unit for one in found.fact.lines)
    return Slip(
        standing=found,
        account=payments.account(programme, found.fact.account, None, known),
        lines=tuple(
            Line(
                unit=unit,
                levels={one.level: one.amount_fen for one in found.fact.lines if one.unit == unit},
                of=left(programme, unit, as_of, known),
            )
            for unit in units
        ),
        backfilled=tuple(one.words for one in Backfills(plan, programme, known).of(found)),
    )


def left(
    programme: Programme, unit: UnitId, as_of: date | None = None, known: Seq | None = None
) -> Left | None:
    """None while a unit is entitled to nothing."""
    found = auditplans.entitlement(programme, unit, as_of, known)
    if found is None:
        return None
    approved = auditplans.standing(programme, found.fact.plan, as_of, known)
    said = approved.last.value if approved is not None else None
    slips = (
        payments.standing(programme, one, as_of, known) for one in programme.payments.by_unit.get(unit, ())
    )
    return Left(
        unit=unit,
        granted=found.reserved,
        agreed=said.document if isinstance(said, PlanApproved) else DocumentNo(""),
        quota=quotas.quota(programme, unit, as_of, known),
        entitled_fen=Fen(found.kept_fen + found.paid_fen),
        paid_fen=found.paid_fen,
        tied_fen=Fen(
            sum(
                line.amount_fen
                for one in slips
                if one is not None and one.stage in OPEN
                for line in one.fact.lines
                if line.unit == unit
            )
        ),
    )


def payable(programme: Programme, enterprise: EnterpriseId | None = None) -> Iterator[Left]:
    """The units of a firm, or of all, of which something is left to be prepared."""
    for unit in programme.auditplans.entitlements:
        if unit in programme.register.units and enterprise is not None:
            holder = dossier.successor(programme, programme.register.units[unit].enterprise)
            if holder != enterprise:
                continue
        found = left(programme, unit)
        if found is not None and found.left_fen:
            yield found


def with_holds(plan: Plan, programme: Programme, found: Iterator[Left], as_of: date) -> Iterator[Payable]:
    """The same with what keeps each back on a day."""
    grounds = entitlements.grounds(plan, programme, as_of)
    for one in found:
        yield Payable(**msgspec.structs.asdict(one), held=grounds.on(one.unit))


def in_words(found: Standing) -> str:
    """A slip as one would tell it from another: whom, for which units, how much of it stands, and how far it came."""
    units = tuple(dict.fromkeys(one.unit for one in found.fact.lines))
    named = "、".join(units[:3]) + (f" 等 {len(units)} 个单元" if len(units) > 3 else "")
    amount_fen, stage = found.fact.amount_fen, str(found.stage)
    if found.returns and found.stands:
        back_fen, amount_fen = Fen(amount_fen - found.stands_fen), found.stands_fen
        stage += f"，退回 {yuan_of(back_fen)} 元"
    return f"{found.fact.payee} {named} {yuan_of(amount_fen)} 元（{stage}）"
