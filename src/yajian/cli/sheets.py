"""`sheets`: the ledger's workbook out of the plan file, the ledger as recorded into it, and a filled one checked and imported."""

from datetime import date
from pathlib import Path

import click
import msgspec

from yajian.cli.room import IsoDate, open_office, plainly, print_json, report, say, today
from yajian.core.words import CountyId, DocumentNo, iso_date
from yajian.sheets.exporting import ledger_rows
from yajian.sheets.importing import import_ledger
from yajian.sheets.known import Asked, Known, known
from yajian.sheets.layout import Layout, layout
from yajian.sheets.limited import look
from yajian.sheets.limited import marked as write_marked
from yajian.sheets.problems import Checked, Unreadable
from yajian.sheets.template import Rows, template
from yajian.transact import Office

_OUT = click.Path(dir_okay=False, path_type=Path)
_IN = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("sheets", short_help="Excel：台账模板、导出、核对、导入")
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


@command.command("check", short_help="核对填好的台账")
@click.argument("file", type=_IN)
@click.option("--said-by", default="", help="填报单位")
@click.option("--county", default="", help="只许是哪个县（市）的企业，写编号")
@click.option("--accept", multiple=True, help="采用哪一格所建议的修正，如 焦炉!F12，可重复")
@click.option("--marked", type=_OUT, help="把标出问题的工作簿写到这里（.xlsx）")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def check(
    file: Path, said_by: str, county: str, accept: tuple[str, ...], marked: Path | None, as_json: bool
) -> None:
    """核对 FILE（.xlsx）：一次列出全部问题，每处写明表、格、原值、怎么改。什么也不登记；有问题退出 1。"""
    with open_office() as office:
        looked = _looked(office, file, said_by, county, accept, today())
    if marked is not None:
        with plainly(), marked.open("wb") as out:
            whole = write_marked(file, looked.layout, looked.known, looked.asked, looked.checked, out)
        say(f"已写到 {marked}：{'原表标出' if whole else '只列问题清单'}{len(looked.checked.problems)}处")
    if as_json:
        print_json(msgspec.to_builtins(looked.checked))
    else:
        _tell(looked.checked)
    if not looked.checked.clean:
        raise SystemExit(1)


@command.command("import", short_help="导入填好的台账")
@click.argument("file", type=_IN)
@click.option("--said-by", required=True, help="填报单位：谁编的台账写谁")
@click.option("--document", required=True, help="依据文号：报送台账的文件，须已登记")
@click.option("--county", default="", help="县（市）编号；全市的不写")
@click.option("--accept", multiple=True, help="采用哪一格所建议的修正，如 焦炉!F12，可重复")
@click.option("--effective", type=IsoDate(), help="数据截至日，默认照台账所写，台账没写的为今天")
@click.option("--actor", default="installer", show_default=True, help="经办人")
@click.option("--actor-organ", default="本机", show_default=True, help="经办人代表的单位")
@click.option("--actor-role", default="installer", show_default=True, help="经办人的角色，见 permissions.md")
@click.option("--command-id", help="提交号：同一提交号只办一次，重试时照填")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def import_file(
    file: Path,
    said_by: str,
    document: str,
    county: str,
    accept: tuple[str, ...],
    effective: date | None,
    actor: str,
    actor_organ: str,
    actor_role: str,
    command_id: str | None,
    as_json: bool,
) -> None:
    """导入 FILE（.xlsx）：有一处问题就一行也不入账；全部无误才一次登记，每一条都查得到原表第几行。"""
    with open_office() as office:
        looked = _looked(office, file, said_by, county, accept, effective)
        if not looked.checked.clean:
            _tell(looked.checked)
            raise SystemExit(1)
        asked = import_ledger(
            looked.checked,
            office.keep(file),
            said_by,
            DocumentNo(document),
            CountyId(county) if county else None,
        )
        as_of = iso_date(looked.checked.as_of) if looked.checked.as_of else today()
        outcome = office.transact(
            asked,
            actor=actor,
            organ=actor_organ,
            role=actor_role,
            effective=effective or as_of,
            command_id=command_id,
        )
    report(outcome, as_json)


class _Looked(msgspec.Struct, frozen=True, kw_only=True):
    """A workbook, what it was compared with, and what came of it."""

    layout: Layout
    known: Known
    asked: Asked
    checked: Checked


def _looked(
    office: Office, file: Path, said_by: str, county: str, accept: tuple[str, ...], as_of: date | None
) -> _Looked:
    plan = office.plan()
    made = layout(plan)
    if county and county not in made.counties:
        raise click.UsageError(f"方案的县（市）中没有 {county}；有 {'、'.join(made.counties)}")
    asked = Asked(
        today=today(),
        said_by=said_by,
        county=made.counties.get(county, ""),
        as_of=as_of,
        accepted=frozenset(accept),
    )
    books = known(plan, office.programme, made)
    try:
        checked = look(file, made, books, asked, name=file.name, tell=_progress)
    except Unreadable as fault:
        raise click.ClickException(str(fault)) from fault
    return _Looked(layout=made, known=books, asked=asked, checked=checked)


def _progress(sheet: str, row: int) -> None:
    if row >= 2000:
        say(f"正在核对“{sheet}”：已到第{row}行")


def _tell(checked: Checked) -> None:
    click.echo(checked.sentence)
    for notice in checked.notices:
        click.echo(f"提示　{notice}")
    for one in checked.problems:
        offer = {"fix": f"　可用 --accept {one.cell}", "confirm": f"　确认用 --accept {one.cell}"}.get(
            one.offer, ""
        )
        click.echo(f"{one.cell}　{one.label or '整行'}　“{one.value}”　{one.finding}{offer}")
