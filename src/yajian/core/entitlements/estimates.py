"""测算: what a part may come to, as the quota table and every paper tell it. One reckoning, so that they cannot differ."""

from collections.abc import Sequence

import msgspec

from yajian.core.entitlements.prices import Price
from yajian.core.facts.targets import PartListed
from yajian.core.plan import Plan
from yajian.core.rules import compensation
from yajian.core.words import Fen, Tonnes


class Rest(msgspec.Struct, frozen=True, kw_only=True):
    """The tonnes of a part that no unit stands for, at any rate the plan states; no range where it states none."""

    tonnes: Tonnes
    low_fen: Fen | None
    high_fen: Fen | None


def rest(plan: Plan, listed: PartListed, units: Sequence[Price]) -> Rest | None:
    """None where units make up the part. `units` are those that stand for it."""
    tonnes = listed.tonnes - sum(one.tonnes for one in units)
    if tonnes <= 0:
        return None
    rates = compensation.rate_range(plan)
    return Rest(
        tonnes=Tonnes(tonnes),
        low_fen=Fen(tonnes * rates[0]) if rates is not None else None,
        high_fen=Fen(tonnes * rates[1]) if rates is not None else None,
    )


def estimate(plan: Plan, listed: PartListed, units: Sequence[Price]) -> tuple[Fen, Fen] | None:
    """From the lowest to the highest. What has no range, such as a unit to which no rate is due, is left out;
    None where nothing of the part has one."""
    left = rest(plan, listed, units)
    spans = [(one.low_fen, one.high_fen) for one in (*units, *((left,) if left is not None else ()))]
    lows = [low for low, _ in spans if low is not None]
    highs = [high for _, high in spans if high is not None]
    return (Fen(sum(lows)), Fen(sum(highs))) if lows and highs else None
