"""产能交易: what was sold is recorded and marked; the opinion that lets it go on waits for every condition."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from tests.given import (
    LETTER,
    SCAN,
    Desk,
    adopt,
    answer,
    contract,
    letter,
    provinces,
    recorded,
    refused,
    with_letter,
    written,
)
from yajian.core import clearances
from yajian.core.clearances import Clearance
from yajian.core.decisions.register import (
    CorrectFiling,
    EnterFiling,
    EstablishOrigin,
    OpenUnit,
    PlaceUnit,
    SplitUnit,
)
from yajian.core.decisions.trades import Clear, ConfirmReplacement, Report, Withdraw, WithdrawClearance
from yajian.core.facts.trades import (
    ClearanceWithdrawn,
    ReplacementConfirmed,
    TradeCleared,
    TradeReported,
    TradeWithdrawn,
)
from yajian.core.rules import register
from yajian.core.rules import trades as rules
from yajian.core.words import (
    Answer,
    Clause,
    DocumentNo,
    EnterpriseId,
    QuestionId,
    Refusal,
    Seq,
    Tonnes,
    UnitId,
)

UNIT = UnitId("闲-1")
FILING = "示备〔2012〕9号"
CONTRACT, OTHER = DocumentNo("示交〔2020〕1号"), DocumentNo("示交〔2020〕2号")
PROVINCE, OPINION, POLICY = (
    DocumentNo("省函〔2020〕3号"),
    DocumentNo("示核〔2020〕1号"),
    DocumentNo("省政发〔2020〕4号"),
)
SECOND = DocumentNo("省函〔2020〕4号")
NOWHERE = DocumentNo("没有这份")
BUYER = "邻市某焦化有限公司"
PRICES = QuestionId("Q-PRICE-CAP")


def seller(desk: Desk) -> EnterpriseId:
    return desk.parts()[0].enterprise


def ready(plan: str | None = None) -> Desk:
    """Given: a unit of 60 万吨 that is on no list, and the papers a trade of it rests on."""
    desk = with_letter() if plan is None else _elsewhere(plan)
    for number in (CONTRACT, OTHER, OPINION, POLICY):
        recorded(desk.ask(letter(number, title="交易文件"), evidence=(SCAN,)))
    for number in (PROVINCE, SECOND):
        confirms = letter(number, title="置换确认意见", issuer="省工信厅")
        recorded(desk.ask(confirms, evidence=(SCAN,)))
    filing = EnterFiling(
        number=FILING,
        enterprise=seller(desk),
        filed_on=date(2012, 5, 1),
        filed_t=Tonnes(600_000),
        issuer="示东市经委",
    )
    recorded(desk.ask(filing, evidence=(SCAN,)))
    opened = OpenUnit(unit=UNIT, filing_no=FILING, filed_t=Tonnes(600_000))
    recorded(desk.ask(opened, evidence=(SCAN,)))
    recorded(desk.ask(PlaceUnit(unit=UNIT, part=None), evidence=(SCAN,)))
    return desk


def _elsewhere(plan: str) -> Desk:
    desk = Desk(plan)
    issued = desk.base.programme.issued_on
    desk.now = max(desk.now, datetime(issued.year, issued.month, issued.day, 1, tzinfo=UTC))
    recorded(desk.ask(adopt(), effective=desk.base.programme.issued_on, evidence=(SCAN, SCAN)))
    return with_letter(desk)


def report(desk: Desk, **said: Any) -> object:
    when = {"effective": said.pop("effective")} if "effective" in said else {}
    words: dict[str, Any] = {
        "enterprise": seller(desk),
        "units": {UNIT: Tonnes(600_000)},
        "buyer": BUYER,
        "price": "30",
        "document": CONTRACT,
    } | said
    return desk.ask(Report(**words), **when)


def reported(desk: Desk | None = None, **said: Any) -> tuple[Desk, Seq]:
    desk = desk or ready()
    recorded(report(desk, **said))
    return desk, Seq(len(desk.history))


def lift(desk: Desk, policy: DocumentNo = POLICY) -> None:
    """Given: the province's new policy is out, and a paper says which it is."""
    settles = {"documents.DOC-PROV-NEW-REPLACEMENT-POLICY.number": policy}
    recorded(desk.ask(answer(QuestionId("Q-MORATORIUM-END"), settles=settles, document=provinces(desk))))


def confirm(desk: Desk, trade: Seq, verdict: str = "确认", document: DocumentNo = PROVINCE) -> object:
    return desk.ask(ConfirmReplacement(trade=trade, verdict=verdict, document=document))


def confirmed(**said: Any) -> tuple[Desk, Seq]:
    desk = ready()
    lift(desk)
    desk, trade = reported(desk, **said)
    recorded(confirm(desk, trade))
    return desk, trade


def clear(desk: Desk, trade: Seq, document: DocumentNo = OPINION) -> object:
    return desk.ask(Clear(trade=trade, document=document))


def cleared(**said: Any) -> tuple[Desk, Seq]:
    desk, trade = confirmed(**said)
    recorded(clear(desk, trade))
    return desk, trade


def standing(desk: Desk, trade: Seq) -> rules.Standing:
    found = rules.standing(desk.programme, trade)
    assert found is not None
    return found


def judged(desk: Desk, trade: Seq) -> Clearance:
    return clearances.clearance(desk.plan, desk.programme, standing(desk, trade), desk.now.date())


def answers(desk: Desk, trade: Seq) -> dict[str, Answer]:
    return {one.label: one.answer for one in judged(desk, trade).verdicts}


# 报送 ------------------------------------------------------------------------------------------------


def test_a_trade_is_recorded_with_what_the_contract_says() -> None:
    desk = ready()
    [fact] = recorded(report(desk))
    assert isinstance(fact, TradeReported)
    assert (fact.buyer, fact.buyer_id, fact.price_fen_per_t, fact.tonnes) == (BUYER, None, 3000, 600_000)
    assert recorded(report(desk, effective=desk.now.date())) == ()
    refused(report(desk, price="31"), "trades.report.already-reported")


def test_a_buyer_of_the_ledger_is_known_by_its_id_or_its_name() -> None:
    desk = ready()
    other = next(one.enterprise for one in desk.parts() if one.enterprise != seller(desk))
    name = desk.plan.enterprises[other].name
    for said in (other, name):
        desk_, trade = reported(ready(), buyer=said)
        assert (standing(desk_, trade).fact.buyer_id, standing(desk_, trade).fact.buyer) == (other, name)


def test_what_cannot_be_so_is_refused() -> None:
    desk = ready()
    refused(report(desk, enterprise=EnterpriseId("谁也不是")), "trades.report.no-such-enterprise")
    refused(report(desk, units={}), "trades.report.not-theirs")
    refused(report(desk, units={UnitId("没有"): Tonnes(1)}), "trades.report.not-theirs")
    other = next(one.enterprise for one in desk.parts() if one.enterprise != seller(desk))
    refused(report(desk, enterprise=other), "trades.report.not-theirs")
    refused(report(desk, units={UNIT: Tonnes(0)}), "trades.report.value-unfit")
    refused(report(desk, price="三十"), "trades.report.value-unfit")
    refused(report(desk, buyer=" "), "trades.report.no-buyer")
    refused(report(desk, buyer=str(seller(desk))), "trades.report.no-buyer")
    refused(report(desk, document=NOWHERE), "trades.report.no-document")


def test_no_tonne_is_sold_twice() -> None:
    desk, first = reported(units={UNIT: Tonnes(400_000)})
    refusal = refused(
        report(desk, units={UNIT: Tonnes(250_000)}, document=OTHER), "trades.report.more-than-filed"
    )
    assert "400000" in refusal.finding
    recorded(report(desk, units={UNIT: Tonnes(200_000)}, document=OTHER))
    assert rules.traded_t(desk.programme, UNIT) == 600_000
    recorded(withdraw(desk, first))
    assert rules.traded_t(desk.programme, UNIT) == 200_000


def test_a_listed_units_trade_is_recorded_and_marked_and_never_cleared() -> None:
    desk = ready()
    recorded(desk.ask(PlaceUnit(unit=UNIT, part=desk.parts()[0].part), evidence=(SCAN,)))
    lift(desk)
    desk, trade = reported(desk)
    recorded(confirm(desk, trade))
    assert judged(desk, trade).answer is Answer.FAIL
    refusal = refused(clear(desk, trade), "trades.clear.conditions-not-met")
    assert isinstance(refusal.basis, Clause)
    assert refusal.basis.text == "压减的产能禁止用于交易"
    assert "起锁定" in refusal.finding


def test_where_so_answered_a_listed_unit_is_locked_from_acceptance_only() -> None:
    desk = ready()
    recorded(desk.ask(PlaceUnit(unit=UNIT, part=desk.parts()[0].part), evidence=(SCAN,)))
    assert register.lock_day(desk.plan, desk.programme, UNIT) is not None
    settles = {"rules.R-NO-DOUBLE-COUNT.lock_from": "acceptance"}
    recorded(desk.ask(answer(QuestionId("Q-LOCK-FROM"), settles=settles, document=provinces(desk))))
    verdict = register.lock(desk.plan, desk.programme, UNIT)
    assert verdict.answer is Answer.PASS
    assert "自验收起锁定" in verdict.finding
    assert register.lock_day(desk.plan, desk.programme, UNIT) is None


# 价格 ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("price", "says"),
    [
        ("0", Answer.PASS),
        ("30", Answer.PASS),
        ("30.01", Answer.UNDETERMINED),
        ("48.00", Answer.UNDETERMINED),
        ("48.01", Answer.FAIL),
    ],
)
def test_up_to_thirty_yuan_is_met_above_forty_eight_is_not_and_between_nobody_has_said(
    price: str, says: Answer
) -> None:
    desk, trade = reported(price=price)
    [line] = [one for one in judged(desk, trade).lines if one.condition.rule is not None]
    assert line.verdict.answer is says
    assert line.verdict.clauses
    assert line.verdict.inputs
    assert bool(line.verdict.missing) is (says is Answer.UNDETERMINED)


def test_once_a_paper_says_which_standard_is_meant_the_price_between_is_judged_by_it() -> None:
    for says, found in (("pass", Answer.PASS), ("fail", Answer.FAIL)):
        desk, trade = reported(price="40")
        recorded(
            desk.ask(
                answer(PRICES, settles={"rules.R-PRICE-CAP.cases.1.answer": says}, document=provinces(desk))
            )
        )
        [line] = [one for one in judged(desk, trade).lines if one.condition.rule is not None]
        assert line.verdict.answer is found
        assert provinces(desk) in line.verdict.finding


def test_what_a_unit_was_bought_for_is_judged_by_the_same_rule() -> None:
    desk = ready()
    bought = EstablishOrigin(
        unit=UNIT,
        origin="market_acquired",
        price="50.5",
        **contract(desk, "示交〔2015〕1号", date(2015, 3, 1), "示例出让方"),
    )
    refused(
        desk.ask(msgspec.structs.replace(bought, price="五十"), evidence=(SCAN,)),
        "register.establish-origin.price-unfit",
    )
    recorded(desk.ask(bought, evidence=(SCAN,)))
    said = register.origin_of(desk.programme, UNIT)
    assert said is not None
    assert said.contract is not None
    assert said.contract.price_fen_per_t == 5050
    verdict = clearances.price_verdict(desk.plan, desk.programme, said.contract.price_fen_per_t)
    assert verdict is not None
    assert verdict.answer is Answer.FAIL
    built = EstablishOrigin(
        unit=UNIT, origin="oven_built_untraded", price="30", corrects=Seq(len(desk.history))
    )
    refused(desk.ask(built, evidence=(SCAN,)), "register.establish-origin.price-unfit")


# 置换确认和核验意见 ------------------------------------------------------------------------------------


def test_while_confirmations_are_suspended_none_is_awaited_and_one_that_comes_is_not_taken_for_granted() -> (
    None
):
    desk, trade = reported()
    [line] = [one for one in judged(desk, trade).lines if one.condition.need == "replacement_confirmed"]
    assert line.verdict.answer is Answer.FAIL
    assert "暂停期" in line.verdict.finding
    assert line.verdict.missing == ("Q-MORATORIUM-END",)
    [fact] = recorded(confirm(desk, trade))
    assert isinstance(fact, ReplacementConfirmed)
    assert fact.by_name == "省级主管部门"
    [line] = [one for one in judged(desk, trade).lines if one.condition.need == "replacement_confirmed"]
    assert line.verdict.answer is Answer.UNDETERMINED
    refused(clear(desk, trade), "trades.clear.conditions-not-met")


def test_a_confirmation_given_while_suspended_is_given_again_afterwards() -> None:
    desk, trade = reported()
    recorded(confirm(desk, trade))
    later = DocumentNo("省政发〔2020〕5号")
    recorded(desk.ask(letter(later, issued_on=desk.now.date() + timedelta(days=1)), evidence=(SCAN,)))
    lift(desk, later)
    refused(clear(desk, trade), "trades.clear.conditions-not-met")
    recorded(confirm(desk, trade, document=SECOND))
    recorded(clear(desk, trade))


def test_the_opinion_is_given_once_every_condition_is_met_and_keeps_what_it_was_given_under() -> None:
    desk = ready()
    lift(desk)
    desk, trade = reported(desk)
    refused(clear(desk, trade), "trades.clear.conditions-not-met")
    recorded(confirm(desk, trade))
    assert set(answers(desk, trade).values()) == {Answer.PASS}
    refused(clear(desk, trade, NOWHERE), "trades.clear.no-document")
    [fact] = recorded(clear(desk, trade))
    assert isinstance(fact, TradeCleared)
    assert {one.answer for one in fact.answers} == {"pass"}
    assert len(fact.answers) == len(judged(desk, trade).verdicts)
    assert standing(desk, trade).stage == "已核验"
    assert recorded(clear(desk, trade)) == ()
    refused(clear(desk, trade, OTHER), "trades.clear.already-cleared")


def test_the_province_may_decline_or_take_its_yes_back() -> None:
    desk = ready()
    lift(desk)
    desk, trade = reported(desk)
    refused(confirm(desk, trade, "撤销确认"), "trades.confirm-replacement.out-of-turn")
    refused(confirm(desk, trade, "也许"), "trades.confirm-replacement.unfit")
    refused(confirm(desk, trade, document=NOWHERE), "trades.confirm-replacement.no-document")
    recorded(confirm(desk, trade, "不予确认"))
    assert judged(desk, trade).answer is Answer.FAIL
    recorded(confirm(desk, trade))
    assert recorded(confirm(desk, trade)) == ()
    refused(confirm(desk, trade, "不予确认", SECOND), "trades.confirm-replacement.out-of-turn")
    recorded(clear(desk, trade))
    recorded(confirm(desk, trade, "撤销确认", SECOND))
    assert judged(desk, trade).answer is Answer.FAIL
    assert standing(desk, trade).stage == "已核验"


def test_a_correction_stands_in_its_place_and_is_confirmed_anew() -> None:
    desk, trade = confirmed(units={UNIT: Tonnes(300_000)})
    [fact] = recorded(report(desk, units={UNIT: Tonnes(200_000)}, corrects=trade))
    assert isinstance(fact, TradeReported)
    assert (fact.trade, fact.corrects) == (trade, trade)
    found = standing(desk, trade)
    assert found.fact.tonnes == 200_000
    assert found.word is None
    assert found.outdated is not None
    assert rules.traded_t(desk.programme, UNIT) == 200_000
    refused(clear(desk, trade), "trades.clear.conditions-not-met")
    refused(report(desk, corrects=trade), "trades.report.nothing-to-correct")
    latest = standing(desk, trade).report.seq
    same = {"units": {UNIT: Tonnes(200_000)}, "effective": found.report.effective}
    assert recorded(report(desk, corrects=latest, **same)) == ()
    recorded(confirm(desk, trade))
    recorded(clear(desk, trade))
    refused(report(desk, corrects=latest), "trades.report.cleared")


def given_up(desk: Desk, issuer: str = "", **said: Any) -> DocumentNo:
    """What both parties signed today, or somebody else issued."""
    parties = f"{desk.plan.enterprises[seller(desk)].name}、{BUYER}"
    words: dict[str, Any] = {"title": "解除产能转让合同协议"} | said
    return written(desk, f"解字〔2020〕{len(desk.history)}号", issuer=issuer or parties, **words)


def withdraw(desk: Desk, trade: Seq, reason: str = "合同解除", document: DocumentNo | None = None) -> object:
    paper = document or given_up(desk)
    return desk.ask(Withdraw(trade=trade, reason=reason, document=paper))


def test_a_trade_is_given_up_on_a_paper_and_nothing_more_comes_of_it() -> None:
    desk, trade = confirmed()
    refused(withdraw(desk, trade, reason=" "), "trades.withdraw.no-reason")
    refused(withdraw(desk, trade, document=NOWHERE), "trades.withdraw.no-document")
    refused(withdraw(desk, Seq(1)), "trades.no-such-trade")
    [fact] = recorded(withdraw(desk, trade))
    assert isinstance(fact, TradeWithdrawn)
    assert recorded(withdraw(desk, trade)) == ()
    assert standing(desk, trade).stage == "已撤回"
    refused(clear(desk, trade), "trades.withdrawn-already")
    refused(confirm(desk, trade, "撤销确认", SECOND), "trades.withdrawn-already")
    refused(report(desk, price="29", corrects=trade), "trades.withdrawn-already")
    recorded(report(desk))


@pytest.mark.parametrize(
    "issuer", ["", "省工信厅", "示例省工业和信息化厅", "示范市中级人民法院", f"{BUYER}、省工信厅"]
)
def test_a_sale_is_ended_by_its_parties_the_confirmer_or_a_court(issuer: str) -> None:
    desk, trade = confirmed()
    recorded(withdraw(desk, trade, document=given_up(desk, issuer)))


@pytest.mark.parametrize(
    "issuer",
    ["seller", BUYER, f"{BUYER}、另一焦化有限公司", "示范市工信局", "示东市人民政府", "示范市工信局、seller"],
)
def test_nobody_else_ends_it_and_neither_does_one_party_alone(issuer: str) -> None:
    desk, trade = confirmed()
    mine = desk.plan.enterprises[seller(desk)].name
    said = withdraw(desk, trade, document=given_up(desk, issuer.replace("seller", mine)))
    refusal = refused(said, "trades.withdraw.not-the-parties-nor-the-confirmers-paper")
    assert (BUYER in refusal.finding, refusal.field) == (True, "document")


def test_it_is_ended_on_a_paper_written_for_it_after_the_contract() -> None:
    desk = ready()
    contract = given_up(desk, title="产能转让合同")
    desk, trade = reported(desk, document=contract)
    refused(withdraw(desk, trade, document=contract), "trades.withdraw.the-contract-itself")
    old = given_up(desk, issued_on=date(2019, 12, 31))
    refused(withdraw(desk, trade, document=old), "trades.withdraw.older-than-the-contract")


def test_one_paper_ends_several_sales_if_its_title_names_their_contracts() -> None:
    desk, trade = reported(units={UNIT: Tonnes(100_000)})
    desk, other = reported(desk, units={UNIT: Tonnes(200_000)}, document=OTHER)
    one = given_up(desk)
    recorded(withdraw(desk, trade, document=one))
    refused(withdraw(desk, other, document=one), "trades.withdraw.of-another-trade")
    desk, trade = reported(units={UNIT: Tonnes(100_000)})
    desk, other = reported(desk, units={UNIT: Tonnes(200_000)}, document=OTHER)
    both = given_up(desk, title=f"解除 {CONTRACT}、{OTHER} 产能转让合同协议")
    recorded(withdraw(desk, trade, document=both))
    recorded(withdraw(desk, other, document=both))


def test_an_opinion_is_taken_back_on_a_paper() -> None:
    desk, trade = cleared()

    def take(reason: str = "情况有变", document: DocumentNo = LETTER, **when: Any) -> object:
        return desk.ask(WithdrawClearance(trade=trade, reason=reason, document=document), **when)

    refused(take(reason=" "), "trades.withdraw-clearance.no-reason")
    refused(take(document=NOWHERE), "trades.withdraw-clearance.no-document")
    refused(take(effective=date(2020, 1, 2)), "trades.before-the-step-before")
    [fact] = recorded(take())
    assert isinstance(fact, ClearanceWithdrawn)
    refused(take(), "trades.withdraw-clearance.nothing-to-withdraw")
    recorded(clear(desk, trade))


# 拆分 ------------------------------------------------------------------------------------------------


def test_a_piece_smaller_than_the_plan_has_it_is_recorded_and_not_cleared() -> None:
    desk, trade = confirmed(units={UNIT: Tonnes(40_000)})
    assert answers(desk, trade)["拆分下限"] is Answer.FAIL
    refusal = refused(clear(desk, trade), "trades.clear.conditions-not-met")
    assert "拆分下限" in refusal.finding


def test_where_nobody_has_said_how_small_a_piece_may_be_none_is_checked() -> None:
    desk, trade = reported(ready("yuncheng-2019"), units={UNIT: Tonnes(1)})
    assert "拆分下限" not in answers(desk, trade)


def test_a_plan_without_such_a_gate_gives_no_opinion() -> None:
    desk = _elsewhere("demo-steel")
    recorded(desk.ask(letter(CONTRACT, title="交易文件"), evidence=(SCAN,)))
    filing = EnterFiling(
        number=FILING,
        enterprise=seller(desk),
        filed_on=date(2012, 5, 1),
        filed_t=Tonnes(600_000),
        issuer="示东市经委",
    )
    recorded(desk.ask(filing, evidence=(SCAN,)))
    opened = OpenUnit(unit=UNIT, filing_no=FILING, filed_t=Tonnes(600_000))
    recorded(desk.ask(opened, evidence=(SCAN,)))
    desk, trade = reported(desk)
    refused(clear(desk, trade), "trades.clear.no-gate")
    refused(confirm(desk, trade), "trades.confirm-replacement.nobody-confirms")
    assert judged(desk, trade).answer is Answer.PASS


def test_what_was_sold_is_neither_split_off_nor_corrected_away() -> None:
    desk, _ = reported(units={UNIT: Tonnes(500_000)})
    split = SplitUnit(
        unit=UNIT,
        into=UnitId("闲-2"),
        filed_t=Tonnes(200_000),
        built_t=Tonnes(0),
        operating_t=Tonnes(0),
        stopped_t=Tonnes(0),
    )
    refused(desk.ask(split, evidence=(SCAN,)), "register.split-unit.traded")
    recorded(desk.ask(msgspec.structs.replace(split, filed_t=Tonnes(100_000)), evidence=(SCAN,)))
    less = CorrectFiling(
        number=FILING,
        filed_on=date(2012, 5, 1),
        filed_t=Tonnes(500_000),
        issuer="示东市经委",
        reason="原件写的是50万吨",
        units={UNIT: Tonnes(400_000)},
    )
    refused(desk.ask(less, evidence=(SCAN,)), "register.correct-filing.traded")


# 凭谁的确认 ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("issuer", ["市工信局", "示范市人民政府", "示东市工信局", "某咨询公司", "某某中心"])
def test_only_the_province_confirms_a_replacement(issuer: str) -> None:
    desk, trade = reported()
    other = written(desk, "函〔2020〕9号", issuer=issuer)
    said = confirm(desk, trade, document=other)
    assert isinstance(said, Refusal)
    assert said.code in ("authority.from-below", "trades.confirm-replacement.not-the-confirmers-paper")


def test_what_is_older_than_the_contract_confirms_nothing_of_it() -> None:
    desk, trade = reported()
    old = written(desk, "省函〔2019〕1号", issuer="省工信厅", issued_on=date(2019, 6, 1))
    refused(confirm(desk, trade, document=old), "trades.confirm-replacement.older-than-the-contract")


def test_one_confirmation_is_of_one_trade_unless_its_title_names_both() -> None:
    desk, first = reported(units={UNIT: Tonnes(200_000)})
    recorded(report(desk, units={UNIT: Tonnes(200_000)}, document=OTHER))
    second = Seq(len(desk.history))
    recorded(confirm(desk, first))
    said = refused(confirm(desk, second), "trades.confirm-replacement.of-another-trade")
    assert f"第{first}条交易（合同 {CONTRACT}）" in said.finding
    both = written(desk, "省函〔2020〕8号", issuer="省工信厅", title=f"关于{CONTRACT}、{OTHER}合同的确认意见")
    recorded(confirm(desk, first, document=both))
    recorded(confirm(desk, second, document=both))


def test_the_confirmation_and_the_opinion_are_two_papers() -> None:
    desk, trade = cleared()
    refused(confirm(desk, trade, document=OPINION), "trades.confirm-replacement.not-the-confirmers-paper")
    desk, trade = confirmed()
    refused(clear(desk, trade, PROVINCE), "trades.clear.the-confirmations-own-paper")
    joint = written(desk, "联发〔2020〕1号", issuer="示范市人民政府、省工信厅")
    recorded(clear(desk, trade, joint))
    refused(confirm(desk, trade, document=joint), "trades.confirm-replacement.the-opinions-own-paper")
