"""一企一策, 风险与应急: what the pages show of the demonstration city, and what they say to whom."""

from urllib.parse import quote

import pytest

from tests.web.asking import ask
from yajian.transact import Office
from yajian.web.headers import Wsgi
from yajian.web.stage import COOKIE


def shown(stage: Wsgi, address: str, demo: Office | None = None, person: str = "") -> str:
    cookie = f"{COOKIE}={demo.programme.roles.held_by[person][0]}" if demo is not None else ""
    found = ask(stage, address, HTTP_COOKIE=cookie)
    assert found.status == 200, address
    return found.text


def test_the_list_says_who_has_handed_in_and_who_is_missing(stage: Wsgi) -> None:
    page = shown(stage, "/workplans")
    assert "示例焦化丁有限公司" in page
    assert "示东市生态环境分局" in page  # of whom 辛's plan still waits
    assert "与别户雷同" in page
    assert "没有安排" not in shown(stage, "/workplans/ding").split("各版")[0].replace("没有安排的设施", "")
    assert "示东市压减过剩焦化产能落实方案" in page


@pytest.mark.parametrize(("stage_word", "firm"), [("待把关", "辛"), ("已把关", "丁"), ("未报", "甲")])
def test_the_list_is_narrowed_to_a_step(stage: Wsgi, stage_word: str, firm: str) -> None:
    asked = f"stage={quote(stage_word)}"
    page = ask(stage, "/workplans", QUERY_STRING=asked).text.split("县级落实方案")[0]
    assert f"示例焦化{firm}有限公司" in page or f"示例{firm}" in page
    assert ask(stage, "/workplans", QUERY_STRING="stage=x").status == 404


def test_a_firm_s_page_shows_what_the_second_version_changed_and_who_said_what(stage: Wsgi) -> None:
    page = shown(stage, "/workplans/ding")
    assert "<ins>，熄焦水全部回用，不外排</ins>" in page
    assert "<del>停炉 2020-09-15</del>" in page
    assert "没有写熄焦水去向" in page
    assert "会签" in page
    assert "停炉应急预案" in page
    assert "封堵" in shown(stage, "/workplans/wu")
    assert "示例设计院" in shown(stage, "/workplans/wu")
    assert ask(stage, "/workplans/ren").status == 404


def test_risks_stand_by_county_and_by_firm_with_what_is_overdue_and_who_struck_off(stage: Wsgi) -> None:
    page = shown(stage, "/risks")
    assert "逾期" in page
    assert "已销号" in page
    assert "示东乙" in page
    assert "按一户评估" in page
    assert "只有生产预案" in page
    assert "煤气泄漏处置" in page


def test_of_others_nothing_is_said_to_be_missing(stage: Wsgi, demo: Office) -> None:
    page = shown(stage, "/workplans", demo, "示例西")
    assert "示例焦化戊有限公司" in page
    assert "/workplans/ding" not in page
    assert "示东市" not in page.split("县级落实方案")[1].split("</table>")[0]
    risks = shown(stage, "/risks", demo, "示例西")
    assert "/workplans/ding" not in risks
    cookie = f"{COOKIE}={demo.programme.roles.held_by['示例西'][0]}"
    assert ask(stage, "/workplans/ding", HTTP_COOKIE=cookie).status == 404


def test_a_firm_sees_its_own_plan(stage: Wsgi, demo: Office) -> None:
    page = shown(stage, "/workplans", demo, "示例丁")
    assert "示例焦化丁有限公司" in page
    assert "/workplans/jia" not in page
