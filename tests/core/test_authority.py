"""Whose word an act rests on: a paper from below lets nothing go on that is for those above to say."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from tests.core import test_acceptance as closing
from tests.core import test_applications as applying
from tests.core import test_auditplans as auditing
from tests.core import test_clawbacks as taking_back
from tests.core import test_payments as paying
from tests.core import test_risks as preparing
from tests.core import test_workers as settling
from tests.core import test_workplans as planning
from tests.core.test_quotas import PROVINCE, WORK_PLAN, confirm, draw_up, drawn, reviewed, sent
from tests.core.test_quotas import ready as quotas_ready
from tests.given import (
    LETTER,
    SCAN,
    Desk,
    adopted,
    answer,
    letter,
    recorded,
    refused,
    with_letter,
    written,
)
from tests.steps import FIRM, paper
from yajian.core.authority import WORDS, Rank, Word, asking, refuse_unfit_paper
from yajian.core.authority.questions import answered_from
from yajian.core.bodies import is_it, is_its_bureau, is_the_countys, read, same_body, speaks_for
from yajian.core.bodies.reading import Level
from yajian.core.decisions.charter import WithdrawAnswer
from yajian.core.decisions.organs import EnterOrgan
from yajian.core.decisions.payments import RaiseFunds, WithdrawFunds
from yajian.core.decisions.quotas import Approve, Review, SendUp
from yajian.core.decisions.workplans import RecordExpertReview
from yajian.core.facts.acceptance import CompletionReported
from yajian.core.facts.charter import DocumentRegistered, QuestionAnswered
from yajian.core.facts.papers import PaperDrafted, PaperNumbered
from yajian.core.facts.quotas import VersionDrawnUp, VersionReviewed
from yajian.core.plan.terms import OrgId
from yajian.core.rules.charter import document
from yajian.core.rules.roles import Touched, together
from yajian.core.words import (
    Clause,
    Command,
    CountyId,
    DocumentNo,
    EnterpriseId,
    Fen,
    OrganId,
    PaperId,
    QuestionId,
    Seq,
    SystemRule,
    Tonnes,
)

FROM: dict[Rank, str] = {"firm": "示例焦化甲有限公司", "county": "示东市工业和信息化局", "city": "市工信局"}
HIGHER: dict[Rank, tuple[Rank, ...]] = {
    "county": ("firm",),
    "city": ("firm", "county"),
    "province": ("firm", "county", "city"),
}


class Act(Command, frozen=True, kw_only=True, tag="tests.act"):
    """Something done on a paper."""

    document: DocumentNo


@pytest.mark.parametrize(
    ("least", "issuer"), [(least, FROM[below]) for least, lower in HIGHER.items() for below in lower]
)
def test_a_paper_from_below_is_refused_and_one_issued_together_counts_by_its_highest(
    least: Rank, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "WORDS", {Act: Word(least)})
    desk = with_letter()
    alone, together = written(desk, "甲函〔2020〕1号", issuer=issuer), DocumentNo("甲函〔2020〕2号")
    refusal = refuse_unfit_paper(desk.plan, desk.programme, Act(document=alone), desk.now.date())
    assert refusal is not None
    assert issuer in refusal.finding
    written(desk, together, issuer=f"{issuer}、省工信厅")
    assert refuse_unfit_paper(desk.plan, desk.programme, Act(document=together), desk.now.date()) is None


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("市政府", "city_gov"),
        ("市政府办公室", "city_gov"),
        ("市应急局", "city_emergency"),
        ("示范市应急管理局", "city_emergency"),
        ("市财政局国库科", "city_finance"),
        ("省财政厅", "prov_finance"),
    ],
)
def test_an_office_knows_its_bodies_in_short(name: str, body: str) -> None:
    desk = adopted()
    found = [
        one.id for one in desk.plan.organisations.values() if is_it(desk.plan, desk.programme, name, one)
    ]
    assert found == [body]


@pytest.mark.parametrize("name", ["示范市生态环境局示西分局", "市生态环境局示西分局", "示西县生态环境分局"])
def test_a_branch_of_the_citys_bureau_in_a_county_is_the_countys(name: str) -> None:
    desk = adopted()
    shixi = CountyId("shixi")
    assert read(desk.plan, desk.programme, name).county == shixi
    bureaus = desk.plan.organisations
    assert is_its_bureau(desk.plan, desk.programme, name, bureaus[OrgId("county_ecology")], shixi)
    assert not is_it(desk.plan, desk.programme, name, bureaus[OrgId("city_ecology")])
    assert same_body(desk.plan, desk.programme, name, "示西县生态环境分局")
    assert not same_body(desk.plan, desk.programme, name, "市生态环境局示北分局")


def test_a_branch_is_known_by_the_name_it_was_entered_under_with_the_citys_name_or_without() -> None:
    desk = with_letter()
    name = "示范市生态环境局示北分局"
    entering = {"organ": OrganId("shibei_ecology"), "stands_for": OrganId("county_ecology")}
    recorded(desk.ask(EnterOrgan(name=name, county=CountyId("shibei"), document=LETTER, **entering)))
    kind = desk.plan.organisations[OrgId("county_ecology")]
    for said in (name, "市生态环境局示北分局"):
        assert is_its_bureau(desk.plan, desk.programme, said, kind, CountyId("shibei"))


@pytest.mark.parametrize(
    ("issuer", "names"),
    [
        ("省工信厅、省财政厅", ("省工信厅", "省财政厅")),
        ("省工信厅 省财政厅", ("省工信厅", "省财政厅")),
        ("市财政局，市工信局；市审计局", ("市财政局", "市工信局", "市审计局")),
        ("市 财政局", ("市 财政局",)),
        ("市财政局 国库科", ("市财政局 国库科",)),
    ],
)
def test_those_who_issue_a_paper_together_are_set_apart_as_offices_do_it(
    issuer: str, names: tuple[str, ...]
) -> None:
    assert together(issuer) == names


def test_what_is_merely_called_after_a_county_is_no_body_of_it() -> None:
    desk = adopted()
    for name, governs in (("示东市教育局", True), ("示东市教育局基建科", True), ("示东市老王饭店", False)):
        assert read(desk.plan, desk.programme, name).level == "county"
        assert is_the_countys(desk.plan, desk.programme, name, CountyId("shidong")) is governs


def test_every_act_of_the_table_rests_on_one_paper() -> None:
    assert all("document" in command.__struct_fields__ for command in WORDS)


@pytest.mark.parametrize(
    ("name", "stands"),
    [
        ("示例焦化甲公司", "firm"),
        ("示例焦化甲有限公司安环科", "firm"),
        ("示东市人民政府", "county"),
        ("示东市应急服务有限公司", "firm"),
        ("示东市热力厂", "firm"),
        ("市工信局", "city"),
        ("示范市人民政府办公室", "city"),
        ("示范市乙焦化", ""),
        ("市验收组", "city"),
        ("市压减办", "city"),
        ("市督查室", "city"),
        ("市委组织部", "city"),
        ("市领导小组办公室", "city"),
        ("市焦化行业协会", ""),
        ("市中级人民法院", "court"),
        ("县工信局", "county"),
        ("示范市生态环境局示西分局", "county"),
        ("市工信局示东市工作组", ""),
        ("验收组", ""),
        ("省工信厅", "province"),
        ("省委", "province"),
        ("某银行", ""),
        ("示例银行股份有限公司", ""),
    ],
)
def test_how_high_a_body_stands_is_read_from_its_name(name: str, stands: Level) -> None:
    desk = with_letter()
    assert read(desk.plan, desk.programme, name).level == stands


@pytest.mark.parametrize(
    ("question", "issuer", "may"),
    [
        ("Q-CLAWBACK", "示西县工信局", False),
        ("Q-CLAWBACK", "示西县人民政府", False),
        ("Q-CLAWBACK", "市财政局", True),
        ("Q-CLAWBACK", "省财政厅", True),
        ("Q-RATE-OTHER", "示东市工信局", False),
        ("Q-RATE-OTHER", "市财政局", False),
        ("Q-RATE-OTHER", "省工信厅", True),
        ("Q-RATE-OTHER", "财政部", True),
        ("Q-RATE-OTHER", "国家税务总局示范市税务局", False),
        ("Q-RATE-OTHER", "某办公室", False),
        ("Q-PARTIAL", "示西县人民政府", True),
        ("Q-PARTIAL", "示东市人民政府", False),
        ("Q-PARTIAL", "市工信局", True),
        ("Q-WHICH-OVENS", "示东市工信局", True),
        ("Q-WHICH-OVENS", "示东市老王饭店", False),
        ("Q-WHICH-OVENS", "示例焦化甲有限公司", False),
    ],
)
def test_a_question_is_answered_by_whom_it_is_asked_of_or_from_above_and_of_money_by_no_county(
    question: str, issuer: str, may: bool
) -> None:
    desk = with_letter()
    number = written(desk, "某函〔2020〕1号", issuer=issuer)
    outcome = desk.ask(answer(QuestionId(question), document=number))
    if may:
        (fact,) = recorded(outcome)
        assert isinstance(fact, QuestionAnswered)
        assert fact.document == number
    else:
        refused(outcome, "authority.not-for-it-to-answer")


def test_an_answer_is_taken_back_by_no_lower_body_than_may_give_it() -> None:
    desk = with_letter()
    question = QuestionId("Q-CLAWBACK")
    recorded(desk.ask(answer(question)))
    seq = Seq(len(desk.history))
    countys = written(desk, "示西函〔2020〕1号", issuer="示西县人民政府")
    back = WithdrawAnswer(question=question, withdraws=seq, reason="另有考虑", document=countys)
    refused(desk.ask(back), "authority.not-for-it-to-answer")
    citys = written(desk, "示政函〔2020〕9号", issuer="示范市人民政府")
    recorded(desk.ask(msgspec.structs.replace(back, document=citys)))


def test_money_hangs_on_a_question_that_only_the_county_would_be_asked_of_too() -> None:
    desk = adopted()
    plan, name = desk.plan, QuestionId("Q-SHARES")
    countys = msgspec.structs.replace(plan.open_questions[name], ask=(OrgId("county"),))
    assert answered_from(plan, countys) == "city"


def test_the_city_approves_and_the_province_reviews_each_on_a_paper_of_its_own() -> None:
    desk: Desk = drawn()
    firms = written(desk, "甲焦字〔2020〕9号", issuer=FROM["firm"])
    refused(desk.ask(Approve(version=1, document=firms)), "authority.not-its-word")
    recorded(desk.ask(Approve(version=1, document=paper(desk, "quotas.approve"))))
    desk = sent()
    citys = written(desk, "示工信函〔2020〕9号", issuer=FROM["city"], issued_on=date(2020, 1, 5))
    refusal = refused(desk.ask(Review(version=1, verdict="同意", document=citys)), "authority.not-its-word")
    assert "要凭省工信厅的文件" in refusal.finding
    assert isinstance(refusal.basis, Clause)
    recorded(desk.ask(Review(version=1, verdict="同意", document=PROVINCE)))


def printed(issuer: str) -> tuple[Desk, DocumentNo, DocumentNo]:
    """Given: a version of the quotas on a plan this body printed, and minutes of three days before."""
    desk = adopted()
    desk.now += timedelta(days=30)
    plan = written(desk, "示政发〔2020〕5号", issuer=issuer)
    met_on = desk.now.date() - timedelta(days=3)
    minutes = written(desk, "市政府第12次常务会议纪要", issuer="示范市人民政府", issued_on=met_on)
    version = VersionDrawnUp(
        version=1, document=plan, scan=SCAN, units=0, tonnes=Tonnes(0), amount_fen=Fen(0)
    )
    desk.append(version)
    return desk, plan, minutes


def test_a_bureau_that_wrote_for_the_government_is_told_in_whose_name_it_goes_out() -> None:
    desk = drawn()
    recorded(desk.ask(Approve(version=1, document=paper(desk, "quotas.approve"))))
    bureaus = written(desk, "示工信函〔2020〕9号", issuer="市工信局")
    said = refused(desk.ask(SendUp(version=1, document=bureaus)), "authority.not-its-word")
    assert "以示范市人民政府名义行文" in said.way_forward
    firms = written(desk, "甲焦字〔2020〕9号", issuer=FROM["firm"])
    said = refused(desk.ask(SendUp(version=1, document=firms)), "authority.not-its-word")
    assert "名义行文" not in said.way_forward
    both = written(desk, "示工信函〔2020〕10号", issuer="市工信局、示范市人民政府")
    recorded(desk.ask(SendUp(version=1, document=both)))


def test_a_meeting_approves_a_draft_that_the_government_prints_afterwards() -> None:
    desk, plan, minutes = printed("示范市人民政府办公室")
    recorded(desk.ask(Approve(version=1, document=minutes)))
    before = desk.now.date() - timedelta(days=5)
    early = written(desk, "示政函〔2020〕8号", issuer="示范市人民政府", issued_on=before)
    said = refused(desk.ask(SendUp(version=1, document=early)), "authority.older-than-what-it-answers")
    assert f"早于具体工作方案 {plan}" in said.finding
    recorded(desk.ask(SendUp(version=1, document=written(desk, "示政函〔2020〕9号", issuer="市政府"))))
    paper = document(desk.programme, minutes)
    assert paper is not None
    day = paper.value.issued_on - timedelta(days=1)
    mended = letter(minutes, title=minutes, issuer="示范市人民政府", issued_on=day, corrects=paper.seq)
    recorded(desk.ask(mended, evidence=(SCAN,)))


def test_a_plan_that_a_bureau_printed_is_not_approved_before_and_the_way_out_is_told() -> None:
    desk, _, minutes = printed("市工信局")
    refusal = refused(desk.ask(Approve(version=1, document=minutes)), "authority.older-than-what-it-answers")
    assert "会议先议" in refusal.way_forward


def test_a_county_outside_the_version_does_not_hold_it_up_by_what_it_says_later() -> None:
    desk = quotas_ready()
    first = desk.parts()[0]
    other = next(one.county for one in desk.parts() if one.county not in (None, first.county))
    assert other is not None
    later = date(2020, 2, 1)
    name = desk.plan.organisations[OrgId(other)].government
    desk.append(
        DocumentRegistered(
            number=DocumentNo(f"{other}〔2020〕1号"),
            title="确定意见",
            issued_on=later,
            issuer=name,
            scan=SCAN,
        )
    )
    desk.now += timedelta(days=60)
    recorded(confirm(desk, other))
    recorded(draw_up(desk))


def test_where_the_plan_names_nobody_the_rank_is_asked() -> None:
    desk, _ = paying.ready()
    firms = written(desk, "庚焦字〔2020〕19号", issuer=FIRM)
    funds = RaiseFunds(level="省级", amount="1", document=firms)
    refused(desk.ask(funds), "authority.from-below")


@pytest.mark.parametrize(
    ("body", "name", "its"),
    [
        ("city_iit", "市工信局", True),
        ("city_iit", "示范市工信局", True),
        ("city_iit", "示范市工业和信息化局", True),
        ("city_iit", "示范市工信局办公室", True),
        ("city_iit", "市工商和信用监管局", False),
        ("city_finance", "示范市财政局国库科", True),
        ("city_finance", "市财政投资评审局", False),
        ("city_gov", "示范市政府办", True),
        ("city_gov", "示例省示范市人民政府", True),
        ("county_iit", "示东市经济和信息化局", True),
        ("county_iit", "示东市化工信达焦化有限公司", False),
        ("county_iit", "示东市总工会信息科", False),
        ("shidong", "示范市示东市人民政府", True),
        ("shidong", "示东市政府办", True),
        ("city_iit", "市财政局", False),
        ("city_iit", "示东市工信局", False),
        ("city_iit", "市工信局附属服务公司", False),
        ("city_gov", "市政府", True),
        ("city_gov", "示范市人民政府办公室", True),
        ("city_gov", "示范市人民政府国有资产监督管理委员会", False),
        ("city_gov", "示东市人民政府", False),
        ("prov_iit", "省工信厅", True),
        ("prov_iit", "省工业和信息化厅", True),
        ("prov_iit", "省财政厅", False),
        ("county_iit", "示东市工信局", True),
        ("county_iit", "示东市工业和信息化局", True),
        ("county_iit", "示东市应急局", False),
        ("county_iit", "示西县工信局", False),
        ("county_iit", "示东市人民政府", False),
        ("shidong", "示东市人民政府", True),
        ("shidong", "示东市人民政府办公室", True),
        ("shidong", "示东市工信局", False),
        ("enterprise", FIRM, True),
        ("enterprise", "示例焦化甲有限公司", False),
        ("enterprise", "示东市工信局", False),
    ],
)
def test_a_body_is_known_in_full_and_in_short_and_nobody_else_is_taken_for_it(
    body: str, name: str, its: bool
) -> None:
    desk = with_letter()
    of = (Touched(county=CountyId("shidong"), enterprise=EnterpriseId("geng")),)
    assert speaks_for(desk.plan, desk.programme, name, OrgId(body), of) is its


def test_a_bureau_that_was_entered_is_the_kind_it_was_entered_as() -> None:
    desk = with_letter()
    entered = EnterOrgan(
        organ=OrganId("shidong_jx"),
        name="示东市经济信息中心",
        stands_for=OrganId("county_iit"),
        county=CountyId("shidong"),
        document=LETTER,
    )
    recorded(desk.ask(entered))
    of = (Touched(county=CountyId("shidong")),)
    for body, its in (("county_iit", True), ("county_emergency", False)):
        assert speaks_for(desk.plan, desk.programme, "示东市经济信息中心", OrgId(body), of) is its


def test_a_countys_bureau_of_a_name_of_its_own_is_told_to_be_entered_for_what_it_stands_for() -> None:
    desk, application = applying.applied()
    own = written(desk, "示东科工函〔2020〕1号", issuer="示东市科工局")
    refusal = refused(applying.forward(desk, application, document=own), "authority.not-its-word")
    assert "示东市科工局" in refusal.way_forward
    assert "登记单位" in refusal.way_forward
    assert "county_iit（县（市）工信部门）" in refusal.way_forward
    firms = written(desk, "庚焦字〔2020〕20号", issuer=FIRM)
    other = written(desk, "示西工信函〔2020〕20号", issuer="示西县工信局")
    guests = written(desk, "示东〔2020〕20号", issuer="示东市老王饭店")
    for paper_of in (firms, other, guests):
        refusal = refused(applying.forward(desk, application, document=paper_of), "authority.not-its-word")
        assert "属于哪一类" not in refusal.way_forward
    entered = EnterOrgan(
        organ=OrganId("shidong_kg"),
        name="示东市科工局",
        stands_for=OrganId("county_iit"),
        county=CountyId("shidong"),
        document=LETTER,
    )
    recorded(desk.ask(entered))
    recorded(applying.forward(desk, application, document=own))


def test_no_paper_is_the_paper_of_two_steps() -> None:
    desk, application = applying.forwarded()
    recorded(auditing.plan_up(desk, application))
    plan = paper(desk, "auditplans.draw-up")
    used = refused(taking_back.opinion(desk, document=plan), "authority.paper-of-another-step")
    assert plan in used.finding
    back = desk.plan.compensation.clawback
    assert back is not None
    assert (
        used.basis == desk.plan.clauses[back.clauses[0]]
    )  # the plan's own words of the step that was asked for
    government = paper(desk, "quotas.send-up")
    refused(auditing.agree(desk, document=government), "authority.paper-of-another-step")
    recorded(auditing.agree(desk, document=paper(desk, "auditplans.approve")))


def other_part(desk: Desk, number: DocumentNo) -> RecordExpertReview:
    """What is asked of another firm's part, on the paper of the first."""
    mine = planning.reviewed_by_experts(desk)
    part = next(one for one in desk.parts() if one.enterprise != mine.enterprise)
    return RecordExpertReview(
        part=part.part,
        title="办法",
        experts={"示例专家一": "示例设计院", "示例专家二": "示例大学"},
        conclusion="可行",
        opinion="可行",
        document=number,
    )


@pytest.mark.parametrize(
    "title", ["关于示东市各焦化企业办法的论证意见", "关于三户企业办法的论证意见", "辖区焦化企业办法论证意见"]
)
def test_one_word_may_be_about_several_that_its_title_counts_and_does_not_name(title: str) -> None:
    desk = with_letter()
    number = written(desk, "示论证〔2020〕1号", title=title, issuer="专家论证组（示例）")
    recorded(planning.consult(desk, document=number))
    recorded(desk.ask(other_part(desk, number)))


@pytest.mark.parametrize("names_both", [False, True])
def test_a_word_about_one_firm_is_no_word_about_another_unless_its_title_names_both(names_both: bool) -> None:
    desk = with_letter()
    of = other_part(desk, LETTER)
    firm = next(one.enterprise_name for one in desk.parts() if one.part == of.part)
    title = f"丙公司、{firm}办法专家论证意见" if names_both else "丙公司办法专家论证意见"
    number = written(desk, "示论证〔2020〕1号", title=title, issuer="专家论证组（示例）")
    recorded(planning.consult(desk, document=number))
    outcome = desk.ask(other_part(desk, number))
    if names_both:
        recorded(outcome)
    else:
        assert title in refused(outcome, "authority.paper-of-another-matter").finding


def test_a_title_that_names_another_firm_alone_is_not_of_this_one_the_first_time_either() -> None:
    desk = with_letter()
    of = other_part(desk, LETTER)
    firm = next(one.enterprise_name for one in desk.parts() if one.part == of.part)
    number = written(desk, "示论证〔2020〕3号", title=f"{firm}办法专家论证意见", issuer="专家论证组（示例）")
    refusal = refused(planning.consult(desk, document=number), "authority.paper-of-another-matter")
    assert "写的是别的企业" in refusal.finding
    recorded(desk.ask(other_part(desk, number)))


def test_a_paper_drafted_here_is_what_it_was_drafted_as() -> None:
    desk = with_letter()
    template = next(one for one in desk.plan.templates.values() if one.draws == "release_shutdown")
    number, draft = DocumentNo("示焦压减办〔2020〕1号"), PaperId("2020-1")
    drafted = PaperDrafted(
        paper=draft,
        template=template.id,
        title="同意停炉通知书",
        issuer="市领导小组办公室",
        as_of=desk.now.date(),
        known=Seq(desk.programme.seq),
        drafted_by="示例办",
    )
    desk.given(drafted)
    numbered = {"code": "示焦压减办", "issuer": "市领导小组办公室", "year": 2020, "number": 1}
    desk.given(PaperNumbered(paper=draft, document_no=number, **numbered))  # type: ignore[arg-type]
    written(desk, number, issuer="市领导小组办公室")
    refusal = refused(desk.ask(other_part(desk, number)), "authority.drafted-as-something-else")
    assert template.title in refusal.finding
    assert refusal.basis is SystemRule.DOCUMENT_REQUIRED  # of experts' findings the tables know no clause


def test_a_firms_plans_may_be_bound_together_and_are_no_other_step() -> None:
    desk = with_letter()
    bundle = written(desk, "庚焦字〔2020〕9号", title="停炉工作方案（附应急预案、职工安置方案）", issuer=FIRM)
    recorded(planning.submit(desk, document=bundle))
    recorded(preparing.file(desk, document=bundle))
    recorded(settling.file_plan(desk, enterprise=planning.part(desk).enterprise, document=bundle))
    recorded(planning.submit(desk, document=bundle, title="第二版"))
    refused(desk.ask(other_part(desk, bundle)), "authority.paper-of-another-step")
    report = refused(closing.report(closing.shut(desk), document=bundle), "authority.paper-of-another-step")
    assert "工作方案" in report.finding


def test_a_plan_drafted_here_as_one_is_not_the_other_though_they_may_be_bound_together() -> None:
    desk = with_letter()
    firm = planning.part(desk).enterprise
    number, draft = DocumentNo("庚焦字〔2020〕9号"), PaperId("2020-1")
    template = next(one for one in desk.plan.templates.values() if one.draws == "resettlement")
    drafted = PaperDrafted(
        paper=draft,
        template=template.id,
        title=template.title,
        issuer=FIRM,
        as_of=desk.now.date(),
        known=Seq(desk.programme.seq),
        drafted_by="示例办",
    )
    desk.given(drafted)
    numbered = {"code": "庚焦字", "issuer": FIRM, "year": 2020, "number": 9}
    desk.given(PaperNumbered(paper=draft, document_no=number, **numbered))  # type: ignore[arg-type]
    written(desk, number, issuer=FIRM)
    recorded(settling.file_plan(desk, enterprise=firm, document=number))
    refused(planning.submit(desk, document=number), "authority.drafted-as-something-else")
    refused(preparing.file(desk, document=number), "authority.drafted-as-something-else")


def test_funds_withdrawn_leave_their_number_to_its_own_step() -> None:
    desk, matter = taking_back.given()
    taking_back.confirm(desk, "unfinished_capped")
    notice = paper(desk, "clawbacks.issue-notice")
    recorded(desk.ask(RaiseFunds(level="市级", amount="1", document=notice)))
    entry = Seq(len(desk.history))
    refused(taking_back.notice(desk, matter, notice), "authority.paper-of-another-step")
    recorded(desk.ask(WithdrawFunds(withdraws=entry, reason="文号选错", document=LETTER)))
    recorded(taking_back.notice(desk, matter, notice))


def test_the_plan_the_city_government_issued_is_its_own_approval() -> None:
    desk = drawn()
    recorded(desk.ask(Approve(version=1, document=WORK_PLAN)))


def corrected(desk: Desk, number: DocumentNo, **changes: Any) -> object:
    entry = document(desk.programme, number)
    assert entry is not None
    said = {"title": entry.value.title, "issued_on": entry.value.issued_on, "issuer": entry.value.issuer}
    return desk.ask(letter(number, **(said | changes), corrects=entry.seq), evidence=(SCAN,))


def test_a_paper_that_something_was_let_go_on_keeps_its_issuer() -> None:
    desk = reviewed()
    refusal = refused(corrected(desk, PROVINCE, issuer="市工信局"), "authority.paper-in-use")
    assert PROVINCE in refusal.finding
    recorded(corrected(desk, PROVINCE, title="关于补偿额度的审核意见（正式）", issuer="省工业和信息化厅"))


def test_a_mistyped_day_is_put_right_as_long_as_the_order_of_the_papers_holds() -> None:
    desk = reviewed()
    entered = desk.history[-1].effective
    late = refused(corrected(desk, PROVINCE, issued_on=entered + timedelta(days=1)), "authority.paper-in-use")
    assert "先后就反了" in late.finding
    recorded(corrected(desk, PROVINCE, issued_on=entered - timedelta(days=1)))
    desk, _ = auditing.drawn()
    plan = paper(desk, "auditplans.draw-up")
    before = refused(corrected(desk, plan, issued_on=date(2020, 1, 3)), "authority.paper-in-use")
    assert "applications.forward" in before.finding
    recorded(auditing.agree(desk))
    government = auditing.AGREED
    refused(corrected(desk, government, issued_on=date(2020, 1, 3)), "authority.paper-in-use")


def test_a_paper_tonnes_were_retired_by_keeps_its_day_whatever_it_was_of_the_acceptance() -> None:
    desk = closing.accepted()
    for number in {one.fact.document for one in desk.history if isinstance(one.fact, CompletionReported)}:
        refused(corrected(desk, number, issued_on=date(2020, 1, 3)), "authority.paper-in-use")


def test_a_paper_that_only_tells_of_something_is_put_right_like_any_other() -> None:
    desk = with_letter()
    recorded(corrected(desk, LETTER, issuer="示范市工信局"))


def test_of_a_paper_the_book_keeps_the_first_entry_of_each_kind() -> None:
    desk = reviewed()
    [one] = desk.programme.citations.cited[PROVINCE]
    assert one.kind == "quotas.version-reviewed"
    assert isinstance(desk.history[one.seq - 1].fact, VersionReviewed)
