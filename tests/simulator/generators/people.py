"""人员、安装确认与三员: who is of the office, and in whose hands accounts and grants are."""

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.world import INSTALLER, Asked, World
from yajian.core.decisions.people import AppointOfficers, ConfirmInstallation, EnterPerson, Leave
from yajian.core.rules import organs, people, roles
from yajian.core.words import OrganId

NAMES = ("示例甲", "示例乙", "示例丙", "示例丁", "示例戊", "示例己", "示例庚")


def confirm_installation(world: World) -> Asked:
    name = INSTALLER if world.maybe(0.9) else world.pick(NAMES)
    return world.ask(ConfirmInstallation(person=name, organ=_organ(world)), effective=world.today)


def enter_person(world: World) -> Asked:
    return world.ask(EnterPerson(person=world.pick(NAMES), organ=_organ(world)))


def leave(world: World) -> Asked:
    return world.ask(Leave(person=world.pick((*NAMES, INSTALLER)), reason="调离"))


def appoint_officers(world: World) -> Asked:
    present = [one.fact.person for one in people.people(world.programme, world.today)]
    busy = {
        one.fact.person
        for name in present
        for one in roles.grants_of(world.programme, name, world.today)
        if one.fact.role not in roles.OFFICERS
    }
    free = [name for name in present if name not in busy]
    chosen = world.chance.sample(free if len(free) > 2 else NAMES, 3)
    command = AppointOfficers(system=chosen[0], security=chosen[1], auditor=chosen[2], document=number(world))
    return world.ask(command, effective=world.today)


def _organ(world: World) -> OrganId:
    """Mostly one whose people may be officers."""
    city = [one.id for one in organs.organs(world.plan, world.programme) if one.level == "city"]
    return world.pick(city) if world.maybe(0.8) else OrganId(world.pick(world.base.counties).id)


GENERATORS: Generators = {
    ConfirmInstallation: (3, confirm_installation),
    EnterPerson: (25, enter_person),
    Leave: (8, leave),
    AppointOfficers: (5, appoint_officers),
}
