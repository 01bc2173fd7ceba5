"""Papers for the tests of the room: from the books of 示范市, and a Word file out of a few paragraphs."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from docx import Document

from tests.given import Desk, adopted
from yajian.core.reports.papers import Head, Position, Subject, Written, write
from yajian.core.words import CountyId, Seq

MOMENT = datetime(2020, 3, 1, 1, 0, tzinfo=UTC)
HEAD = Head(
    issuer="示东市工业和信息化局",
    drafted_by="示例癸",
    addressee="示范市焦化行业压减过剩产能专项工作领导小组办公室",
    copied_to="示东市人民政府办公室，示东市发展和改革局，示东市应急管理局",
    document_no="示东工信字〔2020〕12号",
    signer="示例寅",
    issued_on=date(2020, 3, 2),
)


def paper(template: str, desk: Desk | None = None, head: Head = HEAD, **about: Any) -> Written:
    """A paper of 示东市 as of 1 March 2020."""
    desk = desk or adopted()
    said: dict[str, Any] = {"county": CountyId("shidong"), "year": 2020} | about
    subject = Subject(template=desk.plan.templates[template], **said)
    return write(desk.plan, desk.programme, subject, place(desk)).headed(head)


def place(desk: Desk, as_of: date = date(2020, 3, 1)) -> Position:
    return Position(as_of=as_of, known=Seq(len(desk.history)), leaf="3f2a9c41" * 8, at=MOMENT)


def word(*paragraphs: str, rows: Sequence[Sequence[str]] = (), author: str = "") -> bytes:
    """A Word file as a clerk might make one."""
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if rows:
        table = made.add_table(rows=len(rows), cols=len(rows[0]))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(at, column).text = text
    made.core_properties.author = author
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def text_of(file: bytes) -> str:
    """All the text of a Word file's body, tables and frames included."""
    root: Any = Document(io.BytesIO(file)).element.body
    return "\n".join("".join(run.text or "" for run in one.iter(f"{_W}t")) for one in root.iter(f"{_W}p"))


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts_of(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return {name: package.read(name) for name in package.namelist()}
