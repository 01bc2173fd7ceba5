"""审核计划: forwarded applications, in full or cut with a reason; entitled once the city government agrees, and once."""

from datetime import timedelta
from typing import Any

import pytest

from tests.core import test_acceptance as closing
from tests.core import test_applications as applying
from tests.core.test_acceptance import accepted, part
from tests.core.test_applications import UNIT, apply, forward, forwarded, send_back, withdraw
from tests.core.test_quotas import BUILT, MARKET, PROVINCE, WORK_PLAN, draw_up, established
from tests.given import SCAN, Desk, letter, recorded, refused
from tests.steps import CITY, paper
from yajian.core.books import money
from yajian.core.books.money import Purse
from yajian.core.decisions import quotas
from yajian.core.decisions.auditplans import Approve, Cut, DrawUp, Return, Void
from yajian.core.decisions.register import EstablishOrigin, SplitUnit
from yajian.core.facts.auditplans import (
    EntitlementReserved,
    EntitlementVoided,
    GrantProposed,
    PlanApproved,
    PlanDrawnUp,
)
from yajian.core.rules import auditplans as rules
from yajian.core.words import DocumentNo, Seq, Tonnes, UnitId

AGREED = DocumentNo("示政函〔2020〕9号")
NOWHERE = DocumentNo("没有")


def plan_up(desk: Desk, *chosen: Seq, **said: Any) -> object:
    return desk.ask(
        DrawUp(**({"applications": chosen, "document": paper(desk, "auditplans.draw-up")} | said))
    )


def drawn(**said: Any) -> tuple[Desk, Seq]:
    desk, application = forwarded()
    recorded(plan_up(desk, application, **said))
    agreed = letter(AGREED, title="关于同意审核计划的函", issued_on=desk.now.date(), issuer=CITY)
    recorded(desk.ask(agreed, evidence=(SCAN,)))
    return desk, application


def agree(desk: Desk, plan: int = 1, document: DocumentNo = AGREED, **when: Any) -> object:
    return desk.ask(Approve(plan=plan, document=document), **when)


def entitled() -> tuple[Desk, Seq]:
    desk, application = drawn()
    recorded(agree(desk))
    return desk, application


def void(desk: Desk, **said: Any) -> object:
    return desk.ask(
        Void(**({"unit": UNIT, "reason": "企业放弃", "document": paper(desk, "auditplans.void")} | said))
    )


def kept(desk: Desk) -> dict[Purse, int]:
    return {
        purse: fen for purse, fen in money.balances(desk.programme.money, money.of_unit(UNIT)).items() if fen
    }


# 形成 -----------------------------------------------------------------------------------------------


def test_a_plan_grants_what_was_applied_for_or_less_with_a_reason() -> None:
    desk, application = forwarded()
    header, line = recorded(plan_up(desk, application))
    full = part(desk).tonnes * 3000
    assert isinstance(header, PlanDrawnUp)
    assert isinstance(line, GrantProposed)
    assert (header.amount_fen, line.applied_fen, line.amount_fen) == (full, full, full)
    desk, application = forwarded()
    cut = {UNIT: Cut(amount="8,000,000.50", why="一台设备未拆")}
    _, line = recorded(plan_up(desk, application, cuts=cut))
    assert isinstance(line, GrantProposed)
    assert (line.amount_fen, line.why) == (800_000_050, "一台设备未拆")


def test_only_what_the_county_passed_on_by_that_day_is_summed_up() -> None:
    desk, application = applying.applied()
    assert "待县转报" in refused(plan_up(desk, application), "auditplans.draw-up.not-forwarded").finding
    refused(plan_up(desk, Seq(1)), "auditplans.draw-up.not-forwarded")
    refused(plan_up(desk), "auditplans.draw-up.nothing-chosen")
    refused(plan_up(desk, application, document=NOWHERE), "auditplans.draw-up.no-document")


def test_a_unit_stands_in_one_plan_at_a_time() -> None:
    desk, application = drawn()
    assert "第1号" in refused(plan_up(desk, application), "auditplans.draw-up.already-in-a-plan").finding
    recorded(agree(desk))
    refused(plan_up(desk, application), "auditplans.draw-up.already-in-a-plan")


@pytest.mark.parametrize(
    "cut",
    [
        Cut(amount="9000000", why="没有少"),
        Cut(amount="1.234", why="不到分"),
        Cut(amount="", why="空"),
        Cut(amount="1", why=" "),
    ],
)
def test_a_cut_is_less_than_was_asked_to_the_fen_and_has_a_reason(cut: Cut) -> None:
    desk, application = forwarded()
    refused(plan_up(desk, application, cuts={UNIT: cut}), "auditplans.draw-up.cut-unfit")


def test_a_cut_speaks_of_a_unit_of_the_plan() -> None:
    desk, application = forwarded()
    cuts = {UnitId("别的"): Cut(amount="1", why="核减")}
    refused(plan_up(desk, application, cuts=cuts), "auditplans.draw-up.cut-without-application")


def test_what_waits_in_a_plan_is_neither_sent_back_nor_taken_back() -> None:
    desk, application = drawn()
    refused(send_back(desk, application), "applications.return.in-audit-plan")
    refused(withdraw(desk, application), "applications.withdraw.in-audit-plan")
    recorded(agree(desk))
    refused(withdraw(desk, application), "applications.withdraw.in-audit-plan")


# 市政府同意、退回 -----------------------------------------------------------------------------------


def test_an_agreed_plan_keeps_each_units_money_once() -> None:
    desk, _ = drawn()
    header, line = recorded(agree(desk))
    full = part(desk).tonnes * 3000
    assert isinstance(header, PlanApproved)
    assert isinstance(line, EntitlementReserved)
    assert kept(desk) == {Purse.RESERVED: full, Purse.PROMISES: -full}
    assert agree(desk) == ()
    refused(agree(desk, document=paper(desk, "auditplans.approve")), "auditplans.out-of-turn")
    refused(apply(desk), "applications.apply.already-claimed")


def test_a_grant_of_nothing_is_no_entitlement() -> None:
    desk, _ = drawn(cuts={UNIT: Cut(amount="0", why="不予补偿")})
    [header] = recorded(agree(desk))
    assert isinstance(header, PlanApproved)
    assert rules.entitlement(desk.programme, UNIT) is None


def test_a_returned_plan_lets_its_applications_wait_for_another() -> None:
    desk, application = drawn()
    refused(
        desk.ask(Return(plan=1, words="", document=paper(desk, "auditplans.return"))),
        "auditplans.return.no-words",
    )
    refused(desk.ask(Return(plan=1, words="补充", document=NOWHERE)), "auditplans.return.no-document")
    recorded(desk.ask(Return(plan=1, words="补充流向说明", document=paper(desk, "auditplans.return"))))
    refused(plan_up(desk, application), "authority.older-than-what-it-answers")
    recorded(plan_up(desk, application, document=paper(desk, "auditplans.draw-up", 2)))
    refused(agree(desk, 2), "authority.older-than-what-it-answers")
    recorded(agree(desk, 2, document=paper(desk, "auditplans.approve", 2)))


def test_the_city_government_speaks_of_a_plan_there_is_by_a_paper_and_not_before_its_day() -> None:
    desk, _ = drawn()
    refused(agree(desk, 9), "auditplans.no-such-plan")
    refused(agree(desk, document=NOWHERE), "auditplans.approve.no-document")
    refused(agree(desk, effective=desk.base.programme.issued_on), "auditplans.before-the-step-before")


def test_a_quota_that_fell_since_keeps_the_plan_from_being_agreed_to() -> None:
    desk = applying.agreed(accepted(), MARKET)
    recorded(apply(desk))
    application = Seq(len(desk.history))
    recorded(forward(desk, application))
    recorded(plan_up(desk, application))
    before = desk.programme.register.origins[UNIT].known()[-1].seq
    found = EstablishOrigin(unit=UNIT, origin=BUILT, corrects=before)
    recorded(desk.ask(found, evidence=(SCAN,)))
    left = {one.part: "额度重报" for one in desk.parts() if one.part != part(desk).part}
    recorded(draw_up(desk, document=WORK_PLAN, leaves_out=left))
    for step in (
        quotas.Approve(version=2, document=paper(desk, "quotas.approve")),
        quotas.SendUp(version=2, document=paper(desk, "quotas.send-up")),
        quotas.Review(version=2, verdict="同意", document=PROVINCE),
    ):
        recorded(desk.ask(step))
    refused(agree(desk, document=paper(desk, "auditplans.approve")), "auditplans.approve.over-quota")


OTHER = UnitId("庚-2")


def two_units() -> Desk:
    """Given: 100 000 t of the part stand on its second oven as a unit of their own; both are accepted, their quotas agreed to."""
    desk = closing.ready()
    split = SplitUnit(unit=UNIT, into=OTHER, filed_t=Tonnes(100_000), facility=part(desk).facilities[1])
    recorded(desk.ask(split, evidence=(SCAN,)))
    recorded(desk.ask(established(desk, OTHER, BUILT), evidence=(SCAN,)))
    closing.opined(closing.checked(desk))
    recorded(closing.accept(desk))
    return applying.agreed(desk)


def test_a_unit_that_was_granted_nothing_may_be_applied_for_anew_though_another_of_the_application_is_entitled() -> (
    None
):
    desk = two_units()
    recorded(apply(desk, units=(UNIT, OTHER)))
    application = Seq(len(desk.history))
    recorded(forward(desk, application))
    recorded(plan_up(desk, application, cuts={OTHER: Cut(amount="0", why="材料不足")}))
    refused(apply(desk, units=(OTHER,)), "applications.apply.already-claimed")
    recorded(agree(desk, document=paper(desk, "auditplans.approve")))
    assert rules.entitlement(desk.programme, UNIT) is not None
    assert rules.entitlement(desk.programme, OTHER) is None
    refused(apply(desk, units=(UNIT,)), "applications.apply.already-claimed")
    refused(apply(desk, units=(OTHER,)), "authority.older-than-what-it-answers")
    before = desk.now.date() - timedelta(days=7)
    assert not rules.ended(desk.programme, OTHER, application, before)
    recorded(apply(desk, units=(OTHER,), document=paper(desk, "applications.apply", 2)))
    again = Seq(len(desk.history))
    recorded(forward(desk, again, document=paper(desk, "applications.forward", 2)))
    recorded(plan_up(desk, again, document=paper(desk, "auditplans.draw-up", 2)))
    recorded(agree(desk, 2, document=paper(desk, "auditplans.approve", 2)))
    found = rules.entitlement(desk.programme, OTHER)
    assert found is not None
    assert found.fact.application == again


def test_an_application_that_was_granted_nothing_is_done_with() -> None:
    desk, application = drawn(cuts={UNIT: Cut(amount="0", why="材料不足")})
    recorded(agree(desk))
    second = paper(desk, "auditplans.draw-up", 2)
    refusal = refused(plan_up(desk, application, document=second), "auditplans.draw-up.application-ended")
    assert "核定为 0" in refusal.finding
    recorded(apply(desk, document=paper(desk, "applications.apply", 2)))


# 取消列支 -------------------------------------------------------------------------------------------


def test_an_entitlement_that_is_voided_is_not_owed_and_may_be_applied_for_anew() -> None:
    desk, application = entitled()
    [fact] = recorded(void(desk))
    assert isinstance(fact, EntitlementVoided)
    assert fact.application == application
    assert kept(desk) == {}
    refused(plan_up(desk, application), "auditplans.draw-up.application-ended")
    refused(apply(desk), "authority.older-than-what-it-answers")
    recorded(apply(desk, document=paper(desk, "applications.apply", 2)))
    again = Seq(len(desk.history))
    refused(forward(desk, again), "authority.older-than-what-it-answers")
    recorded(forward(desk, again, document=paper(desk, "applications.forward", 2)))


def test_voiding_has_something_to_void_a_reason_a_paper_and_a_day_after_the_agreement() -> None:
    desk, _ = drawn()
    refused(void(desk), "auditplans.void.nothing-kept")
    recorded(agree(desk))
    refused(void(desk, reason=""), "auditplans.void.no-reason")
    refused(void(desk, document=NOWHERE), "auditplans.void.no-document")
    early = desk.ask(
        Void(unit=UNIT, reason="放弃", document=paper(desk, "auditplans.void")),
        effective=desk.base.programme.issued_on,
    )
    refused(early, "auditplans.void.before-approval")
