"""The clerk's own workbook back, every fault marked where it stands; of a very large one, the list of faults alone."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from yajian.core.words import iso_date
from yajian.sheets.layout import Layout
from yajian.sheets.problems import Checked, Problem, Taken
from yajian.sheets.reading import MARKED
from yajian.sheets.spelling import half
from yajian.workbooks import FORMULA, Book, wide

LARGE = 5000  # rows above which only the list goes back: openpyxl would take minutes
FAULTS = "问题清单"
_AUTHOR = "压减"
_BRIEF = 10  # a column no wider holds what stands in its middle
_LINE = Side(style="thin", color="AAB5C1")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_RED, _GREEN, _BRICK, _PALE = "FBE3DF", "E3F1E4", "A52A1C", "E4EEF6"
_HEADS = ("序号", "表", "行", "列", "原值", "问题", "应为", "条文", "可以采用的修正")
_WIDTHS = (6, 10, 7, 24, 26, 52, 34, 18, 18)


def mark(source: Path, out: Path, layout: Layout, checked: Checked) -> None:
    """The same workbook, the same order: red cells with comments, a last column, a list of faults with links."""
    with source.open("rb") as file:  # by its content: what is kept as evidence has no name
        book = openpyxl.load_workbook(file)
    _unmark(book)
    names = {half(name): name for name in book.sheetnames}
    for sheet in layout.sheets:
        if sheet.name in names:
            told = [one for one in checked.problems if one.sheet == sheet.name]
            taken = [one for one in checked.taken if one.cell.partition("!")[0] == sheet.name]
            _sheet(book[names[sheet.name]], told, taken)
    _list(book, checked, names)
    book.save(out)


def _sheet(page: Any, problems: list[Problem], taken: list[Taken]) -> None:
    for one in taken:
        cell = page[one.cell.partition("!")[2]]
        cell.value = _typed(one.now)
        cell.fill = PatternFill("solid", fgColor=_GREEN)
        cell.comment = _comment(f"已按采用的修正改为 {one.now}，原为 {one.was}")
        if isinstance(cell.value, date):
            cell.number_format = "yyyy-mm-dd"
    by_cell: dict[str, list[Problem]] = {}
    by_row: dict[int, list[Problem]] = {}
    for problem in problems:
        by_cell.setdefault(f"{problem.column}{problem.row}", []).append(problem)
        by_row.setdefault(problem.row, []).append(problem)
    for place, here in by_cell.items():
        cell = page[place]
        cell.fill = PatternFill("solid", fgColor=_RED)
        cell.comment = _comment("\n".join(one.finding for one in here))
    if not by_row:
        return
    last = page.max_column + 1
    head = page.cell(2, last, MARKED)
    head.font, head.fill = Font(bold=True, color=_BRICK), PatternFill("solid", fgColor=_PALE)
    page.column_dimensions[get_column_letter(last)].width = 60
    for row, here in by_row.items():
        cell = page.cell(row, last)
        words = (f"{one.label}：{one.finding}" if one.label else one.finding for one in here)
        _put(cell, "；".join(words))
        cell.font, cell.alignment = Font(color=_BRICK), Alignment(wrap_text=True, vertical="center")


def _list(book: Any, checked: Checked, names: dict[str, str]) -> None:
    page = book.create_sheet(FAULTS, 0)
    page.append([checked.sentence])
    page.append(list(_HEADS))
    page["A1"].font = Font(bold=True, size=12, color=_BRICK)
    page.row_dimensions[1].height = 26
    for place, width in enumerate(_WIDTHS, 1):
        page.column_dimensions[get_column_letter(place)].width = width
        head = page.cell(2, place)
        head.font, head.fill, head.border = Font(bold=True), PatternFill("solid", fgColor=_PALE), _FRAME
        head.alignment = Alignment(horizontal="center", vertical="center")
    for row, (problem, line) in enumerate(zip(checked.problems, lines(checked.problems), strict=True), 3):
        for place, value in enumerate(line, 1):
            cell = page.cell(row, place)
            _put(cell, value)
            side = "center" if _WIDTHS[place - 1] <= _BRIEF else "left"
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=side)
            cell.border = _FRAME
        page.row_dimensions[row].height = _height(line)
        name = names[problem.sheet].replace("'", "''")
        link = page.cell(row, 4)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{name}'!{problem.column}{problem.row}")
        link.font = Font(color="1F5FA8", underline="single")
    _on_a4(page)
    page.freeze_panes = "A3"
    page.auto_filter.ref = f"A2:{get_column_letter(len(_HEADS))}{max(3, 2 + len(checked.problems))}"
    for one in book.worksheets:
        one.sheet_view.tabSelected = False
    book.active = 0


def _height(line: Iterable[str | int]) -> float:
    """Room for the longest cell of a line: not every program makes it by itself."""
    return 5 + 14 * max(
        1 + (wide(str(value)) - 1) // width for value, width in zip(line, _WIDTHS, strict=True)
    )


def _on_a4(page: Any) -> None:
    """As every sheet of this office is printed; the workbook is a clerk's own, so our own writer cannot do it."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    page.print_title_rows = "2:2"
    page.oddFooter.center.text = "第 &P 页，共 &N 页"


def lines(problems: Iterable[Problem]) -> Iterable[tuple[str | int, ...]]:
    """Each fault as a line of the list."""
    for number, one in enumerate(problems, 1):
        where = f"{one.column} {one.label}".strip()
        cited = "、".join(one.clauses)
        fix = one.fix if one.offer == "fix" else (f"{one.fix}（须确认）" if one.offer else "")
        yield number, one.sheet, one.row, where, one.value, one.finding, one.remedy, cited, fix


def error_workbook(out: BinaryIO, checked: Checked) -> None:
    """The list of faults alone, by place and value, for a workbook too large to be annotated."""
    frame: dict[str, object] = {"border": 1, "border_color": "#AAB5C1"}
    with Book(out, streamed=True) as book:
        page = book.page(FAULTS)
        page.on_a4(head=1)
        page.widths(*_WIDTHS)
        page.sheet.freeze_panes(2, 0)
        page.sheet.autofilter(1, 0, max(2, 1 + len(checked.problems)), len(_HEADS) - 1)
        page.put(
            0,
            0,
            f"{checked.sentence}。这里只列问题，请照行、列到原表中改。",
            bold=True,
            font_color=f"#{_BRICK}",
        )
        page.line(1, _HEADS, bold=True, align="center", bg_color=f"#{_PALE}", **frame)
        for row, line in enumerate(lines(checked.problems), 2):
            page.sheet.set_row(row, _height(line))
            for place, value in enumerate(line):
                side = "center" if _WIDTHS[place] <= _BRIEF else "left"
                page.put(row, place, value, text_wrap=True, align=side, **frame)


def _put(cell: Any, value: str | int) -> None:
    """Text stays text, whatever it begins with."""
    cell.value = value
    if isinstance(value, str) and value[:1] in FORMULA:
        cell.data_type, cell.quotePrefix = "s", True


def _typed(text: str) -> str | int | float | date:
    try:
        return iso_date(text)
    except ValueError:
        pass
    if len(text) <= 12 and text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit():
        return float(text) if "." in text else int(text)
    return text


def _comment(words: str) -> Comment:
    comment = Comment(words, _AUTHOR)
    comment.width, comment.height = 320, 90
    return comment


def _unmark(book: Any) -> None:
    """What an earlier round left: a clerk may correct the marked workbook and send that."""
    if FAULTS in book.sheetnames:
        del book[FAULTS]
    for page in book.worksheets:
        for column in range(page.max_column, 0, -1):
            if page.cell(2, column).value == MARKED:
                page.delete_cols(column)
        for row in page.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.comment.author == _AUTHOR:
                    cell.comment = None
                    cell.fill = PatternFill()
