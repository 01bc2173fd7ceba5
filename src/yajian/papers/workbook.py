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
_NOTE = {"font_size": 10, "font_color": "#5a6b7d"}
_CELL = {"border": 1, "text_wrap": True}
_HEAD = {**_CELL, "bold": True, "align": "center", "bg_color": "#e4eef6"}
_FIGURES = {**_CELL, "num_format": "#,##0.####;-#,##0.####;0"}
_ORDER = {**_CELL, "num_format": "0", "align": "center"}
_TOTAL = {**_FIGURES, "bold": True}


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
    page.sheet.set_default_row(21)
    page.sheet.set_row(0, 40)
    page.across(0, last, written.title, **_TITLE)
    page.across(1, last, _line(written), **_NOTE)
    page.widths(*(_width(table, column) for column in range(last + 1)))
    page.line(2, table.columns, **_HEAD)
    for at, row in enumerate(table.rows, 3):
        for column, word in enumerate(row):
            _write(page, at, column, word, table)
    if table.rows:
        _totals(page, table, end + 1)
    page.across(end + 2, last, written.words.get("数据说明", ""), **_NOTE)
    page.sheet.freeze_panes(3, 0)
    page.on_a4(head=2)


def _write(page: Page, at: int, column: int, word: str, table: Rows) -> None:
    name = table.columns[column]
    if name in table.figures and _FIGURE.fullmatch(word):
        value = _number(word)
        page.put(at, column, value, **(_ORDER if name == _NEVER_SUMMED and value.is_integer() else _FIGURES))
    else:
        page.put(at, column, word, **_CELL)


def _totals(page: Page, table: Rows, at: int) -> None:
    """A last row that adds up by formula, holding the sum already for whoever does not reckon."""
    for column, name in enumerate(table.columns):
        if name in table.figures and name != _NEVER_SUMMED:
            found = (_number(row[column]) for row in table.rows if _FIGURE.fullmatch(row[column]))
            formula = f"=SUM({letter(column)}4:{letter(column)}{at})"
            page.sheet.write_formula(at, column, formula, page.book.pen(**_TOTAL), round(sum(found), 4))
        else:
            page.put(at, column, "" if column else "合计", **_TOTAL)


def _number(word: str) -> float:
    return float(word.replace(",", ""))


def _line(written: Written) -> str:
    """Under the title: who, as of when, in which unit."""
    said = (("填报单位", "发文单位"), ("文号", "文号"), ("截至", "截至"), ("摸底", "摸底"), ("会签", "会签"))
    words = [f"{name}：{written.words[key]}" for name, key in said if written.words.get(key, "").strip()]
    return "　　".join((*words, "产能单位：万吨"))


def _width(table: Rows, column: int) -> float:
    """Wide enough for what stands there."""
    longest = max(wide(text) for text in (table.columns[column], *(row[column] for row in table.rows)))
    return min(max(longest + 2, 7), 36)
