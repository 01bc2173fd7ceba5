"""The disk fails at the n-th call, or is full: all or nothing, a sentence, and on with the work."""

from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import pytest

from tests.journal.disk import Disk, Layer
from tests.journal.test_processes import outcome, start, verified
from tests.journal.toy import Cart, Office, Stack, filled
from yajian.journal.booking import Done
from yajian.journal.envelope import Broken
from yajian.journal.home import Home
from yajian.journal.sqlite import SqliteStore
from yajian.journal.sqlite_opening import SAFE, Driver
from yajian.journal.store import NotRecorded, Unknown, Unsafe


@pytest.fixture
def disk() -> Disk:
    return Disk("journal.sqlite3")


@pytest.fixture
def driver(disk: Disk) -> Iterator[Driver]:
    with Layer(disk) as driver:
        yield driver


def opened(home: Home, driver: Driver) -> Office:
    return Office(SqliteStore(home.journal, driver=driver, pragmas={**SAFE, "busy_timeout": "50"}))


def leave(yard: Office) -> None:
    yard.desk.close()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    layout = Home(tmp_path)
    layout.prepare()
    return layout


FAULTS: dict[str, Callable[[int, int], bool]] = {
    "fails once": lambda call, nth: call == nth,
    "fails until mended": lambda call, nth: call >= nth,
}


@pytest.mark.parametrize("error", [apsw.IOError, apsw.FullError])
@pytest.mark.parametrize("manner", FAULTS)
def test_whichever_call_fails_the_command_happens_wholly_or_not_at_all_and_once(
    home: Home, disk: Disk, driver: Driver, manner: str, error: type[apsw.Error]
) -> None:
    yard = opened(home, driver)
    yard.done(Stack(heap="煤堆", loads=2), "before")
    answers, nth, struck = list[str](), 0, True
    while struck:
        nth += 1
        struck = False
        begun = disk.calls

        def fault(call: int, what: str, nth: int = nth, begun: int = begun) -> None:
            nonlocal struck
            if FAULTS[manner](call - begun, nth):
                struck = True
                raise error(what)

        disk.fault = fault
        told = attempted(yard, f"c{nth}")
        disk.fault = lambda call, what: None
        answers.append(told)
        there = yard.store.find(f"c{nth}") is not None
        assert told == "unknown" or there == (told == "done")
        again = yard.done(Stack(heap="煤堆", loads=2), f"c{nth}")
        assert [one.seq for one in again.facts] == [2 * nth + 1, 2 * nth + 2]
        assert yard.desk.standing.image.heaps["煤堆"] == yard.desk.standing.head.seq == 2 * nth + 2
    assert answers[-1] == "done"
    assert set(answers) <= {"not recorded", "unknown", "not opened", "done"}
    assert answers.count("not recorded") >= 10
    print(f"{error.__name__} {manner}: {nth - 1} calls struck, answers {dict.fromkeys(answers)}")
    assert list(yard.store.examine()) == []
    leave(yard)


def attempted(yard: Office, command_id: str) -> str:
    try:
        answer = yard.ask(Stack(heap="煤堆", loads=2), command_id)
    except NotRecorded as told:
        return "not recorded" if "没有写入" in str(told) else str(told)
    except Unknown as told:
        return "unknown" if "同一提交号" in str(told) else str(told)
    except (Unsafe, Broken):
        return "not opened"
    assert isinstance(answer, Done)
    return "done"


def fill(yard: Office) -> None:
    """Write until something stops it."""
    for number in range(10_000):
        yard.done(Stack(heap="煤堆", loads=3), f"c{number}")


def test_a_full_disk_refuses_with_a_sentence_reads_go_on_and_work_resumes(
    home: Home, disk: Disk, driver: Driver
) -> None:
    yard = opened(home, driver)
    disk.capacity = 200_000
    with pytest.raises(NotRecorded, match=r"磁盘已满，请先腾出空间.*没有写入"):
        fill(yard)
    carried = yard.desk.standing.head.seq // 3
    assert carried > 20
    disk.capacity = 0  # somebody else took the little that was left
    for _ in range(3):
        with pytest.raises(NotRecorded, match="磁盘已满"):
            yard.done(Stack(heap="煤堆", loads=3), "late")
        assert yard.desk.standing.image.heaps["煤堆"] == 3 * carried
        assert len(list(yard.desk.history())) == 3 * carried
    assert list(yard.store.examine()) == []
    disk.capacity = None
    yard.done(Stack(heap="煤堆", loads=3), "late")
    assert yard.desk.standing.head.seq == 3 * carried + 3
    assert list(yard.store.examine()) == []
    leave(yard)


def test_a_refusal_that_cannot_be_logged_is_not_given(home: Home, disk: Disk, driver: Driver) -> None:
    yard = opened(home, driver)
    yard.done(Stack(heap="煤堆"))
    disk.capacity = 0
    with pytest.raises(NotRecorded, match="磁盘已满"):
        yard.ask(Cart(heap="煤堆", tonnes=2))
    disk.capacity = None
    yard.refused(Cart(heap="煤堆", tonnes=2))
    assert len(list(yard.desk.attempts())) == 1
    leave(yard)


def test_a_real_full_disk_loses_nothing_and_work_resumes(tmp_path: Path) -> None:
    filled(tmp_path, 3)
    told = outcome(start("full", tmp_path, 150_000, 0))
    assert told["carried"] > 20
    assert told["refused"] == ["NotRecorded"] * 3
    assert all("没有写入" in sentence for sentence in told["sentences"])
    assert told["read while full"] == told["acknowledged while full"]
    assert told["evidence while full"].startswith("磁盘已满，附件没有存下")
    assert told["resumed"]
    assert verified(tmp_path).head.seq == told["acknowledged while full"] + 1


def test_a_page_limit_is_a_full_disk_too(home: Home) -> None:
    yard = Office(SqliteStore(home.journal, pragmas={**SAFE, "max_page_count": "20"}))
    with pytest.raises(NotRecorded, match=r"磁盘已满.*FullError"):
        fill(yard)
    carried = yard.desk.standing.head.seq
    yard.desk.close()
    roomy = Office(SqliteStore(home.journal))
    assert roomy.desk.standing.head.seq == carried
    roomy.done(Stack(heap="煤堆"), "late")
    roomy.desk.close()
    assert verified(home.root).head.seq == carried + 1
