"""产能交易一览: each trade with its conditions and what stands against it; and of one unit, where every tonne went."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from yajian.core import clearances
from yajian.core.books.capacity import balances
from yajian.core.clearances import Clearance
from yajian.core.facts.acceptance import PartAccepted
from yajian.core.facts.register import Account
from yajian.core.history import Timeline
from yajian.core.plan import Gate, Plan
from yajian.core.programme import Programme
from yajian.core.reports.wording import yuan
from yajian.core.rules import dossier, register
from yajian.core.rules import trades as rules
from yajian.core.rules.trades import Standing
from yajian.core.words import (
    Answer,
    CountyId,
    DocumentNo,
    EnterpriseId,
    Fen,
    Seq,
    Tonnes,
    UnitId,
    Verdict,
)

_UNTOLD = "出让方（不在查阅范围）"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One trade as of a day."""

    trade: Standing
    seller: str
    county: CountyId | None
    county_name: str
    clearance: Clearance
    buyer_county: CountyId | None = None  # where the ledger has the buyer
    untold: bool = (
        False  # whether its units are another's to read, so that nothing can be said of its conditions
    )

    @property
    def amount_fen(self) -> Fen:
        return Fen(self.trade.fact.price_fen_per_t * self.trade.fact.tonnes)

    @property
    def marks(self) -> tuple[Verdict, ...]:
        """What stands against it, while it stands: it was recorded all the same."""
        against = (one for one in self.clearance.verdicts if one.answer is Answer.FAIL)
        return tuple(against) if self.trade.stands and not self.untold else ()

    @property
    def undone(self) -> bool:
        """Whether an opinion is out whose conditions read otherwise now."""
        told = self.trade.stage == "已核验" and not self.untold
        return told and self.clearance.answer is not Answer.PASS

    @property
    def opens(self) -> bool:
        """Whether the opinion may be given now."""
        waits = self.trade.stage == "待核验" and not self.untold
        return waits and self.clearance.gate is not None and not self.clearance.held_by


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    as_of: date
    known: Seq
    gate: Gate | None
    lines: tuple[Line, ...]

    def line(self, trade: Seq) -> Line | None:
        return next((one for one in self.lines if one.trade.seq == trade), None)


def sheet(plan: Plan, programme: Programme, as_of: date, known: Seq | None = None) -> Sheet:
    """Every trade known of on a day, in the order they were reported."""
    return Sheet(
        as_of=as_of,
        known=known if known is not None else programme.seq,
        gate=clearances.gate_of(plan),
        lines=tuple(
            _line(plan, programme, one, as_of, known) for one in rules.standings(programme, as_of, known)
        ),
    )


def _line(plan: Plan, programme: Programme, one: Standing, as_of: date, known: Seq | None) -> Line:
    seller, buyer = one.fact.enterprise, one.fact.buyer_id
    county = dossier.county_of(plan, programme, seller, as_of, known)
    named = dossier.is_known(plan, programme, seller, known)
    return Line(
        trade=one,
        seller=dossier.enterprise_name(plan, programme, seller, as_of, known) if named else _UNTOLD,
        county=county,
        county_name=next((each.name for each in plan.counties if each.id == county), ""),
        clearance=clearances.clearance(plan, programme, one, as_of, known),
        buyer_county=dossier.county_of(plan, programme, buyer, as_of, known) if buyer is not None else None,
        untold=any(each.unit not in programme.register.units for each in one.fact.units),
    )


# Where the tonnes of a unit went --------------------------------------------------------------------


class Went(msgspec.Struct, frozen=True, kw_only=True):
    """Some of a unit's tonnes: where they are now, and on which paper."""

    where: str
    tonnes: Tonnes
    words: str = ""
    document: DocumentNo | str = ""
    seq: Seq | None = None
    trade: Seq | None = None


class Destinations(msgspec.Struct, frozen=True, kw_only=True):
    """Every tonne of a unit accounted for: what went where adds up to what it has on paper."""

    unit: UnitId
    enterprise: EnterpriseId
    filed_t: Tonnes
    went: tuple[Went, ...]
    twice_t: Tonnes  # sold and retired as well
    bought: Verdict | None  # what the plan says to the price it was bought for, where somebody entered it
    bought_fen_per_t: Fen | None


def destinations(
    plan: Plan, programme: Programme, unit: UnitId, as_of: date | None = None, known: Seq | None = None
) -> Destinations:
    """What was retired, what was sold, by which trade to whom, and what is left; a split is told beside."""
    stands = balances(programme.capacity, unit, as_of, known)
    filed_t, retired_t = clearances.filed_t(programme, unit, as_of, known), stands[Account.RETIRED]
    sold = tuple(_sold(programme, unit, as_of, known))
    over = sum(one.tonnes for one in sold) + retired_t - filed_t
    left_t = max(-over, 0)
    locked = register.lock(plan, programme, unit, known, as_of)
    rest = {Answer.PASS: "未转让", Answer.FAIL: "锁定，不得转让"}.get(locked.answer, "是否锁定待定")
    remaining = (Went(where=rest, tonnes=Tonnes(left_t), words=locked.finding),) if left_t else ()
    said = register.origin_of(programme, unit, as_of, known)
    price = said.contract.price_fen_per_t if said is not None and said.contract is not None else None
    return Destinations(
        unit=unit,
        enterprise=programme.register.units[unit].enterprise,
        filed_t=filed_t,
        went=(*_retired(programme, unit, retired_t, as_of, known), *sold, *remaining),
        twice_t=Tonnes(max(over, 0)),
        bought=clearances.price_verdict(plan, programme, price) if price is not None else None,
        bought_fen_per_t=price,
    )


def _retired(
    programme: Programme, unit: UnitId, retired_t: int, as_of: date | None, known: Seq | None
) -> Iterator[Went]:
    part = programme.register.part_of(unit, known)
    said: Timeline[Any] = programme.acceptance.parts.get(part, Timeline()) if part is not None else Timeline()
    for entry in said.known(known):
        fact = entry.value
        if isinstance(fact, PartAccepted) and (as_of is None or entry.effective <= as_of):
            mine = sum(one.tonnes for one in fact.retired if one.unit == unit)
            if mine and retired_t:
                where, document = "压减", fact.document
                yield Went(
                    where=where,
                    tonnes=Tonnes(mine),
                    words=f"{part} 验收合格",
                    document=document,
                    seq=entry.seq,
                )


def _sold(programme: Programme, unit: UnitId, as_of: date | None, known: Seq | None) -> Iterator[Went]:
    for one in rules.of_unit(programme, unit, as_of, known):
        if one.stands:
            fact = one.fact
            yield Went(
                where=f"转让给{fact.buyer}",
                tonnes=fact.of_unit(unit),
                words=f"{yuan(fact.price_fen_per_t)} 元/吨，{one.stage}",
                document=fact.document,
                seq=one.report.seq,
                trade=one.seq,
            )


# For machines -----------------------------------------------------------------------------------------


def as_builtins(found: Sheet) -> dict[str, Any]:
    """For the command line and stories."""
    return {
        "as_of": found.as_of.isoformat(),
        "gate": found.gate.label if found.gate is not None else None,
        "trades": [_told(one) for one in found.lines],
    }


def _told(one: Line) -> dict[str, Any]:
    fact = one.trade.fact
    return {
        "seq": one.trade.seq,
        "seller": one.seller,
        "buyer": fact.buyer,
        "units": {each.unit: each.tonnes for each in fact.units},
        "price_fen_per_t": fact.price_fen_per_t,
        "amount_fen": one.amount_fen,
        "contract": fact.document,
        "stage": one.trade.stage,
        "answer": one.clearance.answer.value,
        "undone": one.undone,
        "conditions": [
            {"label": each.label, "answer": each.answer.value, "finding": each.finding}
            for each in one.clearance.verdicts
        ],
    }


def destinations_as_builtins(found: Destinations) -> dict[str, Any]:
    return {
        "unit": found.unit,
        "filed_t": found.filed_t,
        "twice_t": found.twice_t,
        "went": [msgspec.to_builtins(one) for one in found.went],
        "bought": found.bought.answer.value if found.bought is not None else None,
    }
