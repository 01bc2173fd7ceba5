"""Processes that write to the same books, or die at it. Run as `python -m tests.journal.worker MODE …`."""

import json
import os
import random
import resource
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.journal.toy import START, Stack, office
from yajian.evidence import Evidence, NotKept
from yajian.journal.booking import Done
from yajian.journal.envelope import Broken
from yajian.journal.home import Home
from yajian.journal.postgres import PostgresStore
from yajian.journal.store import NotRecorded, Unknown, Unsafe


def race(home: Path, name: str, commands: int) -> dict[str, object]:
    """Commands of its own, and between them commands every other process asks for under the same number."""
    answered = []
    with office(home) as yard:
        for number in range(commands):
            for command_id in (f"{name}-{number}", f"shared-{number}"):
                answer = yard.ask(Stack(heap=f"{number % 7}号堆", loads=1 + number % 3), command_id)
                assert isinstance(answer, Done), answer
                answered.append((command_id, [one.seq for one in answer.facts]))
    return {"answered": answered}


def rush(home: Path, name: str, seconds: float) -> dict[str, object]:
    """As many commands as it gets turns for."""
    with office(home) as yard:
        yard.clock.step = timedelta(milliseconds=1)  # on a fast disk the racers' clocks drift apart by turns
        yard.done(Stack(heap="煤堆"), f"{name}-first")
        (home / f"{name}.ready").touch()
        while not (home / "go").exists():
            time.sleep(0.001)
        number, end = 0, time.monotonic() + seconds
        while time.monotonic() < end:
            number += 1
            yard.clock.now = START  # clocks that move a second a command would be minutes apart soon
            yard.done(Stack(heap="煤堆"), f"{name}-{number}")
    return {"carried": number}


def kills(home: Path, rounds: int, seed: int) -> dict[str, object]:
    """Fork a writer, kill it at a random moment, do it again; what each had been told was durable."""
    chance = random.Random(seed)
    acked: list[str] = []
    hot = 0
    for number in range(rounds):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _write_until_killed(home, f"r{number}", writing)
        os.close(writing)
        told = _listen(reading, chance.choice([0, 0, 1, 2, 5, 9, 14]), chance.uniform(0, 0.006))
        os.kill(child, signal.SIGKILL)
        while piece := os.read(reading, 65536):
            told += piece
        os.close(reading)
        os.waitpid(child, 0)
        acked += told.decode().split()
        journal = home / "journal.sqlite3-journal"
        hot += journal.exists() and journal.stat().st_size > 0
    return {"acked": acked, "hot": hot}


def full(home: Path, limit: int) -> dict[str, object]:
    """Write until no file may grow beyond the limit, look around, and go on once it may again."""
    told: dict[str, object] = {}
    refused, sentences = list[str](), list[str]()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with office(home) as yard:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        number = 0
        while len(refused) < 3:
            try:
                yard.done(Stack(heap="煤堆", loads=3), f"full-{number}")
                number += 1
            except (NotRecorded, Unknown) as error:
                refused.append(type(error).__name__)
                sentences.append(str(error))
        told["acknowledged while full"] = yard.desk.standing.head.seq
        told["read while full"] = len(list(yard.desk.history()))
        try:
            Evidence(Home(home).evidence).put_bytes(b"x" * (limit + 1))
        except NotKept as error:
            told["evidence while full"] = str(error)
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        told["resumed"] = bool(yard.done(Stack(heap="煤堆"), "resumed").facts)
    return told | {"carried": number, "refused": refused, "sentences": sentences}


def endure(home: Path, name: str, threads: int) -> dict[str, object]:
    """Write on through whatever happens to the server, until told to stop; what was answered, and how."""
    acked: list[str] = []
    unknown, denied = Counter[str](), Counter[str]()
    with office(home) as yard:
        (home / f"{name}.ready").touch()

        def write(which: int) -> None:
            number = 0
            while not (home / "stop").exists():
                command_id = f"{name}-{which}-{number}"
                try:
                    answer = yard.ask(Stack(heap=f"{which}号堆", loads=1 + number % 3), command_id)
                    assert isinstance(answer, Done)
                    acked.append(command_id)
                    number += 1
                except Unknown:
                    unknown[command_id] += 1
                except (NotRecorded, Unsafe, Broken):
                    denied[command_id] += 1

        together(write, threads)
    return {"acked": acked, "unknown": len(unknown), "denied": len(denied)}


def poll(home: Path, name: str) -> dict[str, object]:
    """Follow the books as another worker does on each request, until told to stop; every place as it appeared."""
    store = PostgresStore(os.environ["YAJIAN_DATABASE_URL"])
    seen: list[int] = []
    (home / f"{name}.ready").touch()
    while True:
        stopped = (home / "over").exists()
        try:
            if store.changed() or stopped:
                seen += [one.seq for one in store.read(after=seen[-1] if seen else 0)]
        except Broken:
            assert not stopped
            continue
        if stopped:
            return {"seen": seen}


def together(write: Callable[[int], None], threads: int) -> None:
    started = [threading.Thread(target=write, args=(which,), daemon=True) for which in range(threads)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()


def _listen(reading: int, answers: int, longer: float) -> bytes:
    """Wait for so many answers, and then a little longer."""
    told = b""
    while told.count(b"\n") < answers:
        told += os.read(reading, 65536)
    time.sleep(longer * (4 if answers == 0 else 1))
    return told


def _write_until_killed(home: Path, name: str, writing: int) -> None:
    try:
        yard = office(home)

        def write(which: int) -> None:
            number = 0
            while True:
                command_id = f"{name}-{which}-{number}"
                answer = yard.ask(Stack(heap=f"{which}号堆", loads=1 + number % 3), command_id)
                assert isinstance(answer, Done)
                os.write(writing, f"{command_id}\n".encode())
                number += 1

        together(write, 3)
    finally:
        os._exit(70)  # only reached if something went wrong: a killed process runs nothing


if __name__ == "__main__":
    mode, folder, first, second = sys.argv[1:]
    match mode:
        case "race":
            outcome = race(Path(folder), first, int(second))
        case "rush":
            outcome = rush(Path(folder), first, float(second))
        case "full":
            outcome = full(Path(folder), int(first))
        case "endure":
            outcome = endure(Path(folder), first, int(second))
        case "poll":
            outcome = poll(Path(folder), first)
        case "kills":
            outcome = kills(Path(folder), int(first), int(second))
        case _:
            raise SystemExit(f"no mode {mode}")
    json.dump(outcome, sys.stdout)
