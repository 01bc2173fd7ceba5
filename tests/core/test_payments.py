"""资金下达: three hands of two organs, to the account that was checked, never more than is due, and back if it comes back."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from tests.core import test_auditplans as auditing
from tests.core.test_acceptance import part
from tests.core.test_applications import UNIT
from tests.core.test_auditplans import NOWHERE
from tests.given import LETTER, Desk, recorded, refused, written
from tests.steps import paper
from yajian.core.books import money
from yajian.core.books.money import Purse
from yajian.core.decisions.dossier.enterprises import EnterEnterprise, MergeEnterprises, RenameEnterprise
from yajian.core.decisions.payments import (
    Bounce,
    ByLevel,
    Cancel,
    Check,
    ConfirmAccount,
    EnterAccount,
    File,
    Prepare,
    RaiseFunds,
    Release,
)
from yajian.core.facts.payments import (
    AccountEntered,
    PaymentBounced,
    PaymentPrepared,
    PaymentReleased,
    PaymentsFiled,
)
from yajian.core.rules import payments as rules
from yajian.core.words import Clause, Digest, DocumentNo, EnterpriseId, OrganId, Seq, SystemRule, UnitId

MAKER, CHECKER, RELEASER = "示例制", "示例核", "示例拨"
IIT, FINANCE = "示范市工信局", "示范市财政局"
HALF = ByLevel(province="4,500,000.00", city="4500000")


def last(desk: Desk) -> Seq:
    return Seq(len(desk.history))


def full_fen(desk: Desk) -> int:
    return part(desk).tonnes * 3000


def firm_name(desk: Desk) -> str:
    return desk.plan.enterprises[part(desk).enterprise].name


def enter(desk: Desk, **said: Any) -> object:
    words: dict[str, Any] = {
        "enterprise": part(desk).enterprise,
        "payee": firm_name(desk),
        "bank": "示例银行示东支行",
        "number": "6222000011112222",
        "document": LETTER,
    } | said
    return desk.ask(EnterAccount(**words), actor=MAKER)


def raised(desk: Desk) -> Desk:
    """Given: each level's money is there, more than enough."""
    for level in ("省级", "市级"):
        recorded(
            desk.ask(
                RaiseFunds(level=level, amount="100,000,000", document=paper(desk, "payments.raise-funds"))
            )
        )
    return desk


def ready() -> tuple[Desk, Seq]:
    """Given: entitled, funds raised, and the enterprise's account entered."""
    desk, _ = auditing.entitled()
    raised(desk)
    recorded(enter(desk))
    return desk, last(desk)


def prepare(desk: Desk, account: Seq, by: ByLevel = HALF, **said: Any) -> object:
    words: dict[str, Any] = {
        "account": account,
        "lines": {UNIT: by},
        "document": paper(desk, "payments.prepare"),
    } | said
    return desk.ask(Prepare(**words), actor=MAKER, organ=IIT)


def check(desk: Desk, payment: Seq, tail: str = "2222", actor: str = CHECKER, organ: str = FINANCE) -> object:
    return desk.ask(Check(payment=payment, tail=tail), actor=actor, organ=organ)


def release(
    desk: Desk, payment: Seq, voucher: str = "财预拨〔2020〕1", actor: str = RELEASER, organ: str = FINANCE
) -> object:
    return desk.ask(Release(payment=payment, voucher=voucher), actor=actor, organ=organ)


def banks_paper(desk: Desk, issuer: str = "示例银行示东支行") -> DocumentNo:
    """The bank's own word that something came back, written and registered today."""
    number, scan = f"示银退〔2020〕{len(desk.history)}号", Digest(f"{len(desk.history):064x}")
    return written(desk, number, scan, issuer=issuer)


def bounce(desk: Desk, payment: Seq, document: DocumentNo | None = None, **who: Any) -> object:
    asked = Bounce(payment=payment, reason="账户已销户", document=document or banks_paper(desk))
    return desk.ask(asked, **who)


def prepared(by: ByLevel = HALF) -> tuple[Desk, Seq, Seq]:
    desk, account = ready()
    recorded(prepare(desk, account, by))
    return desk, account, last(desk)


def checked() -> tuple[Desk, Seq, Seq]:
    desk, account, payment = prepared()
    recorded(check(desk, payment))
    return desk, account, payment


def paid() -> tuple[Desk, Seq, Seq]:
    desk, account, payment = checked()
    recorded(release(desk, payment))
    return desk, account, payment


def of_unit(desk: Desk, purse: Purse) -> int:
    return money.balances(desk.programme.money, money.of_unit(UNIT))[purse]


def of_level(desk: Desk, purse: Purse, level: Any = "province") -> int:
    return money.balances(desk.programme.money, money.of_level(level))[purse]


# 一笔钱从制单到凭证 ---------------------------------------------------------------------------------


def test_money_is_tied_when_the_slip_is_made_and_paid_when_the_voucher_is_there() -> None:
    desk, account = ready()
    [fact] = recorded(prepare(desk, account))
    payment = last(desk)
    assert isinstance(fact, PaymentPrepared)
    assert fact.amount_fen == full_fen(desk)
    assert (of_unit(desk, Purse.RESERVED), of_level(desk, Purse.COMMITTED)) == (full_fen(desk), 450_000_000)
    recorded(check(desk, payment))
    [fact] = recorded(release(desk, payment))
    assert isinstance(fact, PaymentReleased)
    assert (of_unit(desk, Purse.RESERVED), of_unit(desk, Purse.PAID)) == (0, full_fen(desk))
    assert (of_level(desk, Purse.COMMITTED), of_level(desk, Purse.DISBURSED)) == (0, 450_000_000)


def test_every_ledger_sums_to_nothing_at_every_step() -> None:
    desk, _, _ = paid()
    holders = (*desk.programme.money.postings, *map(money.of_level, rules.LEVELS))
    for holder in holders:
        for known in range(len(desk.history) + 1):
            assert sum(money.balances(desk.programme.money, holder, None, Seq(known)).values()) == 0


def test_a_double_click_makes_one_slip_one_check_and_one_payment() -> None:
    desk, account, payment = checked()
    assert prepare(desk, account) == ()
    assert check(desk, payment) == ()
    recorded(release(desk, payment))
    assert release(desk, payment) == ()


def test_instalments_add_up_to_what_is_due_and_not_to_a_fen_more() -> None:
    desk, account, payment = prepared(ByLevel(province="4,500,000.00"))
    recorded(check(desk, payment))
    recorded(release(desk, payment))
    more = refused(prepare(desk, account, ByLevel(city="4500000.01")), "payments.prepare.more-than-due")
    assert isinstance(more.basis, Clause)
    recorded(prepare(desk, account, ByLevel(city="4500000")))
    again = refused(prepare(desk, account, ByLevel(city="0.01")), "payments.prepare.more-than-due")
    assert "还可以安排 0.00 元" in again.finding


# 三个人、两个单位 -----------------------------------------------------------------------------------


def test_maker_checker_and_releaser_are_three_people() -> None:
    desk, _, payment = prepared()
    refused(check(desk, payment, actor=MAKER), "payments.check.same-hand")
    recorded(check(desk, payment))
    refusal = refused(release(desk, payment, actor=MAKER), "payments.release.same-hand")
    assert refusal.basis is SystemRule.SAME_PERSON
    refused(release(desk, payment, actor=CHECKER), "payments.release.same-hand")


def test_they_are_of_at_least_two_organs() -> None:
    desk, _, payment = prepared()
    recorded(check(desk, payment, organ=IIT))
    refused(release(desk, payment, organ=IIT), "payments.release.one-organ")
    recorded(release(desk, payment))


def test_the_checker_types_the_tail_from_the_paper() -> None:
    desk, _, payment = prepared()
    refused(check(desk, payment, tail="2223"), "payments.check.wrong-tail")
    recorded(check(desk, payment))


def test_nothing_goes_out_unchecked_and_no_voucher_is_used_twice() -> None:
    desk, account, payment = prepared(ByLevel(province="1,000,000"))
    refused(release(desk, payment), "payments.out-of-turn")
    recorded(check(desk, payment))
    refused(release(desk, payment, voucher=" "), "payments.release.no-voucher")
    recorded(release(desk, payment))
    refused(check(desk, payment, actor="另一人"), "payments.out-of-turn")
    recorded(prepare(desk, account, ByLevel(province="2,000,000")))
    second = last(desk)
    recorded(check(desk, second))
    refused(release(desk, second), "payments.release.voucher-used")
    refused(desk.ask(Check(payment=Seq(1), tail="2222")), "payments.no-such-payment")


# 到位的资金 -----------------------------------------------------------------------------------------


def test_no_level_spends_what_it_did_not_raise() -> None:
    desk, account = ready()
    refusal = refused(prepare(desk, account, ByLevel(county="1")), "payments.prepare.not-raised")
    assert "县级" in refusal.finding


def test_what_a_slip_of_a_later_day_took_is_not_there_for_one_of_an_earlier() -> None:
    desk, _ = auditing.entitled()
    recorded(desk.ask(RaiseFunds(level="省级", amount="1000", document=paper(desk, "payments.raise-funds"))))
    recorded(enter(desk))
    account = last(desk)
    recorded(prepare(desk, account, ByLevel(province="1000")))
    earlier = Prepare(
        account=account, lines={UNIT: ByLevel(province="900")}, document=paper(desk, "payments.prepare")
    )
    the_day_before = desk.now.date() - timedelta(days=1)
    asked = desk.ask(earlier, actor=MAKER, organ=IIT, effective=the_day_before)
    refused(asked, "payments.prepare.not-raised")


@pytest.mark.parametrize(
    ("level", "amount"), [("乡级", "1"), ("省级", "0"), ("省级", "-1"), ("省级", "1.001")]
)
def test_funds_are_raised_by_a_level_and_to_the_fen(level: str, amount: str) -> None:
    desk, _ = auditing.entitled()
    refused(
        desk.ask(RaiseFunds(level=level, amount=amount, document=paper(desk, "payments.raise-funds"))),
        "payments.raise-funds.unfit",
    )


def test_funds_are_raised_under_a_paper_once() -> None:
    desk, _ = auditing.entitled()
    refused(
        desk.ask(RaiseFunds(level="省级", amount="1", document=NOWHERE)), "payments.raise-funds.no-document"
    )
    raised(desk)
    assert (
        desk.ask(
            RaiseFunds(level="省级", amount="100000000.00", document=paper(desk, "payments.raise-funds"))
        )
        == ()
    )


# 收款账户 -------------------------------------------------------------------------------------------


def test_a_firm_that_was_renamed_is_the_same_payee_and_its_new_account_waits() -> None:
    desk, _ = ready()
    firm = part(desk).enterprise
    recorded(desk.ask(RenameEnterprise(enterprise=firm, name="示例改名焦化有限公司", document=LETTER)))
    [same] = recorded(enter(desk, payee="示例改名焦化有限公司"))
    [other] = recorded(enter(desk, payee="示例改名焦化有限公司", number="6222000099998888"))
    assert isinstance(same, AccountEntered)
    assert isinstance(other, AccountEntered)
    assert (same.changes, other.changes) == (False, True)


def test_the_account_of_whom_it_merged_into_waits_as_a_changed_one() -> None:
    desk, _ = ready()
    merged(desk)
    [fact] = recorded(
        enter(desk, enterprise=EnterpriseId("heir"), payee="示例承继焦化有限公司", number="6222000099998888")
    )
    assert isinstance(fact, AccountEntered)
    assert fact.changes


def test_a_changed_account_waits_for_another_person_and_some_days() -> None:
    desk, account = ready()
    [fact] = recorded(enter(desk, number="6222000099998888"))
    assert isinstance(fact, AccountEntered)
    assert fact.changes
    changed = last(desk)
    refused(prepare(desk, changed), "payments.prepare.account-not-usable")
    confirm = ConfirmAccount(account=changed, told_by="财务科长张三，打的是上年留的电话")
    refused(desk.ask(confirm, actor=MAKER), "payments.confirm-account.same-hand")
    recorded(desk.ask(confirm, actor=CHECKER))
    assert desk.ask(confirm, actor=CHECKER) == ()
    refused(prepare(desk, changed), "payments.prepare.account-not-usable")
    desk.now += rules.WAITING
    recorded(prepare(desk, changed))
    assert account != changed


def with_a_new_account(desk: Desk) -> Seq:
    """Given: the payee's other account, confirmed and past its waiting days."""
    recorded(enter(desk, number="6222000099998888"))
    changed = last(desk)
    recorded(desk.ask(ConfirmAccount(account=changed, told_by="张三，打的是上年留的电话"), actor=CHECKER))
    desk.now += rules.WAITING
    return changed


def test_once_a_changed_account_is_in_use_nothing_goes_to_the_one_before() -> None:
    desk, account = ready()
    with_a_new_account(desk)
    refused(prepare(desk, account), "payments.prepare.account-superseded")
    desk, _, payment = checked()
    with_a_new_account(desk)
    said = refused(release(desk, payment), "payments.release.account-superseded")
    assert "尾号 8888" in said.finding


def merged(desk: Desk) -> None:
    """Given: the firm went into another."""
    county = part(desk).county
    assert county is not None
    heir = EnterpriseId("heir")
    entered = EnterEnterprise(enterprise=heir, name="示例承继焦化有限公司", county=county, code_absent="新设")
    recorded(desk.ask(entered))
    recorded(desk.ask(MergeEnterprises(enterprise=part(desk).enterprise, successor=heir, document=LETTER)))


def test_nothing_goes_to_a_firm_that_merged_into_another_since_the_slip() -> None:
    desk, _, payment = checked()
    the_day_before = desk.now.date()
    merged(desk)
    said = refused(release(desk, payment), "payments.release.payee-changed")
    assert "不属于账户所涉的企业" in said.finding
    assert said.way_forward.startswith("请作废这一单，重新制单")
    paid_then = Release(payment=payment, voucher="财预拨〔2020〕1")
    recorded(desk.ask(paid_then, actor=RELEASER, organ=FINANCE, effective=the_day_before))


def test_nothing_goes_out_under_a_name_the_firm_gave_up_since_the_slip() -> None:
    desk, _, payment = checked()
    renamed = RenameEnterprise(enterprise=part(desk).enterprise, name="示例改名焦化有限公司", document=LETTER)
    recorded(desk.ask(renamed))
    said = refused(release(desk, payment), "payments.release.payee-changed")
    assert "不是企业的全称" in said.finding


def test_an_amount_in_full_width_digits_is_read_as_it_is_meant() -> None:
    desk, account = ready()
    [fact] = recorded(prepare(desk, account, ByLevel(city="１，０００．５０")))
    assert isinstance(fact, PaymentPrepared)
    assert fact.amount_fen == 100_050


def test_a_change_is_confirmed_by_asking_somebody_and_not_before_it() -> None:
    desk, account = ready()
    recorded(enter(desk, number="6222000099998888"))
    changed = last(desk)
    blank = ConfirmAccount(account=changed, told_by=" ")
    refused(desk.ask(blank, actor=CHECKER), "payments.confirm-account.nobody-asked")
    early = desk.ask(
        ConfirmAccount(account=changed, told_by="张三"), actor=CHECKER, effective=date(2020, 1, 5)
    )
    refused(early, "payments.confirm-account.before-it-was-entered")
    refused(
        desk.ask(ConfirmAccount(account=Seq(1), told_by="张三")), "payments.confirm-account.no-such-account"
    )
    assert desk.ask(ConfirmAccount(account=account, told_by="张三"), actor=CHECKER) == ()


def test_the_waiting_days_are_not_shortened_by_dating_the_confirmation_back() -> None:
    desk, _ = ready()
    recorded(enter(desk, number="6222000099998888"))
    changed = last(desk)
    desk.now += rules.WAITING
    confirm = ConfirmAccount(account=changed, told_by="张三")
    yesterday = desk.now.date()
    refused(desk.ask(confirm, actor=CHECKER, effective=yesterday), "payments.confirm-account.back-dated")
    recorded(desk.ask(confirm, actor=CHECKER))


def test_an_account_is_digits_at_a_bank_of_a_known_firm_by_a_paper() -> None:
    desk, _ = auditing.entitled()
    refused(enter(desk, number="62220000A"), "payments.enter-account.unfit")
    refused(enter(desk, bank=" "), "payments.enter-account.unfit")
    refused(enter(desk, enterprise=EnterpriseId("nobody")), "payments.enter-account.no-such-enterprise")
    refused(enter(desk, document=NOWHERE), "payments.enter-account.no-document")
    recorded(enter(desk))
    for spelt in (
        "6222 0000 1111 2222",
        "6222-0000-1111-2222",
        "６２２２００００１１１１２２２２",
        "6222－0000 1111—2222",
    ):
        assert enter(desk, number=spelt) == ()


@pytest.mark.parametrize("tail", ["２２２２", " 2222", "-2222", "２２ ２２"])
def test_a_tail_is_read_as_it_is_meant(tail: str) -> None:
    desk, _, payment = prepared()
    recorded(desk.ask(Check(payment=payment, tail=tail), actor=CHECKER, organ=FINANCE))


@pytest.mark.parametrize("payee", ["庚公司", "示例焦化庚经理个人", "示例焦化庚", "示例银行", " "])
def test_whom_nobody_would_pay_is_told_so_when_his_account_is_entered(payee: str) -> None:
    desk, _ = auditing.entitled()
    said = refused(enter(desk, payee=payee, document=LETTER), "payments.enter-account.not-the-full-name")
    assert firm_name(desk) in said.finding


def test_a_name_that_is_set_otherwise_is_the_firms_own() -> None:
    desk, _ = ready()
    spaced = firm_name(desk).replace("有限公司", "　有限 公司")
    assert enter(desk, payee=spaced) == ()
    [fact] = recorded(enter(desk, payee=spaced, bank="示例银行西支行"))
    assert isinstance(fact, AccountEntered)
    assert fact.payee == firm_name(desk)


@pytest.mark.parametrize(
    ("issuer", "goes"),
    [
        ("示例焦化庚有限公司", True),
        ("示东市示例焦化庚有限公司财务部", True),
        ("示东市工信局", True),
        ("市工信局", True),
        ("示例焦化乙有限公司", False),
        ("示西县工信局", False),
        ("示例银行", False),
        ("某咨询公司", False),
    ],
)
def test_an_account_rests_on_the_payees_own_paper_or_on_one_that_forwards_it(issuer: str, goes: bool) -> None:
    desk, _ = auditing.entitled()
    given = written(desk, "账函〔2020〕1号", issuer=issuer)
    outcome = enter(desk, document=given)
    if goes:
        recorded(outcome)
    else:
        said = refused(outcome, "payments.enter-account.not-the-payees-paper")
        assert issuer in said.finding


def test_money_goes_to_the_enterprise_itself_by_the_name_it_has_now() -> None:
    desk, account = ready()
    firm = part(desk).enterprise
    recorded(desk.ask(RenameEnterprise(enterprise=firm, name="示例改名焦化有限公司", document=LETTER)))
    refused(prepare(desk, account), "payments.prepare.not-the-payee")
    refused(
        enter(desk, number="6222000077776666", payee=desk.plan.enterprises[firm].name),
        "payments.enter-account.not-the-full-name",
    )


# 制单 -----------------------------------------------------------------------------------------------


def test_a_slip_has_an_amount_for_each_unit_and_a_paper() -> None:
    desk, account = ready()
    refused(prepare(desk, account, ByLevel(province="一万")), "payments.prepare.unfit-amount")
    refused(prepare(desk, account, ByLevel()), "payments.prepare.nothing-to-pay")
    refused(prepare(desk, account, lines={}), "payments.prepare.nothing-to-pay")
    refused(prepare(desk, account, document=NOWHERE), "payments.prepare.no-document")
    refused(prepare(desk, Seq(1)), "payments.prepare.no-such-account")
    strange = {UnitId("没有"): HALF}
    refused(prepare(desk, account, lines=strange), "payments.prepare.not-their-unit")


def test_what_no_plan_granted_is_not_paid() -> None:
    desk, _ = auditing.drawn()
    raised(desk)
    recorded(enter(desk))
    refusal = refused(prepare(desk, last(desk)), "payments.prepare.conditions-unmet")
    assert "审核计划" in refusal.finding


def test_a_slip_made_wrongly_is_cancelled_and_its_money_is_free_again() -> None:
    desk, account, payment = prepared()
    refused(desk.ask(Cancel(payment=payment, reason="")), "payments.cancel.no-reason")
    recorded(desk.ask(Cancel(payment=payment, reason="金额拆分有误")))
    assert desk.ask(Cancel(payment=payment, reason="金额拆分有误")) == ()
    assert of_level(desk, Purse.COMMITTED) == 0
    recorded(prepare(desk, account))
    refused(check(desk, payment), "payments.out-of-turn")


def test_what_went_out_is_not_cancelled() -> None:
    desk, _, payment = paid()
    refused(desk.ask(Cancel(payment=payment, reason="后悔")), "payments.out-of-turn")


def test_an_entitlement_that_a_slip_draws_on_is_not_voided_under_it() -> None:
    desk, _, payment = prepared()
    refused(auditing.void(desk), "auditplans.void.slip-open")
    recorded(desk.ask(Cancel(payment=payment, reason="另行安排")))
    recorded(auditing.void(desk))


# 退回 -----------------------------------------------------------------------------------------------


def test_what_the_bank_sends_back_is_owed_again_and_paid_anew() -> None:
    desk, account, payment = paid()
    [fact] = recorded(bounce(desk, payment))
    assert isinstance(fact, PaymentBounced)
    assert bounce(desk, payment, fact.document) == ()
    assert (of_unit(desk, Purse.RESERVED), of_unit(desk, Purse.PAID)) == (full_fen(desk), 0)
    recorded(prepare(desk, account))


def test_a_return_has_a_reason_a_paper_and_something_to_return() -> None:
    desk, _, payment = checked()
    refused(desk.ask(Bounce(payment=payment, reason="退", document=LETTER)), "payments.out-of-turn")
    recorded(release(desk, payment))
    refused(desk.ask(Bounce(payment=payment, reason="", document=LETTER)), "payments.bounce.no-reason")
    refused(desk.ask(Bounce(payment=payment, reason="退", document=NOWHERE)), "payments.bounce.no-document")


def test_steps_are_in_the_order_of_their_days() -> None:
    desk, _, payment = prepared()
    early = desk.ask(Check(payment=payment, tail="2222"), actor=CHECKER, effective=date(2020, 1, 5))
    refused(early, "payments.before-the-step-before")


# 备案 -----------------------------------------------------------------------------------------------


def file(desk: Desk, *chosen: Seq, organ: str = "prov_iit", document: DocumentNo | None = None) -> object:
    return desk.ask(
        File(payments=chosen, organ=OrganId(organ), document=document or paper(desk, "payments.file"))
    )


def test_a_payment_is_filed_with_each_organ_once() -> None:
    desk, _, payment = paid()
    [fact] = recorded(file(desk, payment))
    assert isinstance(fact, PaymentsFiled)
    assert file(desk, payment) == ()
    recorded(file(desk, payment, organ="prov_finance"))
    found = rules.standing(desk.programme, payment)
    assert found is not None
    assert {one.value.organ for one in found.filed} == {"prov_iit", "prov_finance"}


def test_only_what_went_out_is_filed_with_an_organ_there_is_by_a_paper() -> None:
    desk, _, payment = checked()
    refused(file(desk, payment), "payments.out-of-turn")
    recorded(release(desk, payment))
    refused(file(desk), "payments.file.nothing-chosen")
    refused(file(desk, Seq(1)), "payments.no-such-payment")
    refused(
        file(desk, payment, organ="nobody", document=paper(desk, "payments.file", 2)),
        "payments.file.no-such-organ",
    )
    refused(file(desk, payment, document=NOWHERE), "payments.file.no-document")


@pytest.mark.parametrize("organ", ["city_iit", "city_finance", "shidong", "prov_group"])
def test_what_went_out_is_filed_with_nobody_but_whom_the_plan_names(organ: str) -> None:
    desk, _, payment = paid()
    said = refused(file(desk, payment, organ=organ), "payments.file.not-filed-with")
    assert isinstance(said.basis, Clause)
    assert "省工信厅（prov_iit）、省财政厅（prov_finance）" in said.finding
    assert "报省工信厅、省财政厅备案" in said.basis.text


def test_a_plan_that_names_nobody_to_file_with_leaves_it_to_the_paper() -> None:
    desk, _, payment = paid()
    flow = tuple(msgspec.structs.replace(one, to=()) for one in desk.plan.compensation.flow)
    silent = msgspec.structs.replace(desk.plan.compensation, flow=flow)
    command = File(payments=(payment,), organ=OrganId("city_finance"), document=paper(desk, "payments.file"))
    recorded(desk.ask(command, plan=msgspec.structs.replace(desk.plan, compensation=silent)))


def test_the_shared_guards_name_a_system_rule_where_no_clause_speaks() -> None:
    desk, _, payment = prepared()
    refusal = refused(check(desk, payment, actor=MAKER), "payments.check.same-hand")
    assert refusal.basis is SystemRule.SAME_PERSON
    assert timedelta(days=3) == rules.WAITING
