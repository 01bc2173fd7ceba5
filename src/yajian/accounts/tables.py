"""One connection to the tables of accounts, in either store: a question, or a turn that commits whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any

from yajian.journal.rows import Connection, Errors, Execute, asking


class Unavailable(Exception):
    """The tables cannot be read or written now. The message is a Chinese sentence."""


class Tables:
    """Safe to use from several threads; other processes may have the same tables open."""

    def __init__(
        self,
        opened: Callable[[], Connection],
        begin: tuple[str, ...],
        errors: Errors,
        lost: Errors,
        reason: Callable[[Exception], str],
    ) -> None:
        """`begin` opens a turn that no other process takes at the same time. Opens at once, to refuse at once."""
        self._opened = opened
        self._begin = begin
        self._errors = errors
        self._lost = lost
        self._reason = reason
        self._lock = Lock()
        self._connection: Connection | None = opened()

    def ask(self, sql: str, *parameters: Any) -> list[Any]:
        """The rows that answer one question."""
        with self._lock:
            return self._again_if_lost(lambda connection: asking(connection)(sql, *parameters))

    @contextmanager
    def turn(self) -> Iterator[Execute]:
        """Read and write as one. An exception inside undoes it all."""
        with self._lock:
            self._again_if_lost(self._take)
            connection = self._ready()
            try:
                yield asking(connection)
                connection.execute("COMMIT")
            except self._errors as error:
                self._drop()
                raise self._unavailable(error) from error
            except BaseException:
                with suppress(*self._errors):
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        with self._lock:
            self._drop()

    def _take(self, connection: Connection) -> list[Any]:
        for statement in self._begin:
            connection.execute(statement).fetchall()
        return []

    def _again_if_lost(self, one: Callable[[Connection], list[Any]]) -> list[Any]:
        """A server that was restarted since is asked once more."""
        kept = self._connection is not None
        try:
            return one(self._ready())
        except self._errors as error:
            self._drop()
            if kept and isinstance(error, self._lost):
                with suppress(*self._errors):
                    return one(self._ready())
            raise self._unavailable(error) from error

    def _ready(self) -> Connection:
        if self._connection is None:
            self._connection = self._opened()
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None:
            with suppress(*self._errors):
                self._connection.close()
            self._connection = None

    def _unavailable(self, error: Exception) -> Unavailable:
        return Unavailable(f"账号库现在用不了：{self._reason(error)}。请稍后再试，或告诉系统管理员。")
