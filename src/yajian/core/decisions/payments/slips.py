"""制单、复核、下达: three people of at least two organs; cancelled before anything went out."""

from datetime import date
from typing import Any

from yajian.core.books import money
from yajian.core.books.money import Purse
from yajian.core.decisions.payments import due, hands
from yajian.core.decisions.payments.commands import Cancel, Check, Prepare, Release
from yajian.core.decisions.payments.shared import (
    Outcome,
    account_named,
    basis_of,
    no_reason,
    out_of_turn,
    payment_named,
    unless_voucher_free,
)
from yajian.core.facts.payments import (
    PaymentCancelled,
    PaymentChecked,
    PaymentPrepared,
    PaymentReleased,
)
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import payments as rules
from yajian.core.rules.charter import scan_of, unless_registered
from yajian.core.spellings import same_number
from yajian.core.words import (
    Fen,
    Refusal,
    Request,
    SystemRule,
    digits_of,
    yuan_of,
)


def prepare(plan: Plan, programme: Programme, command: Prepare, request: Request[Any]) -> Outcome:
    effective = request.effective
    account = account_named(programme, command.account, "payments.prepare.no-such-account")
    if isinstance(account, Refusal):
        return account
    refusal = due.unless_usable(
        account, effective, "payments.prepare.account-not-usable"
    ) or due.unless_superseded(programme, account, effective, "payments.prepare.account-superseded")
    if refusal is not None:
        return refusal
    refusal = unless_registered(programme, command.document, "payments.prepare.no-document", effective)
    if refusal is not None:
        return refusal
    lines = due.lines(command.lines, "payments.prepare")
    if isinstance(lines, Refusal):
        return lines
    twin = next(
        (
            one
            for one in rules.standings(programme)
            if one.stage in ("待复核", "待下达")
            and (one.fact.account, one.fact.lines, one.fact.document)
            == (command.account, lines, command.document)
        ),
        None,
    )
    if twin is not None:
        return ()
    for unit in command.lines:
        refusal = (
            due.unless_theirs(programme, unit, account, effective)
            or due.unless_open(plan, programme, unit, effective, "payments.prepare")
            or due.unless_due(plan, programme, unit, lines, account)
        )
        if refusal is not None:
            return refusal
    for level in rules.LEVELS:
        wanted = sum(one.amount_fen for one in lines if one.level == level)
        stands = money.lowest(programme.money, level, Purse.AVAILABLE, effective)  # later slips hold some
        if wanted > stands:
            return Refusal(
                code="payments.prepare.not-raised",
                basis=basis_of(plan),
                finding=f"{rules.LEVELS[level]}资金未安排的只有 {yuan_of(stands)} 元，这一单要 {yuan_of(wanted)} 元",
                way_forward="请先登记资金到位；县级资金也须有指标文号",
                field="lines",
            )

    # From here the command succeeds.
    return (
        PaymentPrepared(
            firm=account.fact.enterprise,
            account=command.account,
            payee=account.fact.payee,
            lines=lines,
            amount_fen=Fen(sum(one.amount_fen for one in lines)),
            by=request.actor,
            organ=request.organ,
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def check(plan: Plan, programme: Programme, command: Check, request: Request[Any]) -> Outcome:
    found = payment_named(programme, command.payment, request.effective)
    if isinstance(found, Refusal):
        return found
    if found.checked is not None and found.checked.value.by == request.actor:
        return ()
    if found.stage != "待复核":
        return out_of_turn(found, "复核")
    refusal = hands.unless_free(plan, programme, command, request.actor, request.organ)
    if refusal is not None:
        return refusal
    account = rules.account(programme, found.fact.account)
    assert account is not None
    if digits_of(command.tail) != account.fact.number[-rules.TAIL :]:
        return Refusal(
            code="payments.check.wrong-tail",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"输入的后四位是“{command.tail}”，与登记的账户不一致",
            way_forward="请照收款人来件上的账号输入；确实不一致的，不要下达，先核实账户",
            field="tail",
        )

    # From here the command succeeds.
    return (
        PaymentChecked(
            payment=command.payment,
            firm=found.fact.firm,
            by=request.actor,
            organ=request.organ,
        ),
    )


def release(plan: Plan, programme: Programme, command: Release, request: Request[Any]) -> Outcome:
    found = payment_named(programme, command.payment, request.effective)
    if isinstance(found, Refusal):
        return found
    if found.released is not None and same_number(found.voucher, command.voucher):
        return ()
    if found.stage != "待下达" or found.checked is None:
        return out_of_turn(found, "下达")
    refusal = hands.unless_free(plan, programme, command, request.actor, request.organ)
    if refusal is not None:
        return refusal
    if not command.voucher.strip():
        return Refusal(
            code="payments.release.no-voucher",
            basis=SystemRule.VALUE_UNFIT,
            finding="没有填拨付凭证号",
            way_forward="资金在财政的系统里拨付，请照凭证填写凭证号和拨付日期",
            field="voucher",
        )
    refusal = unless_voucher_free(programme, found, command.voucher, "payments.release.voucher-used")
    if refusal is not None:
        return refusal
    account = rules.account(programme, found.fact.account)
    assert account is not None
    refusal = due.unless_superseded(
        programme, account, request.effective, "payments.release.account-superseded"
    )
    if refusal is not None:
        return refusal
    for unit in dict.fromkeys(one.unit for one in found.fact.lines):
        refusal = due.unless_open(plan, programme, unit, request.effective, "payments.release")
        if refusal is not None:
            return refusal
    refusal = due.unless_still_theirs(plan, programme, found.fact, account, request.effective)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        PaymentReleased(
            payment=command.payment,
            firm=found.fact.firm,
            voucher=command.voucher.strip(),
            lines=found.fact.lines,
            amount_fen=found.fact.amount_fen,
            by=request.actor,
            organ=request.organ,
        ),
    )


def cancel(programme: Programme, command: Cancel, actor: str, effective: date) -> Outcome:
    found = payment_named(programme, command.payment, effective)
    if isinstance(found, Refusal):
        return found
    if found.cancelled is not None:
        return ()
    if found.stage not in ("待复核", "待下达"):
        return out_of_turn(found, "作废")
    if not command.reason.strip():
        return no_reason("payments.cancel.no-reason")

    # From here the command succeeds.
    return (
        PaymentCancelled(
            payment=command.payment,
            firm=found.fact.firm,
            lines=found.fact.lines,
            reason=command.reason,
            by=actor,
        ),
    )
