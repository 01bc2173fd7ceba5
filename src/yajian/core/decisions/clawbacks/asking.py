"""收回意见和通知: every reading first, then the amount of the one that a paper confirmed; and a notice taken back."""

from datetime import date

from yajian.core import recoveries
from yajian.core.decisions.clawbacks.commands import GiveOpinion, IssueNotice, WithdrawNotice
from yajian.core.decisions.clawbacks.shared import Outcome, basis_of, matter_named, out_of_turn
from yajian.core.facts.clawbacks import Computed, NoticeIssued, NoticeWithdrawn, OpinionGiven, Unfinished
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import Programme
from yajian.core.rules import clawbacks as rules
from yajian.core.rules.charter import scan_of, unless_registered
from yajian.core.words import Fen, Refusal, SystemRule, yuan_of


def give_opinion(plan: Plan, programme: Programme, command: GiveOpinion, effective: date) -> Outcome:
    refusal = unless_registered(programme, command.document, "clawbacks.give-opinion.no-document", effective)
    if refusal is not None:
        return refusal
    present = rules.open_for(programme, command.county)
    if present is not None:
        if present.fact.document == command.document:
            return ()
        return Refusal(
            code="clawbacks.give-opinion.already-open",
            basis=SystemRule.DUPLICATE,
            finding=f"{plan.county_name(command.county)}已有办理中的收回（第{present.seq}条，{present.stage}）",
            way_forward="一个县（市）一次只办一件；前一件收回或撤回以后再办",
            field="county",
        )
    found = recoveries.recovery(plan, programme, command.county, effective)
    if not found.readings or not found.unfinished:
        return Refusal(
            code="clawbacks.give-opinion.nothing-missed",
            basis=basis_of(plan),
            finding=found.missed.finding if found.readings else "方案没有写怎样收回",
            way_forward="只有到期未完成、且时限晚于方案印发的任务才收回；已完成的企业从不收回",
            field="county",
        )

    # From here the command succeeds.
    return (
        OpinionGiven(
            county=command.county,
            unfinished=tuple(Unfinished(part=one.part, tonnes=one.tonnes) for one in found.unfinished),
            unfinished_t=found.unfinished_t,
            paid_fen=found.paid_fen,
            readings=tuple(
                Computed(reading=one.id, low_fen=one.low_fen, high_fen=one.high_fen) for one in found.readings
            ),
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def issue_notice(plan: Plan, programme: Programme, command: IssueNotice, effective: date) -> Outcome:
    found = matter_named(programme, command.opinion, effective)
    if isinstance(found, Refusal):
        return found
    if found.notice is not None and found.notice.value.document == command.document:
        return ()
    if found.stage != "待通知":
        return out_of_turn(found, "发通知")
    now = recoveries.recovery(plan, programme, found.fact.county, effective)
    reading = now.reading(now.confirmed)
    if reading is None:
        beside = "、".join(f"{one.label} {_span(one.low_fen, one.high_fen)}" for one in now.readings)
        return Refusal(
            code="clawbacks.issue-notice.reading-not-confirmed",
            basis=next(iter(clauses_for(plan, "reading_confirmed")), SystemRule.DOCUMENT_REQUIRED),
            finding=f"金额口径还没有凭文件确认，现在并列的有：{beside}",
            way_forward="请凭文件答复这一待明确事项，写明采用哪一种算法",
            field="opinion",
        )
    if not now.unfinished:
        return Refusal(
            code="clawbacks.issue-notice.finished-since",
            basis=basis_of(plan),
            finding=f"{plan.county_name(found.fact.county)}现在没有到期未完成的分项",
            way_forward="已经完成的不再通知；确需收回的先由市工信局重新提出意见",
            field="opinion",
        )
    if not reading.amount_fen:
        return Refusal(
            code="clawbacks.issue-notice.amount-not-settled",
            basis=next(iter(clauses_for(plan, "reading_confirmed")), SystemRule.VALUE_UNFIT),
            finding=f"“{reading.label}”算得 {_span(reading.low_fen, reading.high_fen)}",
            way_forward="请先认定未完成产能的来源，标准定了再通知"
            if reading.high_fen
            else "没有可收回的：省市资金还没有下达过，或者已经全部收回",
            field="opinion",
        )
    refusal = unless_registered(programme, command.document, "clawbacks.issue-notice.no-document", effective)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        NoticeIssued(
            opinion=command.opinion,
            county=found.fact.county,
            reading=reading.id,
            amount_fen=reading.amount_fen,
            document=command.document,
            scan=scan_of(programme, command.document),
            clauses=tuple(one.id for one in clauses_for(plan, "reading_confirmed")),
        ),
    )


def withdraw_notice(programme: Programme, command: WithdrawNotice, effective: date) -> Outcome:
    found = matter_named(programme, command.opinion, effective)
    if isinstance(found, Refusal):
        return found
    if found.withdrawn is not None:
        return ()
    if found.stage not in ("待通知", "待入库"):
        return out_of_turn(found, "撤回")
    if not command.reason.strip():
        return Refusal(
            code="clawbacks.withdraw-notice.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="撤回没有写明理由",
            way_forward="请照文件写明",
            field="reason",
        )
    refusal = unless_registered(
        programme, command.document, "clawbacks.withdraw-notice.no-document", effective
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        NoticeWithdrawn(
            opinion=command.opinion,
            county=found.fact.county,
            reason=command.reason,
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def _span(low_fen: Fen, high_fen: Fen) -> str:
    low, high = yuan_of(low_fen), yuan_of(high_fen)
    return f"{low} 元" if low == high else f"{low}—{high} 元（标准未定）"
