"""Signs of life seen at their facilities, and what came of looking into every flag."""

from collections.abc import Iterator

from yajian.core.flags import flags
from yajian.core.history import Timeline
from yajian.core.reports.timeline.item import Happening, View, ovens, parts, told


def happenings(view: View) -> Iterator[Happening]:
    books, mine, listed = view.programme.flags, ovens(view), parts(view)
    for (part, facility), said in books.activities.items():
        if (part, facility) in mine:
            yield from told(
                view,
                "生产迹象",
                ((one, f"{part or facility} {one.value.sign}：{one.value.finding}") for one in said.entries),
            )
    for flag in flags(view.programme, None, view.known):
        if (flag.part, flag.facility) in mine or (not flag.facility and flag.part in listed):
            closings = books.closed.get(flag.raised, Timeline()).entries
            yield from told(
                view,
                "核销线索",
                (
                    (one, f"第{flag.raised}条：{flag.word}，{one.value.finding}（{one.value.document}）")
                    for one in closings
                    if one.value.sort == flag.kind
                ),
            )
