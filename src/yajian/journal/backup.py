"""A backup is a folder whose manifest digests every file in it, in one format whichever store the books lie in.

It counts only when it was read again: the copy's chain is followed before the manifest is written.
"""

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from yajian.core.words import Digest
from yajian.journal import canonical, chain, manifest, sqlite_copy, stores
from yajian.journal.envelope import Head, follow
from yajian.journal.home import Home, make_folder
from yajian.journal.manifest import Declined, Manifest
from yajian.journal.verify import Holdings

JOURNAL = "journal.sqlite3"
EVIDENCE = "evidence"
Tell = Callable[[str], None]


class Keeper(Holdings, Protocol):
    """What backing up asks of the evidence room, at both ends."""

    def read(self, digest: Digest) -> bytes: ...

    def take(self, digest: Digest, content: bytes) -> None: ...


def backup(
    home: Path,
    target: Path,
    rooms: Callable[[Path], Keeper],
    now: datetime,
    tell: Tell,
    database: str = "",
) -> Manifest:
    """Copy the books and all evidence into an empty folder. Raises Declined, Unsafe, or the evidence's fault.

    `rooms` opens the evidence room of a folder. What fails is removed again.
    """
    refuse_unless_empty(target)
    layout = Home(home)
    store = stores.existing(layout, database)
    try:
        make_folder(target)
        tell("复制账簿 …")
        store.copy_to(target / JOURNAL)
        _sync(target / JOURNAL)
        programme, head, root = _follow(target / JOURNAL)
        tell(f"账簿 {head.seq} 条，复制附件 …")
        copy_evidence(rooms(layout.evidence), rooms(_room(target / EVIDENCE)))
        made = Manifest(
            made_at=canonical.instant(now),
            programme=programme,
            head=head,
            root=root,
            files=manifest.describe(target),
        )
        return manifest.write(target, made)
    except BaseException:
        _empty(target)
        raise
    finally:
        store.close()


def _follow(copy: Path) -> tuple[str, Head, str]:
    """The programme, head and root of a copy, its chain followed from the first body. Raises Broken."""
    head, frontier, programme = Head(), chain.Frontier(), ""
    for stored in sqlite_copy.bodies(copy):
        head, one = follow(head, stored.seq, stored.body)
        frontier.add(bytes.fromhex(head.leaf))
        programme = one.programme
    return programme, head, frontier.root().hex()


def copy_evidence(source: Keeper, target: Keeper) -> None:
    for digest in source.digests():
        target.take(digest, source.read(digest))


def _room(path: Path) -> Path:
    make_folder(path)
    return path


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def refuse_unless_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Declined(f"{folder} 不是空文件夹。请另选一个空的或还不存在的文件夹。")


def _empty(folder: Path) -> None:
    for path in folder.iterdir() if folder.is_dir() else ():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
