"""What may be asked of a paper: to be drafted, signed step by step, numbered, closed on its scan, voided."""

from datetime import date
from typing import Annotated, Literal

from yajian.core.facts.papers import About, Step
from yajian.core.programme import AnyFact
from yajian.core.words import (
    CampaignId,
    Command,
    CountyId,
    Digest,
    EnterpriseId,
    OrganId,
    PaperId,
    PartId,
    Refusal,
    Seq,
    SystemRule,
    label,
)

Outcome = tuple[AnyFact, ...] | Refusal


class PapersCommand(Command, frozen=True):
    """Marks this file's commands."""


class Draft(PapersCommand, frozen=True, kw_only=True, tag="papers.draft"):
    """起草文书: a paper is drafted from the books, or drafted again; whoever asks brings the files made."""

    template: Annotated[str, label("文书", "方案所列文书的编号")]
    title: Annotated[str, label("标题", "文件标题全称")]
    issuer: Annotated[str, label("发文单位", "单位全称，印在版头和落款")]
    drafted_by: Annotated[str, label("经办人", "姓名")]
    county: Annotated[CountyId | None, label("县（市）")] = None
    year: Annotated[int | None, label("年度", "四位年份；年度任务书须填")] = None
    campaign: Annotated[CampaignId | None, label("摸底", "摸底的编号；摸底调查表须填")] = None
    addressee: Annotated[str, label("主送单位", "单位全称，几个单位用顿号或逗号隔开")] = ""
    copied_to: Annotated[str, label("抄送", "单位全称；没有的不填")] = ""
    enterprise: Annotated[EnterpriseId | None, label("企业", "由企业出具，或为一户企业出具的文书须填")] = None
    part: Annotated[PartId | None, label("清单分项", "为一个分项出具的文书须填")] = None
    facility: Annotated[str, label("设施", "照清单或批准的办法所列名称")] = ""
    planned_on: Annotated[date | None, label("计划日期", "计划停炉、拆除的日期；同意停炉、同意拆除须填")] = (
        None
    )
    reviewer: Annotated[OrganId | None, label("审查单位", "出具审查意见的单位；审查意见须填")] = None
    seal: Annotated[Seq | None, label("查封登记", "查封登记的条号；与法院协商的函须填")] = None
    quota_version: Annotated[
        int | None, label("额度版次", "具体工作方案第几版；额度表和报省审核的函须填")
    ] = None
    application: Annotated[Seq | None, label("补偿申请", "申请的条号；县（市）转报意见须填")] = None
    audit_plan: Annotated[
        int | None, label("审核计划", "第几号；还没有登记的审核计划不填，汇总已转报的申请")
    ] = None
    remark: Annotated[str, label("补充说明", "账上没有而文书须写明的话，照印")] = ""
    paper: Annotated[PaperId | None, label("重拟稿号", "退回或数据变动后重拟时填原稿号")] = None
    as_of: Annotated[date, label("数据截至", "稿中数字算到哪一天")]
    known: Annotated[Seq, label("登记簿至第几条", "稿中数字用到第几条登记")]
    file: Annotated[Digest | None, label("文稿", "Word 文稿的摘要")] = None
    workbook: Annotated[Digest | None, label("表格", "Excel 表格的摘要")] = None
    own_template: Annotated[Digest | None, label("自备模板", "用了本单位模板时，模板的摘要")] = None


class Opine(PapersCommand, frozen=True, kw_only=True, tag="papers.opine"):
    """登记签批意见: 经办, 科长, 分管, 局长 in turn; from the signed sheet, since a leader needs no account."""

    paper: Annotated[PaperId, label("稿号")]
    step: Annotated[Step, label("签批环节", "经办、科长、分管、局长，依次")]
    name: Annotated[str, label("签批人", "姓名，照审签单")]
    verdict: Annotated[Literal["同意", "退回"], label("同意或退回", "照审签单")] = "同意"
    words: Annotated[str, label("意见", "照审签单原话；退回的写明理由")] = ""


class Number(PapersCommand, frozen=True, kw_only=True, tag="papers.number"):
    """编文号: the office gives the next number of the series; nobody chooses one."""

    paper: Annotated[PaperId, label("稿号")]
    code: Annotated[str, label("机关代字", "如 示工信函；一个代字只归一个单位")]
    first: Annotated[
        int | None, label("起始号", "只在这个代字本年第一次编号时填，接着本系统以外已编的号")
    ] = None


class Close(PapersCommand, frozen=True, kw_only=True, tag="papers.close"):
    """办结文书: the signed and stamped original is scanned; the paper enters the documents register."""

    paper: Annotated[PaperId, label("稿号")]
    issued_on: Annotated[date, label("成文日期", "原件落款日期")]
    signer: Annotated[str, label("签发人", "姓名，照原件")]


class Void(PapersCommand, frozen=True, kw_only=True, tag="papers.void"):
    """作废文书: nothing comes of it; a number given to it is not given again."""

    paper: Annotated[PaperId, label("稿号")]
    reason: Annotated[str, label("作废理由")]


AnyCommand = Draft | Opine | Number | Close | Void


def about(command: Draft) -> About | None:
    """What the paper is about beside county, year and campaign; None if that says it."""
    found = About(
        enterprise=command.enterprise,
        part=command.part,
        facility=command.facility,
        planned_on=command.planned_on,
        reviewer=command.reviewer,
        seal=command.seal,
        quota_version=command.quota_version,
        application=command.application,
        audit_plan=command.audit_plan,
    )
    return found if found != About() else None


def no_such_paper(paper: PaperId) -> Refusal:
    return Refusal(
        code="papers.no-such-paper",
        basis=SystemRule.NOT_FOUND,
        finding=f"没有稿号 {paper}",
        way_forward="请从“文书”页选择",
        field="paper",
    )


def no_such_subject(field: str, finding: str, way_forward: str) -> Refusal:
    return Refusal(
        code="papers.draft.no-such-subject",
        basis=SystemRule.NOT_FOUND,
        finding=finding,
        way_forward=way_forward,
        field=field,
    )
