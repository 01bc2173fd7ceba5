"""`survey`: each county's return by stage, who blocks, who is to be chased."""

import click

from yajian.cli.asking import Look, answer, of_a_day
from yajian.core.reports.survey import as_builtins, survey, told


@click.command("survey", short_help="摸底调查")
@of_a_day()
def command(look: Look, as_json: bool) -> None:
    """摸底调查：各县（市）报到哪一步、卡在谁、催过没有，年度任务登记了没有；登记用下面的动词。"""
    answer(survey(look.plan, look.programme, look.as_of, look.known), as_json, as_builtins, told)
