"""From the first link to the last sign-out, in Chromium, at two widths: nothing spills over, nothing is blocked."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.office.conftest import environment

pytestmark = pytest.mark.newest(
    "one office a walk, and what it records it records once; an old browser is shown every page beside a new one"
)

PASSWORD = "三月的桃花水 2020"
FIRST = "示例首任"


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The link that a fresh office prints."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "yajian.main", "serve", "--port", str(port)],
        env=environment(tmp_path_factory.mktemp("signing"), "shifan-2019"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    found = next(
        re.findall(r"http://\S+/welcome/\S+", line) for line in process.stderr if "/welcome/" in line
    )
    yield found[0]
    process.terminate()
    process.communicate(timeout=20)


def fits(page: Page) -> None:
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
    page.set_viewport_size({"width": 1440, "height": 900})


def test_a_day_from_the_first_link_to_signing_out(browser: Browser, link: str) -> None:
    base = link.split("/welcome/")[0]
    page = browser.new_context(locale="zh-CN").new_page()
    blocked: list[str] = []
    page.on("console", lambda message: blocked.append(message.text) if "Policy" in message.text else None)
    page.goto(base)
    fits(page)
    page.goto(link)
    fits(page)
    page.get_by_label("姓名").fill(FIRST)
    page.get_by_label("单位").select_option("city_iit")
    for field in ("密码", "再输一次"):
        page.get_by_label(field).fill(PASSWORD)
    page.get_by_role("button", name="确认安装").click()
    expect(page.locator(".notice")).to_contain_text("密码已设好")
    fits(page)
    page.get_by_role("button", name="开始启用").click()
    expect(page.locator("svg.qr")).to_be_visible()
    fits(page)
    for path in ("/people", f"/people/{FIRST}", "/people/log", "/me"):
        page.goto(base + path)
        fits(page)
    page.locator("details.who summary").click()
    page.locator(".who-panel").get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    page.goto(base + "/list")
    fits(page)
    page.get_by_label("姓名").fill(FIRST)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("压减清单")
    expect(page.locator("details.who summary")).to_contain_text(FIRST)
    assert blocked == []
