"""退回的凭证: that money came back is the bank's to say, on a paper of its own, written after the money went out."""

from datetime import timedelta

import pytest

from tests.core import test_auditplans as auditing
from tests.core.test_payments import (
    banks_paper,
    bounce,
    check,
    enter,
    firm_name,
    last,
    paid,
    prepare,
    raised,
    ready,
    release,
)
from tests.given import Desk, recorded, refused, written
from yajian.core.facts.payments import PaymentBounced
from yajian.core.words import Seq, SystemRule


@pytest.mark.parametrize(
    "issuer",
    ["示范市人民政府办公室", "市财政局", "示范市财政局国库科", "示东市国库支付中心", "示东市人民政府"],
)
def test_who_paid_or_anybody_else_does_not_say_that_it_came_back(issuer: str) -> None:
    desk, _, payment = paid()
    said = refused(bounce(desk, payment, banks_paper(desk, issuer)), "payments.bounce.not-a-banks-paper")
    assert issuer in said.finding
    assert (said.basis, said.field) == (SystemRule.DOCUMENT_REQUIRED, "document")


def paid_to_an_account_at(bank: str) -> tuple[Desk, Seq]:
    """Given: paid to an account that was entered as one at this bank."""
    desk, _ = auditing.entitled()
    raised(desk)
    recorded(enter(desk, bank=bank))
    recorded(prepare(desk, last(desk)))
    payment = last(desk)
    recorded(check(desk, payment))
    recorded(release(desk, payment))
    return desk, payment


def test_the_payees_bank_says_so_by_the_name_the_account_was_entered_with() -> None:
    desk, payment = paid_to_an_account_at("示例邮政（示东）储蓄所")
    refused(bounce(desk, payment, banks_paper(desk, "示例储蓄所")), "payments.bounce.not-a-banks-paper")
    recorded(bounce(desk, payment, banks_paper(desk, "示例邮政(示东)储蓄所")))


def test_an_account_entered_at_the_firms_own_house_makes_no_bank_of_it() -> None:
    desk, _ = ready()
    house = f"{firm_name(desk)}结算银行"
    desk, payment = paid_to_an_account_at(house)
    refused(bounce(desk, payment, banks_paper(desk, house)), "payments.bounce.not-a-banks-paper")


@pytest.mark.parametrize(
    "issuer",
    [
        "示例银行示东支行",
        "示例农商行",
        "示东市农村信用合作联社",
        "国家金库示范市中心支库",
        "示例银行、市财政局",
    ],
)
def test_a_bank_or_the_vault_says_so(issuer: str) -> None:
    desk, _, payment = paid()
    [fact] = recorded(bounce(desk, payment, banks_paper(desk, issuer)))
    assert isinstance(fact, PaymentBounced)


def test_the_paper_by_which_it_went_out_does_not_bring_it_back() -> None:
    desk, account = ready()
    both = written(desk, "示政函〔2020〕29号", issuer="示范市人民政府、示例银行")
    recorded(prepare(desk, account, document=both))
    payment = last(desk)
    recorded(check(desk, payment))
    recorded(release(desk, payment))
    refused(bounce(desk, payment, both), "authority.paper-of-another-step")


def test_it_did_not_come_back_before_it_went_out() -> None:
    desk, account = ready()
    older = banks_paper(desk)
    recorded(prepare(desk, account))
    payment = last(desk)
    recorded(check(desk, payment))
    recorded(release(desk, payment))
    said = refused(bounce(desk, payment, older), "payments.bounce.paper-older-than-the-payment")
    assert said.basis is SystemRule.OUT_OF_TURN
    on_the_day = written(
        desk, "示银退〔2020〕同日1号", issuer="示例银行", issued_on=desk.now.date() - timedelta(days=1)
    )
    recorded(bounce(desk, payment, on_the_day))
