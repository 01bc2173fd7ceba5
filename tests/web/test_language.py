"""中文 or English: chosen by a link, remembered by the browser, and never mistaken for one another."""

import re

from tests.web.asking import Answer, ask
from yajian.web.headers import Wsgi
from yajian.web.language import COOKIE


def in_english(stage: Wsgi, address: str, **environ: str) -> Answer:
    return ask(stage, address, method="GET", body=b"", HTTP_COOKIE=f"{COOKIE}=en", **environ)


def test_the_office_speaks_chinese_until_somebody_chooses(stage: Wsgi) -> None:
    shown = ask(stage, "/")
    assert '<html lang="zh-CN">' in shown.text
    assert shown.headers["Content-Language"] == "zh-CN"
    assert re.search(r'<a class="tongue" href="/language/en\?next=/" lang="en"[^>]*>English</a>', shown.text)


def test_a_link_chooses_and_comes_back_to_the_page(stage: Wsgi) -> None:
    answer = ask(stage, "/language/en", QUERY_STRING="next=/list%3Fcounty%3Dshidong")
    assert (answer.status, answer.headers["Location"]) == (302, "/list?county=shidong")
    assert f"{COOKIE}=en" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]


def test_it_leads_to_no_other_place_and_knows_no_other_language(stage: Wsgi) -> None:
    answer = ask(stage, "/language/en", QUERY_STRING="next=//elsewhere.example/")
    assert answer.headers["Location"] == "/"
    assert ask(stage, "/language/fr").status == 404


def test_whoever_chose_english_is_spoken_to_in_english(stage: Wsgi) -> None:
    shown = in_english(stage, "/")
    assert '<html lang="en">' in shown.text
    assert shown.headers["Content-Language"] == "en"
    assert "Red lights and why" in shown.text
    assert re.search(r'href="/language/zh-CN\?next=/" lang="zh-CN"[^>]*>中文</a>', shown.text)


def test_names_of_the_books_stay_and_are_marked_as_chinese(stage: Wsgi) -> None:
    assert '<span lang="zh-CN">示东市</span>' in in_english(stage, "/").text


def test_a_kept_page_is_not_shown_in_the_other_language(stage: Wsgi) -> None:
    for _ in range(2):
        assert "县域进度" in ask(stage, "/").text
        assert "Progress by county" in in_english(stage, "/").text


def test_a_browser_that_changed_is_not_told_that_it_has_the_page(stage: Wsgi) -> None:
    tag = ask(stage, "/list").headers["ETag"]
    assert in_english(stage, "/list", HTTP_IF_NONE_MATCH=tag).status == 200


def test_what_is_not_there_is_said_in_english(stage: Wsgi) -> None:
    shown = in_english(stage, "/nothing")
    assert shown.status == 404
    assert "No such page" in shown.text


def test_an_exported_file_stays_chinese(stage: Wsgi) -> None:
    file = in_english(stage, "/list", QUERY_STRING="export=csv").text
    assert file == ask(stage, "/list", QUERY_STRING="export=csv").text
