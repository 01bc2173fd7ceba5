"""目标与清单: list versions that name ovens or move tonnes, and the counties' annual tasks."""

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.world import Asked, World
from yajian.core.decisions.targets import PartChange, PublishList, SetAnnualTask
from yajian.core.facts.targets import PartListed
from yajian.core.rules import targets as rules
from yajian.core.words import CountyId, ListId, PartId, Tonnes

OVENS = ("1号", "2号", "3号焦炉")


def publish_list(world: World) -> Asked:
    lists = tuple(rules.lists(world.programme))
    if not lists:
        return world.ask(PublishList(list=ListId("LIST"), changes={}, document=number(world)))
    present = world.pick(lists).value
    part = world.pick(present.parts)
    change = world.pick((_named, _named, _swapped, _moved))(world, part, present.parts)
    paper = number(world)
    return world.ask(
        PublishList(
            list=present.list,
            changes=change,
            document=paper,
            wishes={one.enterprise: paper for one in present.parts},
            safety=paper,
        ),
        effective=world.today,
    )


def _named(world: World, part: PartListed, parts: tuple[PartListed, ...]) -> dict[PartId, PartChange]:
    ovens = world.chance.sample(OVENS, world.chance.randrange(1, 3))
    return {part.part: PartChange(facilities=tuple(ovens))}


def _swapped(world: World, part: PartListed, parts: tuple[PartListed, ...]) -> dict[PartId, PartChange]:
    """As many tonnes less here as more there, in the same county and batch where there is another."""
    beside = [one for one in parts if one != part and (one.county, one.batch) == (part.county, part.batch)]
    other = world.pick(beside or parts)
    tonnes = world.chance.randrange(1, 6) * 10_000
    return {
        part.part: PartChange(tonnes=Tonnes(part.tonnes - tonnes)),
        other.part: PartChange(tonnes=Tonnes(other.tonnes + tonnes)),
    }


def _moved(world: World, part: PartListed, parts: tuple[PartListed, ...]) -> dict[PartId, PartChange]:
    return {part.part: PartChange(batch=world.pick(tuple(world.base.batches)))}


def set_annual_task(world: World) -> Asked:
    fixed = rules.fixed(world.programme)
    county = world.pick(fixed.value.counties).county if fixed is not None else CountyId("county")
    year = world.pick((2019, 2020, 2021))
    asked = rules.due_in(rules.counted(world.programme), county, year)
    return world.ask(SetAnnualTask(county=county, year=year, tonnes=asked, document=number(world)))


GENERATORS: Generators = {PublishList: (30, publish_list), SetAnnualTask: (20, set_annual_task)}
