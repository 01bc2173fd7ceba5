"""The process that opens pictures others made: limited in memory and time, it knows nothing but the paths it is given.

`python -m yajian.evidence.picture_worker`: the job on stdin, what was seen on stdout.
"""

import contextlib
import resource
import sys
from pathlib import Path

import msgspec

from yajian.core.words import Lack
from yajian.evidence.captured import captured

_MEMORY = 768 * 1024 * 1024  # bytes of address space
_SECONDS = 40  # of processor time
_ENOUGH = (640, 640)  # a JPEG is decoded no larger than this needs
_GPS, _LATITUDE, _LONGITUDE = 0x8825, (1, 2), (3, 4)


class Job(msgspec.Struct, frozen=True):
    paths: tuple[str, ...]


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What one picture is like, and what its camera wrote beside it."""

    looks: tuple[str, ...] = ()
    mirrored: tuple[str, ...] = ()
    lacks: Lack = ""
    taken_at: str = ""
    latitude_e6: int | None = None
    longitude_e6: int | None = None


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    job = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Job)
    sys.stdout.buffer.write(msgspec.msgpack.encode(tuple(see(Path(path)) for path in job.paths)))


def see(path: Path) -> Seen | None:
    """None: it cannot be read."""
    from PIL import Image, UnidentifiedImageError  # only this process ever opens a picture

    from yajian.evidence.looks import lacks, looks, mirrored

    Image.MAX_IMAGE_PIXELS = None  # whoever asked has looked at the size
    try:
        with Image.open(path, formats=("JPEG", "PNG")) as picture:
            latitude, longitude = _place(picture)
            size = picture.size
            picture.draft("L", _ENOUGH)
            return Seen(
                looks=looks(picture),
                mirrored=mirrored(picture),
                lacks=lacks(picture, size),
                taken_at=captured(path.read_bytes()) or "",
                latitude_e6=latitude,
                longitude_e6=longitude,
            )
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError, ZeroDivisionError):
        return None


def _place(picture: object) -> tuple[int | None, int | None]:
    """Where the camera says it was, in millionths of a degree."""
    place: dict[int, object] = {}
    with contextlib.suppress(Exception):  # what others wrote there may be anything
        place = dict(picture.getexif().get_ifd(_GPS))  # type: ignore[attr-defined]
    return _degrees(place, *_LATITUDE, 90), _degrees(place, *_LONGITUDE, 180)


def _degrees(place: dict[int, object], side: int, tag: int, most: int) -> int | None:
    try:
        degrees, minutes, seconds = (float(one) for one in place[tag])  # type: ignore[attr-defined]
        found = round((degrees + minutes / 60 + seconds / 3600) * 1_000_000)
    except (KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return (-found if place.get(side) in ("S", "W") else found) if 0 <= found <= most * 1_000_000 else None


if __name__ == "__main__":
    main()
