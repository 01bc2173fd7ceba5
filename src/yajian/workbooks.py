"""The one writer of workbooks: no word becomes a formula, each format is made once, a sheet prints on A4.

What a cell holds comes from people; so whatever a spreadsheet would work out goes out marked as text.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from types import TracebackType
from typing import Any, BinaryIO, Self

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

Cell = str | int | float | date | None

FORMULA = frozenset("=+-@\t\r")  # what a spreadsheet takes for the beginning of something to work out
ISSUED = datetime(2019, 12, 31)  # noqa: DTZ001 - a fixed date, so that the same contents are the same file
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


class Page:
    """One sheet of a workbook."""

    def __init__(self, book: "Book", sheet: Any) -> None:
        self.book, self.sheet = book, sheet

    def put(self, row: int, column: int, value: Cell, **how: object) -> None:
        """A value in a cell; of nothing, its frame and ground."""
        pen = self.book.pen
        match value:
            case None | "":
                self.sheet.write_blank(row, column, None, pen(**how))
            case str() if value[0] in FORMULA:
                self.sheet.write_string(row, column, value, pen(**how, quote_prefix=True))
            case str():
                self.sheet.write_string(row, column, value, pen(**how))
            case date():
                self.sheet.write_datetime(row, column, value, pen(**how))
            case _:
                self.sheet.write_number(row, column, value, pen(**how))

    def line(self, row: int, values: Iterable[Cell], **how: object) -> None:
        for column, value in enumerate(values):
            self.put(row, column, value, **how)

    def across(self, row: int, last: int, words: str, **how: object) -> None:
        """Words over the columns up to the last."""
        if last:
            self.sheet.merge_range(row, 0, row, last, "", self.book.pen(**how))
        self.put(row, 0, words, **how)

    def widths(self, *widths: float) -> None:
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def on_a4(self, head: int | None = None, *, twice: bool = False) -> None:
        """Lying down, as wide as the page, page numbers at the foot; the row of names on every page. `twice`: on A3."""
        self.sheet.set_landscape()
        self.sheet.set_paper(8 if twice else 9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.center_horizontally()
        self.sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        self.sheet.set_footer("&C第 &P 页，共 &N 页")
        if head is not None:
            self.sheet.repeat_rows(head)


class Book:
    """A workbook in the making. Streamed, its cells come row by row and none is held."""

    def __init__(
        self,
        out: BinaryIO,
        *,
        font: str = "微软雅黑",
        size: float = 10.5,
        made: datetime = ISSUED,
        title: str = "",
        author: str = "",
        streamed: bool = False,
    ) -> None:
        held = {"constant_memory": True} if streamed else {"in_memory": True}
        self._book: Any = Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False, **held})
        self._book.set_properties({"title": title, "author": author, "created": made})
        self._plain = {"font_name": font, "font_size": size, "valign": "vcenter"}
        self._pens: dict[object, Any] = {}
        self._taken: set[str] = set()

    def page(self, name: str) -> Page:
        return Page(self, self._book.add_worksheet(self._title(name)))

    def pen(self, **how: object) -> Any:
        """A format by its properties."""
        key = tuple(sorted(how.items()))
        if key not in self._pens:
            self._pens[key] = self._book.add_format({**self._plain, **how})
        return self._pens[key]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._book.close()

    def _title(self, name: str) -> str:
        """A name Excel takes: no signs it forbids, at most 31 letters, no two alike."""
        wanted = _FORBIDDEN.sub(" ", name).strip()[:31] or "表"
        title, number = wanted, 2
        while title in self._taken:
            title, number = f"{wanted[:27]} {number}", number + 1
        self._taken.add(title)
        return title


def letter(column: int) -> str:
    """A column's letters."""
    found: str = xl_col_to_name(column)
    return found


def wide(text: str) -> int:
    """How wide words are, a Chinese character counting two."""
    return sum(2 if ord(sign) > 255 else 1 for sign in text)
