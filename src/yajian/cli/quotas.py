"""`quotas`: one line a unit, from its rate to its last fen; the verbs below enter what the papers say."""

import click

from yajian.cli.asking import Look, answer, of_a_day
from yajian.core.reports.quotas import as_builtins, sheet, told


@click.command("quotas", short_help="补偿资金：额度、列支、下达、暂缓")
@of_a_day()
def command(look: Look, as_json: bool) -> None:
    """补偿资金：逐个产能单元 产能×标准＝金额，额度、列支、下达各多少，为什么暂缓；登记用下面的动词。"""
    answer(sheet(look.plan, look.programme, look.as_of, look.known), as_json, as_builtins, told)
