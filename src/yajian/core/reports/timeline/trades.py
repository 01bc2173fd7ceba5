"""Capacity they sold or bought, and what became of each trade."""

from collections.abc import Iterator

from yajian.core.facts.trades import (
    ClearanceWithdrawn,
    ReplacementConfirmed,
    Step,
    TradeCleared,
    TradeReported,
    TradeWithdrawn,
)
from yajian.core.reports import wording
from yajian.core.reports.timeline.item import Happening, View, told
from yajian.core.rules.trades import WORDS


def happenings(view: View) -> Iterator[Happening]:
    for trade, line in view.programme.trades.reported.items():
        parties = {view.programme.trades.seller(trade), *view.programme.trades.buyers(line.entries[0].value)}
        if parties & view.family:
            yield from told(view, "产能交易", ((one, _words(one.value)) for one in line.entries))


def _words(step: Step) -> str:
    match step:
        case TradeReported() as fact:
            sold = "、".join(f"{one.unit} {wording.wan_t(one.tonnes)} 万吨" for one in fact.units)
            price = wording.yuan(fact.price_fen_per_t)
            return f"{sold}转让给{fact.buyer}，{price} 元/吨（{fact.document}）"
        case ReplacementConfirmed() as fact:
            return f"{fact.by_name}{WORDS[fact.said]}（{fact.document}）"
        case TradeCleared() as fact:
            return f"出具核验意见（{fact.document}）"
        case ClearanceWithdrawn() as fact:
            return f"收回核验意见：{fact.reason}（{fact.document}）"
        case TradeWithdrawn() as fact:
            return f"撤回交易：{fact.reason}（{fact.document}）"
