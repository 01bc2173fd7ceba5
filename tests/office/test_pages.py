"""The office as people meet it: in Chromium, at two widths, in Chinese."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from yajian.core.reports.money import TABLES

PAGES = [
    "/",
    "/inbox",
    "/inbox?kind=待明确事项&page=2",
    "/inbox?tab=done",
    "/inbox?tab=raised",
    "/search",
    "/search?q=焦炉",
    "/list",
    "/list?county=yuanqu",
    "/capacity",
    "/organs",
    "/dossiers",
    "/dossiers?q=河津",
    "/dossiers/jinxin",
    "/utilities",
    "/utilities/jinxin",
    "/workers",
    "/workers/jinxin",
    "/courts",
    "/trades",
    "/visit",
    "/visit?part=L06&for=acceptance.check&purpose=验收",
    "/money",
    *(f"/money/tables/{name}" for name in TABLES),
    "/papers",
    "/papers/draft",
    "/papers/draft?draws=progress&county=hejin",
    "/statements",
    "/statements?standing=异议&county=yuanqu",
    "/statements/part:L06",
    "/do",
    "/do?q=更名",
    "/do/closure.record-condition?part=L06",
    "/do/targets.publish-list",
    "/do/survey.submit-return",
    "/do/survey.open-campaign",
    "/clauses",
    "/clauses?q=关停",
    "/survey",
    "/duties",
    "/duties?by=owner&word=长期",
    "/duties?county=yuanqu",
    "/duties/D020",
    "/duties/D096?as_of=2020-06-30",
    "/questions",
    "/questions?only=answered",
    "/as-of",
    "/as-of?date=2020-10-31",
    "/as-of?date=昨天",
    "/explain/target",
    "/explain/listed",
    "/explain/questions",
    "/explain/compensation.high",
    "/explain/milestone.2019-12-31",
    "/facts/1",
    "/facts/3",
    "/?as_of=2019-11-01&known_at=2020-01-01",
    "/?as_of=昨天",
    "/没有这一页",
]


@pytest.fixture(params=[1440, 390])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser with scripts switched off."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.mark.newest("test_old_browser lays every kind of page beside itself in the old one")
@pytest.mark.parametrize("path", PAGES)
def test_no_page_spills_over_or_breaks_the_policy(page: Page, yuncheng: str, path: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = page.goto(yuncheng + path)
    assert answer is not None
    assert answer.status == (404 if path.startswith("/没有") else 200)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth")
    assert [words for words in complaints if "404" not in words] == []


def test_the_cockpit_adds_up_at_sight(page: Page, yuncheng: str) -> None:
    page.goto(yuncheng)
    hero = page.get_by_label("总体目标")
    expect(hero).to_contain_text("325")
    expect(hero).to_contain_text(re.compile("108.*30.*187", re.DOTALL))
    for county, tonnes in [("河津市", 224), ("稷山县", 40), ("新绛县", 7), ("垣曲县", 0), ("闻喜县", 54)]:
        row = page.locator(".bar-rows li").filter(has_text=county)
        expect(row.locator(".bar-value")).to_contain_text(str(tonnes))
    expect(page.locator(".milestones .chip")).to_have_text(["未录入"] * 4)


def test_a_number_leads_to_its_clause_its_inputs_and_the_fact_behind_it(page: Page, yuncheng: str) -> None:
    page.goto(yuncheng)
    page.get_by_label("总体目标").get_by_role("link", name="325", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("压减目标")
    expect(page.locator("blockquote").first).to_contain_text("压减焦化行业过剩产能325万吨")
    page.get_by_role("link", name=re.compile("第 2 条")).first.click()
    expect(page.locator("pre")).to_contain_text('"targets.targets-fixed/1"')


def test_a_clause_leads_to_its_duties_and_a_duty_back_to_its_clause(plain: Page, yuncheng: str) -> None:
    plain.goto(yuncheng + "/duties")
    expect(plain.locator("tbody tr")).to_have_count(74)
    plain.goto(yuncheng + "/clauses?q=摸底调查")
    plain.get_by_role("link", name="全面摸底调查").click()
    expect(plain.locator("tbody tr")).to_have_count(5)
    expect(plain.locator("tbody .chip")).to_have_text(["时限未定"] * 5)
    plain.locator("blockquote .cite").first.click()
    expect(plain).to_have_url(re.compile(r"/clauses#S5\.1\.1a$"))
    expect(plain.locator("[id='S5.1.1a']")).to_contain_text("全面摸底调查")
    plain.goto(yuncheng + "/duties?county=yuanqu&q=万吨")
    expect(plain.locator("tbody tr")).to_have_count(0)


def test_before_any_campaign_the_survey_page_says_whom_the_plan_has_survey(
    plain: Page, yuncheng: str
) -> None:
    plain.goto(yuncheng + "/survey")
    expect(plain.locator(".empty")).to_contain_text("还没有开展摸底")
    expect(plain.locator(".pairs")).to_contain_text("垣曲县")
    expect(plain.locator(".pairs")).to_contain_text("县（市）应急部门")
    expect(plain.locator("tbody tr")).to_have_count(5)


def test_hengtai_stands_apart_and_is_not_added_in(page: Page, yuncheng: str) -> None:
    page.goto(yuncheng + "/list")
    outside = page.locator("section").filter(has_text="目标以外").last
    expect(outside).to_contain_text("山西恒泰焦铁有限公司")
    expect(page.locator("tfoot")).to_contain_text("325")


def test_every_clause_is_on_the_page_and_can_be_searched_without_scripts(plain: Page, yuncheng: str) -> None:
    plain.goto(yuncheng + "/clauses")
    expect(plain.locator("article.clause")).to_have_count(113)
    plain.get_by_role("textbox", name="在条文中找").fill("干熄焦")
    plain.get_by_role("button", name="查找").click()
    expect(plain.locator("article.clause")).to_have_count(1)


SCAN = {"name": "来函.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n"}


def fill(page: Page, **changes: Any) -> None:
    said = {
        "答复内容": "设施调整由市政府批准",
        "答复人": "示例甲（示范市政府办公室）",
        "文号": "示政办函〔2020〕2号",
        "标题": "关于设施调整批准单位的函",
        "发文单位": "示范市人民政府办公室",
    } | changes
    aside = page.locator("details.aside", has=page.get_by_text("现在登记一份"))
    if aside.get_attribute("open") is None:  # the register has papers already
        aside.locator("summary").click()
    for label, words in said.items():
        page.get_by_label(re.compile(f"^{label}")).fill(words)
    page.get_by_label("成文日期").fill("2020-02-27")


def test_an_answer_without_the_scan_of_its_document_is_not_taken_and_nothing_typed_is_lost(
    plain: Page, shifan: str
) -> None:
    plain.goto(shifan + "/questions/Q-SWAP")
    fill(plain, 文号="示政办函〔2020〕9号")
    plain.get_by_role("button", name="登记答复").click()
    refusal = plain.get_by_role("alert")
    expect(refusal).to_contain_text("依据文号：盖章原件扫描")
    refusal.get_by_role("link").click()
    expect(plain.locator("input:target")).to_have_attribute("type", "file")
    expect(plain.get_by_label(re.compile("^答复内容"))).to_have_value("设施调整由市政府批准")


def test_a_question_is_answered_with_its_document_and_the_history_still_knows_better(
    plain: Page, shifan: str, tmp_path: Path
) -> None:
    plain.goto(shifan + "/questions/Q-SWAP")
    fill(plain)
    plain.get_by_label("盖章原件扫描").set_input_files(SCAN)  # type: ignore[arg-type]
    plain.get_by_role("button", name="登记答复").click()
    expect(plain.get_by_role("status")).to_contain_text("答复已登记")
    expect(plain.locator("body")).to_contain_text("示政办函〔2020〕2号")
    plain.goto(shifan + "/questions?only=answered")
    expect(plain.locator("tbody tr")).to_have_count(1)
    plain.goto(shifan + "/questions?only=answered&known_at=2020-01-01T00:00")
    expect(plain.locator("tbody tr")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "content"),
    [("病毒.exe", b"MZ\x90\x00"), ("空.pdf", b""), ("网页.pdf", b"<script>alert(1)</script>\x00")],
)
def test_a_file_that_is_no_paper_is_not_taken_in(plain: Page, shifan: str, name: str, content: bytes) -> None:
    plain.goto(shifan + "/questions/Q-SWAP")
    fill(plain, 文号="示政办函〔2020〕3号")
    file = {"name": name, "mimeType": "application/pdf", "buffer": content}
    plain.get_by_label("盖章原件扫描").set_input_files(file)  # type: ignore[arg-type]
    plain.get_by_role("button", name="登记答复").click()
    expect(plain.get_by_role("alert")).to_contain_text("未予登记")
