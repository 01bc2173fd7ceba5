"""What both stores do alike: tables of bodies, an index of commands, one turn at writing, one commit a turn."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

from yajian.journal import canonical, chain, rows
from yajian.journal.envelope import Broken, Head, follow, whole
from yajian.journal.reader import Reader
from yajian.journal.rows import Connection, Errors, Execute, asking
from yajian.journal.store import Attempt, Carried, NotRecorded, Stored, Unknown, Unsafe

_SENT = 1000  # bodies that wait to go together at most, or a few more


class TableBatch(ABC):
    """One turn's view and additions, inside one transaction. A failed statement spoils the whole turn.

    What is added waits here and goes together: going to the library or the server and back is what takes time.
    """

    def __init__(self, connection: Connection, errors: Errors) -> None:
        self._connection = connection
        self._errors = errors
        self._failed: Exception | None = None
        self._head = Head()
        self._waiting: list[Carried] = []
        self._bodies: list[bytes] = []
        self.carried: list[Carried] = []
        self.committing = False

    @abstractmethod
    def lock(self) -> None:
        """Begin a transaction that no other writer's overlaps."""

    def begin(self) -> None:
        self.lock()
        self._head = rows.head(self._run)

    def commit(self) -> None:
        if self._failed is not None:  # whoever caught it must not get the rest committed
            raise self._failed
        self._send()
        self.committing = True
        self._run("COMMIT")

    @property
    def head(self) -> Head:
        return self._head

    def read(self, after: int = 0) -> Iterator[Stored]:
        self._send()
        while chunk := rows.chunk(self._run, after, None):
            yield from chunk
            after = chunk[-1].seq

    def find(self, command_id: str) -> Carried | None:
        waiting = (one for one in self._waiting if one.command_id == command_id)
        return next(waiting, None) or rows.find(self._run, command_id)

    def append(self, bodies: Sequence[bytes]) -> Carried:
        """Add all the facts of one command. Raises Broken if they are not that, or do not follow the head."""
        return self.extend([bodies])[0]

    def extend(self, commands: Sequence[Sequence[bytes]]) -> list[Carried]:
        """Add the facts of several commands, one after the other."""
        end, added = self._head, list[Carried]()
        for bodies in commands:
            envelopes = []
            for body in bodies:
                end, envelope = follow(end, end.seq + 1, body)
                envelopes.append(envelope)
            if not envelopes or not whole(envelopes):
                raise Broken("command.partial", end.seq, "不是一次提交的全部事实")
            added.append(rows.index_of(envelopes, end.leaf))
        self._head = end
        self.carried += added
        self._waiting += added
        self._bodies += (body for bodies in commands for body in bodies)
        if len(self._bodies) >= _SENT:
            self._send()
        return added

    def _send(self) -> None:
        if self._waiting:
            commands, bodies = self._waiting, self._bodies
            self._waiting, self._bodies = [], []
            self._insert(commands, bodies)

    @abstractmethod
    def _insert(self, commands: Sequence[Carried], bodies: Sequence[bytes]) -> None:
        """Add the facts of these commands, and what the index says of them."""

    def log_attempt(self, attempt: Attempt) -> None:
        body = canonical.dump(attempt)
        number = "SELECT coalesce(max(id), 0) + 1, ?, ? FROM attempts"
        self._run(f"INSERT INTO attempts(id, body, leaf) {number}", body, chain.leaf(body).hex())

    def _run(self, sql: str, *parameters: object) -> list[Any]:
        if self._failed is not None:
            raise self._failed
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except self._errors as error:
            self._failed = error
            raise


class TableStore(ABC):
    """The store contract over tables. A subclass brings connections, a turn among writers, and its own checks."""

    _UNOPENED = "请运行 ./run verify 查明"

    def __init__(
        self, where: str, turn: AbstractContextManager[object], reader: Reader, errors: Errors
    ) -> None:
        self._where = where
        self._turn = turn
        self._reader = reader
        self._errors = errors
        self._writer: Connection | None = None

    @abstractmethod
    def _opened(self) -> Connection:
        """A new connection whose settings are safe. Raises Unsafe or an error of the driver."""

    @abstractmethod
    def _check(self, connection: Connection) -> None:
        """What has to hold of the tables before anything is added. Raises Unsafe."""

    @abstractmethod
    def _batch(self, connection: Connection) -> TableBatch: ...

    @abstractmethod
    def _made_sure(self, execute: Execute, carried: Sequence[Carried]) -> bool:
        """Whether all of these are in the books, and durable; asked when a commit was not answered."""

    @abstractmethod
    def _reason(self, error: Exception) -> str:
        """What went wrong, as a Chinese clause."""

    def head(self) -> Head:
        return self._reader.ask(rows.head)

    def read(self, after: int = 0, upto: int | None = None) -> Iterator[Stored]:
        """Bodies in order of seq, `after` excluded and `upto` included; a statement at a time."""
        while chunk := self._chunk(after, upto):
            yield from chunk
            after = chunk[-1].seq

    def find(self, command_id: str) -> Carried | None:
        return self._reader.ask(lambda execute: rows.find(execute, command_id))

    def attempts(self) -> Iterator[Attempt]:
        yield from self._reader.ask(rows.attempts)

    def log_attempt(self, attempt: Attempt) -> None:
        with self.writing() as batch:
            batch.log_attempt(attempt)

    @contextmanager
    def writing(self) -> Iterator[TableBatch]:
        """One turn: all that is appended in it is durable on leaving. Raises NotRecorded, Unknown, Unsafe."""
        with self._turn:
            connection = self._connected()
            batch = self._batch(connection)
            try:
                batch.begin()
                yield batch
                batch.commit()
            except self._errors as cause:
                self._find_out(batch, cause)
            except BaseException:
                self._undo(connection)
                raise

    def close(self) -> None:
        """Let go. The store is of no use afterwards."""
        self._disconnect()

    def _chunk(self, after: int, upto: int | None) -> list[Stored]:
        return self._reader.ask(lambda execute: rows.chunk(execute, after, upto))

    # The writing connection: used with the turn held.

    def _connected(self) -> Connection:
        """The writing connection, opened and checked again if it was given up. Raises Unsafe."""
        if self._writer is not None:
            return self._writer
        try:
            self._writer = connection = self._opened()
            self._check(connection)
        except self._errors as error:
            self._disconnect()
            raise Unsafe(f"打不开 {self._where}：{self._reason(error)}。{self._UNOPENED}。") from error
        except BaseException:
            self._disconnect()
            raise
        return connection

    def _find_out(self, batch: TableBatch, cause: Exception) -> None:
        """After an error: reopen, and learn by command id what happened. Returns if all of it did."""
        self._disconnect()
        in_doubt = batch.committing and bool(batch.carried)
        faults: Errors = (*self._errors, Unsafe)
        try:
            execute = asking(self._connected())
            if in_doubt and self._made_sure(execute, batch.carried):
                return
        except faults as error:
            self._disconnect()
            if in_doubt:
                told = "是否已经写入暂时无法确定，请稍后用同一提交号再提交一次"
                raise Unknown(f"{self._reason(cause)}。{told}。") from error
        told = "这一笔没有写入，账簿未受影响；处理后请重新提交"
        raise NotRecorded(f"{self._reason(cause)}。{told}。") from cause

    def _undo(self, connection: Connection) -> None:
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except self._errors:
            self._disconnect()

    def _disconnect(self) -> None:
        if self._writer is not None:  # first: a reader may be waiting for the lock it holds
            with suppress(*self._errors):  # given up either way; the next opening looks for itself
                self._writer.close()
            self._writer = None
        self._reader.close()
