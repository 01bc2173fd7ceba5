"""`flags`: every sign of life at what was shut and every photograph seen before, and what was found of it."""

from collections.abc import Iterator

import click

from yajian.cli.asking import Look, answer, of_a_day
from yajian.core.reports.flags import FlagLine, FlagSheet, as_builtins, sheet


@click.command("flags", short_help="异常线索：生产迹象、照片重复")
@of_a_day()
def command(look: Look, as_json: bool) -> None:
    """异常线索：关停以后哪里有生产迹象、哪张照片以前交过，谁核查过、查明什么；核销用下面的动词。"""
    answer(sheet(look.plan, look.programme, look.as_of, look.known), as_json, as_builtins, _told)


def _told(found: FlagSheet) -> Iterator[str]:
    yield from map(_line, found.lines)
    yield f"{len(found.lines)} 条线索，{found.open} 条待核查"


def _line(line: FlagLine) -> str:
    flag, judged = line.flag, line.judged
    return f"{line.label}　{line.about}　{flag.since.isoformat()}　{flag.why}（第{flag.raised}条）　{judged.word}：{judged.why}"
