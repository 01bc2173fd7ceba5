"""期初补录, 迟录, 更正登错的设施, 作废: what was said stays, marked, and nobody forgets when it was learned."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from tests.core.test_charter import revise, revised
from tests.core.test_closure import DUE, condition, named, record, sheet
from tests.given import (
    LETTER,
    SCAN,
    Desk,
    adopted,
    correcting,
    letter,
    plan_of,
    recorded,
    refused,
    with_letter,
)
from yajian.core.decisions.closure import MoveRecord, RecordCondition, StateOpening, VoidRecord
from yajian.core.facts.closure import ConditionRecorded, OpeningStated, RecordVoided
from yajian.core.plan import ListPart, Plan, Report, said
from yajian.core.reports.closure import FacilityLine, facilities, history, mark
from yajian.core.rules.closure import late_days
from yajian.core.words import DocumentNo, PartId, Seq, SystemRule

SHUT_ON = date(2019, 12, 28)
SIGNERS = {"示例甲": "示东市工信局", "示例乙": "示东市发展和改革局"}


def state(desk: Desk, oven: int, day: date, **changes: Any) -> object:
    part = named(desk)
    asked: dict[str, Any] = {
        "part": part.part,
        "facility": part.facilities[oven],
        "condition": condition(desk, "shut"),
        "document": LETTER,
        "signers": SIGNERS,
    } | correcting(desk, changes.get("corrects"))
    return desk.ask(StateOpening(**(asked | changes)), effective=day)


def move(desk: Desk, seq: int, oven: int, day: date, **changes: Any) -> object:
    part = named(desk)
    asked: dict[str, Any] = {
        "record": Seq(seq),
        "part": part.part,
        "facility": part.facilities[oven],
        "reason": "照片上是另一座",
    }
    evidence = changes.pop("evidence", (SCAN,))
    return desk.ask(MoveRecord(**(asked | changes)), effective=day, evidence=evidence)


def void(desk: Desk, seq: int, **changes: Any) -> object:
    asked: dict[str, Any] = {"record": Seq(seq), "reason": "现场核实没有关停", "document": LETTER}
    return desk.ask(VoidRecord(**(asked | changes)))


def line(desk: Desk, oven: int, as_of: date = date(2020, 2, 1), known: Seq | None = None) -> FacilityLine:
    seen = facilities(desk.plan, desk.programme, sheet(desk, as_of, known))
    name = named(desk).facilities[oven]
    return next(one for one in seen.facilities if one.standing.facility == name)


# 期初补录 -----------------------------------------------------------------------------------------


def test_the_books_are_opened_the_day_the_adoption_is_recorded_and_not_the_day_the_plan_was_issued() -> None:
    desk = adopted()
    assert desk.programme.charter.opened_on == desk.now.date()
    assert desk.programme.charter.opened_on > desk.base.programme.issued_on


def test_an_opening_statement_counts_from_its_day_and_is_marked_and_not_late() -> None:
    desk = with_letter()
    for oven in (0, 1):
        recorded(state(desk, oven, SHUT_ON))
    assert sheet(desk, DUE).stages.shut_t == named(desk).tonnes
    assert (line(desk, 0).late_days, line(desk, 0).standing.opening) == (0, True)
    assert mark(0, True) == "补录"


def test_an_opening_statement_keeps_the_day_the_books_were_opened_its_paper_and_both_signers() -> None:
    desk = with_letter()
    (fact,) = recorded(state(desk, 0, SHUT_ON))
    assert isinstance(fact, OpeningStated)
    assert fact.opened_on == desk.programme.charter.opened_on
    assert fact.scan == SCAN
    assert [(one.name, one.organ) for one in fact.signers] == list(SIGNERS.items())


def test_the_day_the_books_were_opened_may_still_be_stated_and_the_day_after_not() -> None:
    desk = with_letter()
    opened_on = desk.programme.charter.opened_on
    assert opened_on is not None
    refused(state(desk, 0, date(2020, 1, 4)), "closure.state-opening.after-opening")
    recorded(state(desk, 0, opened_on))


@pytest.mark.parametrize(
    "signers",
    [
        {},
        {"示例甲": "示东市工信局"},
        {"示例甲": "示东市工信局", "示例乙": ""},
        {"示例甲": "示东市工信局", "": "示东市示例焦化庚有限公司"},
        {"示例甲": "示东市工信局", "示例甲 ": "示东市工信局"},
        {"示例甲": "示东市工信局", "示例乙": "示东市应急局", "示例丙": "示东市住建局"},
    ],
)
def test_an_opening_statement_has_exactly_two_signers_each_with_an_organ(signers: dict[str, str]) -> None:
    refusal = refused(
        state(with_letter(), 0, SHUT_ON, signers=signers), "closure.state-opening.not-two-signers"
    )
    assert refusal.basis is SystemRule.NAME_REQUIRED


def test_an_opening_statement_rests_on_a_registered_paper() -> None:
    refused(state(adopted(), 0, SHUT_ON), "closure.state-opening.no-document")


def test_a_facility_has_one_opening_statement_and_a_wrong_one_is_corrected() -> None:
    desk = with_letter()
    recorded(state(desk, 0, SHUT_ON))
    first = desk.programme.seq
    assert state(desk, 0, SHUT_ON) == ()
    refused(state(desk, 0, date(2019, 12, 20)), "closure.state-opening.already-stated")
    assert len(recorded(state(desk, 0, date(2019, 12, 20), corrects=first))) == 1
    assert state(desk, 0, date(2019, 12, 20), corrects=first) == ()
    assert line(desk, 0).standing.since == date(2019, 12, 20)
    assert line(desk, 0, known=first).standing.since == SHUT_ON


def test_a_correction_takes_a_reason_and_a_registered_paper_and_keeps_both() -> None:
    desk = with_letter()
    recorded(record(desk, 0, "shut", DUE))
    recorded(state(desk, 1, SHUT_ON))
    entered, stated = Seq(desk.programme.seq - 1), desk.programme.seq

    def first(**said: Any) -> object:
        return record(desk, 0, "shut", date(2019, 12, 30), corrects=entered, **said)

    def second(**said: Any) -> object:
        return state(desk, 1, date(2019, 12, 27), corrects=stated, **said)

    for again in (first, second):
        reason = refused(again(why=" "), "closure.correction.no-reason")
        assert reason.field == "why"
        paper = refused(again(correction=None), "closure.correction.no-document")
        assert paper.field == "correction"
        refused(again(correction=DocumentNo("无此文号")), "closure.correction.no-document")
        (fact,) = recorded(again())
        assert isinstance(fact, ConditionRecorded | OpeningStated)
        assert (fact.why, fact.correction) == ("照现场确认书更正", LETTER)
        assert recorded(again()) == ()
    recorded(move(desk, desk.programme.seq - 1, 1, date(2019, 12, 30)))
    moved = desk.history[-1].fact
    assert (moved.corrects, moved.why, moved.correction) == (None, "", None)  # the voiding says why


def test_a_reason_without_anything_to_correct_is_not_kept() -> None:
    desk = with_letter()
    (fact,) = recorded(record(desk, 0, "shut", DUE, why="没有更正什么", correction=DocumentNo("无此文号")))
    assert isinstance(fact, ConditionRecorded)
    assert (fact.why, fact.correction) == ("", None)


def test_an_opening_statement_that_corrects_nothing_is_refused() -> None:
    outcome = state(with_letter(), 0, SHUT_ON, corrects=Seq(1))
    refused(outcome, "closure.state-opening.nothing-to-correct")


def test_an_opening_statement_is_not_corrected_by_an_ordinary_record() -> None:
    desk = with_letter()
    recorded(state(desk, 0, SHUT_ON))
    outcome = record(desk, 0, "shut", date(2019, 12, 20), corrects=desk.programme.seq)
    refused(outcome, "closure.record-condition.nothing-to-correct")


def test_an_opening_statement_speaks_of_a_facility_on_the_list_in_a_condition_of_the_plan() -> None:
    desk = with_letter()
    refused(state(desk, 0, SHUT_ON, part=PartId("无")), "closure.record-condition.no-such-part")
    refused(state(desk, 0, SHUT_ON, facility="无"), "closure.record-condition.facility-not-bound")
    refused(state(desk, 0, SHUT_ON, condition="无"), "closure.record-condition.unknown-condition")
    recorded(record(desk, 0, "dismantled", date(2019, 12, 1)))
    refused(state(desk, 0, SHUT_ON), "closure.record-condition.after-dismantling")


# 迟录 ---------------------------------------------------------------------------------------------


def test_late_is_the_days_between_where_the_plan_gives_no_day_to_tell_by() -> None:
    desk = adopted()
    recorded(record(desk, 0, "shut", desk.now.date()))
    told = desk.now.date()
    assert line(desk, 0).late_days == 1
    recorded(record(desk, 1, "shut", DUE))
    assert line(desk, 1).late_days == (desk.now.date() - DUE).days
    assert mark(line(desk, 1).late_days, False) == f"迟录{(desk.now.date() - DUE).days}天"
    assert late_days(desk.plan, told, told) == 0
    assert mark(0, False) == ""


def report(every: str, day: int) -> Report:
    plan = plan_of("shifan-2019")
    found = next(one for one in plan.reports.values() if "facility_conditions" in one.generated_from)
    return replace(found, every=said(every), due_day=said(day))


@pytest.mark.parametrize(
    ("every", "day", "happened", "due"),
    [
        ("daily", 1, date(2020, 2, 29), date(2020, 3, 1)),
        ("weekly", 2, date(2020, 10, 29), date(2020, 11, 3)),
        ("ten_days", 3, date(2020, 10, 10), date(2020, 10, 13)),
        ("ten_days", 3, date(2020, 10, 21), date(2020, 11, 3)),
        ("monthly", 5, date(2020, 12, 31), date(2021, 1, 5)),
        ("yearly", 5, date(2020, 12, 31), None),
    ],
)
def test_a_report_is_due_so_many_days_into_the_period_after(
    every: str, day: int, happened: date, due: date | None
) -> None:
    assert report(every, day).due_for(happened) == due


def test_where_the_plan_gives_a_day_to_tell_by_only_what_comes_after_it_is_late() -> None:
    plan = replace(plan_of("shifan-2019"), reports={"r": report("monthly", 5)})
    assert late_days(plan, date(2020, 10, 29), date(2020, 11, 5)) == 0
    assert late_days(plan, date(2020, 10, 29), date(2020, 11, 7)) == 2


def test_a_correction_is_as_late_as_the_record_it_corrects() -> None:
    desk = adopted()
    recorded(record(desk, 0, "shut", DUE))
    told = desk.now.date()
    desk.now = desk.now.replace(month=5)
    recorded(record(desk, 0, "shut", date(2019, 12, 30), corrects=desk.programme.seq))
    assert line(desk, 0).standing.told_on == told
    assert line(desk, 0).late_days == (told - date(2019, 12, 30)).days


def test_a_further_visit_adds_evidence_and_leaves_the_day_it_began() -> None:
    desk = adopted()
    recorded(record(desk, 0, "shut", DUE))
    recorded(record(desk, 0, "shut", date(2020, 1, 4)))
    standing = line(desk, 0).standing
    assert (standing.since, standing.evidence) == (DUE, 2)


# 更正登错的设施 ------------------------------------------------------------------------------------


def test_a_record_of_the_wrong_oven_is_voided_there_and_entered_here_in_one_command() -> None:
    desk = adopted()
    recorded(record(desk, 0, "shut", DUE))
    wrong = desk.programme.seq
    gone, here = recorded(move(desk, wrong, 1, DUE))
    assert isinstance(gone, RecordVoided)
    assert isinstance(here, ConditionRecorded)
    assert (gone.voids, here.moved_from, here.facility) == (wrong, wrong, named(desk).facilities[1])
    assert line(desk, 0).standing.seq is None
    assert line(desk, 1).standing.since == DUE
    assert line(desk, 0, known=wrong).standing.since == DUE
    assert line(desk, 1, known=wrong).standing.seq is None


def test_moving_it_again_changes_nothing() -> None:
    desk = adopted()
    recorded(record(desk, 0, "shut", DUE))
    wrong = desk.programme.seq
    recorded(move(desk, wrong, 1, DUE))
    assert move(desk, wrong, 1, DUE) == ()


def test_an_opening_statement_moves_with_its_paper_and_signers() -> None:
    desk = with_letter()
    recorded(state(desk, 0, SHUT_ON))
    wrong = desk.programme.seq
    _, here = recorded(move(desk, wrong, 1, SHUT_ON))
    assert isinstance(here, OpeningStated)
    assert (here.moved_from, len(here.signers), here.document) == (wrong, 2, LETTER)
    assert line(desk, 1).standing.opening
    recorded(state(desk, 0, SHUT_ON))
    refused(move(desk, desk.programme.seq, 1, SHUT_ON), "closure.move-record.already-stated")


@pytest.mark.parametrize(
    ("seq", "oven", "day", "changes", "code"),
    [
        (99, 1, DUE, {}, "closure.move-record.nothing-stands"),
        (1, 1, DUE, {}, "closure.move-record.nothing-stands"),
        (5, 0, DUE, {}, "closure.move-record.not-there"),
        (5, 1, date(2020, 1, 1), {}, "closure.move-record.other-day"),
        (5, 1, DUE, {"reason": " "}, "closure.move-record.no-reason"),
        (5, 1, DUE, {"evidence": ()}, "closure.move-record.no-evidence"),
        (5, 1, DUE, {"facility": "无"}, "closure.record-condition.facility-not-bound"),
    ],
)
def test_a_move_that_cannot_be_is_refused(
    seq: int, oven: int, day: date, changes: dict[str, Any], code: str
) -> None:
    desk = adopted()
    recorded(record(desk, 0, "shut", DUE))
    assert desk.programme.seq == 5
    refused(move(desk, seq, oven, day, **changes), code)


def test_what_was_voided_is_not_moved() -> None:
    desk = with_letter()
    recorded(record(desk, 0, "shut", DUE))
    seq = desk.programme.seq
    recorded(void(desk, seq))
    refused(move(desk, seq, 1, DUE), "closure.move-record.not-there")


def test_a_shutting_is_not_moved_to_an_oven_dismantled_before() -> None:
    desk = adopted()
    recorded(record(desk, 1, "dismantled", date(2019, 12, 1)))
    recorded(record(desk, 0, "shut", DUE))
    refused(move(desk, desk.programme.seq, 1, DUE), "closure.record-condition.after-dismantling")


# 作废 ---------------------------------------------------------------------------------------------


def test_a_voided_record_counts_for_nobody_who_knows_of_it_and_stays_on_view() -> None:
    desk = with_letter()
    for oven in (0, 1):
        recorded(record(desk, oven, "shut", DUE))
    seq = desk.programme.seq
    recorded(void(desk, seq))
    assert sheet(desk, DUE).stages.shut_t == 0
    assert sheet(desk, DUE, seq).stages.shut_t == named(desk).tonnes
    part = named(desk)
    (kept,) = history(desk.plan, desk.programme, part.part, part.facilities[1])
    assert kept.voided is not None
    assert (kept.voided.reason, kept.voided.document, kept.replaced_by) == (
        "现场核实没有关停",
        LETTER,
        seq + 1,
    )
    (before,) = history(desk.plan, desk.programme, part.part, part.facilities[1], known=seq)
    assert before.voided is None


def test_voiding_it_again_changes_nothing() -> None:
    desk = with_letter()
    recorded(record(desk, 0, "shut", DUE))
    seq = desk.programme.seq
    recorded(void(desk, seq))
    assert void(desk, seq) == ()


def test_an_opening_statement_that_was_voided_may_be_stated_anew() -> None:
    desk = with_letter()
    recorded(state(desk, 0, SHUT_ON))
    recorded(void(desk, desk.programme.seq))
    recorded(state(desk, 0, date(2019, 12, 20)))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"record": Seq(99)}, "closure.void-record.nothing-stands"),
        ({"record": Seq(2)}, "closure.void-record.nothing-stands"),
        ({"reason": ""}, "closure.void-record.no-reason"),
        ({"document": DocumentNo("无此文号")}, "closure.void-record.no-document"),
    ],
)
def test_a_voiding_without_record_reason_or_paper_is_refused(changes: dict[str, Any], code: str) -> None:
    desk = with_letter()
    recorded(record(desk, 0, "shut", DUE))
    refused(void(desk, desk.programme.seq, **changes), code)


def test_a_revision_of_the_plan_drops_no_oven_of_which_something_stands_recorded() -> None:
    desk = with_letter()
    recorded(record(desk, 0, "shut", DUE))
    proposed = with_other_ovens(desk.base)
    refusal = refused(desk.ask(revise(), plan=proposed), "charter.adopt-revision.facility-has-records")
    assert named(desk).facilities[0] in refusal.finding
    recorded(void(desk, desk.programme.seq))
    recorded(desk.ask(revise(), plan=proposed))
    assert named(desk).facilities == ("5号焦炉", "6号焦炉")


def with_other_ovens(plan: Plan) -> Plan:
    """The plan as a later file might have it: other ovens in the part that names two."""
    items = tuple(
        replace(item, parts=tuple(_with_other_ovens(part) for part in item.parts))
        for item in plan.retirement_list.items
    )
    return replace(revised(plan), retirement_list=replace(plan.retirement_list, items=items))


def _with_other_ovens(part: ListPart) -> ListPart:
    if not part.facilities.value:
        return part
    return replace(part, facilities=replace(part.facilities, value=("5号焦炉", "6号焦炉")))


# 焖炉、历史 ----------------------------------------------------------------------------------------


def test_an_oven_held_hot_reads_as_stopped_until_somebody_answers_and_does_not_count() -> None:
    desk = adopted()
    (held,) = [
        one
        for kind in desk.base.facility_types.values()
        for one in kind.conditions
        if one.reading.question is not None
    ]
    assert held.counts_as == "stopped"
    part = named(desk)
    for facility in part.facilities:
        asked = RecordCondition(part=part.part, facility=facility, condition=held.label)
        (fact,) = recorded(desk.ask(asked, effective=DUE, evidence=(SCAN,)))
        assert isinstance(fact, ConditionRecorded)
        assert fact.counts_as == "stopped"
    assert sheet(desk, DUE).stages.shut_t == 0


def test_the_history_of_a_facility_says_both_dates_who_and_on_what_evidence() -> None:
    desk = with_letter()
    recorded(record(desk, 0, "stopped", date(2019, 12, 1)))
    wrong = desk.programme.seq
    recorded(record(desk, 0, "stopped", date(2019, 12, 2), corrects=wrong))
    recorded(record(desk, 0, "shut", DUE))
    part = named(desk)
    lines = history(desk.plan, desk.programme, part.part, part.facilities[0])
    assert [one.entry.effective for one in lines] == [date(2019, 12, 1), date(2019, 12, 2), DUE]
    assert [one.replaced_by for one in lines] == [wrong + 1, None, None]
    assert {(one.record.actor, one.record.organ, one.evidence) for one in lines} == {
        ("示例经办", "示范市工信局", 1)
    }
    assert lines[-1].late_days == (lines[-1].record.recorded_on - DUE).days
    only = history(desk.plan, desk.programme, part.part, part.facilities[0], as_of=date(2019, 12, 1))
    assert len(only) == 1


def test_a_letter_is_no_record_of_a_facility() -> None:
    desk = adopted()
    recorded(desk.ask(letter(), evidence=(SCAN,)))
    refused(void(desk, desk.programme.seq), "closure.void-record.nothing-stands")
