"""A flood of submissions by one session is stopped with a page that says how to go on; reading and others are not."""

from collections.abc import Iterator

import pytest

from tests.web.peopled import Browser, Peopled, opened, people_it
from yajian.web import pace
from yajian.web.pace import A_SECOND, AT_ONCE, BYTES_A_SECOND, BYTES_AT_ONCE, Pace
from yajian.web.settings import BODY_LIMIT

pytestmark = pytest.mark.usefixtures("quick_hashes")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peopled]:
    with opened(tmp_path_factory.mktemp("pace")) as found:
        people_it(found)
        yield found


def submit(browser: Browser) -> int:
    return browser.post("/do/statements.report", subject="unit:东乙-1").status


def test_what_an_office_does_in_a_day_is_never_stopped(clock: Clock) -> None:
    kept = Pace(clock)
    for _ in range(10_000):  # a scan of 2 MB every two seconds, by one session
        assert kept.wait("session a", 2 << 20) == 0
        clock.now += 2


def test_beyond_so_many_at_once_one_waits_and_then_goes_on(clock: Clock) -> None:
    kept = Pace(clock)
    assert [kept.wait("session a", 0) for _ in range(AT_ONCE)] == [0] * AT_ONCE
    assert kept.wait("session a", 0) == pytest.approx(1 / A_SECOND)
    assert kept.wait("session b", 0) == 0
    clock.now += 1 / A_SECOND
    assert kept.wait("session a", 0) == 0


def test_what_was_not_admitted_is_not_counted(clock: Clock) -> None:
    kept = Pace(clock)
    for _ in range(AT_ONCE + 500):
        kept.wait("session a", 0)
    clock.now += 1 / A_SECOND
    assert kept.wait("session a", 0) == 0


def test_files_are_counted_by_their_size_and_one_of_the_largest_always_passes(clock: Clock) -> None:
    kept = Pace(clock)
    largest = BYTES_AT_ONCE // BODY_LIMIT
    assert [kept.wait("session a", BODY_LIMIT) for _ in range(largest)] == [0] * largest
    assert kept.wait("session a", BODY_LIMIT) == pytest.approx(BODY_LIMIT / BYTES_A_SECOND)
    assert kept.wait("session a", 0) == 0


def test_sessions_longest_silent_are_forgotten_first(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "_SESSIONS", 2)
    monkeypatch.setattr(pace, "AT_ONCE", 1)
    kept = Pace(clock)
    for name in ("a", "b", "c"):
        assert kept.wait(name, 0) == 0
    assert kept.wait("c", 0) > 0
    assert kept.wait("a", 0) == 0


def test_a_flood_by_one_session_gets_a_page_with_a_way_forward_and_enters_nothing(
    house: Peopled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "AT_ONCE", 3)
    monkeypatch.setattr(pace, "A_SECOND", 0.001)
    east, north = house.signed_in("示例东"), house.signed_in("示例北")
    before = house.office.head
    assert [submit(east) for _ in range(4)] == [422, 422, 422, 429]
    answer = east.post("/imports", said_by="某局")
    assert answer.status == 429
    assert int(answer.headers["Retry-After"]) > 0
    for words in ("提交得太快了", "什么也没有登记", "原样再提交一次"):
        assert words in answer.text
    assert house.office.head == before
    assert {east.get(page).status for page in ("/", "/inbox", "/do/statements.report")} == {200}
    assert submit(north) == 422


def test_reading_is_never_counted(house: Peopled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "AT_ONCE", 1)
    browser = house.signed_in("示例东")
    assert {browser.get("/list").status for _ in range(50)} == {200}
    assert submit(browser) == 422
