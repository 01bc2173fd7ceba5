"""补偿申请: asked, passed on, sent back, taken back."""

from tests.simulator import toward
from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.world import Asked, World
from yajian.core.decisions.applications import Apply, Forward, Return, Withdraw
from yajian.core.rules import dossier
from yajian.core.words import Seq


def apply(world: World) -> Asked:
    units = tuple(world.programme.register.units)
    if not units or world.maybe(0.8):
        return toward.step(world)
    unit, paper = world.pick(units), number(world)
    firm = dossier.successor(world.programme, world.programme.register.units[unit].enterprise)
    command = Apply(enterprise=firm, units=(unit,), materials={"备案文件": paper}, document=paper)
    return world.ask(command, effective=world.today)


def forward(world: World) -> Asked:
    back = world.maybe(0.3)
    command = Forward(
        application=_application(world),
        verdict="退回" if back else "转报",
        words="缺流向说明" if back else "材料齐全",
        document=number(world),
    )
    return world.ask(command, effective=world.today)


def send_back(world: World) -> Asked:
    command = Return(application=_application(world), words="缺流向说明", document=number(world))
    return world.ask(command, effective=world.today)


def withdraw(world: World) -> Asked:
    command = Withdraw(application=_application(world), reason="金额有误", document=number(world))
    return world.ask(command, effective=world.today)


def _application(world: World) -> Seq:
    filed = tuple(world.programme.applications.filed)
    return (filed[-1] if world.maybe(0.7) else world.pick(filed)) if filed else Seq(1)


GENERATORS: Generators = {
    Apply: (40, apply),
    Forward: (8, forward),
    Return: (5, send_back),
    Withdraw: (10, withdraw),
}
