"""The demonstration city in English, page after page, as its office, a county, an enterprise and an auditor: what stays
Chinese on a page stands in the plan or in the books, word for word."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from tests.web.asking import Answer, ask
from tests.web.peopled import opened, people_it
from yajian.demo import open_demo, prepare
from yajian.planfile.shipped import shipped
from yajian.transact import Office
from yajian.web import language, stage
from yajian.web.english.speech import Said, Speech
from yajian.web.headers import Wsgi
from yajian.web.server import application

CAST = ("示例办", "示例东", "示例丁", "示例审")
PER_KIND = 2
HISTORY = ("/?as_of=2020-03-01", "/list?known_at=2020-02-01", "/list?as_of=soon", "/as-of?date=2020-03-01")
NOWHERE = (
    "/nothing",
    "/facts/99999",
    "/do/no.such-act",
    "/dossiers/nobody",
    "/search?q=焦炉",
    "/search?q=entry%2012",
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_demo(prepare(tmp_path_factory.mktemp("english") / "demo", shipped())) as office:
        yield office


@pytest.fixture(scope="module")
def office_in_english(demo: Office, tmp_path_factory: pytest.TempPathFactory) -> Wsgi:
    return application(demo, Path(tmp_path_factory.mktemp("english-home")), demo=True)


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What a page wanted said and nobody is known to have written, and how far it was read."""
    found: dict[str, str] = {}

    def say(speech: Speech, text: str) -> str:
        said: Said = speech.said(text)
        if said.unknown:
            found[text] = said.words
        return said.words

    monkeypatch.setattr(Speech, "say", say)
    return found


class Visitor:
    def __init__(self, door: Wsgi, demo: Office, person: str) -> None:
        self._door = door
        self._part = next(one.grant for one in stage.parts(demo) if one.person == person)

    def get(self, address: str) -> Answer:
        path, _, query = address.partition("?")
        return ask(
            self._door,
            path.encode().decode("latin-1"),
            QUERY_STRING=quote(query, safe="=&%"),
            HTTP_COOKIE=f"{stage.COOKIE}={self._part}; {language.COOKIE}=en",
        )


def kind_of(address: str) -> str:
    """Of pages whose addresses differ only in which thing they show; every form is of its own kind."""
    path, _, query = address.partition("?")
    if path.startswith("/do/"):
        return path
    asked = "&".join(sorted(pair.partition("=")[0] for pair in query.split("&")))
    return f"{path.split('/')[1]} {path.count('/')} {asked}"


def walked(visitor: Visitor) -> Iterator[Answer]:
    """Every kind of page that is reached from the first one."""
    waiting, met = ["/", *HISTORY, *NOWHERE], {"/"}
    count: dict[str, int] = {}
    while waiting:
        answer = visitor.get(waiting.pop(0))
        if not answer.text or "html" not in answer.headers["Content-Type"]:
            continue
        yield answer
        for found in re.findall(r'href="(/[^"#]*)', answer.text):
            link, kind = unquote(found.replace("&amp;", "&")), kind_of(found.replace("&amp;", "&"))
            if link in met or link.startswith(("/static/", "/language/")) or "export=" in link:
                continue
            met.add(link)
            count[kind] = count.get(kind, 0) + 1
            if count[kind] <= PER_KIND:
                waiting.append(link)


@pytest.mark.parametrize("person", CAST)
def test_what_stays_chinese_is_somebodys_own_words(
    office_in_english: Wsgi, demo: Office, unread: dict[str, str], person: str
) -> None:
    pages = list(walked(Visitor(office_in_english, demo, person)))
    assert len(pages) > 30
    assert not unread, list(unread.items())[:8]
    for page in pages:
        assert '<html lang="en">' in page.text


def test_so_it_is_at_the_door_and_among_the_accounts(tmp_path: Path, unread: dict[str, str]) -> None:
    """What the demonstration does not have: signing in, one's own account, the people of the office and their log."""
    with opened(tmp_path) as house:
        people_it(house)
        stranger, officer, clerk = house.browser(), house.signed_in("示例系统"), house.signed_in("示例东")
        for browser in (stranger, officer, clerk):
            browser.cookies[language.COOKIE] = "en"
        shown = [stranger.get(address) for address in ("/sign-in", "/welcome/guess", "/sign-in?next=/list")]
        shown += [stranger.post("/sign-in", person="someone", password="guessed", code="")]
        shown += [
            officer.get(address)
            for address in ("/me", "/people", "/people/示例东", "/people/log", "/imports")
        ]
        shown += [
            clerk.get(address)
            for address in ("/", "/me", "/people", "/people/log", "/do/closure.record-condition")
        ]
        shown += [clerk.post("/me", do="password", old="x", new="y", again="z")]
    assert not unread, list(unread.items())[:8]
    assert [page.text[:300] for page in shown if page.text and '<html lang="en">' not in page.text] == []
