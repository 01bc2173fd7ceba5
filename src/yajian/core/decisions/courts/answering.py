"""登记协商、法院文书、解封: what was talked over with the court, and what the court wrote."""

from datetime import date

from yajian.core.courtpapers import clause_of, unless_the_courts
from yajian.core.decisions.courts.commands import ConsultCourt, Outcome, RecordDocument, RecordUnsealing
from yajian.core.decisions.courts.shared import is_lifted, seal_of, standing_seal
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.facts.courts import CourtConsulted, CourtWrote, Unsealed
from yajian.core.history import Timeline, held_again
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules.charter import document, unless_registered
from yajian.core.rules.courts import Seal
from yajian.core.words import Digest, Refusal, SystemRule


def consult_court(
    plan: Plan, programme: Programme, command: ConsultCourt, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    found = standing_seal(programme, command.seal, effective)
    if isinstance(found, Refusal):
        return found
    if not command.with_whom.strip() or not command.summary.strip():
        return Refusal(
            code="courts.consult-court.nothing-said",
            basis=clause_of(plan),
            finding="没有写同谁协商、说了什么",
            way_forward="照协商记录填写；不写案件当事人",
            field="summary" if command.with_whom.strip() else "with_whom",
        )
    if not evidence:
        return Refusal(
            code="courts.consult-court.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding="没有附函件或协商记录的扫描",
            way_forward="请附函件、会议记录或电话记录",
            field="evidence",
        )
    fact = CourtConsulted(
        seal=command.seal,
        by=command.by,
        with_whom=command.with_whom,
        summary=command.summary,
        planned_on=command.planned_on,
        records=evidence,
    )
    talks = programme.courts.consulted.get(command.seal, Timeline()).known()
    entered = held_again(talks, fact, effective)
    if entered is None:
        return ()

    # From here the command succeeds.
    return (entered,)


def record_document(plan: Plan, programme: Programme, command: RecordDocument, effective: date) -> Outcome:
    found = standing_seal(programme, command.seal, effective)
    if isinstance(found, Refusal):
        return found
    refusal = unless_registered(programme, command.document, "courts.record-document.no-document", effective)
    if refusal is None:
        refusal = unless_the_courts(plan, programme, found, command.document, "法院文书")
    if refusal is not None:
        return refusal
    paper = document(programme, command.document)
    assert paper is not None
    refusal = _unless_its_last_word(plan, programme, command, found, paper.value)
    if refusal is not None:
        return refusal
    fact = CourtWrote(
        seal=command.seal,
        says=command.says,
        document=command.document,
        scan=paper.value.scan,
        terms=command.terms,
    )
    if any(one.value == fact for one in found.written):
        return ()

    # From here the command succeeds.
    return (fact,)


def record_unsealing(plan: Plan, programme: Programme, command: RecordUnsealing, effective: date) -> Outcome:
    found = seal_of(programme, command.seal, effective)
    if isinstance(found, Refusal):
        return found
    if found.lifted is not None and found.lifted.value.document == command.document:
        return ()
    if found.lifted is not None:
        return is_lifted(found)
    refusal = unless_registered(programme, command.document, "courts.record-unsealing.no-document", effective)
    if refusal is None:
        refusal = unless_the_courts(plan, programme, found, command.document, "解封文书")
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (Unsealed(seal=command.seal, document=command.document),)


def _unless_its_last_word(
    plan: Plan, programme: Programme, command: RecordDocument, found: Seal, paper: DocumentRegistered
) -> Refusal | None:
    """What the court refused since, no older leave of its allows again, whatever day it is entered under."""
    last = found.answer
    heard = document(programme, last.value.document) if last is not None else None
    if command.says != "consent" or found.allows or heard is None:
        return None
    if heard.value.issued_on <= paper.issued_on:
        return None
    written, since = paper.issued_on.isoformat(), heard.value.issued_on.isoformat()
    return Refusal(
        code="courts.record-document.refused-since",
        basis=clause_of(plan),
        finding=f"{command.document} 成文于{written}，法院{since}又以{heard.value.number}写明不允许处置",
        way_forward="以法院最后一份文书为准；补记以前的文书，发生日期照文书的日期填",
        field="document",
    )
