"""迟录说明: why an entry was late."""

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.world import Asked, World
from yajian.core.decisions.lateness import Explain
from yajian.core.words import DocumentNo, Seq


def explain(world: World) -> Asked:
    paper = number(world) if world.maybe(0.3) else DocumentNo("")
    return world.ask(
        Explain(
            entry=Seq(world.chance.randrange(1, world.programme.seq + 2)),
            reason=world.pick(("网络不通", "确认书后来才签回")),
            explained_by="示例丙（示东市工信局）",
            document=paper,
        )
    )


GENERATORS: Generators = {Explain: (20, explain)}
