"""How its ovens are got down: its plans, who reviewed them, what experts found."""

from collections.abc import Iterator

from yajian.core.history import Timeline
from yajian.core.reports.timeline.item import Happening, View, parts, told

_SAID = {"agrees": "同意", "returns": "退回", "cosigns": "会签"}


def happenings(view: View) -> Iterator[Happening]:
    found = view.programme.workplans
    for enterprise in sorted(view.family):
        versions = found.plans.get(enterprise, Timeline()).entries
        yield from told(
            view,
            "一企一策方案",
            ((one, f"第{one.value.version}版 {one.value.title}（{one.value.document}）") for one in versions),
        )
        for version in versions:
            said = found.reviews.get((enterprise, version.value.version), Timeline()).entries
            yield from told(
                view,
                "审查工作方案",
                (
                    (
                        one,
                        f"{one.value.organ_name}{_SAID[one.value.said]}第{one.value.version}版"
                        + (f"：{one.value.opinion}" if one.value.opinion else ""),
                    )
                    for one in said
                ),
            )
    for part in parts(view):
        reviewed = found.by_experts.get(part, Timeline()).entries
        yield from told(
            view,
            "专家论证",
            (
                (
                    one,
                    f"{part} {one.value.title}：{'可行' if one.value.feasible else '不可行'}（{one.value.document}）",
                )
                for one in reviewed
            ),
        )
