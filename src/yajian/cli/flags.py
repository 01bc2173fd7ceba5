"""`flags`: every sign of life at what was shut and every photograph seen before, and what was found of it."""

from datetime import date, datetime

import click

from yajian.cli.room import IsoDate, open_office, print_json, today
from yajian.cli.status import Moment
from yajian.core.reports.flags import FlagLine, as_builtins, sheet


@click.command("flags", short_help="异常线索：生产迹象、照片重复")
@click.option("--as-of", type=IsoDate(), help="看哪一天的情况，默认今天")
@click.option("--known-at", type=Moment(), help="只用到这一刻为止已录入的事实，默认全部")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def command(as_of: date | None, known_at: datetime | None, as_json: bool) -> None:
    """异常线索：关停以后哪里有生产迹象、哪张照片以前交过，谁核查过、查明什么；核销用下面的动词。"""
    with open_office() as office:
        known = office.known_at(known_at) if known_at is not None else None
        day = as_of or today()
        found = sheet(office.plan(day, known), office.programme, day, known)
    if as_json:
        print_json(as_builtins(found))
        return
    for line in found.lines:
        click.echo(_told(line))
    click.echo(f"{len(found.lines)} 条线索，{found.open} 条待核查")


def _told(line: FlagLine) -> str:
    flag, judged = line.flag, line.judged
    return f"{line.label}　{line.about}　{flag.since.isoformat()}　{flag.why}（第{flag.raised}条）　{judged.word}：{judged.why}"
