"""设施状态 as people meet it: marks beside the dates, corrections that stay on view, both widths."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.office.conftest import ROOT, open_office
from tests.office.test_pages import page, plain  # noqa: F401  # the two kinds of browser
from yajian import planfile
from yajian.cli.room import adopt
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.decisions.closure import ApproveMethod, MoveRecord, RecordCondition, StateOpening, VoidRecord
from yajian.core.decisions.dossier import EnterFacility, EnterSite
from yajian.core.words import (
    Command,
    CountyId,
    DocumentNo,
    EnterpriseId,
    FacilityId,
    PartId,
    Seq,
    SiteId,
    Tonnes,
)
from yajian.transact import Done, Office

PLAN = ROOT / "plans" / "shifan-2019"
LETTER = DocumentNo("示东工信函〔2020〕1号")
TWO = PartId("L07a")  # 3号、4号焦炉
GENG, YARD, OVEN = EnterpriseId("geng"), SiteId("geng-1"), FacilityId("geng-7")
HALVES: dict[str, Tonnes | None] = {"1#炉西半": Tonnes(200_000), "1#炉东半": Tonnes(100_000)}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An office in which an oven was stated at the opening, one was told late, and one record was moved."""
    home = tmp_path_factory.mktemp("facilities")
    photo = home / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0 photo \xff\xd9")
    now = datetime(2020, 1, 2, 1, tzinfo=UTC)
    with Office(home, load_plan=planfile.load_bytes, clock=lambda: now) as books:
        adopt(books, PLAN)
        scan = books.keep(photo)

        def ask(command: Command, effective: date) -> Seq:
            done = books.transact(
                command,
                actor="示例甲",
                organ="示东市工信局",
                role="installer",
                effective=effective,
                evidence=(scan,),
            )
            assert isinstance(done, Done), done
            return done.facts[-1].seq

        def shut(oven: str) -> RecordCondition:
            return RecordCondition(part=TWO, facility=oven, condition="关停")

        now = datetime(2020, 1, 13, 1, tzinfo=UTC)
        paper = RegisterDocument(
            number=LETTER, title="关于开账时设施状态的说明", issued_on=date(2020, 1, 6), issuer="示东市工信局"
        )
        ask(paper, now.date())
        signers = {"示例甲": "示东市工信局", "示例乙": "示东市发展和改革局"}
        stated = StateOpening(
            part=TWO, facility="3号焦炉", condition="停产", document=LETTER, signers=signers
        )
        ask(stated, date(2019, 12, 1))
        wrong = ask(shut("3号焦炉"), date(2020, 1, 5))
        ask(MoveRecord(record=wrong, part=TWO, facility="4号焦炉", reason="照片是4号"), date(2020, 1, 5))
        nothing = ask(shut("3号焦炉"), date(2020, 1, 9))
        ask(VoidRecord(record=nothing, reason="现场没有关停", document=LETTER), now.date())
        method = ApproveMethod(
            part=PartId("L07b"),
            title="部分压减办法",
            pieces=HALVES,
            approved_by="示东市人民政府",
            document=LETTER,
        )
        ask(method, now.date())
        ask(EnterSite(site=YARD, enterprise=GENG, name="老厂区", county=CountyId("shidong")), now.date())
        ask(EnterFacility(facility=OVEN, facility_type="焦炉", name="7号焦炉", site=YARD), now.date())
        ask(RecordCondition(facility=OVEN, condition="停产"), now.date())
    yield from open_office(home, "shifan-2019")


@pytest.mark.parametrize(
    "path",
    [
        "/facilities",
        "/facilities?kind=late",
        "/facilities?kind=opening&county=shidong",
        "/facilities?q=无此设施",
        "/facilities?known_at=2019-01-01",
        "/facilities/L07a/3号焦炉",
        "/facilities/L07a/4号焦炉?as_of=2019-12-31",
        "/facilities/L07b/1%23炉西半",
        "/list",
        "/explain/part.L07b",
    ],
)
def test_no_page_of_facilities_spills_over(page: Page, office: str, path: str) -> None:  # noqa: F811
    answer = page.goto(office + path)
    assert answer is not None
    assert answer.status == 200
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth")


def test_every_facility_shows_how_it_stands_and_how_late_it_was_told(plain: Page, office: str) -> None:  # noqa: F811
    plain.goto(office + "/facilities")
    rows = plain.locator("tbody tr")
    expect(rows).to_have_count(5)
    expect(rows.filter(has_text="3号焦炉")).to_contain_text("停产")
    expect(rows.filter(has_text="3号焦炉")).to_contain_text("补录")
    expect(rows.filter(has_text="4号焦炉")).to_contain_text("迟录8天")
    expect(rows.filter(has_text="1#炉西半")).to_contain_text("20 万吨")
    expect(rows.filter(has_text="1#炉西半")).to_contain_text("未录入")


def test_the_filters_work_without_scripts_and_lead_to_one_facility(plain: Page, office: str) -> None:  # noqa: F811
    plain.goto(office + "/facilities")
    plain.get_by_label("看哪些").select_option("late")
    plain.get_by_role("button", name="筛选").click()
    expect(plain.locator("tbody tr")).to_have_count(1)
    plain.get_by_role("link", name="4号焦炉").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("4号焦炉")
    expect(plain.locator("tbody")).to_contain_text("由第 7 条改记")


def test_a_name_with_a_number_sign_leads_to_its_page(plain: Page, office: str) -> None:  # noqa: F811
    plain.goto(office + "/list")
    plain.get_by_role("link", name="1#炉西半").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("1#炉西半")


def test_a_fact_and_an_explanation_say_late_as_well(plain: Page, office: str) -> None:  # noqa: F811
    plain.goto(office + "/explain/part.L07a")
    expect(plain.locator("tbody")).to_contain_text("补录")
    expect(plain.locator("tbody")).to_contain_text("迟录8天")
    plain.get_by_role("link", name=re.compile("^第 9 条")).first.click()
    expect(plain.locator("main")).to_contain_text("迟录8天")


def test_what_was_moved_or_voided_stays_on_view_with_its_reason_and_signers(plain: Page, office: str) -> None:  # noqa: F811
    plain.goto(office + "/facilities/L07a/3号焦炉")
    table = plain.locator("tbody")
    expect(table).to_contain_text("示例乙（示东市发展和改革局）")
    expect(table).to_contain_text("应属 L07a 4号焦炉")
    expect(table).to_contain_text("现场没有关停（示东工信函〔2020〕1号）")
    expect(plain.locator("body")).to_contain_text("停产")


@pytest.mark.parametrize(
    "path", ["/facilities/L07a/9号焦炉", "/facilities/无/3号焦炉", "/facilities?kind=飞"]
)
def test_what_is_not_there_is_said_to_be_missing(plain: Page, office: str, path: str) -> None:  # noqa: F811
    answer = plain.goto(office + path)
    assert answer is not None
    assert answer.status == 404


def test_an_oven_only_the_ledger_knows_is_shown_and_marked(plain: Page, office: str) -> None:  # noqa: F811
    plain.goto(office + "/facilities")
    row = plain.get_by_role("row").filter(has_text="geng-7")
    expect(row).to_contain_text("7号焦炉")
    expect(row).to_contain_text("未对应")
    expect(row).to_contain_text("停产")
    plain.goto(office + "/facilities?kind=shut")
    expect(plain.get_by_text("geng-7")).to_have_count(0)
