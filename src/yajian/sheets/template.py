"""The workbook as it goes out: drop-downs, notes, text columns for codes; empty, or filled with what is recorded."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, BinaryIO

from yajian.sheets.layout import HEADER_ROW, Column, Layout, Sheet
from yajian.workbooks import Book, Cell, Page, letter

Rows = Mapping[str, Iterable[Mapping[str, Cell]]]  # by sheet id; each row by column id

GUIDE, DICTIONARY, META = "说明", "字典", "_meta"
_LEGIBLE = 180  # wider than that, a sheet is printed on A3
_LAST = 5000 + HEADER_ROW  # the last row that has a drop-down
_INK, _LINE, _PALE, _BRICK = "#1F3A52", "#AAB5C1", "#E4EEF6", "#A52A1C"
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
    with Book(out, title=layout.title) as book:
        guide = book.page(GUIDE)
        for sheet in layout.sheets:
            page = book.page(sheet.name)
            _sheet(page, sheet, layout, (rows or {}).get(sheet.id, ()))
            if sheet == layout.enterprises:
                page.sheet.activate()
        words, meta = book.page(DICTIONARY), book.page(META)
        _guide(guide, layout)
        _dictionary(words, layout)
        for row, pair in enumerate(meta_of(layout).items()):
            meta.line(row, pair)
        words.sheet.hide()
        meta.sheet.very_hidden()


def meta_of(layout: Layout) -> dict[str, str]:
    """What the hidden sheet says: whose template this is, made under which revision, and in which form."""
    return {
        "programme": layout.programme,
        "revision": str(layout.revision),
        "template": str(layout.template),
    }


def _head(required: bool) -> dict[str, object]:
    ink = _BRICK if required else _INK
    frame = {"border": 1, "border_color": _LINE, "bg_color": _PALE}
    return {**frame, "bold": True, "font_color": ink, "text_wrap": True, "align": "center"}


def _body(column: Column) -> dict[str, object]:
    if column.kind == "date":
        return {"num_format": "yyyy-mm-dd"}
    return {"num_format": "General" if column.kind in ("quantity", "integer") else "@"}


def _sheet(page: Page, sheet: Sheet, layout: Layout, rows: Iterable[Mapping[str, Cell]]) -> None:
    page.put(0, 0, f"{layout.title}　{sheet.name}台账", bold=True, font_color=_INK, font_size=12)
    page.sheet.set_row(0, 24)
    page.sheet.set_row(HEADER_ROW - 1, 32)
    page.sheet.freeze_panes(HEADER_ROW, 2)
    widths = [_WIDTHS.get(column.kind, 16) for column in sheet.columns]
    page.on_a4(head=HEADER_ROW - 1, twice=sum(widths) > _LEGIBLE)
    for place, column in enumerate(sheet.columns):
        page.sheet.set_column(place, place, widths[place], page.book.pen(**_body(column)))
        page.put(HEADER_ROW - 1, place, column.header, **_head(column.required))
        said = _hint(column)
        if said:
            page.sheet.write_comment(HEADER_ROW - 1, place, said, {"x_scale": 1.6})
        if column.kind != "note" and column.kind != "order":
            _limit(page.sheet, place, column, _list_of(layout, sheet, column))
    for row, values in enumerate(rows, HEADER_ROW):
        for place, column in enumerate(sheet.columns):
            value = values.get(column.id)
            if value not in (None, ""):
                page.put(row, place, value, **_body(column))


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
            name = letter(place)
            return f"={DICTIONARY}!${name}$2:${name}${len(column.choices) + 1}"
    return ""


def _chosen(layout: Layout) -> list[tuple[Sheet, Column]]:
    return [(sheet, one) for sheet in layout.sheets for one in sheet.columns if one.choices]


def _limit(sheet: Any, place: int, column: Column, source: str) -> None:
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
        sheet.data_validation(HEADER_ROW, place, _LAST - 1, place, {**said, **rule})


def _bound(base: int | None, column: Column) -> float | None:
    return None if base is None else base / column.factor


def _dictionary(page: Page, layout: Layout) -> None:
    for place, (sheet, column) in enumerate(_chosen(layout)):
        page.put(0, place, f"{sheet.name}.{column.label}", bold=True)
        for row, choice in enumerate(column.choices, 1):
            page.put(row, place, choice)


def _guide(page: Page, layout: Layout) -> None:
    """The first sheet: the rules in a few lines, then every column."""
    page.sheet.hide_gridlines(2)
    page.widths(10, 26, 7, 54, 40, 22)
    page.put(0, 0, "填表说明", bold=True, font_size=16, font_color=_INK)
    page.sheet.set_row(0, 30)
    page.put(1, 0, f"{layout.title}（方案文件第{layout.revision}版，模板第{layout.template}版）")
    for row, words in enumerate(_RULES, 3):
        page.put(row, 0, f"{row - 2}. {words}")
    row = 4 + len(_RULES)
    page.on_a4(head=row)
    page.line(row, ("表", "列", "必填", "填什么", "说明", "条文"), **_head(False))
    for sheet in layout.sheets:
        for column in sheet.columns:
            row += 1
            must = "必填" if column.required else ""
            cited = "、".join(column.clauses)
            line = (sheet.name, column.header, must, _takes(column), column.note, cited)
            page.line(row, line, border=1, border_color=_LINE, text_wrap=True)
            page.sheet.set_row(row, 17 * (1 + len(_takes(column)) // 28))
