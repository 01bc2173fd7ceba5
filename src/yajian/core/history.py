"""What every state is made of: a table that publishes cheaply, and a value with two clocks."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Generic, Self, TypeVar, overload

import msgspec

from yajian.core.words import Seq

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


class Unread(msgspec.Struct, Generic[V], frozen=True, gc=False):
    """A table's value as a snapshot packed it. It is read when somebody asks for it, and only then."""

    packed: bytes
    reader: Callable[[bytes], V]

    def read(self) -> V:
        return self.reader(self.packed)


class Table(Mapping[K, V]):
    """A mapping whose published copies never change, and whose copy costs the square root of its size.

    `branch` gives the next builder: it shares the big base and copies only the small top. When the top
    has grown to the root of the base the two are merged into a base of the builder's own.
    Iteration is in order of first insertion, so two folds of one history agree to the byte.
    """

    __slots__ = ("_base", "_base_is_mine", "_top")

    def __init__(self) -> None:
        self._base: dict[K, V | Unread[V]] = {}
        self._top: dict[K, V] = {}
        self._base_is_mine = True

    @classmethod
    def holding(cls, kept: dict[K, V | Unread[V]]) -> "Table[K, V]":
        """A published table of these values, read or not."""
        table = cls()
        table._base, table._base_is_mine = kept, False
        return table

    def kept(self) -> Iterator[tuple[K, V | Unread[V]]]:
        """Every entry in order, unread ones as they are."""
        for key in self:
            yield key, self._top[key] if key in self._top else self._base[key]

    def branch(self) -> "Table[K, V]":
        """A builder that starts from here. From now on nobody may `put` into this one."""
        copy: Table[K, V] = Table()
        copy._base, copy._top, copy._base_is_mine = self._base, dict(self._top), False
        return copy

    def put(self, key: K, value: V) -> None:
        if self._base_is_mine:
            self._base[key] = value
            return
        self._top[key] = value
        if len(self._top) ** 2 > len(self._base) + 256:
            self._base = {**self._base, **self._top}
            self._top = {}
            self._base_is_mine = True

    def __getitem__(self, key: K) -> V:
        if self._top and key in self._top:
            return self._top[key]
        value = self._base[key]
        return self._read(key, value) if type(value) is Unread else value  # type: ignore[return-value]

    @overload
    def get(self, key: K, /) -> V | None: ...
    @overload
    def get(self, key: K, /, default: V | T) -> V | T: ...
    def get(self, key: K, /, default: V | T | None = None) -> V | T | None:
        """As a mapping's own, which would raise and catch for every key that is new; the fold asks it each time."""
        if self._top and key in self._top:
            return self._top[key]
        value = self._base.get(key, default)
        return self._read(key, value) if type(value) is Unread else value  # type: ignore[return-value]

    def _read(self, key: K, value: Unread[V]) -> V:
        """Leaves the value read for whoever asks next; two threads at once leave equal ones."""
        read = self._base[key] = value.read()
        return read

    def __iter__(self) -> Iterator[K]:
        yield from self._base
        for key in self._top:
            if key not in self._base:
                yield key

    def __len__(self) -> int:
        return len(self._base) + sum(key not in self._base for key in self._top)


class Drawn(ABC):
    """Something drawn from the rest of a state, so that a question is answered quickly.

    It adds nothing to what the state says, so no digest of a state covers it; a snapshot keeps it.
    """

    @abstractmethod
    def kept(self) -> object:
        """What a snapshot keeps of it: numbers, words, bytes, and lists and mappings of such."""

    @classmethod
    @abstractmethod
    def holding(cls, kept: Any) -> Self:
        """The same again."""


class Entry(msgspec.Struct, Generic[V], frozen=True, gc=False):
    """One statement on a timeline: learned at `seq`, true from `effective`, until a later entry corrects it."""

    seq: Seq
    effective: date
    value: V
    corrected_by: Seq | None = None


def _stands(entry: Entry[Any], known: Seq | None) -> bool:
    """Whether an entry was in, and not corrected, when the first `known` facts were in."""
    if known is None:
        return entry.corrected_by is None
    return entry.seq <= known and (entry.corrected_by is None or entry.corrected_by > known)


class Timeline(msgspec.Struct, Generic[V], frozen=True, gc=False):
    """A value with two clocks. Nothing is removed: a correction only marks the entry it corrects.

    `at(effective, known)` answers both of an auditor's questions: what was so on that day, as the
    first `known` facts tell it.
    """

    entries: tuple[Entry[V], ...] = ()

    def add(self, seq: Seq, effective: date, value: V, corrects: Seq | None = None) -> "Timeline[V]":
        kept = self.entries if corrects is None else self.close(seq, corrects).entries
        new = (Entry(seq, effective, value),)
        return Timeline(kept + new)  # not (*kept, …), which goes by way of a list

    def close(self, seq: Seq, corrects: Seq) -> "Timeline[V]":
        """Mark an entry as no longer standing from `seq` on, with nothing put in its place."""
        return Timeline(
            tuple(
                msgspec.structs.replace(entry, corrected_by=seq)
                if entry.seq == corrects and entry.corrected_by is None
                else entry
                for entry in self.entries
            )
        )

    def replacement(self, corrected: Seq) -> Entry[V] | None:
        """The entry that stands in place of one that was corrected."""
        by = next((entry.corrected_by for entry in self.entries if entry.seq == corrected), None)
        return next((entry for entry in self.entries if entry.seq == by), None)

    def first(self, seq: Seq) -> Seq:
        """Where what an entry says was first told, before any correction."""
        while (
            before := next((one.seq for one in self.entries if one.corrected_by == seq), None)
        ) is not None:
            seq = before
        return seq

    def known(self, known: Seq | None = None) -> tuple[Entry[V], ...]:
        """The entries that stood once the first `known` facts were in, in order of effect."""
        if len(self.entries) == 1:  # what most lines are
            [entry] = self.entries
            return self.entries if _stands(entry, known) else ()
        standing = [entry for entry in self.entries if _stands(entry, known)]
        return tuple(sorted(standing, key=lambda entry: (entry.effective, entry.seq)))

    def at(self, effective: date | None = None, known: Seq | None = None) -> Entry[V] | None:
        """The entry in force on a day, or the latest if no day is named."""
        found = None
        for entry in self.known(known):
            if effective is None or entry.effective <= effective:
                found = entry
        return found


_UNSAID: Timeline[Any] = Timeline()


def enter(
    lines: Table[K, Timeline[V]], key: K, seq: Seq, effective: date, value: V, corrects: Seq | None = None
) -> None:
    """Add to the timeline of a key, or begin one."""
    lines.put(key, lines.get(key, _UNSAID).add(seq, effective, value, corrects))


def told_again(line: Iterable[Entry[Any]], fact: V, day: date, since: date = date.min) -> V | None:
    """What there is to enter of a fact on a line: nothing where it was so on that day already.

    Where the line has it only from a later day, with nothing else between, or from before its paper was written (`since`, as the
    register has it by now), that entry bore a wrong day, and this one takes its place. The facts of such a line have a field
    `corrects`.
    """
    entries = tuple(line)
    before = [one for one in entries if one.effective <= day]
    if before and _says(before[-1], fact):
        early = before[-1].effective < since
        return msgspec.structs.replace(fact, corrects=before[-1].seq) if early else None  # type: ignore[type-var]
    later = entries[len(before) :]
    if later and _says(later[0], fact):
        return msgspec.structs.replace(fact, corrects=later[0].seq)  # type: ignore[type-var]
    return fact


def held_again(line: Iterable[Entry[Any]], fact: V, day: date) -> V | None:
    """What there is to enter of something held once: the same, files and all, under another day is the entry put right.

    The facts of such a line have fields `records` and `corrects`; without its files nothing is known to be the same.
    """
    records = fact.records  # type: ignore[attr-defined]
    same = [one for one in line if _says(one, msgspec.structs.replace(fact, records=one.value.records))]  # type: ignore[type-var]
    if any(one.effective == day for one in same):
        return None
    under_another = [one for one in same if one.value.records == records]
    if under_another:
        return msgspec.structs.replace(fact, corrects=under_another[-1].seq)  # type: ignore[type-var]
    return fact


def _says(entry: Entry[Any], fact: Any) -> bool:
    if type(entry.value) is not type(fact):
        return False
    return bool(msgspec.structs.replace(entry.value, corrects=fact.corrects) == fact)
