"""产能和资金流向: everything that ever decided a unit's tonnes and money, from its filing to the filing of its payment.

Each step names its paper and its clause; who recorded it and when is the entry's own.
"""

from datetime import date

from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports.trail.capacity import of_capacity
from yajian.core.reports.trail.money import of_money
from yajian.core.reports.trail.step import Step
from yajian.core.reports.trail.trades import of_trades
from yajian.core.words import Seq, UnitId

__all__ = ["Step", "trail"]


def trail(
    plan: Plan, programme: Programme, unit: UnitId, as_of: date, known: Seq | None = None
) -> tuple[Step, ...]:
    """Every step of a unit by a day, as the first `known` facts tell it, in the order things happened."""
    steps = (
        *of_capacity(plan, programme, unit, as_of, known),
        *of_trades(plan, programme, unit, known),
        *of_money(plan, programme, unit, as_of, known),
    )
    seen = (one for one in steps if one.on <= as_of)
    return tuple(sorted(seen, key=lambda one: (one.on, one.seq, one.label)))
