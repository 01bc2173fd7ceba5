"""补偿申请: for what was accepted, at the quota the province agreed to, through the county, and once."""

from datetime import date
from typing import Any

import pytest

from tests.core import test_acceptance as closing
from tests.core.test_quotas import BUILT, PROVINCE, WORK_PLAN, confirm, established
from tests.given import LETTER, SCAN, Desk, contract, letter, recorded, refused
from tests.steps import paper
from yajian.core.decisions.applications import Apply, Forward, Return, Withdraw
from yajian.core.decisions.quotas import Approve, DrawUp, Review, SendUp
from yajian.core.decisions.register import EstablishOrigin
from yajian.core.facts.applications import Applied, Forwarded, Returned, Withdrawn
from yajian.core.rules import applications as rules
from yajian.core.rules.charter import document
from yajian.core.words import DocumentNo, EnterpriseId, Seq, UnitId

UNIT = UnitId("庚-1")


def agreed(desk: Desk, origin: str = BUILT) -> Desk:
    """Given: the quota of the part is fixed, approved, sent up and agreed to."""
    recorded(desk.ask(letter(WORK_PLAN, title="具体工作方案"), evidence=(SCAN,)))
    recorded(desk.ask(letter(PROVINCE, title="审核意见", issuer="省工信厅"), evidence=(SCAN,)))
    part = closing.part(desk)
    recorded(desk.ask(established(desk, UNIT, origin), evidence=(SCAN,)))
    assert part.county is not None
    recorded(confirm(desk, part.county))
    left = {one.part: "产能来源还没有认定" for one in desk.parts() if one.part != part.part}
    recorded(desk.ask(DrawUp(document=WORK_PLAN, leaves_out=left)))
    for step in (
        Approve(version=1, document=paper(desk, "quotas.approve")),
        SendUp(version=1, document=paper(desk, "quotas.send-up")),
    ):
        recorded(desk.ask(step))
    recorded(desk.ask(Review(version=1, verdict="同意", document=PROVINCE)))
    return desk


def ready() -> Desk:
    """Given: accepted, and its quota agreed to."""
    return agreed(closing.accepted())


def apply(desk: Desk, **said: Any) -> object:
    words: dict[str, Any] = {
        "enterprise": closing.part(desk).enterprise,
        "units": (UNIT,),
        "materials": {"备案文件": LETTER},
        "document": paper(desk, "applications.apply"),
    } | said
    return desk.ask(Apply(**words), effective=said.get("effective"))


def applied() -> tuple[Desk, Seq]:
    desk = ready()
    recorded(apply(desk))
    return desk, Seq(len(desk.history))


def forward(desk: Desk, application: Seq, **said: Any) -> object:
    words: dict[str, Any] = {
        "application": application,
        "words": "材料齐全",
        "document": paper(desk, "applications.forward"),
    } | said
    return desk.ask(Forward(**words))


def forwarded() -> tuple[Desk, Seq]:
    desk, application = applied()
    recorded(forward(desk, application))
    return desk, application


# 企业申请 -------------------------------------------------------------------------------------------


def test_an_enterprise_applies_for_its_quota_without_typing_an_amount() -> None:
    desk = ready()
    [fact] = recorded(apply(desk))
    assert isinstance(fact, Applied)
    assert fact.amount_fen == closing.part(desk).tonnes * 3000
    assert (fact.quota_version, [one.unit for one in fact.units]) == (1, [UNIT])


def test_what_is_not_accepted_is_not_applied_for() -> None:
    desk = agreed(closing.ready())
    refusal = refused(apply(desk), "applications.apply.conditions-unmet")
    assert "验收合格" in refusal.finding


def test_a_letter_of_application_is_no_evidence_of_what_it_says() -> None:
    desk = ready()
    itself = {"备案文件": paper(desk, "applications.apply")}
    refused(apply(desk, materials=itself), "applications.apply.material-is-the-application")


def test_without_the_provinces_agreement_there_is_nothing_to_apply_for() -> None:
    refusal = refused(apply(closing.accepted()), "applications.apply.no-quota")
    assert UNIT in refusal.finding


def test_acceptance_and_review_come_in_either_order_and_both_before_the_application() -> None:
    desk = agreed(closing.opined(closing.checked(closing.ready())))
    recorded(closing.accept(desk))
    recorded(apply(desk))


def test_an_application_written_before_the_acceptance_is_refused_by_the_day_of_the_papers() -> None:
    desk = ready()
    paper(desk, "applications.apply", on=date(2020, 1, 4))
    early = desk.ask(
        Apply(
            enterprise=closing.part(desk).enterprise,
            units=(UNIT,),
            materials={"备案文件": LETTER},
            document=paper(desk, "applications.apply"),
        ),
        effective=date(2020, 1, 5),
    )
    refusal = refused(early, "authority.older-than-what-it-answers")
    assert closing.OPINION in refusal.finding
    applied_for = next(one for one in desk.plan.compensation.flow if one.done_when == "applied")
    assert refusal.basis == desk.plan.clauses[applied_for.clauses[0]]


def test_the_same_unit_is_applied_for_once() -> None:
    desk, application = applied()
    refusal = refused(apply(desk), "applications.apply.already-claimed")
    assert f"第{application}条" in refusal.finding


@pytest.mark.parametrize("units", [(), (UNIT, UNIT), (UnitId("没有"),)])
def test_an_application_names_units_of_the_book_once_each(units: tuple[UnitId, ...]) -> None:
    refused(apply(ready(), units=units), "applications.apply.no-such-unit")


def test_nobody_applies_for_anothers_unit() -> None:
    desk = ready()
    other = next(one.enterprise for one in desk.parts() if one.enterprise != closing.part(desk).enterprise)
    theirs = paper(desk, "applications.apply", 2, issuer=desk.plan.enterprises[other].name)
    refused(apply(desk, enterprise=other, document=theirs), "applications.apply.not-their-unit")
    refused(apply(desk, enterprise=other), "authority.not-its-word")
    refused(apply(desk, enterprise=EnterpriseId("新名称")), "applications.apply.not-their-unit")


def test_supporting_papers_are_on_the_register_and_at_least_one() -> None:
    desk = ready()
    refused(apply(desk, materials={"合同": DocumentNo("没有")}), "applications.apply.material-not-registered")
    assert "印证材料" in refused(apply(desk, materials={}), "applications.apply.conditions-unmet").finding


def test_an_application_is_a_paper_on_the_register() -> None:
    refused(apply(ready(), document=DocumentNo("没有")), "applications.apply.no-document")


# 县转报 ---------------------------------------------------------------------------------------------


def test_the_county_passes_it_on_or_sends_it_back_with_words() -> None:
    desk, application = applied()
    refused(forward(desk, application, words=" "), "applications.forward.no-words")
    refused(forward(desk, application, document=DocumentNo("没有")), "applications.forward.no-document")
    [fact] = recorded(forward(desk, application))
    assert isinstance(fact, Forwarded)
    assert forward(desk, application) == ()
    desk, application = applied()
    [fact] = recorded(forward(desk, application, verdict="退回", words="缺交易合同"))
    assert isinstance(fact, Returned)
    assert not fact.by_city
    refused(apply(desk), "authority.older-than-what-it-answers")
    recorded(apply(desk, document=paper(desk, "applications.apply", 2)))


def test_what_was_sent_back_is_not_passed_on() -> None:
    desk, application = applied()
    recorded(forward(desk, application, verdict="退回", words="缺交易合同"))
    refusal = refused(forward(desk, application), "applications.out-of-turn")
    assert "县已退回" in refusal.finding


def test_a_condition_that_fell_away_since_holds_the_application_in_the_county() -> None:
    desk, application = applied()
    origin = desk.programme.register.origins[UNIT].known()[-1].seq
    late = EstablishOrigin(
        unit=UNIT,
        origin="market_acquired",
        corrects=origin,
        **contract(desk, "示交〔2020〕1号", desk.now.date(), "示例出让方"),
    )
    recorded(desk.ask(late, evidence=(SCAN,)))
    refusal = refused(forward(desk, application), "applications.forward.conditions-unmet")
    assert "产能来源" in refusal.finding


def test_only_an_application_is_passed_on_and_not_before_its_day() -> None:
    desk, application = applied()
    refused(forward(desk, Seq(1)), "applications.no-such-application")
    written = document(desk.programme, paper(desk, "applications.apply"))
    assert written is not None
    day = written.value.issued_on  # it was handed in the day after
    said = paper(desk, "applications.forward", 2, on=day)
    early = desk.ask(Forward(application=application, words="齐全", document=said), effective=day)
    refused(early, "applications.before-the-step-before")


# 退回与撤回 -----------------------------------------------------------------------------------------


def send_back(desk: Desk, application: Seq, **said: Any) -> object:
    words: dict[str, Any] = {
        "application": application,
        "words": "缺流向说明",
        "document": paper(desk, "applications.return"),
    } | said
    return desk.ask(Return(**words))


def test_the_city_sends_back_what_was_passed_on_and_the_enterprise_applies_anew() -> None:
    desk, application = forwarded()
    [fact] = recorded(send_back(desk, application))
    assert isinstance(fact, Returned)
    assert fact.by_city
    found = rules.standing(desk.programme, application)
    assert found is not None
    assert found.stage == "市已退回"
    refused(apply(desk), "authority.older-than-what-it-answers")
    recorded(apply(desk, document=paper(desk, "applications.apply", 2)))


def test_the_city_sends_back_with_words_by_a_paper_and_in_its_turn() -> None:
    desk, application = applied()
    recorded(forward(desk, application))
    refused(send_back(desk, application, words=""), "applications.return.no-words")
    refused(send_back(desk, application, document=DocumentNo("没有")), "applications.return.no-document")
    recorded(send_back(desk, application))
    again = paper(desk, "applications.return", 2)
    refused(send_back(desk, application, document=again), "applications.out-of-turn")


def withdraw(desk: Desk, application: Seq, **said: Any) -> object:
    words: dict[str, Any] = {
        "application": application,
        "reason": "金额有误",
        "document": paper(desk, "applications.withdraw"),
    } | said
    return desk.ask(Withdraw(**words))


def test_an_enterprise_takes_its_application_back_with_a_reason_and_once() -> None:
    desk, application = forwarded()
    refused(withdraw(desk, application, reason=""), "applications.withdraw.no-reason")
    refused(withdraw(desk, application, document=DocumentNo("没有")), "applications.withdraw.no-document")
    [fact] = recorded(withdraw(desk, application))
    assert isinstance(fact, Withdrawn)
    refused(withdraw(desk, application), "applications.out-of-turn")
    refused(apply(desk), "authority.older-than-what-it-answers")
    recorded(apply(desk, document=paper(desk, "applications.apply", 2)))
