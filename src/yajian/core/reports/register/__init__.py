"""The capacity book as pages, papers, verbs and stories tell it."""

from yajian.core.reports.register.sheet import CapacitySheet, FilingLine, GroupLine, UnitLine, capacity
from yajian.core.reports.register.told import capacity_told, unit_told
from yajian.core.reports.register.unit import PostingLine, UnitSheet, unit_sheet

__all__ = [
    "CapacitySheet",
    "FilingLine",
    "GroupLine",
    "PostingLine",
    "UnitLine",
    "UnitSheet",
    "capacity",
    "capacity_told",
    "unit_sheet",
    "unit_told",
]
