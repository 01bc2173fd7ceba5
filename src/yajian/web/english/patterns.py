"""Sentences of the catalogue with holes: which of them a text may have been made after, and what stands in the holes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from yajian.web.english.catalogue import HOLE, han

OPENS, SHUTS = "（“《〔", "）”》〕"
COUNTY = "（市）"  # of 县（市）: no bracket

_NUMBERED = re.compile(r"\{(\d+)(?::(?:([#\d])|([^/}]*)/([^}]*)))?\}")
_FIGURE = re.compile(r"[-−\d,.–]+")
_SEVERAL, _SENTENCES = re.compile("[、，；：。　]"), re.compile("[，；：。　]")
_WEIGHT = 3  # a pattern that says less than this, in bare characters, could be part of anybody's sentence


class Pattern:
    """One sentence with holes. `{0:#}` holds a figure and nothing else, `{0:2}` one of two digits at least; of `{0:item/items}`
    the first is for one.
    """

    def __init__(self, chinese: str, english: str) -> None:
        self._pieces = chinese.split(HOLE)
        self._english = english
        self._figures = [int(found[1]) for found in _NUMBERED.finditer(english) if found[2] is not None]
        self.literals = [piece for piece in self._pieces if piece]
        self.weight = sum(map(han, self.literals))
        self._infix = not self._pieces[0] and not self._pieces[-1]
        self.bare = self.weight < _WEIGHT and self.weight == len("".join(self.literals))
        self.weak = self.weight < _WEIGHT and self.weight == len("".join(self.literals).replace(" ", ""))

    def fits(self, text: str) -> Iterator[tuple[str, ...]]:
        """What may stand in the holes: each as short as it can be, or each as long."""
        if not all(piece in text for piece in self.literals):
            return
        short = self._from_the_left(text)
        if short is None:
            return
        ways = {short, self._from_the_right(text) or short}
        yield from (holes for holes in sorted(ways, key=lambda way: way != short) if self._may_hold(holes))

    def _from_the_left(self, text: str) -> tuple[str, ...] | None:
        first, *inner, last = self._pieces
        if not text.startswith(first) or len(text) < len(first) + len(last) or not text.endswith(last):
            return None
        at, end, holes = len(first), len(text) - len(last), []
        for piece in inner:
            found = text.find(piece, at, end)
            while found >= 0 and not balanced(text[at:found]):
                found = text.find(piece, found + 1, end)
            if found < 0:
                return None
            holes.append(text[at:found])
            at = found + len(piece)
        holes.append(text[at:end])
        return tuple(holes) if balanced(holes[-1]) else None

    def _from_the_right(self, text: str) -> tuple[str, ...] | None:
        first, *inner, last = self._pieces
        at, end, holes = len(first), len(text) - len(last), []
        for piece in reversed(inner):
            found = text.rfind(piece, at, end)
            while found >= 0 and not balanced(text[found + len(piece) : end]):
                found = text.rfind(piece, at, found + len(piece) - 1)
            if found < 0:
                return None
            holes.append(text[found + len(piece) : end])
            end = found
        holes.append(text[at:end])
        return tuple(reversed(holes)) if balanced(holes[-1]) else None

    def _may_hold(self, holes: tuple[str, ...]) -> bool:
        """Figures where the English wants figures; around a word or two something, and one thing only."""
        if self.weight == 1 and not any(holes):
            return False
        if any(_FIGURE.fullmatch(holes[at]) is None for at in self._figures):
            return False
        tells = _SEVERAL if self._infix else _SENTENCES
        return not (self.weak and any(tells.search(hole) for hole in holes))

    def filled(self, holes: Iterable[str]) -> str:
        """Its English with the holes filled in."""
        given = tuple(holes)

        def fill(hole: re.Match[str]) -> str:
            words = given[int(hole[1])]
            if hole[2] is not None:
                return words.zfill(int(hole[2].replace("#", "0")))
            return words if hole[3] is None else hole[3] if words == "1" else hole[4]

        return _NUMBERED.sub(fill, self._english)


class Patterns:
    """All of them, each kept under the one or two characters of its own that the fewest others have."""

    def __init__(self, every: Iterable[Pattern]) -> None:
        patterns = list(every)
        seen = Counter(gram for pattern in patterns for gram in _grams(pattern))
        self._under: dict[str, list[Pattern]] = defaultdict(list)
        for pattern in patterns:
            self._under[min(_grams(pattern), key=lambda gram: (seen[gram], gram))].append(pattern)

    def fitting(self, text: str) -> list[Pattern]:
        """Those that may fit, the one that says most itself first."""
        found = {
            id(pattern): pattern
            for size in (1, 2)
            for at in range(len(text) - size + 1)
            for pattern in self._under.get(text[at : at + size], ())
        }
        return sorted(found.values(), key=lambda pattern: -pattern.weight)


def _grams(pattern: Pattern) -> set[str]:
    pairs = {piece[at : at + 2] for piece in pattern.literals for at in range(len(piece) - 1)}
    return pairs or {letter for piece in pattern.literals for letter in piece}


def balanced(text: str) -> bool:
    """Whether what opens in a text closes in it."""
    return all(text.count(opened) == text.count(shut) for opened, shut in zip(OPENS, SHUTS, strict=True))
