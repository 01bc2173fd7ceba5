"""A backup is a folder whose manifest digests every file in it; a restore is a replay into a new store.

A backup counts only when it was read again: the copy's chain is followed before the manifest is written,
and a restore verifies everything before it takes its place.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import apsw

from yajian.core.words import Digest
from yajian.journal import canonical, chain, envelope, manifest, sqlite_copy
from yajian.journal.envelope import Broken, Head, follow
from yajian.journal.folding import Folding
from yajian.journal.home import Home, make_folder, sync_folder
from yajian.journal.manifest import Declined, Manifest
from yajian.journal.sqlite import SqliteStore
from yajian.journal.store import Stored
from yajian.journal.verify import Holdings, Report, verify
from yajian.journal.walk import Known

_TURN = 2000  # bodies replayed in one turn
_JOURNAL = "journal.sqlite3"
_EVIDENCE = "evidence"
Tell = Callable[[str], None]


class Keeper(Holdings, Protocol):
    """What backing up asks of the evidence room, at both ends."""

    def read(self, digest: Digest) -> bytes: ...

    def take(self, digest: Digest, content: bytes) -> None: ...


def backup(home: Path, target: Path, rooms: Callable[[Path], Keeper], now: datetime, tell: Tell) -> Manifest:
    """Copy the books and all evidence into an empty folder. Raises Declined, Unsafe, or the evidence's fault.

    `rooms` opens the evidence room of a folder. What fails is removed again.
    """
    _refuse_unless_empty(target)
    layout = Home(home)
    store = SqliteStore(layout.journal)
    try:
        make_folder(target)
        tell("复制账簿 …")
        store.copy_to(target / _JOURNAL)
        _sync(target / _JOURNAL)
        programme, head, root = _follow(target / _JOURNAL)
        tell(f"账簿 {head.seq} 条，复制附件 …")
        _copy_evidence(rooms(layout.evidence), rooms(_room(target / _EVIDENCE)))
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


def restore(
    source: Path,
    home: Path,
    rooms: Callable[[Path], Keeper],
    folding: Folding[Any],
    known: Sequence[Known],
    tell: Tell,
) -> Report:
    """Rebuild a data folder from a backup, verify it, and only then put it in place. Raises Declined.

    `known` are heads kept elsewhere: a backup older than one of them is declined.
    """
    _refuse_unless_empty(home)
    tell("核对备份清单 …")
    described = manifest.read(source)
    make_folder(home.absolute().parent)
    staging = home.absolute().with_name(f".{home.name}-restoring-{secrets.token_hex(4)}")
    try:
        layout = Home(staging)
        layout.prepare()
        tell(f"重放 {described.head.seq} 条 …")
        _replay(source / _JOURNAL, layout.journal)
        tell("复制附件 …")
        _copy_evidence(rooms(source / _EVIDENCE), rooms(layout.evidence))
        tell("核验 …")
        report = _verified(layout, rooms, folding, [described.known, *known])
        staging.rename(home.absolute())  # also over an empty folder
        sync_folder(home.absolute().parent)
    except (Broken, apsw.Error) as error:
        raise Declined(f"备份里的账簿读不通：{error}。请换一份备份。") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return report


def _verified(
    layout: Home, rooms: Callable[[Path], Keeper], folding: Folding[Any], known: Sequence[Known]
) -> Report:
    store = SqliteStore(layout.journal, checked=False)
    try:
        report = verify(store, folding, rooms(layout.evidence), known)
    finally:
        store.close()
    if report.findings:
        first = report.findings[0]
        more = f"等 {len(report.findings)} 处" if len(report.findings) > 1 else ""
        raise Declined(f"恢复出来的账簿核验不过，没有采用：{first.where}，{first.saw}{more}。")
    return report


def _replay(copy: Path, journal: Path) -> None:
    """Append every command again, whole, to a new store: its index and its tables are made afresh."""
    store = SqliteStore(journal)
    try:
        for commands in _turns(_commands(sqlite_copy.bodies(copy))):
            with store.writing() as batch:
                for bodies in commands:
                    batch.append(bodies)
        with store.writing() as batch:
            for attempt in sqlite_copy.attempts(copy):
                batch.log_attempt(attempt)
    finally:
        store.close()


def _commands(rows: Iterable[Stored]) -> Iterator[list[bytes]]:
    """The bodies of one command after the other."""
    bodies: list[bytes] = []
    for stored in rows:
        bodies.append(stored.body)
        if len(bodies) == envelope.read(stored.body).of:
            yield bodies
            bodies = []
    if bodies:
        yield bodies  # half a command: the store will refuse it


def _turns(commands: Iterable[list[bytes]]) -> Iterator[list[list[bytes]]]:
    turn: list[list[bytes]] = []
    for bodies in commands:
        turn.append(bodies)
        if len(turn) >= _TURN:
            yield turn
            turn = []
    yield turn


def _follow(copy: Path) -> tuple[str, Head, str]:
    """The programme, head and root of a copy, its chain followed from the first body. Raises Broken."""
    head, frontier, programme = Head(), chain.Frontier(), ""
    for stored in sqlite_copy.bodies(copy):
        head, one = follow(head, stored.seq, stored.body)
        frontier.add(bytes.fromhex(head.leaf))
        programme = one.programme
    return programme, head, frontier.root().hex()


def _copy_evidence(source: Keeper, target: Keeper) -> None:
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


def _refuse_unless_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Declined(f"{folder} 不是空文件夹。请另选一个空的或还不存在的文件夹。")


def _empty(folder: Path) -> None:
    for path in folder.iterdir() if folder.is_dir() else ():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
