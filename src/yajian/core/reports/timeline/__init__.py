"""One enterprise's timeline: everything recorded about it, of every area, in the order it was recorded.

Each area has one file here that finds its own entries. Entries since corrected or withdrawn are shown as such and never
left out.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports.timeline import (
    closure,
    courts,
    dossier,
    flags,
    register,
    risks,
    statements,
    targets,
    trades,
    utilities,
    workers,
    workplans,
)
from yajian.core.reports.timeline.item import Happening, View, told
from yajian.core.rules.dossier import family
from yajian.core.words import EnterpriseId, Seq

__all__ = ["Happening", "timeline"]

_SOURCES = (
    targets,
    dossier,
    closure,
    flags,
    register,
    trades,
    statements,
    workplans,
    risks,
    courts,
    utilities,
    workers,
)


def timeline(
    plan: Plan,
    programme: Programme,
    enterprise: EnterpriseId,
    as_of: date | None = None,
    known: Seq | None = None,
) -> tuple[Happening, ...]:
    """What had happened by a day to an enterprise and to those merged into it, as the first `known` facts tell it."""
    mine = frozenset(family(programme, enterprise, as_of, known))
    view = View(plan=plan, programme=programme, family=mine, as_of=as_of, known=known)
    found = [happening for source in _SOURCES for happening in source.happenings(view)]
    withdrawn = [one for happening in found for one in _withdrawal(view, happening)]
    told_of = {happening.seq: happening for happening in (*found, *withdrawn)}
    return tuple(told_of[seq] for seq in sorted(told_of))


def _withdrawal(view: View, happening: Happening) -> Iterator[Happening]:
    past = view.programme.dossiers.withdrawals.get(happening.seq, Timeline())
    yield from told(
        msgspec.structs.replace(view, as_of=None),
        "撤销登记",
        ((entry, f"撤销第{entry.value.withdraws}条：{entry.value.reason}") for entry in past.entries),
    )
