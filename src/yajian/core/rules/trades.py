"""Where a trade stands, and how many tonnes of a unit are sold."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

import msgspec

from yajian.core.facts.trades import (
    ClearanceWithdrawn,
    ReplacementConfirmed,
    Said,
    Step,
    TradeCleared,
    TradeReported,
    TradesFact,
    TradeWithdrawn,
)
from yajian.core.history import Entry, Timeline
from yajian.core.programme import Programme
from yajian.core.words import Seq, Tonnes, UnitId

Stage = Literal["待核验", "已核验", "已撤回"]

WORDS: dict[Said, str] = {"confirmed": "确认", "declined": "不予确认", "revoked": "撤销确认"}


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One trade as of a day."""

    seq: Seq
    report: Entry[TradeReported]  # as last corrected
    last: Entry[Step]
    word: Entry[ReplacementConfirmed] | None  # what the province last said of it, as it now reads
    outdated: Entry[ReplacementConfirmed] | None  # what it said before the report was corrected
    cleared: Entry[TradeCleared] | None  # the opinion in force
    withdrawn: Entry[TradeWithdrawn] | None

    @property
    def fact(self) -> TradeReported:
        return self.report.value

    @property
    def stands(self) -> bool:
        return self.withdrawn is None

    @property
    def stage(self) -> Stage:
        if self.withdrawn is not None:
            return "已撤回"
        return "已核验" if self.cleared is not None else "待核验"


def standing(
    programme: Programme, trade: Seq, as_of: date | None = None, known: Seq | None = None
) -> Standing | None:
    """A trade as of a day; None before it was made, or known of."""
    line = programme.trades.reported.get(trade, Timeline())
    entries = sorted(
        (one for one in line.known(known) if as_of is None or one.effective <= as_of), key=lambda one: one.seq
    )
    report = _last(entries, TradeReported)
    if report is None:
        return None
    word = _last(entries, ReplacementConfirmed)
    opinion = _last(entries, TradeCleared, ClearanceWithdrawn)
    fresh = word is not None and word.seq > report.seq
    return Standing(
        seq=trade,
        report=report,
        last=entries[-1],
        word=word if fresh else None,
        outdated=None if fresh else word,
        cleared=opinion if opinion is not None and isinstance(opinion.value, TradeCleared) else None,
        withdrawn=_last(entries, TradeWithdrawn),
    )


def _last(entries: list[Entry[Step]], *kinds: type[TradesFact]) -> Entry[Any] | None:
    return next((one for one in reversed(entries) if isinstance(one.value, kinds)), None)


def standings(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> Iterator[Standing]:
    """Every trade known of on a day, in the order they were reported."""
    for trade in programme.trades.reported:
        found = standing(programme, trade, as_of, known)
        if found is not None:
            yield found


def of_unit(
    programme: Programme, unit: UnitId, as_of: date | None = None, known: Seq | None = None
) -> Iterator[Standing]:
    """Every trade of a unit that still names it, withdrawn ones too."""
    for trade in programme.trades.by_unit.get(unit, ()):
        found = standing(programme, trade, as_of, known)
        if found is not None and found.fact.of_unit(unit):
            yield found


def traded_t(
    programme: Programme,
    unit: UnitId,
    as_of: date | None = None,
    known: Seq | None = None,
    but: Seq | None = None,
) -> Tonnes:
    """The tonnes of a unit that trades which stand have sold; `but` one of them."""
    found = (one for one in of_unit(programme, unit, as_of, known) if one.stands and one.seq != but)
    return Tonnes(sum(one.fact.of_unit(unit) for one in found))
