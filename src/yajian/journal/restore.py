"""A restore is a replay into a new store, and verifies everything before it takes its place."""

import secrets
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import apsw
import msgspec

from yajian.journal import manifest, sqlite_copy, stores
from yajian.journal.backup import EVIDENCE, JOURNAL, Keeper, Tell, copy_evidence, refuse_unless_empty
from yajian.journal.envelope import Broken
from yajian.journal.folding import Folding
from yajian.journal.home import Home, claim, make_folder, sync_folder
from yajian.journal.manifest import Declined
from yajian.journal.replay import replay, replay_at_once
from yajian.journal.sqlite import SqliteStore
from yajian.journal.store import Finding, NotRecorded, Unknown
from yajian.journal.verify import Report, verify
from yajian.journal.walk import Known


def restore(
    source: Path,
    home: Path,
    rooms: Callable[[Path], Keeper],
    folding: Folding[Any],
    known: Sequence[Known],
    tell: Tell,
    database: str = "",
) -> Report:
    """Rebuild a data folder from a backup, verify it, and only then put it in place. Raises Declined.

    With `database` the books then go from the rebuilt folder into it, and the evidence stays in the folder.
    `known` are heads kept elsewhere: a backup older than one of them is declined.
    """
    refuse_unless_empty(home)
    make_folder(home.absolute().parent)
    layout = Home(home.absolute().with_name(f".{home.name}-restoring-{secrets.token_hex(4)}"))
    try:
        report = _rebuilt(source, layout, rooms, folding, known, tell)
        if not database:
            _put(layout.root, home.absolute())
            return report
        tell("写入数据库 …")
        return msgspec.structs.replace(report, findings=_carry_over(layout, home.absolute(), database))
    finally:
        shutil.rmtree(layout.root, ignore_errors=True)


def _rebuilt(
    source: Path,
    layout: Home,
    rooms: Callable[[Path], Keeper],
    folding: Folding[Any],
    known: Sequence[Known],
    tell: Tell,
) -> Report:
    """A backup's books and evidence in a folder of their own, verified. Raises Declined."""
    tell("核对备份清单 …")
    described = manifest.read(source)
    layout.prepare()
    try:
        tell(f"重放 {described.head.seq} 条 …")
        _replay(source / JOURNAL, layout.journal)
        tell("复制附件 …")
        copy_evidence(rooms(source / EVIDENCE), rooms(layout.evidence))
        tell("核验 …")
        return _verified(layout, rooms, folding, [described.known, *known])
    except (Broken, apsw.Error) as error:
        raise Declined(f"备份里的账簿读不通：{error}。请换一份备份。") from error


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
    store = SqliteStore(journal)
    try:
        replay(sqlite_copy.bodies(copy), sqlite_copy.attempts(copy), store)
    finally:
        store.close()


def _carry_over(layout: Home, home: Path, database: str) -> tuple[Finding, ...]:
    """Books that were rebuilt and verified into an empty database: all of them and their evidence, or nothing.

    Evidence first, as ever: it is in place when the one commit is asked for.
    """
    store = stores.in_database(database)
    try:
        with store.writing() as batch:
            if batch.head.seq or any(store.attempts()):
                raise Declined("数据库里已有记录。请另备一个空的数据库，再设好 YAJIAN_DATABASE_URL。")
            replay_at_once(sqlite_copy.bodies(layout.journal), sqlite_copy.attempts(layout.journal), batch)
            for path in (layout.journal, layout.lock):
                path.unlink()
            claim(layout.database, store.books())
            _put(layout.root, home)
        return tuple(store.examine())
    except NotRecorded:
        if not layout.root.exists():
            shutil.rmtree(home)
        raise
    except Unknown as error:
        told = f"请运行 ./run verify：核验通过就是恢复好了；说没有记录，请清空 {home} 再恢复一次"
        raise Declined(f"数据库没有答复，是否已经恢复暂时无法确定。{told}。") from error
    finally:
        store.close()


def _put(staging: Path, home: Path) -> None:
    staging.rename(home)  # also over an empty folder
    sync_folder(home.parent)
