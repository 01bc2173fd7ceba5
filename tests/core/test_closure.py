"""Facility conditions and the lights they lead to: two clocks, one of two ovens counts 0, unrecorded is grey."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.given import LETTER, SCAN, Desk, adopted, correcting, recorded, refused, with_letter
from yajian.core.decisions.closure import RecordCondition
from yajian.core.decisions.targets import PartChange, PublishList
from yajian.core.facts.closure import ConditionRecorded
from yajian.core.facts.targets import BatchFixed, MilestoneFixed, PartListed
from yajian.core.reports.progress import Progress, progress
from yajian.core.rules.closure import PartStanding, batch_light, milestone_light
from yajian.core.rules.closure import part_light as judge_part
from yajian.core.words import (
    BatchId,
    Clause,
    EnterpriseId,
    ItemId,
    Judged,
    Light,
    PartId,
    Seq,
    SystemRule,
    Tonnes,
)


def named(desk: Desk) -> PartListed:
    """The part whose two ovens the plan names."""
    return next(part for part in desk.parts() if len(part.facilities) == 2)


def condition(desk: Desk, counts_as: str) -> str:
    for kind in desk.base.facility_types.values():
        for one in kind.conditions:
            if one.counts_as == counts_as:
                return one.id
    raise AssertionError(counts_as)


def record(desk: Desk, oven: int, counts_as: str, day: date, **changes: Any) -> object:
    part = named(desk)
    said: dict[str, Any] = {
        "part": part.part,
        "facility": part.facilities[oven],
        "condition": condition(desk, counts_as),
    } | correcting(desk, changes.get("corrects"))
    return desk.ask(RecordCondition(**(said | changes)), effective=day, evidence=(SCAN,))


def sheet(desk: Desk, as_of: date, known: Seq | None = None) -> Progress:
    return progress(desk.plan, desk.programme, as_of, known)


def part_light(desk: Desk, as_of: date, known: Seq | None = None) -> Judged:
    return next(line.judged for line in sheet(desk, as_of, known).parts if line.part == named(desk))


DUE = date(2019, 12, 31)


def test_a_fresh_programme_is_grey_everywhere_because_nobody_recorded_anything() -> None:
    fresh = sheet(adopted(), date(2021, 6, 1))
    lights = [line.judged for line in fresh.milestones] + [line.judged for line in fresh.batches]
    lights += [line.judged for line in fresh.parts] + [line.judged for line in fresh.outside_target]
    assert {(judged.light, judged.word) for judged in lights} == {(Light.GREY, "未录入")}
    assert fresh.stages.shut_t == fresh.stages.dismantled_t == fresh.stages.accepted_t == 0


def test_one_of_two_ovens_shut_counts_nothing() -> None:
    desk = adopted()
    recorded(record(desk, 0, "shut", date(2019, 12, 28)))
    assert sheet(desk, DUE).stages.shut_t == 0


def test_both_ovens_shut_on_the_last_day_is_in_time() -> None:
    desk = adopted()
    recorded(record(desk, 0, "shut", date(2019, 12, 28)))
    recorded(record(desk, 1, "shut", DUE))
    assert sheet(desk, DUE).stages.shut_t == named(desk).tonnes
    assert part_light(desk, DUE).light is Light.GREEN
    assert sheet(desk, date(2019, 12, 30)).stages.shut_t == 0


def test_shut_a_day_late_says_late_and_not_in_time() -> None:
    desk = adopted()
    recorded(record(desk, 0, "shut", DUE))
    recorded(record(desk, 1, "shut", date(2020, 1, 1)))
    assert (part_light(desk, DUE).light, part_light(desk, DUE).why[:8]) == (Light.GREY, "部分设施尚未录入")
    judged = part_light(desk, date(2020, 1, 1))
    assert (judged.light, judged.word) == (Light.YELLOW, "逾期完成")


def test_recorded_as_running_after_the_date_is_red() -> None:
    desk = adopted()
    recorded(record(desk, 0, "running", date(2019, 12, 1)))
    assert part_light(desk, date(2020, 1, 1)).light is Light.RED
    assert part_light(desk, date(2019, 11, 1)).light is Light.GREY


def test_a_late_record_is_seen_by_those_who_ask_what_was_and_not_by_those_who_ask_what_was_known() -> None:
    desk = adopted()
    recorded(record(desk, 0, "shut", date(2019, 12, 20)))
    recorded(record(desk, 1, "shut", date(2019, 12, 20)))
    known_then = Seq(desk.programme.seq - 1)
    assert sheet(desk, DUE).stages.shut_t == named(desk).tonnes
    assert sheet(desk, DUE, known_then).stages.shut_t == 0


def test_a_corrected_day_moves_the_shutting_for_those_who_know_of_the_correction() -> None:
    desk = adopted()
    recorded(record(desk, 0, "shut", date(2019, 12, 20)))
    recorded(record(desk, 1, "shut", date(2019, 12, 20)))
    wrong = desk.programme.seq
    recorded(record(desk, 1, "shut", date(2020, 1, 2), corrects=wrong))
    assert sheet(desk, DUE).stages.shut_t == 0
    assert sheet(desk, date(2020, 1, 2)).stages.shut_t == named(desk).tonnes
    assert sheet(desk, DUE, wrong).stages.shut_t == named(desk).tonnes


def test_an_oven_lit_again_is_not_shut_any_more() -> None:
    desk = adopted()
    for oven in (0, 1):
        recorded(record(desk, oven, "shut", date(2019, 12, 20)))
    recorded(record(desk, 1, "revived", date(2020, 1, 3)))
    assert sheet(desk, date(2020, 1, 2)).stages.shut_t == named(desk).tonnes
    assert sheet(desk, date(2020, 1, 3)).stages.shut_t == 0


def test_shut_and_not_yet_accepted_waits_for_the_acceptance_to_be_entered() -> None:
    desk = adopted()
    for oven in (0, 1):
        recorded(record(desk, oven, "shut", DUE))
    last = sheet(desk, date(2021, 6, 1)).milestones[-1]
    assert (last.judged_by, last.judged.word) == ("accepted", "未录入")
    desk.now = datetime(2021, 1, 1, tzinfo=UTC)
    recorded(record(desk, 0, "revived", date(2020, 12, 1)))
    assert sheet(desk, date(2021, 6, 1)).milestones[-1].judged.light is Light.RED


def test_stopped_is_not_shut() -> None:
    desk = adopted()
    for oven in (0, 1):
        recorded(record(desk, oven, "stopped", date(2019, 12, 20)))
    assert sheet(desk, DUE).stages.shut_t == 0


def test_dismantled_is_shut_as_well() -> None:
    desk = adopted()
    for oven in (0, 1):
        recorded(record(desk, oven, "dismantled", date(2019, 12, 20)))
    stages = sheet(desk, DUE).stages
    assert stages.shut_t == stages.dismantled_t == named(desk).tonnes


def test_saying_again_what_already_stands_changes_nothing() -> None:
    desk = adopted()
    recorded(record(desk, 0, "shut", date(2019, 12, 20)))
    assert record(desk, 0, "shut", date(2019, 12, 20)) == ()


def test_a_further_visit_that_finds_the_same_is_kept_and_moves_no_day() -> None:
    desk = adopted()
    for oven in (0, 1):
        recorded(record(desk, oven, "shut", date(2019, 12, 20)))
    assert len(recorded(record(desk, 0, "shut", date(2020, 1, 3)))) == 1
    line = next(one for one in sheet(desk, date(2020, 1, 3)).parts if one.part == named(desk))
    assert line.standing.shut_on == date(2019, 12, 20)


def test_a_correction_sent_twice_is_carried_out_once() -> None:
    desk = adopted()
    recorded(record(desk, 0, "shut", date(2019, 12, 20)))
    wrong = desk.programme.seq
    assert len(recorded(record(desk, 0, "shut", date(2019, 12, 22), corrects=wrong))) == 1
    assert record(desk, 0, "shut", date(2019, 12, 22), corrects=wrong) == ()


def test_what_was_dismantled_is_not_shut_afterwards() -> None:
    desk = adopted()
    recorded(record(desk, 0, "dismantled", date(2019, 12, 20)))
    refused(record(desk, 0, "shut", date(2019, 12, 25)), "closure.record-condition.after-dismantling")


def test_one_blank_line_does_not_keep_a_date_grey_that_can_no_longer_be_met() -> None:
    desk = approved_ovens()
    last = max(one.due for one in desk.parts() if one.due is not None)
    desk.now = datetime(last.year + 1, 1, 1, tzinfo=UTC)
    bare, *rest = desk.parts()
    for part in rest:
        for facility in part.facilities:
            running = RecordCondition(part=part.part, facility=facility, condition=condition(desk, "running"))
            recorded(desk.ask(running, effective=date(2019, 11, 1), evidence=(SCAN,)))
    final = sheet(desk, date(last.year + 1, 1, 1)).milestones[-2]
    assert final.judged.light is Light.RED
    assert not next(line for line in sheet(desk, last).parts if line.part == bare).standing.recorded


def approved_ovens() -> Desk:
    """Given: every part bound to ovens of its own."""
    desk = with_letter()
    changes = {
        part.part: PartChange(facilities=(f"{part.part} 1号",))
        for part in desk.parts()
        if not part.facilities
    }
    recorded(desk.ask(PublishList(list=desk.base.retirement_list.id, changes=changes, document=LETTER)))
    return desk


def test_ovens_named_later_are_seen_on_the_days_before_they_were_named() -> None:
    desk = approved_ovens()
    part = desk.parts()[0]
    command = RecordCondition(
        part=part.part, facility=part.facilities[0], condition=condition(desk, "dismantled")
    )
    recorded(desk.ask(command, effective=date(2019, 10, 20), evidence=(SCAN,)))
    assert sheet(desk, date(2019, 10, 31)).stages.dismantled_t == part.tonnes
    assert sheet(desk, date(2019, 10, 19)).stages.dismantled_t == 0


def test_a_listed_firm_outside_the_target_is_judged_by_the_verb_of_its_list() -> None:
    fresh = sheet(adopted(), date(2021, 6, 1))
    outside = next(line for line in fresh.parts if not line.counts)
    assert outside.judged_by == "dismantled"


def test_a_batch_that_gave_tonnes_to_an_earlier_one_is_judged_by_what_it_still_holds() -> None:
    batch = BatchFixed(id=BatchId("b"), label="批", tonnes=Tonnes(100), due=DUE, judged_by="shut")
    part = PartListed(
        part=PartId("p"),
        item=ItemId("p"),
        enterprise=EnterpriseId("e"),
        enterprise_name="示例",
        tonnes=Tonnes(60),
        batch=BatchId("b"),
        due=DUE,
    )
    done = PartStanding(
        part=part, facilities=(), shut_on=DUE, dismantled_on=None, accepted_t=Tonnes(0), accepted_on=None
    )
    assert batch_light(batch, (done,), date(2020, 6, 1), None).word == "按期"


def test_tonnes_accepted_after_the_date_are_late() -> None:
    milestone = MilestoneFixed(
        due=DUE, cumulative_t=Tonnes(60), judged_by="accepted", batches=(BatchId("b"),)
    )
    part = PartListed(
        part=PartId("p"),
        item=ItemId("p"),
        enterprise=EnterpriseId("e"),
        enterprise_name="示例",
        tonnes=Tonnes(60),
        batch=BatchId("b"),
        due=DUE,
    )
    accepted = PartStanding(
        part=part,
        facilities=(),
        shut_on=DUE,
        dismantled_on=None,
        accepted_t=Tonnes(60),
        accepted_on=date(2020, 3, 1),
    )
    assert milestone_light(milestone, {}, (accepted,), date(2020, 6, 1), None).word == "逾期完成"


def test_what_has_no_date_is_done_and_neither_early_nor_late() -> None:
    part = PartListed(
        part=PartId("p"),
        item=ItemId("p"),
        enterprise=EnterpriseId("e"),
        enterprise_name="示例",
        tonnes=Tonnes(60),
    )
    done = PartStanding(
        part=part, facilities=(), shut_on=DUE, dismantled_on=DUE, accepted_t=Tonnes(0), accepted_on=None
    )
    assert judge_part(done, "dismantled", date(2020, 6, 1), None).word == "已完成"


def test_the_word_of_the_plan_is_as_good_as_its_id() -> None:
    desk = adopted()
    label = next(
        one.label
        for kind in desk.base.facility_types.values()
        for one in kind.conditions
        if one.counts_as == "shut"
    )
    (fact,) = recorded(record(desk, 0, "shut", DUE, condition=label))
    assert isinstance(fact, ConditionRecorded)
    assert fact.counts_as == "shut"


def test_a_part_not_yet_bound_to_ovens_has_none_to_record_under_the_clause_that_lists_it() -> None:
    desk = adopted()
    bare = next(part for part in desk.parts() if not part.facilities)
    outcome = record(desk, 0, "shut", DUE, part=bare.part)
    refusal = refused(outcome, "closure.record-condition.facility-not-bound")
    assert isinstance(refusal.basis, Clause)
    assert "尚未落实" in refusal.finding


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"part": PartId("无此分项")}, "closure.record-condition.no-such-part"),
        ({"condition": "flying"}, "closure.record-condition.unknown-condition"),
        ({"corrects": Seq(1)}, "closure.record-condition.nothing-to-correct"),
    ],
)
def test_a_record_that_points_at_nothing_is_refused(changes: dict[str, Any], code: str) -> None:
    refused(record(adopted(), 0, "shut", DUE, **changes), code)


def test_a_condition_without_a_photo_or_paper_is_refused() -> None:
    desk = adopted()
    part = named(desk)
    bare = RecordCondition(part=part.part, facility=part.facilities[0], condition=condition(desk, "shut"))
    refusal = refused(desk.ask(bare, effective=DUE), "closure.record-condition.no-evidence")
    assert refusal.basis is SystemRule.EVIDENCE_REQUIRED
