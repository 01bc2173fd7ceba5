"""我的待办, of what a shutdown must not break: seals, supplies and workers; and what their firms' timelines tell of them."""

from datetime import date

from tests.core import test_courts as courts
from tests.core import test_utilities as gas
from tests.core import test_workers as workers
from tests.core.test_inbox import of, waiting
from tests.given import Desk, adopted, firms, recorded, with_letter
from yajian.core.decisions.courts import RecordUnsealing, WithdrawSeal
from yajian.core.decisions.workplans.commands import PlannedStep, SubmitPlan
from yajian.core.reports.inbox import Desk as Place
from yajian.core.reports.inbox import Waiting
from yajian.core.reports.timeline import timeline
from yajian.core.words import CountyId, EnterpriseId, Light


def today(desk: Desk) -> tuple[Waiting, ...]:
    return waiting(desk, desk.now.date())


def told(desk: Desk, enterprise: EnterpriseId) -> list[str]:
    return [f"{one.what}：{one.words}" for one in timeline(desk.plan, desk.programme, enterprise)]


# 法院事项 --------------------------------------------------------------------------------------------


def test_a_seal_waits_for_talks_then_for_the_court_s_paper_and_is_gone_with_its_answer() -> None:
    desk = courts.sealed()
    [line] = of(today(desk), "courts.consult-court")
    assert line.filled == {"seal": courts.number(desk)}
    assert line.due is None
    recorded(courts.consult(desk))
    [line] = of(today(desk), "courts.record-document")
    assert line.due == courts.PLANNED
    assert line.judged.light is Light.YELLOW
    assert waiting(desk, courts.PLANNED)[0].judged.word in ("已到计划日期", "逾期")
    recorded(courts.write(desk))
    assert not [one for one in today(desk) if one.kind == "法院事项"]


def test_a_seal_that_has_run_out_is_asked_about_and_a_lifted_one_is_not() -> None:
    desk = courts.sealed(until=date(2020, 1, 31))
    assert of(waiting(desk, date(2020, 2, 3)), "courts.extend-seal")
    recorded(desk.ask(RecordUnsealing(seal=courts.number(desk), document=courts.answered(desk))))
    assert not [one for one in waiting(desk, date(2020, 2, 3)) if one.kind == "法院事项"]


def test_no_court_finds_the_office_s_wishes_on_its_desk() -> None:
    desk = courts.desk_with_papers()
    order = courts.answered(desk, "市中级法院", "（2019）示01执9号")
    recorded(courts.seal(desk, court="city_court", document=order))
    recorded(courts.consult(desk))
    liaison = Place(role="court", person="示例联络员", organ="city_court")
    assert not [one for one in today(desk) if one.kind == "法院事项" and liaison.takes(one)]


def test_the_day_of_dismantling_is_the_work_plan_s_until_the_court_was_told_another() -> None:
    desk = courts.sealed()
    part, facility = courts.listed(desk)
    enterprise = next(one.enterprise for one in desk.parts() if one.part == part)
    recorded(
        desk.ask(
            SubmitPlan(
                enterprise=enterprise,
                title="停炉工作方案",
                document=firms(desk, enterprise, "workplans.submit-plan"),
                steps={f"{part}/{facility}": PlannedStep(dismantle_on=date(2020, 5, 1))},
                sections={"步骤": "先关停，后拆除"},
            )
        )
    )
    [line] = of(today(desk), "courts.consult-court")
    assert line.due == date(2020, 5, 1)


# 供应平衡 --------------------------------------------------------------------------------------------


def test_who_is_left_short_is_told_with_days_and_amounts_by_the_day_of_the_stop() -> None:
    desk = gas.supplied()
    [line] = of(today(desk), "utilities.state-alternative")
    assert "居民 2020-10-31 至 2020-10-31 缺 5 万立方米/日" in line.what
    assert line.due == date(2020, 10, 31)
    assert line.filled == {"utility": "gas", "enterprise": "ding"}


def test_what_is_not_stated_waits_as_one_line_a_county() -> None:
    desk = adopted()
    lines = of(today(desk), "utilities.state-supply")
    assert lines
    assert len({one.county for one in lines}) == len(lines)
    recorded(gas.supply(gas_desk := with_letter()))
    [line] = of(today(gas_desk), "utilities.state-demand")
    assert line.filled == {"utility": "gas", "enterprise": "ding"}
    recorded(gas.demand(gas_desk))
    [line] = of(today(gas_desk), "utilities.state-demand")
    assert "下游产业的用量还没有登记" in line.what
    recorded(gas.nobody(gas_desk))
    assert of(today(gas_desk), "utilities.enter-season")


# 职工安置 --------------------------------------------------------------------------------------------


def test_a_roster_waits_for_its_month_its_missing_people_a_plan_and_everybody_s_way() -> None:
    desk = workers.rostered()
    mine = [one for one in waiting(desk, workers.MAY) if one.enterprise == "jia" and one.kind == "职工安置"]
    assert {one.command for one in mine} == {"workers.file-plan", "workers.settle"}
    recorded(workers.submit(desk, "2020-06", date(2020, 6, 20), people=workers.people(240, 0)))
    recorded(workers.file_plan(desk, covers=240))
    found = today(desk)
    assert "46人没有安置去向" in of(found, "workers.submit-roster")[0].what
    assert of(found, "workers.file-plan", "甲")[0].what == "补充安置方案：少了46人"
    assert of(found, "workers.settle")[0].what == "登记安置去向：286人没有去向"
    assert "报送2020-07名册（最近一份是2020-06）" in [one.what for one in waiting(desk, date(2020, 7, 1))]


def test_the_county_its_hr_and_the_firm_find_them_and_another_county_does_not() -> None:
    desk = workers.rostered()
    [line] = of(today(desk), "workers.settle")
    assert line.county is not None
    assert Place(role="hr", person="示例人社", county=line.county).takes(line)
    assert Place(role="enterprise", person="示例甲厂", enterprise=EnterpriseId("jia")).takes(line)
    assert not Place(role="hr", person="示例人社", county=CountyId("elsewhere")).takes(line)


def test_with_everybody_settled_under_a_plan_for_all_nothing_waits() -> None:
    desk = workers.rostered()
    recorded(workers.settle(desk, workers.ids(1, 286), "subsidy"))
    recorded(workers.file_plan(desk))
    recorded(workers.submit(desk, "2020-06", date(2020, 6, 20)))
    assert not [one for one in today(desk) if one.enterprise == "jia" and one.kind == "职工安置"]


# Timelines ------------------------------------------------------------------------------------------


def test_the_timeline_tells_the_seal_the_talks_and_the_court_s_paper() -> None:
    desk = courts.sealed()
    part, _ = courts.listed(desk)
    enterprise = next(one.enterprise for one in desk.parts() if one.part == part)
    recorded(courts.consult(desk))
    recorded(courts.write(desk))
    again = courts.answered(desk, number="（2018）示01执001号之三")
    recorded(desk.ask(WithdrawSeal(seal=courts.number(desk), reason="登错了炉", document=again)))
    found = told(desk, enterprise)
    for wanted in ("由示例法院查封", "商请明确查封焦炉的处置办法", "允许处置", "登错了炉"):
        assert any(wanted in one for one in found), wanted


def test_the_timeline_tells_what_is_given_to_whom_and_what_comes_instead() -> None:
    desk = gas.supplied()
    recorded(gas.alternative(desk, name="二线", proof=None))
    recorded(gas.agreement(desk))
    found = told(desk, gas.FIRM)
    for wanted in (
        "供应量：气源：全企业每日对外供应 12 万立方米/日",
        "天然气管道 2020-12-01起",
        "没有证明，计 0",
        "示例化工 2020-10-25起停供",
    ):
        assert any(wanted in one for one in found), wanted


def test_the_timeline_tells_workers_as_counts_and_names_no_number() -> None:
    desk = workers.rostered()
    recorded(workers.settle(desk, workers.ids(1, 3), "subsidy", confirmed="not_yet"))
    recorded(workers.settle(desk, workers.ids(1, 1), confirmed="not_yet"))
    recorded(workers.file_plan(desk))
    recorded(workers.erase(desk))
    found = told(desk, workers.JIA)
    for wanted in ("286 人，其中劳务派遣 46 人", "3 人补偿资金补助，本人未确认", "1 人重新待定", "一名职工"):
        assert any(wanted in one for one in found), wanted
    assert not any("w001" in one for one in found)
