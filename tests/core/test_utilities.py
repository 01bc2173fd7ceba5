"""气源平衡: residents first, winter by its own days, and what is merely planned counts nothing."""

from datetime import date
from typing import Any

import pytest

from tests.given import LETTER, SCAN, Desk, firms, recorded, refused, with_letter, written
from yajian.core import gates
from yajian.core.decisions.closure import RecordCondition
from yajian.core.decisions.targets import PartChange, PublishList
from yajian.core.decisions.utilities import (
    EnterSeason,
    RecordInterruption,
    StateAlternative,
    StateDemand,
    StateSupply,
)
from yajian.core.decisions.workplans.commands import PlannedStep, SubmitPlan
from yajian.core.facts.utilities import AlternativeStated, SupplyStated
from yajian.core.gates import Line
from yajian.core.reports.utilities import as_builtins, sheet
from yajian.core.rules import utilities as rules
from yajian.core.words import Answer, Clause, CountyId, DocumentNo, EnterpriseId, ListId, PartId

GAS = "gas"
FIRM, EAST = EnterpriseId("ding"), CountyId("shidong")
PART = PartId("L06")
STOP = date(2020, 10, 25)
WINTER = (date(2020, 11, 1), date(2021, 3, 31))
NONE = DocumentNo("无")
PIPELINE, CONTRACT = "天然气管道", DocumentNo("示燃合〔2020〕9号")


def supply(desk: Desk, amount: str = "12", **said: Any) -> object:
    words: dict[str, Any] = {"utility": GAS, "enterprise": FIRM, "document": LETTER} | said
    return desk.ask(StateSupply(amount=amount, **words))


def demand(
    desk: Desk, consumer: str = "residents", amount: str = "5", winter: str = "6.5", **said: Any
) -> object:
    words: dict[str, Any] = {
        "utility": GAS,
        "enterprise": FIRM,
        "consumer": consumer,
        "who": "示东市城区居民" if consumer == "residents" else "示例化工",
        "document": LETTER,
    } | said
    return desk.ask(StateDemand(amount=amount, season_amount=winter, **words))


def nobody(desk: Desk, consumer: str = "downstream") -> object:
    """Nobody of this class takes any: an answer, and written as one."""
    return demand(desk, consumer, "0", "0", who="没有")


def season(desk: Desk, effective: date | None = None, **said: Any) -> object:
    words: dict[str, Any] = {
        "utility": GAS,
        "county": EAST,
        "begins": WINTER[0],
        "ends": WINTER[1],
        "document": LETTER,
    } | said
    return desk.ask(EnterSeason(**words), effective=effective)


def alternative(desk: Desk, **said: Any) -> object:
    """A pipeline on the letter; another supply on a certificate of its own, unless said otherwise."""
    if said.get("name", PIPELINE) != PIPELINE and "proof" not in said:
        if CONTRACT not in desk.programme.charter.documents:
            written(desk, CONTRACT, issuer="示范燃气公司（示例）")
        said["proof"] = CONTRACT
    words: dict[str, Any] = {
        "utility": GAS,
        "enterprise": FIRM,
        "name": PIPELINE,
        "amount": "4",
        "from_on": date(2020, 12, 1),
        "proof": LETTER,
    } | said
    return desk.ask(StateAlternative(**words))


def agreement(desk: Desk, **said: Any) -> object:
    words: dict[str, Any] = {
        "utility": GAS,
        "enterprise": FIRM,
        "consumer": "downstream",
        "who": "示例化工",
        "from_on": STOP,
        "document": LETTER,
    } | said
    return desk.ask(RecordInterruption(**words))


def supplied() -> Desk:
    """Given: J08's firm, its consumers, the heating season, and a pipeline from December on."""
    desk = with_letter()
    recorded(supply(desk))
    recorded(demand(desk))
    recorded(demand(desk, "downstream", "5", "5"))
    recorded(season(desk))
    recorded(alternative(desk))
    return desk


def struck(desk: Desk, on: date = STOP) -> rules.Balance:
    found = rules.kept(desk.programme, GAS, frozenset({FIRM}), EAST)
    return rules.balance(desk.programme, desk.plan.utilities[GAS], found, None, on, desk.now.date())


def told(desk: Desk, consumer: str, on: date = STOP) -> list[tuple[str, str, str]]:
    """The balance of one class: from, to, amount in the plan's unit."""
    balance = struck(desk, on)
    return [
        (one.begins.isoformat(), one.ends.isoformat(), _signed(balance, line.balance))
        for one in balance.stretches
        for line in one.classes
        if line.consumer == consumer
    ]


def _signed(balance: rules.Balance, amount: int) -> str:
    shown = balance.measure.shown(abs(amount))
    return f"-{shown}" if amount < 0 else f"+{shown}" if amount else shown


def line(desk: Desk, on: date = STOP, facility: str = "", part: PartId = PART) -> Line:
    asked = gates.case(desk.plan, desk.programme, part, facility, on, desk.now.date())
    assert asked is not None
    return next(
        one
        for gate in desk.plan.gates.values()
        if gate.releases == "shutdown"
        for one in gates.standing(desk.plan, desk.programme, gate, asked).lines
        if one.condition.need == "utility_covered"
    )


# Whose word it is ----------------------------------------------------------------------------------

FIRMS = ("示例焦化丁有限公司", "丁公司生产部", "示例焦化丁有限公司、丁公司技术部")


@pytest.mark.parametrize("issuer", [*FIRMS, "示例焦化庚有限公司", "示西县能源局", "示例咨询公司"])
def test_that_nothing_is_given_away_is_the_countys_to_say_and_not_the_firms(issuer: str) -> None:
    desk = with_letter()
    own = written(desk, "示丁〔2020〕9号", issuer=issuer)
    refusal = refused(supply(desk, "0", document=own), "utilities.nothing-on-a-firms-word")
    assert isinstance(refusal.basis, Clause)
    assert issuer in refusal.finding
    assert line(desk).verdict.answer is Answer.UNDETERMINED
    for county in ("示东市能源局", "示东市能源局、示例焦化丁有限公司", "市能源局"):
        desk = with_letter()
        recorded(supply(desk, "0", document=written(desk, "示东能函〔2020〕9号", issuer=county)))


@pytest.mark.parametrize("issuer", FIRMS)
def test_a_firm_states_its_own_supply_and_nobody_elses_need(issuer: str) -> None:
    desk = with_letter()
    own = written(desk, "示丁〔2020〕9号", issuer=issuer)
    recorded(supply(desk, document=own))
    for amount, winter in (("5", "6.5"), ("0", "0")):
        refusal = refused(
            demand(desk, "residents", amount, winter, document=own),
            "utilities.state-demand.the-suppliers-word",
        )
        assert issuer in refusal.finding
    recorded(demand(desk))
    agreed = {"consumer": "residents", "who": "示东市城区居民", "from_on": STOP, "document": own}
    refused(
        desk.ask(RecordInterruption(utility=GAS, enterprise=FIRM, **agreed)),  # type: ignore[arg-type]
        "utilities.record-interruption.the-suppliers-word",
    )


def test_that_a_class_takes_nothing_is_the_countys_to_say_not_one_consumers() -> None:
    desk = with_letter()
    consumers = written(desk, "示化〔2020〕1号", issuer="示例化工")
    recorded(demand(desk, "downstream", "5", "5", document=consumers))
    refused(demand(desk, "downstream", "5", "0", document=consumers), "utilities.nothing-on-a-firms-word")
    recorded(nobody(desk))


def test_the_season_is_the_countys_to_say() -> None:
    desk = with_letter()
    own = written(desk, "示丁〔2020〕9号", issuer="示例焦化丁有限公司")
    refused(season(desk, document=own), "utilities.enter-season.not-the-countys")


# The balance --------------------------------------------------------------------------------------


def test_a_stop_before_winter_leaves_residents_short_by_what_each_stretch_of_days_needs() -> None:
    desk = supplied()
    assert told(desk, "residents") == [
        ("2020-10-25", "2020-10-31", "-5"),
        ("2020-11-01", "2020-11-30", "-6.5"),
        ("2020-12-01", "2021-03-31", "-2.5"),
    ]
    assert [amount for _, _, amount in told(desk, "downstream")] == ["-5", "-5", "-5"]


def test_what_comes_in_time_with_its_proof_serves_residents_first() -> None:
    desk = supplied()
    recorded(alternative(desk, name="LNG 站", amount="3", from_on=date(2020, 10, 20)))
    recorded(agreement(desk))
    assert told(desk, "residents") == [
        ("2020-10-25", "2020-10-31", "-2"),
        ("2020-11-01", "2020-11-30", "-3.5"),
        ("2020-12-01", "2021-03-31", "+0.5"),
    ]
    assert not any(amount.startswith("-") for _, _, amount in told(desk, "downstream"))


def test_what_is_over_goes_to_the_next_class_and_no_further_than_it_reaches() -> None:
    desk = supplied()
    recorded(alternative(desk, name="LNG 站", amount="3", from_on=date(2020, 10, 20)))
    assert told(desk, "downstream")[-1] == ("2020-12-01", "2021-03-31", "-4.5")


def test_what_is_planned_and_has_no_proof_counts_nothing() -> None:
    desk = supplied()
    before = told(desk, "residents")
    [fact] = recorded(alternative(desk, name="规划中的管道", amount="20", from_on=STOP, proof=None))
    assert isinstance(fact, AlternativeStated)
    assert told(desk, "residents") == before


def test_a_proof_that_comes_later_makes_it_count() -> None:
    desk = supplied()
    recorded(alternative(desk, name="LNG 站", amount="20", from_on=STOP, proof=None))
    recorded(alternative(desk, name="LNG 站", amount="20", from_on=STOP))
    assert not struck(desk).short


def test_an_alternative_that_ends_is_short_again_from_the_day_after() -> None:
    desk = supplied()
    recorded(alternative(desk, name="车载气", amount="20", from_on=STOP, until=date(2020, 11, 15)))
    assert told(desk, "residents")[:3] == [
        ("2020-10-25", "2020-10-31", "+15"),
        ("2020-11-01", "2020-11-15", "+13.5"),
        ("2020-11-16", "2020-11-30", "-6.5"),
    ]


def test_what_other_ovens_go_on_giving_is_left_until_they_stand_still() -> None:
    desk = with_letter()
    change = {PART: PartChange(facilities=("1号焦炉", "2号焦炉"))}
    recorded(desk.ask(PublishList(list=ListId("LIST-1"), document=LETTER, changes=change)))
    recorded(supply(desk, "8", part=PART, facility="1号焦炉"))
    recorded(supply(desk, "4", part=PART, facility="2号焦炉"))
    recorded(demand(desk, "residents", "4", "4"))
    recorded(nobody(desk))
    assert line(desk, facility="1号焦炉").verdict.answer is Answer.PASS
    second = RecordCondition(part=PART, facility="2号焦炉", condition="关停")
    recorded(desk.ask(second, evidence=(SCAN,)))
    assert line(desk, facility="1号焦炉").verdict.answer is Answer.FAIL


# What the gate says --------------------------------------------------------------------------------


def test_the_gate_says_each_shortfall_by_class_and_days_with_the_table() -> None:
    found = line(supplied())
    assert found.verdict.answer is Answer.FAIL
    assert "居民 2020-11-01 至 2020-11-30 缺 6.5 万立方米/日" in found.verdict.finding
    assert "下游产业 2020-10-25 至 2020-10-31 缺 5 万立方米/日" in found.verdict.finding
    assert len(found.verdict.inputs) == 3
    assert found.asks == "utilities.state-alternative"


def test_with_no_gap_left_the_condition_is_met() -> None:
    desk = supplied()
    recorded(alternative(desk, name="LNG 站", amount="11.5", from_on=STOP))
    assert line(desk).verdict.answer is Answer.PASS


def test_what_is_not_recorded_is_named_and_the_answer_left_open() -> None:
    desk = with_letter()
    for record, asks in (
        (supply, "utilities.state-supply"),
        (demand, "utilities.state-demand"),
        (nobody, "utilities.state-demand"),
        (season, "utilities.enter-season"),
    ):
        found = line(desk)
        assert found.verdict.answer is Answer.UNDETERMINED
        assert found.asks == asks
        recorded(record(desk))
    assert line(desk).verdict.answer is Answer.FAIL


def test_a_class_of_which_nobody_spoke_is_no_class_that_takes_nothing() -> None:
    desk = with_letter()
    recorded(supply(desk))
    recorded(demand(desk, "downstream", "1", "1"))
    recorded(alternative(desk, amount="1", from_on=STOP))
    found = line(desk)
    assert found.verdict.answer is Answer.UNDETERMINED
    assert "还没有登记气源的居民用量" in found.verdict.finding
    assert "登记为 0" in found.verdict.remedy
    [own] = [
        one for one in sheet(desk.plan, desk.programme, GAS, desk.now.date()).firms if one.enterprise == FIRM
    ]
    assert (own.word, own.missing, own.asks) == ("待定", "居民的用量还没有登记", "utilities.state-demand")
    recorded(nobody(desk, "residents"))
    assert line(desk).verdict.answer is Answer.PASS


def test_without_a_seasonal_difference_nobody_needs_the_season() -> None:
    desk = with_letter()
    recorded(supply(desk))
    recorded(demand(desk, "residents", "5", "5"))
    recorded(nobody(desk))
    assert line(desk).verdict.answer is Answer.FAIL


def test_who_supplies_nobody_leaves_no_gap() -> None:
    desk = with_letter()
    recorded(supply(desk, "0"))
    found = line(desk)
    assert found.verdict.answer is Answer.PASS
    assert "不对外供应" in found.verdict.finding


def test_a_season_that_is_over_does_not_answer_for_the_next() -> None:
    assert line(supplied(), date(2021, 4, 1)).verdict.answer is Answer.UNDETERMINED


# What is refused -----------------------------------------------------------------------------------


def test_amounts_are_whole_in_the_base_unit() -> None:
    desk = with_letter()
    [fact] = recorded(supply(desk, "6.5"))
    assert isinstance(fact, SupplyStated)
    assert (fact.per_day, fact.unit) == (65_000, "立方米/日")
    [wide] = recorded(supply(desk, "１２"))
    assert isinstance(wide, SupplyStated)
    assert wide.per_day == 120_000
    for unfit in ("十二", "-1", "0.00001", "", "NaN", "1e5", "1e2000000", "9" * 20, "9" * 16):
        refused(supply(desk, unfit), "utilities.amount-unfit")
    refused(demand(desk, winter="多"), "utilities.amount-unfit")
    assert refused(demand(desk, amount="多"), "utilities.amount-unfit").field == "amount"
    refused(alternative(desk, amount="约4"), "utilities.amount-unfit")


def test_a_supply_is_not_counted_twice() -> None:
    desk = supplied()
    part = next(one for one in desk.parts() if len(one.facilities) == 2)
    said = {"enterprise": part.enterprise, "part": part.part, "facility": part.facilities[0]}
    recorded(supply(desk, "3", **said))
    refused(supply(desk, "3", enterprise=part.enterprise), "utilities.state-supply.counted-twice")
    refused(supply(desk, "3", part=part.part, facility="9号焦炉"), "utilities.state-supply.no-such-facility")
    refused(supply(desk, "3", facility="nobody"), "utilities.state-supply.no-such-facility")


def test_only_what_plan_and_ledger_name_is_entered() -> None:
    desk = with_letter()
    refused(supply(desk, utility="steam"), "utilities.no-such-utility")
    refused(season(desk, utility="steam"), "utilities.no-such-utility")
    refused(supply(desk, enterprise=EnterpriseId("nobody")), "utilities.no-such-enterprise")
    refused(demand(desk, "schools"), "utilities.state-demand.no-such-class")
    refused(demand(desk, who=" "), "utilities.state-demand.no-name")
    refused(season(desk, county=CountyId("elsewhere")), "utilities.enter-season.no-such-county")
    refused(alternative(desk, name=""), "utilities.state-alternative.no-name")
    refused(agreement(desk), "utilities.record-interruption.no-such-user")


@pytest.mark.parametrize("ends", [date(2020, 10, 1), date(2021, 12, 31)])
def test_a_season_is_one_season(ends: date) -> None:
    refused(season(with_letter(), ends=ends), "utilities.enter-season.days-unfit")


@pytest.mark.parametrize(
    "issuer", ["示例焦化丁有限公司", "示例焦化甲有限公司", "庚公司", "示东市住建局、示例焦化丁公司"]
)
def test_no_listed_firm_proves_what_takes_its_place(issuer: str) -> None:
    desk = with_letter()
    own = written(desk, "示例〔2020〕2号", issuer=issuer)
    refusal = refused(alternative(desk, proof=own), "utilities.state-alternative.a-listed-firms-paper")
    assert isinstance(refusal.basis, Clause)
    recorded(alternative(desk, proof=written(desk, "示燃合〔2020〕4号", issuer="示范燃气公司（示例）")))


def test_one_certificate_counts_once() -> None:
    desk = with_letter()
    recorded(alternative(desk))
    another = {"enterprise": EnterpriseId("xin")}
    refusal = refused(alternative(desk, **another), "utilities.state-alternative.proof-counted")
    assert "“天然气管道”，4 万立方米/日" in refusal.finding
    refused(alternative(desk, name="管道二线", proof=LETTER), "utilities.state-alternative.proof-counted")
    recorded(alternative(desk, amount="3"))  # the same supply said anew
    recorded(alternative(desk, proof=written(desk, "示燃合〔2020〕5号"), **another))
    recorded(alternative(desk, proof=None))  # taken back from the first, it is free
    recorded(alternative(desk, **another))


def test_what_ends_does_not_end_before_it_begins() -> None:
    desk = supplied()
    refused(alternative(desk, until=date(2020, 11, 1)), "utilities.ends-before-it-begins")
    refused(agreement(desk, until=date(2020, 10, 1)), "utilities.ends-before-it-begins")


def test_everything_rests_on_a_paper_on_the_register() -> None:
    desk = supplied()
    for asked in (
        supply(desk, "3", document=NONE),
        demand(desk, document=NONE),
        season(desk, document=NONE),
        alternative(desk, proof=NONE),
        agreement(desk, document=NONE),
    ):
        refused(asked, "utilities.no-document")


def test_asking_again_for_what_is_so_enters_nothing() -> None:
    desk = supplied()
    recorded(agreement(desk))
    for asked in (supply(desk), demand(desk), season(desk), alternative(desk), agreement(desk)):
        assert recorded(asked) == ()


def test_a_season_entered_under_a_wrong_day_is_entered_again_under_its_own() -> None:
    desk = with_letter()
    recorded(season(desk))
    day = date(2020, 1, 2)
    assert len(recorded(season(desk, effective=day))) == 1
    assert recorded(season(desk, effective=day)) == ()
    assert recorded(season(desk)) == ()


def test_a_season_entered_wrongly_is_entered_anew_and_the_last_counts() -> None:
    desk = supplied()
    recorded(season(desk, begins=date(2020, 11, 15)))
    assert told(desk, "residents")[0] == ("2020-10-25", "2020-11-14", "-5")


# The sheet -----------------------------------------------------------------------------------------


def test_the_sheet_asks_for_the_day_the_firm_has_planned() -> None:
    desk = supplied()
    step = PlannedStep(shutdown_on=date(2020, 9, 20))
    said: dict[str, Any] = {
        "title": "停炉工作方案",
        "document": firms(desk, FIRM),
        "sections": {"步骤": "先停"},
    }
    recorded(desk.ask(SubmitPlan(enterprise=FIRM, steps={str(PART): step}, **said)))
    [own] = [
        one for one in sheet(desk.plan, desk.programme, GAS, desk.now.date()).firms if one.enterprise == FIRM
    ]
    assert own.stops_on == date(2020, 9, 20)
    assert not own.undated


def test_the_sheet_tells_every_firm_that_supplies_and_those_who_have_not_said() -> None:
    desk = supplied()
    found = sheet(desk.plan, desk.programme, GAS, desk.now.date())
    [own] = [one for one in found.firms if one.enterprise == FIRM]
    assert own.balance is not None
    assert own.balance.short
    assert own.stops_on == date(2020, 10, 31)
    assert all(one.balance is None for one in found.firms if one.enterprise != FIRM)
    told = as_builtins(found)
    assert told["firms"]
