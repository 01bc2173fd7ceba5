import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.journal.toy import START, Cart, Office, Stack, Stacked, Stumble, office, request
from yajian.core.words import SystemRule
from yajian.journal import desk
from yajian.journal.booking import Answer, Done, Refused
from yajian.journal.canonical import Unfit
from yajian.journal.desk import BATCH, Closed
from yajian.journal.sqlite import SqliteStore
from yajian.journal.store import Batch

pytestmark = pytest.mark.usefixtures("either_store")


@pytest.fixture
def yard(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as opened:
        yield opened


def test_a_command_becomes_facts_stamped_with_who_when_and_why(yard: Office) -> None:
    (fact,) = yard.done(Stack(heap="一号堆", tonnes=5), "c1").facts
    assert fact.fact == Stacked(heap="一号堆", tonnes=5)
    assert (fact.seq, fact.actor, fact.organ, fact.role) == (1, "示例甲", "示范市煤场", "yard")
    assert (fact.command_id, fact.programme, fact.revision) == ("c1", "yard-2020", 1)
    assert fact.recorded_at == START + timedelta(seconds=1)
    assert yard.desk.standing.image.heaps["一号堆"] == 5
    assert list(yard.desk.history()) == [fact]


def test_a_refused_command_leaves_the_books_untouched_and_is_kept_among_the_attempts(yard: Office) -> None:
    yard.done(Stack(heap="一号堆", tonnes=5))
    before = yard.desk.standing
    assert yard.refused(Cart(heap="一号堆", tonnes=6), "c9").code == "yard.cart.too-much"
    assert yard.desk.standing is before
    (kept,) = yard.desk.attempts()
    assert (kept.actor, kept.command_id, kept.code, kept.head) == ("示例甲", "c9", "yard.cart.too-much", 1)
    assert (kept.command, kept.basis) == ('{"do":"yard.cart","heap":"一号堆","tonnes":6}', "VALUE_UNFIT")
    assert kept.finding == "一号堆 只有 5 吨"


def test_the_same_number_with_the_same_command_gets_the_same_answer_and_no_new_fact(yard: Office) -> None:
    first = yard.done(Stack(heap="一号堆", loads=3), "c1")
    yard.done(Stack(heap="二号堆"), "c2")
    again = yard.done(Stack(heap="一号堆", loads=3), "c1")
    assert again == first
    assert len(first.facts) == 3
    assert yard.desk.standing.head.seq == 4


@pytest.mark.parametrize(
    "other",
    [{"command": Stack(heap="一号堆", tonnes=2)}, {"effective": START.date()}, {"actor": "示例乙"}],
)
def test_the_same_number_with_another_command_is_refused(yard: Office, other: dict[str, object]) -> None:
    yard.done(Stack(heap="一号堆"), "c1", effective=(START - timedelta(days=1)).date())
    asked = {"command": Stack(heap="一号堆"), "effective": (START - timedelta(days=1)).date()} | other
    answer = yard.desk.submit(request(command_id="c1", **asked), yard.clock)  # type: ignore[arg-type]
    assert isinstance(answer, Refused)
    assert answer.refusal.code == "transact.same-number"
    assert answer.refusal.basis is SystemRule.SAME_NUMBER_OTHER_COMMAND
    assert "第1条" in answer.refusal.finding
    assert yard.desk.standing.head.seq == 1


def test_what_is_so_already_yields_no_facts_and_leaves_the_number_free(yard: Office) -> None:
    assert yard.done(Stack(heap="一号堆", loads=0), "c1").facts == ()
    assert yard.desk.standing.head.seq == 0
    assert len(yard.done(Stack(heap="一号堆", loads=1), "c1").facts) == 1


@pytest.mark.parametrize(
    ("number", "said"),
    [("", "0 个字符"), ("x" * 101, "101 个字符"), ("a b", "3 个字符"), ("号", "1 个"), ("a\n", "2 个")],
)
def test_a_number_nobody_could_read_out_is_refused(yard: Office, number: str, said: str) -> None:
    answer = yard.desk.submit(request(Stack(heap="一号堆"), number), yard.clock)
    assert isinstance(answer, Refused)
    assert answer.refusal.code == "transact.number-unfit"
    assert said in answer.refusal.finding
    assert len(list(yard.desk.attempts())) == 1


def test_text_the_journal_cannot_hold_is_refused_by_field_and_logged_in_escapes(yard: Office) -> None:
    refusal = yard.refused(Stack(heap="一号\u200b堆"), "c1")
    assert (refusal.code, refusal.field) == ("transact.unfit", "heap")
    assert "U+200B" in refusal.finding
    assert yard.refused(Stack(heap="一号堆"), "c2", actor="甲\u202e").field == "actor"
    first, second = yard.desk.attempts()
    assert "\\u200b" in first.command
    assert second.actor == "\\u7532\\u202e"


# The clock -------------------------------------------------------------------------------------------


def test_a_clock_that_went_back_by_more_than_five_minutes_is_refused(yard: Office) -> None:
    yard.done(Stack(heap="一号堆"))
    yard.clock.now -= timedelta(minutes=5, seconds=2)
    refusal = yard.refused(Stack(heap="一号堆"))
    assert refusal.code == "transact.clock-went-back"
    assert refusal.basis is SystemRule.CLOCK_WENT_BACK
    assert "2020-01-02 09:00:01" in refusal.finding


def test_a_small_step_back_is_stamped_honestly_and_order_stays_that_of_the_places(yard: Office) -> None:
    (first,) = yard.done(Stack(heap="一号堆")).facts
    yard.clock.now -= timedelta(minutes=4)
    (second,) = yard.done(Stack(heap="一号堆")).facts
    assert second.seq == first.seq + 1
    assert second.recorded_at < first.recorded_at


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=1), timedelta(days=30000)])
def test_after_a_jump_ahead_nothing_is_refused_until_the_clock_is_set_right(
    yard: Office, jump: timedelta
) -> None:
    yard.done(Stack(heap="一号堆"))
    yard.clock.now += jump
    yard.done(Stack(heap="一号堆"))
    yard.clock.now -= jump
    assert yard.refused(Stack(heap="一号堆")).code == "transact.clock-went-back"


def test_a_retry_is_answered_even_while_the_clock_is_wrong(yard: Office) -> None:
    first = yard.done(Stack(heap="一号堆"), "c1")
    yard.clock.now -= timedelta(days=1)
    assert yard.done(Stack(heap="一号堆"), "c1") == first


def test_what_was_known_at_an_instant_is_the_last_place_recorded_by_then(yard: Office) -> None:
    for _ in range(3):
        yard.done(Stack(heap="一号堆"))
        yard.clock.now += timedelta(hours=1)
    assert yard.desk.known_at(START) == 0
    assert yard.desk.known_at(START + timedelta(seconds=1)) == 1
    assert yard.desk.known_at(START + timedelta(hours=1, seconds=1)) == 1
    assert yard.desk.known_at(START + timedelta(hours=1, seconds=2)) == 2
    assert yard.desk.known_at(START + timedelta(days=999)) == 3


def test_an_earlier_image_is_a_fold_of_the_prefix(yard: Office) -> None:
    for tonnes in (1, 2, 3):
        yard.done(Stack(heap="一号堆", tonnes=tonnes))
    assert [yard.desk.image_at(seq).heaps.get("一号堆", 0) for seq in range(5)] == [0, 1, 3, 6, 6]
    assert yard.desk.image_at(2).seq == 2


# Broken programs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "raised"),
    [("raise", ZeroDivisionError), ("exit", SystemExit), ("unfit", Unfit), ("half", ValueError)],
)
def test_a_broken_decision_reaches_its_asker_alone_and_writes_nothing(
    yard: Office, how: str, raised: type[BaseException]
) -> None:
    yard.done(Stack(heap="煤堆"))
    with pytest.raises(raised):
        yard.ask(Stumble(how=how))
    assert yard.desk.standing.head.seq == 1
    assert yard.desk.standing.image.heaps["煤堆"] == 1
    yard.done(Stack(heap="煤堆"))
    assert yard.desk.standing.image.heaps["煤堆"] == 2


def test_a_broken_decision_does_not_touch_the_others_of_its_batch(yard: Office) -> None:
    answers: dict[int, Answer | BaseException] = {}

    def ask(number: int) -> None:
        command = Stumble(how="half") if number % 3 == 0 else Stack(heap="煤堆")
        try:
            answers[number] = yard.ask(command, f"c{number}")
        except ValueError as error:
            answers[number] = error

    in_threads(30, ask)
    assert all(isinstance(answers[number], ValueError) == (number % 3 == 0) for number in range(30))
    assert yard.desk.standing.image.heaps["煤堆"] == yard.desk.standing.head.seq == 20


# Many at once ----------------------------------------------------------------------------------------


def in_threads(count: int, work: object) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("either_store", ["sqlite"], indirect=True)
def test_requests_that_wait_share_a_commit_and_each_is_decided_on_top_of_those_before(tmp_path: Path) -> None:
    turns = []

    class Counting(SqliteStore):
        def writing(self):  # type: ignore[no-untyped-def]
            turns.append(1)
            time.sleep(0.01)  # a disk slow enough for requests to wait, whatever this machine's is
            return super().writing()

    office(tmp_path).desk.close()
    store = Counting(tmp_path / "journal.sqlite3")
    yard = Office(store)
    yard.done(Stack(heap="煤堆", tonnes=50))
    outcomes: list[Answer] = []

    def cart(number: int) -> None:
        outcomes.append(yard.ask(Cart(heap="煤堆"), f"cart-{number}"))

    askers = [threading.Thread(target=cart, args=(number,)) for number in range(200)]
    with store._turn:  # another process has it until all have come
        for asker in askers:
            asker.start()
    for asker in askers:
        asker.join()
    assert sum(isinstance(answer, Done) for answer in outcomes) == 50
    assert yard.desk.standing.image.heaps["煤堆"] == 0
    assert len(turns) < 50
    assert len(list(yard.desk.attempts())) == 150
    yard.desk.close()


def test_the_same_number_from_many_threads_is_carried_out_once(yard: Office) -> None:
    answers: list[Answer] = []
    in_threads(40, lambda _: answers.append(yard.ask(Stack(heap="煤堆", loads=2), "once")))
    assert yard.desk.standing.head.seq == 2
    assert all(answer == answers[0] for answer in answers)


def test_more_requests_than_the_queue_holds_are_all_answered(yard: Office) -> None:
    answers: list[Answer] = []
    in_threads(BATCH + 60, lambda number: answers.append(yard.ask(Stack(heap="煤堆"), f"c{number}")))
    assert len(answers) == yard.desk.standing.head.seq == BATCH + 60


def test_a_published_image_never_changes(yard: Office) -> None:
    yard.done(Stack(heap="煤堆", tonnes=1))
    published = yard.desk.standing.image
    for _ in range(50):
        yard.done(Stack(heap="煤堆", tonnes=1))
    assert published.heaps["煤堆"] == 1
    assert published.seq == 1


# Several desks on the same books ---------------------------------------------------------------------


def test_a_desk_sees_what_another_wrote_and_decides_on_top_of_it(tmp_path: Path) -> None:
    with office(tmp_path) as first, office(tmp_path) as second:
        first.done(Stack(heap="煤堆", tonnes=5), "a1")
        assert second.desk.standing.image.heaps["煤堆"] == 5
        second.done(Cart(heap="煤堆", tonnes=3), "b1")
        assert first.refused(Cart(heap="煤堆", tonnes=3), "a2").finding == "煤堆 只有 2 吨"
        assert first.done(Stack(heap="煤堆", tonnes=5), "a1").facts[0].seq == 1
        assert second.desk.known_at(START + timedelta(days=1)) == 2
        assert [one.seq for one in second.desk.history()] == [1, 2]


def test_a_fresh_desk_folds_to_the_same_image(tmp_path: Path) -> None:
    with office(tmp_path) as yard:
        for number in range(700):
            yard.done(Stack(heap=f"{number % 30}号堆", tonnes=number))
        image = yard.desk.standing.image
    with office(tmp_path) as again:
        assert dict(again.desk.standing.image.heaps) == dict(image.heaps)
        assert again.desk.standing.head.seq == 700


def test_a_closed_desk_has_finished_what_it_accepted_and_takes_no_more(tmp_path: Path) -> None:
    yard = office(tmp_path)
    answers: list[Answer | BaseException] = []

    def ask(number: int) -> None:
        try:
            answers.append(yard.ask(Stack(heap="煤堆"), f"c{number}"))
        except Closed as closed:
            answers.append(closed)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    yard.desk.close()
    yard.desk.close()
    for thread in threads:
        thread.join()
    with pytest.raises(Closed, match="已关闭"):
        yard.ask(Stack(heap="煤堆"), "late")
    with office(tmp_path) as again:
        assert again.desk.standing.head.seq == sum(isinstance(answer, Done) for answer in answers)


def test_who_asks_alone_takes_the_turn_himself_and_no_thread_is_started(yard: Office) -> None:
    before = threading.enumerate()
    yard.done(Stack(heap="一号堆"))
    assert threading.enumerate() == before


def test_who_comes_while_a_turn_is_taken_is_answered_by_its_commit(
    yard: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = threading.Thread(target=yard.done, args=(Stack(heap="二号堆"), "later"))
    turns, writing = list[str](), yard.store.writing

    def counted() -> AbstractContextManager[Batch]:
        turns.append("one more")
        return writing()

    def slow_clock() -> datetime:
        """The first asker's turn lasts until the second has queued."""
        if not asking.is_alive():
            asking.start()
        while not yard.desk._waiting:
            threading.Event().wait(0.001)
        return START

    monkeypatch.setattr(yard.store, "writing", counted)
    yard.desk.submit(request(Stack(heap="一号堆"), "first"), slow_clock)
    asking.join()
    assert dict(yard.desk.standing.image.heaps) == {"一号堆": 1, "二号堆": 1}
    assert [one.command_id for one in yard.desk.history()] == ["first", "later"]
    assert len(turns) == 1


class Interrupting:
    """A lock at which whoever waits is interrupted, once."""

    def __init__(self) -> None:
        self._lock, self._times = threading.Lock(), 0
        self.release = self._lock.release

    def acquire(self) -> None:
        self._times += 1
        if self._times == 2:  # the first is the asker's own, before anybody waits
            raise KeyboardInterrupt
        self._lock.acquire()


def test_who_is_interrupted_in_the_queue_leaves_another_there_for_those_behind(
    yard: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "BATCH", 1)  # so that each turn is for one
    locks = iter([threading.Lock(), Interrupting(), threading.Lock()])
    monkeypatch.setattr(desk, "Lock", lambda: next(locks))
    interrupted = []

    def ask(heap: str) -> None:
        try:
            yard.done(Stack(heap=heap), heap.encode().hex())
        except KeyboardInterrupt:
            interrupted.append(heap)

    behind = [threading.Thread(target=ask, args=(heap,)) for heap in ("二号堆", "三号堆")]

    def slow_clock() -> datetime:
        """The first asker's turn lasts until two have queued and the first of them was interrupted."""
        for number, thread in enumerate(behind, 1):
            thread.start()
            while len(yard.desk._waiting) < number:
                threading.Event().wait(0.001)
        while not interrupted:
            threading.Event().wait(0.001)
        return START

    yard.desk.submit(request(Stack(heap="一号堆"), "first"), slow_clock)
    behind[1].join()
    assert interrupted == ["二号堆"]
    assert dict(yard.desk.standing.image.heaps) == {"一号堆": 1, "二号堆": 1, "三号堆": 1}
