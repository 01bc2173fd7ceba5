"""What many postings come to, by account or by purse, as of any day and any moment, without going through them.

Entries come in the order of the journal, so what was known at a moment is a prefix of them. A prefix is cut into
few whole blocks, each of which keeps its sum up to every day that occurs in it, and a rest of fewer than BLOCK
entries that is gone through.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import accumulate, chain, islice
from operator import sub
from typing import Any, Generic, Self, TypeVar

from yajian.core.history import Drawn
from yajian.core.words import Seq

K = TypeVar("K")

BLOCK = 128  # entries of the smallest block
FAN = 8  # blocks that make one of the next size
_Block = tuple["array[int]", "array[int]"]  # days in order, and the sum up to each


class _Log:
    """One account's entries, in tonnes or in fen. Images share it: each counts how many of the first ones are its own."""

    def __init__(self) -> None:
        self.seqs = array("q")
        self.days = array("i")
        self.amounts = array("q")
        self.blocks: list[list[_Block]] = []  # by size, smallest first

    def add(self, seq: int, day: int, amount: int) -> None:
        self.seqs.append(seq)
        self.days.append(day)
        self.amounts.append(amount)
        if len(self.seqs) % BLOCK == 0:
            self._seal(zip(self.days[-BLOCK:], self.amounts[-BLOCK:], strict=True), 0)

    def first(self, count: int) -> "_Log":
        """A log of its own, for a fork. Sealed blocks never change, so both have them."""
        log = _Log()
        log.seqs, log.days, log.amounts = self.seqs[:count], self.days[:count], self.amounts[:count]
        log.blocks = [blocks[: count // (BLOCK * FAN**size)] for size, blocks in enumerate(self.blocks)]
        return log

    def sum(self, count: int, day: int | None) -> int:
        """The first so many entries, as far as they took effect by a day."""
        total = at = 0
        for size in range(len(self.blocks) - 1, -1, -1):
            step = BLOCK * FAN**size
            while at + step <= count:
                days, sums = self.blocks[size][at // step]
                upto = len(days) if day is None else bisect_right(days, day)
                total += sums[upto - 1] if upto else 0
                at += step
        rest = self.amounts[at:count]
        if day is None:
            return total + sum(rest)
        return total + sum(amount for amount, on in zip(rest, self.days[at:count], strict=True) if on <= day)

    def course(self, count: int, since: int) -> list[tuple[int, int]]:
        """What stands on a day, and on each later one that changes it."""
        changes: dict[int, int] = {}
        for day, amount in self._later(count, since):
            changes[day] = changes.get(day, 0) + amount
        days = sorted(changes)
        return list(
            zip(
                (since, *days),
                accumulate((self.sum(count, since), *map(changes.__getitem__, days))),
                strict=True,
            )
        )

    def _later(self, count: int, since: int) -> Iterable[tuple[int, int]]:
        """What the first so many entries change after a day: by whole blocks, and by the rest one after the other."""
        at = 0
        for size in range(len(self.blocks) - 1, -1, -1):
            step = BLOCK * FAN**size
            while at + step <= count:
                days, _ = block = self.blocks[size][at // step]
                yield from islice(_changes(block), bisect_right(days, since), None)
                at += step
        rest = zip(self.days[at:count], self.amounts[at:count], strict=True)
        yield from ((day, amount) for day, amount in rest if day > since)

    def _seal(self, entries: Iterable[tuple[int, int]], size: int) -> None:
        """Add a block, and the larger one that it completes."""
        by_day: dict[int, int] = {}
        for day, amount in entries:
            by_day[day] = by_day.get(day, 0) + amount
        days = array("i", sorted(by_day))
        if size == len(self.blocks):
            self.blocks.append([])
        blocks = self.blocks[size]
        blocks.append((days, array("q", accumulate(map(by_day.__getitem__, days)))))
        if len(blocks) % FAN == 0:
            self._seal(chain.from_iterable(map(_changes, blocks[-FAN:])), size + 1)

    def kept(self, count: int) -> object:
        """The first so many entries with their blocks, for a snapshot."""
        entries = [part[:count].tobytes() for part in (self.seqs, self.days, self.amounts)]
        blocks = [
            [(days.tobytes(), sums.tobytes()) for days, sums in blocks[: count // (BLOCK * FAN**size)]]
            for size, blocks in enumerate(self.blocks)
        ]
        return entries, blocks

    @classmethod
    def holding(cls, kept: Any) -> "_Log":
        log = cls()
        for part, packed in zip((log.seqs, log.days, log.amounts), kept[0], strict=True):
            part.frombytes(packed)
        log.blocks = [[(array("i", days), array("q", sums)) for days, sums in blocks] for blocks in kept[1]]
        return log


def _changes(block: _Block) -> Iterable[tuple[int, int]]:
    """What a block adds on each of its days."""
    days, sums = block
    return zip(days, map(sub, sums, chain((0,), sums)), strict=True)


class _Own:
    """A log and how many of its first entries an image counts as its own."""

    __slots__ = ("count", "log")

    def __init__(self, log: _Log, count: int) -> None:
        self.log = log
        self.count = count


class Totals(Drawn, Generic[K]):
    """Drawn from the postings of a book as they are entered. A book says what its accounts are called in a snapshot."""

    __slots__ = ("_accounts",)

    def __init__(self) -> None:
        self._accounts: dict[K, _Own] = {}

    @staticmethod
    def spelt(account: K) -> Any:
        """An account as a snapshot keeps it."""
        return account

    @staticmethod
    def read(spelt: Any) -> K:
        """The account again."""
        return spelt  # type: ignore[no-any-return]

    def branch(self) -> Self:
        """A builder that starts from here; an image that was published goes on counting its own entries only."""
        copy = type(self)()
        copy._accounts = {account: _Own(own.log, own.count) for account, own in self._accounts.items()}
        return copy

    def add(self, account: K, seq: Seq, day: int, amount: int) -> None:
        """From `seq` on it is known that an account changed by so much on a day, an ordinal."""
        own = self._accounts.get(account)
        if own is None:
            own = self._accounts[account] = _Own(_Log(), 0)
        elif len(own.log.seqs) != own.count:  # another branch of the same image went on: leave it its log
            own.log = own.log.first(own.count)
        own.log.add(seq, day, amount)
        own.count += 1

    def at(self, account: K, effective: date | None = None, known: Seq | None = None) -> int:
        """What was so on a day, as the first `known` facts tell it."""
        own = self._accounts.get(account)
        if own is None:
            return 0
        count = own.count if known is None else bisect_right(own.log.seqs, known, 0, own.count)
        return own.log.sum(count, effective.toordinal() if effective is not None else None)

    def course(self, account: K, since: date) -> list[tuple[date, int]]:
        """What stands on a day, and on each later one that changes it, as known now."""
        own = self._accounts.get(account)
        if own is None:
            return [(since, 0)]
        return [
            (date.fromordinal(day), amount) for day, amount in own.log.course(own.count, since.toordinal())
        ]

    def kept(self) -> object:
        return [(self.spelt(account), own.log.kept(own.count)) for account, own in self._accounts.items()]

    @classmethod
    def holding(cls, kept: Any) -> Self:
        totals = cls()
        for spelt, parts in kept:
            log = _Log.holding(parts)
            totals._accounts[cls.read(spelt)] = _Own(log, len(log.seqs))
        return totals
