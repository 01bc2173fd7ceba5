"""The issued text as it can be compared: without line breaks, blanks and page numbers, but knowing its lines."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

_PAGE = re.compile(r"—\s*\d+\s*—")
_NUMERAL = "[一二三四五六七八九十]+"
_BETWEEN = "；，。：:、"
# What a Chinese official document prints between its sentences: punctuation, numbers, headings.
_HEADING = re.compile(
    rf"[；，。：:、”“]*({_NUMERAL}、[^。；，0-9]{{2,20}})?(（{_NUMERAL}）[^。；0-9]{{2,40}}。?)?"
    rf"({_NUMERAL}、|（{_NUMERAL}）)?([0-9]+[.．、])?[；，。：:、”“]*"
)


_RECOGNISED = 4  # letters in a row that make a place worth comparing
_SHIFT = 6  # how many letters may have been lost or added
_TRIED = 8  # places compared, at most


class Near(NamedTuple):
    """A place in the text that words were probably copied from."""

    start: int
    end: int
    agreed: int  # letters that agree before the first that does not


def squeezed(words: str) -> str:
    """Words without the blanks that typesetting put in."""
    return re.sub(r"\s+", "", words)


class Issued:
    """The issued text, ready to be searched."""

    def __init__(self, raw: str) -> None:
        kept: list[str] = []
        self._lines: list[int] = []
        blank = _PAGE.sub(lambda page: re.sub(r"\S", " ", page[0]), raw)
        line = 1
        for letter in blank:
            if not letter.isspace():
                kept.append(letter)
                self._lines.append(line)
            elif letter == "\n":
                line += 1
        self.text = "".join(kept)

    def line(self, position: int) -> int:
        """The line of the document a place stands on."""
        return (
            self._lines[position] if position < len(self._lines) else (self._lines[-1] if self._lines else 1)
        )

    def all(self, words: str) -> list[int]:
        """Every place where these words stand."""
        found, start = [], self.text.find(words) if words else -1
        while start >= 0:
            found.append(start)
            start = self.text.find(words, start + 1)
        return found

    def nearest(self, words: str) -> Near | None:
        """Where words that are not quite in the text most likely belong, and where they first differ from it."""
        head = self._longest(words, from_start=True)
        tail = self._longest(words, from_start=False)
        if max(head, tail) < _RECOGNISED:
            return None
        starts = self.all(words[:head]) if head > 1 else []
        ends = [place + tail for place in self.all(words[len(words) - tail :])] if tail > 1 else []
        starts += [
            max(end - len(words) + shift, 0) for end in ends[:_TRIED] for shift in range(-_SHIFT, _SHIFT + 1)
        ]
        start = max(starts[: _TRIED * 2 * _SHIFT], key=lambda start: self._likeness(words, start))
        end = min(
            (end for end in ends if start < end <= start + len(words) + _SHIFT), default=start + len(words)
        )
        return Near(start, max(end, start + 1), self._agreed(words, start))

    def _likeness(self, words: str, start: int) -> tuple[float, int, bool]:
        """How well words sit at a place: letters in common, letters from the start, and a natural beginning."""
        there = self.text[start : start + len(words)]
        ratio = SequenceMatcher(None, words, there, autojunk=False).ratio()
        begins = start == 0 or self.text[start - 1] in _BETWEEN or self.line(start) != self.line(start - 1)
        return round(ratio, 2), self._agreed(words, start), begins

    def _agreed(self, words: str, start: int) -> int:
        """How many letters agree before the first that does not."""
        pairs = zip(words, self.text[start:], strict=False)
        return next((place for place, (here, there) in enumerate(pairs) if here != there), len(words))

    def _longest(self, words: str, from_start: bool) -> int:
        """How many letters from one end are in the text just so."""
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            piece = words[:middle] if from_start else words[-middle:]
            low, high = (middle, high) if piece in self.text else (low, middle - 1)
        return low

    def runs(self, covered: list[bool]) -> Iterator[tuple[int, str]]:
        """The stretches nobody covers that are more than a heading."""
        start = 0
        while start < len(covered):
            if covered[start]:
                start += 1
                continue
            end = start
            while end < len(covered) and not covered[end]:
                end += 1
            if not _HEADING.fullmatch(self.text[start:end]):
                words = self.text[start:end].lstrip(_BETWEEN)
                yield end - len(words), words.rstrip(_BETWEEN)
            start = end
