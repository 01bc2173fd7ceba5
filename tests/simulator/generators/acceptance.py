"""验收: reporting a part done, looking at it, accepting it."""

from typing import Literal

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.world import Asked, World
from yajian.core.decisions.acceptance import Accept, Check, Finding, Report
from yajian.core.facts.targets import PartListed
from yajian.core.rules import closure, targets
from yajian.core.words import PartId

_GROUP = {"示例甲": "示范市工信局", "示例乙": "示例设计院"}


def report(world: World) -> Asked:
    command = Report(
        part=_part(world),
        done="焦炉已关停，煤气已置换",
        whereabouts="设备就地封存",
        reported_by="示例厂长",
        document=number(world),
    )
    return world.ask(command, effective=world.today)


def check(world: World) -> Asked:
    listed = _listed(world)
    ovens = listed.facilities if listed is not None else ()
    fault: Literal["无", "严重"] = "严重" if world.maybe(0.1) else "无"
    command = Check(
        part=listed.part if listed is not None else PartId("L00"),
        level="县级" if world.maybe(0.3) else "市级",
        looked={name: Finding(found="炉体已冷", fault=fault) for name in (ovens or ("现场",))},
        members=_GROUP,
        verdict="退回" if world.maybe(0.15) else "同意",
        words="与报告相符",
        document=number(world),
    )
    return world.ask(command, scans=1, effective=world.today)


def accept(world: World) -> Asked:
    command = Accept(part=_part(world), members=_GROUP, document=number(world))
    return world.ask(command, effective=world.today)


def _part(world: World) -> PartId:
    """Mostly one that somebody reported already, so that the steps meet."""
    reported = tuple(world.programme.acceptance.parts)
    if reported and world.maybe(0.8):
        return world.pick(reported)
    listed = _listed(world)
    return listed.part if listed is not None else PartId("L00")


def _listed(world: World) -> PartListed | None:
    lists = tuple(targets.lists(world.programme))
    parts = [closure.in_pieces(world.programme, part) for entry in lists for part in entry.value.parts]
    reported = [part for part in parts if part.part in world.programme.acceptance.parts]
    if reported and world.maybe(0.8):
        return world.pick(reported)
    return world.pick(parts) if parts else None


GENERATORS: Generators = {Report: (25, report), Check: (40, check), Accept: (25, accept)}
