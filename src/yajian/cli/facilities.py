"""`facilities`: every facility as it stands, with both dates and the marks 迟录 and 补录."""

from datetime import date, datetime

import click

from yajian.cli.room import IsoDate, open_office, print_json, today
from yajian.cli.status import Moment, sheet_of
from yajian.core.reports.closure import (
    FacilityLine,
    FacilitySheet,
    LedgerFacilityLine,
    as_builtins,
    facilities,
    mark,
)


@click.command("facilities", short_help="设施状态")
@click.option("--as-of", type=IsoDate(), help="看哪一天的情况，默认今天")
@click.option("--known-at", type=Moment(), help="只用到这一刻为止已录入的事实，默认全部")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON，产能一律为整数（吨）")
def command(as_of: date | None, known_at: datetime | None, as_json: bool) -> None:
    """设施状态：清单上每座设施现在怎样、从哪天起、何时录入，迟录、补录、未放行先停都写明。"""
    with open_office() as office:
        progress = sheet_of(office, as_of or today(), known_at)
        sheet = facilities(office.plan(progress.as_of, progress.seq), office.programme, progress)
    if as_json:
        print_json(as_builtins(sheet))
        return
    _tell(sheet)


def _tell(sheet: FacilitySheet) -> None:
    for line in sheet.facilities:
        click.echo(f"{line.part.county_name or '县（市）待定'}　{_name(line)}　{_condition(line)}")
    for found in sheet.elsewhere:
        where = found.county_name or "县（市）待定"
        click.echo(
            f"{where}　{found.enterprise_name} {found.name}（{found.facility}）　{found.mark}　{_condition(found)}"
        )
    for part in sheet.unnamed:
        where = part.county_name or "县（市）待定"
        click.echo(
            f"{where}　{part.part.enterprise_name} {part.part.part}　尚未落实到具体设施，也没有批准的办法"
        )
    click.echo(
        f"{len(sheet.facilities)} 座（处），已登记 {sheet.recorded}，其中补录 {sheet.openings}、迟录 {sheet.late}；"
        f"{len(sheet.unnamed)} 个分项尚未落实；台账另有 {len(sheet.elsewhere)} 座没有对应清单"
    )


def _name(line: FacilityLine) -> str:
    return f"{line.part.part.enterprise_name} {line.part.part.part} {line.standing.facility}"


def _condition(line: FacilityLine | LedgerFacilityLine) -> str:
    standing = line.standing
    if standing.since is None or standing.told_on is None:
        return "未录入"
    told = f"{standing.told_on.isoformat()}录入，附件{standing.evidence}份"
    unreleased = isinstance(line, FacilityLine) and line.unreleased
    marked = (
        mark(line.late_days, standing.opening),
        "待复核" if line.reviews else "",
        "未放行先停" if unreleased else "",
    )
    return "　".join(
        (f"{standing.label}（{standing.since.isoformat()}起）", told, *(word for word in marked if word))
    )
