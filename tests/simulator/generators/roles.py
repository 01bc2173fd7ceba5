"""授权与委托: roles granted on a paper, taken back, and lent for a time."""

from datetime import timedelta

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.generators.organs import PEOPLE
from tests.simulator.world import Asked, World
from yajian.core.decisions.roles import DelegateRole, GrantRole, RevokeRole
from yajian.core.rules import organs, roles
from yajian.core.words import Seq


def grant_role(world: World) -> Asked:
    name = world.pick([one for one, role in roles.ROLES.items() if role.levels])
    fitting = [
        one.id for one in organs.organs(world.plan, world.programme) if one.level in roles.ROLES[name].levels
    ]
    until = world.today + timedelta(days=world.chance.randrange(400)) if world.maybe(0.5) else None
    command = GrantRole(
        person=world.pick(PEOPLE), organ=world.pick(fitting), role=name, until=until, document=number(world)
    )
    return world.ask(command)


def revoke_role(world: World) -> Asked:
    return world.ask(RevokeRole(grant=_grant(world), reason="工作调整"))


def delegate_role(world: World) -> Asked:
    until = world.today + timedelta(days=world.chance.randrange(60))
    return world.ask(
        DelegateRole(grant=_grant(world), person=world.pick(PEOPLE), until=until, reason="出差"),
        effective=world.today,
    )


def _grant(world: World) -> Seq:
    given = tuple(world.programme.roles.grants)
    return world.pick(given) if given else Seq(1)


GENERATORS: Generators = {
    GrantRole: (30, grant_role),
    RevokeRole: (6, revoke_role),
    DelegateRole: (15, delegate_role),
}
