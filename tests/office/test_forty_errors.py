"""J12: a county's clerk signs in, fills the template with forty errors, and ends with every row in, by the screen alone."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import download
from tests.office.conftest import ROOT, open_office
from tests.office.seats import SCAN, follow, let_in, press, seated
from tests.office.test_imports import SENTENCE, know_one_oven
from tests.sheets import ledgers
from yajian import planfile
from yajian.sheets.layout import Layout, layout

pytestmark = pytest.mark.newest(
    "one office a walk, and what it records it records once; an old browser is shown every page beside a new one"
)

CLERK, CAST = "示例东", {"示例东": ("shidong", "county")}
LETTER = "示东工信函〔2020〕9号"
OFFERED = ("企业!D9", "企业!L5", "企业!N8", "焦炉!B6", "焦炉!F12", "焦炉!F14")


@pytest.fixture(scope="module")
def made() -> Layout:
    return layout(planfile.load(ROOT / "plans" / "shifan-2019" / "plan.yaml"))


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The clerk's browser, from his link on, in an office where one number of one oven is settled."""
    home = tmp_path_factory.mktemp("forty")
    know_one_oven(home)
    tokens = let_in(home, CAST, ledgers.PAPER)
    for address in open_office(home, "shifan-2019"):
        for sign_in in seated(browser, address, tokens):
            yield sign_in(CLERK)


def test_the_template_has_what_the_plan_asks_and_says_how_to_fill_it(page: Page, made: Layout) -> None:
    follow(page, "导入", "nav")
    name, template = download(page, page.get_by_role("link", name="下载台账模板"))
    assert name.startswith("台账模板")
    book = openpyxl.load_workbook(BytesIO(template))
    assert {"企业", "焦炉"} <= set(book.sheetnames)
    assert book["焦炉"].data_validations.dataValidation
    expect(page.get_by_label("填报单位")).to_have_value("示东市")
    expect(page.get_by_label("哪个县（市）的台账")).to_have_value("shidong")


def send(page: Page, file: Path) -> None:
    page.get_by_label("工作簿").set_input_files(file)
    page.get_by_label("填报单位").fill("示东市工信局")
    press(page, "核对")
    page.wait_for_url(re.compile("/imports/[0-9a-f]{64}"))


def test_all_forty_come_at_once_and_the_workbook_comes_back_marked(
    page: Page, made: Layout, tmp_path: Path
) -> None:
    sent = ledgers.forty(made, tmp_path / "示东市台账.xlsx")
    send(page, sent)
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    expect(page.get_by_role("table", name="问题清单").locator("tbody tr")).to_have_count(40)
    _, marked = download(page, page.get_by_role("link", name="下载标出问题的工作簿"))
    book, original = openpyxl.load_workbook(BytesIO(marked)), openpyxl.load_workbook(sent)
    for place, words in (("F12", "54"), ("D9", "4.30 米"), ("A26", "合并单元格")):
        cell = book["焦炉"][place]
        assert words in cell.comment.text
        assert cell.value == original["焦炉"][place].value
        assert cell.fill.fill_type == "solid"
    assert book["焦炉"].cell(2, book["焦炉"].max_column).value == "问题"
    assert book["问题清单"].max_row >= 40


def test_six_are_mended_by_a_tick_and_nothing_by_itself(page: Page) -> None:
    expect(page.get_by_text("可修正")).to_have_count(6)
    for place in OFFERED:
        box = page.get_by_label(place)
        expect(box).not_to_be_checked()
        box.check()
    press(page, "采用勾选的，重新核对")
    expect(page.get_by_text("共34处；0行已导入")).to_be_visible()
    expect(page.get_by_text("已采用")).to_have_count(6)
    expect(page.get_by_role("button", name=re.compile("^导入"))).to_have_count(0)


def test_the_mended_ledger_goes_in_whole_on_a_letter_the_county_registers_itself(
    page: Page, made: Layout, tmp_path: Path
) -> None:
    follow(page, "换一个文件")
    send(page, ledgers.corrected(made, tmp_path / "示东市台账.xlsx"))
    expect(page.get_by_text("焦炉30行中1行有问题，共1处")).to_be_visible()
    expect(page.get_by_text("须确认")).to_be_visible()
    page.get_by_label("焦炉!F31").check()
    press(page, "采用勾选的，重新核对")
    follow(page, "登记文件")
    for label, words in {"文号": LETTER, "标题": "关于报送台账的函", "成文日期": "2020-03-20"}.items():
        page.get_by_label(re.compile(f"^{label}")).fill(words)
    page.get_by_label(re.compile("^发文单位")).fill("示范市工信局")
    page.locator("input[type=file]").first.set_input_files(SCAN)
    press(page, "登记文件")
    expect(page.locator("main")).to_contain_text("没有认出“示范市工信局”属于它")
    page.get_by_label(re.compile("^发文单位")).fill("示东市工信局")
    press(page, "登记文件")
    expect(page.get_by_label(re.compile("^依据文件"))).to_have_value(LETTER)
    press(page, "导入 42 行")
    expect(page.locator("main .notice").last).to_contain_text("每一条都记着出自哪张表第几行")


def test_every_row_names_its_file_its_sheet_and_its_line_and_the_settled_number_stands(page: Page) -> None:
    follow(page, "历次导入")
    line = page.locator("tbody tr").first
    for words in ("企业12行、焦炉30行", "1 处", LETTER, CLERK):
        expect(line).to_contain_text(words)
    seq = int(str(line.get_by_role("link").first.get_attribute("href")).rpartition("/")[2])
    page.goto(re.sub("/imports.*", f"/facts/{seq + 1}", page.url))
    expect(page.locator("main")).to_contain_text(re.compile("“(企业|焦炉)”第\\d+行"))
    page.goto(re.sub("/facts.*", "/statements/facility:oven", page.url))
    for words in ("54万吨", "60万吨", "异议中"):
        expect(page.locator("main")).to_contain_text(words)


def test_rows_pasted_from_wps_are_checked_like_a_workbook(page: Page) -> None:
    follow(page, "导入", "nav")
    code = ledgers.code(70)
    page.get_by_label("企业", exact=True).fill(f"1\t{code}\t示例焦化台账70有限公司\t示东\n")
    page.get_by_label("焦炉", exact=True).fill(f"{code}\t1号\t捣固\t4.3\n")
    press(page, "核对")
    expect(page.get_by_text("企业1行中1行有问题，共1处；0行已导入")).to_be_visible()
    page.get_by_label("企业!D3").check()
    press(page, "采用勾选的，重新核对")
    expect(page.get_by_role("button", name="导入 2 行")).to_be_visible()
