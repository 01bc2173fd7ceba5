"""Pages that are kept: never stale, nobody else's, and each browser's own form."""

import re
from datetime import date

import pytest

from tests.web.asking import Answer, ask
from yajian.core.decisions.dossier.interests import RecordInterest
from yajian.core.words import EnterpriseId
from yajian.transact import Done, Office
from yajian.web import kept
from yajian.web.acting import Acting
from yajian.web.headers import Wsgi
from yajian.web.stage import COOKIE


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses whose pages were made, and not found on the shelf."""
    found: list[str] = []
    put = kept.Shelf.put

    def noting(shelf: kept.Shelf, key: kept.Key, page: kept.Page) -> None:
        found.append(key.address)
        put(shelf, key, page)

    monkeypatch.setattr(kept.Shelf, "put", noting)
    return found


def token(answer: Answer) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.text)
    assert found is not None
    return found[1]


def without_token(answer: Answer) -> str:
    return answer.text.replace(token(answer), "")


def record_an_interest(demo: Office, summary: str) -> None:
    command = RecordInterest(
        enterprise=EnterpriseId("ding"), matter="其他", summary=summary, owner="示东市人民政府"
    )
    outcome = demo.transact(
        command, actor="示例东", organ="示东市", role="county", effective=date(2020, 8, 31)
    )
    assert isinstance(outcome, Done)


def test_a_page_is_made_once_while_nothing_changed(stage: Wsgi, made: list[str]) -> None:
    first, second = ask(stage, "/dossiers/ding"), ask(stage, "/dossiers/ding")
    assert made == ["/dossiers/ding"]
    assert without_token(first) == without_token(second)
    assert kept.OPEN not in first.text + second.text


def test_what_was_just_recorded_is_on_the_page(stage: Wsgi, demo: Office, made: list[str]) -> None:
    ask(stage, "/dossiers/ding")
    record_an_interest(demo, "职工集资款尚未退还")
    assert "职工集资款尚未退还" in ask(stage, "/dossiers/ding").text
    assert made == ["/dossiers/ding", "/dossiers/ding"]


def test_another_question_is_another_page(stage: Wsgi, made: list[str]) -> None:
    for query in ("", "as_of=2020-03-01", "as_of=2020-03-02"):
        ask(stage, "/list", QUERY_STRING=query)
    assert made == ["/list", "/list?as_of=2020-03-01", "/list?as_of=2020-03-02"]


def test_nobody_gets_what_was_made_for_another(stage: Wsgi, demo: Office, made: list[str]) -> None:
    office = ask(stage, "/survey")
    mayor = ask(stage, "/survey", HTTP_COOKIE=f"{COOKIE}={demo.programme.roles.held_by['示例一'][0]}")
    assert "现在的身份是只读" in mayor.text
    assert "现在的身份是只读" not in office.text
    assert made == ["/survey", "/survey"]


def test_each_browser_has_a_form_of_its_own(stage: Wsgi) -> None:
    one, other = ask(stage, "/"), ask(stage, "/")
    assert token(one) != token(other)
    assert one.headers["Set-Cookie"] != other.headers["Set-Cookie"]


def test_a_browser_that_has_the_page_is_told_so_until_something_is_recorded(
    stage: Wsgi, demo: Office
) -> None:
    first = ask(stage, "/list")
    cookie = first.headers["Set-Cookie"].partition(";")[0]
    again = ask(stage, "/list", HTTP_COOKIE=cookie)
    asked = {"HTTP_COOKIE": cookie, "HTTP_IF_NONE_MATCH": again.headers["ETag"]}
    unchanged = ask(stage, "/list", method="GET", body=b"", **asked)
    assert (unchanged.status, unchanged.text) == (304, "")
    record_an_interest(demo, "另有一项")
    assert ask(stage, "/list", method="GET", body=b"", **asked).status == 200


def test_another_browser_is_not_told_that_it_has_the_page(stage: Wsgi) -> None:
    answer = ask(stage, "/list")
    assert (
        ask(
            stage, "/list", HTTP_COOKIE="yajian_csrf=another", HTTP_IF_NONE_MATCH=answer.headers["ETag"]
        ).status
        == 200
    )


@pytest.mark.parametrize("address", ["/do/closure.record-condition", "/nothing", "/dossiers/nobody"])
def test_a_form_and_a_page_that_is_not_there_are_not_kept(stage: Wsgi, made: list[str], address: str) -> None:
    answer = ask(stage, address)
    assert made == []
    assert kept.OPEN not in answer.text


def test_the_shelf_lets_go_of_what_was_asked_for_longest_ago() -> None:
    shelf = kept.Shelf(room=1600)
    for address in "一二三四五六七八九十":
        shelf.put(key(address), page(100))
    shelf.put(key("大"), page(101))
    for address in "甲乙丙丁戊己":
        shelf.put(key(address), page(100))
    assert shelf.find(key("一")) is not None
    shelf.put(key("庚"), page(100))
    assert shelf.find(key("一")) is not None
    assert shelf.find(key("二")) is None
    assert shelf.find(key("大")) is None  # no single page takes so much of the room


def key(address: str) -> kept.Key:
    who = Acting(actor="示例办", organ="市领导小组办公室", role="office")
    return kept.Key(
        leaf="0", day=date(2020, 8, 31), address=address, who=who, language="zh-CN", office="http://示例/"
    )


def page(size: int) -> kept.Page:
    return kept.Page(body=b"x" * size, headers=(), holds_form=False)
