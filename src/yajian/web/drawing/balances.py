"""A balance over the days: what each class needs, stacked in the order it is served, and over it the line of what is there."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from yajian.core.rules.utilities import Balance, Stretch
from yajian.web.drawing.lengths import percent, short

TOP, BOTTOM = 18, 200  # of the plotted part, in pixels
LEFT, RIGHT = 8.0, 99.0  # of the plotted part, in percent
_ROOM, _AMPLE = 9.0, 24.0  # percent: a box narrower than this has no words in it, or none on a phone
_HIGH = 20.0  # pixels: nor one lower than this
_APART = 8.0  # percent: days nearer than this to the one before are not lettered

Met = Literal["met", "short"]


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """Some days of one class: the part that is met, or the part that is not."""

    order: int  # of the class, from 1; the theme makes it a colour
    kind: Met
    x: str
    y: str
    width: str
    height: str
    title: str
    words: str  # within it, where there is room
    tight: bool  # room enough on a wide screen only
    middle: tuple[str, str]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    x1: str
    y1: str
    x2: str
    y2: str


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    x: str
    y: str
    words: str


class BalanceDrawn(msgspec.Struct, frozen=True, kw_only=True):
    boxes: tuple[Box, ...]
    there: tuple[Line, ...]
    grid: tuple[Mark, ...]
    days: tuple[Mark, ...]
    legend: tuple[tuple[int, str], ...]
    summary: str


class _Ground(msgspec.Struct, frozen=True, kw_only=True):
    """The two scales: days along, amounts up."""

    first: date
    days: int
    high: int

    def x(self, day: date) -> float:
        return LEFT + (RIGHT - LEFT) * (day - self.first).days / self.days

    def end(self, one: Stretch) -> float:
        """Where a stretch ends: with the end of its last day."""
        return LEFT + (RIGHT - LEFT) * ((one.ends - self.first).days + 1) / self.days

    def y(self, amount: int) -> float:
        return BOTTOM - (BOTTOM - TOP) * amount / self.high


def balance(struck: Balance) -> BalanceDrawn:
    stretches, unit = struck.stretches, struck.measure
    first = stretches[0].begins
    ground = _Ground(
        first=first,
        days=(stretches[-1].ends - first).days + 1,
        high=_round_up(max(1, *(max(one.available, _needed(one)) for one in stretches))),
    )
    return BalanceDrawn(
        boxes=tuple(box for one in stretches for box in _boxes(struck, ground, one)),
        there=tuple(_there(ground, one) for one in stretches),
        grid=tuple(
            Mark(x="0", y=short(ground.y(level)), words=unit.shown(level))
            for level in range(0, ground.high + 1, _step(ground.high))
        ),
        days=tuple(_days(ground, stretches)),
        legend=tuple((order, line.label) for order, line in enumerate(stretches[0].classes, start=1)),
        summary="；".join(_said(struck, one) for one in stretches),
    )


def _boxes(struck: Balance, ground: _Ground, one: Stretch) -> Iterator[Box]:
    unit, at = struck.measure, 0
    begins, ends = ground.x(one.begins), ground.end(one)
    for order, line in enumerate(one.classes, start=1):
        met = min(line.needed, max(line.available, 0))
        parts: tuple[tuple[Met, int], ...] = (("met", met), ("short", line.needed - met))
        for kind, amount in parts:
            if not amount:
                continue
            low, high = ground.y(at), ground.y(at + amount)
            told = f"{line.label}{'有' if kind == 'met' else '缺'} {unit.shown(amount)}"
            yield Box(
                order=order,
                kind=kind,
                x=percent(begins, 100),
                y=short(high),
                width=percent(ends - begins, 100),
                height=short(low - high),
                title=f"{told}{unit.symbol}，{one.begins.isoformat()} 至 {one.ends.isoformat()}",
                words=told if ends - begins >= _ROOM and low - high >= _HIGH else "",
                tight=ends - begins < _AMPLE,
                middle=(percent((begins + ends) / 2, 100), short((low + high) / 2)),
            )
            at += amount


def _there(ground: _Ground, one: Stretch) -> Line:
    level = short(ground.y(one.available))
    return Line(x1=percent(ground.x(one.begins), 100), y1=level, x2=percent(ground.end(one), 100), y2=level)


def _days(ground: _Ground, stretches: tuple[Stretch, ...]) -> Iterator[Mark]:
    """The first day of each stretch, where its words do not run into the ones before."""
    last = -_APART
    for one in stretches:
        place = ground.x(one.begins)
        if place - last >= _APART:
            yield Mark(
                x=percent(place, 100), y=str(BOTTOM + 20), words=f"{one.begins.month}-{one.begins.day:02}"
            )
            last = place


def _step(high: int) -> int:
    """The smallest round number of which no more than six reach so high: one, two or five, and noughts."""
    nought = 1
    while True:
        for size in (1, 2, 5):
            step = size * nought
            if step * 6 >= high:
                return step
        nought *= 10


def _round_up(high: int) -> int:
    step = _step(high)
    return -(-high // step) * step


def _needed(one: Stretch) -> int:
    return sum(line.needed for line in one.classes)


def _said(struck: Balance, one: Stretch) -> str:
    unit = struck.measure
    needs = "，".join(f"{line.label}需 {unit.shown(line.needed)}" for line in one.classes)
    return f"{one.begins.isoformat()} 至 {one.ends.isoformat()} 可供 {unit.shown(one.available)}，{needs}"
