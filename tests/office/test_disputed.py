"""J13: a county verifies 60, the firm says 62.5 by its own account, is heard, and the office settles. Each signs in."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.office.conftest import open_office
from tests.office.seats import SCAN, SignIn, follow, let_in, press, seated
from tests.web.peopled import opened
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.decisions.register import EnterFiling, OpenUnit
from yajian.core.words import DocumentNo, EnterpriseId, PartId, Tonnes, UnitId

pytestmark = pytest.mark.newest(
    "one office a walk, and what it records it records once; an old browser is shown every page beside a new one"
)

LETTER, FILING = DocumentNo("示工信函〔2020〕1号"), DocumentNo("示备〔2011〕5号")
CAST = {  # person: organ and role
    "示例办": ("leading_group_office", "office"),
    "示例东": ("shidong", "county"),
    "示例丁": ("ding", "enterprise"),
}
FIRM = "示例焦化丁有限公司"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """An office in use, in which the firm's filing has been entered; its address and everybody's token."""
    folder = tmp_path_factory.mktemp("disputed")
    scan = folder / "备案证.pdf"
    scan.write_bytes(SCAN["buffer"])
    with opened(folder) as house:
        paper = (house.office.keep(scan),)
        for number, title in ((LETTER, "关于经办人和三员的函"), (FILING, "丁公司焦化项目备案证")):
            house.record(
                RegisterDocument(
                    number=number, title=title, issued_on=date(2020, 1, 2), issuer="示范市工信局"
                ),
                evidence=paper,
            )
        house.record(
            EnterFiling(
                number=FILING,
                enterprise=EnterpriseId("ding"),
                filed_on=date(2011, 5, 6),
                filed_t=Tonnes(600_000),
                issuer="示范市发展和改革委员会",
            ),
            evidence=paper,
        )
        house.record(
            OpenUnit(unit=UnitId("丁-1"), filing_no=FILING, filed_t=Tonnes(600_000), part=PartId("L06"))
        )
    tokens = let_in(folder / "data", CAST, LETTER)
    for address in open_office(folder / "data", "shifan-2019"):
        yield address, tokens


@pytest.fixture(scope="module")
def sign_in(browser: Browser, office: tuple[str, dict[str, str]]) -> Iterator[SignIn]:
    yield from seated(browser, *office)


def fill(page: Page, **words: str) -> None:
    for label, said in words.items():
        field = page.get_by_label(re.compile(f"^{label}")).first
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(said)
        else:
            field.fill(said)


def paper(page: Page, number: str, title: str, issuer: str) -> None:
    """A document registered on the way."""
    page.get_by_text("登记簿里没有，现在登记一份").click()
    fill(page, 文号=number, 标题=title, 成文日期="2020-03-18", 发文单位=issuer)
    page.get_by_label("盖章原件扫描").set_input_files(SCAN)


def test_the_county_states_the_filed_number_and_verifies_it(sign_in: SignIn) -> None:
    page = sign_in("示例东")
    follow(page, "产能账本", "nav")
    follow(page, "丁-1")
    follow(page, "填报")
    fill(page, 字段="lot.filed_capacity", 数值="60.00", 填报单位="示东市工信局", 发生日期="2011-05-06")
    page.get_by_label("已登记的文件").select_option(str(FILING))
    press(page, "填报")
    follow(page, "数据认定")
    follow(page, "核实")
    fill(page, 核对情况="核对备案证原件，备案规模 60 万吨/年")
    page.locator("#field-attach").set_input_files(SCAN)
    press(page, "核实")
    expect(page.locator("main")).to_contain_text("60万吨")
    expect(page.locator(".standing, .chip").filter(has_text="核实").first).to_be_visible()


def test_the_firm_finds_its_number_and_disputes_it_on_a_paper_of_its_own(
    sign_in: SignIn,
) -> None:
    office, firm = sign_in("示例办"), sign_in("示例丁")
    follow(office, "办事", "nav")
    follow(office, "登记文件")
    fill(
        office,
        文号="示环审〔2010〕18号",
        标题="关于丁公司焦化项目环境影响报告书的批复",
        成文日期="2010-11-20",
        发文单位="示范市生态环境局",
    )
    office.locator("input[type=file]").first.set_input_files(SCAN)
    press(office, "登记文件")
    follow(firm, "数据认定", "nav")
    follow(firm, "备案产能")
    follow(firm, "提出异议")
    fill(firm, 主张的数值="62.50", 提出单位=FIRM, 理由="环评批复规模为 62.5 万吨/年")
    firm.get_by_label("已登记的文件").select_option("示环审〔2010〕18号")
    press(firm, "提出异议")
    expect(firm.locator("main")).to_contain_text("62.5万吨")
    follow(office, "压减清单", "nav")
    row = office.locator("tbody tr").filter(has_text="L06")
    expect(row).to_contain_text("异议中")
    expect(row).to_contain_text("60")
    expect(office.locator("tfoot")).to_contain_text("325")


def test_the_firm_is_heard_by_the_county_and_the_office_settles_and_tells_it(sign_in: SignIn) -> None:
    county, office = sign_in("示例东"), sign_in("示例办")
    follow(county, "数据认定", "nav")
    follow(county, "备案产能")
    follow(county, "听取意见")
    county.get_by_label("到场 1").fill(f"{FIRM} 示例丁")
    county.get_by_label("到场 2").fill("示东市人民政府 示例甲")
    fill(county, 意见和核查情况="备案证载明 60 万吨，2011 年以来没有变更备案")
    county.locator("#field-attach").set_input_files(SCAN)
    press(county, "听取意见")
    follow(office, "数据认定", "nav")
    follow(office, "备案产能")
    follow(office, "认定结论")
    fill(office, 理由="压减产能以备案文件为准，多建的 2.5 万吨没有备案文件支持")
    upheld = office.get_by_label(re.compile("^采信第几条"))
    upheld.select_option(upheld.locator("option").filter(has_text="示东市工信局").get_attribute("value"))
    office.get_by_label("认定单位 1").fill("示东市人民政府")
    office.get_by_label("认定单位 2").fill("市领导小组办公室")
    paper(office, "示压减办〔2020〕7号", "关于丁公司备案产能的认定意见", "市领导小组办公室")
    press(office, "认定结论")
    expect(office.locator("main")).to_contain_text("尚未告知")
    follow(office, "告知")
    fill(office, 怎样告知="直接送达；可以补充材料")
    office.locator("#field-attach").set_input_files(SCAN)
    press(office, "告知")
    expect(office.locator("main")).not_to_contain_text("尚未告知")


def test_both_numbers_stay_sixty_counts_and_the_firm_reads_why(sign_in: SignIn) -> None:
    firm, office = sign_in("示例丁"), sign_in("示例办")
    firm.goto(firm.url.partition("?")[0])
    said = firm.locator("main")
    for words in ("60万吨", "62.5万吨", "未采信", "没有备案文件支持", "示压减办〔2020〕7号"):
        expect(said).to_contain_text(words)
    follow(office, "驾驶舱", "nav")
    expect(office.get_by_label("总体目标")).to_contain_text("325")
    follow(office, "压减清单", "nav")
    expect(office.locator("tbody tr").filter(has_text="L06")).not_to_contain_text("异议中")
