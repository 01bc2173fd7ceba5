"""`workplans`: each firm's plan, who has reviewed it and who is missing."""

import click

from yajian.cli.asking import Look, answer, of_a_day
from yajian.core.reports.workplans import as_builtins, sheet, told


@click.command("workplans", short_help="一企一策：各版、把关、还差谁")
@of_a_day()
def command(look: Look, as_json: bool) -> None:
    """一企一策：每户方案到了第几版、谁审过、还差谁、照抄没有，各县（市）的落实方案；登记用下面的动词。"""
    answer(sheet(look.plan, look.programme, look.as_of, look.known), as_json, as_builtins, told)
