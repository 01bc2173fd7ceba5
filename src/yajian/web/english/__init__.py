"""The office in English: a page is made in Chinese, and read out in English from a catalogue on its way out.

Nothing below the web knows of it. The catalogue is data, a file a room; tests/english harvests every Chinese sentence the
house can say and demands that each has its English. Words of the plan and of the books stay as they are, marked as Chinese.
"""

from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from yajian.web.english import catalogue
from yajian.web.english.interpreter import Interpreter
from yajian.web.english.markup import Reader
from yajian.web.english.speech import Speech

_interpreters: "WeakKeyDictionary[Any, Interpreter]" = WeakKeyDictionary()


def english(html: str, office: Any = None) -> str:
    """A page, or a part of one, in English; the office's own words are left as they are."""
    return _reader(office).read(html)


def _reader(office: Any) -> Reader:
    if office is None:
        return _of_nobody()
    try:
        found = _interpreters.get(office)
        if found is None:
            found = _interpreters[office] = Interpreter(office)
        return found.reader()
    except Exception:
        return _of_nobody()  # the books cannot be read just now, and the page says so


@cache
def _of_nobody() -> Reader:
    return Reader(Speech(catalogue.load(), {}, frozenset()))
