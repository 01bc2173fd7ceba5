"""Whoever may not read everything is told of nothing that it is missing, unless it is: every page, as everybody.

A page tells what is missing by words like 未报. What such a line says to a county, a firm or a court must stand on the
same page as the whole office reads it; or it says itself that it speaks of what is shown, 查阅范围.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from tests.web.asking import Answer, ask
from yajian.core.decisions.people import EnterPerson
from yajian.core.decisions.roles import GrantRole
from yajian.core.reports.inbox import waiting
from yajian.core.reports.progress import progress
from yajian.core.rules import roles
from yajian.core.rules.organs import organ as find_organ
from yajian.core.rules.roles.sight import EVERYTHING, Sight, sight
from yajian.core.words import Command, DocumentNo, OrganId
from yajian.demo import open_demo, prepare
from yajian.planfile.shipped import shipped
from yajian.seen import Sights
from yajian.transact import Done, Office
from yajian.web.headers import Wsgi
from yajian.web.server import application
from yajian.web.stage import COOKIE, parts

OFFICE = "示例办"
ADDED = {  # who is not of the demonstration's cast: organ and role
    "示例抄": ("市委办公室", "reader"),
    "示例县读": ("shinan", "reader"),
    "示例人社": ("city_hr", "bureau"),
}
SCOPED = [
    "示例东",
    "示例西",
    "示例县读",
    "示例戊",
    "示例庚",
    "示例丁",
    "示例管",
    "示例法",
]  # counties, a firm, an officer, a court
LETTER = DocumentNo("示工信函〔2020〕1号")
MISSING = re.compile("未|缺|没有|尚无|尚未|逾期|空缺|不齐|都有|都报|已齐|还差|0 ?[/／]")
SAID_OF_ITSELF = re.compile("查阅范围|不等于|^您看到的是")
COUNTED = re.compile(r"^[^：]{0,12} ?[\d.]+( 万吨| 件| 户)?( |$)|^共 \d+")  # a sum of what is shown
PER_ROUTE = 6  # pages of one kind are made alike


class Lines(HTMLParser):
    """What a page says between its frame, a line for each row, point, paragraph or term."""

    BREAKS = frozenset({"tr", "li", "p", "dt", "dd", "h1", "h2", "h3", "div", "summary", "figcaption"})
    LEFT_OUT = frozenset({"script", "style", "form", "nav", "header", "footer", "svg"})
    VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "rect", "line", "use", "circle", "path"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._open: list[bool] = []  # of each open element: whether it is read
        self._words: list[str] = []
        self.feed(page)
        self._end()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BREAKS:
            self._end()
        if tag in self.VOID:
            return
        why = "act-why" in (dict(attrs).get("class") or "")  # a grey button says why to each his own
        inside = tag == "main" or bool(self._open and self._open[-1])
        self._open.append(inside and tag not in self.LEFT_OUT and not why)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BREAKS:
            self._end()
        if tag not in self.VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1]:
            self._words.append(data)

    def _end(self) -> None:
        line = " ".join("".join(self._words).split())
        self._words = []
        if line:
            self.lines.append(line)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_demo(prepare(tmp_path_factory.mktemp("told") / "demo", shipped())) as office:
        for person, (organ, role) in ADDED.items():
            record(office, EnterPerson(person=person, organ=OrganId(organ)), "示例管", "system")
            grant = GrantRole(person=person, organ=OrganId(organ), role=role, document=LETTER)
            record(office, grant, "示例安", "security")
        yield office


def record(office: Office, command: Command, actor: str, role: str) -> None:
    outcome = office.transact(command, actor=actor, organ="市工信局", role=role, effective=office.today())
    assert isinstance(outcome, Done), outcome


@pytest.fixture(scope="module")
def stage(demo: Office, tmp_path_factory: pytest.TempPathFactory) -> Wsgi:
    return application(demo, Path(tmp_path_factory.mktemp("told-home")), demo=True)


class Visitor:
    def __init__(self, stage: Wsgi, demo: Office, person: str) -> None:
        self._stage = stage
        self._part = next(one.grant for one in parts(demo) if one.person == person)

    def get(self, address: str) -> Answer:
        path, _, query = address.partition("?")
        return ask(
            self._stage,
            path.encode().decode("latin-1"),
            QUERY_STRING=quote(query, safe="=&%"),
            HTTP_COOKIE=f"{COOKIE}={self._part}",
        )


def kind_of(address: str) -> str:
    """Of pages whose addresses differ only in which thing they show."""
    path, _, query = address.partition("?")
    asked = "&".join(sorted(pair.partition("=")[0] for pair in query.split("&")))
    return f"{path.split('/')[1]} {path.count('/')} {asked}"


def walked(visitor: Visitor) -> Iterator[tuple[str, str]]:
    """Every page that is reached from the first one, some of each kind, with its address."""
    waiting, met = ["/"], {"/"}
    count: dict[str, int] = {}
    while waiting:
        address = waiting.pop(0)
        answer = visitor.get(address)
        assert answer.status in (200, 303), address
        if "html" not in answer.headers.get("Content-Type", ""):
            continue
        yield address, answer.text
        for found in re.findall(r'href="(/[^"#]*)', answer.text):
            link = unquote(found.replace("&amp;", "&"))
            kind = kind_of(link)
            if link in met or link.startswith(("/static/", "/do/", "/language/")) or "export=" in link:
                continue
            met.add(link)
            count[kind] = count.get(kind, 0) + 1
            if count[kind] <= PER_ROUTE:
                waiting.append(link)


@pytest.mark.parametrize("person", SCOPED)
def test_what_one_is_told_to_be_missing_is_missing_in_the_whole_office(
    stage: Wsgi, demo: Office, person: str
) -> None:
    whole = Visitor(stage, demo, OFFICE)
    untrue = []
    for address, page in walked(Visitor(stage, demo, person)):
        if address.startswith("/inbox"):  # a desk of one's own: the next test
            continue
        lines = (
            one for one in Lines(page).lines if not one.startswith("{")
        )  # an entry's bytes say nothing in words
        said = [line for line in lines if MISSING.search(line)]
        told = whole.get(address)
        if told.status == 404:  # the officers' own pages: people and accounts, which are no records
            assert address.startswith("/people")
            continue
        everybody = set(Lines(told.text).lines)
        untrue += [
            f"{address}：{line}"
            for line in said
            if line not in everybody and not SAID_OF_ITSELF.search(line) and not COUNTED.search(line)
        ]
    assert not untrue, "\n".join(untrue)


def eyes_of(demo: Office, person: str) -> Sight:
    part = next(one for one in parts(demo) if one.person == person)
    grant = roles.grant(demo.programme, part.grant)
    assert grant is not None
    organ = find_organ(demo.plan(), demo.programme, grant.fact.organ, demo.today())
    assert organ is not None
    return sight(part.role, organ.level, organ.county, organ.enterprise, organ.id)


def test_everybody_else_of_the_cast_reads_everything_or_as_one_of_these_does(demo: Office) -> None:
    def kind(eyes: Sight) -> tuple[bool, bool, bool, bool]:
        return (
            eyes.everything,
            eyes.county is not None,
            eyes.enterprise is not None,
            eyes.court is not None,
        )

    walked = {kind(eyes_of(demo, person)) for person in SCOPED}
    everybody = {one.person: kind(eyes_of(demo, one.person)) for one in parts(demo)}
    assert kind(EVERYTHING) not in walked
    assert set(everybody.values()) == walked | {kind(EVERYTHING)}
    assert everybody["示例省"] == everybody["示例人社"] == everybody["示例审"] == kind(EVERYTHING)
    assert everybody["示例电"] == everybody["示例抄"] == kind(eyes_of(demo, "示例管"))


@pytest.mark.parametrize("person", SCOPED)
def test_what_waits_for_one_waits_in_the_whole_office(demo: Office, person: str) -> None:
    def told(office: Office) -> set[tuple[str, str]]:
        sheet = progress(office.plan(), office.programme, office.today(), sight=office.sight)
        return {(one.what, one.about) for one in waiting(office.plan(), office.programme, sheet)}

    assert told(Sights(demo).through(eyes_of(demo, person))) <= told(demo)
