"""Who was on its rosters and how they are settled: as counts, whoever reads it."""

from collections.abc import Iterator

from yajian.core.facts.workers import RosterSubmitted, WorkersSettled
from yajian.core.history import Timeline
from yajian.core.reports.timeline.item import Happening, View, told


def happenings(view: View) -> Iterator[Happening]:
    state = view.programme.workers
    for (firm, _), sent in state.rosters.items():
        if firm in view.family:
            yield from told(view, "职工名册", ((one, _roster(one.value)) for one in sent.entries))
    for firm in sorted(view.family):
        filed = state.plans.get(firm, Timeline()).entries
        yield from told(
            view,
            "职工安置方案",
            ((one, f"覆盖 {one.value.covers} 人（{one.value.document}）") for one in filed),
        )
        settled = state.settlements.get(firm, Timeline()).entries
        yield from told(view, "安置去向", ((one, _settled(view, one.value)) for one in settled))
    for erased in state.erased.values():
        mine = [one for one in erased.entries if one.value.enterprise in view.family]
        yield from told(view, "删除个人信息", ((one, f"一名职工（{one.value.document}）") for one in mine))


def _roster(fact: RosterSubmitted) -> str:
    sent = sum(one.employment == "dispatched" for one in fact.people)
    return f"{fact.month} {len(fact.people)} 人，其中劳务派遣 {sent} 人"


def _settled(view: View, fact: WorkersSettled) -> str:
    offered = view.plan.resettlement.methods if view.plan.resettlement is not None else ()
    labels = {one.id: one.label for one in offered}
    ways = "、".join(labels.get(one, one) for one in fact.methods) or "重新待定"
    return f"{len(fact.workers)} 人{ways}" + ("" if fact.confirmed or not fact.methods else "，本人未确认")
