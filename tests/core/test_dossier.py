"""One identity for ever: names, mergers and moves change what is said of it, and never who it is."""

from datetime import date
from typing import Any

import pytest

from tests.given import LETTER, SCAN, Desk, adopted, answer, recorded, refused, with_letter
from yajian.core.decisions.dossier import (
    AnswerInterest,
    BindFacility,
    EnterEnterprise,
    EnterFacility,
    EnterSite,
    MergeEnterprises,
    MoveFacility,
    RecordCreditCode,
    RecordInterest,
    RenameEnterprise,
    RenameFacility,
    WithdrawEntry,
)
from yajian.core.decisions.register import EnterFiling
from yajian.core.decisions.statements import Report
from yajian.core.decisions.targets import PartChange, PublishList
from yajian.core.facts.dossier import CreditCodeRecorded, EnterpriseEntered, EntryWithdrawn
from yajian.core.facts.targets import PartListed
from yajian.core.reports.dossier import dossier, ledger
from yajian.core.reports.timeline import timeline
from yajian.core.rules import credit_code
from yajian.core.rules import dossier as rules
from yajian.core.words import (
    Clause,
    Command,
    CountyId,
    DocumentNo,
    EnterpriseId,
    FacilityId,
    Fen,
    QuestionId,
    Seq,
    SiteId,
    Tonnes,
)

JIA, YI, GENG, OUT = (EnterpriseId(name) for name in ("jia", "yi", "geng", "zi"))
EAST = CountyId("shidong")
CODE, OTHER_CODE = "91140000MA0AAAAA0", "91140000MA0BBBBB0"
YARD, OVEN, OTHER = SiteId("geng-1"), FacilityId("geng-3"), FacilityId("geng-4")


def whole(seventeen: str) -> str:
    return seventeen + credit_code.check_character(seventeen)


def ask(desk: Desk, command: Command, day: date | None = None) -> object:
    return desk.ask(command, effective=day)


def enter(**changes: Any) -> EnterEnterprise:
    said: dict[str, Any] = {
        "enterprise": OUT,
        "name": "示例焦化子有限公司",
        "county": EAST,
        "credit_code": whole(CODE),
    }
    return EnterEnterprise(**(said | changes))


def site(**changes: Any) -> EnterSite:
    said: dict[str, Any] = {"site": YARD, "enterprise": GENG, "name": "老厂区", "county": EAST}
    return EnterSite(**(said | changes))


def facility(**changes: Any) -> EnterFacility:
    said: dict[str, Any] = {
        "facility": OVEN,
        "facility_type": "焦炉",
        "name": "3号焦炉",
        "site": YARD,
    }
    return EnterFacility(**(said | changes))


def rename(enterprise: EnterpriseId, name: str, document: DocumentNo = LETTER) -> RenameEnterprise:
    return RenameEnterprise(enterprise=enterprise, name=name, document=document)


def merge(
    enterprise: EnterpriseId, successor: EnterpriseId, document: DocumentNo = LETTER
) -> MergeEnterprises:
    return MergeEnterprises(enterprise=enterprise, successor=successor, document=document)


def interest(**changes: Any) -> RecordInterest:
    said: dict[str, Any] = {
        "enterprise": GENG,
        "matter": "债务",
        "summary": "欠示例银行贷款",
        "owner": "示东市人民政府",
        "amount_fen": Fen(1_000_000),
    }
    return RecordInterest(**(said | changes))


def withdraw(seq: int, reason: str = "登错了") -> WithdrawEntry:
    return WithdrawEntry(entry=Seq(seq), reason=reason)


def listed_oven(desk: Desk) -> PartListed:
    """The part whose two ovens the plan names."""
    return next(part for part in desk.parts() if len(part.facilities) == 2)


def bind(desk: Desk, oven: int = 0, **changes: Any) -> BindFacility:
    part = listed_oven(desk)
    said: dict[str, Any] = {"facility": OVEN, "part": part.part, "listed_name": part.facilities[oven]}
    return BindFacility(**(said | changes))


def built() -> Desk:
    """Given: the letter on the register, a site, and an oven on it."""
    desk = with_letter()
    recorded(ask(desk, site()))
    recorded(ask(desk, facility()))
    return desk


def name_of(desk: Desk, enterprise: EnterpriseId, day: date | None = None, known: int | None = None) -> str:
    return rules.enterprise_name(
        desk.plan, desk.programme, enterprise, day, Seq(known) if known is not None else None
    )


# The credit code ---------------------------------------------------------------------------------


def test_the_check_character_is_that_of_the_standard() -> None:
    assert credit_code.fault("91350100M000100Y43") is None
    assert credit_code.check_character("91140882MA0EXAMPL") == "R"


def test_a_check_value_of_thirty_one_is_written_as_naught() -> None:
    assert credit_code.check_character("0" * 17) == "0"


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("9135010M000100Y43", "应为18位，现17位"),
        ("91350100O000100Y43", "第9位为 O"),
        ("91350100m000100Y43", "第9位为 m"),
        ("91350100M000100Y44", "按前17位应为 3"),
    ],
)
def test_a_wrong_code_is_refused_and_told_at_which_place(code: str, says: str) -> None:
    refusal = refused(ask(adopted(), enter(credit_code=code)), "dossier.credit-code-wrong")
    assert says in refusal.finding


def test_every_single_slip_and_every_swap_of_neighbours_is_noticed() -> None:
    code = whole("91140000MA0CDEFG1")
    slips = [
        code[:place] + other + code[place + 1 :]
        for place in range(18)
        for other in credit_code.ALPHABET
        if other != code[place]
    ]
    swaps = [
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for place in range(17)
        if code[place] != code[place + 1]
    ]
    assert [one for one in (*slips, *swaps) if credit_code.fault(one) is None] == []


def test_a_code_that_is_absent_is_explained() -> None:
    desk = adopted()
    refused(ask(desk, enter(credit_code="")), "dossier.credit-code-unexplained")
    refused(ask(desk, enter(code_absent="个人加工点")), "dossier.credit-code-unexplained")
    refused(ask(desk, enter(credit_code="", code_absent="　")), "dossier.credit-code-unexplained")
    facts = recorded(ask(desk, enter(credit_code="", code_absent="个人加工点，未办执照")))
    assert facts[1] == CreditCodeRecorded(enterprise=OUT, absent="个人加工点，未办执照")


def test_the_code_of_an_enterprise_on_the_list_is_recorded_without_entering_it_again() -> None:
    desk = adopted()
    command = RecordCreditCode(enterprise=JIA, credit_code=whole(CODE))
    assert len(recorded(ask(desk, command))) == 1
    assert recorded(ask(desk, command)) == ()
    found = rules.credit_code(desk.programme, JIA, date(2019, 12, 31))
    assert found is not None, "it had its code before anybody recorded it"
    assert found.value.code == whole(CODE)


def test_one_code_belongs_to_one_enterprise() -> None:
    desk = adopted()
    recorded(ask(desk, RecordCreditCode(enterprise=JIA, credit_code=whole(CODE))))
    refusal = refused(ask(desk, enter()), "dossier.credit-code-taken")
    assert JIA in refusal.finding


# Enterprises -------------------------------------------------------------------------------------


def test_an_enterprise_of_the_plan_has_a_dossier_from_adoption_with_the_plans_facts_alone() -> None:
    desk = adopted()
    assert rules.known_enterprises(desk.plan, desk.programme) == tuple(desk.plan.enterprises)
    found = dossier(desk.plan, desk.programme, GENG, date(2020, 1, 2))
    assert found is not None
    assert [line.part.part for line in found.parts] == ["L07a", "L07b"]
    assert (found.line.listed_t, found.line.code, found.sites, found.interests) == (600_000, None, (), ())


def test_an_enterprise_outside_the_list_is_entered_with_its_code_at_once() -> None:
    desk = adopted()
    facts = recorded(ask(desk, enter()))
    assert tuple(map(type, facts)) == (EnterpriseEntered, CreditCodeRecorded)
    assert recorded(ask(desk, enter())) == ()
    assert name_of(desk, OUT) == "示例焦化子有限公司"
    assert rules.county_of(desk.plan, desk.programme, OUT) == EAST


@pytest.mark.parametrize("id", ["", "子 公司", "a/b", "a:b", "x" * 41])
def test_an_id_that_fits_no_address_is_refused(id: str) -> None:
    refused(ask(adopted(), enter(enterprise=id)), "dossier.id-unfit")


@pytest.mark.parametrize("name", ["", " 示例焦化子有限公司"])
def test_a_name_is_written_whole(name: str) -> None:
    refused(ask(adopted(), enter(name=name)), "dossier.name-unfit")


def test_a_county_is_one_of_the_plans() -> None:
    refused(ask(adopted(), enter(county="nowhere")), "dossier.no-such-county")


def test_an_id_stands_for_one_enterprise_only() -> None:
    desk = adopted()
    refused(ask(desk, enter(enterprise=JIA)), "dossier.enter-enterprise.already-known")
    recorded(ask(desk, enter()))
    refused(ask(desk, enter(name="另一户有限公司")), "dossier.enter-enterprise.already-known")


def test_an_enterprise_is_not_entered_a_second_time_under_a_name_it_bears_or_bore() -> None:
    desk = with_letter()
    recorded(ask(desk, rename(JIA, "示例焦化甲新材料有限公司")))
    refusal = refused(ask(desk, enter(name="示例焦化甲有限公司")), "dossier.name-taken")
    assert "示例焦化甲新材料有限公司" in refusal.finding
    refused(ask(desk, enter(name="示例焦化甲 新材料有限公司")), "dossier.name-taken")


def test_two_enterprises_of_one_name_are_told_apart_by_their_codes() -> None:
    desk = adopted()
    recorded(ask(desk, RecordCreditCode(enterprise=JIA, credit_code=whole(OTHER_CODE))))
    recorded(ask(desk, enter(name="示例焦化甲有限公司")))


def test_nothing_is_said_of_an_enterprise_nobody_knows() -> None:
    desk = with_letter()
    refused(ask(desk, rename(OUT, "某公司")), "dossier.no-such-enterprise")
    refused(
        ask(desk, RecordCreditCode(enterprise=OUT, credit_code=whole(CODE))), "dossier.no-such-enterprise"
    )
    refusal = refused(ask(desk, merge(JIA, OUT)), "dossier.no-such-enterprise")
    assert refusal.field == "successor"


# Names -------------------------------------------------------------------------------------------


def test_a_new_name_holds_from_its_day_and_the_old_one_is_still_found() -> None:
    desk = with_letter()
    recorded(ask(desk, rename(JIA, "示例焦化甲新材料有限公司"), date(2020, 1, 3)))
    assert name_of(desk, JIA, date(2020, 1, 2)) == "示例焦化甲有限公司"
    assert name_of(desk, JIA, date(2020, 1, 3)) == "示例焦化甲新材料有限公司"
    assert name_of(desk, JIA, date(2020, 1, 3), known=len(desk.history) - 1) == "示例焦化甲有限公司"
    assert [line.name for line in rules.name_lines(desk.plan, desk.programme, JIA, date(2020, 1, 2))] == [
        "示例焦化甲有限公司"
    ]
    for words in ("示例焦化甲有限公司", "甲新材料", "jia"):
        assert rules.find(desk.plan, desk.programme, words) == (JIA,)
    assert [line.name for line in rules.name_lines(desk.plan, desk.programme, JIA)] == [
        "示例焦化甲有限公司",
        "示例焦化甲新材料有限公司",
    ]


def test_a_renaming_rests_on_a_document_no_younger_than_its_day() -> None:
    desk = adopted()
    refused(ask(desk, rename(JIA, "新名有限公司")), "dossier.rename-enterprise.no-document")
    desk = with_letter()
    refused(ask(desk, rename(JIA, "新名有限公司"), date(2019, 12, 30)), "charter.document-later")


def test_the_name_it_bears_that_day_is_no_renaming() -> None:
    assert recorded(ask(with_letter(), rename(JIA, "示例焦化甲有限公司"))) == ()


def test_a_name_is_not_taken_from_another() -> None:
    refused(ask(with_letter(), rename(JIA, "示例焦化乙有限公司")), "dossier.name-taken")


# Mergers -----------------------------------------------------------------------------------------


def test_a_merger_points_to_the_successor_and_moves_no_tonne() -> None:
    desk = built()
    recorded(ask(desk, interest()))
    before = ledger(desk.plan, desk.programme)
    recorded(ask(desk, merge(GENG, YI), date(2020, 1, 3)))
    assert rules.successor(desk.programme, GENG, date(2020, 1, 2)) == GENG
    assert rules.successor(desk.programme, GENG, date(2020, 1, 3)) == YI
    after = ledger(desk.plan, desk.programme)
    assert before.listed_t == after.listed_t == 3_250_000
    line = next(one for one in after.lines if one.enterprise == YI)
    assert (line.listed_t, line.facilities, line.unanswered) == (540_000 + 600_000, 1, 1)
    assert next(one for one in after.lines if one.enterprise == GENG).listed_t == 0
    own = dossier(desk.plan, desk.programme, GENG, date(2020, 2, 1))
    assert own is not None
    assert (own.listed_t, own.facilities, own.unanswered) == (600_000, 1, 1)
    assert rules.place(desk.programme, OVEN) == rules.Place(site=YARD, enterprise=GENG)
    assert {part.enterprise for part in desk.parts() if part.part.startswith("L07")} == {GENG}


def test_a_merger_is_asked_twice_and_recorded_once() -> None:
    desk = with_letter()
    recorded(ask(desk, merge(JIA, YI), date(2020, 1, 3)))
    assert recorded(ask(desk, merge(JIA, YI), date(2020, 1, 3))) == ()
    refused(ask(desk, merge(JIA, GENG)), "dossier.merge-enterprises.already-merged")


def test_no_merger_leads_back_to_where_it_began() -> None:
    desk = with_letter()
    refused(ask(desk, merge(JIA, JIA)), "dossier.merge-enterprises.into-itself")
    recorded(ask(desk, merge(JIA, YI), date(2020, 1, 4)))
    recorded(ask(desk, merge(YI, GENG), date(2020, 1, 5)))
    refused(ask(desk, merge(GENG, JIA)), "dossier.merge-enterprises.into-itself")
    assert rules.family(desk.programme, GENG) == (GENG, YI, JIA)


def test_what_is_new_belongs_to_the_successor() -> None:
    desk = with_letter()
    recorded(ask(desk, merge(GENG, YI), date(2020, 1, 3)))
    for command in (rename(GENG, "某公司"), site(), merge(JIA, GENG)):
        refusal = refused(ask(desk, command, date(2020, 1, 4)), "dossier.enterprise-merged")
        assert YI in refusal.way_forward


def test_an_enterprise_that_acted_later_was_not_merged_before() -> None:
    desk = with_letter()
    recorded(ask(desk, rename(JIA, "示例焦化甲新材料有限公司"), date(2020, 1, 4)))
    refusal = refused(ask(desk, merge(JIA, YI), date(2020, 1, 3)), "dossier.merge-enterprises.still-acting")
    assert "2020-01-04" in refusal.finding


def test_a_merger_rests_on_a_document() -> None:
    refused(ask(adopted(), merge(JIA, YI)), "dossier.merge-enterprises.no-document")


def test_a_withdrawn_merger_never_was_for_whoever_knows_of_it() -> None:
    desk = with_letter()
    recorded(ask(desk, merge(JIA, YI), date(2020, 1, 3)))
    merged = len(desk.history)
    fact = recorded(ask(desk, withdraw(merged)))[0]
    assert isinstance(fact, EntryWithdrawn)
    assert (fact.entered, fact.subject) == ("merger", JIA)
    assert rules.successor(desk.programme, JIA) == JIA
    assert rules.successor(desk.programme, JIA, known=Seq(merged)) == YI
    recorded(ask(desk, merge(YI, JIA), date(2020, 1, 3)))


# Sites and facilities ----------------------------------------------------------------------------


def test_a_site_is_entered_once() -> None:
    desk = with_letter()
    assert len(recorded(ask(desk, site()))) == 1
    assert recorded(ask(desk, site())) == ()
    refused(ask(desk, site(name="新厂区")), "dossier.enter-site.already-entered")
    refused(ask(desk, site(site="geng-2", name="老 厂区")), "dossier.enter-site.site-twice")


def test_a_facility_stands_at_a_site_and_is_of_a_type_of_the_plan() -> None:
    desk = with_letter()
    refused(ask(desk, facility()), "dossier.no-such-site")
    recorded(ask(desk, site()))
    refused(ask(desk, facility(facility_type="高炉")), "dossier.enter-facility.no-such-type")
    recorded(ask(desk, facility()))
    assert recorded(ask(desk, facility())) == ()
    refused(ask(desk, facility(name="9号焦炉")), "dossier.enter-facility.already-entered")


def test_the_same_oven_is_not_entered_twice_however_its_number_is_written() -> None:
    desk = built()
    refusal = refused(ask(desk, facility(facility=OTHER, name="３号焦炉")), "dossier.facility-twice")
    assert OVEN in refusal.finding
    recorded(ask(desk, facility(facility=OTHER, name="4号焦炉")))
    command = RenameFacility(facility=OTHER, name="3号 焦炉", document=LETTER)
    refused(ask(desk, command), "dossier.facility-twice")


def test_another_enterprise_may_have_a_third_oven_too() -> None:
    desk = built()
    recorded(ask(desk, site(site="yi-1", enterprise=YI)))
    recorded(ask(desk, facility(facility="yi-3", site="yi-1")))


def test_an_oven_is_renamed_and_stays_the_oven_it_is() -> None:
    desk = built()
    command = RenameFacility(facility=OVEN, name="3A焦炉", document=LETTER)
    refused(ask(adopted(), command), "dossier.no-such-facility")
    recorded(ask(desk, command, date(2020, 1, 3)))
    assert recorded(ask(desk, command, date(2020, 1, 3))) == ()
    assert rules.facility_name(desk.programme, OVEN, date(2020, 1, 2)) == "3号焦炉"
    assert rules.facility_name(desk.programme, OVEN, date(2020, 1, 3)) == "3A焦炉"
    assert rules.facility_names(desk.programme, OVEN, date(2020, 1, 2)) == ("3号焦炉",)
    assert rules.facility_names(desk.programme, OVEN) == ("3号焦炉", "3A焦炉")


def test_what_changes_an_oven_rests_on_a_document() -> None:
    desk = built()
    none = DocumentNo("示政办函〔2020〕9号")
    refused(
        ask(desk, RenameFacility(facility=OVEN, name="3A焦炉", document=none)),
        "dossier.rename-facility.no-document",
    )
    refused(
        ask(desk, MoveFacility(facility=OVEN, site=YARD, enterprise=YI, document=none)),
        "dossier.move-facility.no-document",
    )


def test_an_oven_sold_in_place_belongs_to_another_from_that_day() -> None:
    desk = built()
    command = MoveFacility(facility=OVEN, site=YARD, enterprise=YI, document=LETTER)
    recorded(ask(desk, command, date(2020, 1, 3)))
    assert recorded(ask(desk, command, date(2020, 1, 3))) == ()
    assert rules.facilities_of(desk.programme, (GENG,), date(2020, 1, 2)) == (OVEN,)
    assert rules.facilities_of(desk.programme, (GENG,), date(2020, 1, 3)) == ()
    assert rules.facilities_of(desk.programme, (YI,), date(2020, 1, 3)) == (OVEN,)


def test_an_oven_is_not_moved_where_one_of_its_name_stands() -> None:
    desk = built()
    recorded(ask(desk, site(site="yi-1", enterprise=YI)))
    recorded(ask(desk, facility(facility="yi-3", site="yi-1")))
    command = MoveFacility(facility=OVEN, site=SiteId("yi-1"), document=LETTER)
    refused(ask(desk, command), "dossier.facility-twice")


def test_what_is_entered_at_the_site_of_a_merged_enterprise_belongs_to_its_successor() -> None:
    desk = with_letter()
    recorded(ask(desk, site()))
    recorded(ask(desk, merge(GENG, YI), date(2020, 1, 4)))
    recorded(ask(desk, facility(), date(2020, 1, 5)))
    assert rules.place(desk.programme, OVEN) == rules.Place(site=YARD, enterprise=YI)


# What the list calls it --------------------------------------------------------------------------


def test_a_name_on_the_list_means_one_oven_and_always_did() -> None:
    desk = built()
    assert len(recorded(ask(desk, bind(desk)))) == 1
    assert recorded(ask(desk, bind(desk))) == ()
    part = listed_oven(desk)
    assert rules.facility_of(desk.programme, part.part, part.facilities[0]) == OVEN
    assert rules.facility_of(desk.programme, part.part, part.facilities[0], Seq(3)) is None


def test_a_binding_names_what_is_on_the_list() -> None:
    desk = built()
    refused(ask(desk, bind(desk, part="L99")), "dossier.bind-facility.no-such-part")
    refusal = refused(ask(desk, bind(desk, listed_name="9号焦炉")), "dossier.bind-facility.not-on-the-list")
    assert isinstance(refusal.basis, Clause)


def test_one_name_means_one_oven_and_one_oven_has_one_name_on_the_list() -> None:
    desk = built()
    recorded(ask(desk, facility(facility=OTHER, name="4号焦炉")))
    recorded(ask(desk, bind(desk)))
    refused(ask(desk, bind(desk, facility=OTHER)), "dossier.bind-facility.name-taken")
    refused(ask(desk, bind(desk, 1)), "dossier.bind-facility.bound-elsewhere")


def test_a_name_spelt_otherwise_since_still_holds_its_oven() -> None:
    desk = built()
    recorded(ask(desk, bind(desk)))
    part, oven = listed_oven(desk), listed_oven(desk).facilities[0]
    spelt = oven.replace("号", " 号")
    respelt = PublishList(
        list=desk.base.retirement_list.id,
        changes={part.part: PartChange(facilities=(spelt, *part.facilities[1:]))},
        document=LETTER,
        wishes={part.enterprise: LETTER},
        safety=LETTER,
    )
    recorded(ask(desk, answer(QuestionId("Q-SWAP"))))
    recorded(ask(desk, respelt))
    refused(ask(desk, bind(desk, 1)), "dossier.bind-facility.bound-elsewhere")


def test_an_oven_never_of_that_enterprise_is_not_what_its_line_means() -> None:
    desk = with_letter()
    recorded(ask(desk, site(site="yi-1", enterprise=YI)))
    recorded(ask(desk, facility(site="yi-1")))
    refused(ask(desk, bind(desk)), "dossier.bind-facility.of-another-enterprise")
    recorded(ask(desk, merge(GENG, YI)))
    recorded(ask(desk, bind(desk)))


def test_a_wrong_binding_is_withdrawn_and_made_anew() -> None:
    desk = built()
    recorded(ask(desk, bind(desk, 1)))
    recorded(ask(desk, withdraw(len(desk.history))))
    recorded(ask(desk, bind(desk)))
    part = listed_oven(desk)
    assert rules.facility_of(desk.programme, part.part, part.facilities[1]) is None
    assert rules.facility_of(desk.programme, part.part, part.facilities[0]) == OVEN


def test_an_oven_no_longer_on_the_list_may_be_listed_elsewhere() -> None:
    desk = built()
    bare = next(part for part in desk.parts() if part.enterprise == GENG and not part.facilities)
    changes = {bare.part: PartChange(facilities=("5号焦炉",))}
    recorded(ask(desk, PublishList(list=desk.plan.retirement_list.id, changes=changes, document=LETTER)))
    recorded(ask(desk, facility(facility="geng-5", name="5号焦炉")))
    recorded(ask(desk, bind(desk, facility="geng-5", part=bare.part, listed_name="5号焦炉")))
    found = dossier(desk.plan, desk.programme, GENG, date(2020, 2, 1))
    assert found is not None
    assert found.unbound == (("L07a", "3号焦炉"), ("L07a", "4号焦炉"))


# Interests ---------------------------------------------------------------------------------------


def test_an_interest_has_an_owner_and_an_answer_on_a_document() -> None:
    desk = with_letter()
    refusal = refused(ask(desk, interest(owner="")), "dossier.record-interest.no-owner")
    assert isinstance(refusal.basis, Clause), "the plan says that interests are balanced"
    recorded(ask(desk, interest()))
    number = Seq(len(desk.history))
    assert recorded(ask(desk, interest())) == ()
    found = dossier(desk.plan, desk.programme, GENG, date(2020, 2, 1))
    assert found is not None
    assert (found.interests[0].matter, found.interests[0].answer, found.line.unanswered) == ("债务", None, 1)
    answer = AnswerInterest(interest=number, answer="由示东市统筹化解", document=LETTER)
    recorded(ask(desk, answer))
    assert recorded(ask(desk, answer)) == ()
    assert rules.answer_to(desk.programme, number, known=number) is None
    found = dossier(desk.plan, desk.programme, GENG, date(2020, 2, 1))
    assert found is not None
    assert found.line.unanswered == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"matter": "职工"}, "dossier.record-interest.unknown-matter"),
        ({"summary": " "}, "dossier.record-interest.value-unfit"),
        ({"amount_fen": Fen(0)}, "dossier.record-interest.value-unfit"),
        ({"enterprise": OUT}, "dossier.no-such-enterprise"),
    ],
)
def test_an_interest_says_what_it_is(changes: dict[str, Any], code: str) -> None:
    refused(ask(adopted(), interest(**changes)), code)


def test_an_answer_answers_something_with_words_on_paper() -> None:
    desk = adopted()
    recorded(ask(desk, interest()))
    number = Seq(len(desk.history))
    refused(
        ask(desk, AnswerInterest(interest=Seq(1), answer="已办", document=LETTER)),
        "dossier.answer-interest.no-such-interest",
    )
    refused(
        ask(desk, AnswerInterest(interest=number, answer=" ", document=LETTER)),
        "dossier.answer-interest.no-answer",
    )
    refused(
        ask(desk, AnswerInterest(interest=number, answer="已办", document=LETTER)),
        "dossier.answer-interest.no-document",
    )


# Withdrawing -------------------------------------------------------------------------------------


def test_a_withdrawal_names_an_entry_of_the_ledger_and_a_reason() -> None:
    desk = adopted()
    refused(ask(desk, withdraw(1)), "dossier.withdraw-entry.no-such-entry")
    recorded(ask(desk, enter()))
    refused(ask(desk, withdraw(len(desk.history), " ")), "dossier.withdraw-entry.no-reason")
    recorded(ask(desk, withdraw(len(desk.history) - 1)))
    assert recorded(ask(desk, withdraw(len(desk.history) - 2))) == ()
    assert OUT not in rules.known_enterprises(desk.plan, desk.programme)
    recorded(ask(desk, enter(name="另一户有限公司")))
    assert name_of(desk, OUT) == "另一户有限公司"


def test_nothing_is_withdrawn_from_under_what_stands_on_it() -> None:
    desk = built()
    recorded(ask(desk, interest()))
    concern = len(desk.history)
    recorded(ask(desk, AnswerInterest(interest=Seq(concern), answer="已办", document=LETTER)))
    recorded(ask(desk, bind(desk)))
    recorded(ask(desk, enter()))
    entered = len(desk.history) - 1
    filing = EnterFiling(
        number="示备〔2011〕5号",
        enterprise=OUT,
        filed_on=date(2011, 5, 1),
        filed_t=Tonnes(300_000),
        issuer="示范市经济委员会",
    )
    recorded(desk.ask(filing, evidence=(SCAN,)))
    refusal = refused(ask(desk, withdraw(entered)), "dossier.withdraw-entry.still-used")
    assert "备案文件" in refusal.finding
    recorded(ask(desk, merge(YI, OUT)))
    used = {concern - 2: "设施", concern - 1: "对应清单", concern: "答复", entered: "合并"}
    for seq, what in used.items():
        refusal = refused(ask(desk, withdraw(seq)), "dossier.withdraw-entry.still-used")
        assert what in refusal.finding


def test_what_a_number_was_stated_of_is_not_withdrawn() -> None:
    desk = built()
    said = Report(
        subject=f"facility:{OVEN}",
        field="coke_oven.chambers",
        value="65",
        said_by="示东市工信局",
        document=LETTER,
    )
    recorded(ask(desk, said))
    refusal = refused(ask(desk, withdraw(len(desk.history) - 1)), "dossier.withdraw-entry.still-used")
    assert "填报的数据" in refusal.finding


def test_a_name_that_would_stand_again_must_still_be_free() -> None:
    desk = built()
    recorded(ask(desk, RenameFacility(facility=OVEN, name="3A焦炉", document=LETTER)))
    renamed = len(desk.history)
    recorded(ask(desk, facility(facility=OTHER)))
    refused(ask(desk, withdraw(renamed)), "dossier.facility-twice")


# The ledger and the timeline ---------------------------------------------------------------------


def test_the_ledger_says_who_has_no_code_and_leaves_an_undetermined_county_to_the_last() -> None:
    desk = adopted()
    sheet = ledger(desk.plan, desk.programme)
    assert (sheet.without_code, sheet.listed_t) == (9, 3_250_000)
    assert [name for name, _ in sheet.by_county][-1] == "县（市）待定"
    recorded(ask(desk, RecordCreditCode(enterprise=JIA, code_absent="正在换照")))
    assert ledger(desk.plan, desk.programme).without_code == 8
    assert [line.enterprise for line in ledger(desk.plan, desk.programme, words="甲").lines] == [JIA]


def test_a_timeline_tells_of_every_area_in_the_order_it_was_recorded() -> None:
    desk = built()
    recorded(ask(desk, bind(desk)))
    recorded(ask(desk, rename(GENG, "示例焦化庚新材料有限公司")))
    recorded(ask(desk, interest()))
    recorded(ask(desk, merge(GENG, YI)))
    told = timeline(desk.plan, desk.programme, YI)
    assert [one.seq for one in told] == sorted(one.seq for one in told)
    assert {one.what for one in told} >= {
        "登记厂区",
        "登记设施",
        "对应清单",
        "企业更名",
        "利益诉求",
        "企业合并",
    }
    assert any("L07a 30 万吨" in one.words for one in told)
    assert all(one.corrected_by is None for one in told)


def test_a_timeline_shows_what_was_withdrawn_as_withdrawn() -> None:
    desk = with_letter()
    recorded(ask(desk, rename(JIA, "示例焦化甲新材料有限公司")))
    renamed = len(desk.history)
    recorded(ask(desk, withdraw(renamed, "登错企业")))
    told = {one.seq: one for one in timeline(desk.plan, desk.programme, JIA)}
    assert told[Seq(renamed)].corrected_by == renamed + 1
    assert "登错企业" in told[Seq(renamed + 1)].words
    then = timeline(desk.plan, desk.programme, JIA, known=Seq(renamed))
    assert then[-1].corrected_by is None


def test_nobody_has_a_dossier_before_anybody_knows_of_them() -> None:
    desk = adopted()
    recorded(ask(desk, enter()))
    assert dossier(desk.plan, desk.programme, OUT, date(2020, 2, 1), Seq(3)) is None
    assert dossier(desk.plan, desk.programme, OUT, date(2020, 2, 1)) is not None


# By whatever name ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("示例焦化丁有限公司", {"ding"}),
        ("示例 焦化丁 有限公司", {"ding"}),
        ("示例焦化丁有限公司安环部", {"ding"}),
        ("示例焦化丁", {"ding"}),
        ("丁公司", {"ding"}),
        ("示例丁公司", {"ding"}),
        ("示例丁公司安环部", {"ding"}),
        ("示例焦化庚有限公司", {"geng"}),
        ("示例焦化庚", {"geng"}),
        ("示东市工信局、丙公司", {"bing"}),
        ("示例焦化公司", set()),  # nine bear it
        ("公司", set()),
        ("示例设计院", set()),
        ("示东市工信局", set()),
        ("示范燃气公司（示例）", set()),
        ("", set()),
    ],
)
def test_a_firm_is_meant_by_any_name_that_is_its_alone(words: str, meant: set[str]) -> None:
    desk = with_letter()
    assert rules.named(desk.plan, desk.programme, words) == meant
