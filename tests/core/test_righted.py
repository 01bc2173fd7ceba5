"""更正后按期: a part that was known to be late and is in time by an entry since says so beside its light."""

from datetime import date

from tests.core.test_closure import DUE, named, record, sheet
from tests.core.test_closure_records import SHUT_ON, move, state, void
from tests.given import Desk, recorded, with_letter
from yajian.core.reports.closure import as_builtins, facilities
from yajian.core.reports.explain import explain
from yajian.core.reports.progress import PartLine
from yajian.core.words import Light, Seq

LATE = date(2020, 1, 5)
THEN = date(2020, 2, 1)


def late() -> Desk:
    """Given: one oven shut in time, the other five days late."""
    desk = with_letter()
    desk.now = desk.now.replace(month=1, day=20)
    recorded(record(desk, 0, "shut", SHUT_ON))
    recorded(record(desk, 1, "shut", LATE))
    return desk


def part(desk: Desk, known: Seq | None = None) -> PartLine:
    return next(line for line in sheet(desk, THEN, known).parts if line.part.part == named(desk).part)


def word(desk: Desk) -> tuple[Light, str]:
    return part(desk).judged.light, part(desk).judged.word


def test_a_date_corrected_from_late_to_in_time_is_green_and_says_by_which_entry() -> None:
    desk = late()
    wrong = desk.programme.seq
    assert word(desk) == (Light.YELLOW, "逾期完成")
    assert part(desk).righted is None
    recorded(record(desk, 1, "shut", DUE, corrects=wrong))
    assert word(desk) == (Light.GREEN, "更正后按期")
    assert part(desk).judged.why == f"第{desk.programme.seq}条更正以前，登记的是2020-01-05才完成，晚于时限"
    assert part(desk, known=wrong).judged.word == "逾期完成"
    sheet_now = sheet(desk, THEN)
    batch = next(one for one in sheet_now.batches if one.batch == named(desk).batch)
    assert batch.judged.word in ("更正后按期", "未录入")
    found = explain(desk.plan, desk.programme, sheet_now, f"part.{named(desk).part}")
    assert found is not None
    assert ("更正后按期", desk.programme.seq) in [(one.name, one.seq) for one in found.inputs]
    seen = as_builtins(facilities(desk.plan, desk.programme, sheet_now))["facilities"]
    assert isinstance(seen, dict)
    assert {one["righted_by"] for one in seen.values() if one["part_light"] == "更正后按期"} == {
        desk.programme.seq
    }


def test_a_correction_between_two_days_in_time_or_two_late_ones_leaves_no_mark() -> None:
    desk = late()
    recorded(record(desk, 1, "shut", date(2020, 1, 4), corrects=desk.programme.seq))
    assert word(desk) == (Light.YELLOW, "逾期完成")
    desk = with_letter()
    recorded(record(desk, 0, "shut", SHUT_ON))
    recorded(record(desk, 1, "shut", DUE))
    recorded(record(desk, 1, "shut", SHUT_ON, corrects=desk.programme.seq))
    assert word(desk) == (Light.GREEN, "按期")


def test_a_correction_to_a_late_day_takes_the_mark_away_and_another_sets_it_anew() -> None:
    desk = late()
    for day, expected in ((DUE, "更正后按期"), (LATE, "逾期完成"), (SHUT_ON, "更正后按期")):
        recorded(record(desk, 1, "shut", day, corrects=desk.programme.seq))
        assert part(desk).judged.word == expected
    assert part(desk).righted is not None
    assert part(desk).righted.seq == desk.programme.seq  # type: ignore[union-attr]


def test_an_earlier_day_entered_beside_a_late_one_is_marked_as_well() -> None:
    desk = late()
    recorded(record(desk, 1, "shut", DUE))
    assert word(desk) == (Light.GREEN, "补记后按期")


def test_a_late_record_voided_and_entered_anew_is_marked_as_well() -> None:
    desk = late()
    recorded(void(desk, desk.programme.seq))
    assert part(desk).righted is None
    recorded(record(desk, 1, "shut", DUE))
    assert word(desk) == (Light.GREEN, "补记后按期")


def test_a_running_found_not_to_have_been_is_a_correction_too() -> None:
    desk = with_letter()
    desk.now = desk.now.replace(month=1, day=20)
    recorded(record(desk, 0, "shut", SHUT_ON))
    recorded(record(desk, 1, "shut", SHUT_ON))
    recorded(record(desk, 1, "running", date(2020, 1, 2)))
    running = desk.programme.seq
    recorded(record(desk, 1, "shut", LATE))
    assert part(desk).judged.word == "待核查"  # nobody looked into the sign of life yet
    assert part(desk).righted is None
    recorded(void(desk, running))
    righted = part(desk).righted
    assert righted is not None
    assert righted.word == "更正后按期"
    assert part(desk).judged.word == "待核查"


def test_what_was_found_running_after_its_day_and_is_corrected_into_shut_in_time_is_marked() -> None:
    desk = with_letter()
    desk.now = desk.now.replace(month=1, day=20)
    recorded(record(desk, 0, "shut", SHUT_ON))
    recorded(record(desk, 1, "running", LATE))
    assert word(desk) == (Light.RED, "逾期")
    recorded(record(desk, 1, "shut", DUE, corrects=desk.programme.seq))
    assert word(desk) == (Light.GREEN, "更正后按期")
    assert "2020-01-05还没有完成" in part(desk).judged.why


def test_what_was_found_running_before_its_day_and_shut_in_time_has_no_mark() -> None:
    desk = with_letter()
    recorded(record(desk, 0, "shut", SHUT_ON))
    recorded(record(desk, 1, "running", SHUT_ON))
    recorded(record(desk, 1, "shut", DUE))
    assert word(desk) == (Light.GREEN, "按期")


def test_an_opening_statement_corrected_to_be_in_time_is_marked() -> None:
    desk = with_letter()
    recorded(state(desk, 0, SHUT_ON))
    recorded(state(desk, 1, date(2020, 1, 1)))
    assert part(desk).judged.word == "逾期完成"
    recorded(state(desk, 1, DUE, corrects=desk.programme.seq))
    assert word(desk) == (Light.GREEN, "更正后按期")


def test_a_late_record_moved_to_the_oven_it_is_of_leaves_what_is_left_unmarked() -> None:
    desk = with_letter()
    desk.now = desk.now.replace(month=1, day=20)
    recorded(record(desk, 0, "shut", LATE))
    recorded(move(desk, desk.programme.seq, 1, LATE))
    recorded(record(desk, 0, "shut", SHUT_ON))
    assert part(desk).judged.word == "逾期完成"
