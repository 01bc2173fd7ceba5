"""What leaves the office's door: the policy on everything, files for ever, pages never kept, nobody else let in."""

import pytest

from tests.web.asking import ask
from yajian.web.headers import ALWAYS, POLICY, Wsgi, complete
from yajian.web.statics import addresses, static_url


@pytest.mark.parametrize("path", ["/read", "/nowhere", "/broken", "/static/theme.css"])
def test_every_answer_carries_every_protective_header(office: Wsgi, path: str) -> None:
    answer = ask(office, path)
    for name, value in ALWAYS.items():
        assert answer.headers[name] == value


def test_the_policy_lets_in_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert "default-src 'none'" in POLICY
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "*" not in POLICY


def test_a_page_cannot_weaken_what_the_office_says() -> None:
    headers = dict(
        complete([("content-security-policy", "default-src *"), ("X-Frame-Options", "SAMEORIGIN")])
    )
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Frame-Options"] == "DENY"
    assert "content-security-policy" not in headers


def test_a_page_is_asked_for_again_each_time_unless_it_says_otherwise(office: Wsgi) -> None:
    assert ask(office, "/read").headers["Cache-Control"] == "private, no-cache"
    assert dict(complete([("cache-control", "no-store")])).get("Cache-Control") is None


def test_a_static_file_is_kept_for_ever_under_an_address_that_follows_its_content(office: Wsgi) -> None:
    path, _, version = static_url("theme.css").partition("?v=")
    answer = ask(office, path, QUERY_STRING=f"v={version}")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == 'text/css; charset="utf-8"'
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_every_static_file_has_an_address_and_a_name_that_is_not_there_has_none() -> None:
    assert "vendor/tabler-icons/sprite.svg" in addresses()
    with pytest.raises(KeyError):
        static_url("no-such-file.css")


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_the_machine_s_own_names_are_answered(office: Wsgi, host: str) -> None:
    assert ask(office, "/read", HTTP_HOST=host).status == 200


@pytest.mark.parametrize("host", ["office.example", "127.0.0.1.example", "192.168.1.5:8000", ""])
def test_a_foreign_name_for_this_machine_is_turned_away(office: Wsgi, host: str) -> None:
    answer = ask(office, "/read", HTTP_HOST=host)
    assert answer.status == 400
    assert "请用本机地址打开" in answer.text


def test_a_page_finds_its_office_on_the_request(office: Wsgi) -> None:
    assert ask(office, "/read").text == "这里是甲办公室"
