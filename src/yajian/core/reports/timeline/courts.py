"""What courts have sealed of theirs, what was talked over with them, and what they wrote."""

from collections.abc import Iterator

from yajian.core.facts.courts import Sealed, SealExtended, Standing
from yajian.core.history import Timeline
from yajian.core.reports.timeline.item import Happening, View, told
from yajian.core.rules.courts import MEETINGS, WRITINGS


def happenings(view: View) -> Iterator[Happening]:
    found = view.programme.courts
    for seal, begun in found.seals.items():
        if begun.enterprise not in view.family:
            continue
        yield from told(
            view, "查封", ((one, _standing(begun, one.value)) for one in found.standing[seal].entries)
        )
        talks = found.consulted.get(seal, Timeline()).entries
        yield from told(
            view,
            "与法院协商",
            ((one, f"{begun.name}：{MEETINGS[one.value.by]}，{one.value.summary}") for one in talks),
        )
        papers = found.written.get(seal, Timeline()).entries
        yield from told(
            view,
            "法院文书",
            ((one, f"{begun.name}：{WRITINGS[one.value.says]}（{one.value.document}）") for one in papers),
        )
        mistakes = found.withdrawn.get(seal, Timeline()).entries
        yield from told(
            view, "撤销查封登记", ((one, f"撤销第{seal}条：{one.value.reason}") for one in mistakes)
        )


def _standing(begun: Sealed, fact: Standing) -> str:
    if isinstance(fact, Sealed | SealExtended):
        word = "查封" if isinstance(fact, Sealed) else "续封"
        until = f"，至{fact.until.isoformat()}" if fact.until is not None else ""
        return f"{begun.name}由{begun.court}{word}{until}（{fact.document}）"
    return f"{begun.name}由{begun.court}解封（{fact.document}）"
