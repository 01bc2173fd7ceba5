"""J01 as everybody who takes part: signed in by his link, each sees at sight that the plan adds up, and only what is his to do."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, expect

from tests.office.conftest import open_office
from tests.office.seats import OFFICERS, SCAN, SignIn, follow, let_in, seated
from tests.web.peopled import opened
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.words import DocumentNo

pytestmark = pytest.mark.newest(
    "one office a walk, and what it records it records once; an old browser is shown every page beside a new one"
)

LETTER = DocumentNo("示工信函〔2020〕1号")
CAST = {  # person: organ and role
    "示例办": ("leading_group_office", "office"),
    "示例领导": ("city_gov", "reader"),
    "示例财": ("city_finance", "bureau"),
    "示例东": ("shidong", "county"),
    "示例人社": ("shidong", "hr"),
    "示例丁": ("ding", "enterprise"),
    "示例法": ("city_court", "court"),
    "示例省": ("prov_iit", "reader"),
}
EVERYBODY = (*CAST, *OFFICERS.values())
ACTS = {  # what is his to do first of all, and what is not
    "示例办": ("登记文件", "授权"),
    "示例东": ("登记设施状态", "发布清单新版本"),
    "示例人社": ("登记安置去向", "登记设施状态"),
    "示例丁": ("填报", "登记设施状态"),
    "示例法": ("登记法院文书", "登记查封"),
    "示例财": ("登记文件", "登记设施状态"),
    "示例管": ("登记人员", "授权"),
    "示例安": ("授权", "登记人员"),
}
COUNTIES = {"示东市": 224, "示西县": 40, "示南县": 7, "示中县": 0, "示北县": 54}


@pytest.fixture(scope="module")
def sign_in(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignIn]:
    folder = tmp_path_factory.mktemp("sight")
    (folder / "函.pdf").write_bytes(SCAN["buffer"])
    with opened(folder) as house:
        paper = (house.office.keep(folder / "函.pdf"),)
        letter = RegisterDocument(
            number=LETTER, title="关于经办人的函", issued_on=date(2020, 1, 2), issuer="示范市工信局"
        )
        house.record(letter, evidence=paper)
    tokens = let_in(folder / "data", CAST, LETTER)
    for address in open_office(folder / "data", "shifan-2019"):
        yield from seated(browser, address, tokens)


@pytest.fixture(params=EVERYBODY)
def person(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize(
    ("who", "first"),
    [("示例东", "导入台账"), ("示例安", "组织与账号"), ("示例审", "时点还原"), ("示例丁", "我的待办")],
)
def test_whoever_comes_by_his_link_is_told_where_to_begin(sign_in: SignIn, who: str, first: str) -> None:
    page = sign_in(who)
    page.goto(re.sub("(https?://[^/]+).*", r"\1/me?welcome=1", page.url))
    begin = page.locator("section").filter(has=page.get_by_role("heading", name="接下来"))
    begin.get_by_role("link", name=first).click()
    expect(page.locator("h1")).to_be_visible()


def test_the_plan_adds_up_at_sight_for_everybody(sign_in: SignIn, person: str) -> None:
    page = sign_in(person)
    follow(page, "驾驶舱", "nav")
    expect(page.get_by_label("总体目标")).to_contain_text(re.compile("325.*108.*30.*187", re.DOTALL))
    for county, tonnes in COUNTIES.items():
        row = page.locator(".bar-rows li").filter(has_text=county)
        expect(row.locator(".bar-value")).to_contain_text(str(tonnes))
    follow(page, "压减清单", "nav")
    expect(page.locator("tfoot")).to_contain_text("325")
    expect(page.get_by_text("8 户 9 个分项")).to_be_visible()
    expect(page.locator("section").filter(has_text="目标以外").last).to_contain_text("60")
    follow(page, "条文", "nav")
    expect(page.locator("main")).to_contain_text("逐字 113 条")
    follow(page, "待明确事项", "nav")
    expect(page.locator(".results")).to_contain_text("84")


@pytest.mark.parametrize("who", ["示例东", "示例丁", "示例法", "示例审"])
def test_every_page_of_his_menu_opens_and_fits_his_telephone(sign_in: SignIn, who: str) -> None:
    page = sign_in(who)
    links = page.locator("nav a").evaluate_all("links => links.map(one => one.getAttribute('href'))")
    menu = [link for link in dict.fromkeys(links) if link.startswith("/")]
    assert {"/", "/inbox", "/list"} <= set(menu)
    blocked: list[str] = []
    page.on("console", lambda message: blocked.append(message.text) if "Policy" in message.text else None)
    home = re.sub("(https?://[^/]+).*", r"\1", page.url)
    page.set_viewport_size({"width": 390, "height": 900})
    for link in menu:
        answer = page.goto(home + link)
        assert answer is not None
        assert answer.status == 200, link
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, link
    page.set_viewport_size({"width": 1440, "height": 900})
    assert blocked == []


@pytest.mark.parametrize(("who", "acts"), ACTS.items(), ids=ACTS)
def test_what_is_his_to_do_is_a_link_and_what_is_not_says_whose_it_is(
    sign_in: SignIn, who: str, acts: tuple[str, str]
) -> None:
    page = sign_in(who)
    follow(page, "办事", "nav")
    expect(page.locator(".do-list").get_by_role("link", name=acts[0], exact=True).first).to_be_enabled()
    barred = page.locator(".do-list .act-off").filter(has_text=acts[1]).first
    expect(barred).to_have_attribute("title", re.compile("须由.*办理"))


@pytest.mark.parametrize("who", ["示例领导", "示例省", "示例审"])
def test_whoever_reads_only_is_offered_nothing_to_do(sign_in: SignIn, who: str) -> None:
    page = sign_in(who)
    follow(page, "办事", "nav")
    expect(page.locator(".do-list a.button")).to_have_count(0)
