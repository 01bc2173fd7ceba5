"""前置条件与同意文书: signing for warnings, overriding, giving the paper, taking it back."""

from datetime import timedelta

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.generators.closure import facility
from tests.simulator.world import Asked, World
from yajian.core import gates
from yajian.core.decisions.releases import Override, Release, SignWarning, Withdraw
from yajian.core.gates import Standing
from yajian.core.plan import Gate
from yajian.core.words import PartId


def sign_warning(world: World) -> Asked:
    gate, part, name = _place(world)
    found = _standing(world, gate, part, name)
    warns = [line.condition.id for line in found.unsigned] if found is not None else []
    command = SignWarning(
        gate=gate.id,
        condition=world.pick(warns) if warns else "C1",
        part=part,
        facility=name,
        signer=world.pick(_people(world)),
        words="已知悉",
    )
    return world.ask(command, scans=1, effective=world.today)


def override(world: World) -> Asked:
    gate, part, name = _place(world)
    found = _standing(world, gate, part, name)
    held = tuple(line.condition.id for line in found.held_by) if found is not None else ()
    command = Override(
        gate=gate.id,
        part=part,
        facility=name,
        conditions=held if world.maybe(0.8) else held[:1],
        planned_on=world.today + timedelta(days=world.chance.randrange(30)),
        person=world.pick(_people(world)),
        reason="分步实施，县（市）已有安排",
        document=number(world),
    )
    return world.ask(command, effective=world.today)


def release(world: World) -> Asked:
    gate, part, name = _place(world)
    command = Release(
        gate=gate.id,
        part=part,
        facility=name,
        planned_on=world.today + timedelta(days=world.chance.randrange(60)),
        document=number(world),
    )
    return world.ask(command, effective=world.today)


def withdraw(world: World) -> Asked:
    given = tuple(world.programme.releases.papers)
    gate, part, name = _place(world)
    key = world.pick(given) if given else (gate.id, part, name)
    command = Withdraw(
        gate=key[0], part=key[1], facility=key[2], reason="应急预案已过期", document=number(world)
    )
    return world.ask(command, effective=world.today)


def _place(world: World) -> tuple[Gate, PartId, str]:
    """Mostly where somebody has got further already: few ovens ever come to a paper by chance."""
    begun = [*world.programme.releases.warnings, *world.programme.releases.overrides]
    if begun and world.maybe(0.7):
        name, part, oven = world.pick(begun)
        return world.plan.gates[name], part, oven
    gate = world.pick([one for one in world.plan.gates.values() if one.releases in ("shutdown", "dismantle")])
    return gate, *facility(world)


def _standing(world: World, gate: Gate, part: PartId, name: str) -> Standing | None:
    asked = gates.case(world.plan, world.programme, part, name, world.today)
    return gates.standing(world.plan, world.programme, gate, asked) if asked is not None else None


def _people(world: World) -> list[str]:
    """Whom the plan names, and whoever holds a post since."""
    named = [post.person for group in world.plan.groups.values() for post in group.posts if post.person]
    held = [
        entry.value.person
        for line in world.programme.organs.posts.values()
        for entry in line.entries
        if hasattr(entry.value, "person")
    ]
    return [*named, *held, "别人"]


GENERATORS: Generators = {
    SignWarning: (30, sign_warning),
    Override: (15, override),
    Release: (30, release),
    Withdraw: (5, withdraw),
}
