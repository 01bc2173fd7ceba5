"""登记查封、协商、法院文书、解封: what the court did is recorded; nothing here asks the court for leave to record it."""

from datetime import date
from typing import Annotated, assert_never

from yajian.core import gates
from yajian.core.facts.courts import (
    CourtConsulted,
    CourtWrote,
    Meeting,
    Sealed,
    SealExtended,
    SealWithdrawn,
    Unsealed,
    Writing,
)
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import courts as rules
from yajian.core.rules import dossier, organs
from yajian.core.rules.charter import document, unless_registered
from yajian.core.rules.courts import Seal
from yajian.core.words import (
    Clause,
    Command,
    Digest,
    DocumentNo,
    EnterpriseId,
    FacilityId,
    OrganId,
    PartId,
    Refusal,
    Request,
    Seq,
    SystemRule,
    label,
)

Outcome = tuple[AnyFact, ...] | Refusal


class CourtsCommand(Command, frozen=True):
    """Marks this file's commands."""


class RecordSeal(CourtsCommand, frozen=True, kw_only=True, tag="courts.record-seal"):
    """登记查封: from the effective day the facility is under this court's seal."""

    facility: Annotated[str, label("设施", "照清单或批准的办法所列名称；不填分项的，填台账的设施编号")]
    court: Annotated[str, label("查封法院", "照裁定所写；是本办公室成员的，填其编号或名称")]
    case_no: Annotated[str, label("案号", "照裁定所写，不写当事人")]
    document: Annotated[DocumentNo, label("查封文书", "裁定书、协助执行通知书的文号，须已登记")]
    part: Annotated[PartId, label("清单分项", "分项编号；按台账的设施编号登记的不填")] = PartId("")
    until: Annotated[date | None, label("查封到哪天", "文书没有写期限的不填")] = None


class ExtendSeal(CourtsCommand, frozen=True, kw_only=True, tag="courts.extend-seal"):
    """登记续封: the court's order carries the seal on."""

    seal: Annotated[Seq, label("查封登记", "第几条")]
    document: Annotated[DocumentNo, label("续封文书", "文号，须已登记")]
    until: Annotated[date | None, label("续封到哪天", "文书没有写期限的不填")] = None


class ConsultCourt(CourtsCommand, frozen=True, kw_only=True, tag="courts.consult-court"):
    """登记协商: on the effective day this was put to the court, or talked over with it."""

    seal: Annotated[Seq, label("查封登记", "第几条")]
    by: Annotated[Meeting, label("方式", "letter 去函，meeting 会商，call 电话")]
    with_whom: Annotated[str, label("对方", "法院的部门和人，照记录")]
    summary: Annotated[str, label("说了什么", "照记录，不写当事人")]
    planned_on: Annotated[date | None, label("计划拆除日期", "拆除以前告知法院的填写")] = None


class RecordDocument(CourtsCommand, frozen=True, kw_only=True, tag="courts.record-document"):
    """登记法院文书: on the effective day the court allowed the disposal, did not, or wrote something else."""

    seal: Annotated[Seq, label("查封登记", "第几条")]
    says: Annotated[Writing, label("文书内容", "consent 允许处置，refusal 不允许处置，other 其他文书")]
    document: Annotated[DocumentNo, label("法院文书", "文号，须已登记")]
    terms: Annotated[str, label("附带条件", "照文书；没有的不填")] = ""


class RecordUnsealing(CourtsCommand, frozen=True, kw_only=True, tag="courts.record-unsealing"):
    """登记解封: the court lifted the seal on the effective day."""

    seal: Annotated[Seq, label("查封登记", "第几条")]
    document: Annotated[DocumentNo, label("解封文书", "文号，须已登记")]


class WithdrawSeal(CourtsCommand, frozen=True, kw_only=True, tag="courts.withdraw-seal"):
    """撤销查封登记: it was entered by mistake, under another facility or twice. A seal that ended is unsealed instead."""

    seal: Annotated[Seq, label("查封登记", "第几条")]
    reason: Annotated[str, label("理由", "登错了什么")]
    document: Annotated[DocumentNo, label("依据文号", "据以核对的文件，须已登记")]


AnyCommand = RecordSeal | ExtendSeal | ConsultCourt | RecordDocument | RecordUnsealing | WithdrawSeal


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case RecordSeal() as command:
            return record_seal(plan, programme, command, request.effective)
        case ExtendSeal() as command:
            return extend_seal(programme, command, request.effective)
        case ConsultCourt() as command:
            return consult_court(plan, programme, command, request.evidence, request.effective)
        case RecordDocument() as command:
            return record_document(programme, command, request.effective)
        case RecordUnsealing() as command:
            return record_unsealing(programme, command, request.effective)
        case WithdrawSeal() as command:
            return withdraw_seal(programme, command)
        case other:
            assert_never(other)


def record_seal(plan: Plan, programme: Programme, command: RecordSeal, effective: date) -> Outcome:
    whose = _whose(plan, programme, command, effective)
    if isinstance(whose, Refusal):
        return whose
    if not command.court.strip() or not command.case_no.strip():
        return Refusal(
            code="courts.record-seal.no-case",
            basis=_clause(plan),
            finding="查封法院或者案号空着",
            way_forward=f"须照文书登记：{'、'.join(plan.court.record) if plan.court is not None else '查封法院、案号'}",
            field="case_no" if command.court.strip() else "court",
        )
    refusal = unless_registered(programme, command.document, "courts.record-seal.no-document", effective)
    if refusal is not None:
        return refusal
    if command.until is not None and command.until < effective:
        return _ends_before(command.until, effective)
    enterprise, name = whose
    organ = next(
        (
            one
            for one in organs.organs(plan, programme, effective)
            if one.level == "court" and command.court in (one.id, one.name)
        ),
        None,
    )
    paper = document(programme, command.document)
    assert paper is not None
    fact = Sealed(
        part=command.part,
        facility=command.facility,
        enterprise=enterprise,
        name=name,
        court=organ.name if organ is not None else command.court,
        court_organ=OrganId(organ.id) if organ is not None else OrganId(""),
        case_no=command.case_no,
        until=command.until,
        document=command.document,
        scan=paper.value.scan,
    )
    twin = next(
        (
            one
            for one in rules.seals(programme)
            if (one.fact.part, one.fact.facility, one.fact.court, one.fact.case_no)
            == (fact.part, fact.facility, fact.court, fact.case_no)
        ),
        None,
    )
    if twin is not None and twin.fact == fact and twin.since == effective:
        return ()
    if twin is not None and twin.lifted is None:
        return Refusal(
            code="courts.record-seal.already-sealed",
            basis=SystemRule.DUPLICATE,
            finding=f"第{twin.seq}条已经登记：{rules.told(twin)}",
            way_forward="同一案号续封的登记续封；登错的先撤销",
            field="case_no",
        )

    # From here the command succeeds.
    return (fact,)


def extend_seal(programme: Programme, command: ExtendSeal, effective: date) -> Outcome:
    found = _standing_seal(programme, command.seal, effective)
    if isinstance(found, Refusal):
        return found
    refusal = unless_registered(programme, command.document, "courts.extend-seal.no-document", effective)
    if refusal is not None:
        return refusal
    if command.until is not None and command.until < effective:
        return _ends_before(command.until, effective)
    fact = SealExtended(seal=command.seal, until=command.until, document=command.document)
    if any(one.value == fact for one in programme.courts.standing[command.seal].entries):
        return ()

    # From here the command succeeds.
    return (fact,)


def consult_court(
    plan: Plan, programme: Programme, command: ConsultCourt, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    found = _standing_seal(programme, command.seal, effective)
    if isinstance(found, Refusal):
        return found
    if not command.with_whom.strip() or not command.summary.strip():
        return Refusal(
            code="courts.consult-court.nothing-said",
            basis=_clause(plan),
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
    )
    if any((one.value, one.effective) == (fact, effective) for one in found.consulted):
        return ()

    # From here the command succeeds.
    return (fact,)


def record_document(programme: Programme, command: RecordDocument, effective: date) -> Outcome:
    found = _standing_seal(programme, command.seal, effective)
    if isinstance(found, Refusal):
        return found
    refusal = unless_registered(programme, command.document, "courts.record-document.no-document", effective)
    if refusal is not None:
        return refusal
    paper = document(programme, command.document)
    assert paper is not None
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


def record_unsealing(programme: Programme, command: RecordUnsealing, effective: date) -> Outcome:
    found = _seal(programme, command.seal, effective)
    if isinstance(found, Refusal):
        return found
    if found.lifted is not None and found.lifted.value.document == command.document:
        return ()
    if found.lifted is not None:
        return _is_lifted(found)
    refusal = unless_registered(programme, command.document, "courts.record-unsealing.no-document", effective)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (Unsealed(seal=command.seal, document=command.document),)


def withdraw_seal(programme: Programme, command: WithdrawSeal) -> Outcome:
    found = _seal(programme, command.seal)
    if isinstance(found, Refusal):
        return found
    if not command.reason.strip():
        return Refusal(
            code="courts.withdraw-seal.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="没有写登错了什么",
            way_forward="请写明；法院解除查封的，登记解封，不撤销登记",
            field="reason",
        )
    refusal = unless_registered(programme, command.document, "courts.withdraw-seal.no-document")
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (SealWithdrawn(withdraws=command.seal, reason=command.reason, document=command.document),)


def _whose(
    plan: Plan, programme: Programme, command: RecordSeal, effective: date
) -> tuple[EnterpriseId, str] | Refusal:
    """Who answers for the facility, and what it is called: on the list, or in the ledger."""
    if command.part:
        asked = gates.case(plan, programme, command.part, command.facility, effective)
        if asked is None or command.facility not in asked.listed.facilities:
            named = "、".join(asked.listed.facilities) if asked is not None else ""
            return _unknown(
                f"{command.part} {command.facility}", named or "还没有落实到具体设施，可按台账的设施编号登记"
            )
        firm = dossier.enterprise_name(plan, programme, asked.enterprise, effective)
        return asked.enterprise, f"{firm} {command.facility}"
    stands = dossier.place(programme, FacilityId(command.facility), effective)
    if stands is None:
        return _unknown(command.facility, "先在企业台账登记设施")
    firm = dossier.enterprise_name(plan, programme, stands.enterprise, effective)
    called = dossier.facility_name(programme, FacilityId(command.facility), effective)
    return stands.enterprise, f"{firm} {called}"


def _unknown(seen: str, offered: str) -> Refusal:
    return Refusal(
        code="courts.record-seal.no-such-facility",
        basis=SystemRule.NOT_FOUND,
        finding=f"清单和台账都没有“{seen}”",
        way_forward=f"请核对；这一项下：{offered}",
        field="facility",
    )


def _seal(programme: Programme, seq: Seq, effective: date | None = None) -> Seal | Refusal:
    found = rules.seal(programme, seq, effective)
    if found is not None:
        return found
    begun = rules.seal(programme, seq)
    return Refusal(
        code="courts.no-such-seal",
        basis=SystemRule.NOT_FOUND,
        finding=f"第{seq}条不是有效的查封登记" if begun is None else f"{rules.told(begun)}，发生日期早于查封",
        way_forward="请从法院事项里选择；发生日期不得早于查封",
        field="seal",
    )


def _standing_seal(programme: Programme, seq: Seq, effective: date) -> Seal | Refusal:
    """A seal that was not lifted by then; one that merely ran out is still talked about."""
    found = _seal(programme, seq, effective)
    return _is_lifted(found) if isinstance(found, Seal) and found.lifted is not None else found


def _is_lifted(found: Seal) -> Refusal:
    assert found.lifted is not None
    return Refusal(
        code="courts.already-unsealed",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"{rules.told(found)}，{found.lifted.effective.isoformat()}已经解封",
        way_forward="又被查封的，照新的文书另行登记查封",
        field="seal",
    )


def _ends_before(until: date, effective: date) -> Refusal:
    return Refusal(
        code="courts.ends-before-it-begins",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"查封到{until.isoformat()}为止，早于{effective.isoformat()}",
        way_forward="请照文书核对起止日期",
        field="until",
    )


def _clause(plan: Plan) -> Clause | SystemRule:
    clauses = plan.court.clauses if plan.court is not None else ()
    return plan.clauses[clauses[0]] if clauses else SystemRule.VALUE_UNFIT
