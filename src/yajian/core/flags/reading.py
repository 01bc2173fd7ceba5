"""Every flag with what came of it, and those that keep a part from being called done."""

from collections.abc import Iterable
from datetime import date

import msgspec

from yajian.core.facts.closure import NO_PART
from yajian.core.facts.flags import FlagClosed, Kind
from yajian.core.flags.flag import DOWN, Flag, Place, place
from yajian.core.flags.pictures import again, shows_nothing_new
from yajian.core.flags.signs import signs
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Plan, Rule
from yajian.core.programme import Programme
from yajian.core.rules import closure, dossier, targets
from yajian.core.words import FacilityId, PartId, Seq


def flags(programme: Programme, as_of: date | None = None, known: Seq | None = None) -> tuple[Flag, ...]:
    """Every flag raised by a day, as the first `known` facts tell it, in the order the entries came."""
    return _looked_into(programme, (*signs(programme, known), *again(programme, known)), as_of, known)


def borrowed(
    programme: Programme, entry: Seq, as_of: date | None = None, known: Seq | None = None
) -> Flag | None:
    """The flag that keeps an entry from showing anything: no picture of it is its own, and nobody found that one is."""
    if not shows_nothing_new(programme, entry, known):
        return None
    found = (one for one in flags(programme, as_of, known) if (one.raised, one.kind) == (entry, "picture"))
    return next((one for one in found if one.closed is None or one.closed.value.confirmed), None)


def _looked_into(
    programme: Programme, found: Iterable[Flag], as_of: date | None, known: Seq | None
) -> tuple[Flag, ...]:
    """Those of a day, each with its closing."""
    of_the_day = (
        msgspec.structs.replace(flag, closed=_closing(programme, flag, as_of, known))
        for flag in found
        if as_of is None or flag.since <= as_of
    )
    return tuple(sorted(of_the_day, key=lambda one: (one.raised, one.kind)))


def raised(programme: Programme, entry: Seq, kind: Kind) -> Flag | None:
    """The flag of this kind that an entry raised."""
    return next((one for one in flags(programme) if (one.raised, one.kind) == (entry, kind)), None)


def at(found: Iterable[Flag], places: Iterable[Place]) -> tuple[Flag, ...]:
    wanted = frozenset(places)
    return tuple(flag for flag in found if flag.place in wanted)


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
    """The flags that keep a part from being called done; acceptance waits for them, and whatever pays for it may ask the same.

    A sign told of an oven under an older spelling of its name is a sign of it all the same.
    """
    names = tuple(facilities)
    places = {place(programme, part, name, known) for name in names}
    return tuple(
        flag
        for flag in all_holding(programme, as_of, known)
        if flag.place in places or (flag.part == part and dossier.in_common((flag.facility,), names))
    )


def all_holding(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> tuple[Flag, ...]:
    """Of anything: signs nobody has looked into, and true ones that nothing has ended."""
    return tuple(
        flag
        for flag in _looked_into(programme, signs(programme, known), as_of, known)
        if flag.closed is None or _goes_on(programme, flag, as_of, known)
    )


def never_revived(plan: Plan) -> Rule | None:
    """The plan's own rule that what is retired stays so."""
    return next((rule for rule in plan.rules.values() if rule.always == "never_revived"), None)


def _goes_on(programme: Programme, flag: Flag, as_of: date | None, known: Seq | None) -> bool:
    """Whether a true sign has been followed by no shutting, on the day it was found true or later: before, it was at work."""
    if flag.closed is None or not flag.closed.value.confirmed:
        return False
    day = flag.closed.effective
    return not any(
        entry.value.counts_as in DOWN and entry.seq > flag.raised and entry.effective >= day
        for name in _spellings(programme, flag)
        for entry in closure.conditions(programme, flag.part, name, known).known(known)
        if as_of is None or entry.effective <= as_of
    )


def _spellings(programme: Programme, flag: Flag) -> tuple[str, ...]:
    """What it was called when the sign was seen, and how the list spells it now: nothing else can be recorded any more."""
    listed = targets.find_part(programme, flag.part) if flag.part != NO_PART else None
    names = closure.in_pieces(programme, listed).facilities if listed is not None else ()
    return tuple(dict.fromkeys((flag.facility, *dossier.in_common(names, (flag.facility,)))))


def _closing(
    programme: Programme, flag: Flag, as_of: date | None, known: Seq | None
) -> Entry[FlagClosed] | None:
    said = programme.flags.closed.get(flag.raised, Timeline()).known(known)
    return next(
        (one for one in said if one.value.sort == flag.kind and (as_of is None or one.effective <= as_of)),
        None,
    )
