"""The lists: what each version put on it of theirs, or said otherwise."""

from collections.abc import Iterator

from yajian.core.facts.targets import ListPublished
from yajian.core.reports import wording
from yajian.core.reports.targets import moved
from yajian.core.reports.timeline.item import Happening, View, told


def happenings(view: View) -> Iterator[Happening]:
    for versions in view.programme.targets.lists.values():
        before: ListPublished | None = None
        for entry in versions.known(view.known):
            words = _on_list(view, before, entry.value)
            before = entry.value
            if words:
                label = f"{entry.value.label}第{entry.value.version}版"
                yield from told(view, label, [(entry, words)])


def _on_list(view: View, before: ListPublished | None, now: ListPublished) -> str:
    if before is None:
        return "；".join(
            f"列入 {part.part} {wording.wan_t(part.tonnes)} 万吨"
            for part in now.parts
            if part.enterprise in view.family
        )
    mine = {part.part for part in (*before.parts, *now.parts) if part.enterprise in view.family}
    return "；".join(
        f"{line.part} {line.what} {line.before} → {line.after}"
        for line in moved(before, now)
        if line.part in mine
    )
