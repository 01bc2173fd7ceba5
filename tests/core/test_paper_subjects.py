"""Papers about one oven, part or enterprise: kept back by what is missing, and good for the step that follows them."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from tests.core import test_acceptance as accepting
from tests.core import test_releases as releasing
from tests.core import test_workplans as planning
from tests.given import LETTER, SCAN, Desk, adopted, recorded, refused, with_letter
from tests.papers.subjects import down, drafting, opened, oven, visited
from tests.steps import FIRM
from yajian.core.decisions.acceptance import Accept
from yajian.core.decisions.papers import Close, Draft, Number, Opine
from yajian.core.decisions.releases import Release
from yajian.core.decisions.risks import Assess
from yajian.core.decisions.roles import GrantRole
from yajian.core.decisions.workplans import Review
from yajian.core.facts.papers import PaperDrafted, Step
from yajian.core.facts.workplans import PlanReviewed
from yajian.core.reports import inbox
from yajian.core.reports.papers import following
from yajian.core.reports.progress import progress
from yajian.core.rules import organs
from yajian.core.rules import papers as rules
from yajian.core.rules.papers import STEPS, THREE
from yajian.core.words import EnterpriseId, OrganId, PaperId, PartId, Seq

FIRST = PaperId("2020-1")
PLANNED = date(2020, 3, 1)


def releasing_draft(desk: Desk, **said: Any) -> Draft:
    return drafting(desk, "release_shutdown", **({"facility": oven(desk), "planned_on": PLANNED} | said))


def out(desk: Desk, draft: Draft) -> Desk:
    """Given: the paper drafted, signed by its own chain, numbered and closed on its scan."""
    recorded(desk.ask(draft))
    found = rules.standing(desk.programme, FIRST)
    assert found is not None
    for step in found.chain:
        recorded(desk.ask(Opine(paper=FIRST, step=step, name=f"示例{step}", words="同意")))
    recorded(desk.ask(Number(paper=FIRST, code="示焦压减办")))
    closing = Close(paper=FIRST, issued_on=desk.now.date() + timedelta(days=1), signer="示例局长")
    recorded(desk.ask(closing, evidence=(SCAN,)))
    return desk


def after(desk: Desk) -> Any:
    found = rules.standing(desk.programme, FIRST)
    assert found is not None
    return following(desk.plan, desk.programme, found)


# What a paper has to name --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draws", "left_out"),
    [
        ("release_shutdown", "county"),
        ("release_shutdown", "part"),
        ("release_shutdown", "planned_on"),
        ("completion_report", "enterprise"),
    ],
)
def test_a_paper_says_what_it_is_about(draws: str, left_out: str) -> None:
    desk = adopted()
    whole = {"facility": oven(desk), "planned_on": PLANNED, "enterprise": releasing.part(desk).enterprise}
    refusal = refused(
        desk.ask(drafting(desk, draws, **(whole | {left_out: None}))), "papers.draft.subject-missing"
    )
    assert refusal.field == left_out


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("part", PartId("L99")),
        ("facility", "9号焦炉"),
        ("county", "shixi"),
        ("enterprise", EnterpriseId("nobody")),
        ("seal", Seq(1)),
    ],
)
def test_a_paper_is_about_something_there_is(field: str, value: object) -> None:
    desk = adopted()
    refusal = refused(desk.ask(releasing_draft(desk, **{field: value})), "papers.draft.no-such-subject")
    assert refusal.field == field


# 同意停炉、同意拆除 ---------------------------------------------------------------------------------


def test_a_release_paper_is_not_even_drafted_while_conditions_keep_it_back() -> None:
    desk = adopted()
    refusal = refused(desk.ask(releasing_draft(desk)), "papers.draft.conditions-unmet")
    held = releasing.before(desk).held_by
    assert held
    assert all(line.condition.label in refusal.finding for line in held)


def test_nor_while_nobody_signed_for_what_it_warns_of() -> None:
    desk = releasing.overridden(with_letter())
    refused(desk.ask(releasing_draft(desk)), "papers.draft.warning-unsigned")


def test_signed_for_and_overridden_it_is_drafted_for_its_oven_and_day() -> None:
    desk = opened()
    (fact,) = recorded(desk.ask(releasing_draft(desk)))
    assert isinstance(fact, PaperDrafted)
    assert fact.about is not None
    assert (fact.about.part, fact.about.facility) == (releasing.part(desk).part, oven(desk))
    assert (fact.about.planned_on, fact.chain, fact.enterprise) == (PLANNED, (), None)
    assert desk.ask(releasing_draft(desk)) == ()


def test_another_day_is_another_draft_of_the_same_paper_and_another_oven_is_another_paper() -> None:
    desk = opened()
    recorded(desk.ask(releasing_draft(desk)))
    later = releasing_draft(desk, paper=FIRST, planned_on=PLANNED + timedelta(days=9))
    (fact,) = recorded(desk.ask(later))
    assert isinstance(fact, PaperDrafted)
    assert fact.version == 2
    other = releasing.part(desk).facilities[1]
    down(desk, "shut", other)
    elsewhere = drafting(desk, "site_confirmation", facility=other, paper=FIRST)
    refused(desk.ask(elsewhere), "papers.draft.another-paper")


def test_what_is_done_is_not_released_afterwards() -> None:
    desk = down(opened(), "shut")
    refused(desk.ask(releasing_draft(desk)), "papers.draft.done-already")


def test_nothing_is_released_for_a_day_gone_by() -> None:
    desk = opened()
    refused(desk.ask(releasing_draft(desk, planned_on=date(2020, 1, 2))), "papers.draft.planned-before-paper")


def test_a_plan_without_such_a_gate_has_no_such_paper() -> None:
    desk = opened()
    gates = {name: one for name, one in desk.plan.gates.items() if one.releases != "shutdown"}
    bare = msgspec.structs.replace(desk.plan, gates=gates)
    refused(desk.ask(releasing_draft(desk), plan=bare), "papers.draft.no-such-subject")


def test_out_it_waits_to_be_entered_as_the_release_and_nothing_has_to_be_typed_again() -> None:
    desk = out(opened(), releasing_draft(opened(), issuer="市领导小组办公室"))
    found = after(desk)
    assert found.command == "releases.release"
    sheet = progress(desk.plan, desk.programme, desk.now.date())
    assert "releases.release" in {one.command for one in inbox.waiting(desk.plan, desk.programme, sheet)}
    filled = dict(found.filled)
    day = date.fromisoformat(filled.pop("effective"))
    (fact,) = recorded(desk.ask(msgspec.convert(filled, Release), effective=day))
    assert fact.document == "示焦压减办〔2020〕1号"  # type: ignore[union-attr]
    assert after(desk) is None


# 审查意见 ---------------------------------------------------------------------------------------------


def test_a_review_is_of_a_plan_that_was_handed_in() -> None:
    desk = adopted()
    firm = releasing.part(desk).enterprise
    review = next(one for one in desk.plan.templates.values() if "审查" in one.title)
    drawn = msgspec.structs.replace(review, draws="plan_review")
    plan = msgspec.structs.replace(desk.plan, templates={**desk.plan.templates, review.id: drawn})
    command = releasing_draft(
        desk, template=review.id, part=None, facility="", enterprise=firm, reviewer=OrganId("city_emergency")
    )
    refused(desk.ask(command, plan=plan), "papers.draft.nothing-to-review")


def test_a_review_is_signed_first_and_then_entered_on_its_own_paper() -> None:
    desk = planning.planned()
    firm, bureau = planning.part(desk).enterprise, planning.bureau(desk)
    body = organs.organ(desk.plan, desk.programme, bureau)
    assert body is not None
    said = {"issuer": body.name, "enterprise": firm, "reviewer": bureau, "remark": "停炉步骤可行"}
    out(desk, drafting(desk, "plan_review", part=None, **said))
    found = after(desk)
    assert (found.command, found.words) == ("workplans.review", "据此登记审查意见")
    filled = dict(found.filled)
    day = date.fromisoformat(filled.pop("effective"))
    command = msgspec.convert(filled | {"said": "同意"}, Review, strict=False)
    (fact,) = recorded(desk.ask(command, effective=day, evidence=(SCAN,)))
    assert isinstance(fact, PlanReviewed)
    assert (fact.opinion, fact.reviewer) == ("停炉步骤可行", "示例局长")
    assert after(desk) is None


# 现场确认书 -----------------------------------------------------------------------------------------


def test_three_organs_sign_on_the_spot_each_for_itself_and_in_their_order() -> None:
    desk = down(opened(), "shut")
    recorded(desk.ask(drafting(desk, "site_confirmation", facility=oven(desk))))
    found = rules.standing(desk.programme, FIRST)
    assert found is not None
    assert found.chain == THREE
    refused(
        desk.ask(Opine(paper=FIRST, step="市级", name="示例市级", words="属实")), "papers.opine.out-of-turn"
    )
    for step in THREE:
        recorded(desk.ask(Opine(paper=FIRST, step=step, name=f"示例{step}", words="属实"), evidence=(SCAN,)))
    found = rules.standing(desk.programme, FIRST)
    assert found is not None
    assert found.stage == "待编号"


def test_no_organ_enters_the_signature_of_another_and_the_office_has_the_sheet() -> None:
    desk = down(opened(), "shut")
    county = str(releasing.part(desk).county)
    grant = GrantRole(person="示例东", role="county", organ=OrganId(county), document=LETTER)
    recorded(desk.ask(grant))
    who: dict[str, Any] = {"role": "county", "actor": "示例东", "organ": county}
    recorded(desk.ask(drafting(desk, "site_confirmation", facility=oven(desk)), **who))

    def sign(step: Step, **more: Any) -> object:
        return desk.ask(Opine(paper=FIRST, step=step, name="随便谁", words="属实"), **more)

    refused(sign("企业"), "papers.opine.no-sheet")
    refused(sign("企业", **who), "papers.opine.no-sheet")
    recorded(sign("企业", evidence=(SCAN,), **who))
    refused(sign("县（市）"), "papers.opine.no-sheet")
    recorded(sign("县（市）", **who))
    refused(sign("市级", evidence=(SCAN,), **who), "papers.opine.anothers-signature")
    recorded(sign("市级"))


def test_what_still_stands_is_not_confirmed() -> None:
    desk = adopted()
    refused(desk.ask(drafting(desk, "site_confirmation", facility=oven(desk))), "papers.draft.still-standing")


def test_every_other_paper_is_signed_by_the_four_of_one_organ() -> None:
    assert {rules.chain(one) for one in adopted().plan.templates.values()} == {STEPS, THREE}


# 完工报告、初验意见、验收意见书 -----------------------------------------------------------------------


def test_a_completion_report_is_of_a_part_that_is_down() -> None:
    desk = accepting.shut(adopted(), ovens=1)
    firm = releasing.part(desk).enterprise
    refused(desk.ask(drafting(desk, "completion_report", enterprise=firm)), "papers.draft.not-finished")


def test_a_completion_report_is_the_enterprises_own_and_then_reports_the_completion() -> None:
    desk = accepting.ready()
    firm = releasing.part(desk).enterprise
    own = releasing.part(desk).enterprise_name
    out(desk, drafting(desk, "completion_report", enterprise=firm, issuer=own, remark="就地封存"))
    found = rules.standing(desk.programme, FIRST)
    assert found is not None
    assert (found.draft.enterprise, found.draft.county) == (firm, None)
    assert after(desk).command == "acceptance.report"
    assert after(desk).filled["whereabouts"] == "就地封存"
    recorded(accepting.report(desk, document=found.closed.value.document_no))  # type: ignore[union-attr]
    assert after(desk) is None


def test_an_enterprise_drafts_its_own_papers_and_no_other() -> None:
    desk = accepting.ready()
    firm = releasing.part(desk).enterprise
    grant = GrantRole(person="示例庚", role="enterprise", organ=OrganId(firm), document=LETTER)
    recorded(desk.ask(grant))
    who: dict[str, Any] = {"role": "enterprise", "actor": "示例庚", "organ": firm}
    refused(desk.ask(drafting(desk, "site_confirmation", facility=oven(desk)), **who), "roles.anothers-paper")
    own = drafting(desk, "completion_report", enterprise=firm, county=None)
    recorded(desk.ask(own, **who))
    recorded(desk.ask(Opine(paper=FIRST, step="经办", name="示例庚", words="请审签"), **who))


def test_an_opinion_of_acceptance_is_drafted_only_from_what_the_city_went_to_see() -> None:
    desk = visited("县级")
    refused(desk.ask(drafting(desk, "acceptance")), "papers.draft.nothing-visited")
    desk = visited("市级")
    recorded(desk.ask(drafting(desk, "acceptance")))


def test_a_countys_opinion_is_drafted_once_the_firm_reported_and_the_visit_is_entered_on_it() -> None:
    desk = accepting.ready()
    refused(desk.ask(drafting(desk, "county_check")), "papers.draft.nothing-to-visit")
    recorded(accepting.report(desk))
    out(desk, drafting(desk, "county_check", remark="与报告相符"))
    found = after(desk)
    assert (found.command, found.words) == ("acceptance.check", "据此登记初验")
    filled = found.filled
    keys = [value for name, value in filled.items() if name.startswith("looked:")]
    assert keys == list(accepting.looked(desk))
    assert (filled["level"], filled["words"]) == ("县级", "与报告相符")
    day = date.fromisoformat(filled["effective"])
    recorded(accepting.check(desk, level=filled["level"], document=filled["document"], effective=day))
    assert after(desk) is None


def test_an_opinion_that_writes_up_a_countys_visit_on_record_enters_no_second_one() -> None:
    desk = visited("县级")
    out(desk, drafting(desk, "county_check"))
    assert after(desk) is None


def test_what_was_accepted_is_not_looked_at_again() -> None:
    desk = accepting.accepted()
    refused(desk.ask(drafting(desk, "county_check")), "papers.draft.nothing-to-visit")


def test_a_report_of_risks_is_drafted_first_and_each_kind_is_entered_on_it() -> None:
    desk = with_letter()
    out(desk, drafting(desk, "risks", part=None))
    assert desk.plan.risks is not None
    for kind in desk.plan.risks.kinds:
        found = after(desk)
        assert found.command == "risks.assess"
        assert kind.label in found.words
        filled = dict(found.filled)
        day = date.fromisoformat(filled.pop("effective"))
        command = Assess(
            **filled,
            likelihood="高",
            impact="较大",
            conclusion="有影响",
            owner="示例县长",
            measure="逐户落实",
            due=day,
        )
        recorded(desk.ask(command, effective=day))
    assert after(desk) is None


def test_a_work_plan_is_drafted_first_and_then_handed_in_on_its_own_paper() -> None:
    desk = with_letter()
    firm = planning.part(desk).enterprise
    said = {"enterprise": firm, "part": None, "county": None, "title": "停炉工作方案", "issuer": FIRM}
    out(desk, drafting(desk, "work_plan", **said))
    found = after(desk)
    assert (found.command, found.words) == ("workplans.submit-plan", "据此提交方案")
    assert (found.filled["enterprise"], found.filled["title"]) == (firm, "停炉工作方案")
    recorded(planning.submit(desk, document=found.filled["document"]))
    assert after(desk) is None


def test_a_visit_that_sends_it_back_makes_no_opinion_of_acceptance() -> None:
    desk = visited("市级", verdict="退回", words="备用电源未断")
    refused(desk.ask(drafting(desk, "acceptance")), "papers.draft.nothing-visited")


def test_an_opinion_of_acceptance_is_kept_back_by_its_conditions() -> None:
    desk = accepting.shut(with_letter())  # no tonnes of it stand on a filing
    recorded(accepting.report(desk))
    recorded(accepting.check(desk))
    refusal = refused(desk.ask(drafting(desk, "acceptance")), "papers.draft.conditions-unmet")
    assert "验收" in refusal.finding


def test_out_the_opinion_is_entered_with_those_who_went_there_and_the_tonnes_move() -> None:
    desk = visited("市级")
    out(desk, drafting(desk, "acceptance", issuer="示范市人民政府办公室"))
    found = after(desk)
    assert found.command == "acceptance.accept"
    members = {
        found.filled[f"members:{n}:key"]: found.filled[f"members:{n}:value"]
        for n in range(len(accepting.GROUP))
    }
    assert members == accepting.GROUP
    command = Accept(part=releasing.part(desk).part, members=members, document=found.filled["document"])
    recorded(desk.ask(command, effective=date.fromisoformat(found.filled["effective"])))
    assert after(desk) is None
    refused(desk.ask(drafting(desk, "acceptance")), "papers.draft.nothing-visited")
