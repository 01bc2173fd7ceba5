"""Every number is a file of statements: who may say, check, dispute and settle it, and when it may be used."""

from datetime import date
from typing import Any

import pytest

from tests.given import LETTER, SCAN, Desk, letter, plan_of, recorded, refused, with_letter
from tests.steps import paper
from yajian.core.decisions.dossier import EnterFacility, EnterSite, RenameEnterprise
from yajian.core.decisions.organs import EnterOrgan
from yajian.core.decisions.register import EnterFiling, OpenUnit
from yajian.core.decisions.roles import GrantRole
from yajian.core.decisions.statements import (
    Determine,
    Dispute,
    Hear,
    Notify,
    Report,
    Settle,
    Verify,
    Withdraw,
)
from yajian.core.facts.statements import DisputeSettled, StatementDetermined, StatementReported
from yajian.core.reports import statements as reports
from yajian.core.reports.timeline import timeline
from yajian.core.rules import roles as role_rules
from yajian.core.rules import statements as rules
from yajian.core.rules.statements import Number, Standing
from yajian.core.words import (
    Answer,
    Clause,
    CountyId,
    Digest,
    DocumentNo,
    EnterpriseId,
    FacilityId,
    OrganId,
    PartId,
    Seq,
    SiteId,
    SystemRule,
    Tonnes,
    UnitId,
    Verdict,
)

SUBJECT, FIELD = "unit:丁-1", "lot.filed_capacity"
MATTER = (SUBJECT, FIELD)
FILED_ON = date(2011, 5, 6)
COUNTY, GOVERNMENT, OFFICE, FIRM = "示东市工信局", "示东市人民政府", "市领导小组办公室", "示例焦化丁有限公司"
OTHER = DocumentNo("示环审〔2010〕18号")
YARD, OVEN = SiteId("ding-1"), FacilityId("ding-1-1")


def opened() -> Desk:
    """Given: a unit of the firm's on the register, and two papers to rest on."""
    desk = with_letter()
    recorded(desk.ask(letter(OTHER, issued_on=date(2010, 11, 20)), evidence=(SCAN,)))
    tonnes = Tonnes(600_000)
    filing = EnterFiling(
        number="示备〔2011〕5号",
        enterprise=EnterpriseId("ding"),
        filed_on=FILED_ON,
        filed_t=tonnes,
        issuer="示范市经济委员会",
    )
    recorded(desk.ask(filing, evidence=(SCAN,)))
    unit = OpenUnit(unit=UnitId("丁-1"), filing_no=filing.number, filed_t=tonnes, part=PartId("L06"))
    recorded(desk.ask(unit))
    return desk


def with_oven(desk: Desk) -> Desk:
    """Given: the firm's yard with one oven in the ledger."""
    yard = EnterSite(site=YARD, enterprise=EnterpriseId("ding"), name="老厂区", county=CountyId("shidong"))
    recorded(desk.ask(yard))
    recorded(desk.ask(EnterFacility(facility=OVEN, facility_type="焦炉", name="1号焦炉", site=YARD)))
    return desk


def report(
    desk: Desk, value: str = "60", said_by: str = COUNTY, day: date = FILED_ON, **changes: Any
) -> object:
    asked = {name: changes.pop(name) for name in ("organ", "role", "actor") if name in changes}
    sheet = changes.pop("evidence", (SCAN,) if said_by == FIRM else ())
    said = {"subject": SUBJECT, "field": FIELD, "document": LETTER} | changes
    return desk.ask(Report(value=value, said_by=said_by, **said), effective=day, evidence=sheet, **asked)


def verify(desk: Desk, statement: Seq, **changes: Any) -> object:
    said = {"organ": GOVERNMENT, "evidence": (SCAN,), "finding": "核对备案证原件"} | changes
    finding = said.pop("finding")
    return desk.ask(Verify(statement=statement, finding=finding), **said)


def determine(desk: Desk, statement: Seq, **changes: Any) -> object:
    effective = changes.pop("effective", None)
    said = {"decided_by": (GOVERNMENT, OFFICE), "document": LETTER} | changes
    return desk.ask(Determine(statement=statement, **said), effective=effective)


def dispute(desk: Desk, statement: Seq, value: str = "62.5", said_by: str = FIRM, **changes: Any) -> object:
    effective = changes.pop("effective", None)
    sheet = changes.pop("evidence", (SCAN,))
    said = {"reason": "环评批复规模为 62.5 万吨", "document": OTHER} | changes
    command = Dispute(disputes=statement, value=value, said_by=said_by, **said)
    return desk.ask(command, effective=effective, evidence=sheet)


def hear(desk: Desk, statement: Seq, **changes: Any) -> object:
    asked = {"evidence": changes.pop("evidence", (SCAN,)), "effective": changes.pop("effective", None)}
    said = {"present": (FIRM, OFFICE), "record": "企业说明建成规模"} | changes
    return desk.ask(Hear(dispute=statement, **said), **asked)


def settle(desk: Desk, statement: Seq, upholds: Seq, **changes: Any) -> object:
    effective = changes.pop("effective", None)
    said = {"reason": "以备案文件为准", "decided_by": (GOVERNMENT, OFFICE), "document": LETTER} | changes
    return desk.ask(Settle(dispute=statement, upholds=upholds, **said), effective=effective)


def withdraw(desk: Desk, statement: Seq, said_by: str = COUNTY, **changes: Any) -> object:
    sheet = changes.pop("evidence", (SCAN,))
    said = {"reason": "填错了单位", "document": LETTER} | changes
    return desk.ask(Withdraw(statement=statement, said_by=said_by, **said), evidence=sheet)


def done(desk: Desk, outcome: object) -> Seq:
    """The number in the journal of what was just recorded."""
    recorded(outcome)
    return desk.programme.seq


def number(desk: Desk, as_of: date | None = None, known: Seq | None = None) -> Number:
    return rules.number(desk.programme, MATTER, as_of, known)


def standings(desk: Desk) -> list[Standing]:
    return [one.standing for one in number(desk).statements]


def usable(desk: Desk, value: int | None = None) -> Verdict:
    return rules.usable(desk.plan, desk.programme, MATTER, value=value)


def determined() -> tuple[Desk, Seq]:
    """Given: 60 reported, verified and determined."""
    desk = opened()
    first = done(desk, report(desk))
    recorded(verify(desk, first))
    recorded(determine(desk, first))
    return desk, first


def disputed() -> tuple[Desk, Seq, Seq]:
    """Given: 60 reported and verified, 62.5 claimed against it."""
    desk = opened()
    first = done(desk, report(desk))
    recorded(verify(desk, first))
    return desk, first, done(desk, dispute(desk, first))


# The chain -------------------------------------------------------------------------------------------


def test_a_number_nobody_stated_is_undetermined_and_says_that_it_was_not_reported() -> None:
    verdict = usable(opened())
    assert verdict.answer is Answer.UNDETERMINED
    assert verdict.missing == (f"{FIELD}的填报",)


def test_a_number_goes_from_reported_to_verified_to_determined_and_only_then_may_be_used() -> None:
    desk = opened()
    first = done(desk, report(desk))
    assert (standings(desk), usable(desk).missing) == ([Standing.REPORTED], (f"第{first}条的核实",))
    recorded(verify(desk, first))
    assert (standings(desk), usable(desk).missing) == ([Standing.VERIFIED], (f"第{first}条的认定",))
    recorded(determine(desk, first))
    assert standings(desk) == [Standing.DETERMINED]
    assert usable(desk).answer is Answer.PASS
    assert [clause.id for clause in usable(desk).clauses] == ["S5.3.3a"]


def test_the_fact_carries_the_integer_the_words_and_the_scan_of_the_document() -> None:
    (fact,) = recorded(report(opened(), "62.50"))
    assert isinstance(fact, StatementReported)
    assert (fact.value, fact.shown, fact.label, fact.scan) == (625_000, "62.5万吨", "备案产能", SCAN)


def test_another_number_than_the_one_determined_is_not_passed() -> None:
    desk, _ = determined()
    assert usable(desk, 600_000).answer is Answer.PASS
    assert usable(desk, 625_000).answer is Answer.FAIL


def test_a_determination_takes_in_everybody_who_said_the_same() -> None:
    desk = opened()
    first = done(desk, report(desk))
    second = done(desk, report(desk, said_by=FIRM))
    recorded(verify(desk, first))
    (fact,) = recorded(determine(desk, first))
    assert isinstance(fact, StatementDetermined)
    assert fact.statements == (first, second)
    assert standings(desk) == [Standing.DETERMINED, Standing.DETERMINED]


def test_what_is_determined_to_be_unclear_may_still_not_be_used() -> None:
    desk = opened()
    field = "lot.large_filed"
    first = done(desk, report(desk, "不清楚", field=field))
    recorded(verify(desk, first))
    recorded(determine(desk, first))
    verdict = rules.usable(desk.plan, desk.programme, (SUBJECT, field))
    assert verdict.answer is Answer.UNDETERMINED
    assert verdict.missing == ("是否已备案大型焦化项目的实情",)


def test_a_later_state_waits_for_its_own_chain_and_the_earlier_day_keeps_its_number() -> None:
    desk, _ = determined()
    later = done(desk, report(desk, "55", day=date(2020, 1, 5)))
    assert usable(desk).answer is Answer.UNDETERMINED
    recorded(verify(desk, later))
    recorded(determine(desk, later))
    today = usable(desk)
    assert (today.answer, today.finding) == (Answer.PASS, "备案产能已认定为55万吨")
    assert standings(desk) == [Standing.DETERMINED, Standing.DETERMINED]
    before = rules.number(desk.programme, MATTER, date(2020, 1, 4))
    assert before.statements[-1].said.value == 600_000


def test_an_earlier_word_of_the_same_maker_is_history_and_not_a_second_opinion() -> None:
    desk = opened()
    recorded(report(desk, "50", day=date(2009, 1, 1)))
    first = done(desk, report(desk))
    recorded(verify(desk, first))
    recorded(determine(desk, first))
    assert usable(desk).answer is Answer.PASS
    assert standings(desk) == [Standing.REPORTED, Standing.DETERMINED]


def test_only_a_body_of_the_county_it_lies_in_verifies_a_number() -> None:
    desk = opened()
    said = done(desk, report(desk, said_by=FIRM))
    for stranger in (OFFICE, "示范市工信局", "示例焦化丙有限公司"):
        declined = refused(verify(desk, said, organ=stranger), "statements.verify.not-a-county-body")
        assert isinstance(declined.basis, Clause)
        assert declined.basis.text.startswith("做到精准核定压减产能")
    declined = refused(verify(desk, said, organ="示西县人民政府"), "statements.verify.of-another-county")
    assert "示东市" in declined.finding
    for body in ("shidong", "示东市", GOVERNMENT):
        recorded(verify(desk, said, organ=body))


def test_a_bureau_of_the_county_verifies_once_it_is_entered_as_one() -> None:
    desk = opened()
    said = done(desk, report(desk, said_by=FIRM))
    refused(verify(desk, said, organ=COUNTY), "statements.verify.not-a-county-body")
    bureau = EnterOrgan(
        organ=OrganId("shidong-iit"),
        name=COUNTY,
        stands_for=OrganId("county_iit"),
        county=CountyId("shidong"),
        document=LETTER,
    )
    recorded(desk.ask(bureau))
    recorded(verify(desk, said, organ=COUNTY))
    recorded(verify(desk, said, organ="shidong-iit", finding="到现场看过"))


# Disputes --------------------------------------------------------------------------------------------


def test_both_statements_stand_while_a_dispute_is_open_and_neither_may_be_used() -> None:
    desk, first, objection = disputed()
    assert standings(desk) == [Standing.CONTESTED, Standing.CONTESTED]
    verdict = usable(desk)
    assert verdict.answer is Answer.UNDETERMINED
    assert verdict.missing == (f"第{first}条的认定结论", f"第{objection}条异议的听证或核查记录")
    assert [value for _, value in verdict.inputs] == [
        "60万吨　异议　示政办函〔2020〕2号",
        f"62.5万吨　异议　{OTHER}",
    ]


def test_after_hearing_the_number_upheld_is_the_one_that_may_be_used() -> None:
    desk, first, objection = disputed()
    recorded(hear(desk, objection))
    assert usable(desk).missing == (f"第{first}条的认定结论", f"第{objection}条的认定结论")
    (fact,) = recorded(settle(desk, objection, first))
    assert isinstance(fact, DisputeSettled)
    assert (fact.value, fact.upholds, fact.sets_aside) == (600_000, (first,), (objection,))
    assert standings(desk) == [Standing.DETERMINED, Standing.SET_ASIDE]
    assert usable(desk, 600_000).answer is Answer.PASS


def test_the_objection_itself_may_be_upheld() -> None:
    desk, _, objection = disputed()
    recorded(hear(desk, objection))
    recorded(settle(desk, objection, objection))
    assert standings(desk) == [Standing.SET_ASIDE, Standing.DETERMINED]
    assert usable(desk, 625_000).answer is Answer.PASS


def test_a_third_number_found_on_site_is_stated_first_and_then_upheld() -> None:
    desk, first, objection = disputed()
    third = done(desk, report(desk, "61", said_by=GOVERNMENT))
    recorded(hear(desk, objection))
    (fact,) = recorded(settle(desk, objection, third))
    assert isinstance(fact, DisputeSettled)
    assert (fact.upholds, fact.sets_aside) == ((third,), (first, objection))
    assert usable(desk, 610_000).answer is Answer.PASS


def test_a_settlement_answers_everybody_who_objected_and_waits_until_each_was_heard() -> None:
    desk, first, objection = disputed()
    other = done(desk, dispute(desk, first, "70", said_by="示例焦化丙有限公司"))
    recorded(hear(desk, objection))
    refused(settle(desk, objection, first), "statements.settle.not-heard")
    recorded(hear(desk, other))
    (fact,) = recorded(settle(desk, objection, first))
    assert isinstance(fact, DisputeSettled)
    assert (fact.disputes, fact.sets_aside) == ((objection, other), (objection, other))
    assert usable(desk).answer is Answer.PASS


def test_a_determined_number_is_out_of_use_again_while_new_material_is_heard() -> None:
    desk, first = determined()
    objection = done(desk, dispute(desk, first))
    assert usable(desk).answer is Answer.UNDETERMINED
    recorded(hear(desk, objection))
    recorded(settle(desk, objection, objection))
    assert usable(desk, 625_000).answer is Answer.PASS


def test_an_objection_taken_back_leaves_the_number_where_it_was() -> None:
    desk, _, objection = disputed()
    recorded(withdraw(desk, objection, FIRM))
    assert standings(desk) == [Standing.VERIFIED, Standing.WITHDRAWN]
    assert withdraw(desk, objection, FIRM) == ()


def test_an_objection_whose_target_was_taken_back_is_a_plain_statement() -> None:
    desk, first, objection = disputed()
    recorded(withdraw(desk, first))
    assert standings(desk) == [Standing.WITHDRAWN, Standing.REPORTED]
    assert usable(desk).missing == (f"第{objection}条的核实",)
    refused(hear(desk, objection), "statements.not-in-dispute")
    refused(settle(desk, objection, objection), "statements.not-in-dispute")


# Two clocks ------------------------------------------------------------------------------------------


def test_a_correction_is_seen_by_those_who_know_of_it_and_the_wrong_figure_is_still_there() -> None:
    desk = opened()
    wrong = done(desk, report(desk, "6"))
    right = done(desk, report(desk, "60", corrects=wrong))
    assert standings(desk) == [Standing.CORRECTED, Standing.REPORTED]
    assert [one.standing for one in number(desk, known=wrong).statements] == [Standing.REPORTED]
    assert report(desk, "60", corrects=wrong) == ()
    assert number(desk).statements[-1].seq == right


def test_a_day_before_the_settlement_shows_the_dispute_that_was_open_that_day() -> None:
    desk, first, objection = disputed()
    recorded(hear(desk, objection))
    recorded(settle(desk, objection, first))
    settled_on = desk.now.date()
    before = rules.usable(desk.plan, desk.programme, MATTER, date.fromordinal(settled_on.toordinal() - 1))
    assert before.answer is Answer.UNDETERMINED
    assert rules.usable(desk.plan, desk.programme, MATTER, settled_on).answer is Answer.PASS


def test_a_number_is_not_there_before_anybody_said_it_nor_before_its_day() -> None:
    desk, first = determined()
    assert number(desk, known=Seq(first - 1)).statements == ()
    assert number(desk, as_of=date(2011, 5, 5)).statements == ()


# Asking again ----------------------------------------------------------------------------------------


def test_asking_again_for_what_is_already_so_records_nothing() -> None:
    desk, first, objection = disputed()
    assert report(desk) == ()
    assert verify(desk, first) == ()
    assert dispute(desk, first) == ()
    heard_on = desk.now.date()
    recorded(hear(desk, objection, effective=heard_on))
    assert hear(desk, objection, effective=heard_on) == ()
    decision = done(desk, settle(desk, objection, first))
    assert settle(desk, objection, first) == ()
    told = Notify(decision=decision, told=FIRM, how="直接送达")
    recorded(desk.ask(told, evidence=(SCAN,)))
    assert desk.ask(told, evidence=(SCAN,)) == ()


def test_a_determination_sent_twice_is_carried_out_once() -> None:
    desk, first = determined()
    assert determine(desk, first) == ()


# Refusals --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("subject", ["丁-1", "oven:1", "unit:", "unit: 丁", "unit:" + "长" * 81])
def test_a_subject_is_a_typed_word(subject: str) -> None:
    refused(report(opened(), subject=subject), "statements.subject-form")


@pytest.mark.parametrize(
    "subject", ["unit:乙-9", "part:L99", "enterprise:nobody", "site:nowhere", "facility:nothing"]
)
def test_a_subject_the_house_would_know_must_be_known(subject: str) -> None:
    refused(report(opened(), subject=subject), "statements.no-such-subject")


def test_a_field_is_one_of_the_plan_and_stands_where_it_belongs() -> None:
    refused(report(opened(), field="lot.colour"), "statements.no-such-field")
    refused(report(opened(), field="coke_oven.chambers"), "statements.field-of-a-facility")
    desk = with_oven(opened())
    recorded(report(desk, "65", field="coke_oven.chambers", subject=f"facility:{OVEN}"))
    recorded(report(desk, subject=f"site:{YARD}"))


def test_a_value_outside_what_the_plan_allows_is_refused_under_the_clause_of_its_field() -> None:
    refusal = refused(report(opened(), "-1"), "statements.value-unfit")
    assert getattr(refusal.basis, "id", None) == "S5.3.3a"
    desk, first, _ = disputed()
    refused(dispute(desk, first, "六十"), "statements.value-unfit")


def test_every_word_that_must_be_there_is() -> None:
    desk, first, objection = disputed()
    for outcome in (
        report(desk, said_by=""),
        dispute(desk, first, reason=" "),
        hear(desk, objection, record=""),
        hear(desk, objection, present=()),
        withdraw(desk, first, reason=""),
    ):
        refused(outcome, "statements.blank")
    recorded(hear(desk, objection))
    refused(settle(desk, objection, first, reason=""), "statements.blank")
    refused(settle(desk, objection, first, decided_by=()), "statements.blank")


def test_nothing_rests_on_a_paper_that_is_not_on_the_register() -> None:
    nowhere = DocumentNo("示备〔2011〕99号")
    desk, first, objection = disputed()
    recorded(hear(desk, objection))
    for outcome in (
        report(desk, "61", document=nowhere),
        dispute(desk, first, "63", said_by="丙", document=nowhere),
        settle(desk, objection, first, document=nowhere),
        withdraw(desk, first, document=nowhere),
    ):
        refused(outcome, "statements.no-document")


def test_a_determination_is_no_older_than_its_paper() -> None:
    desk = opened()
    first = done(desk, report(desk))
    recorded(verify(desk, first, effective=date(2019, 12, 1)))
    refused(determine(desk, first, effective=date(2019, 12, 2)), "charter.document-later")


def test_nobody_verifies_their_own_word() -> None:
    desk = opened()
    first = done(desk, report(desk))
    refusal = refused(verify(desk, first, organ=COUNTY), "statements.verify.own-statement")
    assert refusal.basis is SystemRule.SAME_HAND


def test_a_check_and_a_hearing_leave_something_behind() -> None:
    desk, _, objection = disputed()
    refused(hear(desk, objection, evidence=()), "statements.no-evidence")
    fresh = done(desk, report(desk, "61", said_by=FIRM, day=date(2012, 1, 1)))
    refused(verify(desk, fresh, evidence=()), "statements.no-evidence")


def test_no_step_is_dated_before_what_it_answers() -> None:
    desk = opened()
    first = done(desk, report(desk, day=date(2019, 12, 20)))
    refused(verify(desk, first, effective=date(2019, 12, 19)), "statements.day-before")
    refused(dispute(desk, first, effective=date(2019, 12, 19)), "statements.day-before")
    recorded(verify(desk, first))
    refused(determine(desk, first, effective=date(2019, 12, 31)), "statements.day-before")
    objection = done(desk, dispute(desk, first))
    refused(hear(desk, objection, effective=date(2019, 12, 31)), "statements.day-before")
    recorded(hear(desk, objection))
    refused(settle(desk, objection, first, effective=date(2019, 12, 31)), "statements.day-before")


def test_no_step_is_taken_out_of_turn() -> None:
    desk, first, objection = disputed()
    for outcome in (
        verify(desk, first, finding="再核"),
        determine(desk, first),
        report(desk, "61", corrects=first),
    ):
        refused(outcome, "statements.out-of-turn")
    recorded(hear(desk, objection))
    recorded(settle(desk, objection, first))
    for outcome in (
        verify(desk, first, finding="再核"),
        determine(desk, first, decided_by=(OFFICE,)),
        dispute(desk, objection, "63", said_by="丙"),
        withdraw(desk, first),
        withdraw(desk, objection, FIRM),
        report(desk, "61", corrects=first),
    ):
        refused(outcome, "statements.out-of-turn")


def test_a_number_is_named_by_its_place_in_the_journal() -> None:
    desk, _, _ = disputed()
    nothing = Seq(1)
    for outcome in (
        verify(desk, nothing),
        determine(desk, nothing),
        dispute(desk, nothing),
        hear(desk, nothing),
        settle(desk, nothing, nothing),
        withdraw(desk, nothing),
    ):
        refused(outcome, "statements.no-such-statement")
    refused(
        desk.ask(Notify(decision=nothing, told=FIRM, how="送达"), evidence=(SCAN,)),
        "statements.notify.no-such-decision",
    )


def test_a_number_on_which_two_differ_is_not_determined_over_anybodys_head() -> None:
    desk = opened()
    first = done(desk, report(desk))
    recorded(verify(desk, first))
    recorded(report(desk, "62.5", said_by=FIRM))
    assert usable(desk).answer is Answer.UNDETERMINED
    assert number(desk).divided
    refused(determine(desk, first), "statements.determine.not-agreed")


def test_a_determined_day_is_not_said_otherwise_in_passing() -> None:
    desk, _ = determined()
    refused(report(desk, "62.5", said_by=FIRM), "statements.report.determined")


def test_a_maker_says_one_thing_of_one_day() -> None:
    desk = opened()
    recorded(report(desk))
    refused(report(desk, "61"), "statements.report.said-otherwise")


def test_only_its_maker_corrects_a_statement() -> None:
    desk = opened()
    first = done(desk, report(desk))
    refused(report(desk, "61", said_by=FIRM, corrects=first), "statements.report.nothing-to-correct")
    refused(report(desk, "61", corrects=Seq(1)), "statements.report.nothing-to-correct")
    refused(withdraw(desk, first, FIRM), "statements.withdraw.of-another")


def test_a_dispute_is_about_another_number_by_another_maker() -> None:
    desk, first, objection = disputed()
    refused(dispute(desk, first, said_by=COUNTY), "statements.dispute.own-statement")
    refused(dispute(desk, first, "60", said_by="丙"), "statements.dispute.same-value")
    refused(dispute(desk, first, "63"), "statements.dispute.already-disputing")
    refused(dispute(desk, objection, "63", said_by="丙"), "statements.dispute.of-a-dispute")


def test_the_same_material_is_not_heard_twice_but_new_material_is() -> None:
    desk, first, objection = disputed()
    recorded(hear(desk, objection))
    recorded(settle(desk, objection, first))
    refused(dispute(desk, first), "statements.dispute.heard-already")
    recorded(dispute(desk, first, document=LETTER, reason="补充竣工验收材料"))
    assert usable(desk).answer is Answer.UNDETERMINED


def test_a_settlement_upholds_something_of_that_dispute_and_not_by_a_party() -> None:
    desk, first, objection = disputed()
    sheet = (SCAN,)
    other = done(desk, report(desk, "40", said_by="示例焦化丙有限公司", day=date(2009, 1, 1), evidence=sheet))
    elsewhere = done(desk, dispute(desk, other, "45", said_by=OFFICE))
    recorded(hear(desk, objection))
    refused(settle(desk, objection, Seq(1)), "statements.settle.nothing-to-uphold")
    refused(settle(desk, objection, elsewhere), "statements.settle.nothing-to-uphold")
    refused(settle(desk, objection, objection, decided_by=(FIRM,)), "statements.settle.by-a-party")
    recorded(settle(desk, objection, first))
    assert number(desk).get(elsewhere) is not None
    assert usable(desk).answer is Answer.PASS, "a dispute about an earlier day does not touch this one"


def test_a_field_the_plan_no_longer_has_cannot_be_disputed_under_it() -> None:
    desk, first, _ = disputed()
    again = Dispute(disputes=first, value="63", said_by="丙", reason="另有材料", document=OTHER)
    refused(desk.ask(again, plan=plan_of("demo-steel")), "statements.dispute.field-gone")


# Who may speak for whom ------------------------------------------------------------------------------


def granted(desk: Desk, person: str, organ: str, role: str) -> None:
    """Given: somebody who may act for a county or an enterprise from the second of January."""
    grant = GrantRole(person=person, organ=OrganId(organ), role=role, document=LETTER)
    recorded(desk.ask(grant, effective=date(2020, 1, 2)))


def test_a_countys_clerk_speaks_of_what_is_in_his_county_and_determines_nothing() -> None:
    desk = opened()
    granted(desk, "示例县经办", "shidong", "county")
    clerk: dict[str, Any] = {"actor": "示例县经办", "organ": "示东市", "role": "county"}
    own = Report(subject=SUBJECT, field=FIELD, value="60", said_by=COUNTY, document=LETTER)
    first = done(desk, desk.ask(own, effective=FILED_ON, **clerk))
    for subject in ("part:L01", "enterprise:jia", "facility:甲-1号"):
        other = Report(subject=subject, field=FIELD, value="60", said_by=COUNTY, document=LETTER)
        refused(desk.ask(other, effective=FILED_ON, **clerk), "roles.out-of-scope")
    recorded(verify(desk, first, **clerk))
    final = Determine(statement=first, decided_by=(OFFICE,), document=LETTER)
    refused(desk.ask(final, **clerk), "roles.not-permitted")
    elsewhere = done(desk, report(desk, subject="part:L01"))
    refused(verify(desk, elsewhere, **clerk), "roles.out-of-scope")


def test_a_firm_disputes_its_own_number_in_its_own_name() -> None:
    desk = opened()
    first = done(desk, report(desk))
    granted(desk, "示例丁", "ding", "enterprise")
    clerk: dict[str, Any] = {"actor": "示例丁", "organ": FIRM, "role": "enterprise"}
    mine = Dispute(disputes=first, value="62.5", said_by=FIRM, reason="照环评", document=OTHER)
    another = Dispute(
        disputes=first, value="62.5", said_by="示例焦化丙有限公司", reason="照环评", document=OTHER
    )
    refused(desk.ask(another, **clerk), "statements.for-another")
    recorded(desk.ask(mine, **clerk))
    elsewhere = done(desk, report(desk, subject="part:L01"))
    rival = Dispute(disputes=elsewhere, value="62.5", said_by=FIRM, reason="照环评", document=OTHER)
    refused(desk.ask(rival, **clerk), "roles.out-of-scope")


def test_a_county_enters_what_its_firm_says_from_the_sheet_the_firm_stamped() -> None:
    desk = opened()
    granted(desk, "示例县经办", "shidong", "county")
    clerk: dict[str, Any] = {"actor": "示例县经办", "organ": "示东市", "role": "county"}
    refused(report(desk, said_by=FIRM, evidence=(), **clerk), "statements.no-stamped-sheet")
    first = done(desk, report(desk, said_by=FIRM, **clerk))
    [said] = number(desk).statements
    assert (said.maker, said.said.stamped_sheet, said.is_stood_in) == (FIRM, SCAN, True)
    assert "代录" in reports.told(said.said)[2]
    own = done(desk, report(desk, "61", **clerk))
    [*_, mine] = number(desk).statements
    assert (mine.seq, mine.said.stamped_sheet, mine.is_stood_in) == (own, None, False)
    taking_back = Withdraw(
        statement=first, said_by=FIRM, reason="填错", document=paper(desk, "applications.withdraw")
    )
    refused(desk.ask(taking_back, **clerk), "statements.no-stamped-sheet")
    recorded(desk.ask(taking_back, evidence=(SCAN,), **clerk))


def test_a_paper_the_firm_itself_issued_is_its_stamped_sheet() -> None:
    desk = opened()
    own = DocumentNo("丁焦报〔2020〕1号")
    paper = Digest("d" * 64)
    recorded(desk.ask(letter(own, issuer=FIRM), evidence=(paper,)))
    recorded(report(desk, said_by=FIRM, evidence=(), document=own))
    assert number(desk).statements[0].said.stamped_sheet == paper


def test_a_firm_under_its_former_name_is_still_the_firm() -> None:
    desk = opened()
    rename = RenameEnterprise(enterprise=EnterpriseId("ding"), name="示例新材料丁有限公司", document=LETTER)
    recorded(desk.ask(rename))
    for name in (FIRM, "示例新材料丁有限公司"):
        refused(report(desk, said_by=name, evidence=()), "statements.no-stamped-sheet")


def test_a_county_does_not_stand_in_for_a_firm_of_another_nor_whoever_may_not_at_all() -> None:
    desk = opened()
    granted(desk, "示例县经办", "shidong", "county")
    clerk: dict[str, Any] = {"actor": "示例县经办", "organ": "示东市", "role": "county", "evidence": (SCAN,)}
    refused(report(desk, said_by="示例焦化甲有限公司", **clerk), "statements.stand-in-elsewhere")
    recorded(report(desk, said_by="示例焦化甲有限公司", evidence=(SCAN,)))
    assert {role for role in role_rules.roles() if role_rules.may_stand_in(role, "statements.report")} == {
        "installer",
        "office",
        "county",
    }


def test_a_firm_that_speaks_for_itself_needs_no_sheet() -> None:
    desk = opened()
    granted(desk, "示例丁", "ding", "enterprise")
    clerk: dict[str, Any] = {"actor": "示例丁", "organ": FIRM, "role": "enterprise"}
    recorded(report(desk, said_by=FIRM, evidence=(), **clerk))
    assert not number(desk).statements[0].is_stood_in


# Reports ---------------------------------------------------------------------------------------------


def test_a_contested_number_marks_the_list_part_its_unit_belongs_to() -> None:
    desk, _, objection = disputed()
    assert reports.contested_parts(desk.plan, desk.programme) == {PartId("L06"): (SUBJECT,)}
    recorded(withdraw(desk, objection, FIRM))
    assert reports.contested_parts(desk.plan, desk.programme) == {}


def test_the_table_puts_what_is_contested_first_and_says_whose_it_is() -> None:
    desk, _, _ = disputed()
    recorded(report(desk, "是", field="lot.large_filed", subject="part:L01"))
    recorded(report(desk, "12", field="project.new_capacity", subject="enterprise:jia"))
    with_oven(desk)
    recorded(report(desk, "65", field="coke_oven.chambers", subject=f"facility:{OVEN}"))
    lines = reports.numbers(desk.plan, desk.programme)
    assert [line.standing for line in lines] == [Standing.CONTESTED] + [Standing.REPORTED] * 3
    assert [(line.about.kind, line.about.county, line.form, line.about.own) for line in lines] == [
        ("产能单元", "shidong", "产能单元", "丁-1"),
        ("设施", "shidong", "焦炉", "1号焦炉"),
        ("企业", "shibei", "新建（置换）项目", ""),
        ("清单分项", "shibei", "产能单元", "L01"),
    ]
    its = reports.of_enterprises(desk.plan, desk.programme, [EnterpriseId("ding")])
    assert [line.about.name for line in its] == [f"{FIRM} 丁-1", f"{FIRM} 1号焦炉"]
    (mine,) = reports.of_subject(desk.plan, desk.programme, SUBJECT)
    assert [step.word for step in mine.steps] == ["填报", "核实", "异议"]


def test_a_renamed_firm_is_called_by_the_name_of_the_day_and_keeps_its_numbers() -> None:
    desk, _ = determined()
    told = Notify(decision=desk.programme.seq, told=FIRM, how="直接送达")
    recorded(desk.ask(told, evidence=(SCAN,)))
    renamed = RenameEnterprise(enterprise=EnterpriseId("ding"), name="示例焦化丁新有限公司", document=LETTER)
    recorded(desk.ask(renamed))
    today = desk.now.date()
    (line,) = reports.numbers(desk.plan, desk.programme, today)
    assert line.about.name == "示例焦化丁新有限公司 丁-1"
    assert line.untold == (), "it was told under the name it bore then"
    (before,) = reports.numbers(desk.plan, desk.programme, date.fromordinal(today.toordinal() - 1))
    assert before.about.name == f"{FIRM} 丁-1"


def test_what_was_said_of_a_firms_numbers_stands_on_its_timeline() -> None:
    desk, _, _ = disputed()
    told = timeline(desk.plan, desk.programme, EnterpriseId("ding"))
    said = [(one.what, one.words) for one in told if "备案产能" in one.words]
    assert [what for what, _ in said] == ["填报", "核实", "异议"]
    assert said[0][1] == f"丁-1 备案产能：{COUNTY}　60万吨"
    others = timeline(desk.plan, desk.programme, EnterpriseId("jia"))
    assert not any("62.5" in one.words for one in others)


def test_the_firm_and_whoever_was_set_aside_are_owed_a_word() -> None:
    desk, first, objection = disputed()
    third = done(desk, dispute(desk, first, "70", said_by="丙"))
    recorded(hear(desk, objection))
    recorded(hear(desk, third))
    decision = done(desk, settle(desk, objection, first))
    (line,) = reports.numbers(desk.plan, desk.programme)
    assert line.untold == (FIRM, "丙")
    recorded(desk.ask(Notify(decision=decision, told="丙", how="邮寄"), evidence=(SCAN,)))
    (line,) = reports.numbers(desk.plan, desk.programme)
    assert line.untold == (FIRM,)


def test_a_number_of_which_everything_was_taken_back_is_still_there_to_be_read() -> None:
    desk = opened()
    recorded(withdraw(desk, done(desk, report(desk))))
    (line,) = reports.numbers(desk.plan, desk.programme)
    assert line.standing is Standing.WITHDRAWN
    assert [step.word for step in line.steps] == ["填报", "撤回"]
    assert line.usable.missing == ("备案产能的填报",)
