"""到场: somebody went to a facility and looked."""

from typing import Any

from tests.simulator.generators import Generators
from tests.simulator.generators.closure import facility
from tests.simulator.world import Asked, World
from yajian.core.decisions.visits import Record


def record(world: World) -> Asked:
    part, name = facility(world)
    placed: dict[str, Any] = {"latitude_e6": 35_025_000, "longitude_e6": 111_010_000, "accuracy_m": 12}
    command = Record(
        part=part,
        facility=name,
        purpose=world.pick(("日常检查", "停炉", "拆除", "验收", "线索核查")),
        at="09:40",
        where="焦侧东端",
        looked={"炉体": "已冷"},
        **(placed if world.maybe(0.5) else {}),
    )
    return world.ask(command, scans=1)


GENERATORS: Generators = {Record: (20, record)}
