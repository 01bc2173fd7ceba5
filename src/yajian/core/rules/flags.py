"""When two pictures are one, and what the books hold of pictures."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from yajian.core.facts.acceptance import LevelChecked
from yajian.core.facts.closure import ConditionRecorded
from yajian.core.programme import Programme
from yajian.core.words import SMALLEST_SIDE, Digest, Lack, Picture, Request, Seq

# Of the 64 bits of a look, so many may differ. Of 97 pictures (80 drawn yards, 17 photographs), 4,656 pairs of different ones
# differed by 12 or more, while smaller, recompressed, lighter and darker copies, and copies with up to a twentieth trimmed
# off, differed by 9 or fewer. tests/evidence/test_pictures.py keeps measuring.
ALIKE_BITS = 10
_MOST = 20  # entries named for one picture; more say nothing more


def alike(one: Picture, other: Picture) -> bool:
    """Whether two pictures are the same, or one was made of the other; turned to its mirror image, too."""
    if one.digest == other.digest:
        return True
    if not one.looks or not other.looks:
        return False
    pairs = ((one.looks, other.looks), (one.mirrored, other.looks), (other.mirrored, one.looks))
    return any(this and (_near(this[0], that) or _near(that[0], this)) for this, that in pairs)


def showing(request: Request[Any]) -> tuple[Digest, ...]:
    """The files that may stand as evidence of what was seen: all but pictures that show nothing."""
    empty = {one.digest for one in request.pictures if one.lacks}
    return tuple(file for file in request.evidence if file not in empty)


def seen(request: Request[Any]) -> tuple[Digest, ...]:
    """The files on which somebody sees how it stands: pictures and scans. Words that say so are no evidence of it."""
    return tuple(file for file in showing(request) if file not in request.written)


def nothing_shown(request: Request[Any]) -> str:
    """Why the pictures show nothing, to be said where something had to be shown; empty where there are none such."""
    why = dict.fromkeys(_LACKS[one.lacks] for one in request.pictures if one.lacks)
    return f"附的照片看不出东西：{'、'.join(why)}" if why else ""


def nothing_seen(request: Request[Any]) -> str:
    """The same where something had to be seen, which is on no text and no table."""
    words = f"附的文字、表格（{len(request.written)}份）看不出现场" if request.written else ""
    return "；".join(filter(None, (words, nothing_shown(request))))


_LACKS: Mapping[Lack, str] = {"size": f"短边不到{SMALLEST_SIDE}个像素", "sight": "整张几乎是一种颜色"}


def _near(whole: str, parts: tuple[str, ...]) -> bool:
    seen = int(whole, 16)
    return any((seen ^ int(part, 16)).bit_count() <= ALIKE_BITS for part in parts)


def compared(programme: Programme, pictures: tuple[Picture, ...]) -> tuple[Picture, ...]:
    """The pictures of an entry about to be made, each with the earlier entries that hold one like it."""
    if not pictures:
        return ()
    earlier = tuple(pictured(programme))
    return tuple(
        msgspec.structs.replace(
            one,
            like=tuple(seq for seq, held in earlier if any(alike(one, each) for each in held))[:_MOST],
            mirrored=(),
        )
        for one in pictures
    )


def pictured(programme: Programme) -> Iterator[tuple[Seq, tuple[Picture, ...]]]:
    """Every entry that ever held pictures, whether it stands or not."""
    for line in programme.closures.conditions.values():
        for entry in line.entries:
            if isinstance(entry.value, ConditionRecorded) and entry.value.pictures:
                yield entry.seq, entry.value.pictures
    for seen in programme.flags.activities.values():
        yield from ((one.seq, one.value.pictures) for one in seen.entries if one.value.pictures)
    for paid in programme.visits.paid.values():
        yield from ((one.seq, one.value.pictures) for one in paid.entries if one.value.pictures)
    for said in programme.acceptance.parts.values():
        for told in said.entries:
            if isinstance(told.value, LevelChecked) and told.value.pictures:
                yield told.seq, told.value.pictures
