"""The capacity book as shown: five words apart, a unit on its day, and a baseline that is never assumed."""

from datetime import date
from typing import Any

from tests.core.test_register import DAY, NUMBER, SECOND, UNIT, entered, opened, paper, state, unit
from tests.given import DEMO, LETTER, SCAN, Desk, answer, contract, plan_of, recorded, with_letter
from tests.given import adopted as adopted_office
from yajian.core.books.capacity import Tonnages
from yajian.core.decisions.dossier import EnterEnterprise
from yajian.core.decisions.register import EstablishOrigin, PlaceUnit, SplitUnit
from yajian.core.plan import Plan
from yajian.core.reports.register import capacity, capacity_told, unit_sheet, unit_told
from yajian.core.reports.timeline import timeline
from yajian.core.rules.register import BaselineStanding
from yajian.core.words import Answer, CountyId, EnterpriseId, QuestionId, Seq, Tonnes, UnitId

FIRMS = len(plan_of(DEMO).enterprises)


def total(desk: Desk, **seen: Any) -> BaselineStanding:
    found = capacity(desk.plan, desk.programme, **seen).baseline
    assert found is not None
    return found


def question(plan: Plan) -> QuestionId:
    """Which question hides the total, as the plan names it."""
    assert plan.baseline is not None
    asks = plan.baseline.complete.asks
    assert asks is not None
    return asks


def declared_complete(desk: Desk, **values: object) -> Desk:
    settles = {"baseline.complete": True} | values
    recorded(desk.ask(answer(question(desk.base), settles=settles, document=LETTER)))
    return desk


# The baseline ------------------------------------------------------------------------------------


def test_an_empty_book_says_whose_filings_are_missing_and_that_the_baseline_is_undetermined() -> None:
    desk = adopted_office()
    standing = total(desk)
    assert standing.verdict.answer is Answer.UNDETERMINED
    assert question(desk.base) in standing.verdict.missing
    assert standing.verdict.clauses
    assert standing.total_t == 0
    assert [one.kind for one in standing.missing] == ["enterprise"] * FIRMS
    assert [one.kind for one in standing.loose] == ["part"] * len(desk.parts())


def test_each_filing_takes_its_firm_off_the_list_and_what_no_unit_holds_is_still_to_be_placed() -> None:
    desk = entered()
    recorded(desk.ask(unit(desk, filed_t=Tonnes(300_000)), effective=DAY))
    standing = total(desk)
    assert standing.total_t == 540_000
    assert len(standing.missing) == FIRMS - 1
    rest = [one for one in standing.loose if one.kind == "remainder"]
    assert [(one.who, "240000 吨" in one.what) for one in rest] == [(NUMBER, True)]
    assert sum(one.kind == "part" for one in standing.loose) == len(desk.parts()) - 1


def test_saying_it_is_complete_does_not_make_it_so_while_a_named_filing_is_missing() -> None:
    desk = declared_complete(entered(with_letter()))
    standing = total(desk)
    assert standing.verdict.answer is Answer.UNDETERMINED
    assert f"仍缺{FIRMS - 1}件" in standing.verdict.finding
    named = declared_complete(entered(with_letter()), **{"baseline.filings": [NUMBER, "示备〔2011〕9号"]})
    assert [(one.kind, one.who) for one in total(named).missing] == [("filing", "示备〔2011〕9号")]
    other = paper(named, number="示备[2011]09号", filed_t=Tonnes(60_000))
    recorded(named.ask(other, effective=DAY, evidence=(SCAN,)))
    assert total(named).complete
    assert total(named).total_t == 600_000
    assert not total(named, known=Seq(named.programme.seq - 1)).complete


def test_a_total_said_otherwise_than_the_filings_add_up_is_not_believed() -> None:
    said = {"baseline.filings": [NUMBER], "baseline.total_t": 550_000}
    desk = declared_complete(entered(with_letter()), **said)
    standing = total(desk)
    assert standing.verdict.answer is Answer.FAIL
    assert "550000吨" in standing.verdict.finding
    assert "540000吨" in standing.verdict.finding


def test_a_filing_made_after_the_year_does_not_swell_that_years_total() -> None:
    desk = entered()
    late = paper(desk, number="示备〔2019〕1号", filed_on=date(2019, 1, 1), filed_t=Tonnes(90_000))
    recorded(desk.ask(late, effective=DAY, evidence=(SCAN,)))
    standing = total(desk)
    assert standing.total_t == 540_000
    assert [one.number for one in standing.later] == ["示备〔2019〕1号"]


def test_a_unit_of_an_early_entry_whose_paper_was_never_entered_is_missing_it() -> None:
    desk = opened()
    assert [one.kind for one in total(desk).missing].count("unit") == 0
    without = Desk()
    without.programme = desk.programme.branch()
    without.programme.register.filings = type(desk.programme.register.filings)()
    standing = total(without)
    assert [(one.who, NUMBER in one.what) for one in standing.missing if one.kind == "unit"] == [(UNIT, True)]


def test_a_firm_outside_the_list_has_filings_too_and_is_missed_until_they_are_entered() -> None:
    desk = adopted_office()
    outside = EnterpriseId("qita")
    firm = EnterEnterprise(
        enterprise=outside,
        name="示例焦化外有限公司",
        county=CountyId("shidong"),
        code_absent="正在换照",
    )
    recorded(desk.ask(firm, effective=DAY, evidence=(SCAN,)))
    assert [one.who for one in total(desk).missing][-1] == "示例焦化外有限公司"
    entered(desk, enterprise=outside)
    assert len(total(desk).missing) == FIRMS
    recorded(desk.ask(unit(desk, part=None), effective=DAY))
    (line,) = capacity(desk.plan, desk.programme).units
    assert (line.enterprise_name, line.county_name) == ("示例焦化外有限公司", "示东市")
    assert line.lock.answer is Answer.PASS


# The sheet ---------------------------------------------------------------------------------------


def test_the_five_tonnages_of_a_unit_stand_apart() -> None:
    desk = opened()
    state(desk, 500_000, 300_000, 150_000)
    (line,) = capacity(desk.plan, desk.programme).units
    five = line.tonnages
    assert (five.filed_t, five.built_t, five.operating_t) == (540_000, 500_000, 300_000)
    assert (five.stopped_t, five.retired_t) == (150_000, 0)
    assert line.lock.answer is Answer.FAIL
    assert line.county_name


def test_counties_and_enterprises_add_up_to_the_whole_basis_by_basis() -> None:
    desk = opened()
    other = desk.parts()[1]
    number = "示备〔2011〕6号"
    entered(desk, number=number, enterprise=other.enterprise, filed_t=Tonnes(200_000))
    second = unit(desk, unit=SECOND, filing_no=number, filed_t=Tonnes(200_000), part=other.part)
    recorded(desk.ask(second, effective=DAY))
    state(desk, 500_000, 300_000, 150_000)
    state(desk, 210_000, 0, 210_000, unit=SECOND)
    sheet = capacity(desk.plan, desk.programme)
    for groups in (sheet.counties, sheet.enterprises, sheet.units):
        for basis in Tonnages.__struct_fields__:
            assert sum(getattr(line.tonnages, basis) for line in groups) == getattr(sheet.total, basis)
        assert sum(line.gap.unsupported_t for line in groups) == sheet.gap.unsupported_t == 10_000
        assert sum(line.gap.unbuilt_t for line in groups) == sheet.gap.unbuilt_t == 40_000
    assert [line.rest_t for line in sheet.filings] == [0, 0]


def test_a_unit_is_not_there_before_its_day_nor_for_those_who_had_not_heard_of_it() -> None:
    desk = opened()
    assert capacity(desk.plan, desk.programme, date(2019, 12, 30)).units == ()
    assert capacity(desk.plan, desk.programme, DAY, Seq(desk.programme.seq - 1)).units == ()
    assert [line.opened.unit for line in capacity(desk.plan, desk.programme, DAY).units] == [UNIT]


def test_a_unit_on_its_own_page_shows_both_sides_of_every_transfer_and_every_entry_about_it() -> None:
    desk = opened()
    state(desk, 500_000, 300_000, 0)
    sheet = unit_sheet(desk.plan, desk.programme, UNIT)
    assert sheet is not None
    assert [(line.source, line.target) for line in sheet.postings] == [
        ("备案文件", "备案"),
        ("现场", "建成，在产停产未核定"),
        ("建成，在产停产未核定", "建成，在产"),
    ]
    assert [line.on_paper for line in sheet.postings] == [True, False, False]
    filing_seq = desk.programme.seq - 2
    assert sheet.facts == (filing_seq, filing_seq + 1, filing_seq + 2)
    assert unit_sheet(desk.plan, desk.programme, UnitId("无此单元")) is None
    assert unit_sheet(desk.plan, desk.programme, UNIT, known=Seq(filing_seq)) is None


def test_what_a_split_moved_names_the_other_unit_on_both_pages() -> None:
    desk = opened()
    into = SplitUnit(unit=UNIT, into=SECOND, filed_t=Tonnes(240_000))
    recorded(desk.ask(into, effective=DAY, evidence=(SCAN,)))
    sides = {}
    for name in (UNIT, SECOND):
        sheet = unit_sheet(desk.plan, desk.programme, name)
        assert sheet is not None
        sides[name] = [(line.source, line.target) for line in sheet.postings]
    assert sides[UNIT] == [("备案文件", "备案"), ("备案", f"{SECOND} 备案")]
    assert sides[SECOND] == [(f"{UNIT} 备案", "备案")]


def test_the_timeline_of_the_enterprise_tells_of_its_filings_units_and_origins() -> None:
    desk = opened(part=None)
    recorded(desk.ask(PlaceUnit(unit=UNIT), effective=DAY, evidence=(SCAN,)))
    said = EstablishOrigin(
        unit=UNIT,
        origin="market_acquired",
        **contract(desk, "示合〔2012〕7号", date(2012, 3, 1)),
    )
    recorded(desk.ask(said, effective=DAY, evidence=(SCAN,)))
    into = SplitUnit(unit=UNIT, into=SECOND, filed_t=Tonnes(240_000))
    recorded(desk.ask(into, effective=DAY, evidence=(SCAN,)))
    told = timeline(desk.plan, desk.programme, desk.parts()[0].enterprise)
    assert [one.what for one in told][1:] == [
        "登记备案文件",
        "登记产能单元",
        "核定清单分项",
        "认定产能来源",
        f"分立产能单元，由 {UNIT} 分出",
    ]
    assert any("出让方 示例焦化旧厂" in one.words for one in told)


def test_what_a_machine_is_told_is_whole_tonnes_under_the_name_of_their_basis() -> None:
    desk = opened()
    state(desk, 560_000, 300_000, 0)
    told = capacity_told(capacity(desk.plan, desk.programme))
    assert told["total"]["filed_t"] == 540_000
    assert told["total"]["unsupported_t"] == 20_000
    assert told["units"][0]["part"] == desk.parts()[0].part
    assert told["baseline"]["answer"] == "待定"
    one = unit_sheet(desk.plan, desk.programme, UNIT)
    assert one is not None
    assert unit_told(one)["postings"][0]["tonnes"] == 540_000
