"""Chromium 90, which many offices still have: every page of the demonstration stands as it does in today's."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, Playwright

from bootstrap import chromium
from bootstrap.prepare import Trouble
from tests.chromium import oldest
from yajian.web.navigation import ENTRIES

PICTURES = Path(__file__).resolve().parents[2] / ".pictures"  # to be looked at; kept out of the repository
BOXES = """() => [...document.querySelectorAll(".rail, .top, .foot, main > *, main > .stack > *")].map(one => {
  const box = one.getBoundingClientRect();
  return [one.className || one.tagName, box.x, box.width, box.height].map(n => typeof n === "number" ? Math.round(n) : n);
})"""
KIND = re.compile(
    r"^/(facilities|gates|acceptance|money|utilities|workers|capacity|do|papers|dossiers|statements|duties|questions|explain|facts)/"
)
FILE = re.compile(r"^/papers/[^/]+/")


@pytest.fixture(scope="module")
def addresses(demo: str, browser: Browser) -> list[str]:
    """Every page of the menu, and of each kind of page they lead to the first."""
    page = browser.new_page()
    elsewhere = (
        "/people",
        "/reconciliation",
    )  # a demonstration has no accounts; the bank is the treasury's alone
    menu = [entry.url for entry in ENTRIES if entry.url not in elsewhere]
    found = dict(zip(menu, menu, strict=True))
    for entry in menu:
        page.goto(demo + entry)
        for link in page.eval_on_selector_all(
            "main a[href^='/']", "all => all.map(one => one.getAttribute('href'))"
        ):
            kind = KIND.match(link)
            if kind and not FILE.match(link):
                found.setdefault(kind[1], link)
    page.close()
    return list(found.values())


@pytest.mark.newest("looks through both at once")
@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_stands_as_it_does_in_a_new_one(
    demo: str, addresses: list[str], browser: Browser, playwright: Playwright, width: int
) -> None:
    old = oldest(playwright)
    said: list[str] = []
    PICTURES.mkdir(exist_ok=True)
    pages = [_page(one, width, said) for one in (browser, old)]
    for address in addresses:
        boxes = [_boxes(page, demo + address, width) for page in pages]
        pages[0].screenshot(path=PICTURES / _name(address, width), full_page=True)
        assert len(boxes[0]) == len(boxes[1]), address
        for now, then in zip(*boxes, strict=True):
            assert now[0] == then[0], address
            assert _alike(now[1:], then[1:]), (address, now, then)
    assert said == []
    old.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_two_clicks_on_a_word_do_not_end_the_old_one(
    demo: str, playwright: Playwright, scripts: bool
) -> None:
    old = oldest(playwright)
    page = old.new_context(java_script_enabled=scripts).new_page()
    page.goto(demo + "/visit")
    page.locator("h1").dblclick()
    page.locator("#field-note").fill("两下")
    page.locator("#field-note").dblclick()
    page.goto(demo + "/")
    assert old.is_connected()
    old.close()


def _name(address: str, width: int) -> str:
    """A file's name for a page: /money/庚-3号炉 at 390 is money-庚-3号炉-390.png."""
    place = re.sub(r"[^\w.-]+", "-", unquote(address.partition("?")[0])).strip("-")
    return f"{place or 'cockpit'}-{width}.png"


def _page(browser: Browser, width: int, said: list[str]) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN").new_page()
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return page


def _boxes(page: Page, address: str, width: int) -> list[list[Any]]:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    found: list[list[Any]] = page.evaluate(BOXES)
    return found


def _alike(now: list[int], then: list[int]) -> bool:
    """The same place and width; as high but for a line that fell otherwise."""
    return all(abs(a - b) <= 2 for a, b in zip(now[:2], then[:2], strict=True)) and abs(
        now[2] - then[2]
    ) <= max(30, now[2] // 20)


def test_a_package_that_is_not_the_one_pinned_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("YAJIAN_WHEELS", str(tmp_path))
    package, version, _ = chromium.pinned()
    (tmp_path / f"{package}-{version}.tgz").write_bytes(b"something else")
    with pytest.raises(Trouble, match="校验和"):
        chromium.obtain()
    assert not list((tmp_path / "yajian").iterdir())
