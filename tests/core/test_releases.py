"""前置条件: a gate refuses the paper that releases, never the record of what happened."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from tests.given import LETTER, SCAN, Desk, adopted, firms, letter, recorded, refused, with_letter, written
from yajian.core import gates, releasepapers
from yajian.core.decisions.closure import RecordCondition, StateOpening, VoidRecord
from yajian.core.decisions.organs import HoldPost
from yajian.core.decisions.releases import Override, Release, SignWarning, Withdraw
from yajian.core.decisions.risks import FileEmergencyPlan
from yajian.core.decisions.utilities import StateSupply
from yajian.core.decisions.workplans import SubmitPlan
from yajian.core.decisions.workplans.commands import PlannedStep
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.facts.closure import ConditionRecorded
from yajian.core.facts.papers import About, PaperDrafted, PaperNumbered
from yajian.core.facts.releases import GateOverridden, Released, ReleaseWithdrawn, WarningSigned
from yajian.core.facts.targets import PartListed
from yajian.core.facts.workplans import PlanSubmitted
from yajian.core.gates import Standing
from yajian.core.plan import Gate, said
from yajian.core.reports import releases as reports
from yajian.core.rules import releases as rules
from yajian.core.words import Answer, Clause, DocumentNo, OrganId, PaperId, PartId, Seq

PLANNED = date(2020, 3, 1)
CONSENT = DocumentNo("示东工信函〔2020〕7号")


def part(desk: Desk, ovens: int = 2) -> PartListed:
    """The part with so many ovens named by the plan."""
    return next(one for one in desk.parts() if len(one.facilities) == ovens and one.county is not None)


def gate(desk: Desk, releases: str = "shutdown") -> Gate:
    return next(one for one in desk.plan.gates.values() if one.releases == releases)


def before(desk: Desk, releases: str = "shutdown", ovens: int = 2) -> Standing:
    """The gate as it stands today before the first oven of a part."""
    listed = part(desk, ovens)
    oven = listed.facilities[0] if listed.facilities else ""
    asked = gates.case(desk.plan, desk.programme, listed.part, oven, PLANNED, desk.now.date())
    assert asked is not None
    return gates.standing(desk.plan, desk.programme, gate(desk, releases), asked)


def ask(desk: Desk, command: type[Any], **said: Any) -> object:
    listed = part(desk)
    words: dict[str, Any] = {
        "gate": gate(desk).id,
        "part": listed.part,
        "facility": listed.facilities[0],
    } | said
    evidence = words.pop("evidence", ())
    effective = words.pop("effective", None)
    return desk.ask(command(**words), evidence=evidence, effective=effective)


def led(desk: Desk) -> Desk:
    """Given: the county's line leader is on record."""
    post = next(one.condition.signed_by for one in before(desk).lines if one.soft)
    county = part(desk).county
    assert post is not None
    assert county is not None
    recorded(desk.ask(HoldPost(organ=county, post=post, person="示例副县长", document=LETTER)))  # type: ignore[arg-type]
    return desk


def signed(desk: Desk) -> Desk:
    """Given: he has signed for everything that only warns."""
    for line in before(led(desk)).unsigned:
        recorded(
            ask(
                desk,
                SignWarning,
                condition=line.condition.id,
                signer="示例副县长",
                words="已知悉，抓紧补办",
                evidence=(SCAN,),
            )
        )
    return desk


def head(desk: Desk) -> str:
    """Somebody the plan itself names in the body that may override."""
    by = gate(desk).override
    assert by is not None
    assert by.value is not None
    return next(iter(desk.plan.groups[by.value].posts)).person


def overridden(desk: Desk) -> Desk:
    """Given: every condition that keeps the paper back was overridden."""
    held = tuple(line.condition.id for line in before(desk).lines if line.holds)
    recorded(
        ask(
            desk,
            Override,
            conditions=held,
            planned_on=PLANNED,
            person=head(desk),
            reason="分时供气方案已定",
            document=minutes(desk),
        )
    )
    return desk


def minutes(desk: Desk) -> DocumentNo:
    """Given: the body that may override wrote down that it does."""
    number = DocumentNo("示焦压减纪〔2020〕3号")
    there = number in desk.programme.charter.documents
    return number if there else written(desk, number, issuer="市领导小组")


def consented(desk: Desk) -> Desk:
    recorded(desk.ask(letter(CONSENT, issued_on=desk.now.date()), evidence=(SCAN,)))
    return desk


def released(desk: Desk) -> Desk:
    desk = consented(overridden(signed(desk)))
    recorded(ask(desk, Release, planned_on=PLANNED, document=CONSENT))
    return desk


# What a gate says ---------------------------------------------------------------------------------


def test_what_nobody_recorded_is_undetermined_by_name_and_never_passed() -> None:
    found = before(with_letter())
    assert found.answer is Answer.UNDETERMINED
    for line in found.lines:
        if line.verdict.answer is Answer.UNDETERMINED:
            assert line.verdict.missing
            assert line.verdict.remedy
        assert line.verdict.clauses


def test_a_part_without_ovens_does_not_pass_and_says_which_part() -> None:
    desk = with_letter()
    found = before(desk, ovens=0)
    [named] = [line for line in found.lines if line.condition.need == "facilities_named"]
    assert named.verdict.answer is Answer.FAIL
    assert part(desk, 0).part in named.verdict.finding
    assert found.answer is Answer.FAIL


def test_a_condition_for_other_counties_is_not_asked_here() -> None:
    desk = with_letter()
    only = {one.id for one in gate(desk).conditions if one.only_in}
    assert only
    assert not only & {line.condition.id for line in before(desk).lines}


def test_whether_it_is_sealed_is_not_guessed_while_the_oven_is_not_in_the_ledger() -> None:
    found = before(with_letter())
    [court] = [line for line in found.lines if line.condition.when is not None]
    assert court.verdict.answer is Answer.UNDETERMINED
    assert court.asks == "dossier.bind-facility"


def test_an_oven_has_to_stand_still_before_it_may_be_dismantled() -> None:
    desk = with_letter()
    [still] = [
        one for one in before(desk, "dismantle").lines if one.condition.need == "facility_stopped_or_shut"
    ]
    assert still.verdict.answer is Answer.UNDETERMINED
    for condition, answer in (("running", Answer.FAIL), ("stopped", Answer.PASS), ("shut", Answer.PASS)):
        recorded(_condition(desk, condition))
        [still] = [
            one for one in before(desk, "dismantle").lines if one.condition.need == "facility_stopped_or_shut"
        ]
        assert still.verdict.answer is answer, condition


def test_no_two_areas_answer_for_the_same_need() -> None:
    said = [need for area in gates.AREAS for need in area]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(
    ("op", "value", "wanted", "answer"),
    [
        ("eq", "yes", True, True),
        ("eq", "no", True, False),
        ("ne", "no", True, True),
        ("in", "top", ("top", "stamp"), True),
        ("not_in", "top", ("top", "stamp"), False),
        ("present", "", None, False),
        ("present", 0, None, True),
        ("lt", 5990, 6000, True),
        ("lte", 6000, 6000, True),
        ("gt", 6000, 6000, False),
        ("gte", 6000, 6000, True),
    ],
)
def test_a_field_is_compared_as_the_plan_says(op: str, value: object, wanted: object, answer: bool) -> None:
    assert gates.compares(op, value, wanted) is answer


def test_what_cannot_be_compared_is_a_fault_of_the_plan_and_no_answer() -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        gates.compares("gt", "top", 3)


# Releasing ----------------------------------------------------------------------------------------


def test_a_paper_is_refused_while_a_condition_is_not_met_and_names_every_one() -> None:
    desk = consented(with_letter())
    refusal = refused(
        ask(desk, Release, planned_on=PLANNED, document=CONSENT), "releases.release.conditions-unmet"
    )
    assert isinstance(refusal.basis, Clause)
    for line in before(desk).held_by:
        assert line.condition.label in refusal.finding


def test_a_warning_has_to_be_signed_for_before_the_paper() -> None:
    desk = consented(overridden(with_letter()))
    refusal = refused(
        ask(desk, Release, planned_on=PLANNED, document=CONSENT), "releases.release.warning-unsigned"
    )
    assert all(line.condition.label in refusal.finding for line in before(desk).unsigned)


def test_signed_for_and_overridden_the_paper_is_given_with_every_answer_on_it() -> None:
    desk = consented(overridden(signed(with_letter())))
    found = before(desk)
    [fact] = recorded(ask(desk, Release, planned_on=PLANNED, document=CONSENT))
    assert isinstance(fact, Released)
    assert [one.condition for one in fact.answers] == [line.condition.id for line in found.lines]
    assert fact.override == (found.override.seq if found.override is not None else None)
    assert {one.signed_by for one in fact.answers if one.soft and one.answer != "pass"} == {
        "分管领导（具体抓）示例副县长"
    }
    assert recorded(ask(desk, Release, planned_on=PLANNED, document=CONSENT)) == ()


def test_the_deadline_stays_where_it_is_whatever_the_gate_says() -> None:
    desk = with_letter()
    due = part(desk).due
    released(desk)
    assert part(desk).due == due


def test_an_oven_that_was_shut_already_is_not_released_afterwards() -> None:
    desk = consented(overridden(signed(with_letter())))
    refused(
        ask(desk, Release, planned_on=date(2020, 1, 3), document=CONSENT),
        "releases.release.planned-before-paper",
    )


def test_what_has_been_done_is_released_for_no_later_day_either() -> None:
    desk = consented(overridden(signed(with_letter())))
    assert before(desk).opens
    recorded(_condition(desk, "shut"))
    found = before(desk)
    assert found.done is not None
    assert not found.opens
    refused(ask(desk, Release, planned_on=PLANNED, document=CONSENT), "releases.release.already-done")


def test_the_paper_it_was_shut_under_may_be_entered_again_and_is_nothing_new() -> None:
    desk = released(with_letter())
    recorded(_condition(desk, "shut"))
    assert recorded(ask(desk, Release, planned_on=PLANNED, document=CONSENT)) == ()


def test_what_was_shut_may_still_be_dismantled_under_a_paper() -> None:
    desk = with_letter()
    recorded(_condition(desk, "shut"))
    assert before(desk).done is not None
    assert before(desk, "dismantle").done is None


def test_a_paper_has_to_be_on_the_register() -> None:
    desk = overridden(signed(with_letter()))
    refused(ask(desk, Release, planned_on=PLANNED, document=CONSENT), "releases.release.no-document")


def test_what_was_recorded_after_the_day_of_the_paper_does_not_count_for_it() -> None:
    desk = signed(with_letter())
    day = desk.now.date()
    desk = consented(overridden(desk))
    back_dated = DocumentNo("示东工信函〔2020〕3号")
    recorded(desk.ask(letter(back_dated, issued_on=day), evidence=(SCAN,)))
    refused(
        ask(desk, Release, planned_on=PLANNED, document=back_dated, effective=day),
        "releases.release.conditions-unmet",
    )


def test_only_what_the_gate_speaks_of_can_be_asked() -> None:
    desk = consented(with_letter())
    refused(ask(desk, Release, gate="没有", planned_on=PLANNED, document=CONSENT), "releases.no-such-gate")
    other = gate(desk, "payment").id
    refused(ask(desk, Release, gate=other, planned_on=PLANNED, document=CONSENT), "releases.no-such-gate")
    refused(
        ask(desk, Release, part=PartId("没有"), planned_on=PLANNED, document=CONSENT), "releases.no-such-part"
    )
    refused(
        ask(desk, Release, facility="9号焦炉", planned_on=PLANNED, document=CONSENT),
        "releases.no-such-facility",
    )


# Whose paper, and of what -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "issuer", ["示东市示例焦化庚有限公司", "示东市示例焦化庚有限公司安环部", "庚公司", "示东市工信局、庚公司"]
)
def test_no_firm_lets_itself_go_ahead_under_whatever_name(issuer: str) -> None:
    desk = overridden(signed(with_letter()))
    paper = written(desk, "示例庚〔2020〕1号", issuer=issuer)
    refusal = refused(
        ask(desk, Release, planned_on=PLANNED, document=paper), "releases.release.a-firms-paper"
    )
    assert issuer in refusal.finding
    held = [line.condition.id for line in before(desk).lines if line.holds]
    refused(_override(desk, conditions=(held[0],), document=paper), "releases.override.not-the-bodys-paper")


def test_a_county_does_not_override_in_the_place_of_whom_the_plan_names() -> None:
    desk = signed(with_letter())
    paper = written(desk, "示东工信函〔2020〕9号", issuer="示东市工信局")
    held = tuple(line.condition.id for line in before(desk).lines if line.holds)
    refused(_override(desk, conditions=held, document=paper), "releases.override.not-the-bodys-paper")


@pytest.mark.parametrize("issuer", ["示东市人民政府", "示东市工信局", "市中级法院", "示例大学"])
def test_a_release_is_given_by_whom_the_plan_names_or_by_the_city_and_by_nobody_else(issuer: str) -> None:
    desk = overridden(signed(with_letter()))
    paper = written(desk, "示函〔2020〕9号", issuer=issuer)
    refusal = refused(
        ask(desk, Release, planned_on=PLANNED, document=paper), "releases.release.not-the-makers-paper"
    )
    assert isinstance(refusal.basis, Clause)
    assert (issuer in refusal.finding, "市领导小组办公室" in refusal.finding) == (True, True)


@pytest.mark.parametrize("issuer", ["市领导小组办公室", "示范市工信局", "市工信局、示东市工信局"])
def test_the_plans_own_body_and_any_of_the_city_give_a_release(issuer: str) -> None:
    desk = overridden(signed(with_letter()))
    paper = written(desk, "示函〔2020〕9号", issuer=issuer)
    recorded(ask(desk, Release, planned_on=PLANNED, document=paper))


def test_where_the_plan_says_who_gives_a_release_nobody_else_does() -> None:
    desk = overridden(signed(with_letter()))
    mine = next(one for one in desk.plan.templates.values() if one.draws == "release_shutdown")
    settled = msgspec.structs.replace(mine, maker=said((OrganId("city_iit"),)))
    desk.base = msgspec.structs.replace(desk.base, templates={**desk.base.templates, mine.id: settled})
    other = written(desk, "示环函〔2020〕9号", issuer="市生态环境局")
    refused(ask(desk, Release, planned_on=PLANNED, document=other), "releases.release.not-the-makers-paper")
    own = written(desk, "示工信函〔2020〕9号", issuer="市工信局")
    recorded(ask(desk, Release, planned_on=PLANNED, document=own))


def test_a_paper_that_says_something_else_releases_nothing() -> None:
    desk = overridden(signed(with_letter()))
    used = refused(ask(desk, Release, planned_on=PLANNED, document=LETTER), "releases.release.paper-used")
    assert "书面越过的文件" in used.finding or "任职的依据" in used.finding
    listed = part(desk)
    step = PlannedStep(shutdown_on=PLANNED)
    work = firms(desk, listed.enterprise)
    submitted = SubmitPlan(
        enterprise=listed.enterprise,
        title="一企一策",
        document=work,
        steps={f"{listed.part}/{listed.facilities[0]}": step},
        sections={"步骤": "逐孔推焦"},
    )
    recorded(desk.ask(submitted))
    overridden(desk)  # the reviews are asked anew of this version
    refusal = refused(
        ask(desk, Release, planned_on=PLANNED, document=work), "authority.paper-of-another-step"
    )
    assert "工作方案" in refusal.finding
    plans = written(desk, desk.plan.programme.document_no, issuer="示范市人民政府")
    refused(ask(desk, Release, planned_on=PLANNED, document=plans), "releases.release.paper-used")


def test_the_paper_of_one_release_is_not_that_of_another_gate() -> None:
    desk = released(with_letter())
    recorded(_condition(desk, "shut"))
    [fault] = releasepapers.faults(desk.plan, desk.programme, before(desk, "dismantle"), CONSENT)
    assert fault.code == "releases.release.paper-used"
    assert "另一道放行" in fault.finding


def second(desk: Desk, title: str) -> object:
    """When the same paper, of this title, is entered for the second oven of the part as well."""
    desk = overridden(signed(desk))
    other = part(desk).facilities[1]
    asked = gates.case(desk.plan, desk.programme, part(desk).part, other, PLANNED, desk.now.date())
    assert asked is not None
    for line in gates.standing(desk.plan, desk.programme, gate(desk), asked).unsigned:
        signing = {"signer": "示例副县长", "words": "已知悉", "evidence": (SCAN,)}
        recorded(ask(desk, SignWarning, facility=other, condition=line.condition.id, **signing))
    held = tuple(
        line.condition.id
        for line in gates.standing(desk.plan, desk.programme, gate(desk), asked).lines
        if line.holds
    )
    recorded(_override(desk, facility=other, conditions=held, planned_on=PLANNED))
    paper = written(desk, "示压减办〔2020〕9号", title=title, issuer="市领导小组办公室")
    recorded(ask(desk, Release, planned_on=PLANNED, document=paper))
    return ask(desk, Release, facility=other, planned_on=PLANNED, document=paper)


@pytest.mark.parametrize(
    "title",
    [
        "关于同意庚公司3号、4号焦炉停炉的通知",
        "关于同意庚公司3、4号焦炉停炉的通知",
        "关于同意庚公司三号和四号焦炉停炉的通知",
        "关于同意庚公司3#—4#焦炉停炉的通知",
        "关于同意庚公司两座焦炉停炉的通知",
    ],
)
def test_one_notice_releases_two_ovens_where_its_title_tells_of_both(title: str) -> None:
    recorded(second(with_letter(), title))


@pytest.mark.parametrize(
    "title",
    [
        "关于同意庚公司3号焦炉停炉的通知",
        "关于同意3号、4号焦炉停炉的通知",
        "关于同意庚公司3号、14号焦炉停炉的通知",
        "关于同意庚公司3号焦炉停炉的通知（示政〔2020〕4号）",
        "关于同意庚公司停炉的通知",
    ],
)
def test_a_notice_that_does_not_name_the_other_oven_releases_one(title: str) -> None:
    refusal = refused(second(with_letter(), title), "releases.release.paper-of-another")
    assert title in refusal.finding


def test_a_paper_drafted_for_one_oven_releases_no_other() -> None:
    desk = overridden(signed(with_letter()))
    template = next(one for one in desk.plan.templates.values() if one.draws == "release_shutdown")
    number = DocumentNo("示焦压减办〔2020〕1号")
    about = About(part=part(desk).part, facility=part(desk).facilities[1], planned_on=PLANNED)
    paper = PaperId("2020-1")
    drafted = PaperDrafted(
        paper=paper,
        template=template.id,
        title="同意停炉通知书",
        issuer="市领导小组办公室",
        as_of=desk.now.date(),
        known=Seq(desk.programme.seq),
        drafted_by="示例办",
        about=about,
    )
    desk.given(drafted)
    numbered = {"code": "示焦压减办", "issuer": "市领导小组办公室", "year": 2020, "number": 1}
    desk.given(PaperNumbered(paper=paper, document_no=number, **numbered))  # type: ignore[arg-type]
    written(desk, number, issuer="市领导小组办公室")
    refused(ask(desk, Release, planned_on=PLANNED, document=number), "authority.drafted-about-another")


def test_what_the_paper_of_a_release_turns_out_to_be_is_told_beside_it() -> None:
    desk = released(with_letter())
    asked = before(desk).case

    def told() -> list[str]:
        return [one.code for one in releasepapers.since_given(desk.plan, desk.programme, gate(desk), asked)]

    assert told() == []
    before_now = DocumentRegistered(  # as books hold it in which a paper in use could still be put right
        number=CONSENT,
        title="同意停炉",
        issued_on=date(2020, 1, 3),
        issuer="示东市工信局",
        scan=SCAN,
        corrects=desk.programme.charter.documents[CONSENT].entries[-1].seq,
    )
    desk.given(before_now)
    assert told() == ["releases.release.not-the-makers-paper", "releases.release.paper-older"]
    assert before(desk).release is not None  # told, and not taken back


def test_a_release_is_no_older_than_what_its_conditions_rest_on() -> None:
    desk = consented(overridden(signed(with_letter())))
    listed = part(desk)
    recorded(desk.ask(_planned(listed, written(desk, "庚字〔2020〕9号", issuer=listed.enterprise_name))))
    [fault] = releasepapers.faults(desk.plan, desk.programme, before(desk), CONSENT)
    assert "一企一策方案" in fault.finding
    overridden(desk)  # the reviews are asked anew of this version
    refused(ask(desk, Release, planned_on=PLANNED, document=CONSENT), "releases.release.paper-older")
    later = written(desk, "示压减办〔2020〕10号", issuer="市领导小组办公室")
    recorded(ask(desk, Release, planned_on=PLANNED, document=later))


def test_what_a_release_rests_on_is_of_the_day_of_its_paper_however_late_it_was_entered() -> None:
    desk = consented(with_letter())  # written after the firm's plan was, and before that is entered
    listed = part(desk)
    own = firms(desk, listed.enterprise, "workplans.submit-plan")
    recorded(desk.ask(_planned(listed, own)))
    assert list(releasepapers.faults(desk.plan, desk.programme, before(desk), CONSENT)) == []
    recorded(desk.ask(_planned(listed, own, "一天停完")))  # other words that were added on the same paper
    [fault] = releasepapers.faults(desk.plan, desk.programme, before(desk), CONSENT)
    assert fault.code == "releases.release.paper-older"


def test_a_plan_whose_day_was_put_right_is_no_other_plan() -> None:
    desk = with_letter()
    plan_again(desk, "先降温")
    released(desk)
    [fact] = recorded(desk.ask(plan_of(desk, "先降温", PLANNED, None), effective=date(2020, 1, 2)))
    assert isinstance(fact, PlanSubmitted)
    assert (fact.version, fact.corrects is not None) == (1, True)
    assert words(shut(until(desk, PLANNED))) == []


def _planned(listed: PartListed, document: DocumentNo, text: str = "逐孔推焦") -> SubmitPlan:
    return SubmitPlan(
        enterprise=listed.enterprise,
        title="一企一策",
        document=document,
        steps={f"{listed.part}/{listed.facilities[0]}": PlannedStep(shutdown_on=PLANNED)},
        sections={"步骤": text},
    )


@pytest.mark.parametrize("issuer", ["示范市财政局", "市中级法院", "示范市人民政府", "市领导小组办公室"])
def test_only_the_body_that_may_override_says_so_on_its_paper(issuer: str) -> None:
    desk = with_letter()
    paper = written(desk, "示财建〔2020〕9号", issuer=issuer)
    held = tuple(line.condition.id for line in before(desk).lines if line.holds)
    refused(_override(desk, conditions=held, document=paper), "releases.override.not-the-bodys-paper")
    name = f"示范{desk.plan.groups['leading_group'].name}"
    recorded(_override(desk, conditions=held, document=written(desk, "示纪〔2020〕9号", issuer=name)))


def test_who_may_give_a_release_may_take_it_back_and_nobody_else() -> None:
    desk = released(with_letter())
    for number, issuer in enumerate(("示东市示例焦化庚有限公司", "示东市工信局"), start=1):
        paper = written(desk, f"函〔2020〕{number}号", issuer=issuer)
        refused(ask(desk, Withdraw, reason="有误", document=paper), "releases.withdraw.not-the-givers-paper")
    paper = written(desk, "示压减办〔2020〕19号", issuer="市领导小组办公室")
    recorded(ask(desk, Withdraw, reason="有误", document=paper))


def test_where_the_plan_lets_a_county_override_the_countys_paper_serves() -> None:
    desk = signed(with_letter())
    shutdown = gate(desk)
    county = part(desk).county
    assert county is not None
    post = next(one.condition.signed_by for one in before(desk).lines if one.soft)
    assert post is not None
    counties = {
        **desk.base.gates,
        shutdown.id: msgspec.structs.replace(shutdown, override=said(OrganId(county))),
    }
    desk.base = msgspec.structs.replace(desk.base, gates=counties)
    paper = written(desk, "示东工信函〔2020〕9号", issuer="示东市工信局")
    held = tuple(line.condition.id for line in before(desk).lines if line.holds)
    by_county = {"planned_on": PLANNED, "person": "示例副县长", "reason": "分步实施", "document": paper}
    recorded(ask(desk, Override, conditions=held, **by_county))


def test_a_part_that_names_no_oven_is_not_released_by_a_made_up_one() -> None:
    desk = consented(led(with_letter()))
    unnamed = part(desk, 0).part
    said: dict[str, Any] = {"part": unnamed, "facility": "随便写", "planned_on": PLANNED}
    refused(ask(desk, Release, document=CONSENT, **said), "releases.facility-unnamed")
    refused(_override(desk, conditions=("C1",), **said), "releases.facility-unnamed")
    signing = {"condition": "C1", "signer": "示例副县长", "words": "知悉", "evidence": (SCAN,)}
    refused(ask(desk, SignWarning, **said, **signing), "releases.facility-unnamed")
    whole = said | {"facility": ""}
    refused(ask(desk, Release, document=CONSENT, **whole), "releases.release.conditions-unmet")


# Signing for a warning ----------------------------------------------------------------------------


def test_the_holder_of_the_post_signs_and_nobody_else() -> None:
    desk = led(with_letter())
    line = before(desk).unsigned[0]
    said = {"condition": line.condition.id, "words": "知悉", "evidence": (SCAN,)}
    refusal = refused(ask(desk, SignWarning, signer="别人", **said), "releases.sign-warning.not-the-holder")
    assert "示例副县长" in refusal.finding
    [fact] = recorded(ask(desk, SignWarning, signer="示例副县长", **said))
    assert isinstance(fact, WarningSigned)
    assert fact.finding == line.verdict.finding
    assert recorded(ask(desk, SignWarning, signer="示例副县长", **said)) == ()


def test_who_was_replaced_signs_for_no_day_after_and_his_successor_for_none_before() -> None:
    desk = led(with_letter())
    [line, *_] = before(desk).unsigned
    words = {"condition": line.condition.id, "words": "知悉", "evidence": (SCAN,)}
    first_day = desk.now.date()
    county, post = part(desk).county, line.condition.signed_by
    assert county is not None
    assert post is not None
    successor = HoldPost(organ=OrganId(county), post=post, person="示例新任", document=LETTER)
    recorded(desk.ask(successor))
    changed = desk.now.date()
    gone = refused(
        ask(desk, SignWarning, signer="示例副县长", **words), "releases.sign-warning.not-the-holder"
    )
    assert "示例新任" in gone.finding
    early = {"signer": "示例新任", "effective": first_day}
    refused(ask(desk, SignWarning, **early, **words), "releases.sign-warning.not-the-holder")
    same = {"signer": "示例副县长", "effective": changed}
    refused(ask(desk, SignWarning, **same, **words), "releases.sign-warning.not-the-holder")
    [fact] = recorded(ask(desk, SignWarning, signer="示例新任", **words))
    assert isinstance(fact, WarningSigned)


def test_the_line_leader_of_another_county_signs_for_none_of_this_one() -> None:
    desk = led(with_letter())
    [line, *_] = before(desk).unsigned
    other = next(one.id for one in desk.plan.counties if one.id != part(desk).county)
    post = line.condition.signed_by
    assert post is not None
    recorded(desk.ask(HoldPost(organ=OrganId(other), post=post, person="示例邻县", document=LETTER)))
    words = {"condition": line.condition.id, "words": "知悉", "evidence": (SCAN,)}
    refused(ask(desk, SignWarning, signer="示例邻县", **words), "releases.sign-warning.not-the-holder")


def test_with_nobody_in_the_post_nobody_can_sign() -> None:
    desk = with_letter()
    line = before(desk).unsigned[0]
    refusal = refused(
        ask(
            desk,
            SignWarning,
            condition=line.condition.id,
            signer="示例副县长",
            words="知悉",
            evidence=(SCAN,),
        ),
        "releases.sign-warning.not-the-holder",
    )
    assert "没有登记在任的人" in refusal.finding


def test_a_signature_needs_its_sheet_and_its_words() -> None:
    desk = led(with_letter())
    name = before(desk).unsigned[0].condition.id
    refused(
        ask(desk, SignWarning, condition=name, signer="示例副县长", words="知悉"),
        "releases.sign-warning.no-evidence",
    )
    refused(
        ask(desk, SignWarning, condition=name, signer="示例副县长", words=" ", evidence=(SCAN,)),
        "releases.sign-warning.no-words",
    )


def test_a_condition_that_holds_is_not_signed_away() -> None:
    desk = led(with_letter())
    name = before(desk).held_by[0].condition.id
    refused(
        ask(desk, SignWarning, condition=name, signer="示例副县长", words="知悉", evidence=(SCAN,)),
        "releases.sign-warning.not-a-warning",
    )


def test_what_is_met_needs_no_signature() -> None:
    desk = led(with_letter())
    shutdown = gate(desk)
    [named] = [one for one in shutdown.conditions if one.need == "facilities_named"]
    warns = msgspec.structs.replace(
        named, level=said("soft"), signed_by=before(desk).unsigned[0].condition.signed_by
    )
    conditions = tuple(warns if one is named else one for one in shutdown.conditions)
    softer = {**desk.base.gates, shutdown.id: msgspec.structs.replace(shutdown, conditions=conditions)}
    desk.base = msgspec.structs.replace(desk.base, gates=softer)
    refused(
        ask(desk, SignWarning, condition=named.id, signer="示例副县长", words="知悉", evidence=(SCAN,)),
        "releases.sign-warning.nothing-to-sign",
    )


# Overriding ---------------------------------------------------------------------------------------


def test_an_override_covers_what_it_names_and_nothing_else() -> None:
    desk = signed(with_letter())
    first, *rest = before(desk).held_by
    [fact] = recorded(_override(desk, conditions=(first.condition.id,)))
    consented(desk)
    assert isinstance(fact, GateOverridden)
    assert fact.labels == (first.condition.label,)
    assert before(desk).held_by == tuple(rest)
    assert recorded(_override(desk, conditions=(first.condition.id,))) == ()
    refused(ask(desk, Release, planned_on=PLANNED, document=CONSENT), "releases.release.conditions-unmet")


def supplied(desk: Desk) -> Desk:
    """Given: how much gas the enterprise gives, and nothing about who takes it: the condition that warns reads otherwise."""
    utility = next(iter(desk.plan.utilities))
    said = StateSupply(utility=utility, enterprise=part(desk).enterprise, amount="2", document=LETTER)
    recorded(desk.ask(said))
    return desk


def test_a_signature_is_for_what_was_shown_and_for_nothing_seen_since() -> None:
    desk = supplied(consented(overridden(signed(with_letter()))))
    [moved] = before(desk).outdated
    assert moved.condition.need == "utility_covered"
    assert moved.waits_for_signature
    found = refused(
        ask(desk, Release, planned_on=PLANNED, document=CONSENT), "releases.release.warning-unsigned"
    )
    assert "的情况与签字、越过时不同，须重新签字、越过" in found.finding
    signed(desk)
    assert before(desk).outdated == ()
    refused(ask(desk, Release, planned_on=PLANNED, document=CONSENT), "releases.release.paper-older")
    anew = written(desk, "示压减办〔2020〕9号", issuer="市领导小组办公室")
    recorded(ask(desk, Release, planned_on=PLANNED, document=anew))


def planned(desk: Desk, valid_to: date) -> Desk:
    """Given: an emergency plan for shutting down that holds until a day."""
    filed = FileEmergencyPlan(
        enterprise=part(desk).enterprise,
        purpose="停炉",
        title="停炉应急预案",
        document=firms(desk, part(desk).enterprise, "risks.file-emergency-plan"),
        contacts={"调度室": "0000-1234567"},
        valid_from=date(2020, 1, 1),
        valid_to=valid_to,
        reviewed_by="示范市人民政府办公室",
        review=LETTER,
    )
    recorded(desk.ask(filed))
    return desk


def test_an_override_is_of_what_was_seen_and_of_nothing_seen_since() -> None:
    desk = planned(consented(overridden(signed(with_letter()))), valid_to=date(2020, 2, 1))
    [moved] = before(desk).outdated
    assert moved.condition.need == "emergency_plan"
    assert moved.condition.id not in before(desk).overridden
    found = refused(
        ask(desk, Release, planned_on=PLANNED, document=CONSENT), "releases.release.conditions-unmet"
    )
    assert f"{moved.condition.label}的情况与签字、越过时不同" in found.finding
    overridden(desk)
    anew = written(desk, "示压减办〔2020〕9号", issuer="市领导小组办公室")
    recorded(ask(desk, Release, planned_on=PLANNED, document=anew))


def test_what_is_overridden_for_one_day_is_not_for_another_that_looks_otherwise() -> None:
    desk = consented(overridden(planned(signed(with_letter()), valid_to=date(2020, 2, 1))))
    other = date(2020, 3, 9)
    refused(ask(desk, Release, planned_on=other, document=CONSENT), "releases.release.conditions-unmet")
    recorded(ask(desk, Release, planned_on=PLANNED, document=CONSENT))


def test_an_override_of_which_no_findings_were_kept_covers_what_it_names() -> None:
    desk = overridden(with_letter())
    found = before(desk)
    assert found.override is not None
    older = msgspec.structs.replace(found.override.value, findings=(), planned_on=None)
    known = msgspec.structs.replace(
        found, override=msgspec.structs.replace(found.override, value=older), lines=()
    )
    assert known.overridden == frozenset(older.conditions)


# The day it is planned for ---------------------------------------------------------------------------


def asked_for(desk: Desk, releases: str = "shutdown", ovens: int = 2) -> date:
    """The day for which the sheet asks the gate before the first oven of a part."""
    listed, today = part(desk, ovens), desk.now.date()
    oven = listed.facilities[0] if listed.facilities else ""
    asked = gates.case(desk.plan, desk.programme, listed.part, oven, today, today)
    assert asked is not None
    return reports.planned(desk.programme, gate(desk, releases), asked).on


def test_where_nobody_has_planned_a_gate_is_asked_for_the_day_it_is_due_or_today() -> None:
    desk = with_letter()
    assert asked_for(desk) == desk.now.date()  # due before the plan was issued
    ahead = next(one for one in desk.parts() if one.due is not None and one.due > desk.now.date())
    asked = gates.case(desk.plan, desk.programme, ahead.part, "", desk.now.date())
    assert asked is not None
    assert reports.planned(desk.programme, gate(desk), asked).on == ahead.due


def test_a_gate_is_asked_for_the_firms_own_day_unless_it_was_overridden_for_another() -> None:
    desk = with_letter()
    listed = part(desk)
    place = f"{listed.part}/{listed.facilities[0]}"
    step = PlannedStep(shutdown_on=date(2020, 2, 1), dismantle_on=date(2020, 5, 1))
    said = SubmitPlan(
        enterprise=listed.enterprise,
        title="停炉方案",
        document=firms(desk, listed.enterprise, "workplans.submit-plan"),
        steps={place: step},
        sections={"步骤": "先停后拆"},
    )
    recorded(desk.ask(said))
    assert asked_for(desk) == date(2020, 2, 1)
    assert asked_for(desk, "dismantle") == date(2020, 5, 1)
    overridden(desk)
    assert asked_for(desk) == PLANNED


def test_a_gate_whose_paper_was_given_is_asked_for_the_day_of_the_paper() -> None:
    assert asked_for(released(with_letter())) == PLANNED


def test_nobody_overrides_a_gate_for_which_the_plan_names_nobody() -> None:
    desk = with_letter()
    refused(
        _override(desk, gate=gate(desk, "dismantle").id, conditions=("C1",)), "releases.override.not-allowed"
    )


def test_only_who_is_of_the_body_that_may_override() -> None:
    desk = with_letter()
    first = before(desk).held_by[0].condition.id
    refusal = refused(_override(desk, conditions=(first,), person="别人"), "releases.override.not-theirs")
    assert isinstance(refusal.basis, Clause)


def test_an_override_says_of_what_and_why_and_on_which_paper() -> None:
    desk = with_letter()
    first = before(desk).held_by[0].condition.id
    refused(_override(desk, conditions=()), "releases.override.nothing-to-override")
    refused(_override(desk, conditions=(first, "C99")), "releases.override.nothing-to-override")
    refused(_override(desk, conditions=(first,), reason=""), "releases.override.no-reason")
    refused(_override(desk, conditions=(first,), document=DocumentNo("无")), "releases.override.no-document")


# Taking back --------------------------------------------------------------------------------------


def test_a_paper_taken_back_releases_nothing_from_that_day_and_did_before() -> None:
    desk = released(with_letter())
    given_on = desk.now.date()
    refused(ask(desk, Withdraw, reason=" ", document=LETTER), "releases.withdraw.no-reason")
    refused(ask(desk, Withdraw, reason="有误", document=DocumentNo("无")), "releases.withdraw.no-document")
    [fact] = recorded(ask(desk, Withdraw, reason="应急预案过期", document=LETTER))
    assert isinstance(fact, ReleaseWithdrawn)
    key = (fact.gate, fact.part, fact.facility)
    assert rules.release(desk.programme, key, desk.now.date()) is None
    assert rules.release(desk.programme, key, given_on) is not None
    refused(ask(desk, Withdraw, reason="再收", document=LETTER), "releases.withdraw.nothing-to-withdraw")


# What happened is recorded all the same ------------------------------------------------------------


def test_an_oven_shut_without_a_paper_is_recorded_and_marked() -> None:
    desk = with_letter()
    recorded(_condition(desk, "shut"))
    assert _went_ahead(desk)


def test_an_oven_shut_under_a_paper_is_not_marked() -> None:
    desk = released(with_letter())
    recorded(_condition(desk, "shut"))
    assert not _went_ahead(desk)


def test_what_was_shut_before_the_plan_was_issued_needed_no_paper() -> None:
    desk = adopted()
    day = desk.plan.programme.issued_on.replace(day=1)
    listed = part(desk)
    assert not rules.went_ahead(
        desk.plan, desk.programme, "shutdown", listed.part, listed.facilities[0], day, None
    )


# What is said beside the oven ------------------------------------------------------------------------


def words(desk: Desk, known: Seq | None = None) -> list[str]:
    return [one.word for one in marks(desk, known)]


def marks(desk: Desk, known: Seq | None = None) -> tuple[gates.Mark, ...]:
    listed = part(desk)
    return gates.marks(desk.plan, desk.programme, listed, listed.facilities[0], None, known)


def shut(desk: Desk, day: date = PLANNED) -> Desk:
    recorded(_condition(desk, "shut", day))
    return desk


def until(desk: Desk, day: date) -> Desk:
    """Given: it is that day's turn."""
    while desk.now.date() < day:
        desk.now += timedelta(days=1)
    return desk


def test_an_oven_shut_on_its_day_under_its_paper_has_nothing_said_beside_it() -> None:
    desk = released(with_letter())
    assert words(desk) == []
    assert words(shut(until(desk, PLANNED))) == []


def test_an_oven_shut_before_the_day_its_paper_plans_is_marked() -> None:
    desk = released(with_letter())
    assert words(shut(until(desk, PLANNED), date(2020, 2, 29))) == ["早于放行日期"]


def late_paper() -> Desk:
    """Given: a paper of the day before is entered, when the office knows already that it was shut."""
    desk = consented(overridden(signed(with_letter())))
    day = desk.now.date()
    shut(until(desk, PLANNED))
    recorded(ask(desk, Release, planned_on=PLANNED, document=CONSENT, effective=day))
    return desk


def test_a_paper_entered_after_the_shutting_was_is_marked_and_does_not_hide_it() -> None:
    desk = late_paper()
    assert words(desk) == ["放行补录"]
    assert words(desk, Seq(desk.programme.seq - 1)) == ["未放行先停"]


def test_a_record_voided_and_entered_again_was_told_of_all_the_same() -> None:
    desk = late_paper()
    [record] = [one.seq for one in desk.history if isinstance(one.fact, ConditionRecorded)]
    recorded(desk.ask(VoidRecord(record=record, reason="重新登记", document=LETTER)))
    assert words(desk) == []
    assert words(shut(desk)) == ["放行补录"]


def test_a_second_paper_beside_one_that_was_known_in_time_marks_nothing() -> None:
    desk = released(with_letter())
    day = desk.now.date()
    second = written(desk, "示东工信函〔2020〕8号", issued_on=day)
    shut(until(desk, PLANNED))
    recorded(ask(desk, Release, planned_on=PLANNED, document=second, effective=day))
    assert words(desk) == []


def plan_again(desk: Desk, text: str, on: date = PLANNED, dismantle_on: date | None = None) -> None:
    recorded(desk.ask(plan_of(desk, text, on, dismantle_on)))


def plan_of(desk: Desk, text: str, on: date, dismantle_on: date | None) -> SubmitPlan:
    listed = part(desk)
    step = PlannedStep(shutdown_on=on, dismantle_on=dismantle_on)
    return SubmitPlan(
        enterprise=listed.enterprise,
        title="停炉方案",
        document=firms(desk, listed.enterprise, "workplans.submit-plan"),
        steps={f"{listed.part}/{name}": step for name in listed.facilities},
        sections={"停炉步骤": text},
    )


def test_a_plan_replaced_between_the_paper_and_the_shutting_is_marked() -> None:
    desk = with_letter()
    plan_again(desk, "先降温")
    released(desk)
    assert words(desk) == []
    plan_again(desk, "一天停完")
    assert words(shut(until(desk, PLANNED))) == ["方案已改"]


def test_a_plan_replaced_after_the_shutting_marks_nothing() -> None:
    desk = with_letter()
    plan_again(desk, "先降温")
    shut(until(released(desk), PLANNED))
    plan_again(desk, "一天停完")
    assert words(desk) == []


def test_an_oven_shut_after_the_day_of_its_own_plan_is_said_to_be_so_many_days_late() -> None:
    desk = with_letter()
    plan_again(desk, "先降温", PLANNED - timedelta(days=3))
    shut(until(released(desk), PLANNED))
    assert words(desk) == ["停炉晚于方案3天"]
    [mark] = marks(desk)
    assert mark.why.endswith(f"计划2020-02-27停炉，实际{PLANNED.isoformat()}停炉")
    assert before(desk).release is not None, "the paper stands, and no light is of it"


def test_a_later_version_does_not_unsay_a_day_that_had_passed() -> None:
    desk = with_letter()
    plan_again(desk, "先降温", PLANNED - timedelta(days=3))
    released(desk)
    until(desk, PLANNED - timedelta(days=2))
    plan_again(desk, "改到三月", PLANNED)
    assert "停炉晚于方案3天" in words(shut(until(desk, PLANNED)))
    desk = with_letter()
    plan_again(desk, "先降温", PLANNED - timedelta(days=3))
    plan_again(desk, "改到三月", PLANNED)  # before the day had come
    assert words(shut(until(released(desk), PLANNED))) == []


def test_an_oven_dismantled_without_a_paper_is_marked_as_one_shut_without() -> None:
    desk = with_letter()
    plan_again(desk, "先降温", PLANNED, PLANNED + timedelta(days=9))
    shut(until(released(desk), PLANNED))
    assert words(desk) == []
    day = PLANNED + timedelta(days=10)
    recorded(_condition(until(desk, day), "dismantled", day))
    assert words(desk) == ["未放行先拆", "拆除晚于方案1天"]
    assert [one.event for one in marks(desk)] == ["dismantled", "dismantled"]


def test_an_oven_dismantled_under_a_paper_has_nothing_said_beside_it() -> None:
    desk, day = with_letter(), PLANNED + timedelta(days=9)
    plan_again(desk, "先降温", PLANNED, day)
    shut(until(released(desk), PLANNED))
    let = {"gate": gate(desk, "dismantle").id, "part": part(desk).part, "facility": part(desk).facilities[0]}
    desk.append(
        Released(label="同意拆除", planned_on=day, document=CONSENT, scan=SCAN, answers=(), **let)  # type: ignore[arg-type]
    )
    recorded(_condition(until(desk, day), "dismantled", day))
    assert words(desk) == []


def test_a_shutting_stated_when_the_books_were_opened_is_asked_for_no_paper() -> None:
    desk = with_letter()
    listed = part(desk)
    [*_, name] = [
        one.id
        for kind in desk.base.facility_types.values()
        for one in kind.conditions
        if one.counts_as == "shut"
    ]
    opening = StateOpening(
        part=listed.part,
        facility=listed.facilities[0],
        condition=name,
        document=LETTER,
        signers={"示例甲": "示东市工信局", "示例乙": "示范市工信局"},
    )
    recorded(desk.ask(opening, effective=desk.plan.programme.issued_on))
    assert words(desk) == []


def _went_ahead(desk: Desk) -> bool:
    listed, day = part(desk), desk.now.date()
    return rules.went_ahead(
        desk.plan, desk.programme, "shutdown", listed.part, listed.facilities[0], day, None
    )


def _override(desk: Desk, **said: Any) -> object:
    words: dict[str, Any] = {
        "planned_on": PLANNED,
        "person": head(desk),
        "reason": "分时供气方案已定",
    } | said
    return ask(desk, Override, **({"document": minutes(desk)} if "document" not in words else {}), **words)


def _condition(desk: Desk, counts_as: str, effective: date | None = None) -> object:
    listed = part(desk)
    [*_, name] = [
        one.id
        for kind in desk.base.facility_types.values()
        for one in kind.conditions
        if one.counts_as == counts_as
    ]
    return desk.ask(
        RecordCondition(part=listed.part, facility=listed.facilities[0], condition=name),
        evidence=(SCAN,),
        effective=effective,
    )
