"""`gates`: every oven before the gates that let it be shut or dismantled, or one oven condition by condition."""

import click

from yajian.cli.asking import Look, of_a_day
from yajian.cli.room import print_json
from yajian.core.gates import Standing
from yajian.core.reports.releases import GateLine, as_builtins, sheet


@click.command("gates", short_help="前置条件")
@click.argument("part", required=False)
@click.argument("facility", required=False)
@of_a_day()
def command(look: Look, part: str | None, facility: str | None, as_json: bool) -> None:
    """前置条件：每座设施在停炉、拆除之前差哪几条；写了分项（和设施）的，逐条写明看到什么、缺什么、怎么办。"""
    found = sheet(look.plan, look.programme, look.progress)
    lines = [
        line
        for line in found.lines
        if part in (None, line.part.part.part) and facility in (None, line.facility)
    ]
    if part is not None and not lines:
        raise click.ClickException(f"清单上没有 {part} {facility or ''}，请核对分项编号和设施名称")
    if as_json:
        wanted = {line.key for line in lines}
        print_json({key: told for key, told in as_builtins(found).items() if key in wanted})
        return
    for line in lines:
        for one in line.standings:
            click.echo(_told(line, one))
            if part is not None:
                _conditions(one)


def _told(line: GateLine, one: Standing) -> str:
    name = f"{line.part.part.enterprise_name} {line.part.part.part} {line.facility or '未落实到具体设施'}"
    if one.release is not None:
        return f"{name}　{one.gate.label}：已出具 {one.release.value.document}"
    if one.done is not None:
        return f"{name}　{one.gate.label}：{one.done.effective.isoformat()}起已是“{one.done.value.label}”，不再出具文书"
    kept = "、".join(each.condition.label for each in one.held_by)
    signs = "、".join(each.condition.label for each in one.unsigned)
    words = "　".join((f"差：{kept}" if kept else "", f"待签字：{signs}" if signs else "")).strip("　")
    return f"{name}　{one.gate.label}：{one.answer.value}　{words or '可以出具文书'}"


def _conditions(one: Standing) -> None:
    for line in one.lines:
        verdict = line.verdict
        click.echo(f"  {line.condition.id} {verdict.label}　{verdict.answer.value}　{verdict.finding}")
        if line.signed is not None:
            moved = "" if line.signed_for or line.met else "（情况与签字时不同，须重新签字）"
            click.echo(f"     签字知悉：{line.signed.value.post} {line.signed.value.signer}{moved}")
        elif verdict.remedy and not line.met:
            click.echo(f"     {verdict.remedy}")
