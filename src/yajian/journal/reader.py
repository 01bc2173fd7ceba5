"""The reading side of a store: one connection, opened when needed and again after a fault."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any, TypeVar

from yajian.journal.envelope import UNREACHABLE, Broken
from yajian.journal.rows import Connection, Errors, Execute
from yajian.journal.store import Unsafe

T = TypeVar("T")


class Reader:
    """Answers questions from one connection, one thread at a time. Faults come out as Broken.

    `kind` opens the names of faults: "file", "database". After an error in `lost` a connection that was kept
    is opened again and asked once more: the server may have been restarted since.
    """

    def __init__(
        self,
        kind: str,
        name: str,
        opened: Callable[[], Connection],
        errors: Errors,
        reason: Callable[[Exception], str],
        lost: Errors = (),
    ) -> None:
        self._kind = kind
        self._name = name
        self._opened = opened
        self._errors = errors
        self._reason = reason
        self._lost = lost
        self._lock = Lock()
        self._connection: Connection | None = None

    def ask(self, question: Callable[[Execute], T]) -> T:
        with self._lock:
            return question(self._execute)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Nobody reads meanwhile, and the next reader opens the file anew."""
        with self._lock:
            self._drop()
            yield

    def close(self) -> None:
        with self._lock:
            self._drop()

    def _execute(self, sql: str, *parameters: object) -> list[Any]:
        kept = self._connection is not None
        try:
            if self._connection is None:
                self._connection = self._opened()
            return self._connection.execute(sql, parameters).fetchall()
        except self._errors as error:
            self._drop()
            if kept and isinstance(error, self._lost):
                return self._execute(sql, *parameters)
            kind = UNREACHABLE if isinstance(error, self._lost) else f"{self._kind}.unreadable"
            raise Broken(kind, 0, f"读不出 {self._name}：{self._reason(error)}") from error
        except Unsafe as error:
            raise Broken(f"{self._kind}.unsafe", 0, str(error)) from error

    def _drop(self) -> None:
        if self._connection is not None:
            with suppress(*self._errors):  # given up either way
                self._connection.close()
            self._connection = None
