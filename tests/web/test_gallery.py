"""Every part in a real browser: nothing spills over, nothing is blocked, and the keyboard reaches it all."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Browser, Page, expect

from tests.web.gallery import application

WIDE, NARROW = 1440, 390


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    server = waitress.create_server(application(folder), host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console said: refused by the policy, not found, broken."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str], request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page as wide as the test asks for; without scripts when it asks for that."""
    width, scripts = getattr(request, "param", (WIDE, True))
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale="zh-CN", java_script_enabled=scripts
    )
    found = context.new_page()
    found.on("console", lambda message: complaints.append(message.text))
    found.on("pageerror", lambda error: complaints.append(str(error)))
    yield found
    context.close()


BOTH_WIDTHS = pytest.mark.parametrize(
    "page", [(WIDE, True), (NARROW, True)], indirect=True, ids=["1440", "390"]
)
WITHOUT_SCRIPTS = pytest.mark.parametrize(
    "page", [(NARROW, False)], indirect=True, ids=["390 without scripts"]
)


@BOTH_WIDTHS
@pytest.mark.parametrize("path", ["/", "/parts", "/?as_of=2020-08-31&known_at=2020-09-01", "/?as_of=x"])
def test_nothing_spills_over_and_nothing_is_blocked(
    page: Page, address: str, path: str, complaints: list[str]
) -> None:
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth")
    spilled = page.evaluate(
        """() => [...document.querySelectorAll('.card *, .top *, .foot *')].filter(e => {
             const box = e.getBoundingClientRect(), frame = e.closest('.card, .top, .foot').getBoundingClientRect();
             return box.width > 1 && !e.closest('.table-frame, .history-panel, .unseen, svg') && box.right > frame.right + 1;
           }).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert spilled == []
    assert complaints == []


@WITHOUT_SCRIPTS
def test_the_menu_opens_and_closes_without_a_script(page: Page, address: str) -> None:
    page.goto(address)
    menu = page.get_by_role("navigation", name="主菜单")
    expect(menu).to_be_hidden()
    page.get_by_role("checkbox", name="展开左侧菜单").check()
    expect(menu).to_be_visible()
    page.mouse.click(370, 400)
    expect(menu).to_be_hidden()


@WITHOUT_SCRIPTS
def test_history_is_asked_for_without_a_script_and_kept_from_page_to_page(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("历史查询").click()
    page.get_by_label("那天实际怎样").fill("2020-08-31")
    page.get_by_role("button", name="查询", exact=True).click()
    expect(page.get_by_text("正在查历史：截至 2020年8月31日 的情况。")).to_be_visible()
    assert page.locator(".page-head a").first.get_attribute("href") == "/questions?as_of=2020-08-31"


def test_the_keyboard_comes_first_to_the_text_and_always_shows_where_it_is(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_text("跳到正文")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            """() => { const e = document.activeElement;
               if (e === document.body) return true;
               const path = e.querySelector('path');
               return getComputedStyle(e).outlineStyle !== 'none' || (path && getComputedStyle(path).strokeWidth === '3px'); }"""
        )
        assert shown, page.evaluate("document.activeElement.outerHTML")


def test_a_grey_button_says_why_to_whoever_comes_to_it_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/parts")
    grey = page.get_by_role("link", name="作废")
    expect(grey).to_be_disabled()
    expect(grey.locator(".act-why")).to_be_hidden()
    grey.focus()
    expect(grey.locator(".act-why")).to_have_text("须由领导小组办公室经办办理")


def test_a_county_on_the_map_leads_to_its_list(page: Page, address: str) -> None:
    page.goto(address)
    county = page.locator(".map a").first
    assert county.get_attribute("href") == "/list"
    assert "万吨" in (county.get_attribute("aria-label") or "") or "无列名任务" in (
        county.get_attribute("aria-label") or ""
    )


def test_a_filter_stands_in_the_address_with_the_day_asked_about_and_going_back_undoes_it(
    page: Page, address: str, complaints: list[str]
) -> None:
    page.goto(f"{address}/parts?as_of=2031-08-31")
    page.get_by_label("企业名称").fill("甲")
    page.get_by_role("button", name="筛选").click()
    page.wait_for_url("**/parts?as_of=2031-08-31&county=&q=*")
    expect(page.get_by_role("heading", name="部件一览")).to_be_visible()
    page.go_back()
    assert page.url == f"{address}/parts?as_of=2031-08-31"
    expect(page.get_by_role("heading", name="部件一览")).to_be_visible()
    assert page.locator("aside").count() == 1
    assert complaints == []
