"""时点还原: a day as it was known then beside the same day as it is known now, and every entry in between.

Both answers come from the present image; no history is folded again for them.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from typing import Literal

import msgspec

from yajian.core.facts.closure import OpeningStated
from yajian.core.facts.lateness import LatenessExplained
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.reports.asof_paper import paper
from yajian.core.reports.progress import Progress, Stages, progress, stages
from yajian.core.rules import closure as closure_rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules.lateness import explanation
from yajian.core.rules.roles.sight import EVERYTHING, Sight
from yajian.core.words import Recorded, Seq, Tonnes, shanghai_date


class View(msgspec.Struct, frozen=True, kw_only=True):
    """One answer: the sheet of the day as the first `known` facts tell it, and its paper."""

    known: Seq
    leaf: str  # of the last of them: it commits to them all
    last_at: datetime | None  # when that one was recorded
    sheet: Progress
    paper: str
    digest: str  # SHA-256 of the paper's bytes


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One county, or one batch, in both answers."""

    name: str
    tonnes: Tonnes  # the county's task, or the batch's figure
    then: Stages
    now: Stages

    @property
    def differs(self) -> bool:
        return self.then != self.now


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """What one entry did to the figures of the day, in tonnes; all zero where it did nothing to them."""

    listed_t: int
    shut_t: int
    dismantled_t: int
    accepted_t: int


Kind = Literal["late", "opening", "corrected", "bearing"]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One entry that was not there to be known on the day.

    late: it tells of that day or an earlier one. opening: so does a statement of how things stood when the
    books were opened. corrected: it takes back an entry that does, or stands in the place of one.
    bearing: it tells of a later day and yet changes what we say of this one.
    """

    kind: Kind
    recorded: Recorded[AnyFact]
    replaces: Recorded[AnyFact] | None
    days_late: int
    moved: Moved
    said: Entry[LatenessExplained] | None  # why it was late, if anybody has said


class Recorder(msgspec.Struct, frozen=True, kw_only=True):
    """迟录: whose entries came late, how many and by how much."""

    organ: str
    actor: str
    entries: int
    most_days: int
    sum_days: int
    unexplained: int


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Both answers, where they differ, and by whose hand."""

    day: date
    then: View
    now: View
    counties: tuple[Line, ...]
    batches: tuple[Line, ...]
    differences: tuple[Difference, ...]
    recorders: tuple[Recorder, ...]


def view(
    plan: Plan,
    programme: Programme,
    day: date,
    known: Seq,
    leaf: str,
    last_at: datetime | None,
    sight: Sight = EVERYTHING,
) -> View:
    sheet = progress(plan, programme, day, known, sight=sight)
    text = paper(programme, sheet, leaf)
    return View(
        known=known,
        leaf=leaf,
        last_at=last_at,
        sheet=sheet,
        paper=text,
        digest=sha256(text.encode()).hexdigest(),
    )


def compare(
    programme: Programme,
    then: View,
    now: View,
    since: Iterable[Recorded[AnyFact]],
    entry: Callable[[Seq], Recorded[AnyFact]],
) -> Comparison:
    """Both answers side by side. `since` are the facts after the one and up to the other, `entry` any fact."""
    day = then.sheet.as_of
    found = differences(programme, day, then.known, now.known, since, entry)
    return Comparison(
        day=day,
        then=then,
        now=now,
        counties=tuple(
            _line(
                line.name,
                line.task_t,
                line.stages,
                {one.county: one.stages for one in then.sheet.counties}.get(line.county),
            )
            for line in now.sheet.counties
        ),
        batches=tuple(
            _line(
                line.label,
                line.tonnes,
                line.stages,
                {one.batch: one.stages for one in then.sheet.batches}.get(line.batch),
            )
            for line in now.sheet.batches
        ),
        differences=found,
        recorders=recorders((one.recorded, one.said is not None) for one in found),
    )


def _line(name: str, tonnes: Tonnes, now: Stages, then: Stages | None) -> Line:
    return Line(name=name, tonnes=tonnes, then=then if then is not None else stages(()), now=now)


# Every entry in between --------------------------------------------------------------------------


def differences(
    programme: Programme,
    day: date,
    then: Seq,
    now: Seq,
    since: Iterable[Recorded[AnyFact]],
    entry: Callable[[Seq], Recorded[AnyFact]],
) -> tuple[Difference, ...]:
    """What was entered or taken back after the day and speaks of it, in the order it was entered."""

    @cache
    def figures(known: Seq) -> Stages:
        return _figures(programme, day, known)

    found: dict[Seq, tuple[Kind, Recorded[AnyFact], Recorded[AnyFact] | None]] = {}
    for recorded in since:
        corrects = refers_to(recorded.fact)
        replaces = entry(corrects) if corrects is not None else None
        if recorded.effective <= day or (replaces is not None and replaces.effective <= day):
            found[recorded.seq] = _kind(recorded.fact), recorded, replaces
    before = then
    for seq in (*found, Seq(now + 1)):
        for silent in _movers(figures, before, Seq(seq - 1)):
            found[silent] = "bearing", entry(silent), None
        before = seq
    return tuple(
        Difference(
            kind=kind,
            recorded=recorded,
            replaces=replaces,
            days_late=days_late(recorded),
            moved=_moved(figures(Seq(seq - 1)), figures(seq)),
            said=explanation(programme, seq, now),
        )
        for seq, (kind, recorded, replaces) in sorted(found.items())
    )


_TAKES_BACK = ("corrects", "withdraws", "voids", "moved_from")


def refers_to(fact: AnyFact) -> Seq | None:
    """The earlier entry a fact takes back, or stands in the place of."""
    return next((seq for name in _TAKES_BACK if (seq := getattr(fact, name, None)) is not None), None)


def tells_late(recorded: Recorded[AnyFact]) -> bool:
    """Whether something was first told after its day: not what corrects, nor what opens the books."""
    return _kind(recorded.fact) == "late" and days_late(recorded) > 0


def _kind(fact: AnyFact) -> Kind:
    if refers_to(fact) is not None:
        return "corrected"
    return "opening" if isinstance(fact, OpeningStated) else "late"


def days_late(recorded: Recorded[AnyFact]) -> int:
    """Days from the day it became so to the day it was entered."""
    return (shanghai_date(recorded.recorded_at) - recorded.effective).days


def recorders(entries: Iterable[tuple[Recorded[AnyFact], bool]]) -> tuple[Recorder, ...]:
    """Who entered late, the longest wait first; each entry with whether it was explained."""
    by: dict[tuple[str, str], list[tuple[int, bool]]] = {}
    for recorded, explained in entries:
        if tells_late(recorded):
            by.setdefault((recorded.organ, recorded.actor), []).append((days_late(recorded), explained))
    lines = [
        Recorder(
            organ=organ,
            actor=actor,
            entries=len(mine),
            most_days=max(days for days, _ in mine),
            sum_days=sum(days for days, _ in mine),
            unexplained=sum(not explained for _, explained in mine),
        )
        for (organ, actor), mine in by.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.most_days, -line.entries, line.organ, line.actor)))


def _figures(programme: Programme, day: date, known: Seq) -> Stages:
    units = closure_rules.units_by_part(programme)
    return stages(
        tuple(
            closure_rules.standing(
                programme,
                target_rules.with_named_facilities(
                    programme, version, closure_rules.in_pieces(programme, part, day, known), known
                ),
                units.get(part.part, ()),
                day,
                known,
            )
            for version in target_rules.lists(programme, day, known)
            if version.value.counts_toward_target
            for part in version.value.parts
        )
    )


def _movers(figures: Callable[[Seq], Stages], after: Seq, upto: Seq) -> list[Seq]:
    """The entries behind `after` that moved the figures, found by halving."""
    if after >= upto or figures(after) == figures(upto):
        return []
    if upto - after == 1:
        return [upto]
    middle = Seq((after + upto) // 2)
    return _movers(figures, after, middle) + _movers(figures, middle, upto)


def _moved(before: Stages, after: Stages) -> Moved:
    return Moved(
        listed_t=after.listed_t - before.listed_t,
        shut_t=after.shut_t - before.shut_t,
        dismantled_t=after.dismantled_t - before.dismantled_t,
        accepted_t=after.accepted_t - before.accepted_t,
    )
