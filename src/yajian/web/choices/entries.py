"""Entries that stand, to be chosen by the number they stand under: what a correction corrects, a decision decides."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from yajian.core import catalogue
from yajian.core.history import Entry, Timeline
from yajian.core.programme import Programme
from yajian.web.choices import things
from yajian.web.choices.things import Books, Offer, Option

Pasts = Callable[[Programme], Iterable[Timeline[Any]]]

_ABOUT = (
    "part",
    "facility",
    "unit",
    "enterprise",
    "organ",
    "post",
    "duty",
    "campaign",
    "question",
    "subject",
)
_UNTOLD = frozenset(
    {"condition", "counts_as", "field", "key", "scan", "sheet", "value"}
)  # fields that say nothing to a reader


def numbered(pasts: Pasts, *kinds: type[Any], about: tuple[str, ...] = _ABOUT) -> Offer:
    """The latest first, and of these only what the form is about, by the fields that say it of the entry too."""

    def offer(books: Books) -> Iterator[Option]:
        found = sorted(_standing(pasts(books.programme), kinds), key=lambda entry: -entry.seq)
        names = dict(things.enterprises(books)) | dict(things.organs(books)) | dict(things.subjects(books))
        for entry in found:
            if _is_about(books, entry.value, about):
                yield str(entry.seq), f"第{entry.seq}条 {_told(entry, names)}"

    return offer


def of(area: str, *tables: str) -> Pasts:
    """The timelines an area keeps in these tables."""

    def pasts(programme: Programme) -> Iterator[Timeline[Any]]:
        for table in tables:
            yield from getattr(getattr(programme, area), table).values()

    return pasts


def of_the_ledger(programme: Programme) -> Iterator[Timeline[Any]]:
    for table in programme.dossiers.tables().values():
        yield from table.values()


def of_signatures(programme: Programme) -> Iterator[Timeline[Any]]:
    for signed in programme.survey.signatures.values():
        yield from signed.values()


def _standing(pasts: Iterable[Timeline[Any]], kinds: tuple[type[Any], ...]) -> Iterator[Entry[Any]]:
    """What nothing has taken the place of."""
    for past in pasts:
        for entry in past.entries:
            wanted = not kinds or isinstance(entry.value, kinds)
            if wanted and entry.corrected_by is None and entry.value is not None:
                yield entry


def _is_about(books: Books, fact: Any, about: tuple[str, ...]) -> bool:
    held = ((name, getattr(fact, name, "")) for name in about)
    return all(books.asked(name) in ("", value) for name, value in held if value)


def _told(entry: Entry[Any], names: Mapping[str, str]) -> str:
    """An entry in a line: what it is, its first words, and its day."""
    fact = entry.value
    held = (getattr(fact, name) for name in fact.__struct_fields__ if name not in _UNTOLD)
    words = [names.get(value, value) for value in held if isinstance(value, str) and 0 < len(value) <= 40]
    return f"{catalogue.title(type(fact))} {' '.join(words[:4])} {entry.effective.isoformat()}"
