"""Duties as objects: whose, by when, on what record; never green without one, never red out of silence."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.given import LETTER, SCAN, Desk, adopt, adopted, answer, plan_of, recorded, refused, with_letter
from yajian.core.decisions.duties import RecordDischarge, StateOpening, WithdrawDischarge
from yajian.core.decisions.targets import SetAnnualTask
from yajian.core.facts.duties import DischargeWithdrawn, DutyDischarged, OpeningStated
from yajian.core.plan import Duty
from yajian.core.plan.periods import PERIODIC, period_of, periods
from yajian.core.reports.duties import DutySheet, as_builtins, by_clause, duties
from yajian.core.rules.duties import rhythm
from yajian.core.words import Clause, CountyId, DocumentNo, DutyId, Light, Seq, SystemRule, Tonnes

PLANS = ("yuncheng-2019", "shifan-2019", "demo-steel")


def sheet(desk: Desk, as_of: date = date(2020, 6, 30), known: Seq | None = None) -> DutySheet:
    return duties(desk.plan, desk.programme, as_of, known)


def pick(desk: Desk, **wanted: Any) -> Duty:
    """The first duty whose day, rhythm or owners are so, that no page of the books divides otherwise."""
    for line in sheet(desk).lines:
        duty = line.duty
        found = {
            "dated": duty.due is not None and duty.due.value is not None,
            "rhythm": rhythm(duty),
            "holders": len(line.holders),
            "divided": bool(line.holders[0].standing.instance.holder),
            "every": duty.every.value if duty.every is not None else None,
            "event": duty.event is not None,
        }
        if all(found[name] == value for name, value in wanted.items()):
            return duty
    raise AssertionError(f"the plan has no duty with {wanted}")


def done(duty: Duty, **changes: Any) -> RecordDischarge:
    said: dict[str, Any] = {
        "duty": DutyId(duty.id),
        "done_by": "示例甲（示范市工信局科长）",
        "record": duty.record,
        "document": LETTER,
    }
    return RecordDischarge(**(said | changes))


def light_of(desk: Desk, duty: Duty, as_of: date, holder: str = "") -> tuple[Light, str]:
    line = sheet(desk, as_of).line(duty.id)
    assert line is not None
    found = next(one for one in line.holders if one.standing.instance.holder == holder)
    return found.judged.light, found.judged.word


# Whose ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PLANS)
def test_every_duty_of_the_plan_is_there_and_the_instances_add_up(name: str) -> None:
    desk = Desk(name)
    desk.now = max(desk.now, datetime(desk.base.programme.issued_on.year + 1, 1, 2, tzinfo=UTC))
    recorded(desk.ask(adopt(), effective=desk.base.programme.issued_on))
    whole = sheet(desk, desk.now.date())
    assert [line.duty.id for line in whole.lines] == list(desk.base.duties)
    assert whole.instances == sum(len(line.holders) for line in whole.lines)
    assert whole.instances == sum(count for _, count in whole.lights)
    for line in whole.lines:
        keys = [one.standing.instance.holder for one in line.holders]
        assert len(keys) == len(set(keys)) >= 1
        assert line.owners == () or all(one.owners for one in line.holders)


def test_the_issued_plan_has_74_duties_and_a_countys_duty_is_each_of_the_five_counties() -> None:
    desk = adopted("yuncheng-2019")
    whole = sheet(desk)
    assert (len(whole.lines), whole.instances) == (74, 241)
    names = {county.name for county in desk.base.counties}
    survey = next(line for line in whole.lines if line.duty.fn == "F05")
    assert {one.holder_name for one in survey.holders} == names
    assert all(len(one.owners) == 4 for one in survey.holders)
    first = survey.holders[0]
    assert all(owner.startswith(first.holder_name) for owner in first.owners)


def test_a_duty_on_the_clause_of_a_tonnage_is_only_the_counties_that_hold_it() -> None:
    desk = adopted()
    batches = {batch.id: batch for batch in desk.base.batches.values()}
    for batch in batches.values():
        holding = {part.county for part in desk.parts() if part.batch == batch.id}
        mine = [line for line in sheet(desk).lines if set(line.duty.clauses) & set(batch.clauses[:1])]
        assert mine
        for line in mine:
            assert {one.standing.instance.county for one in line.holders} == holding


def test_a_county_without_a_tonne_is_asked_for_its_reports_and_not_for_a_cut() -> None:
    desk = adopted()
    idle = next(
        county.id for county in desk.base.counties if county.id not in {part.county for part in desk.parts()}
    )
    mine = {line.duty.id: line.duty for line in sheet(desk).only(county=idle).lines}
    assert any(duty.fn == "F05" for duty in mine.values())
    assert not any(set(duty.clauses) & set(desk.base.total.clauses) for duty in mine.values())


def test_a_duty_of_a_firm_whose_county_nobody_knows_is_nobodys_county() -> None:
    desk = adopted()
    unsaid = [one for line in sheet(desk).lines for one in line.holders if one.standing.instance.unsaid]
    assert [one.holder_name for one in unsaid] == ["县（市）待定"]
    assert unsaid[0].judged.light is Light.GREY


def test_a_duty_of_the_listed_firms_is_each_firms() -> None:
    desk = adopted()
    firms = {part.enterprise for part in desk.parts()}
    mine = [line for line in sheet(desk).lines if {h.standing.instance.holder for h in line.holders} == firms]
    assert mine
    assert all(one.owners == (one.holder_name,) for one in mine[0].holders)


def test_the_sheet_can_be_read_by_owner_by_light_by_words_and_by_clause() -> None:
    whole = sheet(adopted())
    owner = whole.lines[-1].owner_ids[0]
    assert all(owner in line.owner_ids for line in whole.only(owner=owner).lines)
    assert all(one.judged.word == "长期" for line in whole.only(word="长期").lines for one in line.holders)
    assert [line.duty.id for line in whole.only(wanted="摸底调查表").lines] == ["D020"]
    laid = by_clause(whole)
    assert sum(len(lines) for lines in laid.values()) == sum(len(line.duty.clauses) for line in whole.lines)


# When ----------------------------------------------------------------------------------------------


def test_a_dated_duty_is_not_yet_due_then_near_then_unrecorded_and_never_red_out_of_silence() -> None:
    desk = with_letter()
    duty = pick(desk, dated=True, divided=False)
    due = duty.due.value if duty.due is not None else None
    assert due is not None
    far, near, late = due - timedelta(days=90), due - timedelta(days=5), due + timedelta(days=9)
    assert light_of(desk, duty, far) == (Light.GREY, "未到期")
    assert light_of(desk, duty, near) == (Light.YELLOW, "临期")
    assert light_of(desk, duty, due) == (Light.YELLOW, "临期")
    assert light_of(desk, duty, late) == (Light.GREY, "未录入")


def test_after_the_opening_is_stated_silence_past_the_date_is_overdue() -> None:
    desk = with_letter()
    duty = pick(desk, dated=True, holders=5)
    due = duty.due.value if duty.due is not None else None
    assert due is not None
    county, other = (county.id for county in desk.base.counties[:2])
    (fact,) = recorded(desk.ask(StateOpening(county=CountyId(county), document=LETTER)))
    assert isinstance(fact, OpeningStated)
    late = due + timedelta(days=3)
    assert light_of(desk, duty, late, county) == (Light.RED, "逾期")
    assert light_of(desk, duty, late, other) == (Light.GREY, "未录入")
    assert recorded(desk.ask(StateOpening(county=CountyId(county), document=LETTER))) == ()


def test_what_was_due_at_issue_says_so_when_it_is_red() -> None:
    desk = with_letter()
    recorded(desk.ask(StateOpening(document=LETTER)))
    why = [
        one.judged.why for line in sheet(desk).lines for one in line.holders if one.judged.light is Light.RED
    ]
    assert why
    assert all("印发时已到期" in words for words in why)


def test_a_duty_without_a_date_stays_grey_and_names_the_question() -> None:
    desk = adopted()
    for line in sheet(desk, date(2030, 1, 1)).lines:
        duty = line.duty
        if duty.due is None or duty.due.value is not None:
            continue
        assert duty.due.question in line.asks
        for one in line.holders:
            assert (one.judged.light, one.judged.word) == (Light.GREY, "时限未定")
            assert (duty.due.question or "-") in one.judged.why


def test_a_duty_done_in_time_is_green_and_one_done_late_is_yellow() -> None:
    desk = with_letter()
    first, second, *_ = (
        line.duty
        for line in sheet(desk).lines
        if line.duty.due is not None and line.duty.due.value == date(2020, 10, 31) and len(line.holders) > 1
    )
    (one, *_), (other, *_) = (sheet(desk).line(duty.id).holders for duty in (first, second))  # type: ignore[union-attr]
    desk.now += timedelta(days=500)
    holder = one.standing.instance.holder
    (fact,) = recorded(desk.ask(done(first, county=holder), effective=date(2020, 10, 31)))
    assert isinstance(fact, DutyDischarged)
    late = other.standing.instance.holder
    recorded(desk.ask(done(second, county=late), effective=date(2020, 11, 2)))
    assert light_of(desk, first, date(2020, 11, 30), holder) == (Light.GREEN, "按期")
    assert light_of(desk, second, date(2020, 11, 30), late) == (Light.YELLOW, "逾期完成")
    assert light_of(desk, first, date(2020, 10, 30), holder)[0] is not Light.GREEN
    known = Seq(desk.programme.seq - 2)
    assert all(judged.light is not Light.GREEN for judged, _ in sheet(desk, date(2020, 11, 30), known).lights)


def test_a_duty_done_without_a_date_in_the_plan_is_done_and_neither_early_nor_late() -> None:
    desk = with_letter()
    duty = pick(desk, dated=False, rhythm="once", divided=False)
    recorded(desk.ask(done(duty)))
    assert light_of(desk, duty, desk.now.date()) == (Light.GREEN, "已办结")


# Again and again -----------------------------------------------------------------------------------


def test_a_monthly_duty_is_done_month_by_month() -> None:
    desk = with_letter()
    duty = pick(desk, every="monthly", holders=5)
    county = desk.base.counties[0].id
    desk.now += timedelta(days=70)
    recorded(desk.ask(done(duty, county=county, period="2020-01"), effective=date(2020, 2, 3)))
    line = sheet(desk, date(2020, 2, 20)).line(duty.id)
    assert line is not None
    mine = line.holders[0].standing
    assert [(one.period.name, one.judged.word) for one in mine.periods] == [
        ("2020-01", "已办结"),
        ("2020-02", "时限未定"),
    ]
    assert mine.judged.light is Light.GREY
    recorded(desk.ask(done(duty, county=county, period="2020-02")))
    assert light_of(desk, duty, date(2020, 2, 20), county)[0] is Light.GREY
    assert light_of(desk, duty, date(2020, 3, 31), county)[0] is Light.GREY


def test_the_annual_task_of_the_books_is_the_yearly_duty_done() -> None:
    desk = with_letter()
    part = next(part for part in desk.parts() if part.due is not None and part.due.year == 2020)
    assert part.county is not None
    tonnes = sum(
        one.tonnes for one in desk.parts() if one.county == part.county and one.due and one.due.year == 2020
    )
    task = SetAnnualTask(county=part.county, year=2020, tonnes=Tonnes(tonnes), document=LETTER)
    recorded(desk.ask(task))
    yearly = next(line for line in sheet(desk).lines if line.duty.every and line.duty.every.value == "yearly")
    mine = {one.standing.instance.county: one for one in yearly.holders}
    assert mine[part.county].judged.word == "已办结"
    assert mine[part.county].standing.done[0].shown_by_books
    assert all(one.judged.light is Light.GREY for county, one in mine.items() if county != part.county)


def test_an_occasional_duty_is_recorded_matter_by_matter_and_never_turns_green() -> None:
    desk = with_letter()
    duty = pick(desk, rhythm="again", event=True, divided=False)
    recorded(desk.ask(done(duty, matter="第一件")))
    recorded(desk.ask(done(duty, matter="第二件")))
    line = sheet(desk, desk.now.date()).line(duty.id)
    assert line is not None
    assert line.done == 2
    assert (line.holders[0].judged.light, line.holders[0].judged.word) == (Light.GREY, "随事而定")
    assert "已登记 2 件" in line.holders[0].judged.why


def test_calendars_leave_no_day_out() -> None:
    for every in PERIODIC:
        found = list(periods(every, date(2019, 12, 31), date(2021, 3, 1)))
        assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(found))
        assert found[0].first <= date(2020, 1, 1) <= found[0].last
        assert found[-1].first <= date(2021, 3, 1) <= found[-1].last
    assert period_of(date(2020, 1, 1), "continuous") is None


@given(day=st.dates(date(1990, 1, 1), date(2100, 1, 1)), every=st.sampled_from(PERIODIC))
def test_a_day_lies_in_its_period_and_the_periods_name_finds_it_again(day: date, every: Any) -> None:
    period = period_of(day, every)
    assert period is not None
    assert period.first <= day <= period.last
    assert period_of(period.first, every) == period_of(period.last, every) == period
    assert period.first <= period.day(99) == period.last or period.day(99) <= period.last


# Mistakes --------------------------------------------------------------------------------------------


def test_saying_it_again_changes_nothing_and_saying_otherwise_needs_a_correction() -> None:
    desk = with_letter()
    duty = pick(desk, dated=False, rhythm="once", divided=False)
    day = date(2020, 1, 5)
    desk.now += timedelta(days=9)
    recorded(desk.ask(done(duty), effective=day))
    assert recorded(desk.ask(done(duty), effective=day)) == ()
    refused(desk.ask(done(duty, record="另一份"), effective=day), "duties.record-discharge.already-done")
    first = desk.programme.seq
    better = done(duty, record="另一份", corrects=first)
    (fact,) = recorded(desk.ask(better, effective=day))
    assert isinstance(fact, DutyDischarged)
    assert recorded(desk.ask(better, effective=day)) == ()
    line = sheet(desk).line(duty.id)
    assert line is not None
    assert [one.record for one in line.holders[0].standing.done] == ["另一份"]
    old = duties(desk.plan, desk.programme, date(2020, 6, 30), first).line(duty.id)
    assert old is not None
    assert [one.record for one in old.holders[0].standing.done] == [duty.record]
    wrong = done(duty, record="第三份", corrects=Seq(1))
    refused(desk.ask(wrong, effective=day), "duties.record-discharge.nothing-to-correct")


def test_a_record_that_was_wrong_is_withdrawn_with_a_reason_and_the_light_goes_out() -> None:
    desk = with_letter()
    duty = pick(desk, dated=False, rhythm="once", divided=False)
    recorded(desk.ask(done(duty)))
    seq = desk.programme.seq
    refused(desk.ask(WithdrawDischarge(withdraws=seq, reason=" ")), "duties.withdraw-discharge.no-reason")
    refused(
        desk.ask(WithdrawDischarge(withdraws=Seq(1), reason="登错")),
        "duties.withdraw-discharge.nothing-stands",
    )
    (fact,) = recorded(desk.ask(WithdrawDischarge(withdraws=seq, reason="登错了职责")))
    assert isinstance(fact, DischargeWithdrawn)
    assert recorded(desk.ask(WithdrawDischarge(withdraws=seq, reason="登错了职责"))) == ()
    assert light_of(desk, duty, desk.now.date()) == (Light.GREY, "时限未定")
    recorded(desk.ask(done(duty)))


def test_a_duty_the_plan_does_not_have_is_not_done() -> None:
    desk = with_letter()
    unknown = RecordDischarge(duty=DutyId("D999"), done_by="甲", record="表", document=LETTER)
    refused(desk.ask(unknown), "duties.record-discharge.no-such-duty")


def test_a_duty_is_done_for_one_of_its_holders_and_refused_under_its_own_clause() -> None:
    desk = with_letter()
    county = pick(desk, dated=True, holders=5)
    city = pick(desk, dated=False, rhythm="once", divided=False)
    refusal = refused(desk.ask(done(county)), "duties.record-discharge.not-its-holder")
    assert isinstance(refusal.basis, Clause)
    assert desk.base.counties[0].id in refusal.finding
    wrong = done(city, county=desk.base.counties[0].id)
    refused(desk.ask(wrong), "duties.record-discharge.not-its-holder")


@pytest.mark.parametrize("period", ["", "2020-13", "2019-12", "2020-06-上旬", "2021-01"])
def test_a_monthly_duty_is_done_for_a_month_that_has_begun_since_issue(period: str) -> None:
    desk = with_letter()
    duty = pick(desk, every="monthly", holders=5)
    asked = done(duty, county=desk.base.counties[0].id, period=period)
    refused(desk.ask(asked), "duties.record-discharge.no-such-period")


def test_a_period_or_a_matter_is_refused_where_the_duty_has_none_and_a_matter_asked_for_where_it_has() -> (
    None
):
    desk = with_letter()
    once = pick(desk, dated=False, rhythm="once", divided=False)
    again = pick(desk, rhythm="again", event=True, divided=False)
    refused(desk.ask(done(once, period="2020-01")), "duties.record-discharge.not-periodic")
    refused(desk.ask(done(once, matter="一件")), "duties.record-discharge.not-by-matter")
    refused(desk.ask(done(again)), "duties.record-discharge.no-matter")


def test_nothing_is_done_without_a_name_a_record_and_a_paper() -> None:
    desk = with_letter()
    duty = pick(desk, dated=False, rhythm="once", divided=False)
    refusal = refused(desk.ask(done(duty, done_by=" ")), "duties.record-discharge.no-name")
    assert refusal.basis is SystemRule.NAME_REQUIRED
    refusal = refused(desk.ask(done(duty, record="")), "duties.record-discharge.no-record")
    assert duty.record in refusal.finding
    refused(desk.ask(done(duty, document=DocumentNo("没登记"))), "duties.record-discharge.no-document")
    refused(desk.ask(done(duty, document=None)), "duties.record-discharge.no-evidence")
    recorded(desk.ask(done(duty, document=None), evidence=(SCAN,)))


def test_an_opening_is_a_concerned_countys_or_the_citys_and_rests_on_a_document() -> None:
    desk = with_letter()
    refused(
        desk.ask(StateOpening(county=CountyId("nowhere"), document=LETTER)),
        "duties.state-opening.no-such-county",
    )
    unregistered = StateOpening(document=DocumentNo("没登记"))
    refused(desk.ask(unregistered), "duties.state-opening.no-document")


# Whatever is recorded --------------------------------------------------------------------------------

_ASKED = st.lists(
    st.tuples(st.integers(0, 73), st.integers(0, 7), st.integers(0, 3), st.integers(0, 300)), max_size=12
)


@settings(max_examples=25, deadline=None)
@given(
    asked=_ASKED, openings=st.sets(st.integers(0, 5)), as_of=st.dates(date(2019, 12, 31), date(2022, 1, 1))
)
def test_no_light_is_green_without_a_record_and_none_is_red_without_an_opening(
    asked: list[tuple[int, int, int, int]], openings: set[int], as_of: date
) -> None:
    desk = with_letter()
    desk.now += timedelta(days=400)
    counties = ["", *(county.id for county in desk.base.counties)]
    for number in openings:
        desk.ask(StateOpening(county=CountyId(counties[number]) or None, document=LETTER))
    lines = sheet(desk).lines
    for which, holder, shape, days in asked:
        line = lines[which]
        one = line.holders[holder % len(line.holders)].standing.instance
        form = ({}, {"period": "2020-03"}, {"matter": "一件"}, {"period": "2020"})[shape]
        day = date(2020, 1, 1) + timedelta(days=days)
        whose = {"county": one.holder} if one.county == one.holder else {"enterprise": one.holder}
        desk.ask(done(line.duty, **(whose if one.holder else {}), **form), effective=day)
    whole = sheet(desk, as_of)
    assert whole.instances == sum(len(line.holders) for line in lines)
    stated = {counties[number] for number in openings}
    for line in whole.lines:
        for each in line.holders:
            if each.judged.light is Light.GREEN:
                assert each.standing.done
            if each.judged.light is Light.RED:
                assert (each.standing.instance.county or "") in stated
            for period in each.standing.periods:
                assert (period.judged.light is Light.GREEN) <= (period.done is not None)


def test_the_table_for_machines_says_what_the_sheet_says() -> None:
    whole = sheet(adopted())
    table: Any = as_builtins(whole)
    assert (table["duties"], table["instances"]) == (len(whole.lines), whole.instances)
    assert sum(table["lights"].values()) == whole.instances
    assert set(table["by_id"]) == {line.duty.id for line in whole.lines}


def test_an_answer_about_the_counties_concerned_moves_the_duties_with_it() -> None:
    base = plan_of("shifan-2019")
    members = next(group.member_counties for group in base.groups.values() if group.member_counties)
    assert members is not None
    desk = with_letter()
    assert members.question is not None
    name = next(name for name, group in base.groups.items() if group.member_counties)
    fewer = [CountyId(county.id) for county in base.counties[:3]]
    recorded(desk.ask(answer(members.question, settles={f"groups.{name}.member_counties": fewer})))
    survey = next(line for line in sheet(desk, desk.now.date()).lines if line.duty.fn == "F05")
    assert [one.standing.instance.county for one in survey.holders] == fewer
