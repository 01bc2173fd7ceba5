"""What somebody with a database tool could do to the books, one that keeps the page checksums right."""

from contextlib import closing
from pathlib import Path
from typing import Any

from yajian.journal import sqlite_pages


def raw(journal: Path, *statements: str) -> None:
    """With the guards in place."""
    with closing(sqlite_pages.connect(journal)) as connection:
        for statement in statements:
            connection.execute(statement)


def tamper(journal: Path, *statements: str, parameters: tuple[Any, ...] = ()) -> None:
    """Take the guards away, do it, and put them back."""
    with closing(sqlite_pages.connect(journal)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement, parameters)
        for _, sql in triggers:
            connection.execute(str(sql))
