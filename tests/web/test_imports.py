"""The addresses of an import: what is shown while a workbook is looked at, what is refused, and that nothing is half done."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlencode

import openpyxl
import pytest

from tests.given import PLANS
from tests.sheets import ledgers
from tests.web.asking import Answer, ask
from tests.web.test_forms import COOKIE
from yajian import planfile
from yajian.cli.room import adopt
from yajian.core.words import Digest
from yajian.sheets.layout import layout
from yajian.transact import Office
from yajian.web import looking
from yajian.web.headers import Wsgi
from yajian.web.server import application


class Desk:
    def __init__(self, office: Office, pages: Wsgi, good: Path) -> None:
        self.office, self.pages = office, pages
        self.file = office.keep(good)

    def open(self, address: str, **said: str) -> Answer:
        return ask(self.pages, address, QUERY_STRING=urlencode(said))

    def send(self, address: str, **typed: str) -> Answer:
        body = urlencode({**typed, "csrfmiddlewaretoken": COOKIE}).encode()
        return ask(self.pages, address, "POST", body, HTTP_COOKIE=f"yajian_csrf={COOKIE}")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An office without any document, and a workbook without a fault."""
    now = datetime(2020, 3, 18, 1, tzinfo=UTC)
    with Office(tmp_path / "home", load_plan=planfile.load_bytes, clock=lambda: now) as office:
        adopt(office, PLANS / "shifan-2019")
        good = ledgers.good(layout(office.plan()), tmp_path / "good.xlsx")
        yield Desk(office, application(office, tmp_path / "home"), good)


def test_what_is_still_looked_at_says_how_far_it_is_and_asks_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "_PATIENCE", 0.0)

    def slow(self: looking.Look, *given: object) -> None:
        self.tell("焦炉", 12000)

    monkeypatch.setattr(looking.Look, "run", slow)
    shown = desk.open(f"/imports/{desk.file}")
    assert "已核对 <b>12,000</b> 行" in shown.text
    assert shown.headers["Refresh"] == "2"


def test_a_workbook_nobody_sent_is_not_found(desk: Desk) -> None:
    for address in ("", "/marked.xlsx", "/original.xlsx"):
        assert desk.open(f"/imports/{'0' * 64}{address}").status == 404
    plan_file = desk.office.keep(PLANS / "shifan-2019" / "document.txt")
    assert desk.open(f"/imports/{plan_file}").status == 404
    assert desk.open(f"/imports/{desk.file}", county="nowhere").status == 404


def test_a_declined_import_says_why_and_enters_nothing(desk: Desk) -> None:
    before = desk.office.programme.seq
    declined = desk.send(
        f"/imports/{desk.file}", said_by="示东市工信局", document="没有登记的文号", command_id="c1"
    )
    assert declined.status == 422
    assert "未予登记" in declined.text
    assert desk.office.programme.seq == before


def test_a_workbook_with_a_fault_is_not_imported_however_it_is_asked(desk: Desk, tmp_path: Path) -> None:
    bad = ledgers.forty(layout(desk.office.plan()), tmp_path / "bad.xlsx")
    file = desk.office.keep(bad)
    before = desk.office.programme.seq
    answer = desk.send(f"/imports/{file}", said_by="示东市工信局", document="x", command_id="c1")
    assert "处；0行已导入" in answer.text
    assert desk.office.programme.seq == before


def test_the_marked_workbook_and_the_original_come_back(desk: Desk) -> None:
    sent = desk.office.evidence.read(Digest(desk.file))
    assert openpyxl.load_workbook(BytesIO(sent)).sheetnames[1] == "企业"
    assert desk.open(f"/imports/{desk.file}/original.xlsx").status == 200
    marked = desk.open(f"/imports/{desk.file}/marked.xlsx")
    assert marked.status == 200
    assert quote("台账-问题已标出.xlsx") in marked.headers["Content-Disposition"]


def test_the_template_and_the_ledger_go_out(desk: Desk) -> None:
    for address in ("/imports/template.xlsx", "/imports/ledger.xlsx"):
        answer = desk.open(address)
        assert answer.status == 200
        assert "spreadsheetml" in answer.headers["Content-Type"]


def test_nothing_sent_is_said_to_be_nothing(desk: Desk) -> None:
    answer = desk.send("/imports", said_by="示东市工信局")
    assert answer.status == 422
    assert "没有粘贴任何一行" in answer.text


def test_a_reader_that_breaks_says_so_and_leaves_the_rest_working(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object, **more: object) -> None:
        raise RuntimeError("the reader of workbooks broke")

    monkeypatch.setattr(looking, "look", broken)
    assert "已经记下" in desk.open(f"/imports/{desk.file}", said_by="另一个单位").text
