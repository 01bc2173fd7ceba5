"""Locks between processes: whose turn it is to write, and which one process serves.

flock, because the kernel wakes waiters in order and frees the lock of a process that dies. SQLite's own
busy wait starves: of eight writers one got a single commit in fourteen seconds.
"""

import fcntl
import os
import struct
from pathlib import Path
from threading import Lock
from types import TracebackType

from yajian.journal.store import Unsafe

_COUNT = struct.Struct("<Q")


class Turn:
    """`with turn:` holds the lock of every process and thread that names the same file.

    The file counts turns, odd while one is being taken, so that a reader learns of a writer's turn from
    eight bytes and without touching the database. A holder that died leaves it odd: look for yourself.
    """

    def __init__(self, path: Path) -> None:
        self._threads = Lock()  # one descriptor is one holder to flock, however many threads use it
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self.mine = False
        self._odd = 1  # the count while it is mine

    def __enter__(self) -> None:
        self._threads.acquire()
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        except BaseException:
            self._threads.release()
            raise
        self.mine = True
        self._odd = self.count() // 2 * 2 + 1
        self._write(self._odd)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._write(self._odd + 1)
        finally:
            self.mine = False
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
            self._threads.release()

    def count(self) -> int:
        """How many half-turns were taken; odd while somebody is at it."""
        written = os.pread(self._descriptor, _COUNT.size, 0)
        return int(_COUNT.unpack(written.ljust(_COUNT.size, b"\0"))[0])

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _write(self, count: int) -> None:
        try:
            os.pwrite(self._descriptor, _COUNT.pack(count % 2**64), 0)
        except OSError:  # a full disk must not keep anybody from their turn; readers see one turn less
            return


class Serving:
    """Held by the one server of a data folder from start to end."""

    def __init__(self, path: Path) -> None:
        """Raises Unsafe if another process serves already."""
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(self._descriptor, 32, 0).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            raise Unsafe(
                f"已有一个服务进程（进程号 {holder or '不明'}）在用 {path.parent}。"
                "请先停掉它，或者为这一个设另一个数据目录（YAJIAN_HOME）。"
            ) from None
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, str(os.getpid()).encode(), 0)

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
