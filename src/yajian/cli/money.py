"""`money`: the tables of compensation, one at a time; the pages show the same and save them as Excel."""

import click
import msgspec

from yajian.cli.asking import Look, of_a_day
from yajian.cli.room import print_json
from yajian.core.reports.money import TABLES, Scope

_HELP = "补偿资金各表，看哪一张就写哪一张：\n\n" + "\n\n".join(
    f"{name}　{one.title}：{one.note}" for name, one in TABLES.items()
)


@click.command("money", short_help="补偿资金各表：额度、审核计划、下达进度、执行情况", help=_HELP)
@click.argument("table", type=click.Choice(tuple(TABLES)))
@of_a_day()
def command(look: Look, table: str, as_json: bool) -> None:
    scope = Scope(plan=look.plan, programme=look.programme, as_of=look.as_of, known=look.known)
    found = TABLES[table].table(scope)
    if as_json:
        print_json({"as_of": look.as_of.isoformat(), "table": table, **msgspec.to_builtins(found)})
        return
    click.echo(f"{TABLES[table].title}（{look.as_of.isoformat()}）")
    for line in TABLES[table].told(found):
        click.echo(line)
