"""生产迹象: what says that something works which was shut, which somebody once said was shut, or which was accepted.

A shutting that was voided or corrected since counts here all the same, and so does an acceptance without any shutting behind
it: or else taking the shutting back first would be the way past whoever has to look.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from yajian.core.facts.acceptance import PartAccepted
from yajian.core.facts.closure import Condition, OpeningStated
from yajian.core.flags.flag import DOWN, Flag, is_known, place
from yajian.core.flags.giving import given
from yajian.core.history import Entry, Timeline
from yajian.core.programme import Programme
from yajian.core.rules import closure
from yajian.core.words import PartId, Seq

_GRADES = {"shut": 1, "dismantled": 2}  # how far down; whatever else was recorded is not down at all


class _Down(msgspec.Struct, frozen=True, kw_only=True):
    """Why a facility counts as down: since when, by which entry, in its words."""

    since: date
    seq: Seq
    word: str


def signs(programme: Programme, known: Seq | None) -> Iterator[Flag]:
    """One flag an entry: what takes a shutting back after acceptance is told as that, whatever else it says."""
    found: dict[Seq, Flag] = {}
    for flag in (
        *_undone(programme, known),
        *_risen(programme, known),
        *_reported(programme, known),
        *_gave(programme, known),
    ):
        found.setdefault(flag.raised, flag)
    yield from found.values()


def _undone(programme: Programme, known: Seq | None) -> Iterator[Flag]:
    """What voided or corrected a shutting after acceptance, so that the facility is no longer down from that day.

    It is of the day of the acceptance: since then the part is called done on what somebody has taken back.
    """
    if not programme.acceptance.parts:
        return
    for (part, facility), own in programme.closures.conditions.items():
        for entry in own.entries:
            by = entry.corrected_by
            if by is None or entry.value.counts_as not in DOWN or not is_known(by, known):
                continue
            accepted = _accepted(programme, part, facility, known)
            line = closure.conditions(programme, part, facility, known)
            if accepted is None or accepted.seq > by or not _lower(entry, line.at(entry.effective, by)):
                continue
            yield _flag(
                programme,
                *(by, part, facility, known),
                since=accepted.effective,
                organ=programme.closures.records[by].organ,
                why=f"验收合格（第{accepted.seq}条）以后，把{entry.effective.isoformat()}“{entry.value.label}”"
                f"（第{entry.seq}条）更正或作废了",
                against=entry.seq,
            )


def _lower(before: Entry[Condition], after: Entry[Condition] | None) -> bool:
    stands = _GRADES.get(after.value.counts_as, 0) if after is not None else 0
    return stands < _GRADES[before.value.counts_as]


def _risen(programme: Programme, known: Seq | None) -> Iterator[Flag]:
    """Conditions recorded after a shutting that say it runs, stops or is revived; corrected and voided ones too."""
    for (part, facility), own in programme.closures.conditions.items():
        for entry in own.entries:
            if entry.value.counts_as in DOWN or not is_known(entry.seq, known):
                continue
            line = closure.conditions(programme, part, facility, known)
            down = (
                _told(_before(line, entry, entry.seq) or _before(line, entry, known))
                or _once_down(line, entry.seq, _order(entry), known)
                or _part_down(programme, part, facility, _order(entry), known)
            )
            if down is not None:
                yield _flag(
                    programme,
                    *(entry.seq, part, facility, known),
                    since=entry.effective,
                    organ=programme.closures.records[entry.seq].organ,
                    why=f"{down.since.isoformat()}已{down.word}，又登记“{entry.value.label}”",
                    against=down.seq,
                )


def _reported(programme: Programme, known: Seq | None) -> Iterator[Flag]:
    """Signs reported of a facility that was down by then."""
    for (part, facility), said in programme.flags.activities.items():
        line = closure.conditions(programme, part, facility, known)
        for entry in said.known(known):
            before = _order(entry)  # of one day, what was told first came first
            last = None
            for one in line.known(known):
                last = one if _order(one) < before else last
            down = (
                _told(last)
                or _once_down(line, entry.seq, before, known)
                or _part_down(programme, part, facility, before, known)
            )
            if down is not None:
                yield _flag(
                    programme,
                    *(entry.seq, part, facility, known),
                    since=entry.effective,
                    organ=programme.flags.sources[entry.seq].organ,
                    why=f"{down.since.isoformat()}已{down.word}，又见{entry.value.sign}：{entry.value.finding}",
                    against=down.seq,
                )


def _gave(programme: Programme, known: Seq | None) -> Iterator[Flag]:
    """期初补录 of an oven that gives others something later, or whose firm does with none up: the statement is to be looked into."""
    gives = given(programme, known)
    for (part, facility), own in programme.closures.conditions.items() if gives else ():
        for entry in own.entries:
            if not isinstance(entry.value, OpeningStated) or entry.value.counts_as not in DOWN:
                continue
            supplies = gives.get(place(programme, part, facility, known), ())
            later = [one for one in supplies if one.effective > entry.effective]
            if not later or not is_known(entry.seq, known) or _was_moved(programme, entry, known):
                continue
            first = min(later, key=lambda one: (one.effective, one.seq))
            gave = "对外供应" if first.value.facility else "企业整体对外供应，其时它的设施都登记为停着"
            yield _flag(
                programme,
                *(entry.seq, part, facility, known),
                since=first.effective,
                organ=programme.closures.records[entry.seq].organ,
                why=f"期初补录{entry.effective.isoformat()}已{entry.value.label}，"
                f"又登记{first.effective.isoformat()}起{gave}（第{first.seq}条）",
                against=first.seq,
            )


def _was_moved(programme: Programme, entry: Entry[Condition], known: Seq | None) -> bool:
    """Entered at the wrong oven: it never said anything of this one."""
    voided = programme.closures.voided.get(entry.seq)
    return voided is not None and bool(voided.moved_to_facility) and not _stands(entry, known)


def _flag(
    programme: Programme,
    raised: Seq,
    part: PartId,
    facility: str,
    known: Seq | None,
    *,
    since: date,
    organ: str,
    why: str,
    against: Seq,
) -> Flag:
    return Flag(
        kind="activity",
        raised=raised,
        part=part,
        facility=facility,
        place=place(programme, part, facility, known),
        since=since,
        organs=frozenset({organ}),
        why=why,
        against=against,
    )


# Why a facility counts as down ---------------------------------------------------------------------


def _order(entry: Entry[Any]) -> tuple[date, Seq]:
    return entry.effective, entry.seq


def _told(entry: Entry[Condition] | None, once: bool = False) -> _Down | None:
    if entry is None or entry.value.counts_as not in DOWN:
        return None
    word = f"登记{entry.value.label}（第{entry.seq}条，后来更正或作废）" if once else entry.value.label
    return _Down(since=entry.effective, seq=entry.seq, word=word)


def _before(line: Timeline[Condition], entry: Entry[Condition], known: Seq | None) -> Entry[Condition] | None:
    """The record just before an entry; none if the entry does not stand."""
    before = None
    for one in line.known(known):
        if one.seq == entry.seq:
            return before if before is not None and before.value.counts_as in DOWN else None
        before = one
    return None


def _once_down(
    line: Timeline[Condition], by: Seq, before: tuple[date, Seq], known: Seq | None
) -> _Down | None:
    """A shutting entered before `by` that was taken back since, and that nothing flagged has ended before.

    What takes its place, entry by entry, is no sign of life: it says that the facility was never shut.
    """
    down: Entry[Condition] | None = None
    entered = (one for one in line.entries if is_known(one.seq, known) and _order(one) < before)
    for one in sorted(entered, key=_order):
        if one.value.counts_as in DOWN:
            down = one if one.seq < by else down
        elif down is not None and one.seq > down.seq and _stands(one, known):
            down = down if one.seq in _in_place_of(line, down) else None
    if down is None or _stands(down, known) or by in _in_place_of(line, down):
        return None
    return _told(down, once=True)


def _stands(entry: Entry[Condition], known: Seq | None) -> bool:
    return entry.corrected_by is None or not is_known(entry.corrected_by, known)


def _in_place_of(line: Timeline[Condition], entry: Entry[Condition]) -> frozenset[Seq]:
    """The entries that took an entry's place, one after the other."""
    by = {one.seq: one.corrected_by for one in line.entries}
    found, seq = [], entry.corrected_by
    while seq is not None:
        found.append(seq)
        seq = by.get(seq)
    return frozenset(found)


def _accepted(
    programme: Programme, part: PartId, facility: str, known: Seq | None
) -> Entry[PartAccepted] | None:
    """The acceptance of the part a facility is of, under whichever of its names."""
    if not programme.acceptance.parts:
        return None
    for listed, _ in closure.keys(programme, part, facility, known):
        for one in programme.acceptance.parts.get(listed, Timeline()).known(known):
            if isinstance(one.value, PartAccepted):
                return Entry(one.seq, one.effective, one.value)
    return None


def _part_down(
    programme: Programme, part: PartId, facility: str, before: tuple[date, Seq], known: Seq | None
) -> _Down | None:
    """An accepted part stays down, whatever is recorded of its facilities afterwards."""
    accepted = _accepted(programme, part, facility, known)
    if accepted is None or (accepted.effective, accepted.seq) >= before:
        return None
    return _Down(since=accepted.effective, seq=accepted.seq, word="验收合格")
