"""我的待办: all that waits, computed from the books: nobody assigns it, and nobody can forget to."""

from collections.abc import Iterable
from datetime import date

from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports.inbox import (
    acceptance,
    backfills,
    bankstatements,
    closure,
    courts,
    duties,
    flags,
    ledger,
    offices,
    papers,
    questions,
    quotas,
    risks,
    statements,
    survey,
    trades,
    utilities,
    workers,
    workplans,
)
from yajian.core.reports.inbox.item import OFFICE, SOON_DAYS, Desk, Look, Place, Waiting, desk
from yajian.core.reports.progress import Progress
from yajian.core.words import Light, Seq

__all__ = ["OFFICE", "SOON_DAYS", "Desk", "Place", "Waiting", "as_builtins", "desk", "kinds", "waiting"]

_SOURCES = (
    closure,
    acceptance,
    duties,
    survey,
    statements,
    ledger,
    workplans,
    risks,
    flags,
    utilities,
    workers,
    courts,
    quotas,
    backfills,
    bankstatements,
    trades,
    papers,
    offices,
    questions,
)
_RANK = {duties.KIND: 1, questions.KIND: 2}  # what stands open for good comes after what somebody has begun
_GRAVITY = {Light.RED: 0, Light.YELLOW: 1}


def waiting(
    plan: Plan, programme: Programme, sheet: Progress, known: Seq | None = None
) -> tuple[Waiting, ...]:
    """Everything that waits for anybody: overdue first, then by day; what has no day comes as it came in.

    Of whose records the sheet was not shown, nothing is said to wait."""
    look = Look(plan=plan, programme=programme, sheet=sheet, known=known)
    found = [one for source in _SOURCES for one in source.waiting(look) if _shown(sheet, one)]
    return tuple(sorted(found, key=_pressing))


def _shown(sheet: Progress, one: Waiting) -> bool:
    nobodys = one.county is None and one.enterprise is None
    return nobodys or sheet.sight.owns(one.county, one.enterprise)


def _pressing(one: Waiting) -> tuple[int, date, int, date, int]:
    return (
        _GRAVITY.get(one.judged.light, 2),
        one.due or date.max,
        _RANK.get(one.kind, 0) if one.due is None else 0,
        one.since or date.max,
        one.raised or 0,
    )


def kinds(found: Iterable[Waiting]) -> tuple[tuple[str, int], ...]:
    """How many of each kind, in the order they press."""
    count: dict[str, int] = {}
    for one in found:
        count[one.kind] = count.get(one.kind, 0) + 1
    return tuple(count.items())


def as_builtins(one: Waiting) -> dict[str, object]:
    """One line for machines."""
    return {
        "kind": one.kind,
        "what": one.what,
        "about": one.about,
        "light": one.judged.light.value,
        "light_word": one.judged.word,
        "light_why": one.judged.why,
        "by": list(one.by),
        "command": one.command,
        "filled": dict(one.filled),
        "place": list(one.place),
        "due": one.due.isoformat() if one.due is not None else None,
        "since": one.since.isoformat() if one.since is not None else None,
        "clauses": [clause.id for clause in one.clauses],
        "document": one.document,
        "raised": one.raised,
        "county": one.county,
    }
