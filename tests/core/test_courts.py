"""法院事项: a seal is recorded as the court's paper has it, and holds dismantling back until the court allows it."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.given import LETTER, SCAN, Desk, letter, recorded, refused, with_letter, written
from yajian.core import gates
from yajian.core.decisions.courts import (
    ConsultCourt,
    ExtendSeal,
    RecordDocument,
    RecordSeal,
    RecordUnsealing,
    WithdrawSeal,
)
from yajian.core.decisions.dossier import BindFacility, EnterFacility, EnterSite
from yajian.core.decisions.organs import RenameOrgan
from yajian.core.decisions.roles import GrantRole
from yajian.core.decisions.statements import Determine, Report, Verify
from yajian.core.facts.courts import CourtConsulted, Sealed, SealWithdrawn, Unsealed
from yajian.core.gates import Line
from yajian.core.plan.needs import Need
from yajian.core.reports.courts import as_builtins, matter, matters
from yajian.core.rules import courts as rules
from yajian.core.rules.roles.sight import sight
from yajian.core.words import (
    Answer,
    Clause,
    Command,
    CountyId,
    Digest,
    DocumentNo,
    FacilityId,
    OrganId,
    PartId,
    Seq,
    SiteId,
)

COURT_PAPER = DocumentNo("（2018）示01执001号之一")
ANSWER = DocumentNo("（2018）示01执001号之二")
CASE = "（2018）示01执001号"
OVEN = FacilityId("geng-3")
PLANNED = date(2020, 3, 1)


def desk_with_papers() -> Desk:
    desk = with_letter()
    recorded(desk.ask(letter(COURT_PAPER, title="执行裁定书", issuer="示例法院"), evidence=(SCAN,)))
    return desk


def listed(desk: Desk) -> tuple[PartId, str]:
    found = next(one for one in desk.parts() if len(one.facilities) == 2)
    return found.part, found.facilities[0]


def seal(desk: Desk, **said: Any) -> object:
    part, facility = listed(desk)
    effective = said.pop("effective", None)
    words: dict[str, Any] = {
        "part": part,
        "facility": facility,
        "court": "示例法院",
        "case_no": CASE,
        "document": COURT_PAPER,
    } | said
    return desk.ask(RecordSeal(**words), effective=effective)


def sealed(**said: Any) -> Desk:
    """Given: an oven of the list under a court's seal."""
    desk = desk_with_papers()
    recorded(seal(desk, **said))
    return desk


def number(desk: Desk) -> Seq:
    return next(iter(desk.programme.courts.seals))


def answered(desk: Desk, issuer: str = "示例法院", number: str = ANSWER, **said: Any) -> DocumentNo:
    """Given: another paper, of the court that sealed unless said otherwise, written today."""
    return written(desk, number, issuer=issuer, **said)


def consult(desk: Desk, **said: Any) -> object:
    evidence, effective = said.pop("evidence", (SCAN,)), said.pop("effective", None)
    words: dict[str, Any] = {
        "seal": number(desk),
        "by": "letter",
        "with_whom": "执行局",
        "summary": "商请明确查封焦炉的处置办法",
        "planned_on": PLANNED,
    } | said
    return desk.ask(ConsultCourt(**words), evidence=evidence, effective=effective)


def write(desk: Desk, says: str = "consent", **said: Any) -> object:
    if ANSWER not in desk.programme.charter.documents:
        answered(desk)
    words: dict[str, Any] = {"seal": number(desk), "says": says, "document": ANSWER} | said
    return desk.ask(RecordDocument(**words))


def line(desk: Desk, need: Need, on: date = PLANNED) -> Line | None:
    """What the gates answer for a need today, if they ask it of this oven."""
    asked = gates.case(desk.plan, desk.programme, *listed(desk), on, desk.now.date())
    assert asked is not None
    return next(
        (
            one
            for gate in desk.plan.gates.values()
            if gate.releases in ("shutdown", "dismantle")
            for one in gates.standing(desk.plan, desk.programme, gate, asked).lines
            if one.condition.need == need
        ),
        None,
    )


def answer(desk: Desk, need: Need, on: date = PLANNED) -> Answer | None:
    found = line(desk, need, on)
    return found.verdict.answer if found is not None else None


# Sealing ------------------------------------------------------------------------------------------


def test_a_seal_is_recorded_with_court_case_facility_and_paper() -> None:
    desk = desk_with_papers()
    [fact] = recorded(seal(desk, until=date(2021, 6, 30)))
    assert isinstance(fact, Sealed)
    assert (fact.court, fact.case_no, fact.document, fact.scan) == ("示例法院", CASE, COURT_PAPER, SCAN)
    assert fact.court_organ == ""
    assert fact.name.endswith(fact.facility)
    assert seal(desk, until=date(2021, 6, 30), effective=desk.now.date()) == ()


def test_a_court_of_the_office_is_known_by_its_organ() -> None:
    desk = desk_with_papers()
    court = next(one for one in desk.plan.organisations.values() if one.level == "court")
    order = answered(desk, court.name, "（2019）示01执9号")
    [fact] = recorded(seal(desk, court=court.name, document=order))
    assert isinstance(fact, Sealed)
    assert fact.court_organ == court.id


def test_an_oven_that_neither_list_nor_ledger_knows_is_not_sealed() -> None:
    desk = desk_with_papers()
    refused(seal(desk, facility="9号焦炉"), "courts.record-seal.no-such-facility")
    refused(seal(desk, part=PartId(""), facility="nobody"), "courts.record-seal.no-such-facility")


def test_court_and_case_are_named_as_the_plan_wants_them_recorded() -> None:
    desk = desk_with_papers()
    refusal = refused(seal(desk, case_no=" "), "courts.record-seal.no-case")
    assert isinstance(refusal.basis, Clause)
    assert desk.plan.court is not None
    assert desk.plan.court.record[0] in refusal.way_forward
    assert refused(seal(desk, court=""), "courts.record-seal.no-case").field == "court"


def test_a_seal_rests_on_the_courts_own_paper() -> None:
    refused(seal(with_letter()), "courts.record-seal.no-document")


@pytest.mark.parametrize(
    "court", ["人民政府", "示东市人民政府", "法院", "示例法院服务公司", "示东市、示例法院"]
)
def test_who_is_no_court_seals_nothing(court: str) -> None:
    refusal = refused(seal(desk_with_papers(), court=court), "courts.record-seal.not-a-court")
    assert isinstance(refusal.basis, Clause)
    assert (refusal.field, court in refusal.finding) == ("court", True)


@pytest.mark.parametrize("issuer", ["示东市人民政府", "示东市示例焦化庚有限公司", "示例另一法院"])
def test_what_somebody_else_wrote_seals_nothing(issuer: str) -> None:
    desk = desk_with_papers()
    paper = answered(desk, issuer, "示东函〔2020〕9号")
    refusal = refused(seal(desk, document=paper), "courts.not-the-courts-paper")
    assert issuer in refusal.finding
    assert "示例法院" in refusal.finding
    recorded(seal(desk, document=answered(desk, "示例法院执行局", "（2018）示01执001号之九")))


def test_a_seal_does_not_end_before_it_begins() -> None:
    refused(seal(desk_with_papers(), until=date(2019, 12, 1)), "courts.ends-before-it-begins")
    desk = sealed()
    command = ExtendSeal(seal=number(desk), document=answered(desk), until=date(2019, 12, 1))
    refused(desk.ask(command), "courts.ends-before-it-begins")


def test_the_same_case_seals_an_oven_once() -> None:
    refused(seal(sealed(), until=date(2022, 1, 1)), "courts.record-seal.already-sealed")


def test_a_seal_runs_out_unless_it_is_carried_on() -> None:
    desk = sealed(until=date(2020, 2, 1))
    held = rules.seal(desk.programme, number(desk), date(2020, 2, 1))
    over = rules.seal(desk.programme, number(desk), date(2020, 2, 2))
    assert held is not None
    assert over is not None
    assert (held.word, over.word) == ("查封中", "期满未续")
    command = ExtendSeal(seal=number(desk), document=answered(desk), until=date(2021, 2, 1))
    refused(
        desk.ask(ExtendSeal(seal=number(desk), document=DocumentNo("无"))), "courts.extend-seal.no-document"
    )
    recorded(desk.ask(command))
    assert recorded(desk.ask(command)) == ()
    carried = rules.seal(desk.programme, number(desk), date(2020, 2, 2))
    assert carried is not None
    assert carried.in_force
    assert carried.until == date(2021, 2, 1)


def test_a_seal_carried_on_under_a_wrong_day_is_entered_again_under_its_own() -> None:
    desk = sealed(until=date(2020, 1, 10), effective=date(2020, 1, 3))
    desk.now += timedelta(days=20)
    paper = answered(desk, issued_on=date(2020, 1, 9))
    command = ExtendSeal(seal=number(desk), document=paper, until=date(2021, 2, 1))
    recorded(desk.ask(command))
    between = rules.seal(desk.programme, number(desk), date(2020, 1, 12))
    assert between is not None
    assert between.word == "期满未续"
    assert len(recorded(desk.ask(command, effective=date(2020, 1, 9)))) == 1
    assert recorded(desk.ask(command, effective=date(2020, 1, 9))) == ()
    between = rules.seal(desk.programme, number(desk), date(2020, 1, 12))
    assert between is not None
    assert between.in_force


@pytest.mark.parametrize("moved", [-3, 3])
def test_a_talk_entered_under_a_wrong_day_is_put_right_and_one_held_again_is_another(moved: int) -> None:
    desk = sealed(effective=date(2020, 1, 3))
    desk.now += timedelta(days=20)
    wrong = date(2020, 1, 12)
    right = wrong + timedelta(days=moved)
    recorded(consult(desk, effective=wrong))
    entry = Seq(desk.programme.seq)
    [fact] = recorded(consult(desk, effective=right))
    assert isinstance(fact, CourtConsulted)
    assert fact.corrects == entry
    assert talks(desk) == [right]
    assert talks(desk, entry) == [wrong]
    assert recorded(consult(desk, effective=right)) == ()
    recorded(consult(desk, effective=wrong, evidence=(Digest("c" * 64),)))
    assert talks(desk) == sorted([right, wrong])


def talks(desk: Desk, known: Seq | None = None) -> list[date]:
    found = rules.seal(desk.programme, number(desk), known=known)
    assert found is not None
    return [one.effective for one in found.consulted]


def test_only_the_court_lifts_a_seal_and_once() -> None:
    desk = sealed()
    none = RecordUnsealing(seal=number(desk), document=DocumentNo("无"))
    refused(desk.ask(none), "courts.record-unsealing.no-document")
    lift = RecordUnsealing(seal=number(desk), document=answered(desk))
    [fact] = recorded(desk.ask(lift))
    assert isinstance(fact, Unsealed)
    assert recorded(desk.ask(lift)) == ()
    refused(desk.ask(RecordUnsealing(seal=number(desk), document=LETTER)), "courts.already-unsealed")
    refused(consult(desk), "courts.already-unsealed")
    assert answer(desk, "court_consent_document") is Answer.UNDETERMINED  # the ledger is asked again


def test_a_seal_entered_by_mistake_never_stood() -> None:
    desk = sealed()
    name = number(desk)
    paper = written(desk, "示政办函〔2020〕77号")
    refused(desk.ask(WithdrawSeal(seal=name, reason=" ", document=paper)), "courts.withdraw-seal.no-reason")
    refused(
        desk.ask(WithdrawSeal(seal=name, reason="登错焦炉", document=DocumentNo("无"))),
        "courts.withdraw-seal.no-document",
    )
    before = desk.programme.seq
    [fact] = recorded(desk.ask(WithdrawSeal(seal=name, reason="登错焦炉", document=paper)))
    assert isinstance(fact, SealWithdrawn)
    assert rules.seals(desk.programme) == ()
    assert len(rules.seals(desk.programme, known=before)) == 1
    refused(desk.ask(WithdrawSeal(seal=name, reason="再撤", document=paper)), "courts.no-such-seal")


@pytest.mark.parametrize("says", ["refusal", "other", "consent"])
def test_once_the_court_spoke_of_a_seal_only_the_court_says_that_there_is_none(says: str) -> None:
    desk = sealed()
    office = OrganId("leading_group_office")
    recorded(desk.ask(GrantRole(organ=office, person="示例市办", role="office", document=LETTER)))
    recorded(write(desk, says))

    def take_back(paper: DocumentNo) -> object:
        command = WithdrawSeal(seal=number(desk), reason="登错焦炉", document=paper)
        return desk.ask(command, actor="示例市办", organ=office, role="office")

    county = answered(desk, "示东市人民政府", "示东函〔2020〕9号")
    refused(take_back(county), "courts.not-the-courts-paper")
    refused(take_back(COURT_PAPER), "courts.the-seals-own-paper")
    assert answer(desk, "court_consent_document") is (Answer.PASS if says == "consent" else Answer.FAIL)
    later = answered(desk, number="（2018）示01执001号之三")
    assert isinstance(recorded(take_back(later))[0], SealWithdrawn)


def test_a_seal_that_the_court_carried_on_is_no_clerks_mistake() -> None:
    desk = sealed()
    recorded(desk.ask(ExtendSeal(seal=number(desk), document=answered(desk), until=date(2021, 2, 1))))
    command = WithdrawSeal(seal=number(desk), reason="登错焦炉", document=LETTER)
    refused(desk.ask(command), "courts.not-the-courts-paper")


def test_a_county_alone_takes_no_seal_back() -> None:
    desk = sealed()
    recorded(desk.ask(GrantRole(organ=OrganId("shidong"), person="示例县办", role="county", document=LETTER)))

    def take_back(paper: DocumentNo) -> object:
        command = WithdrawSeal(seal=number(desk), reason="登错焦炉", document=paper)
        return desk.ask(command, actor="示例县办", organ="示东市", role="county")

    own = answered(desk, "示东市人民政府", "示东函〔2020〕9号")
    assert "领导小组办公室" in refused(take_back(own), "courts.not-the-courts-paper").way_forward
    refused(take_back(COURT_PAPER), "courts.the-seals-own-paper")
    assert isinstance(recorded(take_back(answered(desk)))[0], SealWithdrawn)


def test_the_office_puts_right_what_a_clerk_mistook_on_the_order_itself() -> None:
    desk = sealed()
    office = OrganId("leading_group_office")
    recorded(desk.ask(GrantRole(organ=office, person="示例市办", role="office", document=LETTER)))
    command = WithdrawSeal(seal=number(desk), reason="登错焦炉", document=COURT_PAPER)
    [fact] = recorded(desk.ask(command, actor="示例市办", organ=office, role="office"))
    assert isinstance(fact, SealWithdrawn)


def test_nothing_is_dated_before_the_seal_it_is_about() -> None:
    desk = sealed()
    command = RecordUnsealing(seal=number(desk), document=COURT_PAPER)
    refused(desk.ask(command, effective=date(2020, 1, 2)), "courts.no-such-seal")


# Whose word it is ----------------------------------------------------------------------------------


def every_way(desk: Desk, paper: DocumentNo) -> list[Command]:
    """All that is the court's alone to say, on one paper."""
    seal = number(desk)
    return [
        RecordDocument(seal=seal, says="consent", document=paper),
        RecordUnsealing(seal=seal, document=paper),
        ExtendSeal(seal=seal, document=paper, until=date(2020, 1, 10)),
    ]


@pytest.mark.parametrize(
    "issuer",
    [
        "示东市人民政府",
        "示东市示例焦化庚有限公司",
        "示例另一法院",
        "示例",
        "示例法院附属劳动服务公司",
        "示例法院对面税务局",
        "示例法院招待所办公室",
    ],
)
def test_the_courts_word_is_on_the_courts_own_paper_and_on_nobody_elses(issuer: str) -> None:
    desk = sealed()
    for one in every_way(desk, answered(desk, issuer)):
        refusal = refused(desk.ask(one), "courts.not-the-courts-paper")
        assert isinstance(refusal.basis, Clause)
        assert issuer in refusal.finding
    assert answer(desk, "court_consent_document") is Answer.FAIL


@pytest.mark.parametrize(
    "issuer",
    [
        "示例 法院",
        "示例法院执行局",
        "示例法院民事审判第一庭",
        "示例法院办公室",
        "示例法院河东人民法庭",
        "示东市人民政府、示例法院",
    ],
)
def test_a_court_is_known_however_its_name_is_spaced_by_its_chamber_and_beside_others(issuer: str) -> None:
    desk = sealed()
    recorded(write(desk, document=answered(desk, issuer, "（2018）示01执001号之三")))
    assert answer(desk, "court_consent_document") is Answer.PASS


def test_a_court_of_the_office_is_known_by_every_name_it_bore() -> None:
    desk = desk_with_papers()
    court = next(one for one in desk.plan.organisations.values() if one.level == "court")
    recorded(seal(desk, court=court.id, document=answered(desk, court.name, "（2019）示01执9号")))
    renamed = RenameOrgan(organ=OrganId(court.id), name="示范市中级人民法院", document=LETTER)
    recorded(desk.ask(renamed))
    recorded(write(desk, document=answered(desk, "示范市中级人民法院", "（2018）示01执001号之三")))
    recorded(desk.ask(every_way(desk, answered(desk, court.name, "（2018）示01执001号之四"))[1]))


def test_the_order_that_sealed_is_no_word_on_what_comes_after() -> None:
    desk = sealed()
    for one in every_way(desk, COURT_PAPER):
        refused(desk.ask(one), "courts.the-seals-own-paper")


def test_a_paper_older_than_the_seal_says_nothing_of_it() -> None:
    desk = sealed()
    old = answered(desk, number="（2018）示01执001号之三", issued_on=date(2019, 12, 1))
    for one in every_way(desk, old):
        refused(desk.ask(one), "courts.paper-older-than-the-seal")


def test_what_the_court_refused_since_no_older_leave_allows_again() -> None:
    desk = sealed()
    recorded(write(desk))
    given = desk.now.date()
    recorded(write(desk, "refusal", document=answered(desk, number="（2018）示01执001号之三")))
    again = RecordDocument(seal=number(desk), says="consent", document=ANSWER, terms="另议")
    refused(desk.ask(again), "courts.record-document.refused-since")
    recorded(desk.ask(again, effective=given))  # as a late entry of its own day it is no last word
    assert answer(desk, "court_consent_document") is Answer.FAIL
    recorded(write(desk, document=answered(desk, number="（2018）示01执001号之四")))
    assert answer(desk, "court_consent_document") is Answer.PASS


def test_a_county_registers_no_paper_of_its_county_s_court() -> None:
    desk = desk_with_papers()
    order = answered(desk, "示东市人民法院", "（2019）示02执9号")
    recorded(seal(desk, court="示东市人民法院", document=order))
    recorded(desk.ask(GrantRole(organ=OrganId("shidong"), person="示例县办", role="county", document=LETTER)))
    paper = letter(ANSWER, issuer="示东市人民法院执行局", issued_on=desk.now.date())
    outcome = desk.ask(paper, evidence=(SCAN,), actor="示例县办", organ="示东市", role="county")
    refused(outcome, "roles.out-of-scope")
    recorded(write(desk, document=answered(desk, "示东市人民法院执行局")))


# Talking it over -----------------------------------------------------------------------------------


def test_talks_need_their_record_and_words() -> None:
    desk = sealed()
    refused(consult(desk, summary=""), "courts.consult-court.nothing-said")
    refused(consult(desk, with_whom=" "), "courts.consult-court.nothing-said")
    refused(consult(desk, evidence=()), "courts.consult-court.no-evidence")
    recorded(consult(desk))


def test_the_court_is_waited_for_since_it_was_first_asked_and_not_after_it_answered() -> None:
    desk = sealed()
    recorded(consult(desk))
    asked_on = desk.now.date()
    recorded(consult(desk, by="call"))
    found = matter(desk.plan, desk.programme, number(desk), date(2020, 2, 1))
    assert found is not None
    assert found.waits_days == (date(2020, 2, 1) - asked_on).days
    recorded(write(desk))
    assert recorded(write(desk)) == ()
    found = matter(desk.plan, desk.programme, number(desk), date(2020, 2, 1))
    assert found is not None
    assert found.waits_days is None
    refused(write(desk, document=DocumentNo("无")), "courts.record-document.no-document")


# What the gates say --------------------------------------------------------------------------------


def test_a_seal_in_the_books_makes_the_conditions_ask_without_the_ledger() -> None:
    desk = sealed()
    assert answer(desk, "court_position_known") is Answer.UNDETERMINED
    assert answer(desk, "court_consent_document") is Answer.FAIL
    found = line(desk, "court_consent_document")
    assert found is not None
    assert "缺法院允许处置文书" in found.verdict.finding
    assert CASE in found.verdict.finding


@pytest.mark.parametrize(
    ("says", "expected"), [("consent", Answer.PASS), ("refusal", Answer.FAIL), ("other", Answer.FAIL)]
)
def test_only_the_courts_leave_opens_dismantling(says: str, expected: Answer) -> None:
    desk = sealed()
    recorded(consult(desk))
    assert answer(desk, "court_position_known") is Answer.PASS
    recorded(write(desk, says))
    assert answer(desk, "court_consent_document") is expected


def test_the_courts_last_word_counts() -> None:
    desk = sealed()
    recorded(write(desk))
    recorded(write(desk, "refusal"))
    assert answer(desk, "court_consent_document") is Answer.FAIL


def test_every_seal_on_the_oven_needs_its_own_leave() -> None:
    desk = sealed()
    recorded(write(desk))
    other = answered(desk, "示例另一法院", "（2019）示02执7号")
    recorded(seal(desk, case_no="（2019）示02执7号", court="示例另一法院", document=other))
    found = line(desk, "court_consent_document")
    assert found is not None
    assert found.verdict.answer is Answer.FAIL
    assert "示例另一法院" in found.verdict.finding


def test_a_seal_that_has_run_out_by_the_planned_day_is_asked_of_the_ledger() -> None:
    desk = sealed(until=date(2020, 2, 1))
    assert answer(desk, "court_consent_document", date(2020, 2, 1)) is Answer.FAIL
    assert answer(desk, "court_consent_document", date(2020, 2, 2)) is Answer.UNDETERMINED


def in_ledger(desk: Desk, sealed_by_ledger: str) -> Desk:
    """Given: the oven in the ledger, and the ledger's settled word on whether it is sealed."""
    part, facility = listed(desk)
    firm = next(one.enterprise for one in desk.parts() if one.part == part)
    recorded(
        desk.ask(EnterSite(site=SiteId("yard"), enterprise=firm, name="厂区", county=CountyId("shidong")))
    )
    recorded(desk.ask(EnterFacility(facility=OVEN, facility_type="焦炉", name=facility, site=SiteId("yard"))))
    recorded(desk.ask(BindFacility(facility=OVEN, part=part, listed_name=facility)))
    assert desk.plan.court is not None
    assert desk.plan.court.sealed is not None
    settle(desk, desk.plan.court.sealed, sealed_by_ledger)
    return desk


def settle(
    desk: Desk, field: str, value: str, oven: FacilityId = OVEN, county: str = "示东市人民政府"
) -> None:
    day = date(2020, 1, 2)
    said = Report(
        subject=f"facility:{oven}",
        field=field,
        value=value,
        said_by="示东市示例焦化庚有限公司",
        document=LETTER,
    )
    recorded(desk.ask(said, effective=day, evidence=(SCAN,)))
    statement = desk.programme.seq
    checked = Verify(statement=statement, finding="核对法院来函")
    recorded(desk.ask(checked, organ=county, evidence=(SCAN,)))
    held = Determine(statement=statement, decided_by=(county, "市领导小组办公室"), document=LETTER)
    recorded(desk.ask(held))


def test_an_order_that_is_held_counts_over_the_ledger_and_the_difference_is_told() -> None:
    desk = in_ledger(desk_with_papers(), "否")
    assert line(desk, "court_consent_document") is None
    recorded(seal(desk))
    found = line(desk, "court_consent_document")
    assert found is not None
    assert found.verdict.answer is Answer.FAIL
    assert "以查封登记为准" in found.verdict.finding


def test_what_the_ledger_calls_sealed_waits_for_court_and_case() -> None:
    desk = in_ledger(desk_with_papers(), "是")
    for need in ("court_position_known", "court_consent_document"):
        found = line(desk, need)
        assert found is not None
        assert found.verdict.answer is Answer.UNDETERMINED
        assert found.asks == "courts.record-seal"


def test_a_seal_entered_by_the_ledgers_id_is_on_the_listed_oven() -> None:
    desk = in_ledger(desk_with_papers(), "否")
    recorded(seal(desk, part=PartId(""), facility=OVEN))
    assert answer(desk, "court_consent_document") is Answer.FAIL


# A part of which no oven is named, and a piece of a method ------------------------------------------


def unnamed(desk: Desk) -> PartId:
    return next(one.part for one in desk.parts() if not one.facilities and one.county == "shinan")


def with_ovens(*sealed_by_ledger: str) -> Desk:
    """Given: a firm with no oven named on the list, its ovens in the ledger, what the ledger settled of each."""
    desk = desk_with_papers()
    firm = next(one.enterprise for one in desk.parts() if one.part == unnamed(desk))
    recorded(
        desk.ask(EnterSite(site=SiteId("yard"), enterprise=firm, name="厂区", county=CountyId("shinan")))
    )
    assert desk.plan.court is not None
    assert desk.plan.court.sealed is not None
    for count, word in enumerate(sealed_by_ledger, 1):
        oven = FacilityId(f"oven-{count}")
        entered = EnterFacility(
            facility=oven, facility_type="焦炉", name=f"{count}号焦炉", site=SiteId("yard")
        )
        recorded(desk.ask(entered))
        settle(desk, desk.plan.court.sealed, word, oven, "示南县人民政府")
    return desk


def of_unnamed(desk: Desk, part: PartId | None = None) -> Line | None:
    asked = gates.case(desk.plan, desk.programme, part or unnamed(desk), "", PLANNED, desk.now.date())
    assert asked is not None
    gate = next(one for one in desk.plan.gates.values() if one.releases == "shutdown")
    lines = gates.standing(desk.plan, desk.programme, gate, asked).lines
    return next((one for one in lines if one.condition.need == "court_position_known"), None)


def test_with_none_of_the_firms_ovens_sealed_nothing_is_asked_of_the_court() -> None:
    assert of_unnamed(with_ovens("否", "否")) is None


def test_of_a_firm_without_ovens_in_the_ledger_nothing_is_known() -> None:
    found = of_unnamed(with_ovens())
    assert found is not None
    assert found.verdict.answer is Answer.UNDETERMINED
    assert "还没有对应到台账的设施" in found.verdict.finding


def test_an_oven_of_another_part_says_nothing_of_this_one() -> None:
    desk = in_ledger(desk_with_papers(), "否")
    mine, _ = listed(desk)
    firm = next(one.enterprise for one in desk.parts() if one.part == mine)
    other = next(one.part for one in desk.parts() if one.enterprise == firm and one.part != mine)
    found = of_unnamed(desk, other)
    assert found is not None
    assert "还没有对应到台账的设施" in found.verdict.finding


def test_with_one_oven_sealed_and_one_not_it_has_to_be_said_which_is_meant() -> None:
    found = of_unnamed(with_ovens("否", "是"))
    assert found is not None
    assert found.verdict.answer is Answer.UNDETERMINED
    assert "1号焦炉、2号焦炉的“是否法院查封”不一样" in found.verdict.finding


def test_a_seal_on_an_oven_it_may_lie_in_is_talked_over_with_the_court() -> None:
    desk = with_ovens("否", "否")
    recorded(seal(desk, part=PartId(""), facility="oven-1"))
    found = of_unnamed(desk)
    assert found is not None
    assert found.verdict.answer is Answer.UNDETERMINED
    assert "还没有协商记录" in found.verdict.finding


# Who sees it, who enters it ------------------------------------------------------------------------


def test_a_court_reads_its_own_matters_and_no_other_and_asks_for_no_approval() -> None:
    desk = desk_with_papers()
    court = next(one for one in desk.plan.organisations.values() if one.level == "court")
    order = answered(desk, court.name, "（2019）示01执9号")
    recorded(seal(desk, court=court.name, document=order))
    [own] = [one for one in desk.history if isinstance(one.fact, Sealed)]
    recorded(seal(desk, case_no="另案"))
    [_, other] = [one for one in desk.history if isinstance(one.fact, Sealed)]
    recorded(consult(desk))
    reads = sight("court", "court", None, None, OrganId(court.id))
    seen = [one.seq for one in desk.history if reads.sees(desk.plan, desk.programme, one.fact)]
    assert own.seq in seen
    assert other.seq not in seen
    assert desk.programme.seq in seen
    recorded(desk.ask(WithdrawSeal(seal=own.seq, reason="登错焦炉", document=order)))
    assert reads.sees(desk.plan, desk.programme, desk.history[-1].fact)
    elsewhere = sight("court", "court", None, None, OrganId("another"))
    assert not elsewhere.sees(desk.plan, desk.programme, own.fact)


def test_the_sheet_counts_what_is_sealed_allowed_and_waited_for() -> None:
    desk = sealed()
    sheet = matters(desk.plan, desk.programme, desk.now.date())
    assert (sheet.in_force, sheet.allowed, sheet.waiting, sheet.lifted) == (1, 0, 0, 0)
    assert "登记协商记录" in sheet.lines[0].next
    assert sheet.lines[0].county == "shidong"
    recorded(consult(desk))
    assert matters(desk.plan, desk.programme, desk.now.date()).waiting == 1
    recorded(write(desk, terms="不得转移残值"))
    sheet = matters(desk.plan, desk.programme, desk.now.date())
    assert (sheet.allowed, sheet.waiting) == (1, 0)
    assert "暂缓" in sheet.lines[0].next
    recorded(write(desk, "refusal"))
    assert "不允许" in matters(desk.plan, desk.programme, desk.now.date()).lines[0].next
    recorded(desk.ask(RecordUnsealing(seal=number(desk), document=ANSWER)))
    told = as_builtins(matters(desk.plan, desk.programme, desk.now.date()))
    assert told["lifted"] == 1
