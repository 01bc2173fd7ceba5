"""`duties`: every duty of the plan, who holds it, when it is due, and its light."""

from collections.abc import Iterator

import click

from yajian.cli.asking import Look, answer, of_a_day
from yajian.core.reports.duties import DutyLine, DutySheet, as_builtins, duties


@click.command("duties", short_help="职责")
@click.option("--county", default="", help="只看一个县（市）承担的，填编号")
@of_a_day()
def command(look: Look, county: str, as_json: bool) -> None:
    """职责：方案的每一项职责由谁办、什么时候、留下什么、亮什么灯；登记办结用下面的动词。"""
    if county and county not in {one.id for one in look.plan.counties}:
        raise click.UsageError(f"方案的县（市）中没有 {county}")
    whole = duties(look.plan, look.programme, look.as_of, look.known)
    answer(whole.only(county=county), as_json, as_builtins, _told)


def _told(sheet: DutySheet) -> Iterator[str]:
    yield from map(_line, sheet.lines)
    shown = "　".join(f"{judged.word} {count}" for judged, count in sheet.lights)
    yield f"\n{len(sheet.lines)} 项职责，分到各家 {sheet.instances} 件：{shown}"


def _line(line: DutyLine) -> str:
    lights = "　".join(f"{judged.word}×{count}" for judged, count in line.lights)
    owners = "、".join(line.owners) or "由谁办：待定"
    return f"{line.duty.id}　{line.duty.what}　[{owners}]　{line.when}　{lights}"
