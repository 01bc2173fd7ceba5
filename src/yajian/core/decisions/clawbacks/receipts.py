"""入库: what came back from the county, under its voucher; and an entry that is wrong, put right by its like."""

from datetime import date
from typing import cast

import msgspec

from yajian.core.decisions.clawbacks import bounds, vouchers
from yajian.core.decisions.clawbacks.commands import BookReceipt
from yajian.core.decisions.clawbacks.shared import (
    NAMED,
    Outcome,
    booking,
    is_taken_back,
    matter_named,
    no_voucher,
    out_of_turn,
    too_early,
    unfit,
    was_of,
)
from yajian.core.facts.clawbacks import ReceiptBooked
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import clawbacks as rules
from yajian.core.rules.charter import scan_of, unless_registered
from yajian.core.rules.clawbacks import Standing
from yajian.core.spellings import same_number
from yajian.core.words import Refusal, Seq, SystemRule, fen_of, yuan_of


def book_receipt(plan: Plan, programme: Programme, command: BookReceipt, effective: date) -> Outcome:
    found = matter_named(programme, command.opinion, effective if command.corrects is None else None)
    if isinstance(found, Refusal):
        return found
    level, amount_fen = NAMED.get(command.level), fen_of(command.amount)
    if level is None or not amount_fen or not is_taken_back(plan, level):
        return unfit("clawbacks.book-receipt.unfit", command, level)
    if not command.voucher.strip():
        return no_voucher("clawbacks.book-receipt.no-voucher")
    refusal = unless_registered(programme, command.document, "clawbacks.book-receipt.no-document", effective)
    if refusal is None:
        refusal = vouchers.unless_proof(plan, programme, command.document, "入库")
    if refusal is not None:
        return refusal
    fact = ReceiptBooked(
        opinion=command.opinion,
        county=found.fact.county,
        level=level,
        amount_fen=amount_fen,
        voucher=command.voucher.strip(),
        document=command.document,
        scan=scan_of(programme, command.document),
    )
    if command.corrects is not None:
        return _corrected(plan, programme, command.corrects, command.why.strip(), found, fact, effective)
    used = _under(programme, fact.voucher, None)
    if used is not None and booking(used.value) == booking(fact):
        return ()
    refusal = _unless_unused(plan, used)
    if refusal is not None:
        return refusal
    if found.stage != "待入库":
        return out_of_turn(found, "登记入库")
    refusal = bounds.unless_asked(plan, found, fact, None) or bounds.unless_paid(
        plan, programme, fact, None, effective
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (fact,)


def _corrected(
    plan: Plan,
    programme: Programme,
    seq: Seq,
    why: str,
    found: Standing,
    fact: ReceiptBooked,
    effective: date,
) -> Outcome:
    present = _as_corrected(programme, found.seq, seq)
    if present is not None and _says(present.value, present.effective) == _says(fact, effective):
        return ()
    wrong = next((one for one in found.receipts if one.seq == seq), None)
    if wrong is None:
        return Refusal(
            code="clawbacks.book-receipt.nothing-to-correct",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{seq}条不是第{found.seq}条收回现行的入库登记",
            way_forward="请从入库一览里选择；登在别的县（市）名下的，撤销以后在这里登记",
            field="corrects",
        )
    if not why:
        return Refusal(
            code="clawbacks.book-receipt.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="更正没有写明理由",
            way_forward="请写明原来错在哪里，如：金额多写一个零",
            field="why",
        )
    assert found.notice is not None  # nothing comes in before it
    if effective < found.notice.effective:
        return too_early(found.notice.effective, effective)
    was = was_of(wrong)
    refusal = (
        _unless_unused(plan, _under(programme, fact.voucher, seq))
        or bounds.unless_asked(plan, found, fact, was)
        or bounds.unless_paid(plan, programme, fact, was, effective)
        or bounds.unless_kept(found, was, (fact, effective), "clawbacks.book-receipt.returned")
        or bounds.unless_asked_twice(programme, found, was, fact.amount_fen)
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (msgspec.structs.replace(fact, corrects=seq, was=was, why=why),)


def _says(fact: ReceiptBooked, on: date) -> tuple[object, ...]:
    return *booking(fact), fact.document, on


def _as_corrected(programme: Programme, opinion: Seq, seq: Seq) -> Entry[ReceiptBooked] | None:
    """A receipt, or what stands in its place."""
    line = programme.clawbacks.matters[opinion]
    found = line.replacement(seq) or next((one for one in line.known() if one.seq == seq), None)
    return cast("Entry[ReceiptBooked]", found) if found and isinstance(found.value, ReceiptBooked) else None


def _under(programme: Programme, voucher: str, but: Seq | None) -> Entry[ReceiptBooked] | None:
    """The receipt of any matter that a voucher was booked for."""
    return next(
        (
            one
            for matter in rules.standings(programme)
            for one in matter.receipts
            if same_number(one.value.voucher, voucher) and one.seq != but
        ),
        None,
    )


def _unless_unused(plan: Plan, used: Entry[ReceiptBooked] | None) -> Refusal | None:
    if used is None:
        return None
    said = used.value
    return Refusal(
        code="clawbacks.book-receipt.voucher-used",
        basis=SystemRule.DUPLICATE,
        finding=f"凭证号{said.voucher}已登记入库 {yuan_of(said.amount_fen)} 元（{plan.county_name(said.county)}）",
        way_forward="一张凭证只登记一次，括号、空格写法不同也是同一个号；请核对凭证号、级别和金额，登错的更正原来那一条",
        field="voucher",
    )
