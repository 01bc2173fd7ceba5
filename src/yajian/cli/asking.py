"""How a table is asked for: as it was on a day, as known at a moment, in words or for machines."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import wraps
from typing import Any, TypeVar

import click
import msgspec

from yajian.cli.room import IsoDate, open_office, print_json, today
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports.progress import Progress, progress
from yajian.core.words import SHANGHAI, Seq
from yajian.transact import Office

Sheet = TypeVar("Sheet")


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


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """The open office, the plan of the day that is asked about, and how far its books are read."""

    office: Office
    plan: Plan
    as_of: date
    known: Seq | None  # all there is, if nobody names a moment
    known_at: datetime | None

    @property
    def programme(self) -> Programme:
        return self.office.programme

    @property
    def progress(self) -> Progress:
        shown = self.known_at.isoformat() if self.known_at is not None else None
        return progress(self.plan, self.programme, self.as_of, self.known, shown)


def of_a_day(json_words: str = "只输出 JSON") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Two dates are two questions, and every table takes both: it is handed the look, and whether JSON is wanted."""

    def asking(table: Callable[..., None]) -> Callable[..., None]:
        @click.option("--as-of", type=IsoDate(), help="看哪一天的情况，默认今天")
        @click.option("--known-at", type=Moment(), help="只用到这一刻为止已录入的事实，默认全部")
        @click.option("--json", "as_json", is_flag=True, help=json_words)
        @wraps(table)
        def asked(as_of: date | None, known_at: datetime | None, **rest: Any) -> None:
            with open_office() as office:
                day = as_of or today()
                known = office.known_at(known_at) if known_at is not None else None
                plan = office.plan(day, known)
                table(Look(office=office, plan=plan, as_of=day, known=known, known_at=known_at), **rest)

        return asked

    return asking


def answer(
    found: Sheet,
    as_json: bool,
    as_builtins: Callable[[Sheet], object],
    told: Callable[[Sheet], Iterable[str]],
) -> None:
    """The sheet for machines, alone on the output; or its lines for people."""
    if as_json:
        print_json(as_builtins(found))
        return
    for line in told(found):
        click.echo(line)
