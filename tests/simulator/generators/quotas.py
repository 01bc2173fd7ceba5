"""补偿额度: what a county confirms, the versions of the work plan and their way up and back; claims for capacity."""

from tests.simulator import toward
from tests.simulator.generators import Generators
from tests.simulator.generators.charter import city_paper, province_paper
from tests.simulator.world import Asked, World
from yajian.core.decisions.quotas import Approve, ClaimCapacity, ConfirmTask, DrawUp, Review, SendUp
from yajian.core.rules import dossier, targets
from yajian.core.words import CountyId, Tonnes


def confirm_task(world: World) -> Asked:
    listed = [one for one in targets.counted(world.programme) if one.county is not None]
    if listed and world.maybe(0.8):
        return toward.confirm(world, world.pick(listed))
    command = ConfirmTask(
        county=CountyId(world.pick(world.plan.counties).id),
        parts={one.part: Tonnes(one.tonnes + 10_000) for one in listed[:1]},
        document=city_paper(world),
    )
    return world.ask(command, effective=world.today)


def draw_up(world: World) -> Asked:
    if world.maybe(0.8):
        return toward.step(world)
    parts = targets.counted(world.programme)
    left = {one.part: "还没有认定" for one in parts if world.maybe(0.7)}
    return world.ask(DrawUp(document=city_paper(world), leaves_out=left), effective=world.today)


def approve(world: World) -> Asked:
    return world.ask(Approve(version=_version(world), document=city_paper(world)), effective=world.today)


def send_up(world: World) -> Asked:
    return world.ask(SendUp(version=_version(world), document=city_paper(world)), effective=world.today)


def review(world: World) -> Asked:
    paper = province_paper(world)
    if isinstance(paper, Asked):
        return paper
    command = Review(version=_version(world), verdict="同意", document=paper)
    return world.ask(command, effective=world.today)


def claim_capacity(world: World) -> Asked:
    firms = dossier.known_enterprises(world.plan, world.programme)
    command = ClaimCapacity(
        enterprise=world.pick(firms),
        words="请给予产能补偿指标" if world.maybe(0.9) else " ",
        document=city_paper(world),
    )
    return world.ask(command, effective=world.today)


def _version(world: World) -> int:
    return max(1, len(world.programme.quotas.versions))


GENERATORS: Generators = {
    ConfirmTask: (10, confirm_task),
    DrawUp: (30, draw_up),
    Approve: (8, approve),
    SendUp: (8, send_up),
    Review: (8, review),
    ClaimCapacity: (3, claim_capacity),
}
