"""Saying a number, saying another, and taking back what one said."""

from datetime import date

from yajian.core.decisions.statements.commands import AnyCommand, Dispute, Report, Withdraw
from yajian.core.decisions.statements.guards import (
    blank,
    day_before,
    field_unknown,
    found,
    out_of_turn,
    subject_unknown,
    value_of,
)
from yajian.core.decisions.statements.standing_in import stamped_sheet
from yajian.core.facts.statements import StatementDisputed, StatementReported, StatementWithdrawn
from yajian.core.plan import Plan, attribute
from yajian.core.plan.entering import Entered
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import statements as rules
from yajian.core.rules.statements import Number, Standing, Statement
from yajian.core.words import Digest, DocumentNo, Refusal, Request, Seq, SystemRule

Outcome = tuple[AnyFact, ...] | Refusal


def report(plan: Plan, programme: Programme, command: Report, request: Request[AnyCommand]) -> Outcome:
    effective = request.effective
    refusal = (
        subject_unknown(plan, programme, command.subject)
        or field_unknown(plan, programme, command.subject, command.field)
        or blank(said_by=command.said_by)
    )
    if refusal is not None:
        return refusal
    field = attribute(plan, command.field)
    assert field is not None
    value = value_of(plan, field, command.value)
    if isinstance(value, Refusal):
        return value
    refusal = charter_rules.unless_registered(programme, command.document, "statements.no-document")
    if refusal is not None:
        return refusal
    sheet = stamped_sheet(plan, programme, request, command.said_by, command.document)
    if isinstance(sheet, Refusal):
        return sheet
    number = rules.number(programme, (command.subject, command.field))
    if _already_said(number, command, value, effective):
        return ()
    refusal = _correction(number, command) or _contradicts(number, command, value, effective)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        StatementReported(
            subject=command.subject,
            field=command.field,
            label=field.label,
            value=value.value,
            shown=value.shown,
            said_by=command.said_by,
            document=command.document,
            scan=_scan(programme, command.document),
            corrects=command.corrects,
            stamped_sheet=sheet,
        ),
    )


def _already_said(number: Number, command: Report, value: Entered, effective: date) -> bool:
    return any(
        isinstance(one.said, StatementReported)
        and one.standing not in rules.OVER
        and (one.maker, one.value, one.document, one.true_from)
        == (command.said_by, value.value, command.document, effective)
        and command.corrects in (None, one.said.corrects)
        for one in number.statements
    )


def _correction(number: Number, command: Report) -> Refusal | None:
    """Only its maker corrects a statement, and only while nobody has disputed or decided it."""
    if command.corrects is None:
        return None
    statement = number.get(command.corrects)
    if (
        statement is None
        or statement.maker != command.said_by
        or isinstance(statement.said, StatementDisputed)
    ):
        return Refusal(
            code="statements.report.nothing-to-correct",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.corrects}条不是{command.said_by}对这一项的填报",
            way_forward="请核对条号；别的单位说错了的，提出异议",
            field="corrects",
        )
    return out_of_turn(statement, "更正", "corrects", Standing.REPORTED, Standing.VERIFIED)


def _contradicts(number: Number, command: Report, value: Entered, effective: date) -> Refusal | None:
    """A number already determined for that day, or already said by the same body, is not said otherwise in passing."""
    for one in number.statements:
        if one.true_from != effective or one.value == value.value or one.seq == command.corrects:
            continue
        if one.standing is Standing.DETERMINED:
            return Refusal(
                code="statements.report.determined",
                basis=SystemRule.OUT_OF_TURN,
                finding=f"自{effective.isoformat()}起已认定为{one.said.shown}（第{one.seq}条）",
                way_forward=f"有不同意见的，对第{one.seq}条提出异议；后来变了的，写变化的日期",
                field="value",
            )
        if one.maker == command.said_by and one.standing in rules.OPEN:
            return Refusal(
                code="statements.report.said-otherwise",
                basis=SystemRule.DUPLICATE,
                finding=f"{command.said_by}对同一天已说是{one.said.shown}（第{one.seq}条）",
                way_forward=f"说错了的，更正第{one.seq}条，或撤回后再报",
                field="value",
            )
    return None


def dispute(plan: Plan, programme: Programme, command: Dispute, request: Request[AnyCommand]) -> Outcome:
    there = found(programme, command.disputes, "disputes")
    if isinstance(there, Refusal):
        return there
    number, statement = there
    refusal = blank(said_by=command.said_by, reason=command.reason)
    if refusal is not None:
        return refusal
    field = attribute(plan, statement.said.field)
    if field is None:
        return Refusal(
            code="statements.dispute.field-gone",
            basis=SystemRule.NOT_FOUND,
            finding=f"现行方案中没有“{statement.said.field}”这个字段",
            way_forward="请按现行方案的字段另行填报",
            field="disputes",
        )
    value = value_of(plan, field, command.value)
    if isinstance(value, Refusal):
        return value
    refusal = charter_rules.unless_registered(programme, command.document, "statements.no-document")
    if refusal is not None:
        return refusal
    sheet = stamped_sheet(plan, programme, request, command.said_by, command.document)
    if isinstance(sheet, Refusal):
        return sheet
    mine = [one for one in number.statements if _same_objection(one, statement.seq, command, value)]
    if any(one.standing is Standing.CONTESTED for one in mine):
        return ()
    refusal = (
        _no_dispute(number, statement, command, value)
        or _heard_already(mine)
        or day_before(request.effective, statement.true_from, "所争议的数值")
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        StatementDisputed(
            subject=statement.said.subject,
            field=statement.said.field,
            disputes=statement.seq,
            true_from=statement.true_from,
            label=field.label,
            value=value.value,
            shown=value.shown,
            said_by=command.said_by,
            reason=command.reason,
            document=command.document,
            scan=_scan(programme, command.document),
            stamped_sheet=sheet,
        ),
    )


def _same_objection(one: Statement, disputes: Seq, command: Dispute, value: Entered) -> bool:
    said = one.said
    return (
        isinstance(said, StatementDisputed)
        and one.standing is not Standing.WITHDRAWN
        and (said.disputes, said.said_by, said.value, said.document)
        == (disputes, command.said_by, value.value, command.document)
    )


def _no_dispute(number: Number, statement: Statement, command: Dispute, value: Entered) -> Refusal | None:
    if statement.maker == command.said_by:
        return Refusal(
            code="statements.dispute.own-statement",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"第{statement.seq}条就是{command.said_by}自己说的",
            way_forward="自己说错了的，用更正或撤回",
            field="said_by",
        )
    if statement.disputes is not None:
        return Refusal(
            code="statements.dispute.of-a-dispute",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"第{statement.seq}条本身就是对第{statement.disputes}条的异议，还没有认定",
            way_forward=f"请对第{statement.disputes}条提出，或在听取意见时一并说明",
            field="disputes",
        )
    if statement.value == value.value:
        return Refusal(
            code="statements.dispute.same-value",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"主张的数值与第{statement.seq}条相同，都是{value.shown}",
            way_forward="数值没有分歧的不是异议；可以另行填报作印证",
            field="value",
        )
    pending = next(
        (one for one in number.statements if one.disputes == statement.seq and one.maker == command.said_by),
        None,
    )
    if pending is not None:
        return Refusal(
            code="statements.dispute.already-disputing",
            basis=SystemRule.DUPLICATE,
            finding=f"{command.said_by}对第{statement.seq}条已提出异议，主张{pending.said.shown}（第{pending.seq}条）",
            way_forward=f"要改主张的，先撤回第{pending.seq}条",
            field="disputes",
        )
    return out_of_turn(
        statement,
        "提出异议",
        "disputes",
        Standing.REPORTED,
        Standing.VERIFIED,
        Standing.CONTESTED,
        Standing.DETERMINED,
    )


def _heard_already(mine: list[Statement]) -> Refusal | None:
    if not mine:
        return None
    return Refusal(
        code="statements.dispute.heard-already",
        basis=SystemRule.DUPLICATE,
        finding=f"同样的主张、同一份文件，第{mine[-1].seq}条已经认定过",
        way_forward="有新材料的，登记新的文件后再提出",
        field="document",
    )


def withdraw(plan: Plan, programme: Programme, command: Withdraw, request: Request[AnyCommand]) -> Outcome:
    there = found(programme, command.statement, "statement")
    if isinstance(there, Refusal):
        return there
    _, statement = there
    sheet = stamped_sheet(plan, programme, request, command.said_by, command.document)
    if isinstance(sheet, Refusal):
        return sheet
    if statement.maker != command.said_by:
        return Refusal(
            code="statements.withdraw.of-another",
            basis=SystemRule.NOT_PERMITTED,
            finding=f"第{statement.seq}条是{statement.maker}说的，不是{command.said_by}",
            way_forward="只有原单位可以撤回；有不同意见的提出异议",
            field="said_by",
        )
    if statement.standing is Standing.WITHDRAWN:
        return ()
    refusal = (
        out_of_turn(statement, "撤回", "statement", Standing.REPORTED, Standing.VERIFIED, Standing.CONTESTED)
        or blank(reason=command.reason)
        or charter_rules.unless_registered(programme, command.document, "statements.no-document")
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        StatementWithdrawn(
            subject=statement.said.subject,
            field=statement.said.field,
            withdraws=statement.seq,
            said_by=statement.maker,
            reason=command.reason,
            document=command.document,
            stamped_sheet=sheet,
        ),
    )


def _scan(programme: Programme, number: DocumentNo) -> Digest:
    entry = charter_rules.document(programme, number)
    assert entry is not None
    return entry.value.scan
