"""The pages for what cannot be answered: each in the office's look, each with what to do, none with a trace."""

import re

import pytest

from tests.web.asking import Answer, ask
from yajian.web import errors
from yajian.web.headers import Wsgi
from yajian.web.settings import BODY_LIMIT, FORM_LIMIT


def is_a_page(answer: Answer) -> bool:
    return '<main class="wrap"' in answer.text and "怎么办" in answer.text and "Traceback" not in answer.text


def opened_form(office: Wsgi) -> tuple[str, str]:
    """A form as a browser has it open: the cookie and the hidden field."""
    shown = ask(office, "/form")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown.text)
    assert token is not None
    return shown.headers["Set-Cookie"].partition(";")[0], token[1]


def test_an_address_without_a_page_says_where_to_go(office: Wsgi) -> None:
    answer = ask(office, "/nowhere")
    assert answer.status == 404
    assert is_a_page(answer)
    assert "没有这一页" in answer.text


def test_a_wrong_method_is_explained_and_still_names_the_right_one(office: Wsgi) -> None:
    answer = ask(office, "/submit")
    assert answer.status == 405
    assert is_a_page(answer)
    assert answer.headers["Allow"] == "POST"


def test_a_form_that_did_not_come_from_this_office_is_refused(office: Wsgi) -> None:
    answer = ask(office, "/submit", "POST", b"word=1")
    assert answer.status == 403
    assert is_a_page(answer)


def test_a_form_that_came_from_this_office_is_accepted(office: Wsgi) -> None:
    cookie, token = opened_form(office)
    body = f"csrfmiddlewaretoken={token}&word=1".encode()
    answer = ask(office, "/submit", "POST", body, HTTP_COOKIE=cookie)
    assert (answer.status, answer.text) == (200, "收到 1")


def test_a_form_sent_from_another_site_is_refused_even_with_the_cookie(office: Wsgi) -> None:
    cookie, token = opened_form(office)
    body = f"csrfmiddlewaretoken={token}&word=1".encode()
    answer = ask(office, "/submit", "POST", body, HTTP_COOKIE=cookie, HTTP_ORIGIN="https://elsewhere.example")
    assert answer.status == 403


def test_the_cookie_of_a_form_is_for_this_office_alone(office: Wsgi) -> None:
    said = ask(office, "/form").headers["Set-Cookie"]
    assert "HttpOnly" in said
    assert "SameSite=Strict" in said


def test_a_body_above_the_limit_is_refused_by_its_announced_size(office: Wsgi) -> None:
    answer = ask(office, "/submit", "POST", CONTENT_LENGTH=str(BODY_LIMIT + 1))
    assert answer.status == 413
    assert is_a_page(answer)
    assert "30 MB" in answer.text


def test_a_form_with_too_much_typed_text_is_refused(office: Wsgi) -> None:
    cookie, _ = opened_form(office)
    answer = ask(office, "/submit", "POST", b"word=" + b"a" * FORM_LIMIT, HTTP_COOKIE=cookie)
    assert answer.status == 413


def test_a_broken_page_shows_a_number_and_keeps_its_details_to_the_log(
    office: Wsgi, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    answer = ask(office, "/broken")
    assert answer.status == 500
    assert is_a_page(answer)
    assert "秘密的细节" not in answer.text
    number = re.search(r"<code>(\w{8})</code>", answer.text)
    assert number is not None
    assert capsys.readouterr().out == ""


def test_when_even_the_error_page_breaks_plain_words_remain(
    office: Wsgi, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("look is broken")

    monkeypatch.setattr(errors, "render", fails)
    answer = ask(office, "/broken")
    assert answer.status == 500
    assert "办公室这边出了差错" in answer.text
    assert "broken" not in answer.text


@pytest.mark.parametrize("status", sorted(errors.SAID))
def test_every_error_says_what_happened_and_what_to_do(status: int) -> None:
    title, finding, way_forward = errors.SAID[status]
    assert finding.endswith("。")
    assert way_forward.startswith("请")
    assert not title.endswith("。")
