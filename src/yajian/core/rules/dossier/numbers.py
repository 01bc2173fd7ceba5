"""Which ovens a title names by number: 1号、2号焦炉 and 焦炉1#、2# are two, 第21—40孔 are twenty chambers, 两座焦炉 is no number."""

import re
from collections.abc import Collection, Iterator

from yajian.core.rules.dossier.ovens import in_digits, spelling

_ONE = r"(?:第\d{1,4}座|(?:第|#|no\.?)?\d{1,4}[a-z]?(?:号|#)?)"
_MARKED = r"(?:(?:#|no\.?)\d{1,4}[a-z]?|\d{1,4}[a-z]?(?:号|#))"  # one that follows what it counts says so
_TO = r"(?:至|到|[-–—~]+)"
_JOIN = rf"(?:[、,/和及与]|{_TO})"
_MANY = rf"({_ONE}(?:{_JOIN}{_ONE}){{0,40}})"  # no more, or a long line would take for ever
_KIND = rf"{_MANY}([^\W\d第]+)"
_DOES = r"(?:提前)?[停关焖拆封]"  # 4号停炉 leaves out what it is the number of
_SEVERAL = re.compile(r"(?:[2-9]|[1-9]\d|[两双几各全]|所有)(?:部|部的)?(?:座|个|组)?焦?炉")
_NUMBER = re.compile(r"\d+[a-z]?")
_RANGE = re.compile(rf"(\d{{1,4}})[号#]?{_TO}第?#?(\d{{1,4}})")
_MOST = 1000  # numbers in a range: an oven has some tens of chambers


def names(title: str, name: str, heads: Collection[str] = ()) -> bool | None:
    """Whether a title names this oven or piece: no where it names others of its kind, and nothing where it names none.

    `heads` are what stands before the number of other ovens there: 西1号焦炉 is not 1号焦炉, where there is a 西.
    """
    words, found = in_digits(title), None
    for head, kind, mine in _counted(name):
        told = frozenset(_told(words, kind, {head, *heads}, len(mine) > 1))
        if told and not mine <= {number for led, number in told if led == head}:
            return False
        found = found or bool(told) or None
    return found


def several(title: str) -> bool:
    """Whether a title speaks of more than one and numbers none: 两座焦炉."""
    return _SEVERAL.search(in_digits(title)) is not None


def head(name: str) -> str:
    """What stands before the number of an oven."""
    return spelling(name).head


def _counted(name: str) -> Iterator[tuple[str, str, frozenset[str]]]:
    """What of an oven's name is counted: 1号焦炉第21—40孔 is the first oven, and twenty chambers of it."""
    spelt = spelling(name)
    if len(spelt.said) == 1:
        ((number, kind),) = spelt.said
        if kind:
            yield spelt.head, kind, frozenset({number})
        return
    for at, found in enumerate(re.finditer(_KIND, in_digits(name))):
        yield (spelt.head if at == 0 else ""), found[2], frozenset(_numbers(found[1]))


def _told(words: str, kind: str, heads: Collection[str], chambers: bool) -> Iterator[tuple[str, str]]:
    """Every number of this kind that is told, and what stands before it. 65孔焦炉 says of what size, and not which chamber."""
    short = kind[-1] if len(kind) > 1 else rf"[^\W\d]?{kind}"  # 3号炉 for 3号焦炉, and the other way round
    before = rf"{_MANY}(?:{kind}|{short})"
    after = rf"{kind}({_MARKED}(?:{_JOIN}{_MARKED}){{0,40}})"
    bare = rf"({_MARKED}(?:{_JOIN}{_MARKED}){{0,40}})(?={_DOES})"
    readings = (before, after) if chambers else (before, after, bare)
    for found in (match for one in readings for match in re.finditer(one, words)):
        if chambers and found[1].isdecimal():
            continue
        led = words[: found.start()]
        head = max((one for one in heads if led.endswith(one)), key=len, default="")
        yield from ((head, number) for number in _numbers(found[1]))


def _numbers(told: str) -> Iterator[str]:
    for found in _RANGE.finditer(told):
        first, last = int(found[1]), int(found[2])
        yield from (str(one) for one in range(first, min(last, first + _MOST) + 1))
    yield from (one.lstrip("0") for one in _NUMBER.findall(told))
