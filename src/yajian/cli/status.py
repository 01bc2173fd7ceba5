"""`status`: the whole programme on one sheet, as of any day, as known at any moment."""

from datetime import date, datetime

import click

from yajian.cli.room import IsoDate, open_office, print_json, today
from yajian.core.reports.progress import Progress, progress, status
from yajian.core.reports.targets import reconciliation
from yajian.core.words import SHANGHAI
from yajian.transact import Office


class Moment(click.ParamType[datetime]):
    """A day (its last moment) or an instant, in Shanghai time unless it names another zone."""

    name = "时刻"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            if len(value) == len("2020-10-31"):
                day = date.fromisoformat(value)
                return datetime(day.year, day.month, day.day, 23, 59, 59, 999_999, SHANGHAI)
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"写作 2020-10-31 或 2020-10-31T18:00，看到的是 {value}", param, ctx)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=SHANGHAI)


@click.command("status", short_help="进度总表")
@click.option("--as-of", type=IsoDate(), help="看哪一天的情况，默认今天")
@click.option("--known-at", type=Moment(), help="只用到这一刻为止已录入的事实，默认全部")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON，数字一律为整数（吨、分）")
def command(as_of: date | None, known_at: datetime | None, as_json: bool) -> None:
    """进度总表：目标、清单、已关停、已拆除、已验收，各县各节点各一行。

    两个日期是两个问题：--as-of 问“那天实际怎样”，--known-at 问“那时知道多少”。
    """
    with open_office() as office:
        sheet = sheet_of(office, as_of or today(), known_at)
    if as_json:
        print_json(status(sheet))
        return
    for line in reconciliation(sheet):
        click.echo(line)


def sheet_of(office: Office, as_of: date, known_at: datetime | None) -> Progress:
    known = office.known_at(known_at) if known_at is not None else None
    shown = known_at.isoformat() if known_at is not None else None
    return progress(office.plan(as_of, known), office.programme, as_of, known, shown)
