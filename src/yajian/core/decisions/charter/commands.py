"""What may be asked about the plan, its papers and its open questions."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from yajian.core.programme import AnyFact
from yajian.core.words import Command, Digest, DocumentNo, QuestionId, Refusal, Seq, label

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
    title: Annotated[str, label("标题", "照原件全称；登记簿上的标题各县（市）、企业都看得到")]
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
