"""What every store must do. A store's tests subclass this and say how to open one."""

import threading
from collections.abc import Callable

import pytest

from tests.journal.toy import bodies
from yajian.core.words import Seq
from yajian.journal import chain
from yajian.journal.envelope import Broken, Head
from yajian.journal.store import Attempt, Carried, NotRecorded, Store

Open = Callable[[], Store]


def put(store: Store, *commands: tuple[str, int]) -> Head:
    """Append commands, each (id, loads), in one turn."""
    with store.writing() as batch:
        for command in bodies(*commands, head=batch.head):
            batch.append(command)
        return batch.head


def attempt(number: int) -> Attempt:
    return Attempt(
        at="2020-01-02T01:00:00.000000Z",
        actor="示例甲",
        organ="示范市煤场",
        role="yard",
        command_id=f"c{number}",
        command="{}",
        code="yard.cart.too-much",
        basis="VALUE_UNFIT",
        finding="只有 1 吨",
        way_forward="少运一些",
        head=Seq(number),
    )


class StoreContract:
    """A subclass brings the fixture `opened`: what it gives opens one more handle on the same empty books."""

    @pytest.fixture
    def store(self, opened: Open) -> Store:
        return opened()

    def test_an_empty_store_stands_at_nothing(self, store: Store) -> None:
        assert store.head() == Head(Seq(0), chain.EMPTY)
        assert list(store.read()) == []
        assert store.find("c1") is None
        assert list(store.attempts()) == []

    def test_bodies_come_back_in_order_and_to_the_byte(self, store: Store) -> None:
        head = put(store, ("c1", 1), ("c2", 3))
        written = [body for command in bodies(("c1", 1), ("c2", 3)) for body in command]
        assert [(one.seq, one.body) for one in store.read()] == list(enumerate(written, 1))
        assert store.head() == head == Head(Seq(4), chain.leaf(written[-1]).hex())

    def test_reading_starts_after_and_stops_at_the_places_asked_for(self, store: Store) -> None:
        put(store, ("c1", 1200))
        assert [one.seq for one in store.read(after=1190, upto=1195)] == [*range(1191, 1196)]
        assert len(list(store.read())) == 1200
        assert list(store.read(after=1200)) == []

    def test_a_command_is_found_by_its_number_with_all_its_facts(self, store: Store) -> None:
        head = put(store, ("c1", 1), ("c2", 3))
        found = store.find("c2")
        assert isinstance(found, Carried)
        assert (found.first, found.last, found.leaf) == (2, 4, head.leaf)

    def test_a_turn_sees_its_own_additions_and_others_only_when_it_is_over(
        self, store: Store, opened: Open
    ) -> None:
        other = opened()
        with store.writing() as batch:
            batch.append(bodies(("c1", 2))[0])
            assert batch.head.seq == 2
            assert batch.find("c1") is not None
            assert [one.seq for one in batch.read()] == [1, 2]
            assert store.head().seq == other.head().seq == 0
        assert store.head().seq == other.head().seq == 2

    def test_an_exception_inside_a_turn_undoes_all_of_it(self, store: Store) -> None:
        def broken() -> None:
            with store.writing() as batch:
                batch.append(bodies(("c1", 2))[0])
                batch.log_attempt(attempt(1))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            broken()
        assert store.head() == Head()
        assert list(store.attempts()) == []
        assert put(store, ("c1", 2)).seq == 2

    @pytest.mark.parametrize(
        "wrong", ["gap", "other chain", "half", "out of order", "two commands", "nothing"]
    )
    def test_what_does_not_follow_is_refused_and_undoes_the_turn(self, store: Store, wrong: str) -> None:
        first, second = bodies(("c1", 2), ("c2", 2))
        other = bodies(("x1", 1), ("x2", 2))[1]
        offered = {
            "gap": second[1:],
            "other chain": other,
            "half": second[:1],
            "out of order": second[::-1],
            "two commands": [*second, *bodies(("c3", 1), head=Head(Seq(4), chain.leaf(second[1]).hex()))[0]],
            "nothing": [],
        }[wrong]
        with store.writing() as batch:
            batch.append(first)
        with pytest.raises(Broken), store.writing() as batch:
            batch.append(offered)
        assert store.head().seq == 2
        assert put(store, ("c2", 2)).seq == 4

    def test_the_same_number_cannot_enter_twice(self, store: Store) -> None:
        put(store, ("c1", 1))
        with pytest.raises(NotRecorded):
            put(store, ("c1", 1))
        assert store.head().seq == 1
        assert put(store, ("c2", 1)).seq == 2

    def test_declined_commands_are_kept_in_order_beside_the_chain(self, store: Store, opened: Open) -> None:
        store.log_attempt(attempt(1))
        with store.writing() as batch:
            batch.append(bodies(("c1", 1))[0])
            batch.log_attempt(attempt(2))
        assert list(opened().attempts()) == [attempt(1), attempt(2)]
        assert store.head().seq == 1

    def test_a_reader_learns_that_somebody_else_wrote_and_only_then(self, store: Store, opened: Open) -> None:
        other = opened()
        assert other.changed()
        assert not other.changed()
        put(store, ("c1", 1))
        assert other.changed()
        assert other.head().seq == 1
        assert not other.changed()

    def test_racing_turns_take_each_other_into_account(self, opened: Open) -> None:
        stores = [opened() for _ in range(4)]

        def write(store: Store, name: str) -> None:
            for number in range(25):
                put(store, (f"{name}{number}", 1 + number % 3))

        threads = [threading.Thread(target=write, args=(store, f"w{n}-")) for n, store in enumerate(stores)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rows = list(stores[0].read())
        assert [row.seq for row in rows] == [*range(1, len(rows) + 1)]
        assert len(rows) == 4 * sum(1 + number % 3 for number in range(25))
        assert all(stores[1].find(f"w{n}-{number}") for n in range(4) for number in range(25))

    def test_what_was_written_is_there_when_the_books_are_opened_again(self, opened: Open) -> None:
        first = opened()
        head = put(first, ("c1", 1), ("c2", 2))
        first.close()
        again = opened()
        assert again.head() == head
        assert put(again, ("c3", 1)).seq == 4

    def test_sound_books_have_no_findings(self, store: Store) -> None:
        put(store, ("c1", 1), ("c2", 2))
        store.log_attempt(attempt(1))
        assert list(store.examine()) == []
