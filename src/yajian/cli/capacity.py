"""`capacity`: the capacity book, five tonnages by county, enterprise and unit; or one unit with all that moved."""

import click

from yajian.cli.asking import Look, of_a_day
from yajian.cli.room import print_json
from yajian.core.books.capacity import Tonnages
from yajian.core.reports import wording
from yajian.core.reports.register import (
    CapacitySheet,
    UnitSheet,
    capacity,
    capacity_told,
    unit_sheet,
    unit_told,
)
from yajian.core.rules.register import Gap
from yajian.core.words import UnitId


@click.command("capacity", short_help="产能账本")
@click.argument("unit", required=False)
@of_a_day("只输出 JSON，产能一律为整数（吨）")
def command(look: Look, unit: str | None, as_json: bool) -> None:
    """产能账本：分县（市）、企业、单元的备案、建成、在产、停产、压减五个口径，总产能和缺件清单。

    写明 UNIT（产能单元编号）就看这一个单元：备案文件、来源和合同、锁定、逐笔收付。
    """
    plan, programme = look.plan, look.programme
    if unit is None:
        sheet = capacity(plan, programme, look.as_of, look.known)
        print_json(capacity_told(sheet)) if as_json else _tell(sheet)
        return
    one = unit_sheet(plan, programme, UnitId(unit), look.as_of, look.known)
    if one is None:
        raise click.ClickException(f"到{look.as_of.isoformat()}为止没有产能单元 {unit}")
    print_json(unit_told(one)) if as_json else _tell_unit(one)


def _tell(sheet: CapacitySheet) -> None:
    if sheet.baseline is not None:
        total = wording.wan_t(sheet.baseline.total_t)
        click.echo(
            f"{sheet.baseline.label}　已登记备案文件 {len(sheet.baseline.filings)} 份，"
            f"备案产能合计 {total} 万吨；{sheet.baseline.verdict.finding}"
        )
        for missing in sheet.baseline.missing:
            click.echo(f"  缺件　{missing.who}：{missing.what}")
        for loose in sheet.baseline.loose:
            click.echo(f"  待落实　{loose.who}：{loose.what}")
    for group in (*sheet.counties, *sheet.enterprises):
        click.echo(f"{group.name}　{group.units} 个单元　{_five(group.tonnages)}　{_gap(group.gap)}")
    for line in sheet.units:
        click.echo(
            f"{line.opened.unit}　{line.enterprise_name}　{_five(line.tonnages)}　{_gap(line.gap)}　"
            f"来源 {line.origin_label or '待定'}　{line.lock.finding}"
        )
    if not sheet.units:
        click.echo(
            "还没有登记产能单元。备案文件到手后，先用 ./run register enter-filing 逐份登记，"
            "再用 ./run register open-unit 分到各座设施。"
        )


def _tell_unit(sheet: UnitSheet) -> None:
    line = sheet.line
    filing = line.filing.value if line.filing is not None else None
    click.echo(f"{line.opened.unit}　{line.enterprise_name}　{line.opened.facility or '未分到设施'}")
    click.echo(
        f"备案文件　{filing.number}（{filing.filed_on.isoformat()}，{filing.issuer}）"
        if filing is not None
        else f"备案文件　{line.opened.filing_no}（没有登记扫描件）"
    )
    click.echo(f"{_five(line.tonnages)}　{_gap(line.gap)}")
    click.echo(f"来源　{line.origin.answer.value}：{line.origin.finding}")
    click.echo(f"锁定　{line.lock.finding}")
    for clause in line.lock.clauses:
        click.echo(f"　　　{clause.cite}　“{clause.text}”")
    for one in sheet.postings:
        click.echo(
            f"第{one.posting.seq}条　{one.posting.effective.isoformat()}　{one.source} → {one.target}　"
            f"{wording.wan_t(one.posting.transfer.tonnes)} 万吨{'' if one.counts else '（已更正）'}"
        )


def _five(five: Tonnages) -> str:
    named = (
        ("备案", five.filed_t),
        ("建成", five.built_t),
        ("在产", five.operating_t),
        ("停产", five.stopped_t),
        ("压减", five.retired_t),
    )
    return "　".join(f"{word} {wording.wan_t(tonnes)}" for word, tonnes in named) + " 万吨"


def _gap(gap: Gap) -> str:
    words = [
        f"{word} {wording.wan_t(tonnes)} 万吨"
        for word, tonnes in (("建成超备案", gap.unsupported_t), ("备案未建成", gap.unbuilt_t))
        if tonnes
    ]
    if gap.unstated:
        words.append(f"{len(gap.unstated)} 个单元现状未核定")
    return "　".join(words) or "备案与建成相符"
