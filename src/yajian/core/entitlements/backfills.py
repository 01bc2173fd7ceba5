"""暂缓后补记: a payment entered after a hold was known, under a day before the hold.

It may be a late record of what really happened, so nothing refuses it; it may also be the way around the hold, so it is
marked wherever the payment is shown. The mark is read off the entries' places and days and stored nowhere: what was known
when the step was entered, beside what stood on the step's own day.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import accumulate
from typing import Any

import msgspec

from yajian.core import flags
from yajian.core.entitlements.holds import Grounds, Hold, grounds
from yajian.core.facts.lateness import LatenessExplained
from yajian.core.facts.statements import StatementDisputed
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules.lateness import explanation
from yajian.core.rules.payments import Standing
from yajian.core.words import Seq, UnitId

MARK = "暂缓后补记"


class Backfill(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a payment with a hold it was entered after and is dated before."""

    step: str  # 制单 or 下达
    seq: Seq  # the step's entry
    on: date
    unit: UnitId
    hold: Hold
    explained: Entry[LatenessExplained] | None = None  # why it came late, once somebody said so

    @property
    def words(self) -> str:
        """Why it is marked: the hold, from when, by which entry it was known; and what was said about it since."""
        since, seq = self.hold.since, self.hold.seq
        if seq is None:
            return f"登记{self.step}时 {self.unit} 已暂缓（{since}起）：{self.hold.words}；{self._said}"
        return (
            f"登记{self.step}时 {self.unit} 已暂缓（{since}起，第{seq}条）：{self.hold.words}；{self._said}"
        )

    @property
    def _said(self) -> str:
        if self.explained is None:
            return "尚无说明"
        return f"{self.explained.value.explained_by}说明：{self.explained.value.reason}"


class Backfills:
    """Reads one payment after the other. What was known before an entry is looked up once, and only where it may matter."""

    def __init__(self, plan: Plan, programme: Programme, known: Seq | None = None) -> None:
        self.plan, self.programme, self.known = plan, programme, known
        begun = sorted(_begun(programme, known))
        self._seqs = [seq for seq, _ in begun]
        self._latest = list(accumulate((on for _, on in begun), max))  # of the days among the first so many
        self._then: dict[tuple[Seq, date | None], Grounds] = {}

    def of(self, slip: Standing, unit: UnitId | None = None) -> tuple[Backfill, ...]:
        """The marks of a payment, for one of its units or for all."""
        units = dict.fromkeys(line.unit for line in slip.fact.lines if unit in (None, line.unit))
        steps: tuple[tuple[str, Entry[Any] | None], ...] = (("制单", slip.prepared), ("下达", slip.released))
        return tuple(
            Backfill(
                step=step,
                seq=entry.seq,
                on=entry.effective,
                unit=one,
                hold=hold,
                explained=explanation(self.programme, entry.seq, self.known),
            )
            for step, entry in steps
            if entry is not None
            for one in units
            if self._may_be(one, entry)
            for hold in self._held(one, entry)
        )

    def _held(self, unit: UnitId, entry: Entry[Any]) -> Iterator[Hold]:
        """What was known to keep the unit's money back when the step was entered, and did not on the step's day."""
        stood = {_name(one) for one in self._known_before(entry.seq, entry.effective).on(unit)}
        for hold in self._known_before(entry.seq, None).on(unit):
            if _name(hold) not in stood:
                yield hold

    def _known_before(self, entry: Seq, day: date | None) -> Grounds:
        asked = (entry, day)
        if asked not in self._then:
            self._then[asked] = grounds(self.plan, self.programme, day, Seq(entry - 1))
        return self._then[asked]

    def _may_be(self, unit: UnitId, entry: Entry[Any]) -> bool:
        """Whether anything that begins a hold came before the entry and is of a later day. Nearly always nothing does."""
        before = bisect_left(self._seqs, entry.seq)
        if before and self._latest[before - 1] > entry.effective:
            return True
        return any(
            one.seq < entry.seq and one.effective > entry.effective
            for one in _disputes(self.plan, self.programme, unit)
        )


def _begun(programme: Programme, known: Seq | None) -> Iterator[tuple[Seq, date]]:
    """Every entry that may have begun a hold, with the hold's day; disputes are looked up by their unit."""
    lines: tuple[Mapping[Any, Timeline[Any]], ...] = (
        programme.holds.holds,
        programme.holds.payees,
        programme.courts.standing,
        programme.clawbacks.matters,
    )
    for line in lines:
        for past in line.values():
            yield from ((one.seq, one.effective) for one in past.entries)
    yield from ((one.raised, one.since) for one in flags.flags(programme, None, known))


def _disputes(plan: Plan, programme: Programme, unit: UnitId) -> Iterator[Entry[Any]]:
    for basis in plan.capacity.bases:
        if basis.field is None:
            continue
        file = programme.statements.files.get((f"unit:{unit}", basis.field))
        for entry in file.entries if file is not None else ():
            if isinstance(entry.value, StatementDisputed):
                yield entry


def _name(hold: Hold) -> tuple[str, Seq | None]:
    return hold.kind, hold.seq
