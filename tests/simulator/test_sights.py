"""Whatever happens in an office, each county's and each firm's own part of it can be folded by itself."""

import pytest

from tests.simulator.play import open_office
from yajian.core.programme import Programme, evolve
from yajian.core.reports.progress import progress
from yajian.core.rules.charter import plan_in_force
from yajian.core.rules.roles.sight import PUBLISHED, Sight, whose
from yajian.core.words import CountyId
from yajian.seen import moves


@pytest.mark.parametrize("seed", range(950_000, 950_030))
def test_what_one_may_read_folds_and_makes_a_sheet(seed: int) -> None:
    world = open_office(seed)
    if world.programme.charter.adopted is None:
        return
    owners = {
        (one.county, one.enterprise)
        for entry in world.history
        for one in whose(world.plan, world.programme, entry.fact)
    }
    eyes = {PUBLISHED}
    eyes |= {Sight(county=county) for county, _ in owners if county}
    eyes |= {Sight(enterprise=firm) for _, firm in owners if firm}
    for one in eyes:
        image = Programme()
        for entry in world.history:
            if one.sees(world.plan, world.programme, entry.fact):
                evolve(image, entry)
        assert progress(world.plan, image, world.today).target_t >= 0


@pytest.mark.parametrize("seed", range(950_100, 950_115))
def test_a_view_carried_on_reads_what_one_made_afresh_reads(seed: int) -> None:
    world = open_office(seed)
    counties = [county.id for county in world.base.counties][:2]
    firms = list(world.base.enterprises)[:2]
    eyes = [*(Sight(county=CountyId(one)) for one in counties), *(Sight(enterprise=one) for one in firms)]
    carried: dict[Sight, list[int]] = {one: [] for one in eyes}
    image = Programme()
    for at, entry in enumerate(world.history):
        image = image.branch()
        evolve(image, entry)
        file = image.charter.files.at()
        plan = plan_in_force(world.files[file.value], image) if file is not None else world.base
        look = world.history[: at + 1] if moves(entry.fact) else [entry]
        for one in eyes:
            before = [] if moves(entry.fact) else carried[one]
            carried[one] = [*before, *(each.seq for each in look if one.sees(plan, image, each.fact))]
    for one in eyes:
        afresh = [each.seq for each in world.history if one.sees(world.plan, world.programme, each.fact)]
        assert carried[one] == afresh
