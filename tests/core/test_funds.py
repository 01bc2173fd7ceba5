"""资金到位: one paper says one amount for a level, and what was entered wrongly is put right with nothing below nothing."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st

from tests.core import test_auditplans as auditing
from tests.core.test_applications import UNIT
from tests.core.test_auditplans import NOWHERE
from tests.core.test_payments import check as check_slip
from tests.core.test_payments import enter, last, of_level, prepare, release
from tests.given import LETTER, SCAN, Desk, letter, recorded, refused, written
from tests.steps import paper
from yajian.core.books import money
from yajian.core.books.money import Purse
from yajian.core.books.totals import BLOCK, Totals
from yajian.core.decisions.payments import ByLevel, Cancel, Prepare, RaiseFunds, WithdrawFunds
from yajian.core.facts.payments import FundsRaised, FundsWithdrawn, Raised
from yajian.core.programme import fold
from yajian.core.rules import payments as rules
from yajian.core.words import DocumentNo, Fen, Seq

OTHER = DocumentNo("示财预指〔2020〕8号")
DAY = timedelta(days=1)


def raise_funds(
    desk: Desk, amount: str, level: str = "省级", document: DocumentNo = LETTER, **when: Any
) -> object:
    said = {name: when.pop(name) for name in ("corrects", "why") if name in when}
    return desk.ask(RaiseFunds(level=level, amount=amount, document=document, **said), **when)


def day_of(desk: Desk, entry: Seq) -> date:
    return desk.history[entry - 1].effective


def correct(desk: Desk, entry: Seq, amount: str, why: str = "多写一个零", **said: Any) -> object:
    """For the day the entry is of, unless another is said."""
    said.setdefault("effective", day_of(desk, entry))
    return raise_funds(desk, amount, corrects=entry, why=why, **said)


def withdraw(
    desk: Desk, entry: Seq, reason: str = "同一笔登记了两次", document: DocumentNo = LETTER, **when: Any
) -> object:
    return desk.ask(WithdrawFunds(withdraws=entry, reason=reason, document=document), **when)


def wrong(amount: str = "90,000,000") -> tuple[Desk, Seq]:
    """Given: somebody is entitled, and 省级 money was entered, perhaps wrongly."""
    desk, _ = auditing.entitled()
    recorded(desk.ask(letter(OTHER, title="另一份指标文件"), evidence=(SCAN,)))
    recorded(raise_funds(desk, amount))
    return desk, last(desk)


def held(desk: Desk, yuan: str = "4,500,000") -> Seq:
    """Given: a slip holds so much of it."""
    recorded(enter(desk))
    recorded(prepare(desk, last(desk), ByLevel(province=yuan)))
    return last(desk)


def sums_to_nothing(desk: Desk) -> None:
    for level in rules.LEVELS:
        for known in range(len(desk.history) + 1):
            stands = money.balances(desk.programme.money, money.of_level(level), None, Seq(known))
            assert sum(stands.values()) == 0


# 一份文件、一级、一个金额 ---------------------------------------------------------------------------


def test_one_paper_says_one_amount_for_a_level() -> None:
    desk, entry = wrong()
    assert raise_funds(desk, "90000000.00") == ()
    refusal = refused(raise_funds(desk, "9,000,000"), "payments.raise-funds.another-amount")
    assert f"第{entry}条" in refusal.finding
    assert f"更正或撤销第{entry}条" in refusal.way_forward
    recorded(raise_funds(desk, "9,000,000", "市级"))
    recorded(raise_funds(desk, "9,000,000", document=OTHER))
    refused(correct(desk, last(desk), "9,000,000"), "payments.raise-funds.another-amount")


# 更正 -----------------------------------------------------------------------------------------------


def test_a_mistyped_amount_is_put_right_for_everybody_who_knows_of_it() -> None:
    desk, entry = wrong("900,000,000")
    before = desk.programme.seq
    [fact] = recorded(correct(desk, entry, "90,000,000"))
    assert isinstance(fact, FundsRaised)
    assert (fact.corrects, fact.why) == (entry, "多写一个零")
    assert fact.was == Raised(level="province", amount_fen=Fen(90_000_000_000), on=day_of(desk, entry))
    assert of_level(desk, Purse.AVAILABLE) == 9_000_000_000
    then = money.balances(desk.programme.money, money.of_level("province"), None, before)
    assert then[Purse.AVAILABLE] == 90_000_000_000
    assert [one.value.amount_fen for one in rules.raised(desk.programme)] == [9_000_000_000]
    assert [one.seq for one in rules.raised(desk.programme, known=before)] == [entry]
    sums_to_nothing(desk)


def test_the_same_correction_again_is_the_same_and_what_was_corrected_is_not_corrected_twice() -> None:
    desk, entry = wrong()
    assert correct(desk, entry, "90,000,000", why="") == ()
    recorded(correct(desk, entry, "9,000,000"))
    assert correct(desk, entry, "9,000,000") == ()
    refusal = refused(correct(desk, entry, "8,000,000"), "payments.raise-funds.nothing-to-correct")
    assert f"第{last(desk)}条" in refusal.way_forward
    refused(correct(desk, Seq(1), "8,000,000"), "payments.raise-funds.nothing-to-correct")
    recorded(correct(desk, last(desk), "8,000,000"))
    sums_to_nothing(desk)


def test_a_correction_says_why() -> None:
    desk, entry = wrong()
    refused(correct(desk, entry, "9,000,000", why=" "), "payments.raise-funds.no-reason")
    refused(correct(desk, entry, "9,000,000", document=NOWHERE), "payments.raise-funds.no-document")


def test_money_entered_for_the_wrong_level_or_paper_goes_to_the_right_one() -> None:
    desk, entry = wrong()
    recorded(correct(desk, entry, "90,000,000", level="市级", document=OTHER))
    assert (of_level(desk, Purse.AVAILABLE), of_level(desk, Purse.AVAILABLE, "city")) == (0, 9_000_000_000)
    [now] = rules.raised(desk.programme)
    assert (now.value.level, now.value.document) == ("city", OTHER)
    assert correct(desk, entry, "90,000,000", level="市级", document=OTHER) == ()
    sums_to_nothing(desk)


def test_what_slips_hold_is_not_corrected_away() -> None:
    desk, entry = wrong()
    held(desk)
    refusal = refused(correct(desk, entry, "4,499,999.99"), "payments.raise-funds.spoken-for")
    assert "0.01 元" in refusal.finding
    assert "作废" in refusal.way_forward
    refused(correct(desk, entry, "90,000,000", level="市级"), "payments.raise-funds.spoken-for")
    recorded(correct(desk, entry, "4,500,000"))
    assert of_level(desk, Purse.AVAILABLE) == 0
    sums_to_nothing(desk)


def test_what_went_out_is_not_corrected_away_and_other_money_lets_the_correction_through() -> None:
    desk, entry = wrong()
    slip = held(desk)
    recorded(check_slip(desk, slip))
    recorded(release(desk, slip))
    refused(correct(desk, entry, "1,000,000"), "payments.raise-funds.spoken-for")
    recorded(raise_funds(desk, "3,500,000", document=OTHER))
    recorded(correct(desk, entry, "1,000,000"))
    assert of_level(desk, Purse.AVAILABLE) == 0
    sums_to_nothing(desk)


def never_below(desk: Desk, level: Any = "province") -> None:
    for purse in (Purse.AVAILABLE, Purse.COMMITTED, Purse.DISBURSED):
        assert money.lowest(desk.programme.money, level, purse, date.min) >= 0


def test_what_a_cancelled_slip_held_is_moved_back_from_the_day_it_let_it_go() -> None:
    desk, entry = wrong()
    slip = held(desk)
    recorded(desk.ask(Cancel(payment=slip, reason="金额有误")))
    let_go = day_of(desk, last(desk))
    [fact] = recorded(correct(desk, entry, "1,000,000"))
    assert isinstance(fact, FundsRaised)
    assert fact.was is not None
    assert (fact.was.on, fact.was.until) == (day_of(desk, entry), let_go)
    stands = [of_level(desk, Purse.AVAILABLE), _on(desk, let_go), _on(desk, let_go - DAY)]
    assert stands == [100_000_000, 100_000_000, 9_000_000_000 - 450_000_000]
    never_below(desk)
    [fact] = recorded(withdraw(desk, last(desk)))
    assert isinstance(fact, FundsWithdrawn)
    assert fact.was.on == let_go
    stands = [of_level(desk, Purse.AVAILABLE), _on(desk, let_go), _on(desk, let_go - DAY)]
    assert stands == [0, 0, 9_000_000_000 - 450_000_000]
    never_below(desk)


def test_money_that_came_later_than_was_said_counts_till_then_as_far_as_slips_held_of_it() -> None:
    desk, entry = wrong()
    slip = held(desk)
    later = day_of(desk, slip) + 3 * DAY
    desk.now += 5 * DAY
    [fact] = recorded(correct(desk, entry, "90,000,000", effective=later))
    assert isinstance(fact, FundsRaised)
    assert fact.was is not None
    assert fact.was.until == later
    assert (_on(desk, later), _on(desk, day_of(desk, entry))) == (8_550_000_000, 9_000_000_000)
    never_below(desk)
    desk, entry = wrong()
    earlier = day_of(desk, entry) - 3 * DAY
    [fact] = recorded(correct(desk, entry, "90,000,000", effective=earlier))
    assert isinstance(fact, FundsRaised)
    assert fact.was is not None
    assert fact.was.until is None
    assert (_on(desk, earlier), _on(desk, earlier - DAY)) == (9_000_000_000, 0)


def _on(desk: Desk, day: date) -> int:
    return money.balances(desk.programme.money, money.of_level("province"), day)[Purse.AVAILABLE]


def test_a_slip_of_an_earlier_day_gets_nothing_that_another_held_on_a_day_between() -> None:
    desk, _ = wrong("4,500,000")
    slip = held(desk)
    account, before = Seq(slip - 2), day_of(desk, slip) - DAY
    desk.now += 5 * DAY
    recorded(desk.ask(Cancel(payment=slip, reason="金额有误")))
    early = paper(desk, "payments.prepare", 2, on=before)
    again = Prepare(account=account, lines={UNIT: ByLevel(province="1")}, document=early)
    refused(desk.ask(again, effective=before), "payments.prepare.not-raised")
    recorded(desk.ask(again))
    never_below(desk)


# 撤销 -----------------------------------------------------------------------------------------------


def test_an_entry_that_should_not_be_there_is_withdrawn_with_a_reason_by_a_paper_and_once() -> None:
    desk, entry = wrong()
    recorded(raise_funds(desk, "90,000,000", document=OTHER))
    twice = last(desk)
    refused(withdraw(desk, twice, reason=" "), "payments.withdraw-funds.no-reason")
    refused(withdraw(desk, twice, document=NOWHERE), "payments.withdraw-funds.no-document")
    refused(withdraw(desk, Seq(1)), "payments.withdraw-funds.nothing-to-withdraw")
    [fact] = recorded(withdraw(desk, twice))
    assert isinstance(fact, FundsWithdrawn)
    assert withdraw(desk, twice) == ()
    assert [one.seq for one in rules.raised(desk.programme)] == [entry]
    assert of_level(desk, Purse.AVAILABLE) == 9_000_000_000
    recorded(raise_funds(desk, "1", document=OTHER))
    sums_to_nothing(desk)


def test_what_slips_hold_is_not_withdrawn_under_them() -> None:
    desk, entry = wrong()
    slip = held(desk)
    assert refused(withdraw(desk, entry), "payments.withdraw-funds.spoken-for").field == "withdraws"
    recorded(desk.ask(Cancel(payment=slip, reason="金额有误")))
    recorded(withdraw(desk, entry))
    never_below(desk)
    assert of_level(desk, Purse.AVAILABLE) == 0


def test_what_was_corrected_is_withdrawn_as_it_reads_now() -> None:
    desk, entry = wrong()
    recorded(correct(desk, entry, "9,000,000"))
    refused(withdraw(desk, entry), "payments.withdraw-funds.nothing-to-withdraw")
    recorded(withdraw(desk, last(desk)))
    assert rules.raised(desk.programme) == ()


# 账 -------------------------------------------------------------------------------------------------


def test_a_prefix_of_the_journal_tells_what_was_known_then() -> None:
    desk, entry = wrong("900,000,000")
    recorded(correct(desk, entry, "90,000,000", level="市级"))
    recorded(withdraw(desk, last(desk)))
    for known in range(len(desk.history) + 1):
        image = fold(desk.history[:known])
        for level in rules.LEVELS:
            holder = money.of_level(level)
            assert money.balances(image.money, holder) == money.balances(
                desk.programme.money, holder, None, Seq(known)
            )


ENTRIES = st.lists(st.tuples(st.integers(0, 40), st.integers(-9, 9)), max_size=3 * BLOCK)


@settings(max_examples=60, deadline=None)
@hypothesis_given(ENTRIES, st.integers(0, 41))
def test_what_stands_day_by_day_is_what_asking_for_each_day_finds(
    entries: list[tuple[int, int]], since: int
) -> None:
    start = date(2020, 1, 1)
    totals: Totals[str] = Totals()
    for seq, (day, amount) in enumerate(entries):
        totals.add("one", Seq(seq + 1), (start + day * DAY).toordinal(), amount)
    first = start + since * DAY
    course = totals.course("one", first)
    assert course == [(day, totals.at("one", day)) for day, _ in course]
    changed = {start + day * DAY for day, _ in entries if day > since}
    assert [day for day, _ in course] == [first, *sorted(changed)]


# 凭谁的文件 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "issuer", "there"),
    [
        ("省级", "省财政厅", True),
        ("省级", "示例省人民政府", True),
        ("省级", "市财政局", True),
        ("省级", "示范市财政局、示范市工信局", True),
        ("省级", "省工信厅", False),
        ("省级", "市教育局", False),
        ("省级", "示东市财政局", False),
        ("省级", "某担保中心", False),
        ("市级", "示范市人民政府", True),
        ("市级", "市财政局", True),
        ("市级", "省财政厅", False),
        ("市级", "示东市财政局", False),
        ("市级", "某担保中心", False),
        ("县级", "示东市财政局", True),
        ("县级", "示东市人民政府办公室", True),
        ("县级", "示东市人民政府", True),
        ("县级", "示西县财政国库支付中心", True),
        ("县级", "示西县", True),
        ("县级", "市财政局", False),
        ("县级", "省财政厅", False),
        ("县级", "示东市工信局", False),
        ("县级", "示东市政府采购中心", False),
        ("县级", "中共示东市委办公室", False),
        ("县级", "某县财政局", False),
    ],
)
def test_money_of_a_level_is_there_by_the_word_of_who_gives_it(level: str, issuer: str, there: bool) -> None:
    desk, _ = auditing.entitled()
    paper_of = written(desk, "某财预指〔2020〕9号", issuer=issuer)
    outcome = desk.ask(RaiseFunds(level=level, amount="100", document=paper_of))
    if there:
        recorded(outcome)
    else:
        said = refused(outcome, "payments.raise-funds.not-its-givers")
        assert "组织机构" in said.way_forward
