"""`acceptance`: how far every listed part has come on its way to 压减."""

from collections.abc import Iterator

import click

from yajian.cli.asking import Look, answer, of_a_day
from yajian.core.reports.acceptance import AcceptanceSheet, as_builtins, sheet
from yajian.core.reports.wording import wan_t
from yajian.core.unentered import HELPS


@click.command("acceptance", short_help="验收")
@of_a_day("只输出 JSON，产能一律为整数（吨）")
def command(look: Look, as_json: bool) -> None:
    """验收：每个分项走到哪一步、差哪几条、凭哪份意见书验收。"""
    answer(sheet(look.plan, look.programme, look.progress), as_json, as_builtins, _told)


def _told(found: AcceptanceSheet) -> Iterator[str]:
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
        yield f"{line.part.part.enterprise_name} {line.part.part.part}　{line.standing.stage}　{words}"
        for name, mark in line.unentered.items():
            yield f"　　{name}　{mark}：{HELPS[mark]}"
    yield f"{found.count('已验收')} 个分项已验收，共 {wan_t(found.accepted_t)} 万吨转入压减"
