"""Drawings: what is drawn adds up, lands where it should, and says the same in words."""

import json
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yajian.core.rules.utilities import Balance, ClassLine, Kept, Stretch, measure
from yajian.planfile import load
from yajian.web.drawing import Piece, Segment, balance, bar, county_map, curve, ground
from yajian.web.drawing.balances import BOTTOM, TOP
from yajian.web.drawing.bars import KINDS, ROOM_PX, text_width
from yajian.web.drawing.lengths import percent, short
from yajian.web.drawing.maps import MAP_WIDTH, legend, simplified, step

PLANS = Path(__file__).resolve().parents[2] / "plans"


def segment(tonnes: int, *lines: str) -> Segment:
    return Segment(tonnes=tonnes, pieces=(Piece("todo", tonnes),), lines=lines)


def of(width: str) -> float:
    return float(width.removesuffix("%"))


# Balances -----------------------------------------------------------------------------------------


def struck(draw: Any) -> Balance:
    """Some classes over some stretches of days, each with what it needs and what is there for all."""
    classes = draw(st.integers(1, 3))
    lengths = draw(st.lists(st.integers(1, 150), min_size=1, max_size=5))
    begins, stretches = date(2020, 10, 31), []
    for length in lengths:
        there = draw(st.integers(0, 200_000))
        left, lines = there, []
        for order in range(classes):
            needed = draw(st.integers(0, 90_000))
            lines.append(ClassLine(consumer=f"c{order}", label=f"类{order}", needed=needed, available=left))
            left = max(left - needed, 0)
        ends = begins + timedelta(days=length - 1)
        stretches.append(
            Stretch(begins=begins, ends=ends, in_season=False, available=there, classes=tuple(lines))
        )
        begins = ends + timedelta(days=1)
    utility = load(PLANS / "shifan-2019" / "plan.yaml").utilities["gas"]
    kept = Kept(supplies=(), demands=(), alternatives=(), agreements=(), seasons=())
    return Balance(
        utility=utility, measure=measure(utility), kept=kept, stops=0, remains=0, stretches=tuple(stretches)
    )


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_balance_stacks_what_each_class_needs_and_hatches_what_is_short_of_it(data: Any) -> None:
    found = struck(data.draw)
    drawn = balance(found)
    height = sum(float(box.height) for box in drawn.boxes)
    needed = sum(line.needed for one in found.stretches for line in one.classes)
    top = int(float(drawn.grid[-1].words) * found.measure.factor)
    assert height == pytest.approx(needed / top * (BOTTOM - TOP), abs=0.06 * max(len(drawn.boxes), 1))
    short_of = sum(-line.balance for one in found.stretches for line in one.short)
    hatched = sum(float(box.height) for box in drawn.boxes if box.kind == "short")
    assert hatched == pytest.approx(short_of / top * (BOTTOM - TOP), abs=0.06 * max(len(drawn.boxes), 1))
    assert all(TOP - 0.1 <= float(line.y1) <= BOTTOM + 0.1 for line in drawn.there)
    assert 2 <= len(drawn.grid) <= 7
    assert of(drawn.there[-1].x2) == 99
    assert [of(one.x2) for one in drawn.there[:-1]] == [of(one.x1) for one in drawn.there[1:]]


# Bars ---------------------------------------------------------------------------------------------


def test_a_bar_is_divided_as_the_tonnes_are() -> None:
    drawn = bar([segment(1_080_000), segment(300_000), segment(1_870_000)])
    assert [piece.width for piece in drawn.pieces] == ["33.23%", "9.23%", "57.54%"]
    assert drawn.gaps == ("33.23%", "42.46%")


def test_pieces_stand_in_the_order_of_being_done_whatever_order_they_came_in() -> None:
    pieces = tuple(Piece(kind, 10) for kind in reversed(KINDS))
    drawn = bar([Segment(tonnes=100, pieces=pieces)])
    assert [piece.kind for piece in drawn.pieces] == list(KINDS)
    assert [piece.x for piece in drawn.pieces] == ["0%", "10%", "20%", "30%", "40%", "50%"]


def test_a_bar_says_in_words_what_it_shows() -> None:
    pieces = (Piece("shut", 74_500), Piece("unrecorded", 25_500))
    drawn = bar([Segment(tonnes=100_000, pieces=pieces)])
    assert drawn.summary == "已关停待拆除 7.45 万吨，未录入 2.55 万吨"


def test_a_shorter_bar_is_drawn_against_the_longer_whole() -> None:
    assert bar([segment(540_000)], whole=2_160_000).pieces[0].width == "25%"


def test_a_bar_of_nothing_is_empty_and_says_so() -> None:
    drawn = bar([])
    assert (drawn.pieces, drawn.labels, drawn.summary) == ((), (), "没有列入的产能")


def test_labels_that_would_not_fit_give_way_to_the_list() -> None:
    crowded = [segment(10_000, "清单内企业或设施关停的很长说明") for _ in range(6)]
    assert bar(crowded).labels == ()


@given(
    st.lists(st.tuples(st.integers(1, 5_000_000), st.text("关停拆除", max_size=8)), min_size=1, max_size=5)
)
def test_labels_never_overlap_and_never_leave_the_bar(parts: list[tuple[int, str]]) -> None:
    drawn = bar([segment(tonnes, line) for tonnes, line in parts])
    edges = [
        (of(label.x) * ROOM_PX / 100, max(text_width(line, 13) for line in label.lines))
        for label in drawn.labels
    ]
    for (left, width), (right, _) in pairwise(edges):
        assert left + width <= right + 0.1
    for left, width in edges:
        assert left >= 0
        assert left + width <= ROOM_PX + 0.1


@given(st.lists(st.integers(1, 5_000_000), min_size=1, max_size=8))
def test_the_pieces_of_a_bar_fill_it(parts: list[int]) -> None:
    drawn = bar([segment(tonnes) for tonnes in parts])
    assert sum(of(piece.width) for piece in drawn.pieces) == pytest.approx(100, abs=0.05)
    assert drawn.kinds == (("todo", "待关停", sum(parts)),)


# The map ------------------------------------------------------------------------------------------


def square(name: str, west: float, south: float, **properties: Any) -> dict[str, Any]:
    corners = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
    return {
        "properties": {"name": name, **properties},
        "geometry": {"type": "Polygon", "coordinates": [corners]},
    }


TWO = {"features": [square("甲县", 110, 34.5), square("乙县", 111, 34.5, cp=[111.25, 34.75])]}


def test_a_degree_of_longitude_is_drawn_shorter_than_one_of_latitude() -> None:
    _, _, width, height = ground(TWO).view_box.split()
    assert int(width) == MAP_WIDTH
    drawn_height = int(height) - 16  # two degrees wide and one high, at 35° north: cos 35° = 0.819
    assert drawn_height / (MAP_WIDTH - 16) == pytest.approx(1 / (2 * 0.819), abs=0.005)


def test_north_is_up_and_west_is_left() -> None:
    first, second = ground(TWO).outlines
    assert first.path.startswith("M8 ")
    assert float(second.x) > float(first.x)
    assert float(second.y) > float(first.y)  # its name stands south of the middle


def test_a_county_is_shaded_by_its_tonnes_and_tells_them() -> None:
    shapes = county_map(ground(TWO), {"甲县": 2_240_000}, {"甲县": "/list"}).shapes
    assert (shapes[0].step, shapes[0].title, shapes[0].href) == (4, "甲县：列入清单 224 万吨", "/list")
    assert (shapes[1].step, shapes[1].title, shapes[1].href) == (0, "乙县：无列名任务", "")


def test_a_map_says_in_words_what_it_shows() -> None:
    drawn = ground(TWO)
    assert county_map(drawn, {"甲县": 70_000, "乙县": 400_000}).summary == "乙县 40 万吨，甲县 7 万吨"
    assert county_map(drawn, {}).summary == "各县均无列名任务"


def test_every_step_is_in_the_legend_once() -> None:
    assert [line.step for line in legend()] == [4, 3, 2, 1, 0]
    assert [line.words for line in legend()] == [
        "200 及以上",
        "50 至不足 200",
        "10 至不足 50",
        "不足 10",
        "无列名任务",
    ]


@pytest.mark.parametrize(
    ("tonnes", "dark"), [(0, 0), (1, 1), (99_999, 1), (100_000, 2), (500_000, 3), (2_000_000, 4)]
)
def test_a_threshold_belongs_to_the_darker_step(tonnes: int, dark: int) -> None:
    assert step(tonnes) == dark


def test_points_nobody_would_see_are_left_out_and_corners_stay() -> None:
    line = [(0.0, 0.0), (5.0, 0.1), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
    assert simplified(line) == [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]


def test_several_polygons_and_holes_are_drawn_in_one_outline() -> None:
    shape = {
        "properties": {"name": "甲县"},
        "geometry": {
            "type": "MultiPolygon",
            "coordinates": [
                square("", 110, 34)["geometry"]["coordinates"],
                square("", 112, 34)["geometry"]["coordinates"],
            ],
        },
    }
    assert ground({"features": [shape]}).outlines[0].path.count("z") == 2


@pytest.mark.parametrize("file", sorted(PLANS.glob("*/map.geojson")), ids=lambda file: file.parent.name)
def test_every_shipped_map_is_drawn_inside_its_frame_and_is_light_to_send(file: Path) -> None:
    drawn = ground(json.loads(file.read_text("utf-8")))
    _, _, width, height = (int(edge) for edge in drawn.view_box.split())
    for outline in drawn.outlines:
        assert 0 <= float(outline.x) <= width
        assert 0 <= float(outline.y) <= height
        assert re.fullmatch(r"(M[-\d. ]+(l[-\d. ]+)+z)+", outline.path)
    assert sum(len(outline.path) for outline in drawn.outlines) < 40_000


# Plan against fact --------------------------------------------------------------------------------

PLANNED = [(date(2019, 10, 31), 1_080_000), (date(2019, 12, 31), 1_380_000), (date(2020, 10, 31), 3_250_000)]


def test_what_was_done_is_not_drawn_for_whoever_may_not_read_it_all() -> None:
    drawn = curve(PLANNED, None, date(2026, 1, 1))
    assert (drawn.done, drawn.end) == ((), None)
    assert drawn.summary.endswith("完成情况不全在查阅范围")
    assert drawn.legend == "完成累计（不全在查阅范围）"


def test_a_fresh_programme_draws_the_plan_alone_and_says_nothing_was_recorded() -> None:
    drawn = curve(PLANNED, (), date(2026, 1, 1))
    assert drawn.planned
    assert (drawn.done, drawn.area, drawn.end) == ((), (), None)
    assert drawn.summary.endswith("2020-10-31 325；尚未录入完成情况")


def test_each_date_of_the_plan_is_marked_with_what_was_due_by_then() -> None:
    drawn = curve(PLANNED, (), date(2020, 1, 1))
    assert [mark.words for mark in drawn.marks] == ["108", "138", "325"]
    assert [mark.words for mark in drawn.grid] == ["0", "100", "200", "300", "400"]


def test_a_later_date_for_the_same_sum_is_not_marked_again() -> None:
    drawn = curve([*PLANNED, (date(2020, 12, 31), 3_250_000)], (), date(2020, 1, 1))
    assert [mark.words for mark in drawn.marks] == ["108", "138", "325"]


def test_what_was_done_after_the_day_asked_about_is_not_drawn() -> None:
    done = [(date(2019, 10, 20), 540_000), (date(2020, 3, 1), 1_080_000)]
    drawn = curve(PLANNED, done, date(2019, 12, 1))
    assert drawn.end is not None
    assert drawn.end.words == "54"
    assert "至 2019-12-01 完成 54 万吨" in drawn.summary


def test_the_done_keeps_level_to_the_day_asked_about() -> None:
    drawn = curve(PLANNED, [(date(2019, 11, 1), 540_000)], date(2020, 6, 1))
    last = drawn.done[-1]
    assert drawn.end is not None
    assert (last.y1, last.y2, last.x2) == (drawn.end.y, drawn.end.y, drawn.end.x)


@given(
    st.lists(st.tuples(st.dates(date(2015, 1, 1), date(2035, 1, 1)), st.integers(0, 90_000_000)), max_size=6),
    st.dates(date(2010, 1, 1), date(2040, 1, 1)),
)
def test_nothing_is_drawn_outside_the_ground(done: list[tuple[date, int]], as_of: date) -> None:
    drawn = curve(PLANNED, sorted(done), as_of)
    for line in (*drawn.planned, *drawn.done):
        assert 8 <= of(line.x1) <= of(line.x2) <= 97
        assert 26 <= float(line.y1) <= 208
    for box in drawn.area:
        assert of(box.x) + of(box.width) <= 97.05
        assert float(box.height) >= 0
    assert len(drawn.ticks) <= 8


def test_a_programme_without_dates_draws_nothing() -> None:
    assert curve((), (), date(2020, 1, 1)).summary == "没有时间节点"


def test_lengths_carry_no_idle_digits() -> None:
    assert (percent(1, 3), percent(1, 2), percent(0, 0)) == ("33.33%", "50%", "0%")
    assert (short(2.0), short(-0.01), short(3.14)) == ("2", "0", "3.1")
