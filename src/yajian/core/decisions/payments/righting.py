"""更正、撤销: a mistyped voucher, and a return that never was, are put right by another hand, on a paper written since."""

from datetime import date
from typing import Any

from yajian.core import entitlements, recoveries, spellings
from yajian.core.bodies import is_a_bank, is_the_payers, issuers
from yajian.core.books import money
from yajian.core.books.money import Purse
from yajian.core.decisions.payments import hands
from yajian.core.decisions.payments.commands import CorrectVoucher, WithdrawBounce
from yajian.core.decisions.payments.shared import (
    Outcome,
    no_reason,
    out_of_turn,
    payment_named,
    unless_voucher_free,
)
from yajian.core.facts.payments import BounceWithdrawn, PaymentBounced, VoucherCorrected
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import auditplans, bankstatements, clawbacks, targets
from yajian.core.rules import payments as rules
from yajian.core.rules.charter import document, scan_of, unless_registered
from yajian.core.rules.payments import Standing
from yajian.core.words import CountyId, DocumentNo, Fen, Refusal, Request, Seq, SystemRule, UnitId, yuan_of


def correct_voucher(
    plan: Plan, programme: Programme, command: CorrectVoucher, request: Request[Any]
) -> Outcome:
    found = payment_named(programme, command.payment, request.effective)
    if isinstance(found, Refusal):
        return found
    if found.released is None:
        return out_of_turn(found, "更正凭证号")
    voucher = command.voucher.strip()
    if found.voucher == voucher:
        return ()
    if not voucher:
        return Refusal(
            code="payments.correct-voucher.no-voucher",
            basis=SystemRule.VALUE_UNFIT,
            finding="没有填拨付凭证号",
            way_forward="请照凭证填写；没有付出去的不是更正凭证号，请先与银行核对",
            field="voucher",
        )
    refusal = hands.unless_free(plan, programme, command, request.actor, request.organ)
    if refusal is None and not command.reason.strip():
        refusal = no_reason("payments.correct-voucher.no-reason")
    refusal = (
        refusal
        or unless_voucher_free(programme, found, voucher, "payments.correct-voucher.voucher-used")
        or unless_registered(
            programme, command.document, "payments.correct-voucher.no-document", request.effective
        )
        or _unless_written_for_it(plan, programme, found, command.document, found.released.effective)
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        VoucherCorrected(
            payment=command.payment,
            firm=found.fact.firm,
            was=found.voucher,
            voucher=voucher,
            on=found.released.effective,
            reason=command.reason.strip(),
            document=command.document,
            scan=scan_of(programme, command.document),
            by=request.actor,
        ),
    )


def withdraw_bounce(
    plan: Plan, programme: Programme, command: WithdrawBounce, request: Request[Any]
) -> Outcome:
    found = payment_named(programme, command.payment, request.effective)
    if isinstance(found, Refusal):
        return found
    if _withdrawn_already(programme, found, command.withdraws):
        return ()
    if not found.returns:
        return out_of_turn(found, "撤销退回登记")
    back = _return_meant(found, command.withdraws)
    if isinstance(back, Refusal):
        return back
    refusal = hands.unless_free(plan, programme, command, request.actor, request.organ)
    if refusal is None and not command.reason.strip():
        refusal = no_reason("payments.withdraw-bounce.no-reason")
    refusal = (
        refusal
        or unless_registered(
            programme, command.document, "payments.withdraw-bounce.no-document", request.effective
        )
        or _unless_written_for_it(plan, programme, found, command.document, back.effective)
        or _unless_a_line_says_so(programme, found, back)
        or _unless_free_still(programme, back)
        or _unless_within_the_share(plan, programme, found, back)
        or _unless_given_back(plan, programme, back)
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        BounceWithdrawn(
            payment=command.payment,
            firm=found.fact.firm,
            withdraws=back.seq,
            lines=back.value.lines,
            amount_fen=back.value.amount_fen,
            on=back.effective,
            reason=command.reason.strip(),
            document=command.document,
            scan=scan_of(programme, command.document),
            by=request.actor,
        ),
    )


def _withdrawn_already(programme: Programme, found: Standing, named: Seq | None) -> bool:
    """Whether that very return is withdrawn; where none is named, whether the last one was and none stands."""
    if named is None:
        return not found.returns and found.restored is not None
    return any(
        isinstance(one.value, BounceWithdrawn) and one.value.withdraws == named
        for one in programme.payments.payments[found.seq].known()
    )


def _return_meant(found: Standing, named: Seq | None) -> Entry[PaymentBounced] | Refusal:
    back = [one for one in found.returns if named in (None, one.seq)]
    if len(back) == 1:
        return back[0]
    told = "、".join(f"第{one.seq}条 {yuan_of(one.value.amount_fen)} 元" for one in found.returns)
    return Refusal(
        code="payments.withdraw-bounce.which",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"这一笔登记过的退回是{told}，"
        + ("没有说撤销哪一条" if named is None else f"没有第{named}条"),
        way_forward="请填要撤销的那一条退回登记的条号",
        field="withdraws",
    )


def _unless_written_for_it(
    plan: Plan, programme: Programme, found: Standing, number: DocumentNo, since: date
) -> Refusal | None:
    """What the bank did is told by the bank or by whom the plan has pay, after it was entered wrongly, and on no paper used for that."""
    paper = document(programme, number)
    assert paper is not None  # a guard has asked whether it is registered
    account = rules.account(programme, found.fact.account)
    own = account.fact.bank if account is not None else ""
    if not any(
        is_a_bank(plan, programme, one, own) or is_the_payers(plan, programme, one)
        for one in issuers(paper.value)
    ):
        return Refusal(
            code="payments.not-the-banks-nor-the-payers-paper",
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding=f"{number} 由{paper.value.issuer}发出，不是银行的，也不是拨付单位的",
            way_forward="请凭银行的核对回单，或者拨付单位（财政部门）写明核对经过的说明，先登记该文件",
            field="document",
        )
    used = (found.fact.document, *(one.value.document for one in found.returns))
    if any(spellings.same_number(number, one) for one in used):
        return Refusal(
            code="payments.paper-used-for-what-it-rights",
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding=f"{number} 就是这一笔下达或退回所凭的文件，不能又凭它改",
            way_forward="请登记核对以后另行写成的回单或说明，填它自己的编号",
            field="document",
        )
    if paper.value.issued_on < since:
        return Refusal(
            code="payments.paper-older-than-what-it-rights",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{number} 成文于{paper.value.issued_on.isoformat()}，早于要改的登记的日期{since.isoformat()}",
            way_forward="核对在后，请核对文号；日期登记错了的，先更正文件登记",
            field="document",
        )
    return None


def _unless_a_line_says_so(
    programme: Programme, found: Standing, back: Entry[PaymentBounced]
) -> Refusal | None:
    """Somebody has put a line of the bank to this return: then it is not withdrawn under his hands."""
    line = next(
        (
            one
            for one in bankstatements.lines(programme)
            if one.fact.side == "in"
            and one.matched is not None
            and one.matched.value.slip == found.seq
            and one.fact.amount_fen == back.value.amount_fen
        ),
        None,
    )
    if line is None:
        return None
    return Refusal(
        code="payments.withdraw-bounce.matched-by-hand",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"第{line.seq}条银行流水（{line.fact.on.isoformat()}收入）已由人工认定是这一笔的退回",
        way_forward="那一笔对错了的，先在对账一页撤销，再撤销退回登记",
        field="payment",
    )


def _unless_free_still(programme: Programme, bounce: Entry[PaymentBounced]) -> Refusal | None:
    """On no day may a purse stand below nothing: what came free and has been used since is not there to go out again."""
    for level, label in rules.LEVELS.items():
        fen = sum(one.amount_fen for one in bounce.value.lines if one.level == level)
        if fen:
            left = money.lowest(programme.money, level, Purse.AVAILABLE, bounce.effective)
            if left < fen:
                return _spoken_for(
                    f"退回的{label}资金 {yuan_of(Fen(fen))} 元，没有另作安排的只有 {yuan_of(Fen(left))} 元"
                )
    for unit, mine in _by_unit(bounce).items():
        entitled = auditplans.entitlement(programme, unit)
        kept = (entitled.kept_fen if entitled is not None else 0) - rules.tied_fen(programme, unit)
        least = min(kept, money.least_kept(programme.money, unit, bounce.effective))
        if least < mine:
            return _spoken_for(
                f"{unit} 退回 {yuan_of(mine)} 元以后，还列支着、没有重新制单的只有 {yuan_of(max(least, 0))} 元"
            )
    return None


def _unless_within_the_share(
    plan: Plan, programme: Programme, found: Standing, bounce: Entry[PaymentBounced]
) -> Refusal | None:
    """Whom a court's paper names gets no more than his share, of this slip and of what went to him since."""
    for unit, fen in _by_unit(bounce).items():
        named = entitlements.named_for(plan, programme, unit, None)
        payees = named.paper.value.payees if named is not None else ()
        share = next((one.amount_fen for one in payees if one.name == found.fact.payee), None)
        if named is not None and share is not None:
            gone = sum(rules.to_payee_fen(programme, one, found.fact.payee) for one in named.units)
            if gone + fen > share:
                return _spoken_for(
                    f"{found.fact.payee}应得 {yuan_of(share)} 元，退回以后已另外安排 {yuan_of(Fen(gone))} 元"
                )
    return None


def _unless_given_back(plan: Plan, programme: Programme, bounce: Entry[PaymentBounced]) -> Refusal | None:
    """What went back to a county as come in beyond what is paid: it was beyond only if this came back."""
    counties = {one.part: one.county for one in targets.counted(programme)}
    mine: dict[tuple[CountyId | None, str], int] = {}
    for line in bounce.value.lines:
        part = programme.register.part_of(line.unit)
        place = (counties.get(part) if part is not None else None, line.level)
        mine[place] = mine.get(place, 0) + line.amount_fen
    for matter in clawbacks.standings(programme):
        for one in matter.returns:
            fen = mine.get((matter.fact.county, one.value.level), 0)
            if not fen or one.effective < bounce.effective:
                continue
            stands = recoveries.at_level(plan, programme, matter.fact.county, one.value.level, one.effective)
            if stands.back_fen < stands.paid_fen + fen:
                return Refusal(
                    code="payments.withdraw-bounce.given-back",
                    basis=SystemRule.OUT_OF_TURN,
                    finding=f"因为这一笔退回，{rules.LEVELS[one.value.level]}多收的 {yuan_of(one.value.amount_fen)} 元"
                    f"已退还县（市）（第{one.seq}条）",
                    way_forward=f"退还登错了的，先撤销第{one.seq}条退还登记；已经退还出去的，这一笔就是退回过的，请再核对",
                    field="payment",
                )
    return None


def _by_unit(bounce: Entry[PaymentBounced]) -> dict[UnitId, int]:
    sums: dict[UnitId, int] = {}
    for one in bounce.value.lines:
        sums[one.unit] = sums.get(one.unit, 0) + one.amount_fen
    return sums


def _spoken_for(seen: str) -> Refusal:
    return Refusal(
        code="payments.withdraw-bounce.spoken-for",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"退回的款项已经另外安排：{seen}",
        way_forward="重新制单还没有下达的，先作废；已经重新下达的，同一笔钱付了两次，请凭银行的凭证登记那一笔的退回",
        field="payment",
    )
