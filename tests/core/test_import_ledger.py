"""导入台账: every row or none; each fact traceable to its row; what was settled is contested and never overwritten."""

from datetime import date
from typing import Any

import msgspec

from tests.given import SCAN, Desk, adopted, letter, recorded, refused
from yajian.core.decisions.dossier import (
    EnterEnterprise,
    EnterFacility,
    EnterSite,
    ImportLedger,
    MergeEnterprises,
    RecordCreditCode,
)
from yajian.core.decisions.dossier.importing import EnterpriseLine, FacilityLine
from yajian.core.decisions.lateness import Explain
from yajian.core.decisions.roles import GrantRole
from yajian.core.decisions.statements import Determine, Report, Verify
from yajian.core.facts.dossier import (
    CreditCodeRecorded,
    EnterpriseEntered,
    FacilityEntered,
    LedgerFix,
    LedgerImported,
    SiteEntered,
)
from yajian.core.facts.statements import StatementDisputed, StatementReported
from yajian.core.rules import dossier as rules
from yajian.core.rules.credit_code import check_character
from yajian.core.rules.statements import Standing, number
from yajian.core.words import CountyId, Digest, DocumentNo, EnterpriseId, FacilityId, OrganId, Seq, SiteId

PAPER = DocumentNo("示东工信〔2020〕3号")
FILE = Digest("b" * 64)
DAY = date(2019, 10, 31)
SHIDONG, SHIXI = CountyId("shidong"), CountyId("shixi")
FILED = "lot.filed_capacity"


def code(number: int) -> str:
    first = f"9114088{number:02}MA0EXAMP"
    return first + check_character(first)


def firm(row: int = 3, number: int = 1, **more: Any) -> EnterpriseLine:
    said = {"sheet": "企业", "row": row, "code": code(number), "name": f"示例焦化台账{number}有限公司"}
    return EnterpriseLine(**{**said, "county": SHIDONG, **more})


def oven(row: int = 3, owner: int = 1, **more: Any) -> FacilityLine:
    said = {"sheet": "焦炉", "row": row, "owner": code(owner), "facility_type": "coke_oven"}
    return FacilityLine(**{**said, "name": "3号焦炉", "fields": {FILED: "60"}, **more})


def ledger(*lines: EnterpriseLine | FacilityLine, **more: Any) -> ImportLedger:
    said = {"file": FILE, "said_by": "示东市工信局", "document": PAPER}
    return ImportLedger(
        **{
            **said,
            "enterprises": tuple(one for one in lines if isinstance(one, EnterpriseLine)),
            "facilities": tuple(one for one in lines if isinstance(one, FacilityLine)),
            **more,
        }
    )


def desk() -> Desk:
    """Given: the plan adopted and the letter that came with the ledger on the register."""
    made = adopted()
    recorded(made.ask(letter(PAPER), evidence=(SCAN,)))
    return made


def imported(at: Desk, *lines: EnterpriseLine | FacilityLine, **more: Any) -> tuple[Any, ...]:
    return recorded(at.ask(ledger(*lines, **more), effective=DAY))


def settled(at: Desk, value: str = "54", said_by: str = "示例焦化台账1有限公司") -> Seq:
    """Given: an oven in the ledger, of which this capacity was reported, verified and determined."""
    imported(at, firm(), oven(fields={}))
    subject = f"facility:{code(1)}-3号焦炉"
    report = Report(subject=subject, field=FILED, value=value, said_by=said_by, document=PAPER)
    recorded(at.ask(report, effective=date(2019, 9, 30), evidence=(SCAN,)))
    seq = Seq(at.history[-1].seq)
    recorded(at.ask(Verify(statement=seq, finding="与原件相符"), organ="示东市人民政府", evidence=(SCAN,)))
    decided = Determine(statement=seq, decided_by=("示东市人民政府", "示范市工信局"), document=PAPER)
    recorded(at.ask(decided))
    return seq


# What a row is -----------------------------------------------------------------------------------


def test_a_row_enters_who_it_is_about_and_states_its_numbers() -> None:
    facts = imported(
        desk(), firm(address="西街", fields={"enterprise.workers": "286"}), oven(attachment="附1")
    )
    assert [type(fact) for fact in facts] == [
        LedgerImported,
        EnterpriseEntered,
        CreditCodeRecorded,
        SiteEntered,
        StatementReported,
        FacilityEntered,
        StatementReported,
    ]
    assert facts[3].address == "西街"
    assert (facts[4].subject, facts[4].value, facts[4].said_by) == (
        f"enterprise:{code(1)}",
        286,
        "示东市工信局",
    )
    assert (facts[6].subject, facts[6].value, facts[6].shown) == (
        f"facility:{code(1)}-3号焦炉",
        600_000,
        "60万吨",
    )
    assert facts[0].rows[1].attachment == "附1"


def test_every_fact_leads_back_to_its_row_of_its_file() -> None:
    at = desk()
    imported(at, firm(row=3), firm(row=4, number=2), oven(row=7), oven(row=9, owner=2))
    first = max(at.programme.dossiers.imports)
    told = [rules.source(at.programme, Seq(first + place)) for place in range(11)]
    assert [(one.sheet, one.row, one.file) if one else None for one in told] == [
        None,
        *[("企业", 3, FILE)] * 3,
        *[("企业", 4, FILE)] * 3,
        *[("焦炉", 7, FILE)] * 2,
        *[("焦炉", 9, FILE)] * 2,
    ]
    assert rules.source(at.programme, Seq(first - 1)) is None
    assert rules.source(at.programme, Seq(first + 11)) is None


def test_an_enterprise_of_the_list_is_known_by_its_name_and_given_its_code() -> None:
    at = desk()
    name = at.plan.enterprises[EnterpriseId("geng")].name
    facts = imported(at, firm(name=name.replace("示例", "示例 ")))
    assert [type(fact) for fact in facts] == [LedgerImported, CreditCodeRecorded, SiteEntered]
    assert facts[1].enterprise == "geng"


def test_what_the_ledger_has_already_is_not_entered_again() -> None:
    at = desk()
    imported(at, firm(), oven())
    assert imported(at, firm(), oven()) == ()
    facts = imported(at, firm(), oven(), oven(row=4, name="4号焦炉", fields={}))
    assert [type(fact) for fact in facts] == [LedgerImported, FacilityEntered]
    assert [line.facts for line in facts[0].rows] == [0, 0, 1]


def test_a_facility_entered_by_hand_is_the_same_facility() -> None:
    at = desk()
    owner = EnterpriseId("firm")
    for command in (
        EnterEnterprise(enterprise=owner, name="示例焦化台账1有限公司", county=SHIDONG, credit_code=code(1)),
        EnterSite(site=SiteId("site"), enterprise=owner, name="厂区", county=SHIDONG),
        EnterFacility(
            facility=FacilityId("oven"), facility_type="coke_oven", name="3 号焦炉", site=SiteId("site")
        ),
    ):
        recorded(at.ask(command))
    facts = imported(at, firm(), oven())
    assert [type(fact) for fact in facts] == [LedgerImported, StatementReported]
    assert facts[1].subject == "facility:oven"


def test_a_name_that_cannot_stand_in_an_address_gets_a_number() -> None:
    facts = imported(desk(), firm(), oven(name="3号/4号焦炉"), oven(row=4, name="5号/6号焦炉"))
    entered = [fact.facility for fact in facts if isinstance(fact, FacilityEntered)]
    assert entered == [f"{code(1)}-1", f"{code(1)}-2"]


def test_what_was_read_otherwise_than_it_stands_is_told() -> None:
    fix = LedgerFix(cell="焦炉!F3", was="60万吨", now="60")
    assert imported(desk(), firm(), oven(), fixes=(fix,))[0].fixes == (fix,)


# What was settled --------------------------------------------------------------------------------


def test_another_number_than_the_settled_one_is_not_taken_in_passing() -> None:
    at = desk()
    settled(at)
    told = refused(at.ask(ledger(oven())), "dossier.import-ledger.differs-from-settled")
    assert "“焦炉”第3行 备案产能填60万吨，已认定为54万吨" in told.finding


def test_confirmed_it_stands_beside_the_settled_one_as_a_dispute() -> None:
    at = desk()
    seq = settled(at)
    facts = imported(at, oven(confirmed=(FILED,)))
    assert isinstance(facts[1], StatementDisputed)
    assert (facts[1].disputes, facts[1].value) == (seq, 600_000)
    found = number(at.programme, (f"facility:{code(1)}-3号焦炉", FILED))
    assert found.standing is Standing.CONTESTED
    assert [one.value for one in found.statements] == [540_000, 600_000]


def test_its_own_settled_number_a_body_reports_anew_from_a_later_day() -> None:
    at = desk()
    settled(at, said_by="示东市工信局")
    facts = imported(at, oven(confirmed=(FILED,)))
    assert isinstance(facts[1], StatementReported)


def test_the_settled_number_itself_is_nothing_new() -> None:
    at = desk()
    settled(at)
    assert imported(at, oven(fields={FILED: "54"})) == ()


# Wholly or not at all ----------------------------------------------------------------------------


def unfit(at: Desk, *lines: EnterpriseLine | FacilityLine) -> str:
    before = at.programme.seq
    told = refused(at.ask(ledger(*lines), effective=DAY), "dossier.import-ledger.row-unfit")
    assert at.programme.seq == before
    return told.finding


def test_one_bad_row_and_nothing_is_entered() -> None:
    assert unfit(desk(), firm(), oven(), oven(row=4, name="4号焦炉", fields={FILED: "很多"})) == (
        "“焦炉”第4行：“备案产能”要填数字，写的是“很多”"
    )


def test_a_row_says_who_it_is_about() -> None:
    at = desk()
    assert "第18位校验错误" in unfit(at, firm(code=code(1)[:-1] + "0"))
    assert "企业名称空着" in unfit(at, firm(name=" "))
    assert "县（市）不在方案之内" in unfit(at, firm(county=CountyId("nowhere")))
    assert "设施名称空着" in unfit(at, firm(), oven(name=""))


def test_a_row_says_one_thing_once() -> None:
    at = desk()
    assert "与第3行说的是同一户" in unfit(at, firm(), firm(row=4))
    assert "与第3行说的是同一座" in unfit(at, firm(), oven(), oven(row=4, name="3 号焦炉"))


def test_a_facilitys_enterprise_kind_and_site_are_known() -> None:
    at = desk()
    recorded(at.ask(RecordCreditCode(enterprise=EnterpriseId("geng"), credit_code=code(9))))
    assert "都没有代码" in unfit(at, oven())
    assert "没有“kiln”这一类设施" in unfit(at, firm(), oven(facility_type="kiln"))
    assert "还没有登记厂区" in unfit(at, oven(owner=9))


def test_a_merged_enterprise_takes_no_new_facility() -> None:
    at = desk()
    imported(at, firm(), firm(row=4, number=2))
    merge = MergeEnterprises(
        enterprise=EnterpriseId(code(1)), successor=EnterpriseId(code(2)), document=PAPER
    )
    recorded(at.ask(merge, effective=date(2020, 1, 3)))
    told = refused(at.ask(ledger(oven())), "dossier.import-ledger.row-unfit")
    assert "已并入" in told.finding


def test_who_the_ledger_knows_otherwise_is_not_overwritten() -> None:
    at = desk()
    imported(at, firm())
    assert "更名另有登记" in unfit(at, firm(name="另一个名称"))
    assert "县（市）与台账登记的不同" in unfit(at, firm(county=SHIXI))
    geng = at.plan.enterprises[EnterpriseId("geng")].name
    assert "这个代码在台账中是" in unfit(at, firm(name=geng))
    recorded(at.ask(RecordCreditCode(enterprise=EnterpriseId("geng"), credit_code=code(8))))
    named = EnterpriseLine(sheet="企业", row=5, code=code(8), name=geng, county=SHIDONG)
    assert isinstance(at.ask(ledger(named)), tuple)


def test_a_name_without_a_code_beside_one_with_another_is_a_question() -> None:
    at = desk()
    geng = at.plan.enterprises[EnterpriseId("geng")].name
    recorded(at.ask(RecordCreditCode(enterprise=EnterpriseId("geng"), code_absent="尚未换证")))
    facts = imported(at, firm(name=geng))
    assert facts[1] == CreditCodeRecorded(enterprise=EnterpriseId("geng"), code=code(1))


def test_a_field_of_another_sheet_is_not_taken() -> None:
    at = desk()
    assert "不是这张表的字段" in unfit(at, firm(fields={"coke_oven.chambers": "65"}))
    assert "不是这张表的字段" in unfit(at, firm(fields={"lot.nothing": "65"}))


def test_what_a_body_said_of_the_same_day_is_corrected_and_not_repeated() -> None:
    at = desk()
    imported(at, firm(), oven())
    assert "本单位对同一天已说是60万吨" in unfit(at, oven(fields={FILED: "61"}))
    later = recorded(at.ask(ledger(oven(fields={FILED: "61"})), effective=date(2019, 11, 30)))
    assert isinstance(later[1], StatementReported)


def test_a_number_settled_of_a_later_day_is_not_contested_from_before() -> None:
    at = desk()
    settled(at)
    told = refused(
        at.ask(ledger(oven(confirmed=(FILED,))), effective=date(2019, 8, 31)),
        "dossier.import-ledger.row-unfit",
    )
    assert "自2019-09-30起已认定为54万吨" in told.finding


def test_an_empty_ledger_is_none() -> None:
    refused(desk().ask(ledger()), "dossier.import-ledger.no-rows")


def test_a_ledger_comes_with_a_paper_on_the_register() -> None:
    refused(adopted().ask(ledger(firm())), "dossier.import-ledger.no-document")


def test_somebody_made_it() -> None:
    refused(desk().ask(ledger(firm(), said_by="")), "dossier.name-unfit")


# For whom ----------------------------------------------------------------------------------------


def clerk(at: Desk, command: ImportLedger) -> object:
    """When the county's clerk asks."""
    if not at.programme.roles.grants:
        grant = GrantRole(person="县经办", organ=OrganId(SHIDONG), role="county", document=PAPER)
        recorded(at.ask(grant, evidence=(SCAN,)))
    return at.ask(command, effective=DAY, role="county", actor="县经办", organ="shidong")


def test_a_county_imports_its_own_rows() -> None:
    assert isinstance(clerk(desk(), ledger(firm(), oven(), county=SHIDONG)), tuple)


def test_a_county_is_told_which_rows_are_anothers() -> None:
    at = desk()
    imported(at, firm(row=3, number=5, county=SHIXI))
    told = refused(
        clerk(at, ledger(firm(), firm(row=4, number=2, county=SHIXI), oven(row=9, owner=5), county=SHIDONG)),
        "dossier.import-ledger.other-county",
    )
    assert told.finding == "不是本县（市）的企业：“企业”第4行、“焦炉”第9行"


def test_a_county_does_not_import_for_the_city_or_for_another() -> None:
    at = desk()
    refused(clerk(at, ledger(firm())), "roles.out-of-scope")
    refused(clerk(at, ledger(firm(county=SHIXI), county=SHIXI)), "roles.out-of-scope")


def test_a_condition_a_ledger_states_is_a_statement_and_shuts_no_oven() -> None:
    at = desk()
    facts = imported(at, firm(), oven(fields={"coke_oven.condition": "关停"}))
    assert isinstance(facts[-1], StatementReported)
    assert (facts[-1].value, facts[-1].label) == ("shut", "状态")
    assert not at.programme.closures.conditions


def test_rows_are_kept_with_the_import() -> None:
    fact = imported(desk(), firm(), county=SHIDONG)[0]
    assert msgspec.json.decode(msgspec.json.encode(fact), type=LedgerImported) == fact


def test_a_county_says_why_its_ledger_came_late() -> None:
    at = desk()
    recorded(clerk(at, ledger(firm(), county=SHIDONG)))
    late = Explain(
        entry=max(at.programme.dossiers.imports), reason="补报", explained_by="示例甲（示东市工信局）"
    )
    assert isinstance(at.ask(late, role="county", actor="县经办", organ="shidong"), tuple)
