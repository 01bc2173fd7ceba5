"""Several processes on the same books, and processes killed in the middle of writing."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.journal.toy import FOLDING, office
from yajian.evidence import Evidence
from yajian.journal import stores
from yajian.journal.home import Home
from yajian.journal.verify import Report, verify

ROOT = Path(__file__).resolve().parents[2]
ALL = bool(os.environ.get("YAJIAN_TEST_ALL"))
KILLS = 1000 if ALL else 300
HOMES = 10  # the kills are spread over so many journals, so that none grows long


def start(*arguments: object) -> "subprocess.Popen[str]":
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, "-m", "tests.journal.worker", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)


def outcome(process: "subprocess.Popen[str]") -> dict[str, Any]:
    told, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    found: dict[str, Any] = json.loads(told)
    return found


def verified(home: Path) -> Report:
    layout = Home(home)
    store = stores.existing(layout, os.environ.get("YAJIAN_DATABASE_URL", ""), checked=False)
    report = verify(store, FOLDING, Evidence(layout.evidence))
    store.close()
    assert report.findings == ()
    return report


def carried(home: Path) -> dict[str, list[int]]:
    """Every command in the books, with the places of its facts."""
    found: dict[str, list[int]] = {}
    with office(home) as yard:
        for recorded in yard.desk.history():
            found.setdefault(recorded.command_id, []).append(recorded.seq)
    return found


@pytest.mark.usefixtures("either_store")
def test_four_processes_race_and_every_command_is_carried_out_wholly_and_once(tmp_path: Path) -> None:
    office(tmp_path).desk.close()
    racers = [start("race", tmp_path, f"p{number}", 60) for number in range(4)]
    told = [outcome(racer)["answered"] for racer in racers]
    books = carried(tmp_path)
    assert set(books) == {f"p{n}-{i}" for n in range(4) for i in range(60)} | {
        f"shared-{i}" for i in range(60)
    }
    for command_id, places in books.items():
        assert len(places) == 1 + int(command_id.split("-")[1]) % 3
        assert places == [*range(places[0], places[0] + len(places))]
    assert sorted(place for places in books.values() for place in places) == [*range(1, 601)]
    assert all(books[command_id] == places for answers in told for command_id, places in answers)
    assert verified(tmp_path).head.seq == 600


@pytest.mark.usefixtures("either_store")
def test_no_writer_starves_beside_the_others(tmp_path: Path) -> None:
    office(tmp_path).desk.close()
    names = [f"p{number}" for number in range(4)]
    racers = [start("rush", tmp_path, name, 2) for name in names]
    deadline = time.monotonic() + 60
    while not all((tmp_path / f"{name}.ready").exists() for name in names):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    (tmp_path / "go").touch()
    counts = [outcome(racer)["carried"] for racer in racers]
    print(f"commands in 2 s by each of 4 processes: {counts}")
    assert (
        min(counts) >= sum(counts) / len(counts) / 4
    )  # starved, one of eight got a single commit in fourteen seconds


def test_killed_at_any_moment_nothing_acknowledged_is_lost_nothing_half_done_nothing_done_twice(
    tmp_path: Path,
) -> None:
    homes = [tmp_path / f"home{number}" for number in range(HOMES)]
    for home in homes:
        office(home).desk.close()
    acked: list[list[str]] = []
    hot = 0
    for pair in range(0, HOMES, 2):  # two at a time: one dies while the other works
        dying = [
            start("kills", home, KILLS // HOMES, 7 * pair + n)
            for n, home in enumerate(homes[pair : pair + 2])
        ]
        for process in dying:
            found = outcome(process)
            acked.append(found["acked"])
            hot += found["hot"]
    facts = 0
    for home, answered in zip(homes, acked, strict=True):
        books = carried(home)
        assert set(answered) <= set(books), "lost"
        assert max(Counter(answered).values()) == 1
        for command_id, places in books.items():
            assert len(places) == 1 + int(command_id.split("-")[2]) % 3, "half done or done twice"
        facts += verified(home).head.seq
    told = sum(map(len, acked))
    print(f"{KILLS} kills, {told} acknowledged commands, {facts} facts, {hot} hot journals rolled back")
    assert told > KILLS
    assert hot > 0
