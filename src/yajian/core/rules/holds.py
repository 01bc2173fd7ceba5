"""Which holds are on a unit on a day, and whom the last paper names as payees of a part."""

from datetime import date

import msgspec

from yajian.core.facts.holds import HoldLifted, HoldPlaced, PayeesDetermined
from yajian.core.history import Entry, Timeline
from yajian.core.programme import Programme
from yajian.core.words import PartId, Seq, UnitId


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """One hold as of a day."""

    seq: Seq
    entry: Entry[HoldPlaced]
    lifted: Entry[HoldLifted] | None

    @property
    def fact(self) -> HoldPlaced:
        return self.entry.value


def hold(
    programme: Programme, seq: Seq, as_of: date | None = None, known: Seq | None = None
) -> Placed | None:
    """A hold as of a day; None before it was placed."""
    line = programme.holds.holds.get(seq, Timeline())
    entries = [one for one in line.known(known) if as_of is None or one.effective <= as_of]
    placed = next((one for one in entries if isinstance(one.value, HoldPlaced)), None)
    if placed is None:
        return None
    lifted = next((one for one in entries if isinstance(one.value, HoldLifted)), None)
    return Placed(seq=seq, entry=placed, lifted=lifted)  # type: ignore[arg-type]


def was_withdrawn(programme: Programme, seq: Seq) -> bool:
    """Whether a hold was entered here once and taken out as a mistake."""
    return any(one.corrected_by is not None for one in programme.holds.holds.get(seq, Timeline()).entries)


def in_force(
    programme: Programme, unit: UnitId, as_of: date | None = None, known: Seq | None = None
) -> tuple[Placed, ...]:
    """The holds on a unit nobody has lifted."""
    found = (hold(programme, seq, as_of, known) for seq in programme.holds.by_unit.get(unit, ()))
    return tuple(one for one in found if one is not None and one.lifted is None)


def payees(
    programme: Programme, part: PartId, as_of: date | None = None, known: Seq | None = None
) -> Entry[PayeesDetermined] | None:
    """Whom the last paper names."""
    return programme.holds.payees.get(part, Timeline()).at(as_of, known)
