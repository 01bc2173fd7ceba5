"""Reporting a sign of life at a facility, and closing the flag that an entry raised. Raising one takes no command."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, assert_never

from yajian.core import flags
from yajian.core.facts.closure import NO_PART
from yajian.core.facts.flags import ActivityReported, Checker, FlagClosed, Kind
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import organs
from yajian.core.rules.charter import document, unless_registered
from yajian.core.words import (
    Clause,
    Command,
    DocumentNo,
    PartId,
    Refusal,
    Request,
    Seq,
    SystemRule,
    label,
)

Outcome = tuple[AnyFact, ...] | Refusal

_SORTS: Mapping[str, Kind] = {"生产迹象": "activity", "照片重复": "picture"}


class FlagsCommand(Command, frozen=True):
    """Marks this file's commands."""


class ReportActivity(FlagsCommand, frozen=True, kw_only=True, tag="flags.report-activity"):
    """报告生产迹象: on that day a sign was seen that the facility works; if it is shut, that is a flag at once."""

    facility: Annotated[str, label("设施", "照清单或批准的办法所列名称；不填分项的，填台账的设施编号")]
    sign: Annotated[
        Literal["用电", "用煤", "烟气", "炉温", "运输", "群众反映", "其他"], label("迹象", "从哪里看出来的")
    ]
    finding: Annotated[str, label("情况", "何时、何地、多少，照数据或见闻写")]
    part: Annotated[PartId, label("清单分项", "分项编号；按台账的设施编号登记的不填")] = NO_PART


class Close(FlagsCommand, frozen=True, kw_only=True, tag="flags.close"):
    """核销线索: an organ that did not enter it looked into a flag, and says on a paper what it was."""

    entry: Annotated[Seq, label("哪一条引起的", "引起线索的登记的条号")]
    sort: Annotated[Literal["生产迹象", "照片重复"], label("哪种线索", "生产迹象或照片重复")]
    verdict: Annotated[Literal["属实", "不属实"], label("结论", "线索所说的是不是事实")]
    finding: Annotated[str, label("查明情况", "怎样查的、查到什么")]
    checked_by: Annotated[Mapping[str, str], label("核查人", "姓名＝单位")]
    document: Annotated[DocumentNo, label("依据文号", "核查报告或说明，须已登记")]


AnyCommand = ReportActivity | Close


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case ReportActivity() as command:
            return report_activity(plan, programme, command, request)
        case Close() as command:
            return close(plan, programme, command, request.organ, request.effective)
        case other:
            assert_never(other)


def report_activity(
    plan: Plan, programme: Programme, command: ReportActivity, request: Request[AnyCommand]
) -> Outcome:
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
    if not request.evidence:
        return Refusal(
            code="flags.report-activity.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=f"报告 {command.facility} 的{command.sign}迹象，没有附任何数据、影像或文件",
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


def close(plan: Plan, programme: Programme, command: Close, organ: str, effective: date) -> Outcome:
    flag = flags.raised(programme, command.entry, _SORTS[command.sort])
    if flag is None:
        return Refusal(
            code="flags.close.no-flag",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.entry}条没有引起“{command.sort}”的线索",
            way_forward="请在设施一页的“异常线索”里核对条号和种类",
            field="entry",
        )
    if flag.closed is not None:
        if (flag.closed.value.document, flag.closed.value.confirmed) == (
            command.document,
            command.verdict == "属实",
        ):
            return ()
        return Refusal(
            code="flags.close.closed-already",
            basis=SystemRule.DUPLICATE,
            finding=f"第{command.entry}条的线索已核销（第{flag.closed.seq}条），{flag.word}",
            way_forward="核销以后又有新情况的，另行报告生产迹象",
            field="entry",
        )
    if organs.called(plan, programme, organ) & flag.organs:
        return Refusal(
            code="flags.close.same-organ",
            basis=SystemRule.SAME_HAND,
            finding=f"第{command.entry}条是{organ}登记的，不能由{organ}核销",
            way_forward="请由另一个单位到现场核查，并由该单位登记",
        )
    if effective < flag.since:
        return Refusal(
            code="flags.close.before-it",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"核销日期{effective.isoformat()}早于线索的{flag.since.isoformat()}",
            way_forward="请核对核查的日期",
            field="effective",
        )
    if not command.finding.strip():
        return Refusal(
            code="flags.close.no-finding",
            basis=_basis(plan),
            finding="查明的情况空着",
            way_forward="请写明怎样查的、查到什么；没有查的不能核销",
            field="finding",
        )
    if not command.checked_by or any(not word.strip() for one in command.checked_by.items() for word in one):
        return Refusal(
            code="flags.close.nobody",
            basis=SystemRule.NAME_REQUIRED,
            finding="没有写明核查人的姓名和单位",
            way_forward="请写明谁去核查的，至少一人",
            field="checked_by",
        )
    refusal = unless_registered(programme, command.document, "flags.close.no-document", effective)
    if refusal is not None:
        return refusal
    paper = document(programme, command.document)
    assert paper is not None

    # From here the command succeeds.
    return (
        FlagClosed(
            entry=command.entry,
            sort=flag.kind,
            confirmed=command.verdict == "属实",
            finding=command.finding,
            checked_by=tuple(Checker(name=name, organ=whose) for name, whose in command.checked_by.items()),
            closed_for=organ,
            document=command.document,
            scan=paper.value.scan,
        ),
    )


def _basis(plan: Plan) -> Clause | SystemRule:
    rule = flags.never_revived(plan)
    return plan.clauses[rule.clauses[0]] if rule is not None and rule.clauses else SystemRule.VALUE_UNFIT
