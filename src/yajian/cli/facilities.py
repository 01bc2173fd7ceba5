"""`facilities`: every facility as it stands, with both dates and the marks 迟录 and 补录."""

from collections.abc import Iterator

import click

from yajian.cli.asking import Look, answer, of_a_day
from yajian.core.reports.closure import (
    FacilityLine,
    FacilitySheet,
    LedgerFacilityLine,
    as_builtins,
    facilities,
    mark,
)


@click.command("facilities", short_help="设施状态")
@of_a_day("只输出 JSON，产能一律为整数（吨）")
def command(look: Look, as_json: bool) -> None:
    """设施状态：清单上每座设施现在怎样、从哪天起、何时录入，迟录、补录、未放行先停、放行补录、台账没有等都写明。"""
    answer(facilities(look.plan, look.programme, look.progress), as_json, as_builtins, _told)


def _told(sheet: FacilitySheet) -> Iterator[str]:
    for line in sheet.facilities:
        county = line.part.county_name or "县（市）待定"
        yield "　".join((f"{county}　{_name(line)}　{_condition(line)}", *filter(None, (line.ledger,))))
    for found in sheet.elsewhere:
        where = found.county_name or "县（市）待定"
        yield (
            f"{where}　{found.enterprise_name} {found.name}（{found.facility}）　{found.mark}　{_condition(found)}"
        )
    for part in sheet.unnamed:
        where = part.county_name or "县（市）待定"
        yield f"{where}　{part.part.enterprise_name} {part.part.part}　尚未落实到具体设施，也没有批准的办法"
    yield (
        f"{len(sheet.facilities)} 座（处），已登记 {sheet.recorded}，其中补录 {sheet.openings}、迟录 {sheet.late}；"
        f"{len(sheet.unnamed)} 个分项尚未落实；"
        f"清单所列 {sheet.unentered} 座台账没有或未对应，台账另有 {len(sheet.elsewhere)} 座没有对应清单"
    )


def _name(line: FacilityLine) -> str:
    return f"{line.part.part.enterprise_name} {line.part.part.part} {line.standing.facility}"


def _condition(line: FacilityLine | LedgerFacilityLine) -> str:
    standing = line.standing
    if standing.since is None or standing.told_on is None:
        return "未录入"
    told = f"{standing.told_on.isoformat()}录入，附件{standing.evidence}份"
    ahead = line.marks if isinstance(line, FacilityLine) else ()
    marked = (
        mark(line.late_days, standing.opening),
        "待复核" if line.reviews else "",
        *(one.word for one in ahead),
    )
    return "　".join(
        (f"{standing.label}（{standing.since.isoformat()}起）", told, *(word for word in marked if word))
    )
