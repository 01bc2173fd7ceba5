"""资金下达: money raised, payees' accounts, and each payment from its slip to its voucher, or back.

Payment itself is made in the treasury's own system; here is what was decided and what was done, by whom.
Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from datetime import date
from typing import Literal, assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import (
    Digest,
    DocumentNo,
    EnterpriseId,
    Fact,
    Fen,
    OrganId,
    Recorded,
    Seq,
    UnitId,
)

Level = Literal["province", "city", "county"]


class PaymentsFact(Fact, frozen=True):
    """Marks this file's facts. A payment and an account are named by the entries that made them."""


class Paid(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """So much for one unit, out of one level's money."""

    unit: UnitId
    level: Level
    amount_fen: Fen


class Raised(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What an entry of funds said, and of which day: so much is moved back where the entry is put right."""

    level: Level
    amount_fen: Fen
    on: date
    until: date | None = None  # slips held of it before this day, so it is moved back from this day on


class FundsRaised(PaymentsFact, frozen=True, kw_only=True, tag="payments.funds-raised/1"):
    """资金到位: a level of government gave so much, under this 指标文号."""

    level: Level
    amount_fen: Fen
    document: DocumentNo
    scan: Digest
    corrects: Seq | None = None
    was: Raised | None = None  # of a correction: what the entry said that it stands in the place of
    why: str = ""


class FundsWithdrawn(PaymentsFact, frozen=True, kw_only=True, tag="payments.funds-withdrawn/1"):
    """撤销资金到位: that entry should not be there at all; what it put in is moved back."""

    withdraws: Seq
    was: Raised
    reason: str
    document: DocumentNo
    scan: Digest


class AccountEntered(PaymentsFact, frozen=True, kw_only=True, tag="payments.account-entered/1"):
    """登记收款账户: whose account it is, at which bank, on which paper. Who entered it does not confirm it."""

    enterprise: EnterpriseId  # in whose matter money goes there
    payee: str  # the account's name
    bank: str
    number: str
    changes: bool  # whether another account of this payee was in use before
    by: str
    document: DocumentNo
    scan: Digest


class AccountConfirmed(PaymentsFact, frozen=True, kw_only=True, tag="payments.account-confirmed/1"):
    """确认变更的账户: another person called the payee back; money goes there after the waiting days."""

    account: Seq
    enterprise: EnterpriseId
    told_by: str  # whom of the payee was asked, and how
    by: str


class PaymentPrepared(PaymentsFact, frozen=True, kw_only=True, tag="payments.payment-prepared/1"):
    """制单: so much to one account, by unit and level; nothing has gone out."""

    firm: EnterpriseId  # who holds the units on that day; whose a payment is, its units say
    account: Seq
    payee: str
    lines: tuple[Paid, ...]
    amount_fen: Fen
    by: str
    organ: str
    document: DocumentNo  # 资金下达文件
    scan: Digest


class PaymentChecked(PaymentsFact, frozen=True, kw_only=True, tag="payments.payment-checked/1"):
    """复核: a second person read the slip against its papers and typed the account's tail anew."""

    payment: Seq
    firm: EnterpriseId
    by: str
    organ: str


class PaymentReleased(PaymentsFact, frozen=True, kw_only=True, tag="payments.payment-released/1"):
    """下达: the money went out, under this voucher, on the effective day."""

    payment: Seq
    firm: EnterpriseId
    voucher: str
    lines: tuple[Paid, ...]
    amount_fen: Fen
    by: str
    organ: str


class PaymentCancelled(PaymentsFact, frozen=True, kw_only=True, tag="payments.payment-cancelled/1"):
    """作废制单: nothing went out, and nothing is tied to it any more."""

    payment: Seq
    firm: EnterpriseId
    lines: tuple[Paid, ...]
    reason: str
    by: str


class PaymentBounced(PaymentsFact, frozen=True, kw_only=True, tag="payments.payment-bounced/1"):
    """退回款项: so much of it came back, all or a part; that is owed again, and the money is free again."""

    payment: Seq
    firm: EnterpriseId
    lines: tuple[Paid, ...]
    amount_fen: Fen
    reason: str
    document: DocumentNo
    scan: Digest
    by: str = ""  # empty in entries older than the question who may withdraw it


class VoucherCorrected(PaymentsFact, frozen=True, kw_only=True, tag="payments.voucher-corrected/1"):
    """更正凭证号: the money went out under this voucher and not the one typed; amount, payee and day stay."""

    payment: Seq
    firm: EnterpriseId
    was: str
    voucher: str
    on: date  # the day it went out: it bore this voucher from then on
    reason: str
    document: DocumentNo
    scan: Digest
    by: str


class BounceWithdrawn(PaymentsFact, frozen=True, kw_only=True, tag="payments.bounce-withdrawn/1"):
    """撤销退回登记: that never came back; it is 已下达 again, and the money moves back on the day of that entry."""

    payment: Seq
    firm: EnterpriseId
    withdraws: Seq
    lines: tuple[Paid, ...]
    amount_fen: Fen
    on: date  # the day it was entered for
    reason: str
    document: DocumentNo
    scan: Digest
    by: str


class PaymentsFiled(PaymentsFact, frozen=True, kw_only=True, tag="payments.filed/1"):
    """报省备案: these payments were filed with one organ of the province."""

    payments: tuple[Seq, ...]
    organ: OrganId
    document: DocumentNo
    scan: Digest


Step = PaymentPrepared | PaymentChecked | PaymentReleased | PaymentCancelled | PaymentBounced
Righting = VoucherCorrected | BounceWithdrawn
Accounting = AccountEntered | AccountConfirmed
Funding = FundsRaised | FundsWithdrawn
AnyFact = Funding | Accounting | Step | Righting | PaymentsFiled


class Payments(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else. Amounts stand in the money book."""

    raised: Table[Level, Timeline[FundsRaised]] = msgspec.field(default_factory=Table)
    accounts: Table[Seq, Timeline[Accounting]] = msgspec.field(default_factory=Table)
    payments: Table[Seq, Timeline[Step | Righting]] = msgspec.field(default_factory=Table)
    by_unit: Table[UnitId, tuple[Seq, ...]] = msgspec.field(default_factory=Table)
    filed: Table[Seq, Timeline[PaymentsFiled]] = msgspec.field(default_factory=Table)  # by payment

    def branch(self) -> "Payments":
        return Payments(
            raised=self.raised.branch(),
            accounts=self.accounts.branch(),
            payments=self.payments.branch(),
            by_unit=self.by_unit.branch(),
            filed=self.filed.branch(),
        )


def evolve(state: Payments, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case FundsRaised(level=level, corrects=corrects, was=was) as fact:
            if corrects is not None and was is not None:
                _close(state, was.level, seq, corrects)
            enter(state.raised, level, seq, effective, fact)
        case FundsWithdrawn(withdraws=withdraws, was=was):
            _close(state, was.level, seq, withdraws)
        case AccountEntered() as fact:
            enter(state.accounts, seq, seq, effective, fact)
        case AccountConfirmed(account=account) as fact:
            enter(state.accounts, account, seq, effective, fact)
        case PaymentPrepared(lines=lines) as fact:
            enter(state.payments, seq, seq, effective, fact)
            for unit in dict.fromkeys(one.unit for one in lines):
                state.by_unit.put(unit, (*state.by_unit.get(unit, ()), seq))
        case PaymentsFiled(payments=payments) as fact:
            for payment in payments:
                enter(state.filed, payment, seq, effective, fact)
        case (
            PaymentChecked(payment=payment)
            | PaymentReleased(payment=payment)
            | PaymentCancelled(payment=payment)
            | PaymentBounced(payment=payment)
        ) as fact:
            enter(state.payments, payment, seq, effective, fact)
        case VoucherCorrected(payment=payment, on=on) as fact:
            enter(state.payments, payment, seq, on, fact)
        case BounceWithdrawn(payment=payment, withdraws=withdraws) as fact:
            enter(state.payments, payment, seq, effective, fact, corrects=withdraws)
        case other:
            assert_never(other)


def _close(state: Payments, level: Level, seq: Seq, wrong: Seq) -> None:
    state.raised.put(level, state.raised[level].close(seq, wrong))
