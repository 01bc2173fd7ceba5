"""Every flag there is: activity at what was shut, and a photograph that was handed in before. Raised at once, by reading.

No fact says that there is a flag, so none can be forgotten, and none goes away with the entry that raised it: whoever corrects
or voids the entry afterwards has still somebody else's look to wait for. Only that look is a fact.
"""

from yajian.core.flags.flag import KINDS, Flag, Place, place
from yajian.core.flags.reading import (
    all_holding,
    at,
    borrowed,
    flags,
    holding,
    is_there,
    never_revived,
    raised,
)

__all__ = [
    "KINDS",
    "Flag",
    "Place",
    "all_holding",
    "at",
    "borrowed",
    "flags",
    "holding",
    "is_there",
    "never_revived",
    "place",
    "raised",
]
