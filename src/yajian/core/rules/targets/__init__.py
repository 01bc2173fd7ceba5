"""Targets and lists: what adoption enters, what stands on a day, and what a new list version must keep."""

from yajian.core.rules.targets.lists import (
    NEEDS,
    T,
    by_batch,
    by_county,
    counted,
    due_in,
    find_part,
    fixed,
    in_force,
    lists,
    present,
    with_named_facilities,
)
from yajian.core.rules.targets.merging import Conflict, restated
from yajian.core.rules.targets.stated import known, list_of, opening, targets_of
from yajian.core.rules.targets.swapping import Swap, county_shortfall, milestone_shortfall, swap_verdicts

__all__ = [
    "NEEDS",
    "Conflict",
    "Swap",
    "T",
    "by_batch",
    "by_county",
    "counted",
    "county_shortfall",
    "due_in",
    "find_part",
    "fixed",
    "in_force",
    "known",
    "list_of",
    "lists",
    "milestone_shortfall",
    "opening",
    "present",
    "restated",
    "swap_verdicts",
    "targets_of",
    "with_named_facilities",
]
