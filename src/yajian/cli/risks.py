"""`risks`: what was assessed, what is still to be done, and which firm has an emergency plan that holds."""

import click

from yajian.cli.asking import Look, answer, of_a_day
from yajian.core.reports.risks import as_builtins, sheet, told


@click.command("risks", short_help="风险与应急：评估、销号、预案")
@of_a_day()
def command(look: Look, as_json: bool) -> None:
    """风险与应急：各县（市）、各企业评估了哪几类、哪些还没有销号、哪户没有当天有效的停炉预案；登记用下面的动词。"""
    answer(sheet(look.plan, look.programme, look.as_of, look.known), as_json, as_builtins, told)
