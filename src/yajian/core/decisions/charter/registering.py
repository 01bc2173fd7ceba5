"""文件登记簿: a paper is entered once under its number, and put right by a correction."""

import re
import unicodedata
from datetime import date

from yajian.core import spellings
from yajian.core.decisions.charter.commands import Outcome, RegisterDocument
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.programme import Programme
from yajian.core.rules import charter as rules
from yajian.core.words import Digest, Refusal, SystemRule


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
    odd = _unlike_paper(command.number)
    if odd:
        return Refusal(
            code="charter.register-document.number-form",
            basis=SystemRule.VALUE_UNFIT,
            finding=odd,
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
    refusal = _unless_alike(programme, command)
    if refusal is not None:
        return refusal
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


def _unless_alike(programme: Programme, command: RegisterDocument) -> Refusal | None:
    """One paper entered under two spellings would be two papers, and do twice what one may do once."""
    alike = spellings.registered(programme, command.number)
    if alike is None or alike.value.number == command.number:
        return None
    return Refusal(
        code="charter.register-document.number-alike",
        basis=SystemRule.DUPLICATE,
        finding=f"{command.number} 与已登记的 {alike.value.number}（第{alike.seq}条，{alike.value.title}）只是写法不同",
        way_forward=f"同一份文件请引用 {alike.value.number}，登记有误的更正第{alike.seq}条；是另一份文件的，请照原件核对文号",
        field="number",
    )


_CASE_YEAR = re.compile("^（[0-9]{4}）(?=.)")
_YEAR = re.compile(r"[（(\[【<]([0-9]{4})[）)\]】>]")
_BRACKETS = "[]【】()<>"


def _unlike_paper(number: str) -> str:
    """What is not as offices write a number, so that two look-alikes cannot be two entries; empty where nothing is.

    Letters, digits and the year's brackets are looked at; （第40次） and 回单：0200 are written so on paper. A court's number
    is its case's, which opens with the year in round brackets: （2018）示01执001号.
    """
    if number != number.strip():
        return f"文号“{number}”前后有空格"
    rest = _CASE_YEAR.sub("", number)
    year = _YEAR.search(rest)
    if year is not None:
        return f"文号“{number}”的年份没有用六角括号，应为〔{year.group(1)}〕"
    for sign in rest:
        plain = unicodedata.normalize("NFKC", sign)
        if sign != plain and plain.isalnum():
            return f"文号“{number}”里的“{sign}”是全角的，应为半角"
        if sign != plain and plain.isspace():
            return f"文号“{number}”里有全角空格"
        if sign in _BRACKETS:
            return f"文号“{number}”里的“{sign}”请照原件写：年份用〔〕，其余用（）"
    return ""


def _says(document: DocumentRegistered) -> tuple[str, date, str, Digest]:
    return document.title, document.issued_on, document.issuer, document.scan


def _says_new(command: RegisterDocument, scan: Digest) -> tuple[str, date, str, Digest]:
    return command.title, command.issued_on, command.issuer, scan
