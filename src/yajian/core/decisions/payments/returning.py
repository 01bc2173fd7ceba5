"""退回款项: it came back, all or a part, and the bank says so on a paper of its own, written after the money went out.

Which level's money a part is of is said as it was when the slip was made: nothing is guessed by shares.
"""

from datetime import date

from yajian.core import spellings
from yajian.core.bodies import is_a_bank, issuers
from yajian.core.decisions.payments import due
from yajian.core.decisions.payments.commands import Bounce
from yajian.core.decisions.payments.shared import Outcome, no_reason, out_of_turn, payment_named
from yajian.core.facts.payments import Paid, PaymentBounced
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import payments as rules
from yajian.core.rules.charter import document, scan_of, unless_registered
from yajian.core.rules.payments import Standing
from yajian.core.words import DocumentNo, Fen, Refusal, SystemRule, yuan_of


def bounce(plan: Plan, programme: Programme, command: Bounce, actor: str, effective: date) -> Outcome:
    found = payment_named(programme, command.payment, effective)
    if isinstance(found, Refusal):
        return found
    if _booked_already(found, command):
        return ()
    if found.stage != "已下达":
        return out_of_turn(found, "登记退回")
    if not command.reason.strip():
        return no_reason("payments.bounce.no-reason")
    refusal = unless_registered(
        programme, command.document, "payments.bounce.no-document", effective
    ) or _unless_the_banks(plan, programme, found, command.document)
    if refusal is not None:
        return refusal
    lines = _came_back(found, command)
    if isinstance(lines, Refusal):
        return lines

    # From here the command succeeds.
    return (
        PaymentBounced(
            payment=command.payment,
            firm=found.fact.firm,
            lines=lines,
            amount_fen=Fen(sum(one.amount_fen for one in lines)),
            reason=command.reason,
            document=command.document,
            scan=scan_of(programme, command.document),
            by=actor,
        ),
    )


def _booked_already(found: Standing, command: Bounce) -> bool:
    """The same return asked again: by the same paper, the same lines; without lines, the one that brought all back."""
    return any(
        one.value.document == command.document
        and (one.value.lines == _said(command) if command.lines else one is found.bounced)
        for one in found.returns
    )


def _said(command: Bounce) -> tuple[Paid, ...] | Refusal:
    """The form offers every unit of the slip: one that is left blank had nothing come back."""
    filled = {
        unit: by
        for unit, by in command.lines.items()
        if any(yuan.strip() for yuan in (by.province, by.city, by.county))
    }
    return due.lines(filled or command.lines, "payments.bounce")


def _came_back(found: Standing, command: Bounce) -> tuple[Paid, ...] | Refusal:
    """All that stands of the slip; or the part that is said, no more of a unit and level than stands of it."""
    if not command.lines:
        return found.stands
    lines = _said(command)
    if isinstance(lines, Refusal):
        return lines
    stands = {(one.unit, one.level): one.amount_fen for one in found.stands}
    for one in lines:
        left = stands.get((one.unit, one.level), Fen(0))
        if one.amount_fen > left:
            return Refusal(
                code="payments.bounce.more-than-stands",
                basis=SystemRule.VALUE_UNFIT,
                finding=f"{one.unit} 的{rules.LEVELS[one.level]}资金，这一笔已下达、没有退回的是 {yuan_of(left)} 元，"
                f"退回填了 {yuan_of(one.amount_fen)} 元",
                way_forward="退回不能多于下达；请照制单核对是哪个单元、哪一级的资金，多退的查明来历，不登记为这一笔的退回",
                field="lines",
            )
    return lines


def _unless_the_banks(
    plan: Plan, programme: Programme, found: Standing, number: DocumentNo
) -> Refusal | None:
    """Money that came back is owed again: whoever paid, or was paid, does not say so himself."""
    paper = document(programme, number)
    assert paper is not None  # a guard has asked whether it is registered
    assert found.released is not None  # nothing else comes back
    account = rules.account(programme, found.fact.account)
    own = account.fact.bank if account is not None else ""
    if not any(is_a_bank(plan, programme, one, own) for one in issuers(paper.value)):
        return Refusal(
            code="payments.bounce.not-a-banks-paper",
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding=f"{number} 由{paper.value.issuer}发出，不是银行、信用社或国库的凭证，也不是收款人开户行{own}的",
            way_forward="请凭银行的退汇通知或回单登记，先登记该凭证；发文单位登记错了的，先更正文件登记",
            field="document",
        )
    if paper.value.issued_on < found.released.effective:
        return Refusal(
            code="payments.bounce.paper-older-than-the-payment",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{number} 成文于{paper.value.issued_on.isoformat()}，早于{found.released.effective.isoformat()}的下达",
            way_forward="款项下达以后才退得回来，请核对凭证；日期登记错了的，先更正文件登记",
            field="document",
        )
    again = next((one for one in found.returns if spellings.same_number(one.value.document, number)), None)
    if again is not None:
        return Refusal(
            code="payments.bounce.paper-of-another-return",
            basis=SystemRule.DUPLICATE,
            finding=f"{number} 已是这一笔第{again.seq}条退回（{yuan_of(again.value.amount_fen)} 元）的凭证",
            way_forward="分几次退回的，每一次各有回单，请登记这一次自己的；那一次金额登错了的，先撤销那一条退回登记",
            field="document",
        )
    other = _of_another_slip(programme, found, number)
    if other is not None:
        slip, before = other
        whose = f"{slip.fact.payee}，{yuan_of(slip.fact.amount_fen)} 元"
        return Refusal(
            code="payments.bounce.paper-of-another-slip",
            basis=SystemRule.DUPLICATE,
            finding=f"{number} 已是第{slip.seq}条制单（{whose}）的退回凭证"
            if spellings.same_number(before, number)
            else f"{number} 和 {before} 是同一份扫描件，那份已是第{slip.seq}条制单（{whose}）的退回凭证",
            way_forward="每一笔款项，银行退回时各有回单，请登记这一笔自己的；登在那一条上登错了的，先撤销那一条的退回登记",
            field="document",
        )
    return None


def _of_another_slip(
    programme: Programme, found: Standing, number: DocumentNo
) -> tuple[Standing, DocumentNo] | None:
    """One transfer comes back once, on a paper of its own, whatever number its scan was registered under a second time: a
    notice that served twice would pay one of two slips anew."""
    scan = scan_of(programme, number)
    return next(
        (
            (one, back.value.document)
            for one in rules.standings(programme)
            if one.seq != found.seq
            for back in one.returns
            if spellings.same_number(back.value.document, number) or back.value.scan == scan
        ),
        None,
    )
