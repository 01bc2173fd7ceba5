"""Whatever is renamed, merged, moved or withdrawn, in whatever order: identities hold and no tonne is lost."""

from copy import copy
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.given import LETTER, Desk, recorded, with_letter
from yajian.core.decisions.dossier import (
    EnterFacility,
    EnterSite,
    MergeEnterprises,
    MoveFacility,
    RenameEnterprise,
    RenameFacility,
    WithdrawEntry,
)
from yajian.core.programme import Programme
from yajian.core.reports.dossier import ledger
from yajian.core.rules import dossier as rules
from yajian.core.words import Command, CountyId, EnterpriseId, FacilityId, Seq, SiteId

FIRMS = tuple(EnterpriseId(name) for name in ("jia", "yi", "geng", "xin"))
SITES = tuple(SiteId(f"{firm}-1") for firm in FIRMS)
OVENS = tuple(FacilityId(f"{firm}-oven") for firm in FIRMS)
DAYS = tuple(date(2020, 1, 1) + timedelta(days=day) for day in range(9))
NAMES = ("示例焦化天有限公司", "示例焦化地有限公司", "示例焦化人有限公司")

firms, sites, ovens = st.sampled_from(FIRMS), st.sampled_from(SITES), st.sampled_from(OVENS)
names = st.sampled_from(NAMES)

COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.builds(RenameEnterprise, enterprise=firms, name=names, document=st.just(LETTER)),
    st.builds(MergeEnterprises, enterprise=firms, successor=firms, document=st.just(LETTER)),
    st.builds(RenameFacility, facility=ovens, name=names, document=st.just(LETTER)),
    st.builds(
        MoveFacility,
        facility=ovens,
        site=sites,
        enterprise=st.one_of(st.none(), firms),
        document=st.just(LETTER),
    ),
    st.builds(WithdrawEntry, entry=st.integers(14, 26).map(Seq), reason=st.just("登错了")),
)


def given_ovens() -> Desk:
    """Given: four enterprises of the list, each with a site and an oven; the entries end at 13."""
    desk = copy(_given_ovens())
    desk.history = list(desk.history)
    return desk


@cache
def _given_ovens() -> Desk:
    desk = with_letter()
    for firm, site, oven in zip(FIRMS, SITES, OVENS, strict=True):
        county = CountyId("shidong")
        recorded(desk.ask(EnterSite(site=site, enterprise=firm, name="老厂区", county=county)))
        entered = EnterFacility(facility=oven, facility_type="焦炉", name=f"{firm}焦炉", site=site)
        recorded(desk.ask(entered))
    desk.now += timedelta(days=30)
    return desk


def answers(desk: Desk, programme: Programme, day: date, known: Seq | None = None) -> list[Any]:
    """All that the dossier says of everyone on a day."""
    plan = desk.plan
    said: list[Any] = []
    for firm in FIRMS:
        said.append(rules.enterprise_name(plan, programme, firm, day, known))
        said.append(rules.successor(programme, firm, day, known))
        said.append(rules.family(programme, firm, day, known))
    for oven in OVENS:
        said.append(rules.facility_name(programme, oven, day, known))
        said.append(rules.place(programme, oven, day, known))
    return said


@settings(max_examples=100)
@given(st.lists(st.tuples(COMMANDS, st.sampled_from(DAYS)), max_size=10), st.sampled_from(DAYS))
def test_identities_hold_and_no_tonne_is_lost(asked: list[tuple[Command, date]], day: date) -> None:
    desk = given_ovens()
    images = [(Seq(len(desk.history)), desk.programme)]
    for command, effective in asked:
        desk.ask(command, effective=effective)
        images.append((Seq(len(desk.history)), desk.programme))
    plan, programme = desk.plan, desk.programme
    for then in (day, None):
        # Everybody resolves to somebody who stands on his own feet, and nobody is in two families.
        heads = [rules.successor(programme, firm, then) for firm in FIRMS]
        assert all(rules.merger(programme, head, then) is None for head in heads)
        families = [rules.family(programme, head, then) for head in dict.fromkeys(heads)]
        assert sorted(firm for family in families for firm in family) == sorted(FIRMS)
        # The tonnes of the list are all there, each under the head of its family.
        lines = ledger(plan, programme, then).lines
        assert sum(line.listed_t for line in lines) == 3_250_000
        assert all(line.listed_t == 0 for line in lines if line.merged is not None)
        # Every oven is somebody's, once.
        held = [oven for firm in FIRMS for oven in rules.facilities_of(programme, (firm,), then)]
        assert sorted(held) == sorted(OVENS)
    # Every name anybody bears or bore leads to them.
    for firm in FIRMS:
        for line in rules.name_lines(plan, programme, firm):
            assert firm in rules.find(plan, programme, line.name)
    # What was known then is what the books said then.
    for known, image in images:
        assert answers(desk, programme, day, known) == answers(desk, image, day)
