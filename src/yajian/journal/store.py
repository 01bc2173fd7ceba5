"""The contract of a store: bodies in, bodies out, one writer at a time, and an answer that means durable."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import msgspec

from yajian.core.words import Seq
from yajian.journal.envelope import Head


class Stored(msgspec.Struct, frozen=True, gc=False):
    """One body as it lies in the store."""

    seq: Seq
    body: bytes


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """A command that was carried out: what was asked, and the facts it led to."""

    command_id: str
    ask: str
    first: Seq
    last: Seq
    leaf: str  # of its last body: the one body that no later body vouches for yet


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """A command that was declined. Kept beside the chain, not in it."""

    at: str  # an instant as canonical.instant writes it
    actor: str
    organ: str
    role: str
    command_id: str
    command: str  # canonical JSON of what was asked
    code: str
    basis: str
    finding: str
    way_forward: str
    head: Seq = Seq(0)  # the journal's last fact at the time


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing verification found wrong: its kind by a stable name, its place, and a Chinese sentence."""

    kind: str
    where: str
    saw: str


class Unsafe(Exception):
    """The books must not be opened as things stand. The message is a Chinese sentence saying what to do."""


class NotRecorded(Exception):
    """Nothing of the batch was written, for certain. The same command id may be used again."""


class Unknown(Exception):
    """Whether the batch was written cannot be told now; asking again with the same command id will tell."""


class Batch(Protocol):
    """One turn at writing. Everything in it becomes durable together when the turn ends, or nothing does."""

    @property
    def head(self) -> Head:
        """The end of the journal, this batch's own bodies included."""

    def read(self, after: int = 0) -> Iterator[Stored]: ...

    def find(self, command_id: str) -> Carried | None: ...

    def append(self, bodies: Sequence[bytes]) -> Carried:
        """Add all the facts of one command. Raises Broken if they do not follow the head."""

    def extend(self, commands: Sequence[Sequence[bytes]]) -> list[Carried]:
        """Add the facts of several commands, one after the other: faster, for a replay."""

    def log_attempt(self, attempt: Attempt) -> None: ...


class Store(Protocol):
    """Where the bodies of one programme lie. Safe to use from several threads."""

    def head(self) -> Head: ...

    def read(self, after: int = 0, upto: int | None = None) -> Iterator[Stored]:
        """Bodies in order of seq, `after` excluded and `upto` included."""

    def find(self, command_id: str) -> Carried | None: ...

    def writing(self) -> AbstractContextManager[Batch]:
        """Waits for its turn among all processes; commits once on leaving. An exception inside undoes it all.

        Raises NotRecorded or Unknown if the commit fails.
        """

    def log_attempt(self, attempt: Attempt) -> None: ...

    def attempts(self) -> Iterator[Attempt]:
        """Declined commands, oldest first."""

    def changed(self) -> bool:
        """Whether somebody may have written since this was last asked. Cheap, and true the first time."""

    def copy_to(self, target: Path) -> None:
        """The books of one moment as one SQLite file: what a backup holds, whichever store they lie in."""

    def examine(self) -> Iterator[Finding]:
        """What is physically wrong with the store and its index, beyond the bodies themselves."""

    def close(self) -> None: ...
