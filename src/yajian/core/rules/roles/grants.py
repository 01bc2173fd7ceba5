"""Who holds which role on a day, for whom, and from what it was lent."""

from collections.abc import Iterator
from datetime import date

import msgspec

from yajian.core.facts.people import PersonEntered, PersonLeft
from yajian.core.facts.roles import RoleDelegated, RoleGranted
from yajian.core.programme import Programme
from yajian.core.rules.roles.table import INSTALLER
from yajian.core.words import (
    Seq,
)


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """A grant or a delegation in force on a day."""

    seq: Seq
    since: date
    fact: RoleGranted | RoleDelegated


def grant(
    programme: Programme, seq: Seq, as_of: date | None = None, known: Seq | None = None
) -> Grant | None:
    """A grant as it stands on a day; None once it is over, taken back, or what it was lent from is."""
    timeline = programme.roles.grants.get(seq)
    entries = timeline.known(known) if timeline is not None else ()
    begun = [entry for entry in entries if as_of is None or entry.effective <= as_of]
    given = [(entry.effective, entry.value) for entry in begun if entry.value is not None]
    if not given or len(given) < len(begun):  # nothing yet, or taken back
        return None
    [(since, fact)] = given
    if as_of is not None and fact.until is not None and fact.until < as_of:
        return None
    if _has_left(programme, fact.person, seq, as_of, known):
        return None
    if isinstance(fact, RoleDelegated) and grant(programme, fact.grant, as_of, known) is None:
        return None
    return Grant(seq=seq, since=since, fact=fact)


def _has_left(programme: Programme, person: str, since: Seq, as_of: date | None, known: Seq | None) -> bool:
    """Whether the person left after this was given. Who comes back is granted anew."""
    timeline = programme.people.persons.get(person)
    return timeline is not None and any(
        isinstance(entry.value, PersonLeft)
        and entry.seq > since
        and (as_of is None or entry.effective <= as_of)
        for entry in timeline.known(known)
    )


def grants_of(
    programme: Programme, person: str, as_of: date | None = None, known: Seq | None = None
) -> Iterator[Grant]:
    """Everything a person may act on, on a day."""
    for seq in programme.roles.held_by.get(person, ()):
        found = grant(programme, seq, as_of, known)
        if found is not None:
            yield found


def in_office(programme: Programme, role: str, as_of: date | None = None) -> tuple[Grant, ...]:
    """Who holds a role on a day, whatever for."""
    found = (grant(programme, seq, as_of) for seq in programme.roles.grants)
    return tuple(one for one in found if one is not None and one.fact.role == role)


def installer(programme: Programme, as_of: date | None = None) -> str | None:
    """Who acts as the installer on a day: INSTALLER for anybody, a name, or "" for nobody, officers being there.

    None: confirmed once, and nobody is left to answer for it. Then it can be confirmed anew and nothing else.
    """
    confirmed = programme.people.confirmed.at()
    if confirmed is None:
        return INSTALLER
    if programme.people.officers.entries and (
        in_office(programme, "system", as_of) or in_office(programme, "security", as_of)
    ):
        return ""
    name = confirmed.value.person
    present = programme.people.persons[name].at(as_of) if name in programme.people.persons else None
    return name if present is not None and isinstance(present.value, PersonEntered) else None
