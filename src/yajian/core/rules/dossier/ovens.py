"""One oven under many spellings: 3号焦炉, 三号焦炉, #3焦炉, 焦炉3# and 3号炉 are read as one by whoever knows the yard.

What tells two apart is not guessed away: another number, a 东 before it, or another kind of thing is another oven.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import combinations

import msgspec

from yajian.core.rules.dossier.firms import folded

_NUMERALS = re.compile("[〇零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾\u2160-\u216b]+")  # the last: Ⅰ to Ⅻ
_TEN = re.compile("[十拾]")
_MARKS = re.compile(r"no(?=[^a-z0-9]*\d)|[号第座]|[^\w]")  # what stands beside a number and says nothing
_RUNS = re.compile(r"\d+[a-z]*|[^\d\s]+")


class Spelling(msgspec.Struct, frozen=True):
    """A name taken apart: what stands before its first number, and after each number what is said of it."""

    head: str
    said: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return " ".join((self.head, *(one for pair in self.said for one in pair)))


def spelling(name: str) -> Spelling:
    runs = _RUNS.findall(_MARKS.sub(" ", in_digits(name)))
    head, said = "", list[tuple[str, str]]()
    for run in runs:
        if run[0].isdecimal():
            said.append((run.lstrip("0"), ""))
        elif said:
            number, words = said[-1]
            said[-1] = (number, words + run)
        else:
            head += run
    if len(said) == 1 and not said[0][1]:
        return Spelling("", ((said[0][0], head),))  # 焦炉3号 says what 3号焦炉 does
    return Spelling(head, tuple(said))


def one_oven(one: str, other: str) -> bool:
    """Whether two names, of one firm, are read as one oven: 3号炉, or 3号 alone, is 3号焦炉 said in short."""
    this, that = spelling(one), spelling(other)
    if not this.said or not that.said:
        return folded(one) == folded(other)
    return (
        this.head == that.head
        and len(this.said) == len(that.said)
        and all(
            number == its and _one_kind(words, theirs)
            for (number, words), (its, theirs) in zip(this.said, that.said, strict=True)
        )
    )


def _one_kind(one: str, other: str) -> bool:
    """Whether two words may be for one kind of thing: the same, one in short for the other, or one left out."""
    return one == other or not one or not other or one == other[-1:] or other == one[-1:]


def in_common(names: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """The names that are read as one of the others, each as it is written here."""
    there = tuple(others)
    return tuple(name for name in names if any(one_oven(name, other) for other in there))


def twice(names: Iterable[str]) -> bool:
    """Whether one of several names is said again in another spelling."""
    return any(one_oven(*pair) for pair in combinations(names, 2))


def in_digits(words: str) -> str:
    """Words in one spelling, and every number in them in figures."""
    return folded(_NUMERALS.sub(_figures, words))


def _figures(found: re.Match[str]) -> str:
    """二十一 is 21, and so is 二一; Ⅲ is 3."""
    tens, *ones = _TEN.split(found[0], maxsplit=1)
    if not ones:
        return _digits(tens)
    return str(int(_digits(tens) or 1) * 10 + int(_digits(ones[0]) or 0))


def _digits(numerals: str) -> str:
    return "".join(str(int(unicodedata.numeric(one))) for one in numerals)
