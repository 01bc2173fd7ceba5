"""Every flag there is: activity at what was shut, and a photograph that was handed in before. Raised at once, by reading.

No fact says that there is a flag, so none can be forgotten, and none goes away with the entry that raised it: whoever corrects
or voids the entry afterwards has still somebody else's look to wait for. Only that look is a fact.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from yajian.core.facts.acceptance import LevelChecked
from yajian.core.facts.closure import NO_PART, Condition, ConditionRecorded
from yajian.core.facts.flags import FlagClosed, Kind
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Plan, Rule
from yajian.core.programme import Programme
from yajian.core.rules import closure, dossier, targets
from yajian.core.words import FacilityId, PartId, Picture, Seq

Place = tuple[
    PartId, str
]  # a facility by the ledger's id if it has one; else by part and name; a whole part by no name

_DOWN = frozenset({"shut", "dismantled"})
KINDS: dict[Kind, str] = {"activity": "生产迹象", "picture": "照片重复"}


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """One flag: which entry raised it, at what, why; and the closing, once somebody of another organ looked into it."""

    kind: Kind
    raised: Seq
    part: PartId
    facility: str
    place: Place
    since: date
    organs: frozenset[str]  # who entered it, and so does not close it
    why: str
    against: Seq  # the shutting, or the entry that held the picture first
    closed: Entry[FlagClosed] | None = None

    @property
    def word(self) -> str:
        if self.closed is None:
            return "待核查"
        return "查证属实" if self.closed.value.confirmed else "查无此事"


def flags(programme: Programme, as_of: date | None = None, known: Seq | None = None) -> tuple[Flag, ...]:
    """Every flag raised by a day, as the first `known` facts tell it, in the order the entries came."""
    found = [
        msgspec.structs.replace(flag, closed=_closing(programme, flag, as_of, known))
        for flag in (*_risen(programme, known), *_seen(programme, known), *_again(programme, known))
        if as_of is None or flag.since <= as_of
    ]
    return tuple(sorted(found, key=lambda one: (one.raised, one.kind)))


def raised(programme: Programme, entry: Seq, kind: Kind) -> Flag | None:
    """The flag of this kind that an entry raised."""
    return next((one for one in flags(programme) if (one.raised, one.kind) == (entry, kind)), None)


def at(found: Iterable[Flag], places: Iterable[Place]) -> tuple[Flag, ...]:
    wanted = frozenset(places)
    return tuple(flag for flag in found if flag.place in wanted)


def place(programme: Programme, part: PartId, facility: str, known: Seq | None = None) -> Place:
    id = dossier.facility_of(programme, part, facility, known) if part != NO_PART and facility else None
    return (NO_PART, id) if id is not None else (part, facility)


def is_there(programme: Programme, part: PartId, facility: str, effective: date) -> bool:
    """On the list, in a method, or in the ledger."""
    if part == NO_PART:
        return dossier.facility(programme, FacilityId(facility)) is not None
    versions = (targets.find_part(programme, part, day) for day in (effective, None))
    return any(
        facility in closure.in_pieces(programme, listed, day).facilities
        for listed, day in zip(versions, (effective, None), strict=True)
        if listed is not None
    )


def holding(
    programme: Programme,
    part: PartId,
    facilities: Iterable[str],
    as_of: date | None = None,
    known: Seq | None = None,
) -> tuple[Flag, ...]:
    """The flags that keep a part from being called done; acceptance waits for them, and whatever pays for it may ask the same."""
    places = {place(programme, part, name, known) for name in facilities}
    return at(all_holding(programme, as_of, known), places)


def all_holding(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> tuple[Flag, ...]:
    """Of anything: signs nobody has looked into, and true ones that nothing has ended."""
    return tuple(
        flag
        for flag in flags(programme, as_of, known)
        if flag.kind == "activity" and (flag.closed is None or _goes_on(programme, flag, as_of, known))
    )


def never_revived(plan: Plan) -> Rule | None:
    """The plan's own rule that what is retired stays so."""
    return next((rule for rule in plan.rules.values() if rule.always == "never_revived"), None)


def _goes_on(programme: Programme, flag: Flag, as_of: date | None, known: Seq | None) -> bool:
    """Whether a true sign has been followed by no record that the facility is shut again."""
    if flag.closed is None or not flag.closed.value.confirmed:
        return False
    line = closure.conditions(programme, flag.part, flag.facility, known)
    return not any(
        entry.value.counts_as in _DOWN and entry.seq > flag.raised and entry.effective >= flag.since
        for entry in line.known(known)
        if as_of is None or entry.effective <= as_of
    )


def _closing(
    programme: Programme, flag: Flag, as_of: date | None, known: Seq | None
) -> Entry[FlagClosed] | None:
    said = programme.flags.closed.get(flag.raised, Timeline()).known(known)
    return next(
        (one for one in said if one.value.sort == flag.kind and (as_of is None or one.effective <= as_of)),
        None,
    )


# Activity at what was shut ------------------------------------------------------------------------


def _risen(programme: Programme, known: Seq | None) -> Iterator[Flag]:
    """Conditions recorded after a shutting that say it runs, stops or is revived; corrected and voided ones too."""
    for (part, facility), own in programme.closures.conditions.items():
        for entry in own.entries:
            if entry.value.counts_as in _DOWN or (known is not None and entry.seq > known):
                continue
            line = closure.conditions(programme, part, facility, known)
            down = _before(line, entry, entry.seq) or _before(line, entry, known)
            if down is not None:
                yield Flag(
                    kind="activity",
                    raised=entry.seq,
                    part=part,
                    facility=facility,
                    place=place(programme, part, facility, known),
                    since=entry.effective,
                    organs=frozenset({programme.closures.records[entry.seq].organ}),
                    why=f"{down.effective.isoformat()}已{down.value.label}，又登记“{entry.value.label}”",
                    against=down.seq,
                )


def _before(line: Timeline[Condition], entry: Entry[Condition], known: Seq | None) -> Entry[Condition] | None:
    """The record just before an entry, if it says that the facility is down; none if the entry does not stand."""
    before = None
    for one in line.known(known):
        if one.seq == entry.seq:
            return before if before is not None and before.value.counts_as in _DOWN else None
        before = one
    return None


def _seen(programme: Programme, known: Seq | None) -> Iterator[Flag]:
    """Signs reported of a facility that was shut by then."""
    for (part, facility), said in programme.flags.activities.items():
        for entry in said.known(known):
            line = closure.conditions(programme, part, facility, known)
            last = None
            for one in line.known(known):
                last = one if one.effective < entry.effective else last
            if last is not None and last.value.counts_as in _DOWN:
                yield Flag(
                    kind="activity",
                    raised=entry.seq,
                    part=part,
                    facility=facility,
                    place=place(programme, part, facility, known),
                    since=entry.effective,
                    organs=frozenset({programme.flags.sources[entry.seq].organ}),
                    why=f"{last.effective.isoformat()}已{last.value.label}，又见{entry.value.sign}：{entry.value.finding}",
                    against=last.seq,
                )


# A photograph handed in before --------------------------------------------------------------------


class _Pictured(msgspec.Struct, frozen=True, kw_only=True):
    """An entry with pictures: where, when, by whom, and which entry it takes the place of."""

    seq: Seq
    part: PartId
    facility: str
    place: Place
    day: date
    organs: frozenset[str]
    pictures: tuple[Picture, ...]
    replaces: frozenset[Seq] = frozenset()


def _again(programme: Programme, known: Seq | None) -> Iterator[Flag]:
    """Entries whose picture an earlier one held: of another facility, or of another day."""
    entries = {one.seq: one for one in _pictured(programme, known)}
    for one in entries.values():
        earlier = [entries[seq] for picture in one.pictures for seq in picture.like if seq in entries]
        other = [each for each in earlier if each.seq not in one.replaces and not _same_visit(each, one)]
        if other:
            first = min(other, key=lambda each: each.seq)
            yield Flag(
                kind="picture",
                raised=one.seq,
                part=one.part,
                facility=one.facility,
                place=one.place,
                since=one.day,
                organs=one.organs,
                why=f"照片与第{first.seq}条（{first.day.isoformat()}）的相同，或由它改成",
                against=first.seq,
            )


def _same_visit(one: _Pictured, other: _Pictured) -> bool:
    """The same place on the same day: a picture of it may well serve twice. A part's own picture is of all its facilities."""
    here = one.place == other.place or (one.part == other.part and "" in (one.facility, other.facility))
    return here and one.day == other.day


def _pictured(programme: Programme, known: Seq | None) -> Iterator[_Pictured]:
    for (part, facility), line in programme.closures.conditions.items():
        for entry in line.entries:
            fact = entry.value
            if isinstance(fact, ConditionRecorded) and fact.pictures and _is_known(entry.seq, known):
                yield _Pictured(
                    seq=entry.seq,
                    part=part,
                    facility=facility,
                    place=place(programme, part, facility, known),
                    day=entry.effective,
                    organs=frozenset({programme.closures.records[entry.seq].organ}),
                    pictures=fact.pictures,
                    replaces=frozenset(one for one in (fact.corrects, fact.moved_from) if one is not None),
                )
    for (part, facility), seen in programme.flags.activities.items():
        for told in seen.entries:
            if told.value.pictures and _is_known(told.seq, known):
                yield _Pictured(
                    seq=told.seq,
                    part=part,
                    facility=facility,
                    place=place(programme, part, facility, known),
                    day=told.effective,
                    organs=frozenset({programme.flags.sources[told.seq].organ}),
                    pictures=told.value.pictures,
                )
    for (part, facility), paid in programme.visits.paid.items():
        for been in paid.entries:
            if been.value.pictures and _is_known(been.seq, known):
                yield _Pictured(
                    seq=been.seq,
                    part=part,
                    facility=facility,
                    place=place(programme, part, facility, known),
                    day=been.effective,
                    organs=frozenset({programme.visits.sources[been.seq].organ}),
                    pictures=been.value.pictures,
                )
    for part, said in programme.acceptance.parts.items():
        for looked in said.entries:
            visit = looked.value
            if isinstance(visit, LevelChecked) and visit.pictures and _is_known(looked.seq, known):
                yield _Pictured(
                    seq=looked.seq,
                    part=part,
                    facility="",
                    place=(part, ""),
                    day=looked.effective,
                    organs=frozenset(one.organ for one in visit.members),
                    pictures=visit.pictures,
                )


def _is_known(seq: Seq, known: Seq | None) -> bool:
    return known is None or seq <= known
