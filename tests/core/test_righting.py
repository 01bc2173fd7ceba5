"""更正、撤销: a mistyped voucher and a return that never was are put right by another hand, on a paper written since."""

from datetime import timedelta
from typing import Any

import pytest

from tests.core import test_holds as holding
from tests.core.test_acceptance import part
from tests.core.test_applications import UNIT
from tests.core.test_auditplans import NOWHERE
from tests.core.test_bankstatements import bank, of_the_bank, take_in
from tests.core.test_funds import withdraw as withdraw_funds
from tests.core.test_payments import (
    CHECKER,
    FINANCE,
    MAKER,
    RELEASER,
    banks_paper,
    bounce,
    check,
    checked,
    file,
    firm_name,
    full_fen,
    last,
    of_level,
    of_unit,
    paid,
    prepare,
    prepared,
    release,
)
from tests.given import Desk, recorded, refused, written
from yajian.core.books import money
from yajian.core.books.money import Purse
from yajian.core.decide import refuse_used_hand
from yajian.core.decisions.bankstatements import MatchLine, ReopenLine
from yajian.core.decisions.payments import (
    ByLevel,
    Cancel,
    CorrectVoucher,
    WithdrawBounce,
)
from yajian.core.facts.payments import BounceWithdrawn, VoucherCorrected
from yajian.core.rules import payments as rules
from yajian.core.rules.charter import scan_of
from yajian.core.words import Command, DocumentNo, Refusal, Request, Seq, SystemRule

ANOTHER = "示例审"


def note(desk: Desk, issuer: str = FINANCE, **said: Any) -> DocumentNo:
    """What the treasury, or the bank, wrote after it had looked: today."""
    return written(desk, f"示财核〔2020〕{len(desk.history)}号", issuer=issuer, **said)


def withdraw(desk: Desk, payment: Seq, actor: str = ANOTHER, **said: Any) -> object:
    words: dict[str, Any] = {"payment": payment, "reason": "退回的是另一笔"} | said
    words.setdefault("document", note(desk))
    return desk.ask(WithdrawBounce(**words), actor=actor, organ=FINANCE)


def correct(
    desk: Desk, payment: Seq, voucher: str = "财预拨〔2020〕11", actor: str = ANOTHER, **said: Any
) -> object:
    words: dict[str, Any] = {"payment": payment, "voucher": voucher, "reason": "少录一位"} | said
    words.setdefault("document", note(desk))
    return desk.ask(CorrectVoucher(**words), actor=actor, organ=FINANCE)


def came_back() -> tuple[Desk, Seq, Seq]:
    """Given: paid, and a return booked by the maker."""
    desk, account, payment = paid()
    recorded(bounce(desk, payment, actor=MAKER))
    return desk, account, payment


def stage(desk: Desk, payment: Seq) -> str:
    found = rules.standing(desk.programme, payment)
    assert found is not None
    return found.stage


# 撤销退回登记 ---------------------------------------------------------------------------------------


def test_a_return_that_never_was_is_withdrawn_and_the_books_are_as_before() -> None:
    desk, account, payment = paid()
    purses = [of_unit(desk, one) for one in Purse], [of_level(desk, one) for one in Purse]
    known = last(desk)
    recorded(bounce(desk, payment, actor=MAKER))
    between, booked_on = last(desk), desk.now.date()
    desk.now += timedelta(days=9)
    [fact] = recorded(withdraw(desk, payment))
    assert isinstance(fact, BounceWithdrawn)
    assert (fact.withdraws, fact.on, fact.by) == (between, booked_on, ANOTHER)
    assert stage(desk, payment) == "已下达"
    assert purses == ([of_unit(desk, one) for one in Purse], [of_level(desk, one) for one in Purse])
    on_that_day = money.balances(desk.programme.money, money.of_unit(UNIT), booked_on)
    assert on_that_day[Purse.PAID] == full_fen(desk)  # on its own day too: it was never there
    as_told = rules.standing(desk.programme, payment, None, between)
    assert as_told is not None
    assert as_told.stage == "已退回"  # to whoever asks what was known then
    assert rules.standing(desk.programme, payment, None, known) is not None
    assert isinstance(prepare(desk, account), Refusal)  # all of it is out: nothing is owed twice


def test_asked_again_it_records_nothing_and_what_really_comes_back_is_booked_anew() -> None:
    desk, _, payment = came_back()
    recorded(withdraw(desk, payment))
    assert withdraw(desk, payment) == ()
    recorded(bounce(desk, payment))
    assert stage(desk, payment) == "已退回"
    recorded(withdraw(desk, payment))
    assert stage(desk, payment) == "已下达"


def test_the_notice_of_a_withdrawn_return_serves_the_slip_it_was_of() -> None:
    desk, _, first, second = two_slips()
    notice = banks_paper(desk)
    recorded(bounce(desk, first, notice, actor=MAKER))
    recorded(withdraw(desk, first))
    recorded(bounce(desk, second, notice))


def test_who_booked_the_return_does_not_withdraw_it_and_the_button_says_so() -> None:
    desk, _, payment = came_back()
    paper = note(desk)
    said = refused(withdraw(desk, payment, actor=MAKER, document=paper), "payments.withdraw-bounce.same-hand")
    assert (said.basis, said.field) == (SystemRule.SAME_PERSON, "payment")
    command = WithdrawBounce(payment=payment, reason="", document=NOWHERE)
    assert greyed(desk, command, MAKER) is not None
    assert greyed(desk, command, ANOTHER) is None


def greyed(desk: Desk, command: Command, actor: str) -> Refusal | None:
    asked = Request(
        command=command,
        actor=actor,
        organ=FINANCE,
        role="finance",
        now=desk.now,
        effective=desk.now.date(),
        command_id="",
    )
    return refuse_used_hand(desk.plan, desk.programme, asked)


def test_a_withdrawal_says_why_on_a_paper_and_of_a_return() -> None:
    desk, _, payment = paid()
    refused(withdraw(desk, payment), "payments.out-of-turn")
    recorded(bounce(desk, payment, actor=MAKER))
    refused(withdraw(desk, Seq(1)), "payments.no-such-payment")
    refused(withdraw(desk, payment, reason=" "), "payments.withdraw-bounce.no-reason")
    refused(withdraw(desk, payment, document=NOWHERE), "payments.withdraw-bounce.no-document")


@pytest.mark.parametrize("issuer", ["示东市财政局", "示东市人民政府", "示范市工信局", "示例财政投资公司"])
def test_neither_a_county_nor_a_firm_nor_another_bureau_says_what_the_bank_did(issuer: str) -> None:
    desk, _, payment = came_back()
    code = "payments.not-the-banks-nor-the-payers-paper"
    assert issuer in refused(withdraw(desk, payment, document=note(desk, issuer)), code).finding
    refused(correct(desk, payment, document=note(desk, issuer)), code)


@pytest.mark.parametrize(
    "issuer", ["示例银行示东支行", "市财政局", "示范市财政局国库支付中心", "示范市人民政府"]
)
def test_the_bank_says_so_or_the_treasury_or_whom_the_plan_has_pay(issuer: str) -> None:
    desk, _, payment = came_back()
    recorded(withdraw(desk, payment, document=note(desk, issuer)))


def test_the_paper_is_another_than_the_returns_own_and_no_older() -> None:
    desk, _, payment = paid()
    older = note(desk, issued_on=desk.now.date() - timedelta(days=1))
    notice = banks_paper(desk)
    recorded(bounce(desk, payment, notice, actor=MAKER))
    refused(withdraw(desk, payment, document=notice), "payments.paper-used-for-what-it-rights")
    refused(withdraw(desk, payment, document=older), "payments.paper-older-than-what-it-rights")


def test_money_that_was_promised_anew_or_went_out_again_is_not_there_to_have_stayed_away() -> None:
    desk, account, payment = came_back()
    recorded(prepare(desk, account))
    anew = last(desk)
    said = refused(withdraw(desk, payment), "payments.withdraw-bounce.spoken-for")
    assert "没有重新制单的只有 0.00 元" in said.finding
    recorded(desk.ask(Cancel(payment=anew, reason="退回登错了")))
    recorded(withdraw(desk, payment))
    desk, account, payment = came_back()
    recorded(prepare(desk, account))
    anew = last(desk)
    recorded(check(desk, anew))
    recorded(release(desk, anew, voucher="财预拨〔2020〕2"))
    refused(withdraw(desk, payment), "payments.withdraw-bounce.spoken-for")


def test_a_levels_money_that_another_slip_holds_now_is_not_taken_from_under_it() -> None:
    desk, _, payment = came_back()
    funds = rules.raised(desk.programme)[0].seq
    recorded(withdraw_funds(desk, funds))
    said = refused(withdraw(desk, payment), "payments.withdraw-bounce.spoken-for")
    assert "省级资金" in said.finding


def test_whom_a_court_named_keeps_to_his_share_with_what_went_to_him_since() -> None:
    desk, account = holding.two_units()
    for oven in part(desk).facilities[:2]:
        holding.seal(desk, facility=oven)
    firm = firm_name(desk)
    units = (UNIT, holding.SECOND)
    due = {one: of_unit_kept(desk, one) for one in units}
    owed = sum(due.values())
    small = due[holding.SECOND] // 100
    recorded(holding.determine(desk, {firm: f"{small}", "示例银行": f"{owed // 100 - small}"}))
    recorded(prepare(desk, account, lines={UNIT: ByLevel(province=f"{small}")}))
    first = last(desk)
    recorded(check(desk, first))
    recorded(release(desk, first))
    recorded(bounce(desk, first, actor=MAKER))
    recorded(prepare(desk, account, lines={holding.SECOND: ByLevel(province=f"{small}")}))
    said = refused(withdraw(desk, first), "payments.withdraw-bounce.spoken-for")
    assert "应得" in said.finding


def of_unit_kept(desk: Desk, unit: Any) -> int:
    return money.balances(desk.programme.money, money.of_unit(unit))[Purse.RESERVED]


def test_a_return_that_a_hand_put_a_line_of_the_bank_to_is_not_withdrawn_under_it() -> None:
    desk, _, payment = came_back()
    recorded(take_in(desk, of_the_bank(desk, side="in", name="待清算", words="来账", tail="", serial="R1")))
    line = last(desk)
    recorded(desk.ask(MatchLine(line=line, slip=payment, reason="回单已核"), actor=ANOTHER))
    refused(withdraw(desk, payment), "payments.withdraw-bounce.matched-by-hand")
    recorded(desk.ask(ReopenLine(line=line, reason="是另一笔的"), actor=ANOTHER))
    recorded(withdraw(desk, payment))
    assert [one.line.seq for one in bank(desk).open] == [line]


# 一份退回凭证一笔款 ---------------------------------------------------------------------------------


def two_slips() -> tuple[Desk, Seq, Seq, Seq]:
    """Given: two slips went out to one account, each under its own voucher."""
    desk, account, first = checked_half()
    recorded(release(desk, first))
    recorded(prepare(desk, account, ByLevel(city="4,500,000.00")))
    second = last(desk)
    recorded(check(desk, second))
    recorded(release(desk, second, voucher="财预拨〔2020〕2"))
    return desk, account, first, second


def checked_half() -> tuple[Desk, Seq, Seq]:
    desk, account, payment = prepared(ByLevel(province="4,500,000.00"))
    recorded(check(desk, payment))
    return desk, account, payment


def test_one_notice_of_the_bank_brings_one_slip_back() -> None:
    desk, _, first, second = two_slips()
    notice = banks_paper(desk)
    recorded(bounce(desk, first, notice))
    said = refused(bounce(desk, second, notice), "payments.bounce.paper-of-another-slip")
    assert (said.basis, said.field) == (SystemRule.DUPLICATE, "document")
    assert f"第{first}条" in said.finding
    scan = scan_of(desk.programme, notice)
    twin = written(desk, "示银退〔2020〕99号", scan, issuer="示例银行示东支行")
    said = refused(bounce(desk, second, twin), "payments.bounce.paper-of-another-slip")
    assert f"和 {notice} 是同一份扫描件" in said.finding
    recorded(bounce(desk, second))


# 更正凭证号 -----------------------------------------------------------------------------------------


def test_a_mistyped_voucher_is_corrected_for_the_day_it_went_out_and_for_whoever_knows() -> None:
    desk, _, payment = paid()
    before, on = last(desk), desk.now.date()
    desk.now += timedelta(days=3)
    [fact] = recorded(correct(desk, payment))
    assert isinstance(fact, VoucherCorrected)
    assert (fact.was, fact.voucher, fact.on) == ("财预拨〔2020〕1", "财预拨〔2020〕11", on)
    found = rules.standing(desk.programme, payment, on)
    assert found is not None
    assert (found.voucher, found.stage) == ("财预拨〔2020〕11", "已下达")
    then = rules.standing(desk.programme, payment, None, before)
    assert then is not None
    assert then.voucher == "财预拨〔2020〕1"
    assert correct(desk, payment) == ()
    recorded(file(desk, payment))


def test_the_wrong_voucher_is_free_again_and_the_right_one_is_used() -> None:
    desk, _, first, second = two_slips()
    code = "payments.correct-voucher.voucher-used"
    said = refused(correct(desk, second, voucher="财预拨[2020] 1"), code)
    assert (said.basis, said.field) == (SystemRule.DUPLICATE, "voucher")
    recorded(correct(desk, first, voucher="财预拨〔2020〕3"))
    recorded(correct(desk, second, voucher="财预拨〔2020〕1"))
    recorded(correct(desk, first, voucher="财预拨〔2020〕2"))


def test_a_correction_of_a_voucher_is_by_another_hand_and_says_why_on_a_paper() -> None:
    desk, _, payment = checked()
    refused(correct(desk, payment), "payments.out-of-turn")
    recorded(release(desk, payment))
    refused(correct(desk, payment, actor=RELEASER), "payments.correct-voucher.same-hand")
    refused(correct(desk, payment, voucher=" "), "payments.correct-voucher.no-voucher")
    refused(correct(desk, payment, reason=""), "payments.correct-voucher.no-reason")
    refused(correct(desk, payment, document=NOWHERE), "payments.correct-voucher.no-document")
    older = note(desk, issued_on=desk.now.date() - timedelta(days=30))
    refused(correct(desk, payment, document=older), "payments.paper-older-than-what-it-rights")
    recorded(correct(desk, payment, actor=CHECKER))
    assert of_unit(desk, Purse.PAID) == full_fen(desk)
    found = rules.standing(desk.programme, payment)
    assert found is not None
    assert found.hands == (MAKER, CHECKER, RELEASER)
