"""Whose words are whose: what stands in the plan and in the books is theirs, and no part of it is read as the office's own."""

import re
from collections.abc import Iterable, Iterator, Mapping
from threading import Lock

import msgspec

from yajian.core.plan import Plan
from yajian.transact import Office
from yajian.web.english import catalogue
from yajian.web.english.catalogue import has_han, key
from yajian.web.english.markup import Reader
from yajian.web.english.speech import Speech

_DAY = re.compile(r"\d+年\d+月\d+日前?")  # a day is a day, whoever wrote it
_COUNTY = "县（市）"
_CHINESE = ("name", "label", "title")


class Interpreter:
    """Of one office: keeps up with its journal, entry by entry, and with its plan."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = Lock()
        self._own: set[str] = set()
        self._seq = 0
        self._plan: Plan | None = None
        self._names: Mapping[str, str] = {}
        self._reader = Reader(Speech(catalogue.load(), self._names, self._own))

    def reader(self) -> Reader:
        with self._lock:
            self._hear_the_journal()
            plan = self._office.plan() if self._seq else None
            if plan is not self._plan and plan is not None:
                self._hear_the_plan(plan)
            return self._reader

    def _hear_the_journal(self) -> None:
        upto = self._office.head.seq
        if upto > self._seq:
            for one in self._office.history(self._seq, upto):
                self._own.update(_words((one.actor, one.organ, one.fact)))
            self._seq = upto

    def _hear_the_plan(self, plan: Plan) -> None:
        self._plan = plan
        self._own.update(_words(plan))
        found = names(plan)
        if found != self._names:
            self._names = found
            self._reader = Reader(Speech(catalogue.load(), found, self._own))


def names(plan: Plan) -> dict[str, str]:
    """The English names the plan itself gives; of two for one word the longer, which says more."""
    heading = plan.programme
    found = {heading.short_title: heading.short_en} if heading.short_en else {}
    for chinese, english in sorted(_pairs(plan), key=lambda pair: len(pair[1])):
        found[chinese] = english
    return found


def _pairs(plan: Plan) -> Iterator[tuple[str, str]]:
    for held in _all(plan):
        english = getattr(held, "en", "")
        chinese = next((word for one in _CHINESE if (word := getattr(held, one, ""))), "")
        if english and chinese:
            yield chinese, english


def _words(held: object) -> Iterator[str]:
    """Every Chinese string of a thing, as the catalogue would key it; what is of every county also without saying so."""
    for text in _all(held):
        if isinstance(text, str) and has_han(text) and not _DAY.fullmatch(text):
            yield key(text)
            if text.startswith(_COUNTY):
                yield key(text.removeprefix(_COUNTY))


def _all(held: object) -> Iterator[object]:
    """A thing and all that is in it."""
    yield held
    if isinstance(held, msgspec.Struct):
        inner: Iterable[object] = (getattr(held, field) for field in held.__struct_fields__)
    elif isinstance(held, Mapping):
        inner = (*held, *held.values())
    elif isinstance(held, tuple):
        inner = held
    else:
        return
    for each in inner:
        yield from _all(each)
