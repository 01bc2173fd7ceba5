"""数据认定 as asked over HTTP: what cannot be used comes first, and nobody's word is missing from a number's page."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.given import PLANS, letter
from tests.web.asking import ask
from yajian import planfile
from yajian.cli.room import adopt
from yajian.core.decisions.statements import Dispute, Report
from yajian.core.words import Command, DocumentNo
from yajian.transact import Done, Office
from yajian.web.headers import Wsgi
from yajian.web.server import application

NUMBER = DocumentNo("示备〔2011〕5号")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[Wsgi]:
    """An office in which a firm disputes the filed capacity of its list part, and another number is only reported."""
    home = tmp_path_factory.mktemp("statements")
    paper = home / "filing.pdf"
    paper.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n")
    now = datetime(2020, 1, 2, 1, 0, tzinfo=UTC)
    with Office(home / "data", load_plan=planfile.load_bytes, clock=lambda: now) as office:
        adopt(office, PLANS / "shifan-2019")

        def record(command: Command, day: date, *attached: Path) -> None:
            nonlocal now
            now += timedelta(days=1)
            outcome = office.transact(
                command,
                actor="示例经办",
                organ="示东市工信局",
                role="installer",
                effective=day,
                evidence=tuple(office.keep(path) for path in attached),
            )
            assert isinstance(outcome, Done), outcome

        record(letter(NUMBER, issued_on=date(2011, 5, 6)), date(2020, 1, 2), paper)
        for subject, value in (("part:L06", "60"), ("part:L03", "7")):
            said = Report(
                subject=subject,
                field="lot.filed_capacity",
                value=value,
                said_by="示东市工信局",
                document=NUMBER,
            )
            record(said, date(2011, 5, 6))
        first = office.programme.statements.files[("part:L06", "lot.filed_capacity")].entries[0].seq
        objection = Dispute(
            disputes=first, value="62.5", said_by="示例焦化丁有限公司", reason="照环评", document=NUMBER
        )
        record(objection, date(2020, 1, 2), paper)  # the sheet the firm stamped
        yield application(office, folder)


def shown(pages: Wsgi, path: str, query: str = "") -> str:
    found = ask(pages, path, QUERY_STRING=quote(query, safe="=&"))
    assert found.status == 200, found.text
    return found.text


def test_the_page_opens_on_what_cannot_be_used_with_every_word_and_what_is_missing(pages: Wsgi) -> None:
    page = shown(pages, "/statements")
    for words in ("异议中", "62.5万吨", "60万吨", "7万吨", "示例焦化丁有限公司", "第7条的核实", str(NUMBER)):
        assert words in page
    assert "共填报过 <b>2</b> 项数据" in page


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("standing=异议", "62.5万吨", "7万吨"),
        ("standing=填报", "7万吨", "62.5万吨"),
        ("standing=&county=shinan", "7万吨", "62.5万吨"),
        ("standing=divided", "没有符合条件", "62.5万吨"),
        ("standing=认定", "没有符合条件", "62.5万吨"),
    ],
)
def test_it_can_be_narrowed_by_standing_and_county(pages: Wsgi, query: str, there: str, gone: str) -> None:
    page = shown(pages, "/statements", query)
    assert there in page
    assert gone not in page


def test_a_county_nobody_knows_is_not_found(pages: Wsgi) -> None:
    assert ask(pages, "/statements", QUERY_STRING="county=nowhere").status == 404
    assert ask(pages, "/statements/oven:1").status == 404


def test_the_page_of_a_subject_says_who_on_which_document_true_when_and_learned_when(pages: Wsgi) -> None:
    page = shown(pages, "/statements/part:L06")
    for words in (
        "示东市工信局",
        str(NUMBER),
        "2011-05-06 起",
        "2020-01-04 09:00",
        "照环评",
        "听证或核查记录",
    ):
        assert words in page


def test_before_the_dispute_was_known_the_page_shows_none(pages: Wsgi) -> None:
    page = shown(pages, "/statements/part:L06", "known_at=2020-01-05")
    assert "60万吨" in page
    assert "62.5" not in page


def test_the_list_marks_the_item_and_keeps_its_tonnes(pages: Wsgi) -> None:
    page = shown(pages, "/list", "county=shidong")
    assert 'href="/statements/part%3AL06"' in page or 'href="/statements/part:L06"' in page
    assert "62.5" not in page
    assert "62.5万吨" not in shown(pages, "/")
