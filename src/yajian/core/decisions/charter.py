"""Adopting the plan and its revisions, keeping the documents register, answering what the plan leaves open."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Annotated, assert_never

from yajian.core.facts.charter import (
    AnswerWithdrawn,
    DocumentRegistered,
    PlanAdopted,
    QuestionAnswered,
    ReopenedReviewed,
    RevisionAdopted,
)
from yajian.core.facts.targets import ListPublished, TargetsFixed
from yajian.core.history import Timeline
from yajian.core.plan import Plan, check_settlement
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import acceptance as acceptance_rules
from yajian.core.rules import charter as rules
from yajian.core.rules import closure as closure_rules
from yajian.core.rules import targets as target_rules
from yajian.core.words import (
    Command,
    Digest,
    DocumentNo,
    QuestionId,
    Refusal,
    Request,
    Seq,
    SystemRule,
    label,
)

Outcome = tuple[AnyFact, ...] | Refusal


class CharterCommand(Command, frozen=True):
    """Marks this file's commands."""


class AdoptPlan(CharterCommand, frozen=True, kw_only=True, tag="charter.adopt-plan"):
    """采用方案: open the books on a plan file that has passed its checks."""

    plan_file: Annotated[Digest, label("方案文件", "plan.yaml 的摘要；命令行给出文件即可")]
    document_file: Annotated[Digest, label("方案原文", "document.txt 的摘要")]


class AdoptRevision(CharterCommand, frozen=True, kw_only=True, tag="charter.adopt-revision"):
    """采用方案新版本: put a later file in force on the strength of a registered document."""

    plan_file: Annotated[Digest, label("方案文件新版本", "plan.yaml 的摘要；命令行给出文件即可")]
    document_file: Annotated[Digest, label("方案原文", "document.txt 的摘要")]
    document: Annotated[DocumentNo, label("依据文号", "已登记文件的文号")]


class RegisterDocument(CharterCommand, frozen=True, kw_only=True, tag="charter.register-document"):
    """登记文件: enter a paper by 文号 and date, with its scan as the only attachment."""

    number: Annotated[DocumentNo, label("文号", "照原件，年份用六角括号，如 示政办发〔2020〕3号")]
    title: Annotated[str, label("标题", "照原件全称")]
    issued_on: Annotated[date, label("成文日期", "原件落款日期")]
    issuer: Annotated[str, label("发文单位", "单位全称")]
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的登记时填该条的条号")] = None


class AnswerQuestion(CharterCommand, frozen=True, kw_only=True, tag="charter.answer-question"):
    """答复待明确事项: a named person's reading, on a document already on the register."""

    question: Annotated[QuestionId, label("待明确事项", "编号，如 Q-…")]
    reading: Annotated[str, label("答复内容", "照文件原话写明怎样理解、怎样执行")]
    answered_by: Annotated[str, label("答复人", "姓名和单位职务")]
    document: Annotated[DocumentNo, label("依据文号", "已登记文件的文号")]
    settles: Annotated[
        Mapping[str, object], label("明确的取值", "方案中的位置＝取值；没有具体取值的不填")
    ] = {}
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的答复时填该条的条号")] = None


class WithdrawAnswer(CharterCommand, frozen=True, kw_only=True, tag="charter.withdraw-answer"):
    """撤回答复: the paper an answer rested on was itself withdrawn; another paper says so."""

    question: Annotated[QuestionId, label("待明确事项", "编号，如 Q-…")]
    withdraws: Annotated[Seq, label("撤回第几条", "要撤回的答复的条号")]
    reason: Annotated[str, label("撤回理由", "照文件写明为何撤回")]
    document: Annotated[DocumentNo, label("依据文号", "据以撤回的文件，须已登记")]


class ReviewReopened(CharterCommand, frozen=True, kw_only=True, tag="charter.review-reopened"):
    """复核: a thing that rested on an old reading stands as it is."""

    thing: Annotated[str, label("复核事项", "清单/分项，或设施状态的分项/设施")]
    question: Annotated[QuestionId, label("因哪项答复")]
    finding: Annotated[str, label("复核意见", "核对了什么、为何维持")]
    document: Annotated[DocumentNo, label("依据文号", "已登记文件的文号")]


AnyCommand = AdoptPlan | AdoptRevision | RegisterDocument | AnswerQuestion | WithdrawAnswer | ReviewReopened


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case AdoptPlan() as command:
            return adopt_plan(plan, programme, command)
        case AdoptRevision() as command:
            return adopt_revision(plan, programme, command, request.effective)
        case RegisterDocument() as command:
            return register_document(programme, command, request.evidence, request.effective)
        case AnswerQuestion() as command:
            return answer_question(plan, programme, command, request.effective)
        case WithdrawAnswer() as command:
            return withdraw_answer(programme, command)
        case ReviewReopened() as command:
            return review_reopened(plan, programme, command)
        case other:
            assert_never(other)


def adopt_plan(plan: Plan, programme: Programme, command: AdoptPlan) -> Outcome:
    """`plan` is the proposed one: before adoption there is no other."""
    adopted = programme.charter.adopted
    if adopted is not None and adopted.plan_file == command.plan_file:
        return ()
    if adopted is not None:
        return Refusal(
            code="charter.adopt-plan.already-adopted",
            basis=SystemRule.ALREADY_ADOPTED,
            finding=f"本办公室已采用 {adopted.number}，不能再采用另一份文件",
            way_forward="方案有修改时用“采用方案新版本”；另一个方案请用另一个数据目录",
            field="plan_file",
        )

    # From here the command succeeds.
    head = plan.programme
    return (
        PlanAdopted(
            plan=head.id,
            title=head.title,
            number=DocumentNo(head.document_no),
            issued_on=head.issued_on,
            revision=head.revision,
            plan_file=command.plan_file,
            document_file=command.document_file,
        ),
        *target_rules.opening(plan),
    )


def adopt_revision(plan: Plan, programme: Programme, command: AdoptRevision, effective: date) -> Outcome:
    """`plan` is the proposed one; what stands now is in the facts."""
    adopted = programme.charter.adopted
    in_force = programme.charter.files.at()
    if in_force is not None and in_force.value == command.plan_file:
        return ()
    if adopted is None or adopted.plan != plan.programme.id:
        return Refusal(
            code="charter.adopt-revision.other-programme",
            basis=SystemRule.OTHER_PROGRAMME,
            finding=f"文件属于方案 {plan.programme.id}，本办公室运行的是 {adopted.plan if adopted else '（未采用）'}",
            way_forward="请核对文件的 programme.id；另一个方案请用另一个数据目录",
            field="plan_file",
        )
    if plan.programme.revision <= programme.charter.revision:
        return Refusal(
            code="charter.adopt-revision.not-newer",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"文件写的是第{plan.programme.revision}版，现行是第{programme.charter.revision}版",
            way_forward=f"请把 programme.revision 写成 {programme.charter.revision + 1} 或更大",
            field="plan_file",
        )
    refusal = rules.unless_registered(
        programme, command.document, "charter.adopt-revision.no-document", effective
    )
    if refusal is not None:
        return refusal
    latest = max((entry.effective for entry in programme.charter.files.known()), default=effective)
    if effective < latest:
        return Refusal(
            code="charter.adopt-revision.before-present",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"新版本自{effective.isoformat()}起，早于现行文件的{latest.isoformat()}",
            way_forward="方案版本按先后生效，请核对生效日期",
            field="effective",
        )
    lost = [question for question in programme.charter.answers if question not in plan.open_questions]
    if lost:
        return Refusal(
            code="charter.adopt-revision.answer-lost",
            basis=SystemRule.NOT_FOUND,
            finding=f"已答复的 {lost[0]} 在新版本中没有了，答复将无处可依",
            way_forward="请在新版本的 open_questions 中保留该条，并注明已由何文件明确",
            field="plan_file",
        )

    in_force_then = rules.plan_in_force(plan, programme)
    changed, conflicts = target_rules.restated(in_force_then, programme, command.document)
    if conflicts:
        return Refusal(
            code="charter.adopt-revision.amended-since",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"{conflicts[0].list} 的分项 {conflicts[0].part} 已另文调整过，新版本又写成另一样",
            way_forward="请在新版本里照现行清单写，或先发布清单新版本改回",
            field="plan_file",
        )
    refusal = _unless_kept(in_force_then, programme, changed)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        RevisionAdopted(
            plan_file=command.plan_file,
            document_file=command.document_file,
            document=command.document,
            revision=plan.programme.revision,
            differences=tuple(_name(fact) for fact in changed),
        ),
        *changed,
    )


def _unless_kept(
    plan: Plan, programme: Programme, changed: tuple[TargetsFixed | ListPublished, ...]
) -> Refusal | None:
    """A new file drops no facility of which something stands recorded, and leaves alone what was accepted."""
    for fact in changed:
        present = target_rules.present(programme, fact.list) if isinstance(fact, ListPublished) else None
        if present is None or not isinstance(fact, ListPublished):
            continue
        said = {part.part: closure_rules.in_pieces(programme, part).facilities for part in fact.parts}
        new = {part.part: part for part in fact.parts}
        for part in present.value.parts:
            accepted = acceptance_rules.standing(programme, part.part).accepted
            if accepted is not None and new.get(part.part) != part:
                return Refusal(
                    code="charter.adopt-revision.part-accepted",
                    basis=plan.clauses[fact.clauses[0]],
                    finding=f"新版本改了 {part.part}，而它已凭{accepted.value.document}验收合格（第{accepted.seq}条）",
                    way_forward="请在新版本里照现行清单写；已转入压减的产能不再变动",
                    field="plan_file",
                )
            dropped = closure_rules.dropped(programme, part, said.get(part.part, ()))
            if dropped:
                return Refusal(
                    code="charter.adopt-revision.facility-has-records",
                    basis=plan.clauses[fact.clauses[0]],
                    finding=f"新版本不再写 {part.part} 的“{dropped[0]}”，而它已有状态登记",
                    way_forward="请在新版本里保留该设施；登记有误的先更正或作废登记",
                    field="plan_file",
                )
    return None


def _name(fact: TargetsFixed | ListPublished) -> str:
    return "targets" if isinstance(fact, TargetsFixed) else f"{fact.list}/{fact.version}"


def register_document(
    programme: Programme, command: RegisterDocument, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    if not command.number.strip() or not command.title.strip() or not command.issuer.strip():
        return Refusal(
            code="charter.register-document.blank",
            basis=SystemRule.VALUE_UNFIT,
            finding="文号、标题、发文单位有一项空着",
            way_forward="三项都照原件填写；没有文号的写“无文号”加日期",
            field="number",
        )
    if not _as_on_paper(command.number):
        return Refusal(
            code="charter.register-document.number-form",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"文号“{command.number}”前后有空格、用了全角数字，或年份没有用六角括号",
            way_forward="请照原件写，如 示政办函〔2020〕2号；法院案号写作（2020）…号",
            field="number",
        )
    if len(evidence) != 1:
        return Refusal(
            code="charter.register-document.no-scan",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=f"附了{len(evidence)}份扫描件，登记一份文件须恰好附一份",
            way_forward="请把盖章原件扫成一份 PDF 后再登记",
            field="evidence",
        )
    if command.issued_on > effective:
        return Refusal(
            code="charter.register-document.issued-later",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"成文日期{command.issued_on.isoformat()}晚于登记所称日期{effective.isoformat()}",
            way_forward="请核对成文日期与收文日期",
            field="issued_on",
        )
    (scan,) = evidence
    present = rules.document(programme, command.number)
    if present is not None and _says(present.value) == _says_new(command, scan):
        return ()
    if present is not None and command.corrects != present.seq:
        return Refusal(
            code="charter.register-document.number-taken",
            basis=SystemRule.DUPLICATE,
            finding=f"{command.number} 已登记（第{present.seq}条）：{present.value.title}",
            way_forward=f"登记有误的，用更正并注明更正第{present.seq}条；是另一份文件的，核对文号",
            field="number",
        )
    if present is None and command.corrects is not None:
        return Refusal(
            code="charter.register-document.nothing-to-correct",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.corrects}条不是 {command.number} 的登记",
            way_forward="请核对要更正的条号；首次登记不必填更正",
            field="corrects",
        )

    # From here the command succeeds.
    return (
        DocumentRegistered(
            number=command.number,
            title=command.title,
            issued_on=command.issued_on,
            issuer=command.issuer,
            scan=scan,
            corrects=command.corrects,
        ),
    )


_CASE_YEAR = re.compile("^（[0-9]{4}）(?=.)")


def _as_on_paper(number: str) -> bool:
    """One paper has one way to write its number, so that two look-alikes cannot be two entries.

    A court's number is its case's, which opens with the year in round brackets: （2018）示01执001号.
    """
    number = _CASE_YEAR.sub("", number)
    plain = unicodedata.normalize("NFKC", number) == number
    return plain and number == number.strip() and not any(sign in number for sign in "[]【】()<>")


def _says(document: DocumentRegistered) -> tuple[str, date, str, Digest]:
    return document.title, document.issued_on, document.issuer, document.scan


def _says_new(command: RegisterDocument, scan: Digest) -> tuple[str, date, str, Digest]:
    return command.title, command.issued_on, command.issuer, scan


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
