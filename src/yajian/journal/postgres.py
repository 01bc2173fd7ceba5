"""The store in PostgreSQL: the same tables, a turn that locks the one head row, one commit a turn.

A place in the journal is the last one plus one, read while the head row is locked, so that places have no gaps
and become visible in order; numbers from a sequence are given out before they are committed, and a reader who
remembers the last one he saw misses those that come late (696 of 2,400, with eight writers).
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from yajian.journal import examining, postgres_examining, replay, rows
from yajian.journal.envelope import UNREACHABLE, Broken
from yajian.journal.postgres_opening import ERRORS, LOST, connect, name_of, open_database, reason
from yajian.journal.reader import Reader
from yajian.journal.rows import Connection, Execute, asking
from yajian.journal.sqlite import SqliteStore
from yajian.journal.store import Carried, Finding, Unsafe
from yajian.journal.tables import TableBatch, TableStore

PATIENCE = 20.0  # seconds that a server which is being restarted is waited for
_HEAD = "SELECT seq FROM head FOR UPDATE"


class PostgresBatch(TableBatch):
    def lock(self) -> None:
        self._run("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
        self._locked = self._run(_HEAD)

    def begin(self) -> None:
        super().begin()
        if self._locked != [(self.head.seq,)]:
            raise Unsafe(
                f"数据库里的末条序号与记录（到第{self.head.seq}条）不符：有人绕过本程序写过账。请运行 ./run verify 查明。"
            )

    def _insert(self, commands: Sequence[Carried], bodies: Sequence[bytes]) -> None:
        self._run(
            "WITH added AS (INSERT INTO facts(seq, body) SELECT * FROM unnest(?::bigint[], ?::bytea[]))"
            f" INSERT INTO commands({rows.INDEX})"
            " SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])",
            [*range(commands[0].first, commands[-1].last + 1)],
            bodies,
            *map(list, zip(*map(rows.row_of, commands), strict=True)),
        )
        self._run("UPDATE head SET seq = ?", commands[-1].last)


class PostgresStore(TableStore):
    """The store contract on a database. `checked=False` opens it for verification, however it stands."""

    _UNOPENED = "什么也没有写入；请查看数据库是否在运行、网络和口令"

    def __init__(
        self, url: str, *, checked: bool = True, connect: Callable[[str], Connection] = connect
    ) -> None:
        """Raises Unsafe, in Chinese, if the database must not be used as things stand."""
        name = name_of(url)
        reader = Reader("database", name, self._opened, ERRORS, reason, LOST)
        super().__init__(name, Lock(), reader, ERRORS)
        self._url = url
        self._connect = connect
        self._checked = checked
        self._patience = 0.0
        self._silent_since: float | None = None  # when a server that has not answered again was first asked
        self._seen: list[Any] = []  # the head row when `changed` was last asked
        if checked:
            self._connected()
        self._patience = PATIENCE

    def changed(self) -> bool:
        """Whether the head has moved since this was last asked. One question of one row."""
        seen, self._seen = self._seen, self._reader.ask(lambda execute: execute("SELECT seq FROM head"))
        return seen != self._seen

    def books(self) -> str:
        """The name these books were given when their tables were made; it goes wherever they are moved."""
        found = self._reader.ask(lambda execute: execute("SELECT books FROM head"))
        return "".join(str(books) for (books,) in found)

    def copy_to(self, target: Path) -> None:
        """The books of one moment as a file of the embedded store: the one form of a backup. Nobody waits."""
        with TemporaryDirectory(dir=target.parent, prefix=".copying-") as folder:
            file = SqliteStore(Path(folder) / target.name)
            try:
                with self._moment() as execute:
                    replay.replay(rows.all_bodies(execute), rows.attempts(execute), file)
                file.copy_to(target)
            finally:
                file.close()

    def examine(self) -> Iterator[Finding]:
        """Faults of the server's settings, the tables and their guards, index and log of attempts."""
        try:
            with self._moment() as execute:
                found = list(examining.findings(execute, self._where, *postgres_examining.CHECKS))
        except Broken as broken:
            found = [Finding(kind=broken.kind, where=self._where, saw=broken.saw)]
        yield from found

    @contextmanager
    def _moment(self) -> Iterator[Execute]:
        """Questions that are all answered from one moment of the books, while others go on writing."""
        connection = None
        try:
            connection = open_database(self._url, self._connect, checked=False)
            execute = asking(connection)
            execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield execute
        except ERRORS as error:
            kind = UNREACHABLE if isinstance(error, LOST) else "database.unreadable"
            raise Broken(kind, 0, f"读不出 {self._where}：{reason(error)}") from error
        finally:
            if connection is not None:
                connection.close()

    def _opened(self) -> Connection:
        """One that was waited for in vain is only asked: who comes then must hear at once that it is away."""
        since = time.monotonic() if self._silent_since is None else self._silent_since
        left = max(since + self._patience - time.monotonic(), 0)
        try:
            found = open_database(self._url, self._connect, left, checked=self._checked)
        except LOST:
            self._silent_since = since
            raise
        self._silent_since = None
        return found

    def _connected(self) -> Connection:
        """As in any store; but a connection that died while it was idle is not an error of this turn."""
        if self._writer is not None:
            try:
                self._writer.execute("SELECT 1")
            except ERRORS:
                self._disconnect()
        return super()._connected()

    def _check(self, connection: Connection) -> None:
        """The end of the journal, at one moment: others may be writing."""
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        rows.refuse_broken_tail(asking(connection))
        connection.execute("ROLLBACK")

    def _batch(self, connection: Connection) -> PostgresBatch:
        return PostgresBatch(connection, ERRORS)

    def _made_sure(self, execute: Execute, carried: Sequence[Carried]) -> bool:
        """Once we hold the head row, whatever became of our unanswered commit has become of it."""
        execute("BEGIN")
        execute(_HEAD)
        found = all(rows.find(execute, one.command_id) == one for one in carried)
        execute("ROLLBACK")
        return found

    def _reason(self, error: Exception) -> str:
        return reason(error)
