"""Many clients on one database: racing, killed, and the server restarted under them without warning."""

import threading
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.cluster import Cluster, name_in
from tests.journal.test_processes import ALL, carried, outcome, start, verified
from tests.journal.toy import Clock, Office, Stack
from yajian.journal.booking import Answer
from yajian.journal.postgres import PostgresStore

KILLS = 1000 if ALL else 30
RESTARTS = 60 if ALL else 6


@pytest.fixture
def home(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Given: a data folder whose books lie in PostgreSQL."""
    monkeypatch.setenv("YAJIAN_DATABASE_URL", database)
    (tmp_path / "evidence").mkdir()
    return tmp_path


def ready(home: Path, *names: str) -> None:
    deadline = time.monotonic() + 60
    while not all((home / f"{name}.ready").exists() for name in names):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def grown(cluster: Cluster, database: str, facts: int) -> None:
    """Wait until so many facts more are in the books."""
    asked = "SELECT seq FROM yajian.head"
    [(before,)] = cluster.run(name_in(database), asked)
    while cluster.run(name_in(database), asked)[0][0] < before + facts:
        pass


def test_the_same_number_from_eight_clients_at_once_is_carried_out_once(database: str) -> None:
    yards = [Office(PostgresStore(database), Clock()) for _ in range(8)]
    answers: list[Answer] = []
    for number in range(10):
        together = threading.Barrier(8)

        def ask(yard: Office, command_id: str, together: threading.Barrier = together) -> None:
            together.wait()
            answers.append(yard.ask(Stack(heap="煤堆", loads=2), command_id))

        threads = [threading.Thread(target=ask, args=(yard, f"once-{number}")) for yard in yards]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(answer == answers[-1] for answer in answers[-8:])
    assert [yard.desk.standing.head.seq for yard in yards] == [20] * 8
    for yard in yards:
        yard.desk.close()


def test_restarted_without_warning_nothing_acknowledged_is_lost_half_done_or_done_twice(
    home: Path, cluster: Cluster, database: str
) -> None:
    names = [f"p{number}" for number in range(4)]
    writers = [start("endure", home, name, 2) for name in names]
    poller = start("poll", home, "poller", 0)
    ready(home, *names, "poller")
    chance = Random(11)
    for _ in range(RESTARTS):
        grown(cluster, database, chance.choice([1, 2, 5, 20]))
        cluster.stop("immediate")
        cluster.start()
    grown(cluster, database, 10)
    (home / "stop").touch()
    told = [outcome(writer) for writer in writers]
    (home / "over").touch()
    seen = outcome(poller)["seen"]
    acked = [command_id for found in told for command_id in found["acked"]]
    books = carried(home)
    assert set(acked) <= set(books), "lost"
    assert max(Counter(acked).values()) == 1
    for command_id, places in books.items():
        assert len(places) == 1 + int(command_id.split("-")[2]) % 3, "half done or done twice"
        assert places == [*range(places[0], places[0] + len(places))]
    report = verified(home)
    assert seen == [*range(1, report.head.seq + 1)], "a poller missed or saw out of order"
    unknown, denied = (sum(found[how] for found in told) for how in ("unknown", "denied"))
    print(
        f"{RESTARTS} immediate restarts, {len(acked)} acknowledged, {unknown} in doubt, {denied} told to retry,"
        f" {report.head.seq} facts, all seen in order"
    )
    assert len(acked) > RESTARTS


def test_clients_killed_at_any_moment_leave_nothing_half_done_and_lose_nothing_acknowledged(
    home: Path,
) -> None:
    answered = outcome(start("kills", home, KILLS, 3))["acked"]
    books = carried(home)
    assert set(answered) <= set(books), "lost"
    for command_id, places in books.items():
        assert len(places) == 1 + int(command_id.split("-")[2]) % 3, "half done or done twice"
    print(f"{KILLS} kills, {len(answered)} acknowledged commands, {verified(home).head.seq} facts")
    assert len(answered) > KILLS
