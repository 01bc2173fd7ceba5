"""我的待办: what waits, on what basis, by when, for whom; it is there because of an entry, and gone because of one."""

from datetime import date

from tests.core import test_closure as ovens
from tests.core import test_papers as papers
from tests.core import test_roles as roles
from tests.core import test_statements as numbers
from tests.core import test_survey as surveys
from tests.given import LETTER, SCAN, Desk, adopted, answer, recorded, with_letter
from yajian.core import catalogue
from yajian.core.decisions.dossier import AnswerInterest, RecordInterest
from yajian.core.decisions.duties import StateOpening
from yajian.core.decisions.lateness import Explain
from yajian.core.decisions.papers import Number, Void
from yajian.core.decisions.survey import AcceptReturn, SendBack
from yajian.core.reports import inbox as reports
from yajian.core.reports.inbox import Waiting
from yajian.core.reports.progress import progress
from yajian.core.rules import roles as role_rules
from yajian.core.rules.papers import STEPS
from yajian.core.words import CountyId, EnterpriseId, Light, Seq

DAY = date(2020, 3, 20)


def waiting(desk: Desk, as_of: date = DAY, known: Seq | None = None) -> tuple[Waiting, ...]:
    return reports.waiting(
        desk.plan, desk.programme, progress(desk.plan, desk.programme, as_of, known), known
    )


def of(found: tuple[Waiting, ...], command: str, about: str = "") -> list[Waiting]:
    return [one for one in found if one.command == command and about in one.about]


def county_desk(county: str, person: str = "示例县经办") -> reports.Desk:
    return reports.Desk(role="county", person=person, organ=county, county=CountyId(county))


OFFICE = reports.Desk(role="office", person="示例经办", organ="miit")


# Every line ---------------------------------------------------------------------------------------


def test_every_line_says_who_moves_by_when_or_why_there_is_no_day_and_leads_to_a_form_that_takes_it() -> None:
    desk = surveys.opened()
    recorded(desk.ask(surveys.sheet_of(desk, surveys.busy(desk)), evidence=(SCAN,)))
    for one in waiting(desk):
        assert one.what
        assert one.judged.why
        assert one.due is not None or one.judged.light is Light.GREY
        command = catalogue.command(one.command)
        assert command is not None
        assert set(one.filled) <= {field.name for field in catalogue.fields(command)}
        assert any(role_rules.may(role, one.command) for role in role_rules.roles() if role != "installer")


def test_a_fresh_programme_shows_nothing_red_and_counts_before_it_blames() -> None:
    fresh = waiting(adopted(), date(2021, 6, 1))
    assert {one.judged.light for one in fresh} == {Light.GREY}
    assert {one.county for one in of(fresh, "duties.state-opening")} >= {"shidong"}
    assert not any("月报" in one.what for one in of(fresh, "duties.record-discharge"))


def test_what_presses_comes_first_and_the_plans_open_questions_last() -> None:
    desk = surveys.opened()
    found = waiting(desk, date(2020, 3, 1))
    assert found[0].judged.light is Light.RED
    assert [one.judged.light for one in found].count(Light.RED) == sum(
        one.judged.light is Light.RED for one in found[:20]
    )
    assert {one.kind for one in found[-80:]} == {"待明确事项"}


# What waits, and is gone ---------------------------------------------------------------------------


def test_a_return_goes_from_desk_to_desk_until_it_is_accepted() -> None:
    desk = surveys.opened()
    county = surveys.busy(desk)
    name = next(one.name for one in desk.base.counties if one.id == county)

    def asked_of() -> list[tuple[str, str]]:
        lines = [one for one in waiting(desk) if one.kind == "摸底调查" and one.county == county]
        return sorted((one.command, "、".join(one.by)) for one in lines if one.command != "survey.chase")

    assert asked_of() == [("survey.submit-return", "县（市）未报")]
    recorded(desk.ask(surveys.sheet_of(desk, county), evidence=(SCAN,)))
    assert {command for command, _ in asked_of()} == {"survey.countersign"}
    assert (("survey.countersign", f"{name}应急部门")) in asked_of()
    surveys.signed_by_all(desk, county)
    assert asked_of() == [("survey.accept", reports.OFFICE)]
    recorded(desk.ask(surveys.ruling(SendBack, county)))
    [again] = [one for one in waiting(desk) if one.county == county and one.command == "survey.submit-return"]
    assert "产能与备案不符" in again.what
    recorded(desk.ask(surveys.sheet_of(desk, county), evidence=(surveys.OTHER,)))
    surveys.signed_by_all(desk, county, 2)
    recorded(desk.ask(surveys.ruling(AcceptReturn, county, 2)))
    assert asked_of() == []


def test_the_office_is_to_chase_what_is_overdue_and_not_what_is_complete() -> None:
    desk = surveys.opened()
    county = surveys.busy(desk)
    recorded(desk.ask(surveys.sheet_of(desk, county), evidence=(SCAN,)))
    surveys.signed_by_all(desk, county)
    chased = {one.county for one in of(waiting(desk), "survey.chase")}
    assert len(chased) == 4
    assert county not in chased


def test_a_number_waits_for_its_check_its_determination_its_hearing_and_its_settlement_in_turn() -> None:
    desk = numbers.opened()
    first = numbers.done(desk, numbers.report(desk))
    [step] = [one for one in waiting(desk) if one.kind == "数据认定"]
    assert (step.command, step.filled, step.by) == ("statements.verify", {"statement": first}, ("示东市",))
    recorded(numbers.verify(desk, first))
    [step] = [one for one in waiting(desk) if one.kind == "数据认定"]
    assert (step.command, step.turn) == ("statements.determine", "office")
    second = numbers.done(desk, numbers.dispute(desk, first))
    [step] = [one for one in waiting(desk) if one.kind == "数据认定"]
    assert (step.command, step.filled) == ("statements.hear", {"dispute": second})
    recorded(numbers.hear(desk, second))
    [step] = [one for one in waiting(desk) if one.kind == "数据认定"]
    assert step.command == "statements.settle"
    recorded(numbers.settle(desk, second, first))
    [step] = [one for one in waiting(desk) if one.kind == "数据认定"]
    assert step.command == "statements.notify"
    assert numbers.FIRM in step.what


def test_an_interest_waits_for_the_unit_that_answers_it() -> None:
    desk = with_letter()
    said = RecordInterest(
        enterprise=EnterpriseId("ding"), matter="debt", summary="拖欠工程款", owner="示东市工信局"
    )
    recorded(desk.ask(said))
    [one] = of(waiting(desk), "dossier.answer-interest")
    assert (one.by, one.county, one.raised) == (("示东市工信局",), "shidong", desk.programme.seq)
    assert one.since == desk.now.date()
    reply = AnswerInterest(interest=one.raised or Seq(0), answer="已协调付清", document=LETTER)
    recorded(desk.ask(reply))
    assert of(waiting(desk), "dossier.answer-interest") == []


def test_a_late_entry_waits_for_its_reason() -> None:
    desk = adopted()
    recorded(ovens.record(desk, 0, "shut", date(2019, 12, 28)))
    [one] = of(waiting(desk), "lateness.explain")
    assert "迟录" in one.what
    assert one.filled == {"entry": desk.programme.seq}
    recorded(
        desk.ask(Explain(entry=desk.programme.seq, reason="现场没有网络", explained_by="示例甲（经办）"))
    )
    assert of(waiting(desk), "lateness.explain") == []


def test_a_part_past_its_day_and_known_to_stand_waits_for_its_county() -> None:
    desk = adopted()
    part = ovens.named(desk)
    for oven in (0, 1):
        recorded(ovens.record(desk, oven, "running", date(2020, 1, 2)))
    [one] = of(waiting(desk), "closure.record-condition", part.part)
    assert (one.judged.word, one.county, one.since) == ("逾期", part.county, part.due)


def test_what_an_answer_re_opens_waits_to_be_looked_at_again() -> None:
    desk = with_letter()
    question = next(name for part in desk.parts() for name in part.rests_on)
    recorded(desk.ask(answer(question)))
    found = of(waiting(desk), "charter.review-reopened")
    assert found
    assert {one.filled["question"] for one in found} == {question}


def test_an_answered_question_waits_no_longer_and_did_before_it_was_known() -> None:
    desk = with_letter()
    before = desk.programme.seq
    question = next(iter(desk.base.open_questions))
    recorded(desk.ask(answer(question)))
    asked = [one.filled["question"] for one in of(waiting(desk), "charter.answer-question")]
    assert question not in asked
    asked = [one.filled["question"] for one in of(waiting(desk, known=before), "charter.answer-question")]
    assert question in asked


def test_after_the_count_a_duty_nobody_recorded_is_overdue_on_the_countys_desk() -> None:
    desk = with_letter()
    recorded(desk.ask(StateOpening(county=CountyId("shidong"), document=LETTER), effective=date(2020, 1, 2)))
    found = [
        one
        for one in of(waiting(desk, date(2020, 12, 31)), "duties.record-discharge")
        if one.county == "shidong"
    ]
    assert any(one.judged.word == "逾期" and one.since is not None and one.clauses for one in found)


def test_a_grant_about_to_end_is_told_while_there_is_time() -> None:
    desk, seq = roles.with_clerk(until=date(2020, 4, 10))
    [one] = of(waiting(desk), "roles.grant-role")
    assert (one.due, one.raised, one.judged.light) == (date(2020, 4, 10), seq, Light.YELLOW)
    assert of(waiting(desk, date(2020, 2, 1)), "roles.grant-role") == []


# Whose desk ----------------------------------------------------------------------------------------


def test_a_countys_clerk_finds_what_is_his_countys_to_do_and_nobody_elses() -> None:
    desk = surveys.opened()
    mine = [one for one in waiting(desk) if county_desk("shidong").takes(one)]
    assert all(one.county == "shidong" or "shidong" in one.organs for one in mine)
    assert {one.command for one in mine} >= {"survey.submit-return", "dossier.record-credit-code"}
    assert "survey.chase" not in {one.command for one in mine}


def test_the_office_finds_what_is_its_own_and_not_what_counties_owe() -> None:
    desk = surveys.opened()
    mine = [one for one in waiting(desk) if OFFICE.takes(one)]
    assert "survey.chase" in {one.command for one in mine}
    assert "survey.submit-return" not in {one.command for one in mine}


def test_between_them_office_and_counties_find_all_there_is_but_who_may_act() -> None:
    desk, _ = roles.with_clerk(until=date(2020, 4, 10))
    desks = [OFFICE, *(county_desk(one.id) for one in desk.base.counties)]
    left = [one for one in waiting(desk) if not any(each.takes(one) for each in desks)]
    assert {one.command for one in left} <= {"roles.grant-role"}
    assert all(reports.Desk().takes(one) for one in left)


def test_an_organ_finds_what_it_is_asked_and_a_person_what_concerns_him() -> None:
    desk, _ = roles.with_clerk(until=date(2020, 4, 10))
    question = next(one for one in desk.base.open_questions.values() if one.ask)
    bureau = reports.Desk(role="bureau", person="示例丁", organ=question.ask[0])
    mine = [one for one in waiting(desk) if bureau.takes(one)]
    assert question.id in [one.filled.get("question") for one in mine]
    clerk = county_desk("shidong", roles.CLERK)
    assert of(tuple(one for one in waiting(desk) if clerk.takes(one)), "roles.grant-role")


def test_a_desk_is_read_off_the_grant_somebody_acts_under() -> None:
    desk, seq = roles.with_clerk()
    found = reports.desk("county", roles.CLERK, role_rules.grant(desk.programme, seq, DAY))
    assert found == county_desk("shidong", roles.CLERK)
    assert reports.desk("installer", "installer", None) == reports.Desk(person="installer")


def test_a_paper_waits_at_each_step_with_whose_turn_it_is_until_its_scan_is_in() -> None:
    desk = papers.drafted()
    met = []
    for step in STEPS:
        [one] = of(waiting(desk), "papers.opine")
        met.append((one.what.partition("：")[0], one.filled["step"], one.filled["name"]))
        assert (one.turn, one.by, one.place) == ("county", ("示东市",), ("paper", papers.FIRST))
        recorded(desk.ask(papers.opinion(step)))
    assert met == [("待经办签", "经办", "示例癸"), *((f"待{one}签", one, "") for one in STEPS[1:])]
    [one] = of(waiting(desk), "papers.number")
    assert (one.what, one.filled["code"]) == ("编文号：示东市2020年度焦化产能压减任务书", "")
    recorded(desk.ask(Number(paper=papers.FIRST, code=papers.CODE)))
    [one] = of(waiting(desk), "papers.close")
    assert one.what.startswith("凭盖章扫描件办结：")
    assert one.document.startswith(papers.CODE)
    assert one.filled["signer"] == "示例局长"
    recorded(desk.ask(papers.closing(desk), evidence=(SCAN,)))
    assert not [one for one in waiting(desk) if one.kind == "文书"]


def test_a_paper_sent_back_waits_to_be_drafted_again_and_one_voided_waits_for_nothing() -> None:
    desk = papers.drafted()
    recorded(desk.ask(papers.opinion("经办", verdict="退回", words="缺一户")))
    [one] = of(waiting(desk), "papers.draft")
    assert one.what == "经办退回，重拟：示东市2020年度焦化产能压减任务书"
    assert one.filled == {"paper": papers.FIRST}
    recorded(desk.ask(Void(paper=papers.FIRST, reason="改用函")))
    assert not of(waiting(desk), "papers.draft")


def test_a_countys_paper_lies_on_its_own_desk_and_the_citys_on_the_offices() -> None:
    desk = papers.drafted(papers.drafted(), issuer="示范市领导小组办公室", county=CountyId("shixi"))
    mine, theirs = sorted(of(waiting(desk), "papers.opine"), key=lambda one: one.raised or 0)
    assert county_desk("shidong").takes(mine)
    assert not county_desk("shixi").takes(mine)
    assert not OFFICE.takes(mine)
    assert OFFICE.takes(theirs)
    assert not county_desk("shixi").takes(theirs)


def test_kinds_are_counted_and_a_line_can_be_told_to_a_machine() -> None:
    found = waiting(adopted())
    assert sum(count for _, count in reports.kinds(found)) == len(found)
    told = reports.as_builtins(found[0])
    assert told["what"] == found[0].what
    assert told["due"] is None
