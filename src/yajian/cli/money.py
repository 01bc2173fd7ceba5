"""`money`: the tables of compensation, one at a time; the pages show the same and save them as Excel."""

from datetime import date, datetime

import click
import msgspec

from yajian.cli.room import IsoDate, open_office, print_json, today
from yajian.cli.status import Moment
from yajian.core.reports.money import TABLES, Scope

_HELP = "补偿资金各表，看哪一张就写哪一张：\n\n" + "\n\n".join(
    f"{name}　{one.title}：{one.note}" for name, one in TABLES.items()
)


@click.command("money", short_help="补偿资金各表：额度、审核计划、下达进度、执行情况", help=_HELP)
@click.argument("table", type=click.Choice(tuple(TABLES)))
@click.option("--as-of", type=IsoDate(), help="看哪一天的情况，默认今天")
@click.option("--known-at", type=Moment(), help="只用到这一刻为止已录入的事实，默认全部")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def command(table: str, as_of: date | None, known_at: datetime | None, as_json: bool) -> None:
    with open_office() as office:
        known = office.known_at(known_at) if known_at is not None else None
        day = as_of or today()
        scope = Scope(plan=office.plan(day, known), programme=office.programme, as_of=day, known=known)
        found = TABLES[table].table(scope)
    if as_json:
        print_json({"as_of": day.isoformat(), "table": table, **msgspec.to_builtins(found)})
        return
    click.echo(f"{TABLES[table].title}（{day.isoformat()}）")
    for line in TABLES[table].told(found):
        click.echo(line)
