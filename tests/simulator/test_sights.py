"""Whatever happens in an office, each county's and each firm's own part of it can be folded by itself."""

import pytest

from tests.simulator.play import open_office
from yajian.core.programme import Programme, evolve
from yajian.core.reports.progress import progress
from yajian.core.rules.roles.sight import PUBLISHED, Sight, whose


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
