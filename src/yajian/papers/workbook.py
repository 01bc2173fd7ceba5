"""A paper as an Excel file: its tables with figures that add up, ready to print on A4."""

import io
import re
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from yajian.core.reports.papers import Rows, Written
from yajian.papers.packing import packed

_FIGURE = re.compile(r"-?[\d,]+(\.\d+)?")
_NEVER_SUMMED = "序号"
_FONT = "宋体"


def workbook(written: Written, stamp: datetime) -> bytes:
    """One sheet a table. Words are never read as formulas. The same words and moment give the same bytes."""
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        moment = stamp.replace(tzinfo=None, microsecond=0)
        author = written.words.get("发文单位", "")
        book.set_properties({"title": written.title, "author": author, "created": moment})
        for name, table in written.tables.items():
            _sheet(book, book.add_worksheet(name), written, table)
    return packed(made.getvalue())


def _sheet(book: Workbook, sheet: Worksheet, written: Written, table: Rows) -> None:
    formats = _formats(book)
    last = len(table.columns) - 1
    sheet.set_default_row(21)
    sheet.set_row(0, 40)
    sheet.merge_range(0, 0, 0, last, written.title, formats["title"])
    sheet.merge_range(1, 0, 1, last, _line(written), formats["note"])
    for column, word in enumerate(table.columns):
        sheet.set_column(column, column, _width(table, column))
        sheet.write_string(2, column, word, formats["head"])
    for at, row in enumerate(table.rows, 3):
        for column, word in enumerate(row):
            _write(sheet, at, column, word, table, formats)
    end = len(table.rows) + 2
    if table.rows:
        _totals(sheet, table, end, formats)
    sheet.merge_range(end + 2, 0, end + 2, last, written.words.get("数据说明", ""), formats["note"])
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _formats(book: Workbook) -> dict[str, Format]:
    cell = {"font_name": _FONT, "font_size": 11, "border": 1, "valign": "vcenter", "text_wrap": True}
    return {
        "title": book.add_format(
            {"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"}
        ),
        "note": book.add_format(
            {"font_name": _FONT, "font_size": 10, "font_color": "#5a6b7d", "valign": "vcenter"}
        ),
        "head": book.add_format({**cell, "bold": True, "align": "center", "bg_color": "#e4eef6"}),
        "word": book.add_format(cell),
        "figure": book.add_format({**cell, "num_format": "#,##0.####;-#,##0.####;0"}),
        "whole": book.add_format({**cell, "num_format": "0", "align": "center"}),
        "total": book.add_format({**cell, "bold": True, "num_format": "#,##0.####;-#,##0.####;0"}),
    }


def _write(
    sheet: Worksheet, at: int, column: int, word: str, table: Rows, formats: dict[str, Format]
) -> None:
    name = table.columns[column]
    if name in table.figures and _FIGURE.fullmatch(word):
        value = float(word.replace(",", ""))
        whole = value.is_integer() and name == _NEVER_SUMMED
        sheet.write_number(at, column, value, formats["whole" if whole else "figure"])
    else:
        sheet.write_string(at, column, word, formats["word"])


def _totals(sheet: Worksheet, table: Rows, end: int, formats: dict[str, Format]) -> None:
    """A last row that adds up by formula, holding the sum already for whoever does not reckon."""
    for column, name in enumerate(table.columns):
        if name in table.figures and name != _NEVER_SUMMED:
            letter = _letter(column)
            figures = [
                float(row[column].replace(",", "")) for row in table.rows if _FIGURE.fullmatch(row[column])
            ]
            total = round(sum(figures), 4)
            sheet.write_formula(
                end + 1, column, f"=SUM({letter}4:{letter}{end + 1})", formats["total"], total
            )
        else:
            sheet.write_string(end + 1, column, "合计" if not column else "", formats["total"])


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def _line(written: Written) -> str:
    """Under the title: who, as of when, in which unit."""
    said = (("填报单位", "发文单位"), ("文号", "文号"), ("截至", "截至"), ("摸底", "摸底"), ("会签", "会签"))
    words = [f"{name}：{written.words[key]}" for name, key in said if written.words.get(key, "").strip()]
    return "　　".join((*words, "产能单位：万吨"))


def _width(table: Rows, column: int) -> float:
    """Wide enough for what stands there, a Chinese character counting two."""
    longest = max(
        (sum(2 if ord(sign) > 255 else 1 for sign in text) for text in _column(table, column)), default=6
    )
    return min(max(longest + 2, 7), 36)


def _column(table: Rows, column: int) -> list[str]:
    return [table.columns[column], *(row[column] for row in table.rows)]
