"""Publishing a list version and setting a county's annual task: nothing may fall below what the plan fixed."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, assert_never

import msgspec

from yajian.core.facts.targets import AnnualTaskSet, ListPublished, PartListed
from yajian.core.plan import Plan
from yajian.core.plan.citing import approver_question
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import acceptance as acceptance_rules
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import closure as closure_rules
from yajian.core.rules import dossier as dossier_rules
from yajian.core.rules import quotas as quota_rules
from yajian.core.rules import targets as rules
from yajian.core.words import (
    Answer,
    BatchId,
    Clause,
    ClauseId,
    Command,
    CountyId,
    DocumentNo,
    EnterpriseId,
    ListId,
    PartId,
    QuestionId,
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

    tonnes: Annotated[Tonnes | None, label("产能（吨）")] = None
    facilities: Annotated[tuple[str, ...] | None, label("设施", "逐座写明，用顿号分开")] = None
    county: Annotated[CountyId | None, label("县（市）")] = None
    batch: Annotated[BatchId | None, label("批次")] = None


class PublishList(TargetsCommand, frozen=True, kw_only=True, tag="targets.publish-list"):
    """发布清单新版本: the present version with these changes, on a registered document."""

    list: Annotated[ListId, label("清单", "清单编号")]
    changes: Annotated[Mapping[PartId, PartChange], label("变动", "分项编号＝变动；产能以吨为单位")]
    document: Annotated[DocumentNo, label("依据文号", "已登记文件的文号")]
    wishes: Annotated[
        Mapping[EnterpriseId, DocumentNo], label("企业意愿", "企业编号＝书面意愿的文号；调换设施或吨数时须填")
    ] = {}
    safety: Annotated[DocumentNo, label("安全说明", "安全生产需求说明的文号；调换设施或吨数时须填")] = (
        DocumentNo("")
    )


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
            return set_annual_task(plan, programme, command, request.effective)
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
    refusal = charter_rules.unless_registered(
        programme, command.document, "targets.publish-list.no-document", effective
    )
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
    refusal = _unfit(plan, programme, present.value, command.changes)
    if refusal is not None:
        return refusal
    parts = tuple(_changed(plan, part, command.changes.get(part.part)) for part in present.value.parts)
    if parts == present.value.parts:
        return ()
    targets = rules.targets_of(plan)  # with every answer laid over it: a settled county has moved its task
    if present.value.counts_toward_target:
        swap = rules.Swap(
            targets=targets,
            before=present.value.parts,
            after=parts,
            wishes=frozenset(
                enterprise
                for enterprise, number in command.wishes.items()
                if charter_rules.document(programme, number) is not None
            ),
            safety=charter_rules.document(programme, command.safety) is not None,
            approver_known=_approver_known(plan, programme, effective),
            quota_version=_quota_version(programme, present.value.parts, parts),
        )
        refusal = _unless_adjustable(plan, programme, swap)
        if refusal is not None:
            return refusal

    # From here the command succeeds.
    published = ListPublished(
        list=present.value.list,
        label=present.value.label,
        version=present.value.version + 1,
        counts_toward_target=present.value.counts_toward_target,
        parts=parts,
        document=command.document,
        clauses=present.value.clauses,
    )
    moved = present.value.counts_toward_target and targets != fixed.value
    return (targets, published) if moved else (published,)


def _unless_adjustable(plan: Plan, programme: Programme, swap: rules.Swap) -> Refusal | None:
    """The total stays the target; and where ovens or tonnes are exchanged, the plan's own conditions hold."""
    listed = sum(part.tonnes for part in swap.after)
    if swap.touched:
        for verdict in rules.swap_verdicts(plan, swap, programme.charter.revision):
            if verdict.answer is not Answer.PASS:
                return Refusal(
                    code="targets.publish-list.condition-unmet",
                    basis=verdict.clauses[0] if verdict.clauses else SystemRule.VALUE_UNFIT,
                    finding=f"{verdict.label}：{verdict.finding}",
                    way_forward=verdict.remedy,
                    field="changes",
                )
    short = rules.county_shortfall(swap.targets, swap.after) if swap.touched else None
    if short is not None:  # where the plan sets no conditions of its own, its figures still stand
        return Refusal(
            code="targets.publish-list.county-short",
            basis=plan.clauses[swap.targets.clauses[0]],
            finding=f"{short[0].name}合计会成为{short[1]}吨，少于任务{short[0].tonnes}吨",
            way_forward="方案没有规定县（市）之间的调整；请在同一县（市）内补足",
            field="changes",
        )
    late = rules.milestone_shortfall(swap.targets, swap.after) if swap.touched else None
    if late is not None:
        return Refusal(
            code="targets.publish-list.milestone-short",
            basis=plan.clauses[swap.targets.clauses[0]],
            finding=f"到{late[0].due.isoformat()}应完成的会成为{late[1]}吨，少于节点{late[0].cumulative_t}吨",
            way_forward="时限节点的量不得后移，请调整分项或批次",
            field="changes",
        )
    if listed != swap.targets.target_t:
        return Refusal(
            code="targets.publish-list.total-differs",
            basis=plan.clauses[swap.targets.clauses[0]],
            finding=f"清单合计会成为{listed}吨，目标是{swap.targets.target_t}吨",
            way_forward="调整只能此增彼减，合计须等于目标；另行补充列入的，另立清单",
            field="changes",
        )
    return None


def _approver_known(plan: Plan, programme: Programme, effective: date) -> bool:
    """Whether by that day somebody had said who approves an adjustment, or the plan says so itself."""
    question = approver_question(plan)
    return question is None or charter_rules.answer(programme, question, effective) is not None


def _quota_version(
    programme: Programme, before: tuple[PartListed, ...], after: tuple[PartListed, ...]
) -> int | None:
    """The last version of quotas that fixes any for the parts that change."""
    changed = {old.part for old, new in zip(before, after, strict=True) if old != new}
    versions = quota_rules.versions(programme)
    fixed = quota_rules.lines(programme, versions[-1].number).values() if versions else ()
    return versions[-1].number if any(one.part in changed for one in fixed) else None


def _unfit(
    plan: Plan, programme: Programme, present: ListPublished, changes: Mapping[PartId, PartChange]
) -> Refusal | None:
    """The first change that points at nothing, or says what cannot be."""
    parts = {part.part: part for part in present.parts}
    for name, change in changes.items():
        part = parts.get(name)
        if part is None:
            return Refusal(
                code="targets.publish-list.no-such-part",
                basis=SystemRule.NOT_FOUND,
                finding=f"清单 {present.list} 没有分项 {name}",
                way_forward="请核对分项编号；补充列入另有程序",
                field="changes",
            )
        accepted = acceptance_rules.standing(programme, name).accepted
        if accepted is not None:
            return Refusal(
                code="targets.publish-list.part-accepted",
                basis=plan.clauses[part.clauses[0]],
                finding=f"{name} 已凭{accepted.value.document}验收合格（第{accepted.seq}条），不能再调整",
                way_forward="已转入压减的产能不再变动；要调整的，另选还没有验收的分项",
                field="changes",
            )
        wrong = _wrong(plan, part, change)
        if wrong is not None:
            return Refusal(
                code="targets.publish-list.value-unfit",
                basis=SystemRule.VALUE_UNFIT,
                finding=f"{name} {wrong}",
                way_forward="产能以吨为单位填正整数；批次从方案中选；县（市）须与方案或答复一致；设施写全名、不重复",
                field="changes",
            )
        if change.facilities is not None:
            refusal = _unbindable(plan, programme, part, change.facilities)
            if refusal is not None:
                return refusal
    return None


def _wrong(plan: Plan, part: PartListed, change: PartChange) -> str | None:
    if change.tonnes is not None and change.tonnes <= 0:
        return f"的产能写成了 {change.tonnes} 吨"
    if change.batch is not None and change.batch not in plan.batches:
        return f"的批次“{change.batch}”不在本方案内"
    home = plan.enterprises[part.enterprise].county.value
    if change.county is not None and change.county != home:
        return f"的县（市）写成“{change.county}”，方案和答复说的是“{home or '待定'}”"
    names = change.facilities or ()
    if dossier_rules.twice(names) or any(name != name.strip() or not name for name in names):
        return "的设施有重复、空白或前后空格"
    return None


def _unbindable(plan: Plan, programme: Programme, part: PartListed, names: tuple[str, ...]) -> Refusal | None:
    """An oven with records is not dropped, one oven is not counted under two parts, and a method is not passed over."""
    approved = closure_rules.method(programme, part.part)
    if names and approved is not None:
        return Refusal(
            code="targets.publish-list.method-stands",
            basis=plan.clauses[part.clauses[0]],
            finding=f"{part.part} 按批准的办法“{approved.value.title}”（第{approved.seq}条）计，不能又落实到设施",
            way_forward="确要落实到设施的，先凭文件作废该办法",
            field="changes",
        )
    dropped = closure_rules.dropped(programme, part, names)
    if dropped:
        return Refusal(
            code="targets.publish-list.facility-has-records",
            basis=plan.clauses[part.clauses[0]],
            finding=f"{part.part} 的“{dropped[0]}”已有状态登记，不能从清单里去掉",
            way_forward="登记有误的先更正登记；确要换设施的，按设施调整另案办理",
            field="changes",
        )
    for entry in rules.lists(programme):
        for other in entry.value.parts:
            if other.part == part.part or other.enterprise != part.enterprise:
                continue
            shared = dossier_rules.in_common(names, closure_rules.in_pieces(programme, other).facilities)
            if shared:
                return Refusal(
                    code="targets.publish-list.facility-bound-elsewhere",
                    basis=plan.clauses[part.clauses[0]],
                    finding=f"“{shared[0]}”已列在分项 {other.part} 名下，一座设施只能算一次",
                    way_forward="请核对两个分项各对应哪些设施",
                    field="changes",
                )
    return None


def _changed(plan: Plan, part: PartListed, change: PartChange | None) -> PartListed:
    """The part as the new version says it. What is now said by a document rests on its question no more."""
    if change is None:
        return part
    due = part.due
    if change.batch is not None and change.batch != part.batch:
        due = plan.batches[change.batch].due.value
    return msgspec.structs.replace(
        part,
        tonnes=part.tonnes if change.tonnes is None else change.tonnes,
        facilities=part.facilities if change.facilities is None else change.facilities,
        county=part.county if change.county is None else change.county,
        batch=part.batch if change.batch is None else change.batch,
        due=due,
        rests_on=tuple(one for one in part.rests_on if one not in _settled(plan, part, change)),
    )


def _settled(plan: Plan, part: PartListed, change: PartChange) -> set[QuestionId | None]:
    """The questions a change answers for this part: of the field it states, and of no other."""
    settled: set[QuestionId | None] = set()
    if change.county is not None:
        settled.add(plan.enterprises[part.enterprise].county.asks)
    if change.facilities:
        for source in plan.lists:
            for item in source.items:
                settled |= {one.facilities.asks for one in item.parts if one.id == part.part}
    return settled


def set_annual_task(plan: Plan, programme: Programme, command: SetAnnualTask, effective: date) -> Outcome:
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
    if not 2000 <= command.year <= 2100:
        return Refusal(
            code="targets.set-annual-task.no-such-year",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"年度写成了 {command.year}",
            way_forward="请填四位年份，如 2020",
            field="year",
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
