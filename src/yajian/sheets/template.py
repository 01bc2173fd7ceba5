"""The workbook as it goes out: drop-downs, notes, text columns for codes; empty, or filled with what is recorded."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from yajian.sheets.layout import HEADER_ROW, Column, Layout, Sheet

Cell = str | int | float | date | None
Rows = Mapping[str, Iterable[Mapping[str, Cell]]]  # by sheet id; each row by column id

GUIDE, DICTIONARY, META = "说明", "字典", "_meta"
_LAST = 5000 + HEADER_ROW  # the last row that has a drop-down
_FONT = {"font_name": "微软雅黑", "font_size": 10.5, "valign": "vcenter"}
_INK, _LINE, _PALE, _BRICK = "#1F3A52", "#AAB5C1", "#E4EEF6", "#A52A1C"
_MADE = datetime(2019, 12, 31)  # noqa: DTZ001 - a fixed date, so that one template is one file
_WIDTHS = {
    "order": 6, "code": 24, "owner": 24, "name": 34, "county": 12, "date": 13, "tristate": 10, "integer": 10,
    "quantity": 13, "choice": 18, "note": 24,
}  # fmt: skip
_RULES = (
    "每行一户企业、一座设施；表头两行不动，从第3行填起；列可以拉宽，不要改列名、不要合并单元格、不要加合计行。",
    "红字的列必填，其余的没有就空着，不写“无”“同上”“约”。",
    "数字只写数字，单位在表头；日期写作 2019-10-31；有下拉的从下拉中选。",
    "从别处粘贴会绕过下拉，导入时逐格重新核对：错误一次全部指出，一处也不改，一行也不先入账。",
    "填好后另存为 .xlsx（WPS：文件 → 另存为 → Excel 文件 *.xlsx）。",
)


def template(out: BinaryIO, layout: Layout, rows: Rows | None = None) -> None:
    """Write the workbook; with rows, filled. Nothing a cell holds can become a formula."""
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": layout.title, "created": _MADE})
    pen = _Pen(book)
    guide = book.add_worksheet(GUIDE)
    for sheet in layout.sheets:
        _sheet(book.add_worksheet(sheet.name), pen, sheet, layout, (rows or {}).get(sheet.id, ()))
    words = book.add_worksheet(DICTIONARY)
    meta = book.add_worksheet(META)
    _guide(guide, pen, layout)
    _dictionary(words, pen, layout)
    for row, pair in enumerate(meta_of(layout).items()):
        meta.write_row(row, 0, pair)
    words.hide()
    meta.very_hidden()
    book.get_worksheet_by_name(layout.enterprises.name).activate()
    book.close()


def meta_of(layout: Layout) -> dict[str, str]:
    """What the hidden sheet says: whose template this is, made under which revision, and in which form."""
    return {
        "programme": layout.programme,
        "revision": str(layout.revision),
        "template": str(layout.template),
    }


class _Pen:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book, self._made = book, {}  # type: ignore[var-annotated]

    def __call__(self, **how: object) -> Any:
        key = tuple(sorted(how.items(), key=str))
        if key not in self._made:
            self._made[key] = self._book.add_format({**_FONT, **how})
        return self._made[key]

    def head(self, required: bool) -> Any:
        colour = _BRICK if required else _INK
        return self(
            bold=True, bg_color=_PALE, border=1, border_color=_LINE, text_wrap=True, align="center", font_color=colour
        )  # fmt: skip

    def body(self, column: Column) -> Any:
        if column.kind == "date":
            return self(num_format="yyyy-mm-dd")
        if column.kind in ("quantity", "integer"):
            return self(num_format="General")
        return self(num_format="@")


def _sheet(
    page: Worksheet, pen: _Pen, sheet: Sheet, layout: Layout, rows: Iterable[Mapping[str, Cell]]
) -> None:
    page.write_string(
        0, 0, f"{layout.title}　{sheet.name}台账", pen(bold=True, font_color=_INK, font_size=12)
    )
    page.set_row(0, 24)
    page.set_row(HEADER_ROW - 1, 32)
    page.freeze_panes(HEADER_ROW, 2)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, _WIDTHS.get(column.kind, 16), pen.body(column))
        page.write_string(HEADER_ROW - 1, place, column.header, pen.head(column.required))
        said = _hint(column)
        if said:
            page.write_comment(HEADER_ROW - 1, place, said, {"x_scale": 1.6})
        if column.kind != "note" and column.kind != "order":
            _limit(page, place, column, _list_of(layout, sheet, column))
    for row, values in enumerate(rows, HEADER_ROW):
        for place, column in enumerate(sheet.columns):
            _write(page, row, place, values.get(column.id), pen, column)


def _write(page: Worksheet, row: int, place: int, value: Cell, pen: _Pen, column: Column) -> None:
    """A text that a spreadsheet might take for a formula carries the mark that it is text."""
    match value:
        case None | "":
            return
        case str() if value[0] in "=+-@\t\r":
            page.write_string(row, place, value, pen(num_format="@", quote_prefix=True))
        case str():
            page.write_string(row, place, value, pen.body(column))
        case date():
            page.write_datetime(row, place, value, pen.body(column))
        case _:
            page.write_number(row, place, value, pen.body(column))


def _hint(column: Column) -> str:
    """What to fill in, as the note on the header says it."""
    must = "必填" if column.required else ""
    return "；".join(one for one in (must, column.note, _takes(column)) if one)


def _takes(column: Column) -> str:
    return {
        "quantity": f"只填数字，单位{column.unit}",
        "integer": "只填整数",
        "date": "写作 2019-10-31",
        "choice": f"选 {'/'.join(column.choices)}",
        "tristate": f"选 {'/'.join(column.choices)}",
        "county": f"选 {'/'.join(column.choices)}",
    }.get(column.kind, "")


def _list_of(layout: Layout, sheet: Sheet, column: Column) -> str:
    """Where the hidden sheet holds this column's choices."""
    for place, (where, one) in enumerate(_chosen(layout)):
        if (where.id, one.id) == (sheet.id, column.id):
            letter = xl_col_to_name(place)
            return f"={DICTIONARY}!${letter}$2:${letter}${len(column.choices) + 1}"
    return ""


def _chosen(layout: Layout) -> list[tuple[Sheet, Column]]:
    return [(sheet, one) for sheet in layout.sheets for one in sheet.columns if one.choices]


def _limit(page: Worksheet, place: int, column: Column, source: str) -> None:
    rule: dict[str, Any] | None = None
    match column.kind:
        case "choice" | "tristate" | "county":
            rule = {"validate": "list", "source": source, "error_message": "请从下拉列表选择"}
        case "quantity" | "integer":
            kind = "decimal" if column.kind == "quantity" else "integer"
            low, high = _bound(column.low, column), _bound(column.high, column)
            if low is not None and high is not None:
                rule = {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
            elif low is not None:
                rule = {"validate": kind, "criteria": ">=", "value": low}
        case "date":
            first = date(1950, 1, 1)
            rule = {"validate": "date", "criteria": ">=", "value": first}
        case "code" | "owner":
            rule = {"validate": "length", "criteria": "==", "value": 18, "error_type": "warning"}
        case _:
            pass
    if rule is not None:
        said = {"error_title": column.label[:32], "error_message": _hint(column)[:255]}
        page.data_validation(HEADER_ROW, place, _LAST - 1, place, {**said, **rule})


def _bound(base: int | None, column: Column) -> float | None:
    return None if base is None else base / column.factor


def _dictionary(page: Worksheet, pen: _Pen, layout: Layout) -> None:
    for place, (sheet, column) in enumerate(_chosen(layout)):
        page.write_string(0, place, f"{sheet.name}.{column.label}", pen(bold=True))
        page.write_column(1, place, column.choices, pen())


def _guide(page: Worksheet, pen: _Pen, layout: Layout) -> None:
    """The first sheet: the rules in a few lines, then every column."""
    page.hide_gridlines(2)
    for place, width in enumerate((10, 26, 7, 54, 40, 22)):
        page.set_column(place, place, width)
    page.write_string(0, 0, "填表说明", pen(bold=True, font_size=16, font_color=_INK))
    page.set_row(0, 30)
    page.write_string(
        1, 0, f"{layout.title}（方案文件第{layout.revision}版，模板第{layout.template}版）", pen()
    )
    for row, words in enumerate(_RULES, 3):
        page.write_string(row, 0, f"{row - 2}. {words}", pen())
    row = 4 + len(_RULES)
    page.write_row(row, 0, ("表", "列", "必填", "填什么", "说明", "条文"), pen.head(False))
    cell = pen(border=1, border_color=_LINE, text_wrap=True)
    for sheet in layout.sheets:
        for column in sheet.columns:
            row += 1
            must = "必填" if column.required else ""
            cited = "、".join(column.clauses)
            line = (sheet.name, column.header, must, _takes(column), column.note, cited)
            page.write_row(row, 0, line, cell)
            page.set_row(row, 17 * (1 + len(_takes(column)) // 28))
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
