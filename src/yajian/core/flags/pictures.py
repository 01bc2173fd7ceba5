"""照片重复: an entry whose picture an earlier one held, of another facility, of another day, or of another level's look."""

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from yajian.core.facts.acceptance import Level, LevelChecked
from yajian.core.facts.closure import NO_PART, ConditionRecorded
from yajian.core.facts.visits import VisitRecorded
from yajian.core.flags.flag import Flag, Place, is_known, place
from yajian.core.history import Entry, Timeline
from yajian.core.programme import Programme
from yajian.core.rules import targets
from yajian.core.words import OrganId, PartId, Picture, Seq


class _Pictured(msgspec.Struct, frozen=True, kw_only=True):
    """An entry with pictures: where, when, by whom, and which entry it takes the place of."""

    seq: Seq
    part: PartId
    facility: str
    place: Place
    day: date
    organs: frozenset[str]
    pictures: tuple[Picture, ...]
    level: Level | None = None  # whose look it was, of a visit towards acceptance
    replaces: frozenset[Seq] = frozenset()


def again(programme: Programme, known: Seq | None) -> Iterator[Flag]:
    """Entries whose picture an earlier one held: of another facility, or of another day."""
    entries = {one.seq: one for one in _pictured(programme, known)}
    for one in entries.values():
        other = [each for picture in one.pictures for each in _elsewhere(programme, entries, one, picture)]
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


def shows_nothing_new(programme: Programme, entry: Seq, known: Seq | None) -> bool:
    """Whether every picture of an entry that shows anything at all was there before, of something else."""
    entries = {one.seq: one for one in _pictured(programme, known)}
    one = entries.get(entry)
    showing = [picture for picture in one.pictures if not picture.lacks] if one is not None else []
    return one is not None and all(_elsewhere(programme, entries, one, picture) for picture in showing)


def _elsewhere(
    programme: Programme, entries: Mapping[Seq, _Pictured], one: _Pictured, picture: Picture
) -> list[_Pictured]:
    """The earlier entries that held this picture, of another facility, another day or another level's look."""
    earlier = (entries[seq] for seq in picture.like if seq in entries)
    return [
        each for each in earlier if each.seq not in one.replaces and not _same_visit(programme, each, one)
    ]


def _same_visit(programme: Programme, one: _Pictured, other: _Pictured) -> bool:
    """The same place on the same day: a picture of it may well serve twice. A part's own picture is of all its facilities.

    Two levels never look as one: what the county's hand took is not the city's look, though they went together.
    """
    here = one.place == other.place or (one.part == other.part and "" in (one.facility, other.facility))
    if not here or one.day != other.day:
        return False
    looks = one.level is not None or other.level is not None
    return not looks or len({_level(programme, one), _level(programme, other)} - {None}) < 2


def _level(programme: Programme, one: _Pictured) -> str | None:
    """Whose look a picture is of: by the level of the visit, else the firm's or the county's by who entered it."""
    if one.level is not None:
        return one.level
    listed = targets.find_part(programme, one.part) if one.part != NO_PART else None
    if listed is not None and one.organs & {listed.enterprise, listed.enterprise_name}:
        return "firm"
    return "county" if any(_is_of_a_county(programme, organ) for organ in one.organs) else None


def _is_of_a_county(programme: Programme, organ: str) -> bool:
    """A county by its id, or one of its bureaus: entered as such, or called after it."""
    fixed = targets.fixed(programme)
    tasks = fixed.value.counties if fixed is not None else ()
    entered = programme.organs.entered.get(OrganId(organ))
    bureau = entered.at() if entered is not None else None
    return (bureau is not None and bureau.value.county is not None) or any(
        organ == task.county or organ.startswith(task.name) for task in tasks
    )


def _pictured(programme: Programme, known: Seq | None) -> Iterator[_Pictured]:
    for (part, facility), line in programme.closures.conditions.items():
        for entry in line.entries:
            fact = entry.value
            if isinstance(fact, ConditionRecorded) and fact.pictures and is_known(entry.seq, known):
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
            if told.value.pictures and is_known(told.seq, known):
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
            first = (
                been.value.corrects is None
            )  # a visit whose day was put right is one, and no picture twice
            if first and been.value.pictures and is_known(been.seq, known):
                yield _Pictured(
                    seq=been.seq,
                    part=part,
                    facility=facility,
                    place=place(programme, part, facility, known),
                    day=_day_that_stands(paid, been, known),
                    organs=frozenset({programme.visits.sources[been.seq].organ}),
                    pictures=been.value.pictures,
                )
    for part, said in programme.acceptance.parts.items():
        for looked in said.entries:
            visit = looked.value
            if isinstance(visit, LevelChecked) and visit.pictures and is_known(looked.seq, known):
                yield _Pictured(
                    seq=looked.seq,
                    part=part,
                    facility="",
                    place=(part, ""),
                    day=looked.effective,
                    organs=frozenset(
                        {programme.acceptance.organs[looked.seq], *(one.organ for one in visit.members)}
                    ),
                    level=visit.level,
                    pictures=visit.pictures,
                )


def _day_that_stands(line: Timeline[VisitRecorded], told: Entry[VisitRecorded], known: Seq | None) -> date:
    """The day of a visit after every time it was put right."""
    while (right := line.replacement(told.seq)) is not None and is_known(right.seq, known):
        told = right
    return told.effective
