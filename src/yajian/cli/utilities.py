"""`utilities`: what each listed enterprise gives, and what is short when it stops."""

import click

from yajian.cli.asking import Look, of_a_day
from yajian.cli.room import print_json
from yajian.core.reports.utilities import UtilitySheet, as_builtins, sheet
from yajian.core.rules.utilities import Measure, Stretch, measure


@click.command("utilities", short_help="供应平衡：气源等，停下来缺多少")
@of_a_day()
def command(look: Look, as_json: bool) -> None:
    """供应平衡：每户企业停下来，从哪天起、哪一类用户缺多少，还差什么数没有登记；登记用下面的动词。"""
    plan = look.plan
    found = [sheet(plan, look.programme, name, look.as_of, look.known) for name in plan.utilities]
    if as_json:
        print_json({one.utility.id: as_builtins(one) for one in found})
        return
    for one in found:
        _tell(one)


def _tell(found: UtilitySheet) -> None:
    unit = measure(found.utility)
    click.echo(f"{found.utility.label}：{found.count('有缺口')} 户有缺口，{found.count('待定')} 户待定")
    for line in found.firms:
        county = line.county_name or "县（市）待定"
        click.echo(f"  {county}　{line.name}　{line.word}" + (f"　{line.missing}" if line.missing else ""))
        for stretch in line.balance.stretches if line.balance is not None else ():
            if stretch.short:
                click.echo(f"    {_short(stretch, unit)}")


def _short(stretch: Stretch, unit: Measure) -> str:
    lacks = "、".join(f"{one.label}缺 {unit.shown(-one.balance)}" for one in stretch.short)
    return f"{stretch.begins.isoformat()} 至 {stretch.ends.isoformat()}　{lacks} {unit.symbol}"
