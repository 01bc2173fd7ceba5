"""Days and missing papers: counted between the papers of the plan's own steps, and judged by nobody."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from tests.core import test_acceptance as closing
from tests.core import test_applications as applying
from tests.core import test_auditplans as auditing
from tests.core import test_holds as holding
from tests.core import test_payments as paying
from tests.core import test_quotas as fixing
from tests.core.test_acceptance import part
from tests.core.test_applications import UNIT
from tests.core.test_auditplans import AGREED
from tests.given import Desk, plan_of, recorded, with_letter
from tests.steps import paper
from yajian.core.decisions.auditplans import Return
from yajian.core.decisions.payments import ByLevel, File
from yajian.core.plan.citing import clauses_of_step, step_for
from yajian.core.plan.money import MoneyEvent
from yajian.core.reports.money import Scope, missing, quota, steps, unpaid
from yajian.core.reports.money.wanted import Item
from yajian.core.rules.roles.sight import Sight
from yajian.core.words import CountyId, OrganId


def scope(desk: Desk, as_of: date | None = None, **said: Any) -> Scope:
    return Scope(plan=desk.plan, programme=desk.programme, as_of=as_of or desk.now.date(), **said)


def later(desk: Desk, days: int) -> date:
    return desk.now.date() + timedelta(days=days)


# 各步天数 -------------------------------------------------------------------------------------------


def paces(desk: Desk, as_of: date | None = None) -> dict[str, steps.Pace]:
    [price] = [one for one in scope(desk, as_of).prices() if one.unit == UNIT]
    found = steps.walk(scope(desk, as_of), price)
    return {str(step.done_when): one for step, one in zip(desk.plan.compensation.flow, found, strict=True)}


def test_days_run_from_the_last_of_the_steps_before_by_the_day_of_the_papers() -> None:
    desk, _ = applying.applied()
    found = paces(desk)
    accepted, reviewed, applied = (found[one].done for one in ("accepted", "quota_reviewed", "applied"))
    assert accepted
    assert reviewed
    assert applied
    assert found["applied"].days == (applied.on - max(accepted.on, reviewed.on)).days
    assert found["quota_fixed"].days is None  # nothing comes before it


def test_what_is_not_done_waits_from_the_day_the_steps_before_it_were_and_what_is_not_up_yet_does_not() -> (
    None
):
    desk, _ = applying.applied()
    found = paces(desk, later(desk, 12))
    assert (found["forwarded"].done, found["forwarded"].waiting) == (None, 12)
    assert (found["audit_plan_drawn_up"].waiting, found["disbursed"].waiting) == (None, None)


def test_every_step_of_the_flow_is_reached_by_a_paper_and_an_entry() -> None:
    desk, _, payment = paying.paid()
    for organ in ("prov_iit", "prov_finance"):
        filed = paces(desk)["filed"]
        assert (filed.done, filed.waiting is not None) == (None, True)
        recorded(
            desk.ask(File(payments=(payment,), organ=OrganId(organ), document=paper(desk, "payments.file")))
        )
    found = paces(desk)
    done = [one.done for one in found.values() if one.done is not None]
    assert len(done) == len(desk.plan.compensation.flow)
    assert all(one.document and desk.history[one.seq - 1].effective == one.on for one in done)


def test_money_is_not_said_to_be_raised_in_full_before_slips_hold_all_that_is_owed() -> None:
    desk, account = paying.ready()
    assert paces(desk)["funds_raised"].done is None
    recorded(paying.prepare(desk, account, ByLevel(province="4500000")))
    assert paces(desk)["funds_raised"].done is None
    recorded(paying.prepare(desk, account, ByLevel(city="4500000")))
    assert paces(desk)["funds_raised"].done is not None


def test_half_a_payment_is_not_paid_and_says_how_much_is() -> None:
    desk, _, payment = paying.prepared(ByLevel(province="3000000"))
    recorded(paying.check(desk, payment))
    recorded(paying.release(desk, payment))
    found = paces(desk)["disbursed"]
    assert (found.done, found.words) == (None, "已下达 300／900 万元")


def test_a_plan_sent_back_is_no_step_and_an_application_withdrawn_waits_for_nothing() -> None:
    desk, application = auditing.drawn()
    assert paces(desk)["audit_plan_drawn_up"].done is not None
    recorded(desk.ask(Return(plan=1, words="请核实", document=AGREED)))
    assert paces(desk)["audit_plan_drawn_up"].done is None
    recorded(applying.send_back(desk, application))
    [row] = steps.table(scope(desk)).applications
    assert row.stage == "市已退回"
    assert {one.waiting for one in row.paces} == {None}
    assert paces(desk)["applied"].done is None


def test_where_the_plan_names_no_number_the_question_stands_beside_the_days() -> None:
    desk, _, _ = paying.paid()
    found = paces(desk)["disbursed"]
    assert found.question in desk.plan.open_questions
    assert found.clauses


def test_a_plan_that_does_not_say_when_a_step_is_done_counts_no_days() -> None:
    desk, _ = applying.applied()
    flow = tuple(msgspec.structs.replace(one, done_when=None) for one in desk.plan.compensation.flow)
    money = msgspec.structs.replace(desk.plan.compensation, flow=flow)
    plan = msgspec.structs.replace(desk.plan, compensation=money)
    found = steps.table(msgspec.structs.replace(scope(desk), plan=plan))
    assert found.units == ()


@pytest.mark.parametrize("name", ["yuncheng-2019", "shifan-2019", "demo-steel"])
def test_no_two_steps_of_a_plan_are_done_by_the_same_thing(name: str) -> None:
    events = [one.done_when for one in plan_of(name).compensation.flow]
    assert None not in events
    assert len(set(events)) == len(events)


# 未下达 ---------------------------------------------------------------------------------------------


def test_days_since_acceptance_application_and_approval_are_counted() -> None:
    desk, _ = auditing.entitled()
    day = later(desk, 40)
    [row] = unpaid.table(scope(desk, day)).rows
    assert row.approved
    assert row.applied
    assert row.accepted
    assert row.approved.days == 40
    assert row.accepted.days > row.applied.days > row.approved.days
    assert (row.granted, row.amount_fen) == (True, part(desk).tonnes * 3000)


def test_before_it_is_granted_it_waits_with_what_was_asked_for_or_with_its_quota() -> None:
    desk = applying.ready()
    [row] = unpaid.table(scope(desk)).rows
    assert (row.granted, row.applied, row.amount_fen) == (False, None, part(desk).tonnes * 3000)
    assert unpaid.table(scope(desk)).owed_fen == 0
    recorded(applying.apply(desk))
    assert unpaid.table(scope(desk)).rows[0].applied is not None


def test_what_is_held_says_why_who_lets_it_go_and_for_how_long_and_is_never_late() -> None:
    desk, _ = holding.sealed()
    found = unpaid.table(scope(desk, later(desk, 30)))
    [hold] = found.rows[0].holds
    assert (hold.days, hold.lifted_by) == (30, "示例法院")
    assert hold.clauses
    assert found.held_fen == found.owed_fen == part(desk).tonnes * 3000
    assert "不算逾期" in "".join(unpaid.told(found))
    assert found.question in desk.plan.open_questions


def test_what_is_paid_in_full_waits_no_more() -> None:
    desk, _, _ = paying.paid()
    assert unpaid.table(scope(desk)).rows == ()


# 缺件清单 -------------------------------------------------------------------------------------------


def wanted(desk: Desk, **said: Any) -> dict[str, Item]:
    """What is missing for the one unit of these histories, by its name."""
    found = missing.table(scope(desk, **said))
    return {
        item.what: item
        for firm in found.firms
        for unit in firm.units
        if unit.unit == UNIT
        for item in unit.items
    }


def test_what_the_application_wants_is_named_with_its_clause_and_who_hands_it_in() -> None:
    desk = applying.agreed(closing.ready())
    found = wanted(desk)
    assert set(found) == {"补偿资金申请书", "验收合格", "县（市）转报意见", "相应印证材料"}
    assert all(one.clauses and one.step == "企业申请" for one in found.values())
    assert found["补偿资金申请书"].who == found["相应印证材料"].who == paying.firm_name(desk)
    assert found["验收合格"].who == "示范市人民政府"
    assert found["县（市）转报意见"].who == "县（市）工信部门（示东市）"


def test_each_step_wants_its_own_paper_and_nothing_before_its_turn() -> None:
    desk = applying.ready()
    assert set(wanted(desk)) == {"补偿资金申请书", "县（市）转报意见", "相应印证材料"}
    recorded(applying.apply(desk))
    assert set(wanted(desk)) == {"县（市）转报意见"}
    desk, application = applying.forwarded()
    assert set(wanted(desk)) == {"市政府同意的审核计划"}
    recorded(auditing.plan_up(desk, application))
    assert set(wanted(desk)) == {"市政府同意审核计划的文件"}


def test_a_payment_wants_an_account_money_a_slip_and_a_voucher_one_after_the_other() -> None:
    desk, _ = auditing.entitled()
    assert set(wanted(desk)) == {"收款账户", "资金到位的指标文件"}
    paying.raised(desk)
    assert set(wanted(desk)) == {"收款账户"}
    recorded(paying.enter(desk))
    assert set(wanted(desk)) == {"资金下达文件"}
    recorded(paying.prepare(desk, paying.last(desk)))
    found = wanted(desk)
    assert set(found) == {"拨付凭证"}
    assert (
        found["拨付凭证"].who == "市财政局"
    )  # the step is the city government's to answer for; the treasury pays


def test_a_place_in_the_plan_is_cited_once_however_many_of_its_sentences_are_meant() -> None:
    desk = with_letter()
    fixing.unit(desk, desk.parts()[0], "甲-1", desk.parts()[0].tonnes, "")
    told = [line for line in missing.told(missing.table(scope(desk))) if "甲-1" in line and "来源" in line]
    assert told
    assert all(line.count("五(五)①") == 1 for line in told)


def test_a_changed_account_wants_somebody_asked() -> None:
    desk, _ = auditing.entitled()
    paying.raised(desk)
    recorded(paying.enter(desk, number="6222000099998888"))
    first = paying.last(desk)
    recorded(paying.enter(desk))
    assert set(wanted(desk)) == {"资金下达文件"}  # the first account may still be used
    assert first != paying.last(desk)


def test_a_hold_wants_the_paper_of_who_may_let_it_go() -> None:
    desk, _ = holding.sealed()
    [item] = wanted(desk).values()
    assert (item.what, item.who) == ("明确补偿对象的法院文书", "示例法院")
    assert item.clauses


def test_what_was_paid_wants_the_letters_to_both_departments_of_the_province() -> None:
    desk, _, payment = paying.paid()
    assert set(wanted(desk)) == {"报省工信厅备案的函", "报省财政厅备案的函"}
    recorded(
        desk.ask(File(payments=(payment,), organ=OrganId("prov_iit"), document=paper(desk, "payments.file")))
    )
    assert set(wanted(desk)) == {"报省财政厅备案的函"}
    recorded(
        desk.ask(
            File(payments=(payment,), organ=OrganId("prov_finance"), document=paper(desk, "payments.file"))
        )
    )
    assert wanted(desk) == {}
    assert missing.table(scope(desk)).complete == (UNIT,)


def test_without_a_quota_the_quota_and_the_origin_are_missing_and_without_a_unit_its_filing() -> None:
    desk = with_letter()
    first = desk.parts()[0]
    fixing.unit(desk, first, "甲-1", first.tonnes, "")
    found = missing.table(scope(desk))
    [unit] = [one for firm in found.firms for one in firm.units if one.unit == "甲-1"]
    assert {one.step for one in unit.items} == {"审核额度"}
    assert any("来源" in one.what for one in unit.items)
    rest = [one for firm in found.firms for one in firm.units if one.unit is None]
    assert len(rest) == len(desk.parts()) - 1
    assert {item.what for one in rest for item in one.items} == {"备案文件"}
    assert all(item.clauses for one in rest for item in one.items)


def test_a_quota_put_aside_says_why_and_is_drawn_up_anew_before_anything_else_is_asked_for() -> None:
    desk = fixing.adjusted()
    why = "L05 在清单上由200000吨调为150000吨"
    [row] = [one for one in quota.table(scope(desk)).rows if one.unit == "己-1"]
    assert row.aside == why
    assert f"须重报：{why}" in "".join(quota.told(quota.table(scope(desk))))
    found = missing.table(scope(desk)).firms
    [unit] = [one for firm in found for one in firm.units if one.unit == "己-1"]
    [item] = unit.items
    assert (item.step, item.command) == ("审核额度", "quotas.draw-up")
    assert why in item.finding


def test_nobody_is_told_what_another_county_lacks() -> None:
    desk, _ = auditing.entitled()
    found = missing.table(scope(desk, sight=Sight(county=CountyId("shixi"))))
    assert {one.county for one in found.firms} == {"shixi"}
    assert wanted(desk, sight=Sight(enterprise=part(desk).enterprise)).keys() == {"收款账户"}


@pytest.mark.parametrize("event", ["quota_fixed", "applied", "disbursed", "filed"])
def test_a_step_is_found_by_what_it_is_done_by(event: MoneyEvent) -> None:
    plan = plan_of("shifan-2019")
    step = step_for(plan, event)
    assert step is not None
    assert clauses_of_step(plan, event) == tuple(plan.clauses[name] for name in step.clauses)
    assert clauses_of_step(plan_of("demo-steel"), "filed") == ()
