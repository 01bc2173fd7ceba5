"""Beside a deadline: what is not met yet before the next act, which never moves the day nor turns a light."""

from datetime import date

import msgspec

from tests.core import test_releases as releasing
from tests.core.test_papers import FIRST, closing, drafting, numbered
from tests.given import SCAN, Desk, adopted, recorded
from tests.papers.subjects import down, opened, oven
from yajian.core.decisions.releases import Release
from yajian.core.reports import papers as paper_reports
from yajian.core.reports.papers import Sent
from yajian.core.reports.progress import PartLine, progress
from yajian.core.reports.releases import Readiness, readiness
from yajian.core.rules import risks
from yajian.core.rules.roles.sight import Sight
from yajian.core.words import CountyId, Light, PaperId


def line(desk: Desk) -> PartLine:
    sheet = progress(desk.plan, desk.programme, desk.now.date())
    return next(one for one in sheet.parts if one.part.part == releasing.part(desk).part)


def ready(desk: Desk) -> Readiness | None:
    sheet = progress(desk.plan, desk.programme, desk.now.date())
    return readiness(desk.plan, desk.programme, sheet, line(desk))


def test_conditions_that_are_not_met_are_counted_once_however_many_ovens_they_keep_back() -> None:
    desk = adopted()
    found = ready(desk)
    assert found is not None
    gate = releasing.before(desk)
    assert found.lacks == len(gate.held_by) + len(gate.unsigned)
    assert found.word == f"{gate.gate.label}：条件未满足{found.lacks}条"


def test_a_firm_is_not_told_that_its_county_has_not_done_what_the_firm_is_not_shown() -> None:
    desk = adopted()
    whole, firm = ready(desk), releasing.part(desk).enterprise
    mine = progress(desk.plan, desk.programme, desk.now.date(), sight=Sight(enterprise=firm))
    found = readiness(desk.plan, desk.programme, mine, line(desk))
    assert found is not None
    assert whole is not None
    assert {one.condition.need for each in found.standings for one in each.hidden} == risks.OF_THE_COUNTY
    assert found.lacks == whole.lacks - 1
    assert "查阅范围内" in found.word
    assert not any(one.hidden for one in whole.standings)


def test_what_only_the_county_can_show_lets_no_firm_read_that_the_paper_may_be_given() -> None:
    standing = releasing.before(opened())
    assert standing.opens
    line = msgspec.structs.replace(standing.lines[0], hidden=True)
    assert not msgspec.structs.replace(standing, lines=(line, *standing.lines[1:])).opens


def test_what_is_not_met_moves_no_day_and_turns_no_light_nor_does_meeting_it() -> None:
    before, after = line(adopted()), line(opened())
    assert before.part.due == after.part.due
    assert before.judged == msgspec.structs.replace(after.judged)


def test_a_paper_in_force_says_so_and_an_oven_that_is_down_asks_for_nothing() -> None:
    desk = releasing.consented(opened())
    recorded(releasing.ask(desk, Release, planned_on=date(2020, 3, 1), document=releasing.CONSENT))
    down(desk, "shut", releasing.part(desk).facilities[1])
    found = ready(desk)
    assert found is not None
    assert (found.released, found.word) == (True, f"已{releasing.gate(desk).label}")
    down(desk, "shut", oven(desk))
    assert ready(desk) is None


def test_where_all_conditions_are_met_and_nobody_gave_the_paper_that_is_what_is_said() -> None:
    desk = down(opened(), "shut", releasing.part(adopted()).facilities[1])
    found = ready(desk)
    assert found is not None
    assert (found.lacks, found.released) == (0, False)
    assert found.word.endswith("条件已满足")


def test_what_was_never_recorded_stays_grey_beside_conditions_that_are_not_met() -> None:
    desk = adopted()
    assert line(desk).judged.light is Light.GREY
    found = ready(desk)
    assert found is not None
    assert found.lacks


# Which county sent its table for which month -------------------------------------------------------


def table(desk: Desk, sight: Sight = Sight(everything=True)) -> Sent:  # noqa: B008
    return paper_reports.sent(desk.plan, desk.programme, desk.now.date(), None, sight)


def states(found: Sent, county: str) -> list[str]:
    return [cell.state for line in found.lines if line.county == county for cell in line.cells]


def test_a_month_is_open_until_its_table_is_out_and_nobody_is_called_late() -> None:
    desk = adopted()
    template = next(one.id for one in desk.plan.templates.values() if one.draws == "progress")
    assert table(desk).months == ("2019-12", "2020-01")
    assert states(table(desk), "shidong") == ["未报", "未报"]
    recorded(desk.ask(drafting(template=template)))
    assert states(table(desk), "shidong") == ["未报", "在办"]
    desk = numbered(template=template)
    recorded(desk.ask(closing(desk), evidence=(SCAN,)))
    found = table(desk)
    assert states(found, "shidong") == ["未报", "已报"]
    assert "示东市" not in found.silent("2020-01")
    assert "示西县" in found.silent("2020-01")
    assert PaperId("2020-1") == FIRST


def test_a_county_sees_its_own_line_and_no_other() -> None:
    found = table(adopted(), Sight(county=CountyId("shixi")))
    assert [one.county for one in found.lines] == ["shixi"]
