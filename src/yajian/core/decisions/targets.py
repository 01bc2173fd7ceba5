"""Publishing a list version and setting a county's annual task: nothing may fall below what the plan fixed."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, assert_never

import msgspec

from yajian.core.facts.targets import AnnualTaskSet, ListPublished, PartListed
from yajian.core.plan import Plan
from yajian.core.plan.citing import approver_question, clauses_for
from yajian.core.plan.needs import Need
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import targets as rules
from yajian.core.words import (
    BatchId,
    Clause,
    ClauseId,
    Command,
    CountyId,
    DocumentNo,
    ListId,
    PartId,
    Refusal,
    Request,
    SystemRule,
    Tonnes,
    label,
)

Outcome = tuple[AnyFact, ...] | Refusal


class TargetsCommand(Command, frozen=True):
    """Marks this file's commands."""


class PartChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a new list version says differently of one part. What is left out stays as it was."""

    tonnes: Tonnes | None = None
    facilities: tuple[str, ...] | None = None
    county: CountyId | None = None
    batch: BatchId | None = None


class PublishList(TargetsCommand, frozen=True, kw_only=True, tag="targets.publish-list"):
    """发布清单新版本: the present version with these changes, on a registered document."""

    list: Annotated[ListId, label("清单", "清单编号")]
    changes: Annotated[Mapping[PartId, PartChange], label("变动", "分项编号＝变动；产能以吨为单位")]
    document: Annotated[DocumentNo, label("依据文号", "已登记文件的文号")]


class SetAnnualTask(TargetsCommand, frozen=True, kw_only=True, tag="targets.set-annual-task"):
    """确定年度任务: the county's own task for a year; it must agree with the list."""

    county: Annotated[CountyId, label("县（市）")]
    year: Annotated[int, label("年度", "四位年份")]
    tonnes: Annotated[Tonnes, label("任务产能（吨）", "以吨为单位：54万吨写 540000")]
    document: Annotated[DocumentNo, label("依据文号", "已登记文件的文号")]


AnyCommand = PublishList | SetAnnualTask


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case PublishList() as command:
            return publish_list(plan, programme, command, request.effective)
        case SetAnnualTask() as command:
            return set_annual_task(plan, programme, command)
        case other:
            assert_never(other)


def publish_list(plan: Plan, programme: Programme, command: PublishList, effective: date) -> Outcome:
    present = rules.present(programme, command.list)
    fixed = rules.fixed(programme)
    if present is None or fixed is None:
        return Refusal(
            code="targets.publish-list.no-such-list",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有清单 {command.list}",
            way_forward="请从压减清单页选择",
            field="list",
        )
    refusal = charter_rules.unless_registered(programme, command.document, "targets.publish-list.no-document")
    if refusal is not None:
        return refusal
    if effective < present.effective:
        return Refusal(
            code="targets.publish-list.before-present",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"新版本自{effective.isoformat()}起，早于现行第{present.value.version}版的{present.effective.isoformat()}",
            way_forward="清单版本按先后生效，请核对生效日期",
            field="effective",
        )
    listed = {part.part for part in present.value.parts}
    unknown = [part for part in command.changes if part not in listed]
    if unknown:
        return Refusal(
            code="targets.publish-list.no-such-part",
            basis=SystemRule.NOT_FOUND,
            finding=f"清单 {command.list} 没有分项 {unknown[0]}",
            way_forward="请核对分项编号；补充列入另有程序",
            field="changes",
        )
    unfit = _unfit(plan, command.changes)
    if unfit is not None:
        return Refusal(
            code="targets.publish-list.value-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=unfit,
            way_forward="产能以吨为单位填正整数；县（市）和批次从方案中选择",
            field="changes",
        )
    parts = tuple(_changed(plan, part, command.changes.get(part.part)) for part in present.value.parts)
    if parts == present.value.parts:
        return ()
    if present.value.counts_toward_target and _moves_tonnes(present.value.parts, parts):
        swap = _unless_swap_allowed(plan, programme, parts)
        if swap is not None:
            return swap

    # From here the command succeeds.
    return (
        ListPublished(
            list=present.value.list,
            label=present.value.label,
            version=present.value.version + 1,
            counts_toward_target=present.value.counts_toward_target,
            parts=parts,
            document=command.document,
            clauses=present.value.clauses,
        ),
    )


def _unfit(plan: Plan, changes: Mapping[PartId, PartChange]) -> str | None:
    counties = {county.id for county in plan.counties}
    for part, change in changes.items():
        if change.tonnes is not None and change.tonnes <= 0:
            return f"{part} 的产能写成了 {change.tonnes} 吨"
        if change.county is not None and change.county not in counties:
            return f"{part} 的县（市）“{change.county}”不在本方案内"
        if change.batch is not None and change.batch not in plan.batches:
            return f"{part} 的批次“{change.batch}”不在本方案内"
        if change.facilities is not None and len(set(change.facilities)) != len(change.facilities):
            return f"{part} 的设施有重复"
    return None


def _changed(plan: Plan, part: PartListed, change: PartChange | None) -> PartListed:
    """The part as the new version says it. What is now said by a document rests on no question any more."""
    if change is None:
        return part
    due = part.due
    if change.batch is not None:
        due = plan.batches[change.batch].due.value
    settled = change.facilities is not None or change.county is not None
    return msgspec.structs.replace(
        part,
        tonnes=part.tonnes if change.tonnes is None else change.tonnes,
        facilities=part.facilities if change.facilities is None else change.facilities,
        county=part.county if change.county is None else change.county,
        batch=part.batch if change.batch is None else change.batch,
        due=due,
        rests_on=() if settled else part.rests_on,
    )


def _moves_tonnes(before: tuple[PartListed, ...], after: tuple[PartListed, ...]) -> bool:
    """Naming a part's facilities moves nothing; another tonnage, county or date does."""
    return any(
        (old.tonnes, old.county, old.batch) != (new.tonnes, new.county, new.batch)
        for old, new in zip(before, after, strict=True)
    )


def _unless_swap_allowed(plan: Plan, programme: Programme, parts: tuple[PartListed, ...]) -> Refusal | None:
    """The plan's own conditions for adjusting what is cut: no county less, no date later, an approver known."""
    fixed = rules.fixed(programme)
    assert fixed is not None
    short = rules.county_shortfall(fixed.value, parts)
    if short is not None:
        task, have = short
        return Refusal(
            code="targets.publish-list.county-less",
            basis=_condition(plan, "county_total_not_less"),
            finding=f"{task.name}合计{have}吨，少于任务{task.tonnes}吨",
            way_forward="调整须在完成压减任务的前提下进行，请把全县合计补足",
            field="changes",
        )
    later = rules.milestone_shortfall(fixed.value, parts)
    if later is not None:
        milestone, have = later
        return Refusal(
            code="targets.publish-list.date-later",
            basis=_condition(plan, "batch_total_not_later"),
            finding=f"到{milestone.due.isoformat()}应完成的只有{have}吨，少于节点{milestone.cumulative_t}吨",
            way_forward="时限节点的量不得后移，请调整分项或批次",
            field="changes",
        )
    waiting = _open_approver(plan, programme)
    if waiting is not None:
        return Refusal(
            code="targets.publish-list.approver-unknown",
            basis=_condition(plan, "approved_by"),
            finding=f"待定：由谁批准设施调整，方案没有写明（{waiting}）",
            way_forward=f"请先请示并答复待明确事项 {waiting}，再发布新版本",
            field="document",
        )
    return None


def _open_approver(plan: Plan, programme: Programme) -> str | None:
    """The unanswered question that hides who approves a swap, if there is one."""
    question = approver_question(plan)
    if question is None or charter_rules.answer(programme, question) is not None:
        return None
    return question


def _condition(plan: Plan, need: Need) -> Clause | SystemRule:
    clauses = clauses_for(plan, need)
    return clauses[0] if clauses else SystemRule.VALUE_UNFIT


def set_annual_task(plan: Plan, programme: Programme, command: SetAnnualTask) -> Outcome:
    fixed = rules.fixed(programme)
    task = (
        next((one for one in fixed.value.counties if one.county == command.county), None) if fixed else None
    )
    if task is None or fixed is None:
        return Refusal(
            code="targets.set-annual-task.no-such-county",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案的县（市）中没有 {command.county}",
            way_forward="请从方案所列县（市）中选择",
            field="county",
        )
    refusal = charter_rules.unless_registered(
        programme, command.document, "targets.set-annual-task.no-document"
    )
    if refusal is not None:
        return refusal
    counted = rules.counted(programme)
    asked = rules.due_in(counted, command.county, command.year)
    if command.tonnes != asked:
        return Refusal(
            code="targets.set-annual-task.differs-from-list",
            basis=_fixing_clause(plan, counted, command, fixed.value.clauses),
            finding=f"{task.name}{command.year}年任务书写{command.tonnes}吨，清单该年到期的分项合计{asked}吨",
            way_forward="任务书须与清单一致；清单有误的，先发布清单新版本",
            field="tonnes",
        )
    past = programme.targets.annual.get((command.county, command.year))
    present = past.at() if past is not None else None
    if (
        present is not None
        and present.value.tonnes == command.tonnes
        and present.value.document == command.document
    ):
        return ()

    # From here the command succeeds.
    return (
        AnnualTaskSet(
            county=command.county,
            year=command.year,
            tonnes=command.tonnes,
            document=command.document,
            clauses=fixed.value.clauses,
        ),
    )


def _fixing_clause(
    plan: Plan, counted: tuple[PartListed, ...], command: SetAnnualTask, otherwise: tuple[ClauseId, ...]
) -> Clause:
    """The clause that fixes the county's tonnes that year, or the one that fixes the total."""
    for part in counted:
        if part.county == command.county and part.due is not None and part.due.year == command.year:
            return plan.clauses[part.clauses[0]]
    return plan.clauses[otherwise[0]]
