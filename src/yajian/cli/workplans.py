"""`workplans`: each firm's plan, who has reviewed it and who is missing."""

from datetime import date, datetime

import click

from yajian.cli.room import IsoDate, open_office, print_json, today
from yajian.cli.status import Moment
from yajian.core.reports.workplans import as_builtins, sheet, told


@click.command("workplans", short_help="一企一策：各版、把关、还差谁")
@click.option("--as-of", type=IsoDate(), help="看哪一天的情况，默认今天")
@click.option("--known-at", type=Moment(), help="只用到这一刻为止已录入的事实，默认全部")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def command(as_of: date | None, known_at: datetime | None, as_json: bool) -> None:
    """一企一策：每户方案到了第几版、谁审过、还差谁、照抄没有，各县（市）的落实方案；登记用下面的动词。"""
    with open_office() as office:
        known = office.known_at(known_at) if known_at is not None else None
        day = as_of or today()
        found = sheet(office.plan(day, known), office.programme, day, known)
    if as_json:
        print_json(as_builtins(found))
        return
    for line in told(found):
        click.echo(line)
