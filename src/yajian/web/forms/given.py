"""What a form holds: the same for an address that fills it in beforehand and for what was sent.

A mapping is sent row by row (`signers:0:key`), a list as one name several times, a paper to be registered on the way
as parts of its place (`document:number`, `wishes:0:value:number`), and files already received by their digest and name.
"""

import secrets
from collections.abc import Mapping
from datetime import date
from itertools import count, takewhile

import msgspec
from django.http import QueryDict

from yajian.core.words import Digest


class Given(msgspec.Struct, frozen=True):
    """Every text by the name it came under, as typed."""

    texts: Mapping[str, tuple[str, ...]] = {}

    def text(self, name: str) -> str:
        return self.texts.get(name, ("",))[-1].strip()

    def every(self, name: str) -> tuple[str, ...]:
        """Those of a list that are not blank."""
        return tuple(filter(None, (text.strip() for text in self.texts.get(name, ()))))

    def rows(self, name: str, columns: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """The rows of a mapping, each at its place; those after the last that holds anything are left out."""
        there = takewhile(lambda row: any(f"{name}:{row}:{one}" in self.texts for one in columns), count())
        found = [tuple(self.text(f"{name}:{row}:{one}") for one in columns) for row in there]
        while found and self.blank(f"{name}:{len(found) - 1}"):
            found.pop()
        return tuple(found)

    def blank(self, place: str) -> bool:
        """Whether nothing was typed under this name or the names below it."""
        return not any(self.text(name) for name in self.texts if f"{name}:".startswith(f"{place}:"))

    def kept(self, name: str) -> tuple[tuple[Digest, str], ...]:
        """Files received before, each with the name it came under."""
        pairs = (text.partition(" ") for text in self.every(name))
        return tuple(dict((Digest(digest), words) for digest, _, words in pairs).items())

    def but(self, **changes: tuple[str, ...]) -> "Given":
        return Given({**self.texts, **changes})

    def single(self) -> dict[str, str]:
        """One text a name, for whoever asks what the form is about."""
        return {name: self.text(name) for name in self.texts}


def given(sent: QueryDict) -> Given:
    return Given({name: tuple(str(one) for one in sent.getlist(name)) for name in sent})


def fresh(asked: Given, today: date) -> Given:
    """A form nobody has sent yet: a number of its own, and today unless another day is asked for."""
    day = asked.text("effective") or today.isoformat()
    return asked.but(command_id=(secrets.token_hex(16),), effective=(day,))
