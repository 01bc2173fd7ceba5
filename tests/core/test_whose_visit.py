"""Whose paper a visit and an opinion stand on, of which day, and how many people were there."""

from datetime import date, timedelta

import pytest

from tests.core.test_acceptance import GROUP, accept, check, checked, opined, part, ready, report
from tests.given import Desk, recorded, refused, written
from yajian.core import bodies, spellings

FIRM = "示东市示例焦化庚有限公司"
NOT_THE_CITYS = (
    FIRM,
    "示东市工信局",
    "示东市工业和信息化局",
    "示范市中级人民法院",
    "市中级法院",
    "示范供电公司",
    "省工信厅",
    "某某局",
)
THE_CITYS = (
    "压减产能任务验收组",
    "示范市压减产能任务验收组",
    "市压减产能任务验收组",
    "市领导小组办公室",
    "示范市焦化行业压减过剩产能专项工作领导小组办公室",
    "示范市人民政府",
    "市工信局",
)


def reported() -> Desk:
    desk = ready()
    recorded(report(desk))
    return desk


@pytest.mark.parametrize("issuer", NOT_THE_CITYS)
def test_neither_the_groups_visit_nor_its_opinion_stands_on_the_paper_of_anybody_but_the_city(
    issuer: str,
) -> None:
    desk = reported()
    paper = written(desk, "示某函〔2020〕9号", issuer=issuer)
    refusal = refused(check(desk, document=paper), "acceptance.check.not-the-levels-paper")
    assert issuer in refusal.finding
    recorded(check(desk))
    paper = written(desk, "示某函〔2020〕10号", issuer=issuer)
    refused(accept(desk, document=paper), "acceptance.accept.not-the-groups")


@pytest.mark.parametrize("issuer", THE_CITYS)
def test_the_plans_own_groups_and_the_citys_bodies_write_of_both(issuer: str) -> None:
    desk = reported()
    recorded(check(desk, document=written(desk, "示某函〔2020〕9号", issuer=issuer)))
    recorded(accept(desk, document=written(desk, "示某函〔2020〕10号", issuer=issuer)))


def test_of_several_who_issued_it_each_is_asked() -> None:
    desk = reported()
    paper = written(desk, "示某函〔2020〕9号", issuer=f"市工信局、{FIRM}")
    refused(check(desk, document=paper), "acceptance.check.not-the-levels-paper")


@pytest.mark.parametrize("issuer", [FIRM, "示西县工业和信息化局", "示东市人民法院", "示东市供电公司"])
def test_a_countys_visit_stands_on_no_firms_paper_and_on_no_other_countys(issuer: str) -> None:
    desk = reported()
    paper = written(desk, "示某函〔2020〕9号", issuer=issuer)
    refused(check(desk, level="县级", document=paper), "acceptance.check.not-the-levels-paper")


@pytest.mark.parametrize("issuer", ["示东市工信局", "示东市人民政府", "市工信局"])
def test_a_countys_visit_stands_on_the_paper_of_the_county_or_of_the_city(issuer: str) -> None:
    desk = reported()
    recorded(check(desk, level="县级", document=written(desk, "示某函〔2020〕9号", issuer=issuer)))


def test_a_county_that_is_not_known_is_any_county_and_no_firm() -> None:
    desk = reported()
    assert bodies.is_the_countys(desk.plan, desk.programme, "示西县工信局", None)
    assert not bodies.is_the_countys(desk.plan, desk.programme, FIRM, None)


def test_the_record_of_a_visit_is_signed_that_day_or_later_and_the_opinion_no_earlier_than_it() -> None:
    desk = reported()
    visited = desk.now.date()
    for _ in range(2):
        opined_on = desk.now.date()
        opinion = written(desk, f"示焦压减验〔2020〕{opined_on.day}号", issued_on=opined_on)
    record = written(desk, "示核〔2020〕1号")
    recorded(check(desk, document=record, effective=visited))
    refusal = refused(accept(desk, document=opinion), "acceptance.accept.paper-earlier")
    assert "核查记录" in refusal.finding
    recorded(accept(opined(desk)))


def test_no_record_is_of_a_day_still_to_come() -> None:
    desk = reported()
    day = desk.now.date()
    record = written(desk, "示核〔2020〕1号", issued_on=day + timedelta(days=1))
    desk.now -= timedelta(days=2)  # and now it is the day before
    refused(check(desk, document=record, effective=day), "charter.document-later")


@pytest.mark.parametrize("twin", ["示例组长（科长）", "（科长）示例 组长", "示例组长(市工信局)"])
def test_one_person_with_his_post_beside_him_is_still_one(twin: str) -> None:
    desk = opined(checked(ready()))
    twins = {"示例组长": "示范市工信局", twin: "示范市工信局"}
    refused(accept(desk, members=twins), "acceptance.accept.not-two")
    refused(check(desk, members=twins), "acceptance.check.not-two")
    recorded(accept(desk, members=GROUP))


def test_a_name_of_nothing_but_brackets_stays_itself() -> None:
    assert spellings.person("（甲）") == "(甲)"
    assert spellings.person("张 三（科长）") == spellings.person("张三") == "张三"


def test_a_report_older_than_the_shutting_is_told_so_at_once() -> None:
    desk = ready()
    old = written(desk, "庚焦字〔2020〕1号", issued_on=date(2019, 12, 31), issuer=FIRM)
    refusal = refused(report(desk, document=old), "acceptance.report.before-it-was-done")
    assert "2019-12-31" in refusal.finding
    assert part(desk).part in refusal.finding
    recorded(report(desk, document=written(desk, "庚焦字〔2020〕2号", issuer=FIRM)))
