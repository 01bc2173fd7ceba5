"""一企一策: a version is handed in, reviewed by whom the plan names, and a gate asks for no less."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.given import (
    LETTER,
    SCAN,
    Desk,
    adopted,
    answer,
    firms,
    letter,
    recorded,
    refused,
    with_letter,
    written,
)
from tests.steps import paper
from yajian.core import gates
from yajian.core.decisions.closure import ApproveMethod
from yajian.core.decisions.dossier import EnterEnterprise, MergeEnterprises
from yajian.core.decisions.organs import EnterOrgan
from yajian.core.decisions.workplans import (
    PlannedStep,
    RecordExpertReview,
    Review,
    SubmitCountyPlan,
    SubmitPlan,
)
from yajian.core.facts.targets import PartListed
from yajian.core.facts.workplans import (
    CountyPlanSubmitted,
    ExpertsReviewed,
    PlanReviewed,
    PlanSubmitted,
    Section,
)
from yajian.core.gates import Line
from yajian.core.reports import inbox
from yajian.core.reports.inbox import Waiting
from yajian.core.reports.progress import progress
from yajian.core.reports.timeline import timeline
from yajian.core.rules import charter, organs
from yajian.core.rules import workplans as rules
from yajian.core.words import Answer, Clause, CountyId, DocumentNo, EnterpriseId, OrganId, PartId, Seq

STEP = PlannedStep(shutdown_on=date(2020, 3, 1), dismantle_on=date(2020, 6, 1))
TEXT = {"停炉步骤": "先降温，后停止装煤，逐孔推焦", "环保措施": "荒煤气全部点燃，熄焦水不外排"}
NOWHERE = DocumentNo("无")


def part(desk: Desk) -> PartListed:
    """The part with two ovens named by the plan."""
    return next(one for one in desk.parts() if len(one.facilities) == 2 and one.county is not None)


def reviewed_by_experts(desk: Desk) -> PartListed:
    """A part of which the plan wants experts to have looked at a method."""
    [only] = {
        condition.only_in
        for gate in desk.plan.gates.values()
        for condition in gate.conditions
        if condition.need == "expert_review_and_method"
    }
    return next(one for one in desk.parts() if one.county in only)


def submit(desk: Desk, **said: Any) -> object:
    listed = part(desk)
    effective = said.pop("effective", None)
    organ = said.pop("by", "示东市工信局")
    words: dict[str, Any] = {
        "enterprise": listed.enterprise,
        "title": "一企一策停炉工作方案",
        "steps": {f"{listed.part}/{name}": STEP for name in listed.facilities},
        "sections": TEXT,
    } | said
    if "document" not in words:
        words["document"] = firms(desk, words["enterprise"], "workplans.submit-plan")
    return desk.ask(SubmitPlan(**words), effective=effective, organ=organ)


def planned() -> Desk:
    """Given: a version is in."""
    desk = with_letter()
    recorded(submit(desk))
    return desk


def bureau(desk: Desk, number: int = 0, county: str | None = None) -> OrganId:
    """Given: the county's own body of the kind that keeps this gate is on record."""
    keeper = rules.gatekeepers(desk.plan)[number]
    assert keeper.id is not None
    id = OrganId(f"b{number}-{county or part(desk).county}")
    recorded(
        desk.ask(
            EnterOrgan(
                organ=id,
                name=f"{county or '示东市'}{number}局",
                stands_for=keeper.id,
                county=county or part(desk).county,  # type: ignore[arg-type]
                document=LETTER,
            )
        )
    )
    return id


def opinion(desk: Desk, organ: str, version: int = 1, **said: Any) -> DocumentNo:
    """Given: what a body wrote of a version, on a paper of its own, registered once."""
    number = DocumentNo(f"{organ}审〔2020〕{version}号")
    if number in desk.programme.charter.documents:
        return number
    body = organs.organ(desk.plan, desk.programme, organ)
    assert body is not None
    return written(desk, number, **({"issuer": body.name} | said))


def review(desk: Desk, organ: str, **said: Any) -> object:
    evidence = said.pop("evidence", (SCAN,))
    effective = said.pop("effective", None)
    words: dict[str, Any] = {
        "enterprise": part(desk).enterprise,
        "version": 1,
        "organ": organ,
        "said": "同意",
        "reviewer": "示例局长",
    } | said
    keepers = {one.id for one in rules.gatekeepers(desk.plan)}
    entered = desk.programme.organs.entered.get(OrganId(organ))
    if organ in keepers or (entered is not None and entered.entries[-1].value.stands_for in keepers):
        words.setdefault("document", opinion(desk, organ, words["version"]))
    return desk.ask(Review(**words), evidence=evidence, effective=effective)


def line(desk: Desk, need: str, listed: PartListed | None = None, releases: str = "shutdown") -> Line:
    """What a gate says today of one of its conditions."""
    listed = listed or part(desk)
    oven = listed.facilities[0] if listed.facilities else ""
    today = desk.now.date()
    asked = gates.case(desk.plan, desk.programme, listed.part, oven, date(2020, 3, 1), today)
    gate = next(one for one in desk.plan.gates.values() if one.releases == releases)
    assert asked is not None
    if asked.listed.facilities and not oven:
        asked = gates.case(
            desk.plan, desk.programme, listed.part, asked.listed.facilities[0], date(2020, 3, 1), today
        )
        assert asked is not None
    found = gates.standing(desk.plan, desk.programme, gate, asked)
    return next(one for one in found.lines if one.condition.need == need)


# Versions -----------------------------------------------------------------------------------------


def test_a_first_version_is_version_one_and_the_same_again_is_nothing_new() -> None:
    desk = with_letter()
    [fact] = recorded(submit(desk))
    assert isinstance(fact, PlanSubmitted)
    assert fact.version == 1
    assert fact.submitted_by == "示东市工信局"
    assert [step.facility for step in fact.steps] == list(part(desk).facilities)
    assert recorded(submit(desk)) == ()
    assert recorded(submit(desk, by="示东市人民政府")) == ()


def test_what_differs_is_the_next_version() -> None:
    desk = planned()
    [fact] = recorded(submit(desk, sections=TEXT | {"应急": "设值守"}))
    assert isinstance(fact, PlanSubmitted)
    assert fact.version == 2
    assert [one.value.version for one in rules.versions(desk.programme, fact.enterprise)] == [1, 2]


def test_a_plan_is_of_a_firm_on_the_list_and_of_its_own_ovens() -> None:
    desk = with_letter()
    refused(submit(desk, enterprise=EnterpriseId("谁")), "workplans.no-such-enterprise")
    other = next(one for one in desk.parts() if one.enterprise != part(desk).enterprise)
    refused(submit(desk, steps={other.part: STEP}), "workplans.submit-plan.not-its-part")
    oven = part(desk).facilities[0]
    refusal = refused(submit(desk, steps={oven: STEP}), "workplans.submit-plan.not-its-part")
    assert refusal.way_forward == f"写作分项编号/设施，或只写分项编号：{part(desk).part}/{oven}"
    refusal = refused(submit(desk, steps={"99号焦炉": STEP}), "workplans.submit-plan.not-its-part")
    assert f"{part(desk).part}/{oven}" in refusal.way_forward
    refusal = refused(
        submit(desk, steps={f"{part(desk).part}/99号焦炉": STEP}), "workplans.submit-plan.no-such-facility"
    )
    assert part(desk).facilities[0] in refusal.way_forward


def test_a_firm_that_is_on_no_list_has_no_plan() -> None:
    desk = with_letter()
    firm = EnterEnterprise(
        enterprise=EnterpriseId("new"), name="示例新厂", county=CountyId("shidong"), code_absent="正在办理"
    )
    recorded(desk.ask(firm))
    refused(submit(desk, enterprise=EnterpriseId("new")), "workplans.submit-plan.not-listed")


def test_a_version_says_what_is_done_when_and_in_words() -> None:
    desk = with_letter()
    place = f"{part(desk).part}/{part(desk).facilities[0]}"
    refused(submit(desk, title=" "), "workplans.blank")
    refused(submit(desk, sections={}), "workplans.blank")
    refused(submit(desk, sections={"停炉步骤": " "}), "workplans.blank")
    refused(submit(desk, steps={}), "workplans.submit-plan.nothing-covered")
    refused(submit(desk, steps={place: PlannedStep()}), "workplans.submit-plan.nothing-planned")
    backwards = PlannedStep(shutdown_on=date(2020, 6, 1), dismantle_on=date(2020, 3, 1))
    refused(submit(desk, steps={place: backwards}), "workplans.submit-plan.dismantled-before-shut")
    for words in ("南边那些", "3-1"):
        unread = PlannedStep(shutdown_on=date(2020, 6, 1), sealed_chambers=words)
        refused(submit(desk, steps={place: unread}), "workplans.submit-plan.chambers-unfit")


def chambered(names: dict[str, str], *, method: bool = True) -> object:
    """When a plan seals these chambers of these pieces."""
    desk = with_letter()
    listed = reviewed_by_experts(desk) if method else part(desk)
    if method:
        pieces = dict.fromkeys(names)
        approved = ApproveMethod(
            part=listed.part,
            title="办法",
            pieces=pieces,
            approved_by="甲",
            document=paper(desk, "closure.approve-method"),
            review=LETTER,
        )
        recorded(desk.ask(approved))
    steps = {
        f"{listed.part}/{name}": PlannedStep(shutdown_on=date(2020, 6, 1), sealed_chambers=numbers)
        for name, numbers in names.items()
    }
    return submit(desk, enterprise=listed.enterprise, steps=steps)


@pytest.mark.parametrize(
    "names",
    [
        {"1号焦炉第1—30孔封堵": "1-30", "1号焦炉第31—60孔封堵": "1-30"},
        {"1号焦炉第1—30孔封堵": "1-30", "１号焦炉第31—60孔封堵": "30-60"},
        {"1号焦炉第1—30孔封堵": "第1—30孔", "1号焦炉第31—60孔封堵": "30至60"},
        {"东半部": "1-20", "西半部": "20-40"},  # names no oven: held to be one
    ],
)
def test_no_chamber_of_one_oven_is_sealed_under_two_pieces(names: dict[str, str]) -> None:
    refusal = refused(chambered(names), "workplans.submit-plan.chambers-twice")
    assert all(name in refusal.finding for name in names)


@pytest.mark.parametrize(
    ("names", "method"),
    [
        ({"1号焦炉第1—30孔封堵": "1-30", "1号焦炉第31—60孔封堵": "31-60"}, True),
        ({"1号焦炉第1—30孔封堵": "1-30", "2号焦炉第1—30孔封堵": "1-30"}, True),
        ({"3号焦炉": "1-30", "4号焦炉": "1-30"}, False),
    ],
)
def test_other_chambers_or_the_same_of_another_oven_are_planned(names: dict[str, str], method: bool) -> None:
    recorded(chambered(names, method=method))


def test_chambers_are_kept_in_one_spelling() -> None:
    [fact] = recorded(chambered({"1号焦炉第1—30孔封堵": "第1—30孔、第 32 孔"}))
    assert isinstance(fact, PlanSubmitted)
    assert [one.sealed_chambers for one in fact.steps] == ["1-30、32"]


def test_a_run_of_chambers_is_told_as_it_is_written() -> None:
    assert rules.runs({3, 1, 2, 7, 9, 10}) == "1-3、7、9-10"


def test_a_version_rests_on_a_registered_paper_and_follows_the_last() -> None:
    desk = planned()
    refused(submit(desk, document=NOWHERE), "workplans.submit-plan.no-document")
    refused(
        submit(desk, title="再一版", effective=date(2020, 1, 2)),
        "workplans.before-present",
    )


def test_a_version_entered_under_a_wrong_day_is_put_right_and_stays_the_same_version() -> None:
    desk = with_letter()
    [first] = recorded(submit(desk, by="示东市0局"))
    entry, paper_day = desk.programme.seq, date(2019, 12, 31)
    [right] = recorded(submit(desk, effective=paper_day))
    assert isinstance(right, PlanSubmitted)
    assert (right.version, right.corrects) == (1, entry)
    assert right.submitted_by == "示东市0局", "who enters it again has not handed it in"
    [one] = rules.versions(desk.programme, right.enterprise)
    assert one.effective == paper_day
    assert rules.versions(desk.programme, right.enterprise, known=Seq(entry))[0].value == first
    assert recorded(submit(desk, effective=paper_day)) == ()
    assert recorded(submit(desk)) == ()
    refused(review(desk, bureau(desk)), "workplans.review.own-plan")


def test_a_day_is_not_put_right_past_the_version_before_nor_past_its_own_paper() -> None:
    desk = planned()
    day = desk.now.date()
    more = TEXT | {"应急": "设值守"}
    recorded(submit(desk, sections=more))
    refusal = refused(
        submit(desk, sections=more, effective=day - timedelta(days=1)), "workplans.before-present"
    )
    assert "第1版的日期登记晚了的" in refusal.way_forward
    [again] = recorded(submit(desk, sections=more, effective=day))
    assert isinstance(again, PlanSubmitted)
    assert again.version == 2
    refused(submit(desk, sections=more, effective=date(2019, 12, 30)), "charter.document-later")


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("1-3、7", (1, 2, 3, 7)),
        ("5", (5,)),
        ("1-3，3", None),
        ("0-2", None),
        ("", None),
        ("3-", None),
        ("南侧", None),
        ("1—30", tuple(range(1, 31))),
        ("1～3", (1, 2, 3)),
        ("1~3", (1, 2, 3)),
        ("1至3", (1, 2, 3)),
        ("1–3", (1, 2, 3)),
        ("１－３、７", (1, 2, 3, 7)),
        ("第1-3孔", (1, 2, 3)),
        ("第1—3孔、第7孔", (1, 2, 3, 7)),
        ("第1至3孔及5号孔", (1, 2, 3, 5)),
        ("1号—3号", (1, 2, 3)),
        ("1—3号孔", (1, 2, 3)),
        ("1 — 3; 7", (1, 2, 3, 7)),
        ("3—1", None),
        ("1—2—3", None),
        ("第孔", None),
        ("1-3、第3孔", None),
        ("1-99999999999", None),
    ],
)
def test_chambers_are_read_one_by_one_and_none_twice(words: str, numbers: tuple[int, ...] | None) -> None:
    assert rules.chambers(words) == numbers


def test_a_county_has_a_plan_of_its_own_in_versions() -> None:
    desk = with_letter()
    county = part(desk).county
    assert county is not None

    def ask(**said: Any) -> object:
        effective = said.pop("effective", None)
        words: dict[str, Any] = {
            "county": county,
            "title": "示东市落实方案",
            "document": LETTER,
            "sections": TEXT,
        }
        return desk.ask(SubmitCountyPlan(**(words | said)), effective=effective)

    refused(ask(county="别县"), "workplans.submit-county-plan.no-such-county")
    refused(ask(document=NOWHERE), "workplans.submit-county-plan.no-document")
    refused(ask(sections={}), "workplans.blank")
    recorded(ask())
    entry, day = desk.programme.seq, date(2020, 1, 2)
    [right] = recorded(ask(effective=day))
    assert isinstance(right, CountyPlanSubmitted)
    assert (right.version, right.corrects) == (1, entry)
    assert recorded(ask()) == ()
    assert recorded(ask(effective=day)) == ()
    recorded(ask(title="示东市落实方案（修订）"))
    refused(ask(title="更早", effective=date(2020, 1, 1)), "workplans.before-present")
    assert [one.value.version for one in rules.county_versions(desk.programme, county)] == [1, 2]


# Reviews ------------------------------------------------------------------------------------------


def test_who_keeps_the_gate_agrees_and_is_no_longer_missing() -> None:
    desk = planned()
    version = rules.versions(desk.programme, part(desk).enterprise)[0].value
    waiting = list(rules.missing_reviews(desk.plan, desk.programme, version))
    assert waiting == list(rules.gatekeepers(desk.plan))
    [fact] = recorded(review(desk, bureau(desk)))
    assert isinstance(fact, PlanReviewed)
    assert fact.gatekeeper == waiting[0].id
    assert list(rules.missing_reviews(desk.plan, desk.programme, version)) == waiting[1:]
    assert recorded(review(desk, fact.organ)) == ()


def test_only_the_present_version_is_reviewed() -> None:
    desk = with_letter()
    refused(review(desk, "shidong"), "workplans.review.not-the-current-version")
    recorded(submit(desk))
    refused(review(desk, "shidong", version=2), "workplans.review.not-the-current-version")


def test_nobody_reviews_what_he_handed_in_nor_a_firm_its_own() -> None:
    desk = with_letter()
    organ = bureau(desk)
    recorded(submit(desk, by="示东市0局"))
    refused(review(desk, organ), "workplans.review.own-plan")
    refused(review(desk, part(desk).enterprise), "workplans.review.own-plan")


def test_a_body_of_another_county_does_not_review() -> None:
    desk = planned()
    refused(review(desk, bureau(desk, county="shixi")), "workplans.review.of-another-county")


def test_who_is_not_named_may_put_his_name_beside_and_no_more() -> None:
    desk = planned()
    refused(review(desk, "city_iit"), "workplans.review.not-the-gatekeeper")
    refused(review(desk, "city_iit", said="退回", opinion="不行"), "workplans.review.not-the-gatekeeper")
    [fact] = recorded(review(desk, "city_iit", said="会签"))
    assert isinstance(fact, PlanReviewed)
    assert fact.said == "cosigns"
    assert fact.gatekeeper == ""


def test_who_keeps_the_gate_says_yes_or_no() -> None:
    desk = planned()
    organ = bureau(desk)
    refusal = refused(review(desk, organ, said="会签"), "workplans.review.must-decide")
    assert isinstance(refusal.basis, Clause)
    refused(review(desk, organ, said="再议"), "workplans.review.unknown-word")
    refused(review(desk, "nobody"), "workplans.review.no-such-organ")


def test_a_review_is_signed_scanned_dated_after_its_version_and_a_return_has_its_reason() -> None:
    desk = planned()
    organ = bureau(desk)
    refused(review(desk, organ, reviewer=""), "workplans.review.no-name")
    refused(review(desk, "city_iit", said="会签", evidence=()), "workplans.review.no-evidence")
    refused(review(desk, organ, said="退回"), "workplans.review.no-reason")
    written = opinion(desk, organ, issued_on=date(2019, 12, 30))
    early = review(desk, organ, document=written, effective=date(2019, 12, 30))
    refused(early, "workplans.review.before-version")


@pytest.mark.parametrize(
    "issuer",
    ["示东市人民政府", "示东市示例焦化庚有限公司", "示东市工信局", "示西县应急局", "示东市应急服务公司"],
)
def test_a_county_does_not_sign_for_the_bureau_that_keeps_the_gate(issuer: str) -> None:
    desk = planned()
    paper = written(desk, "示东函〔2020〕9号", issuer=issuer)
    refusal = refused(review(desk, bureau(desk), document=paper), "workplans.review.not-its-paper")
    assert isinstance(refusal.basis, Clause)
    assert issuer in refusal.finding
    assert line(desk, "emergency_review").verdict.answer is Answer.UNDETERMINED


@pytest.mark.parametrize("issuer", ["示东市应急管理局", "示东市应急局", "示东市0局"])
def test_a_bureau_is_known_by_its_name_and_by_what_its_name_says_it_does(issuer: str) -> None:
    desk = planned()
    paper = written(desk, "示东应急函〔2020〕9号", issuer=issuer)
    recorded(review(desk, bureau(desk), document=paper))
    assert line(desk, "emergency_review").met


def test_who_keeps_the_gate_says_so_on_paper_and_a_scan_alone_is_none() -> None:
    desk = planned()
    refused(review(desk, bureau(desk), document=None), "workplans.review.no-document")


def test_two_gates_are_kept_on_two_papers_unless_one_is_issued_by_both() -> None:
    desk = planned()
    first, second = bureau(desk), bureau(desk, 1)
    alone = written(desk, "示东应急函〔2020〕9号", issuer="示东市0局")
    recorded(review(desk, first, document=alone))
    refused(review(desk, second, document=alone), "workplans.review.not-its-paper")
    both = written(desk, "示东应急函〔2020〕10号", issuer="示东市0局、示东市1局")
    recorded(review(desk, first, document=both, opinion="联合审查"))
    recorded(review(desk, second, document=both))
    assert line(desk, "ecology_review").met


def test_a_review_is_held_against_the_day_of_the_plans_own_paper_and_not_of_its_entry() -> None:
    desk = with_letter()
    desk.now += timedelta(days=20)
    recorded(submit(desk))
    organ = bureau(desk)
    four = date(2020, 1, 4)  # the plan's paper is of 31 December, and was entered weeks later
    said = written(desk, "示东应急函〔2020〕4号", issuer="示东市应急局", issued_on=four)
    recorded(review(desk, organ, document=said, effective=four))
    assert line(desk, "emergency_review").met


def test_a_review_entered_under_a_wrong_day_is_put_right_and_a_word_between_stays_last() -> None:
    desk = planned()
    organ = bureau(desk)
    four = date(2020, 1, 4)
    said = written(desk, "示东应急函〔2020〕4号", issuer="示东市应急局", issued_on=four)
    recorded(review(desk, organ, document=said))
    entry, version = desk.programme.seq, rules.versions(desk.programme, part(desk).enterprise)[-1].value
    [right] = recorded(review(desk, organ, document=said, effective=four))
    assert isinstance(right, PlanReviewed)
    assert right.corrects == entry
    [stands] = rules.reviews(desk.programme, version, four)
    assert stands.value == right
    assert recorded(review(desk, organ, document=said, effective=four)) == ()
    back = written(desk, "示东应急函〔2020〕5号", issuer="示东市应急局")
    no = desk.now.date()
    recorded(review(desk, organ, said="退回", opinion="重做", document=back, effective=no))
    recorded(review(desk, organ, document=said, opinion="已改"))
    recorded(review(desk, organ, document=said, opinion="已改", effective=no - timedelta(days=1)))
    assert [one.value.said for one in rules.reviews(desk.programme, version)] == ["agrees"]
    assert [one.value.said for one in rules.reviews(desk.programme, version, no)] == ["returns"]


def redated(desk: Desk, number: DocumentNo, issued_on: date) -> None:
    """Given: the day of a paper is put right on the register."""
    entry = charter.document(desk.programme, number)
    assert entry is not None
    said = {"title": entry.value.title, "issuer": entry.value.issuer, "issued_on": issued_on}
    recorded(desk.ask(letter(number, **said, corrects=entry.seq), evidence=(SCAN,)))


def test_a_review_follows_its_paper_to_a_later_day() -> None:
    desk = planned()
    organ = bureau(desk)
    desk.now += timedelta(days=20)
    wrong, right = date(2020, 1, 12), date(2020, 1, 14)
    said = written(desk, "示东应急函〔2020〕4号", issuer="示东市应急局", issued_on=wrong)
    recorded(review(desk, organ, document=said, effective=wrong))
    entry, version = desk.programme.seq, rules.versions(desk.programme, part(desk).enterprise)[-1].value
    assert recorded(review(desk, organ, document=said, effective=right)) == (), "it was said on its own day"
    redated(desk, said, right)
    [fact] = recorded(review(desk, organ, document=said, effective=right))
    assert isinstance(fact, PlanReviewed)
    assert fact.corrects == entry
    assert rules.reviews(desk.programme, version, wrong) == ()
    [stands] = rules.reviews(desk.programme, version)
    assert stands.effective == right
    assert recorded(review(desk, organ, document=said, effective=right)) == ()


def test_a_version_follows_its_paper_to_a_later_day_and_stays_the_same_version() -> None:
    desk = planned()
    desk.now += timedelta(days=20)
    entry, right = desk.programme.seq, date(2020, 1, 14)
    redated(desk, firms(desk, part(desk).enterprise, "workplans.submit-plan"), right)
    [fact] = recorded(submit(desk, effective=right))
    assert isinstance(fact, PlanSubmitted)
    assert (fact.version, fact.corrects) == (1, entry)
    [one] = rules.versions(desk.programme, part(desk).enterprise)
    assert one.effective == right


def test_what_was_written_before_a_version_says_nothing_of_it() -> None:
    desk = planned()
    old = written(desk, "示东应急函〔2020〕9号", issuer="示东市应急局")
    recorded(submit(desk, sections=TEXT | {"应急": "设值守"}))
    said = review(desk, bureau(desk), version=2, document=old)
    refused(said, "workplans.review.paper-before-version")


# Experts ------------------------------------------------------------------------------------------


def consult(desk: Desk, **said: Any) -> object:
    effective = said.pop("effective", None)
    words: dict[str, Any] = {
        "part": reviewed_by_experts(desk).part,
        "title": "部分设施压减办法",
        "experts": {"示例专家一": "示例设计院", "示例专家二": "示例大学"},
        "conclusion": "可行",
        "opinion": "封堵方案合理",
        "document": paper(desk, "workplans.record-expert-review"),
    } | said
    return desk.ask(RecordExpertReview(**words), effective=effective)


def test_what_the_experts_said_is_put_right_either_way_and_follows_its_paper() -> None:
    desk = with_letter()
    desk.now += timedelta(days=20)
    wrong, early, late = date(2020, 1, 12), date(2020, 1, 10), date(2020, 1, 14)
    said = written(desk, "专家论证〔2020〕1号", issued_on=early)
    listed = reviewed_by_experts(desk)

    def stands() -> list[date]:
        return [one.effective for one in rules.expert_reviews(desk.programme, listed.part)]

    recorded(consult(desk, document=said, effective=wrong))
    [fact] = recorded(consult(desk, document=said, effective=early))
    assert isinstance(fact, ExpertsReviewed)
    assert fact.corrects is not None
    assert stands() == [early]
    assert recorded(consult(desk, document=said, effective=wrong)) == ()
    redated(desk, said, late)
    recorded(consult(desk, document=said, effective=late))
    assert stands() == [late]


def test_experts_say_yes_or_no_and_none_is_of_the_firm() -> None:
    desk = with_letter()
    [fact] = recorded(consult(desk))
    assert isinstance(fact, ExpertsReviewed)
    assert fact.feasible
    day = desk.now.date()
    assert recorded(consult(desk, effective=day)) == ()
    refused(consult(desk, part=PartId("无")), "workplans.record-expert-review.no-such-part")
    refused(consult(desk, conclusion="修改后可行"), "workplans.record-expert-review.value-unfit")
    refused(consult(desk, experts={}), "workplans.record-expert-review.value-unfit")
    refused(consult(desk, document=NOWHERE), "workplans.record-expert-review.no-document")
    firm = reviewed_by_experts(desk).enterprise_name
    refusal = refused(
        consult(desk, experts={"示例工程师": firm, "示例专家": "示例大学"}),
        "workplans.record-expert-review.expert-of-the-firm",
    )
    assert "示例工程师" in refusal.finding


@pytest.mark.parametrize(
    "organ", ["示例焦化丙公司", "丙公司", "示例焦化丙有限公司技术部", "示例 焦化丙有限公司"]
)
def test_an_expert_of_the_firm_is_known_however_its_name_is_written(organ: str) -> None:
    desk = with_letter()
    assert reviewed_by_experts(desk).enterprise == "bing"
    experts = {"示例工程师": organ, "示例专家": "示例大学"}
    refused(consult(desk, experts=experts), "workplans.record-expert-review.expert-of-the-firm")
    recorded(consult(desk, experts=experts | {"示例工程师": "示例焦化丁有限公司"}))


def merged(desk: Desk) -> None:
    """Given: the firm whose method it is went into a group that is on no list."""
    group = EnterEnterprise(
        enterprise=EnterpriseId("group"),
        name="示例能源集团有限公司",
        county=CountyId("shinan"),
        code_absent="在办",
    )
    recorded(desk.ask(group))
    firm = reviewed_by_experts(desk).enterprise
    into = MergeEnterprises(enterprise=firm, successor=EnterpriseId("group"), document=LETTER)
    recorded(desk.ask(into, evidence=(SCAN,)))


@pytest.mark.parametrize("organ", ["示例能源集团有限公司", "示例能源集团技术中心", "示例能源"])
def test_an_expert_of_the_group_it_merged_into_is_one_of_the_firms_whatever_the_day(organ: str) -> None:
    desk = with_letter()
    before = desk.now.date()
    merged(desk)
    experts = {"示例工程师": organ, "示例专家": "示例大学"}
    for day in (before, desk.now.date()):
        refused(
            consult(desk, experts=experts, effective=day), "workplans.record-expert-review.expert-of-the-firm"
        )
    own = written(desk, "示例能源〔2020〕1号", issuer=f"示例设计院、{organ}")
    refused(consult(desk, document=own), "workplans.record-expert-review.the-firms-paper")


@pytest.mark.parametrize(
    "issuer",
    ["示例焦化丙有限公司技术部", "丙公司", "示例焦化丙", "示例设计院、丙公司技术部", "示例能源集团有限公司"],
)
def test_what_the_firms_own_people_found_approves_no_method(issuer: str) -> None:
    desk = with_letter()
    merged(desk)
    listed = reviewed_by_experts(desk)
    words: dict[str, Any] = {
        "part": listed.part,
        "title": "封堵办法",
        "pieces": {"1-20孔": None},
        "approved_by": "示南县人民政府",
    }
    opinion = written(desk, "示丙论证〔2020〕1号", issuer=issuer)
    approval = written(desk, "示批〔2020〕1号", issuer="示南县人民政府")
    command = ApproveMethod(**words, document=approval, review=opinion)
    refusal = refused(desk.ask(command), "closure.approve-method.by-the-firm")
    assert (refusal.field, issuer in refusal.finding) == ("review", True)
    outside = written(desk, "示论证〔2020〕2号", issuer="示例设计院")
    later = written(desk, "示批〔2020〕2号", issuer="示南县人民政府")
    own = ApproveMethod(**(words | {"approved_by": issuer}), document=later, review=outside)
    assert refused(desk.ask(own), "closure.approve-method.by-the-firm").field == "approved_by"
    recorded(desk.ask(ApproveMethod(**words, document=later, review=outside)))


def test_experts_are_two_people_at_least() -> None:
    desk = with_letter()
    for one in ({"示例专家": "示例大学"}, {"示例专家": "示例大学", "示例 专家": "示例设计院"}):
        refused(consult(desk, experts=one), "workplans.record-expert-review.not-two")


def test_what_experts_said_is_on_no_paper_of_the_firms_own() -> None:
    desk = with_letter()
    own = written(desk, "示例丙〔2020〕1号", issuer="示例焦化丙有限公司")
    refused(consult(desk, document=own), "workplans.record-expert-review.the-firms-paper")
    county = written(desk, "示南论证〔2020〕1号", issuer="示南县人民政府")
    recorded(consult(desk, document=county))


# What a gate is told --------------------------------------------------------------------------------


def test_a_gate_waits_for_a_plan_and_is_content_with_one_that_covers_the_oven_and_the_act() -> None:
    desk = with_letter()
    waiting = line(desk, "enterprise_work_plan")
    assert waiting.verdict.answer is Answer.UNDETERMINED
    assert waiting.asks == "workplans.submit-plan"
    place = f"{part(desk).part}/{part(desk).facilities[0]}"
    recorded(submit(desk, steps={place: PlannedStep(shutdown_on=date(2020, 3, 1))}))
    assert line(desk, "enterprise_work_plan").met
    assert line(desk, "enterprise_work_plan", releases="dismantle").verdict.answer is Answer.FAIL
    recorded(submit(desk, steps={part(desk).part: STEP}))
    assert line(desk, "enterprise_work_plan", releases="dismantle").met


def test_a_plan_that_leaves_an_oven_out_does_not_cover_it() -> None:
    desk = with_letter()
    other = f"{part(desk).part}/{part(desk).facilities[1]}"
    recorded(submit(desk, steps={other: STEP}))
    assert line(desk, "enterprise_work_plan").verdict.answer is Answer.FAIL


def test_a_version_sent_back_counts_for_nothing_until_another_is_reviewed() -> None:
    desk = planned()
    organ = bureau(desk)
    recorded(review(desk, organ, said="退回", opinion="没有写煤气置换"))
    assert line(desk, "enterprise_work_plan").verdict.answer is Answer.FAIL
    assert line(desk, "emergency_review").verdict.answer is Answer.FAIL
    recorded(submit(desk, sections=TEXT | {"煤气置换": "用氮气"}))
    assert line(desk, "enterprise_work_plan").met
    assert line(desk, "emergency_review").verdict.answer is Answer.UNDETERMINED
    recorded(review(desk, organ, version=2))
    assert line(desk, "emergency_review").met
    missing = line(desk, "ecology_review").verdict
    assert missing.answer is Answer.UNDETERMINED
    assert rules.gatekeepers(desk.plan)[1].name in missing.finding


def test_reviews_wait_for_a_plan_too() -> None:
    assert line(with_letter(), "emergency_review").verdict.answer is Answer.UNDETERMINED


def test_who_keeps_the_gate_is_open_while_nobody_has_said() -> None:
    desk = planned()
    keeper = rules.gatekeepers(desk.plan)[0]
    gate = next(one for one in desk.plan.gates.values() if keeper.condition in one.conditions)
    path = f"gates.{gate.id}.conditions.{keeper.condition.id}.by"
    question = keeper.condition.by.asks if keeper.condition.by is not None else None
    assert question is not None
    recorded(desk.ask(answer(question, settles={path: "city_emergency"})))
    assert rules.gatekeepers(desk.plan)[0].id == "city_emergency"
    [fact] = recorded(review(desk, "city_emergency"))
    assert isinstance(fact, PlanReviewed)
    assert line(desk, "emergency_review").met


def test_a_method_needs_experts_who_found_it_feasible() -> None:
    desk = with_letter()
    listed = reviewed_by_experts(desk)
    found = line(desk, "expert_review_and_method", listed)
    assert found.verdict.answer is Answer.UNDETERMINED
    assert found.asks == "workplans.record-expert-review"
    opinion, approval = DocumentNo("示论证〔2020〕1号"), DocumentNo("示批〔2020〕1号")
    for number in (opinion, approval):
        recorded(desk.ask(letter(number, issued_on=date(2020, 1, 3)), evidence=(SCAN,)))
    recorded(
        desk.ask(
            ApproveMethod(
                part=listed.part,
                title="封堵办法",
                pieces={"1-20孔": None},
                approved_by="示南县人民政府",
                document=approval,
                review=opinion,
            )
        )
    )
    found = line(desk, "expert_review_and_method", listed)
    assert found.verdict.answer is Answer.UNDETERMINED
    recorded(consult(desk, document=opinion, conclusion="不可行", opinion="会漏气"))
    found = line(desk, "expert_review_and_method", listed)
    assert found.verdict.answer is Answer.FAIL
    assert "会漏气" in found.verdict.finding
    recorded(consult(desk, document=opinion, opinion="改后合理"))
    assert line(desk, "expert_review_and_method", listed).met


# A hint -------------------------------------------------------------------------------------------


def test_two_texts_that_differ_in_the_firm_s_name_are_one_text() -> None:
    body = "先降温，后停止装煤，逐孔推焦完毕后切断煤气并用氮气置换，经检测合格方可作业。"
    one = rules.shingles((Section(heading="步骤", text=f"示例甲厂{body}"),), ("示例甲厂",))
    other = rules.shingles((Section(heading="办法", text=f"示例乙厂{body}"),), ("示例乙厂",))
    assert rules.alike_percent(one, other) == 100
    apart = rules.shingles((Section(heading="步骤", text="本厂三座焦炉共用一座煤塔，先停边炉再停中炉"),))
    assert rules.alike_percent(one, apart) < 10
    assert rules.alike_percent(one, frozenset()) == 0


def test_nobody_is_asked_before_the_plan_is_adopted() -> None:
    assert rules.current(adopted().programme, ("geng",)) is None  # type: ignore[arg-type]


# What waits, and what is told ------------------------------------------------------------------------


def lines(desk: Desk, command: str) -> list[Waiting]:
    today = desk.now.date()
    sheet = progress(desk.plan, desk.programme, today)
    return [one for one in inbox.waiting(desk.plan, desk.programme, sheet) if one.command == command]


def test_what_waits_follows_the_plan_from_hand_to_hand() -> None:
    desk = with_letter()
    county, firm = part(desk).county, part(desk).enterprise
    [absent] = [one for one in lines(desk, "workplans.submit-plan") if one.county == county]
    assert "户未报" in absent.what
    recorded(submit(desk))
    organ = bureau(desk)
    reviews = lines(desk, "workplans.review")
    assert len(reviews) == len(rules.gatekeepers(desk.plan))
    assert reviews[0].organs == (organ,)
    assert reviews[0].filled["organ"] == organ
    recorded(review(desk, organ, said="退回", opinion="没有写煤气置换"))
    assert not lines(desk, "workplans.review")
    [back] = [one for one in lines(desk, "workplans.submit-plan") if one.enterprise == firm]
    assert "没有写煤气置换" in back.what


def test_the_firm_s_timeline_tells_versions_reviews_and_experts() -> None:
    desk = planned()
    recorded(review(desk, bureau(desk), opinion="同意"))
    told = {one.what for one in timeline(desk.plan, desk.programme, part(desk).enterprise)}
    assert {"一企一策方案", "审查工作方案"} <= told
    recorded(consult(desk))
    listed = reviewed_by_experts(desk)
    assert "专家论证" in {one.what for one in timeline(desk.plan, desk.programme, listed.enterprise)}


def test_a_plan_is_the_firms_own_or_of_its_house() -> None:
    desk = with_letter()
    for number, issuer in enumerate(("示例焦化丁有限公司", "示东市人民政府"), start=1):
        anothers = written(desk, f"函〔2020〕{number}号", issuer=issuer)
        finding = refused(
            submit(desk, document=anothers), "workplans.submit-plan.not-the-firms-paper"
        ).finding
        assert issuer in finding
    recorded(
        submit(desk, document=written(desk, "庚焦〔2020〕9号", issuer=f"{part(desk).enterprise_name}安环部"))
    )


def test_a_plan_past_the_parts_day_is_a_plan_and_the_day_is_said_to_stay() -> None:
    desk = with_letter()
    listed = part(desk)
    assert listed.due is not None
    for on, told in ((listed.due, False), (listed.due + timedelta(days=1), True)):
        step = PlannedStep(shutdown_on=on)
        recorded(submit(desk, steps={f"{listed.part}/{name}": step for name in listed.facilities}))
        verdict = line(desk, "enterprise_work_plan").verdict
        assert verdict.answer is Answer.PASS
        assert (f"晚于期限{listed.due.isoformat()}（期限不变）" in verdict.finding) == told
