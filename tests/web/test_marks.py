"""What stands beside a light or an oven over HTTP: 更正后按期 with its entry, 台账没有 with what would help."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.given import LETTER, PLANS, letter
from tests.web.asking import ask
from yajian import planfile
from yajian.cli.room import adopt
from yajian.core.decisions.closure import RecordCondition
from yajian.core.words import Command, PartId, Seq
from yajian.transact import Done, Office
from yajian.web.headers import Wsgi
from yajian.web.server import application

LATE, DUE = date(2020, 1, 5), date(2019, 12, 31)
HELP = "企业台账里没有这座设施；请登记设施并对应"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One oven shut in time; the other was told to be late, and is in time by a correction."""
    home = tmp_path_factory.mktemp("marks")
    paper = home / "photo.pdf"
    paper.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n")
    now = datetime(2020, 1, 12, 1, 0, tzinfo=UTC)
    with Office(home / "data", load_plan=planfile.load_bytes, clock=lambda: now) as office:
        adopt(office, PLANS / "shifan-2019")
        scan = office.keep(paper)

        def enter(command: Command, day: date) -> Seq:
            done = office.transact(
                command,
                actor="示例丙",
                organ="示东市工信局",
                role="installer",
                effective=day,
                evidence=(scan,),
            )
            assert isinstance(done, Done), done
            return done.facts[-1].seq

        enter(letter(), date(2020, 1, 12))
        shut = {"part": PartId("L07a"), "condition": "关停"}
        enter(RecordCondition(facility="3号焦炉", **shut), DUE)  # type: ignore[arg-type]
        wrong = enter(RecordCondition(facility="4号焦炉", **shut), LATE)  # type: ignore[arg-type]
        because = {"corrects": wrong, "why": "推焦记录写的是12月31日", "correction": LETTER}
        enter(RecordCondition(facility="4号焦炉", **shut, **because), DUE)  # type: ignore[arg-type]
        yield office


@pytest.fixture(scope="module")
def pages(office: Office, folder: Path) -> Wsgi:
    return application(office, folder)


def look(pages: Wsgi, path: str, query: str = "") -> str:
    found = ask(pages, path.encode().decode("latin-1"), QUERY_STRING=query)
    assert found.status == 200
    return found.text


@pytest.mark.parametrize("path", ["/list", "/facilities/L07a/4号焦炉", "/explain/part.L07a"])
def test_a_light_that_a_correction_made_green_says_so_and_leads_to_the_entry(
    office: Office, pages: Wsgi, path: str
) -> None:
    seen = look(pages, path)
    assert "更正后按期" in seen
    assert f'href="/facts/{office.programme.seq}"' in seen


def test_the_history_of_the_oven_says_why_and_on_which_paper_it_was_corrected(pages: Wsgi) -> None:
    assert f"推焦记录写的是12月31日（{LETTER}）" in look(pages, "/facilities/L07a/4号焦炉")


@pytest.mark.parametrize(
    "path",
    ["/facilities/L07a/3号焦炉", "/acceptance/L07a", "/gates/G-SHUTDOWN/L07a/3号焦炉"],
)
def test_an_oven_no_ledger_knows_is_marked_where_it_is_read_of_with_what_would_help(
    pages: Wsgi, path: str
) -> None:
    seen = look(pages, path)
    assert "台账没有" in seen
    assert HELP in seen


def test_the_ovens_no_ledger_knows_are_found_together(pages: Wsgi) -> None:
    seen = look(pages, "/facilities", "kind=unentered")
    assert "3号焦炉" in seen
    assert seen.count(f'title="{HELP}"') == 2
    assert "台账没有" in look(pages, "/acceptance", f"stage={quote('未申请')}")


def test_a_correction_is_asked_why_and_on_which_paper(pages: Wsgi) -> None:
    seen = look(pages, "/do/closure.record-condition", "part=L07a&facility=3" + quote("号焦炉"))
    assert "更正理由" in seen
    assert "更正依据文号" in seen
