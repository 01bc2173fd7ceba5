"""`statements`: every number somebody stated, how it stands, and its whole file."""

import click

from yajian.cli.asking import Look, of_a_day
from yajian.cli.room import print_json
from yajian.core.reports.statements import NumberLine, as_builtins, numbers, of_subject, sentence, table
from yajian.core.rules.statements import Standing


@click.command("statements", short_help="数据填报与认定")
@click.option("--subject", default="", help="只看一个对象，如 unit:单元编号")
@click.option(
    "--standing", type=click.Choice([one.value for one in Standing]), help="只看停在哪一步的，如 异议"
)
@of_a_day("只输出 JSON，数值一律为基本单位的整数")
def command(look: Look, subject: str, standing: str | None, as_json: bool) -> None:
    """数据填报与认定：每个数谁说的、凭哪份文件、到了哪一步、能不能用。

    写了 --subject 就连同每一步都列出来。填报、核实、异议、认定等各有一个动词，见下。
    """
    plan, programme = look.plan, look.programme
    lines = (
        of_subject(plan, programme, subject, look.as_of, look.known)
        if subject
        else numbers(plan, programme, look.as_of, look.known)
    )
    lines = tuple(line for line in lines if standing in (None, line.standing.value))
    if as_json:
        print_json({"numbers": [as_builtins(line) for line in lines]} if subject else table(lines))
        return
    for line in lines:
        _tell(line, whole=bool(subject))
    if not lines:
        click.echo("没有符合条件的数据。凭登记文件用 ./run statements report 填报。")


def _tell(line: NumberLine, *, whole: bool) -> None:
    click.echo(
        f"{line.about.name}　{line.form} {line.number.label}　{line.standing.value}　{line.usable.finding}"
    )
    for step in line.steps if whole else ():
        click.echo(f"　　{sentence(step)}")
    for name in line.untold:
        click.echo(f"　　尚未告知　{name}")
