"""Organs: who exists, who holds which post since when, who signed, who has the plan in hand."""

from datetime import date
from typing import Any

import pytest

from tests.given import DEMO, LETTER, SCAN, Desk, plan_of, recorded, refused, with_letter, written
from yajian.core.decisions.organs import (
    EnterOrgan,
    HoldPost,
    JoinGroup,
    RenameOrgan,
    SignForPlan,
    SignPledge,
    VacatePost,
)
from yajian.core.facts.organs import PledgeSigned
from yajian.core.rules import organs as rules
from yajian.core.words import Clause, DocumentNo, EnterpriseId, OrganId, Seq

EAST = OrganId("shidong")
BUREAU = OrganId("shidong_iit")
DAY = date(2020, 1, 3)
NO_PAPER = DocumentNo("无此文")


def bureau(**changes: Any) -> EnterOrgan:
    said: dict[str, Any] = {
        "organ": BUREAU,
        "name": "示东市工业和信息化局",
        "stands_for": OrganId("county_iit"),
        "county": EAST,
        "document": LETTER,
    }
    return EnterOrgan(**(said | changes))


def post(person: str = "示例县长", **changes: Any) -> HoldPost:
    said: dict[str, Any] = {"organ": EAST, "post": "main_leader", "person": person, "document": LETTER}
    return HoldPost(**(said | changes))


def pledge(**changes: Any) -> SignPledge:
    said: dict[str, Any] = {
        "enterprise": EnterpriseId("yi"),
        "county_signer": "示例县长",
        "enterprise_signer": "示例厂长",
    }
    return SignPledge(**(said | changes))


def receipt(organ: str = "shidong", **changes: Any) -> SignForPlan:
    said: dict[str, Any] = {"organ": OrganId(organ), "person": "示例收发"}
    return SignForPlan(**(said | changes))


def who(desk: Desk, organ: str, name: str, day: date | None = None, known: Seq | None = None) -> str:
    found = rules.holder(desk.plan, desk.programme, organ, name, day, known)
    assert found is not None
    return found.person


# Organisations ---------------------------------------------------------------------------------------


def test_a_countys_bureau_is_entered_once_and_keeps_its_id_under_a_new_name() -> None:
    desk = with_letter()
    recorded(desk.ask(bureau()))
    assert recorded(desk.ask(bureau())) == ()
    before = desk.now.date()
    recorded(desk.ask(RenameOrgan(organ=BUREAU, name="示东市工信和科技局", document=LETTER)))
    named = rules.organ(desk.plan, desk.programme, BUREAU)
    earlier = rules.organ(desk.plan, desk.programme, BUREAU, before)
    assert named is not None
    assert earlier is not None
    assert (earlier.name, named.name) == ("示东市工业和信息化局", "示东市工信和科技局")
    assert named.county == "shidong"
    assert recorded(desk.ask(RenameOrgan(organ=BUREAU, name="示东市工信和科技局", document=LETTER))) == ()


def test_what_an_organisation_must_say_of_itself() -> None:
    desk = with_letter()
    refused(desk.ask(bureau(stands_for=OrganId("city_iit"))), "organs.enter-organ.no-such-kind")
    refused(desk.ask(bureau(name="示东市 工信局")), "organs.enter-organ.value-unfit")
    refused(desk.ask(bureau(county=None)), "organs.enter-organ.county-unfit")
    refused(desk.ask(bureau(county="atlantis")), "organs.enter-organ.county-unfit")
    refused(desk.ask(bureau(stands_for=OrganId("city_departments"))), "organs.enter-organ.county-unfit")
    refused(desk.ask(bureau(document=NO_PAPER)), "organs.enter-organ.no-document")
    refused(desk.ask(bureau(organ=OrganId("city_iit"))), "organs.enter-organ.already-entered")
    recorded(desk.ask(bureau()))
    refused(desk.ask(bureau(organ=OrganId("other"))), "organs.enter-organ.already-entered")


def test_what_a_new_name_must_rest_on() -> None:
    desk = with_letter()
    rename = RenameOrgan(organ=OrganId("city_iit"), name="市工业和信息化局", document=LETTER)
    refused(desk.ask(RenameOrgan(organ=OrganId("x"), name="某", document=LETTER)), "organs.no-such-organ")
    refused(desk.ask(RenameOrgan(organ=EAST, name="", document=LETTER)), "organs.rename-organ.name-unfit")
    refused(
        desk.ask(RenameOrgan(organ=EAST, name="某", document=NO_PAPER)), "organs.rename-organ.no-document"
    )
    recorded(desk.ask(rename))


def test_a_group_the_plan_left_open_takes_members_on_paper_and_a_closed_one_does_not() -> None:
    desk = with_letter()
    join = JoinGroup(group=OrganId("leading_group"), organ=OrganId("city_supervision"), document=LETTER)
    recorded(desk.ask(join))
    assert recorded(desk.ask(join)) == ()
    members = dict(rules.members(desk.plan, desk.programme, "leading_group"))
    assert members[OrganId("city_supervision")] == LETTER
    assert members[OrganId("city_iit")] == desk.plan.programme.document_no
    closed = JoinGroup(group=OrganId("leading_group_office"), organ=EAST, document=LETTER)
    refusal = refused(desk.ask(closed), "organs.join-group.closed")
    assert isinstance(refusal.basis, Clause)
    nobody = JoinGroup(group=OrganId("leading_group"), organ=OrganId("x"), document=LETTER)
    refused(desk.ask(nobody), "organs.no-such-organ")
    late = JoinGroup(group=OrganId("leading_group"), organ=OrganId("prov_iit"), document=NO_PAPER)
    refused(desk.ask(late), "organs.join-group.no-document")


# Posts -----------------------------------------------------------------------------------------------


def test_a_post_is_held_as_the_plan_states_until_a_paper_says_otherwise() -> None:
    desk = with_letter()
    stated = plan_of(DEMO).groups["leading_group"].posts[0].person
    assert who(desk, "leading_group", "head") == stated
    assert who(desk, "leading_group", "head", date(2019, 12, 30)) == ""  # the plan speaks for no earlier day
    recorded(desk.ask(post("示例新市长", organ=OrganId("leading_group"), post="head"), effective=DAY))
    known = Seq(desk.history[-1].seq - 1)
    assert who(desk, "leading_group", "head") == "示例新市长"
    assert who(desk, "leading_group", "head", date(2020, 1, 2)) == stated
    assert who(desk, "leading_group", "head", DAY, known) == stated


def test_a_countys_leader_is_unknown_until_named_and_nobody_after_leaving() -> None:
    desk = with_letter()
    unknown = rules.holder(desk.plan, desk.programme, "shidong", "main_leader")
    assert unknown is not None
    assert (unknown.person, unknown.missing) == ("", "Q-COUNTY-LEADERS")
    recorded(desk.ask(post(), effective=DAY))
    assert recorded(desk.ask(post())) == ()
    assert who(desk, "shidong", "main_leader") == "示例县长"
    vacate = VacatePost(organ=EAST, post="main_leader", document=LETTER)
    recorded(desk.ask(vacate))
    assert recorded(desk.ask(vacate)) == ()
    left = rules.holder(desk.plan, desk.programme, "shidong", "main_leader")
    assert left is not None
    assert (left.person, left.vacant, left.missing) == ("", True, None)


def test_a_wrong_name_is_corrected_and_remembered() -> None:
    desk = with_letter()
    recorded(desk.ask(post("示例现长"), effective=DAY))
    wrong = desk.history[-1].seq
    recorded(desk.ask(post("示例县长", corrects=wrong), effective=DAY))
    assert recorded(desk.ask(post("示例县长", corrects=wrong), effective=DAY)) == ()
    assert who(desk, "shidong", "main_leader") == "示例县长"
    assert who(desk, "shidong", "main_leader", None, wrong) == "示例现长"
    refused(desk.ask(post("某", corrects=wrong), effective=DAY), "organs.nothing-to-correct")


def test_what_a_post_needs() -> None:
    desk = with_letter()
    refused(desk.ask(post(post="king")), "organs.no-such-post")
    refused(desk.ask(post(organ=OrganId("city_iit"))), "organs.no-such-post")
    refused(desk.ask(post(" ")), "organs.hold-post.no-name")
    refused(desk.ask(post(document=NO_PAPER)), "organs.hold-post.no-document")
    leave = VacatePost(organ=EAST, post="main_leader", document=LETTER)
    refused(desk.ask(leave), "organs.vacate-post.nobody")
    refused(desk.ask(VacatePost(organ=EAST, post="king", document=LETTER)), "organs.no-such-post")
    refused(
        desk.ask(VacatePost(organ=EAST, post="main_leader", document=NO_PAPER)),
        "organs.vacate-post.no-document",
    )


# Pledges ---------------------------------------------------------------------------------------------


def test_a_pledge_is_signed_by_somebody_who_answers_for_the_county_that_day() -> None:
    desk = with_letter()
    refusal = refused(desk.ask(pledge(), evidence=(SCAN,)), "organs.sign-pledge.signer-not-answerable")
    assert isinstance(refusal.basis, Clause)
    recorded(desk.ask(post(), effective=DAY))
    early = desk.ask(pledge(), evidence=(SCAN,), effective=date(2020, 1, 2))
    refused(early, "organs.sign-pledge.signer-not-answerable")
    [fact] = recorded(desk.ask(pledge(), evidence=(SCAN,), effective=DAY))
    assert isinstance(fact, PledgeSigned)
    assert (fact.county, fact.county_post) == ("shidong", "main_leader")
    assert recorded(desk.ask(pledge(), evidence=(SCAN,), effective=DAY)) == ()
    refused(desk.ask(pledge(enterprise_signer="另一人"), evidence=(SCAN,)), "organs.already-signed")
    wrong = desk.history[-1].seq
    recorded(desk.ask(pledge(enterprise_signer="另一人", corrects=wrong), evidence=(SCAN,)))
    refused(
        desk.ask(pledge(enterprise_signer="三", corrects=wrong), evidence=(SCAN,)),
        "organs.nothing-to-correct",
    )
    standing = rules.pledge(desk.programme, EnterpriseId("yi"))
    assert standing is not None
    assert standing.value.enterprise_signer == "另一人"


def test_what_a_pledge_needs() -> None:
    desk = with_letter()
    recorded(desk.ask(post(), effective=DAY))
    scan = (SCAN,)
    refused(desk.ask(pledge(enterprise=EnterpriseId("x")), evidence=scan), "organs.no-such-organ")
    refused(desk.ask(pledge(enterprise=EnterpriseId("ren")), evidence=scan), "organs.sign-pledge.no-county")
    refused(desk.ask(pledge(enterprise_signer=""), evidence=scan), "organs.sign-pledge.signer-unfit")
    refused(desk.ask(pledge(enterprise_signer="示例县长"), evidence=scan), "organs.sign-pledge.signer-unfit")
    refused(desk.ask(pledge()), "organs.sign-pledge.no-scan")


# Receipts --------------------------------------------------------------------------------------------


def test_every_addressee_is_waited_for_the_one_without_a_task_included() -> None:
    desk = with_letter()
    plan = desk.plan
    sent = rules.addressees(plan, desk.programme)
    names = [one.organ.id for one in sent]
    assert names[: len(plan.counties)] == [county.id for county in plan.counties]
    without_task = {county.id for county in plan.counties} - {part.county for part in desk.parts()}
    assert without_task
    assert without_task <= set(names)
    assert "city_gov" not in names  # it approved the plan
    assert {"city_court", "power_company", "city_supervision"} <= set(names)
    assert [one.organ.id for one in sent if one.copy] == list(plan.programme.copied_to)
    assert all(one.receipt is None for one in sent)


def test_an_addressee_signs_once() -> None:
    desk = with_letter()
    for organ in ("shidong", "city_finance", "市委办公室"):
        [fact] = recorded(desk.ask(receipt(organ), evidence=(SCAN,), effective=DAY))
        assert fact.copy is (organ == "市委办公室")  # type: ignore[union-attr]
    assert recorded(desk.ask(receipt(), evidence=(SCAN,), effective=DAY)) == ()
    refused(desk.ask(receipt(person="别人"), evidence=(SCAN,)), "organs.already-signed")
    signed = [one.organ.id for one in rules.addressees(desk.plan, desk.programme) if one.receipt is not None]
    assert signed == ["shidong", "city_finance", "市委办公室"]


def test_a_bureau_entered_as_one_of_a_kind_addressed_is_waited_for() -> None:
    desk = with_letter()
    archive = OrganId("city_archive")
    refused(desk.ask(receipt(archive), evidence=(SCAN,)), "organs.sign-for-plan.not-addressed")
    kind = OrganId("city_departments")
    recorded(desk.ask(bureau(organ=archive, name="示范市档案局", stands_for=kind, county=None)))
    recorded(desk.ask(receipt(archive), evidence=(SCAN,)))


def test_what_a_receipt_needs() -> None:
    desk = with_letter()
    refused(desk.ask(receipt(person=""), evidence=(SCAN,)), "organs.sign-for-plan.no-name")
    refused(
        desk.ask(receipt(), evidence=(SCAN,), effective=date(2019, 12, 30)),
        "organs.sign-for-plan.before-issue",
    )
    refused(desk.ask(receipt()), "organs.sign-for-plan.no-scan")


# Whose paper fills a post -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "issuer",
    ["示例焦化丁有限公司", "示东市工信局", "示西县人民政府", "示例市政府", "市燃气公司", "示东市某某公司"],
)
def test_a_post_of_a_county_rests_on_no_firms_no_bureaus_and_no_other_countys_paper(issuer: str) -> None:
    desk = with_letter()
    paper = written(desk, "函〔2020〕9号", issuer=issuer)
    finding = refused(desk.ask(post(document=paper)), "organs.post-on-anothers-paper").finding
    assert issuer in finding
    assert who(desk, EAST, "main_leader") == ""
    recorded(desk.ask(post()))
    leaving = VacatePost(organ=EAST, post="main_leader", document=paper)
    refused(desk.ask(leaving), "organs.post-on-anothers-paper")


@pytest.mark.parametrize(
    "issuer",
    [
        "示东市人民政府",
        "示东市人民政府办公室",
        "中共示东市委",
        "示东市人大常委会",
        "示范市人民政府",
        "省委组织部",
    ],
)
def test_a_post_of_a_county_rests_on_the_countys_own_paper_or_one_from_above(issuer: str) -> None:
    desk = with_letter()
    recorded(desk.ask(post(document=written(desk, "任〔2020〕1号", issuer=issuer))))


def test_a_post_of_the_city_rests_on_no_countys_paper() -> None:
    desk = with_letter()
    group = OrganId("leading_group")
    paper = written(desk, "示东政函〔2020〕9号", issuer="示东市人民政府")
    refused(desk.ask(post(organ=group, post="head", document=paper)), "organs.post-on-anothers-paper")
    recorded(desk.ask(post(organ=group, post="head")))


def test_nobody_enters_himself_into_a_post() -> None:
    desk = with_letter()
    refused(desk.ask(post(person="示例 经办")), "organs.hold-post.himself")
    recorded(desk.ask(post(person="示例经办"), actor="示例保密"))
