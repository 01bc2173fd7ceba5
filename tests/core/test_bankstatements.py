"""银行流水: each line once, matched where nothing else could be meant, listed where it could, and put right by hand."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from tests.core.test_applications import UNIT
from tests.core.test_payments import (
    CHECKER,
    IIT,
    MAKER,
    RELEASER,
    bounce,
    checked,
    enter,
    firm_name,
    full_fen,
    last,
    paid,
    prepare,
    prepared,
    release,
)
from tests.given import LETTER, Desk, adopted, recorded, refused, written
from yajian.core.decide import refuse_used_hand
from yajian.core.decisions.bankstatements import (
    ExplainLine,
    ImportStatement,
    MatchLine,
    ReopenLine,
    StatementLine,
    WithdrawImport,
)
from yajian.core.decisions.holds import Lift, Place
from yajian.core.decisions.payments import Check, ConfirmAccount
from yajian.core.facts.bankstatements import ImportWithdrawn, LineEntered, LineReopened, StatementImported
from yajian.core.pairing import paired
from yajian.core.reconciliation import EARLY, LATE, Reconciliation, reconcile
from yajian.core.reports import bankstatements as reports
from yajian.core.rules import payments as rules
from yajian.core.words import Command, Digest, Fen, OrganId, Refusal, Request, Seq, SystemRule

FILE = Digest("b" * 64)
TAIL = "2222"  # of the account of tests/core/test_payments


def released_on(desk: Desk) -> date:
    """The day the last slip's money went out."""
    return desk.now.date()


def line(on: date, fen: int, side: Any = "out", **said: Any) -> StatementLine:
    return StatementLine(**({"row": 2, "on": on, "side": side, "amount_fen": Fen(fen)} | said))


def take_in(desk: Desk, *lines: StatementLine, account: str = "8888") -> object:
    return desk.ask(ImportStatement(file=FILE, account=account, lines=lines), actor="示例财")


def of_the_bank(desk: Desk, **said: Any) -> StatementLine:
    """The line of the payment of `paid()`, as the bank has it; whatever is said otherwise."""
    words: dict[str, Any] = {
        "on": released_on(desk),
        "fen": full_fen(desk),
        "name": firm_name(desk),
        "tail": TAIL,
        "serial": "A001",
    }
    return line(**(words | said))


def bank(desk: Desk, as_of: date | None = None, known: Seq | None = None) -> Reconciliation:
    return reconcile(desk.programme, as_of, known)


def pairs(found: Reconciliation) -> list[tuple[Seq, Seq]]:
    return [(one.line.seq, one.slip.seq) for one in found.paid]


def bounced(desk: Desk, payment: Seq) -> Seq:
    recorded(bounce(desk, payment, actor=MAKER, organ=IIT))
    return last(desk)


# 导入：每一笔一次 -------------------------------------------------------------------------------------


def test_a_file_is_one_fact_and_a_fact_for_every_line() -> None:
    desk = adopted()
    day = desk.now.date()
    facts = recorded(take_in(desk, line(day, 100, name=" 某公司 "), line(day, 5, "in", words="利息", row=3)))
    imported, *entered = facts
    assert isinstance(imported, StatementImported)
    assert (imported.fresh, imported.seen, imported.first, imported.last) == (2, 0, day, day)
    assert [(one.row, one.name, one.amount_fen) for one in entered if isinstance(one, LineEntered)] == [
        (2, "某公司", 100),
        (3, "", 5),
    ]


def test_the_same_file_twice_enters_nothing() -> None:
    desk = adopted()
    lines = (line(desk.now.date(), 100), line(desk.now.date(), 100), line(desk.now.date(), 7, serial="A1"))
    recorded(take_in(desk, *lines))
    assert recorded(take_in(desk, *lines)) == ()


def test_overlapping_periods_enter_each_line_once_and_two_alike_on_one_day_are_two() -> None:
    desk = adopted()
    first, second = desk.now.date() - timedelta(days=1), desk.now.date()
    recorded(take_in(desk, line(first, 100), line(second, 100, name="甲")))
    facts = recorded(take_in(desk, line(second, 100, name="甲"), line(second, 100, name="甲", row=3)))
    assert isinstance(facts[0], StatementImported)
    assert (facts[0].fresh, facts[0].seen) == (1, 1)


def test_a_line_is_known_by_the_banks_number_though_its_words_are_spelt_otherwise() -> None:
    desk = adopted()
    day = desk.now.date()
    recorded(take_in(desk, line(day, 100, serial="A1", words="拨付")))
    assert recorded(take_in(desk, line(day, 100, serial="A1", words="拨付款项", name="某公司"))) == ()
    assert len(recorded(take_in(desk, line(day, 100, serial="A2", words="拨付")))) == 2


def test_a_file_without_the_banks_numbers_meets_one_that_has_them_and_the_other_way_round() -> None:
    desk = adopted()
    day = desk.now.date()
    recorded(take_in(desk, line(day, 100, serial="A1"), line(day, 200)))
    assert recorded(take_in(desk, line(day, 100), line(day, 200, serial="A2"))) == ()


def test_one_number_of_the_bank_twice_in_a_file_is_one_line_and_with_another_amount_two() -> None:
    desk = adopted()
    day = desk.now.date()
    one, twin = line(day, 100, serial="A1"), line(day, 100, serial="A1", row=3)
    fee = line(day, 1, serial="A1", row=4)
    facts = recorded(take_in(desk, one, twin, fee))
    assert [fact.row for fact in facts if isinstance(fact, LineEntered)] == [2, 4]


def test_another_account_is_another_statement() -> None:
    desk = adopted()
    day = desk.now.date()
    recorded(take_in(desk, line(day, 100, serial="A1")))
    assert len(recorded(take_in(desk, line(day, 100, serial="A1"), account="9999"))) == 2


def test_under_one_number_of_the_bank_nothing_else_may_stand_later() -> None:
    desk = adopted()
    day = desk.now.date()
    recorded(take_in(desk, line(day, 100, serial="A1")))
    outcome = take_in(desk, line(day, 200, serial="A9"), line(day, 900, serial="A1", row=3))
    found = refused(outcome, "bankstatements.import-statement.serial-says-otherwise")
    assert (found.basis, "第3行流水号A1" in found.finding) == (SystemRule.DUPLICATE, True)
    assert len(desk.programme.bankstatements.lines) == 1  # the good line neither


@pytest.mark.parametrize("account", ["", "888", "88888", "888a", "８８８８"])
def test_a_statement_says_whose_it_is(account: str) -> None:
    desk = adopted()
    outcome = take_in(desk, line(desk.now.date(), 1), account=account)
    refused(outcome, "bankstatements.import-statement.account-unfit")


def test_a_file_without_a_line_is_declined() -> None:
    refused(take_in(adopted()), "bankstatements.import-statement.no-lines")


@pytest.mark.parametrize(
    "said", [{"fen": 0}, {"fen": -5}, {"tail": "62221"}, {"tail": "22a2"}, {"days": 3}], ids=str
)
def test_a_line_nobody_can_have_had_is_declined_with_its_row(said: dict[str, Any]) -> None:
    desk = adopted()
    words: dict[str, Any] = {"fen": 5, "days": 0, "tail": ""} | said
    asked = line(desk.now.date() + timedelta(days=words["days"]), words["fen"], tail=words["tail"], row=7)
    found = refused(take_in(desk, asked), "bankstatements.import-statement.line-unfit")
    assert found.finding.startswith("第7行")


def test_a_file_taken_in_by_mistake_is_withdrawn_with_its_lines_and_can_be_taken_in_again() -> None:
    desk = adopted()
    day = desk.now.date()
    lines = (line(day, 100, serial="A1"), line(day, 5, "in"))
    recorded(take_in(desk, *lines))
    file, known = Seq(last(desk) - 2), last(desk)
    [fact] = recorded(desk.ask(WithdrawImport(withdraws=file, reason="是另一个账户的")))
    assert isinstance(fact, ImportWithdrawn)
    assert bank(desk).open == ()
    assert len(bank(desk, known=known).open) == 2  # as it was known then
    assert reports.sheet(desk.programme, desk.now.date()).statements == ()
    assert desk.ask(WithdrawImport(withdraws=file, reason="是另一个账户的")) == ()
    assert len(recorded(take_in(desk, *lines))) == 3


def test_a_file_with_a_line_that_somebody_spoke_of_is_not_withdrawn_before_that_is() -> None:
    desk = adopted()
    recorded(take_in(desk, line(desk.now.date(), 5, "in")))
    one, file = last(desk), Seq(last(desk) - 1)
    refused(
        desk.ask(WithdrawImport(withdraws=one, reason="x")), "bankstatements.withdraw-import.no-such-import"
    )
    refused(desk.ask(WithdrawImport(withdraws=file, reason=" ")), "bankstatements.withdraw-import.no-reason")
    recorded(desk.ask(ExplainLine(line=one, words="利息")))
    asked = WithdrawImport(withdraws=file, reason="导错了")
    refused(desk.ask(asked), "bankstatements.withdraw-import.said-of-a-line")
    recorded(desk.ask(ReopenLine(line=one, reason="导错了")))
    recorded(desk.ask(asked))
    refused(desk.ask(ExplainLine(line=one, words="利息")), "bankstatements.no-such-line")


# 余额：逐行相接 ---------------------------------------------------------------------------------------


def rows(desk: Desk, *told: tuple[int, int | None]) -> tuple[StatementLine, ...]:
    """Lines of one day from row 5 on: what moved, and the balance after it if the bank tells one."""
    day = desk.now.date()
    return tuple(
        line(day, abs(fen), "in" if fen > 0 else "out", balance_fen=balance, row=row, serial=f"B{row}")
        for row, (fen, balance) in enumerate(told, 5)
    )


def test_two_amounts_that_changed_places_are_seen_though_the_sum_is_right() -> None:
    desk = adopted()
    true = ((1_000_00, 1_000_00), (-300_00, 700_00), (-50_00, 650_00), (-200_00, 450_00))
    swapped = (true[0], (-200_00, 700_00), true[2], (-300_00, 450_00))
    outcome = take_in(desk, *rows(desk, *swapped))
    said = refused(outcome, "bankstatements.import-statement.balance-breaks")
    assert said.finding == (
        "第6行写支出 200 元，余额 700 元；从第5行的余额 1,000 元算下来应是 800 元，余额没有错的话，这一行应是支出 300 元"
    )
    assert desk.programme.bankstatements.lines.get(Seq(1)) is None
    recorded(take_in(desk, *rows(desk, *true)))


def test_a_row_that_tells_no_balance_is_counted_into_the_next_that_does() -> None:
    desk = adopted()
    recorded(take_in(desk, *rows(desk, (5, None), (100, 105), (-5, None), (-30, 70))))
    broken = rows(desk, (100, 205), (-5, None), (-30, 171))
    said = refused(take_in(desk, *broken, account="9999"), "bankstatements.import-statement.balance-breaks")
    assert "第7行" in said.finding
    assert "这一行应是支出 0.29 元" in said.finding


def test_a_line_that_moved_nothing_by_its_balances_and_one_in_the_red_are_told_as_such() -> None:
    desk = adopted()
    said = refused(
        take_in(desk, *rows(desk, (-100, -100), (-7, -100))), "bankstatements.import-statement.balance-breaks"
    )
    assert "算下来应是 -1.07 元，余额没有错的话，这一行应没有收支" in said.finding


# 相符：没有第二种可能 --------------------------------------------------------------------------------


def test_a_line_and_a_payment_that_agree_in_everything_match() -> None:
    desk, _, payment = paid()
    recorded(take_in(desk, of_the_bank(desk)))
    found = bank(desk)
    assert pairs(found) == [(last(desk), payment)]
    assert not found.paid[0].by_hand
    assert (found.open, found.unseen) == ((), ())


@pytest.mark.parametrize(
    "said",
    [
        {"fen": 899_999_999},
        {"name": "示例焦化庚有限公司"},
        {"name": ""},
        {"tail": "3333"},
        {"side": "in"},
    ],
    ids=str,
)
def test_what_differs_in_one_thing_is_listed_on_both_sides(said: dict[str, Any]) -> None:
    desk, _, payment = paid()
    recorded(take_in(desk, of_the_bank(desk, **said)))
    found = bank(desk)
    assert found.paid == ()
    assert [one.line.seq for one in found.open] + [one.line.seq for one in found.returns] == [last(desk)]
    assert [(one.slip.seq, one.side, one.awaited) for one in found.unseen] == [(payment, "out", False)]
    near = [slip.seq for one in found.open for slip in one.near]
    assert near == ([] if {"fen", "side"} & said.keys() else [payment])


def test_brackets_and_spaces_of_another_keyboard_are_the_same_name_and_no_tail_is_no_other_tail() -> None:
    desk, _, payment = paid()
    spaced = " ".join(firm_name(desk))
    recorded(take_in(desk, of_the_bank(desk, name=spaced, tail="")))
    assert pairs(bank(desk)) == [(last(desk), payment)]


@pytest.mark.parametrize(("days", "fits"), [(-2, False), (-1, True), (10, True), (11, False)])
def test_the_bank_may_be_some_days_late_and_one_early(days: int, fits: bool) -> None:
    assert (EARLY.days, LATE.days) == (1, 10)
    desk, _, _ = paid()
    on = released_on(desk) + timedelta(days=days)
    desk.now += timedelta(days=20)
    recorded(take_in(desk, of_the_bank(desk, on=on)))
    assert bool(bank(desk).paid) == fits


def test_two_lines_for_one_payment_are_both_listed() -> None:
    desk, _, payment = paid()
    recorded(take_in(desk, of_the_bank(desk), of_the_bank(desk, serial="A002")))
    found = bank(desk)
    assert found.paid == ()
    assert [[slip.seq for slip in one.candidates] for one in found.open] == [[payment], [payment]]
    assert "还有别的流水" in reports.why_open(found.open[0])
    assert [one.slip.seq for one in found.unseen] == [payment]


def paid_again(desk: Desk, account: Seq) -> Seq:
    """Given: what came back went out a second time, to the same account."""
    recorded(prepare(desk, account))
    second = last(desk)
    recorded(desk.ask(Check(payment=second, tail=TAIL), actor="示例核", organ="示范市财政局"))
    recorded(release(desk, second, voucher="财预拨〔2020〕2"))
    return second


def test_a_line_for_two_payments_is_listed_and_by_hand_the_other_is_plain_again() -> None:
    desk, account, first = paid()
    recorded(bounce(desk, first))
    second = paid_again(desk, account)
    recorded(take_in(desk, of_the_bank(desk)))
    one = last(desk)
    found = bank(desk)
    assert (found.paid, len(found.open)) == ((), 1)
    assert "有 2 笔付款都对得上" in reports.why_open(found.open[0])
    recorded(desk.ask(MatchLine(line=Seq(one), slip=second, reason="照回单")))
    assert pairs(bank(desk)) == [(one, second)]
    recorded(take_in(desk, of_the_bank(desk, serial="A002")))
    assert sorted(pairs(bank(desk))) == [(one, second), (last(desk), first)]


def test_as_many_lines_as_payments_that_are_alike_belong_together_in_order_and_no_hand_is_needed() -> None:
    desk, account, first = paid()
    recorded(bounce(desk, first))
    second = paid_again(desk, account)
    recorded(take_in(desk, of_the_bank(desk, serial="A002"), of_the_bank(desk)))
    one, other = Seq(last(desk) - 1), last(desk)
    found = bank(desk)
    assert pairs(found) == [(one, first), (other, second)]
    assert (found.open, [each.side for each in found.unseen]) == ((), ["in"])
    recorded(take_in(desk, of_the_bank(desk, serial="A003")))
    found = bank(desk)
    assert (found.paid, len(found.open)) == ((), 3)


def test_what_is_alike_in_all_but_the_account_is_not_paired_by_lines_that_tell_no_account() -> None:
    lines = {Seq(1): (Seq(8), Seq(9)), Seq(2): (Seq(8), Seq(9))}
    assert paired(lines, lambda slip: "1111") == {1: 8, 2: 9}
    assert paired(lines, lambda slip: "1111" if slip == 8 else "2222") == {}
    assert paired(lines | {Seq(3): (Seq(9),)}, lambda slip: "1111") == {}


def test_what_was_paid_after_the_banks_last_line_is_waited_for_and_not_missed() -> None:
    desk = checked()
    office, _, payment = desk
    recorded(take_in(office, line(office.now.date(), 3, "in", words="利息")))
    recorded(release(office, payment))
    [one] = bank(office).unseen
    assert (one.slip.seq, one.awaited) == (payment, True)


def test_as_of_a_day_and_as_known_then() -> None:
    desk, _, payment = paid()
    on = released_on(desk)
    before = desk.programme.seq
    recorded(take_in(desk, of_the_bank(desk)))
    assert pairs(bank(desk, on)) == [(last(desk), payment)]
    assert pairs(bank(desk, on, before)) == []
    assert bank(desk, on - timedelta(days=1)).paid == ()
    [one] = bank(desk, on, before).unseen
    assert one.awaited


# 退回 -----------------------------------------------------------------------------------------------


def test_what_came_back_is_proposed_once_and_after_it_is_booked_it_matches() -> None:
    desk, _, payment = paid()
    recorded(take_in(desk, of_the_bank(desk), of_the_bank(desk, side="in", serial="A003", words="退汇")))
    came = last(desk)
    found = bank(desk)
    assert [(one.line.seq, one.slip.seq) for one in found.returns] == [(came, payment)]
    assert found.open == ()
    bounced(desk, payment)
    found = bank(desk)
    assert found.returns == ()
    assert [(one.line.seq, one.slip.seq) for one in found.returned] == [(came, payment)]
    assert pairs(found) == [(Seq(came - 1), payment)]  # it went out all the same
    assert found.unseen == ()


def test_a_bank_that_sends_it_back_in_a_name_of_its_own_says_so_in_words() -> None:
    desk, _, payment = paid()
    other = of_the_bank(desk, side="in", name="待清算款项", tail="", serial="A003")
    recorded(take_in(desk, other))
    assert bank(desk).returns == ()
    desk, _, payment = paid()
    said = of_the_bank(desk, side="in", name="待清算款项", tail="", serial="A003", words="退票")
    recorded(take_in(desk, said))
    assert [one.slip.seq for one in bank(desk).returns] == [payment]


def test_nothing_comes_back_before_it_went_out() -> None:
    desk, _, _ = paid()
    early = of_the_bank(desk, side="in", on=released_on(desk) - timedelta(days=2), words="退回")
    recorded(take_in(desk, early))
    assert bank(desk).returns == ()


def test_a_return_in_the_books_that_the_bank_does_not_show_is_listed() -> None:
    desk, _, payment = paid()
    bounced(desk, payment)
    recorded(take_in(desk, of_the_bank(desk, on=desk.now.date(), side="in", fen=1, words="利息", name="")))
    assert [(one.slip.seq, one.side) for one in bank(desk).unseen] == [(payment, "out"), (payment, "in")]


# 谁来对账：不是经手付款的人 ----------------------------------------------------------------------------


@pytest.mark.parametrize("hand", [MAKER, CHECKER, RELEASER, "示 例 拨"])
def test_who_made_checked_or_released_a_payment_does_not_tick_it_off(hand: str) -> None:
    desk, one, payment = by_another_name()
    said = refused(match(desk, one, payment, actor=hand), "bankstatements.same-hand")
    assert (said.basis, said.field) == (SystemRule.SAME_PERSON, "slip")
    assert f"第{payment}条制单经{MAKER}、{CHECKER}、{RELEASER}的手" in said.finding
    recorded(match(desk, one, payment, actor="示例会计"))


@pytest.mark.parametrize("hand", [MAKER, CHECKER, RELEASER])
def test_nor_explains_away_what_went_to_the_payee_or_in_the_amount(hand: str) -> None:
    desk, one, _ = by_another_name()  # the amount is a payment's
    away = ExplainLine(line=one, words="手续费")
    refused(desk.ask(away, actor=hand), "bankstatements.same-hand")
    second = of_the_bank(desk, fen=123, serial="A7", name=f" {firm_name(desk)}")
    recorded(take_in(desk, second))
    to_the_payee = ExplainLine(line=last(desk), words="手续费")
    refused(desk.ask(to_the_payee, actor=hand), "bankstatements.same-hand")
    recorded(desk.ask(to_the_payee, actor="示例会计"))
    recorded(take_in(desk, line(desk.now.date(), 5, "in", words="结息")))
    recorded(desk.ask(ExplainLine(line=last(desk), words="结息"), actor=hand))


def test_what_a_hand_put_together_shows_in_what_it_differs() -> None:
    desk, _, payment = paid()
    far = released_on(desk) + LATE + timedelta(days=5)
    desk.now += timedelta(days=30)
    recorded(take_in(desk, of_the_bank(desk, name="某商贸公司", tail="9999", on=far)))
    one = last(desk)
    recorded(match(desk, one, payment))
    found = reports.sheet(desk.programme, desk.now.date())
    out = released_on_of(desk, payment)
    assert found.unlike == {
        one: (
            f"户名：银行写某商贸公司，制单是{firm_name(desk)}",
            f"账号尾号：银行写9999，制单是{TAIL}",
            f"日期：银行写{far}，制单是{out}",
        )
    }
    assert any("人工对上而不一样" in said and "9999" in said for said in reports.told(found))
    [told] = reports.as_builtins(found)["matched"]
    assert len(told["differs"]) == 3


def released_on_of(desk: Desk, payment: Seq) -> date:
    found = rules.standing(desk.programme, payment)
    assert found is not None
    assert found.released is not None
    return found.released.effective


def test_what_agrees_is_not_said_to_differ() -> None:
    desk, _, _ = paid()
    recorded(take_in(desk, of_the_bank(desk)))
    assert reports.sheet(desk.programme, desk.now.date()).unlike == {}


def test_what_came_back_is_not_explained_away_as_interest() -> None:
    desk, _, payment = paid()
    recorded(take_in(desk, of_the_bank(desk, side="in", words="退汇")))
    back = last(desk)
    assert [one.line.seq for one in bank(desk).returns] == [back]
    said = refused(
        desk.ask(ExplainLine(line=back, words="利息")), "bankstatements.explain-line.a-payment-came-back"
    )
    assert f"第{payment}条制单" in said.finding
    assert "登记退回款项" in said.way_forward
    bounced(desk, payment)
    refused(desk.ask(ExplainLine(line=back, words="利息")), "bankstatements.explain-line.of-a-payment")


def test_nor_is_one_of_two_lines_of_one_voucher_explained_away_as_a_fee_before_the_other_is_matched() -> None:
    desk, _, payment = paid()
    recorded(take_in(desk, of_the_bank(desk), of_the_bank(desk, serial="A002", row=3)))
    twice, once = last(desk), Seq(last(desk) - 1)
    away = ExplainLine(line=twice, words="手续费")
    said = refused(desk.ask(away), "bankstatements.explain-line.may-be-of-a-payment")
    assert f"第{payment}条" in said.finding
    assert "人工对上" in said.way_forward
    recorded(match(desk, once, payment))
    recorded(desk.ask(msgspec.structs.replace(away, words="银行重复付款，已要求退回")))


def test_the_button_says_so_before_it_is_pressed() -> None:
    desk, one, payment = by_another_name()

    def asked(command: Command, actor: str) -> Refusal | None:
        words: dict[str, Any] = {"command_id": "asked-before", "organ": IIT, "role": "finance"}
        days: dict[str, Any] = {"now": desk.now, "effective": desk.now.date()}
        request = Request(command=command, actor=actor, **words, **days)
        return refuse_used_hand(desk.plan, desk.programme, request)

    nothing_chosen: Any = ""
    for command in (
        MatchLine(line=one, slip=payment, reason=""),
        ExplainLine(line=one, words=""),
    ):
        assert asked(command, RELEASER) is not None
        assert asked(command, "示例会计") is None
    assert asked(MatchLine(line=one, slip=nothing_chosen, reason=""), RELEASER) is None
    assert asked(ReopenLine(line=one, reason=""), RELEASER) is None


# 人工 -----------------------------------------------------------------------------------------------


def by_another_name() -> tuple[Desk, Seq, Seq]:
    """Given: paid, and the bank has the payee under a former name."""
    desk, _, payment = paid()
    recorded(take_in(desk, of_the_bank(desk, name="示例焦化旧名有限公司")))
    return desk, last(desk), payment


def match(desk: Desk, one: Seq, slip: Seq, reason: str = "户名是旧名称，回单已核", **said: Any) -> object:
    return desk.ask(MatchLine(line=one, slip=slip, reason=reason), **said)


def test_a_person_says_what_a_line_is_of_and_takes_it_back() -> None:
    desk, one, payment = by_another_name()
    recorded(match(desk, one, payment))
    found = bank(desk)
    assert (pairs(found), found.paid[0].by_hand) == ([(one, payment)], True)
    assert recorded(match(desk, one, payment)) == ()
    [fact] = recorded(desk.ask(ReopenLine(line=one, reason="回单是另一笔")))
    assert isinstance(fact, LineReopened)
    assert [each.line.seq for each in bank(desk).open] == [one]
    assert recorded(desk.ask(ReopenLine(line=one, reason="回单是另一笔"))) == ()
    recorded(match(desk, one, payment))
    assert pairs(bank(desk)) == [(one, payment)]


def test_by_hand_a_line_is_of_what_was_paid_in_the_same_amount_and_has_a_reason() -> None:
    desk, one, payment = by_another_name()
    refused(match(desk, Seq(1), payment), "bankstatements.no-such-line")
    refused(match(desk, one, Seq(1)), "bankstatements.match-line.not-gone")
    refused(match(desk, one, payment, " "), "bankstatements.match-line.no-reason")
    day = released_on(desk)
    refused(match(desk, one, payment, effective=day - timedelta(days=30)), "bankstatements.too-early")
    recorded(take_in(desk, of_the_bank(desk, fen=5, serial="A7")))
    refused(match(desk, last(desk), payment), "bankstatements.match-line.another-amount")
    recorded(take_in(desk, of_the_bank(desk, side="in", name="某行", tail="", serial="A8")))
    refused(match(desk, last(desk), payment), "bankstatements.match-line.not-back")


def test_no_payment_has_two_lines_and_no_line_two_words() -> None:
    desk, one, payment = by_another_name()
    recorded(match(desk, one, payment))
    refused(desk.ask(ExplainLine(line=one, words="手续费")), "bankstatements.said-already")
    recorded(take_in(desk, of_the_bank(desk, name="示例焦化旧名有限公司", serial="A002")))
    refused(match(desk, last(desk), payment), "bankstatements.match-line.slip-taken")


def test_the_hand_goes_before_what_was_worked_out() -> None:
    desk, one, payment = by_another_name()
    recorded(take_in(desk, of_the_bank(desk, serial="A002")))
    assert pairs(bank(desk)) == [(last(desk), payment)]
    recorded(match(desk, one, payment))
    found = bank(desk)
    assert pairs(found) == [(one, payment)]
    assert len(found.open) == 1


def test_a_line_of_no_payment_is_told_what_it_is_and_leaves_the_list() -> None:
    desk, _, payment = paid()
    recorded(take_in(desk, of_the_bank(desk), of_the_bank(desk, side="in", fen=12, name="", words="结息")))
    interest = last(desk)
    refused(desk.ask(ExplainLine(line=interest, words=" ")), "bankstatements.explain-line.no-words")
    recorded(desk.ask(ExplainLine(line=interest, words="三季度利息")))
    found = bank(desk)
    assert ([one.seq for one in found.explained], found.open) == ([interest], ())
    assert recorded(desk.ask(ExplainLine(line=interest, words="三季度利息"))) == ()
    refused(match(desk, interest, payment), "bankstatements.said-already")
    refused(
        desk.ask(ExplainLine(line=Seq(interest - 1), words="手续费")),
        "bankstatements.explain-line.of-a-payment",
    )


def test_there_is_nothing_to_take_back_where_nobody_said_anything() -> None:
    desk, one, payment = by_another_name()
    refused(desk.ask(ReopenLine(line=one, reason="错了")), "bankstatements.reopen-line.nothing-said")
    recorded(match(desk, one, payment))
    refused(desk.ask(ReopenLine(line=one, reason="")), "bankstatements.reopen-line.no-reason")


# 早上的一页 ------------------------------------------------------------------------------------------


def test_the_sheet_tells_balances_as_far_as_the_lines_say_them() -> None:
    desk = adopted()
    day = desk.now.date()
    recorded(take_in(desk, line(day, 100, "in", balance_fen=1100), line(day, 40, balance_fen=1060)))
    [one] = reports.sheet(desk.programme, desk.now.date()).accounts
    assert (one.opening_fen, one.closing_fen, one.gap_fen) == (1000, 1060, 0)
    assert (one.in_fen, one.out_fen, one.lines) == (100, 40, 2)
    recorded(take_in(desk, line(day, 7, serial="Z", balance_fen=1000)))
    [one] = reports.sheet(desk.programme, desk.now.date()).accounts
    assert one.gap_fen == -53  # the balance fell by 60, and the line says 7
    recorded(take_in(desk, line(day, 1, "in", serial="Y"), account="9999"))
    assert [(each.opening_fen, each.gap_fen) for each in reports.sheet(desk.programme, day).accounts] == [
        (1000, -53),
        (None, None),
    ]


def test_the_sheet_tells_what_waits_for_a_hand_and_how_many_days() -> None:
    desk, _, payment = paid()
    on = released_on(desk)
    desk.now += timedelta(days=19)
    recorded(take_in(desk, of_the_bank(desk, on=on + timedelta(days=20), fen=5)))
    found = reports.sheet(desk.programme, desk.now.date())
    said = reports.as_builtins(found)
    assert said["unseen"] == [
        {"slip": payment, "side": "out", "since": on.isoformat(), "days": 20, "awaited": False}
    ]
    assert any("20 天" in one for one in said["lines"])
    assert found.today.is_empty


def test_the_sheet_tells_slips_accounts_and_holds_of_the_day() -> None:
    desk, _, payment = prepared()

    def today() -> reports.Today:
        return reports.sheet(desk.programme, desk.now.date()).today

    assert [one.seq for one in today().to_check] == [payment]
    recorded(desk.ask(Check(payment=payment, tail=TAIL), actor="示例核", organ="示范市财政局"))
    assert ([one.seq for one in today().to_release], today().to_check) == ([payment], ())
    recorded(enter(desk, number="6222000099998888"))
    changed = last(desk)
    assert [one.seq for one in today().to_confirm] == [changed]
    recorded(desk.ask(ConfirmAccount(account=changed, told_by="财务科长"), actor="示例核"))
    assert ([one.seq for one in today().resting], today().to_confirm) == ([changed], ())
    desk.now += rules.WAITING
    assert today().resting == ()
    recorded(desk.ask(Place(unit=UNIT, reason="核查", lifted_by=OrganId("city_finance"), document=LETTER)))
    hold = last(desk)
    theirs = written(desk, "示财函〔2020〕1号", issuer="市财政局")
    recorded(desk.ask(Lift(hold=hold, words="不实", document=theirs), organ="city_finance"))
    assert [one.seq for one in today().lifted] == [hold]
    desk.now += timedelta(days=2)
    assert today().lifted == ()


def test_a_line_in_near_a_payment_asks_for_the_return_to_be_booked_first() -> None:
    desk, _, payment = paid()
    recorded(take_in(desk, of_the_bank(desk, side="in", name="某公司", tail="", serial="A8")))
    [one] = bank(desk).open
    assert [slip.seq for slip in one.near] == [payment]
    assert "请先登记退回" in reports.why_open(one)
