"""The embedded store: append-only tables in one SQLite file, one turn at writing, one commit a turn."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from yajian.journal import sqlite_examining, sqlite_pages, sqlite_rows
from yajian.journal.envelope import Head
from yajian.journal.home import make_file
from yajian.journal.sqlite_opening import (
    LENIENT,
    SAFE,
    STANDARD,
    Connection,
    Driver,
    Errors,
    ensure_schema,
    open_database,
    reason,
    refuse_unsummed,
)
from yajian.journal.sqlite_reader import Reader
from yajian.journal.sqlite_rows import Execute, SqliteBatch
from yajian.journal.store import Attempt, Carried, Finding, NotRecorded, Stored, Unknown, Unsafe
from yajian.journal.turns import Turn


class SqliteStore:
    """The store contract on one file. `checked=False` opens it for verification, however broken it is."""

    def __init__(
        self,
        path: Path,
        *,
        driver: Driver = STANDARD,
        pragmas: Mapping[str, str] = SAFE,
        checked: bool = True,
    ) -> None:
        """Raises Unsafe, in Chinese, if the file must not be used as things stand."""
        self._path = path
        self._driver = driver
        self._faults: Errors = (*driver.errors, Unsafe)
        self._turn = Turn(path.with_name("lock"))
        self._writer: Connection | None = None
        self._reader = Reader(self._opened, driver.errors, path.name)
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

    def head(self) -> Head:
        return self._reader.ask(sqlite_rows.head)

    def read(self, after: int = 0, upto: int | None = None) -> Iterator[Stored]:
        """Bodies in order of seq, `after` excluded and `upto` included; a statement at a time."""
        while rows := self._chunk(after, upto):
            yield from rows
            after = rows[-1].seq

    def find(self, command_id: str) -> Carried | None:
        return self._reader.ask(lambda execute: sqlite_rows.find(execute, command_id))

    def attempts(self) -> Iterator[Attempt]:
        rows = self._reader.ask(lambda execute: execute("SELECT body FROM attempts ORDER BY id"))
        for (body,) in rows:
            yield msgspec.json.decode(body, type=Attempt)

    def log_attempt(self, attempt: Attempt) -> None:
        with self.writing() as batch:
            batch.log_attempt(attempt)

    def changed(self) -> bool:
        """Whether a turn was taken since this was last asked. Our own turn does not count while it lasts."""
        if self._turn.mine:
            return False
        count = self._turn.count()
        if count == self._seen and count % 2 == 0:
            return False
        self._seen = count
        return True

    @contextmanager
    def writing(self) -> Iterator[SqliteBatch]:
        """One turn: all that is appended in it is durable on leaving. Raises NotRecorded, Unknown, Unsafe."""
        with self._turn:
            connection = self._connected()
            batch = SqliteBatch(connection, self._driver.errors)
            try:
                batch.begin()
                yield batch
                batch.commit()
            except self._driver.errors as cause:
                self._find_out(batch, cause)
            except BaseException:
                self._undo(connection)
                raise

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
        """Let go. The store is of no use afterwards."""
        self._disconnect()
        self._turn.close()

    def _chunk(self, after: int, upto: int | None) -> list[Stored]:
        return self._reader.ask(lambda execute: sqlite_rows.chunk(execute, after, upto))

    def _opened(self) -> Connection:
        return open_database(self._path, self._driver, self._pragmas)

    # The writing connection: used with the turn held.

    def _connected(self) -> Connection:
        """The writing connection, opened and checked again if it was given up. Raises Unsafe."""
        if self._writer is not None:
            return self._writer
        try:
            self._writer = connection = self._opened()
            ensure_schema(self._path, connection)
            if self._checked:
                refuse_unsummed(self._path, connection)
            sqlite_rows.refuse_broken_tail(_asking(connection))
        except self._driver.errors as error:
            self._disconnect()
            raise Unsafe(f"打不开 {self._path}：{reason(error)}。请运行 ./run verify 查明。") from error
        except BaseException:
            self._disconnect()
            raise
        return connection

    def _find_out(self, batch: SqliteBatch, cause: Exception) -> None:
        """After an error: reopen, and learn by command id what happened. Returns if all of it did."""
        self._disconnect()
        in_doubt = batch.committing and bool(batch.carried)
        try:
            execute = _asking(self._connected())
            if in_doubt and all(sqlite_rows.find(execute, one.command_id) == one for one in batch.carried):
                # It is there, but its last fsync may have failed: let one succeed before it is acknowledged.
                execute(f"PRAGMA user_version={execute('PRAGMA user_version')[0][0]}")
                return
        except self._faults as error:
            self._disconnect()
            if in_doubt:
                told = "是否已经写入暂时无法确定，请稍后用同一提交号再提交一次"
                raise Unknown(f"{reason(cause)}。{told}。") from error
        raise NotRecorded(f"{reason(cause)}。这一笔没有写入，账簿未受影响；处理后请重新提交。") from cause

    def _undo(self, connection: Connection) -> None:
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except self._driver.errors:
            self._disconnect()

    def _disconnect(self) -> None:
        if self._writer is not None:  # first: a reader may be waiting for the lock it holds
            with suppress(*self._driver.errors):  # given up either way; the next opening looks for itself
                self._writer.close()
            self._writer = None
        self._reader.close()


def _asking(connection: Connection) -> Execute:
    return lambda sql, *parameters: connection.execute(sql, parameters).fetchall()
