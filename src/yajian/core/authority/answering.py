"""What a paper answers: it is no older than the paper of the step before, and no filing is older than the payment."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from yajian.core.authority.table import WORDS, clause_of
from yajian.core.bodies import issuers, speaks_for
from yajian.core.decisions import applications, auditplans, clawbacks, payments, quotas
from yajian.core.facts.applications import Returned, Withdrawn
from yajian.core.facts.auditplans import EntitlementVoided, PlanReturned
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import acceptance as acceptance_rules
from yajian.core.rules import applications as application_rules
from yajian.core.rules import auditplans as plan_rules
from yajian.core.rules import clawbacks as clawback_rules
from yajian.core.rules import payments as payment_rules
from yajian.core.rules import quotas as quota_rules
from yajian.core.rules import targets
from yajian.core.rules.charter import document
from yajian.core.words import Command, Refusal, SystemRule, UnitId

_Answered = Iterator[tuple[date, str, str]]  # from which day on, what is of that day, and its number


def refuse_older(plan: Plan, programme: Programme, command: Command, effective: date) -> Refusal | None:
    """An answer that was written before what it answers is no answer to it; nor one from before a no that was said since.

    A government's meeting approves a draft, which it prints afterwards: minutes may be older than what the same government
    printed. They let nothing go on that the print would not, since it is taken for its own approval.
    """
    before, number = _BEFORE.get(type(command)), getattr(command, "document", None)
    entry = document(programme, number) if before is not None and number else None
    if before is None or entry is None:
        return None
    paper = entry.value
    since, what, its = max(before(programme, command, effective), default=(paper.issued_on, "", ""))
    if paper.issued_on >= since or _printed_by_its_approver(plan, programme, command):
        return None
    return Refusal(
        code="authority.older-than-what-it-answers",
        basis=clause_of(plan, command) or SystemRule.OUT_OF_TURN,
        finding=f"{paper.number} 成文于{paper.issued_on.isoformat()}，早于{what} {its}（{since.isoformat()}）",
        way_forward=_IF_DISCUSSED_FIRST.get(
            type(command), "先后按文件日期核对：这一步的文件不早于上一步的；请核对文号和成文日期"
        ),
        field="document",
    )


def _printed_by_its_approver(plan: Plan, programme: Programme, command: Command) -> bool:
    if not isinstance(command, quotas.Approve):
        return False
    version = quota_rules.version(programme, command.version)
    printed = document(programme, version.drawn.value.document) if version is not None else None
    return printed is not None and any(
        speaks_for(plan, programme, name, body, ())
        for name in issuers(printed.value)
        for body in WORDS[quotas.Approve].bodies(plan, command)
    )


def _of(programme: Programme, step: Any, what: str) -> _Answered:
    """The day of the paper a step rests on; nothing where there is no such step yet, which the area says itself."""
    entry = document(programme, step.value.document) if step is not None else None
    if entry is not None:
        yield entry.value.issued_on, what, entry.value.number


def _confirmed(programme: Programme, command: Any, on: date) -> _Answered:
    """Of the counties whose parts are in the version: what another says later is for a later version."""
    within = {one.county for one in targets.counted(programme, on) if one.part not in command.leaves_out}
    for county in programme.quotas.tasks:
        if county in within:
            yield from _of(programme, quota_rules.confirmed(programme, county, on), "确定意见")


def _drawn(programme: Programme, command: Any, on: date) -> _Answered:
    found = quota_rules.version(programme, command.version)
    yield from _of(programme, found.drawn if found is not None else None, "具体工作方案")


def _approved(programme: Programme, command: Any, on: date) -> _Answered:
    found = quota_rules.version(programme, command.version)
    yield from _of(programme, found.drawn if found is not None else None, "具体工作方案")
    yield from _of(programme, found.approved if found is not None else None, "批准文件")
    before = quota_rules.version(programme, command.version - 1)
    yield from _of(programme, before.reviewed if before is not None else None, "省里对上一版的意见")


def _sent(programme: Programme, command: Any, on: date) -> _Answered:
    found = quota_rules.version(programme, command.version)
    yield from _of(programme, found.sent if found is not None else None, "报送文件")


def _agreed_and_accepted(programme: Programme, command: Any, on: date) -> _Answered:
    agreed = quota_rules.agreed(programme, on)
    yield from _of(programme, agreed.reviewed if agreed is not None else None, "省里的审核意见")
    for unit in command.units:
        part = programme.register.part_of(unit) if unit in programme.register.units else None
        accepted = acceptance_rules.standing(programme, part).accepted if part is not None else None
        yield from _of(programme, accepted, "验收意见书")
    yield from _said_no(programme, frozenset(command.units), on)


def _said_no(programme: Programme, units: frozenset[UnitId], on: date) -> _Answered:
    """What was sent back, taken back or voided is asked for anew on a paper written since."""
    for line in programme.applications.filed.values():
        for one in line.known():
            if isinstance(one.value, Returned | Withdrawn) and one.effective <= on:
                asked = programme.applications.applied(one.value.application)
                if asked is not None and any(each.unit in units for each in asked.units):
                    yield from _of(programme, one, "退回、撤回的文件")
    for unit in units:
        for application in programme.applications.by_unit.get(unit, ()):
            cut = plan_rules.refused_in(programme, unit, application, on)
            yield from _of(programme, cut.last if cut is not None else None, "不予补偿的审核计划的同意文件")
        for voided in programme.auditplans.entitlements.get(unit, Timeline()).known():
            if isinstance(voided.value, EntitlementVoided) and voided.effective <= on:
                yield from _of(programme, voided, "取消列支的文件")


def _applied(programme: Programme, command: Any, on: date) -> _Answered:
    found = application_rules.standing(programme, command.application)
    yield from _of(programme, found.applied if found is not None else None, "申请书")


def _forwarded(programme: Programme, command: Any, on: date) -> _Answered:
    found = application_rules.standing(programme, command.application)
    yield from _of(programme, found.forwarded if found is not None else None, "转报文件")


def _all_forwarded(programme: Programme, command: Any, on: date) -> _Answered:
    units: set[UnitId] = set()
    for application in command.applications:
        found = application_rules.standing(programme, application)
        yield from _of(programme, found.forwarded if found is not None else None, "转报文件")
        units |= {one.unit for one in found.applied.value.units} if found is not None else set()
    for number in programme.auditplans.plans:
        plan = plan_rules.standing(programme, number)
        if plan is None or not isinstance(plan.last.value, PlanReturned):
            continue
        if not units.isdisjoint(plan_rules.grants(programme, number)):
            yield from _of(programme, plan.last, "市政府退回上一份审核计划的文件")


def _planned(programme: Programme, command: Any, on: date) -> _Answered:
    found = plan_rules.standing(programme, command.plan)
    yield from _of(programme, found.drawn if found is not None else None, "审核计划")


def _agreed_to(programme: Programme, command: Any, on: date) -> _Answered:
    units = command.lines if isinstance(command, payments.Prepare) else (command.unit,)
    for unit in units:
        entitled = plan_rules.entitlement(programme, unit)
        plan = plan_rules.standing(programme, entitled.fact.plan) if entitled is not None else None
        yield from _of(programme, plan.last if plan is not None else None, "市政府的同意文件")


def _paid(programme: Programme, command: Any, on: date) -> _Answered:
    for payment in command.payments:
        found = payment_rules.standing(programme, payment)
        if found is not None and found.released is not None:
            yield found.released.effective, "资金下达", f"第{found.released.seq}条"


def _opinion(programme: Programme, command: Any, on: date) -> _Answered:
    found = clawback_rules.standing(programme, command.opinion)
    yield from _of(programme, found.opinion if found is not None else None, "收回意见")


def _notice(programme: Programme, command: Any, on: date) -> _Answered:
    found = clawback_rules.standing(programme, command.opinion)
    yield from _of(programme, found.notice if found is not None else None, "收回通知")


_IF_DISCUSSED_FIRST: Mapping[type[Command], str] = {
    quotas.Approve: "先后按文件日期核对，请核对文号和成文日期；会议先议、方案后印的，市政府自己印发就是批准，填方案本身的文号，"
    "部门印发的凭印发以后市政府的文件",
    auditplans.Approve: "先后按文件日期核对，请核对文号和成文日期；会议先议、计划后印的，请凭印发以后市政府的同意文件",
}
_BEFORE: Mapping[type[Command], Callable[[Programme, Any, date], _Answered]] = {
    quotas.DrawUp: _confirmed,
    quotas.Approve: _drawn,
    quotas.SendUp: _approved,
    quotas.Review: _sent,
    applications.Apply: _agreed_and_accepted,
    applications.Withdraw: _applied,
    applications.Forward: _applied,
    applications.Return: _forwarded,
    auditplans.DrawUp: _all_forwarded,
    auditplans.Approve: _planned,
    auditplans.Return: _planned,
    auditplans.Void: _agreed_to,
    payments.Prepare: _agreed_to,
    payments.File: _paid,
    clawbacks.IssueNotice: _opinion,
    clawbacks.WithdrawNotice: _opinion,
    clawbacks.BookReceipt: _notice,
}
