"""The three plans in the tree: they check clean, their figures are right, and the draft's faults are mended."""

import hashlib
import json
from datetime import date

import pytest

from tests.planfile.edited import NAMES, PLANS, issued, text, untouched
from yajian.core.plan import Plan, Provenance, leaves, mismatches


def plan(name: str) -> Plan:
    found = untouched(name).plan
    assert found is not None
    return found


YUNCHENG, SHIFAN, STEEL = (plan(name) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_plan_has_no_errors_and_warns_of_nothing_but_what_was_due_at_issue(name: str) -> None:
    faults = untouched(name).faults
    assert [fault for fault in faults if fault.level == "error"] == []
    assert {fault.code for fault in faults} <= {"due-before-issue"}


def test_the_issued_text_is_kept_to_the_byte() -> None:
    data = (PLANS / "yuncheng-2019" / "document.txt").read_bytes()
    assert (
        hashlib.sha256(data).hexdigest() == "777485dc84ed207cf775f01fb4d139c59180e1646ed17a8fad6e455db39252ce"
    )


def test_yuncheng_is_complete() -> None:
    counts = (len(YUNCHENG.clauses), len(YUNCHENG.duties), len(YUNCHENG.gates), len(YUNCHENG.templates))
    assert counts == (113, 74, 11, 38)
    assert len(YUNCHENG.enterprises) == 9
    assert len(YUNCHENG.retirement_list.items) == 8
    assert sum(len(item.parts) for item in YUNCHENG.retirement_list.items) == 9
    assert len(YUNCHENG.open_questions) == 84


@pytest.mark.parametrize("one", [YUNCHENG, SHIFAN], ids=lambda one: one.programme.id)
def test_325_is_108_and_30_and_187_by_batch_by_county_and_by_date(one: Plan) -> None:
    assert one.total.capacity_t.value == 3_250_000
    assert [batch.capacity_t.value for batch in one.batches.values()] == [1_080_000, 300_000, 1_870_000]
    assert [task.total_t.value for task in one.county_tasks] == [2_240_000, 400_000, 70_000, 540_000, 0]
    assert [milestone.cumulative_t.value for milestone in one.milestones] == [
        1_080_000,
        1_380_000,
        3_250_000,
        3_250_000,
    ]
    assert list(mismatches(one)) == []


def test_money_lies_between_the_two_rates() -> None:
    [everything] = [one for one in YUNCHENG.compensation.envelope if one.scope == "all"]
    assert (everything.low_fen.value, everything.high_fen.value) == (9_750_000_000, 15_600_000_000)
    low, high = YUNCHENG.compensation.lowest_rate, YUNCHENG.compensation.highest_rate
    assert low is not None
    assert high is not None
    assert (low.rate_fen_per_t.value, high.rate_fen_per_t.value) == (3000, 4800)


def test_the_demonstration_city_is_invented_from_its_province_to_its_people() -> None:
    real = {organisation.name for organisation in YUNCHENG.counties} | {
        enterprise.name for enterprise in YUNCHENG.enterprises.values()
    }
    real |= {post.person for group in YUNCHENG.groups.values() for post in group.posts}
    real |= {
        "运城",
        "山西",
        "晋政",
        "河津",
        "稷山",
        "新绛",
        "垣曲",
        "闻喜",
        "津鑫",
        "恒泰",
        "建龙",
        "长治",
        "中央",
    }
    for name in ("shifan-2019", "demo-steel"):
        for word in real:
            assert word not in text(name), word
            assert word not in issued(name), word


def test_the_map_shows_every_county_of_the_plan() -> None:
    features = json.loads((PLANS / "yuncheng-2019" / YUNCHENG.layout.map).read_text(encoding="utf-8"))[
        "features"
    ]
    shown = {feature["properties"]["name"] for feature in features}
    assert {county.name for county in YUNCHENG.counties} <= shown


# The draft's faults, one by one. Both coking plans are held to it.

COKING = pytest.mark.parametrize("one", [YUNCHENG, SHIFAN], ids=lambda one: one.programme.id)


@COKING
def test_fault_1_acceptance_asks_for_the_basis_of_the_deduction_and_posts_it(one: Plan) -> None:
    for batch in one.batches.values():
        assert one.completion_standards[batch.completion_standard].needs == ("deduction_basis_ready",)
    assert [gate.posts for gate in one.gates.values() if gate.releases == "acceptance"] == ["deduction"]
    assert one.baseline is not None
    assert one.baseline.complete.provenance is Provenance.UNKNOWN


@COKING
def test_fault_2_a_stopped_oven_may_be_dismantled(one: Plan) -> None:
    [gate] = [gate for gate in one.gates.values() if gate.releases == "dismantle"]
    needs = [condition.need for condition in gate.conditions]
    assert "facility_stopped_or_shut" in needs


@COKING
def test_fault_3_two_batches_were_due_on_or_before_issue_and_trigger_nothing_alone(one: Plan) -> None:
    assert [batch.due_on_or_before_issue for batch in one.batches.values()] == [True, True, False]
    for gate in one.gates.values():
        if gate.releases in ("criticism", "clawback"):
            assert "milestone_due_after_issue" in [condition.need for condition in gate.conditions]


@COKING
def test_fault_4_dates_judge_the_plans_verbs_and_there_are_four_milestones(one: Plan) -> None:
    assert [batch.judged_by.value for batch in one.batches.values()] == ["dismantled", "shut", "shut"]
    assert [milestone.judged_by.value for milestone in one.milestones] == [
        "dismantled",
        "shut",
        "shut",
        "accepted",
    ]
    last = one.milestones[-1]
    assert last.due.value == date(2020, 12, 31)
    assert last.judged_by.provenance is Provenance.ASSUMED
    assert one.total.judged_by.provenance is Provenance.ASSUMED


@COKING
def test_fault_5_the_lot_and_the_oven_have_the_fields_they_need(one: Plan) -> None:
    lot = {attribute.id for attribute in one.forms["lot"].attributes}
    assert {"large_filed", "filing_no", "filed_on", "trade_contract_no"} <= lot
    oven = {attribute.id for attribute in one.facility_types["coke_oven"].attributes}
    assert {"chambers", "stopped_on", "sealed_chambers"} <= oven
    assert "large_filed" not in oven


@COKING
def test_fault_6_gas_workers_and_risks_are_a_signed_reminder_until_the_city_says_otherwise(one: Plan) -> None:
    [gate] = [gate for gate in one.gates.values() if gate.releases == "shutdown"]
    soft = {c.id: c for c in gate.conditions if c.level.value == "soft"}
    assert [c.need for c in soft.values()] == [
        "utility_covered",
        "resettlement_plan",
        "risk_assessment_complete",
    ]
    for condition in soft.values():
        assert condition.level.provenance is Provenance.ASSUMED
        assert condition.signed_by == "line_leader"


@COKING
def test_fault_7_dry_quenching_binds_replacement_only_and_a_single_plant_outside_the_zones_is_undetermined(
    one: Plan,
) -> None:
    [gate] = [gate for gate in one.gates.values() if gate.releases == "project"]
    [dry] = [c for c in gate.conditions if c.rule == "R-DRY-QUENCHING"]
    assert dry.when is not None
    assert dry.when.field == "project.uses_replacement"
    assert [case.answer.value for case in one.rules["R-ZONE"].cases] == ["pass", "fail", "undetermined"]


@COKING
def test_fault_8_the_moratorium_began_nobody_knows_when_but_not_after_issue(one: Plan) -> None:
    assert one.moratorium is not None
    assert one.moratorium.active_from.provenance is Provenance.UNKNOWN
    assert one.moratorium.not_later_than.value == date(2019, 12, 31)
    assert one.documents[one.moratorium.basis].role == "basis"


@COKING
def test_fault_9_four_readings_of_the_clawback_the_first_capped_is_shown_none_is_confirmed(one: Plan) -> None:
    clawback = one.compensation.clawback
    assert clawback is not None
    assert [(reading.base, reading.capped_by_paid) for reading in clawback.readings] == [
        ("unfinished", True),
        ("unfinished", False),
        ("county_task", True),
        ("county_task", False),
    ]
    assert clawback.shown.value == clawback.readings[0].id
    assert clawback.confirmed.provenance is Provenance.UNKNOWN
    assert (clawback.debtor, clawback.spares_finished) == ("county", True)


@COKING
def test_fault_10_within_a_firm_the_county_decides_between_firms_the_city(one: Plan) -> None:
    [gate] = [gate for gate in one.gates.values() if gate.releases == "swap"]
    scopes = {
        condition.need: condition.when.value.value
        for condition in gate.conditions
        if condition.when is not None and condition.when.value is not None
    }
    assert scopes == {
        "approved_by": "between_enterprises",
        "quota_reissued": "between_enterprises",
        "released_lot_locked": "between_enterprises",
        "county_decision_reported": "same_enterprise",
    }


@COKING
def test_fault_11_the_project_gate_asks_for_compliant_capacity_top_charging_only_when_top_and_the_three_lines(
    one: Plan,
) -> None:
    [gate] = [gate for gate in one.gates.values() if gate.releases == "project"]
    needs = [condition.need for condition in gate.conditions]
    assert "compliant_capacity" in needs
    assert "zone_lines_stated" in needs
    top = one.rules["R-CHAMBER-TOP"].when
    assert top is not None
    assert top.value is not None
    assert top.value.value == "top"


@pytest.mark.parametrize("name", NAMES)
def test_fault_12_every_assumed_and_unknown_value_names_its_question(name: str) -> None:
    one = plan(name)
    for path, value in leaves(one):
        if value.provenance in (Provenance.ASSUMED, Provenance.UNKNOWN):
            assert value.question in one.open_questions, path
        if value.provenance is Provenance.SAID:
            assert value.clauses, path


@COKING
def test_fault_13_the_new_questions_are_asked(one: Plan) -> None:
    assert {"Q-WORK-PLAN-DOC", "Q-ECO-BRANCH", "Q-QUOTA-RETRO"} <= set(one.open_questions)


# Another industry, no code


def test_steel_speaks_of_furnaces_volumes_heat_and_ten_days() -> None:
    furnace = STEEL.facility_types["blast_furnace"]
    volume = furnace.attribute("volume")
    assert furnace.label == "高炉"
    assert volume is not None
    assert (volume.unit, volume.min, volume.max) == ("立方米", 50, 6000)
    assert list(STEEL.utilities) == ["heat"]
    assert STEEL.reports["RPT-PROGRESS"].every.value == "ten_days"
    assert [rate.rate_fen_per_t.value for rate in STEEL.compensation.rates] == [2000, 3500]
    assert STEEL.rules["R-RATIO"].ratio_permille is not None
    assert STEEL.rules["R-RATIO"].ratio_permille.value == 1250
    assert len(STEEL.risks.kinds if STEEL.risks else ()) == 4
    assert len(STEEL.counties) == 3
