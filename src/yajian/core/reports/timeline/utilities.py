"""What they give others, who lives on it, and what is to take its place."""

from collections.abc import Iterator

from yajian.core.facts.utilities import AlternativeStated, DemandStated, InterruptionAgreed, SupplyStated
from yajian.core.reports.timeline.item import Happening, View, told
from yajian.core.rules.utilities import Measure, measure

_Stated = SupplyStated | DemandStated | AlternativeStated | InterruptionAgreed


def happenings(view: View) -> Iterator[Happening]:
    state = view.programme.utilities
    for lines, what in (
        (state.supplies, "供应量"),
        (state.demands, "用户用量"),
        (state.alternatives, "替代来源"),
        (state.agreements, "停供协议"),
    ):
        for key, past in lines.items():
            utility = view.plan.utilities.get(key[0])
            if key[1] in view.family and utility is not None:
                unit = measure(utility)
                yield from told(
                    view, what, ((one, f"{utility.label}：{_words(unit, one.value)}") for one in past.entries)
                )


def _words(unit: Measure, fact: _Stated) -> str:
    match fact:
        case SupplyStated():
            whole = fact.facility or "全企业"
            return f"{whole}每日对外供应 {unit.shown(fact.per_day)} {unit.symbol}（{fact.document}）"
        case DemandStated():
            usual, cold = unit.shown(fact.per_day), unit.shown(fact.season_per_day)
            return f"{fact.label} {fact.who} 每日 {usual}、采暖期 {cold} {unit.symbol}（{fact.document}）"
        case AlternativeStated():
            proof = fact.proof or "没有证明，计 0"
            amount = f"{unit.shown(fact.per_day)} {unit.symbol}"
            return f"{fact.name} {fact.from_on.isoformat()}起每日 {amount}（{proof}）"
        case InterruptionAgreed():
            return f"{fact.who} {fact.from_on.isoformat()}起停供（{fact.document}）"
