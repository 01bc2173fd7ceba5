"""Whose a site is and of which county an enterprise is, from a day on; the list's tonnes stay where the list has them."""

from datetime import date
from typing import Any

import pytest

from tests.core.test_dossier import GENG, OVEN, YARD, YI, built, facility, interest, merge, site, withdraw
from tests.given import LETTER, SCAN, Desk, recorded, refused
from yajian.core.decisions.dossier import AnswerInterest, MoveFacility, PassSite, RelocateEnterprise
from yajian.core.decisions.register import EnterFiling, OpenUnit
from yajian.core.decisions.roles import GrantRole
from yajian.core.facts.dossier import EntryWithdrawn, SitePassed
from yajian.core.reports.dossier import dossier, ledger
from yajian.core.reports.progress import progress
from yajian.core.reports.register import capacity
from yajian.core.reports.timeline import timeline
from yajian.core.rules import dossier as rules
from yajian.core.words import (
    CountyId,
    DocumentNo,
    EnterpriseId,
    FacilityId,
    OrganId,
    Seq,
    SiteId,
    Tonnes,
    UnitId,
)

EAST, WEST = CountyId("shidong"), CountyId("shixi")
BEFORE, DAY = date(2020, 1, 3), date(2020, 1, 5)


def relocate(**changes: Any) -> RelocateEnterprise:
    said: dict[str, Any] = {"enterprise": GENG, "county": WEST, "document": LETTER}
    return RelocateEnterprise(**(said | changes))


def give(**changes: Any) -> PassSite:
    said: dict[str, Any] = {"site": YARD, "enterprise": YI, "document": LETTER}
    return PassSite(**(said | changes))


def ask(desk: Desk, command: Any, day: date = DAY) -> object:
    return desk.ask(command, effective=day)


def county_in(desk: Desk, day: date, known: Seq | None = None) -> str | None:
    lines = {line.enterprise: line for line in ledger(desk.plan, desk.programme, day, known).lines}
    return lines[GENG].county


def clerk_of(desk: Desk, county: CountyId) -> dict[str, Any]:
    """Given: a county's own clerk."""
    grant = GrantRole(organ=OrganId(county), person=f"{county}经办", role="county", document=LETTER)
    recorded(desk.ask(grant))
    return {"role": "county", "actor": f"{county}经办", "organ": county}


# Another county ----------------------------------------------------------------------------------


def test_an_enterprise_is_of_another_county_from_a_day_on_and_of_its_old_one_before() -> None:
    desk = built()
    known = desk.programme.seq
    recorded(ask(desk, relocate()))
    assert ask(desk, relocate()) == ()
    assert (county_in(desk, BEFORE), county_in(desk, DAY)) == (EAST, WEST)
    assert county_in(desk, DAY, known) == EAST
    words = [one.words for one in timeline(desk.plan, desk.programme, GENG) if one.what == "变更县（市）"]
    assert words == [f"改属 示西县（{LETTER}）"]


def test_the_lists_tonnes_and_its_units_stay_with_the_county_of_the_list() -> None:
    desk = built()
    part = next(one for one in desk.parts() if one.enterprise == GENG)
    filing = EnterFiling(
        number="示备〔2011〕5号",
        enterprise=GENG,
        filed_on=date(2011, 5, 1),
        filed_t=Tonnes(600_000),
        issuer="示范市经济委员会",
    )
    recorded(desk.ask(filing, evidence=(SCAN,)))
    for unit, listed in (("庚-1", part.part), ("庚-2", None)):
        opening = OpenUnit(unit=UnitId(unit), filing_no=filing.number, filed_t=Tonnes(100_000), part=listed)
        recorded(desk.ask(opening, effective=BEFORE))
    before = progress(desk.plan, desk.programme, DAY).counties
    recorded(ask(desk, relocate()))
    assert progress(desk.plan, desk.programme, DAY).counties == before
    counties = {one.name: one.tonnages.filed_t for one in capacity(desk.plan, desk.programme, DAY).counties}
    assert counties == {"示东市": 100_000, "示西县": 100_000}
    counties = {
        one.name: one.tonnages.filed_t for one in capacity(desk.plan, desk.programme, BEFORE).counties
    }
    assert counties == {"示东市": 200_000}


def test_whose_clerk_may_enter_what_follows_the_enterprise_and_a_debt_stays_where_it_was_recorded() -> None:
    desk = built()
    east, west = clerk_of(desk, EAST), clerk_of(desk, WEST)
    recorded(desk.ask(interest(), effective=BEFORE))
    debt = desk.programme.seq
    refused(desk.ask(site(site="geng-9", name="新厂区"), **west), "roles.out-of-scope")
    recorded(ask(desk, relocate()))
    refused(desk.ask(interest(summary="新的债"), **east), "roles.out-of-scope")
    recorded(desk.ask(interest(summary="新的债"), **west))
    answer = AnswerInterest(interest=debt, answer="分期清偿", document=LETTER)
    refused(desk.ask(answer, **west), "roles.out-of-scope")
    recorded(desk.ask(answer, **east))


def test_a_relocation_entered_by_mistake_is_withdrawn() -> None:
    desk = built()
    recorded(ask(desk, relocate()))
    (fact,) = recorded(desk.ask(withdraw(desk.programme.seq)))
    assert isinstance(fact, EntryWithdrawn)
    assert fact.entered == "relocation"
    assert county_in(desk, DAY) == EAST


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"enterprise": EnterpriseId("nobody")}, "dossier.no-such-enterprise"),
        ({"county": CountyId("nowhere")}, "dossier.no-such-county"),
        ({"document": DocumentNo("没有登记的文件")}, "dossier.relocate-enterprise.no-document"),
        ({"enterprise": EnterpriseId("ren")}, "dossier.relocate-enterprise.county-open"),
    ],
)
def test_a_relocation_that_does_not_hold_is_refused(changes: dict[str, Any], code: str) -> None:
    refused(ask(built(), relocate(**changes)), code)


def test_what_was_merged_away_neither_moves_nor_takes_a_site() -> None:
    desk = built()
    recorded(ask(desk, merge(GENG, YI)))
    refused(ask(desk, relocate()), "dossier.enterprise-merged")
    refused(ask(desk, give(enterprise=GENG)), "dossier.enterprise-merged")


# Another owner -----------------------------------------------------------------------------------


def test_a_site_passes_to_another_enterprise_and_the_ovens_on_it_stay_whose_they_were() -> None:
    desk = built()
    known = desk.programme.seq
    (fact,) = recorded(ask(desk, give()))
    assert isinstance(fact, SitePassed)
    assert fact.county == EAST
    assert ask(desk, give()) == ()
    owner = [rules.site(desk.programme, YARD, day).enterprise for day in (BEFORE, DAY)]  # type: ignore[union-attr]
    assert owner == [GENG, YI]
    assert rules.site(desk.programme, YARD, DAY, known).enterprise == GENG  # type: ignore[union-attr]
    place = rules.place(desk.programme, OVEN, DAY)
    assert place is not None
    assert place.enterprise == GENG
    found = dossier(desk.plan, desk.programme, YI, DAY)
    assert found is not None
    assert [one.site for one in found.sites] == [YARD]
    for firm in (GENG, YI):
        words = [one.words for one in timeline(desk.plan, desk.programme, firm) if one.what == "厂区划转"]
        assert len(words) == 1


def test_what_comes_to_a_site_after_it_passed_is_its_new_owners() -> None:
    desk = built()
    recorded(ask(desk, give()))
    recorded(ask(desk, MoveFacility(facility=OVEN, site=YARD, document=LETTER)))
    assert rules.place(desk.programme, OVEN, DAY).enterprise == YI  # type: ignore[union-attr]
    recorded(ask(desk, facility(facility=FacilityId("yi-9"), name="9号焦炉")))
    assert rules.place(desk.programme, FacilityId("yi-9"), DAY).enterprise == YI  # type: ignore[union-attr]


def test_a_redrawn_border_gives_a_site_another_county_and_leaves_it_its_owner() -> None:
    desk = built()
    recorded(ask(desk, give(enterprise=GENG, county=WEST)))
    found = dossier(desk.plan, desk.programme, GENG, DAY)
    assert found is not None
    assert [one.county_name for one in found.sites] == ["示西县"]


def test_a_site_is_in_the_scope_of_its_new_owners_county() -> None:
    desk = built()
    west = clerk_of(desk, WEST)
    ours = facility(facility=FacilityId("wu-1"), name="1号焦炉")
    refused(desk.ask(ours, **west), "roles.out-of-scope")
    recorded(ask(desk, give(enterprise=EnterpriseId("wu"), county=WEST)))
    recorded(desk.ask(ours, **west))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"site": SiteId("nowhere")}, "dossier.no-such-site"),
        ({"enterprise": EnterpriseId("nobody")}, "dossier.no-such-enterprise"),
        ({"county": CountyId("nowhere")}, "dossier.no-such-county"),
        ({"document": DocumentNo("没有登记的文件")}, "dossier.pass-site.no-document"),
    ],
)
def test_a_passing_that_does_not_hold_is_refused(changes: dict[str, Any], code: str) -> None:
    refused(ask(built(), give(**changes)), code)


def test_two_sites_of_one_name_never_come_to_one_owner_nor_by_a_withdrawal() -> None:
    desk = built()
    twin = site(site="yi-1", enterprise=YI)
    recorded(ask(desk, twin))
    refused(ask(desk, give()), "dossier.enter-site.site-twice")
    desk = built()
    recorded(ask(desk, give()))
    passed = desk.programme.seq
    recorded(ask(desk, site(site="geng-7")))
    refused(desk.ask(withdraw(passed)), "dossier.enter-site.site-twice")


def test_a_passing_entered_by_mistake_is_withdrawn_and_a_site_that_passed_is_not() -> None:
    desk = built()
    entered = next(one.seq for one in desk.history if type(one.fact).__name__ == "SiteEntered")
    recorded(ask(desk, give()))
    passed = desk.programme.seq
    declined = refused(desk.ask(withdraw(entered)), "dossier.withdraw-entry.still-used")
    assert "厂区划转" in declined.finding
    recorded(desk.ask(withdraw(passed)))
    assert rules.site(desk.programme, YARD).enterprise == GENG  # type: ignore[union-attr]


def test_who_took_a_site_over_was_not_merged_away_before() -> None:
    desk = built()
    recorded(ask(desk, give()))
    refused(ask(desk, merge(YI, GENG), BEFORE), "dossier.merge-enterprises.still-acting")
