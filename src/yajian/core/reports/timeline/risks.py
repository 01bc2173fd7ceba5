"""What may go wrong, and what is ready for it."""

from collections.abc import Iterator

from yajian.core.facts.risks import RiskAssessed, RiskClosed
from yajian.core.reports.timeline.item import Happening, View, told


def happenings(view: View) -> Iterator[Happening]:
    found = view.programme.risks
    for (_, firm, _kind), past in found.risks.items():
        if firm in view.family:
            yield from told(view, "风险", ((one, _risk(one.value)) for one in past.entries))
    for (enterprise, _), filed in found.plans.items():
        if enterprise in view.family:
            yield from told(
                view,
                "应急预案",
                (
                    (
                        one,
                        f"{one.value.title}（{one.value.document}），"
                        f"{one.value.valid_from.isoformat()}至{one.value.valid_to.isoformat()}",
                    )
                    for one in filed.entries
                ),
            )
    for (enterprise, _), held in found.drills.items():
        if enterprise in view.family:
            yield from told(
                view,
                "演练",
                ((one, f"{one.value.scenario}，{one.value.participants}人") for one in held.entries),
            )


def _risk(fact: RiskAssessed | RiskClosed) -> str:
    if isinstance(fact, RiskClosed):
        return f"{fact.label}销号：{fact.result}（{fact.post}{fact.accepted_by}）"
    return f"{fact.label}：{fact.conclusion}（{fact.document}）"
