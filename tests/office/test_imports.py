"""导入 as a county's clerk meets it: forty errors in one sentence, six corrections to tick, and then every row."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.chromium import download
from tests.office.conftest import ROOT, open_office
from tests.office.test_pages import page, plain  # noqa: F401  # the two kinds of browser
from tests.sheets import ledgers
from yajian import planfile
from yajian.cli.room import adopt
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.decisions.dossier import EnterEnterprise, EnterFacility, EnterSite
from yajian.core.decisions.statements import Determine, Report, Verify
from yajian.core.words import Command, CountyId, EnterpriseId, FacilityId, SiteId
from yajian.sheets.layout import layout
from yajian.transact import Done, Office

pytestmark = pytest.mark.newest(
    "one office a walk, and what it records it records once; an old browser is shown every page beside a new one"
)

PLAN = ROOT / "plans" / "shifan-2019"
SENTENCE = "企业12行中8行、焦炉31行中27行有问题，共40处；0行已导入"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("imports")
    know_one_oven(home)
    yield from open_office(home, "shifan-2019")


def know_one_oven(home: Path) -> None:
    """Books that know one oven of the county, whose capacity is settled, and the letter of the ledger."""
    scan = home / "letter.txt"
    scan.write_text("关于报送焦化企业台账的函（示例）\n", encoding="utf-8")
    now = datetime(2020, 1, 20, 1, tzinfo=UTC)
    with Office(home, load_plan=planfile.load_bytes, clock=lambda: now) as books:
        adopt(books, PLAN)
        kept = books.keep(scan)

        def ask(command: Command, organ: str = "示东市工信局") -> int:
            done = books.transact(
                command,
                actor="示例甲",
                organ=organ,
                role="installer",
                effective=date(2019, 12, 31),
                evidence=(kept,),
            )
            assert isinstance(done, Done), done
            return done.facts[-1].seq

        ask(
            RegisterDocument(
                number=ledgers.PAPER,
                title="关于报送焦化企业台账的函",
                issued_on=date(2019, 12, 31),
                issuer="示东市工信局",
            )
        )
        owner = EnterpriseId("firm")
        name = "示例焦化台账3有限公司"
        ask(
            EnterEnterprise(
                enterprise=owner, name=name, county=CountyId("shidong"), credit_code=ledgers.code(3)
            )
        )
        ask(EnterSite(site=SiteId("site"), enterprise=owner, name="厂区", county=CountyId("shidong")))
        ask(
            EnterFacility(
                facility=FacilityId("oven"), facility_type="coke_oven", name="31号焦炉", site=SiteId("site")
            )
        )
        said = books.transact(
            Report(
                subject="facility:oven",
                field="lot.filed_capacity",
                value="54",
                said_by=name,
                document=ledgers.PAPER,
            ),
            actor="示例甲",
            organ="示东市工信局",
            role="installer",
            effective=date(2019, 9, 30),
            evidence=(kept,),
        )
        assert isinstance(said, Done)
        seq = said.facts[-1].seq
        ask(Verify(statement=seq, finding="与备案文件相符"), "示东市人民政府")
        ask(Determine(statement=seq, decided_by=("示东市人民政府", "示范市工信局"), document=ledgers.PAPER))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledgers")
    made = layout(planfile.load(PLAN / "plan.yaml"))
    ledgers.forty(made, folder / "forty.xlsx")
    ledgers.good(made, folder / "good.xlsx")
    book = openpyxl.load_workbook(folder / "good.xlsx")
    book["焦炉"]["F3"] = "54万吨"
    book.save(folder / "good.xlsx")
    return folder


def upload(browser: Page, office: str, file: Path) -> None:
    browser.goto(f"{office}/imports")
    browser.get_by_label("工作簿").set_input_files(file)
    browser.get_by_label("填报单位").fill("示东市工信局")
    browser.get_by_label("哪个县（市）的台账").select_option("shidong")
    browser.get_by_role("button", name="核对").click()
    browser.wait_for_url(re.compile("/imports/[0-9a-f]{64}"))


def test_forty_errors_come_back_in_one_sentence_and_one_workbook(
    page: Page,  # noqa: F811
    office: str,
    files: Path,
) -> None:
    comes_back(page, office, files)


def test_so_they_do_without_scripts(
    plain: Page,  # noqa: F811
    office: str,
    files: Path,
) -> None:
    comes_back(plain, office, files)


def comes_back(browser: Page, office: str, files: Path) -> None:
    upload(browser, office, files / "forty.xlsx")
    expect(browser.get_by_text(SENTENCE)).to_be_visible(timeout=20_000)
    assert browser.get_by_text("可修正").count() == 6
    assert browser.get_by_text("须确认").count() == 3
    assert browser.get_by_role("button", name="导入").count() == 0
    _, marked = download(browser, browser.get_by_role("link", name="下载标出问题的工作簿"))
    book = openpyxl.load_workbook(BytesIO(marked))
    assert book["问题清单"]["A1"].value == SENTENCE
    browser.get_by_label("焦炉!F12").check()
    browser.get_by_role("button", name="采用勾选的，重新核对").click()
    expect(browser.get_by_text("焦炉31行中26行有问题，共39处")).to_be_visible(timeout=20_000)
    expect(browser.get_by_text("已采用")).to_be_visible()


def test_a_corrected_ledger_goes_in_whole_and_every_fact_names_its_row(
    plain: Page,  # noqa: F811
    office: str,
    files: Path,
) -> None:
    upload(plain, office, files / "good.xlsx")
    plain.get_by_label("焦炉!F3").check()
    plain.get_by_role("button", name="采用勾选的，重新核对").click()
    plain.get_by_label("依据文件").select_option(str(ledgers.PAPER))
    plain.get_by_role("button", name="导入 5 行").click()
    expect(plain.get_by_text("条登记，每一条都记着出自哪张表第几行")).to_be_visible()
    plain.goto(f"{office}/imports")
    line = plain.locator("tbody tr").first
    expect(line).to_contain_text("企业2行、焦炉3行")
    expect(line).to_contain_text("1 处")
    seq = int(str(line.get_by_role("link").first.get_attribute("href")).rpartition("/")[2])
    plain.goto(f"{office}/facts/{seq + 1}")
    expect(plain.get_by_text("“企业”第3行")).to_be_visible()


def test_cells_pasted_from_wps_are_looked_at_too(
    plain: Page,  # noqa: F811
    office: str,
) -> None:
    plain.goto(f"{office}/imports")
    plain.get_by_label("企业", exact=True).fill(f"1\t{ledgers.code(70)}\t示例焦化台账70有限公司\t示东")
    plain.get_by_label("焦炉").fill(f"{ledgers.code(70)}\t1号\t捣固\t4.3")
    plain.get_by_role("button", name="核对").click()
    expect(plain.get_by_text("焦炉1行无误、企业1行中1行有问题，共1处；0行已导入")).to_be_visible()
    expect(plain.get_by_role("cell", name="请选“示东市”（建议修正）")).to_be_visible()


def test_what_is_not_taken_in_says_how_to_save_it(
    plain: Page,  # noqa: F811
    office: str,
    tmp_path: Path,
) -> None:
    old = tmp_path / "台账.et"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    plain.goto(f"{office}/imports")
    plain.get_by_label("工作簿").set_input_files(old)
    plain.get_by_role("button", name="核对").click()
    expect(plain.get_by_text("这是WPS 表格（.et）文件")).to_be_visible()
    expect(plain.get_by_text("另存为", exact=False).first).to_be_visible()


def test_the_template_is_one_click_away(
    plain: Page,  # noqa: F811
    office: str,
) -> None:
    plain.goto(f"{office}/imports")
    name, template = download(plain, plain.get_by_role("link", name="下载台账模板"))
    assert "焦炉" in openpyxl.load_workbook(BytesIO(template)).sheetnames
    assert name.startswith("台账模板")
