"""The county map: outlines drawn once from a plan's shapes, then shaded by tonnes."""

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec

from yajian.core.reports import wording
from yajian.web.drawing.lengths import short

Point = tuple[float, float]
Ring = list[Point]

STEPS_T = (1, 100_000, 500_000, 2_000_000)  # where the next darker step begins
MAP_WIDTH = 600
MAP_MARGIN = 8
TOLERANCE = 0.4  # of a unit of the drawing: what the eye does not miss


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """One county on paper: its outline in SVG's words, and where its name goes."""

    name: str
    path: str
    x: str
    y: str


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """A map with nothing on it yet. Drawing it takes a moment: draw it once, and shade it often."""

    view_box: str
    outlines: tuple[Outline, ...]


class CountyShape(msgspec.Struct, frozen=True, kw_only=True):
    """One county as drawn. `step` 0 has nothing to cut; the higher, the darker."""

    outline: Outline
    tonnes: int
    step: int
    href: str  # empty: not a link
    title: str


class LegendStep(msgspec.Struct, frozen=True):
    step: int
    words: str


class CountyMap(msgspec.Struct, frozen=True, kw_only=True):
    view_box: str
    shapes: tuple[CountyShape, ...]
    legend: tuple[LegendStep, ...]
    summary: str


def ground(geojson: Mapping[str, Any]) -> Ground:
    """The outlines of a map whose features have a `name`, and a `cp` where the name is to stand.

    Equirectangular: a degree of longitude is cos(latitude) of a degree of latitude, true enough over a city.
    """
    features = geojson["features"]
    rings = [_rings(feature["geometry"]) for feature in features]
    project, height = _projection([point for each in rings for ring in each for point in ring])
    outlines = []
    for feature, each in zip(features, rings, strict=True):
        x, y = project(_label_point(feature["properties"], each))
        lines = "".join(path([project(point) for point in ring]) for ring in each)
        outlines.append(Outline(name=feature["properties"]["name"], path=lines, x=short(x), y=short(y)))
    return Ground(view_box=f"0 0 {MAP_WIDTH} {height}", outlines=tuple(outlines))


def county_map(
    ground: Ground,
    tonnes: Mapping[str, int],
    links: Mapping[str, str] = MappingProxyType({}),
    steps_t: Sequence[int] = STEPS_T,
) -> CountyMap:
    """The counties of a map shaded by tonnes, by name; those with a link lead somewhere."""
    shapes = tuple(
        CountyShape(
            outline=outline,
            tonnes=tonnes.get(outline.name, 0),
            step=step(tonnes.get(outline.name, 0), steps_t),
            href=links.get(outline.name, ""),
            title=f"{outline.name}：{_task(tonnes.get(outline.name, 0))}",
        )
        for outline in ground.outlines
    )
    named = sorted((shape for shape in shapes if shape.tonnes), key=lambda shape: -shape.tonnes)
    words = "，".join(f"{shape.outline.name} {wording.wan_t(shape.tonnes)} 万吨" for shape in named)
    return CountyMap(
        view_box=ground.view_box, shapes=shapes, legend=legend(steps_t), summary=words or "各县均无列名任务"
    )


def _task(tonnes: int) -> str:
    return f"列入清单 {wording.wan_t(tonnes)} 万吨" if tonnes else "无列名任务"


def step(tonnes: int, steps_t: Sequence[int] = STEPS_T) -> int:
    """How dark: 0 for nothing, then one more at each threshold."""
    return sum(tonnes >= threshold for threshold in steps_t)


def legend(steps_t: Sequence[int] = STEPS_T) -> tuple[LegendStep, ...]:
    """The steps in words, darkest first, in 万吨."""
    words = [LegendStep(len(steps_t), f"{wording.wan_t(steps_t[-1])} 及以上")]
    for index in range(len(steps_t) - 1, 0, -1):
        low, high = steps_t[index - 1], wording.wan_t(steps_t[index])
        words.append(LegendStep(index, f"{wording.wan_t(low)} 至不足 {high}" if low > 1 else f"不足 {high}"))
    return (*words, LegendStep(0, "无列名任务"))


def _rings(geometry: Mapping[str, Any]) -> list[Ring]:
    """Every ring of a polygon or of several; holes are rings like others, drawn by even and odd."""
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [[(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]


def _label_point(properties: Mapping[str, Any], rings: list[Ring]) -> Point:
    """Where the name goes: `cp` if the map says, else the middle of the longest ring."""
    if "cp" in properties:
        return properties["cp"][0], properties["cp"][1]
    longest = max(rings, key=len)
    return sum(x for x, _ in longest) / len(longest), sum(y for _, y in longest) / len(longest)


def _projection(points: Sequence[Point]) -> tuple[Callable[[Point], Point], int]:
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = (MAP_WIDTH - 2 * MAP_MARGIN) / ((east - west) * squeeze)

    def project(point: Point) -> Point:
        return (
            MAP_MARGIN + (point[0] - west) * squeeze * scale,
            MAP_MARGIN + (north - point[1]) * scale,
        )

    return project, math.ceil((north - south) * scale + 2 * MAP_MARGIN)


def path(ring: Ring) -> str:
    """A closed outline in SVG's words, without the points nobody would see."""
    points = [(round(x, 1), round(y, 1)) for x, y in simplified(ring)]
    start, *rest = [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]
    words, (x, y) = [f"M{short(start[0])} {short(start[1])}"], start
    for to_x, to_y in rest:
        words.append(f"l{short(to_x - x)} {short(to_y - y)}")
        x, y = to_x, to_y
    return "".join(words) + "z"


def simplified(ring: Ring, tolerance: float = TOLERANCE) -> Ring:
    """Douglas–Peucker: a point stays only if the line without it would miss it by more than the tolerance."""
    keep = {0, len(ring) - 1}
    spans = [(0, len(ring) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        distance, farthest = max((_off(ring[i], ring[first], ring[last]), i) for i in range(first + 1, last))
        if distance > tolerance:
            keep.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [ring[index] for index in sorted(keep)]


def _off(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from the line between two others; from the point itself when they are one."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = math.hypot(x2 - x1, y2 - y1)
    if length == 0:
        return math.hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
