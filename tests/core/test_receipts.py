"""入库: level by level, put right where it was mistyped, and given back where a payment bounced after it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st

from tests.core import test_payments as paying
from tests.core.test_auditplans import NOWHERE
from tests.core.test_clawbacks import SHIDONG, found, noticed, opinion, receive, withdraw
from tests.core.test_inbox_money import lines
from tests.given import LETTER, Desk, recorded, refused, written
from tests.steps import paper
from yajian.core import recoveries
from yajian.core.books import money
from yajian.core.books.money import Purse
from yajian.core.decisions.clawbacks import BookReceipt, ReturnReceipt, WithdrawReceipt
from yajian.core.decisions.payments import ByLevel, RaiseFunds, WithdrawFunds
from yajian.core.facts.clawbacks import Booked, ReceiptBooked, ReceiptReturned, ReceiptWithdrawn
from yajian.core.rules import clawbacks as rules
from yajian.core.rules import payments as slip_rules
from yajian.core.rules.charter import document
from yajian.core.rules.payments import LEVELS
from yajian.core.words import DocumentNo, Fen, Refusal, Seq

# 入库，一级一级 -------------------------------------------------------------------------------------


def test_of_no_level_more_comes_in_than_is_paid_of_it() -> None:
    desk, matter = noticed()
    refusal = refused(receive(desk, matter, "4,500,000.01"), "clawbacks.book-receipt.more-than-its-level")
    assert "省级已下达 4,500,000.00 元" in refusal.finding
    recorded(receive(desk, matter, "4,500,000"))
    refused(receive(desk, matter, "0.01", voucher="另一张"), "clawbacks.book-receipt.more-than-its-level")
    recorded(receive(desk, matter, "4,500,000", level="市级", voucher="另一张"))


# 更正、撤销入库 -------------------------------------------------------------------------------------


def day_of(desk: Desk, entry: Seq) -> date:
    return desk.history[entry - 1].effective


def correct(desk: Desk, matter: Seq, entry: Seq, amount: str, **said: Any) -> object:
    """For the day the entry is of, unless another is said."""
    when = {"effective": said.pop("effective", day_of(desk, entry))}
    words: dict[str, Any] = {
        "opinion": matter,
        "level": "省级",
        "amount": amount,
        "voucher": "财收〔2021〕1",
        "document": paper(desk, "clawbacks.book-receipt"),
        "corrects": entry,
        "why": "多写一个零",
    } | said
    return desk.ask(BookReceipt(**words), **when)


def take_out(desk: Desk, entry: Seq, **said: Any) -> object:
    words: dict[str, Any] = {"withdraws": entry, "reason": "登记了两次", "document": LETTER} | said
    return desk.ask(WithdrawReceipt(**words))


def received(amount: str = "4,500,000") -> tuple[Desk, Seq, Seq]:
    """Given: a notice, and a receipt of 省级 under it."""
    desk, matter = noticed()
    recorded(receive(desk, matter, amount))
    return desk, matter, Seq(len(desk.history))


def recovered(desk: Desk, level: Any = "province", day: date | None = None) -> int:
    return money.balances(desk.programme.money, money.of_level(level), day)[Purse.RECOVERED]


def sums_to_nothing(desk: Desk) -> None:
    for level in LEVELS:
        for known in range(len(desk.history) + 1):
            stands = money.balances(desk.programme.money, money.of_level(level), None, Seq(known))
            assert sum(stands.values()) == 0
        assert money.lowest(desk.programme.money, level, Purse.RECOVERED, date.min) >= 0


def test_a_mistyped_receipt_is_put_right_and_the_matter_wants_the_rest_again() -> None:
    desk, matter, entry = received()
    recorded(receive(desk, matter, "4,500,000", level="市级", voucher="财收〔2021〕2"))
    [fact] = recorded(correct(desk, matter, entry, "450,000"))
    assert isinstance(fact, ReceiptBooked)
    assert (fact.corrects, fact.why) == (entry, "多写一个零")
    assert fact.was == Booked(level="province", amount_fen=Fen(450_000_000), on=day_of(desk, entry))
    assert (recovered(desk), recovered(desk, day=day_of(desk, entry))) == (45_000_000, 45_000_000)
    now = rules.standing(desk.programme, matter)
    assert now is not None
    assert (now.stage, now.left_fen) == ("待入库", Fen(405_000_000))
    assert correct(desk, matter, entry, "450,000") == ()
    refused(correct(desk, matter, entry, "1"), "clawbacks.book-receipt.nothing-to-correct")
    recorded(receive(desk, matter, "4,050,000", voucher="财收〔2021〕3"))
    sums_to_nothing(desk)


def test_a_receipt_of_the_wrong_level_goes_to_the_right_one() -> None:
    desk, matter, entry = received()
    recorded(correct(desk, matter, entry, "4,500,000", level="市级"))
    assert (recovered(desk), recovered(desk, "city")) == (0, 450_000_000)
    sums_to_nothing(desk)


def test_a_correction_of_a_receipt_is_bounded_as_a_receipt_is() -> None:
    desk, matter, entry = received("1,000,000")
    refused(correct(desk, matter, entry, "4,500,000.01"), "clawbacks.book-receipt.more-than-its-level")
    refused(correct(desk, matter, entry, "9,000,000.01"), "clawbacks.book-receipt.more-than-asked")
    refused(correct(desk, matter, entry, "1", why=" "), "clawbacks.book-receipt.no-reason")
    refused(
        correct(desk, matter, Seq(1), "1", effective=desk.now.date()),
        "clawbacks.book-receipt.nothing-to-correct",
    )
    refused(correct(desk, matter, entry, "1", document=NOWHERE), "clawbacks.book-receipt.no-document")
    notice = document(desk.programme, paper(desk, "clawbacks.issue-notice"))
    assert notice is not None
    day = notice.value.issued_on  # it was entered the day after
    said = paper(desk, "clawbacks.book-receipt", 2, on=day)
    early = correct(desk, matter, entry, "1", effective=day, document=said)
    refused(early, "clawbacks.before-the-step-before")
    recorded(receive(desk, matter, "1", level="市级", voucher="财收〔2021〕2"))
    refused(correct(desk, matter, entry, "2", voucher="财收〔2021〕2"), "clawbacks.book-receipt.voucher-used")
    assert correct(desk, matter, entry, "1,000,000", why="") == ()
    recorded(correct(desk, matter, entry, "4,500,000", voucher="财收〔2021〕9"))
    recorded(receive(desk, matter, "2", level="市级", voucher="财收〔2021〕1"))


def test_an_earlier_receipt_does_not_grow_beyond_what_a_later_one_leaves() -> None:
    desk, matter, entry = received("1,000,000")
    recorded(receive(desk, matter, "3,000,000", voucher="财收〔2021〕2"))
    refused(correct(desk, matter, entry, "1,500,000.01"), "clawbacks.book-receipt.more-than-its-level")
    recorded(correct(desk, matter, entry, "1,500,000"))


def test_a_receipt_that_should_not_be_there_is_withdrawn_with_a_reason_by_a_paper_and_once() -> None:
    desk, matter, entry = received()
    refused(take_out(desk, entry, reason=""), "clawbacks.withdraw-receipt.no-reason")
    refused(take_out(desk, entry, document=NOWHERE), "clawbacks.withdraw-receipt.no-document")
    refused(take_out(desk, matter), "clawbacks.withdraw-receipt.nothing-to-withdraw")
    [fact] = recorded(take_out(desk, entry))
    assert isinstance(fact, ReceiptWithdrawn)
    assert take_out(desk, entry) == ()
    refused(correct(desk, matter, entry, "1"), "clawbacks.book-receipt.nothing-to-correct")
    assert recovered(desk) == 0
    recorded(receive(desk, matter))
    sums_to_nothing(desk)


def test_what_was_corrected_is_withdrawn_as_it_reads_now() -> None:
    desk, matter, entry = received()
    recorded(correct(desk, matter, entry, "1"))
    refused(take_out(desk, entry), "clawbacks.withdraw-receipt.nothing-to-withdraw")
    recorded(take_out(desk, Seq(len(desk.history))))
    assert recovered(desk) == 0


def test_a_settled_matter_is_not_opened_again_while_the_next_one_asks_for_the_same() -> None:
    desk, matter, entry = received()
    recorded(receive(desk, matter, "4,500,000", level="市级", voucher="财收〔2021〕2"))
    recorded(opinion(desk))
    other = Seq(len(desk.history))
    refusal = refused(correct(desk, matter, entry, "450,000"), "clawbacks.asked-twice")
    assert f"先撤回第{other}条" in refusal.way_forward
    assert refused(take_out(desk, entry), "clawbacks.asked-twice").field == "withdraws"
    recorded(correct(desk, matter, entry, "4,500,000", voucher="财收〔2021〕9"))
    recorded(withdraw(desk, other))
    recorded(correct(desk, matter, Seq(other + 1), "450,000", voucher="财收〔2021〕9"))


# 收回以后款项退回：多收 ------------------------------------------------------------------------------


def bounced() -> tuple[Desk, Seq, Seq]:
    """Given: the county gave 省级 money back, and then the bank sent the payment back that it was of."""
    desk, matter, entry = received()
    payment = next(iter(desk.programme.payments.payments))
    recorded(paying.bounce(desk, payment))
    return desk, matter, entry


def treasurys_paper(desk: Desk, issuer: str = "国家金库示范市中心支库", **said: Any) -> DocumentNo:
    return written(desk, f"示库退〔2021〕{len(desk.history)}号", issuer=issuer, **said)


def give_back(desk: Desk, matter: Seq, amount: str = "4,500,000", **said: Any) -> object:
    words: dict[str, Any] = {
        "opinion": matter,
        "level": "省级",
        "amount": amount,
        "voucher": "财退〔2021〕1",
    } | said
    if "document" not in words:
        words["document"] = treasurys_paper(desk)
    return desk.ask(ReturnReceipt(**words))


def too_much(desk: Desk) -> list[tuple[str, int]]:
    found = recoveries.beyond(desk.plan, desk.programme, desk.now.date())
    return [(one.level, one.amount_fen) for one in found]


def test_a_payment_bounces_whatever_the_county_gave_back_and_what_is_beyond_is_marked() -> None:
    desk, matter, _ = bounced()
    assert too_much(desk) == [("province", 450_000_000)]
    now = found(desk)
    assert (now.paid_fen, now.back_fen, now.beyond_fen) == (0, 0, 450_000_000)
    [line] = [one for one in lines(desk) if one.command == "clawbacks.return-receipt"]
    assert line.filled == {"opinion": matter, "level": "省级", "amount": "4,500,000.00"}
    assert line.by == ("市财政局",)
    assert line.since == day_of(desk, Seq(len(desk.history)))
    refused(
        receive(desk, matter, "1", level="市级", voucher="另一张"),
        "clawbacks.book-receipt.more-than-its-level",
    )
    before = Seq(len(desk.history) - 1)
    assert recoveries.beyond(desk.plan, desk.programme, desk.now.date(), before) == ()


def test_what_is_beyond_goes_back_to_the_county_and_not_a_fen_more() -> None:
    desk, matter, _ = bounced()
    refused(give_back(desk, matter, "4,500,000.01"), "clawbacks.return-receipt.not-beyond")
    refused(give_back(desk, matter, level="市级"), "clawbacks.return-receipt.not-beyond")
    refused(give_back(desk, matter, level="乡级"), "clawbacks.return-receipt.unfit")
    refused(give_back(desk, matter, "无"), "clawbacks.return-receipt.unfit")
    refused(give_back(desk, matter, voucher=" "), "clawbacks.return-receipt.no-voucher")
    refused(give_back(desk, matter, document=NOWHERE), "clawbacks.return-receipt.no-document")
    refused(give_back(desk, Seq(1)), "clawbacks.no-such-opinion")
    [fact] = recorded(give_back(desk, matter, "4,000,000"))
    assert isinstance(fact, ReceiptReturned)
    assert give_back(desk, matter, "4,000,000") == ()
    refused(give_back(desk, matter, "500,000"), "clawbacks.return-receipt.voucher-used")
    assert too_much(desk) == [("province", 50_000_000)]
    recorded(give_back(desk, matter, "500,000", voucher="财退〔2021〕2"))
    assert (too_much(desk), recovered(desk)) == ([], 0)
    now = rules.standing(desk.programme, matter)
    assert now is not None
    assert (now.stage, now.received_fen, now.returned_fen) == ("待入库", 450_000_000, 450_000_000)
    sums_to_nothing(desk)


def test_nothing_goes_back_to_a_county_that_gave_no_more_than_is_paid() -> None:
    desk, matter, _ = received()
    refused(give_back(desk, matter, "0.01"), "clawbacks.return-receipt.not-beyond")
    assert too_much(desk) == []


def test_what_went_back_had_come_in_and_a_mistyped_return_is_withdrawn_first() -> None:
    desk, matter, entry = bounced()
    recorded(give_back(desk, matter))
    back = Seq(len(desk.history))
    refused(correct(desk, matter, entry, "4,499,999.99"), "clawbacks.book-receipt.returned")
    assert refused(take_out(desk, entry), "clawbacks.withdraw-receipt.returned").field == "withdraws"
    recorded(take_out(desk, back))
    assert (too_much(desk), recovered(desk)) == ([("province", 450_000_000)], 450_000_000)
    recorded(correct(desk, matter, entry, "1,000,000"))
    assert too_much(desk) == [("province", 100_000_000)]
    recorded(give_back(desk, matter, "1,000,000"))
    sums_to_nothing(desk)


def test_paid_anew_it_is_not_beyond_any_more() -> None:
    desk, matter, _ = bounced()
    recorded(withdraw(desk, matter))  # or the part is held, and nothing is paid on it
    recorded(paying.prepare(desk, next(iter(desk.programme.payments.accounts))))
    slip = Seq(len(desk.history))
    recorded(paying.check(desk, slip))
    recorded(paying.release(desk, slip, voucher="财预拨〔2021〕9"))
    assert too_much(desk) == []
    refused(give_back(desk, matter, "1"), "clawbacks.return-receipt.not-beyond")


# 怎样来回都站得住 -----------------------------------------------------------------------------------


WALKS = st.lists(
    st.tuples(
        st.sampled_from(
            ["receive", "correct", "take out", "bounce", "pay", "give back", "raise", "mend", "undo"]
        ),
        st.integers(0, 5),
        st.sampled_from(["省级", "市级"]),
        st.integers(1, 9),
    ),
    max_size=10,
)


def walk(desk: Desk, matter: Seq, step: tuple[str, int, str, int]) -> object:
    """Something somebody might do with money that is paid and asked back, sensible or not."""
    what, which, level, millions = step
    amount, number = f"{millions * 1_500_000}", len(desk.history)
    now = rules.standing(desk.programme, matter)
    assert now is not None
    came = [one.seq for one in now.receipts]
    back = [*came, *(one.seq for one in now.returns)]
    slips = list(slip_rules.standings(desk.programme))
    funds = [one.seq for one in slip_rules.raised(desk.programme)]
    match what:
        case "receive":
            return receive(desk, matter, amount, level=level, voucher=f"财收〔2021〕{number}")
        case "correct" if came:
            entry = came[which % len(came)]
            return correct(desk, matter, entry, amount, level=level, voucher=f"财收〔2021〕{number}")
        case "take out" if back:
            return take_out(desk, back[which % len(back)])
        case "bounce":
            return paying.bounce(desk, slips[-1].seq)
        case "pay":
            by = ByLevel(province=amount if level == "省级" else "", city=amount if level == "市级" else "")
            paid = paying.prepare(desk, next(iter(desk.programme.payments.accounts)), by)
            if isinstance(paid, tuple) and paid:
                slip = Seq(len(desk.history))
                paying.check(desk, slip)
                return paying.release(desk, slip, voucher=f"财预拨〔2021〕{number}")
            return paid
        case "give back":
            return give_back(desk, matter, amount, level=level, voucher=f"财退〔2021〕{number}")
        case "raise":
            return desk.ask(
                RaiseFunds(level=level, amount=amount, document=paper(desk, "payments.raise-funds"))
            )
        case "mend" if funds:
            entry = funds[which % len(funds)]
            mended = RaiseFunds(
                level=level,
                amount=amount,
                document=paper(desk, "payments.raise-funds"),
                corrects=entry,
                why="金额登错",
            )
            return desk.ask(mended, effective=day_of(desk, entry) if which else desk.now.date())
        case "undo" if funds:
            undone = WithdrawFunds(withdraws=funds[which % len(funds)], reason="登记了两次", document=LETTER)
            return desk.ask(undone)
        case _:
            return ()


@settings(max_examples=12, deadline=None)
@hypothesis_given(WALKS)
def test_whatever_is_done_no_purse_is_below_nothing_and_what_is_beyond_is_marked(
    steps: list[tuple[str, int, str, int]],
) -> None:
    desk, matter = noticed()
    plan, beyond_fen = desk.plan, 0
    for step in steps:
        walk(desk, matter, step)
        found = recoveries.beyond(plan, desk.programme, desk.now.date())
        for one in recoveries.at_levels(plan, desk.programme, SHIDONG, desk.now.date()):
            marked = sum(much.amount_fen for much in found if much.level == one.level)
            assert marked == max(one.back_fen - one.paid_fen, 0)
        before, beyond_fen = beyond_fen, sum(much.amount_fen for much in found)
        if step[0] in ("receive", "pay", "give back", "raise", "mend", "undo"):
            assert beyond_fen <= before
    sums_to_nothing(desk)
    for level in LEVELS:
        for purse in (Purse.AVAILABLE, Purse.COMMITTED, Purse.DISBURSED, Purse.RECOVERED):
            assert money.lowest(desk.programme.money, level, purse, date.min) >= 0
    raised = [(one.value.level, one.value.amount_fen) for one in slip_rules.raised(desk.programme)]
    for level in LEVELS:
        stands = money.balances(desk.programme.money, money.of_level(level))
        assert -stands[Purse.TREASURY] == sum(fen for of, fen in raised if of == level)


# 凭谁的凭证 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "issuer",
    [
        "示东市人民政府",
        "示东市财政局",
        "示东市财政局国库科",
        "某财务咨询公司",
        "示例焦化庚有限公司",
        "某某中心",
    ],
)
def test_neither_the_debtor_nor_a_firm_says_that_money_came_in_or_went_back(issuer: str) -> None:
    desk, matter = noticed()
    said = receive(desk, matter, document=treasurys_paper(desk, issuer))
    assert isinstance(said, Refusal)
    assert said.code in ("authority.from-below", "clawbacks.not-a-voucher")
    desk, matter, _ = bounced()
    said = refused(give_back(desk, matter, document=treasurys_paper(desk, issuer)), "clawbacks.not-a-voucher")
    assert "不能证明退还" in said.finding


@pytest.mark.parametrize(
    "issuer",
    [
        "国家金库示东市支库",
        "示例银行示东支行",
        "市财政局",
        "示范市财政局",
        "市财政局国库科",
        "省财政厅",
        "示东市人民政府、市财政局",
    ],
)
def test_a_bank_a_treasury_or_finance_above_the_counties_says_so(issuer: str) -> None:
    desk, matter = noticed()
    recorded(receive(desk, matter, document=treasurys_paper(desk, issuer)))


def test_what_goes_back_rests_on_a_paper_of_its_own_no_older_than_what_came_in() -> None:
    desk, matter, _ = bounced()
    old = treasurys_paper(desk, issued_on=date(2018, 3, 1))
    refused(give_back(desk, matter, document=old), "clawbacks.return-receipt.older-than-the-receipt")
    same = paper(desk, "clawbacks.book-receipt")
    refused(give_back(desk, matter, document=same), "clawbacks.return-receipt.the-receipts-own-paper")
    recorded(give_back(desk, matter))
