"""报告生产迹象: on that day a sign was seen that a facility works."""

from yajian.core import flags, naming
from yajian.core.decisions.flags.commands import AnyCommand, Outcome, ReportActivity
from yajian.core.facts.flags import ActivityReported
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import flags as rules
from yajian.core.words import Refusal, Request, SystemRule


def report_activity(
    plan: Plan, programme: Programme, command: ReportActivity, request: Request[AnyCommand]
) -> Outcome:
    refusal = naming.unless_named_otherwise(
        plan, programme, command.part, command.facility, request.effective
    )
    if refusal is not None:
        return refusal
    if not flags.is_there(programme, command.part, command.facility, request.effective):
        return Refusal(
            code="flags.report-activity.no-such-facility",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有 {command.part or '台账设施'} {command.facility}",
            way_forward="请从清单分项所列的设施中选择；不在清单上的，填企业台账的设施编号",
            field="facility",
        )
    if not command.finding.strip():
        return Refusal(
            code="flags.report-activity.no-finding",
            basis=SystemRule.VALUE_UNFIT,
            finding="看到的情况空着",
            way_forward="请照数据或见闻写明何时、何地、多少",
            field="finding",
        )
    if not rules.showing(request):
        return Refusal(
            code="flags.report-activity.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=rules.nothing_shown(request)
            or f"报告 {command.facility} 的{command.sign}迹象，没有附任何数据、影像或文件",
            way_forward="请附用电、在线监测等数据，或现场照片，至少一份",
            field="evidence",
        )
    said = programme.flags.activities.get((command.part, command.facility), Timeline()).known()
    if any(
        (one.effective, one.value.sign, one.value.finding)
        == (request.effective, command.sign, command.finding)
        for one in said
    ):
        return ()

    # From here the command succeeds.
    return (
        ActivityReported(
            part=command.part,
            facility=command.facility,
            sign=command.sign,
            finding=command.finding,
            pictures=request.pictures,
        ),
    )
