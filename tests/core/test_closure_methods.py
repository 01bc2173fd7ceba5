"""批准书面办法: pieces stand in place of ovens nobody can name, and count only when all are done."""

from datetime import date
from typing import Any

import pytest

from tests.core.test_closure import condition, named, sheet
from tests.given import LETTER, SCAN, Desk, answer, letter, recorded, refused, with_letter, written
from tests.steps import paper
from yajian.core.decisions.closure import ApproveMethod, RecordCondition, VoidRecord
from yajian.core.decisions.targets import PartChange, PublishList
from yajian.core.decisions.workplans import RecordExpertReview
from yajian.core.facts.acceptance import PartAccepted
from yajian.core.facts.closure import MethodApproved
from yajian.core.facts.targets import PartListed
from yajian.core.plan.citing import conditions_for
from yajian.core.reports.closure import as_builtins, facilities
from yajian.core.reports.explain import explain
from yajian.core.words import Clause, DocumentNo, PartId, QuestionId, Seq

REVIEW = DocumentNo("示南论证〔2020〕1号")
DONE = date(2020, 1, 8)
HALVES = {"东半炉": None, "西半炉": None}


def reviewed() -> Desk:
    """Given: the approval and the experts' opinion on the register."""
    desk = with_letter()
    recorded(desk.ask(letter(REVIEW, issued_on=date(2019, 12, 30)), evidence=(SCAN,)))
    return desk


def partial(desk: Desk) -> PartListed:
    """A part whose county the plan asks for an expert review."""
    counties = {
        one for asked in conditions_for(desk.plan, "expert_review_and_method") for one in asked.only_in
    }
    return next(part for part in desk.parts() if part.county in counties)


def approve(desk: Desk, effective: date | None = None, **changes: Any) -> object:
    asked: dict[str, Any] = {
        "part": partial(desk).part,
        "title": "部分压减具体办法",
        "pieces": HALVES,
        "approved_by": "示南县人民政府",
        "document": paper(desk, "closure.approve-method"),
        "review": REVIEW,
    }
    return desk.ask(ApproveMethod(**(asked | changes)), effective=effective)


def shut(desk: Desk, part: PartListed, piece: str) -> object:
    asked = RecordCondition(part=part.part, facility=piece, condition=condition(desk, "shut"))
    return desk.ask(asked, effective=DONE, evidence=(SCAN,))


def by_day(desk: Desk) -> Desk:
    """Given: the clock far enough on for what happens in this file."""
    desk.now = desk.now.replace(month=1, day=20)
    return desk


def test_a_part_counted_by_a_method_counts_when_all_its_pieces_are_done() -> None:
    desk = by_day(reviewed())
    recorded(approve(desk))
    part = partial(desk)
    recorded(shut(desk, part, "东半炉"))
    assert sheet(desk, DONE).stages.shut_t == 0
    recorded(shut(desk, part, "西半炉"))
    assert sheet(desk, DONE).stages.shut_t == part.tonnes


def test_the_pieces_are_learned_and_seen_on_the_days_before_the_approval_by_those_who_know() -> None:
    desk = by_day(reviewed())
    before = desk.programme.seq
    recorded(approve(desk))
    part = partial(desk)
    for piece in HALVES:
        recorded(shut(desk, part, piece))
    assert sheet(desk, DONE).stages.shut_t == part.tonnes
    assert sheet(desk, DONE, before).stages.shut_t == 0


def test_the_explanation_and_the_sheet_name_the_method() -> None:
    desk = by_day(reviewed())
    recorded(approve(desk, pieces={"东半炉": partial(desk).tonnes - 1, "西半炉": 1}))
    part, on = partial(desk), sheet(desk, DONE)
    found = explain(desk.plan, desk.programme, on, f"part.{part.part}")
    assert found is not None
    assert ("批准的办法", desk.programme.seq) in [(one.name, one.seq) for one in found.inputs]
    seen: Any = as_builtins(facilities(desk.plan, desk.programme, on))
    assert seen["facilities"][f"{part.part}/西半炉"]["share_t"] == 1
    assert seen["facilities"][f"{part.part}/西半炉"]["by_method"] is True
    assert seen["methods"][part.part]["document"] == paper(desk, "closure.approve-method")
    assert part.part not in seen["unnamed"]


def test_approving_the_same_again_changes_nothing() -> None:
    desk = reviewed()
    recorded(approve(desk, date(2020, 1, 2)))
    assert approve(desk, date(2020, 1, 2)) == ()


def test_a_method_entered_under_a_wrong_day_is_put_right_on_the_day_of_its_paper() -> None:
    desk = by_day(reviewed())
    recorded(approve(desk))
    entry, day = desk.programme.seq, date(2020, 1, 2)
    [fact] = recorded(approve(desk, day))
    assert isinstance(fact, MethodApproved)
    assert fact.corrects == entry
    found = desk.programme.closures.methods[fact.part].at()
    assert found is not None
    assert found.effective == day
    assert approve(desk, day) == ()
    assert approve(desk) == ()


def test_a_later_method_may_add_pieces_and_keeps_what_has_records() -> None:
    desk = by_day(reviewed())
    recorded(approve(desk, date(2020, 1, 3)))
    recorded(shut(desk, partial(desk), "东半炉"))
    refused(approve(desk, pieces={"西半炉": None}), "closure.approve-method.piece-has-records")
    refused(
        approve(desk, date(2020, 1, 2), pieces={**HALVES, "烟道": None}),
        "closure.approve-method.before-present",
    )
    anew = reviewed_anew(desk)
    (fact,) = recorded(approve(desk, pieces={**HALVES, "烟道": None}, document=approval(desk), review=anew))
    assert isinstance(fact, MethodApproved)
    recorded(shut(desk, partial(desk), "西半炉"))
    assert sheet(desk, DONE).stages.shut_t == partial(desk).tonnes
    assert sheet(desk, desk.now.date()).stages.shut_t == 0


def approval(desk: Desk) -> DocumentNo:
    """Given: the county's approval of another method, written today."""
    return paper(desk, "closure.approve-method", len(desk.history), on=desk.now.date())


def reviewed_anew(desk: Desk, conclusion: str = "可行", **changes: Any) -> DocumentNo:
    """Given: another paper of the experts, written and recorded now."""
    finding = written(desk, f"示南论证〔2020〕{len(desk.history)}号", **changes)
    asked = RecordExpertReview(
        part=partial(desk).part,
        title="部分压减具体办法（修订）",
        experts={"示例专家": "示例设计院", "另一专家": "示例大学"},
        conclusion=conclusion,
        opinion="照办法可行",
        document=finding,
    )
    recorded(desk.ask(asked))
    return finding


def test_other_pieces_or_other_tonnes_are_another_method_and_want_the_experts_again() -> None:
    desk = by_day(reviewed())
    part = partial(desk)
    recorded(approve(desk, pieces={"东半炉": part.tonnes - 10_000, "西半炉": 10_000}))
    recorded(shut(desk, part, "东半炉"))
    code = "closure.approve-method.not-reviewed-anew"
    alone = {"东半炉": part.tonnes}
    refusal = refused(approve(desk, pieces=alone), code)  # on the review that the present one rests on
    assert isinstance(refusal.basis, Clause)
    assert "专家论证" in refusal.basis.text
    refused(approve(desk, pieces={"东半炉": part.tonnes - 20_000, "西半炉": 20_000}), code)
    old = reviewed_anew(desk, issued_on=date(2020, 1, 2))  # written before the present method, recorded now
    refused(approve(desk, pieces=alone, document=approval(desk), review=old), code)
    no = reviewed_anew(desk, "不可行")
    refused(approve(desk, pieces=alone, document=approval(desk), review=no), code)
    assert sheet(desk, desk.now.date()).stages.shut_t == 0
    yes = reviewed_anew(desk)
    recorded(approve(desk, pieces=alone, document=approval(desk), review=yes))
    assert sheet(desk, desk.now.date()).stages.shut_t == part.tonnes


def test_the_same_pieces_may_be_approved_under_another_title_on_the_review_there_was() -> None:
    desk = by_day(reviewed())
    recorded(approve(desk))
    recorded(shut(desk, partial(desk), "东半炉"))
    recorded(approve(desk, title="部分压减具体办法（更名）"))


def test_where_no_experts_are_asked_for_a_method_is_changed_freely_until_a_piece_has_records() -> None:
    desk = by_day(reviewed())
    asked = {one for each in conditions_for(desk.plan, "expert_review_and_method") for one in each.only_in}
    other = next(part for part in desk.parts() if not part.facilities and part.county not in asked)
    recorded(approve(desk, part=other.part, review=None))
    recorded(approve(desk, part=other.part, review=None, pieces={**HALVES, "烟道": None}))
    recorded(shut(desk, other, "东半炉"))
    outcome = approve(desk, part=other.part, review=None, pieces={"东半炉": None})
    refusal = refused(outcome, "closure.approve-method.not-reviewed-anew")
    assert refusal.basis == desk.plan.clauses[other.clauses[0]]


def test_a_method_is_not_changed_once_its_part_is_accepted() -> None:
    desk = by_day(reviewed())
    recorded(approve(desk))
    part = partial(desk)
    for piece in HALVES:
        recorded(shut(desk, part, piece))
    take(desk, part)
    anew = reviewed_anew(desk)
    outcome = approve(desk, pieces={"东半炉": None}, document=approval(desk), review=anew)
    refused(outcome, "closure.approve-method.piece-has-records")
    outcome = approve(desk, pieces={**HALVES, "烟道": None}, document=approval(desk), review=anew)
    refused(outcome, "closure.approve-method.part-accepted")
    assert sheet(desk, desk.now.date()).stages.shut_t == part.tonnes


def take(desk: Desk, part: PartListed) -> None:
    """Given: the part stands accepted, as the fold sees it."""
    fact = PartAccepted(
        part=part.part,
        report=Seq(1),
        check=Seq(1),
        document=LETTER,
        scan=SCAN,
        members=(),
        retired=(),
        answers=(),
        clauses=part.clauses,
    )
    desk.append(fact)


def test_one_piece_is_not_named_twice_nor_under_two_parts_in_another_spelling() -> None:
    desk = reviewed()
    refused(approve(desk, pieces={"1号炉": None, "１号 炉": None}), "closure.approve-method.value-unfit")
    two = named(desk)
    other = next(one for one in desk.parts() if one.enterprise == two.enterprise and one.part != two.part)
    full = two.facilities[0].replace("3", "３")
    assert full != two.facilities[0]
    outcome = approve(desk, part=other.part, review=None, pieces={full: None})
    refused(outcome, "closure.approve-method.piece-bound-elsewhere")


def test_where_the_plan_asks_for_experts_their_opinion_comes_first_under_its_clause() -> None:
    desk = reviewed()
    refusal = refused(approve(desk, review=None), "closure.approve-method.not-reviewed")
    assert isinstance(refusal.basis, Clause)
    assert "专家论证" in refusal.basis.text
    refused(approve(desk, review=DocumentNo("无此文号")), "closure.approve-method.no-review")
    late = DocumentNo("示南论证〔2020〕2号")
    recorded(desk.ask(letter(late, issued_on=date(2020, 1, 3)), evidence=(SCAN,)))
    refused(approve(desk, review=late), "closure.approve-method.reviewed-later")


def test_a_part_of_another_county_needs_no_experts() -> None:
    desk = reviewed()
    asked = {one for each in conditions_for(desk.plan, "expert_review_and_method") for one in each.only_in}
    other = next(part for part in desk.parts() if not part.facilities and part.county not in asked)
    recorded(approve(desk, part=other.part, review=None))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"part": PartId("无")}, "closure.record-condition.no-such-part"),
        ({"pieces": {}}, "closure.approve-method.value-unfit"),
        ({"pieces": {" 东半炉": None}}, "closure.approve-method.value-unfit"),
        ({"pieces": {"东半炉": 0}}, "closure.approve-method.value-unfit"),
        ({"title": ""}, "closure.approve-method.value-unfit"),
        ({"approved_by": ""}, "closure.approve-method.value-unfit"),
        ({"pieces": {"东半炉": 1, "西半炉": 2}}, "closure.approve-method.tonnes-differ"),
        ({"pieces": {"东半炉": 10**9, "西半炉": None}}, "closure.approve-method.tonnes-differ"),
        ({"document": DocumentNo("无此文号")}, "closure.approve-method.no-document"),
    ],
)
def test_a_method_that_does_not_hold_together_is_refused(changes: dict[str, Any], code: str) -> None:
    refused(approve(reviewed(), **changes), code)


def test_a_method_takes_effect_no_earlier_than_its_approval() -> None:
    refused(approve(reviewed(), date(2019, 12, 1)), "charter.document-later")


def test_a_part_with_named_ovens_is_not_counted_by_a_method_as_well() -> None:
    desk = reviewed()
    refusal = refused(approve(desk, part=named(desk).part), "closure.approve-method.ovens-named")
    assert "设施调整" in refusal.way_forward


def publish(desk: Desk, part: PartListed, names: tuple[str, ...]) -> object:
    asked = PublishList(
        list=desk.base.retirement_list.id,
        changes={part.part: PartChange(facilities=names)},
        document=LETTER,
        wishes={part.enterprise: LETTER},
        safety=LETTER,
    )
    return desk.ask(asked)


def test_a_part_with_a_method_is_not_bound_to_ovens_until_the_method_is_voided() -> None:
    desk = reviewed()
    recorded(approve(desk))
    part, seq = partial(desk), desk.programme.seq
    refused(publish(desk, part, ("1号焦炉",)), "targets.publish-list.method-stands")
    recorded(desk.ask(VoidRecord(record=seq, reason="批复撤回", document=LETTER)))
    recorded(publish(desk, part, ("1号焦炉",)))


def test_ovens_dropped_by_an_adjustment_are_not_read_back_and_a_method_takes_their_place() -> None:
    desk = reviewed()
    recorded(desk.ask(answer(QuestionId("Q-SWAP"))))
    part = named(desk)
    recorded(publish(desk, part, ()))
    today = sheet(desk, desk.now.date())
    assert next(one for one in today.parts if one.part.part == part.part).part.facilities == ()
    recorded(approve(desk, part=part.part, review=None))
    today = sheet(desk, desk.now.date())
    assert next(one for one in today.parts if one.part.part == part.part).part.facilities == tuple(HALVES)
    then = sheet(desk, date(2020, 1, 1))
    assert next(one for one in then.parts if one.part.part == part.part).part.facilities == part.facilities


def test_a_method_whose_pieces_have_records_is_not_voided() -> None:
    desk = by_day(reviewed())
    recorded(approve(desk))
    seq = desk.programme.seq
    recorded(shut(desk, partial(desk), "东半炉"))
    outcome = desk.ask(VoidRecord(record=seq, reason="批复撤回", document=LETTER))
    refused(outcome, "closure.void-record.pieces-have-records")
    recorded(desk.ask(VoidRecord(record=Seq(seq + 1), reason="没有封堵", document=LETTER)))
    recorded(desk.ask(VoidRecord(record=seq, reason="批复撤回", document=LETTER)))
    assert desk.ask(VoidRecord(record=seq, reason="批复撤回", document=LETTER)) == ()


def test_nothing_is_counted_under_two_parts_of_one_firm() -> None:
    desk = reviewed()
    two = named(desk)
    other = next(one for one in desk.parts() if one.enterprise == two.enterprise and one.part != two.part)
    outcome = approve(desk, part=other.part, review=None, pieces={two.facilities[0]: None})
    refused(outcome, "closure.approve-method.piece-bound-elsewhere")
    recorded(approve(desk, part=other.part, review=None))
    recorded(desk.ask(answer(QuestionId("Q-SWAP"))))
    refused(publish(desk, two, ("东半炉", "4号焦炉")), "targets.publish-list.facility-bound-elsewhere")
