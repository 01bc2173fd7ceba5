"""The power goes at any moment of an upload: what was acknowledged is there whole, and nothing is torn.

The real store runs on a file system that notes every call. From the notes every disk that POSIX allows is
drawn: unsynced bytes kept, dropped or torn at 512 bytes, unsynced names kept or dropped, in any mixture.
"""

import io
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, cast

import pytest

from tests.evidence.samples import DOCX, JPEG, PDF, TEXT, XLSX, png
from yajian.core.words import Digest
from yajian.evidence import Evidence
from yajian.evidence.disk import Disk

STATES = 20_000 if os.environ.get("YAJIAN_TEST_ALL") else 4_000
MEMORY = Path("/dev/shm")
FILES = [PDF, TEXT, png(40, 40), JPEG * 40, XLSX, DOCX, PDF, TEXT * 50]  # one of them twice


class Noting(Disk):
    """The real file system, with a note of every call; what it is told to forget is neither done nor noted."""

    def __init__(self, *forgets: str) -> None:
        self.log: list[tuple[Any, ...]] = []
        self.forgets = forgets

    def _note(self, what: str, *rest: object) -> None:
        if what not in self.forgets:
            self.log.append((what, *rest))

    def make_folder(self, path: Path) -> None:
        if not path.exists():
            self._note("folder", path)
        super().make_folder(path)

    def create(self, path: Path) -> BinaryIO:
        log = self.log
        super().create(path).close()
        log.append(("create", path))

        class Raw(io.FileIO):
            def write(self, data: Any) -> int:
                log.append(("write", path, self.tell(), bytes(data)))
                return super().write(data) or 0

        return cast(BinaryIO, io.BufferedRandom(Raw(path, "r+"), 4096))

    def sync(self, file: BinaryIO) -> None:
        file.flush()
        self._note("sync", Path(file.name))

    def sync_path(self, path: Path) -> None:
        self._note("sync", path)

    def rename(self, source: Path, target: Path) -> None:
        super().rename(source, target)
        self.log.append(("rename", source, target))

    def sync_folder(self, path: Path) -> None:
        self._note("sync folder", path)

    def remove(self, path: Path) -> None:
        if path.exists():
            self.log.append(("remove", path))
        super().remove(path)


class Inode:
    """A file's bytes: those that are safe, and the writes that are not."""

    def __init__(self) -> None:
        self.safe = bytearray()
        self.pending: list[tuple[int, bytes]] = []

    def sync(self) -> None:
        for offset, data in self.pending:
            _write(self.safe, offset, data)
        self.pending = []

    def perhaps(self, chance: Random) -> bytes:
        content = bytearray(self.safe)
        for offset, data in self.pending:
            for start in range(0, len(data), 512):
                if chance.random() < 0.5:
                    _write(content, offset + start, data[start : start + 512])
        return bytes(content)


def after_power_cut(log: list[tuple[Any, ...]], root: Path, chance: Random) -> dict[Path, bytes | None]:
    """What may lie under the root: a file's bytes, or None for a folder."""
    inodes: dict[Path, Inode] = {}  # as running programs see the names
    safe: dict[Path, Inode | None] = {root: None}
    pending: list[tuple[str, Path, Inode | None]] = []
    for entry in log:
        match entry:
            case ("folder", path):
                pending.append(("add", path, None))
            case ("create", path):
                inodes[path] = Inode()
                pending.append(("add", path, inodes[path]))
            case ("write", path, offset, data):
                inodes[path].pending.append((offset, data))
            case ("sync", path):
                inodes[path].sync()
            case ("rename", source, target):
                inodes[target] = inodes.pop(source)
                pending += [("drop", source, None), ("add", target, inodes[target])]
            case ("remove", path):
                inodes.pop(path)
                pending.append(("drop", path, None))
            case ("sync folder", folder):
                for change in pending:
                    if change[1].parent == folder:
                        _change(safe, change)
                pending = [change for change in pending if change[1].parent != folder]
            case _:
                assert entry[0] == "acknowledged"
    share = chance.choice([0, 0.5, 0.5, 1])
    for change in pending:
        if chance.random() < share:
            _change(safe, change)
    return {
        path: None if inode is None else inode.perhaps(chance)
        for path, inode in safe.items()
        if path == root or path.parent in safe
    }


def _change(names: dict[Path, Inode | None], change: tuple[str, Path, Inode | None]) -> None:
    what, path, inode = change
    if what == "add":
        names[path] = inode
    else:
        names.pop(path, None)


def _write(content: bytearray, offset: int, data: bytes) -> None:
    content.extend(b"\0" * (offset - len(content)))
    content[offset : offset + len(data)] = data


def record(root: Path, disk: Noting) -> None:
    """Put the files one after the other, noting each answer."""
    root.mkdir()
    room = Evidence(root, disk=disk)
    for content in FILES:
        disk.log.append(("acknowledged", room.put_bytes(content)))


def judge(log: list[tuple[Any, ...]], found: dict[Path, bytes | None], root: Path, again: Path) -> str:
    """Put up the disk and look at it with the real store: sound, dangling or torn."""
    for path in sorted(found):
        place = again / path.relative_to(root)
        content = found[path]
        if content is None:
            place.mkdir(exist_ok=True)
        else:
            place.write_bytes(content)
    room = Evidence(again)
    if list(room.scrub()):
        return "torn"
    acked = {Digest(entry[1]) for entry in log if entry[0] == "acknowledged"}
    return "sound" if acked <= set(room.digests()) else "dangling"


def tally(disk: Noting, root: Path, how_many: int, shelf: Path) -> Counter[str]:
    chance, outcomes = Random(1), Counter[str]()
    for number in range(how_many):
        log = disk.log[: 1 + number * len(disk.log) // how_many]
        with TemporaryDirectory(dir=shelf) as again:
            outcomes[judge(log, after_power_cut(log, root, chance), root, Path(again))] += 1
    return outcomes


@pytest.fixture
def shelf() -> Iterator[Path]:
    with TemporaryDirectory(prefix="yajian-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as shelf:
        yield Path(shelf)


def test_no_power_cut_loses_or_tears_an_acknowledged_file(tmp_path: Path, shelf: Path) -> None:
    disk = Noting()
    record(tmp_path / "room", disk)
    outcomes = tally(disk, tmp_path / "room", STATES, shelf)
    print(f"{STATES} states over {len(disk.log)} calls: {dict(outcomes)}")
    assert outcomes == {"sound": STATES}


@pytest.mark.parametrize("forgets", ["sync", "sync folder"])
def test_the_harness_finds_what_a_forgotten_sync_loses(tmp_path: Path, shelf: Path, forgets: str) -> None:
    disk = Noting(forgets)
    record(tmp_path / "room", disk)
    outcomes = tally(disk, tmp_path / "room", 500, shelf)
    print(f"without {forgets}: {dict(outcomes)}")
    assert outcomes["torn" if forgets == "sync" else "dangling"] > 0
