"""Bars of parts: what a sum is made of, and what has become of each part."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from yajian.core.reports import wording
from yajian.web.drawing.lengths import percent

# What has become of a quantity, from done to nobody knows; also the order in which pieces are drawn.
Kind = Literal["accepted", "dismantled", "shut", "todo", "unrecorded", "hidden"]
KINDS: dict[Kind, str] = {
    "accepted": "已验收",
    "dismantled": "已拆除待验收",
    "shut": "已关停待拆除",
    "todo": "待关停",
    "unrecorded": "未录入",
    "hidden": "不在查阅范围",
}

LABEL_PX = 13  # the size the theme sets the lines under a bar in
VALUE_PX = 18
ROOM_PX = 560  # the narrowest bar that still carries its labels; below, the list takes over


class Piece(msgspec.Struct, frozen=True):
    """So many tonnes of one kind."""

    kind: Kind
    tonnes: int


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the whole, with what has become of it and the lines that stand under it."""

    tonnes: int
    pieces: tuple[Piece, ...]
    lines: tuple[str, ...] = ()
    key: str = ""  # of its explanation


class BarPiece(msgspec.Struct, frozen=True, kw_only=True):
    kind: Kind
    x: str
    width: str
    title: str


class BarLabel(msgspec.Struct, frozen=True, kw_only=True):
    x: str
    value: str
    lines: tuple[str, ...]
    key: str


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A bar ready to draw. `labels` have a place each, or none at all when they would not fit."""

    pieces: tuple[BarPiece, ...]
    gaps: tuple[str, ...]  # where one segment ends and the next begins
    labels: tuple[BarLabel, ...]
    segments: tuple[Segment, ...]
    kinds: tuple[tuple[Kind, str, int], ...]  # for the legend: kind, word, tonnes
    summary: str  # the same in words


def bar(segments: Sequence[Segment], whole: int | None = None, room: int = ROOM_PX) -> Bar:
    """A bar of segments against the whole (their sum, unless a longer one is compared with)."""
    total = max(whole or 0, sum(segment.tonnes for segment in segments))
    pieces, starts, at = [], [], 0
    for segment in segments:
        starts.append(at)
        for piece in sorted(segment.pieces, key=lambda one: list(KINDS).index(one.kind)):
            if piece.tonnes:
                title = f"{KINDS[piece.kind]} {wording.wan_t(piece.tonnes)} 万吨"
                width = percent(piece.tonnes, total)
                pieces.append(BarPiece(kind=piece.kind, x=percent(at, total), width=width, title=title))
            at += piece.tonnes
        at = starts[-1] + segment.tonnes
    sums = {kind: sum(p.tonnes for s in segments for p in s.pieces if p.kind == kind) for kind in KINDS}
    kinds = tuple((kind, KINDS[kind], tonnes) for kind, tonnes in sums.items() if tonnes)
    return Bar(
        pieces=tuple(pieces),
        gaps=tuple(percent(start, total) for start in starts[1:]),
        labels=_labels(segments, [start * room / total if total else 0 for start in starts], room),
        segments=tuple(segments),
        kinds=kinds,
        summary="，".join(f"{word} {wording.wan_t(tonnes)} 万吨" for _, word, tonnes in kinds)
        or "没有列入的产能",
    )


def _labels(segments: Sequence[Segment], wanted: list[float], room: int) -> tuple[BarLabel, ...]:
    """Each label under its segment's start, moved only as far as its neighbours need."""
    widths = [_label_width(segment) for segment in segments]
    if sum(widths) > room or not any(segment.lines for segment in segments):
        return ()
    places: list[float] = []
    free = 0.0
    for place, width in zip(wanted, widths, strict=True):
        places.append(max(place, free))
        free = places[-1] + width
    limit = float(room)
    for index in reversed(range(len(places))):
        places[index] = min(places[index], limit - widths[index])
        limit = places[index]
    return tuple(
        BarLabel(
            x=percent(place, room), value=wording.wan_t(segment.tonnes), lines=segment.lines, key=segment.key
        )
        for place, segment in zip(places, segments, strict=True)
    )


def _label_width(segment: Segment) -> float:
    value = text_width(wording.wan_t(segment.tonnes), VALUE_PX) + text_width(" 万吨", LABEL_PX)
    return max([value, *(text_width(line, LABEL_PX) for line in segment.lines)]) + LABEL_PX


def text_width(words: str, size: float) -> float:
    """About how wide words are: a Chinese character is square, a Latin one a little over half."""
    return sum(size if ord(letter) > 0x2E7F else size * 0.58 for letter in words)
