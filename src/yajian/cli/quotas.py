"""`quotas`: one line a unit, from its rate to its last fen; the verbs below enter what the papers say."""

from datetime import date, datetime

import click

from yajian.cli.room import IsoDate, open_office, print_json, today
from yajian.cli.status import Moment
from yajian.core.reports.quotas import as_builtins, sheet, told


@click.command("quotas", short_help="补偿资金：额度、列支、下达、暂缓")
@click.option("--as-of", type=IsoDate(), help="看哪一天的情况，默认今天")
@click.option("--known-at", type=Moment(), help="只用到这一刻为止已录入的事实，默认全部")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def command(as_of: date | None, known_at: datetime | None, as_json: bool) -> None:
    """补偿资金：逐个产能单元 产能×标准＝金额，额度、列支、下达各多少，为什么暂缓；登记用下面的动词。"""
    with open_office() as office:
        known = office.known_at(known_at) if known_at is not None else None
        day = as_of or today()
        found = sheet(office.plan(day, known), office.programme, day, known)
    if as_json:
        print_json(as_builtins(found))
        return
    for line in told(found):
        click.echo(line)
