"""Plan against fact: two staircases on one ground, tonnes altogether by day."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import msgspec

from yajian.core.reports import wording
from yajian.web.drawing.lengths import percent, short

TOP, BOTTOM = 26, 208  # of the plotted part, in pixels
LEFT, RIGHT = 8.0, 97.0  # of the plotted part, in percent

Day = tuple[date, int]  # from this day on, so many tonnes altogether


class Line(msgspec.Struct, frozen=True, kw_only=True):
    x1: str
    y1: str
    x2: str
    y2: str


class Box(msgspec.Struct, frozen=True, kw_only=True):
    x: str
    y: str
    width: str
    height: str


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    x: str
    y: str
    words: str


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """Two staircases on one ground: what was due by when, and what had been done by when."""

    grid: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    planned: tuple[Line, ...]
    marks: tuple[Mark, ...]
    done: tuple[Line, ...]
    area: tuple[Box, ...]
    end: Mark | None  # where the done stands on the day asked about
    legend: str  # of the done
    summary: str


def curve(planned: Sequence[Day], done: Sequence[Day] | None, as_of: date) -> Curve:
    """The plan's cumulative tonnes against those done; without anything done, only the plan is drawn.

    None: what was done is not all for whoever asks."""
    if not planned:
        return Curve(
            grid=(),
            ticks=(),
            planned=(),
            marks=(),
            done=(),
            area=(),
            end=None,
            legend="",
            summary="没有时间节点",
        )
    shown = [day for day in done or () if day[0] <= as_of]
    days = [day for day, _ in (*planned, *shown)]
    first, last = min(days), max(days)
    span = max((last - first).days, 90)
    start, stop = first - timedelta(days=span // 8), last + timedelta(days=span // 8)
    top = _round_up(max(tonnes for _, tonnes in (*planned, *shown)))

    def x(day: date) -> str:
        share = (min(max(day, start), stop) - start).days / (stop - start).days
        return percent(LEFT + (RIGHT - LEFT) * share, 100)

    def y(tonnes: float) -> str:
        return short(BOTTOM - (BOTTOM - TOP) * tonnes / top)

    until = min(as_of, stop)
    plan_stairs = _stairs(planned, start, stop)
    done_stairs = _stairs(shown, start, until) if shown else []
    last_done = shown[-1][1] if shown else 0
    return Curve(
        grid=tuple(
            Mark(x=f"{short(LEFT)}%", y=y(top * i / 4), words=wording.wan_t(top * i // 4)) for i in range(5)
        ),
        ticks=tuple(
            Mark(x=x(day), y=str(BOTTOM + 18), words=f"{day:%y}/{day.month}") for day in _months(start, stop)
        ),
        planned=_lines(plan_stairs, x, y),
        marks=tuple(
            Mark(x=x(day), y=y(tonnes), words=wording.wan_t(tonnes)) for day, tonnes in _raising(planned)
        ),
        done=_lines(done_stairs, x, y),
        area=tuple(_box(begin, end, tonnes, start, stop, y) for begin, end, tonnes in done_stairs if tonnes),
        end=Mark(x=x(until), y=y(last_done), words=wording.wan_t(last_done)) if shown else None,
        legend="完成累计"
        if shown
        else "完成累计（尚未录入）"
        if done is not None
        else "完成累计（不全在查阅范围）",
        summary=_curve_words(planned, shown if done is not None else None, as_of),
    )


def _raising(days: Sequence[Day]) -> list[Day]:
    """The days on which the sum changes: a later date for the same sum is not marked again."""
    befores = [0, *(tonnes for _, tonnes in days)]
    return [day for day, before in zip(days, befores, strict=False) if day[1] != before]


def _curve_words(planned: Sequence[Day], shown: Sequence[Day] | None, as_of: date) -> str:
    due = "，".join(f"{day.isoformat()} {wording.wan_t(tonnes)}" for day, tonnes in planned)
    if shown is None:
        so_far = "完成情况不全在查阅范围"
    elif shown:
        so_far = f"至 {as_of.isoformat()} 完成 {wording.wan_t(shown[-1][1])} 万吨"
    else:
        so_far = "尚未录入完成情况"
    return f"计划累计（万吨）：{due}；{so_far}"


Stair = tuple[date, date, int]  # from, until, so many


def _stairs(days: Sequence[Day], start: date, stop: date) -> list[Stair]:
    """Days that raise the sum as level stretches, the first at nought."""
    edges = [(start, 0), *days]
    ends = [day for day, _ in days] + [stop]
    return [
        (max(begin, start), max(end, start), tonnes) for (begin, tonnes), end in zip(edges, ends, strict=True)
    ]


def _lines(stairs: Sequence[Stair], x: Callable[[date], str], y: Callable[[float], str]) -> tuple[Line, ...]:
    lines, before = [], 0
    for begin, end, tonnes in stairs:
        if tonnes != before:
            lines.append(Line(x1=x(begin), y1=y(before), x2=x(begin), y2=y(tonnes)))
        if end > begin:
            lines.append(Line(x1=x(begin), y1=y(tonnes), x2=x(end), y2=y(tonnes)))
        before = tonnes
    return tuple(lines)


def _box(begin: date, end: date, tonnes: int, start: date, stop: date, y: Callable[[float], str]) -> Box:
    share = (RIGHT - LEFT) / (stop - start).days
    return Box(
        x=percent(LEFT + share * (begin - start).days, 100),
        y=y(tonnes),
        width=percent(share * (min(end, stop) - begin).days, 100),
        height=short(BOTTOM - float(y(tonnes))),
    )


def _round_up(tonnes: int) -> int:
    """A top of the scale that divides by four into round numbers and leaves room above."""
    unit: int = 10 ** max(len(str(max(tonnes, 1))) - 1, 1)
    tops = (unit * factor // 10 for factor in (10, 12, 16, 20, 24, 32, 40, 60, 80, 100))
    return next(top for top in tops if top > tonnes or top == unit * 10)


def _months(start: date, stop: date) -> list[date]:
    """Firsts of months, at most seven, a regular number of months apart."""
    count = (stop.year - start.year) * 12 + stop.month - start.month
    apart = next(gap for gap in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if count / gap <= 7)
    firsts = (
        date(start.year + (start.month - 1 + i) // 12, (start.month - 1 + i) % 12 + 1, 1)
        for i in range(count + 1)
    )
    return [day for day in firsts if start <= day <= stop and (day.year * 12 + day.month - 1) % apart == 0]
