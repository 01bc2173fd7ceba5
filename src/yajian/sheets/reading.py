"""A workbook as rows of cells, and what calamine does not tell of it: hidden rows, formulas without a result or with an error.

Runs in the limited process only: what is opened here was made by somebody else.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import python_calamine as calamine

from yajian.sheets.layout import TEMPLATE, Column, Layout, Sheet
from yajian.sheets.problems import Unreadable
from yajian.sheets.spelling import Value, half, shown
from yajian.sheets.template import META

MARKED = "问题"  # the column that marking adds; a clerk may send the marked workbook back
_LOOK_FOR_HEADER = 10  # rows
_CHUNK = 1 << 20
_HIDDEN = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\shidden=\"(?:1|true)\")[^>]*?\sr=\"(\d+)\"")
_EMPTY_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)"
)
_FAILED = re.compile(
    rb"<(?:\w+:)?c\b([^>]*\st=\"e\"[^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)</", re.DOTALL
)
_PLACE = re.compile(rb"\sr=\"([A-Z]+)(\d+)\"")
_ROW_END = re.compile(rb"</(?:\w+:)?row>")


class Merged(NamedTuple):
    """A merged range that lies over rows of data: rows as people count, the first column as its place."""

    first: int
    last: int
    column: int


class Raw(NamedTuple):
    """One sheet of the workbook that the layout knows."""

    sheet: Sheet
    places: dict[str, int]  # where each column of the layout stands, by its id
    header: int
    rows: Iterator[tuple[int, list[Value]]]  # rows that hold anything, numbered as people count
    merged: tuple[Merged, ...]
    hidden: tuple[int, ...]
    unworked: Mapping[
        tuple[int, str], str
    ]  # formulas that came to nothing, by row and letter: what they failed with
    unknown: tuple[str, ...]  # headers nobody asked for
    missing: tuple[Column, ...]
    twice: tuple[str, ...]


def read(path: Path, layout: Layout) -> tuple[tuple[Raw, ...], tuple[str, ...]]:
    """The sheets in the layout's order, whatever their order in the file, and what is to be told of the whole."""
    try:
        book = calamine.load_workbook(path)
    except calamine.PasswordError:
        raise Unreadable("文件有打开密码", "请去掉密码后另存，再上传") from None
    except calamine.CalamineError:
        raise Unreadable(
            "文件打不开，像是没有存完或已损坏", "请用 WPS 或 Excel 打开，另存为 .xlsx 再上传"
        ) from None
    notices = _whose(book, layout)
    names = {half(name): name for name in book.sheet_names}
    places = _files(path)
    found = [
        _sheet(book, sheet, names[sheet.name], path, places.get(names[sheet.name], ""))
        for sheet in layout.sheets
        if sheet.name in names
    ]
    if not found:
        wanted = "、".join(f"“{sheet.name}”" for sheet in layout.sheets)
        raise Unreadable(f"工作簿里没有{wanted}这些表", "请下载模板填写，不要改表名")
    absent = [sheet.name for sheet in layout.sheets if sheet.name not in names]
    return tuple(found), (*notices, *(f"没有“{name}”表，按没有这一类填写处理" for name in absent))


def _whose(book: Any, layout: Layout) -> tuple[str, ...]:
    """The hidden sheet says whose template it was."""
    if META not in book.sheet_names:
        return ("文件里没有模板标记，按列名识别",)
    rows = book.get_sheet_by_name(META).to_python(skip_empty_area=False)
    meta = {shown(row[0]): shown(row[1]) for row in rows[:20] if len(row) > 1}
    if meta.get("programme") != layout.programme:
        raise Unreadable("这是另一个方案的模板", "请在本办公室的“导入”一页重新下载模板")
    if meta.get("template") != str(TEMPLATE):
        raise Unreadable("模板的版本旧了", "请重新下载模板，把填好的行复制过去")
    if meta.get("revision") != str(layout.revision):
        return (f"模板按方案文件第{meta.get('revision')}版生成，现为第{layout.revision}版，按现行的核对",)
    return ()


def _sheet(book: Any, sheet: Sheet, name: str, path: Path, file: str) -> Raw:
    page = book.get_sheet_by_name(name)
    rows = numbered(page)
    header, places, unknown, twice = 0, dict[str, int](), tuple[str, ...](), tuple[str, ...]()
    for number, row in rows:
        places, unknown, twice = _columns(sheet, row)
        if len(places) >= 2:
            header = number
            break
        if number >= _LOOK_FOR_HEADER:
            break
    if not header:
        raise Unreadable(
            f"“{name}”表前{_LOOK_FOR_HEADER}行里找不到列名", "请下载模板，把填好的行复制过去，列名不改"
        )
    hidden, unworked = _scanned(path, file) if file else ((), {})
    merged = tuple(
        Merged(first[0] + 1, last[0] + 1, first[1])
        for first, last in page.merged_cell_ranges or ()
        if last[0] + 1 > header
    )
    return Raw(
        sheet=sheet,
        places=places,
        header=header,
        rows=rows,
        merged=merged,
        hidden=tuple(number for number in hidden if number > header),
        unworked=unworked,
        unknown=unknown,
        missing=tuple(one for one in sheet.columns if one.id not in places),
        twice=twice,
    )


def numbered(page: Any) -> Iterator[tuple[int, list[Value]]]:
    """Rows that hold anything. calamine leaves out the columns before the first that holds anything."""
    before: list[Value] = [None] * (page.start or (0, 0))[1]
    for number, row in enumerate(page.iter_rows(), 1):
        if any(value not in ("", None) for value in row):
            yield number, before + row


def _columns(sheet: Sheet, row: list[Value]) -> tuple[dict[str, int], tuple[str, ...], tuple[str, ...]]:
    """Where each column stands, which headers nobody asked for, and which stand twice."""
    wanted = {_bare(column.label): column for column in sheet.columns}
    places: dict[str, int] = {}
    unknown, twice = [], []
    for place, value in enumerate(row):
        words = shown(value)
        column = wanted.get(_bare(words))
        if column is None:
            if words and words != MARKED:
                unknown.append(words)
        elif column.id in places:
            twice.append(column.label)
        else:
            places[column.id] = place
    return places, tuple(unknown), tuple(twice)


def _bare(header: str) -> str:
    """A header without its unit, its star and its spaces."""
    return re.sub(r"\([^()]*\)$", "", "".join(half(header).split()).rstrip("*"))


# What only the sheet's own XML tells -------------------------------------------------------------


def _files(path: Path) -> dict[str, str]:
    """Which file inside the workbook holds which sheet."""
    with zipfile.ZipFile(path) as package:
        try:
            book = package.read("xl/workbook.xml")
            links = package.read("xl/_rels/workbook.xml.rels")
        except KeyError:
            return {}
    targets = dict(_pairs(links, rb"<(?:\w+:)?Relationship\b[^>]*>", rb"Id", rb"Target"))
    named = _pairs(book, rb"<(?:\w+:)?sheet\b[^>]*>", rb"name", rb"r:id")
    found = {}
    for name, link in named:
        target = targets.get(link, "")
        file = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        found[_unescaped(name)] = file
    return found


def _pairs(xml: bytes, tag: bytes, key: bytes, value: bytes) -> Iterator[tuple[str, str]]:
    for found in re.finditer(tag, xml):
        said = dict(re.findall(rb'([\w:]+)="([^"]*)"', found.group()))
        if key in said and value in said:
            yield said[key].decode(), said[value].decode()


def _unescaped(name: str) -> str:
    for code, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        name = name.replace(code, sign)
    return name


def _scanned(path: Path, file: str) -> tuple[tuple[int, ...], dict[tuple[int, str], str]]:
    """Hidden rows, and formulas that nobody has worked out or that failed, read off the XML in passing."""
    hidden: list[int] = []
    unworked: dict[tuple[int, str], str] = {}
    with zipfile.ZipFile(path) as package:
        if file not in package.namelist():
            return (), {}
        with package.open(file) as stream:
            rest = b""
            while chunk := stream.read(_CHUNK):
                text = rest + chunk
                end = max((found.end() for found in _ROW_END.finditer(text)), default=0)
                _look(text[:end], hidden, unworked)
                rest = text[end:]
            _look(rest, hidden, unworked)
    return tuple(hidden), unworked


def _look(text: bytes, hidden: list[int], unworked: dict[tuple[int, str], str]) -> None:
    hidden += (int(found[1]) for found in _HIDDEN.finditer(text))
    if b"<f" in text or b":f" in text:
        for cell in _EMPTY_FORMULA.finditer(text):
            unworked |= _placed(cell[1], b"")
    if b't="e"' in text:
        for cell in _FAILED.finditer(text):
            unworked |= _placed(cell[1], cell[2])


def _placed(cell: bytes, said: bytes) -> dict[tuple[int, str], str]:
    place = _PLACE.search(cell)
    return {(int(place[2]), place[1].decode()): said.decode()} if place is not None else {}
