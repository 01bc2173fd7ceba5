"""更正后按期: parts that the books once said were late, and now say were in time; by whatever way."""

from datetime import date

import msgspec

from yajian.core.facts.closure import Condition, CountsAs
from yajian.core.facts.targets import Event, PartListed
from yajian.core.history import Entry, Timeline
from yajian.core.programme import Programme
from yajian.core.rules.closure.records import conditions
from yajian.core.words import Seq

COUNTS: dict[Event, frozenset[CountsAs]] = {
    "shut": frozenset({"shut", "dismantled"}),
    "dismantled": frozenset({"dismantled"}),
}

Lines = tuple[Timeline[Condition], ...]


class Righted(msgspec.Struct, frozen=True, kw_only=True):
    """Once it was known to be late, and an entry has made it be in time."""

    seq: Seq  # the entry that did
    was: date  # by what was known before: the day it came, or one on which it had not come yet
    came: bool  # which of the two
    corrected: bool  # by a correction or a voiding; else an earlier day was entered beside the later

    @property
    def word(self) -> str:
        return "更正后按期" if self.corrected else "补记后按期"

    @property
    def why(self) -> str:
        before = f"第{self.seq}条更正以前" if self.corrected else f"第{self.seq}条补记以前"
        if self.came:
            return f"{before}，登记的是{self.was.isoformat()}才完成，晚于时限"
        return f"{before}，登记的是{self.was.isoformat()}还没有完成，已过时限"


def righted(
    programme: Programme, part: PartListed, event: Event, as_of: date | None, known: Seq | None
) -> Righted | None:
    """What the books said after each entry is read again, so that no way of changing it is without its mark."""
    lines = tuple(conditions(programme, part.part, name, known) for name in part.facilities)
    if part.due is None or all(len(line.entries) < 2 for line in lines):
        return None  # what most parts are
    entered = {entry.seq: entry for line in lines for entry in line.entries}
    closed = {entry.corrected_by for entry in entered.values() if entry.corrected_by is not None}
    was: tuple[date, bool] | None = None
    by: Seq | None = None
    for seq in sorted({*entered, *closed}):
        if known is not None and seq > known:
            break
        on = _all_came(lines, event, as_of, seq)
        late = on or _still_not(lines, event, part.due, as_of, seq)
        if late is not None and late <= part.due:
            late = None
        if late is not None:
            was, by = (late, on is not None), None
        elif on is None:
            by = None
        elif was is not None and by is None:
            by = seq
    if by is None or was is None:
        return None
    return Righted(seq=by, was=was[0], came=was[1], corrected=by in closed)


def came(
    timeline: Timeline[Condition], event: Event, as_of: date | None = None, known: Seq | None = None
) -> Entry[Condition] | None:
    """The record with which a facility came to be shut, or dismantled, and stayed so; none while it has not."""
    first = None
    for entry in timeline.known(known):
        if as_of is not None and entry.effective > as_of:
            break
        if entry.value.counts_as not in COUNTS[event]:
            first = None
        elif first is None:
            first = entry
    return first


def _all_came(lines: Lines, event: Event, as_of: date | None, known: Seq) -> date | None:
    """The day the last of them came, as was known then; none if one had not."""
    days: list[date] = []
    for line in lines:
        entry = came(line, event, as_of, known)
        if entry is None:
            return None
        days.append(entry.effective)
    return max(days, default=None)


def _still_not(lines: Lines, event: Event, due: date, as_of: date | None, known: Seq) -> date | None:
    """The last day after the due one on which somebody had found one of them not to have come."""
    days = (
        entry.effective
        for line in lines
        for entry in line.known(known)
        if entry.effective > due
        and (as_of is None or entry.effective <= as_of)
        and entry.value.counts_as not in COUNTS[event]
    )
    return max(days, default=None)
