"""待明确事项: answered on a paper, taken back on another, and what rested on it looked at again."""

from datetime import date

from yajian.core.decisions.charter.commands import AnswerQuestion, Outcome, ReviewReopened, WithdrawAnswer
from yajian.core.facts.charter import AnswerWithdrawn, QuestionAnswered, ReopenedReviewed
from yajian.core.history import Timeline
from yajian.core.plan import Plan, check_settlement
from yajian.core.programme import Programme
from yajian.core.rules import charter as rules
from yajian.core.words import Refusal, SystemRule


def answer_question(plan: Plan, programme: Programme, command: AnswerQuestion, effective: date) -> Outcome:
    question = plan.open_questions.get(command.question)
    if question is None:
        return Refusal(
            code="charter.answer-question.no-such-question",
            basis=SystemRule.NOT_FOUND,
            finding=f"待明确事项中没有 {command.question}",
            way_forward="请从“待明确事项”中选择",
            field="question",
        )
    clause = plan.clauses[question.clauses[0]]
    if not command.reading.strip():
        return Refusal(
            code="charter.answer-question.no-reading",
            basis=clause,
            finding=f"“{question.topic}”的答复内容空着",
            way_forward="请照文件原话写明怎样理解、怎样执行",
            field="reading",
        )
    if not command.answered_by.strip():
        return Refusal(
            code="charter.answer-question.no-name",
            basis=SystemRule.NAME_REQUIRED,
            finding=f"“{question.topic}”的答复没有写明答复人",
            way_forward="请写明答复人姓名和单位职务",
            field="answered_by",
        )
    refusal = rules.unless_registered(programme, command.document, "charter.answer-question.no-document")
    if refusal is not None:
        return refusal
    faults = check_settlement(plan, command.question, command.settles)
    if faults:
        return Refusal(
            code="charter.answer-question.value-unfit",
            basis=clause,
            finding="；".join(faults),
            way_forward="请按该处要求的形式填写，或只写答复内容、不填取值",
            field="settles",
        )
    line = programme.charter.answers.get(command.question, Timeline())
    standing = line.at(effective) if command.corrects is None else line.replacement(command.corrects)
    said = standing is not None and _same(standing.value, command)
    if standing is not None and said and (command.corrects is None or standing.effective == effective):
        return ()
    if command.corrects is None and standing is not None and standing.effective == effective:
        return Refusal(
            code="charter.answer-question.already-answered",
            basis=clause,
            finding=f"“{question.topic}”自{effective.isoformat()}起已由第{standing.seq}条答复：{standing.value.reading[:40]}",
            way_forward=f"那条登记有误的，更正第{standing.seq}条；有新文件另作答复的，写新的生效日期",
            field="reading",
        )
    if command.corrects is not None and command.corrects not in [entry.seq for entry in line.known()]:
        return Refusal(
            code="charter.answer-question.nothing-to-correct",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.corrects}条不是 {command.question} 现有的答复",
            way_forward="请核对要更正的条号；有新文件的，直接作为新答复登记",
            field="corrects",
        )

    # From here the command succeeds.
    document = rules.document(programme, command.document)
    assert document is not None
    return (
        QuestionAnswered(
            question=command.question,
            reading=command.reading,
            answered_by=command.answered_by,
            document=command.document,
            scan=document.value.scan,
            revision=programme.charter.revision + 1,
            settles=dict(command.settles),
            reopens=rules.rests_on(plan, programme, command.question),
            corrects=command.corrects,
        ),
    )


def _same(standing: QuestionAnswered, command: AnswerQuestion) -> bool:
    return (standing.reading, standing.answered_by, standing.document, dict(standing.settles)) == (
        command.reading,
        command.answered_by,
        command.document,
        dict(command.settles),
    )


def withdraw_answer(programme: Programme, command: WithdrawAnswer) -> Outcome:
    line = programme.charter.answers.get(command.question, Timeline())
    named = next((entry for entry in line.entries if entry.seq == command.withdraws), None)
    if named is None:
        return Refusal(
            code="charter.withdraw-answer.nothing-stands",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.withdraws}条不是 {command.question} 的答复",
            way_forward="请在该事项的页面上核对要撤回的条号",
            field="withdraws",
        )
    if named.corrected_by is not None:
        return ()
    if not command.reason.strip():
        return Refusal(
            code="charter.withdraw-answer.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"撤回第{named.seq}条答复没有写明理由",
            way_forward="请照据以撤回的文件写明理由",
            field="reason",
        )
    refusal = rules.unless_registered(programme, command.document, "charter.withdraw-answer.no-document")
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        AnswerWithdrawn(
            question=command.question,
            withdraws=named.seq,
            reason=command.reason,
            document=command.document,
            revision=programme.charter.revision + 1,
        ),
    )


def review_reopened(plan: Plan, programme: Programme, command: ReviewReopened) -> Outcome:
    waiting = rules.reopened(plan, programme)
    if not any(one.thing == command.thing and one.question == command.question for one in waiting):
        reviews = programme.charter.reviews.get(command.thing, Timeline())
        last = max(reviews.entries, key=lambda entry: entry.seq, default=None)
        said = (last.value.question, last.value.finding) if last is not None else None
        if said == (command.question, command.finding):
            return ()
        return Refusal(
            code="charter.review-reopened.not-waiting",
            basis=SystemRule.NOT_FOUND,
            finding=f"{command.thing} 没有因 {command.question} 的答复而待复核",
            way_forward="请从“待复核”中选择",
            field="thing",
        )
    if not command.finding.strip():
        return Refusal(
            code="charter.review-reopened.no-finding",
            basis=SystemRule.VALUE_UNFIT,
            finding="复核意见空着",
            way_forward="请写明核对了什么、为何维持",
            field="finding",
        )
    refusal = rules.unless_registered(programme, command.document, "charter.review-reopened.no-document")
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        ReopenedReviewed(
            thing=command.thing,
            question=command.question,
            finding=command.finding,
            document=command.document,
        ),
    )
