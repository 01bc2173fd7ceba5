"""Every trade that ever named a unit: reported, confirmed, cleared, taken back."""

from collections.abc import Iterator

from yajian.core.facts.trades import (
    AnyFact,
    ClearanceWithdrawn,
    ReplacementConfirmed,
    TradeCleared,
    TradeReported,
    TradeWithdrawn,
)
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import Programme
from yajian.core.reports.trail.step import Step, step
from yajian.core.reports.wording import wan_t, yuan
from yajian.core.rules import trades
from yajian.core.words import Seq, UnitId


def of_trades(plan: Plan, programme: Programme, unit: UnitId, known: Seq | None) -> Iterator[Step]:
    clauses = clauses_for(plan, "lot_not_retired")
    for trade in programme.trades.by_unit.get(unit, ()):
        for entry in programme.trades.reported[trade].known(known):
            label, words = _told(entry.value, unit)
            yield step(entry, "capacity", label, words, entry.value.document, clauses)


def _told(fact: AnyFact, unit: UnitId) -> tuple[str, str]:
    match fact:
        case TradeReported():
            mine, price = wan_t(fact.of_unit(unit)), yuan(fact.price_fen_per_t)
            return "报送交易", f"{mine} 万吨转让给{fact.buyer}，{price} 元/吨"
        case ReplacementConfirmed():
            return "置换确认", f"{fact.by_name}{trades.WORDS[fact.said]}"
        case TradeCleared():
            return "核验意见", "每一条都符合"
        case TradeWithdrawn():
            return "撤回交易", fact.reason
        case ClearanceWithdrawn():
            return "收回核验意见", fact.reason
