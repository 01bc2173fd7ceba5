"""Papers about money: what they are about is on record, and what lets money go or asks it back may be given."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from yajian.core import recoveries
from yajian.core.decisions.papers.commands import Draft, no_such_subject
from yajian.core.plan import Content, Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import Programme
from yajian.core.rules import applications, auditplans, clawbacks, quotas
from yajian.core.words import Refusal, SystemRule


def unless_of_the_money(programme: Programme, command: Draft) -> Refusal | None:
    """A version, an application and an audit plan are named by what is on record by the paper's own day."""
    today, known = command.as_of, command.known
    version, application, number = command.quota_version, command.application, command.audit_plan
    if version is not None and quotas.version(programme, version, today, known) is None:
        return no_such_subject("quota_version", f"具体工作方案没有第{version}版", "请从“补偿资金”页选择")
    if application is not None and applications.standing(programme, application, today, known) is None:
        return no_such_subject("application", f"第{application}条不是补偿申请", "请从“补偿资金”页选择")
    if number is not None and auditplans.standing(programme, number, today, known) is None:
        return no_such_subject("audit_plan", f"没有第{number}号审核计划", "请从“补偿资金”页选择")
    return None


def _unless_approved(plan: Plan, programme: Programme, command: Draft) -> Refusal | None:
    """下达文件 lets money go: not before the city government agreed to the plan it goes by."""
    number = command.audit_plan
    found = (
        auditplans.standing(programme, number, command.as_of, command.known) if number is not None else None
    )
    if found is None or found.stage == "市政府已同意":
        return None
    return Refusal(
        code="papers.draft.plan-not-approved",
        basis=next(iter(clauses_for(plan, "in_approved_audit_plan")), SystemRule.OUT_OF_TURN),
        finding=f"第{number}号审核计划{found.stage}，没有可下达的资金",
        way_forward="请报市政府同意并登记，再起草下达文件",
        field="audit_plan",
    )


def _unless_asked(plan: Plan, programme: Programme, command: Draft) -> Refusal | None:
    """收回通知 asks money back: only for the amount of a reading that a paper confirmed."""
    assert command.county is not None  # it is among what such a paper has to name
    today, known = command.as_of, command.known
    found = recoveries.recovery(plan, programme, command.county, today, known)
    missing = recoveries.unasked(found, clawbacks.open_for(programme, command.county, today, known))
    if missing is None:
        return None
    return Refusal(
        code="papers.draft.clawback-not-settled",
        basis=next(iter(clauses_for(plan, "reading_confirmed")), SystemRule.OUT_OF_TURN),
        finding=f"收回通知还不能起草：{missing.finding}",
        way_forward=missing.remedy,
        field="county",
    )


LETS: Mapping[Content, Callable[[Plan, Programme, Draft], Refusal | None]] = MappingProxyType(
    {"disbursement": _unless_approved, "clawback_notice": _unless_asked}
)
