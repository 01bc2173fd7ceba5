"""What a unit is worth to the fen, and what keeps its money back: the two questions every step of 五(五) asks."""

from yajian.core.entitlements.backfills import MARK, Backfill, Backfills
from yajian.core.entitlements.estimates import Rest, estimate, rest
from yajian.core.entitlements.holds import Grounds, Hold, Named, grounds, holds, named_for, owed_fen, seals
from yajian.core.entitlements.notices import SharedNotice, SharedNotices
from yajian.core.entitlements.payees import Payee, may_go_to_others, names_paid, payee, payees
from yajian.core.entitlements.prices import Pending, Price, pending, prices
from yajian.core.entitlements.reopened import reopened, unless_overtaken, unless_reopened

__all__ = [
    "MARK",
    "Backfill",
    "Backfills",
    "Grounds",
    "Hold",
    "Named",
    "Payee",
    "Pending",
    "Price",
    "Rest",
    "SharedNotice",
    "SharedNotices",
    "estimate",
    "grounds",
    "holds",
    "may_go_to_others",
    "named_for",
    "names_paid",
    "owed_fen",
    "payee",
    "payees",
    "pending",
    "prices",
    "reopened",
    "rest",
    "seals",
    "unless_overtaken",
    "unless_reopened",
]
