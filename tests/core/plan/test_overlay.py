"""Answers laid over a plan: what fits, what it changes, what follows, and that the issued plan stays as it was."""

import pytest

from tests.core.plan.sample import plan, value
from yajian.core.plan import (
    Plan,
    Provenance,
    Settlement,
    check_settlement,
    compare,
    mismatches,
    plan_at,
    resting_on,
)
from yajian.core.words import DocumentNo, QuestionId

SHIFAN = plan("shifan-2019")
LETTER = DocumentNo("示工信函〔2020〕3号")
COUNTY, REST, LIGHTS = QuestionId("Q-GENG-COUNTY"), QuestionId("Q-GENG-REST"), QuestionId("Q-LADDER")
GENG = "enterprises.geng.county"
OVENS = "retirement_list.items.L07.parts.L07b.facilities"


def answered(question: QuestionId, revision: int = 2, **_: object) -> Settlement:
    return Settlement(document=LETTER, reading="按复函", settles=SETTLES[question], revision=revision)


SETTLES: dict[QuestionId, dict[str, object]] = {
    COUNTY: {GENG: "shibei"},
    REST: {OVENS: ["1号焦炉", "2号焦炉"]},
    LIGHTS: {"escalation.lights.yellow.days_before": 15},
}


def after(*questions: QuestionId) -> Plan:
    return plan_at(SHIFAN, {question: answered(question, n) for n, question in enumerate(questions, 2)})


def test_no_answers_leave_the_issued_plan_itself() -> None:
    assert plan_at(SHIFAN, {}) is SHIFAN


def test_an_answer_stands_as_external_on_the_strength_of_its_document() -> None:
    found = value(after(REST), OVENS)
    assert found.value == ("1号焦炉", "2号焦炉")
    assert (found.provenance, found.source) == (Provenance.EXTERNAL, LETTER)
    assert (found.question, found.answers) == (None, REST)


def test_an_answer_makes_a_revision_and_leaves_the_issued_plan_alone() -> None:
    before = value(SHIFAN, OVENS)
    revised = after(REST, LIGHTS)
    assert revised.programme.revision == 3
    assert SHIFAN.programme.revision == 1
    assert value(SHIFAN, OVENS) is before


def test_an_answer_without_values_still_makes_a_revision() -> None:
    bare = Settlement(document=LETTER, reading="口头意见转书面", revision=4)
    assert plan_at(SHIFAN, {LIGHTS: bare}).programme.revision == 4


def test_what_follows_from_an_answer_is_worked_out_again() -> None:
    revised = after(COUNTY)
    tasks = {task.county: task for task in revised.county_tasks}
    assert [task.total_t.value for task in revised.county_tasks] == [1_640_000, 400_000, 70_000, 1_140_000, 0]
    assert tasks["shibei"].by_batch["B3"].value == 300_000  # type: ignore[index]
    [north] = [one for one in revised.compensation.envelope if one.scope == "shibei"]
    assert north.high_fen.value == 1_140_000 * 4800
    assert list(mismatches(revised)) == []


def test_a_later_answer_stands_over_an_earlier_one() -> None:
    corrected = Settlement(
        document=DocumentNo("示工信函〔2020〕9号"), reading="更正", settles={GENG: "shidong"}, revision=3
    )
    assert value(plan_at(SHIFAN, {COUNTY: corrected}), GENG).value == "shidong"


@pytest.mark.parametrize(
    ("question", "settles", "why"),
    [
        (QuestionId("Q-NONE"), {}, "没有待明确事项 Q-NONE"),
        (COUNTY, {"enterprises.nobody.county": "shibei"}, "方案里没有 enterprises.nobody.county 这个值"),
        (
            COUNTY,
            {"enterprises.jia.county": "shibei"},
            "不属于 Q-GENG-COUNTY（是方案原文或推算的值，不待明确）",
        ),
        (COUNTY, {OVENS: ["1号"]}, "不属于 Q-GENG-COUNTY（属于 Q-GENG-REST）"),
        (COUNTY, {GENG: "hejin"}, "没有县（市） hejin"),
        (COUNTY, {GENG: 7}, "不能填“7”：要县（市）编号"),
        (REST, {OVENS: "1号焦炉"}, "要列表，每项是文字"),
        (LIGHTS, {"escalation.lights.yellow.days_before": "十五天"}, "要整数"),
        (LIGHTS, {"escalation.lights.yellow.days_before": -1}, "不能是负数"),
        (QuestionId("Q-MORATORIUM-END"), {"moratorium.active_from": "2019年9月"}, "要日期，如 2020-10-31"),
        (
            QuestionId("Q-HOT-HOLD"),
            {"facility_types.coke_oven.conditions.hot_hold.reading": "closed"},
            "以下之一",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_told_why(
    question: QuestionId, settles: dict[str, object], why: str
) -> None:
    [fault] = check_settlement(SHIFAN, question, settles)
    assert why in fault


@pytest.mark.parametrize("question", SETTLES)
def test_values_that_fit_are_told_nothing(question: QuestionId) -> None:
    assert check_settlement(SHIFAN, question, SETTLES[question]) == ()


def test_an_answer_can_be_corrected_on_the_plan_it_made() -> None:
    assert check_settlement(after(COUNTY), COUNTY, {GENG: "shidong"}) == ()


def test_an_answer_that_a_later_file_has_no_place_for_is_passed_over() -> None:
    stale = Settlement(
        document=LETTER,
        reading="旧",
        settles={"enterprises.gone.county": "shibei", GENG: "atlantis"},
        revision=2,
    )
    assert compare(SHIFAN, plan_at(SHIFAN, {COUNTY: stale}))[0].path == "programme.revision"
    assert value(plan_at(SHIFAN, {COUNTY: stale}), GENG) == value(SHIFAN, GENG)


def test_what_rests_on_a_question_is_found_open_and_answered() -> None:
    assert GENG in resting_on(SHIFAN, COUNTY)
    assert GENG in resting_on(after(COUNTY), COUNTY)
    assert "county_tasks.shidong.question" in resting_on(SHIFAN, COUNTY)
    assert resting_on(SHIFAN, QuestionId("Q-NONE")) == ()


@pytest.mark.parametrize("question", SHIFAN.open_questions)
def test_every_open_question_has_something_resting_on_it(question: QuestionId) -> None:
    assert resting_on(SHIFAN, question)


def test_a_comparison_shows_the_answer_and_everything_that_follows() -> None:
    differences = {one.path: one for one in compare(SHIFAN, after(COUNTY))}
    changed = differences[GENG]
    assert changed.clauses == ("S4.2-L5",)
    assert {"programme.revision", "county_tasks.shidong.total_t", "county_tasks.shibei.by_batch.B3"} <= set(
        differences
    )
    assert differences["county_tasks.shibei.by_batch.B3"].before is None
    assert differences["county_tasks.shidong.by_batch.B2"].after is None
    assert "enterprises.jia.county" not in differences


def test_a_plan_does_not_differ_from_itself() -> None:
    assert compare(SHIFAN, SHIFAN) == ()
