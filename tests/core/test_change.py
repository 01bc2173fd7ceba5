"""较上期: what happened since is told apart from what had happened before and was only told since."""

from datetime import date

from tests.core.test_closure import named, record
from tests.given import Desk, adopted, recorded
from yajian.core.reports.change import Change, change, last_month_end
from yajian.core.reports.progress import progress
from yajian.core.words import Seq

END = date(2020, 1, 31)


def since(desk: Desk, known_then: Seq, as_of: date = date(2020, 2, 20), end: date = END) -> Change:
    return change(desk.plan, desk.programme, progress(desk.plan, desk.programme, as_of), end, known_then)


def shut(desk: Desk, day: date) -> None:
    for oven in (0, 1):
        recorded(record(desk, oven, "shut", day))


def at_the_end_of_january() -> Desk:
    """Given: the plan adopted and nothing else entered while January lasted."""
    desk = adopted()
    desk.now = desk.now.replace(month=2, day=10)
    return desk


def test_what_happened_since_is_a_change_and_nothing_was_restated() -> None:
    desk = at_the_end_of_january()
    then = desk.programme.seq
    shut(desk, date(2020, 2, 5))
    total = since(desk, then).total.shut
    assert (total.now_t, total.before_t) == (named(desk).tonnes, 0)
    assert (total.happened_t, total.learned_t) == (named(desk).tonnes, 0)


def test_what_had_happened_before_and_was_told_since_is_said_to_be_that() -> None:
    desk = at_the_end_of_january()
    then = desk.programme.seq
    shut(desk, date(2020, 1, 20))
    total = since(desk, then).total.shut
    assert (total.change_t, total.happened_t, total.learned_t) == (named(desk).tonnes, 0, named(desk).tonnes)


def test_what_was_known_then_is_no_change() -> None:
    desk = adopted()
    shut(desk, date(2020, 1, 2))
    total = since(desk, desk.programme.seq).total.shut
    assert (total.now_t, total.change_t) == (named(desk).tonnes, 0)


def test_the_counties_add_up_to_the_whole_and_only_the_ovens_own_county_moved() -> None:
    desk = at_the_end_of_january()
    then = desk.programme.seq
    shut(desk, date(2020, 2, 5))
    found = since(desk, then)
    assert sum(line.shut.change_t for line in found.lines) == found.total.shut.change_t
    assert {line.county for line in found.lines if line.shut.change_t} == {named(desk).county}
    assert sum(line.task_t for line in found.lines) == found.total.task_t


def test_before_anything_was_adopted_there_was_nothing() -> None:
    desk = at_the_end_of_january()
    shut(desk, date(2020, 2, 5))
    found = since(desk, Seq(0), end=date(2019, 6, 30))
    assert found.total.shut.before_t == 0
    assert found.total.shut.now_t == named(desk).tonnes


def test_the_period_before_ends_with_last_month() -> None:
    assert last_month_end(date(2020, 3, 1)) == date(2020, 2, 29)
    assert last_month_end(date(2020, 1, 31)) == date(2019, 12, 31)
