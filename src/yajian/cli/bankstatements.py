"""`bankstatements`: the bank beside the books; a statement taken in; the verbs below say what a line is of."""

from datetime import date
from pathlib import Path

import click

from yajian import banking
from yajian.banking import Statement, Unreadable
from yajian.cli.asking import Look, answer, of_a_day
from yajian.cli.room import IsoDate, open_office, report, today
from yajian.core.reports.bankstatements import as_builtins, sheet, told


@click.command("bankstatements", short_help="银行流水：对账")
@of_a_day()
def command(look: Look, as_json: bool) -> None:
    """银行流水：哪几笔相符，哪边没有对应、几天了，哪些退回还没有登记；导入和人工对账用下面的动词。"""
    answer(sheet(look.programme, look.as_of, look.known), as_json, as_builtins, told)


def with_import(group: click.Group) -> click.Group:
    """The area's verbs, with taking in a file among them."""
    group.add_command(import_statement)
    return group


@click.command("import-statement", short_help="导入银行流水")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--account", required=True, help="专户账号后四位")
@click.option("--effective", type=IsoDate(), help="导入的日期，默认今天")
@click.option("--actor", default="installer", show_default=True, help="经办人")
@click.option("--actor-organ", default="本机", show_default=True, help="经办人代表的单位")
@click.option("--actor-role", default="installer", show_default=True, help="经办人的角色，见 permissions.md")
@click.option("--command-id", help="提交号：同一提交号只办一次，重试时照填")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def import_statement(
    file: Path,
    account: str,
    effective: date | None,
    actor: str,
    actor_organ: str,
    actor_role: str,
    command_id: str | None,
    as_json: bool,
) -> None:
    """导入 FILE（CSV 或 .xlsx）：照网银下载的原样，列按列名识别。有一处读不了就一笔也不导入；已有的流水不重复登记。"""
    found = _read(file, account)
    with open_office() as office:
        outcome = office.transact(
            banking.takes_in(banking.kept(office.evidence, file), account, found),
            actor=actor,
            organ=actor_organ,
            role=actor_role,
            effective=effective or today(),
            command_id=command_id,
        )
    report(outcome, as_json)


def _read(file: Path, account: str) -> Statement:
    """The statement, or a stop with everything that is wrong with it."""
    try:
        found = banking.read(file, account=account)
    except Unreadable as fault:
        raise click.ClickException(str(fault)) from fault
    for row in found.left_out:
        click.echo(f"第{row}行是合计之类，没有当作流水", err=True)
    if found.faults:
        for wrong in found.faults:
            click.echo(str(wrong), err=True)
        raise click.ClickException(f"{len(found.faults)}处读不了，一笔也没有导入")
    return found
