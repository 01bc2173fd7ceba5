"""待复核 as asked over HTTP: where a condition stands, it says that an answer has since had it read otherwise."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.given import PLANS, answer, letter
from tests.web.asking import Answer, ask
from yajian import planfile
from yajian.cli.room import adopt
from yajian.core.decisions.closure import RecordCondition
from yajian.core.words import Command, PartId, QuestionId
from yajian.transact import Done, Office
from yajian.web.headers import Wsgi
from yajian.web.server import application

PLACE = "facility_types.coke_oven.conditions.hot_hold.reading"
WAITS = "算作停产；“焖炉”已由示政办函〔2020〕2号答复（第7条），现在算作关停，待示东市工信局复核"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[Wsgi]:
    """An office in which an oven was held hot, recorded, and what that counts as was answered afterwards."""
    home = tmp_path_factory.mktemp("reread")
    paper = home / "photo.pdf"
    paper.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n")
    now = datetime(2020, 1, 12, 1, 0, tzinfo=UTC)
    with Office(home / "data", load_plan=planfile.load_bytes, clock=lambda: now) as office:
        adopt(office, PLANS / "shifan-2019")
        scan = office.keep(paper)

        def record(command: Command, day: date) -> None:
            done = office.transact(
                command,
                actor="示例丙",
                organ="示东市工信局",
                role="installer",
                effective=day,
                evidence=(scan,),
            )
            assert isinstance(done, Done), done

        hot = RecordCondition(part=PartId("L07a"), facility="3号焦炉", condition="焖炉保温")
        record(hot, date(2020, 1, 12))
        now = datetime(2020, 3, 2, 1, 0, tzinfo=UTC)
        record(letter(), date(2020, 3, 2))
        record(answer(QuestionId("Q-HOT-HOLD"), settles={PLACE: "shut"}), date(2020, 3, 2))
        yield application(office, folder)


def look(pages: Wsgi, path: str, **query: str) -> Answer:
    asked = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    # WSGI hands paths over as bytes dressed as Latin-1.
    found = ask(pages, path.encode().decode("latin-1"), QUERY_STRING=asked)
    assert found.status == 200
    return found


@pytest.mark.parametrize(
    "path", ["/facilities", "/facilities/L07a/3号焦炉", "/explain/part.L07a", "/explain/shut", "/questions"]
)
def test_every_page_on_which_the_condition_stands_says_why_it_waits_and_for_whom(
    pages: Wsgi, path: str
) -> None:
    assert WAITS in look(pages, path).text


def test_before_the_answer_nothing_waits(pages: Wsgi) -> None:
    for path in ("/facilities/L07a/3号焦炉", "/explain/part.L07a", "/questions"):
        assert "待复核" not in look(pages, path, as_of="2020-03-01").text


def test_the_sheet_of_facilities_shows_only_what_waits_if_asked(pages: Wsgi) -> None:
    shown = look(pages, "/facilities", kind="review").text
    assert "3号焦炉" in shown
    assert "4号焦炉" not in shown


def test_the_page_of_the_question_names_the_records_it_bears_on(pages: Wsgi) -> None:
    assert "L07a 3号焦炉</a>（第 5 条，焖炉保温）" in look(pages, "/questions/Q-HOT-HOLD").text
