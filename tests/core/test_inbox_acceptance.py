"""我的待办 on the way to acceptance: each step is on the desk of whoever is to take it, and gone when it is taken."""

from datetime import date

import msgspec

from tests.core import test_acceptance as given
from tests.given import Desk, recorded, written
from yajian.core.plan import Plan
from yajian.core.reports import inbox as reports
from yajian.core.reports.inbox import Waiting
from yajian.core.reports.progress import progress
from yajian.core.rules.roles.sight import Sight
from yajian.core.words import CountyId, Light

OFFICE = reports.Desk(role="office", person="示例经办", organ="miit")


def lines(desk: Desk, as_of: date | None = None, plan: Plan | None = None) -> list[Waiting]:
    found = progress(plan or desk.plan, desk.programme, as_of or desk.now.date())
    everything = reports.waiting(plan or desk.plan, desk.programme, found)
    return [one for one in everything if one.kind == "验收"]


def steps(desk: Desk) -> list[tuple[str, str, str]]:
    """Command, level, and whose turn."""
    return [(one.command, str(one.filled.get("level", "")), one.turn) for one in lines(desk)]


def county(desk: Desk) -> reports.Desk:
    of = given.part(desk).county
    assert of is not None
    return reports.Desk(role="county", person="示例县经办", organ=of, county=of)


def firm(desk: Desk) -> reports.Desk:
    of = given.part(desk).enterprise
    return reports.Desk(role="enterprise", person="示例厂", organ=of, enterprise=of)


def test_each_step_waits_for_whoever_is_to_take_it_and_is_gone_when_it_is_taken() -> None:
    desk = given.opined(given.ready(1))
    assert steps(desk) == []  # one of two ovens is no part
    given.shut(desk)
    assert steps(desk) == [("acceptance.report", "", "county")]
    recorded(given.report(desk))
    visits = [("acceptance.check", "县级", "county"), ("acceptance.check", "市级", "office")]
    assert steps(desk) == visits
    recorded(given.check(desk, level="县级"))
    assert steps(desk) == visits[1:]
    recorded(given.check(desk))
    assert steps(desk) == [("acceptance.accept", "", "office")]
    recorded(given.accept(desk, document=opinion(desk)))
    assert steps(desk) == []


def opinion(desk: Desk) -> str:
    return written(desk, "示焦压减验〔2020〕9号", issued_on=desk.now.date())


def test_what_was_sent_back_waits_for_the_firm_with_the_words_it_was_sent_back_with() -> None:
    desk = given.ready()
    recorded(given.report(desk))
    recorded(given.check(desk, level="县级", verdict="退回", words="四大车没有封存"))
    [line] = lines(desk)
    assert (line.command, line.by) == ("acceptance.report", (given.part(desk).enterprise_name,))
    assert "四大车没有封存" in line.what
    assert firm(desk).takes(line)
    assert county(desk).takes(line)
    assert not OFFICE.takes(line)


def test_the_county_and_the_office_each_find_their_own_visit_and_nobody_elses() -> None:
    desk = given.ready()
    recorded(given.report(desk))
    own, citys = lines(desk)
    assert (county(desk).takes(own), OFFICE.takes(own)) == (True, False)
    assert (county(desk).takes(citys), OFFICE.takes(citys)) == (False, True)
    other = reports.Desk(role="county", person="示例北", organ="shibei", county=CountyId("shibei"))
    assert not any(other.takes(one) for one in (own, citys))
    assert not any(firm(desk).takes(one) for one in (own, citys))
    assert citys.by == ("压减产能任务验收组", reports.OFFICE)


def test_a_plan_that_names_no_countys_paper_wants_no_countys_visit() -> None:
    desk = given.ready()
    recorded(given.report(desk))
    kept = {name: one for name, one in desk.plan.templates.items() if one.draws != "county_check"}
    bare = msgspec.structs.replace(desk.plan, templates=kept)
    assert [one.turn for one in lines(desk, plan=bare)] == ["office"]


def test_the_days_are_counted_and_never_red_and_the_line_leads_to_its_page() -> None:
    desk = given.ready()
    recorded(given.report(desk))
    reported = desk.history[-1]
    for one in lines(desk, date(2021, 3, 1)):
        assert one.judged.light is Light.GREY
        assert f"已等{(date(2021, 3, 1) - reported.effective).days}天" in one.judged.why
        assert (one.since, one.raised) == (reported.effective, reported.seq)
        assert one.place == ("acceptance", given.part(desk).part)
        assert one.clauses


def test_of_records_one_is_not_shown_nothing_waits() -> None:
    desk = given.ready()
    recorded(given.report(desk))
    theirs = Sight(county=CountyId("shibei"))
    found = progress(desk.plan, desk.programme, desk.now.date(), sight=theirs)
    assert not [one for one in reports.waiting(desk.plan, desk.programme, found) if one.kind == "验收"]
