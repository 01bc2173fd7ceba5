"""`capacity`: the capacity book, five tonnages by unit."""

from datetime import date, datetime

import click
import msgspec

from yajian.cli.room import IsoDate, open_office, print_json, today
from yajian.cli.status import Moment
from yajian.core.reports import wording
from yajian.core.reports.register import CapacitySheet, capacity


@click.command("capacity", short_help="产能账本")
@click.option("--as-of", type=IsoDate(), help="看哪一天的情况，默认今天")
@click.option("--known-at", type=Moment(), help="只用到这一刻为止已录入的事实，默认全部")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON，产能一律为整数（吨）")
def command(as_of: date | None, known_at: datetime | None, as_json: bool) -> None:
    """产能账本：每个产能单元的备案、建成、在产、停产、压减五个口径，和是否锁定。"""
    with open_office() as office:
        known = office.known_at(known_at) if known_at is not None else None
        day = as_of or today()
        sheet = capacity(office.plan(day, known), office.programme, day, known)
    if as_json:
        print_json(_as_builtins(sheet))
        return
    _tell(sheet)


def _as_builtins(sheet: CapacitySheet) -> dict[str, object]:
    return {
        "total": msgspec.to_builtins(sheet.total),
        "units": [
            {
                "unit": line.opened.unit,
                "enterprise": line.opened.enterprise,
                "part": line.opened.part,
                "filing_no": line.opened.filing_no,
                **msgspec.to_builtins(line.tonnages),
                "tradable": line.lock.answer.value,
            }
            for line in sheet.units
        ],
        "baseline": None
        if sheet.baseline is None
        else {"answer": sheet.baseline.answer.value, "finding": sheet.baseline.finding},
    }


def _tell(sheet: CapacitySheet) -> None:
    if sheet.baseline is not None:
        click.echo(f"{sheet.baseline.label}　{sheet.baseline.finding}")
    for line in sheet.units:
        five = line.tonnages
        shown = "　".join(
            f"{word} {wording.wan_t(tonnes)}"
            for word, tonnes in (
                ("备案", five.filed_t),
                ("建成", five.built_t),
                ("在产", five.operating_t),
                ("停产", five.stopped_t),
                ("压减", five.retired_t),
            )
        )
        click.echo(f"{line.opened.unit}　{line.enterprise_name}　{shown} 万吨　{line.lock.finding}")
    if not sheet.units:
        click.echo("还没有登记产能单元。备案文件到手后，用 ./run register open-unit 逐份登记。")
