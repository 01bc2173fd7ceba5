"""Everybody can use the office: axe finds nothing on any page at either width, and the keyboard reaches everything."""

import hashlib
import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.office.test_pages import PAGES, page, plain  # noqa: F401  # the two kinds of browser
from tests.office.vendor import MANIFEST, VENDOR, axe

RUN = """async () => {
  const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]});
  return found.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 160))]);
}"""


def complaints(page: Page) -> list[Any]:  # noqa: F811
    page.evaluate(axe())
    found: list[Any] = page.evaluate(RUN)
    return found


BESIDES = ["/facilities", "/import", "/me", "/people", "/nothing"]


@pytest.mark.newest("axe judges the page, whatever shows it")
@pytest.mark.parametrize("path", [*(path for path in PAGES if not path.startswith("/没有")), *BESIDES])
def test_nothing_on_any_page_shuts_anybody_out(page: Page, shifan: str, path: str) -> None:  # noqa: F811
    page.goto(shifan + path.replace("yuanqu", "shidong").replace("jinxin", "ding"))
    assert complaints(page) == []


@pytest.mark.newest("axe judges the page, whatever shows it")
@pytest.mark.parametrize(
    "opened", [".history:not(.out) summary", ".out summary", ".who summary", ".say summary"]
)
def test_nor_does_what_opens(page: Page, shifan: str, opened: str) -> None:  # noqa: F811
    page.goto(shifan + "/")
    page.locator(opened).first.click()
    assert complaints(page) == []


FULL = ["/courts", "/utilities", "/utilities/ding", "/workers", "/workers/ding"]


@pytest.mark.newest("axe judges the page, whatever shows it")
@pytest.mark.parametrize("path", FULL)
def test_nor_does_a_page_with_its_seals_its_balance_and_its_workers(
    page: Page,  # noqa: F811
    demo: str,
    path: str,
) -> None:
    who = "示例丁" if path == "/workers/ding" else "示例办"
    page.goto(demo + "/list")
    part = page.locator("#part option").filter(has_text=who).first.get_attribute("value")
    page.locator("#part").select_option(part)
    page.get_by_role("button", name="换身份").click()
    page.goto(demo + path)
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth")


def test_the_first_key_leads_past_the_menu(page: Page, shifan: str) -> None:  # noqa: F811
    page.goto(shifan + "/list")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_table_is_reached_by_keyboard_and_says_what_it_is(page: Page, shifan: str) -> None:  # noqa: F811
    page.goto(shifan + "/duties")
    frame = page.get_by_role("region", name="职责").first
    frame.focus()
    expect(frame).to_be_focused()
    assert page.locator("table caption").first.inner_text() == "职责"
    assert page.locator("table th:not([scope])").count() == 0


def test_whatever_has_the_focus_shows_it(page: Page, shifan: str) -> None:  # noqa: F811
    page.goto(shifan + "/inbox")
    style = "getComputedStyle(document.activeElement)"
    for _ in range(25):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            f"[{style}.outlineStyle, {style}.outlineWidth, document.activeElement.outerHTML.slice(0, 120)]"
        )
        assert seen[0] != "none", seen[2]
        assert float(seen[1].removesuffix("px")) >= 1, seen[2]


def test_what_judges_is_the_file_that_was_taken() -> None:
    listed = json.loads(MANIFEST.read_text("utf-8"))
    for line in listed:
        assert hashlib.sha256((VENDOR / line["file"]).read_bytes()).hexdigest() == line["sha256"]
        assert line["licence"] == "MPL-2.0"
    assert {line["file"] for line in listed} == {
        file.relative_to(VENDOR).as_posix() for file in (VENDOR / "axe-core").iterdir()
    }
