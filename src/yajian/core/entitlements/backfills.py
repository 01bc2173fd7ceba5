"""暂缓后补记: a payment entered after a hold was known, under a day before the hold.

It may be a late record of what really happened, so nothing refuses it; it may also be the way around the hold, so it is
marked wherever the payment is shown. The mark is read off the entries' places and days and stored nowhere: what was known
when the step was entered, beside what stood on the step's own day.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from typing import Any

import msgspec

from yajian.core import flags
from yajian.core.entitlements.holds import Grounds, Hold, grounds
from yajian.core.facts.lateness import LatenessExplained
from yajian.core.facts.statements import StatementDisputed
from yajian.core.facts.trades import TradeReported
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules.lateness import explanation
from yajian.core.rules.payments import Standing
from yajian.core.words import PartId, Seq, UnitId

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
        found: dict[UnitId | PartId | None, list[tuple[Seq, date]]] = {}
        for of, seq, on in _begun(programme, known):
            found.setdefault(of, []).append((seq, on))
        self._begun = {of: _Begun(mine) for of, mine in found.items()}
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
        held = self._known_before(entry.seq, None).on(unit)
        stood = (
            {_name(one) for one in self._known_before(entry.seq, entry.effective).on(unit)} if held else ()
        )
        yield from (one for one in held if _name(one) not in stood)

    def _known_before(self, entry: Seq, day: date | None) -> Grounds:
        asked = (entry, day)
        if asked not in self._then:
            self._then[asked] = grounds(self.plan, self.programme, day, Seq(entry - 1))
        return self._then[asked]

    def _may_be(self, unit: UnitId, entry: Entry[Any]) -> bool:
        """Whether anything that begins a hold came before the entry and is of a later day. Nearly always nothing does."""
        concerns = (unit, self.programme.register.part_of(unit, Seq(entry.seq - 1)), None)
        return any(of in self._begun and self._begun[of].later(entry) for of in concerns) or any(
            one.seq < entry.seq and one.effective > entry.effective
            for one in _disputes(self.plan, self.programme, unit)
        )


class _Begun:
    """What may have begun holds of one unit, of one part, or of anything: by place, with the latest day up to there."""

    def __init__(self, found: list[tuple[Seq, date]]) -> None:
        found.sort()
        self._seqs = [seq for seq, _ in found]
        self._latest = list(accumulate((on for _, on in found), max))

    def later(self, entry: Entry[Any]) -> bool:
        """Whether one of an earlier place is of a later day."""
        before = bisect_left(self._seqs, entry.seq)
        return before > 0 and self._latest[before - 1] > entry.effective


def _begun(programme: Programme, known: Seq | None) -> Iterator[tuple[UnitId | PartId | None, Seq, date]]:
    """Every entry that may have begun a hold, with its day and what it may hold; None: an oven, which may be of any part.

    Disputes are looked up by their unit.
    """
    for unit, placed in programme.holds.by_unit.items():
        for seq in placed:
            yield from ((unit, one.seq, one.effective) for one in programme.holds.holds[seq].entries)
    for part, named in programme.holds.payees.items():
        yield from ((part, one.seq, one.effective) for one in named.entries)
    for matter in programme.clawbacks.matters.values():
        missed = {one.part for one in getattr(matter.entries[0].value, "unfinished", ())}
        yield from ((part, one.seq, one.effective) for one in matter.entries for part in missed)
    for sold in programme.trades.reported.values():
        for entry in sold.entries:
            if isinstance(entry.value, TradeReported):
                yield from ((line.unit, entry.seq, entry.effective) for line in entry.value.units)
    for order in programme.courts.standing.values():
        yield from ((None, one.seq, one.effective) for one in order.entries)
    yield from ((None, one.raised, one.since) for one in flags.flags(programme, None, known))


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
