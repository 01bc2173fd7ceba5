"""The catalogue: what the office says in Chinese → the same in English. A file a room, a table a module.

A key is a sentence without the punctuation at its ends; `{}` is what was filled in. The English takes it up by number:
`{0}`, and `{0:item/items}` is one word or the other by whether that number is one.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"
HOLE = "{}"
_UNDETERMINED = ("待定：", "undetermined: ")
_ENDS = " \t\n　，。；：、！？"
_WIDE = re.compile(" ?　[ 　]*")
_HAN = re.compile("[\u3400-\u9fff]")


def has_han(text: str) -> bool:
    return _HAN.search(text) is not None


def han(text: str) -> int:
    return len(_HAN.findall(text))


def key(text: str) -> str:
    """What a text is found under: one blank for many (a wide one stays wide), and no punctuation at the ends."""
    found = "　".join(" ".join(part.split()) for part in text.split("　")).strip(_ENDS)
    found = _WIDE.sub("　", found)
    while True:
        if found.endswith("（") or found.startswith("）"):
            found = found.rstrip("（").lstrip("）").strip(_ENDS)
        elif found.startswith("（") and closes(found) == len(found) - 1:
            found = found[1:-1].strip(_ENDS)
        else:
            return found


def closes(text: str) -> int:
    """Where the bracket that opens a text closes; -1 if it does not."""
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "（") - (letter == "）")
        if depth == 0:
            return at
    return -1


@cache
def load() -> Mapping[str, str]:
    """The whole catalogue, read once; what is undetermined also without saying so, as a list of what is missing has it."""
    found = {
        chinese: words
        for path in sorted(FOLDER.glob("*.toml"))
        for table in tomllib.loads(path.read_text("utf-8")).values()
        for chinese, words in table.items()
        if words
    }
    said, in_english = _UNDETERMINED
    shorter = {
        chinese.removeprefix(said): words.removeprefix(in_english)
        for chinese, words in found.items()
        if chinese.startswith(said) and words.startswith(in_english) and has_han(chinese.removeprefix(said))
    }
    return shorter | found
