"""What somebody with a database tool could do to the books."""

import sqlite3
from contextlib import closing
from pathlib import Path


def raw(journal: Path, *statements: str) -> None:
    """With the guards in place."""
    with closing(sqlite3.connect(journal)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def tamper(journal: Path, *statements: str, parameters: tuple[object, ...] = ()) -> None:
    """Take the guards away, do it, and put them back."""
    with closing(sqlite3.connect(journal, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement, parameters)
        for _, sql in triggers:
            connection.execute(sql)
