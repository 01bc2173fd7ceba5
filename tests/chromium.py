"""The two browsers: Debian's Chromium, and Chromium 90, the oldest the office promises to work in."""

import asyncio
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from playwright._impl._sync_base import mapping
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright

NEWEST, OLDEST = "Chromium", "Chromium 90"
PATIENCE = 5  # pages asked for before the old one is given up

# Playwright asks an element whether it can be seen, in a world of its own, and Chromium has the question since 105.
ASK = "Element.prototype.checkVisibility ||= function () { return this.getClientRects().length > 0; };"

# And what a mouse selects it writes to a clipboard that it has not, without a screen, and ends: a second click that
# meets the next page is enough.
SELECT_NOTHING = "addEventListener('mousedown', (event) => event.detail > 1 && event.preventDefault(), true);"


def newest(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path="/usr/bin/chromium")


def oldest(playwright: Playwright) -> Browser:
    """Without its sandbox, which knows no kernel of today."""
    found = playwright.chromium.launch(executable_path=_obtained(), args=["--no-sandbox"])
    new_context = found.new_context

    def with_the_question(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.new_page = lambda: _teach(context, _opened(context))  # type: ignore[method-assign]
        return context

    found.new_context = with_the_question  # type: ignore[method-assign]
    return found


def _opened(context: BrowserContext) -> Page:
    """A page. One in a hundred never answers, of old, and Playwright would wait for it for ever."""
    for _ in range(PATIENCE):
        with suppress(TimeoutError):
            opening = asyncio.wait_for(context._impl_obj.new_page(), timeout=10)
            page: Page = mapping.from_impl(context._sync(opening))
            return page
    raise AssertionError("Chromium 90 opens no page")


def download(page: Page, link: Locator) -> tuple[str, bytes]:
    """Name and content of the file a link gives. Chromium 90 downloads, and does not tell Playwright of it."""
    browser = page.context.browser
    if browser is not None and not browser.version.startswith("90."):
        with page.expect_download() as saved:
            link.click()
        return saved.value.suggested_filename, Path(saved.value.path()).read_bytes()
    answer = page.context.request.get(urljoin(page.url, link.get_attribute("href") or ""))
    said = answer.headers["content-disposition"]
    assert answer.ok, answer.status
    assert said.startswith("attachment"), said
    return unquote(said.rpartition("''")[2]), answer.body()


def _teach(context: BrowserContext, page: Page) -> Page:
    session = context.new_cdp_session(page)
    session.send("Page.enable")
    world = f"__playwright_utility_world_{page._impl_obj._guid}"
    session.send(
        "Page.addScriptToEvaluateOnNewDocument", {"source": ASK + SELECT_NOTHING, "worldName": world}
    )
    return page


def _obtained() -> str:
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run(
        [sys.executable, root / "bootstrap" / "chromium.py"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
