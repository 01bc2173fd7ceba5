"""Targets and lists: what adoption enters, what stands on a day, and what a new list version must keep."""

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

import msgspec

from yajian.core.cases import Case, Found, Needs, met, unmet
from yajian.core.facts.targets import (
    BatchFixed,
    CountyTaskFixed,
    ListPublished,
    MilestoneFixed,
    PartListed,
    TargetsFixed,
)
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Enterprise, GateCondition, ListItem, ListPart, Plan, RetirementList, Value
from yajian.core.programme import Programme
from yajian.core.words import (
    Answer,
    BatchId,
    CountyId,
    DocumentNo,
    EnterpriseId,
    ListId,
    PartId,
    QuestionId,
    Seq,
    Tonnes,
    Verdict,
)

T = TypeVar("T")


def opening(plan: Plan) -> tuple[TargetsFixed | ListPublished, ...]:
    """What adopting this plan enters: the targets, and version 1 of every list that has an item."""
    lists = (plan.retirement_list, *plan.related_lists)
    return (targets_of(plan), *(list_of(plan, one, one.version) for one in lists if one.items))


def targets_of(plan: Plan) -> TargetsFixed:
    total, issued_on = plan.total, plan.programme.issued_on
    tasks = {task.county: task.total_t.value or Tonnes(0) for task in plan.county_tasks}
    return TargetsFixed(
        target_t=known(total.capacity_t),
        by=total.by.value,
        judged_by=known(total.judged_by),
        batches=tuple(
            BatchFixed(
                id=batch.id,
                label=batch.label,
                tonnes=known(batch.capacity_t),
                due=batch.due.value,
                judged_by=known(batch.judged_by),
                on_or_before_issue=batch.due_on_or_before_issue,
                clauses=batch.clauses,
            )
            for batch in plan.batches.values()
        ),
        milestones=tuple(
            MilestoneFixed(
                due=known(milestone.due),
                cumulative_t=known(milestone.cumulative_t),
                judged_by=known(milestone.judged_by),
                batches=milestone.batches,
                on_or_before_issue=known(milestone.due) <= issued_on,
                clauses=milestone.clauses,
            )
            for milestone in plan.milestones
        ),
        counties=tuple(
            CountyTaskFixed(
                county=CountyId(county.id), name=county.name, tonnes=tasks.get(CountyId(county.id), Tonnes(0))
            )
            for county in plan.counties
        ),
        clauses=total.clauses,
    )


def list_of(
    plan: Plan, source: RetirementList, version: int, number: DocumentNo | None = None
) -> ListPublished:
    return ListPublished(
        list=source.id,
        label=source.label,
        version=version,
        counts_toward_target=known(source.counts_toward_target),
        parts=tuple(_part(plan, source, item, part) for item in source.items for part in item.parts),
        document=number or DocumentNo(plan.programme.document_no),
        clauses=source.clauses,
        from_file=True,
    )


def _part(plan: Plan, source: RetirementList, item: ListItem, part: ListPart) -> PartListed:
    enterprise = plan.enterprises[item.enterprise]
    batch = plan.batches.get(part.batch) if part.batch is not None else None
    standard = plan.completion_standards.get(source.completion_standard or "") if batch is None else None
    event = standard.event if standard is not None else None
    return PartListed(
        part=part.id,
        item=item.id,
        enterprise=enterprise.id,
        enterprise_name=enterprise.name,
        tonnes=known(part.capacity_t),
        county=enterprise.county.value,
        batch=part.batch,
        due=part.due.value or (batch.due.value if batch is not None else None),
        judged_by=event,
        facilities=part.facilities.value or (),
        rests_on=_questions(enterprise, part),
        clauses=tuple(dict.fromkeys((*item.clauses, *part.clauses))),
    )


def _questions(enterprise: Enterprise, part: ListPart) -> tuple[QuestionId, ...]:
    values: tuple[Value[object], ...] = (enterprise.county, part.capacity_t, part.facilities, part.due)
    return tuple(dict.fromkeys(value.question for value in values if value.question is not None))


def known(value: Value[T]) -> T:
    """A value the loader has proved present. Absent here means a plan that was never checked."""
    if value.value is None:
        raise ValueError(f"the plan gives no value where adoption needs one ({value.question})")
    return value.value


# What stands on a day ----------------------------------------------------------------------------


def fixed(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> Entry[TargetsFixed] | None:
    return in_force(programme.targets.fixed, as_of, known)


def lists(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> Iterator[Entry[ListPublished]]:
    """The version of each list in force on a day."""
    for versions in programme.targets.lists.values():
        entry = in_force(versions, as_of, known)
        if entry is not None:
            yield entry


def in_force(timeline: Timeline[T], as_of: date | None, known: Seq | None) -> Entry[T] | None:
    """The entry of a day; for a day before the first, the first: a plan judges dates older than itself."""
    entry = timeline.at(as_of, known)
    if entry is None and as_of is not None:
        return next(iter(timeline.known(known)), None)
    return entry


def present(programme: Programme, name: ListId) -> Entry[ListPublished] | None:
    """The latest version of one list, whatever its effective day."""
    versions = programme.targets.lists.get(name)
    return versions.at() if versions is not None else None


def counted(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> tuple[PartListed, ...]:
    """The parts that count toward the target."""
    return tuple(
        part
        for entry in lists(programme, as_of, known)
        if entry.value.counts_toward_target
        for part in entry.value.parts
    )


def find_part(programme: Programme, part: PartId, as_of: date | None = None) -> PartListed | None:
    """A part as the list of a day has it; without a day, as the latest version has it."""
    for entry in lists(programme, as_of):
        for candidate in entry.value.parts:
            if candidate.part == part:
                return candidate
    return None


def with_named_facilities(
    programme: Programme, version: Entry[ListPublished], part: PartListed, known: Seq | None
) -> PartListed:
    """The part with the facilities first named for it later, where the version of the day does not name any.

    Which ovens a line of the list means is something learned, not something that changed that day.
    """
    if part.facilities:
        return part
    for entry in programme.targets.lists[version.value.list].known(known):
        if (entry.effective, entry.seq) <= (version.effective, version.seq):
            continue  # a version that dropped names which an earlier one had means what it says
        for later in entry.value.parts:
            if later.part == part.part and later.facilities:
                return msgspec.structs.replace(part, facilities=later.facilities)
    return part


def by_county(parts: tuple[PartListed, ...]) -> dict[CountyId | None, Tonnes]:
    totals: dict[CountyId | None, Tonnes] = {}
    for part in parts:
        totals[part.county] = Tonnes(totals.get(part.county, 0) + part.tonnes)
    return totals


def by_batch(parts: tuple[PartListed, ...]) -> dict[BatchId | None, Tonnes]:
    totals: dict[BatchId | None, Tonnes] = {}
    for part in parts:
        totals[part.batch] = Tonnes(totals.get(part.batch, 0) + part.tonnes)
    return totals


# What a new version must keep --------------------------------------------------------------------


def county_shortfall(
    targets: TargetsFixed, parts: tuple[PartListed, ...]
) -> tuple[CountyTaskFixed, Tonnes] | None:
    """The first county that would be left with less than its task, and what it would have."""
    totals = by_county(parts)
    for task in targets.counties:
        have = Tonnes(totals.get(task.county, 0))
        if have < task.tonnes:
            return task, have
    return None


def milestone_shortfall(
    targets: TargetsFixed, parts: tuple[PartListed, ...]
) -> tuple[MilestoneFixed, Tonnes] | None:
    """The first date by which fewer tonnes would be due than the plan's cumulative figure."""
    for milestone in targets.milestones:
        have = Tonnes(
            sum(part.tonnes for part in parts if part.due is not None and part.due <= milestone.due)
        )
        if have < milestone.cumulative_t:
            return milestone, have
    return None


def due_in(parts: tuple[PartListed, ...], county: CountyId, year: int) -> Tonnes:
    """What the list asks of a county in a year."""
    return Tonnes(
        sum(
            part.tonnes
            for part in parts
            if part.county == county and part.due is not None and part.due.year == year
        )
    )


# Adjusting what is cut ---------------------------------------------------------------------------


class Swap(msgspec.Struct, frozen=True, kw_only=True):
    """An adjustment of the list, with what is on the register for it."""

    targets: TargetsFixed
    before: tuple[PartListed, ...]
    after: tuple[PartListed, ...]
    wishes: frozenset[EnterpriseId] = frozenset()  # enterprises whose written wish is registered
    safety: bool = False  # a statement of the safety need is registered
    approver_known: bool = False  # somebody has said who approves
    quota_version: int | None = None  # the last version that fixes quotas of what is touched

    @property
    def touched(self) -> tuple[EnterpriseId, ...]:
        """The enterprises whose tonnes, date or named facilities would change."""
        pairs = zip(self.before, self.after, strict=True)
        return tuple(dict.fromkeys(old.enterprise for old, new in pairs if _adjusts(old, new)))

    @property
    def scope(self) -> str:
        return "same_enterprise" if len(self.touched) < 2 else "between_enterprises"


def _adjusts(old: PartListed, new: PartListed) -> bool:
    """Naming the facilities of a part that had none moves nothing; naming others does."""
    rebound = bool(old.facilities) and old.facilities != new.facilities
    return rebound or (old.tonnes, old.batch) != (new.tonnes, new.batch)


def swap_verdicts(plan: Plan, swap: Swap, revision: int) -> tuple[Verdict, ...]:
    """Every condition the plan sets for an adjustment of this scope, answered in the plan's order."""
    return tuple(
        _swap_verdict(plan, swap, condition, revision)
        for gate in plan.gates.values()
        if gate.releases == "swap"
        for condition in gate.conditions
        if condition.when is None or condition.when.value is None or condition.when.value.value == swap.scope
    )


def _swap_verdict(plan: Plan, swap: Swap, condition: GateCondition, revision: int) -> Verdict:
    answer, finding, remedy = _met(swap, condition)
    asks = condition.by.asks if condition.by is not None else None
    return Verdict(
        label=condition.label,
        answer=answer,
        finding=finding,
        rule=f"targets.swap.{condition.need}",
        revision=revision,
        clauses=tuple(plan.clauses[name] for name in condition.clauses),
        inputs=(("调整范围", swap.scope), ("涉及企业", "、".join(swap.touched))),
        missing=(asks,) if answer is Answer.UNDETERMINED and asks is not None else (),
        remedy=remedy,
    )


def _met(swap: Swap, condition: GateCondition) -> tuple[Answer, str, str]:
    """Answer, finding and remedy of one condition. What the house cannot look up yet is 待定, never passed."""
    match condition.need:
        case "county_total_not_less":
            short = county_shortfall(swap.targets, swap.after)
            if short is None:
                return Answer.PASS, "各县（市）合计不少于任务", ""
            finding = f"{short[0].name}合计{short[1]}吨，少于任务{short[0].tonnes}吨"
            return Answer.FAIL, finding, "调整须在完成压减任务的前提下进行，请把全县合计补足"
        case "batch_total_not_later":
            late = milestone_shortfall(swap.targets, swap.after)
            if late is None:
                return Answer.PASS, "各节点的量不后移", ""
            day = late[0].due.isoformat()
            finding = f"到{day}应完成的只有{late[1]}吨，少于节点{late[0].cumulative_t}吨"
            return Answer.FAIL, finding, "时限节点的量不得后移，请调整分项或批次"
        case "enterprise_wish_recorded":
            silent = [one for one in swap.touched if one not in swap.wishes]
            if not silent:
                return Answer.PASS, "涉及企业的书面意愿都已登记", ""
            return (
                Answer.FAIL,
                f"没有登记 {'、'.join(silent)} 的书面意愿",
                "请登记每户涉及企业的书面意愿，并在“企业意愿”里填文号",
            )
        case "safety_reason_recorded":
            if swap.safety:
                return Answer.PASS, "安全生产需求说明已登记", ""
            return Answer.FAIL, "没有登记安全生产需求说明", "请登记说明文件，并在“安全说明”里填文号"
        case "approved_by":
            if swap.approver_known:
                return Answer.PASS, "批准单位已经明确，依据文件已登记", ""
            asks = condition.by.asks if condition.by is not None else None
            finding = f"待定：由谁批准设施调整，方案没有写明（{asks}）"
            return Answer.UNDETERMINED, finding, f"请先请示并答复待明确事项 {asks}，再发布新版本"
        case "county_decision_reported":
            return Answer.PASS, "据以发布的文件已登记", ""
        case "quota_reissued":
            if swap.quota_version is None:
                return Answer.PASS, "涉及的分项还没有拟定补偿额度，无须重报", ""
            number = swap.quota_version
            return (
                Answer.PASS,
                f"第{number}版中涉及分项的额度随新版清单停用，重报、审核以前不申请、不列支",
                "",
            )
        case "released_lot_locked":
            return Answer.PASS, "列入过清单的产能单元一直锁定", ""
        case _:
            return (
                Answer.UNDETERMINED,
                f"待定：“{condition.label}”系统还不能核对",
                "请先由领导小组办公室书面确认",
            )


# What a revision would change ---------------------------------------------------------------------


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """A part that the list was amended on and that a new file says differently again."""

    list: ListId
    part: PartId


def restated(
    plan: Plan, programme: Programme, document: DocumentNo
) -> tuple[tuple[TargetsFixed | ListPublished, ...], tuple[Conflict, ...]]:
    """What a revision would enter, and where it collides with amendments made since the last file.

    Only what the new file says otherwise than the last one is entered; amendments elsewhere stay.
    """
    facts: list[TargetsFixed | ListPublished] = []
    conflicts: list[Conflict] = []
    for fact in opening(plan):
        if isinstance(fact, TargetsFixed):
            standing = fixed(programme)
            if standing is None or standing.value != fact:
                facts.append(fact)
            continue
        listed = present(programme, fact.list)
        if listed is None:
            facts.append(fact)
            continue
        parts, collided = _merged(_last_from_file(programme, fact.list), listed.value.parts, fact.parts)
        conflicts += [Conflict(list=fact.list, part=part) for part in collided]
        if parts != listed.value.parts:
            version = listed.value.version + 1
            said = fact.parts if fact.parts != parts else ()
            facts.append(
                msgspec.structs.replace(
                    fact, version=version, parts=parts, document=document, file_parts=said
                )
            )
    return tuple(facts), tuple(conflicts)


def _merged(
    last: tuple[PartListed, ...], now: tuple[PartListed, ...], new: tuple[PartListed, ...]
) -> tuple[tuple[PartListed, ...], tuple[PartId, ...]]:
    """The list as it stands, with what the new file changed; and the parts both have changed."""
    before, present_parts = {part.part: part for part in last}, {part.part: part for part in now}
    merged, collided = [], []
    for part in new:
        was, stands = before.get(part.part), present_parts.get(part.part)
        unchanged = stands is not None and part == was
        merged.append(stands if unchanged and stands is not None else part)
        if not unchanged and stands != was and stands != part:
            collided.append(part.part)
    gone = {part.part for part in last} - {part.part for part in new}
    collided += [name for name in gone if present_parts.get(name) != before[name]]
    return tuple(merged), tuple(collided)


def _last_from_file(programme: Programme, name: ListId) -> tuple[PartListed, ...]:
    """What the last adopted file said of a list, as it was entered."""
    entered = [entry.value for entry in programme.targets.lists[name].entries if entry.value.from_file]
    return (entered[-1].file_parts or entered[-1].parts) if entered else ()


# What a gate asks of this area --------------------------------------------------------------------


def _named(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """已落实到具体设施: the list names ovens, or an approved method stands in their place."""
    if case.listed.facilities and case.facility in case.listed.facilities:
        return met(f"清单分项 {case.part} 已落实到 {'、'.join(case.listed.facilities)}")
    return unmet(
        f"清单分项 {case.part} 未落实到具体设施，也没有批准的办法",
        "请凭文件写明是哪几座，或先论证、批准书面办法",
        asks="targets.publish-list",
    )


NEEDS: Needs = {"facilities_named": _named}
