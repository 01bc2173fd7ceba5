"""`status`: the whole programme on one sheet, as of any day, as known at any moment."""

import click

from yajian.cli.asking import Look, answer, of_a_day
from yajian.core.reports.progress import status
from yajian.core.reports.targets import reconciliation


@click.command("status", short_help="进度总表")
@of_a_day("只输出 JSON，数字一律为整数（吨、分）")
def command(look: Look, as_json: bool) -> None:
    """进度总表：目标、清单、已关停、已拆除、已验收，各县各节点各一行。

    两个日期是两个问题：--as-of 问“那天实际怎样”，--known-at 问“那时知道多少”。
    """
    answer(look.progress, as_json, status, reconciliation)
