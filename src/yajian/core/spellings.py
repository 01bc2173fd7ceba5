"""One thing under two spellings: a person's name, and a paper's number. Whoever would pay twice spells otherwise."""

import re
from functools import lru_cache

from yajian.core.facts.charter import DocumentRegistered
from yajian.core.history import Entry
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.rules.charter import document
from yajian.core.rules.register import filing_key
from yajian.core.words import DocumentNo

_POST = re.compile(r"\([^()]*\)")


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
