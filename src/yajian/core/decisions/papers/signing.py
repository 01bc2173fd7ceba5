"""From a draft to a paper that is out: opinions in turn, a number of the series, the scan; or nothing comes of it."""

import unicodedata
from collections.abc import Mapping
from datetime import date

from yajian.core import spellings
from yajian.core.decisions.papers.commands import (
    AnyCommand,
    Close,
    Number,
    Opine,
    Outcome,
    Void,
    no_such_paper,
)
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.facts.papers import OpinionWritten, PaperClosed, PaperNumbered, PaperVoided, Step
from yajian.core.programme import Programme
from yajian.core.rules import papers as rules
from yajian.core.rules import roles as role_rules
from yajian.core.rules.papers import Standing
from yajian.core.words import Digest, Refusal, Request, SystemRule


def opine(programme: Programme, command: Opine, request: Request[AnyCommand]) -> Outcome:
    found = rules.standing(programme, command.paper)
    if found is None:
        return no_such_paper(command.paper)
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
            way_forward=f"依次由{'、'.join(found.chain)}签；退回的稿子重拟以后从头签",
            field="step",
        )
    refusal = _unless_their_own(command, request)
    if refusal is not None:
        return refusal

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


def _unless_their_own(command: Opine, request: Request[AnyCommand]) -> Refusal | None:
    """Three organs sign what they saw, each for itself; another's hand is entered from the signed sheet.

    The office may do so for whoever signed, a county for the enterprise, which has no way to the county's papers.
    """
    whose = _SCOPES.get(command.step)
    scope = role_rules.ROLES[request.role].scope
    if whose is None or scope == whose:
        return None
    if scope != "everything" and (scope, whose) != ("county", "enterprise"):
        return Refusal(
            code="papers.opine.anothers-signature",
            basis=SystemRule.SAME_HAND,
            finding=f"“{command.step}”的签字不能由{role_rules.label(request.role)}登记",
            way_forward="各签各的：由签字的单位登记，或由领导小组办公室附签字件的扫描件登记",
            field="step",
        )
    if request.evidence:
        return None
    return Refusal(
        code="papers.opine.no-sheet",
        basis=SystemRule.EVIDENCE_REQUIRED,
        finding=f"代“{command.step}”登记签字，没有附签字件",
        way_forward="请附这一家签过字的确认书的扫描件",
        field="evidence",
    )


_SCOPES: Mapping[Step, str] = {"企业": "enterprise", "县（市）": "county", "市级": "everything"}


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
    return f"该“{found.next_step}”签" if found.next_step is not None else "都已签过，待编号"


def number(programme: Programme, command: Number, effective: date) -> Outcome:
    found = rules.standing(programme, command.paper)
    if found is None:
        return no_such_paper(command.paper)
    code, year = command.code, effective.year
    if found.numbered is not None and found.voided is None and found.numbered.value.code == code:
        return ()
    if found.stage != "待编号":
        return Refusal(
            code="papers.number.not-signed",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"稿号 {command.paper} {found.stage}，{_unready(found)}",
            way_forward="依次签完以后才编号；编错代字的，作废后另起一稿",
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
        return no_such_paper(command.paper)
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
    taken = spellings.registered(programme, given.document_no)
    if taken is not None:
        return Refusal(
            code="papers.close.number-taken",
            basis=SystemRule.DUPLICATE,
            finding=f"{taken.value.number} 已作为另一份文件登记在册",
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
        return no_such_paper(command.paper)
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
