import sqlite3
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from random import Random

import msgspec
import pytest

from tests.journal.tampering import tamper
from tests.journal.test_verify import PAPERS, bodies, books, flip, kept, numbered, report, rewrite, said
from tests.journal.toy import FOLDING, Stack, office
from yajian.evidence import Evidence, Fault
from yajian.journal import manifest
from yajian.journal.backup import backup
from yajian.journal.home import Home
from yajian.journal.manifest import Declined, Manifest
from yajian.journal.restore import restore
from yajian.journal.sqlite import SqliteStore
from yajian.journal.store import Attempt
from yajian.journal.verify import Report
from yajian.journal.walk import Known

NOW = datetime(2020, 11, 1, 12, tzinfo=UTC)


def back_up(home: Home, target: Path) -> Manifest:
    return backup(home.root, target, Evidence, NOW, lambda _: None)


def bring_back(source: Path, home: Path, known: Sequence[Known] = ()) -> Report:
    return restore(source, home, Evidence, FOLDING, known, lambda _: None)


def attempts(home: Home) -> list[Attempt]:
    store = SqliteStore(home.journal)
    found = list(store.attempts())
    store.close()
    return found


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return books(tmp_path / "home")


def test_a_backup_comes_back_to_the_byte_with_its_evidence_and_its_attempts(
    home: Home, tmp_path: Path
) -> None:
    made = back_up(home, tmp_path / "backup")
    found = bring_back(tmp_path / "backup", tmp_path / "again")
    again = Home(tmp_path / "again")
    assert found.findings == ()
    assert bodies(again) == bodies(home)
    assert (found.head, found.root) == (made.head, made.root)
    assert found.state == report(home).state
    room = Evidence(again.evidence)
    assert [room.read(digest) for digest in room.digests()] == sorted(
        PAPERS, key=lambda paper: sha256(paper).hexdigest()
    )
    assert attempts(again) == attempts(home)
    assert len(attempts(again)) == 2


def test_work_goes_on_in_what_was_restored(home: Home, tmp_path: Path) -> None:
    back_up(home, tmp_path / "backup")
    bring_back(tmp_path / "backup", tmp_path / "again")
    with office(tmp_path / "again") as yard:
        assert yard.done(Stack(heap="新堆"), "later").facts[0].seq == 21
        assert yard.done(Stack(heap="0号堆", tonnes=10, note="晴"), "stack-0").facts[0].seq == 1
    assert report(Home(tmp_path / "again"), kept(home)).findings == ()


def test_the_manifest_says_what_is_there_and_when_it_was_taken(home: Home, tmp_path: Path) -> None:
    made = back_up(home, tmp_path / "backup")
    assert made == manifest.read(tmp_path / "backup")
    assert (made.made_at, made.programme, made.head.seq) == ("2020-11-01T12:00:00.000000Z", "yard-2020", 20)
    assert sorted(made.files)[-1] == "journal.sqlite3"
    assert len(made.files) == 4


def test_a_backup_taken_while_others_write_is_a_whole_journal_of_one_moment(
    home: Home, tmp_path: Path
) -> None:
    stop = threading.Event()

    def write() -> None:
        with office(home.root) as yard:
            number = 0
            while not stop.is_set():
                number += 1
                yard.done(Stack(heap="煤堆", loads=3), f"busy-{number}")

    writer = threading.Thread(target=write)
    writer.start()
    heads = [back_up(home, tmp_path / f"backup-{number}").head.seq for number in range(8)]
    stop.set()
    writer.join()
    for number, head in enumerate(heads):
        assert bring_back(tmp_path / f"backup-{number}", tmp_path / f"again-{number}").head.seq == head
        assert (head - 20) % 3 == 0
    assert heads == sorted(heads)
    assert heads[-1] > heads[0]


def test_a_backup_does_not_go_where_something_is_already(home: Home, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    for target in (tmp_path / "full", tmp_path / "full" / "x"):
        with pytest.raises(Declined, match="不是空文件夹"):
            back_up(home, target)
    assert (tmp_path / "full" / "x").exists()


def test_a_backup_of_damaged_evidence_fails_loudly_and_leaves_nothing(home: Home, tmp_path: Path) -> None:
    room = Evidence(home.evidence)
    digest = next(room.digests())
    room.path(digest).write_bytes(b"rotten")
    with pytest.raises(Fault, match=digest):
        back_up(home, tmp_path / "backup")
    assert list((tmp_path / "backup").iterdir()) == []


def test_a_restore_does_not_go_where_something_is_already(home: Home, tmp_path: Path) -> None:
    back_up(home, tmp_path / "backup")
    before = home.journal.read_bytes()
    with pytest.raises(Declined, match="不是空文件夹"):
        bring_back(tmp_path / "backup", home.root)
    assert home.journal.read_bytes() == before


def test_a_restore_into_an_empty_folder_or_one_that_does_not_exist_yet(home: Home, tmp_path: Path) -> None:
    back_up(home, tmp_path / "backup")
    (tmp_path / "empty").mkdir()
    for target in (tmp_path / "empty", tmp_path / "deep" / "down"):
        assert bring_back(tmp_path / "backup", target).head.seq == 20


def leaves_nothing(source: Path, target: Path, match: str, known: Sequence[Known] = ()) -> None:
    with pytest.raises(Declined, match=match):
        bring_back(source, target, known)
    assert not target.exists()
    assert [path.name for path in target.parent.iterdir() if "restoring" in path.name] == []


def test_every_flipped_bit_of_a_backup_is_found_before_anything_is_restored(
    home: Home, tmp_path: Path
) -> None:
    source = tmp_path / "backup"
    back_up(home, source)
    chance = Random(7)
    files = [path for path in source.rglob("*") if path.is_file()]
    for _ in range(60):
        for path in files:
            back = flip(path, chance.randrange(path.stat().st_size * 8))
            with pytest.raises(Declined):
                manifest.read(source)
            back()
    assert bring_back(source, tmp_path / "again").findings == ()
    flip(source / "journal.sqlite3", 99)
    leaves_nothing(source, tmp_path / "third", "journal.sqlite3 与清单所记摘要不符")


def test_a_folder_that_is_no_whole_backup_is_declined(home: Home, tmp_path: Path) -> None:
    source = tmp_path / "backup"
    back_up(home, source)
    (source / "more.txt").touch()
    leaves_nothing(source, tmp_path / "again", r"多出清单没有的 more\.txt")
    (source / "more.txt").unlink()
    paper = next((source / "evidence").glob("*/*"))
    content = paper.read_bytes()
    paper.unlink()
    leaves_nothing(source, tmp_path / "again", "备份里缺 evidence/")
    paper.write_bytes(content)
    (source / "manifest.json").unlink()
    leaves_nothing(source, tmp_path / "again", r"没有 manifest\.json")
    leaves_nothing(tmp_path / "nowhere", tmp_path / "again", "不是完整的备份")


def test_a_rollback_to_an_older_backup_is_noticed_by_a_newer_head(home: Home, tmp_path: Path) -> None:
    back_up(home, tmp_path / "old")
    with office(home.root) as yard:
        yard.done(Stack(heap="煤堆"), "later")
    newer = back_up(home, tmp_path / "new")
    leaves_nothing(tmp_path / "old", tmp_path / "again", "末尾被截去，或换回了旧备份", [newer.known])
    assert bring_back(tmp_path / "new", tmp_path / "again", [kept(home)]).head.seq == 21


def test_a_backup_of_forged_books_is_declined_even_with_a_manifest_of_its_own(
    home: Home, tmp_path: Path
) -> None:
    source = tmp_path / "backup"
    made = back_up(home, source)
    rows = bodies(home)
    rows[6] = said(rows[6], actor="示例乙")
    forged = Home(source)
    rewrite(forged, numbered(rows))
    manifest.write(source, msgspec.structs.replace(made, files=manifest.describe(source)))
    leaves_nothing(source, tmp_path / "again", "第8条：与前一条接不上")


def test_an_index_that_was_damaged_is_made_afresh_by_a_restore(home: Home, tmp_path: Path) -> None:
    source = tmp_path / "backup"
    made = back_up(home, source)
    tamper(source / "journal.sqlite3", "UPDATE commands SET ask = 'x'")
    manifest.write(source, msgspec.structs.replace(made, files=manifest.describe(source)))
    assert bring_back(source, tmp_path / "again").findings == ()


CUT = """
import os, sys, threading, time
from pathlib import Path
from tests.journal.test_backup import bring_back
source, target, seconds = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
threading.Timer(seconds, lambda: os._exit(9)).start()
bring_back(source, target)
time.sleep(60)
"""


@pytest.mark.parametrize("milliseconds", [1, 5, 12, 20, 300])
def test_a_restore_cut_short_leaves_nothing_or_all_of_it(
    home: Home, tmp_path: Path, milliseconds: int
) -> None:
    source, target, root = tmp_path / "backup", tmp_path / "again", Path(__file__).resolve().parents[2]
    back_up(home, source)
    cut = subprocess.run(
        [sys.executable, "-c", CUT, str(source), str(target), str(milliseconds / 1000)],
        cwd=root,
        env={"PYTHONPATH": f"{root / 'src'}:{root}"},
        check=False,
    )
    assert cut.returncode == 9
    if not target.exists():
        bring_back(source, target)
    found = report(Home(target), kept(home))
    assert (found.findings, found.head.seq) == ((), 20)


def test_the_copy_in_a_backup_is_a_sound_private_file(home: Home, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    store = SqliteStore(home.journal)
    store.copy_to(copy)
    store.close()
    assert copy.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT count(*) FROM facts").fetchall() == [(20,)]
