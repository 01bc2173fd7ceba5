"""One sentence from Chinese into English: by the catalogue, whole or as a pattern, and what was filled in by itself.

Whatever the catalogue does not know is somebody's own words, of the plan or of the books. It stays, between two marks.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Set

import msgspec

from yajian.web.english.catalogue import HOLE, han, has_han, key
from yajian.web.english.patterns import COUNTY, OPENS, SHUTS, Pattern, Patterns

DATA, END = "\ue900", "\ue901"  # around words that stay Chinese
MARKED = frozenset(map(chr, range(0xE000, 0xE900)))  # letters that stand for what the page has marked
ROOM = 50_000  # sentences remembered; then all are forgotten, which costs a moment
_PLAIN = re.compile(r"[\w.-]+", re.ASCII)
LONG = 400  # characters; a longer text is only looked for whole, and taken apart at its full stops
TRIES = 3_000  # readings of one text; whoever writes something that takes more is left as he wrote

_FOREIGN = re.compile("[\u3000-\u9fff\uff00-\uffef]")  # Chinese letters and signs
_SIGNS = dict(zip("，。；：、（）", (", ", ". ", "; ", ": ", ", ", " (", ")"), strict=True))
_SIGNS |= dict(zip("　＝＋－！？／％《》〔〕｜", " =+−!?/%“”[]|", strict=True))
_TABLE = str.maketrans(_SIGNS)
_LEVELS = (
    "　",
    "：",
    "。\n",
    "；",
    "·｜",
    "，",
    "→—",
    " ",
    "、",
    "（）",
    "《》",
    "“”",
)  # where a text may be taken apart
_FIRST = re.compile(r"([ \t\n(“\"]*)([A-Za-z][\w./-]*)")
_BLANKS, _WIDE = re.compile(r"[^\S　]+"), re.compile(" ?　[ 　]*")


class Said(msgspec.Struct, frozen=True):
    """A text in English. The less had to stay, and the less of that is nobody's known words, the better it was read."""

    words: str
    left: int = 0  # Chinese characters that stay
    unknown: int = 0  # of them, those that nobody is known to have written


class Speech:
    """The catalogue made ready to look things up in, and what was looked up before."""

    def __init__(self, catalogue: Mapping[str, str], names: Mapping[str, str], own: Set[str]) -> None:
        self._own = own
        self._whole = {key(name): words for name, words in names.items()}
        self._whole |= {chinese: words for chinese, words in catalogue.items() if HOLE not in chinese}
        self._patterns = Patterns(Pattern(*entry) for entry in catalogue.items() if HOLE in entry[0])
        self._said: dict[str, Said] = {}
        self._tries = 0

    def say(self, text: str) -> str:
        """A text in English; what stays Chinese stands between DATA and END."""
        return self.said(text).words

    def said(self, text: str) -> Said:
        self._tries = TRIES
        return self._text(text)

    def _text(self, text: str) -> Said:
        if _FOREIGN.search(text) is None:
            return Said(text)
        found = self._said.get(text)
        if found is None:
            if len(self._said) >= ROOM:
                self._said.clear()
            found = self._read(text)
            if self._tries >= 0:
                self._said[text] = found
        return found

    def _read(self, text: str) -> Said:
        """The core of it looked up, and the signs at its ends put back."""
        core = key(text)
        if not core:
            return Said(_signs(text))
        before, found, after = _WIDE.sub("　", _BLANKS.sub(" ", text)).partition(core)
        if not found:
            before = after = ""
        said = self._core(core)
        return msgspec.structs.replace(said, words=_tidy(_signs(before) + said.words + _signs(after)))

    def _core(self, core: str) -> Said:
        whole = self._whole.get(core)
        if whole is not None:
            return Said(whole)
        count = han(core)
        if core in self._own or self._are_two_own(core):
            return Said(_own(core), count)
        best = Said(_own(core), count, count) if count else Said(_signs(core))
        for said in self._readings(core):
            best = min(best, said, key=lambda one: (one.unknown, one.left))
            self._tries -= 1
            if not best.unknown or self._tries < 0:
                break
        return best

    def _are_two_own(self, core: str) -> bool:
        """A county and its bureau, a firm and its part: two known words, one after the other, or one and a number."""
        number = _PLAIN.match(core)  # 2.5万立方米/日: a number and the plan's unit
        if number is not None and core[number.end() :] in self._own:
            return True
        return any(
            core[:at] in self._own and (core[at:] in self._own or _PLAIN.fullmatch(core[at:]))
            for at in range(2, min(len(core), 24))
        )

    def _readings(self, core: str) -> Iterator[Said]:
        """By the patterns that fit, the one that says most itself first; part by part; by patterns of a word or two."""
        fitting = self._patterns.fitting(core) if len(core) <= LONG else []
        yield from self._made_after([pattern for pattern in fitting if not pattern.bare], core)
        for parts in _ways_apart(core):
            said = [self._text(part) for part in parts]
            yield _together("".join(one.words for one in said), said)
        yield from self._made_after([pattern for pattern in fitting if pattern.bare], core)
        for parts in self._begun(core):
            said = [self._text(part) for part in parts]
            yield _together("".join(one.words for one in said), said)

    def _made_after(self, patterns: list[Pattern], core: str) -> Iterator[Said]:
        for pattern in patterns:
            for holes in pattern.fits(core):
                filled = [self._text(hole) for hole in holes]
                if not pattern.weak or not any(one.unknown for one in filled):
                    yield _together(pattern.filled(one.words for one in filled), filled)

    def _begun(self, core: str) -> Iterator[list[str]]:
        """In two after a word that is known, the longest first: a county's name before 列入清单产能."""
        for at in range(min(len(core) - 1, 24), 1, -1):
            if core[:at] in self._own or core[:at] in self._whole:
                yield [core[:at], " ", core[at:]]


def _together(words: str, parts: list[Said]) -> Said:
    return Said(words, sum(one.left for one in parts), sum(one.unknown for one in parts))


def capital(words: str, chinese: str = "") -> str:
    """A sentence begins with a capital; a figure, a name, or what stood in the Chinese in these very letters, begins as it is."""
    first = _FIRST.match(words)
    if first is None or first[2] in chinese:
        return words
    return first[1] + first[2].capitalize() + words[first.end() :] if first[2].islower() else words


_IN_TWO = ("　", "。\n", "；", " ")  # signs that part two things, each of which may hold more of them
_BETWEEN_WORDS = re.compile(r"(?=等)|(?<=[\u3400-\u9fff])(?=[\d,.]+[\u3400-\u9fff]?$)")


def _ways_apart(text: str) -> Iterator[list[str]]:
    """A text cut at all signs of one kind, or in two; each sign, and each marked word, is a part of its own."""
    short = len(text) <= LONG
    for cuts in (MARKED, *_LEVELS) if short else (MARKED, "。\n"):
        parts = _apart(text, cuts.__contains__)
        if len(parts) > 1:
            yield parts
        if short and len(parts) > 3 and cuts in _IN_TWO:
            yield from (
                [text[:at], text[at], text[at + 1 :]] for at in range(1, len(text) - 1) if text[at] in cuts
            )
    for found in _BETWEEN_WORDS.finditer(text if short else ""):
        if found.start() > 0 and found.end() < len(text):
            yield [text[: found.start()], " ", text[found.end() :]]


def _apart(text: str, cuts: Callable[[str], bool]) -> list[str]:
    """Brackets and quotation marks are not cut into."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        if letter in "（）" and text[at - 2 * (letter == "）") :].startswith(COUNTY):
            continue
        depth -= letter in SHUTS and depth > 0
        if depth == 0 and cuts(letter):
            parts += [text[start:at], letter]
            start = at + 1
        depth += letter in OPENS
    return [part for part in (*parts, text[start:]) if part]


_BETWEEN = re.compile("[^\ue000-\ue8ff]+")


def _own(text: str) -> str:
    """Somebody's words, marked; what the page has marked among them is not theirs alone."""
    return _BETWEEN.sub(lambda found: f"{DATA}{found[0]}{END}" if has_han(found[0]) else found[0], text)


def _signs(text: str) -> str:
    return text.translate(_TABLE)


_TOO_MANY = re.compile(r" {2,}")
_BEFORE_SIGN = re.compile(r" +([,.;:)!?])")
_AFTER_BRACKET = re.compile(r"\( +")
_EMPTY = re.compile(r"([,;:]) *(?=[,;.])")
_SENTENCE = re.compile(r"([.!?]\)? )([a-z])")


def _tidy(words: str) -> str:
    """One blank between words, none before a comma, nothing between two, and a capital after a full stop."""
    words = _AFTER_BRACKET.sub("(", _BEFORE_SIGN.sub(r"\1", _TOO_MANY.sub(" ", words)))
    return _SENTENCE.sub(lambda found: found[1] + found[2].upper(), _EMPTY.sub("", words))
