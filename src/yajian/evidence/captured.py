"""When a photograph says it was taken. The camera's own word, no proof: whoever holds the file could have set it."""

import re
import struct
from struct import unpack_from

_HEAD = 256 * 1024  # bytes; cameras write this near the beginning
_EXIF_FOLDER, _TAKEN = 0x8769, 0x9003  # tags: where the camera's own part lies, and DateTimeOriginal
_APP1, _PICTURE = 0xE1, (0xD9, 0xDA)  # segments: a camera's notes; end, or the picture itself begins
_MOMENT = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d):\d\d")


def captured(content: bytes) -> str | None:
    """`2020-10-29 10:12` as a JPEG's camera wrote it, in the camera's own time; None if it says nothing."""
    try:
        exif = _exif(content[:_HEAD])
        return _taken(exif) if exif is not None else None
    except (struct.error, UnicodeDecodeError):
        return None


def _exif(content: bytes) -> bytes | None:
    """The block the camera wrote, found segment by segment."""
    if not content.startswith(b"\xff\xd8"):
        return None
    place = 2
    while True:
        mark, marker, size = unpack_from(">BBH", content, place)
        if mark != 0xFF or marker in _PICTURE:
            return None
        block = content[place + 4 : place + 2 + size]
        if marker == _APP1 and block.startswith(b"Exif\0\0"):
            return block[6:]
        place += 2 + size


def _taken(exif: bytes) -> str | None:
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return None
    (first,) = unpack_from(order + "L", exif, 4)
    folder = _entry(exif, order, first, _EXIF_FOLDER)
    if folder is None:
        return None
    (inner,) = unpack_from(order + "L", exif, folder + 8)
    taken = _entry(exif, order, inner, _TAKEN)
    if taken is None:
        return None
    count, where = unpack_from(order + "LL", exif, taken + 4)
    found = _MOMENT.match(exif[where : where + min(count, 20)].decode("ascii"))
    return f"{found[1]}-{found[2]}-{found[3]} {found[4]}" if found is not None else None


def _entry(exif: bytes, order: str, folder: int, tag: int) -> int | None:
    """Where the entry of a tag lies in a folder."""
    (count,) = unpack_from(order + "H", exif, folder)
    for number in range(count):
        place = folder + 2 + 12 * number
        if unpack_from(order + "H", exif, place) == (tag,):
            return place
    return None
