"""Drafting a paper, signing it step by step, numbering it, closing it on its scan, voiding it."""

import unicodedata
from datetime import date
from typing import Annotated, Literal, assert_never

from yajian.core.facts.charter import DocumentRegistered
from yajian.core.facts.papers import (
    OpinionWritten,
    PaperClosed,
    PaperDrafted,
    PaperNumbered,
    PaperVoided,
    Step,
)
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import papers as rules
from yajian.core.rules.papers import Standing
from yajian.core.words import (
    CampaignId,
    Command,
    CountyId,
    Digest,
    PaperId,
    Refusal,
    Request,
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
    verdict: Annotated[Literal["同意", "退回"], label("同意或退回", "不填即同意")] = "同意"
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


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case Draft() as command:
            return draft(plan, programme, command, request.effective)
        case Opine() as command:
            return opine(programme, command)
        case Number() as command:
            return number(programme, command, request.effective)
        case Close() as command:
            return close(programme, command, request.evidence, request.effective)
        case Void() as command:
            return void(programme, command)
        case other:
            assert_never(other)


def draft(plan: Plan, programme: Programme, command: Draft, effective: date) -> Outcome:
    if command.template not in plan.templates:
        return Refusal(
            code="papers.draft.no-such-template",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案所列文书中没有 {command.template}",
            way_forward=rules.what_to_draft(plan),
            field="template",
        )
    if command.county is not None and all(command.county != county.id for county in plan.counties):
        return Refusal(
            code="papers.draft.no-such-county",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案的县（市）中没有 {command.county}",
            way_forward="请从名单中选择",
            field="county",
        )
    blank = next(
        (name for name in ("title", "issuer", "drafted_by") if not str(getattr(command, name)).strip()),
        None,
    )
    if blank is not None:
        return Refusal(
            code="papers.draft.blank",
            basis=SystemRule.NAME_REQUIRED,
            finding="标题、发文单位、经办人有一项空着",
            way_forward="单位写全称，经办人写姓名",
            field=blank,
        )
    if command.known > programme.seq:
        return Refusal(
            code="papers.draft.beyond-the-books",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"稿中数字称用到第{command.known}条，登记簿只到第{programme.seq}条",
            way_forward="请重新起草",
            field="known",
        )
    if command.file is None and command.workbook is None:
        return Refusal(
            code="papers.draft.no-file",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding="没有随附起草出来的文稿或表格",
            way_forward="请在“文书”页或用 ./run papers draft 起草，文稿由系统生成",
            field="file",
        )
    if command.paper is not None:
        return _draft_again(programme, command, command.paper)
    for other in rules.standings(programme):
        if other.is_open and other.returned is None and _says(other.draft) == _says(command):
            return ()

    # From here the command succeeds.
    ordinal = sum(paper.startswith(f"{effective.year}-") for paper in programme.papers.papers) + 1
    return (_drafted(command, PaperId(f"{effective.year}-{ordinal}"), 1),)


def _draft_again(programme: Programme, command: Draft, paper: PaperId) -> Outcome:
    found = rules.standing(programme, paper)
    if found is None:
        return _no_such_paper(paper)
    before = found.draft
    if (before.template, before.county, before.year, before.campaign) != (
        command.template,
        command.county,
        command.year,
        command.campaign,
    ):
        return Refusal(
            code="papers.draft.another-paper",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"稿号 {paper} 是《{before.title}》，重拟的是另一件",
            way_forward="换了县（市）、年度或文书的，另起一稿",
            field="paper",
        )
    if found.numbered is not None or not found.is_open:
        return Refusal(
            code="papers.draft.past-drafting",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"稿号 {paper} {found.stage}，不能再重拟",
            way_forward="已编号的须作废后另起一稿；已印发的另行发文更正",
            field="paper",
        )
    if found.returned is None and _says(before) == _says(command):
        return ()

    # From here the command succeeds.
    return (_drafted(command, paper, before.version + 1),)


def _drafted(command: Draft, paper: PaperId, version: int) -> PaperDrafted:
    return PaperDrafted(
        paper=paper,
        version=version,
        template=command.template,
        title=command.title,
        county=command.county,
        year=command.year,
        campaign=command.campaign,
        issuer=command.issuer,
        addressee=command.addressee,
        copied_to=command.copied_to,
        as_of=command.as_of,
        known=command.known,
        file=command.file,
        workbook=command.workbook,
        own_template=command.own_template,
        drafted_by=command.drafted_by,
    )


def _says(said: Draft | PaperDrafted) -> tuple[object, ...]:
    return (
        said.template,
        said.title,
        said.county,
        said.year,
        said.campaign,
        said.issuer,
        said.addressee,
        said.copied_to,
        said.file,
        said.workbook,
        said.own_template,
        said.drafted_by,
    )


def opine(programme: Programme, command: Opine) -> Outcome:
    found = rules.standing(programme, command.paper)
    if found is None:
        return _no_such_paper(command.paper)
    if not command.name.strip():
        return Refusal(
            code="papers.opine.no-name",
            basis=SystemRule.NAME_REQUIRED,
            finding=f"“{command.step}”的意见没有写明签批人",
            way_forward="请照审签单写明姓名",
            field="name",
        )
    if command.verdict == "退回" and not command.words.strip():
        return Refusal(
            code="papers.opine.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="退回没有写明理由",
            way_forward="请照审签单写明退回的理由和要改什么",
            field="words",
        )
    last = found.opinions[-1].value if found.opinions else None
    if last is not None and _same_opinion(last, command):
        return ()
    if found.numbered is not None or not found.is_open:
        return Refusal(
            code="papers.opine.past-signing",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"稿号 {command.paper} {found.stage}，审签已经结束",
            way_forward="请核对稿号",
            field="paper",
        )
    if found.next_step != command.step:
        return Refusal(
            code="papers.opine.out-of-turn",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"现在{_whose_turn(found)}，“{command.step}”不能先签",
            way_forward="审签依次为经办、科长、分管、局长；退回的稿子重拟以后从头签",
            field="step",
        )

    # From here the command succeeds.
    return (
        OpinionWritten(
            paper=command.paper,
            version=found.draft.version,
            step=command.step,
            agrees=command.verdict == "同意",
            words=command.words,
            name=command.name,
        ),
    )


def _same_opinion(said: OpinionWritten, command: Opine) -> bool:
    return (said.step, said.agrees, said.words, said.name) == (
        command.step,
        command.verdict == "同意",
        command.words,
        command.name,
    )


def _whose_turn(found: Standing) -> str:
    if found.returned is not None:
        return f"稿子已由{found.returned.name}退回，待重拟"
    return f"该“{found.next_step}”签" if found.next_step is not None else "四个环节都已签过，待编号"


def number(programme: Programme, command: Number, effective: date) -> Outcome:
    found = rules.standing(programme, command.paper)
    if found is None:
        return _no_such_paper(command.paper)
    code, year = command.code, effective.year
    if found.numbered is not None and found.voided is None and found.numbered.value.code == code:
        return ()
    if found.stage != "待编号":
        return Refusal(
            code="papers.number.not-signed",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"稿号 {command.paper} {found.stage}，{_unready(found)}",
            way_forward="局长签发以后才编号；编错代字的，作废后另起一稿",
            field="paper",
        )
    if (
        not code
        or code != "".join(code.split())
        or unicodedata.normalize("NFKC", code) != code
        or not code.isalpha()
    ):
        return Refusal(
            code="papers.number.code-form",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"机关代字“{code}”空着，或夹有空格、括号、数字",
            way_forward="只写代字本身，如 示工信函；年份和序号由系统加",
            field="code",
        )
    owner = rules.issuer_of(programme, code)
    if owner is not None and owner != found.draft.issuer:
        return Refusal(
            code="papers.number.another-issuer",
            basis=SystemRule.DUPLICATE,
            finding=f"代字“{code}”是{owner}的，本稿的发文单位是{found.draft.issuer}",
            way_forward="一个代字只归一个单位，请用本单位的代字，或重拟改正发文单位",
            field="code",
        )
    given = rules.series(programme, code, year)
    if command.first is not None and (given or command.first < 1):
        return Refusal(
            code="papers.number.already-begun",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"起始号写了{command.first}，“{code}”{year}年已编到{given[-1].value.number if given else 0}号",
            way_forward="号由系统依次给出，不留空号；起始号只在本年第一次编号时填，不小于1",
            field="first",
        )
    latest = max((entry.effective for entry in given), default=effective)
    if effective < latest:
        return Refusal(
            code="papers.number.before-the-last",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"编号日期{effective.isoformat()}早于同一代字上一号的{latest.isoformat()}",
            way_forward="文号按先后编，请核对日期",
            field="effective",
        )

    # From here the command succeeds.
    ordinal = rules.next_number(programme, code, year, command.first or 1)
    return (
        PaperNumbered(
            paper=command.paper,
            code=code,
            issuer=found.draft.issuer,
            year=year,
            number=ordinal,
            document_no=rules.document_no(code, year, ordinal),
        ),
    )


def _unready(found: Standing) -> str:
    if found.numbered is not None:
        return f"文号是 {found.numbered.value.document_no}"
    return _whose_turn(found) if found.is_open else "不再编号"


def close(programme: Programme, command: Close, evidence: tuple[Digest, ...], effective: date) -> Outcome:
    found = rules.standing(programme, command.paper)
    if found is None:
        return _no_such_paper(command.paper)
    if found.closed is not None and (found.closed.value.issued_on, found.closed.value.signer) == (
        command.issued_on,
        command.signer,
    ):
        return ()
    if found.numbered is None or not found.is_open:
        return Refusal(
            code="papers.close.not-numbered",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"稿号 {command.paper} {found.stage}",
            way_forward="签发、编号以后，凭盖章原件办结；已办结的登错了，在文件登记簿里更正",
            field="paper",
        )
    if len(evidence) != 1:
        return Refusal(
            code="papers.close.no-scan",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=f"附了{len(evidence)}份扫描件，办结须恰好附一份",
            way_forward="请把盖章原件扫成一份 PDF 后再办结",
            field="evidence",
        )
    if not command.signer.strip():
        return Refusal(
            code="papers.close.no-signer",
            basis=SystemRule.NAME_REQUIRED,
            finding="没有写明签发人",
            way_forward="请照原件写明签发人姓名",
            field="signer",
        )
    given = found.numbered.value
    if command.issued_on > effective or command.issued_on.year != given.year:
        return Refusal(
            code="papers.close.date-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"成文日期{command.issued_on.isoformat()}晚于办结日期，或不在文号 {given.document_no} 的年份里",
            way_forward="请照原件落款日期填写",
            field="issued_on",
        )
    (scan,) = evidence
    if charter_rules.document(programme, given.document_no) is not None:
        return Refusal(
            code="papers.close.number-taken",
            basis=SystemRule.DUPLICATE,
            finding=f"{given.document_no} 已作为另一份文件登记在册",
            way_forward="请核对登记簿；号确已用掉的，本稿作废，另起一稿",
            field="paper",
        )

    # From here the command succeeds.
    return (
        PaperClosed(
            paper=command.paper,
            document_no=given.document_no,
            issued_on=command.issued_on,
            signer=command.signer,
            scan=scan,
        ),
        DocumentRegistered(
            number=given.document_no,
            title=found.draft.title,
            issued_on=command.issued_on,
            issuer=given.issuer,
            scan=scan,
        ),
    )


def void(programme: Programme, command: Void) -> Outcome:
    found = rules.standing(programme, command.paper)
    if found is None:
        return _no_such_paper(command.paper)
    if found.voided is not None:
        return ()
    if found.closed is not None:
        return Refusal(
            code="papers.void.already-out",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{found.closed.value.document_no} 已印发，不能作废",
            way_forward="另行发文废止或更正",
            field="paper",
        )
    if not command.reason.strip():
        return Refusal(
            code="papers.void.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="作废没有写明理由",
            way_forward="请写明为何作废",
            field="reason",
        )

    # From here the command succeeds.
    return (PaperVoided(paper=command.paper, reason=command.reason),)


def _no_such_paper(paper: PaperId) -> Refusal:
    return Refusal(
        code="papers.no-such-paper",
        basis=SystemRule.NOT_FOUND,
        finding=f"没有稿号 {paper}",
        way_forward="请从“文书”页选择",
        field="paper",
    )
