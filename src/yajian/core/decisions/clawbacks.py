"""收回: an opinion with every reading, a notice once one reading is confirmed, and receipts that never exceed it."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, assert_never

from yajian.core import recoveries
from yajian.core.facts.clawbacks import (
    Computed,
    Level,
    NoticeIssued,
    NoticeWithdrawn,
    OpinionGiven,
    ReceiptBooked,
    Unfinished,
)
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import clawbacks as rules
from yajian.core.rules.charter import scan_of, unless_registered
from yajian.core.rules.clawbacks import Standing
from yajian.core.words import (
    Clause,
    Command,
    CountyId,
    DocumentNo,
    Fen,
    Refusal,
    Request,
    Seq,
    SystemRule,
    fen_of,
    label,
    yuan_of,
)

Outcome = tuple[AnyFact, ...] | Refusal
_LEVELS: Mapping[str, Level] = {"省级": "province", "市级": "city", "县级": "county"}


class ClawbacksCommand(Command, frozen=True):
    """Marks this file's commands."""


class GiveOpinion(ClawbacksCommand, frozen=True, kw_only=True, tag="clawbacks.give-opinion"):
    """登记收回意见: 市工信局 says that the county missed its task; the readings are worked out with it."""

    county: Annotated[CountyId, label("县（市）", "县（市）编号")]
    document: Annotated[DocumentNo, label("意见文号", "市工信局的意见，须已登记")]


class IssueNotice(ClawbacksCommand, frozen=True, kw_only=True, tag="clawbacks.issue-notice"):
    """登记收回通知: 市财政局 asks the county for the amount of the reading that a paper confirmed."""

    opinion: Annotated[Seq, label("收回意见", "第几条")]
    document: Annotated[DocumentNo, label("通知文号", "市财政局的通知，须已登记")]


class WithdrawNotice(ClawbacksCommand, frozen=True, kw_only=True, tag="clawbacks.withdraw-notice"):
    """撤回收回通知: taken back by the treasury; what came in already stands."""

    opinion: Annotated[Seq, label("收回意见", "第几条")]
    reason: Annotated[str, label("理由", "照文件")]
    document: Annotated[DocumentNo, label("依据文号", "须已登记")]


class BookReceipt(ClawbacksCommand, frozen=True, kw_only=True, tag="clawbacks.book-receipt"):
    """登记收回入库: what came back, for one level, under its voucher."""

    opinion: Annotated[Seq, label("收回意见", "第几条")]
    level: Annotated[str, label("哪一级", "省级、市级、县级")]
    amount: Annotated[str, label("金额（元）", "照入库凭证")]
    voucher: Annotated[str, label("入库凭证号", "照凭证")]
    document: Annotated[DocumentNo, label("入库凭证", "凭证的登记文号，须已登记")]


AnyCommand = GiveOpinion | IssueNotice | WithdrawNotice | BookReceipt


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case GiveOpinion() as command:
            return give_opinion(plan, programme, command, request.effective)
        case IssueNotice() as command:
            return issue_notice(plan, programme, command, request.effective)
        case WithdrawNotice() as command:
            return withdraw_notice(programme, command, request.effective)
        case BookReceipt() as command:
            return book_receipt(plan, programme, command, request.effective)
        case other:
            assert_never(other)


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
            finding=f"{command.county} 已有办理中的收回（第{present.seq}条，{present.stage}）",
            way_forward="一个县（市）一次只办一件；前一件收回或撤回以后再办",
            field="county",
        )
    found = recoveries.recovery(plan, programme, command.county, effective)
    if not found.readings or not found.unfinished:
        return Refusal(
            code="clawbacks.give-opinion.nothing-missed",
            basis=_basis(plan),
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
    found = _matter(programme, command.opinion, effective)
    if isinstance(found, Refusal):
        return found
    if found.notice is not None and found.notice.value.document == command.document:
        return ()
    if found.stage != "待通知":
        return _out_of_turn(found, "发通知")
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
            basis=_basis(plan),
            finding=f"{found.fact.county} 现在没有到期未完成的分项",
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
    found = _matter(programme, command.opinion, effective)
    if isinstance(found, Refusal):
        return found
    if found.withdrawn is not None:
        return ()
    if found.stage not in ("待通知", "待入库"):
        return _out_of_turn(found, "撤回")
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


def book_receipt(plan: Plan, programme: Programme, command: BookReceipt, effective: date) -> Outcome:
    found = _matter(programme, command.opinion, effective)
    if isinstance(found, Refusal):
        return found
    level, amount_fen = _LEVELS.get(command.level), fen_of(command.amount)
    rule = plan.compensation.clawback
    if level is None or not amount_fen or rule is None or level not in rule.levels:
        return Refusal(
            code="clawbacks.book-receipt.unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"级别填的是“{command.level}”，金额填的是“{command.amount}”",
            way_forward="级别填方案所写收回的各级；金额填元，写到角分",
            field="amount" if level is not None and not amount_fen else "level",
        )
    if not command.voucher.strip():
        return Refusal(
            code="clawbacks.book-receipt.no-voucher",
            basis=SystemRule.VALUE_UNFIT,
            finding="没有填入库凭证号",
            way_forward="请照凭证填写",
            field="voucher",
        )
    used = _booked_under(programme, command.voucher.strip())
    if used is not None and (used.opinion, used.level, used.amount_fen) == (
        command.opinion,
        level,
        amount_fen,
    ):
        return ()
    if used is not None:
        return Refusal(
            code="clawbacks.book-receipt.voucher-used",
            basis=SystemRule.DUPLICATE,
            finding=f"凭证号{command.voucher}已登记入库 {yuan_of(used.amount_fen)} 元（{used.county}）",
            way_forward="一张凭证只登记一次；请核对凭证号、级别和金额",
            field="voucher",
        )
    if found.stage != "待入库":
        return _out_of_turn(found, "登记入库")
    back_fen = rules.received_fen(programme, found.fact.county)
    parts = frozenset(
        one.part for one in recoveries.recovery(plan, programme, found.fact.county, effective).task
    )
    paid_fen = recoveries.paid_to(plan, programme, parts, effective)
    if amount_fen > found.left_fen or back_fen + amount_fen > paid_fen:
        return Refusal(
            code="clawbacks.book-receipt.more-than-asked",
            basis=_basis(plan),
            finding=f"通知还差 {yuan_of(found.left_fen)} 元，已下达 {yuan_of(paid_fen)} 元、"
            f"已收回 {yuan_of(back_fen)} 元，这一笔 {yuan_of(amount_fen)} 元",
            way_forward="收回的不超过通知的金额，也不超过已下达的资金；请核对凭证",
            field="amount",
        )
    refusal = unless_registered(programme, command.document, "clawbacks.book-receipt.no-document", effective)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        ReceiptBooked(
            opinion=command.opinion,
            county=found.fact.county,
            level=level,
            amount_fen=amount_fen,
            voucher=command.voucher.strip(),
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def _booked_under(programme: Programme, voucher: str) -> ReceiptBooked | None:
    """The receipt of any matter that a voucher was booked for."""
    return next(
        (
            one.value
            for matter in rules.standings(programme)
            for one in matter.receipts
            if one.value.voucher == voucher
        ),
        None,
    )


def _matter(programme: Programme, opinion: Seq, effective: date) -> Standing | Refusal:
    found = rules.standing(programme, opinion)
    if found is None:
        return Refusal(
            code="clawbacks.no-such-opinion",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{opinion}条不是收回意见",
            way_forward="请从收回一览里选择",
            field="opinion",
        )
    if found.last.effective > effective:
        return Refusal(
            code="clawbacks.before-the-step-before",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{effective.isoformat()}早于上一步的日期{found.last.effective.isoformat()}",
            way_forward="请核对文件的日期",
            field="effective",
        )
    return found


def _out_of_turn(found: Standing, asked: str) -> Refusal:
    return Refusal(
        code="clawbacks.out-of-turn",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"第{found.seq}条收回{found.stage}，不能{asked}",
        way_forward="依次是：市工信局意见、市财政局通知、入库",
        field="opinion",
    )


def _span(low_fen: Fen, high_fen: Fen) -> str:
    low, high = yuan_of(low_fen), yuan_of(high_fen)
    return f"{low} 元" if low == high else f"{low}—{high} 元（标准未定）"


def _basis(plan: Plan) -> Clause | SystemRule:
    return next(iter(clauses_for(plan, "county_task_unmet_after_due")), SystemRule.OUT_OF_TURN)
