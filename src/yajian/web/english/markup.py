"""A page in English: its sentences, found between the tags, and what its tags say.

A sentence is what stands between two tags that end a line of thought; one that only marks a word (`b`, `a`, `span`) is a hole
in it, so that the English may put the word where English wants it. What is marked as Chinese by `lang` is left alone.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple

from markupsafe import escape

from yajian.web.english.catalogue import has_han
from yajian.web.english.speech import DATA, END, ROOM, Speech, capital

_MARKS = "a|abbr|b|bdi|cite|code|em|i|kbd|mark|q|small|span|strong|sub|sup|time|tspan|u|var"
_PIECES = re.compile(
    r"<(textarea|script|style)\b[^>]*>.*?</\1>"  # what somebody typed, and what a machine reads
    r"|<(\w+)\b[^>]*\slang=\"zh-CN\"[^>]*>.*?</\2>"
    rf"|<!--.*?-->|<a class=\"button[^>]*>|<(?!/?(?:{_MARKS})\b)[^>]*>",
    re.DOTALL,
)
_MARK = re.compile(r"(<[^>]*>)")
_FOUND = re.compile(r"<mark>(.*?)</mark>")
_SAYING = re.compile(
    r'(\s(?:aria-label|title|placeholder|alt|label|data-label|data-done|data-failed|aria-description)=")([^"]*)(")'
)
_VALUE = re.compile(r'(\svalue=")([^"]*)(")')
_PUSHED = re.compile(r'\stype="(?:submit|reset|button)"')
_FOREIGN = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_PLAIN = ("<option", "<title", "<text")  # hold letters and no tags
_FIRST = 0xE000  # the first of the letters that stand for a marked word
_HOLES = re.compile("[\ue000-\ue8ff]")
_OWN = re.compile(f"{DATA}([^{END}]*){END}")

Say = Callable[[str], str]
Run = list["str | Marked"]


class Marked(NamedTuple):
    """A marked word: its tag, what it holds, the end of its tag."""

    opened: str
    held: Run
    shut: str


def pieces(html: str) -> Iterator[tuple[bool, str]]:
    """A page cut where a sentence may end: tags, and what stands between two of them."""
    at = 0
    for found in _PIECES.finditer(html):
        if found.start() > at:
            yield False, html[at : found.start()]
        yield True, found[0]
        at = found.end()
    if at < len(html):
        yield False, html[at:]


class Reader:
    """Reads pages out. What was read before is remembered, piece by piece."""

    def __init__(self, speech: Speech) -> None:
        self._markup = Markup(speech.say)
        self._read: dict[tuple[str, bool], str] = {}

    def read(self, html: str) -> str:
        out, plain = [], False
        for is_tag, piece in pieces(html):
            if is_tag:
                plain = piece.startswith(_PLAIN)
            out.append(self._piece(piece, self._markup.tag if is_tag else self._markup.sentence, plain))
        return "".join(out)

    def _piece(self, piece: str, read: Callable[[str, bool], str], plain: bool) -> str:
        if _FOREIGN.search(piece) is None:
            return piece
        known = self._read.get((piece, plain))
        if known is None:
            if len(self._read) >= ROOM:
                self._read.clear()
            known = self._read[piece, plain] = read(piece, plain)
        return known


class Markup:
    """One piece of a page: a tag, or a sentence with its marked words. `say` is asked for every sentence."""

    def __init__(self, say: Say) -> None:
        self._say = say

    def tag(self, piece: str, plain: bool = False) -> str:
        """A tag, with what it says; of a tag that comes with its content, only the tag."""
        end = piece.index(">") + 1
        said = _SAYING.sub(self._attribute, piece[:end])
        if _PUSHED.search(said):
            said = _VALUE.sub(self._attribute, said)
        return said + piece[end:]

    def _attribute(self, found: re.Match[str]) -> str:
        value = unescape(found[2])
        words = capital(_unmarked(self._say(value)), value)
        return f"{found[1]}{escape(words)}{found[3]}"

    def sentence(self, html: str, plain: bool = False) -> str:
        """Sentences with their marked words; a mark whose other half stands elsewhere ends one."""
        if "<mark>" in html:
            return self._marked_again(html, plain)
        levels: list[tuple[str, Run]] = [("", [])]
        out: list[str] = []
        for piece in filter(None, _MARK.split(html)):
            if not piece.startswith("<"):
                levels[-1][1].append(piece)
            elif not piece.startswith("</"):
                levels.append((piece, []))
            elif len(levels) > 1:
                opened, held = levels.pop()
                levels[-1][1].append(Marked(opened, held, piece))
            else:
                out += [self._run(levels[0][1], plain), piece]
                levels[0] = ("", [])
        for opened, held in levels:
            out += [self.tag(opened) if opened else "", self._run(held, plain)]
        return "".join(out)

    def _marked_again(self, html: str, plain: bool) -> str:
        """What was looked for is marked wherever it came to stand; the sentence is read without the marks."""
        words = sorted(set(_FOUND.findall(html)), key=len, reverse=True)
        said = self.sentence(_FOUND.sub(r"\1", html), plain)
        wanted = re.compile("|".join(map(re.escape, words)))
        return "".join(
            piece if piece.startswith("<") else wanted.sub(r"<mark>\g<0></mark>", piece)
            for piece in _MARK.split(said)
        )

    def _run(self, held: Run, plain: bool, begins: bool = True) -> str:
        """One sentence; or, where nothing is said between the marked words, each of them by itself."""
        texts = [piece for piece in held if isinstance(piece, str)]
        marked = [piece for piece in held if not isinstance(piece, str)]
        if marked and not any(has_han(text) for text in texts):
            return "".join(self._each(held, plain, begins))
        places = iter(range(_FIRST, _FIRST + len(marked)))
        sentence = "".join(unescape(one) if isinstance(one, str) else chr(next(places)) for one in held)
        words = self._say(sentence)
        words = str(escape(capital(words, sentence) if begins else words))
        words = _unmarked(words) if plain else _OWN.sub(r'<span lang="zh-CN">\1</span>', words)
        first = begins and words[:1]
        return _HOLES.sub(
            lambda found: self._marked(marked[ord(found[0]) - _FIRST], plain, found[0] == first), words
        )

    def _each(self, held: Run, plain: bool, begins: bool) -> Iterator[str]:
        """Each by itself; what comes after a figure goes on from it."""
        for piece in held:
            if isinstance(piece, str):
                begins = begins and not any(map(str.isalnum, piece))
                yield str(escape(self._say(unescape(piece))))
            else:
                yield self._marked(piece, plain, begins)

    def _marked(self, one: Marked, plain: bool, begins: bool = True) -> str:
        return self.tag(one.opened) + self._run(one.held, plain, begins) + one.shut


def _unmarked(words: str) -> str:
    return words.replace(DATA, "").replace(END, "")
