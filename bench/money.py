"""(k) Money: what every unit is worth, was promised and was paid, and what keeps it back, for 400,000 units at once."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from bench import units
from bench.measuring import Line, Say, Scale, collector_at_rest, median, micro, ratios, take_turns, times
from bench.units import Unit
from yajian import planfile
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import quotas
from yajian.core.words import CountyId
from yajian.demo import PLAN
from yajian.planfile.shipped import shipped

DAY = date(2020, 12, 31)
Sums = dict[str, tuple[int, int, int, int]]  # by county: tonnes, quota, entitled, paid


def measure(scale: Scale, say: Say) -> Iterator[Line]:
    many = scale.size(400_000, 40_000, 400)
    plan = planfile.load(shipped() / PLAN / "plan.yaml")
    made = units.units(many, tuple(CountyId(one.id) for one in plan.counties))
    whole, quarter = units.folded(made), units.folded(made[: many // 4])
    exact = _added_up(made)
    if _ours(plan, whole) != exact:
        raise AssertionError("the sums differ from whole numbers added up one by one")
    total = sum(sums[2] for sums in exact.values())
    say(f"{many:,} units of {many // units.UNITS_A_PART:,} parts, {total:,} fen granted: each sum is exact")
    with collector_at_rest():
        yield _linear(plan, whole, quarter, many)
        if scale.peers:
            yield _beside_pandas(plan, whole, made, exact, scale.size(5, 3, 1))


def _linear(plan: Plan, whole: Programme, quarter: Programme, many: int) -> Line:
    seconds = take_turns(
        {"quarter": lambda: _ours(plan, quarter), "whole": lambda: _ours(plan, whole)}, 3, time.process_time
    )
    growth = median(seconds["whole"]) / median(seconds["quarter"])
    return Line(
        row="k",
        what=f"all money of {many:,} units against {many // 4:,} (linear: 4)",
        ours=micro(seconds["whole"], many),
        peer=micro(seconds["quarter"], many // 4),
        ratio=f"{growth:.2f}×",
        aim="linear: ≤ 4.6×",
        met=growth <= 4.6,
    )


def _beside_pandas(plan: Plan, whole: Programme, made: list[Unit], exact: Sums, rounds: int) -> Line:
    ask = _in_columns(made)
    if ask() != exact:
        raise AssertionError("pandas has other sums")
    seconds = take_turns({"ours": lambda: _ours(plan, whole), "pandas": ask}, rounds, time.process_time)
    return Line(
        row="k",
        what=f"all money of {len(made):,} units, each with its verdict, clauses and holds; sums alone in pandas",
        ours=micro(seconds["ours"], len(made)),
        peer=micro(seconds["pandas"], len(made)),
        ratio=times(ratios(seconds, "ours", "pandas")),
    )


def _ours(plan: Plan, programme: Programme) -> Sums:
    """As the page has it: every unit's line, and the counties added up."""
    found = quotas.sheet(plan, programme, DAY)
    return {
        one.id or "": (one.tonnes, one.quota_fen, one.entitled_fen, one.paid_fen) for one in found.counties
    }


def _added_up(made: list[Unit]) -> Sums:
    """Python's own whole numbers, which have no largest."""
    found: Sums = {}
    for one in made:
        tonnes, quota, entitled, paid = found.get(one.county, (0, 0, 0, 0))
        fen = one.amount_fen or 0
        found[one.county] = (tonnes + one.tonnes, quota + fen, entitled + fen, paid + fen * one.paid)
    return found


def _in_columns(made: list[Unit]) -> Callable[[], Sums]:
    """The same entries as tables, as somebody would keep them who audits with pandas, and the question asked of them."""
    import pandas

    day = pandas.Timestamp(units.DAY)
    told = [one for one in made if one.amount_fen is not None]

    def table(rows: list[Unit], **columns: list[Any]) -> Any:
        return pandas.DataFrame({"unit": [one.unit for one in rows], "day": day, **columns})

    opened = table(made, county=[one.county for one in made], tonnes=[one.tonnes for one in made])
    origins = table(told, origin=[one.origin for one in told])
    rates = pandas.DataFrame(
        [(origin, fen) for origin, (_, fen) in units.RATES.items()], columns=["origin", "rate"]
    )
    paid = [one for one in made if one.paid]
    reserved = table(told, entitled=[one.amount_fen for one in told])
    payments = table(paid, paid=[one.amount_fen for one in paid])
    until = pandas.Timestamp(DAY)

    def by_unit(found: Any, name: str) -> Any:
        return found[found.day <= until].groupby("unit", as_index=False)[name].sum()

    def ask() -> Sums:
        latest = origins[origins.day <= until].drop_duplicates("unit", keep="last")[["unit", "origin"]]
        lines = (
            opened[opened.day <= until]
            .merge(latest, on="unit", how="left")
            .merge(rates, on="origin", how="left")
            .merge(by_unit(reserved, "entitled"), on="unit", how="left")
            .merge(by_unit(payments, "paid"), on="unit", how="left")
        )
        whole = lines.assign(
            rate=lines.rate.fillna(0).astype("int64"),
            entitled=lines.entitled.fillna(0).astype("int64"),
            paid=lines.paid.fillna(0).astype("int64"),
        )
        whole["quota"] = whole.tonnes * whole.rate
        sums = whole.groupby("county", sort=False)[["tonnes", "quota", "entitled", "paid"]].sum()
        return {str(county): tuple(int(fen) for fen in row) for county, *row in sums.itertuples()}  # type: ignore[misc]

    return ask
