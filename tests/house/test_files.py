"""Papers, and workbooks that were imported, go to whoever may read what names them: a matrix of everybody and each file."""

import re
from collections.abc import Iterator

import msgspec
import pytest

from tests.sheets import ledgers
from tests.web.peopled import LETTER, PEOPLE, SECRET, Browser, Peopled, opened, people_it
from tests.web.test_forms import multipart
from yajian import drafting
from yajian.core.decisions.dossier.importing import EnterpriseLine, ImportLedger
from yajian.core.decisions.papers import Draft, Number, Opine
from yajian.core.rules.papers import STEPS
from yajian.core.rules.roles.sight import Sight
from yajian.core.words import CountyId, Digest, PaperId
from yajian.seen import Sights
from yajian.sheets.layout import layout

WIDE = {"示例办公室", "示例局", "示例审计"}  # who reads everything
EAST, NORTH = {"示例东"}, {"示例北"}  # whose own it is; a county's papers and ledgers are no firm's
NAMES = sorted(PEOPLE)


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """An office with a paper and a ledger of each of two counties, a ledger of the city's, and a workbook just sent."""

    house: Peopled
    papers: dict[str, PaperId]
    ledgers: dict[str, Digest]
    browsers: dict[str, Browser]


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filed]:
    with opened(tmp_path_factory.mktemp("files")) as house:
        people_it(house)
        books = {"": "市", "shidong": "东", "shibei": SECRET}
        yield Filed(
            house=house,
            papers={county: draft(house, county, word) for county, word in books.items() if county},
            ledgers={county: imported(house, county, word) for county, word in books.items()}
            | {"sent": workbook(house, "刚收到", 4)},
            browsers={name: house.signed_in(name) for name in PEOPLE},
        )


def table(house: Peopled) -> str:
    """The plan's id of the dispatch table."""
    return next(one.id for one in house.office.plan().templates.values() if one.draws == "progress")


def as_office(house: Peopled, command: object) -> object:
    return house.record(command, actor="示例办公室", organ="leading_group_office", role="office")  # type: ignore[arg-type]


def draft(house: Peopled, county: str, word: str) -> PaperId:
    """A dispatch table, signed by all and numbered in the city's own series."""
    asked = Draft(
        template=table(house),
        title=f"{word}进度表",
        issuer="示范市领导小组办公室",
        drafted_by="示例癸",
        county=CountyId(county),
        as_of=house.office.today(),
        known=house.office.programme.seq,
    )
    prepared = drafting.prepare(house.office, asked)
    assert isinstance(prepared, Draft), prepared
    as_office(house, prepared)
    paper = list(house.office.programme.papers.papers)[-1]
    for step in STEPS:
        as_office(house, Opine(paper=paper, step=step, name=f"{word}{step}"))
    as_office(house, Number(paper=paper, code="示压减办"))
    return paper


def workbook(house: Peopled, name: str, firms: int) -> Digest:
    return house.office.keep(
        ledgers.good(layout(house.office.plan()), house.folder / f"{name}.xlsx", firms=firms)
    )


def imported(house: Peopled, county: str, word: str) -> Digest:
    at = ("", "shidong", "shibei").index(county)
    file = workbook(house, f"台账{at}", at + 1)
    row = EnterpriseLine(
        sheet="企业",
        row=3,
        code=ledgers.code(60 + at),
        name=f"示例焦化{word}新有限公司",
        county=CountyId(county or "shidong"),
    )
    command = ImportLedger(
        file=file,
        said_by=f"{word}工信局",
        document=LETTER,
        county=CountyId(county) if county else None,
        enterprises=(row,),
    )
    as_office(house, command)
    return file


def readers(county: str) -> set[str]:
    """Who may read what was recorded for a county, or with none for the city."""
    return WIDE | {"shidong": EAST, "shibei": NORTH, "": set()}[county]


@pytest.mark.parametrize("piece", ["", "/draft", "/workbook", "/review", "/fair"])
@pytest.mark.parametrize("person", NAMES)
def test_a_paper_and_each_of_its_files_goes_to_whose_it_is(filed: Filed, person: str, piece: str) -> None:
    for county, paper in filed.papers.items():
        answer = filed.browsers[person].get(f"/papers/{paper}{piece}")
        assert answer.status == (200 if person in readers(county) else 404), county


@pytest.mark.parametrize("person", NAMES)
def test_the_register_and_the_series_tell_nothing_of_papers_that_are_not_shown(
    filed: Filed, person: str
) -> None:
    page = filed.browsers[person].get("/papers").text
    for county, paper in filed.papers.items():
        assert (f"/papers/{paper}" in page) == (person in readers(county))
    assert (SECRET in page) == (person in readers("shibei"))
    assert "另行登记" not in page


@pytest.mark.parametrize("person", NAMES)
def test_an_imported_workbook_goes_to_whose_it_is(filed: Filed, person: str) -> None:
    browser = filed.browsers[person]
    for county, file in filed.ledgers.items():
        may = county == "sent" or person in readers(county)
        assert browser.get(f"/imports/{file}/original.xlsx").status == (200 if may else 404), county
        shown = file[:12] in browser.get("/imports").text
        assert shown == (may and county != "sent"), county


@pytest.mark.parametrize("person", [*NORTH, *EAST])
def test_a_workbook_of_anothers_is_not_looked_at_nor_marked(filed: Filed, person: str) -> None:
    for county in ("shidong", "shibei"):
        if person in readers(county):
            continue
        for address in ("", "/marked.xlsx"):
            answer = filed.browsers[person].get(f"/imports/{filed.ledgers[county]}{address}")
            assert answer.status == 404
            assert SECRET not in answer.text
        nothing = filed.browsers[person].get(f"/imports/{'0' * 64}{address}")
        assert plain(nothing.text) == plain(answer.text).replace(filed.ledgers[county], "0" * 64)


def plain(page: str) -> str:
    """A page without the token of its forms."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


@pytest.mark.parametrize("person", [*NORTH, *EAST])
def test_sending_the_same_workbook_as_another_county_says_so_and_shows_nothing(
    filed: Filed, person: str
) -> None:
    browser = filed.browsers[person]
    for county in ("shidong", "shibei"):
        content = filed.house.office.evidence.read(filed.ledgers[county])
        token = {"csrfmiddlewaretoken": browser.cookies["yajian_csrf"], "said_by": "某局"}
        body, kind = multipart(token, (("file", "台账.xlsx", content),))
        answer = browser._ask("/imports", "POST", body, {"CONTENT_TYPE": kind})
        if person in readers(county):
            assert answer.status == 302
        else:
            assert answer.status == 422
            assert "不在您的查阅范围" in answer.text


@pytest.mark.parametrize("person", NAMES)
def test_the_ledger_that_goes_out_holds_what_is_shown(filed: Filed, person: str) -> None:
    answer = filed.browsers[person].get("/imports/ledger.xlsx")
    assert answer.status == 200


def test_a_county_drafts_its_own_paper_also_when_the_last_entry_is_not_its_own(filed: Filed) -> None:
    office, browser = filed.house.office, filed.browsers["示例东"]
    assert not Sights(office).through(Sight(county=CountyId("shidong"))).shows(office.head.seq)
    before = len(office.programme.papers.papers)
    answer = browser.post(
        "/papers/draft",
        template=table(filed.house),
        county="shidong",
        drafted_by="示例东",
        issuer="示东市人民政府",
        as_of=office.today().isoformat(),
        known=str(office.programme.seq),
    )
    assert answer.status == 303, answer.text
    assert len(office.programme.papers.papers) == before + 1
    page = browser.get(answer.headers["Location"])
    assert page.status == 200
    elsewhere = browser.post(
        "/papers/draft",
        template=table(filed.house),
        county="shibei",
        drafted_by="示例东",
        issuer="示北县人民政府",
        as_of=office.today().isoformat(),
        known=str(office.programme.seq),
    )
    assert elsewhere.status == 422
    assert "授权只限示东市" in elsewhere.text
