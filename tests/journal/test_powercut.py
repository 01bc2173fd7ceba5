"""The power goes at any moment: what was acknowledged is there, and nothing else is there in part.

The writes are recorded from the real store through a file layer of our own; each disk they may leave behind
is then opened by the real store on real files, and every page must agree with its checksum.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from tests.journal.contract import attempt, put
from tests.journal.disk import Disk, Layer, states
from tests.journal.toy import bodies
from yajian.journal.envelope import Broken
from yajian.journal.home import Home
from yajian.journal.sqlite import SqliteStore
from yajian.journal.sqlite_opening import SAFE
from yajian.journal.store import Unsafe

STATES = 20_000 if os.environ.get("YAJIAN_TEST_ALL") else 4_000
TEETH = 600  # states for each setting that must be caught losing facts
TURNS = 14
MEMORY = Path("/dev/shm")  # opening thousands of disks needs no real one


@pytest.fixture
def shelf() -> Iterator[Path]:
    """Where disks are put up to be opened: in memory, if the machine has such a folder."""
    with TemporaryDirectory(prefix="yajian-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as shelf:
        yield Path(shelf)


class Recording(NamedTuple):
    disk: Disk
    written: list[bytes]
    ends: list[int]  # the journal's head after each turn


def record(folder: Path, pragmas: Mapping[str, str]) -> Recording:
    """Turns of different sizes, one undone, one with a cache too small for it, the connection opened anew."""
    home = Home(folder / "recorded")
    home.prepare()
    disk = Disk("journal.sqlite3")
    ends = [0]
    with Layer(disk) as driver:
        store = SqliteStore(home.journal, driver=driver, pragmas=pragmas)
        disk.note("acknowledged", 0)
        for turn in range(TURNS):
            if turn == TURNS // 2:
                store._disconnect()
            if turn % 4 == 3:
                with suppress(ZeroDivisionError), store.writing() as batch:
                    batch.append(bodies((f"undone{turn}", 2), head=batch.head)[0])
                    raise ZeroDivisionError
            loads = 90 if turn == 5 else 1 + turn % 3
            head = put(store, *[(f"c{turn}-{number}", loads) for number in range(1 + turn % 2)])
            ends.append(head.seq)
            disk.note("acknowledged", head.seq)
            if turn % 5 == 4:
                store.log_attempt(attempt(turn))
        written = [stored.body for stored in store.read()]
        store.close()
    return Recording(disk, written, ends)


def judge(recording: Recording, calls: int, content: Mapping[str, bytes], folder: Path) -> str:
    """What became of the books on the disk a power cut left: sound, lost, partial, corrupt or stuck."""
    acked = [entry[2] for entry in recording.disk.log[:calls] if entry[0] == "note"]
    for path in folder.iterdir():
        path.unlink()
    for name, data in content.items():
        (folder / name).write_bytes(data)
    try:
        store = SqliteStore(folder / "journal.sqlite3")
    except Unsafe:
        return "corrupt"
    try:
        found = [stored.body for stored in store.read()]
        if found != recording.written[: len(found)] or list(store.examine()):
            return "corrupt"
        if acked and len(found) < acked[-1]:
            return "lost"
        later = [end for end in recording.ends if end > (acked[-1] if acked else -1)][:1]
        if len(found) not in [*acked[-1:], *later, *([] if acked else [0])]:
            return "partial"
        return "sound" if put(store, ("afterwards", 1)).seq == len(found) + 1 else "stuck"
    except Broken:
        return "corrupt"
    finally:
        store.close()


def tally(recording: Recording, how_many: int, seed: int, folder: Path) -> Counter[str]:
    folder.mkdir(mode=0o700)
    return Counter(
        judge(recording, calls, disk, folder) for calls, disk in states(recording.disk, how_many, seed)
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("cache", ["-2000", "6"], ids=["roomy cache", "cache that spills"])
def test_no_power_cut_loses_or_tears_what_was_acknowledged(shelf: Path, seed: int, cache: str) -> None:
    recording = record(shelf, {**SAFE, "cache_size": cache})
    outcomes = tally(recording, STATES // 8, seed, shelf / "after")
    print(f"{sum(outcomes.values())} states over {len(recording.disk.log)} calls: {dict(outcomes)}")
    assert outcomes == {"sound": STATES // 8}


@pytest.mark.parametrize(
    ("mode", "synchronous"), [("truncate", "0"), ("truncate", "1"), ("delete", "1"), ("delete", "2")]
)
def test_the_harness_finds_the_losses_of_settings_that_are_not_ours(
    shelf: Path, mode: str, synchronous: str
) -> None:
    recording = record(shelf, {**SAFE, "journal_mode": mode, "synchronous": synchronous})
    outcomes = tally(recording, TEETH, 1, shelf / "after")
    print(f"journal_mode={mode} synchronous={synchronous}: {dict(outcomes)}")
    assert outcomes["lost"] + outcomes["corrupt"] > 0
