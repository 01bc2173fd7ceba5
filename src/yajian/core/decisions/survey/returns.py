"""The county's side: one return with its sheet, and the countersignatures on it."""

from datetime import date

from yajian.core.decisions.survey.commands import Countersign, SubmitReturn, WithdrawCountersignature
from yajian.core.decisions.survey.common import Outcome, addressed, current_version, too_early, unless_named
from yajian.core.facts.survey import (
    CountersignatureWithdrawn,
    ReturnAccepted,
    ReturnCountersigned,
    ReturnSubmitted,
    SurveyRow,
)
from yajian.core.facts.targets import PartListed
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import survey as rules
from yajian.core.rules import targets as target_rules
from yajian.core.words import (
    Digest,
    Refusal,
    SystemRule,
)


def submit_return(
    plan: Plan, programme: Programme, command: SubmitReturn, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    found = addressed(programme, command.campaign, command.county)
    if isinstance(found, Refusal):
        return found
    opened, standing = found
    refusal = (
        unless_named(command.reported_by, "报送人", "reported_by")
        or _unfit(command)
        or _firm_missing(plan, programme, command, effective)
    )
    if refusal is not None:
        return refusal
    if len(evidence) != 1:
        return Refusal(
            code="survey.submit-return.no-sheet",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=f"附了{len(evidence)}份表，一个县（市）报一份表，须恰好附一份",
            way_forward="请附盖章的摸底调查表；零报告也要附",
            field="evidence",
        )
    (sheet,) = evidence
    current = standing.current
    if current is not None and _says(current.value) == (dict(command.rows), command.nil, sheet):
        return ()
    if standing.accepted:
        return Refusal(
            code="survey.submit-return.already-accepted",
            basis=SystemRule.DUPLICATE,
            finding=f"第{current.value.version if current else 0}版已经接收",
            way_forward="要改的，请办公室先退回，写明理由，再报新版本",
            field="county",
        )
    earliest = max(opened.effective, current.effective if current is not None else opened.effective)
    if effective < earliest:
        return too_early(effective, earliest)

    # From here the command succeeds.
    return (
        ReturnSubmitted(
            campaign=command.campaign,
            county=command.county,
            version=current.value.version + 1 if current is not None else 1,
            rows=dict(command.rows),
            nil=command.nil,
            reported_by=command.reported_by,
            sheet=sheet,
        ),
    )


def _says(present: ReturnSubmitted) -> tuple[dict[str, SurveyRow], str, Digest]:
    return dict(present.rows), present.nil, present.sheet


def _unfit(command: SubmitReturn) -> Refusal | None:
    if bool(command.rows) == bool(command.nil.strip()):
        seen = "既填了企业，又填了零报告" if command.rows else "没有企业，也没有零报告说明"
        return Refusal(
            code="survey.submit-return.rows-or-nil",
            basis=SystemRule.VALUE_UNFIT,
            finding=seen,
            way_forward="有企业的逐户填；属地没有企业的填零报告说明，算已报",
            field="rows",
        )
    for name, row in command.rows.items():
        nothing = not row.facilities and not row.explained.strip()
        if not name.strip() or row.facilities < 0 or (row.capacity_t or 0) < 0 or nothing:
            return Refusal(
                code="survey.submit-return.row-unfit",
                basis=SystemRule.VALUE_UNFIT,
                finding=f"“{name}”一行没有设施数也没有说明，或有负数、空名",
                way_forward="设施数、产能（吨）填整数；查无设施的在 explained 里说明",
                field="rows",
            )
    return None


def _firm_missing(plan: Plan, programme: Programme, command: SubmitReturn, effective: date) -> Refusal | None:
    """Every firm that the list has in this county is in the return, or its absence is explained there."""
    listed: dict[str, PartListed] = {
        part.enterprise: part
        for entry in target_rules.lists(programme, effective)
        for part in entry.value.parts
        if part.county == command.county
    }
    for enterprise, part in listed.items():
        if enterprise not in command.rows and part.enterprise_name not in command.rows:
            return Refusal(
                code="survey.submit-return.firm-missing",
                basis=plan.clauses[part.clauses[0]],
                finding=f"清单上在本县（市）的 {part.enterprise_name}（{enterprise}）不在表里",
                way_forward="请补上这一户；查无设施的也要有一行，写明情况",
                field="rows",
            )
    return None


# Countersigning ----------------------------------------------------------------------------------


def countersign(
    plan: Plan, programme: Programme, command: Countersign, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    found = current_version(plan, programme, command.campaign, command.county, command.version)
    if isinstance(found, Refusal):
        return found
    opened, standing, current = found
    names = {bureau.id: bureau.name for bureau in opened.value.bureaus}
    if command.bureau not in names:
        return Refusal(
            code="survey.countersign.not-a-cosigner",
            basis=rules.basis(plan, opened.value),
            finding=f"{command.bureau} 不是会签单位；会签的是 {'、'.join(f'{k}（{v}）' for k, v in names.items()) or '（无）'}",
            way_forward="请填方案所列会签单位的编号",
            field="bureau",
        )
    refusal = unless_named(command.signed_by, "签字人", "signed_by")
    if refusal is not None:
        return refusal
    if not evidence:
        return Refusal(
            code="survey.countersign.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding="没有附会签页",
            way_forward="请附签字盖章的会签页扫描件",
            field="evidence",
        )
    if standing.sent_back is not None:
        return Refusal(
            code="survey.countersign.sent-back",
            basis=rules.basis(plan, opened.value),
            finding=f"第{command.version}版已退回：{standing.sent_back.reason}",
            way_forward="请等县（市）重报后，签新版本",
            field="version",
        )
    if effective < current.effective:
        return too_early(effective, current.effective)
    signed = dict((bureau.id, entry) for bureau, entry in standing.signatures)[command.bureau]
    if signed is not None:
        return ()

    # From here the command succeeds.
    return (
        ReturnCountersigned(
            campaign=command.campaign,
            county=command.county,
            version=command.version,
            bureau=command.bureau,
            signed_by=command.signed_by,
            opinion=command.opinion,
        ),
    )


def withdraw_countersignature(plan: Plan, programme: Programme, command: WithdrawCountersignature) -> Outcome:
    found = next(
        (
            (key, entry)
            for key, signed in programme.survey.signatures.items()
            for line in signed.values()
            for entry in line.entries
            if entry.seq == command.withdraws
        ),
        None,
    )
    if found is None:
        return Refusal(
            code="survey.withdraw-countersignature.nothing-stands",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.withdraws}条不是会签登记",
            way_forward="请在摸底页上核对条号",
            field="withdraws",
        )
    (campaign, county, version), entry = found
    if entry.corrected_by is not None:
        return ()
    if not command.reason.strip():
        return Refusal(
            code="survey.withdraw-countersignature.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"撤回第{entry.seq}条会签没有写明理由",
            way_forward="请写明为何撤回",
            field="reason",
        )
    ruling = programme.survey.rulings.get((campaign, county, version), Timeline()).at()
    if ruling is not None and isinstance(ruling.value, ReturnAccepted):
        return Refusal(
            code="survey.withdraw-countersignature.already-accepted",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"{plan.county_name(county)}第{version}版已由第{ruling.seq}条接收",
            way_forward="请办公室先退回这一版，写明理由",
            field="withdraws",
        )

    # From here the command succeeds.
    return (
        CountersignatureWithdrawn(
            campaign=campaign,
            county=county,
            version=version,
            bureau=entry.value.bureau,
            withdraws=entry.seq,
            reason=command.reason,
        ),
    )
