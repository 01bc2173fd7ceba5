"""What a tonne is worth under the plan: only the rates it states, never an average."""

from yajian.core.plan import Plan
from yajian.core.words import Fen


def rate_range(plan: Plan) -> tuple[Fen, Fen] | None:
    """The lowest and highest rate the plan states, in fen per tonne; none if it states none."""
    low, high = plan.compensation.lowest_rate, plan.compensation.highest_rate
    if low is None or high is None or low.rate_fen_per_t.value is None or high.rate_fen_per_t.value is None:
        return None
    return low.rate_fen_per_t.value, high.rate_fen_per_t.value
