"""One thing under two spellings: a body's name, and a paper's number. Whoever would be two, or pay twice, spells otherwise."""

import re
from collections.abc import Iterator
from functools import lru_cache

from yajian.core.facts.charter import DocumentRegistered
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier, organs
from yajian.core.rules.charter import document
from yajian.core.rules.register import filing_key
from yajian.core.words import DocumentNo

_BUREAU = re.compile("..+[局厅委]")  # a known name that goes on after this is a department of it
_CERTAIN = re.compile("[局厅]")  # of a body nobody knows: 市委组织部 is no department of a 市委
_POST = re.compile(r"\([^()]*\)")
_SHORTEST = 4  # signs of 市某局
_GOVERNMENT, _ITS_OFFICE = re.compile(".+政府"), re.compile("办公[室厅]")


def same_body(plan: Plan, programme: Programme, one: str, other: str) -> bool:
    """By its id, by any name it ever bore, with the city's own before it or without, or as a department of it."""
    return not _names(plan, programme, one).isdisjoint(_names(plan, programme, other))


def _names(plan: Plan, programme: Programme, words: str) -> frozenset[str]:
    """What whoever is called so is called besides. A body nobody knows is the bureau its name begins with."""
    said = dossier.folded(words)
    for one in organs.organs(plan, programme):
        names = frozenset(_spelt(plan, {one.name, *organs.called(plan, programme, one.id)}))
        if said in names or any(_is_within(said, name) for name in names):
            return names | {said}
    ends = (found.end() for found in _CERTAIN.finditer(said))
    return frozenset({said, *(said[:end] for end in ends if end >= _SHORTEST)})


def _spelt(plan: Plan, names: set[str]) -> Iterator[str]:
    """A bureau of the city is called 市某局 at home, and by the city's name elsewhere."""
    city = plan.programme.city
    for name in names:
        yield dossier.folded(name)
        if city.endswith("市") and name.startswith("市"):
            yield dossier.folded(city.removesuffix("市") + name)


def _is_within(said: str, name: str) -> bool:
    """A department of a bureau; of a government its office, which writes for it."""
    if not said.startswith(name) or len(name) < _SHORTEST:
        return False
    office = _GOVERNMENT.fullmatch(name) and _ITS_OFFICE.fullmatch(said.removeprefix(name))
    return bool(office or _BUREAU.fullmatch(name))


def person(name: str) -> str:
    """A person without how his name is set, and without the post in brackets beside it: 张 三（科长） is 张三."""
    folded = dossier.folded(name)
    return _POST.sub("", folded) or folded


@lru_cache(maxsize=65536)
def number_key(number: str) -> str:
    """A number without its spelling: brackets of any kind, spaces, full width, 年, 第, 号; one of nothing else is itself."""
    return filing_key(number) or dossier.folded(number)


def same_number(one: str, other: str) -> bool:
    return number_key(one) == number_key(other)


def registered(programme: Programme, number: DocumentNo) -> Entry[DocumentRegistered] | None:
    """The paper on the register that bears this number, however it is spelt there."""
    found = document(programme, number)
    if found is not None:
        return found
    key = number_key(number)
    alike = (one for one in programme.charter.documents if number_key(one) == key)
    return next((entry for one in alike if (entry := document(programme, one)) is not None), None)
