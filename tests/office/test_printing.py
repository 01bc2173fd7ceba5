"""On paper: A4, upright or across, page numbers, the foot on every sheet, nothing to press."""

import re

import pytest
from playwright.sync_api import Browser, Page

ACROSS, UPRIGHT = (842, 595), (595, 842)


def sheets(page: Page, address: str) -> list[tuple[int, int]]:
    """The size of every sheet the page is printed on, in points."""
    page.goto(address)
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


@pytest.fixture
def paper(browser: Browser) -> Page:
    return browser.new_context(locale="zh-CN").new_page()


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("/list", ACROSS),
        ("/capacity", ACROSS),
        ("/duties", ACROSS),
        ("/inbox", ACROSS),
        ("/dossiers", ACROSS),
        ("/dossiers/ding", UPRIGHT),
        ("/clauses", UPRIGHT),
        ("/explain/target", UPRIGHT),
    ],
)
def test_lists_lie_across_and_files_stand_upright(
    paper: Page, shifan: str, path: str, size: tuple[int, int]
) -> None:
    assert set(sheets(paper, shifan + path)) == {size}


def test_what_is_there_to_press_is_not_printed_and_the_foot_says_of_what_the_sheet_was_made(
    paper: Page, shifan: str
) -> None:
    paper.goto(shifan + "/list?county=shidong")
    paper.emulate_media(media="print")
    for gone in (".rail", ".top", ".choices", ".actions", ".acts-small", ".say"):
        for one in paper.locator(gone).all():
            assert not one.is_visible()
    foot = paper.locator(".foot")
    for words in ("示政办发〔2019〕1号", "数据截至", "登记簿", "链头", "/list?county=shidong"):
        assert words in foot.inner_text()
    style = "getComputedStyle(document.querySelector('{}')).{}"
    assert paper.evaluate(style.format(".foot", "display")) == "table-footer-group"
    assert paper.evaluate(style.format(".table thead", "display")) == "table-header-group"


def test_with_scripts_there_is_a_button_that_prints(browser: Browser, shifan: str) -> None:
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts, locale="zh-CN")
        page = context.new_page()
        page.goto(shifan + "/list")
        page.locator(".out summary").click()
        assert page.get_by_role("button", name="打印", exact=True).count() == (1 if scripts else 0)
        assert page.get_by_role("link", name="表格存为 Excel").is_visible()
        context.close()


@pytest.mark.parametrize("plan", ["yuncheng", "shifan"])
def test_the_cockpit_is_one_sheet_of_paper(paper: Page, request: pytest.FixtureRequest, plan: str) -> None:
    assert sheets(paper, request.getfixturevalue(plan) + "/") == [UPRIGHT]
