"""异常线索: a sign of life reported, and a flag closed by whoever did not raise it."""

import msgspec

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.generators.closure import facility
from tests.simulator.world import Asked, World
from yajian.core import flags
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.decisions.flags import Close, ReportActivity
from yajian.core.rules.roles import INSTALLER
from yajian.core.words import DocumentNo, Seq


def report_activity(world: World) -> Asked:
    """Mostly where something was shut already, or few would be flags."""
    down = [
        key
        for key, line in world.programme.closures.conditions.items()
        if any(entry.value.counts_as in ("shut", "dismantled") for entry in line.known())
    ]
    part, name = world.pick(down) if down and world.maybe(0.8) else facility(world)
    command = ReportActivity(part=part, facility=name, sign="用电", finding="夜间每小时380千瓦时")
    return world.ask(command, scans=1)


def close(world: World) -> Asked:
    """By an organ that had no part in it; asked for by another it is the adversary's."""
    waiting = [one for one in flags.flags(world.programme) if one.closed is None]
    flag = world.pick(waiting) if waiting else None
    paper = _paper(world, flag) if flag is not None and world.maybe(0.8) else number(world)
    if isinstance(paper, Asked):
        return paper
    command = Close(
        entry=flag.raised if flag is not None else Seq(1),
        sort="照片重复" if flag is not None and flag.kind == "picture" else "生产迹象",
        verdict="属实" if world.maybe(0.5) else "不属实",
        finding="到现场看过",
        checked_by={"示例检查": world.pick(("示范市应急局", "示范市工信局"))},
        document=paper,
    )
    asked = world.ask(command, effective=world.today)
    if asked.role == INSTALLER:  # who is bound to no organ yet
        return msgspec.structs.replace(asked, organ="示范市生态环境局")
    return asked


def _paper(world: World, flag: flags.Flag) -> DocumentNo | Asked:
    """One that may tell of a look at it, or the entering of one: what is older or of use elsewhere is about something else."""
    fit = [
        number
        for number, said in world.programme.charter.documents.items()
        if (entry := said.at()) is not None
        and entry.value.issued_on >= flag.since
        and entry.value.issuer == "示范市人民政府"
        and number not in world.programme.citations.cited
    ]
    if fit:
        return world.pick(fit)
    report = RegisterDocument(
        number=DocumentNo(f"示核查〔{world.today.year}〕{len(world.programme.charter.documents) + 1}号"),
        title="核查报告",
        issued_on=world.today,
        issuer="示范市人民政府",
    )
    return world.ask(report, scans=1, effective=world.today)


GENERATORS: Generators = {ReportActivity: (20, report_activity), Close: (15, close)}
