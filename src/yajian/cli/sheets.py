"""`sheets`: the ledger's workbook out of the plan file, and the ledger as recorded into it."""

from pathlib import Path

import click

from yajian.cli.room import open_office, plainly, say
from yajian.sheets.exporting import ledger_rows
from yajian.sheets.layout import layout
from yajian.sheets.template import Rows, template

_OUT = click.Path(dir_okay=False, path_type=Path)


@click.group("sheets", short_help="Excel：台账模板、导出")
def command() -> None:
    """Excel 台账：模板由方案文件的字段生成，换了行业换的是方案文件。"""


@command.command("template", short_help="生成台账模板")
@click.argument("out", type=_OUT)
def write_template(out: Path) -> None:
    """把空的台账模板写到 OUT（.xlsx）：下拉、填表说明，字段照方案文件。"""
    _write(out, filled=False)


@command.command("export", short_help="导出台账")
@click.argument("out", type=_OUT)
def export(out: Path) -> None:
    """把已登记的台账照模板的列写到 OUT（.xlsx）：认定的数，没有认定的写最后一次填报。"""
    _write(out, filled=True)


def _write(out: Path, *, filled: bool) -> None:
    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{out} 请以 .xlsx 结尾")
    with open_office() as office:
        plan = office.plan()
        made = layout(plan)
        rows: Rows = ledger_rows(plan, office.programme, made) if filled else {}
    with plainly(), out.open("wb") as file:
        template(file, made, rows)
    count = "、".join(f"{sheet.name}{len(list(rows.get(sheet.id, ())))}行" for sheet in made.sheets)
    say(f"已写到 {out}：{count if filled else '、'.join(sheet.name for sheet in made.sheets)}")
