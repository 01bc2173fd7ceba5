"""A disk in memory that SQLite writes to through apsw: it can lose power, fill up, or fail at the n-th call.

It promises no more than POSIX does. Bytes survive once their file was synced; until then each write may have
reached the platter wholly, not at all, or in some of its 512-byte sectors, and in any order. A name
survives once its folder was synced. The real unix layer syncs the folder together with the first sync of a
newly opened journal file, and after deleting one; so does this.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, BinaryIO

import apsw

from yajian.journal import sqlite_pages
from yajian.journal.sqlite_opening import STANDARD, Driver

SECTOR = 512
_UNIX_CHARACTERISTICS = 0x1000  # POWERSAFE_OVERWRITE, as the real unix layer reports


class File:
    """What one inode holds, and the writes to it that were not synced yet."""

    def __init__(self) -> None:
        self.content = bytearray()
        self.lock: dict[int, int] = {}  # handle → level, as in SQLite's own five


class Disk:
    """Names, files, and a log of everything that was done to them."""

    def __init__(self, *durable: str) -> None:
        """`durable` are files that exist, empty and safe, from the start."""
        self.names: dict[str, File] = {name: File() for name in durable}
        self.safe = dict(self.names)
        self.log: list[tuple[Any, ...]] = []
        self.calls = 0
        self.fault: Callable[[int, str], None] = lambda call, what: None
        self.capacity: int | None = None

    def called(self, what: str) -> None:
        """Count one call that can fail."""
        self.calls += 1
        self.fault(self.calls, what)

    def write(self, file: File, offset: int, data: bytes) -> None:
        grown = max(0, offset + len(data) - len(file.content))
        used = sum(len(one.content) for one in self.names.values())
        if self.capacity is not None and used + grown > self.capacity:
            raise apsw.FullError("no space left")
        _apply(file.content, ("write", file, offset, data))
        self.log.append(("write", file, offset, data))

    def truncate(self, file: File, size: int) -> None:
        del file.content[size:]
        self.log.append(("truncate", file, size))

    def note(self, what: str, value: object) -> None:
        """A remark of the test's own between the calls."""
        self.log.append(("note", what, value))

    def after_power_cut(self, calls: int, chance: Random) -> dict[str, bytes]:
        """What the disk may hold if the power goes after so many entries of the log."""
        content: dict[File, bytearray] = {file: bytearray() for file in self.safe.values()}
        pending: dict[File, list[tuple[Any, ...]]] = {file: [] for file in self.safe.values()}
        names, renaming = dict(self.safe), list[tuple[Any, ...]]()
        for entry in self.log[:calls]:
            match entry:
                case ("create", _, file):
                    content[file], pending[file] = bytearray(), []
                    renaming.append(entry)
                case ("unlink", _):
                    renaming.append(entry)
                case ("write", file, _, _) | ("truncate", file, _):
                    pending[file].append(entry)
                case ("sync", file):
                    for done in pending[file]:
                        _apply(content[file], done)
                    pending[file] = []
                case ("sync folder",):
                    for done in renaming:
                        _rename(names, done)
                    renaming = []
                case _:
                    assert entry[0] == "note"
        mood = chance.choice(["all", "none", "some", "some", "torn", "torn"])
        for entry in renaming:
            if mood == "all" or (mood != "none" and chance.random() < 0.5):
                _rename(names, entry)
        for file, entries in pending.items():
            for entry in entries:
                _perhaps(content[file], entry, mood, chance)
        return {name: bytes(content[file]) for name, file in names.items()}


def _perhaps(content: bytearray, entry: tuple[Any, ...], mood: str, chance: Random) -> None:
    """An unsynced write: kept, dropped, or torn."""
    if mood == "none" or (mood != "all" and chance.random() < 0.4):
        return
    if mood != "torn" or entry[0] == "truncate" or chance.random() < 0.5:
        _apply(content, entry)
        return
    _, file, offset, data = entry
    for start in range(0, len(data), SECTOR):
        if chance.random() < 0.5:
            _apply(content, ("write", file, offset + start, data[start : start + SECTOR]))


def _apply(content: bytearray, entry: tuple[Any, ...]) -> None:
    match entry:
        case ("write", _, offset, data):
            content.extend(b"\0" * (offset - len(content)))
            content[offset : offset + len(data)] = data
        case ("truncate", _, size):
            del content[size:]
        case _:
            raise AssertionError(entry)


def _rename(names: dict[str, File], entry: tuple[Any, ...]) -> None:
    match entry:
        case ("create", name, file):
            names[name] = file
        case ("unlink", name):
            names.pop(name, None)
        case _:
            raise AssertionError(entry)


class _Handle:
    """One open file, with the methods SQLite calls."""

    def __init__(self, disk: Disk, file: File, *, sync_folder: bool, delete: str = "") -> None:
        self.disk, self.file, self.sync_folder, self.delete = disk, file, sync_folder, delete

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802 — SQLite's names
        self.disk.called("read")
        return bytes(self.file.content[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self.disk.called("write")
        self.disk.write(self.file, offset, bytes(data))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self.disk.called("truncate")
        self.disk.truncate(self.file, size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.called("sync")
        self.disk.log.append(("sync", self.file))
        if self.sync_folder:
            self.disk.log.append(("sync folder",))
            self.sync_folder = False

    def xFileSize(self) -> int:  # noqa: N802
        return len(self.file.content)

    def xLock(self, level: int) -> None:  # noqa: N802
        others = [held for handle, held in self.file.lock.items() if handle != id(self)]
        mine = self.file.lock.get(id(self), 0)
        if level == apsw.SQLITE_LOCK_SHARED and any(held >= apsw.SQLITE_LOCK_PENDING for held in others):
            raise apsw.BusyError("pending")
        if level >= apsw.SQLITE_LOCK_RESERVED and any(held >= apsw.SQLITE_LOCK_RESERVED for held in others):
            raise apsw.BusyError("reserved")
        if level == apsw.SQLITE_LOCK_EXCLUSIVE and any(others):
            self.file.lock[id(self)] = apsw.SQLITE_LOCK_PENDING
            raise apsw.BusyError("shared")
        self.file.lock[id(self)] = max(mine, level)

    def xUnlock(self, level: int) -> None:  # noqa: N802
        self.file.lock[id(self)] = level

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return any(held >= apsw.SQLITE_LOCK_RESERVED for held in self.file.lock.values())

    def xFileControl(self, op: int, pointer: int) -> bool:  # noqa: N802
        return False

    def xSectorSize(self) -> int:  # noqa: N802
        return 4096

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return _UNIX_CHARACTERISTICS

    def xClose(self) -> None:  # noqa: N802
        self.file.lock.pop(id(self), None)
        if self.delete:
            self.disk.names.pop(self.delete, None)


class Layer(apsw.VFS):
    """SQLite's file layer over a Disk, under its checksum layer. Use as `with Layer(disk) as driver`.

    The checksum layer has one layer under it in a process: meanwhile no real file can be opened.
    """

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self.layer = f"disk-{id(disk)}"
        super().__init__(self.layer, base="unix")

    def __enter__(self) -> Driver:
        STANDARD.connect(Path(":memory:")).close()  # the checksum layer is there, over the real files
        _put_under_checksums(self.layer)
        return Driver(self._connect, STANDARD.errors, STANDARD.version, self._raw)

    def __exit__(self, *_: object) -> None:
        _put_under_checksums("unix")
        self.unregister()

    def _connect(self, path: Path) -> Any:
        return STANDARD.connect(Path(path.name))

    def _raw(self, path: Path) -> BinaryIO:
        return BytesIO(bytes(self.disk.names[path.name].content))

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802
        self.disk.called("open")
        asked, flags[1] = flags[0], flags[0]
        if name is None:
            return _Handle(self.disk, File(), sync_folder=False)
        found = name.filename() if isinstance(name, apsw.URIFilename) else name
        if found not in self.disk.names:
            if not asked & apsw.SQLITE_OPEN_CREATE:
                raise apsw.CantOpenError(found)
            self.disk.names[found] = file = File()
            self.disk.log.append(("create", found, file))
        is_journal = bool(asked & apsw.SQLITE_OPEN_MAIN_JOURNAL and asked & apsw.SQLITE_OPEN_CREATE)
        return _Handle(self.disk, self.disk.names[found], sync_folder=is_journal)

    def xDelete(self, name: str, sync_folder: bool) -> None:  # noqa: N802
        self.disk.called("delete")
        if self.disk.names.pop(name, None) is None:
            raise apsw.IOError(name)
        self.disk.log.append(("unlink", name))
        if sync_folder:
            self.disk.log.append(("sync folder",))

    def xAccess(self, name: str, flags: int) -> bool:  # noqa: N802
        self.disk.called("access")
        file = self.disk.names.get(name)
        return file is not None and (flags != apsw.SQLITE_ACCESS_EXISTS or bool(file.content))

    def xFullPathname(self, name: str) -> str:  # noqa: N802
        return name

    def xSleep(self, microseconds: int) -> int:  # noqa: N802
        return microseconds


def _put_under_checksums(layer: str) -> None:
    apsw.unregister_vfs(sqlite_pages.LAYER)
    apsw.set_default_vfs(layer)
    sqlite_pages.load_layer()


def states(disk: Disk, how_many: int, seed: int) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Power cuts spread evenly over the log, each with the disk it may leave."""
    chance = Random(seed)
    for number in range(how_many):
        calls = 1 + number * len(disk.log) // how_many
        yield calls, disk.after_power_cut(calls, chance)
