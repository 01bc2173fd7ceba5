"""Recording what happened to a facility. The record of what happened is never gated; only the paper is."""

from datetime import date
from typing import Annotated, assert_never

from yajian.core.facts.closure import ConditionRecorded
from yajian.core.plan import FacilityCondition, Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import targets as target_rules
from yajian.core.words import Command, Digest, PartId, Refusal, Request, Seq, SystemRule, label

Outcome = tuple[AnyFact, ...] | Refusal


class ClosureCommand(Command, frozen=True):
    """Marks this file's commands."""


class RecordCondition(ClosureCommand, frozen=True, kw_only=True, tag="closure.record-condition"):
    """登记设施状态: this named facility came into this condition on the effective day."""

    part: Annotated[PartId, label("清单分项", "分项编号")]
    facility: Annotated[str, label("设施", "照清单所列名称")]
    condition: Annotated[str, label("状态", "方案所列状态之一")]
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的登记时填该条的条号")] = None


AnyCommand = RecordCondition


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case RecordCondition() as command:
            return record_condition(plan, programme, command, request.evidence, request.effective)
        case other:
            assert_never(other)


def record_condition(
    plan: Plan, programme: Programme, command: RecordCondition, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    part = target_rules.find_part(programme, command.part, effective)
    if part is None or command.facility not in part.facilities:
        # The list of that day had not named it yet: a later version may have.
        part = target_rules.find_part(programme, command.part) or part
    if part is None:
        return Refusal(
            code="closure.record-condition.no-such-part",
            basis=SystemRule.NOT_FOUND,
            finding=f"清单中没有分项 {command.part}",
            way_forward="请从压减清单中选择分项",
            field="part",
        )
    if command.facility not in part.facilities:
        named = "、".join(part.facilities) or "无（尚未落实到具体设施）"
        return Refusal(
            code="closure.record-condition.facility-not-bound",
            basis=plan.clauses[part.clauses[0]],
            finding=f"{part.enterprise_name} {part.part} 名下没有“{command.facility}”；已落实的设施：{named}",
            way_forward="请先明确该分项对应哪些设施（答复待明确事项或发布清单新版本），再登记状态",
            field="facility",
        )
    condition = _condition(plan, command.condition)
    if condition is None:
        known = "、".join(name.label for kind in plan.facility_types.values() for name in kind.conditions)
        return Refusal(
            code="closure.record-condition.unknown-condition",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"方案中没有“{command.condition}”这种状态",
            way_forward=f"请选择：{known}",
            field="condition",
        )
    if not evidence:
        return Refusal(
            code="closure.record-condition.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=f"登记“{condition.label}”没有附任何影像或文件",
            way_forward="请附现场照片或确认书扫描件，至少一份",
            field="evidence",
        )
    timeline = programme.closures.conditions.get((command.part, command.facility))
    if command.corrects is not None and timeline is not None:
        replaced = timeline.replacement(command.corrects)
        if replaced is not None and (replaced.value.condition, replaced.effective) == (
            condition.id,
            effective,
        ):
            return ()
    if command.corrects is not None and (
        timeline is None or command.corrects not in [entry.seq for entry in timeline.known()]
    ):
        return Refusal(
            code="closure.record-condition.nothing-to-correct",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.corrects}条不是 {command.part} {command.facility} 现行的状态登记",
            way_forward="请核对要更正的条号",
            field="corrects",
        )
    present = timeline.at(effective) if timeline is not None else None
    gone = present is not None and present.value.counts_as == "dismantled"
    if gone and command.corrects is None and condition.counts_as in ("running", "stopped", "shut"):
        return Refusal(
            code="closure.record-condition.after-dismantling",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"{command.facility} 那天之前已登记拆除",
            way_forward="拆除登记有误的用更正；发现又有生产迹象的，登记为死灰复燃一类的状态",
            field="condition",
        )
    if (
        command.corrects is None
        and present is not None
        and (present.value.condition, present.effective) == (condition.id, effective)
    ):
        return ()

    # From here the command succeeds.
    return (
        ConditionRecorded(
            part=command.part,
            facility=command.facility,
            condition=condition.id,
            label=condition.label,
            counts_as=condition.counts_as,
            corrects=command.corrects,
        ),
    )


def _condition(plan: Plan, name: str) -> FacilityCondition | None:
    """A condition by its id or by the word the plan uses for it."""
    for kind in plan.facility_types.values():
        for condition in kind.conditions:
            if name in (condition.id, condition.label):
                return condition
    return None
