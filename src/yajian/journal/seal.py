"""A digest of every page of the database file, taken when nobody writes.

Verification of the bodies covers every byte that means something. A database file also holds bytes that
mean nothing (free space, left-overs of moved cells); the seal lets a flip in those be found as well. It
speaks for the file as it was after one certain commit and is silent once there was another.
"""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec

from yajian.journal.home import sync_folder
from yajian.journal.store import Finding

PAGE = 4096
_DIGITS = 16  # hex digits kept per page: enough against accident; against intent, a head kept elsewhere


class _Seal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    v: int
    commit: int  # SQLite's own count of commits, from the file's header
    size: int
    pages: str  # _DIGITS a page
    check: str  # SHA-256 of the four above


def write(database: Path, seal: Path) -> None:
    """Seal the file as it lies. The caller holds the turn, and no statement is running."""
    made = _seal(database)
    beside = seal.with_name(seal.name + ".tmp")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600), "wb") as file:
        file.write(msgspec.json.encode(made))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(seal)
    sync_folder(seal.parent)


def read(seal: Path) -> _Seal | Finding | None:
    """The seal, what is wrong with the seal file itself, or None if there is none."""
    try:
        kept = msgspec.json.decode(seal.read_bytes(), type=_Seal)
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Finding(kind="seal.altered", where=seal.name, saw="封存记录本身已损坏；账簿内容另行核对")
    if kept.check != _check(kept):
        return Finding(kind="seal.altered", where=seal.name, saw="封存记录本身被改过；账簿内容另行核对")
    return kept


def findings(database: Path, seal: Path) -> Iterator[Finding]:
    """What differs from the seal, page by page. The caller holds the turn."""
    with database.open("rb") as file:
        header = file.read(100)
    if header[24:28] != header[92:96]:
        where = f"{database.name} 第24-27、92-95字节"
        yield Finding(kind="file.header", where=where, saw="文件头里两处提交计数不相同")
    kept = read(seal)
    if isinstance(kept, Finding):
        yield kept
    elif kept is not None and kept.commit == _commits(header):
        yield from _differences(kept, _seal(database), database.name)


def is_current(database: Path, seal: Path) -> bool:
    """Whether the seal speaks for the file's latest commit; if not, bytes that mean nothing go unchecked."""
    kept = read(seal)
    with database.open("rb") as file:
        return isinstance(kept, _Seal) and kept.commit == _commits(file.read(100))


def _differences(kept: _Seal, found: _Seal, name: str) -> Iterator[Finding]:
    if found.size != kept.size:
        saw = f"文件长 {found.size} 字节，封存时是 {kept.size} 字节"
        yield Finding(kind="file.size", where=name, saw=saw)
    for first in range(0, min(found.size, kept.size), PAGE):
        digits = slice(first // PAGE * _DIGITS, (first // PAGE + 1) * _DIGITS)
        if kept.pages[digits] != found.pages[digits]:
            where = f"{name} 第{first}-{min(first + PAGE, found.size) - 1}字节"
            yield Finding(kind="file.page", where=where, saw=f"第{first // PAGE + 1}页与封存时不同")


def _seal(database: Path) -> _Seal:
    with database.open("rb") as file:
        commit = _commits(file.read(100))
        file.seek(0)
        pages = "".join(sha256(page).hexdigest()[:_DIGITS] for page in iter(lambda: file.read(PAGE), b""))
        made = _Seal(v=1, commit=commit, size=file.tell(), pages=pages, check="")
    return msgspec.structs.replace(made, check=_check(made))


def _check(seal: _Seal) -> str:
    return sha256(f"{seal.v} {seal.commit} {seal.size} {seal.pages}".encode()).hexdigest()


def _commits(header: bytes) -> int:
    return int.from_bytes(header[24:28], "big")
