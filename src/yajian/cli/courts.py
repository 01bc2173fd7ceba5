"""`courts`: every seal with its court and case, and what would be done next."""

from collections.abc import Iterator

import click

from yajian.cli.asking import Look, answer, of_a_day
from yajian.core.reports.courts import Matter, Matters, as_builtins, matters


@click.command("courts", short_help="法院事项：查封、协商、文书")
@of_a_day()
def command(look: Look, as_json: bool) -> None:
    """法院事项：查封的是哪座设施、哪个案子、协商到哪一步、法院怎样答复、下一步由谁办；登记用下面的动词。"""
    answer(matters(look.plan, look.programme, look.as_of, look.known), as_json, as_builtins, _told)


def _told(found: Matters) -> Iterator[str]:
    yield from map(_line, found.lines)
    yield (
        f"查封 {found.in_force} 处，法院允许处置 {found.allowed} 处，已解封 {found.lifted} 处，等答复 {found.waiting} 处"
    )


def _line(line: Matter) -> str:
    fact = line.seal.fact
    waits = f"　去函以后 {line.waits_days} 天" if line.waits_days is not None else ""
    word = "" if line.seal.lifted is not None else f"{line.seal.word}{waits}　"  # what is next says it itself
    return f"{line.enterprise} {fact.facility}　{fact.court}{fact.case_no}　{word}{line.next}"
