"""How a picture looks, in numbers that survive a smaller copy, another compression, other light and a trimmed edge.

Whether it shows anything at all is told beside it: a picture of a few dots, or of one colour, is nobody's look at an oven.

A difference hash: the picture as nine by eight greys, each compared with its neighbour. Alone it does not survive a trimmed
edge, so it is taken of parts of the picture as well: whoever trims a picture is left with something near one of them.
"""

from collections.abc import Iterator

from PIL import Image

from yajian.core.words import SMALLEST_SIDE, Lack

_SIDE = 8
# What is cut off at left, top, right and bottom, in thousandths. The whole comes first.
_PARTS = (
    (0, 0, 0, 0),
    (25, 25, 25, 25),
    (50, 50, 50, 50),
    (50, 0, 0, 0),
    (0, 50, 0, 0),
    (0, 0, 50, 0),
    (0, 0, 0, 50),
)
_ENOUGH = 320  # dots on the longer side
_WHITE = 200
_FLAT = 16  # between the darkest and the lightest of its greys: below it a picture shows nothing to go by


def looks(picture: Image.Image) -> tuple[str, ...]:
    """One number for each part; none for a picture that shows nothing, such as a covered lens."""
    grey = picture.convert("L")
    grey = grey.reduce(
        max(max(grey.size) // _ENOUGH, 1)
    )  # a quarter of the work, and the same numbers but for a bit
    if _spread(_coarse(grey)) < _FLAT or _is_paper(grey):
        return ()
    return tuple(f"{_difference(part):016x}" for part in _parts(grey))


def mirrored(picture: Image.Image) -> tuple[str, ...]:
    """The numbers of its mirror image: told by the picture, because what is even in it has no side to turn."""
    return looks(picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT))


def lacks(picture: Image.Image, size: tuple[int, int]) -> Lack:
    """What a picture of that size would have to have to show anything."""
    if min(size) < SMALLEST_SIDE:
        return "size"
    grey = picture.convert("L")
    return (
        "sight" if _spread(grey) < _FLAT or (_spread(_coarse(grey)) < _FLAT and not _is_paper(grey)) else ""
    )


def _coarse(grey: Image.Image) -> Image.Image:
    return grey.resize((_SIDE, _SIDE), Image.Resampling.BOX)


def _spread(grey: Image.Image) -> float:
    """How far its darkest is from its lightest."""
    darkest, lightest = grey.getextrema()
    return lightest - darkest if isinstance(darkest, int | float) and isinstance(lightest, int | float) else 0


def _is_paper(grey: Image.Image) -> bool:
    """Whether it is mostly white: two forms filled in alike look alike, and are two papers all the same."""
    dots = grey.histogram()
    return sum(dots[_WHITE:]) * 4 > sum(dots) * 3


def _parts(grey: Image.Image) -> Iterator[Image.Image]:
    width, height = grey.size
    for left, top, right, bottom in _PARTS:
        yield grey.crop(
            (
                width * left // 1000,
                height * top // 1000,
                width - width * right // 1000,
                height - height * bottom // 1000,
            )
        )


def _difference(grey: Image.Image) -> int:
    dots = grey.resize((_SIDE + 1, _SIDE), Image.Resampling.LANCZOS).tobytes()
    found = 0
    for row in range(_SIDE):
        for column in range(_SIDE):
            place = row * (_SIDE + 1) + column
            found = found << 1 | (dots[place] > dots[place + 1])
    return found
