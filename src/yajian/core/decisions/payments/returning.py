"""退回款项: the bank sent it back, and says so on a paper of its own, written after the money went out."""

from datetime import date

from yajian.core import spellings
from yajian.core.bodies import is_a_bank, issuers
from yajian.core.decisions.payments.commands import Bounce
from yajian.core.decisions.payments.shared import Outcome, no_reason, out_of_turn, payment_named
from yajian.core.facts.payments import PaymentBounced
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import payments as rules
from yajian.core.rules.charter import document, scan_of, unless_registered
from yajian.core.rules.payments import Standing
from yajian.core.words import DocumentNo, Refusal, SystemRule, yuan_of


def bounce(plan: Plan, programme: Programme, command: Bounce, actor: str, effective: date) -> Outcome:
    found = payment_named(programme, command.payment, effective)
    if isinstance(found, Refusal):
        return found
    if found.bounced is not None and found.bounced.value.document == command.document:
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

    # From here the command succeeds.
    return (
        PaymentBounced(
            payment=command.payment,
            firm=found.fact.firm,
            lines=found.fact.lines,
            amount_fen=found.fact.amount_fen,
            reason=command.reason,
            document=command.document,
            scan=scan_of(programme, command.document),
            by=actor,
        ),
    )


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
    other = _of_another_slip(programme, found, number)
    if other is not None and other.bounced is not None:
        before, whose = (
            other.bounced.value.document,
            f"{other.fact.payee}，{yuan_of(other.fact.amount_fen)} 元",
        )
        twin = not spellings.same_number(before, number)
        return Refusal(
            code="payments.bounce.paper-of-another-slip",
            basis=SystemRule.DUPLICATE,
            finding=f"{number} 和 {before} 是同一份扫描件，那份已是第{other.seq}条制单（{whose}）的退回凭证"
            if twin
            else f"{number} 已是第{other.seq}条制单（{whose}）的退回凭证",
            way_forward="每一笔款项，银行退回时各有回单，请登记这一笔自己的；登在那一条上登错了的，先撤销那一条的退回登记",
            field="document",
        )
    return None


def _of_another_slip(programme: Programme, found: Standing, number: DocumentNo) -> Standing | None:
    """One transfer comes back once, on a paper of its own, whatever number its scan was registered under a second time: a
    notice that served twice would pay one of two slips anew."""
    scan = scan_of(programme, number)
    return next(
        (
            one
            for one in rules.standings(programme)
            if one.seq != found.seq
            and one.bounced is not None
            and (spellings.same_number(one.bounced.value.document, number) or one.bounced.value.scan == scan)
        ),
        None,
    )
