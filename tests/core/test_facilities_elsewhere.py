"""A facility the ledger knows and no list names is shown all the same, and marked; once bound it is shown once."""

from tests.core.test_closure_by_facility import DAY, ask, by_id, nicknamed, ovens
from tests.core.test_dossier import JIA, OTHER, OUT, OVEN, bind, enter, facility, site, withdraw
from tests.given import Desk, recorded
from yajian.core.reports.closure import FacilitySheet, as_builtins, facilities
from yajian.core.reports.progress import progress
from yajian.core.words import FacilityId, Seq, SiteId


def sheet(desk: Desk, known: Seq | None = None) -> FacilitySheet:
    return facilities(desk.plan, desk.programme, progress(desk.plan, desk.programme, desk.now.date(), known))


def marks(desk: Desk, known: Seq | None = None) -> dict[str, str]:
    return {line.facility: line.mark for line in sheet(desk, known).elsewhere}


def test_an_oven_known_only_by_its_id_is_shown_until_it_is_bound_and_again_when_that_is_withdrawn() -> None:
    desk = nicknamed()
    recorded(ask(desk, by_id(desk, OVEN, "shut")))
    assert marks(desk) == {OVEN: "未对应", OTHER: "未对应"}
    (line, _) = sheet(desk).elsewhere
    assert (line.standing.counts_as, line.standing.since, line.county_name) == ("shut", DAY, "示东市")
    before = desk.programme.seq
    recorded(desk.ask(bind(desk)))
    assert marks(desk) == {OTHER: "未对应"}
    assert marks(desk, before) == {OVEN: "未对应", OTHER: "未对应"}
    recorded(desk.ask(withdraw(desk.programme.seq)))
    assert OVEN in marks(desk)


def test_an_oven_whose_enterprise_has_nothing_left_to_bind_is_not_on_the_list() -> None:
    desk = ovens()
    recorded(desk.ask(enter()))
    recorded(desk.ask(site(site="zi-1", enterprise=OUT)))
    recorded(desk.ask(facility(facility=FacilityId("zi-9"), site=SiteId("zi-1"))))
    recorded(desk.ask(site(site="jia-1", enterprise=JIA)))
    recorded(desk.ask(facility(facility=FacilityId("jia-9"), site=SiteId("jia-1"))))
    assert marks(desk)["zi-9"] == "未列入清单"
    assert marks(desk)["jia-9"] == "未对应"


def test_it_counts_for_nothing_and_machines_read_the_mark() -> None:
    desk = nicknamed()
    counted = sheet(desk).recorded
    recorded(ask(desk, by_id(desk, OVEN, "shut")))
    assert sheet(desk).recorded == counted
    told = as_builtins(sheet(desk))["elsewhere"]
    assert isinstance(told, dict)
    assert (told[OVEN]["mark"], told[OVEN]["since"]) == ("未对应", DAY.isoformat())
