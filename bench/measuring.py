"""How everything is measured: contestants take turns within a round, and each round gives one ratio."""

import gc
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import apsw
import msgspec

ROOT = Path(__file__).resolve().parent.parent


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """How much is measured: all of it for the table, a quick look, or just enough to see that it works."""

    name: Literal["full", "quick", "least"]
    peers: bool  # whether the peers that have to be installed take part
    folder: Path  # on a real disk

    def size(self, full: int, quick: int, least: int) -> int:
        return {"full": full, "quick": quick, "least": least}[self.name]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table: ours, the peer's, and the ratio of the one run."""

    row: str
    what: str
    ours: str
    peer: str
    ratio: str
    aim: str = ""
    met: bool | None = None  # None: there is no aim, the figure is for orientation

    @property
    def verdict(self) -> str:
        return {True: "met", False: "missed", None: ""}[self.met]


Say = Callable[[str], None]
Row = Callable[[Scale, Say], Iterator[Line]]
Seconds = Mapping[str, Sequence[float]]


def take_turns(
    contestants: Mapping[str, Callable[[], object]],
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, list[float]]:
    """Seconds of each contestant in each round; who begins changes from round to round."""
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    names = list(contestants)
    for number in range(rounds):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            gc.collect()
            started = clock()
            made = contestants[name]()  # nobody throws away what he opened: that is not timed
            seconds[name].append(clock() - started)
            del made
    return seconds


def ratios(seconds: Seconds, faster: str, slower: str) -> list[float]:
    """How many times as fast one was as the other, round by round."""
    return [other / one for one, other in zip(seconds[faster], seconds[slower], strict=True)]


def times(found: Sequence[float]) -> str:
    """A ratio as the table shows it: its median and the range of its middle half."""
    low, middle, high = quartiles(found)
    return f"{middle:.2f}× ({low:.2f}–{high:.2f})"


def quartiles(found: Sequence[float]) -> tuple[float, float, float]:
    if len(found) < 2:
        return found[0], found[0], found[0]
    low, middle, high = statistics.quantiles(found, n=4, method="inclusive")
    return low, middle, high


def micro(seconds: Sequence[float], per: int = 1) -> str:
    """Microseconds a piece: median and the range of the middle half."""
    low, middle, high = (one / per * 1e6 for one in quartiles(seconds))
    digits = 1 if middle < 100 else 0
    return f"{middle:.{digits}f} µs ({low:.{digits}f}–{high:.{digits}f})"


def milli(seconds: Sequence[float]) -> str:
    """Milliseconds: median and the range of the middle half."""
    low, middle, high = (one * 1e3 for one in quartiles(seconds))
    digits = 0 if middle >= 100 else 1 if middle >= 10 else 2
    return f"{middle:,.{digits}f} ms ({low:,.{digits}f}–{high:,.{digits}f})"


def median(found: Sequence[float]) -> float:
    return statistics.median(found)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """What lies in memory already is not gone through again while something is measured."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def machine() -> str:
    """Where and with what this run was made."""
    model = next(
        (line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    memory = next(
        (int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0
    )
    return (
        f"{os.cpu_count()} × {model}, {memory / 2**20:.0f} GiB, Linux {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {apsw.sqlite_lib_version()} (apsw) and "
        f"{sqlite3.sqlite_version} (sqlite3), msgspec {msgspec.__version__}"
    )


def moment() -> str:
    """Date, commit, and how busy the machine was."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit()}, load average {load}"


def commit() -> str:
    asked = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "unknown"


def disk(folder: Path) -> str:
    """What kind of file system a folder lies on."""
    found = ""
    for line in _lines("/proc/mounts"):
        _, where, kind, *_ = line.split()
        if folder.resolve().is_relative_to(where) and len(where) >= len(found.split(" ")[0]):
            found = f"{where} {kind}"
    return found or "unknown"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def in_a_process(module: str, *arguments: str) -> str:
    """What a module prints, run by itself: for memory, fresh starts and whoever asks from outside."""
    process = running(module, *arguments)
    said, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args, said)
    return said


def running(module: str, *arguments: str) -> "subprocess.Popen[str]":
    """A module in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        stdout=subprocess.PIPE,
        text=True,
    )
