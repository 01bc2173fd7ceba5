"""A revision of the plan beside what was amended elsewhere, part by part."""

import msgspec

from yajian.core.facts.targets import ListPublished, PartListed, TargetsFixed
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules.targets.lists import fixed, present
from yajian.core.rules.targets.stated import opening
from yajian.core.words import DocumentNo, ListId, PartId


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """A part that the list was amended on and that a new file says differently again."""

    list: ListId
    part: PartId


def restated(
    plan: Plan, programme: Programme, document: DocumentNo
) -> tuple[tuple[TargetsFixed | ListPublished, ...], tuple[Conflict, ...]]:
    """What a revision would enter, and where it collides with amendments made since the last file.

    Only what the new file says otherwise than the last one is entered; amendments elsewhere stay.
    """
    facts: list[TargetsFixed | ListPublished] = []
    conflicts: list[Conflict] = []
    for fact in opening(plan):
        if isinstance(fact, TargetsFixed):
            standing = fixed(programme)
            if standing is None or standing.value != fact:
                facts.append(fact)
            continue
        listed = present(programme, fact.list)
        if listed is None:
            facts.append(fact)
            continue
        parts, collided = _merged(_last_from_file(programme, fact.list), listed.value.parts, fact.parts)
        conflicts += [Conflict(list=fact.list, part=part) for part in collided]
        if parts != listed.value.parts:
            version = listed.value.version + 1
            said = fact.parts if fact.parts != parts else ()
            facts.append(
                msgspec.structs.replace(
                    fact, version=version, parts=parts, document=document, file_parts=said
                )
            )
    return tuple(facts), tuple(conflicts)


def _merged(
    last: tuple[PartListed, ...], now: tuple[PartListed, ...], new: tuple[PartListed, ...]
) -> tuple[tuple[PartListed, ...], tuple[PartId, ...]]:
    """The list as it stands, with what the new file changed; and the parts both have changed."""
    before, present_parts = {part.part: part for part in last}, {part.part: part for part in now}
    merged, collided = [], []
    for part in new:
        was, stands = before.get(part.part), present_parts.get(part.part)
        unchanged = stands is not None and part == was
        merged.append(stands if unchanged and stands is not None else part)
        if not unchanged and stands != was and stands != part:
            collided.append(part.part)
    gone = {part.part for part in last} - {part.part for part in new}
    collided += [name for name in gone if present_parts.get(name) != before[name]]
    return tuple(merged), tuple(collided)


def _last_from_file(programme: Programme, name: ListId) -> tuple[PartListed, ...]:
    """What the last adopted file said of a list, as it was entered."""
    entered = [entry.value for entry in programme.targets.lists[name].entries if entry.value.from_file]
    return (entered[-1].file_parts or entered[-1].parts) if entered else ()
