import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from tests.journal.contract import Open, StoreContract, put
from tests.journal.tampering import raw, tamper
from tests.journal.toy import Cart, bodies, filled, office
from yajian.evidence import Evidence
from yajian.journal.home import Home
from yajian.journal.sqlite import SqliteStore
from yajian.journal.sqlite_opening import SAFE, STANDARD, Driver, wal_is_safe
from yajian.journal.store import Store, Unsafe
from yajian.journal.turns import Serving, Turn


@pytest.fixture
def home(tmp_path: Path) -> Home:
    layout = Home(tmp_path / "home")
    layout.prepare()
    return layout


class TestSqliteStore(StoreContract):
    @pytest.fixture
    def opened(self, home: Home) -> Iterator[Open]:
        stores: list[Store] = []

        def another() -> Store:
            stores.append(SqliteStore(home.journal))
            return stores[-1]

        yield another
        for store in stores:
            store.close()  # closing what was closed already does no harm


# Settings --------------------------------------------------------------------------------------------


def test_the_connection_really_has_the_settings_that_survive_a_power_cut(home: Home) -> None:
    store = SqliteStore(home.journal)
    with store.writing() as batch:
        found = {name: str(batch._run(f"PRAGMA {name}")[0][0]) for name in SAFE}
    store.close()
    assert found == dict(SAFE)
    assert (SAFE["journal_mode"], SAFE["synchronous"], SAFE["mmap_size"]) == ("truncate", "2", "0")
    assert (SAFE["foreign_keys"], SAFE["trusted_schema"]) == ("1", "0")


def test_a_library_that_does_not_take_the_settings_is_refused(home: Home) -> None:
    class Stubborn(apsw.Connection):
        def execute(self, sql: str, *rest: Any, **named: Any) -> apsw.Cursor:  # type: ignore[override]
            return super().execute(sql.replace("synchronous=2", "synchronous=1"), *rest, **named)

    def connect(path: Path) -> Stubborn:
        return Stubborn(str(path))

    with pytest.raises(Unsafe, match="synchronous=2（读回的是 1）"):
        SqliteStore(home.journal, driver=Driver(connect, STANDARD.errors, STANDARD.version))


def test_a_journal_in_wal_mode_is_refused_where_the_library_could_corrupt_it(home: Home) -> None:
    put(store := SqliteStore(home.journal), ("c1", 1))
    store.close()
    raw(home.journal, "PRAGMA journal_mode=WAL")
    affected = Driver(STANDARD.connect, STANDARD.errors, (3, 40, 1))
    with pytest.raises(Unsafe, match=r"WAL.*3\.51\.3.*PRAGMA journal_mode=TRUNCATE"):
        SqliteStore(home.journal, driver=affected)
    raw(home.journal, "PRAGMA journal_mode=TRUNCATE")
    store = SqliteStore(home.journal, driver=affected)
    assert store.head().seq == 1
    store.close()


def test_which_libraries_have_the_fix_for_the_wal_reset_race() -> None:
    assert [wal_is_safe(v) for v in ((3, 51, 3), (3, 52, 0), (3, 50, 7), (3, 44, 6))] == [True] * 4
    assert [wal_is_safe(v) for v in ((3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 2))] == [
        False
    ] * 5


def test_a_library_too_old_for_strict_tables_is_refused(home: Home) -> None:
    with pytest.raises(Unsafe, match=r"至少要 3\.37\.0"):
        SqliteStore(home.journal, driver=Driver(STANDARD.connect, STANDARD.errors, (3, 36, 0)))


# Start-up --------------------------------------------------------------------------------------------


def test_a_data_folder_is_made_private(home: Home) -> None:
    for path in (home.root, home.evidence, home.journal):
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("which", ["root", "evidence", "journal"])
def test_books_that_others_may_write_to_are_refused(home: Home, which: str) -> None:
    path: Path = getattr(home, which)
    path.chmod(path.stat().st_mode | 0o020)
    with pytest.raises(Unsafe, match=f"chmod go-w {path}"):
        home.prepare()


def test_books_of_another_user_are_refused(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: home.root.stat().st_uid + 1)
    with pytest.raises(Unsafe, match="chown -R"):
        home.prepare()


def test_books_that_vanished_from_beside_their_evidence_are_not_begun_anew(tmp_path: Path) -> None:
    filled(tmp_path / "home")
    Evidence(tmp_path / "home" / "evidence").put_bytes(b"%PDF-1.4 %%EOF")
    (tmp_path / "home" / "journal.sqlite3").unlink()
    with pytest.raises(Unsafe, match="请找回原文件"):
        Home(tmp_path / "home").prepare()


def test_a_second_server_is_refused_and_told_which_process_serves(home: Home) -> None:
    first = Serving(home.serving)
    with pytest.raises(Unsafe, match=f"进程号 {os.getpid()}"):
        Serving(home.serving)
    first.close()
    Serving(home.serving).close()


def test_a_file_of_another_program_is_refused(home: Home) -> None:
    raw(home.journal, "CREATE TABLE notes(x)")
    with pytest.raises(Unsafe, match=r"不是本程序的账簿.*多出“CREATE TABLE notes"):
        SqliteStore(home.journal)


def test_a_file_that_is_no_database_is_refused(home: Home) -> None:
    home.journal.write_bytes(b"x" * 8192)
    with pytest.raises(Unsafe, match=r"文件头不可读.*verify"):
        SqliteStore(home.journal)


def test_a_journal_whose_guards_were_removed_is_refused(home: Home) -> None:
    SqliteStore(home.journal).close()
    raw(home.journal, "DROP TRIGGER facts_no_update")
    with pytest.raises(Unsafe, match="缺“facts_no_update”"):
        SqliteStore(home.journal)


TAILS = {
    "altered": ("UPDATE facts SET body = {say} WHERE seq = 12", "第13条：与前一条接不上"),
    "altered last": ("UPDATE facts SET body = {say} WHERE seq = 14", "第14条与提交索引对不上"),
    "gap": ("DELETE FROM facts WHERE seq = 12", "缺第12条"),
    "cut off": ("DELETE FROM facts WHERE seq = 14", "第13条与提交索引对不上"),
    "unreadable": ("UPDATE facts SET body = x'00' WHERE seq = 13", "第13条：内容已不是可读的记录"),
    "moved": ("UPDATE facts SET body = (SELECT body FROM facts WHERE seq = 2) WHERE seq = 9", "自称是第2条"),
}


@pytest.mark.parametrize("how", TAILS)
def test_a_tail_that_does_not_verify_is_refused(tmp_path: Path, how: str) -> None:
    filled(tmp_path, 10)
    home = Home(tmp_path)
    statement, saw = TAILS[how]
    say = "CAST(replace(CAST(body AS TEXT), '晴', '雨') AS BLOB)"
    tamper(home.journal, statement.format(say=say))
    with pytest.raises(Unsafe, match=f"账簿末尾核对不上（.*{saw}.*verify"):
        SqliteStore(home.journal)


def test_a_journal_with_facts_of_two_programmes_is_refused(home: Home) -> None:
    store = SqliteStore(home.journal)
    first = bodies(("c1", 1))[0]
    with store.writing() as batch:
        batch.append([first[0].replace(b"yard-2020", b"yard-2021")])
        (second,) = bodies(("c2", 1), head=batch.head)
        batch.append(second)
    store.close()
    with pytest.raises(Unsafe, match="第1条属于方案 yard-2021，第2条却属于 yard-2020"):
        SqliteStore(home.journal)


# The guards of the tables ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE facts SET body = x'00' WHERE seq = 1",
        "DELETE FROM facts WHERE seq = 14",
        "INSERT OR REPLACE INTO facts VALUES (14, x'00')",
        "INSERT INTO facts VALUES (16, x'00')",
        "INSERT INTO facts VALUES (0, x'00')",
        "INSERT INTO facts VALUES (15, 'text')",
        "UPDATE commands SET last = 3",
        "DELETE FROM commands",
        "INSERT OR REPLACE INTO commands SELECT * FROM commands LIMIT 1",
        "DELETE FROM attempts",
        "UPDATE attempts SET leaf = ''",
    ],
)
def test_the_tables_refuse_everything_but_the_next_fact(tmp_path: Path, statement: str) -> None:
    with office(tmp_path) as yard:
        yard.refused(Cart(heap="煤堆"))
    filled(tmp_path, 10)
    home = Home(tmp_path)
    before = home.journal.read_bytes()
    with pytest.raises(apsw.ConstraintError):
        raw(home.journal, statement)
    assert home.journal.read_bytes() == before


# Turns -----------------------------------------------------------------------------------------------


def test_a_turn_excludes_other_threads_and_other_processes(tmp_path: Path) -> None:
    turn, other, order = Turn(tmp_path / "lock"), Turn(tmp_path / "lock"), list[str]()

    def wait(which: Turn, name: str) -> None:
        with which:
            order.append(name)

    with turn:
        threads = [
            threading.Thread(target=wait, args=(turn, "same handle")),
            threading.Thread(target=wait, args=(other, "other handle")),
        ]
        for thread in threads:
            thread.start()
        script = f"import fcntl; fcntl.flock(open({str(tmp_path / 'lock')!r}), fcntl.LOCK_EX | fcntl.LOCK_NB)"
        tried = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert "BlockingIOError" in tried.stderr
        assert order == []
    for thread in threads:
        thread.join()
    assert sorted(order) == ["other handle", "same handle"]
    turn.close()
    other.close()


def test_a_writer_that_died_in_its_turn_makes_readers_look_for_themselves(home: Home) -> None:
    store = SqliteStore(home.journal)
    assert store.changed()
    assert not store.changed()
    home.lock.write_bytes((store._turn.count() + 1).to_bytes(8, "little"))  # odd: entered, never left
    assert store.changed()
    assert store.changed()
    put(store, ("c1", 1))
    assert store.changed()
    assert not store.changed()
    store.close()
