"""A commit that was never answered: never twice, never lost, and no guess while it is still on its way."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from tests.cluster import Cluster, name_in
from tests.journal.contract import put
from tests.journal.toy import Office, Stack
from yajian.journal.booking import Done
from yajian.journal.postgres import PostgresStore
from yajian.journal.postgres_opening import SESSION, connect
from yajian.journal.rows import Connection, Cursor
from yajian.journal.store import NotRecorded, Unknown, Unsafe

LOST = "server closed the connection unexpectedly"


class Wire:
    """A connection whose next COMMIT goes the way the test says."""

    def __init__(self, connection: Connection, ways: list[Callable[[Connection], None]]) -> None:
        self._connection = connection
        self._ways = ways
        self.cut = False

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def execute(self, sql: str, parameters: tuple[Any, ...] = (), /) -> Cursor:
        if self.cut:
            raise psycopg.OperationalError(LOST)
        if sql == "COMMIT" and self._ways:
            self.cut = True
            self._ways.pop()(self._connection)
            raise psycopg.OperationalError(LOST)
        return self._connection.execute(sql, parameters)

    def close(self) -> None:
        if not self.cut:
            self._connection.close()


@pytest.fixture
def ways() -> list[Callable[[Connection], None]]:
    return []


@pytest.fixture
def store(database: str, ways: list[Callable[[Connection], None]]) -> Iterator[PostgresStore]:
    found = PostgresStore(database, connect=lambda url: Wire(connect(url), ways))
    yield found
    found.close()


def committed(connection: Connection) -> None:
    connection.execute("COMMIT")
    connection.close()


def gone(connection: Connection) -> None:
    connection.close()


def test_a_commit_that_arrived_but_was_not_answered_counts(
    store: PostgresStore, ways: list[Callable[[Connection], None]]
) -> None:
    ways.append(committed)
    assert put(store, ("c1", 2)).seq == 2
    assert [one.seq for one in store.read()] == [1, 2]
    assert put(store, ("c2", 1)).seq == 3


def test_a_commit_that_never_arrived_is_told_and_may_be_asked_again_under_the_same_number(
    store: PostgresStore, ways: list[Callable[[Connection], None]]
) -> None:
    ways.append(gone)
    with pytest.raises(NotRecorded, match=r"连接断了.*这一笔没有写入"):
        put(store, ("c1", 2))
    assert store.head().seq == 0
    assert put(store, ("c1", 2)).seq == 2


@pytest.mark.parametrize("arrives", [True, False])
def test_a_commit_still_on_its_way_is_waited_for_and_not_taken_for_lost(
    store: PostgresStore,
    database: str,
    cluster: Cluster,
    ways: list[Callable[[Connection], None]],
    arrives: bool,
) -> None:
    """The network holds the COMMIT back; the server's half of the turn still stands, and holds the head row."""

    def held_back(connection: Connection) -> None:
        def later() -> None:
            waiting = (
                "SELECT count(*) FROM pg_stat_activity WHERE datname = '{}' AND wait_event_type = 'Lock'"
            )
            while cluster.run("postgres", waiting.format(name_in(database))) == [(0,)]:
                pass  # until the one who asks what became of it stands at the head row
            committed(connection) if arrives else gone(connection)

        threading.Thread(target=later).start()

    ways.append(held_back)
    if arrives:
        assert put(store, ("c1", 2)).seq == 2
    else:
        with pytest.raises(NotRecorded):
            put(store, ("c1", 2))
    assert put(store, ("c2", 1)).seq == (3 if arrives else 1)


def test_while_nobody_answers_it_is_said_that_it_cannot_be_told_and_the_number_tells_later(
    store: PostgresStore,
    cluster: Cluster,
    ways: list[Callable[[Connection], None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(store, "_patience", 0.2)

    def stopped(connection: Connection) -> None:
        committed(connection)
        cluster.stop()

    with Office(store) as yard:
        ways.append(stopped)
        with pytest.raises(Unknown, match="暂时无法确定，请稍后用同一提交号"):
            yard.ask(Stack(heap="煤堆", loads=2), "c1")
        with pytest.raises(Unsafe, match=r"连不上数据库.*什么也没有写入"):
            yard.ask(Stack(heap="煤堆"), "c2")
        cluster.start()
        assert [one.seq for one in yard.done(Stack(heap="煤堆", loads=2), "c1").facts] == [1, 2]
        assert yard.done(Stack(heap="煤堆"), "c2").facts[0].seq == 3


def test_a_connection_that_died_while_idle_costs_nobody_their_turn(
    store: PostgresStore, cluster: Cluster
) -> None:
    put(store, ("c1", 1))
    assert store.head().seq == 1
    cluster.stop()
    cluster.start()
    assert store.head().seq == 1
    assert store.changed() in (True, False)
    assert put(store, ("c2", 1)).seq == 2


def test_a_server_that_is_being_restarted_is_waited_for(store: PostgresStore, cluster: Cluster) -> None:
    put(store, ("c1", 1))
    cluster.stop()
    again = threading.Timer(0.3, cluster.start)
    again.start()
    assert put(store, ("c2", 1)).seq == 2
    again.join()


def test_a_process_that_stands_still_in_its_turn_loses_it_and_the_others_go_on(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = PostgresStore(database)
    monkeypatch.setitem(SESSION, "idle_in_transaction_session_timeout", "200ms")
    still = PostgresStore(database)

    def stand_still() -> None:
        with still.writing() as batch:
            assert put(other, ("c1", 1)).seq == 1  # waits until the server has given the first one up
            batch.find("c1")

    with pytest.raises(NotRecorded, match="停得太久"):
        stand_still()
    assert put(other, ("c2", 1)).seq == 2
    still.close()
    other.close()


def test_a_turn_that_does_not_come_is_given_up_in_words(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SESSION, "lock_timeout", "100ms")
    busy, waiting = PostgresStore(database), PostgresStore(database)
    with busy.writing(), pytest.raises(NotRecorded, match="没有轮到"):
        put(waiting, ("c1", 1))
    assert put(waiting, ("c1", 1)).seq == 1
    busy.close()
    waiting.close()


def test_requests_of_one_turn_share_its_fate(
    store: PostgresStore, ways: list[Callable[[Connection], None]]
) -> None:
    """Group commit: many clerks, one unanswered commit, all of them answered rightly."""
    answers: list[Any] = []

    def ask(number: int) -> None:
        try:
            answers.append(yard.ask(Stack(heap="煤堆"), f"c{number}"))
        except NotRecorded as error:
            answers.append(error)

    with Office(store) as yard:
        for first, way in ((0, committed), (30, gone)):
            ways.append(way)
            threads = [threading.Thread(target=ask, args=(first + number,)) for number in range(30)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert len(answers) == 60
        told = sum(isinstance(answer, Done) for answer in answers)
        assert 30 <= told == yard.desk.standing.head.seq < 60
        for number in range(60):
            yard.done(Stack(heap="煤堆"), f"c{number}")
        assert yard.desk.standing.head.seq == yard.desk.standing.image.heaps["煤堆"] == 60
