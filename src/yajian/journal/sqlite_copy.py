"""A copy of the database file, and reading one without locking or changing it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import msgspec

from yajian.core.words import Seq
from yajian.journal.store import Attempt, Stored


def bodies(copy: Path) -> Iterator[Stored]:
    """The bodies of a copy that nobody writes to. Raises sqlite3.Error."""
    with closing(_open(copy)) as connection:
        for seq, body in connection.execute("SELECT seq, body FROM facts ORDER BY seq"):
            yield Stored(Seq(seq), body)


def attempts(copy: Path) -> Iterator[Attempt]:
    with closing(_open(copy)) as connection:
        for (body,) in connection.execute("SELECT body FROM attempts ORDER BY id"):
            yield msgspec.json.decode(body, type=Attempt)


def _open(copy: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(copy.absolute()))}?mode=ro&immutable=1", uri=True)
