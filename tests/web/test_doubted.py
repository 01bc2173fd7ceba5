"""待核查 on the sheet of facilities: a shutting with an open flag is not read as if nobody doubted it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.given import PLANS
from tests.web.asking import ask
from yajian import planfile
from yajian.cli.room import adopt
from yajian.core.decisions.closure import RecordCondition
from yajian.core.decisions.flags import ReportActivity
from yajian.core.words import Command, PartId
from yajian.transact import Done, Office
from yajian.web.headers import Wsgi
from yajian.web.server import application

SEEN = "烟囱冒烟"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[Wsgi]:
    """An office in which two ovens are shut, and smoke was seen at one of them since."""
    home = tmp_path_factory.mktemp("doubted")
    paper = home / "photo.pdf"
    paper.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n")
    now = datetime(2020, 1, 12, 1, 0, tzinfo=UTC)
    with Office(home / "data", load_plan=planfile.load_bytes, clock=lambda: now) as office:
        adopt(office, PLANS / "shifan-2019")
        scan = office.keep(paper)

        def enter(command: Command, day: date) -> None:
            done = office.transact(
                command,
                actor="示例丙",
                organ="示东市工信局",
                role="installer",
                effective=day,
                evidence=(scan,),
            )
            assert isinstance(done, Done), done

        for oven in ("3号焦炉", "4号焦炉"):
            enter(RecordCondition(part=PartId("L07a"), facility=oven, condition="关停"), date(2020, 1, 5))
        enter(
            ReportActivity(part=PartId("L07a"), facility="3号焦炉", sign="烟气", finding=SEEN),
            date(2020, 1, 10),
        )
        yield application(office, folder)


def look(pages: Wsgi, query: str = "") -> str:
    found = ask(pages, "/facilities", QUERY_STRING=query)
    assert found.status == 200
    return found.text


def row(page: str, oven: str) -> str:
    return next(one for one in page.split("<tr") if f"/L07a/{quote(oven)}" in one)


def test_an_oven_with_an_open_flag_says_so_beside_what_is_read_of_it_and_why(pages: Wsgi) -> None:
    page = look(pages)
    assert "待核查" in row(page, "3号焦炉")
    assert SEEN in row(page, "3号焦炉")
    assert "待核查" not in row(page, "4号焦炉")
    assert "待核查" not in row(look(pages, "as_of=2020-01-09"), "3号焦炉")


def test_the_flagged_ones_are_found_together(pages: Wsgi) -> None:
    page = look(pages, "kind=flagged")
    assert 'value="flagged" selected' in page
    assert "3号焦炉" in page
    assert "4号焦炉" not in page
