"""Books that cannot be reached or written: every page says so and why, nothing is half done, and no restart is needed."""

import logging
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.cluster import Cluster
from tests.given import LETTER, PLANS, letter
from tests.web.asking import Answer, ask
from tests.web.test_errors import is_a_page
from yajian import planfile
from yajian.cli.room import adopt
from yajian.core.words import Command, DocumentNo
from yajian.journal import postgres, stores
from yajian.journal.sqlite import SqliteStore
from yajian.journal.sqlite_opening import SAFE
from yajian.journal.store import NotRecorded
from yajian.transact import Done, Office
from yajian.web import errors
from yajian.web.headers import Wsgi
from yajian.web.server import application

QUESTION = "/questions/Q-HOT-HOLD"
NOW = datetime(2020, 3, 2, 1, 0, tzinfo=UTC)


def put(office: Office, folder: Path, command: Command) -> None:
    scan = folder / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n")
    done = office.transact(
        command,
        actor="示例经办",
        organ="示范市工信局",
        role="installer",
        effective=NOW.date(),
        evidence=(office.keep(scan),),
    )
    assert isinstance(done, Done), done


@contextmanager
def opened(folder: Path, database: str = "") -> Iterator[Office]:
    """An office that has adopted the plan and registered the letter an answer can rest on."""
    with Office(
        folder / "data", load_plan=planfile.load_bytes, clock=lambda: NOW, database=database
    ) as office:
        adopt(office, PLANS / "shifan-2019")
        put(office, folder, letter())
        yield office


def fill(office: Office, folder: Path) -> None:
    """Register letters until something stops it."""
    for number in range(1000):
        put(office, folder, letter(DocumentNo(f"示政办函〔2020〕{number + 100}号"), title="长" * 500))


class Browser:
    """Somebody with the form of a question open."""

    def __init__(self, pages: Wsgi) -> None:
        self._pages = pages
        shown = ask(pages, QUESTION)
        found = [
            re.search(rf'name="{name}" value="(\w+)"', shown.text)
            for name in ("csrfmiddlewaretoken", "command_id")
        ]
        token, number = (one[1] for one in found if one is not None)
        self._cookie = shown.headers["Set-Cookie"].partition(";")[0]
        self._said = {"csrfmiddlewaretoken": token, "command_id": number, "effective": "2020-03-02"}

    def submit(self, reading: str = "照来函办理") -> Answer:
        said = {**self._said, "reading": reading, "answered_by": "示例甲", "document": LETTER}
        return ask(self._pages, QUESTION, "POST", urlencode(said).encode(), HTTP_COOKIE=self._cookie)


def tells(answer: Answer, *words: str) -> None:
    """Then: a page of the office that says this, when to come again, and under which number it stands in the log."""
    assert answer.status == 503
    assert is_a_page(answer)
    assert answer.headers["Retry-After"] == str(errors.RETRY_AFTER)
    assert re.search(r"<code>\w{8}</code>", answer.text)
    for said in (*words, "请告知管理服务器和数据库的维护人员"):
        assert said in answer.text


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A restart is waited for two seconds, not twenty."""
    monkeypatch.setattr(postgres, "PATIENCE", 2.0)


@pytest.mark.usefixtures("hurried")
def test_while_the_database_is_stopped_every_page_says_so_and_once_it_is_back_work_goes_on(
    cluster: Cluster, own_database: str, tmp_path: Path, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("django.request").addHandler(caplog.handler)  # whoever set Django up first
    with opened(tmp_path, own_database) as office:
        pages = application(office, folder)
        logging.getLogger("django.request").addHandler(
            caplog.handler
        )  # Django's own write to whoever came first
        browser, seq = Browser(pages), office.head.seq
        cluster.stop()
        try:
            for path in ("/", "/list", "/facilities", "/facts/1", "/explain/target", QUESTION):
                tells(ask(pages, path), "账簿暂时打不开", "没有应答", "不会只记一半", "刷新再看")
            tells(browser.submit(), "账簿暂时打不开", "不会只记一半", "同一次提交不会办两遍")
        finally:
            cluster.start()
        assert ask(pages, "/").status == 200
        assert office.head.seq == seq
        assert browser.submit().status == 302
        assert browser.submit().status == 302
        assert office.head.seq == seq + 1
    assert "连不上数据库" in caplog.text  # why is for the log


@pytest.mark.usefixtures("hurried")
def test_a_restart_is_waited_for_and_a_server_that_stays_away_is_waited_for_once(
    cluster: Cluster, own_database: str, tmp_path: Path, folder: Path
) -> None:
    with opened(tmp_path, own_database) as office:
        pages = application(office, folder)
        cluster.stop()
        try:
            took = []
            for _ in range(4):
                began = time.monotonic()
                assert ask(pages, "/").status == 503
                took.append(time.monotonic() - began)
        finally:
            cluster.start()
        assert took[0] >= 2
        assert max(took[1:]) < 1
        assert ask(pages, "/").status == 200
        cluster.stop()
        cluster.start()
        assert ask(pages, "/").status == 200


@pytest.mark.usefixtures("hurried")
def test_a_database_that_stops_between_reading_and_writing_leaves_nothing_written(
    cluster: Cluster, own_database: str, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, own_database) as office:
        browser, seq, carry_out = Browser(application(office, folder)), office.head.seq, office.transact

        def stopped_first(*given: Any, **more: Any) -> Any:
            """When the request has been understood, before its turn comes."""
            monkeypatch.undo()
            cluster.stop()
            return carry_out(*given, **more)

        monkeypatch.setattr(office, "transact", stopped_first)
        try:
            tells(browser.submit(), "这一笔没有记下", "什么也没有写入", "同一次提交不会办两遍")
        finally:
            cluster.start()
        assert office.head.seq == seq
        assert browser.submit().status == 302


def test_a_full_disk_is_told_on_the_page_reading_goes_on_and_room_is_all_it_takes(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = partial(SqliteStore, pragmas={**SAFE, "max_page_count": "60"})
    monkeypatch.setattr(stores, "SqliteStore", small)
    with opened(tmp_path) as office:
        pages = application(office, folder)
        browser = Browser(pages)
        with pytest.raises(NotRecorded):
            fill(office, tmp_path)
        seq = office.head.seq
        long = "照来函办理" * 2000
        tells(browser.submit(long), "这一笔没有记下", "磁盘已满，请先腾出空间", "这一笔没有写入")
        assert ask(pages, "/").status == 200
        assert office.head.seq == seq
        office._store._connected().execute("PRAGMA max_page_count = 100000")  # type: ignore[attr-defined]
        assert browser.submit(long).status == 302
        assert office.head.seq == seq + 1


def test_what_is_no_outage_keeps_its_own_page(office: Wsgi) -> None:
    assert ask(office, "/broken").status == 500
