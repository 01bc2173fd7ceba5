"""风险与应急: every kind assessed with somebody who answers for it, and a plan for shutting down that holds that day."""

from datetime import date, timedelta
from typing import Any

from tests.given import LETTER, SCAN, Desk, firms, recorded, refused, with_letter, written
from yajian.core import gates
from yajian.core.decisions.dossier import RenameEnterprise
from yajian.core.decisions.organs import HoldPost
from yajian.core.decisions.risks import Assess, Close, FileEmergencyPlan, RecordDrill
from yajian.core.facts.risks import DrillRecorded, EmergencyPlanFiled, RiskAssessed, RiskClosed
from yajian.core.facts.targets import PartListed
from yajian.core.gates import Line
from yajian.core.reports import inbox
from yajian.core.reports.inbox import Waiting
from yajian.core.reports.progress import progress
from yajian.core.reports.timeline import timeline
from yajian.core.rules import risks as rules
from yajian.core.words import Answer, Digest, DocumentNo, Light, OrganId, Seq

PLANNED = date(2020, 3, 1)
NOWHERE = DocumentNo("无")


def part(desk: Desk) -> PartListed:
    return next(one for one in desk.parts() if len(one.facilities) == 2 and one.county is not None)


def assess(desk: Desk, kind: str = "policy", **said: Any) -> object:
    effective = said.pop("effective", None)
    words: dict[str, Any] = {
        "kind_of_risk": kind,
        "county": part(desk).county,
        "likelihood": "中",
        "impact": "较大",
        "conclusion": "可控",
        "owner": "示例副县长",
        "measure": "逐户约谈",
        "due": date(2020, 6, 30),
        "document": LETTER,
    } | said
    return desk.ask(Assess(**words), effective=effective)


def led(desk: Desk | None = None) -> Desk:
    """Given: the county's line leader is on record."""
    desk = desk or with_letter()
    county = part(desk).county
    assert county is not None
    recorded(desk.ask(HoldPost(organ=county, post="line_leader", person="示例副县长", document=LETTER)))  # type: ignore[arg-type]
    return desk


def close(desk: Desk, kind: str = "policy", **said: Any) -> object:
    evidence = said.pop("evidence", (SCAN,))
    effective = said.pop("effective", None)
    words: dict[str, Any] = {
        "kind_of_risk": kind,
        "county": part(desk).county,
        "result": "约谈完毕，无异议",
        "accepted_by": "示例副县长",
    } | said
    return desk.ask(Close(**words), evidence=evidence, effective=effective)


def file(desk: Desk, effective: date | None = None, **said: Any) -> object:
    words: dict[str, Any] = {
        "enterprise": part(desk).enterprise,
        "purpose": "停炉",
        "title": "停炉应急预案",
        "contacts": {"调度室": "0000-1234567"},
        "valid_from": date(2020, 2, 1),
        "valid_to": date(2020, 12, 31),
        "reviewed_by": "示范市人民政府办公室",
        "review": LETTER,
    } | said
    if "document" not in words:
        words["document"] = firms(desk, words["enterprise"], "risks.file-emergency-plan")
    return desk.ask(FileEmergencyPlan(**words), effective=effective)


def drill(desk: Desk, **said: Any) -> object:
    evidence = said.pop("evidence", (SCAN,))
    effective = said.pop("effective", None)
    words: dict[str, Any] = {
        "enterprise": part(desk).enterprise,
        "purpose": "停炉",
        "scenario": "煤气泄漏处置",
        "participants": 20,
        "findings": "没有",
    } | said
    return desk.ask(RecordDrill(**words), evidence=evidence, effective=effective)


def line(desk: Desk, need: str, on: date = PLANNED) -> Line:
    listed = part(desk)
    asked = gates.case(desk.plan, desk.programme, listed.part, listed.facilities[0], on, desk.now.date())
    assert asked is not None
    gate = next(one for one in desk.plan.gates.values() if one.releases == "shutdown")
    found = gates.standing(desk.plan, desk.programme, gate, asked)
    return next(one for one in found.lines if one.condition.need == need)


# Assessing ----------------------------------------------------------------------------------------


def test_a_kind_is_assessed_with_an_owner_and_above_the_lowest_with_a_measure_and_a_day() -> None:
    desk = with_letter()
    [fact] = recorded(assess(desk))
    assert isinstance(fact, RiskAssessed)
    assert not fact.low
    assert recorded(assess(desk)) == ()
    refused(assess(desk, owner=" "), "risks.assess.no-owner")
    refused(assess(desk, conclusion=""), "risks.assess.no-owner")
    refused(assess(desk, measure=""), "risks.assess.no-measure")
    refused(assess(desk, due=None), "risks.assess.no-measure")
    refused(assess(desk, document=NOWHERE), "risks.assess.no-document")
    refused(assess(desk, likelihood="也许"), "risks.assess.off-the-scale")
    refused(assess(desk, impact="很大"), "risks.assess.off-the-scale")


def test_a_risk_is_struck_off_by_a_leader_of_its_own_county() -> None:
    desk = led()
    recorded(assess(desk))
    recorded(assess(desk, county=None, enterprise=part(desk).enterprise))
    other = next(one.id for one in desk.plan.counties if one.id != part(desk).county)
    recorded(desk.ask(HoldPost(organ=OrganId(other), post="line_leader", person="示例邻县", document=LETTER)))
    whose: tuple[dict[str, Any], ...] = ({}, {"county": None, "enterprise": part(desk).enterprise})
    for of in whose:
        finding = refused(close(desk, accepted_by="示例邻县", **of), "risks.close.not-a-leader").finding
        assert "示例邻县" in finding
        assert "登记的是" in finding
        refused(close(desk, accepted_by="示例一", **of), "risks.close.not-a-leader")
        recorded(close(desk, **of))


def test_the_lowest_of_both_scales_needs_no_measure() -> None:
    desk = with_letter()
    [fact] = recorded(assess(desk, likelihood="低", impact="一般", measure="", due=None))
    assert isinstance(fact, RiskAssessed)
    assert fact.low
    found = rules.risk(desk.programme, rules.key("policy", county=part(desk).county))
    assert found is not None
    assert not found.waits
    assert rules.light(found, PLANNED).light is Light.GREEN


def test_a_risk_is_of_one_county_or_of_one_firm_and_of_a_kind_the_plan_names() -> None:
    desk = with_letter()
    refused(assess(desk, county=None), "risks.of-nobody")
    refused(assess(desk, enterprise=part(desk).enterprise), "risks.of-nobody")
    refused(assess(desk, county="别县"), "risks.of-nobody")
    refusal = refused(assess(desk, kind="天气"), "risks.unknown-kind")
    assert rules.kinds(desk.plan)[0].label in refusal.way_forward
    recorded(assess(desk, kind="安全风险", county=None, enterprise=part(desk).enterprise))


def test_assessments_follow_each_other_in_time() -> None:
    desk = with_letter()
    recorded(assess(desk))
    refused(assess(desk, conclusion="不可控", effective=date(2020, 1, 2)), "risks.before-present")


def test_an_assessment_entered_under_a_wrong_day_is_put_right_unless_something_came_before() -> None:
    desk = led()
    recorded(assess(desk))
    entry, day = desk.programme.seq, date(2020, 1, 3)
    [fact] = recorded(assess(desk, effective=day))
    assert isinstance(fact, RiskAssessed)
    assert fact.corrects == entry
    assert recorded(assess(desk, effective=day)) == ()
    recorded(assess(desk, conclusion="不可控"))
    refused(assess(desk, conclusion="不可控", effective=date(2020, 1, 2)), "risks.before-present")
    recorded(close(desk))
    refused(assess(desk, conclusion="不可控", effective=day), "risks.before-present")


# Striking off -------------------------------------------------------------------------------------


def test_a_risk_is_struck_off_by_a_leader_with_proof_and_stands_open_when_assessed_again() -> None:
    desk = led()
    recorded(assess(desk))
    place = rules.key("policy", county=part(desk).county)
    found = rules.risk(desk.programme, place)
    assert found is not None
    assert found.waits
    assert rules.light(found, date(2020, 6, 30)).light is Light.YELLOW
    assert rules.light(found, date(2020, 7, 1)).light is Light.RED
    refused(close(desk, result=" "), "risks.close.no-result")
    refused(close(desk, accepted_by="别人"), "risks.close.not-a-leader")
    refused(close(desk, evidence=()), "risks.close.no-evidence")
    refused(close(desk, effective=date(2020, 1, 2)), "risks.before-present")
    [fact] = recorded(close(desk))
    assert isinstance(fact, RiskClosed)
    assert fact.assessment == found.assessed.seq
    assert recorded(close(desk)) == ()
    found = rules.risk(desk.programme, place)
    assert found is not None
    assert not found.waits
    assert rules.light(found, PLANNED).word == "已销号"
    recorded(assess(desk, conclusion="又有新情况"))
    found = rules.risk(desk.programme, place)
    assert found is not None
    assert found.waits


def test_what_was_not_assessed_is_not_struck_off() -> None:
    refused(close(led()), "risks.close.not-assessed")


# Emergencies --------------------------------------------------------------------------------------


def test_an_emergency_plan_says_whom_to_call_until_when_and_who_else_read_it() -> None:
    desk = with_letter()
    [fact] = recorded(file(desk))
    assert isinstance(fact, EmergencyPlanFiled)
    assert fact.purpose == "shutdown"
    assert recorded(file(desk)) == ()
    refused(file(desk, enterprise="谁"), "risks.no-such-enterprise")
    refused(file(desk, purpose="防汛"), "risks.unknown-purpose")
    refused(file(desk, contacts={}), "risks.file-emergency-plan.nobody-to-call")
    refused(file(desk, title=" "), "risks.file-emergency-plan.nobody-to-call")
    refused(file(desk, valid_to=date(2020, 1, 1)), "risks.file-emergency-plan.ends-before-it-begins")
    refused(file(desk, reviewed_by=part(desk).enterprise_name), "risks.file-emergency-plan.not-reviewed")
    refused(file(desk, reviewed_by=""), "risks.file-emergency-plan.not-reviewed")
    refused(file(desk, document=NOWHERE), "risks.file-emergency-plan.no-document")
    for short in (
        "庚公司",
        "示例焦化庚有限公司",
        "示东市 示例焦化庚有限公司",
        "示东市示例焦化庚有限公司安环部",
    ):
        refused(file(desk, reviewed_by=short), "risks.file-emergency-plan.not-reviewed")


def test_a_review_is_on_a_paper_of_whoever_reviewed() -> None:
    desk = with_letter()
    nowhere = DocumentNo("无")
    assert refused(file(desk, review=nowhere), "risks.file-emergency-plan.no-review").field == "review"
    refused(file(desk, reviewed_by="随便谁"), "risks.file-emergency-plan.not-the-reviewers")
    own = written(desk, "示例庚〔2020〕1号", issuer=part(desk).enterprise_name)
    refused(file(desk, review=own), "risks.file-emergency-plan.not-the-reviewers")
    opinion = written(desk, "示东应急评〔2020〕1号", issuer="示东市应急局")
    [fact] = recorded(file(desk, reviewed_by="示东市 应急局", review=opinion))
    assert isinstance(fact, EmergencyPlanFiled)
    assert fact.review == opinion


def test_a_firm_that_was_renamed_does_not_review_itself_under_its_old_name() -> None:
    desk = with_letter()
    firm = part(desk).enterprise
    recorded(desk.ask(RenameEnterprise(enterprise=firm, name="示例新材料有限公司", document=LETTER)))
    for name in ("示东市示例焦化庚有限公司", "示例新材料公司"):
        refused(file(desk, reviewed_by=name), "risks.file-emergency-plan.not-reviewed")
    # “公司” is everybody's, and so nobody's in particular: it is held to the paper like anybody
    refused(file(desk, reviewed_by="焦化公司"), "risks.file-emergency-plan.not-the-reviewers")


def test_a_plan_filed_under_a_wrong_day_is_put_right_for_the_drill_that_was_held_under_it() -> None:
    desk = with_letter()
    desk.now += timedelta(days=20)
    recorded(file(desk))
    entry, held = desk.programme.seq, date(2020, 1, 10)
    refused(drill(desk, effective=held), "risks.record-drill.no-plan")
    [fact] = recorded(file(desk, effective=date(2020, 1, 5)))
    assert isinstance(fact, EmergencyPlanFiled)
    assert fact.corrects == entry
    assert recorded(file(desk, effective=date(2020, 1, 5))) == ()
    recorded(drill(desk, effective=held))
    refused(file(desk, effective=date(2019, 12, 30)), "charter.document-later")


def test_a_drill_entered_under_a_wrong_day_is_put_right_and_one_held_again_is_another() -> None:
    desk = with_letter()
    recorded(file(desk))
    desk.now += timedelta(days=20)
    firms, wrong, right = (part(desk).enterprise,), date(2020, 1, 20), date(2020, 1, 12)
    recorded(drill(desk, effective=wrong))
    entry = Seq(desk.programme.seq)
    [fact] = recorded(drill(desk, effective=right))
    assert isinstance(fact, DrillRecorded)
    assert fact.corrects == entry
    [stands] = rules.drills(desk.programme, firms, "shutdown")
    assert stands.effective == right
    assert [one.effective for one in rules.drills(desk.programme, firms, "shutdown", known=entry)] == [wrong]
    assert recorded(drill(desk, effective=right)) == ()
    recorded(drill(desk, effective=wrong, evidence=(Digest("c" * 64),)))
    assert [one.effective for one in rules.drills(desk.programme, firms, "shutdown")] == [right, wrong]


def test_a_drill_is_held_under_a_plan_and_proved() -> None:
    desk = with_letter()
    refused(drill(desk), "risks.record-drill.no-plan")
    recorded(file(desk))
    refused(drill(desk, participants=0), "risks.record-drill.value-unfit")
    refused(drill(desk, findings=""), "risks.record-drill.value-unfit")
    refused(drill(desk, evidence=()), "risks.record-drill.no-evidence")
    [fact] = recorded(drill(desk))
    assert isinstance(fact, DrillRecorded)
    assert recorded(drill(desk, effective=desk.now.date())) == ()


# What a gate is told --------------------------------------------------------------------------------


def test_a_gate_wants_every_kind_the_plan_names_by_the_county_or_by_the_firm() -> None:
    desk = with_letter()
    assert desk.plan.risks is not None
    kinds = desk.plan.risks.kinds
    for at, kind in enumerate(kinds):
        found = line(desk, "risk_assessment_complete").verdict
        assert found.answer is Answer.UNDETERMINED
        assert found.missing == tuple(one.label for one in kinds[at:])
        whose = {"county": None, "enterprise": part(desk).enterprise} if at % 2 else {}
        recorded(assess(desk, kind=kind.id, **whose))
    found = line(desk, "risk_assessment_complete").verdict
    assert found.answer is Answer.PASS
    assert "尚未销号" in found.finding


def test_a_gate_wants_a_plan_for_shutting_down_that_holds_on_the_day() -> None:
    desk = with_letter()
    assert line(desk, "emergency_plan").verdict.answer is Answer.UNDETERMINED
    recorded(file(desk, purpose="生产运行"))
    found = line(desk, "emergency_plan").verdict
    assert found.answer is Answer.FAIL
    assert "生产运行" in found.finding
    recorded(file(desk))
    assert line(desk, "emergency_plan").met
    assert line(desk, "emergency_plan", date(2020, 12, 31)).met
    late = line(desk, "emergency_plan", date(2021, 1, 1)).verdict
    assert late.answer is Answer.FAIL
    assert late.remedy
    number = firms(desk, part(desk).enterprise, "示例庚〔2020〕9号")
    recorded(file(desk, document=number, valid_from=date(2021, 1, 1), valid_to=date(2021, 12, 31)))
    assert line(desk, "emergency_plan", date(2021, 1, 1)).met
    assert line(desk, "emergency_plan").met


def test_an_emergency_plan_filed_anew_for_a_shorter_time_is_the_one_that_counts() -> None:
    desk = with_letter()
    recorded(file(desk))
    recorded(file(desk, title="停炉应急预案（修订）", valid_to=date(2020, 2, 20)))
    assert line(desk, "emergency_plan", date(2020, 2, 20)).met
    late = line(desk, "emergency_plan", date(2020, 2, 21)).verdict
    assert late.answer is Answer.FAIL
    assert "2020-02-20" in late.finding


def test_an_emergency_plan_is_the_firms_own() -> None:
    desk = with_letter()
    for number, issuer in enumerate(("示例焦化丁有限公司", "示东市应急局"), start=1):
        anothers = written(desk, f"函〔2020〕{number}号", issuer=issuer)
        refused(file(desk, document=anothers), "risks.file-emergency-plan.not-the-firms-paper")
    recorded(file(desk, document=written(desk, "庚安〔2020〕3号", issuer="庚公司安环部")))


# What waits, and what is told ------------------------------------------------------------------------


def lines(desk: Desk, command: str, day: date | None = None) -> list[Waiting]:
    sheet = progress(desk.plan, desk.programme, day or desk.now.date())
    found = inbox.waiting(desk.plan, desk.programme, sheet)
    return [one for one in found if one.command == command and one.county == part(desk).county]


def test_what_is_not_assessed_waits_and_what_is_open_waits_with_its_light() -> None:
    desk = with_letter()
    [missing] = lines(desk, "risks.assess")
    recorded(assess(desk))
    [fewer] = lines(desk, "risks.assess")
    assert len(fewer.what) < len(missing.what)
    [open_one] = lines(desk, "risks.close", date(2020, 7, 1))
    assert open_one.judged.light is Light.RED
    assert "逐户约谈" in open_one.what


def test_the_firm_s_timeline_tells_its_risks_its_emergency_plan_and_its_drills() -> None:
    desk = led()
    whose: dict[str, Any] = {"county": None, "enterprise": part(desk).enterprise}
    recorded(assess(desk, **whose))
    recorded(close(desk, **whose))
    recorded(file(desk))
    recorded(drill(desk))
    told = [one.what for one in timeline(desk.plan, desk.programme, part(desk).enterprise)]
    assert told.count("风险") == 2
    assert {"应急预案", "演练"} <= set(told)
