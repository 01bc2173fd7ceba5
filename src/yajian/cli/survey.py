"""`survey`: each county's return by stage, who blocks, who is to be chased."""

from datetime import date, datetime

import click

from yajian.cli.room import IsoDate, open_office, print_json, today
from yajian.cli.status import Moment
from yajian.core.reports.survey import as_builtins, survey, told


@click.command("survey", short_help="摸底调查")
@click.option("--as-of", type=IsoDate(), help="看哪一天的情况，默认今天")
@click.option("--known-at", type=Moment(), help="只用到这一刻为止已录入的事实，默认全部")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def command(as_of: date | None, known_at: datetime | None, as_json: bool) -> None:
    """摸底调查：各县（市）报到哪一步、卡在谁、催过没有，年度任务登记了没有；登记用下面的动词。"""
    with open_office() as office:
        known = office.known_at(known_at) if known_at is not None else None
        day = as_of or today()
        sheet = survey(office.plan(day, known), office.programme, day, known)
    if as_json:
        print_json(as_builtins(sheet))
        return
    for line in told(sheet):
        click.echo(line)
