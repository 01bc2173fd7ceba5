"""Where a payment stands, which accounts money may go to, and how much of a unit's entitlement is still to be prepared."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Literal, TypeVar, cast

import msgspec

from yajian.core.facts.payments import (
    AccountConfirmed,
    AccountEntered,
    BounceWithdrawn,
    FundsRaised,
    Level,
    Paid,
    PaymentBounced,
    PaymentCancelled,
    PaymentChecked,
    PaymentPrepared,
    PaymentReleased,
    PaymentsFiled,
    Step,
    VoucherCorrected,
)
from yajian.core.history import Entry, Timeline
from yajian.core.plan import FlowStep, Plan
from yajian.core.programme import Programme
from yajian.core.words import EnterpriseId, Fen, OrganId, Seq, UnitId

F = TypeVar("F")

LEVELS: dict[Level, str] = {"province": "省级", "city": "市级", "county": "县级"}
# 变更收款账户以后的等待期。方案没有写：冒名改账户是常见的骗法，留出给原收款人发现的时间，市里可以另定。
WAITING = timedelta(days=3)
TAIL = 4  # digits of an account's number that the checker types anew

Stage = Literal["待复核", "待下达", "已下达", "已作废", "已退回"]


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An account as of a day, and from when money may go there."""

    seq: Seq
    entered: Entry[AccountEntered]
    confirmed: Entry[AccountConfirmed] | None

    @property
    def fact(self) -> AccountEntered:
        return self.entered.value

    @property
    def usable_from(self) -> date | None:
        """None while a change waits for a second person."""
        if not self.fact.changes:
            return self.entered.effective
        return self.confirmed.effective + WAITING if self.confirmed is not None else None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One payment as of a day, step by step."""

    seq: Seq
    prepared: Entry[PaymentPrepared]
    checked: Entry[PaymentChecked] | None
    released: Entry[PaymentReleased] | None
    cancelled: Entry[PaymentCancelled] | None
    returns: tuple[Entry[PaymentBounced], ...] = ()  # of a part, or of all
    corrected: Entry[VoucherCorrected] | None = None  # the last time its voucher was put right
    restored: Entry[BounceWithdrawn] | None = None  # the last time a return of it was withdrawn
    filed: tuple[Entry[PaymentsFiled], ...] = ()

    @property
    def fact(self) -> PaymentPrepared:
        return self.prepared.value

    @property
    def stands(self) -> tuple[Paid, ...]:
        """What the slip is for, less what came back of it: unit by unit and level by level, nothing twice."""
        if not self.returns:
            return self.fact.lines
        back: dict[tuple[UnitId, Level], int] = {}
        for line in (each for one in self.returns for each in one.value.lines):
            back[line.unit, line.level] = back.get((line.unit, line.level), 0) + line.amount_fen
        found = (
            msgspec.structs.replace(
                line, amount_fen=Fen(line.amount_fen - back.get((line.unit, line.level), 0))
            )
            for line in self.fact.lines
        )
        return tuple(one for one in found if one.amount_fen)

    @property
    def stands_fen(self) -> Fen:
        return Fen(sum(one.amount_fen for one in self.stands))

    @property
    def bounced(self) -> Entry[PaymentBounced] | None:
        """The return after which nothing of it stands; none while some of it does."""
        return self.returns[-1] if self.returns and not self.stands else None

    @property
    def stage(self) -> Stage:
        if self.cancelled is not None:
            return "已作废"
        if self.bounced is not None:
            return "已退回"
        if self.released is not None:
            return "已下达"
        return "待下达" if self.checked is not None else "待复核"

    @property
    def voucher(self) -> str:
        """Under which it went out, as put right since; empty before."""
        if self.corrected is not None:
            return self.corrected.value.voucher
        return self.released.value.voucher if self.released is not None else ""

    @property
    def hands(self) -> tuple[str, ...]:
        """Who made, checked and released it so far."""
        steps = (self.prepared.value, *(one.value for one in (self.checked, self.released) if one))
        return tuple(one.by for one in steps)

    @property
    def last(self) -> Entry[Step]:
        """The step it came to."""
        back = self.returns[-1] if self.returns else None
        found = self.cancelled or back or self.released or self.checked or self.prepared
        return cast("Entry[Step]", found)


def filing_step(plan: Plan) -> FlowStep | None:
    """The step by which the plan has payments filed; a plan may have none."""
    return next((one for one in plan.compensation.flow if one.done_when == "filed"), None)


def filed_with(plan: Plan) -> tuple[OrganId, ...]:
    """The organs the plan has payments filed with; none where it names nobody."""
    step = filing_step(plan)
    return tuple(dict.fromkeys(map(OrganId, step.to))) if step is not None else ()


def raised(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> tuple[Entry[FundsRaised], ...]:
    """Every entry of funds that stands, in the order of the journal."""
    found = (
        entry
        for line in programme.payments.raised.values()
        for entry in line.known(known)
        if as_of is None or entry.effective <= as_of
    )
    return tuple(sorted(found, key=lambda one: one.seq))


def account(
    programme: Programme, seq: Seq, as_of: date | None = None, known: Seq | None = None
) -> Account | None:
    line = programme.payments.accounts.get(seq, Timeline())
    entries = [one for one in line.known(known) if as_of is None or one.effective <= as_of]
    entered = _last(entries, AccountEntered)
    if entered is None:
        return None
    return Account(seq=seq, entered=entered, confirmed=_last(entries, AccountConfirmed))


def accounts_of(
    programme: Programme, enterprise: EnterpriseId, as_of: date | None = None, known: Seq | None = None
) -> tuple[Account, ...]:
    """Every account entered in an enterprise's matters, in the order they were entered."""
    found = (account(programme, seq, as_of, known) for seq in programme.payments.accounts)
    return tuple(one for one in found if one is not None and one.fact.enterprise == enterprise)


def usable(
    programme: Programme,
    enterprise: EnterpriseId,
    payee: str,
    as_of: date,
    known: Seq | None = None,
) -> Account | None:
    """Where a payee's money may go on a day: once a changed account is in use, nowhere but there."""
    found = [
        one
        for one in accounts_of(programme, enterprise, None, known)
        if one.fact.payee == payee and one.usable_from is not None and one.usable_from <= as_of
    ]
    return found[-1] if found else None


def standing(
    programme: Programme, payment: Seq, as_of: date | None = None, known: Seq | None = None
) -> Standing | None:
    """A payment as of a day; None before its slip was made."""
    line = programme.payments.payments.get(payment, Timeline())
    entries = [one for one in line.known(known) if as_of is None or one.effective <= as_of]
    prepared = _last(entries, PaymentPrepared)
    if prepared is None:
        return None
    filed = programme.payments.filed.get(payment, Timeline()).known(known)
    return Standing(
        seq=payment,
        prepared=prepared,
        checked=_last(entries, PaymentChecked),
        released=_last(entries, PaymentReleased),
        cancelled=_last(entries, PaymentCancelled),
        returns=_every(entries, PaymentBounced),
        corrected=_last(entries, VoucherCorrected),
        restored=_last(entries, BounceWithdrawn),
        filed=tuple(one for one in filed if as_of is None or one.effective <= as_of),
    )


def standings(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> Iterator[Standing]:
    """Every payment known of on a day, in the order their slips were made."""
    for payment in programme.payments.payments:
        found = standing(programme, payment, as_of, known)
        if found is not None:
            yield found


def of_unit(programme: Programme, unit: UnitId, known: Seq | None = None) -> tuple[Standing, ...]:
    """Every payment that has a line for a unit."""
    found = (standing(programme, one, None, known) for one in programme.payments.by_unit.get(unit, ()))
    return tuple(one for one in found if one is not None)


def tied_fen(programme: Programme, unit: UnitId) -> Fen:
    """What slips already take of a unit's entitlement and has not gone out."""
    return Fen(
        sum(
            line.amount_fen
            for one in of_unit(programme, unit)
            if one.stage in ("待复核", "待下达")
            for line in one.fact.lines
            if line.unit == unit
        )
    )


def to_payee_fen(programme: Programme, unit: UnitId, payee: str) -> Fen:
    """What goes, or went and stayed, to one payee for a unit."""
    return Fen(
        sum(
            line.amount_fen
            for one in of_unit(programme, unit)
            if one.stage in ("待复核", "待下达", "已下达") and one.fact.payee == payee
            for line in one.stands
            if line.unit == unit
        )
    )


def _every(entries: Sequence[Entry[Any]], kind: type[F]) -> tuple[Entry[F], ...]:
    return tuple(one for one in entries if isinstance(one.value, kind))


def _last(entries: Sequence[Entry[Any]], kind: type[F]) -> Entry[F] | None:
    found = _every(entries, kind)
    return found[-1] if found else None
