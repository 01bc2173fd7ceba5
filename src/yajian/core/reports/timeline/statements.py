"""What was said of its numbers, and what came of it."""

from collections.abc import Iterator

from yajian.core.reports import statements as reports
from yajian.core.reports.timeline.item import Happening, View, told
from yajian.core.rules.statements import Said


def happenings(view: View) -> Iterator[Happening]:
    for (subject, _), past in view.programme.statements.files.items():
        owner = reports.owner(view.plan, view.programme, subject, view.as_of, view.known)
        if owner not in view.family:
            continue
        label = next((one.value.label for one in past.entries if isinstance(one.value, Said)), "")
        name = reports.about(view.plan, view.programme, subject, view.as_of, view.known).own
        for entry in past.entries:
            word, who, words = reports.told(entry.value)
            yield from told(view, word, [(entry, f"{' '.join((name, label)).strip()}：{who}　{words}")])
