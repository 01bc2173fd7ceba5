"""Who is of this office on a day, and who confirmed what it is."""

from collections.abc import Iterator
from datetime import date

import msgspec

from yajian.core.facts.people import InstallationConfirmed, PersonEntered
from yajian.core.history import Entry
from yajian.core.programme import Programme
from yajian.core.words import Seq


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A person as entered, since when."""

    since: date
    seq: Seq
    fact: PersonEntered


def person(
    programme: Programme, name: str, as_of: date | None = None, known: Seq | None = None
) -> Person | None:
    """Whoever goes by this name on a day; None if nobody was entered so, or left."""
    timeline = programme.people.persons.get(name)
    entry = timeline.at(as_of, known) if timeline is not None else None
    if entry is None or not isinstance(entry.value, PersonEntered):
        return None
    return Person(since=entry.effective, seq=entry.seq, fact=entry.value)


def people(programme: Programme, as_of: date | None = None, known: Seq | None = None) -> Iterator[Person]:
    """Everyone of the office on a day, in the order they were entered."""
    for name in programme.people.persons:
        found = person(programme, name, as_of, known)
        if found is not None:
            yield found


def confirmation(programme: Programme, known: Seq | None = None) -> Entry[InstallationConfirmed] | None:
    """Who answers for the installation; None while anybody at this machine may act as the installer."""
    return programme.people.confirmed.at(None, known)
