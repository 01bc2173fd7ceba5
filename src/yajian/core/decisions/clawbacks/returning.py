"""退还、撤销: what had come in beyond what is paid goes back to the county; what should not be there is taken out."""

from collections.abc import Iterator
from datetime import date

import msgspec

from yajian.core import recoveries
from yajian.core.decisions.clawbacks import bounds, vouchers
from yajian.core.decisions.clawbacks.commands import ReturnReceipt, WithdrawReceipt
from yajian.core.decisions.clawbacks.shared import (
    NAMED,
    Outcome,
    basis_of,
    booking,
    is_taken_back,
    matter_named,
    no_voucher,
    unfit,
    was_of,
)
from yajian.core.facts.clawbacks import ReceiptBooked, ReceiptReturned, ReceiptWithdrawn
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import clawbacks as rules
from yajian.core.rules.charter import scan_of, unless_registered
from yajian.core.rules.clawbacks import Standing
from yajian.core.spellings import same_number
from yajian.core.words import Fen, Refusal, Seq, SystemRule, fen_of, yuan_of


def return_receipt(plan: Plan, programme: Programme, command: ReturnReceipt, effective: date) -> Outcome:
    found = matter_named(programme, command.opinion, effective)
    if isinstance(found, Refusal):
        return found
    level, amount_fen = NAMED.get(command.level), fen_of(command.amount)
    if level is None or not amount_fen or not is_taken_back(plan, level):
        return unfit("clawbacks.return-receipt.unfit", command, level)
    voucher = command.voucher.strip()
    if not voucher:
        return no_voucher("clawbacks.return-receipt.no-voucher")
    refusal = unless_registered(
        programme, command.document, "clawbacks.return-receipt.no-document", effective
    ) or vouchers.unless_proof(plan, programme, command.document, "退还")
    if refusal is None:
        refusal = vouchers.unless_after_it_came_in(programme, found, level, command.document)
    if refusal is not None:
        return refusal
    fact = ReceiptReturned(
        opinion=command.opinion,
        county=found.fact.county,
        level=level,
        amount_fen=amount_fen,
        voucher=voucher,
        document=command.document,
        scan=scan_of(programme, command.document),
    )
    used = next(
        (
            one.value
            for matter in rules.standings(programme)
            for one in matter.returns
            if same_number(one.value.voucher, voucher)
        ),
        None,
    )
    if used is not None and booking(used) == booking(fact):
        return ()
    if used is not None:
        return Refusal(
            code="clawbacks.return-receipt.voucher-used",
            basis=SystemRule.DUPLICATE,
            finding=f"凭证号{used.voucher}已登记退还 {yuan_of(used.amount_fen)} 元（{plan.county_name(used.county)}）",
            way_forward="一张凭证只登记一次，括号、空格写法不同也是同一个号；请核对凭证号、级别和金额",
            field="voucher",
        )
    stands = recoveries.at_level(plan, programme, fact.county, level, effective)
    left_fen = stands.beyond_fen - _returned_later(programme, fact, effective)
    most_fen = max(min(left_fen, found.kept_fen(level)), 0)
    if amount_fen > most_fen:
        return Refusal(
            code="clawbacks.return-receipt.not-beyond",
            basis=basis_of(plan),
            finding=f"{command.level}已收回 {yuan_of(stands.back_fen)} 元、已下达 {yuan_of(stands.paid_fen)} 元，"
            f"这一件可退还 {yuan_of(most_fen)} 元，这一笔 {yuan_of(amount_fen)} 元",
            way_forward="只退还多收的：收回以后款项被银行退回，收回的才多于已下达的；入库登错的用更正",
            field="amount",
        )

    # From here the command succeeds.
    return (fact,)


def _returned_later(programme: Programme, fact: ReceiptReturned, effective: date) -> int:
    return sum(
        one.value.amount_fen
        for matter in rules.standings(programme)
        if matter.fact.county == fact.county
        for one in matter.returns
        if one.value.level == fact.level and one.effective > effective
    )


def withdraw_receipt(programme: Programme, command: WithdrawReceipt, effective: date) -> Outcome:
    seq = command.withdraws
    matters = list(rules.standings(programme))
    standing = {one.seq: (matter, one) for matter in matters for one in _entries(matter)}
    if seq not in standing:
        if any(_was_withdrawn(programme, matter.seq, seq) for matter in matters):
            return ()
        return Refusal(
            code="clawbacks.withdraw-receipt.nothing-to-withdraw",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{seq}条不是现行的入库、退还登记",
            way_forward="请从入库一览里选择；已经更正的，撤销更正后的那一条",
            field="withdraws",
        )
    if not command.reason.strip():
        return Refusal(
            code="clawbacks.withdraw-receipt.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="撤销没有写明理由",
            way_forward="请写明，如：同一张凭证登记在两个县（市）",
            field="reason",
        )
    refusal = unless_registered(
        programme, command.document, "clawbacks.withdraw-receipt.no-document", effective
    )
    if refusal is not None:
        return refusal
    found, wrong = standing[seq]
    was = was_of(wrong)
    if not was.returned:
        refusal = bounds.unless_kept(
            found, was, None, "clawbacks.withdraw-receipt.returned"
        ) or bounds.unless_asked_twice(programme, found, was, Fen(0))
    if refusal is not None:
        return msgspec.structs.replace(refusal, field="withdraws")

    # From here the command succeeds.
    return (
        ReceiptWithdrawn(
            withdraws=seq,
            opinion=found.seq,
            county=found.fact.county,
            was=was,
            reason=command.reason.strip(),
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def _entries(matter: Standing) -> Iterator[Entry[ReceiptBooked] | Entry[ReceiptReturned]]:
    yield from matter.receipts
    yield from matter.returns


def _was_withdrawn(programme: Programme, opinion: Seq, seq: Seq) -> bool:
    """Whether an entry was closed with nothing put in its place."""
    line = programme.clawbacks.matters[opinion]
    gone = any(one.seq == seq and one.corrected_by is not None for one in line.entries)
    return gone and line.replacement(seq) is None
