"""手机到现场: the code beside a step holds the address of the visit made out for it, and the visit leads back to the step."""

import re
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import segno

from tests.web import test_forms
from tests.web.asking import Answer, ask
from tests.web.test_forms import COOKIE as TOKEN
from tests.web.test_forms import Browser, held
from tests.web.test_visits import PHOTO, multipart
from yajian.transact import Office
from yajian.web.headers import Wsgi
from yajian.web.onsite import _is_this_machine
from yajian.web.stage import COOKIE

browser = test_forms.browser

OVEN, GATE = "/facilities/L06/1号焦炉", "/gates/G-SHUTDOWN/L06/2号焦炉"
_QUIET = 2  # modules left white around a code


def read(
    stage: Wsgi, demo: Office, path: str, who: str = "示例东", query: str = "", host: str = "127.0.0.1:8000"
) -> Answer:
    cookie = f"{COOKIE}={demo.programme.roles.held_by[who][0]}"
    path = path.encode().decode("latin-1")  # WSGI hands an address over as the bytes of its UTF-8
    return ask(stage, path, HTTP_COOKIE=cookie, QUERY_STRING=query, HTTP_HOST=host)


def drawn(page: str) -> list[list[bool]]:
    """The code of a page as dark and light, read off the lines of its SVG."""
    svg = re.search(r'viewBox="0 0 (\d+) \d+"[^>]*><path transform="scale\((\d+)\)"[^>]* d="([^"]+)"', page)
    assert svg is not None
    size, path = int(svg[1]) // int(svg[2]) - 2 * _QUIET, svg[3]
    found = [[False] * size for _ in range(size)]
    x = y = 0.0
    for act, rest in re.findall(r"([Mmh])([^Mmh]+)", path):
        numbers = [float(one) for one in re.findall(r"-?[\d.]+", rest)]
        if act == "h":
            for at in range(int(numbers[0])):
                found[int(y) - _QUIET][int(x) - _QUIET + at] = True
            x += numbers[0]
        else:
            x, y = (numbers[0], numbers[1]) if act == "M" else (x + numbers[0], y + numbers[1])
    return found


def address(page: str) -> str:
    found = re.search(r'href="(http://[^"]+/visit\?[^"]+)"', page)
    assert found is not None
    return unescape(found[1])


@pytest.mark.parametrize(
    ("path", "about"),
    [
        (
            OVEN,
            {"part": "L06", "facility": "1号焦炉", "for": "closure.record-condition", "purpose": "日常检查"},
        ),
        (GATE, {"part": "L06", "facility": "2号焦炉", "for": "closure.record-condition", "purpose": "停炉"}),
        ("/acceptance/L06", {"part": "L06", "for": "acceptance.check", "purpose": "验收"}),
        (
            "/papers/2020-5",
            {"part": "L07a", "facility": "3号焦炉", "for": "papers.opine", "purpose": "停炉"}
            | {"then.paper": "2020-5", "then.step": "市级"},
        ),
    ],
)
def test_the_code_of_a_step_holds_the_address_of_its_visit(
    stage: Wsgi, demo: Office, path: str, about: dict[str, str]
) -> None:
    page = read(stage, demo, path).text
    found = address(page)
    assert {name: one for name, (one,) in parse_qs(urlsplit(found).query).items()} == about
    assert urlsplit(found)._replace(query="").geturl() == "http://127.0.0.1:8000/visit"
    expected = segno.make(found, error="m")
    assert drawn(page) == [[bool(one) for one in row] for row in expected.matrix]


def test_the_address_is_of_the_name_the_office_was_called_by_also_on_a_kept_page(
    stage: Wsgi, demo: Office
) -> None:
    for host in ("127.0.0.1:8000", "localhost:8000", "127.0.0.1:8000"):
        page = read(stage, demo, OVEN, host=host).text
        assert urlsplit(address(page)).netloc == host
        assert "手机到不了这个地址" in page


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1:8000", True),
        ("localhost", True),
        ("[::1]:8000", True),
        ("10.1.2.3:8000", False),
        ("yajian.shifan.gov.cn", False),
    ],
)
def test_which_names_a_telephone_cannot_reach(host: str, here: bool) -> None:
    assert _is_this_machine(host) is here


def test_who_may_not_record_a_visit_and_who_looks_at_the_past_gets_no_code(stage: Wsgi, demo: Office) -> None:
    assert "手机到现场" in read(stage, demo, OVEN).text
    assert "手机到现场" not in read(stage, demo, OVEN, "示例省").text
    past = read(stage, demo, OVEN, query="as_of=2020-08-01")
    assert past.status == 200
    assert "手机到现场" not in past.text


def test_what_was_accepted_or_is_closed_needs_no_code(stage: Wsgi, demo: Office) -> None:
    for path in ("/acceptance/L07a", "/papers/2020-1", "/papers/2020-6"):
        assert "手机到现场" not in read(stage, demo, path).text


def test_a_part_offers_its_own_ovens(stage: Wsgi, demo: Office) -> None:
    page = read(stage, demo, "/visit", query=urlencode({"part": "L06"})).text
    assert set(re.findall(r'<option value="(L[^"]+)"', page)) == {"L06/1号焦炉", "L06/2号焦炉"}


def sent(browser: Browser, **more: str) -> str:
    typed = {
        "command_id": "b" * 32,
        "oven": "L07a/3号焦炉",
        "purpose": "验收",
        "looked:0:key": "炉体",
        "looked:0:value": "已冷",
        "note": "无人",
        "effective": "2020-01-02",
        "csrfmiddlewaretoken": TOKEN,
    } | more
    body, kind = multipart(typed, {"现场.jpg": PHOTO})
    answer = ask(browser.pages, "/visit", "POST", body, HTTP_COOKIE=f"yajian_csrf={TOKEN}", CONTENT_TYPE=kind)
    assert answer.status == 302, answer.text
    return answer.headers["Location"]


def test_a_visit_for_an_acceptance_fills_the_record_of_the_oven_gone_to(browser: Browser) -> None:
    form = browser.open(sent(browser, **{"for": "acceptance.check"})).text
    filled = held(form)
    rows = [filled.get(f"looked:{at}:key") for at in range(4)]
    assert rows == ["3号焦炉", "4号焦炉", "关停", "设备去向"]
    assert filled["looked:0:found"] == "炉体：已冷；无人"
    assert not filled["looked:1:found"]
    assert "已收到" in form


def test_the_record_of_a_visit_comes_laid_out_for_the_part_it_is_opened_for(browser: Browser) -> None:
    filled = browser.fill("acceptance.check", urlencode({"part": "L07a"}))
    assert [filled[f"looked:{at}:key"] for at in range(4)] == ["3号焦炉", "4号焦炉", "关停", "设备去向"]
    named = browser.fill("acceptance.check", urlencode({"part": "L07a", "looked:0:key": "供电"}))
    assert named["looked:0:key"] == "供电"
    assert "关停" not in [named.get(f"looked:{at}:key") for at in range(4)]


def test_a_photograph_of_the_signed_paper_goes_to_the_step_the_paper_waits_for(browser: Browser) -> None:
    page = browser.open("/visit?" + urlencode({"for": "papers.close", "then.paper": "2020-9"})).text
    assert held(page)["then.paper"] == "2020-9"
    where = sent(browser, **{"for": "papers.close", "then.paper": "2020-9", "then.signer": "示例东"})
    asked = {name: one for name, (one,) in parse_qs(urlsplit(where).query).items()}
    assert (asked["paper"], asked["signer"]) == ("2020-9", "示例东")
    assert asked["kept"].endswith("现场.jpg")
