"""Papers about money: named by what is on record, kept back while money may not move, good for the step that cites them."""

from datetime import timedelta
from typing import Any

import pytest

from tests.core import test_acceptance as accepting
from tests.core import test_applications as applying
from tests.core import test_auditplans as auditing
from tests.core import test_clawbacks as taking_back
from tests.core import test_payments as paying
from tests.given import SCAN, Desk, adopted, recorded, refused
from tests.papers.subjects import approved, drafting
from tests.steps import CITY, CITY_FINANCE, COUNTY_IIT, FIRM
from yajian.core.decisions.applications import Forward
from yajian.core.decisions.clawbacks import GiveOpinion, IssueNotice
from yajian.core.decisions.papers import Close, Draft, Number, Opine
from yajian.core.decisions.payments import File
from yajian.core.decisions.quotas import SendUp
from yajian.core.decisions.targets import PartChange, PublishList
from yajian.core.facts.papers import PaperDrafted
from yajian.core.reports.papers import Following, following
from yajian.core.rules import papers as rules
from yajian.core.rules.papers import STEPS
from yajian.core.rules.roles import touched
from yajian.core.words import DocumentNo, OrganId, PaperId, Seq

FIRST, NUMBER = PaperId("2020-1"), DocumentNo("示工信函〔2020〕1号")


def draft(desk: Desk, draws: str, **said: Any) -> Draft:
    return drafting(desk, draws, **({"part": None, "issuer": "市工信局"} | said))


def out(desk: Desk, command: Draft) -> Desk:
    """Given: the paper drafted, signed by the four, numbered and closed on its scan."""
    (fact,) = recorded(desk.ask(command))
    assert isinstance(fact, PaperDrafted)
    for step in STEPS:
        recorded(desk.ask(Opine(paper=fact.paper, step=step, name=f"示例{step}", words="同意")))
    recorded(desk.ask(Number(paper=fact.paper, code="示工信函")))
    closing = Close(paper=fact.paper, issued_on=desk.now.date() + timedelta(days=1), signer="示例局长")
    recorded(desk.ask(closing, evidence=(SCAN,)))
    return desk


def after(desk: Desk) -> Following | None:
    paper = next(iter(desk.programme.papers.papers))
    found = rules.standing(desk.programme, paper)
    assert found is not None
    return following(desk.plan, desk.programme, found)


def number(desk: Desk) -> DocumentNo:
    found = rules.standing(desk.programme, next(iter(desk.programme.papers.papers)))
    assert found is not None
    assert found.closed is not None
    return found.closed.value.document_no


# What they are about ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draws", "field"),
    [
        ("quota_table", "quota_version"),
        ("quota_letter", "quota_version"),
        ("application", "enterprise"),
        ("county_forward", "application"),
        ("disbursement", "audit_plan"),
        ("payment_filing", "audit_plan"),
        ("clawback_opinion", "county"),
        ("clawback_notice", "county"),
    ],
)
def test_a_paper_about_money_says_what_it_is_about(draws: str, field: str) -> None:
    desk = adopted()
    refusal = refused(desk.ask(draft(desk, draws, **{field: None})), "papers.draft.subject-missing")
    assert refusal.field == field


@pytest.mark.parametrize(
    ("draws", "field", "value"),
    [
        ("quota_table", "quota_version", 9),
        ("county_forward", "application", Seq(1)),
        ("audit_plan", "audit_plan", 9),
    ],
)
def test_it_is_about_something_on_record(draws: str, field: str, value: Any) -> None:
    desk = adopted()
    refusal = refused(desk.ask(draft(desk, draws, **{field: value})), "papers.draft.no-such-subject")
    assert refusal.field == field


def test_what_came_to_be_later_is_not_what_an_earlier_paper_is_about() -> None:
    desk = approved()
    early = draft(desk, "quota_table", quota_version=1, known=Seq(4))
    refused(desk.ask(early), "papers.draft.no-such-subject")


def test_an_audit_plan_that_is_not_entered_yet_need_not_be_named() -> None:
    desk, _ = applying.forwarded()
    (fact,) = recorded(desk.ask(draft(desk, "audit_plan")))
    assert isinstance(fact, PaperDrafted)
    assert fact.about is None


# What is kept back --------------------------------------------------------------------------------


def test_no_money_is_sent_out_under_a_plan_the_city_government_did_not_agree_to() -> None:
    desk, _ = auditing.drawn()
    refusal = refused(desk.ask(draft(desk, "disbursement", audit_plan=1)), "papers.draft.plan-not-approved")
    assert "待市政府同意" in refusal.finding
    recorded(auditing.agree(desk))
    recorded(desk.ask(draft(desk, "disbursement", audit_plan=1)))


def test_no_money_is_asked_back_before_a_paper_confirmed_how_it_is_reckoned() -> None:
    desk = taking_back.missed()
    code = "papers.draft.clawback-not-settled"
    assert "没有等待通知的收回意见" in refused(desk.ask(draft(desk, "clawback_notice")), code).finding
    desk, _ = taking_back.given()
    assert "金额口径还没有凭文件确认" in refused(desk.ask(draft(desk, "clawback_notice")), code).finding
    taking_back.confirm(desk, "unfinished")
    assert (
        "“未完成产能×各产能单元标准”算得" in refused(desk.ask(draft(desk, "clawback_notice")), code).finding
    )


def test_once_it_is_confirmed_and_settled_the_notice_is_drafted() -> None:
    desk, _ = taking_back.given()
    taking_back.confirm(desk, "unfinished_capped")
    recorded(desk.ask(draft(desk, "clawback_notice")))


def test_nothing_is_asked_for_what_was_finished_meanwhile() -> None:
    desk, _ = taking_back.finished_since()
    asked = draft(desk, "clawback_notice", county="shinan")
    said = refused(desk.ask(asked), "papers.draft.clawback-not-settled")
    assert "没有到期未完成的分项" in said.finding


# Who drafts them ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draws", "citys"),
    [
        ("clawback_opinion", {"city_iit"}),
        ("clawback_notice", {"city_finance"}),
        ("disbursement", {"city_finance"}),
        ("county_forward", set()),
        ("progress", set()),
    ],
)
def test_what_the_plan_has_the_city_make_is_not_within_a_countys_grant(draws: str, citys: set[str]) -> None:
    desk = adopted()
    found = touched(desk.plan, desk.programme, draft(desk, draws))
    assert {one.organ for one in found if one.county is None} == citys


# What follows -------------------------------------------------------------------------------------


def test_a_letter_for_review_is_followed_by_its_sending_once() -> None:
    desk = approved()
    assert (
        after(out(desk, draft(desk, "quota_letter", county=None, quota_version=1, issuer=CITY))) is not None
    )
    step = after(desk)
    assert step is not None
    assert (step.command, step.filled["version"], step.filled["document"]) == (
        "quotas.send-up",
        "1",
        number(desk),
    )
    recorded(desk.ask(SendUp(version=1, document=number(desk))))
    assert after(desk) is None


def test_an_application_is_followed_by_its_entry_once() -> None:
    desk = applying.ready()
    firm = accepting.part(desk).enterprise
    out(desk, draft(desk, "application", county=None, enterprise=firm, issuer=FIRM))
    step = after(desk)
    assert step is not None
    assert (step.command, step.filled["enterprise"]) == ("applications.apply", firm)
    recorded(applying.apply(desk, document=number(desk)))
    assert after(desk) is None


def test_a_countys_opinion_is_followed_by_passing_the_application_on_in_its_words() -> None:
    desk, application = applying.applied()
    out(
        desk,
        draft(
            desk,
            "county_forward",
            application=application,
            remark="材料齐全，与验收意见书一致",
            issuer=COUNTY_IIT,
        ),
    )
    step = after(desk)
    assert step is not None
    assert (step.command, step.filled["words"]) == ("applications.forward", "材料齐全，与验收意见书一致")
    forward = Forward(application=application, words=step.filled["words"], document=number(desk))
    recorded(desk.ask(forward))
    assert after(desk) is None


def test_an_audit_plan_drafted_from_what_was_forwarded_is_followed_by_its_entry() -> None:
    desk, application = applying.forwarded()
    out(desk, draft(desk, "audit_plan", county=None))
    step = after(desk)
    assert step is not None
    assert step.command == "auditplans.draw-up"
    recorded(auditing.plan_up(desk, application, document=number(desk)))
    assert after(desk) is None


def test_a_paper_that_sends_money_out_is_followed_by_slips_that_cite_it() -> None:
    desk, account = paying.ready()
    out(desk, draft(desk, "disbursement", county=None, audit_plan=1, issuer=CITY_FINANCE))
    step = after(desk)
    assert step is not None
    assert step.command == "payments.prepare"
    recorded(paying.prepare(desk, account, document=number(desk)))
    assert after(desk) is None


def test_a_filing_is_entered_for_one_organ_after_the_other() -> None:
    desk, _, payment = paying.paid()
    out(desk, draft(desk, "payment_filing", county=None, audit_plan=1, issuer=CITY))
    for organ in ("prov_iit", "prov_finance"):
        step = after(desk)
        assert step is not None
        assert (step.command, step.filled["organ"]) == ("payments.file", organ)
        recorded(desk.ask(File(payments=(payment,), organ=OrganId(organ), document=number(desk))))
    assert after(desk) is None


def test_an_opinion_and_then_a_notice_are_each_followed_by_their_entry() -> None:
    desk = taking_back.missed()
    out(desk, draft(desk, "clawback_opinion"))
    step = after(desk)
    assert step is not None
    assert step.command == "clawbacks.give-opinion"
    recorded(desk.ask(GiveOpinion(county=taking_back.SHIDONG, document=number(desk))))
    assert after(desk) is None

    desk, matter = taking_back.given()
    taking_back.confirm(desk, "unfinished_capped")
    out(desk, draft(desk, "clawback_notice", issuer=CITY_FINANCE))
    step = after(desk)
    assert step is not None
    assert (step.command, step.filled["opinion"]) == ("clawbacks.issue-notice", str(matter))
    recorded(desk.ask(IssueNotice(opinion=matter, document=number(desk))))
    assert after(desk) is None


def test_an_adjustment_signed_by_all_is_followed_by_another_version_of_the_list_once() -> None:
    desk = adopted()
    out(desk, draft(desk, "adjustment"))
    step = after(desk)
    assert step is not None
    assert (step.command, step.filled["document"]) == ("targets.publish-list", number(desk))
    other = next(one for one in desk.parts() if not one.facilities)
    changes = {other.part: PartChange(facilities=("1号焦炉",))}
    published = PublishList(list=desk.base.retirement_list.id, changes=changes, document=number(desk))
    recorded(desk.ask(published))
    assert after(desk) is None
