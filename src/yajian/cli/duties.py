"""`duties`: every duty of the plan, who holds it, when it is due, and its light."""

from datetime import date, datetime

import click

from yajian.cli.room import IsoDate, open_office, print_json, today
from yajian.cli.status import Moment
from yajian.core.reports.duties import DutyLine, as_builtins, duties


@click.command("duties", short_help="职责")
@click.option("--as-of", type=IsoDate(), help="看哪一天的情况，默认今天")
@click.option("--known-at", type=Moment(), help="只用到这一刻为止已录入的事实，默认全部")
@click.option("--county", default="", help="只看一个县（市）承担的，填编号")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def command(as_of: date | None, known_at: datetime | None, county: str, as_json: bool) -> None:
    """职责：方案的每一项职责由谁办、什么时候、留下什么、亮什么灯；登记办结用下面的动词。"""
    with open_office() as office:
        known = office.known_at(known_at) if known_at is not None else None
        day = as_of or today()
        plan = office.plan(day, known)
        if county and county not in {one.id for one in plan.counties}:
            raise click.UsageError(f"方案的县（市）中没有 {county}")
        sheet = duties(plan, office.programme, day, known).only(county=county)
    if as_json:
        print_json(as_builtins(sheet))
        return
    for line in sheet.lines:
        click.echo(_told(line))
    shown = "　".join(f"{judged.word} {count}" for judged, count in sheet.lights)
    click.echo(f"\n{len(sheet.lines)} 项职责，分到各家 {sheet.instances} 件：{shown}")


def _told(line: DutyLine) -> str:
    lights = "　".join(f"{judged.word}×{count}" for judged, count in line.lights)
    owners = "、".join(line.owners) or "由谁办：待定"
    return f"{line.duty.id}　{line.duty.what}　[{owners}]　{line.when}　{lights}"
