"""Units of capacity: each on a filing that was entered, five tonnages apart, locked from listing."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from tests.given import LETTER, SCAN, Desk, adopt, adopted, contract, recorded, refused, with_letter
from yajian.core.books.capacity import tonnages
from yajian.core.decisions.dossier import MergeEnterprises
from yajian.core.decisions.register import (
    EnterFiling,
    EstablishOrigin,
    OpenUnit,
    PlaceUnit,
    SplitUnit,
    StateStanding,
)
from yajian.core.facts.register import StandingStated, UnitOpened
from yajian.core.facts.targets import PartListed
from yajian.core.rules import register as rules
from yajian.core.words import Answer, Clause, EnterpriseId, PartId, Seq, Tonnes, UnitId

UNIT, SECOND = UnitId("示例-1"), UnitId("示例-2")
NUMBER = "示备〔2011〕5号"
DAY = date(2019, 12, 31)


def paper(desk: Desk, **changes: Any) -> EnterFiling:
    said: dict[str, Any] = {
        "number": NUMBER,
        "enterprise": desk.parts()[0].enterprise,
        "filed_on": date(2011, 5, 1),
        "filed_t": Tonnes(540_000),
        "issuer": "示范市经济委员会",
    }
    return EnterFiling(**(said | changes))


def entered(desk: Desk | None = None, **changes: Any) -> Desk:
    """Given: the plan adopted, and one filing on the register."""
    desk = desk or adopted()
    recorded(desk.ask(paper(desk, **changes), effective=DAY, evidence=(SCAN,)))
    return desk


def unit(desk: Desk, **changes: Any) -> OpenUnit:
    said: dict[str, Any] = {
        "unit": UNIT,
        "filing_no": NUMBER,
        "filed_t": Tonnes(540_000),
        "part": desk.parts()[0].part,
    }
    return OpenUnit(**(said | changes))


def opened(**changes: Any) -> Desk:
    """Given: one unit on one filing, of the first part of the list."""
    desk = entered()
    recorded(desk.ask(unit(desk, **changes), effective=DAY))
    return desk


def state(desk: Desk, built: int, operating: int, stopped: int, day: date = DAY, **changes: Any) -> object:
    said: dict[str, Any] = {
        "unit": UNIT,
        "built_t": Tonnes(built),
        "operating_t": Tonnes(operating),
        "stopped_t": Tonnes(stopped),
    }
    return desk.ask(StateStanding(**(said | changes)), effective=day, evidence=(SCAN,))


def bound(desk: Desk) -> PartListed:
    """A part whose ovens the plan names."""
    return next(part for part in desk.parts() if part.facilities)


# Opening -----------------------------------------------------------------------------------------


def test_a_unit_stands_on_its_filing_and_is_built_only_when_somebody_says_so() -> None:
    desk = opened()
    five = tonnages(desk.programme.capacity, (UNIT,))
    assert (five.filed_t, five.built_t, five.retired_t) == (540_000, 0, 0)
    fact = desk.programme.register.units[UNIT]
    assert (fact.filing_no, fact.filed_on, fact.enterprise) == (
        NUMBER,
        date(2011, 5, 1),
        desk.parts()[0].enterprise,
    )


def test_the_same_unit_again_changes_nothing_and_another_under_its_name_is_refused() -> None:
    desk = opened()
    assert recorded(desk.ask(unit(desk), effective=DAY)) == ()
    refused(desk.ask(unit(desk, filed_t=Tonnes(1)), effective=DAY), "register.open-unit.already-open")


def test_a_unit_may_name_its_filing_in_another_spelling() -> None:
    desk = entered()
    recorded(desk.ask(unit(desk, filing_no="示备[2011]第05号"), effective=DAY))
    assert desk.programme.register.units[UNIT].filing_no == NUMBER


def test_units_of_one_filing_never_add_up_to_more_than_the_paper() -> None:
    desk = entered()
    recorded(desk.ask(unit(desk, filed_t=Tonnes(300_000)), effective=DAY))
    more = unit(desk, unit=SECOND, filed_t=Tonnes(240_001))
    declined = refused(desk.ask(more, effective=DAY), "register.open-unit.over-filed")
    assert "540000吨" in declined.finding
    assert "300000吨" in declined.finding
    recorded(desk.ask(unit(desk, unit=SECOND, filed_t=Tonnes(240_000)), effective=DAY))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"filing_no": ""}, "register.open-unit.no-such-filing"),
        ({"filing_no": "示备〔2012〕5号"}, "register.open-unit.no-such-filing"),
        ({"filed_t": Tonnes(0)}, "register.open-unit.value-unfit"),
        ({"unit": UnitId("示例-1 ")}, "register.open-unit.value-unfit"),
        ({"part": PartId("无此分项")}, "register.open-unit.part-of-another"),
    ],
)
def test_a_unit_that_does_not_fit_its_papers_is_refused(changes: dict[str, Any], code: str) -> None:
    desk = entered()
    refused(desk.ask(unit(desk, **changes), effective=DAY), code)


def test_a_unit_is_not_older_than_its_filing_and_is_an_oven_the_part_names() -> None:
    desk = adopted()
    part = bound(desk)
    entered(desk, enterprise=part.enterprise)
    early = unit(desk, part=part.part)
    refused(desk.ask(early, effective=date(2011, 4, 30)), "register.open-unit.filed-later")
    stray = unit(desk, part=part.part, facility="99号焦炉")
    declined = refused(desk.ask(stray, effective=DAY), "register.open-unit.facility-not-of-part")
    assert part.facilities[0] in declined.way_forward
    recorded(desk.ask(unit(desk, part=part.part, facility=part.facilities[0]), effective=DAY))


def test_a_unit_that_was_opened_says_so_in_every_field() -> None:
    fact = opened().programme.register.units[UNIT]
    assert isinstance(fact, UnitOpened)
    assert msgspec.json.decode(msgspec.json.encode(fact), type=UnitOpened) == fact


# Placing and locking -----------------------------------------------------------------------------


def place(desk: Desk, part: PartId | None, name: UnitId = UNIT, scan: bool = True) -> object:
    return desk.ask(PlaceUnit(unit=name, part=part), effective=DAY, evidence=(SCAN,) if scan else ())


def test_a_listed_unit_is_locked_from_the_day_of_listing_with_the_clauses_that_say_so() -> None:
    desk = opened()
    listing = rules.locked(desk.programme, UNIT)
    assert listing is not None
    assert listing.since == DAY
    verdict = rules.lock(desk.plan, desk.programme, UNIT)
    assert verdict.answer is Answer.FAIL
    assert {"压减的产能禁止用于交易", "也不得用于备案大型焦化项目"} <= {
        clause.text for clause in verdict.clauses
    }
    assert "清单调整" in verdict.remedy
    assert rules.units_of_part(desk.programme, desk.parts()[0].part) == (UNIT,)


def test_a_unit_nobody_has_placed_is_undetermined_until_it_is() -> None:
    desk = opened(part=None)
    verdict = rules.lock(desk.plan, desk.programme, UNIT)
    assert verdict.answer is Answer.UNDETERMINED
    assert verdict.missing
    refused(place(desk, None, scan=False), "register.place-unit.no-evidence")
    assert len(recorded(place(desk, None))) == 1
    assert recorded(place(desk, None)) == ()
    assert rules.lock(desk.plan, desk.programme, UNIT).answer is Answer.PASS
    assert rules.lock(desk.plan, desk.programme, UNIT, Seq(desk.programme.seq - 1)).answer is (
        Answer.UNDETERMINED
    )
    recorded(place(desk, desk.parts()[0].part))
    assert rules.lock(desk.plan, desk.programme, UNIT).answer is Answer.FAIL


def test_a_unit_on_the_list_is_not_moved_off_it_nor_to_another_part() -> None:
    desk = opened()
    declined = refused(place(desk, None), "register.place-unit.locked")
    assert isinstance(declined.basis, Clause)
    assert declined.basis.text == "压减的产能禁止用于交易"
    assert "发布清单新版本" in declined.way_forward
    assert recorded(place(desk, desk.parts()[0].part)) == ()


def test_a_unit_is_placed_under_a_part_of_its_own_firm_and_its_own_oven() -> None:
    desk = adopted()
    part = bound(desk)
    entered(desk, enterprise=part.enterprise)
    recorded(desk.ask(unit(desk, part=None, facility="99号焦炉"), effective=DAY))
    refused(place(desk, part.part), "register.place-unit.facility-not-of-part")
    refused(place(desk, desk.parts()[0].part), "register.place-unit.part-of-another")
    refused(place(desk, None, UnitId("无此单元")), "register.place-unit.no-such-unit")


def test_a_plan_of_another_industry_with_its_own_clause_keeps_a_listed_unit_where_it_is() -> None:
    desk = Desk("demo-steel")
    desk.now = datetime(2030, 2, 1, tzinfo=UTC)
    issued = desk.base.programme.issued_on
    recorded(desk.ask(adopt(), effective=issued, evidence=(SCAN,)))
    entered(desk)
    recorded(desk.ask(unit(desk), effective=issued))
    declined = refused(place(desk, None), "register.place-unit.locked")
    assert isinstance(declined.basis, Clause)


# Origins -----------------------------------------------------------------------------------------


def origin(desk: Desk, day: date = DAY, scan: bool = True, registered: bool = True, **changes: Any) -> object:
    said: dict[str, Any] = {"unit": UNIT, "origin": "market_acquired"}
    if registered and {"contract_no", "contract_on", "seller"} <= set(changes):
        contract(desk, changes["contract_no"], changes["contract_on"], changes["seller"])
    return desk.ask(EstablishOrigin(**(said | changes)), effective=day, evidence=(SCAN,) if scan else ())


def deal(**changes: Any) -> dict[str, Any]:
    said = {"contract_no": "示合〔2012〕7号", "contract_on": date(2012, 3, 1), "seller": "示例焦化旧厂"}
    return said | changes


def test_an_origin_is_undetermined_until_papers_show_it() -> None:
    desk = opened()
    assert rules.origin_verdict(desk.plan, desk.programme, UNIT).answer is Answer.UNDETERMINED
    recorded(origin(desk, origin="oven_built_untraded"))
    verdict = rules.origin_verdict(desk.plan, desk.programme, UNIT)
    assert verdict.answer is Answer.PASS
    assert verdict.clauses
    assert recorded(origin(desk, origin="oven_built_untraded")) == ()


def test_acquired_capacity_is_shown_by_its_contract_because_the_plan_file_says_so() -> None:
    desk = opened()
    declined = refused(origin(desk), "register.establish-origin.contract-required")
    assert isinstance(declined.basis, Clause)
    assert "48元" in declined.basis.text
    recorded(origin(desk, **deal()))
    verdict = rules.origin_verdict(desk.plan, desk.programme, UNIT)
    assert verdict.answer is Answer.PASS
    assert "示例焦化旧厂" in verdict.finding


def test_a_contract_signed_after_the_listing_is_entered_and_flagged_with_the_clause() -> None:
    desk = opened()
    on_the_day = date(2019, 12, 31)
    recorded(origin(desk, **deal(contract_no="示合〔2019〕7号", contract_on=on_the_day)))
    assert rules.origin_verdict(desk.plan, desk.programme, UNIT).answer is Answer.PASS
    late = deal(contract_no="示合〔2020〕7号", contract_on=date(2020, 1, 2), corrects=desk.programme.seq)
    recorded(origin(desk, day=date(2020, 1, 3), **late))
    verdict = rules.origin_verdict(desk.plan, desk.programme, UNIT)
    assert verdict.answer is Answer.FAIL
    assert "2019-12-31" in verdict.finding
    assert "压减的产能禁止用于交易" in {clause.text for clause in verdict.clauses}
    assert "查清之前" in verdict.remedy


def test_an_origin_is_corrected_by_name_and_the_earlier_one_is_still_known_to_have_been_said() -> None:
    desk = opened()
    recorded(origin(desk, **deal()))
    first = desk.programme.seq
    refused(origin(desk, origin="other"), "register.establish-origin.already-established")
    refused(origin(desk, origin="other", corrects=Seq(1)), "register.establish-origin.nothing-to-correct")
    recorded(origin(desk, origin="other", corrects=first))
    said = rules.origin_of(desk.programme, UNIT)
    assert said is not None
    assert said.origin == "other"
    before = rules.origin_of(desk.programme, UNIT, known=first)
    assert before is not None
    assert before.origin == "market_acquired"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit": UnitId("无此单元")}, "register.establish-origin.no-such-unit"),
        ({"origin": "天上掉下来"}, "register.establish-origin.unknown-origin"),
        ({"scan": False}, "register.establish-origin.no-evidence"),
        ({"contract_no": "示合〔2012〕7号"}, "register.establish-origin.contract-unfit"),
        (deal(contract_on=date(2020, 1, 1)), "register.establish-origin.contract-later"),
        ({"origin": "other", "corrects": Seq(1)}, "register.establish-origin.nothing-to-correct"),
    ],
)
def test_an_origin_that_cannot_be_so_is_refused(changes: dict[str, Any], code: str) -> None:
    refused(origin(opened(), **changes), code)


def test_what_is_bought_is_bought_of_somebody_else_on_a_contract_that_is_registered_and_that_he_signed() -> (
    None
):
    desk = opened()
    holder = desk.plan.enterprises[desk.parts()[0].enterprise].name
    for own in (holder, holder.replace("有限公司", ""), f"{holder}销售部"):
        declined = refused(origin(desk, **deal(seller=own)), "register.establish-origin.seller-is-the-holder")
        assert own in declined.finding
    alone = refused(
        origin(desk, registered=False, **deal(contract_no="x")),
        "register.establish-origin.contract-not-registered",
    )
    assert alone.field == "contract_no"
    assert "由签订的企业登记，或请领导小组办公室登记" in alone.way_forward
    contract(desk, "示合〔2012〕9号", date(2012, 3, 1), holder)
    refused(
        origin(desk, **deal(contract_no="示合〔2012〕9号")),
        "register.establish-origin.contract-not-the-sellers",
    )
    contract(desk, "示合〔2012〕8号", date(2012, 3, 2))
    refused(
        origin(desk, **deal(contract_no="示合〔2012〕8号")),
        "register.establish-origin.contract-of-another-day",
    )


def test_a_firm_merged_into_the_holder_before_the_contract_is_of_its_house_and_one_merged_since_was_not() -> (
    None
):
    desk = with_letter(opened())
    holder, other = desk.parts()[0].enterprise, desk.parts()[2].enterprise
    name = desk.plan.enterprises[other].name
    merged = MergeEnterprises(enterprise=other, successor=holder, document=LETTER)
    recorded(desk.ask(merged, effective=date(2020, 1, 3)))
    late = deal(contract_no="示合〔2020〕1号", contract_on=date(2020, 1, 4), seller=name)
    refused(origin(desk, day=date(2020, 1, 5), **late), "register.establish-origin.seller-is-the-holder")
    recorded(origin(desk, day=date(2020, 1, 5), **deal(seller=name)))


def test_one_contract_is_of_no_more_tonnes_than_it_says_and_of_one_buyer() -> None:
    desk = opened(filed_t=Tonnes(500_000))
    recorded(origin(desk, **deal()))
    other = UnitId("另")
    recorded(desk.ask(unit(desk, unit=other, filed_t=Tonnes(10_000), part=None), effective=DAY))
    code = "register.establish-origin.contract-of-another-unit"
    assert UNIT in refused(origin(desk, unit=other, **deal()), code).finding
    refused(origin(desk, unit=other, **deal(contract_t=Tonnes(509_999))), code)
    recorded(origin(desk, unit=other, **deal(contract_t=Tonnes(510_000))))


# Splitting ---------------------------------------------------------------------------------------


def split(desk: Desk, day: date = DAY, scan: bool = True, **changes: Any) -> object:
    said: dict[str, Any] = {"unit": UNIT, "into": SECOND, "filed_t": Tonnes(240_000)}
    return desk.ask(SplitUnit(**(said | changes)), effective=day, evidence=(SCAN,) if scan else ())


def standing_desk() -> Desk:
    desk = opened()
    recorded(state(desk, 500_000, 300_000, 150_000))
    return desk


def test_a_split_keeps_every_tonne_of_every_basis_and_the_lock_and_the_origin() -> None:
    desk = standing_desk()
    recorded(origin(desk, **deal()))
    before = tonnages(desk.programme.capacity, (UNIT,))
    recorded(split(desk, built_t=Tonnes(200_000), operating_t=Tonnes(100_000), stopped_t=Tonnes(50_000)))
    assert tonnages(desk.programme.capacity, (UNIT, SECOND)) == before
    new = tonnages(desk.programme.capacity, (SECOND,))
    assert (new.filed_t, new.built_t, new.operating_t, new.stopped_t) == (240_000, 200_000, 100_000, 50_000)
    assert rules.locked(desk.programme, SECOND) == rules.locked(desk.programme, UNIT)
    assert rules.units_of_part(desk.programme, desk.parts()[0].part) == (UNIT, SECOND)
    inherited = rules.origin_of(desk.programme, SECOND)
    assert inherited is not None
    assert inherited.contract is not None
    again: dict[str, Any] = {
        "built_t": Tonnes(200_000),
        "operating_t": Tonnes(100_000),
        "stopped_t": Tonnes(50_000),
    }
    assert recorded(split(desk, **again)) == ()


def test_a_contract_that_several_units_came_by_is_seen_but_for_those_split_off_together() -> None:
    desk = opened(filed_t=Tonnes(500_000))
    recorded(origin(desk, **deal()))
    recorded(split(desk))
    assert rules.sharing_a_contract(desk.programme, UNIT) == ()
    other = UnitId("另")
    recorded(desk.ask(unit(desk, unit=other, filed_t=Tonnes(10_000), part=None), effective=DAY))
    again = deal(contract_no="示合[2012]第7号", contract_t=Tonnes(510_000))
    recorded(origin(desk, unit=other, **again))
    assert rules.sharing_a_contract(desk.programme, other) == (UNIT, SECOND)
    assert rules.sharing_a_contract(desk.programme, UNIT) == (other,)


def test_what_was_placed_off_the_list_stays_so_when_split() -> None:
    desk = opened(part=None)
    recorded(place(desk, None))
    recorded(split(desk))
    assert rules.lock(desk.plan, desk.programme, SECOND).answer is Answer.PASS


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit": UnitId("无此单元")}, "register.split-unit.no-such-unit"),
        ({"into": UnitId(" ")}, "register.split-unit.value-unfit"),
        ({"operating_t": Tonnes(1)}, "register.split-unit.value-unfit"),
        ({"into": UNIT}, "register.split-unit.already-open"),
        ({"filed_t": Tonnes(540_000)}, "register.split-unit.not-a-part"),
        ({"filed_t": Tonnes(0)}, "register.split-unit.not-a-part"),
        ({"built_t": Tonnes(50_001)}, "register.split-unit.more-than-stands"),
        (
            {"built_t": Tonnes(400_000), "operating_t": Tonnes(300_001), "stopped_t": Tonnes(99_999)},
            "register.split-unit.more-than-stands",
        ),
        ({"scan": False}, "register.split-unit.no-evidence"),
        ({"day": date(2019, 12, 30)}, "register.split-unit.before-latest"),
    ],
)
def test_a_split_that_would_make_or_lose_a_tonne_is_refused(changes: dict[str, Any], code: str) -> None:
    refused(split(standing_desk(), **changes), code)


def test_a_split_does_not_leave_the_part_it_belongs_to() -> None:
    desk = adopted()
    part = bound(desk)
    entered(desk, enterprise=part.enterprise)
    recorded(desk.ask(unit(desk, part=part.part, facility=part.facilities[0]), effective=DAY))
    declined = refused(split(desk, facility="99号焦炉"), "register.split-unit.facility-not-of-part")
    assert part.facilities[1] in declined.way_forward
    recorded(split(desk, facility=part.facilities[1]))


# Standing ----------------------------------------------------------------------------------------


def test_statements_follow_one_another_and_every_tonne_moves_by_a_transfer() -> None:
    desk = opened()
    for built, operating, stopped in [(500, 300, 0), (500, 100, 400), (450, 0, 450), (0, 0, 0)]:
        (fact,) = recorded(state(desk, built, operating, stopped))
        assert isinstance(fact, StandingStated)
        five = tonnages(desk.programme.capacity, (UNIT,))
        assert (five.built_t, five.operating_t, five.stopped_t) == (built, operating, stopped)
    assert recorded(state(desk, 0, 0, 0)) == ()


def test_that_nothing_was_built_is_a_statement_too() -> None:
    desk = opened()
    assert rules.unsupported_t(desk.programme, UNIT) is None
    assert len(recorded(state(desk, 0, 0, 0))) == 1
    assert recorded(state(desk, 0, 0, 0)) == ()
    assert rules.unsupported_t(desk.programme, UNIT) == 0
    assert rules.gap(desk.programme, (UNIT,)).unbuilt_t == 540_000
    recorded(state(desk, 7, 0, 0, corrects=desk.programme.seq))
    assert tonnages(desk.programme.capacity, (UNIT,)).built_t == 7


def test_a_corrected_statement_is_reckoned_without_the_one_it_corrects_even_twice_over() -> None:
    desk = opened()
    for built in (500, 400, 300):
        corrects = desk.programme.seq if built < 500 else None
        recorded(state(desk, built, built, 0, corrects=corrects))
        assert tonnages(desk.programme.capacity, (UNIT,)).operating_t == built


def test_a_statement_from_which_a_split_was_reckoned_is_not_corrected_any_more() -> None:
    desk = standing_desk()
    stated = desk.programme.seq
    recorded(split(desk, built_t=Tonnes(50_000)))
    refused(state(desk, 9, 9, 0, corrects=stated), "register.state-standing.nothing-to-correct")


@pytest.mark.parametrize(
    ("figures", "changes", "code"),
    [
        ((1, 0, 0), {"unit": UnitId("无此单元")}, "register.state-standing.no-such-unit"),
        ((-1, 0, 0), {}, "register.state-standing.negative"),
        ((5, 3, 3), {}, "register.state-standing.more-than-built"),
        ((5, 3, 1), {"corrects": Seq(1)}, "register.state-standing.nothing-to-correct"),
    ],
)
def test_a_statement_that_cannot_be_so_is_refused(
    figures: tuple[int, int, int], changes: dict[str, Any], code: str
) -> None:
    refused(state(opened(), *figures, **changes), code)


def test_a_statement_before_the_latest_or_without_evidence_is_refused() -> None:
    desk = opened()
    recorded(state(desk, 5, 5, 0))
    refused(state(desk, 4, 4, 0, day=date(2019, 1, 1)), "register.state-standing.before-latest")
    bare = StateStanding(unit=UNIT, built_t=Tonnes(4), operating_t=Tonnes(4), stopped_t=Tonnes(0))
    refused(desk.ask(bare, effective=DAY), "register.state-standing.no-evidence")


def test_built_beyond_the_papers_is_told_unit_by_unit_and_never_netted() -> None:
    desk = entered()
    recorded(desk.ask(unit(desk, filed_t=Tonnes(300_000)), effective=DAY))
    recorded(desk.ask(unit(desk, unit=SECOND, filed_t=Tonnes(240_000)), effective=DAY))
    recorded(state(desk, 400_000, 400_000, 0))
    recorded(state(desk, 100_000, 0, 0, unit=SECOND))
    assert rules.unsupported_t(desk.programme, UNIT) == 100_000
    both = rules.gap(desk.programme, (UNIT, SECOND))
    assert (both.unsupported_t, both.unbuilt_t, both.unstated) == (100_000, 140_000, ())


def test_an_enterprise_the_plan_does_not_know_has_no_filing() -> None:
    desk = adopted()
    stranger = paper(desk, enterprise=EnterpriseId("nobody"))
    refused(desk.ask(stranger, effective=DAY, evidence=(SCAN,)), "register.enter-filing.no-such-enterprise")
