"""The embedded store: append-only tables in one SQLite file, one turn at writing, one commit a turn."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from yajian.journal import rows, sqlite_examining, sqlite_pages
from yajian.journal.home import make_file
from yajian.journal.reader import Reader
from yajian.journal.rows import Connection, Execute, asking
from yajian.journal.sqlite_opening import (
    LENIENT,
    SAFE,
    STANDARD,
    Driver,
    ensure_schema,
    open_database,
    reason,
    refuse_unsummed,
)
from yajian.journal.store import Carried, Finding
from yajian.journal.tables import TableBatch, TableStore
from yajian.journal.turns import Turn

_ROWS = 500  # in one statement; it can have 32,766 values


class SqliteBatch(TableBatch):
    def lock(self) -> None:
        self._run("BEGIN IMMEDIATE")

    def _insert(self, commands: Sequence[Carried], bodies: Sequence[bytes]) -> None:
        self._add("facts(seq, body)", list(enumerate(bodies, commands[0].first)))
        self._add(f"commands({rows.INDEX})", list(map(rows.row_of, commands)))

    def _add(self, table: str, added: Sequence[tuple[Any, ...]]) -> None:
        for start in range(0, len(added), _ROWS):
            some = added[start : start + _ROWS]
            self._run(_insertion(table, len(some[0]), len(some)), *chain.from_iterable(some))


@cache
def _insertion(table: str, columns: int, count: int) -> str:
    """The statement for so many rows at once."""
    row = f"({', '.join('?' * columns)})"
    return f"INSERT INTO {table} VALUES {', '.join([row] * count)}"


class SqliteStore(TableStore):
    """The store contract on one file. `checked=False` opens it for verification, however broken it is."""

    _turn: Turn

    def __init__(
        self,
        path: Path,
        *,
        driver: Driver = STANDARD,
        pragmas: Mapping[str, str] = SAFE,
        checked: bool = True,
    ) -> None:
        """Raises Unsafe, in Chinese, if the file must not be used as things stand."""
        reader = Reader("file", path.name, self._opened, driver.errors, reason)
        super().__init__(str(path), Turn(path.with_name("lock")), reader, driver.errors)
        self._path = path
        self._driver = driver
        self._checked = checked
        self._pragmas = pragmas if checked else {**pragmas, **LENIENT}
        self._seen: int | None = None  # the count of turns when `changed` was last asked
        if checked:
            try:
                with self._turn:
                    self._connected()
            except BaseException:
                self._turn.close()
                raise

    def changed(self) -> bool:
        """Whether a turn was taken since this was last asked. Our own turn does not count while it lasts."""
        if self._turn.mine:
            return False
        count = self._turn.count()
        if count == self._seen and count % 2 == 0:
            return False
        self._seen = count
        return True

    def copy_to(self, target: Path) -> None:
        """A consistent copy while others read; writers wait. Never a plain copy of a file in use."""
        make_file(target)
        with self._turn:
            self._reader.ask(lambda execute: execute("VACUUM INTO ?", str(target)))

    def examine(self) -> Iterator[Finding]:
        """Faults of the file, its pages, tables, index and log of attempts. Writers wait meanwhile."""
        with self._turn:
            name = self._path.name
            found = self._reader.ask(lambda execute: list(sqlite_examining.findings(execute, name)))
            with self._reader.away(), self._driver.raw(self._path) as file:
                found += sqlite_pages.findings(file, name)
        yield from found

    def close(self) -> None:
        super().close()
        self._turn.close()

    def _opened(self) -> Connection:
        return open_database(self._path, self._driver, self._pragmas)

    def _check(self, connection: Connection) -> None:
        ensure_schema(self._path, connection)
        if self._checked:
            refuse_unsummed(self._path, connection)
        rows.refuse_broken_tail(asking(connection))

    def _batch(self, connection: Connection) -> SqliteBatch:
        return SqliteBatch(connection, self._driver.errors)

    def _made_sure(self, execute: Execute, carried: Sequence[Carried]) -> bool:
        if not all(rows.find(execute, one.command_id) == one for one in carried):
            return False
        # It is there, but its last fsync may have failed: let one succeed before it is acknowledged.
        execute(f"PRAGMA user_version={execute('PRAGMA user_version')[0][0]}")
        return True

    def _reason(self, error: Exception) -> str:
        return reason(error)
