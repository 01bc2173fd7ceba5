"""A statement of the special account on its way in: a CSV file or a workbook, as the bank gives it out.

The file is kept as it is; what becomes of it is decided by the core, of all its lines at once.
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from yajian.banking.reading import Fault, Statement, statement
from yajian.core.decisions.bankstatements import ImportStatement
from yajian.core.words import Digest, digits_of
from yajian.evidence import Evidence
from yajian.sheets.limited import tables
from yajian.sheets.problems import Unreadable
from yajian.sheets.tables import ROWS, Table

__all__ = ["Fault", "Statement", "Unreadable", "kept", "read", "takes_in"]

MOST = 30 * 1024 * 1024  # bytes
_WORKBOOK, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DELIMITERS = ",\t;|"


def read(path: Path, name: str = "", account: str = "") -> Statement:
    """Every line and every fault of a file; `name` is what the sender called it, `account` the tail he says it is of.

    Raises Unreadable, also where the file says that it is another account's.
    """
    found = statement(_tables(path, name or path.name))
    asked = digits_of(account)
    others = sorted(found.own - {asked}) if asked else []
    if others:
        raise Unreadable(
            f"文件写明是尾号 {'、'.join(others)} 的流水，填的专户是 {asked}",
            "请核对文件和专户账号后四位；一个文件只能是一个账户的流水",
        )
    return found


def kept(evidence: Evidence, path: Path) -> Digest:
    """A statement that could be read, kept as it is: the bank's own encoding is part of it. Raises NotKept."""
    return evidence.put_read(path)


def takes_in(file: Digest, account: str, found: Statement) -> ImportStatement:
    """The command that takes in a statement nothing is wrong with."""
    return ImportStatement(file=file, account=digits_of(account), lines=found.lines, left_out=found.left_out)


def _tables(path: Path, name: str) -> Sequence[Table]:
    with path.open("rb") as file:
        start = file.read(4)
    if start in (_WORKBOOK, _OLD):
        return tables(path, name)
    if not start:
        raise Unreadable("文件是空的", "请核对是不是选错了文件")
    if path.stat().st_size > MOST:
        raise Unreadable(f"文件超过{MOST // 1024 // 1024}MB", "请按月下载，分几次导入")
    return [_table(_text(path.read_bytes()))]


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(
        "文件既不是工作簿，也不是 UTF-8、GB18030 编码的文本", "请从网银下载 CSV 或 Excel（.xlsx）格式"
    )


def _table(text: str) -> Table:
    """The rows of a text by the sign that parts its cells, whichever stands oftenest at its beginning."""
    beginning = text[:4000]
    delimiter = max(_DELIMITERS, key=beginning.count)
    rows: list[tuple[int, tuple[str, ...]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if len(rows) == ROWS:
                raise Unreadable(f"流水超过{ROWS}行", "请按月下载，分几次导入")
            if any(one.strip() for one in row):
                rows.append((reader.line_num, tuple(row)))
    except csv.Error:
        raise Unreadable("文件读到一半读不下去", "请从网银重新下载，不要改动") from None
    return Table(name="流水", rows=tuple(rows))
