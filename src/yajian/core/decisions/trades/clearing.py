"""核验意见: a trade may go on once the plan's own gate says so, as of its day."""

from collections.abc import Mapping
from datetime import date

from yajian.core import clearances
from yajian.core.clearances import Clearance
from yajian.core.decisions.trades import words
from yajian.core.decisions.trades.commands import Clear, ConfirmReplacement, Outcome, WithdrawClearance
from yajian.core.decisions.trades.shared import not_standing, trade_of
from yajian.core.facts.trades import Checked, ClearanceWithdrawn, ReplacementConfirmed, Said, TradeCleared
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import trades as rules
from yajian.core.rules.charter import scan_of, unless_registered
from yajian.core.words import WORDED, Clause, OrganId, Refusal, SystemRule

_SAID: Mapping[str, Said] = {word: said for said, word in rules.WORDS.items()}


def confirm_replacement(
    plan: Plan, programme: Programme, command: ConfirmReplacement, effective: date
) -> Outcome:
    found = trade_of(programme, command.trade, effective)
    if isinstance(found, Refusal):
        return found
    gate, condition = clearances.gate_of(plan), clearances.confirming(plan)
    by = condition.by.value if condition is not None and condition.by is not None else None
    if gate is None or condition is None or by is None:
        return Refusal(
            code="trades.confirm-replacement.nobody-confirms",
            basis=SystemRule.NOT_FOUND,
            finding="方案没有写产能交易由谁作置换确认",
            way_forward="方案没有这一条件的不用登记；由谁确认待明确的，先凭文件答复",
            field="trade",
        )
    said = _SAID.get(command.verdict)
    if said is None:
        return Refusal(
            code="trades.confirm-replacement.unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"结论填的是“{command.verdict}”",
            way_forward=f"请选择：{'、'.join(_SAID)}",
            field="verdict",
        )
    before = found.word.value if found.word is not None else None
    if before is not None and (before.said, before.document) == (said, command.document):
        return ()
    refusal = not_standing(found, "登记置换确认")
    if refusal is not None:
        return refusal
    confirmed = before is not None and before.said == "confirmed"
    if said != "confirmed" and confirmed is (said == "declined"):
        return Refusal(
            code="trades.confirm-replacement.out-of-turn",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"这笔交易已由 {before.document} 确认"
            if before is not None and confirmed
            else "这笔交易现在没有有效的确认",
            way_forward="已经确认的，另有确认文件照登，改为不同意的登记撤销确认；没有确认的不用撤销",
            field="verdict",
        )
    refusal = unless_registered(
        programme, command.document, "trades.confirm-replacement.no-document", effective
    )
    if refusal is None:
        refusal = words.unless_its_word(
            plan, programme, found, condition, OrganId(by), command.document
        ) or words.unless_an_opinion(programme, command.document)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        ReplacementConfirmed(
            trade=command.trade,
            said=said,
            by=OrganId(by),
            by_name=clearances.confirmer(plan, condition),
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def clear(plan: Plan, programme: Programme, command: Clear, effective: date) -> Outcome:
    found = trade_of(programme, command.trade, effective)
    if isinstance(found, Refusal):
        return found
    if found.cleared is not None and found.cleared.value.document == command.document:
        return ()
    refusal = not_standing(found, "出具核验意见")
    if refusal is not None:
        return refusal
    if found.cleared is not None:
        return Refusal(
            code="trades.clear.already-cleared",
            basis=SystemRule.DUPLICATE,
            finding=f"第{found.seq}条交易已有核验意见 {found.cleared.value.document}",
            way_forward="一笔交易一份核验意见；要重出的先收回前一份",
            field="trade",
        )
    now = clearances.clearance(plan, programme, found, effective)
    if now.gate is None or now.held_by:
        return _kept_back(now)
    refusal = unless_registered(programme, command.document, "trades.clear.no-document", effective)
    if refusal is None:
        refusal = words.unless_a_confirmation(programme, command.document)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        TradeCleared(
            trade=command.trade,
            answers=_checked(now),
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def withdraw_clearance(programme: Programme, command: WithdrawClearance, effective: date) -> Outcome:
    found = trade_of(programme, command.trade, effective)
    if isinstance(found, Refusal):
        return found
    if found.cleared is None:
        return Refusal(
            code="trades.withdraw-clearance.nothing-to-withdraw",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{found.seq}条交易没有有效的核验意见",
            way_forward="请核对条号",
            field="trade",
        )
    if not command.reason.strip():
        return Refusal(
            code="trades.withdraw-clearance.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="收回没有写明理由",
            way_forward="请照文件写明",
            field="reason",
        )
    refusal = unless_registered(
        programme, command.document, "trades.withdraw-clearance.no-document", effective
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        ClearanceWithdrawn(
            trade=command.trade,
            reason=command.reason,
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def _kept_back(now: Clearance) -> Refusal:
    """The first condition that is not met gives its clause; all of them are told."""
    if now.gate is None:
        return Refusal(
            code="trades.clear.no-gate",
            basis=SystemRule.NOT_FOUND,
            finding="方案没有写产能交易的核验条件",
            way_forward="方案没有这一关的，不出核验意见",
            field="trade",
        )
    first = now.held_by[0]
    basis: Clause | SystemRule = next(iter(first.clauses), SystemRule.VALUE_UNFIT)
    told = "；".join(
        f"{one.label}{one.answer.value}（{one.finding.removeprefix('待定：')}）" for one in now.held_by
    )
    return Refusal(
        code="trades.clear.conditions-not-met",
        basis=basis,
        finding=f"“{now.gate.label}”还有条件没有满足：{told}",
        way_forward="；".join(f"{one.label}：{one.remedy}" for one in now.held_by if one.remedy)
        or "请逐条办好",
        field="trade",
    )


def _checked(now: Clearance) -> tuple[Checked, ...]:
    lines = tuple(
        Checked(
            condition=line.condition.id,
            label=line.verdict.label,
            answer=WORDED[line.verdict.answer],
            finding=line.verdict.finding,
            clauses=line.condition.clauses,
        )
        for line in now.lines
    )
    sums = tuple(Checked(label=one.label, answer=WORDED[one.answer], finding=one.finding) for one in now.sums)
    return (*lines, *sums)
