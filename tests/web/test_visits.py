"""到场: a plain form, and the same for a script that may have to send it again; both record once."""

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.web import test_forms
from tests.web.asking import Answer, ask
from tests.web.peopled import opened, people_it
from tests.web.test_forms import COOKIE, Browser, held
from yajian.core.rules.targets import counted
from yajian.core.words import PartId

browser = test_forms.browser

PHOTO = (Path(__file__).parents[1] / "stories" / "files" / "yard-1.jpg").read_bytes()


def multipart(typed: dict[str, str], files: dict[str, bytes]) -> tuple[bytes, str]:
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in typed.items()
    ]
    parts += [
        f'--b\r\nContent-Disposition: form-data; name="attach"; filename="{name}"\r\n'
        f"Content-Type: image/jpeg\r\n\r\n".encode()
        + content
        + b"\r\n"
        for name, content in files.items()
    ]
    return b"".join(parts) + b"--b--\r\n", "multipart/form-data; boundary=b"


def send(
    browser: Browser,
    script: bool = False,
    photo: bytes | None = PHOTO,
    step: str = "",
    purpose: str = "日常检查",
) -> Answer:
    sent = {
        "command_id": "a" * 32,
        "oven": "L07a/3号焦炉",
        "purpose": purpose,
        "looked:0:key": "炉体",
        "looked:0:value": "已冷",
        "effective": "2020-01-02",
        "for": step,
        "csrfmiddlewaretoken": COOKIE,
    }
    body, kind = multipart(sent, {"现场.jpg": photo} if photo else {})
    more = {"HTTP_ACCEPT": "application/json"} if script else {}
    return ask(
        browser.pages,
        "/visit",
        "POST",
        body,
        HTTP_COOKIE=f"yajian_csrf={COOKIE}",
        CONTENT_TYPE=kind,
        **more,
    )


def test_a_purpose_left_open_is_named_as_on_the_form(browser: Browser) -> None:
    answer = send(browser, purpose="")
    assert answer.status == 422
    assert '<a href="#field-purpose">为什么去</a>' in answer.text


def test_a_plain_form_records_a_visit_and_shows_it(browser: Browser) -> None:
    answer = send(browser)
    assert answer.status == 303, answer.text
    assert answer.headers["Location"].startswith("/visit?recorded=")
    assert "炉体：已冷" in browser.open("/visit").text


def test_a_script_is_told_and_sent_twice_it_is_one(browser: Browser) -> None:
    first, second = (json.loads(send(browser, script=True).text) for _ in range(2))
    assert first == second
    assert len(first["recorded"]) == 1


def test_what_is_declined_says_why_in_a_sentence(browser: Browser) -> None:
    answer = send(browser, script=True, photo=None)
    assert answer.status == 422
    assert "没有附任何照片" in json.loads(answer.text)["why"]
    answer = send(browser, script=True, photo=b"no picture \x00")
    assert answer.status == 422
    assert "附件" in json.loads(answer.text)["why"]
    answer = send(browser, photo=None)
    assert answer.status == 422
    assert "没有附任何照片" in answer.text


def test_a_text_called_a_photograph_is_none(browser: Browser) -> None:
    answer = send(browser, script=True, photo="炉体已冷\n".encode())
    assert answer.status == 422
    assert "没有照片" in json.loads(answer.text)["why"]


def test_the_photograph_of_a_visit_is_opened_from_its_entry_and_from_no_other(browser: Browser) -> None:
    recorded = json.loads(send(browser, script=True).text)["recorded"][0]
    page = browser.open(f"/facts/{recorded}").text
    [address] = set(re.findall(rf'src="(/facts/{recorded}/files/[0-9a-f]{{64}})"', page))
    shown = ask(browser.pages, address)
    assert (shown.status, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert ask(browser.pages, address.replace(f"/{recorded}/", "/1/")).status == 404
    assert ask(browser.pages, f"/facts/{recorded}/files/{'0' * 64}").status == 404


def test_the_script_asks_who_is_in_and_for_the_token_of_the_day(browser: Browser) -> None:
    said = json.loads(ask(browser.pages, "/visit", HTTP_ACCEPT="application/json").text)
    assert set(said) == {"token", "person"}


def test_a_visit_made_for_a_step_goes_on_to_its_form_with_the_pictures(browser: Browser) -> None:
    answer = send(browser, step="closure.record-condition")
    assert answer.status == 302
    where = answer.headers["Location"]
    assert where.startswith("/do/closure.record-condition?")
    form = browser.open(where).text
    assert "已收到" in form
    assert held(form)["facility"] == "3号焦炉"


def test_a_script_is_told_where_a_visit_goes_on_and_told_the_same_when_it_asks_again(
    browser: Browser,
) -> None:
    first, second = (
        json.loads(send(browser, script=True, step="closure.record-condition").text) for _ in range(2)
    )
    assert first == second
    assert first["then"].startswith("/do/closure.record-condition?")
    assert "已收到" in browser.open(first["then"]).text


def test_who_goes_for_a_county_is_offered_the_ovens_of_that_county_only(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        people_it(house)
        offered = {
            person: set(
                re.findall(r'<option value="([^"]+/[^"]+)"', house.signed_in(person).get("/visit").text)
            )
            for person in ("示例办公室", "示例东", "示例北")
        }
        counties = {one.part: one.county for one in counted(house.office.programme)}
    east = {one for one in offered["示例办公室"] if counties[PartId(one.partition("/")[0])] == "shidong"}
    assert east
    assert offered["示例东"] == east
    assert offered["示例北"].isdisjoint(east)


def test_a_visit_for_no_step_goes_nowhere(browser: Browser) -> None:
    assert json.loads(send(browser, script=True).text)["then"] == ""


@pytest.mark.parametrize("path", ["/visit", "/", "/facilities"])
def test_only_the_page_of_a_visit_may_ask_where_the_telephone_is(browser: Browser, path: str) -> None:
    said = browser.open(path).headers["Permissions-Policy"]
    assert ("geolocation=(self)" in said) == (path == "/visit")


def test_the_form_comes_filled_with_the_oven_it_was_opened_for(browser: Browser) -> None:
    page = browser.open("/visit?" + urlencode({"part": "L07a", "facility": "3号焦炉"})).text
    assert '<option value="L07a/3号焦炉" selected>' in page
