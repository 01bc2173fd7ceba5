"""Recording that a duty was done, taking such a record back, and saying from when silence means undone."""

from datetime import date
from typing import Annotated, assert_never

from yajian.core.facts.duties import DischargeWithdrawn, DutyDischarged, OpeningStated
from yajian.core.history import Timeline
from yajian.core.plan import Duty, Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import duties as rules
from yajian.core.rules import targets as target_rules
from yajian.core.words import (
    Clause,
    Command,
    CountyId,
    Digest,
    DocumentNo,
    DutyId,
    EnterpriseId,
    Refusal,
    Request,
    Seq,
    SystemRule,
    label,
)

Outcome = tuple[AnyFact, ...] | Refusal


class DutiesCommand(Command, frozen=True):
    """Marks this file's commands."""


class RecordDischarge(DutiesCommand, frozen=True, kw_only=True, tag="duties.record-discharge"):
    """登记办结: the duty was done on the effective day; this is the record it left."""

    duty: Annotated[DutyId, label("职责", "职责编号，见职责页")]
    county: Annotated[CountyId | None, label("县（市）", "分县（市）办的填，其余不填")] = None
    enterprise: Annotated[EnterpriseId | None, label("企业", "分企业办的填，其余不填")] = None
    period: Annotated[
        str, label("期次", "定期的职责填：按月 2020-06，按旬 2020-06-上旬，按季 2020-Q2，按年 2020")
    ] = ""
    matter: Annotated[str, label("事项", "随事而办、经常办理的职责填：办的是哪一件")] = ""
    done_by: Annotated[str, label("办理人", "姓名和单位职务")]
    record: Annotated[str, label("留下的材料", "写明是什么材料；方案要求的见职责页")]
    document: Annotated[
        DocumentNo | None, label("文号", "材料有文号的，填已登记文件的文号；没有的附原件")
    ] = None
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的登记时填该条的条号")] = None


class WithdrawDischarge(DutiesCommand, frozen=True, kw_only=True, tag="duties.withdraw-discharge"):
    """撤回办结登记: an entry said that a duty was done, and it was not, or not that one."""

    withdraws: Annotated[Seq, label("撤回第几条", "要撤回的办结登记的条号")]
    reason: Annotated[str, label("撤回理由", "写明哪里登错了")]


class StateOpening(DutiesCommand, frozen=True, kw_only=True, tag="duties.state-opening"):
    """职责期初清点: from the effective day, what a holder has not entered counts as not done."""

    county: Annotated[CountyId | None, label("县（市）", "不分县（市）的市级职责不填")] = None
    document: Annotated[DocumentNo, label("依据文号", "清点结果的文件，须已登记")]


AnyCommand = RecordDischarge | WithdrawDischarge | StateOpening


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case RecordDischarge() as command:
            return record_discharge(plan, programme, command, request.evidence, request.effective)
        case WithdrawDischarge() as command:
            return withdraw_discharge(programme, command)
        case StateOpening() as command:
            return state_opening(plan, programme, command)
        case other:
            assert_never(other)


def record_discharge(
    plan: Plan, programme: Programme, command: RecordDischarge, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    duty = plan.duties.get(command.duty)
    if duty is None:
        return Refusal(
            code="duties.record-discharge.no-such-duty",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案的职责中没有 {command.duty}",
            way_forward="请从职责页选择",
            field="duty",
        )
    refusal = (
        _not_its_holder(plan, programme, duty, command)
        or _not_its_time(plan, duty, command, effective)
        or _without_record(plan, programme, duty, command, evidence)
    )
    if refusal is not None:
        return refusal
    holder = command.county or command.enterprise or ""
    key = (command.duty, holder, command.period, command.matter)
    line = programme.duties.discharges.get(key, Timeline())
    fact = DutyDischarged(
        duty=command.duty,
        holder=holder,
        period=command.period,
        matter=command.matter,
        done_by=command.done_by,
        record=command.record,
        document=command.document,
        corrects=command.corrects,
    )
    present = line.at() if command.corrects is None else line.replacement(command.corrects)
    if present is not None and _same(present.value, fact) and present.effective == effective:
        return ()
    if command.corrects is None and present is not None:
        return Refusal(
            code="duties.record-discharge.already-done",
            basis=SystemRule.DUPLICATE,
            finding=f"{duty.id}“{duty.what}”已由第{present.seq}条登记办结（{present.effective.isoformat()}）",
            way_forward=f"那条登记有误的，更正第{present.seq}条；是另一件事的，在“事项”里写明",
            field="duty",
        )
    if command.corrects is not None and command.corrects not in [entry.seq for entry in line.known()]:
        return Refusal(
            code="duties.record-discharge.nothing-to-correct",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.corrects}条不是这项职责、这一家、这一期现行的办结登记",
            way_forward="请核对条号；职责、单位、期次登错的，先撤回那条，再另登记",
            field="corrects",
        )

    # From here the command succeeds.
    return (fact,)


def _same(present: DutyDischarged, asked: DutyDischarged) -> bool:
    return (present.done_by, present.record, present.document) == (
        asked.done_by,
        asked.record,
        asked.document,
    )


def _clause(plan: Plan, duty: Duty) -> Clause | SystemRule:
    return plan.clauses[duty.clauses[0]] if duty.clauses else SystemRule.VALUE_UNFIT


def _not_its_holder(plan: Plan, programme: Programme, duty: Duty, command: RecordDischarge) -> Refusal | None:
    fixed = target_rules.fixed(programme)
    lists = tuple(entry.value for entry in target_rules.lists(programme))
    holders = [one.holder for one in rules.instances(plan, fixed.value if fixed else None, lists, duty)]
    named = [one for one in (command.county, command.enterprise) if one]
    if len(named) < 2 and "".join(named) in holders:
        return None
    divided = "、".join(holder for holder in holders if holder)
    return Refusal(
        code="duties.record-discharge.not-its-holder",
        basis=_clause(plan, duty),
        finding=f"{duty.id}“{duty.what}”"
        + (f"由 {divided} 分别办理" if divided else "不分县（市）、企业办理"),
        way_forward="请填其中一家的编号，只填一家" if divided else "县（市）、企业都不要填",
        field="county",
    )


def _not_its_time(plan: Plan, duty: Duty, command: RecordDischarge, effective: date) -> Refusal | None:
    """A recurring duty is done for a period that has begun, an occasional one for a matter; any other for neither."""
    rhythm = rules.rhythm(duty)
    if rhythm == "periodic" and rules.period(plan, duty, command.period, effective) is None:
        return Refusal(
            code="duties.record-discharge.no-such-period",
            basis=_clause(plan, duty),
            finding=f"{duty.id}“{duty.what}”到{effective.isoformat()}没有“{command.period}”这一期",
            way_forward="期次写作 2020-06（按月）、2020-06-上旬（按旬）、2020-Q2（按季）、2020（按年），自方案印发以后算起",
            field="period",
        )
    if rhythm != "periodic" and command.period:
        return Refusal(
            code="duties.record-discharge.not-periodic",
            basis=_clause(plan, duty),
            finding=f"{duty.id}“{duty.what}”不是定期办理的职责",
            way_forward="“期次”不要填",
            field="period",
        )
    if rhythm == "again" and not command.matter.strip():
        return Refusal(
            code="duties.record-discharge.no-matter",
            basis=_clause(plan, duty),
            finding=f"{duty.id}“{duty.what}”不止办一次，没有写明这次办的是哪一件",
            way_forward="请在“事项”里写明，如企业名称、会议、案号",
            field="matter",
        )
    if rhythm != "again" and command.matter:
        return Refusal(
            code="duties.record-discharge.not-by-matter",
            basis=_clause(plan, duty),
            finding=f"{duty.id}“{duty.what}”不是逐件办理的职责",
            way_forward="“事项”不要填；要说明的写在“留下的材料”里",
            field="matter",
        )
    return None


def _without_record(
    plan: Plan, programme: Programme, duty: Duty, command: RecordDischarge, evidence: tuple[Digest, ...]
) -> Refusal | None:
    """Nothing is done until somebody says who did it, and shows what it left."""
    if not command.done_by.strip():
        return Refusal(
            code="duties.record-discharge.no-name",
            basis=SystemRule.NAME_REQUIRED,
            finding="没有写明办理人",
            way_forward="请写明姓名和单位职务",
            field="done_by",
        )
    if not command.record.strip():
        return Refusal(
            code="duties.record-discharge.no-record",
            basis=_clause(plan, duty),
            finding=f"没有写明留下了什么材料；方案要求的是：{duty.record}",
            way_forward="请写明材料名称和日期",
            field="record",
        )
    if command.document is not None:
        return charter_rules.unless_registered(
            programme, command.document, "duties.record-discharge.no-document"
        )
    if not evidence:
        return Refusal(
            code="duties.record-discharge.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=f"没有文号，也没有附原件；方案要求留下：{duty.record}",
            way_forward="请附材料扫描件；材料有文号的，先登记文件再填文号",
            field="evidence",
        )
    return None


def withdraw_discharge(programme: Programme, command: WithdrawDischarge) -> Outcome:
    found = next(
        (
            entry
            for past in programme.duties.discharges.values()
            for entry in past.entries
            if entry.seq == command.withdraws
        ),
        None,
    )
    if found is None:
        return Refusal(
            code="duties.withdraw-discharge.nothing-stands",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.withdraws}条不是职责办结登记",
            way_forward="请在该项职责的页面上核对条号",
            field="withdraws",
        )
    if found.corrected_by is not None:
        return ()
    if not command.reason.strip():
        return Refusal(
            code="duties.withdraw-discharge.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"撤回第{found.seq}条没有写明理由",
            way_forward="请写明哪里登错了",
            field="reason",
        )

    # From here the command succeeds.
    fact = found.value
    return (
        DischargeWithdrawn(
            duty=fact.duty,
            holder=fact.holder,
            period=fact.period,
            matter=fact.matter,
            withdraws=found.seq,
            reason=command.reason,
        ),
    )


def state_opening(plan: Plan, programme: Programme, command: StateOpening) -> Outcome:
    counties = [county.id for county in plan.counties_concerned]
    if command.county and command.county not in counties:
        return Refusal(
            code="duties.state-opening.no-such-county",
            basis=SystemRule.NOT_FOUND,
            finding=f"各有关县（市）中没有 {command.county}",
            way_forward=f"请填 {'、'.join(counties)} 之一；市级职责不填",
            field="county",
        )
    refusal = charter_rules.unless_registered(programme, command.document, "duties.state-opening.no-document")
    if refusal is not None:
        return refusal
    past = programme.duties.openings.get(command.county or "")
    if past is not None and past.at() is not None:
        return ()

    # From here the command succeeds.
    return (OpeningStated(holder=command.county or "", document=command.document),)
