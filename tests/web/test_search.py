"""找 as asked over HTTP: grouped, marked, by number, and for whom it is."""

from pathlib import Path
from urllib.parse import quote

import pytest

from tests.web.asking import ask
from tests.web.peopled import SECRET, opened, people_it
from tests.web.test_inbox import pages  # noqa: F401  # an office with two numbers stated
from yajian.web.headers import Wsgi
from yajian.web.render import marked


def shown(pages: Wsgi, query: str) -> str:  # noqa: F811
    found = ask(pages, "/search", QUERY_STRING=quote(query, safe="=&"))
    assert found.status == 200, found.text
    return found.text


def test_what_is_found_is_grouped_marked_and_led_to(pages: Wsgi) -> None:  # noqa: F811
    page = shown(pages, "q=示例焦化丁")
    assert '<a href="/dossiers/ding"><mark>示例焦化丁</mark>有限公司</a>' in page
    assert "含“示例焦化丁”的有" in page


def test_one_kind_alone_shows_all_of_it(pages: Wsgi) -> None:  # noqa: F811
    assert "全部列出" in shown(pages, "q=企业")
    assert "全部列出" not in shown(pages, "q=企业&kind=clause")
    assert shown(pages, "q=企业&kind=没有这一类").count("card-head") == shown(pages, "q=企业").count(
        "card-head"
    )


@pytest.mark.parametrize("words", ["6", "第6条", "第 6 条"])
def test_an_entry_is_found_by_its_number(pages: Wsgi, words: str) -> None:  # noqa: F811
    assert 'href="/facts/6"' in shown(pages, f"q={words}")


def test_an_entry_that_was_not_there_yet_is_not_found(pages: Wsgi) -> None:  # noqa: F811
    assert 'href="/facts/6"' not in shown(pages, "q=6&known_at=2020-01-03")
    assert 'href="/facts/999"' not in shown(pages, "q=999")


def test_nothing_found_says_so_and_no_words_ask_for_some(pages: Wsgi) -> None:  # noqa: F811
    assert "没有找到" in shown(pages, "q=没有这样的字")
    assert "含“" not in shown(pages, "q=")


def test_the_box_stands_on_every_page_and_keeps_the_day_asked_about(pages: Wsgi) -> None:  # noqa: F811
    page = ask(pages, "/clauses", QUERY_STRING="as_of=2020-01-03").text
    assert 'action="/search"' in page
    assert '<input type="hidden" name="as_of" value="2020-01-03">' in page.split('action="/search"')[1]


def test_what_is_marked_is_the_words_and_never_markup() -> None:
    assert marked("<b>甲乙</b>", "乙") == "&lt;b&gt;甲<mark>乙</mark>&lt;/b&gt;"
    assert marked("甲(乙", "(") == "甲<mark>(</mark>乙"
    assert marked("甲", "") == "甲"


@pytest.mark.usefixtures("quick_hashes")
def test_a_county_does_not_find_what_is_another_countys(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        people_it(house)
        address = f"/search?q={quote(SECRET)}"
        assert f"<mark>{SECRET}</mark>1号" in house.signed_in("示例北").get(address).text
        assert f"<mark>{SECRET}</mark>" not in house.signed_in("示例东").get(address).text
