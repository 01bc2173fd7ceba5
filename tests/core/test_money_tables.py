"""补偿资金各表: tonnes × rate beside the range of what is not settled, grants, instalments, and sums that are the book's."""

from datetime import date
from typing import Any

import msgspec
import pytest

from tests.core import test_auditplans as auditing
from tests.core import test_clawbacks as backing
from tests.core import test_payments as paying
from tests.core.test_acceptance import part
from tests.core.test_applications import UNIT, forwarded
from tests.core.test_auditplans import AGREED, agree
from tests.core.test_backfills import placed, release_on
from tests.core.test_quotas import MARKET, unit
from tests.given import Desk, recorded, with_letter, written
from tests.steps import paper
from yajian.core.books import money
from yajian.core.books.money import Purse
from yajian.core.decisions.auditplans import Cut, Return
from yajian.core.decisions.payments import ByLevel, RaiseFunds
from yajian.core.reports.money import TABLES, Scope, audit, levels, quota, schedule
from yajian.core.reports.wording import percent
from yajian.core.rules.roles.sight import Sight
from yajian.core.words import CountyId, DocumentNo, EnterpriseId, Seq, Tonnes

OTHERS = Sight(county=CountyId("shixi"))


def scope(desk: Desk, as_of: date | None = None, **said: Any) -> Scope:
    return Scope(plan=desk.plan, programme=desk.programme, as_of=as_of or desk.now.date(), **said)


# 额度表 ---------------------------------------------------------------------------------------------


def test_a_settled_unit_is_tonnes_times_its_rate_with_its_evidence_and_the_quota_in_force() -> None:
    desk, _, _ = paying.paid()
    row = next(one for one in quota.table(scope(desk)).rows if one.unit == UNIT)
    assert (row.tonnes * 3000, row.rate_fen_per_t) == (row.amount_fen, 3000)
    assert (row.quota_fen, row.quota_version, row.differs) == (row.amount_fen, 1, False)
    assert row.evidence_seq is not None
    assert row.clauses


def test_what_is_not_settled_has_a_range_and_never_an_amount() -> None:
    desk = with_letter()
    first = desk.parts()[0]
    unit(desk, first, "甲-1", first.tonnes, "")
    [row] = [one for one in quota.table(scope(desk)).rows if one.unit == "甲-1"]
    assert (row.amount_fen, row.rate_fen_per_t) == (None, None)
    assert (row.low_fen, row.high_fen) == (first.tonnes * 3000, first.tonnes * 4800)
    assert "来源" in row.finding


def test_the_list_adds_up_whether_units_stand_for_it_or_not_and_the_whole_is_the_plans_own_range() -> None:
    desk = with_letter()
    first, second = desk.parts()[:2]
    unit(desk, first, "甲-1", first.tonnes, MARKET)
    unit(desk, second, "乙-1", second.tonnes - 10_000, "")
    found = quota.table(scope(desk))
    whole = found.whole
    assert whole is not None
    assert (
        whole.tonnes == sum(one.tonnes for one in desk.parts()) == sum(one.tonnes for one in found.counties)
    )
    assert (whole.planned_low_fen, whole.planned_high_fen) == (9_750_000_000, 15_600_000_000)
    assert whole.high_fen == whole.planned_high_fen
    assert whole.low_fen == 9_750_000_000 + first.tonnes * 1800
    [rest] = [one for one in found.rows if one.part == second.part and one.unit is None]
    assert rest.tonnes == Tonnes(10_000)


def test_nobody_is_told_that_units_are_missing_where_they_are_not_his_to_see() -> None:
    desk, _, _ = paying.paid()
    found = quota.table(scope(desk, sight=OTHERS))
    assert {one.county for one in found.rows} == {"shixi"}
    assert found.whole is None
    own = quota.table(scope(desk, sight=Sight(enterprise=part(desk).enterprise)))
    assert {one.enterprise for one in own.rows} == {part(desk).enterprise}


# 审核计划表 -----------------------------------------------------------------------------------------


def test_a_grant_says_how_much_less_and_why_and_what_became_of_it() -> None:
    cut = {UNIT: Cut(amount="8,000,000.50", why="一台设备未拆")}
    desk, _ = auditing.drawn(cuts=cut)
    [plan] = audit.table(scope(desk)).plans
    [row] = plan.rows
    full = part(desk).tonnes * 3000
    assert (row.applied_fen, row.granted_fen, row.less_fen) == (full, 800_000_050, full - 800_000_050)
    assert (row.why, row.state, plan.decided) == ("一台设备未拆", "待市政府同意", None)
    recorded(agree(desk))
    [plan] = audit.table(scope(desk)).plans
    assert (plan.rows[0].state, plan.decided, plan.granted_fen) == ("已列支", AGREED, 800_000_050)
    recorded(auditing.void(desk))
    assert audit.table(scope(desk)).plans[0].rows[0].state == "已取消列支"


def test_a_plan_sent_back_stays_with_its_reason_and_another_may_follow() -> None:
    desk, application = auditing.drawn()
    recorded(desk.ask(Return(plan=1, words="请核实产能来源", document=AGREED)))
    recorded(auditing.plan_up(desk, application, document=paper(desk, "auditplans.draw-up", 2)))
    last, first = audit.table(scope(desk)).plans
    assert (first.stage, first.words, first.rows[0].state) == ("已退回", "请核实产能来源", "已退回")
    assert (last.plan, last.stage) == (2, "待市政府同意")


def test_a_plan_of_nobody_one_may_read_is_not_shown() -> None:
    desk, _ = auditing.entitled()
    assert audit.table(scope(desk, sight=OTHERS)).plans == ()


def test_before_its_day_a_plan_is_not_there() -> None:
    desk, application = forwarded()
    before = desk.now.date()
    recorded(auditing.plan_up(desk, application))
    assert audit.table(scope(desk, before)).plans == ()


# 下达进度表 -----------------------------------------------------------------------------------------


def test_instalments_run_up_to_the_whole_and_a_share_is_rounded_down() -> None:
    desk, account, first = paying.prepared(ByLevel(province="3000000"))
    recorded(paying.check(desk, first))
    recorded(paying.release(desk, first))
    recorded(paying.prepare(desk, account, ByLevel(province="1500000", city="4500000")))
    second = paying.last(desk)
    [firm] = schedule.table(scope(desk)).firms
    [one] = firm.units
    shares = [(each.number, each.cumulative_permille, each.stage) for each in one.instalments]
    assert shares == [(1, 333, "已下达"), (None, None, "待复核")]
    assert (one.paid_fen, one.tied_fen, one.left_fen) == (300_000_000, 600_000_000, 600_000_000)
    recorded(paying.check(desk, second))
    recorded(paying.release(desk, second, voucher="财预拨〔2020〕2"))
    [firm] = schedule.table(scope(desk)).firms
    assert [each.cumulative_permille for each in firm.units[0].instalments] == [333, 1000]
    assert [(each.level, each.amount_fen) for each in firm.levels] == [
        ("province", 450_000_000),
        ("city", 450_000_000),
    ]
    assert (firm.permille, percent(333), percent(1000)) == (1000, "33.3%", "100%")


def test_what_the_bank_sent_back_stays_in_the_list_and_does_not_count() -> None:
    desk, _, payment = paying.paid()
    recorded(paying.bounce(desk, payment))
    [firm] = schedule.table(scope(desk)).firms
    [one] = firm.units[0].instalments
    assert (one.number, one.cumulative_fen, one.stage) == (None, None, "已退回")
    assert (firm.paid_fen, firm.permille, firm.levels) == (0, 0, ())


# 测算与执行 -----------------------------------------------------------------------------------------


def agrees_with_the_book(desk: Desk) -> None:
    """Whatever was done, both ledgers say what the table says."""
    found = levels.table(scope(desk))
    assert found.whole is not None
    book, programme = desk.programme.money, desk.programme
    units = [money.balances(book, money.of_unit(one)) for one in programme.register.units]
    assert found.whole.paid_fen == sum(one[Purse.PAID] for one in units)
    assert found.whole.reserved_fen == sum(one[Purse.RESERVED] for one in units)
    assert found.whole.entitled_fen == -sum(one[Purse.PROMISES] for one in units)
    for line in found.levels:
        stands = money.balances(book, money.of_level(line.level))
        parts = [one for county in found.counties for one in county.parts if one.level == line.level]
        assert line.disbursed_fen == stands[Purse.DISBURSED] == sum(one.paid_fen for one in parts)
        assert line.recovered_fen == stands[Purse.RECOVERED] == sum(one.recovered_fen for one in parts)
        assert line.returned_fen == sum(one.returned_fen for one in parts)
        assert line.raised_fen == line.available_fen + line.committed_fen + line.disbursed_fen
    for name in ("entitled_fen", "paid_fen", "reserved_fen", "returned_fen", "recovered_fen"):
        assert getattr(found.whole, name) == sum(getattr(one, name) for one in found.counties)


def test_counties_and_levels_say_what_the_money_book_says() -> None:
    for given in (paying.ready, paying.prepared, paying.checked, paying.paid, backing.noticed):
        agrees_with_the_book(given()[0])
    desk, matter = backing.noticed()
    recorded(backing.receive(desk, matter, "4,000,000"))
    agrees_with_the_book(desk)
    desk, _, payment = paying.paid()
    recorded(paying.bounce(desk, payment))
    agrees_with_the_book(desk)
    assert levels.table(scope(desk)).levels[0].returned_fen == 450_000_000


def countys(desk: Desk) -> DocumentNo:
    """A county's finance bureau says that its money is there."""
    return written(desk, f"示东财预〔2020〕{len(desk.history)}号", issuer="示东市财政局")


def test_a_level_nobody_entered_money_for_is_unknown_and_not_nothing() -> None:
    desk, _, _ = paying.paid()
    county = levels.table(scope(desk)).levels[2]
    assert (county.level, county.stated, county.share_permille) == ("county", False, None)
    assert county.question in desk.plan.open_questions
    assert "县级：待定" in "".join(levels.told(levels.table(scope(desk))))
    recorded(desk.ask(RaiseFunds(level="县级", amount="10", document=countys(desk))))
    assert levels.table(scope(desk)).levels[2].stated


def test_what_came_back_stands_with_the_county_it_came_from() -> None:
    desk, matter = backing.noticed()
    recorded(backing.receive(desk, matter, "4,000,000"))
    found = {one.reckoned.county: one for one in levels.table(scope(desk)).counties}
    assert found[backing.SHIDONG].recovered_fen == 400_000_000
    assert found[CountyId("shixi")].recovered_fen == 0


def test_who_reads_one_county_is_told_no_levels_money_and_no_sum_of_all() -> None:
    desk, _, _ = paying.paid()
    found = levels.table(scope(desk, sight=OTHERS))
    assert (found.whole, found.levels, [one.reckoned.county for one in found.counties]) == (
        None,
        (),
        ["shixi"],
    )


# Every table ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_as_of_a_day_and_as_known_what_it_said_then(name: str) -> None:
    desk, _, _ = paying.checked()
    given = countys(desk)
    day, known = desk.now.date(), Seq(len(desk.history))
    report = TABLES[name]
    then = report.table(scope(desk, day))
    recorded(paying.release(desk, next(iter(desk.programme.payments.payments))))
    backdated = desk.ask(RaiseFunds(level="县级", amount="10", document=given), effective=day)
    recorded(backdated)
    assert report.table(scope(desk, day, known=known)) == then


@pytest.mark.parametrize("name", TABLES)
def test_a_table_can_be_told_and_written_for_a_machine(name: str) -> None:
    desk, matter = backing.noticed()
    recorded(backing.receive(desk, matter, "4,000,000"))
    found = TABLES[name].table(scope(desk))
    assert list(TABLES[name].told(found))
    assert msgspec.json.encode(found)
    nobody = TABLES[name].table(scope(desk, sight=Sight(enterprise=EnterpriseId("nobody"))))
    assert UNIT not in "".join(TABLES[name].told(nobody))


def test_a_payment_entered_after_a_hold_and_dated_before_it_says_so_in_the_schedule() -> None:
    desk, payment, _, day = placed()
    recorded(release_on(desk, payment, day))
    [firm] = schedule.table(scope(desk)).firms
    [one] = firm.units[0].instalments
    assert "已暂缓" in one.backfilled[0]
    assert any(
        line.strip().startswith("暂缓后补记：登记下达时")
        for line in schedule.told(schedule.table(scope(desk)))
    )
