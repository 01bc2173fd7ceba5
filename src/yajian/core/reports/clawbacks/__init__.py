"""收回一览: what each county would have to give back, and what came of each matter, one by one."""

from yajian.core.reports.clawbacks.matter import Matter, matter
from yajian.core.reports.clawbacks.sheet import Sheet, as_builtins, sheet

__all__ = ["Matter", "Sheet", "as_builtins", "matter", "sheet"]
