"""One unit of capacity on a page of its own: its papers, every transfer with both sides, and what holds it."""

from datetime import date

import msgspec

from yajian.core.books.capacity import Posting, counts
from yajian.core.facts.register import ON_PAPER, OUTSIDE, Account, OriginEstablished
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports.register.sheet import UnitLine, unit_line
from yajian.core.rules import register as rules
from yajian.core.words import Seq, UnitId

ACCOUNTS: dict[Account, str] = {
    Account.PAPERS: "备案文件",
    Account.FILED: "备案",
    Account.RETIRED: "压减",
    Account.GROUND: "现场",
    Account.UNSTATED: "建成，在产停产未核定",
    Account.OPERATING: "建成，在产",
    Account.STOPPED: "建成，停产",
}


class PostingLine(msgspec.Struct, frozen=True, kw_only=True):
    """One transfer with both its sides."""

    posting: Posting
    on_paper: bool
    source: str
    target: str
    counts: bool  # not corrected, as far as was known


class UnitSheet(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one unit: where it comes from, what moved, what holds it."""

    line: UnitLine
    origin_said: OriginEstablished | None
    split_from: UnitId | None
    split_into: tuple[UnitId, ...]
    postings: tuple[PostingLine, ...]
    facts: tuple[Seq, ...]  # every entry of the journal that speaks of it, in order


def unit_sheet(
    plan: Plan, programme: Programme, unit: UnitId, as_of: date | None = None, known: Seq | None = None
) -> UnitSheet | None:
    """One unit on a day; None if it was not there."""
    if unit not in rules.units_at(programme, as_of, known):
        return None
    register = programme.register
    postings = tuple(
        posting
        for posting in programme.capacity.postings[unit]
        if (known is None or posting.seq <= known) and (as_of is None or posting.effective <= as_of)
    )
    split = register.splits.get(unit)
    return UnitSheet(
        line=unit_line(plan, programme, unit, as_of, known),
        origin_said=rules.origin_of(programme, unit, as_of, known),
        split_from=split.unit if split is not None else None,
        split_into=tuple(
            into
            for into in rules.units_at(programme, as_of, known)
            if into in register.splits and register.splits[into].unit == unit
        ),
        postings=tuple(_posting(programme, unit, posting, known) for posting in postings),
        facts=_facts(programme, unit, postings, as_of, known),
    )


def _posting(programme: Programme, unit: UnitId, posting: Posting, known: Seq | None) -> PostingLine:
    """A transfer with both its sides; what a split moved came from a unit, and went to one."""
    source, target = posting.transfer.source, posting.transfer.target
    other = _other_side(programme, unit, posting.seq)
    return PostingLine(
        posting=posting,
        on_paper=source in ON_PAPER,
        source=f"{other} {ACCOUNTS[target]}" if other and source in OUTSIDE else ACCOUNTS[source],
        target=f"{other} {ACCOUNTS[source]}" if other and target in OUTSIDE else ACCOUNTS[target],
        counts=counts(posting, known),
    )


def _other_side(programme: Programme, unit: UnitId, seq: Seq) -> UnitId | None:
    """The unit that gave, or took, what a split moved at this place of the journal."""
    for into, split in programme.register.splits.items():
        if unit in (into, split.unit) and programme.capacity.postings[into][0].seq == seq:
            return split.unit if unit == into else into
    return None


def _facts(
    programme: Programme,
    unit: UnitId,
    postings: tuple[Posting, ...],
    as_of: date | None,
    known: Seq | None,
) -> tuple[Seq, ...]:
    register = programme.register
    timelines = (
        register.filings.get(rules.filing_of(programme, unit)),
        register.placed.get(unit),
        register.origins.get(unit),
        register.standings.get(unit),
    )
    said = {
        entry.seq
        for timeline in timelines
        if timeline is not None
        for entry in timeline.entries
        if (known is None or entry.seq <= known) and (as_of is None or entry.effective <= as_of)
    }
    return tuple(sorted(said | {posting.seq for posting in postings}))
