"""办事 as people meet it: from the page where something is missing, through a refusal, and back; with and without scripts."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.office.test_pages import page, plain  # noqa: F401  # the two kinds of browser

PHOTO: Any = {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0 photo \xff\xd9"}


def version(shown: Page) -> int:
    browser = shown.context.browser
    assert browser is not None
    return int(browser.version.split(".")[0])


def test_an_oven_is_shut_from_its_own_page_and_a_forgotten_photograph_costs_nothing(
    plain: Page,  # noqa: F811
    shifan: str,
) -> None:
    oven = "4号焦炉" if version(plain) > 90 else "3号焦炉"  # both browsers work in one office
    plain.goto(shifan + f"/facilities/L07a/{oven}")
    plain.get_by_role("link", name="登记状态").click()
    expect(plain.get_by_label(re.compile("^设施"))).to_have_value(oven)
    plain.get_by_label(re.compile("^状态")).select_option("关停")
    plain.get_by_label(re.compile("^发生日期")).fill("2020-01-20")
    plain.get_by_role("button", name="登记设施状态", exact=True).last.click()
    refusal = plain.get_by_role("alert")
    expect(refusal).to_contain_text("须附原件扫描或影像")
    expect(plain.locator(".field-wrong")).to_contain_text("附件")
    expect(plain.get_by_label(re.compile("^状态"))).to_have_value("shut")
    plain.locator("#field-attach").set_input_files(PHOTO)
    plain.get_by_role("button", name="登记设施状态", exact=True).last.click()
    expect(plain).to_have_url(re.compile("/facilities/L07a/.*recorded="))
    expect(plain.get_by_role("status")).to_contain_text("已登记")
    expect(plain.locator(".pairs").first).to_contain_text("2020年1月20日")


def test_the_keyboard_alone_fills_in_and_sends_a_form(page: Page, shifan: str) -> None:  # noqa: F811
    page.goto(shifan + "/do/dossier.enter-enterprise")
    once = f"{page.evaluate('window.innerWidth')}v{version(page)}"
    page.locator("#field-enterprise").focus()
    for words in (f"chou{once}", f"示例丑{once}焦化加工点"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("个人加工点，未办执照")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("已登记")


def test_a_number_is_copied_as_one_sentence(page: Page, shifan: str) -> None:  # noqa: F811
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=shifan)
    page.goto(shifan)
    page.get_by_text("复制成一句话").click()
    expect(page.locator(".hero .say-done")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.match("截至.*，示范市应压减325万吨，已关停.*据压减账本至第\\d+条。$", copied)
    page.goto(f"{shifan}/language/en?next=/")
    page.locator(".hero .say summary").click()
    expect(page.locator(".hero .say-done")).to_have_text("Copied")
    page.goto(f"{shifan}/language/zh-CN?next=/")


@pytest.mark.parametrize("path", ["/", "/list", "/explain/target"])
def test_without_scripts_the_sentence_can_be_seen_and_selected(plain: Page, shifan: str, path: str) -> None:  # noqa: F811
    plain.goto(shifan + path)
    plain.locator(".say summary").first.click()
    expect(plain.locator(".say-words").first).to_be_visible()
    expect(plain.locator(".say-words").first).to_contain_text("据压减账本至第")
