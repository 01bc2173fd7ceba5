"""The capacity book: five tonnages (备案, 建成, 在产, 停产, 压减) as double entry by unit.

A transfer takes from one account what it gives to the other, within one ledger; so each ledger of a
unit always sums to zero, and 建成 is read as the sum of its three conditions, never kept beside them.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, assert_never

import msgspec

from yajian.core.books.totals import Totals
from yajian.core.facts.acceptance import PartAccepted
from yajian.core.facts.register import (
    ON_PAPER,
    OUTSIDE,
    Account,
    AnyFact,
    FilingCorrected,
    FilingEntered,
    FilingRenumbered,
    FilingVoided,
    OriginEstablished,
    StandingStated,
    Transfer,
    UnitOpened,
    UnitPlaced,
    UnitSplit,
)
from yajian.core.history import Table
from yajian.core.words import Recorded, Seq, Tonnes, UnitId

_NOTHING = dict.fromkeys(Account, 0)


class Posting(msgspec.Struct, frozen=True, gc=False):
    """One transfer with its two clocks; a corrected posting stops counting once the correction is known."""

    seq: Seq
    effective: date
    transfer: Transfer
    corrected_by: Seq | None = None


class Tonnages(msgspec.Struct, frozen=True, kw_only=True):
    """The five tonnages of a unit, or of many added up. Never shown under one word."""

    filed_t: Tonnes
    built_t: Tonnes
    operating_t: Tonnes
    stopped_t: Tonnes
    retired_t: Tonnes


class Accounts(Totals[Account]):
    """The tonnes of all units together, by account."""

    @staticmethod
    def spelt(account: Account) -> object:
        return account.value

    @staticmethod
    def read(spelt: Any) -> Account:
        return Account(spelt)


class CapacityBook(msgspec.Struct, kw_only=True):
    """The fold's own builder: postings by unit, in the order they were recorded, and all of them by account."""

    postings: Table[UnitId, tuple[Posting, ...]] = msgspec.field(default_factory=Table)
    totals: Accounts = msgspec.field(default_factory=Accounts)

    def branch(self) -> "CapacityBook":
        return CapacityBook(postings=self.postings.branch(), totals=self.totals.branch())


def post(book: CapacityBook, recorded: Recorded[AnyFact]) -> None:
    """Enter what a fact moves. Raises ValueError for a transfer no book may hold: a broken program or journal."""
    match recorded.fact:
        case StandingStated(unit=unit, transfers=transfers, corrects=corrects):
            _enter(book, unit, recorded, transfers, corrects)
        case UnitOpened(unit=unit, transfers=transfers):
            _enter(book, unit, recorded, transfers, None)
        case FilingCorrected(units=units):
            for moved in units:
                _enter(book, moved.unit, recorded, moved.transfers, None)
        case UnitSplit(unit=unit, into=into, given=given, taken=taken):
            if sums_of(given) != {account: -tonnes for account, tonnes in sums_of(taken).items()}:
                raise ValueError(f"seq {recorded.seq}: {unit} gives what {into} does not take")
            _enter(book, unit, recorded, given, None)
            _enter(book, into, recorded, taken, None)
        case FilingEntered() | FilingRenumbered() | FilingVoided() | UnitPlaced() | OriginEstablished():
            pass  # papers and places: no unit's tonnes move
        case other:
            assert_never(other)


def retire(book: CapacityBook, recorded: Recorded[PartAccepted]) -> None:
    """验收入账: filed tonnes become 压减, from the day of the opinion. What stands on the ground stays there."""
    for one in recorded.fact.retired:
        gone = Transfer(source=Account.FILED, target=Account.RETIRED, tonnes=one.tonnes)
        _enter(book, one.unit, recorded, (gone,), None)


def _enter(
    book: CapacityBook,
    unit: UnitId,
    recorded: Recorded[AnyFact] | Recorded[PartAccepted],
    transfers: tuple[Transfer, ...],
    corrects: Seq | None,
) -> None:
    for transfer in transfers:
        if transfer.tonnes <= 0 or (transfer.source in ON_PAPER) != (transfer.target in ON_PAPER):
            raise ValueError(f"seq {recorded.seq}: not a transfer within one ledger: {transfer}")
    kept, seq, effective = book.postings.get(unit, ()), recorded.seq, recorded.effective
    if corrects is not None:
        kept = tuple(_corrected(book, posting, corrects, seq) for posting in kept)
    new = tuple([Posting(seq, effective, transfer) for transfer in transfers])
    postings = kept + new
    book.postings.put(unit, postings)
    latest = max([posting.effective for posting in kept], default=effective)
    if corrects is not None or latest > effective:
        _never_below_nothing(postings, f"seq {seq}: {unit}")
    else:  # on earlier days nothing is other than it was, and of the last day only what was drawn on can be short
        for transfer in transfers:
            if transfer.source not in OUTSIDE and (tonnes := _standing(postings, transfer.source)) < 0:
                raise ValueError(f"seq {seq}: {unit} {transfer.source.value} would stand at {tonnes}")
    for posting in new:
        _add_up(book, posting, seq, 1)


def _never_below_nothing(postings: tuple[Posting, ...], where: str) -> None:
    """Every day looked at again, where something was entered before, or instead of, what was there."""
    standing = [posting for posting in postings if posting.corrected_by is None]
    for day in {posting.effective for posting in standing}:
        for account, tonnes in sums(one for one in standing if one.effective <= day).items():
            if tonnes < 0 and account not in OUTSIDE:
                raise ValueError(f"{where} {account.value} would stand at {tonnes} on {day}")


def _standing(postings: Iterable[Posting], account: Account) -> int:
    """The tonnes of one account, as last known."""
    standing = 0
    for posting in postings:
        if posting.corrected_by is None:
            transfer = posting.transfer
            if transfer.target is account:
                standing += transfer.tonnes
            elif transfer.source is account:
                standing -= transfer.tonnes
    return standing


def _corrected(book: CapacityBook, posting: Posting, corrects: Seq, seq: Seq) -> Posting:
    """A posting as it stands once the correction at `seq` is known."""
    if posting.seq != corrects or posting.corrected_by is not None:
        return posting
    _add_up(book, posting, seq, -1)
    return msgspec.structs.replace(posting, corrected_by=seq)


def _add_up(book: CapacityBook, posting: Posting, seq: Seq, sign: int) -> None:
    """Let the totals say from `seq` on that a posting counts, or counts no longer."""
    transfer, day = posting.transfer, posting.effective.toordinal()
    if transfer.source not in OUTSIDE:  # the two that are negative are no tonnage anybody asks for
        book.totals.add(transfer.source, seq, day, -sign * transfer.tonnes)
    if transfer.target not in OUTSIDE:
        book.totals.add(transfer.target, seq, day, sign * transfer.tonnes)


def balances(
    book: CapacityBook, unit: UnitId, effective: date | None = None, known: Seq | None = None
) -> dict[Account, int]:
    """Tonnes by account: what was so on a day, as the first `known` facts tell it."""
    return sums(
        posting
        for posting in book.postings.get(unit, ())
        if counts(posting, known) and (effective is None or posting.effective <= effective)
    )


def retirements(
    book: CapacityBook, units: tuple[UnitId, ...], effective: date | None = None, known: Seq | None = None
) -> tuple[tuple[date, Tonnes], ...]:
    """The days on which tonnes of some units became 压减, and how many."""
    return tuple(
        (posting.effective, posting.transfer.tonnes)
        for unit in units
        for posting in book.postings.get(unit, ())
        if posting.transfer.target is Account.RETIRED
        and counts(posting, known)
        and (effective is None or posting.effective <= effective)
    )


def sums(postings: Iterable[Posting]) -> dict[Account, int]:
    """Tonnes by account of some postings, all counted."""
    return sums_of(posting.transfer for posting in postings)


def sums_of(transfers: Iterable[Transfer]) -> dict[Account, int]:
    """Tonnes by account of some transfers."""
    standing = dict(_NOTHING)
    for transfer in transfers:
        standing[transfer.source] -= transfer.tonnes
        standing[transfer.target] += transfer.tonnes
    return standing


def counts(posting: Posting, known: Seq | None) -> bool:
    """Whether a posting was in and not yet corrected when the first `known` facts were in."""
    if known is None:
        return posting.corrected_by is None
    return posting.seq <= known and (posting.corrected_by is None or posting.corrected_by > known)


def tonnages(
    book: CapacityBook, units: tuple[UnitId, ...], effective: date | None = None, known: Seq | None = None
) -> Tonnages:
    """The five tonnages of some units added up."""
    total = dict(_NOTHING)
    for unit in units:
        for account, tonnes in balances(book, unit, effective, known).items():
            total[account] += tonnes
    return _five(total)


def total(book: CapacityBook, effective: date | None = None, known: Seq | None = None) -> Tonnages:
    """The five tonnages of all units of the book, without going through them."""
    return _five({account: book.totals.at(account, effective, known) for account in Account})


def _five(total: Mapping[Account, int]) -> Tonnages:
    return Tonnages(
        filed_t=Tonnes(total[Account.FILED]),
        built_t=Tonnes(total[Account.UNSTATED] + total[Account.OPERATING] + total[Account.STOPPED]),
        operating_t=Tonnes(total[Account.OPERATING]),
        stopped_t=Tonnes(total[Account.STOPPED]),
        retired_t=Tonnes(total[Account.RETIRED]),
    )
