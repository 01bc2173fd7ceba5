"""A copy of the database file, and reading one without locking or changing it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from yajian.core.words import Seq
from yajian.journal import sqlite_pages
from yajian.journal.store import Attempt, Stored


def bodies(copy: Path) -> Iterator[Stored]:
    """The bodies of a copy that nobody writes to. Raises apsw.Error."""
    with closing(sqlite_pages.connect_to_copy(copy)) as connection:
        for seq, body in connection.execute("SELECT seq, body FROM facts ORDER BY seq"):
            yield Stored(Seq(seq), body)


def attempts(copy: Path) -> Iterator[Attempt]:
    with closing(sqlite_pages.connect_to_copy(copy)) as connection:
        for (body,) in connection.execute("SELECT body FROM attempts ORDER BY id"):
            yield msgspec.json.decode(body, type=Attempt)
