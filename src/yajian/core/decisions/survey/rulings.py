"""The office's side: sending a version back with its reason, and accepting one that all have countersigned."""

from datetime import date

from yajian.core.decisions.survey.commands import AcceptReturn, SendBack
from yajian.core.decisions.survey.common import Outcome, current_version, too_early, unless_named
from yajian.core.facts.survey import (
    ReturnAccepted,
    ReturnSentBack,
)
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import survey as rules
from yajian.core.words import (
    Refusal,
    SystemRule,
)


def send_back(plan: Plan, programme: Programme, command: SendBack, effective: date) -> Outcome:
    found = current_version(plan, programme, command.campaign, command.county, command.version)
    if isinstance(found, Refusal):
        return found
    _, standing, current = found
    refusal = unless_named(command.sent_back_by, "退回人", "sent_back_by")
    if refusal is not None:
        return refusal
    if not command.reason.strip():
        return Refusal(
            code="survey.send-back.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="退回没有写明理由",
            way_forward="请写明哪里不对、怎么改，县（市）据此重报",
            field="reason",
        )
    if standing.sent_back is not None:
        return ()
    earliest = max(current.effective, standing.ruling.effective if standing.ruling else current.effective)
    if effective < earliest:
        return too_early(effective, earliest)

    # From here the command succeeds.
    return (
        ReturnSentBack(
            campaign=command.campaign,
            county=command.county,
            version=command.version,
            reason=command.reason,
            sent_back_by=command.sent_back_by,
        ),
    )


def accept(plan: Plan, programme: Programme, command: AcceptReturn, effective: date) -> Outcome:
    found = current_version(plan, programme, command.campaign, command.county, command.version)
    if isinstance(found, Refusal):
        return found
    opened, standing, current = found
    refusal = unless_named(command.accepted_by, "接收人", "accepted_by")
    if refusal is not None:
        return refusal
    if standing.sent_back is not None:
        return Refusal(
            code="survey.accept.sent-back",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"第{command.version}版已退回：{standing.sent_back.reason}",
            way_forward="请等县（市）重报，接收新版本",
            field="version",
        )
    if standing.missing:
        return Refusal(
            code="survey.accept.countersignature-missing",
            basis=rules.basis(plan, opened.value),
            finding=f"第{command.version}版缺 {'、'.join(bureau.name for bureau in standing.missing)} 会签",
            way_forward="一份表须各单位会签齐全才算报齐；请催会签",
            field="version",
        )
    if standing.accepted:
        return ()
    complete = standing.complete_on or current.effective
    if effective < complete:
        return too_early(effective, complete)

    # From here the command succeeds.
    return (
        ReturnAccepted(
            campaign=command.campaign,
            county=command.county,
            version=command.version,
            accepted_by=command.accepted_by,
        ),
    )
