"""我的待办 as asked over HTTP: what waits, each with its form; what I recorded; what I raised that waits for others."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.given import PLANS, letter
from tests.web.asking import ask
from yajian import planfile
from yajian.cli.room import adopt
from yajian.core.decisions.statements import Report
from yajian.core.rules.roles import INSTALLER
from yajian.core.words import DocumentNo
from yajian.transact import Done, Office
from yajian.web.headers import Wsgi
from yajian.web.server import application
from yajian.web.whereabouts import address

NUMBER = DocumentNo("示备〔2011〕5号")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[Wsgi]:
    """An office in which whoever is at the machine stated a number, and somebody else another."""
    home = tmp_path_factory.mktemp("inbox")
    paper = home / "filing.pdf"
    paper.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n")
    now = datetime(2020, 1, 2, 1, 0, tzinfo=UTC)
    with Office(home / "data", load_plan=planfile.load_bytes, clock=lambda: now) as office:
        adopt(office, PLANS / "shifan-2019")
        for actor, command, attached in (
            ("示例经办", letter(NUMBER, issued_on=date(2011, 5, 6)), (paper,)),
            (INSTALLER, said("part:L06", "60"), ()),
            ("示例经办", said("part:L03", "7"), ()),
        ):
            now += timedelta(days=1)
            outcome = office.transact(
                command,
                actor=actor,
                organ="示东市工信局",
                role=INSTALLER,
                effective=date(2020, 1, 2),
                evidence=tuple(office.keep(path) for path in attached),
            )
            assert isinstance(outcome, Done), outcome
        yield application(office, folder)


def said(subject: str, value: str) -> Report:
    return Report(
        subject=subject,
        field="lot.filed_capacity",
        value=value,
        said_by="示东市工信局",
        document=NUMBER,
    )


def shown(pages: Wsgi, query: str = "") -> str:
    found = ask(pages, "/inbox", QUERY_STRING=quote(query, safe="=&"))
    assert found.status == 200, found.text
    return found.text


def test_a_line_leads_to_its_form_filled_in_and_says_since_when_and_on_which_paper(pages: Wsgi) -> None:
    page = shown(pages, "kind=数据认定")
    assert "核实：备案产能 60万吨（示东市工信局）" in page
    assert 'href="/do/statements.verify?statement=6&amp;next=/inbox%3Fkind' in page
    assert 'href="/statements/part:L06"' in page
    for words in ("2020-01-04", "第 6 条", str(NUMBER), "时限未定"):
        assert words in page


def test_it_can_be_narrowed_by_kind_county_light_and_words(pages: Wsgi) -> None:
    assert "7万吨（" not in shown(pages, "kind=数据认定&county=shidong")
    assert "60万吨（" in shown(pages, "q=60万吨")
    assert "没有符合条件的" in shown(pages, "word=逾期")
    assert "60万吨（" not in shown(pages, "word=未录入")


def test_what_does_not_fit_a_page_is_on_the_next_under_the_same_filter(pages: Wsgi) -> None:
    first, second = shown(pages, "kind=待明确事项"), shown(pages, "kind=待明确事项&page=2")
    assert quote("待明确事项") + "&amp;page=2" in first
    assert first.count("请示并登记答复") == 50
    assert 0 < second.count("请示并登记答复") < 50
    beyond = shown(pages, "kind=待明确事项&page=999")
    assert beyond.count("请示并登记答复") == second.count("请示并登记答复")


def test_a_question_is_answered_on_its_own_page(pages: Wsgi) -> None:
    assert 'href="/do/charter.answer-question' not in shown(pages, "kind=待明确事项")


def test_what_i_recorded_is_mine_alone_newest_first(pages: Wsgi) -> None:
    page = shown(pages, "tab=done")
    assert page.index("第 6 条") < page.index("第 1 条")
    assert 'href="/facts/7"' not in page
    assert 'href="/facts/6"' not in shown(pages, "tab=done&before=6")
    assert "还没有登记过什么" in shown(pages, "tab=done&before=1")


def test_what_i_raised_waits_for_others_by_name(pages: Wsgi) -> None:
    page = shown(pages, "tab=raised")
    assert "60万吨（" in page
    assert "7万吨（" not in page
    assert "示东市" in page


def test_before_it_was_known_nothing_waited_for_it(pages: Wsgi) -> None:
    assert "60万吨（" not in shown(pages, "known_at=2020-01-03")


def test_a_tab_that_is_not_there_is_not_found(pages: Wsgi) -> None:
    assert ask(pages, "/inbox", QUERY_STRING="tab=everything").status == 404


def test_a_thing_of_each_kind_has_its_address() -> None:
    assert address(("facility", "L06/1号焦炉")) == "/facilities/L06/" + quote("1号焦炉")
    assert address(("facilities", "county=shidong&kind=late")) == "/facilities?county=shidong&kind=late"
    assert address(("survey", "")) == "/survey"
