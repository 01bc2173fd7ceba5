"""Roles: granted on a paper by somebody else, taken back with a reason, lent once and no further."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from tests.core import test_papers as papers
from tests.given import LETTER, SCAN, Desk, letter, recorded, refused, with_letter
from yajian.core.decisions.closure import MoveRecord, RecordCondition
from yajian.core.decisions.dossier import (
    AnswerInterest,
    EnterEnterprise,
    EnterFacility,
    EnterSite,
    RecordInterest,
    RenameEnterprise,
    WithdrawEntry,
)
from yajian.core.decisions.organs import EnterOrgan, RenameOrgan
from yajian.core.decisions.roles import DelegateRole, GrantRole, RevokeRole
from yajian.core.decisions.targets import PartChange, PublishList
from yajian.core.facts.roles import RoleDelegated, RoleGranted, RoleRevoked
from yajian.core.words import (
    Command,
    CountyId,
    DocumentNo,
    EnterpriseId,
    FacilityId,
    OrganId,
    PartId,
    Seq,
    SiteId,
)

DAY = date(2020, 1, 4)
CLERK = "示例县经办"
CLERKS: dict[str, Any] = {"actor": CLERK, "organ": "示东市", "role": "county"}


def grant(**changes: Any) -> GrantRole:
    said: dict[str, Any] = {
        "person": CLERK,
        "organ": OrganId("shidong"),
        "role": "county",
        "document": LETTER,
    }
    return GrantRole(**(said | changes))


def with_clerk(**changes: Any) -> tuple[Desk, Seq]:
    desk = with_letter()
    recorded(desk.ask(grant(**changes), effective=DAY))
    return desk, desk.history[-1].seq


def test_a_grant_carries_the_county_it_is_bounded_by() -> None:
    desk, _ = with_clerk()
    fact = desk.history[-1].fact
    assert isinstance(fact, RoleGranted)
    assert (fact.county, fact.enterprise, fact.organ_name) == ("shidong", None, "示东市")


def test_the_same_grant_again_is_nothing_new() -> None:
    desk, _ = with_clerk()
    assert recorded(desk.ask(grant(), effective=DAY)) == ()


def test_a_clerk_records_for_his_county_and_not_for_another() -> None:
    desk, _ = with_clerk()
    own, other = (
        RecordCondition(part=PartId(part), facility="3号焦炉", condition="关停") for part in ("L07a", "L01")
    )
    outcome = desk.ask(own, actor=CLERK, organ="示东市", role="county")
    refused(outcome, "closure.record-condition.no-evidence")  # permitted: as far as the area itself
    refused(desk.ask(other, actor=CLERK, organ="示东市", role="county"), "roles.out-of-scope")


def test_a_clerk_moves_a_record_of_his_county_and_takes_none_from_another() -> None:
    desk, _ = with_clerk()
    bound = {PartId("L04"): PartChange(facilities=("1号焦炉",))}
    recorded(desk.ask(PublishList(list=desk.base.retirement_list.id, changes=bound, document=LETTER)))
    for part, oven in (("L04", "1号焦炉"), ("L07a", "3号焦炉")):
        shut = RecordCondition(part=PartId(part), facility=oven, condition="关停")
        recorded(desk.ask(shut, effective=DAY, evidence=(SCAN,)))
    foreign, own = (
        MoveRecord(record=Seq(seq), part=PartId("L07a"), facility="4号焦炉", reason="登错了")
        for seq in (desk.programme.seq - 1, desk.programme.seq)
    )
    said: dict[str, Any] = {"actor": CLERK, "organ": "示东市", "role": "county", "effective": DAY}
    refused(desk.ask(foreign, evidence=(SCAN,), **said), "roles.out-of-scope")
    assert len(recorded(desk.ask(own, evidence=(SCAN,), **said))) == 2
    refused(desk.ask(own, actor="别人", organ="示东市", role="county"), "roles.not-granted")


def test_a_clerk_keeps_the_ledger_of_his_county_and_not_of_another() -> None:
    desk, _ = with_clerk()
    own, other = CountyId("shidong"), CountyId("shixi")

    def ask(command: Command) -> object:
        return desk.ask(command, actor=CLERK, organ="示东市", role="county")

    new = EnterEnterprise(
        enterprise=EnterpriseId("zi"), name="示例子焦化点", county=own, code_absent="未办执照"
    )
    refused(ask(replace(new, county=other)), "roles.out-of-scope")
    recorded(ask(new))
    site = EnterSite(site=SiteId("zi-1"), enterprise=EnterpriseId("zi"), name="老厂区", county=own)
    recorded(ask(site))
    refused(ask(replace(site, enterprise=EnterpriseId("wu"))), "roles.out-of-scope")
    oven = EnterFacility(facility=FacilityId("zi-1"), facility_type="焦炉", name="1号焦炉", site=site.site)
    recorded(ask(oven))
    shut = RecordCondition(facility="zi-1", condition="关停")
    refused(ask(shut), "closure.record-condition.no-evidence")  # permitted: as far as the area itself
    unsaid = refused(ask(replace(shut, facility="1号焦炉")), "roles.part-not-said")
    assert "1号焦炉" in unsaid.finding
    assert unsaid.field == "part"
    interest = RecordInterest(enterprise=EnterpriseId("zi"), matter="债务", summary="欠款", owner="示东市")
    recorded(ask(interest))
    answer = AnswerInterest(interest=desk.history[-1].seq, answer="已办", document=LETTER)
    recorded(ask(answer))
    refused(ask(replace(answer, interest=Seq(999))), "roles.out-of-scope")
    for command in (
        RenameEnterprise(enterprise=EnterpriseId("zi"), name="某公司", document=LETTER),
        WithdrawEntry(entry=desk.history[-1].seq, reason="登错"),
    ):
        refused(ask(command), "roles.not-permitted")


def test_a_clerk_registers_what_an_organ_or_a_firm_of_his_county_issued_and_nothing_else() -> None:
    desk, _ = with_clerk()
    own = ("示东市人民政府", "示东市", "示东市能源局", "示例焦化丁有限公司", "示东市工信局、示东市应急局")
    others = (
        "示西县人民政府",
        "示范市工信局",
        "示例焦化戊有限公司",
        "某某公司",
        "示东市工信局、示范市工信局",
    )
    for place, issuer in enumerate((*own, *others)):
        paper = letter(DocumentNo(f"示东函〔2020〕{place}号"), issuer=issuer)
        outcome = desk.ask(paper, evidence=(SCAN,), **CLERKS)
        if issuer in own:
            recorded(outcome)
        else:
            assert refused(outcome, "roles.out-of-scope").field == "issuer"


def test_an_organ_is_known_by_the_name_it_bore_when_the_paper_was_issued() -> None:
    desk, _ = with_clerk()
    bureau = EnterOrgan(
        organ=OrganId("bureau"),
        name="东河焦化局",
        stands_for=OrganId("county_iit"),
        county=CountyId("shidong"),
        document=LETTER,
    )
    recorded(desk.ask(bureau))
    recorded(desk.ask(RenameOrgan(organ=OrganId("bureau"), name="东河工信局", document=LETTER)))
    for place, issuer in enumerate(("东河焦化局", "东河工信局")):
        paper = letter(DocumentNo(f"东河函〔2020〕{place}号"), issuer=issuer)
        recorded(desk.ask(paper, evidence=(SCAN,), **CLERKS))


def test_a_clerk_corrects_the_entry_of_his_own_paper_and_takes_over_nobody_elses() -> None:
    desk, _ = with_clerk()
    number = DocumentNo("示东函〔2020〕1号")
    recorded(desk.ask(letter(number, issuer="示东市人民政府"), evidence=(SCAN,), **CLERKS))
    mine = letter(number, issuer="示东市工信局", corrects=desk.history[-1].seq)
    recorded(desk.ask(mine, evidence=(SCAN,), **CLERKS))
    away = letter(number, issuer="示范市工信局", corrects=desk.history[-1].seq)
    refused(desk.ask(away, evidence=(SCAN,), **CLERKS), "roles.out-of-scope")
    [theirs] = (one.seq for one in desk.history if getattr(one.fact, "number", "") == LETTER)
    stolen = letter(issuer="示东市人民政府", corrects=theirs)
    refused(desk.ask(stolen, evidence=(SCAN,), **CLERKS), "roles.out-of-scope")
    refused(
        desk.ask(letter(issuer="示东市人民政府"), evidence=(SCAN,), **CLERKS),
        "charter.register-document.number-taken",
    )


def test_a_firm_registers_its_own_papers_under_any_name_it_bore() -> None:
    desk = with_letter()
    recorded(desk.ask(grant(organ=OrganId("ding"), role="enterprise"), effective=DAY))
    renamed = RenameEnterprise(enterprise=EnterpriseId("ding"), name="示例丁新材料有限公司", document=LETTER)
    recorded(desk.ask(renamed))
    firms: dict[str, Any] = {"actor": CLERK, "organ": "示例焦化丁有限公司", "role": "enterprise"}
    for place, issuer in enumerate(("示例焦化丁有限公司", "示例丁新材料有限公司")):
        paper = letter(DocumentNo(f"丁函〔2020〕{place}号"), issuer=issuer)
        recorded(desk.ask(paper, evidence=(SCAN,), **firms))
    for issuer in ("示例焦化戊有限公司", "示东市人民政府"):
        foreign = letter(DocumentNo("丁函〔2020〕9号"), issuer=issuer)
        refused(desk.ask(foreign, evidence=(SCAN,), **firms), "roles.out-of-scope")


def test_a_courts_liaison_registers_what_his_court_wrote() -> None:
    desk = with_letter()
    recorded(desk.ask(grant(organ=OrganId("city_court"), role="court"), effective=DAY))
    courts: dict[str, Any] = {"actor": CLERK, "organ": "市中级法院", "role": "court"}
    number = DocumentNo("（2018）示01执001号")
    recorded(desk.ask(letter(number, issuer="市中级法院"), evidence=(SCAN,), **courts))
    foreign = letter(DocumentNo("示东函〔2020〕9号"), issuer="示东市人民政府")
    refused(desk.ask(foreign, evidence=(SCAN,), **courts), "roles.out-of-scope")


@pytest.mark.parametrize(
    ("organ", "role", "names"),
    [
        ("city_emergency", "inspector", ("市应急局", "示范市应急局")),
        ("inspection_group", "inspector", ("督查检查组",)),
        ("city_finance", "bureau", ("市财政局", "示范市财政局")),
        ("prov_iit", "bureau", ("省工信厅",)),
    ],
)
def test_an_inspector_and_a_bureaus_clerk_register_what_their_own_organ_wrote_and_nothing_else(
    organ: str, role: str, names: tuple[str, ...]
) -> None:
    desk = with_letter()
    recorded(desk.ask(grant(organ=OrganId(organ), role=role), effective=DAY))
    theirs: dict[str, Any] = {"actor": CLERK, "organ": organ, "role": role}
    others = (
        "市人社局",
        "示东市应急局",
        "示范市人民政府",
        "示例焦化丁有限公司",
        f"{names[0]}、市人社局",
        "示例银行",
    )
    for place, issuer in enumerate((*names, *others)):
        paper = letter(DocumentNo(f"示查〔2020〕{place}号"), issuer=issuer)
        outcome = desk.ask(paper, evidence=(SCAN,), **theirs)
        if issuer in names:
            recorded(outcome)
        else:
            assert refused(outcome, "roles.out-of-scope").field == "issuer"
    [stands] = (one.seq for one in desk.history if getattr(one.fact, "number", "") == LETTER)
    stolen = letter(issuer=names[0], corrects=stands)
    refused(desk.ask(stolen, evidence=(SCAN,), **theirs), "roles.out-of-scope")


def test_who_pays_registers_no_paper_of_his_own_bureau_under_another_grant_either_and_is_told_who_does() -> (
    None
):
    desk = with_letter()
    for role in ("finance", "bureau"):
        recorded(desk.ask(grant(organ=OrganId("city_finance"), role=role), effective=DAY))
    paper = letter(DocumentNo("示财函〔2020〕1号"), issuer="市财政局")
    for role in ("finance", "bureau"):
        asked: dict[str, Any] = {"actor": CLERK, "organ": "市财政局", "role": role}
        refusal = refused(desk.ask(paper, evidence=(SCAN,), **asked), "roles.out-of-scope")
        assert "本单位自己的文件由本单位不办付款的部门经办或领导小组办公室登记" in refusal.way_forward
    other = "示例财务"
    recorded(desk.ask(grant(organ=OrganId("city_finance"), role="bureau", person=other), effective=DAY))
    recorded(desk.ask(paper, evidence=(SCAN,), actor=other, organ="市财政局", role="bureau"))


def test_the_treasury_registers_what_a_bank_gave_it_and_nothing_else() -> None:
    desk = with_letter()
    recorded(desk.ask(grant(organ=OrganId("city_finance"), role="finance"), effective=DAY))
    treasury: dict[str, Any] = {"actor": CLERK, "organ": "市财政局", "role": "finance"}
    banks = ("示例银行示东支行", "示例农商行", "国家金库示范市中心支库", "示例银行、示例信用社")
    others = (
        "市财政局",  # what it wrote itself, too: the hand that pays does not enter what it pays by
        "示范市财政局国库科",
        "示东市国库支付中心",
        "示范市人民政府",
        "示东市人民政府",
        "示例焦化丁有限公司",
        "示例焦化丁有限公司结算银行",
        "市中级法院",
        "示例银行、市财政局",
        "某某公司",
    )
    for place, issuer in enumerate((*banks, *others)):
        paper = letter(DocumentNo(f"示银退〔2020〕{place}号"), issuer=issuer)
        outcome = desk.ask(paper, evidence=(SCAN,), **treasury)
        if issuer in banks:
            recorded(outcome)
        else:
            refusal = refused(outcome, "roles.out-of-scope")
            assert ("银行" in refusal.finding, refusal.field) == (True, "issuer")


def test_the_treasury_takes_over_nobody_elses_paper_and_makes_no_banks_paper_anothers() -> None:
    desk = with_letter()
    recorded(desk.ask(grant(organ=OrganId("city_finance"), role="finance"), effective=DAY))
    treasury: dict[str, Any] = {"actor": CLERK, "organ": "市财政局", "role": "finance"}
    number = DocumentNo("示银退〔2020〕1号")
    recorded(desk.ask(letter(number, issuer="示例银行"), evidence=(SCAN,), **treasury))
    mine = letter(number, issuer="示例银行示东支行", corrects=desk.history[-1].seq)
    recorded(desk.ask(mine, evidence=(SCAN,), **treasury))
    away = letter(number, issuer="市财政局", corrects=desk.history[-1].seq)
    refused(desk.ask(away, evidence=(SCAN,), **treasury), "roles.out-of-scope")
    [theirs] = (one.seq for one in desk.history if getattr(one.fact, "number", "") == LETTER)
    stolen = letter(issuer="示例银行", corrects=theirs)
    refused(desk.ask(stolen, evidence=(SCAN,), **treasury), "roles.out-of-scope")


def test_the_treasury_drafts_and_goes_on_with_the_papers_the_plan_has_it_make_and_no_other() -> None:
    desk = papers.drafted(with_letter())
    recorded(desk.ask(grant(organ=OrganId("city_finance"), role="finance"), effective=DAY))
    treasury: dict[str, Any] = {"actor": CLERK, "organ": "市财政局", "role": "finance"}
    refused(desk.ask(papers.drafting(), **treasury), "roles.anothers-paper")
    refused(desk.ask(papers.opinion("经办"), **treasury), "roles.out-of-scope")
    own = papers.drafting(template="W37", county=None, year=None, audit_plan=1)
    refused(desk.ask(own, **treasury), "papers.draft.no-such-subject")


def test_a_firm_drafts_what_the_plan_has_firms_make_and_is_told_who_makes_the_rest() -> None:
    desk = with_letter()
    recorded(desk.ask(grant(organ=OrganId("jia"), role="enterprise"), effective=DAY))
    firm: dict[str, Any] = {"actor": CLERK, "organ": "jia", "role": "enterprise"}
    city = papers.drafting(template="W18", county=None, year=None, enterprise="jia")
    refusal = refused(desk.ask(city, **firm), "roles.anothers-paper")
    assert "《补偿资金项目审核计划》由市工信局出具" in refusal.finding
    county = papers.drafting(template="W36", county=None, year=None, enterprise="jia")
    assert "县（市）" in refused(desk.ask(county, **firm), "roles.anothers-paper").finding
    own = papers.drafting(template="W17", county=None, year=None, enterprise="jia", file=SCAN)
    recorded(desk.ask(own, **firm))


def test_a_county_is_told_who_in_the_city_makes_a_paper() -> None:
    desk = with_letter()
    recorded(desk.ask(grant(), effective=DAY))
    asked = papers.drafting(template="W21", year=None)
    refusal = refused(desk.ask(asked, actor=CLERK, organ="示东市", role="county"), "roles.anothers-paper")
    assert "由市财政局出具" in refusal.finding


def test_what_a_grant_must_say() -> None:
    desk = with_letter()
    refused(desk.ask(grant(role="installer")), "roles.grant-role.no-such-role")
    refused(desk.ask(grant(role="王")), "roles.grant-role.no-such-role")
    refused(desk.ask(grant(person=" ")), "roles.grant-role.not-oneself")
    refused(desk.ask(grant(person="示例经办")), "roles.grant-role.not-oneself")
    refused(desk.ask(grant(organ=OrganId("jia"))), "roles.grant-role.organ-unfit")
    refused(desk.ask(grant(organ=OrganId("nowhere"))), "roles.grant-role.organ-unfit")
    refused(desk.ask(grant(until=date(2020, 1, 2)), effective=DAY), "roles.ends-before-it-begins")
    refused(desk.ask(grant(document=DocumentNo("无"))), "roles.grant-role.no-document")


def test_readers_of_a_copy_can_be_given_nothing_but_reading() -> None:
    desk = with_letter()
    copied = OrganId("市委办公室")
    refused(desk.ask(grant(organ=copied, role="office")), "roles.grant-role.organ-unfit")
    assert len(recorded(desk.ask(grant(organ=copied, role="reader")))) == 1


def test_the_three_administrators_are_three_people_and_record_nothing_else() -> None:
    desk, _ = with_clerk()
    city = OrganId("city_iit")
    refused(desk.ask(grant(organ=city, role="auditor")), "roles.grant-role.kept-apart")
    recorded(desk.ask(grant(person="甲", organ=city, role="system")))
    refused(desk.ask(grant(person="甲", organ=city, role="security")), "roles.grant-role.kept-apart")
    refused(desk.ask(grant(person="甲", organ=city, role="bureau")), "roles.grant-role.kept-apart")
    system = desk.history[-1].seq
    refused(
        desk.ask(DelegateRole(grant=system, person=CLERK, until=date(2020, 6, 1), reason="休假")),
        "roles.delegate-role.kept-apart",
    )


def test_a_grant_taken_back_is_over_from_that_day() -> None:
    desk, seq = with_clerk()
    refused(desk.ask(RevokeRole(grant=seq, reason="")), "roles.revoke-role.no-reason")
    refused(desk.ask(RevokeRole(grant=Seq(1), reason="调离")), "roles.revoke-role.no-such-grant")
    [fact] = recorded(desk.ask(RevokeRole(grant=seq, reason="调离")))
    assert fact == RoleRevoked(grant=seq, person=CLERK, reason="调离")
    assert recorded(desk.ask(RevokeRole(grant=seq, reason="调离"))) == ()


def test_a_grant_is_lent_once_for_a_time_and_no_further() -> None:
    desk, seq = with_clerk(until=date(2020, 12, 31))

    def lend(person: str, actor: str, **changes: Any) -> object:
        said: dict[str, Any] = {"grant": seq, "until": date(2020, 2, 29), "reason": "出差"}
        asked = DelegateRole(person=person, **(said | changes))
        return desk.ask(asked, actor=actor, organ="示东市", role="county")

    refused(lend("乙", CLERK, until=date(2021, 1, 1)), "roles.delegate-role.longer-than-the-grant")
    refused(lend("乙", CLERK, until=date(2020, 1, 1)), "roles.ends-before-it-begins")
    refused(lend(CLERK, CLERK), "roles.delegate-role.value-unfit")
    [fact] = recorded(lend("乙", CLERK))
    assert isinstance(fact, RoleDelegated)
    assert (fact.lender, fact.county) == (CLERK, "shidong")
    assert recorded(lend("乙", CLERK)) == ()
    loan = desk.history[-1].seq
    refused(lend("丙", "乙", grant=loan), "roles.delegate-role.lent-already")
    refused(lend("丙", "乙"), "roles.delegate-role.not-ones-own")
    nobody = DelegateRole(grant=Seq(1), person="丙", until=date(2020, 3, 1), reason="出差")
    refused(desk.ask(nobody), "roles.delegate-role.no-such-grant")
