"""Checking a statement, hearing a dispute, and deciding: by others than the one who said it, and in that order."""

from datetime import date

from yajian.core.decisions.statements.commands import AnyCommand, Determine, Hear, Notify, Settle, Verify
from yajian.core.decisions.statements.guards import (
    blank,
    day_before,
    found,
    no_evidence,
    not_for_them_to_verify,
    out_of_turn,
)
from yajian.core.facts.statements import (
    DecisionNotified,
    DisputeHeard,
    DisputeSettled,
    StatementDetermined,
    StatementVerified,
)
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import statements as rules
from yajian.core.rules.statements import Number, Standing, Statement
from yajian.core.words import DocumentNo, Refusal, Request, Seq, SystemRule

Outcome = tuple[AnyFact, ...] | Refusal


def verify(plan: Plan, programme: Programme, command: Verify, request: Request[AnyCommand]) -> Outcome:
    there = found(programme, command.statement, "statement")
    if isinstance(there, Refusal):
        return there
    _, statement = there
    checked = [act.value for act in statement.acts if isinstance(act.value, StatementVerified)]
    if any((one.verified_by, one.finding) == (request.organ, command.finding) for one in checked):
        return ()
    if statement.maker == request.organ:
        return Refusal(
            code="statements.verify.own-statement",
            basis=SystemRule.SAME_HAND,
            finding=f"第{statement.seq}条是{request.organ}自己填报的",
            way_forward="请由另一个单位核实",
            field="statement",
        )
    refusal = (
        not_for_them_to_verify(plan, programme, request)
        or out_of_turn(statement, "核实", "statement", Standing.REPORTED, Standing.VERIFIED)
        or blank(finding=command.finding)
        or no_evidence(request.evidence, "现场核查记录或所核对的材料")
        or day_before(request.effective, statement.true_from, "所核实的数值")
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        StatementVerified(
            subject=statement.said.subject,
            field=statement.said.field,
            statement=statement.seq,
            verified_by=request.organ,
            finding=command.finding,
        ),
    )


def determine(programme: Programme, command: Determine, effective: date) -> Outcome:
    there = found(programme, command.statement, "statement")
    if isinstance(there, Refusal):
        return there
    number, statement = there
    if any(_decided_so(act.value, command.decided_by, command.document) for act in statement.acts):
        return ()
    verified_on = max(
        (act.effective for act in statement.acts if isinstance(act.value, StatementVerified)), default=None
    )
    refusal = (
        out_of_turn(statement, "认定", "statement", Standing.VERIFIED)
        or _not_agreed(number, statement)
        or blank(decided_by=command.decided_by)
        or charter_rules.unless_registered(
            programme, command.document, "statements.no-document", in_force=effective
        )
        or day_before(effective, verified_on, "核实")
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    agreeing = (one for one in _undecided(number, statement.true_from) if one.value == statement.value)
    return (
        StatementDetermined(
            subject=statement.said.subject,
            field=statement.said.field,
            statements=tuple(sorted({statement.seq, *(one.seq for one in agreeing)})),
            value=statement.value,
            shown=statement.said.shown,
            decided_by=command.decided_by,
            document=command.document,
        ),
    )


def _decided_so(fact: AnyFact, decided_by: tuple[str, ...], document: DocumentNo) -> bool:
    if not isinstance(fact, StatementDetermined | DisputeSettled):
        return False
    return (fact.decided_by, fact.document) == (decided_by, document)


def _undecided(number: Number, day: date) -> list[Statement]:
    """What each maker says of a day and nobody has decided on."""
    return [one for one in rules.voices(number.statements, day) if one.standing in rules.OPEN]


def _not_agreed(number: Number, statement: Statement) -> Refusal | None:
    """Nobody's word is passed over: a number on which two differ is settled by hearing them."""
    for other in _undecided(number, statement.true_from):
        if other.value != statement.value and other.maker != statement.maker:
            return Refusal(
                code="statements.determine.not-agreed",
                basis=SystemRule.OUT_OF_TURN,
                finding=f"{other.maker}说是{other.said.shown}（第{other.seq}条），与第{statement.seq}条的{statement.said.shown}不一致",
                way_forward="请由任何一方提出异议，听取意见后作出认定结论；或由说错的一方撤回",
                field="statement",
            )
    return None


def hear(programme: Programme, command: Hear, request: Request[AnyCommand]) -> Outcome:
    there = found(programme, command.dispute, "dispute")
    if isinstance(there, Refusal):
        return there
    _, dispute = there
    same = (request.organ, command.present, command.record)
    for act in dispute.acts:
        held = act.value
        if (
            isinstance(held, DisputeHeard)
            and (held.held_by, held.present, held.record) == same
            and act.effective == request.effective
        ):
            return ()
    refusal = (
        _not_in_dispute(dispute)
        or blank(present=command.present, record=command.record)
        or no_evidence(request.evidence, "听证记录或现场核查记录")
        or day_before(request.effective, _raised_on(programme, dispute), "提出异议")
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        DisputeHeard(
            subject=dispute.said.subject,
            field=dispute.said.field,
            dispute=dispute.seq,
            held_by=request.organ,
            present=command.present,
            record=command.record,
        ),
    )


def _not_in_dispute(dispute: Statement) -> Refusal | None:
    if dispute.disputes is not None:
        return None
    return Refusal(
        code="statements.not-in-dispute",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"第{dispute.seq}条不是还没有认定的异议，现为“{dispute.standing.value}”",
        way_forward="请在“数据认定”一页核对异议的条号；没有分歧的，核实后直接认定",
        field="dispute",
    )


def _raised_on(programme: Programme, dispute: Statement) -> date:
    timeline = programme.statements.files[(dispute.said.subject, dispute.said.field)]
    return next(entry.effective for entry in timeline.entries if entry.seq == dispute.seq)


def settle(programme: Programme, command: Settle, effective: date) -> Outcome:
    there = found(programme, command.dispute, "dispute")
    if isinstance(there, Refusal):
        return there
    number, dispute = there
    for entry in number.decisions:
        done = entry.value
        if (
            isinstance(done, DisputeSettled)
            and dispute.seq in done.disputes
            and command.upholds in done.upholds
            and _decided_so(done, command.decided_by, command.document)
        ):
            return ()
    refusal = _not_in_dispute(dispute)
    if refusal is not None:
        return refusal
    together = [one for one in number.statements if one.disputes == dispute.disputes]
    upheld = number.get(command.upholds)
    if upheld is None or upheld.standing not in rules.OPEN or _of_another_dispute(upheld, dispute, number):
        return Refusal(
            code="statements.settle.nothing-to-uphold",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.upholds}条不是这一异议所涉、尚待认定的陈述",
            way_forward="请采信争议中的一条；都不对的，先凭文件填报查明的数值，再采信那一条",
            field="upholds",
        )
    refusal = (
        _unheard(together)
        or blank(reason=command.reason, decided_by=command.decided_by)
        or _by_a_party(command, together)
        or charter_rules.unless_registered(
            programme, command.document, "statements.no-document", in_force=effective
        )
        or day_before(effective, max(one.heard_on for one in together if one.heard_on), "听取意见")
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    answered = _answered(number, dispute, upheld, together)
    return (
        DisputeSettled(
            subject=dispute.said.subject,
            field=dispute.said.field,
            disputes=tuple(one.seq for one in together),
            upholds=tuple(one.seq for one in answered if one.value == upheld.value),
            sets_aside=tuple(one.seq for one in answered if one.value != upheld.value),
            value=upheld.value,
            shown=upheld.said.shown,
            reason=command.reason,
            decided_by=command.decided_by,
            document=command.document,
        ),
    )


def _of_another_dispute(upheld: Statement, dispute: Statement, number: Number) -> bool:
    """Whether a contested statement is part of some other dispute about the same number."""
    if upheld.standing is not Standing.CONTESTED:
        return False
    return dispute.disputes not in (upheld.seq, upheld.disputes)


def _unheard(together: list[Statement]) -> Refusal | None:
    """Everybody who objected is heard before anybody decides."""
    for one in together:
        if one.heard_on is None:
            return Refusal(
                code="statements.settle.not-heard",
                basis=SystemRule.OUT_OF_TURN,
                finding=f"{one.maker}的异议（第{one.seq}条）还没有听取意见或现场核查的记录",
                way_forward="请先登记听取意见、核查的记录，再作认定结论",
                field="dispute",
            )
    return None


def _by_a_party(command: Settle, together: list[Statement]) -> Refusal | None:
    for one in together:
        if one.maker in command.decided_by:
            return Refusal(
                code="statements.settle.by-a-party",
                basis=SystemRule.SAME_HAND,
                finding=f"{one.maker}提出异议，不能自己作认定结论",
                way_forward="请由有权单位认定",
                field="decided_by",
            )
    return None


def _answered(
    number: Number, dispute: Statement, upheld: Statement, together: list[Statement]
) -> list[Statement]:
    """What the decision answers: the disputed statement, all who objected, and whoever else spoke of that day."""
    seqs = {dispute.disputes, upheld.seq, *(one.seq for one in together)}
    seqs |= {
        one.seq for one in _undecided(number, upheld.true_from) if one.standing is not Standing.CONTESTED
    }
    return [one for one in number.statements if one.seq in seqs]


def notify(programme: Programme, command: Notify, request: Request[AnyCommand]) -> Outcome:
    matter = programme.statements.matters.get(command.decision)
    number = rules.number(programme, matter) if matter is not None else rules.NOTHING
    decision = next((entry for entry in number.decisions if entry.seq == command.decision), None)
    if decision is None:
        return Refusal(
            code="statements.notify.no-such-decision",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.decision}条不是认定，也不是认定结论",
            way_forward="请在“数据认定”一页核对条号",
            field="decision",
        )
    said = (command.decision, command.told, command.how)
    if any((one.value.decision, one.value.told, one.value.how) == said for one in number.told):
        return ()
    refusal = (
        blank(told=command.told, how=command.how)
        or no_evidence(request.evidence, "送达回证或签收单")
        or day_before(request.effective, decision.effective, "认定")
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        DecisionNotified(
            subject=number.matter[0],
            field=number.matter[1],
            decision=Seq(command.decision),
            told=command.told,
            how=command.how,
        ),
    )
