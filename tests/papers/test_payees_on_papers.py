"""Papers about money name the payee and the account that the payment commands would accept on that day, and no other."""

import re

import pytest

from tests.core import test_acceptance as closing
from tests.core import test_applications as applying
from tests.core import test_auditplans as auditing
from tests.core import test_holds as holding
from tests.core import test_payments as paying
from tests.core import test_quota_anew as quota_anew
from tests.core import test_quotas as quoting
from tests.core.test_acceptance import part
from tests.core.test_applications import UNIT
from tests.core.test_holds import BANK, SECOND
from tests.given import SCAN, Desk, recorded
from tests.papers.subjects import written
from tests.papers.test_money import firm, rows, text
from tests.steps import paper
from yajian.core.decisions.courts import RecordUnsealing
from yajian.core.decisions.payments import ByLevel, ConfirmAccount, File
from yajian.core.decisions.register import SplitUnit
from yajian.core.facts.papers import About
from yajian.core.reports.papers import Written
from yajian.core.rules.payments import WAITING
from yajian.core.words import EnterpriseId, OrganId, Seq, Tonnes

PLAN, SECOND_PLAN = About(audit_plan=1), About(audit_plan=2)
HEIR = "示例承继焦化有限公司"


def order(desk: Desk) -> Written:
    return written(desk, "disbursement", PLAN)


def confirm(desk: Desk) -> object:
    """The account last entered, asked after by another person."""
    command = ConfirmAccount(account=paying.last(desk), told_by="财务科长，打的是上年留的电话")
    return desk.ask(command, actor=paying.CHECKER)


def account(one: Written) -> str:
    return rows(one, "明细")[0]["账户"]


# 下达文件 -------------------------------------------------------------------------------------------


def test_another_payees_account_in_the_firms_matters_is_not_the_firms() -> None:
    desk, _ = paying.ready()
    on = holding.seal(desk)  # so a court may name others
    recorded(paying.enter(desk, payee=BANK, number="6222000033334444"))
    lifted = holding.court_paper(desk, "（2018）示01执001号之二")
    recorded(desk.ask(RecordUnsealing(seal=on, document=lifted)))
    assert account(order(desk)) == "尾号2222"


def test_of_a_firm_that_merged_away_the_heir_is_named_and_waits_for_an_account_of_its_own() -> None:
    desk, _ = paying.ready()
    paying.merged(desk)
    one = order(desk)
    assert account(one) == "待定"
    assert rows(one, "明细")[0]["企业"] == f"{HEIR}（承继{paying.firm_name(desk)}）"
    assert f"{HEIR}的收款账户：还没有登记，待定。" in one.lists["对象"]
    recorded(paying.enter(desk, enterprise=EnterpriseId("heir"), payee=HEIR, number="6222000055556666"))
    assert account(order(desk)) == "待定"
    recorded(confirm(desk))
    desk.now += WAITING
    assert account(order(desk)) == "尾号6666"


def test_a_changed_account_stands_there_once_it_may_be_used_and_until_then_what_it_waits_for() -> None:
    desk, _ = paying.ready()
    recorded(paying.enter(desk, number="6222000099998888"))
    one = order(desk)
    assert account(one) == "尾号2222"
    [said] = one.lists["对象"]
    assert "登记的尾号8888的账户还没有第二个人核实确认，在此以前仍用尾号2222的账户" in said
    recorded(confirm(desk))
    assert "起才可以使用" in order(desk).lists["对象"][0]
    desk.now += WAITING
    one = order(desk)
    assert (account(one), one.lists["对象"]) == ("尾号8888", ())


def test_a_slip_to_an_account_that_was_changed_since_says_nothing_of_the_levels() -> None:
    desk, _, _ = paying.prepared()
    recorded(paying.enter(desk, number="6222000099998888"))
    recorded(confirm(desk))
    assert rows(order(desk), "明细")[0]["省级"] == "4,500,000.00"
    desk.now += WAITING
    [first, _] = rows(order(desk), "明细")
    assert (first["账户"], first["省级"]) == ("尾号8888", "待定")


def test_whom_a_court_names_is_paid_to_his_own_account_and_each_is_told_by_name() -> None:
    desk, _ = holding.sealed()
    recorded(holding.determine(desk, {BANK: "9,000,000"}))
    assert account(order(desk)) == "待定"
    recorded(paying.enter(desk, payee=BANK, number="6222000033334444"))
    one = order(desk)
    assert account(one) == "尾号4444"
    assert f"{BANK}9,000,000.00元（账户尾号4444）" in one.lists["对象"][0]


# 申请书 ---------------------------------------------------------------------------------------------


def test_an_application_says_that_a_changed_account_waits_for_a_second_person() -> None:
    desk = applying.ready()
    recorded(paying.enter(desk))
    recorded(paying.enter(desk, number="6222000099998888"))
    said = written(desk, "application", firm(desk)).words["账户段"]
    assert "账号尾号2222" in said
    assert "另外，登记的尾号8888的账户还没有第二个人核实确认，在此以前仍用尾号2222的账户。" in said


def test_an_account_nobody_confirmed_yet_is_open_on_an_application() -> None:
    desk = applying.ready()
    other = next(one for one in desk.plan.enterprises.values() if one.id != part(desk).enterprise)
    recorded(paying.enter(desk, enterprise=other.id, payee=other.name))
    recorded(paying.enter(desk))  # the same number as another payee's: somebody asks first
    said = written(desk, "application", firm(desk)).words["账户段"]
    assert said == "收款账户待定：登记的尾号2222的账户还没有第二个人核实确认。"


# 备案函 ---------------------------------------------------------------------------------------------


def two_plans() -> tuple[Desk, Seq]:
    """Given: two units of one firm, each entitled under an audit plan of its own, and both paid by one slip."""
    desk = closing.ready()
    split = SplitUnit(unit=UNIT, into=SECOND, filed_t=Tonnes(100_000), facility=part(desk).facilities[1])
    recorded(desk.ask(split, evidence=(SCAN,)))
    recorded(desk.ask(quoting.established(desk, SECOND, quoting.BUILT), evidence=(SCAN,)))
    closing.opined(closing.checked(desk))
    recorded(closing.accept(desk))
    applying.agreed(desk)
    for number, unit in enumerate((UNIT, SECOND), 1):
        recorded(applying.apply(desk, units=(unit,)))
        application = paying.last(desk)
        recorded(applying.forward(desk, application))
        recorded(auditing.plan_up(desk, application))
        agreed = paper(desk, "auditplans.approve", number)
        recorded(auditing.agree(desk, number, document=agreed))
    paying.raised(desk)
    recorded(paying.enter(desk))
    both = {UNIT: ByLevel(province="6000000"), SECOND: ByLevel(province="2000000", city="1000000")}
    recorded(paying.prepare(desk, paying.last(desk), lines=both))
    payment = paying.last(desk)
    recorded(paying.check(desk, payment))
    recorded(paying.release(desk, payment))
    return desk, payment


def test_one_slip_over_two_plans_is_split_by_plan_and_the_rest_is_said_beside() -> None:
    desk, payment = two_plans()
    for about, unit, mine, other in (
        (PLAN, UNIT, "6,000,000.00", "第2号审核计划3,000,000.00元"),
        (SECOND_PLAN, SECOND, "3,000,000.00", "第1号审核计划6,000,000.00元"),
    ):
        one = written(desk, "payment_filing", about)
        [first] = rows(one, "明细")
        assert (first["产能单元"], first["金额"]) == (unit, mine)
        assert f"共{mine}元" in one.words["金额段"]
        assert f"一笔共9,000,000.00元，另有{other}，一并报请备案。" in one.words["余额段"]
    assert rows(one, "明细")[0]["其中"] == "省级2,000,000.00；市级1,000,000.00"
    recorded(
        desk.ask(File(payments=(payment,), organ=OrganId("prov_iit"), document=paper(desk, "payments.file")))
    )
    assert rows(written(desk, "payment_filing", PLAN), "明细")


def test_who_got_it_is_named_and_the_courts_paper_beside_whom_it_named() -> None:
    desk, _ = holding.sealed()
    recorded(holding.determine(desk, {BANK: "9,000,000"}))
    recorded(paying.enter(desk, payee=BANK, number="6222000033334444"))
    recorded(paying.prepare(desk, paying.last(desk)))
    payment = paying.last(desk)
    recorded(paying.check(desk, payment, tail="4444"))
    recorded(paying.release(desk, payment))
    one = written(desk, "payment_filing", PLAN)
    assert f"的资金已经下达{BANK}，" in one.words["引言"]
    assert "企业" not in one.words["引言"].partition("的资金")[2]
    assert f"{BANK}是（2018）示01执001号之九明确的补偿对象。" in one.words["金额段"]
    assert BANK in text(one)


# 额度表 ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("then", "now"), [(quoting.BUILT, quoting.MARKET), (quoting.MARKET, quoting.BUILT)])
def test_a_version_prints_the_origin_it_rested_on_and_not_the_one_of_today(then: str, now: str) -> None:
    desk = applying.agreed(closing.accepted(), then)
    before = rows(written(desk, "quota_table", About(quota_version=1)), "额度")[0]
    quota_anew.put_right(desk, now)
    after = rows(written(desk, "quota_table", About(quota_version=1)), "额度")[0]
    assert after == before
    assert bool(re.search("合同示交〔2015〕庚-1号", after["依据"])) == (then == quoting.MARKET)
