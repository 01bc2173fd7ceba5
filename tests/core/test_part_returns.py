"""退回一部分: a payee sends back less than was paid; the rest stays paid, and what came back may be paid anew, to the fen."""

from typing import Any

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st

from tests.core.test_applications import UNIT
from tests.core.test_bankstatements import bank, line, of_the_bank, take_in
from tests.core.test_payments import (
    MAKER,
    banks_paper,
    check,
    file,
    firm_name,
    full_fen,
    last,
    of_level,
    of_unit,
    paid,
    prepare,
    release,
)
from tests.core.test_righting import ANOTHER, stage, withdraw
from tests.given import Desk, recorded, refused
from yajian.core.books import money
from yajian.core.books.money import Purse
from yajian.core.decisions.bankstatements import ExplainLine, MatchLine
from yajian.core.decisions.payments import Bounce, ByLevel
from yajian.core.facts.payments import BounceWithdrawn, PaymentBounced
from yajian.core.reports import bankstatements as reports
from yajian.core.rules import payments as rules
from yajian.core.words import DocumentNo, Seq, UnitId

PART = ByLevel(province="1000000.01", city="0.02")
PART_FEN = 100_000_003


def some(desk: Desk, payment: Seq, by: ByLevel = PART, document: DocumentNo | None = None) -> object:
    asked = Bounce(
        payment=payment, reason="多付退回", document=document or banks_paper(desk), lines={UNIT: by}
    )
    return desk.ask(asked, actor=MAKER)


def rest(desk: Desk, payment: Seq, document: DocumentNo | None = None) -> object:
    asked = Bounce(payment=payment, reason="其余退回", document=document or banks_paper(desk))
    return desk.ask(asked, actor=MAKER)


def standing(desk: Desk, payment: Seq) -> rules.Standing:
    found = rules.standing(desk.programme, payment)
    assert found is not None
    return found


def in_part() -> tuple[Desk, Seq, Seq]:
    """Given: paid, and a part of it sent back."""
    desk, account, payment = paid()
    recorded(some(desk, payment))
    return desk, account, payment


# 登记 -----------------------------------------------------------------------------------------------


def test_a_part_comes_back_level_by_level_and_the_rest_stays_paid() -> None:
    desk, _, payment = paid()
    [fact] = recorded(some(desk, payment))
    assert isinstance(fact, PaymentBounced)
    assert (fact.amount_fen, [one.amount_fen for one in fact.lines]) == (PART_FEN, [100_000_001, 2])
    assert (of_unit(desk, Purse.RESERVED), of_unit(desk, Purse.PAID)) == (PART_FEN, full_fen(desk) - PART_FEN)
    assert of_level(desk, Purse.DISBURSED) == 450_000_000 - 100_000_001
    assert of_level(desk, Purse.DISBURSED, "city") == 450_000_000 - 2
    found = standing(desk, payment)
    assert (found.stage, found.bounced, found.stands_fen) == ("已下达", None, full_fen(desk) - PART_FEN)
    for holder in (*desk.programme.money.postings, *map(money.of_level, rules.LEVELS)):
        assert sum(money.balances(desk.programme.money, holder).values()) == 0


def test_exactly_what_came_back_is_paid_anew() -> None:
    desk, account, _ = in_part()
    more = refused(prepare(desk, account, ByLevel(province="1000000.04")), "payments.prepare.more-than-due")
    assert "还可以安排 1,000,000.03 元" in more.finding
    recorded(prepare(desk, account, ByLevel(province="1000000.03")))
    second = last(desk)
    recorded(check(desk, second))
    recorded(release(desk, second, voucher="财预拨〔2020〕2"))
    assert (of_unit(desk, Purse.RESERVED), of_unit(desk, Purse.PAID)) == (0, full_fen(desk))


def test_asked_again_it_records_nothing_and_another_part_comes_on_a_paper_of_its_own() -> None:
    desk, _, payment = paid()
    notice = banks_paper(desk)
    recorded(some(desk, payment, document=notice))
    assert some(desk, payment, document=notice) == ()
    other = ByLevel(province="1")
    refused(some(desk, payment, other, document=notice), "payments.bounce.paper-of-another-return")
    refused(rest(desk, payment, document=notice), "payments.bounce.paper-of-another-return")
    recorded(some(desk, payment, other))
    assert standing(desk, payment).stands_fen == full_fen(desk) - PART_FEN - 100


def test_when_the_rest_comes_back_too_nothing_of_it_stands() -> None:
    desk, account, payment = in_part()
    notice = banks_paper(desk)
    [fact] = recorded(rest(desk, payment, notice))
    assert isinstance(fact, PaymentBounced)
    assert fact.amount_fen == full_fen(desk) - PART_FEN
    assert rest(desk, payment, notice) == ()
    assert stage(desk, payment) == "已退回"
    assert (of_unit(desk, Purse.RESERVED), of_unit(desk, Purse.PAID)) == (full_fen(desk), 0)
    refused(some(desk, payment), "payments.out-of-turn")
    recorded(prepare(desk, account))


@pytest.mark.parametrize(
    ("by", "code"),
    [
        (ByLevel(province="4500000.01"), "payments.bounce.more-than-stands"),
        (ByLevel(county="0.01"), "payments.bounce.more-than-stands"),
        (ByLevel(province="1.001"), "payments.bounce.unfit-amount"),
        (ByLevel(), "payments.bounce.nothing-to-pay"),
    ],
)
def test_no_more_comes_back_of_a_level_than_went_out_of_it(by: ByLevel, code: str) -> None:
    desk, _, payment = paid()
    assert refused(some(desk, payment, by), code).field == "lines"


def test_a_unit_the_form_offered_and_nobody_filled_in_had_nothing_come_back() -> None:
    desk, _, payment = paid()
    lines = {UNIT: PART, UnitId("庚-2"): ByLevel(province=" ")}
    notice = banks_paper(desk)
    asked = Bounce(payment=payment, reason="多付退回", document=notice, lines=lines)
    [fact] = recorded(desk.ask(asked))
    assert isinstance(fact, PaymentBounced)
    assert fact.amount_fen == PART_FEN
    assert desk.ask(asked) == ()


def test_what_is_back_already_does_not_come_back_twice() -> None:
    desk, _, payment = in_part()
    said = refused(some(desk, payment, ByLevel(province="3500000")), "payments.bounce.more-than-stands")
    assert "3,499,999.99" in said.finding


def test_what_stands_of_it_is_filed_and_counted() -> None:
    desk, _, payment = in_part()
    recorded(file(desk, payment))
    assert rules.to_payee_fen(desk.programme, UNIT, firm_name(desk)) == full_fen(desk) - PART_FEN


# 撤销 -----------------------------------------------------------------------------------------------


def test_a_part_that_never_came_back_is_withdrawn() -> None:
    desk, _, payment = paid()
    purses = [of_unit(desk, one) for one in Purse], [of_level(desk, one) for one in Purse]
    recorded(some(desk, payment))
    [fact] = recorded(withdraw(desk, payment))
    assert isinstance(fact, BounceWithdrawn)
    assert fact.amount_fen == PART_FEN
    assert purses == ([of_unit(desk, one) for one in Purse], [of_level(desk, one) for one in Purse])
    assert withdraw(desk, payment) == ()


def test_of_two_returns_the_withdrawal_says_which() -> None:
    desk, _, payment = in_part()
    first = last(desk)
    recorded(some(desk, payment, ByLevel(city="1")))
    refused(withdraw(desk, payment), "payments.withdraw-bounce.which")
    refused(withdraw(desk, payment, withdraws=Seq(1)), "payments.withdraw-bounce.which")
    recorded(withdraw(desk, payment, withdraws=first))
    assert withdraw(desk, payment, withdraws=first) == ()
    assert standing(desk, payment).stands_fen == full_fen(desk) - 100


def test_what_was_paid_anew_is_not_paid_once_more_by_withdrawing_the_part() -> None:
    desk, account, payment = in_part()
    recorded(prepare(desk, account, ByLevel(province="1000000.03")))
    refused(withdraw(desk, payment), "payments.withdraw-bounce.spoken-for")


def test_who_booked_the_part_does_not_withdraw_it() -> None:
    desk, _, payment = in_part()
    refused(withdraw(desk, payment, actor=MAKER), "payments.withdraw-bounce.same-hand")


# 对账 -----------------------------------------------------------------------------------------------


def came(desk: Desk, fen: int = PART_FEN, **said: Any) -> Any:
    return of_the_bank(desk, **({"side": "in", "fen": fen, "serial": "A003"} | said))


def test_a_smaller_sum_from_the_payee_is_proposed_and_once_booked_it_matches() -> None:
    desk, _, payment = paid()
    recorded(take_in(desk, of_the_bank(desk), came(desk)))
    entered = last(desk)
    found = bank(desk)
    assert [(one.line.seq, one.slip.seq, one.part) for one in found.returns] == [(entered, payment, True)]
    assert found.open == ()
    recorded(some(desk, payment))
    found = bank(desk)
    assert (found.returns, found.open, found.unseen) == ((), (), ())
    assert [(one.line.seq, one.slip.seq) for one in found.returned] == [(entered, payment)]
    assert [one.slip.seq for one in found.paid] == [payment]


def test_a_smaller_sum_from_somebody_else_is_no_return_whatever_its_words() -> None:
    desk, _, _ = paid()
    recorded(take_in(desk, came(desk, name="示例银行", tail="", words="退回")))
    assert bank(desk).returns == ()


def test_where_it_may_be_of_several_payments_they_are_named_and_none_is_proposed() -> None:
    desk, account, payment = in_part()
    recorded(prepare(desk, account, ByLevel(province="1000000.03")))
    second = last(desk)
    recorded(check(desk, second))
    recorded(release(desk, second, voucher="财预拨〔2020〕2"))
    recorded(take_in(desk, came(desk, 700)))
    found = bank(desk)
    [one] = found.open
    assert (found.returns, [slip.seq for slip in one.parts]) == ((), [payment, second])
    assert f"可能是第{payment}条、第{second}条制单中一笔的一部分退回" in reports.why_open(one)
    may_be = reports.may_be(one)
    assert [(each.slip.seq, each.part) for each in may_be] == [(payment, True), (second, True)]
    assert [reports.booking(each)["payment"] for each in may_be] == [payment, second]


def test_two_parts_of_one_payment_are_two_lines() -> None:
    desk, _, payment = in_part()
    recorded(some(desk, payment, ByLevel(city="7")))
    recorded(take_in(desk, of_the_bank(desk), came(desk), came(desk, 700, serial="A004", row=3)))
    found = bank(desk)
    assert [one.slip.seq for one in found.returned] == [payment, payment]
    assert (found.open, found.unseen) == ((), ())


def test_a_part_that_the_bank_does_not_show_is_listed_with_its_own_sum() -> None:
    desk, _, payment = in_part()
    recorded(take_in(desk, line(desk.now.date(), 1, "in", words="利息")))
    mine = [one for one in bank(desk).unseen if one.side == "in"]
    assert [(one.slip.seq, one.amount_fen) for one in mine] == [(payment, PART_FEN)]
    assert any("1,000,000.03" in one for one in reports.told(reports.sheet(desk.programme, desk.now.date())))


def test_a_hand_puts_a_line_to_the_part_of_its_amount_once() -> None:
    desk, _, payment = in_part()
    recorded(take_in(desk, came(desk, name="待清算", tail="")))
    entered = last(desk)
    asked = MatchLine(line=entered, slip=payment, reason="照回单")
    recorded(desk.ask(asked, actor=ANOTHER))
    assert [(one.line.seq, one.by_hand) for one in bank(desk).returned] == [(entered, True)]
    refused(withdraw(desk, payment), "payments.withdraw-bounce.matched-by-hand")


def test_a_hand_puts_no_line_to_a_part_of_another_amount() -> None:
    desk, _, payment = in_part()
    recorded(take_in(desk, came(desk, PART_FEN + 1, name="待清算", tail="")))
    asked = MatchLine(line=last(desk), slip=payment, reason="照回单")
    refused(desk.ask(asked, actor=ANOTHER), "bankstatements.match-line.another-amount")


def test_that_it_is_no_return_is_said_by_a_hand_that_did_not_pay() -> None:
    desk, _, _ = paid()
    recorded(take_in(desk, came(desk)))
    asked = ExplainLine(line=last(desk), words="保证金，已另行退还")
    refused(desk.ask(asked, actor=MAKER), "bankstatements.same-hand")
    recorded(desk.ask(asked, actor=ANOTHER))
    assert bank(desk).returns == ()


# 任意的次序 -----------------------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(st.sampled_from(("back", "rest", "withdraw", "pay")), st.integers(0, 3), st.integers(1, 3)),
    min_size=1,
    max_size=7,
)


def walk(desk: Desk, account: Seq, step: tuple[str, int, int]) -> None:
    """One step of any kind: refused, or carried out."""
    what, which, much = step
    slips = [one for one in rules.standings(desk.programme) if one.released is not None]
    slip = slips[which % len(slips)]
    by = ByLevel(province=f"{much * 700_000}.01", city=f"{much}.33")
    match what:
        case "back":
            some(desk, slip.seq, by)
        case "rest":
            rest(desk, slip.seq)
        case "withdraw":
            named = slip.returns[which % len(slip.returns)].seq if slip.returns else None
            withdraw(desk, slip.seq, withdraws=named)
        case _:
            if isinstance(prepare(desk, account, by), tuple):
                payment = last(desk)
                recorded(check(desk, payment))
                recorded(release(desk, payment, voucher=f"财预拨〔2020〕{payment}"))


@settings(max_examples=40, deadline=None)
@hypothesis_given(STEPS)
def test_whatever_comes_back_and_goes_out_again_every_fen_is_in_one_place(
    steps: list[tuple[str, int, int]],
) -> None:
    desk, account, _ = paid()
    for step in steps:
        walk(desk, account, step)
        slips = list(rules.standings(desk.programme))
        stands = sum(one.stands_fen for one in slips)
        assert of_unit(desk, Purse.PAID) == stands
        assert of_unit(desk, Purse.PAID) + of_unit(desk, Purse.RESERVED) == full_fen(desk)
        for level in ("province", "city"):
            mine = sum(line.amount_fen for one in slips for line in one.stands if line.level == level)
            assert of_level(desk, Purse.DISBURSED, level) == mine
            assert sum(of_level(desk, one, level) for one in Purse) == 0
        found = bank(desk)
        assert len(found.unseen) == sum(1 + len(one.returns) for one in slips)
