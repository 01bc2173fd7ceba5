"""`roster`: a month's roster out of a CSV file, with every name sealed before anything is recorded."""

from datetime import date
from pathlib import Path

import click

from yajian.cli.room import IsoDate, open_office, report, today
from yajian.core.words import EnterpriseId
from yajian.rostering import Unreadable, read, roster


@click.command("roster", short_help="报送职工名册")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--enterprise", required=True, help="企业编号")
@click.option("--month", required=True, help="月份，如 2020-05")
@click.option("--effective", type=IsoDate(), help="发生日期，默认今天")
@click.option("--actor", default="installer", show_default=True, help="经办人")
@click.option("--actor-organ", default="本机", show_default=True, help="经办人代表的单位")
@click.option("--actor-role", default="installer", show_default=True, help="经办人的角色，见 permissions.md")
@click.option("--command-id", help="提交号：同一提交号只办一次，重试时照填")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def command(
    file: Path,
    enterprise: str,
    month: str,
    effective: date | None,
    actor: str,
    actor_organ: str,
    actor_role: str,
    command_id: str | None,
    as_json: bool,
) -> None:
    """报送 FILE（.csv）里的当月名册：列为 姓名、身份证号、用工形式（合同工、劳务派遣），可加 电话。姓名和号码加密，原文件不存。"""
    with open_office() as office:
        try:
            lines = read(file.read_bytes())
        except Unreadable as fault:
            raise click.ClickException(str(fault)) from fault
        asked = roster(office.persons, office.programme.id, EnterpriseId(enterprise), month, lines)
        outcome = office.transact(
            asked,
            actor=actor,
            organ=actor_organ,
            role=actor_role,
            effective=effective or today(),
            command_id=command_id,
        )
    report(outcome, as_json)
