"""The capacity book as shown: a unit appears on its day, five words apart, and the baseline is never assumed."""

from datetime import date

from tests.core.test_register import DAY, UNIT, opened, state
from tests.given import adopted
from yajian.core.reports.register import capacity
from yajian.core.words import Answer, Seq


def test_an_empty_book_says_that_nothing_was_entered_and_that_the_baseline_is_undetermined() -> None:
    desk = adopted()
    sheet = capacity(desk.plan, desk.programme)
    assert sheet.units == ()
    assert sheet.baseline is not None
    assert sheet.baseline.answer is Answer.UNDETERMINED
    assert sheet.baseline.missing
    assert sheet.baseline.clauses


def test_the_five_tonnages_of_a_unit_stand_apart() -> None:
    desk = opened()
    state(desk, 500_000, 300_000, 150_000)
    (line,) = capacity(desk.plan, desk.programme).units
    five = line.tonnages
    assert (five.filed_t, five.built_t, five.operating_t) == (540_000, 500_000, 300_000)
    assert (five.stopped_t, five.retired_t) == (150_000, 0)
    assert line.lock.answer is Answer.FAIL


def test_a_unit_is_not_there_before_its_day_nor_for_those_who_had_not_heard_of_it() -> None:
    desk = opened()
    assert capacity(desk.plan, desk.programme, date(2019, 12, 30)).units == ()
    assert capacity(desk.plan, desk.programme, DAY, Seq(desk.programme.seq - 1)).units == ()
    assert [line.opened.unit for line in capacity(desk.plan, desk.programme, DAY).units] == [UNIT]
