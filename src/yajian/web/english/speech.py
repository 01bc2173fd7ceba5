"""One sentence from Chinese into English: by the catalogue, whole or as a pattern, and what was filled in by itself.

Whatever the catalogue does not know is somebody's own words, of the plan or of the books. It stays, between two marks.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

import msgspec

from yajian.web.english.catalogue import HOLE, han, has_han, key

DATA, END = "\ue900", "\ue901"  # around words that stay Chinese
ROOM = 50_000  # sentences remembered; then all are forgotten, which costs a moment

_FOREIGN = re.compile("[\u3000-\u9fff\uff00-\uffef]")  # Chinese letters and signs
_DATE = re.compile(r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日")
_SIGNS = {
    "，": ", ",
    "。": ". ",
    "；": "; ",
    "：": ": ",
    "、": ", ",
    "（": " (",
    "）": ")",
    "　": " ",
    "＝": "=",
    "＋": "+",
}
_SIGNS |= {
    "－": "−",
    "！": "!",
    "？": "?",
    "《": "“",
    "》": "”",
    "／": "/",
    "％": "%",
    "〔": "[",
    "〕": "]",
    "｜": " | ",
}
_TABLE = str.maketrans(_SIGNS)
_LEVELS = (
    "。\n",
    "；",
    "·｜",
    "，：",
    "→—",
    "、",
    "（）",
    "《》",
    "“”",
    " ",
)  # where a text may be taken apart, the deepest cut first
_OPENS, _SHUTS = "（“《〔", "）”》〕"
_HOLE = r"((?:[^（）“”《》]|（(?:[^（）]|（[^（）]*）)*）|“[^“”]*”|《[^《》]*》)*?)"  # what opens in a hole closes in it
_WEIGHT = 3  # a pattern that says less than this, in bare characters, could be part of anybody's sentence
_BLANKS = re.compile(r"\s+")
_NUMBERED = re.compile(r"\{(\d+)(?::([^/}]*)/([^}]*))?\}")


class Said(msgspec.Struct, frozen=True):
    """A text in English; how many Chinese characters had to stay, and whether all of them are known to be somebody's words."""

    words: str
    left: int
    known: bool = True


class Pattern:
    """A sentence of the catalogue with holes."""

    def __init__(self, chinese: str, english: str) -> None:
        self._pieces = chinese.split(HOLE)
        self.literals = [piece for piece in self._pieces if piece]
        self.weight = sum(map(han, self.literals))
        self.weak = self.weight < _WEIGHT and self.weight == sum(map(len, self.literals))
        self._english = english
        self._expression: re.Pattern[str] | None = None

    def holes(self, text: str) -> tuple[str, ...] | None:
        """What stands in the holes of a text made after this pattern."""
        if not all(piece in text for piece in self.literals):
            return None
        if self._expression is None:
            self._expression = re.compile(_HOLE.join(map(re.escape, self._pieces)), re.DOTALL)
        found = self._expression.fullmatch(text)
        return found.groups() if found is not None else None

    def filled(self, holes: Iterable[str]) -> str:
        """Its English with the holes filled in; of two words the first is for one."""
        given = tuple(holes)

        def fill(hole: re.Match[str]) -> str:
            words = given[int(hole[1])]
            return words if hole[2] is None else hole[2] if words == "1" else hole[3]

        return _NUMBERED.sub(fill, self._english)


class Speech:
    """The catalogue made ready to look things up in, and what was looked up before."""

    def __init__(self, catalogue: Mapping[str, str], names: Mapping[str, str], own: Set[str]) -> None:
        self._own = own
        self._whole = {key(name): words for name, words in names.items()}
        self._whole |= {chinese: words for chinese, words in catalogue.items() if HOLE not in chinese}
        self._patterns = _by_rarest(
            Pattern(chinese, words) for chinese, words in catalogue.items() if HOLE in chinese
        )
        self._said: dict[str, Said] = {}

    def say(self, text: str) -> str:
        """A text in English; what stays Chinese stands between DATA and END."""
        return self._text(text).words

    def _text(self, text: str) -> Said:
        if _FOREIGN.search(text) is None:
            return Said(text, 0)
        found = self._said.get(text)
        if found is None:
            if len(self._said) >= ROOM:
                self._said.clear()
            found = self._said[text] = self._read(text)
        return found

    def _read(self, text: str) -> Said:
        """The core of it looked up, and the signs at its ends put back."""
        core = key(text)
        if not core:
            return Said(_signs(text), 0)
        before, found, after = _BLANKS.sub(" ", text).partition(core)
        if not found:
            before = after = ""
        said = self._core(core)
        return msgspec.structs.replace(said, words=_tidy(_signs(before) + said.words + _signs(after)))

    def _core(self, core: str) -> Said:
        whole = self._whole.get(core)
        if whole is not None:
            return Said(whole, 0)
        day = _DATE.fullmatch(core)
        if day is not None:
            return Said(f"{day[1]}-{int(day[2]):02d}-{int(day[3]):02d}", 0)
        own = Said(_own(core), han(core), core in self._own)
        if own.known:
            return own
        best = own if own.left else Said(_signs(core), 0)
        for said in self._readings(core):
            if said.left < best.left:
                best = said
            if not best.left:
                break
        return best

    def _readings(self, core: str) -> Iterator[Said]:
        """By every pattern that fits, the one that says most itself first; then part by part."""
        for pattern in self._fitting(core):
            holes = pattern.holes(core)
            if holes is None:
                continue
            filled = [self._text(hole) for hole in holes]
            if pattern.weak and not all(one.known for one in filled):
                continue
            yield _together(pattern.filled(one.words for one in filled), filled)
        for signs in _LEVELS:
            parts = _apart(core, signs)
            if len(parts) > 1:
                said = [self._text(part) for part in parts]
                yield _together("".join(one.words for one in said), said)

    def _fitting(self, core: str) -> list[Pattern]:
        found = {
            id(pattern): pattern
            for size in (1, 2)
            for at in range(len(core) - size + 1)
            for pattern in self._patterns.get(core[at : at + size], ())
        }
        return sorted(found.values(), key=lambda pattern: -pattern.weight)


def _together(words: str, parts: list[Said]) -> Said:
    return Said(words, sum(one.left for one in parts), all(one.known for one in parts))


def capital(words: str) -> str:
    """A sentence begins with a capital; a figure, a name that stays Chinese, or a mark of the page begins as it is."""
    for at, letter in enumerate(words):
        if letter.isalpha() and letter.isascii():
            return words[:at] + letter.upper() + words[at + 1 :]
        if letter not in ' \t\n(“"':
            break
    return words


def _by_rarest(patterns: Iterable[Pattern]) -> dict[str, list[Pattern]]:
    """Each pattern under the one or two characters of its own that the fewest others have."""
    every = list(patterns)
    seen = Counter(gram for pattern in every for gram in _grams(pattern))
    found: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in every:
        found[min(_grams(pattern), key=lambda gram: (seen[gram], gram))].append(pattern)
    return found


def _grams(pattern: Pattern) -> set[str]:
    pairs = {piece[at : at + 2] for piece in pattern.literals for at in range(len(piece) - 1)}
    return pairs or {letter for piece in pattern.literals for letter in piece}


def _apart(text: str, signs: str) -> list[str]:
    """A text cut at these signs, each sign a part of its own; brackets and quotation marks are not cut into."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        if letter in _SHUTS:
            depth = max(depth - 1, 0)
        cut = letter in signs and depth == 0
        if letter in _OPENS:
            depth += 1
        if cut:
            if text[start:at]:
                parts.append(text[start:at])
            parts.append(letter)
            start = at + 1
    if text[start:]:
        parts.append(text[start:])
    return parts


_BETWEEN = re.compile("[^\ue000-\ue8ff]+")


def _own(text: str) -> str:
    """Somebody's words, marked; what the page has marked among them is not theirs alone."""
    return _BETWEEN.sub(lambda found: f"{DATA}{found[0]}{END}" if has_han(found[0]) else found[0], text)


def _signs(text: str) -> str:
    return text.translate(_TABLE)


_TOO_MANY = re.compile(r" {2,}")
_EMPTY = re.compile(r"([,;:]) *(?=[,;.])")
_BEFORE_SIGN = re.compile(r" +([,.;:)!?])")
_AFTER_BRACKET = re.compile(r"\( +")
_SENTENCE = re.compile(r"([.!?]\)? )([a-z])")


def _tidy(words: str) -> str:
    """One blank between words, none before a comma, and a capital after a full stop."""
    words = _AFTER_BRACKET.sub("(", _BEFORE_SIGN.sub(r"\1", _TOO_MANY.sub(" ", words)))
    words = _EMPTY.sub("", words)
    return _SENTENCE.sub(lambda found: found[1] + found[2].upper(), words)
