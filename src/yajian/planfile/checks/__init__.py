"""The checks over a whole plan, one file a subject, each a function from a view of the file to its faults."""

from collections.abc import Callable, Iterator

from yajian.planfile.checks import dates, gates, names, numbers, standards, text, work
from yajian.planfile.checks.view import View
from yajian.planfile.faults import Fault

CHECKS: tuple[Callable[[View], Iterator[Fault]], ...] = (
    text.verbatim,
    names.dangling,
    names.twice,
    names.unused,
    numbers.sums,
    numbers.printed,
    numbers.as_worded,
    dates.around_issue,
    dates.contradictory,
    dates.as_worded,
    work.duties,
    work.lists,
    work.rates,
    work.envelope,
    gates.conditions,
    gates.comparisons,
    standards.quoted,
    standards.looked_at,
    standards.extra,
)


def everything(view: View) -> Iterator[Fault]:
    for check in CHECKS:
        yield from check(view)
