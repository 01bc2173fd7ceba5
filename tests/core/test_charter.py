"""Adopting, registering documents, answering what the plan leaves open, reviewing what an answer re-opened."""

from datetime import date
from typing import Any

import msgspec
import pytest

from tests.given import (
    DEMO,
    LETTER,
    SCAN,
    Desk,
    adopt,
    adopted,
    answer,
    letter,
    plan_of,
    recorded,
    refused,
    with_letter,
)
from yajian.core.decisions.charter import AdoptRevision, ReviewReopened, WithdrawAnswer
from yajian.core.decisions.targets import PartChange, PublishList
from yajian.core.facts.charter import (
    AnswerWithdrawn,
    DocumentRegistered,
    PlanAdopted,
    QuestionAnswered,
    RevisionAdopted,
)
from yajian.core.facts.targets import ListPublished, TargetsFixed
from yajian.core.plan import Plan
from yajian.core.reports.charter import preview
from yajian.core.reports.charter import question as report_question
from yajian.core.reports.explain import explain
from yajian.core.reports.progress import progress
from yajian.core.rules.charter import reopened, still_open
from yajian.core.rules.targets import counted, present
from yajian.core.words import Clause, Digest, DocumentNo, QuestionId, Seq, SystemRule, Tonnes

# Adoption ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", ["yuncheng-2019", DEMO, "demo-steel"])
def test_adopting_records_the_targets_the_batches_and_version_one_of_every_list(plan: str) -> None:
    desk = Desk(plan)
    facts = recorded(desk.ask(adopt(), effective=date(2019, 12, 31)))
    assert isinstance(facts[0], PlanAdopted)
    assert isinstance(facts[1], TargetsFixed)
    lists = [fact for fact in facts if isinstance(fact, ListPublished)]
    assert lists[0].counts_toward_target
    assert (
        sum(part.tonnes for part in lists[0].parts) == facts[1].target_t == desk.base.total.capacity_t.value
    )
    assert sum(batch.tonnes for batch in facts[1].batches) == facts[1].target_t
    assert sum(county.tonnes for county in facts[1].counties) == facts[1].target_t


def test_adopting_the_same_file_again_changes_nothing() -> None:
    assert recorded(adopted().ask(adopt())) == ()


def test_another_file_is_not_adopted_over_the_first() -> None:
    refusal = refused(adopted().ask(adopt("e")), "charter.adopt-plan.already-adopted")
    assert refusal.basis is SystemRule.ALREADY_ADOPTED


def test_nothing_is_entered_before_a_plan_is_adopted() -> None:
    assert (
        refused(Desk().ask(letter(), evidence=(SCAN,)), "charter.not-adopted").basis is SystemRule.NOT_ADOPTED
    )


def test_what_has_not_happened_yet_is_not_entered() -> None:
    refusal = refused(
        adopted().ask(letter(), evidence=(SCAN,), effective=date(2031, 1, 1)), "charter.future-date"
    )
    assert refusal.field == "effective"


def test_a_stranger_is_refused_before_anything_else_is_looked_at() -> None:
    refused(Desk().ask(adopt(), role="visitor"), "roles.not-permitted")


# Documents ---------------------------------------------------------------------------------------


def test_a_document_is_registered_with_its_scan() -> None:
    (fact,) = recorded(adopted().ask(letter(), evidence=(SCAN,)))
    assert isinstance(fact, DocumentRegistered)
    assert fact.scan == SCAN


def test_the_same_document_again_changes_nothing() -> None:
    assert recorded(with_letter().ask(letter(), evidence=(SCAN,))) == ()


@pytest.mark.parametrize("blank", ["number", "title", "issuer"])
def test_a_document_with_a_blank_is_refused(blank: str) -> None:
    changes = {blank: " "}
    refused(adopted().ask(letter(**changes), evidence=(SCAN,)), "charter.register-document.blank")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("示政办函[2020]2号", "应为〔2020〕"),
        ("示政办函（2020）2号", "应为〔2020〕"),
        (" 示政办函〔2020〕2号", "前后有空格"),
        ("示政办函(2020)2号", "应为〔2020〕"),
        ("示政办函【2020】2号", "应为〔2020〕"),
        ("示政办函〔2020〕２号", "“２”是全角的"),
        ("示政办函〔2020〕　2号", "全角空格"),
        ("会议纪要(第40次)", "“(”请照原件写"),
    ],
)
def test_a_number_that_is_not_written_as_on_the_paper_is_refused_and_told_which_sign(
    number: str, said: str
) -> None:
    outcome = adopted().ask(letter(DocumentNo(number)), evidence=(SCAN,))
    assert said in refused(outcome, "charter.register-document.number-form").finding


@pytest.mark.parametrize("number", ["会议纪要（第40次）", "工行回单：0200001234", "市政府第12次常务会议纪要"])
def test_what_offices_put_round_a_number_is_part_of_it(number: str) -> None:
    recorded(adopted().ask(letter(DocumentNo(number)), evidence=(SCAN,)))


def test_a_courts_number_opens_with_the_year_in_round_brackets_and_nobody_elses_does() -> None:
    desk = adopted()
    recorded(desk.ask(letter(DocumentNo("（2018）示01执001号")), evidence=(SCAN,)))
    refused(
        desk.ask(letter(DocumentNo("(2018)示01执001号")), evidence=(SCAN,)),
        "charter.register-document.number-form",
    )


@pytest.mark.parametrize("scans", [(), (SCAN, Digest("b" * 64))])
def test_a_document_without_exactly_one_scan_is_refused(scans: tuple[Digest, ...]) -> None:
    refusal = refused(adopted().ask(letter(), evidence=scans), "charter.register-document.no-scan")
    assert refusal.basis is SystemRule.EVIDENCE_REQUIRED


def test_a_document_dated_after_the_day_it_is_said_of_is_refused() -> None:
    late = letter(issued_on=date(2020, 6, 1))
    outcome = adopted().ask(late, evidence=(SCAN,), effective=date(2020, 1, 1))
    refused(outcome, "charter.register-document.issued-later")


def test_one_number_does_not_stand_for_two_papers() -> None:
    outcome = with_letter().ask(letter(title="另一份"), evidence=(SCAN,))
    refused(outcome, "charter.register-document.number-taken")


def test_a_wrong_entry_is_corrected_by_a_further_one_that_names_it() -> None:
    desk = with_letter()
    first = desk.history[-1].seq
    recorded(desk.ask(letter(title="更正后的标题", corrects=first), evidence=(SCAN,)))
    line = desk.programme.charter.documents[LETTER]
    standing, before = line.at(), line.at(known=first)
    assert standing is not None
    assert before is not None
    assert standing.value.title == "更正后的标题"
    assert before.value.title != standing.value.title


def test_a_correction_of_nothing_is_refused() -> None:
    outcome = adopted().ask(letter(corrects=Seq(1)), evidence=(SCAN,))
    refused(outcome, "charter.register-document.nothing-to-correct")


# Questions ---------------------------------------------------------------------------------------


def some_question(desk: Desk) -> QuestionId:
    """A question some list part rests on."""
    return next(question for part in desk.parts() for question in part.rests_on)


def test_an_answer_makes_a_revision_and_closes_the_question() -> None:
    desk = with_letter()
    question, before = some_question(desk), desk.programme.charter.revision
    (fact,) = recorded(desk.ask(answer(question)))
    assert isinstance(fact, QuestionAnswered)
    assert fact.revision == desk.programme.charter.revision == before + 1
    assert fact.scan == SCAN
    assert question not in still_open(desk.plan, desk.programme)


def test_the_same_answer_again_changes_nothing() -> None:
    desk = with_letter()
    question = some_question(desk)
    recorded(desk.ask(answer(question)))
    assert recorded(desk.ask(answer(question))) == ()


def test_an_answer_reopens_what_rested_on_the_old_reading_until_somebody_looks_again() -> None:
    desk = with_letter()
    question = some_question(desk)
    (fact,) = recorded(desk.ask(answer(question)))
    assert isinstance(fact, QuestionAnswered)
    waiting = reopened(desk.plan, desk.programme)
    assert waiting
    assert {one.thing for one in waiting} <= set(fact.reopens)
    for one in waiting:
        review = ReviewReopened(
            thing=one.thing, question=question, finding="与来函一致，维持", document=LETTER
        )
        recorded(desk.ask(review))
    assert reopened(desk.plan, desk.programme) == ()


def test_an_answer_settles_a_value_from_its_day_on_and_the_old_plan_can_still_be_read() -> None:
    desk = with_letter()
    enterprise, question = next(
        (one.id, one.county.question)
        for one in desk.base.enterprises.values()
        if one.county.question is not None
    )
    county = desk.base.counties[0].id
    outcome = desk.ask(answer(question, settles={f"enterprises.{enterprise}.county": county}))
    recorded(outcome)
    settled = desk.plan.enterprises[enterprise].county
    assert settled.value == county
    assert settled.source == LETTER
    assert desk.base.enterprises[enterprise].county != settled


def test_an_answer_with_the_wrong_day_is_corrected_and_the_correction_sent_twice_counts_once() -> None:
    desk = with_letter()
    question = some_question(desk)
    recorded(desk.ask(answer(question), effective=date(2020, 1, 3)))
    first = desk.programme.seq
    right = answer(question, corrects=first)
    assert len(recorded(desk.ask(right, effective=date(2019, 12, 31)))) == 1
    assert recorded(desk.ask(right, effective=date(2019, 12, 31))) == ()


def test_two_readings_do_not_stand_from_one_day() -> None:
    desk = with_letter()
    question = some_question(desk)
    day = date(2020, 1, 4)
    recorded(desk.ask(answer(question, reading="含当日"), effective=day))
    other = desk.ask(answer(question, reading="不含当日"), effective=day)
    refused(other, "charter.answer-question.already-answered")


def test_an_earlier_answer_entered_late_is_entered_once() -> None:
    desk = with_letter()
    question = some_question(desk)
    recorded(desk.ask(answer(question, reading="后来的"), effective=date(2020, 1, 4)))
    early = answer(question, reading="先前的")
    assert len(recorded(desk.ask(early, effective=date(2020, 1, 1)))) == 1
    assert recorded(desk.ask(early, effective=date(2020, 1, 1))) == ()


def test_another_parts_new_version_does_not_close_what_waits_for_review() -> None:
    desk = with_letter()
    question = some_question(desk)
    recorded(desk.ask(answer(question)))
    waiting = reopened(desk.plan, desk.programme)
    other = next(part for part in desk.parts() if question not in part.rests_on and not part.facilities)
    bound = PublishList(
        list=desk.base.retirement_list.id,
        changes={other.part: PartChange(facilities=("1号焦炉",))},
        document=LETTER,
    )
    recorded(desk.ask(bound))
    assert reopened(desk.plan, desk.programme) == waiting


def test_whoever_asks_as_of_before_an_answer_sees_nothing_of_it() -> None:
    desk = with_letter()
    question = some_question(desk)
    known_then = desk.programme.seq
    recorded(desk.ask(answer(question)))
    line = report_question(desk.plan, desk.programme, question, desk.now.date(), known_then)
    assert (line.answer, line.earlier) == (None, ())
    assert reopened(desk.plan, desk.programme, known=known_then) == ()
    then = progress(desk.plan, desk.programme, desk.now.date(), known_then)
    part = next(part for part in desk.parts() if question in part.rests_on)
    shown = explain(desk.plan, desk.programme, then, f"part.{part.part}")
    assert shown is not None
    assert any(question in words for words in shown.missing)
    assert progress(desk.plan, desk.programme, date(2019, 12, 31)).revision == 1


def test_a_question_the_plan_does_not_ask_cannot_be_answered() -> None:
    outcome = with_letter().ask(answer(QuestionId("没有这一问")))
    refused(outcome, "charter.answer-question.no-such-question")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reading": " "}, "charter.answer-question.no-reading"),
        ({"answered_by": ""}, "charter.answer-question.no-name"),
        ({"document": DocumentNo("没登记〔2020〕1号")}, "charter.answer-question.no-document"),
        ({"settles": {"no.such.place": 1}}, "charter.answer-question.value-unfit"),
        ({"corrects": Seq(1)}, "charter.answer-question.nothing-to-correct"),
    ],
)
def test_an_answer_that_lacks_something_is_refused(changes: dict[str, object], code: str) -> None:
    desk = with_letter()
    refused(desk.ask(answer(some_question(desk), **changes)), code)


def test_a_refused_answer_cites_the_clause_that_raises_the_question() -> None:
    desk = with_letter()
    question = some_question(desk)
    refusal = refused(desk.ask(answer(question, reading="")), "charter.answer-question.no-reading")
    assert isinstance(refusal.basis, Clause)
    assert refusal.basis.id == desk.base.open_questions[question].clauses[0]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"thing": "没有/此项"}, "charter.review-reopened.not-waiting"),
        ({"finding": " "}, "charter.review-reopened.no-finding"),
        ({"document": DocumentNo("没登记〔2020〕1号")}, "charter.review-reopened.no-document"),
    ],
)
def test_a_review_that_lacks_something_is_refused(changes: dict[str, object], code: str) -> None:
    desk = with_letter()
    question = some_question(desk)
    recorded(desk.ask(answer(question)))
    review = ReviewReopened(
        thing=reopened(desk.plan, desk.programme)[0].thing, question=question, finding="维持", document=LETTER
    )
    refused(desk.ask(msgspec.structs.replace(review, **changes)), code)


def withdraw(answered: QuestionId, seq: Seq, **changes: object) -> WithdrawAnswer:
    said: dict[str, Any] = {
        "question": answered,
        "withdraws": seq,
        "reason": "来函已收回",
        "document": LETTER,
    }
    return WithdrawAnswer(**(said | changes))


def test_a_withdrawn_answer_leaves_the_question_open_again_and_the_past_as_it_was() -> None:
    desk = with_letter()
    question = some_question(desk)
    recorded(desk.ask(answer(question)))
    known_then, revision = desk.programme.seq, desk.programme.charter.revision
    (fact,) = recorded(desk.ask(withdraw(question, desk.programme.seq)))
    assert isinstance(fact, AnswerWithdrawn)
    assert (fact.withdraws, desk.programme.charter.revision) == (known_then, revision + 1)
    assert question in still_open(desk.plan, desk.programme)
    assert question not in still_open(desk.plan, desk.programme, known=known_then)


def test_withdrawing_the_later_of_two_answers_brings_the_earlier_back() -> None:
    desk = with_letter()
    question = some_question(desk)
    for reading in ("先这样理解", "后来那样理解"):
        recorded(desk.ask(answer(question, reading=reading)))
    recorded(desk.ask(withdraw(question, desk.programme.seq)))
    standing = desk.programme.charter.answers[question].at()
    assert standing is not None
    assert standing.value.reading == "先这样理解"


def test_withdrawing_one_answer_twice_leaves_the_earlier_one_alone() -> None:
    desk = with_letter()
    question = some_question(desk)
    for reading in ("先这样理解", "后来那样理解"):
        recorded(desk.ask(answer(question, reading=reading)))
    later = desk.programme.seq
    assert len(recorded(desk.ask(withdraw(question, later)))) == 1
    assert recorded(desk.ask(withdraw(question, later))) == ()
    assert desk.programme.charter.answers[question].at() is not None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"question": "没有这一问"}, "charter.withdraw-answer.nothing-stands"),
        ({"withdraws": Seq(1)}, "charter.withdraw-answer.nothing-stands"),
        ({"reason": " "}, "charter.withdraw-answer.no-reason"),
        ({"document": DocumentNo("没登记〔2020〕1号")}, "charter.withdraw-answer.no-document"),
    ],
)
def test_a_withdrawal_that_lacks_something_is_refused(changes: dict[str, object], code: str) -> None:
    desk = with_letter()
    question = some_question(desk)
    recorded(desk.ask(answer(question)))
    refused(desk.ask(withdraw(question, desk.programme.seq, **changes)), code)


# Revisions ---------------------------------------------------------------------------------------


def revised(plan: Plan, **heading: object) -> Plan:
    changes = {"revision": plan.programme.revision + 1} | heading
    return msgspec.structs.replace(plan, programme=msgspec.structs.replace(plan.programme, **changes))


def revise(document: DocumentNo = LETTER) -> AdoptRevision:
    return AdoptRevision(plan_file=Digest("9" * 64), document_file=Digest("8" * 64), document=document)


def with_smaller_first_part(plan: Plan) -> Plan:
    """One tonne less in the first item of the list: nothing a real file could do, enough to see it move."""
    first, *rest = plan.retirement_list.items
    part = first.parts[0]
    less = msgspec.structs.replace(part.capacity_t, value=Tonnes((part.capacity_t.value or 0) - 1))
    smaller = msgspec.structs.replace(first, parts=(msgspec.structs.replace(part, capacity_t=less),))
    changed = msgspec.structs.replace(plan.retirement_list, items=(smaller, *rest))
    return msgspec.structs.replace(revised(plan), retirement_list=changed)


def test_a_revision_enters_only_what_it_says_differently_and_the_past_keeps_its_numbers() -> None:
    desk = with_letter()
    before = desk.programme.seq
    proposed = with_smaller_first_part(desk.base)
    facts = recorded(desk.ask(revise(), plan=proposed))
    assert [type(fact) for fact in facts] == [RevisionAdopted, ListPublished]
    assert sum(part.tonnes for part in counted(desk.programme)) == desk.base.total.capacity_t.value - 1  # type: ignore[operator]
    assert (
        sum(part.tonnes for part in counted(desk.programme, known=before)) == desk.base.total.capacity_t.value
    )


def test_a_revision_shows_its_difference_and_what_it_would_change_before_it_takes_effect() -> None:
    desk = with_letter()
    shown = preview(desk.plan, with_smaller_first_part(desk.base), desk.programme)
    assert shown.differences
    assert [line.what for line in shown.changes] == ["产能"]
    assert present(desk.programme, desk.base.retirement_list.id).value.version == 1  # type: ignore[union-attr]


def test_a_revision_that_changes_no_list_leaves_the_amended_list_alone() -> None:
    desk = with_letter()
    facts = recorded(desk.ask(revise(), plan=revised(desk.base)))
    assert [type(fact) for fact in facts] == [RevisionAdopted]


def test_a_revision_keeps_amendments_it_says_nothing_about() -> None:
    desk = with_letter()
    last = desk.parts()[-1]
    bound = PublishList(
        list=desk.base.retirement_list.id,
        changes={last.part: PartChange(facilities=("1号焦炉",))},
        document=LETTER,
    )
    recorded(desk.ask(bound))
    recorded(desk.ask(revise(), plan=with_smaller_first_part(desk.base)))
    assert next(part for part in desk.parts() if part.part == last.part).facilities == ("1号焦炉",)
    again = msgspec.structs.replace(revise(), plan_file=Digest("7" * 64))
    third = revised(with_smaller_first_part(desk.base), revision=9)
    assert [type(fact) for fact in recorded(desk.ask(again, plan=third))] == [RevisionAdopted]


def test_a_revision_that_contradicts_an_amendment_is_refused_and_named_beforehand() -> None:
    desk = with_letter()
    first = desk.parts()[0]
    bound = PublishList(
        list=desk.base.retirement_list.id,
        changes={first.part: PartChange(facilities=("1号焦炉",))},
        document=LETTER,
    )
    recorded(desk.ask(bound))
    proposed = with_smaller_first_part(desk.base)
    assert preview(desk.plan, proposed, desk.programme).conflicts
    refused(desk.ask(revise(), plan=proposed), "charter.adopt-revision.amended-since")


def test_a_revision_does_not_take_effect_before_the_file_in_force() -> None:
    desk = adopted()
    recorded(desk.ask(letter(issued_on=date(2019, 1, 1)), evidence=(SCAN,)))
    outcome = desk.ask(revise(), plan=revised(desk.base), effective=date(2019, 6, 1))
    refused(outcome, "charter.adopt-revision.before-present")


def test_a_later_date_for_a_milestone_shows_in_the_preview() -> None:
    desk = with_letter()
    *rest, last = desk.base.milestones
    later = msgspec.structs.replace(last.due, value=date(2022, 12, 31))
    moved = (*rest, msgspec.structs.replace(last, due=later))
    proposed = msgspec.structs.replace(revised(desk.base), milestones=moved)
    assert [line.what for line in preview(desk.plan, proposed, desk.programme).changes] == ["节点 4"]


def test_the_same_revision_again_changes_nothing() -> None:
    desk = with_letter()
    recorded(desk.ask(revise(), plan=revised(desk.base)))
    assert recorded(desk.ask(revise(), plan=revised(desk.base))) == ()


def test_a_revision_of_another_programme_is_refused() -> None:
    outcome = with_letter().ask(revise(), plan=revised(plan_of("demo-steel")))
    refused(outcome, "charter.adopt-revision.other-programme")


def test_a_revision_no_newer_than_what_stands_is_refused() -> None:
    desk = with_letter()
    refused(desk.ask(revise(), plan=desk.base), "charter.adopt-revision.not-newer")


def test_a_revision_without_a_registered_document_is_refused() -> None:
    desk = adopted()
    refused(desk.ask(revise(), plan=revised(desk.base)), "charter.adopt-revision.no-document")


def test_a_revision_may_not_drop_a_question_that_was_answered() -> None:
    desk = with_letter()
    question = some_question(desk)
    recorded(desk.ask(answer(question)))
    left = {name: one for name, one in desk.base.open_questions.items() if name != question}
    proposed = msgspec.structs.replace(revised(desk.base, revision=9), open_questions=left)
    assert preview(desk.plan, proposed, desk.programme).lost_answers == (question,)
    refused(desk.ask(revise(), plan=proposed), "charter.adopt-revision.answer-lost")
