"""`risks`: what was assessed, what is still to be done, and which firm has an emergency plan that holds."""

from datetime import date, datetime

import click

from yajian.cli.room import IsoDate, open_office, print_json, today
from yajian.cli.status import Moment
from yajian.core.reports.risks import as_builtins, sheet, told


@click.command("risks", short_help="风险与应急：评估、销号、预案")
@click.option("--as-of", type=IsoDate(), help="看哪一天的情况，默认今天")
@click.option("--known-at", type=Moment(), help="只用到这一刻为止已录入的事实，默认全部")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def command(as_of: date | None, known_at: datetime | None, as_json: bool) -> None:
    """风险与应急：各县（市）、各企业评估了哪几类、哪些还没有销号、哪户没有当天有效的停炉预案；登记用下面的动词。"""
    with open_office() as office:
        known = office.known_at(known_at) if known_at is not None else None
        day = as_of or today()
        found = sheet(office.plan(day, known), office.programme, day, known)
    if as_json:
        print_json(as_builtins(found))
        return
    for line in told(found):
        click.echo(line)
