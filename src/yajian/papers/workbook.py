"""A paper as an Excel file: its tables with figures that add up, ready to print on A4."""

import io
import re
from datetime import datetime

from yajian.core.reports.papers import Rows, Written
from yajian.papers.packing import packed
from yajian.workbooks import Book, Page, letter, wide

_FIGURE = re.compile(r"-?[\d,]+(\.\d+)?")
_NEVER_SUMMED = "序号"
_TITLE = {"font_name": "黑体", "font_size": 18, "align": "center"}
_NOTE = {"font_size": 10, "font_color": "#5a6b7d", "text_wrap": True}
_CELL = {"border": 1, "text_wrap": True, "align": "left", "indent": 1}
_SHORT = {**_CELL, "align": "center", "indent": 0}
_HEAD = {**_SHORT, "bold": True, "bg_color": "#e4eef6"}
_FIGURES = {"border": 1, "align": "right", "indent": 1, "num_format": "#,##0.####;-#,##0.####;0"}
_ORDER = {**_SHORT, "num_format": "0"}
_TOTAL = {**_FIGURES, "bold": True}
_PAGE = 120  # as wide as fills A4 lying down, in the breadth of a digit
_BRIEF = 12  # what is no wider stands in the middle of its column


def workbook(written: Written, stamp: datetime) -> bytes:
    """One sheet a table. The same words and moment give the same bytes."""
    out = io.BytesIO()
    moment, author = stamp.replace(tzinfo=None, microsecond=0), written.words.get("发文单位", "")
    with Book(out, font="宋体", size=11, made=moment, title=written.title, author=author) as book:
        for name, table in written.tables.items():
            _page(book.page(name), written, table)
    return packed(out.getvalue())


def _page(page: Page, written: Written, table: Rows) -> None:
    last, end = len(table.columns) - 1, len(table.rows) + 2
    longest = [_longest(table, column) for column in range(last + 1)]
    needed = [min(max(one + 4, 7), 36) for one in longest]
    widths = [one * max(1.0, _PAGE / sum(needed)) for one in needed]
    page.widths(*widths)
    page.sheet.set_default_row(21)
    page.sheet.set_row(0, 40)
    page.across(0, last, written.title, **_TITLE)
    _note(page, 1, last, _line(written), sum(widths))
    page.line(2, table.columns, **_HEAD)
    for at, row in enumerate(table.rows, 3):
        for column, word in enumerate(row):
            _write(page, at, column, word, table, brief=longest[column] <= _BRIEF)
    if table.rows and table.figures - {_NEVER_SUMMED}:
        _totals(page, table, end + 1)
    _note(page, end + 2, last, written.words.get("数据说明", ""), sum(widths))
    page.sheet.freeze_panes(3, 0)
    page.on_a4(head=2)


def _note(page: Page, row: int, last: int, words: str, across: float) -> None:
    """Words over all columns, on as many lines as they take."""
    page.across(row, last, words, **_NOTE)
    page.sheet.set_row(row, 21 + 14 * int(wide(words) / across))


def _write(page: Page, at: int, column: int, word: str, table: Rows, *, brief: bool) -> None:
    name = table.columns[column]
    if name in table.figures and _FIGURE.fullmatch(word):
        value = _number(word)
        page.put(at, column, value, **(_ORDER if name == _NEVER_SUMMED and value.is_integer() else _FIGURES))
    else:
        page.put(at, column, word, **(_SHORT if brief else _CELL))


def _totals(page: Page, table: Rows, at: int) -> None:
    """A last row that adds up by formula, holding the sum already for whoever does not reckon."""
    for column, name in enumerate(table.columns):
        if name in table.figures and name != _NEVER_SUMMED:
            found = (_number(row[column]) for row in table.rows if _FIGURE.fullmatch(row[column]))
            formula = f"=SUM({letter(column)}4:{letter(column)}{at})"
            page.sheet.write_formula(at, column, formula, page.book.pen(**_TOTAL), round(sum(found), 4))
        else:
            page.put(at, column, "" if column else "合计", **{**_SHORT, "bold": True})


def _number(word: str) -> float:
    return float(word.replace(",", ""))


def _line(written: Written) -> str:
    """Under the title: who, as of when, in which unit."""
    said = (("填报单位", "发文单位"), ("文号", "文号"), ("截至", "截至"), ("摸底", "摸底"), ("会签", "会签"))
    words = [f"{name}：{written.words[key]}" for name, key in said if written.words.get(key, "").strip()]
    return "　　".join((*words, written.words.get("单位", "产能单位：万吨")))


def _longest(table: Rows, column: int) -> int:
    return max(wide(text) for text in (table.columns[column], *(row[column] for row in table.rows)))
