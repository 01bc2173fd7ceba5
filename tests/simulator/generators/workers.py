"""职工安置: rosters with somebody left off, ways of settling, plans, erasing."""

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import firms_paper, number
from tests.simulator.world import Asked, World
from yajian.core.decisions.workers import ErasePerson, FilePlan, SettleWorkers, SubmitRoster
from yajian.core.facts.workers import Employment, WorkerId
from yajian.core.rules import workers as rules
from yajian.core.words import EnterpriseId


def submit_roster(world: World) -> Asked:
    firm = _firm(world)
    whose = firm if world.maybe(0.95) else _firm(world)  # now and then with another firm's numbers
    letter = "abcdefghijklmnopqrstuvwxyz"[[*world.plan.enterprises].index(whose) % 26]
    people: dict[WorkerId, Employment] = {
        WorkerId(f"{letter}{one:03}"): "contract" if one < 20 else "dispatched"
        for one in range(30)
        if world.maybe(0.9)
    }
    command = SubmitRoster(enterprise=firm, month=world.today.isoformat()[:7], people=people)
    return world.ask(command, effective=world.today)


def settle(world: World) -> Asked:
    firm = _firm(world)
    who = [one.worker for one in rules.crew(world.programme, frozenset({firm})).people] or [WorkerId("w001")]
    methods = world.plan.resettlement.methods if world.plan.resettlement is not None else ()
    command = SettleWorkers(
        enterprise=firm,
        workers=tuple({world.pick(who), world.pick(who)}),
        methods=tuple({world.pick(methods).id, world.pick(methods).id}),
        confirmed="signed" if world.maybe(0.7) else "not_yet",
    )
    return world.ask(command, scans=1, effective=world.today)


def file_plan(world: World) -> Asked:
    firm = _firm(world)
    own = firms_paper(world, firm)
    if isinstance(own, Asked):
        return own
    command = FilePlan(enterprise=firm, document=own, covers=world.chance.randrange(40))
    return world.ask(command, effective=world.today)


def erase_person(world: World) -> Asked:
    firm = _firm(world)
    who = [one.worker for one in rules.crew(world.programme, frozenset({firm})).people] or [WorkerId("w001")]
    command = ErasePerson(
        enterprise=firm,
        worker=world.pick(who),
        reason="本人撤回同意",
        approved_by="示例局长",
        document=number(world),
    )
    return world.ask(command, effective=world.today)


def _firm(world: World) -> EnterpriseId:
    rostered = [firm for firm, _ in world.programme.workers.rosters]
    return world.pick(rostered) if rostered and world.maybe(0.7) else world.pick([*world.plan.enterprises])


GENERATORS: Generators = {
    SubmitRoster: (8, submit_roster),
    SettleWorkers: (10, settle),
    FilePlan: (4, file_plan),
    ErasePerson: (2, erase_person),
}
