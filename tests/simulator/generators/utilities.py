"""气源等供应: amounts, users, seasons, alternatives with and without proof, agreements."""

from datetime import date, timedelta

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import city_paper, number
from tests.simulator.world import Asked, World
from yajian.core.decisions.utilities import (
    EnterSeason,
    RecordInterruption,
    StateAlternative,
    StateDemand,
    StateSupply,
)
from yajian.core.words import CountyId, EnterpriseId


def state_supply(world: World) -> Asked:
    command = StateSupply(
        utility=_utility(world), enterprise=_firm(world), amount=_amount(world), document=number(world)
    )
    return world.ask(command, effective=world.today)


def state_demand(world: World) -> Asked:
    consumer, who = _user(world)
    command = StateDemand(
        utility=_utility(world),
        enterprise=_firm(world),
        consumer=consumer,
        who=who,
        amount=_amount(world),
        season_amount=_amount(world),
        document=city_paper(world),
    )
    return world.ask(command, effective=world.today)


def enter_season(world: World) -> Asked:
    year = world.today.year
    command = EnterSeason(
        utility=_utility(world),
        county=CountyId(world.pick(world.plan.counties).id),
        begins=date(year, 11, world.chance.randrange(1, 16)),
        ends=date(year + 1, 3, 15),
        document=city_paper(world),
    )
    return world.ask(command, effective=world.today)


def state_alternative(world: World) -> Asked:
    command = StateAlternative(
        utility=_utility(world),
        enterprise=_firm(world),
        name=world.pick(("天然气管道", "LNG站")),
        amount=_amount(world),
        from_on=world.today + timedelta(days=world.chance.randrange(90)),
        proof=number(world) if world.maybe(0.6) else None,
    )
    return world.ask(command, effective=world.today)


def record_interruption(world: World) -> Asked:
    users = tuple(world.programme.utilities.demands)
    consumer, who = _user(world)
    key = world.pick(users) if users else (_utility(world), _firm(world), consumer, who)
    command = RecordInterruption(
        utility=key[0],
        enterprise=key[1],
        consumer=key[2],
        who=key[3],
        from_on=world.today + timedelta(days=world.chance.randrange(60)),
        document=city_paper(world),
    )
    return world.ask(command, effective=world.today)


def _utility(world: World) -> str:
    return world.pick([*world.plan.utilities])


def _firm(world: World) -> EnterpriseId:
    return world.pick([*world.plan.enterprises])


def _user(world: World) -> tuple[str, str]:
    consumer = world.pick(world.plan.utilities[_utility(world)].consumers)
    return consumer.id, world.pick(("城区居民", "示例化工"))


def _amount(world: World) -> str:
    return str(world.chance.randrange(30) / 2)


GENERATORS: Generators = {
    StateSupply: (10, state_supply),
    StateDemand: (10, state_demand),
    EnterSeason: (5, enter_season),
    StateAlternative: (8, state_alternative),
    RecordInterruption: (5, record_interruption),
}
