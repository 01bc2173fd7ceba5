"""The capacity book in HTML: every tonnage names its basis, and no figure adds two of them.

Each basis has decimal places of its own here: a figure with digits of two bases in it has mixed them.
"""

import re
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import msgspec
import pytest
import waitress
from playwright.sync_api import Browser

from tests.web.asking import Answer, ask
from yajian import planfile
from yajian.core.decisions.charter import AdoptPlan
from yajian.core.decisions.register import EnterFiling, OpenUnit, StateStanding
from yajian.core.plan import Plan
from yajian.core.rules.targets import counted
from yajian.core.words import Command, Digest, Tonnes, UnitId
from yajian.transact import Done, Office
from yajian.web.headers import Wsgi
from yajian.web.server import application

PLAN = Path(__file__).resolve().parents[2] / "plans" / "shifan-2019"
FIVE = {"filed": 10**9, "built": 10**6, "operating": 10**4, "stopped": 10**2, "retired": 10**0}
DIFFERENCES = {"unsupported", "unbuilt"}
LEDGERS = {"paper": FIVE["filed"], "ground": FIVE["stopped"]}
UNITS = (UnitId("示例 1"), UnitId("示例/2"), UnitId("示例-3"))


class Figure(msgspec.Struct, frozen=True):
    """A figure as the page shows it, in whole tonnes, with the basis it names."""

    basis: str
    tonnes: int
    place: str  # cell, total or elsewhere


class Figures(HTMLParser):
    """Reads every figure of a page; a numeric cell without a basis stands in `bare`."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Figure] = []
        self.bare: list[str] = []
        self._place, self._basis = "elsewhere", ""
        self._cell: str | None = None
        self._named = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in ("tbody", "tfoot"):
            self._place = "cell" if tag == "tbody" else "total"
        if tag == "td" and "num" in (said.get("class") or "").split():
            self._cell, self._named = "", False
        if "data-basis" in said:
            self._basis = said["data-basis"] or ""
            self._named = True

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell += data
        if self._basis and data.strip():
            self.found.append(Figure(self._basis, tonnes(data), self._place))

    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self._basis = ""
        if tag == "td" and self._cell is not None:
            if not self._named and self._cell.strip() != "—":
                self.bare.append(self._cell.strip())
            self._cell = None
        if tag == "table":
            self._place = "elsewhere"


def tonnes(shown: str) -> int:
    """万吨 as shown → whole tonnes."""
    whole, _, rest = shown.strip().replace(",", "").partition(".")
    return int(whole) * 10_000 + int((rest + "0000")[:4])


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """示范市 with three units of three firms: so many times each basis's own place."""
    home = tmp_path_factory.mktemp("capacity")
    clock = datetime(2020, 3, 1, tzinfo=UTC)
    with Office(home, load_plan=planfile.load_bytes, clock=lambda: clock) as made:
        files = tuple(made.keep(PLAN / name) for name in ("plan.yaml", "document.txt"))
        _do(made, AdoptPlan(plan_file=files[0], document_file=files[1]), files)
        for times, (unit, part) in enumerate(zip(UNITS, counted(made.programme), strict=False), 1):
            number = f"示备〔2011〕{times}号"
            filed, built = Tonnes(times * FIVE["filed"]), Tonnes(times * FIVE["built"])
            entry = EnterFiling(
                number=number,
                enterprise=part.enterprise,
                filed_on=date(2011, 5, 1),
                filed_t=filed,
                issuer="示范市经济委员会",
            )
            _do(made, entry, files)
            _do(made, OpenUnit(unit=unit, filing_no=number, filed_t=filed, part=part.part), files)
            state = StateStanding(
                unit=unit,
                built_t=built,
                operating_t=Tonnes(times * FIVE["operating"]),
                stopped_t=Tonnes(times * FIVE["stopped"]),
            )
            _do(made, state, files)
        yield made


def _do(office: Office, command: Command, files: tuple[Digest, ...]) -> None:
    outcome = office.transact(
        command,
        actor="示例经办",
        organ="示范市工信局",
        role="installer",
        effective=date(2020, 2, 1),
        evidence=files,
    )
    assert isinstance(outcome, Done), outcome


@pytest.fixture
def web(office: Office) -> Wsgi:
    return application(office)


def get(web: Wsgi, path: str, query: str = "") -> Answer:
    """As a server hands it over: the path's bytes, each as one character."""
    return ask(web, path.encode().decode("latin-1"), QUERY_STRING=query)


def page(web: Wsgi, path: str) -> tuple[Figures, str]:
    found = get(web, path)
    assert found.status == 200, path
    return Figures(found.text), found.text


PATHS = ["/capacity", *(f"/capacity/{unit}" for unit in UNITS)]


@pytest.mark.parametrize("path", PATHS)
def test_every_tonnage_on_the_page_names_its_basis(web: Wsgi, path: str) -> None:
    figures, _ = page(web, path)
    assert figures.bare == []
    assert {one.basis for one in figures.found} <= FIVE.keys() | DIFFERENCES | LEDGERS.keys()
    assert {one.basis for one in figures.found} >= FIVE.keys() | DIFFERENCES


@pytest.mark.parametrize("path", PATHS)
def test_no_figure_on_the_page_adds_one_basis_to_another(web: Wsgi, path: str) -> None:
    figures, _ = page(web, path)
    for one in figures.found:
        if one.basis in FIVE:
            times, rest = divmod(one.tonnes, FIVE[one.basis])
            assert rest == 0, one
            assert times < 10, one


def test_totals_are_the_sum_of_their_own_column(web: Wsgi) -> None:
    _, text = page(web, "/capacity")
    tables = [Figures(part) for part in re.findall(r"<table.*?</table>", text, re.DOTALL)]
    summed = [table for table in tables if any(one.place == "total" for one in table.found)]
    assert len(summed) == 3  # by county, by enterprise, by unit
    for table in summed:
        for basis in (*FIVE, *DIFFERENCES):
            cells = [one.tonnes for one in table.found if (one.basis, one.place) == (basis, "cell")]
            totals = [one.tonnes for one in table.found if (one.basis, one.place) == (basis, "total")]
            assert totals == [sum(cells)], basis


def test_the_page_of_a_unit_quotes_the_clauses_that_lock_it_and_shows_both_dates(
    web: Wsgi, office: Office
) -> None:
    _, text = page(web, f"/capacity/{UNITS[0]}")
    plan: Plan = office.plan()
    for condition in (c for gate in plan.gates.values() for c in gate.conditions):
        if condition.need == "lot_not_retired":
            assert plan.clauses[condition.clauses[0]].text in text
    assert "2020-02-01" in text  # so in the world
    assert "2020-03-01 08:00" in text  # entered


def test_a_unit_that_is_not_there_yet_has_no_page(web: Wsgi) -> None:
    assert get(web, "/capacity/无此单元").status == 404
    before = get(web, f"/capacity/{UNITS[0]}", "as_of=2020-01-31")
    assert before.status == 404


def test_every_unit_in_the_book_leads_to_its_page(web: Wsgi) -> None:
    _, text = page(web, "/capacity")
    for unit in UNITS:
        assert f'href="/capacity/{quote(unit)}"' in text


@pytest.fixture(scope="module")
def address(office: Office) -> Iterator[str]:
    server = waitress.create_server(application(office), host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_book_and_a_unit_fit_a_wide_screen_and_a_telephone(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
    complaints: list[str] = []
    shown = context.new_page()
    shown.on("console", lambda message: complaints.append(message.text))
    for path in ("/capacity", f"/capacity/{quote(UNITS[1])}"):
        shown.goto(address + path)
        assert shown.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
    assert complaints == []
