"""到场 in a yard without a network: nothing is lost, nothing is sent twice, and what is not sent says so."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.office.test_pages import page, plain  # noqa: F401  # the two kinds of browser

YARD = (Path(__file__).parents[1] / "stories" / "files" / "yard-1.jpg").read_bytes()
PHOTO: Any = {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": YARD}


def fill(shown: Page, note: str) -> None:
    shown.locator("#field-oven").select_option(index=1)
    shown.locator("#field-purpose").select_option("日常检查")
    shown.locator("#field-attach").set_input_files(PHOTO)
    shown.locator("#field-note").fill(note)


def told(note: str, shown: Page, address: str) -> int:
    """How many visits with this note the office shows."""
    shown.goto(address + "/visit")
    return shown.locator(".visit .rows li").filter(has_text=note).count()


def test_what_is_kept_offline_outlives_a_reload_and_is_recorded_once(page: Page, shifan: str) -> None:  # noqa: F811
    note = f"断网 {page.evaluate('Math.random()')}"
    page.goto(shifan + "/visit")
    page.context.set_offline(True)
    fill(page, note)
    page.get_by_role("button", name="登记到场").dblclick()
    expect(page.locator("#outbox-says")).to_contain_text("没有网络")
    expect(page.locator("#outbox-rows li")).to_have_count(1)
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#outbox-says")).to_contain_text("已登记 1 次到场")
    assert told(note, page, shifan) == 1


def test_two_taps_and_two_tabs_are_one_visit(page: Page, shifan: str) -> None:  # noqa: F811
    note = f"两下 {page.evaluate('Math.random()')}"
    page.goto(shifan + "/visit")
    page.context.set_offline(True)
    fill(page, note)
    page.get_by_role("button", name="登记到场").dblclick()
    expect(page.locator("#outbox-rows li")).to_have_count(1)
    page.context.set_offline(False)
    other = page.context.new_page()
    other.goto(shifan + "/visit")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#outbox-rows li")).to_have_count(0)
    other.close()
    assert told(note, page, shifan) == 1


def test_a_session_that_is_over_keeps_the_visit_until_somebody_signs_in(page: Page, shifan: str) -> None:  # noqa: F811
    note = f"过期 {page.evaluate('Math.random()')}"
    page.goto(shifan + "/visit")

    def signed_out(route: Route) -> None:
        route.fulfill(status=302, headers={"Location": "/sign-in"})

    page.route(re.compile("/visit$"), signed_out)
    fill(page, note)
    page.get_by_role("button", name="登记到场").click()
    expect(page.locator("#outbox-says")).to_contain_text("登录已过期")
    page.unroute(re.compile("/visit$"))
    page.reload()
    expect(page.locator("#outbox-says")).to_contain_text("已登记 1 次到场")
    assert told(note, page, shifan) == 1


def test_a_photograph_too_large_is_said_before_anything_is_kept(page: Page, shifan: str) -> None:  # noqa: F811
    page.goto(shifan + "/visit")
    fill(page, "太大")
    page.evaluate(
        """() => {
            const held = new DataTransfer();
            held.items.add(new File([new Uint8Array(31 * 1024 * 1024)], "大.jpg", {type: "image/jpeg"}));
            document.getElementById("field-attach").files = held.files;
        }"""
    )
    page.get_by_role("button", name="登记到场").click()
    expect(page.get_by_role("alert")).to_contain_text("超过 30 MB")
    expect(page.locator("#outbox")).to_be_hidden()


def test_what_is_declined_stays_with_its_reason_until_taken_away(page: Page, shifan: str) -> None:  # noqa: F811
    page.goto(shifan + "/visit")
    fill(page, "")
    page.get_by_role("button", name="登记到场").click()
    expect(page.locator("#outbox-rows")).to_contain_text("没有登记")
    page.get_by_role("button", name="不要了").click()
    expect(page.locator("#outbox-rows li")).to_have_count(0)


def test_without_scripts_it_is_a_form_like_any_other(plain: Page, shifan: str) -> None:  # noqa: F811
    note = f"没有脚本也行 {time.time_ns()}"  # another visit for each browser, though both come in one minute
    plain.goto(shifan + "/visit")
    fill(plain, note)
    plain.get_by_role("button", name="登记到场").click()
    expect(plain.get_by_text("登记到场", exact=False).first).to_be_visible()
    expect(plain.locator(".visit .rows li").filter(has_text=note).first).to_be_visible()


def test_a_visit_for_a_step_made_without_a_network_is_kept_like_any_other(page: Page, shifan: str) -> None:  # noqa: F811
    note = f"扫码断网 {page.evaluate('Math.random()')}"
    page.goto(shifan + "/visit?for=closure.record-condition")
    page.context.set_offline(True)
    fill(page, note)
    page.get_by_role("button", name="登记到场").click()
    expect(page.locator("#outbox-says")).to_contain_text("没有网络")
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#outbox-rows li")).to_have_count(0)
    assert told(note, page, shifan) == 1


FOR_A_STEP = "/visit?for=closure.record-condition"
STEP = re.compile(r"/do/closure\.record-condition\?")


def test_a_visit_for_a_step_goes_on_to_it_once_it_is_recorded(page: Page, shifan: str) -> None:  # noqa: F811
    note = f"扫码 {page.evaluate('Math.random()')}"
    page.goto(shifan + FOR_A_STEP)
    fill(page, note)
    page.get_by_role("button", name="登记到场").dblclick()
    page.wait_for_url(STEP)
    expect(page.get_by_text("已收到").first).to_be_visible()
    assert told(note, page, shifan) == 1


@pytest.mark.parametrize("carried_out", [False, True], ids=["the request is lost", "the answer is lost"])
def test_a_connection_that_drops_loses_no_visit_for_a_step(
    page: Page,  # noqa: F811
    shifan: str,
    carried_out: bool,
) -> None:
    note = f"掉线 {page.evaluate('Math.random()')}"
    page.goto(shifan + FOR_A_STEP)

    def dropped(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        if carried_out:
            route.fetch()
        route.abort("connectionreset")

    page.route(re.compile("/visit$"), dropped)
    assert page.evaluate("navigator.onLine")
    fill(page, note)
    page.get_by_role("button", name="登记到场").click()
    expect(page.locator("#outbox-says")).to_contain_text("没有网络")
    expect(page.locator("#outbox-rows li")).to_have_count(1)
    assert page.url == shifan + FOR_A_STEP
    page.unroute(re.compile("/visit$"))
    page.reload()
    expect(page.locator("#outbox-says")).to_contain_text("已登记 1 次到场")
    expect(page.locator("#outbox-rows li")).to_have_count(0)
    page.locator("#outbox-then").get_by_role("link", name="接着办").click()
    page.wait_for_url(STEP)
    expect(page.get_by_text("已收到").first).to_be_visible()
    assert told(note, page, shifan) == 1
