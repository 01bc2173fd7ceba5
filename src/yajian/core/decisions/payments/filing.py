"""报省备案: what went out is filed with each organ once."""

from datetime import date

import msgspec

from yajian.core.decisions.payments.commands import File
from yajian.core.decisions.payments.shared import Outcome, out_of_turn, payment_named
from yajian.core.facts.payments import (
    PaymentsFiled,
)
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import organs
from yajian.core.rules import payments as rules
from yajian.core.rules.charter import scan_of, unless_registered
from yajian.core.words import (
    Refusal,
    Seq,
    SystemRule,
)


def file(plan: Plan, programme: Programme, command: File, effective: date) -> Outcome:
    refusal = unless_registered(programme, command.document, "payments.file.no-document", effective)
    if refusal is not None:
        return refusal
    if organs.organ(plan, programme, command.organ, effective) is None:
        return Refusal(
            code="payments.file.no-such-organ",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有单位 {command.organ}",
            way_forward="请填写方案所列的备案机关编号",
            field="organ",
        )
    refusal = _unless_filed_with(plan, command)
    if refusal is not None:
        return refusal
    if not command.payments:
        return Refusal(
            code="payments.file.nothing-chosen",
            basis=SystemRule.VALUE_UNFIT,
            finding="没有选制单",
            way_forward="请选已下达的，可选多项",
            field="payments",
        )
    fresh: list[Seq] = []
    for payment in dict.fromkeys(command.payments):
        found = payment_named(programme, payment, effective)
        if isinstance(found, Refusal):
            return msgspec.structs.replace(found, field="payments")
        if found.stage != "已下达":
            return out_of_turn(found, "报省备案")
        if all(one.value.organ != command.organ for one in found.filed):
            fresh.append(payment)
    if not fresh:
        return ()

    # From here the command succeeds.
    return (
        PaymentsFiled(
            payments=tuple(fresh),
            organ=command.organ,
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def _unless_filed_with(plan: Plan, command: File) -> Refusal | None:
    """Only with those the plan names; where it names nobody, with whom the paper says."""
    named = rules.filed_with(plan)
    step = rules.filing_step(plan)
    if step is None or not named or command.organ in named:
        return None
    names = "、".join(f"{plan.organisations[one].name}（{one}）" for one in named)
    return Refusal(
        code="payments.file.not-filed-with",
        basis=plan.clauses[step.clauses[0]] if step.clauses else SystemRule.VALUE_UNFIT,
        finding=f"方案要求下达以后报{names}备案，填的是 {command.organ}",
        way_forward=f"请填{names}；抄送别的单位不用登记备案",
        field="organ",
    )
