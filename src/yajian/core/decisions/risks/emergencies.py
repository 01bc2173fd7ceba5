"""Filing an emergency plan, and recording that it was practised."""

from datetime import date

import msgspec

from yajian.core import ownpapers
from yajian.core.bodies import issuers
from yajian.core.decisions.risks.commands import PURPOSES, FileEmergencyPlan, Outcome, RecordDrill
from yajian.core.facts.risks import Contact, DrillRecorded, EmergencyPlanFiled, Purpose
from yajian.core.history import held_again, told_again
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import Programme
from yajian.core.rules import charter, dossier, organs
from yajian.core.rules import risks as rules
from yajian.core.words import Clause, Digest, EnterpriseId, Refusal, SystemRule


def file_emergency_plan(
    plan: Plan, programme: Programme, command: FileEmergencyPlan, effective: date
) -> Outcome:
    purpose = _purpose(plan, programme, command.enterprise, command.purpose)
    if isinstance(purpose, Refusal):
        return purpose
    contacts = tuple(Contact(post=post, reach=reach) for post, reach in command.contacts.items())
    words = [command.title, *(word for one in contacts for word in (one.post, one.reach))]
    if not contacts or not all(word.strip() for word in words):
        return Refusal(
            code="risks.file-emergency-plan.nobody-to-call",
            basis=_clause(plan),
            finding="预案名称空着，或没有写出事找哪个岗位、打哪个电话",
            way_forward="请照预案写联系岗位和值班电话，至少一个",
            field="contacts" if command.title.strip() else "title",
        )
    if command.valid_to < command.valid_from:
        return Refusal(
            code="risks.file-emergency-plan.ends-before-it-begins",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"有效期自{command.valid_from.isoformat()}至{command.valid_to.isoformat()}",
            way_forward="请核对起止日期",
            field="valid_to",
        )
    refusal = (
        charter.unless_registered(
            programme, command.document, "risks.file-emergency-plan.no-document", effective
        )
        or ownpapers.unless_the_firms(
            plan,
            programme,
            command.document,
            command.enterprise,
            "risks.file-emergency-plan.not-the-firms-paper",
            "应急预案",
        )
        or _unless_reviewed(plan, programme, command, effective)
    )
    if refusal is not None:
        return refusal
    paper = charter.document(programme, command.document)
    assert paper is not None
    fact = EmergencyPlanFiled(
        enterprise=command.enterprise,
        purpose=purpose,
        title=command.title,
        document=command.document,
        scan=paper.value.scan,
        contacts=contacts,
        valid_from=command.valid_from,
        valid_to=command.valid_to,
        reviewed_by=command.reviewed_by,
        review=command.review,
    )
    filed = rules.emergency_plans(programme, (command.enterprise,), purpose)
    opinion = charter.document(programme, command.review)
    assert opinion is not None
    written = max(paper.value.issued_on, opinion.value.issued_on)
    entered = told_again(filed, fact, effective, written)
    if entered is None:
        return ()

    # From here the command succeeds.
    return (entered,)


def record_drill(
    plan: Plan, programme: Programme, command: RecordDrill, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    purpose = _purpose(plan, programme, command.enterprise, command.purpose)
    if isinstance(purpose, Refusal):
        return purpose
    firms = (command.enterprise,)
    if not rules.emergency_plans(programme, firms, purpose, effective):
        return Refusal(
            code="risks.record-drill.no-plan",
            basis=_clause(plan),
            finding=f"{effective.isoformat()}以前没有登记{command.purpose}的应急预案",
            way_forward="演练按预案进行：请先登记预案，或核对日期",
            field="purpose",
        )
    if not command.scenario.strip() or not command.findings.strip() or command.participants <= 0:
        return Refusal(
            code="risks.record-drill.value-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding="演练科目、发现的问题空着，或参加人数不大于零",
            way_forward="请照演练记录填写；没有发现问题的写“没有”",
            field="scenario",
        )
    if not evidence:
        return Refusal(
            code="risks.record-drill.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding="没有附演练记录或照片",
            way_forward="请附演练记录、签到表或现场照片，至少一份",
            field="evidence",
        )
    fact = DrillRecorded(
        enterprise=command.enterprise,
        purpose=purpose,
        scenario=command.scenario,
        participants=command.participants,
        findings=command.findings,
        records=evidence,
    )
    entered = held_again(rules.drills(programme, firms, purpose), fact, effective)
    if entered is None:
        return ()

    # From here the command succeeds.
    return (entered,)


def _purpose(plan: Plan, programme: Programme, enterprise: EnterpriseId, word: str) -> Purpose | Refusal:
    if not dossier.is_known(plan, programme, enterprise):
        return Refusal(
            code="risks.no-such-enterprise",
            basis=SystemRule.NOT_FOUND,
            finding=f"企业台账中没有 {enterprise or '（未填）'}",
            way_forward="请从企业台账中选择",
            field="enterprise",
        )
    found = PURPOSES.get(word)
    if found is None:
        return Refusal(
            code="risks.unknown-purpose",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"预案为什么编制，写成了“{word}”",
            way_forward=f"请填：{'、'.join(PURPOSES)}",
            field="purpose",
        )
    return found


def _unless_reviewed(
    plan: Plan, programme: Programme, command: FileEmergencyPlan, effective: date
) -> Refusal | None:
    """Somebody besides the firm looked at it, and says so on a paper of his own."""
    heir = dossier.successor(programme, command.enterprise, effective)
    own = {command.enterprise, heir, *dossier.family(programme, heir, effective)}
    if not command.reviewed_by.strip() or dossier.named(plan, programme, command.reviewed_by) & own:
        return Refusal(
            code="risks.file-emergency-plan.not-reviewed",
            basis=_clause(plan),
            finding=f"评审单位是“{command.reviewed_by}”",
            way_forward="预案须由本企业以外的单位或专家组评审；请写全称",
            field="reviewed_by",
        )
    refusal = charter.unless_registered(
        programme, command.review, "risks.file-emergency-plan.no-review", effective
    )
    if refusal is not None:
        return msgspec.structs.replace(
            refusal, field="review" if refusal.field == "document" else refusal.field
        )
    paper = charter.document(programme, command.review)
    assert paper is not None
    spelt = {dossier.folded(one) for one in issuers(paper.value)}
    names = {dossier.folded(one) for one in organs.called(plan, programme, command.reviewed_by.strip())}
    if spelt & names:
        return None
    return Refusal(
        code="risks.file-emergency-plan.not-the-reviewers",
        basis=_clause(plan),
        finding=f"{command.review} 由{paper.value.issuer}发出，不是评审单位“{command.reviewed_by}”的意见",
        way_forward="请填评审单位出具的评审意见的文号；单位名称照文件写全称",
        field="review",
    )


def _clause(plan: Plan) -> Clause | SystemRule:
    return next(iter(clauses_for(plan, "emergency_plan")), SystemRule.VALUE_UNFIT)
