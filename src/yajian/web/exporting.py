"""导出: the tables of a page as a file, exactly as shown: read off the page itself, so no filter can differ.

Nothing a cell holds can become a formula, in a workbook or in the text a spreadsheet opens.
"""

import csv
import io
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from urllib.parse import quote

import msgspec
from django.http import HttpResponse

from yajian.workbooks import FORMULA, Book, wide

Cell = str | int | float

FORMATS = {"xlsx": "Excel", "csv": "CSV"}
_UNSEEN = {
    "say",
    "acts-small",
    "button",
    "unseen",
    "act-why",
    "patterns",
}  # what is there to act, not to read
_APART = {"cite", "chip"}  # stand beside each other with nothing between them
_VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}


class Table(msgspec.Struct):
    """One table of a page: its name, its columns, its rows."""

    name: str = ""
    columns: list[str] = msgspec.field(default_factory=list)
    rows: list[list[Cell]] = msgspec.field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the tables of a page; a break within a cell becomes a semicolon."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self._open: list[tuple[str, bool]] = []  # what is open, and whether it hides what it holds
        self._words: list[str] | None = None
        self._number = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = set((dict(attrs).get("class") or "").split())
        if tag == "table":
            self.tables.append(Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif tag in ("td", "th", "caption"):
            self._words, self._number = [], "num" in classes
        elif tag in ("br", "li") and self._words:
            self._words.append("\n")
        elif self._words and classes & _APART:
            self._words.append(" ")
        if tag not in _VOID:
            hides = tag not in ("caption", "table", "td", "th") and bool(classes & _UNSEEN)
            self._open.append((tag, hides))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A shape of a drawing: it opens nothing and says nothing."""

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        if self._words is None or tag not in ("td", "th", "caption"):
            return
        words, table = _plain("".join(self._words)), self.tables[-1]
        if tag == "caption":
            table.name = words
        elif tag == "th":
            table.columns.append(words)
        else:
            table.rows[-1].append(_number(words) if self._number else words)
        self._words = None

    def handle_data(self, data: str) -> None:
        if self._words is not None and not any(hides for _, hides in self._open):
            self._words.append(data)


def tables(page: str) -> list[Table]:
    """The tables of a page as people see them; a column that only holds buttons is left out."""
    reader = _Reader()
    reader.feed(page)
    return [_seen(table) for table in reader.tables]


def _seen(table: Table) -> Table:
    rows = [row for row in table.rows if row]
    kept = [
        at
        for at, name in enumerate(table.columns)
        if name != "办" or any(len(row) > at and row[at] != "" for row in rows)
    ]
    return Table(
        name=table.name,
        columns=[table.columns[at] for at in kept],
        rows=[[row[at] if at < len(row) else "" for at in kept] for row in rows],
    )


def _plain(words: str) -> str:
    lines = (re.sub(r"\s+", " ", line).strip() for line in words.split("\n"))
    return "；".join(line for line in lines if line)


def _number(words: str) -> Cell:
    typed = words.replace(",", "")
    if re.fullmatch(r"-?\d{1,15}", typed):
        return int(typed)
    return float(typed) if re.fullmatch(r"-?\d{1,9}\.\d{1,6}", typed) else words


def response(page: str, how: str, name: str, about: Sequence[tuple[str, str]]) -> HttpResponse:
    """The file as an answer. `about` says of what the page was made: plan, day, place of the journal."""
    found = tables(page)
    kind = (
        "text/csv; charset=utf-8"
        if how == "csv"
        else "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    body = _csv(found, about) if how == "csv" else _workbook(found, about)
    answer = HttpResponse(body, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{how}')}"
    return answer


def _csv(found: Sequence[Table], about: Sequence[tuple[str, str]]) -> bytes:
    """Every table under its name, then what it was made of; with the mark by which Excel knows UTF-8."""
    out = io.StringIO(newline="")
    write = csv.writer(out, lineterminator="\r\n").writerow
    for table in found:
        if len(found) > 1:
            write([_harmless(table.name)])
        write([_harmless(one) for one in table.columns])
        for row in table.rows:
            write([_harmless(one) for one in row])
        write([])
    for pair in about:
        write([_harmless(one) for one in pair])
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    """A text a spreadsheet would work out is put behind an apostrophe; a number stays a number."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in FORMULA else cell


def _workbook(found: Sequence[Table], about: Sequence[tuple[str, str]]) -> bytes:
    out = io.BytesIO()
    told = Table(name="说明", columns=["项目", "内容"], rows=[list(pair) for pair in about])
    with Book(out) as book:
        for table in (*found, told):
            page = book.page(table.name)
            page.sheet.freeze_panes(1, 0)
            page.on_a4(head=0)
            page.widths(*(_width(table, at) for at in range(len(table.columns))))
            page.line(0, table.columns, bold=True, bg_color="#E4EEF6", bottom=1)
            for at, row in enumerate(table.rows, 1):
                page.line(at, row, text_wrap=True, valign="top")
    return out.getvalue()


def _width(table: Table, column: int) -> float:
    longest = max(wide(str(cell)) for cell in (table.columns[column], *(row[column] for row in table.rows)))
    return min(max(longest + 2, 4), 48)
