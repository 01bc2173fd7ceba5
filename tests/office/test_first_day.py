"""J01 and the first day: from the link that `./run` prints to a ledger, a printed dossier and a paper, by the screen alone."""

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import download
from tests.office.conftest import ROOT, environment
from tests.office.seats import SCAN, follow, press
from tests.papers.samples import text_of
from tests.sheets import ledgers
from yajian import planfile
from yajian.sheets.layout import layout
from yajian.transact import Office

pytestmark = pytest.mark.newest(
    "one office a walk, and what it records it records once; an old browser is shown every page beside a new one"
)

PASSWORD = "三月的桃花水 2020"
FIRST = "示例首任"
SIGNERS = {"经办": FIRST, "科长": "示例科长", "分管": "示例副局长", "局长": "示例局长"}


def serve(home: Path, plan: str) -> "subprocess.Popen[str]":
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return subprocess.Popen(
        [sys.executable, "-m", "yajian.main", "serve", "--port", str(port)],
        env=environment(home, plan),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What a new office prints for its first administrator."""
    process = serve(tmp_path_factory.mktemp("first"), "shifan-2019")
    assert process.stderr is not None
    yield next(found[0] for line in process.stderr if (found := re.findall(r"http://\S+/welcome/\S+", line)))
    process.terminate()
    process.communicate(timeout=20)


@pytest.fixture(scope="module")
def page(browser: Browser, link: str) -> Iterator[Page]:
    """The first administrator's browser, all day."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


def test_an_edited_plan_opens_no_office_and_says_which_sums_fail(tmp_path: Path) -> None:
    plan = tmp_path / "edited"
    shutil.copytree(ROOT / "plans" / "shifan-2019", plan)
    text = (plan / "plan.yaml").read_text(encoding="utf-8")
    assert text.count("capacity: 7,  batch: B3") == 1
    (plan / "plan.yaml").write_text(
        text.replace("capacity: 7,  batch: B3", "capacity: 8,  batch: B3"), encoding="utf-8"
    )
    home = tmp_path / "home"
    process = serve(home, str(plan))
    _, said = process.communicate(timeout=120)
    assert process.returncode != 0
    assert "188≠187" in said
    assert "326≠325" in said
    with Office(home, load_plan=planfile.load_bytes) as books:
        assert books.head.seq == 0


def test_whoever_opens_the_link_sees_which_office_it_is_and_confirms_it(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.locator("main")).to_contain_text("示政办发〔2019〕1号")
    page.get_by_label("姓名").fill(FIRST)
    page.get_by_label("单位").select_option("city_iit")
    for field in ("密码", "再输一次"):
        page.get_by_label(field).fill(PASSWORD)
    press(page, "确认安装，设密码并登录")
    expect(page.get_by_role("heading", name="接下来")).to_be_visible()


def test_the_sums_of_the_plan_are_there_at_sight(page: Page) -> None:
    follow(page, "看驾驶舱")
    hero = page.get_by_label("总体目标")
    expect(hero).to_contain_text(re.compile("325.*108.*30.*187", re.DOTALL))
    for county, tonnes in {"示东市": 224, "示西县": 40, "示南县": 7, "示中县": 0, "示北县": 54}.items():
        row = page.locator(".bar-rows li").filter(has_text=county)
        expect(row.locator(".bar-value")).to_contain_text(str(tonnes))
    checks = page.locator("section").filter(has=page.get_by_role("heading", name="对账"))
    expect(checks.get_by_text("符合")).to_have_count(3)
    follow(page, "压减清单", "nav")
    expect(page.locator("tfoot")).to_contain_text("325")
    expect(page.locator("section").filter(has_text="目标以外").last).to_contain_text("60")


def test_a_countys_ledger_goes_in_and_its_letter_is_registered_on_the_way(page: Page, tmp_path: Path) -> None:
    made = layout(planfile.load(ROOT / "plans" / "shifan-2019" / "plan.yaml"))
    follow(page, "导入", "nav")
    name, _ = download(page, page.get_by_role("link", name="下载台账模板"))
    page.get_by_label("工作簿").set_input_files(ledgers.good(made, tmp_path / name))
    page.get_by_label("填报单位").fill("示东市工信局")
    page.get_by_label("哪个县（市）的台账").select_option(label="示东市")
    press(page, "核对")
    expect(page.get_by_role("button", name="导入 5 行")).to_be_visible()
    follow(page, "登记文件")
    for label, words in {
        "文号": "示东工信〔2020〕3号",
        "标题": "关于报送焦化企业台账的函",
        "成文日期": "2020-03-01",
        "发文单位": "示东市工信局",
    }.items():
        page.get_by_label(re.compile(f"^{label}")).fill(words)
    page.locator("input[type=file]").first.set_input_files(SCAN)
    press(page, "登记文件")
    expect(page.get_by_label(re.compile("^依据文件"))).to_have_value("示东工信〔2020〕3号")
    press(page, "导入 5 行")
    expect(page.locator("main .notice").last).to_contain_text("每一条都记着出自哪张表第几行")


def test_the_dossier_of_a_firm_of_the_ledger_is_printed_upright(page: Page) -> None:
    follow(page, "企业台账")
    follow(page, "示例焦化台账50有限公司")
    expect(page.locator("main")).to_contain_text("填报的数据")
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    boxes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed))
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(595, 842)}


def test_a_paper_is_drafted_signed_numbered_and_closed_on_its_scan(page: Page) -> None:
    follow(page, "文书", "nav")
    follow(page, "起草第一份")
    follow(page, "焦化企业台账")
    page.get_by_label(re.compile("^县（市）")).select_option("示东市")
    page.get_by_label(re.compile("^经办人")).fill(FIRST)
    press(page, "起草")
    for step, name in SIGNERS.items():
        follow(page, f"登记{step}意见")
        page.get_by_label(re.compile("^姓名|^签批人|^签的人")).fill(name)
        page.get_by_label(re.compile("^同意或退回")).select_option("同意")
        press(page, "登记签批意见")
    follow(page, "编文号")
    page.get_by_label(re.compile("^机关代字")).fill("示东工信字")
    press(page, "编文号")
    follow(page, "凭扫描件办结")
    page.locator("#field-attach").set_input_files(SCAN)
    press(page, "办结文书")
    expect(page.locator("main")).to_contain_text("已办结")
    _, review = download(page, page.get_by_role("link", name="审签单（Word）"))
    assert all(name in text_of(review) for name in SIGNERS.values())
    assert download(page, page.get_by_role("link", name="盖章原件扫描"))[1] == SCAN["buffer"]
