"""The county shapes that stand beside a plan file, if any: a sketch to find one's way by, not a map of record."""

import json
from functools import cache

from yajian.planfile.shipped import shipped
from yajian.web.drawing.maps import Ground, ground


@cache
def of(programme: str) -> Ground | None:
    """The shapes for a programme: the shipped map whose `programme` member names it; none if there is none."""
    for file in sorted(shipped().glob("*/map.geojson")):
        shapes = json.loads(file.read_text(encoding="utf-8"))
        if shapes.get("programme") == programme:
            return ground(shapes)
    return None
