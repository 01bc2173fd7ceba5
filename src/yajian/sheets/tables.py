"""Any workbook as it stands, sheet by sheet, each cell as a person would type it: for files that are of no template of ours.

`python -m yajian.sheets.tables`: in the limited process, as the worker; the job on stdin, the outcome in a file.
"""

import sys
from pathlib import Path

import msgspec
import python_calamine as calamine

from yajian.sheets.problems import Unreadable
from yajian.sheets.reading import numbered
from yajian.sheets.spelling import Value, shown
from yajian.sheets.worker import limit

ROWS = 50_000  # of one sheet
_EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number and makes noughts of the rest


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    path: str
    out: str


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet: its rows that hold anything, numbered as people count, and the cells whose last digits are lost."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    spoilt: tuple[tuple[int, int], ...] = ()  # row, and place within it


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the workbook; or, if it cannot be taken in, why."""

    tables: tuple[Table, ...] = ()
    seen: str = ""
    remedy: str = ""


def main() -> None:
    limit()
    wanted = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Wanted)
    Path(wanted.out).write_bytes(msgspec.msgpack.encode(opened(Path(wanted.path))))


def opened(path: Path) -> Opened:
    try:
        return Opened(tables=_tables(path))
    except Unreadable as fault:
        return Opened(seen=fault.seen, remedy=fault.remedy)


def _tables(path: Path) -> tuple[Table, ...]:
    try:
        book = calamine.load_workbook(path)
    except calamine.CalamineError:
        raise Unreadable(
            "文件打不开，像是没有存完或已损坏", "请用 WPS 或 Excel 打开，另存为 .xlsx 再上传"
        ) from None
    return tuple(_table(book, name) for name in book.sheet_names)


def _table(book: calamine.CalamineWorkbook, name: str) -> Table:
    rows: list[tuple[int, tuple[str, ...]]] = []
    spoilt: list[tuple[int, int]] = []
    for number, row in numbered(book.get_sheet_by_name(name)):
        if len(rows) == ROWS:
            raise Unreadable(f"“{name}”表超过{ROWS}行", "请分成几个文件")
        rows.append((number, tuple(shown(value) for value in row)))
        spoilt += [(number, place) for place, value in enumerate(row) if _lost(value)]
    return Table(name=name, rows=tuple(rows), spoilt=tuple(spoilt))


def _lost(value: Value) -> bool:
    return isinstance(value, int | float) and abs(value) >= _EXACT


if __name__ == "__main__":
    main()
