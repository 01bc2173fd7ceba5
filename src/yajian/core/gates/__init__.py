"""前置条件: every condition of a gate answered for one oven or piece, from what the areas keep.

符合 only when every condition is; what nobody has recorded is 待定, by name. A gate decides whether a paper may be given.
It never speaks of what happened, and it never moves a date.
"""

from yajian.core.gates import areas, completion, money
from yajian.core.gates.answering import key, standing
from yajian.core.gates.asking import case, case_of
from yajian.core.gates.comparing import applies_to, compares
from yajian.core.gates.completion import completed_on, standard_for
from yajian.core.gates.lines import Line, Standing
from yajian.core.gates.marks import UNRELEASED, Mark, marks

AREAS = (*areas.AREAS, completion.NEEDS, money.NEEDS)  # a test holds that no two answer for one need

__all__ = [
    "AREAS",
    "UNRELEASED",
    "Line",
    "Mark",
    "Standing",
    "applies_to",
    "case",
    "case_of",
    "compares",
    "completed_on",
    "key",
    "marks",
    "standard_for",
    "standing",
]
