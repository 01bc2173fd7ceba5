"""What the photographs among the evidence are like. Somebody else's pictures are opened in a process that may die of them.

Nothing here declines anything: a picture that cannot be read is kept as any other file, and is compared with nothing.
"""

import os
import struct
import subprocess
import sys
from collections.abc import Iterable
from struct import unpack_from

import msgspec

from yajian.core.words import Digest, Picture
from yajian.evidence.kinds import Kind
from yajian.evidence.picture_worker import Job, Seen
from yajian.evidence.store import Evidence, Fault

_WRITTEN = frozenset({Kind.TEXT, Kind.XLSX, Kind.DOCX})
_WAIT = 60  # seconds by the clock on the wall, for all pictures of one entry
_HEAD = 1024 * 1024  # bytes in which a picture says how large it is
_PIXELS = 150_000_000  # the largest telephones make a hundred and eight million
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the markers that open a JPEG's picture


def pictures(evidence: Evidence, files: Iterable[Digest]) -> tuple[Picture, ...]:
    """Those of the files that are pictures and can be read, in their order."""
    found = [file for file in dict.fromkeys(files) if _worth_opening(evidence, file)]
    seen = _look(Job(paths=tuple(str(evidence.path(file)) for file in found))) if found else ()
    return tuple(
        Picture(
            digest=file,
            looks=one.looks,
            mirrored=one.mirrored,
            lacks=one.lacks,
            taken_at=one.taken_at,
            latitude_e6=one.latitude_e6,
            longitude_e6=one.longitude_e6,
        )
        for file, one in zip(found, seen, strict=False)
        if one is not None
    )


def written(evidence: Evidence, files: Iterable[Digest]) -> tuple[Digest, ...]:
    """Those of the files that are text, tables or documents: on them nobody sees an oven."""
    return tuple(file for file in dict.fromkeys(files) if _kind(evidence, file) in _WRITTEN)


def _kind(evidence: Evidence, file: Digest) -> Kind | None:
    try:
        return evidence.kind(file)
    except (OSError, ValueError, Fault):
        return None  # what is not kept is refused as such


def _worth_opening(evidence: Evidence, file: Digest) -> bool:
    """Whether it says that it is a picture of a size that a camera makes."""
    try:
        with evidence.path(file).open("rb") as opened:
            size = _size(opened.read(_HEAD))
    except (OSError, Fault):
        return False
    return size is not None and 0 < size[0] * size[1] <= _PIXELS


def _size(content: bytes) -> tuple[int, int] | None:
    """Width and height, as a PNG or a JPEG says in its head."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = unpack_from(">LL", content, 16)
            return width, height
        place = 2 if content.startswith(b"\xff\xd8") else len(content)
        while True:
            mark, marker, length = unpack_from(">BBH", content, place)
            if mark != 0xFF:
                return None
            if marker in _FRAMES:
                height, width = unpack_from(">HH", content, place + 5)
                return width, height
            place += 2 + length
    except struct.error:
        return None


def _look(job: Job) -> tuple[Seen | None, ...]:
    """What the worker saw; nothing of a batch that was too much for it."""
    environment = {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ.get("PATH", "")}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "yajian.evidence.picture_worker"],
            input=msgspec.msgpack.encode(job),
            capture_output=True,
            env=environment,
            timeout=_WAIT,
            check=True,
        )
        return msgspec.msgpack.decode(done.stdout, type=tuple[Seen | None, ...])
    except (OSError, subprocess.SubprocessError, msgspec.MsgspecError):
        return ()
