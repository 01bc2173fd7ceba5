"""From a workbook without a fault to the one command that imports it; and from pasted cells to a workbook."""

import csv
from io import StringIO
from typing import BinaryIO

from yajian.core.decisions.dossier.importing import ImportLedger
from yajian.core.facts.dossier import LedgerFix
from yajian.core.words import CountyId, Digest, DocumentNo
from yajian.sheets.layout import HEADER_ROW, Layout
from yajian.sheets.problems import Checked, Unreadable
from yajian.sheets.spelling import half
from yajian.sheets.template import template


def import_ledger(
    checked: Checked, file: Digest, said_by: str, document: DocumentNo, county: CountyId | None = None
) -> ImportLedger:
    """Every row, or a broken program: whoever asks has seen that there is no fault left."""
    assert checked.clean
    return ImportLedger(
        file=file,
        said_by=said_by,
        document=document,
        county=county,
        enterprises=checked.enterprises,
        facilities=checked.facilities,
        fixes=tuple(LedgerFix(cell=one.cell, was=one.was, now=one.now) for one in checked.taken),
    )


def pasted(out: BinaryIO, layout: Layout, texts: dict[str, str]) -> None:
    """A workbook of what was pasted, sheet by sheet: the cells of rows below the header, tab by tab. Raises Unreadable.

    A header row copied along is left out; one that is in another order than the template's is obeyed.
    """
    rows = {}
    for sheet in layout.sheets:
        lines = [
            line
            for line in csv.reader(StringIO(texts.get(sheet.id, "")), delimiter="\t")
            if any(cell.strip() for cell in line)
        ]
        order = [column.id for column in sheet.columns]
        labels = {half(text): column.id for column in sheet.columns for text in (column.label, column.header)}
        if lines and sum(half(cell) in labels for cell in lines[0]) >= 2:
            order = [labels.get(half(cell), "") for cell in lines[0]]
            lines = lines[1:]
        for number, line in enumerate(lines, 1):
            if len(line) > len(order):
                raise Unreadable(
                    f"“{sheet.name}”第{number}行粘贴了{len(line)}格，模板只有{len(order)}列",
                    "请从第一列起整行复制；或连同表头一起复制",
                )
        rows[sheet.id] = [dict(zip(order, (cell.strip() for cell in line), strict=False)) for line in lines]
    if not any(rows.values()):
        raise Unreadable(
            "没有粘贴任何一行", f"请在 WPS 里选中第{HEADER_ROW + 1}行起的单元格，复制，粘贴到框里"
        )
    template(out, layout, rows)
