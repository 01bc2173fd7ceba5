"""What a photograph says of its own time: read where a camera wrote it, and silence for everything else."""

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yajian.evidence.captured import captured

PHOTO = (Path(__file__).parents[1] / "stories" / "files" / "photo-L06.jpg").read_bytes()
TAKEN = "2020-10-29 10:12"


def jpeg(exif: bytes, before: bytes = b"") -> bytes:
    block = b"Exif\0\0" + exif
    return b"\xff\xd8" + before + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + b"\xff\xda\0\x02"


def exif(order: str = ">", moment: bytes = b"2020:10:29 10:12:31\0", tag: int = 0x9003) -> bytes:
    """The camera's block in either byte order, as short as it can be."""
    head = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(order + "L", 8)
    outer = struct.pack(order + "HHHLLL", 1, 0x8769, 4, 1, 26, 0)
    inner = struct.pack(order + "HHHLLL", 1, tag, 2, len(moment), 44, 0)
    return head + outer + inner + moment


def test_a_photograph_says_when_it_was_taken() -> None:
    assert captured(PHOTO) == TAKEN


@pytest.mark.parametrize("order", ["<", ">"])
def test_either_byte_order_is_read_and_other_notes_before_it_are_passed_over(order: str) -> None:
    assert captured(jpeg(exif(order))) == TAKEN
    note = b"\xff\xe0\0\x07JFIF\0"
    assert captured(jpeg(exif(order), before=note)) == TAKEN


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8",
        b"\xff\xd8\xff\xda\0\x02",
        b"%PDF-1.4 %%EOF",
        jpeg(b""),
        jpeg(b"XX\0*\0\0\0\x08"),
        jpeg(exif(tag=0x0132)),  # when the file was last changed is not when it was taken
        jpeg(exif(moment=b"0000:00:00\0")),
        jpeg(exif(moment=b"\xd2\xbb\0")),
    ],
)
def test_what_says_nothing_is_silence_and_never_a_fault(content: bytes) -> None:
    assert captured(content) is None


@given(st.data())
def test_no_bytes_however_twisted_make_it_stumble(data: st.DataObject) -> None:
    twisted = bytearray(PHOTO[:200])
    for place in data.draw(st.lists(st.integers(0, 199), max_size=8)):
        twisted[place] = data.draw(st.integers(0, 255))
    captured(bytes(twisted[: data.draw(st.integers(0, 200))]))
