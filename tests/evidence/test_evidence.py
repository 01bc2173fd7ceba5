import os
import threading
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random
from typing import BinaryIO

import pytest

from tests.evidence.samples import KEPT, NOT_KEPT, PDF, TEXT, png
from yajian.core.words import Digest
from yajian.evidence import Evidence, EvidenceRefused, Fault, Kind, NotKept
from yajian.evidence.disk import Disk


@pytest.fixture
def room(tmp_path: Path) -> Evidence:
    return Evidence(tmp_path)


def everything(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", KEPT)
def test_what_is_kept_comes_back_to_the_byte_under_its_digest(room: Evidence, kind: str) -> None:
    digest = room.put_bytes(KEPT[kind])
    assert digest == sha256(KEPT[kind]).hexdigest()
    assert room.read(digest) == KEPT[kind]
    assert room.holds(digest)
    assert list(room.digests()) == [digest]


def test_the_kind_is_told_by_content_alone(room: Evidence) -> None:
    told = {name: room.kind(room.put_bytes(content)) for name, content in KEPT.items()}
    assert told == {
        "pdf": Kind.PDF,
        "png": Kind.PNG,
        "jpeg": Kind.JPEG,
        "xlsx": Kind.XLSX,
        "docx": Kind.DOCX,
        "text": Kind.TEXT,
        "bom": Kind.TEXT,
    }


@pytest.mark.parametrize("kind", NOT_KEPT)
def test_what_is_of_no_accepted_kind_is_refused_and_leaves_nothing_behind(
    room: Evidence, tmp_path: Path, kind: str
) -> None:
    with pytest.raises(EvidenceRefused, match="PDF、PNG、JPEG、XLSX、DOCX") as refused:
        room.put_bytes(NOT_KEPT[kind])
    assert refused.value.refusal.code == "evidence.kind-not-kept"
    assert everything(tmp_path) == []


def test_an_empty_file_is_refused(room: Evidence, tmp_path: Path) -> None:
    with pytest.raises(EvidenceRefused, match="附件是空的") as refused:
        room.put_bytes(b"")
    assert refused.value.refusal.code == "evidence.empty"
    assert everything(tmp_path) == []


@pytest.mark.parametrize(("size", "kept"), [(1000, True), (1001, False), (5_000_000, False)])
def test_the_limit_holds_to_the_byte_and_reading_stops_soon_after_it(
    tmp_path: Path, size: int, kept: bool
) -> None:
    room, source = Evidence(tmp_path, limit=1000), BytesIO(b"x" * size)
    if kept:
        assert room.holds(room.put(source))
        return
    with pytest.raises(EvidenceRefused, match="附件超过 1000 字节") as refused:
        room.put(source)
    assert refused.value.refusal.code == "evidence.too-large"
    assert source.tell() <= 1 << 20
    assert everything(tmp_path) == []


def test_the_ordinary_limit_is_thirty_megabytes(room: Evidence) -> None:
    with pytest.raises(EvidenceRefused, match="附件超过 30 MB"):
        room.put_bytes(b"x" * (30 * 1024 * 1024 + 1))


def test_a_file_is_private_and_lies_at_the_place_its_digest_says(room: Evidence, tmp_path: Path) -> None:
    digest = room.put_bytes(PDF)
    assert everything(tmp_path) == [f"{digest[:2]}/{digest[2:]}"]
    for path in (room.path(digest), room.path(digest).parent):
        assert path.stat().st_mode & 0o077 == 0


def test_putting_the_same_file_again_keeps_one(room: Evidence, tmp_path: Path) -> None:
    assert room.put_bytes(PDF) == room.put_bytes(PDF)
    assert len(everything(tmp_path)) == 1


def test_many_threads_may_put_the_same_files_at_once(room: Evidence, tmp_path: Path) -> None:
    contents = [b"%d" % number for number in range(8)]
    threads = [
        threading.Thread(target=lambda: [room.put_bytes(content) for content in contents]) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(everything(tmp_path)) == 8
    assert list(room.scrub()) == []


def test_a_file_that_is_missing_is_a_loud_error_naming_the_digest(room: Evidence) -> None:
    digest = room.put_bytes(PDF)
    room.path(digest).unlink()
    assert not room.holds(digest)
    for look in (room.read, room.check, room.kind):
        with pytest.raises(Fault, match=f"{digest} 不见了") as fault:
            look(digest)
        assert fault.value.kind == "missing"


def test_every_flipped_bit_is_a_loud_error_naming_the_digest_and_the_file(room: Evidence) -> None:
    digest = room.put_bytes(png())
    path, chance = room.path(digest), Random(1)
    good = path.read_bytes()
    for _ in range(300):
        bad = bytearray(good)
        place = chance.randrange(len(bad) * 8)
        bad[place // 8] ^= 1 << place % 8
        path.write_bytes(bad)
        with pytest.raises(Fault, match=f"{digest} 的内容与入库时不同.*{digest[:2]}/{digest[2:]}"):
            room.read(digest)
        assert [(fault.digest, fault.kind) for fault in room.scrub()] == [(digest, "altered")]
    path.write_bytes(good)
    assert list(room.scrub()) == []


def test_putting_a_good_copy_heals_a_damaged_one(room: Evidence) -> None:
    digest = room.put_bytes(PDF)
    room.path(digest).write_bytes(b"rotten")
    assert room.put_bytes(PDF) == digest
    assert room.read(digest) == PDF


def test_a_stranger_among_the_files_is_named(room: Evidence, tmp_path: Path) -> None:
    digest = room.put_bytes(PDF)
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / digest[:2] / "copy.pdf").write_bytes(PDF)
    assert [(fault.kind, fault.digest) for fault in room.scrub()] == [
        ("stray", f"{digest[:2]}/copy.pdf"),
        ("stray", "notes.txt"),
    ]
    assert list(room.digests()) == [digest]


def test_only_a_digest_is_ever_made_into_a_path(room: Evidence) -> None:
    for name in ("../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n", "a" * 62 + "/.", ""):
        assert not room.holds(name)
        with pytest.raises(ValueError, match="not a digest"):
            room.read(Digest(name))


def test_restoring_takes_only_bytes_that_have_the_digest(room: Evidence) -> None:
    digest = Digest(sha256(b"\x7fELF").hexdigest())
    room.take(digest, b"\x7fELF")  # of a kind not kept today: what was kept once is kept
    assert room.read(digest) == b"\x7fELF"
    with pytest.raises(Fault, match="来源文件内容与其摘要不符"):
        room.take(digest, b"other")


def test_what_an_interrupted_upload_left_is_removed_after_a_day_and_is_no_stranger(
    room: Evidence, tmp_path: Path
) -> None:
    young, old = tmp_path / ".incoming-1", tmp_path / ".incoming-2"
    for path in (young, old):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert list(room.scrub()) == []
    assert room.tidy() == 1
    assert everything(tmp_path) == [".incoming-1"]


# The disk fails --------------------------------------------------------------------------------------


class Failing(Disk):
    """Fails at the n-th call, before or half-way through what it was asked."""

    def __init__(self, nth: int, error: OSError) -> None:
        self.left, self.error = nth, error

    def _count(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise self.error

    def make_folder(self, path: Path) -> None:
        self._count()
        super().make_folder(path)

    def create(self, path: Path) -> BinaryIO:
        self._count()
        file = super().create(path)
        counted = self._count
        written = file.write

        class Counted:
            def __getattr__(self, name: str) -> object:
                return getattr(file, name)

            def __enter__(self) -> "Counted":
                return self

            def __exit__(self, *_: object) -> None:
                file.close()

            def write(self, data: bytes) -> int:
                written(data[: len(data) // 2])
                counted()
                file.seek(-(len(data) // 2), 1)
                return written(data)

        return Counted()  # type: ignore[return-value]

    def sync(self, file: BinaryIO) -> None:
        self._count()
        super().sync(file)

    def rename(self, source: Path, target: Path) -> None:
        self._count()
        super().rename(source, target)

    def sync_folder(self, path: Path) -> None:
        self._count()
        super().sync_folder(path)

    def sync_path(self, path: Path) -> None:
        self._count()
        super().sync_path(path)


@pytest.mark.parametrize("before", [False, True], ids=["new", "there already"])
@pytest.mark.parametrize(
    ("code", "sentence"), [(28, "磁盘已满，附件没有存下。请先腾出空间"), (5, "磁盘读写出错")]
)
def test_whichever_call_fails_the_file_is_kept_whole_or_not_acknowledged(
    tmp_path: Path, code: int, sentence: str, before: bool
) -> None:
    digest = sha256(TEXT).hexdigest()
    for nth in range(1, 20):
        root = tmp_path / str(nth)
        root.mkdir()
        if before:
            Evidence(root).put_bytes(TEXT)
        room = Evidence(root, disk=Failing(nth, OSError(code, os.strerror(code))))
        try:
            room.put_bytes(TEXT)
            break
        except NotKept as error:
            told = str(error)
        assert sentence in told
        assert [name for name in everything(root) if ".incoming" in name] == []
        assert list(room.scrub()) == []
        assert Evidence(root).put_bytes(TEXT) == digest
        assert Evidence(root).read(Digest(digest)) == TEXT
    assert nth >= 6


def test_a_source_that_breaks_off_leaves_nothing(room: Evidence, tmp_path: Path) -> None:
    class BreaksOff(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise OSError(5, "connection reset")
            return super().read(3)

    with pytest.raises(NotKept):
        room.put(BreaksOff(b"abcdef"))
    assert everything(tmp_path) == []
