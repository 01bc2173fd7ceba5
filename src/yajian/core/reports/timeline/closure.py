"""What became of the ovens of the list and of the ledger, and which methods were approved."""

from collections.abc import Iterator

from yajian.core.facts.closure import NO_PART, Condition
from yajian.core.history import Entry, Timeline
from yajian.core.reports.timeline.item import Happening, View, ovens, parts, told
from yajian.core.rules import closure as rules
from yajian.core.rules import dossier
from yajian.core.words import FacilityId


def happenings(view: View) -> Iterator[Happening]:
    for part, facility in ovens(view):
        past = rules.conditions(view.programme, part, facility, view.known)
        yield from told(view, "设施状态", ((one, _condition(view, one)) for one in past.entries))
    for part in parts(view):
        approved = view.programme.closures.methods.get(part, Timeline()).entries
        yield from told(
            view, "书面办法", ((one, f"{part} {one.value.title}（{one.value.document}）") for one in approved)
        )


def _condition(view: View, entry: Entry[Condition]) -> str:
    fact = entry.value
    name = f"{fact.part} {fact.facility}"
    if fact.part == NO_PART:
        name = dossier.facility_name(view.programme, FacilityId(fact.facility), entry.effective, view.known)
    voided = view.programme.closures.voided.get(entry.seq)
    if voided is None or (view.known is not None and (entry.corrected_by or 0) > view.known):
        return f"{name}：{fact.label}"
    return f"{name}：{fact.label}（作废：{voided.reason}）"
