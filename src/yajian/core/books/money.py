"""The money book: double entry in whole fen, in two ledgers that each sum to nothing at every moment.

What is owed stands by unit: promised by an approved plan, kept for it, paid. Where money is stands by level of
government: what the treasury gave, what is free, what is tied to a payment, what went out, what came back.
"""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Any, NewType

import msgspec

from yajian.core.books.totals import Totals
from yajian.core.facts.auditplans import EntitlementReserved, EntitlementVoided
from yajian.core.facts.clawbacks import Booked, ReceiptBooked, ReceiptReturned, ReceiptWithdrawn
from yajian.core.facts.payments import (
    BounceWithdrawn,
    FundsRaised,
    FundsWithdrawn,
    Level,
    PaymentBounced,
    PaymentCancelled,
    PaymentPrepared,
    PaymentReleased,
    Raised,
)
from yajian.core.history import Table
from yajian.core.words import Fen, Recorded, Seq, UnitId

Holder = NewType("Holder", str)  # unit:… or level:…
Account = tuple[Holder, "Purse"]


class Purse(Enum):
    """Where a fen can stand."""

    PROMISES = "promises"  # 已批准的审核计划; negative
    RESERVED = "reserved"  # 已列支，未下达
    PAID = "paid"  # 已下达
    TREASURY = "treasury"  # 财政; negative
    AVAILABLE = "available"  # 已到位，未安排
    COMMITTED = "committed"  # 已安排到某一笔，未下达
    DISBURSED = "disbursed"  # 已下达
    COUNTIES = "counties"  # 应收回的县（市）; negative
    RECOVERED = "recovered"  # 已收回

    __hash__ = object.__hash__  # there is one of each; Enum's own hashes the name anew at every look-up


OWED = frozenset({Purse.PROMISES, Purse.RESERVED, Purse.PAID})
OUTSIDE = frozenset({Purse.PROMISES, Purse.TREASURY, Purse.COUNTIES})  # may stand below nothing
_NOTHING = dict.fromkeys(Purse, 0)
_UNIT, _LEVEL = "unit:", "level:"


class Move(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """So many fen of a holder go from one purse to another of the same ledger."""

    source: Purse
    target: Purse
    amount_fen: Fen


class Posting(msgspec.Struct, frozen=True, gc=False):
    """One move with its two clocks. What was wrong is moved back by an entry of its own; none is taken out."""

    seq: Seq
    effective: date
    move: Move


class Levels(Totals[Account]):
    """How much stands in each purse of each level of government, however many payments went through it."""

    @staticmethod
    def spelt(account: Account) -> object:
        return account[0], account[1].value

    @staticmethod
    def read(spelt: Any) -> Account:
        return Holder(spelt[0]), Purse(spelt[1])


class MoneyBook(msgspec.Struct, kw_only=True):
    """The fold's own builder. A unit has few postings, which are kept; a level has one for every payment there is,
    so its purses are added up as they come: what moved them stands with the payments."""

    postings: Table[Holder, tuple[Posting, ...]] = msgspec.field(default_factory=Table)
    levels: Levels = msgspec.field(default_factory=Levels)

    def branch(self) -> "MoneyBook":
        return MoneyBook(postings=self.postings.branch(), levels=self.levels.branch())


def of_unit(unit: UnitId) -> Holder:
    return Holder(f"{_UNIT}{unit}")


def of_level(level: Level) -> Holder:
    return Holder(f"{_LEVEL}{level}")


def post(book: MoneyBook, recorded: Recorded[Any]) -> None:
    """Enter what a fact moves. Raises ValueError for a move no book may hold: a broken program or journal."""
    match recorded.fact:
        case EntitlementReserved(unit=unit, amount_fen=amount_fen):
            _enter(book, of_unit(unit), recorded, Purse.PROMISES, Purse.RESERVED, amount_fen)
        case EntitlementVoided(unit=unit, amount_fen=amount_fen):
            _enter(book, of_unit(unit), recorded, Purse.RESERVED, Purse.PROMISES, amount_fen)
        case FundsRaised(level=level, amount_fen=amount_fen, was=was) as fact:
            counted = _dated(recorded, counts_from(fact, recorded.effective))
            _enter(book, of_level(level), counted, Purse.TREASURY, Purse.AVAILABLE, amount_fen)
            if was is not None:  # after what stands in its place: slips may hold of both
                _take_back(book, recorded, was)
        case FundsWithdrawn(was=was):
            _take_back(book, recorded, was)
        case PaymentPrepared(lines=lines):
            for one in lines:
                _enter(book, of_level(one.level), recorded, Purse.AVAILABLE, Purse.COMMITTED, one.amount_fen)
        case PaymentCancelled(lines=lines):
            for one in lines:
                _enter(book, of_level(one.level), recorded, Purse.COMMITTED, Purse.AVAILABLE, one.amount_fen)
        case PaymentReleased(lines=lines):
            for one in lines:
                _enter(book, of_level(one.level), recorded, Purse.COMMITTED, Purse.DISBURSED, one.amount_fen)
                _enter(book, of_unit(one.unit), recorded, Purse.RESERVED, Purse.PAID, one.amount_fen)
        case PaymentBounced(lines=lines):
            for one in lines:
                _enter(book, of_level(one.level), recorded, Purse.DISBURSED, Purse.AVAILABLE, one.amount_fen)
                _enter(book, of_unit(one.unit), recorded, Purse.PAID, Purse.RESERVED, one.amount_fen)
        case BounceWithdrawn(lines=lines, on=on):
            for one in lines:
                then = _dated(recorded, on)
                _enter(book, of_level(one.level), then, Purse.AVAILABLE, Purse.DISBURSED, one.amount_fen)
                _enter(book, of_unit(one.unit), then, Purse.RESERVED, Purse.PAID, one.amount_fen)
        case ReceiptBooked(level=level, amount_fen=amount_fen, was=booked):
            _enter(book, of_level(level), recorded, Purse.COUNTIES, Purse.RECOVERED, amount_fen)
            if booked is not None:
                _undo(book, recorded, booked)
        case ReceiptReturned(level=level, amount_fen=amount_fen):
            _enter(book, of_level(level), recorded, Purse.RECOVERED, Purse.COUNTIES, amount_fen)
        case ReceiptWithdrawn(was=booked):
            _undo(book, recorded, booked)
        case _:
            pass  # papers: no fen moves


def _take_back(book: MoneyBook, recorded: Recorded[Any], was: Raised) -> None:
    """From the day it was entered for: the money was never there. What slips held of it goes when they let it go."""
    gone = _dated(recorded, was.until or was.on)
    _enter(book, of_level(was.level), gone, Purse.AVAILABLE, Purse.TREASURY, was.amount_fen)


def _undo(book: MoneyBook, recorded: Recorded[Any], booked: Booked) -> None:
    """On the day it was entered for: that receipt, or that return, was never there."""
    purses = (Purse.COUNTIES, Purse.RECOVERED) if booked.returned else (Purse.RECOVERED, Purse.COUNTIES)
    _enter(book, of_level(booked.level), _dated(recorded, booked.on), *purses, booked.amount_fen)


def counts_from(fact: FundsRaised, effective: date) -> date:
    """The day of the money; or later, where slips held of the wrong entry that counted until then."""
    until = fact.was.until if fact.was is not None else None
    return effective if until is None else max(effective, until)


def _dated(recorded: Recorded[Any], day: date) -> Recorded[Any]:
    return msgspec.structs.replace(recorded, effective=day)


def _enter(
    book: MoneyBook, holder: Holder, recorded: Recorded[Any], source: Purse, target: Purse, amount_fen: Fen
) -> None:
    if amount_fen <= 0 or (source in OWED) != (target in OWED):
        raise ValueError(f"seq {recorded.seq}: not a move within one ledger: {source} {target} {amount_fen}")
    if source in OWED:
        move = Move(source=source, target=target, amount_fen=amount_fen)
        kept = book.postings.get(holder, ())
        postings = (*kept, Posting(recorded.seq, recorded.effective, move))
        book.postings.put(holder, postings)
        left = sums(postings)[source]
    else:
        day = recorded.effective.toordinal()
        book.levels.add((holder, source), recorded.seq, day, -amount_fen)
        book.levels.add((holder, target), recorded.seq, day, amount_fen)
        left = book.levels.at((holder, source))
    if source not in OUTSIDE and left < 0:
        raise ValueError(f"seq {recorded.seq}: {holder} {source.value} would stand below nothing")


def balances(
    book: MoneyBook, holder: Holder, effective: date | None = None, known: Seq | None = None
) -> dict[Purse, int]:
    """Fen by purse: what was so on a day, as the first `known` facts tell it."""
    if holder.startswith(_LEVEL):
        return {
            purse: 0 if purse in OWED else book.levels.at((holder, purse), effective, known)
            for purse in Purse
        }
    return sums(
        posting
        for posting in book.postings.get(holder, ())
        if (known is None or posting.seq <= known) and (effective is None or posting.effective <= effective)
    )


def course(book: MoneyBook, level: Level, purse: Purse, since: date) -> list[tuple[date, int]]:
    """What stands in a level's purse on a day, and on each later one that changes it."""
    return book.levels.course((of_level(level), purse), since)


def lowest(book: MoneyBook, level: Level, purse: Purse, since: date) -> int:
    """The least that stands in a level's purse on any day from one on."""
    return min(fen for _, fen in course(book, level, purse, since))


def least_kept(book: MoneyBook, unit: UnitId, since: date) -> int:
    """The least that is kept for a unit on any day from one on."""
    days = {one.effective for one in book.postings.get(of_unit(unit), ()) if one.effective > since}
    return min(balances(book, of_unit(unit), day)[Purse.RESERVED] for day in (since, *days))


def sums(postings: Iterable[Posting]) -> dict[Purse, int]:
    """Fen by purse of some postings."""
    standing = dict(_NOTHING)
    for posting in postings:
        standing[posting.move.source] -= posting.move.amount_fen
        standing[posting.move.target] += posting.move.amount_fen
    return standing
