"""审核计划: drawn up, agreed to, sent back; an entitlement voided."""

from tests.simulator import toward
from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.world import Asked, World
from yajian.core.decisions.auditplans import Approve, Cut, DrawUp, Return, Void
from yajian.core.words import UnitId


def draw_up(world: World) -> Asked:
    filed = tuple(world.programme.applications.filed)
    if not filed or world.maybe(0.7):
        return toward.step(world)
    application = world.pick(filed)
    applied = world.programme.applications.applied(application)
    cuts: dict[UnitId, Cut] = {}
    if applied is not None and world.maybe(0.6):
        amount = f"{applied.units[0].amount_fen // 200}.{world.chance.randrange(100):02d}"
        cuts[applied.units[0].unit] = Cut(amount=amount, why="一台设备未拆")
    command = DrawUp(applications=(application,), document=number(world), cuts=cuts)
    return world.ask(command, effective=world.today)


def approve(world: World) -> Asked:
    return world.ask(Approve(plan=_plan(world), document=number(world)), effective=world.today)


def send_back(world: World) -> Asked:
    return world.ask(Return(plan=_plan(world), words="补充", document=number(world)), effective=world.today)


def void(world: World) -> Asked:
    units = tuple(world.programme.auditplans.entitlements) or tuple(world.programme.register.units)
    command = Void(
        unit=world.pick(units) if units else UnitId("没有"), reason="企业放弃", document=number(world)
    )
    return world.ask(command, effective=world.today)


def _plan(world: World) -> int:
    return max(1, len(world.programme.auditplans.plans))


GENERATORS: Generators = {
    DrawUp: (40, draw_up),
    Approve: (6, approve),
    Return: (12, send_back),
    Void: (4, void),
}
