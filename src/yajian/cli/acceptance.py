"""`acceptance`: how far every listed part has come on its way to 压减."""

from datetime import date, datetime

import click

from yajian.cli.room import IsoDate, open_office, print_json, today
from yajian.cli.status import Moment, sheet_of
from yajian.core.reports.acceptance import as_builtins, sheet
from yajian.core.reports.wording import wan_t


@click.command("acceptance", short_help="验收")
@click.option("--as-of", type=IsoDate(), help="看哪一天的情况，默认今天")
@click.option("--known-at", type=Moment(), help="只用到这一刻为止已录入的事实，默认全部")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON，产能一律为整数（吨）")
def command(as_of: date | None, known_at: datetime | None, as_json: bool) -> None:
    """验收：每个分项走到哪一步、差哪几条、凭哪份意见书验收。"""
    with open_office() as office:
        progress = sheet_of(office, as_of or today(), known_at)
        found = sheet(office.plan(progress.as_of, progress.seq), office.programme, progress)
    if as_json:
        print_json(as_builtins(found))
        return
    for line in found.lines:
        accepted = line.standing.accepted
        kept = "、".join(one.condition.label for one in line.gate.held_by) if line.gate is not None else ""
        words = (
            f"{accepted.value.document}，{accepted.effective.isoformat()}"
            if accepted is not None
            else f"差：{kept}"
            if kept
            else "条件齐备"
        )
        click.echo(f"{line.part.part.enterprise_name} {line.part.part.part}　{line.standing.stage}　{words}")
    click.echo(f"{found.count('已验收')} 个分项已验收，共 {wan_t(found.accepted_t)} 万吨转入压减")
