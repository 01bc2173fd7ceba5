"""`courts`: every seal with its court and case, and what would be done next."""

from datetime import date, datetime

import click

from yajian.cli.room import IsoDate, open_office, print_json, today
from yajian.cli.status import Moment
from yajian.core.reports.courts import Matter, as_builtins, matters


@click.command("courts", short_help="法院事项：查封、协商、文书")
@click.option("--as-of", type=IsoDate(), help="看哪一天的情况，默认今天")
@click.option("--known-at", type=Moment(), help="只用到这一刻为止已录入的事实，默认全部")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def command(as_of: date | None, known_at: datetime | None, as_json: bool) -> None:
    """法院事项：查封的是哪座设施、哪个案子、协商到哪一步、法院怎样答复、下一步由谁办；登记用下面的动词。"""
    with open_office() as office:
        known = office.known_at(known_at) if known_at is not None else None
        day = as_of or today()
        found = matters(office.plan(day, known), office.programme, day, known)
    if as_json:
        print_json(as_builtins(found))
        return
    for line in found.lines:
        click.echo(_told(line))
    click.echo(
        f"查封 {found.in_force} 处，法院允许处置 {found.allowed} 处，已解封 {found.lifted} 处，等答复 {found.waiting} 处"
    )


def _told(line: Matter) -> str:
    fact = line.seal.fact
    waits = f"　去函以后 {line.waits_days} 天" if line.waits_days is not None else ""
    return (
        f"{line.enterprise} {fact.facility}　{fact.court}{fact.case_no}　{line.seal.word}{waits}　{line.next}"
    )
