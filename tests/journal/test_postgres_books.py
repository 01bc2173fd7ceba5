"""Books in PostgreSQL looked through, backed up and brought back: what is found, and nothing by halves."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from tests.cluster import Cluster
from tests.journal.test_postgres import SAY
from tests.journal.test_verify import fill
from tests.journal.toy import FOLDING, Office, Stack, office
from yajian.evidence import Evidence
from yajian.journal import stores
from yajian.journal.backup import backup
from yajian.journal.envelope import Broken
from yajian.journal.home import Home
from yajian.journal.manifest import Declined, Manifest
from yajian.journal.postgres import PostgresStore
from yajian.journal.postgres_opening import connect
from yajian.journal.restore import restore
from yajian.journal.rows import Connection
from yajian.journal.store import NotRecorded
from yajian.journal.verify import Report, verify

NOW = datetime(2020, 11, 1, 12, tzinfo=UTC)
PAPERS = [b"%%PDF-1.4 %d %%%%EOF" % number for number in range(3)]


def written(home: Home, database: str) -> Home:
    """Given: the same 20 facts in 14 commands, two declined, three papers, in either store."""
    home.prepare_folders()
    if not database:
        home.prepare()
    with Office(stores.existing(home, database)) as yard:
        fill(yard, [Evidence(home.evidence).put_bytes(paper) for paper in PAPERS])
    return home


@pytest.fixture
def home(tmp_path: Path, database: str) -> Home:
    return written(Home(tmp_path / "home"), database)


@pytest.fixture
def empty(cluster: Cluster) -> Iterator[str]:
    """Empty books beside the first."""
    url = cluster.fresh()
    yield url
    cluster.drop(url)


def report(home: Home, database: str) -> Report:
    store = stores.existing(home, database, checked=False)
    try:
        return verify(store, FOLDING, Evidence(home.evidence))
    finally:
        store.close()


def kinds(home: Home, database: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in report(home, database).findings:
        found.setdefault(finding.kind, []).append(finding.where)
    return found


def back_up(home: Home, target: Path, database: str) -> Manifest:
    return backup(home.root, target, Evidence, NOW, lambda _: None, database)


def bring_back(source: Path, home: Path, database: str) -> Report:
    return restore(source, home, Evidence, FOLDING, (), lambda _: None, database)


# Looking through them ----------------------------------------------------------------------------------


def test_the_same_history_is_the_same_in_either_store_to_the_last_hash(
    home: Home, database: str, tmp_path: Path
) -> None:
    beside = written(Home(tmp_path / "beside"), "")
    assert report(home, database) == report(beside, "")
    assert report(home, database).findings == ()


TOUCHED: dict[str, dict[str, list[str]]] = {
    f"UPDATE facts SET body = {SAY} WHERE seq = 7": {"chain.broken": ["第7条"]},
    f"UPDATE facts SET body = {SAY} WHERE seq = 20": {"index.leaf": ["第20条"]},
    "DELETE FROM facts WHERE seq = 7": {"seq.gap": ["第7条"]},
    "DELETE FROM commands WHERE cmd = 'stack-3'": {"index.missing": ["第6条"]},
    "UPDATE commands SET ask = 'x' WHERE cmd = 'stack-3'": {"index.differs": ["第6条"]},
    "UPDATE commands SET leaf = 'x' WHERE cmd = 'stack-3'": {"index.leaf": ["第6条"]},
    "INSERT INTO commands VALUES ('more', 'x', 1, 1, 'x')": {"index.count": []},
    f"UPDATE attempts SET body = {SAY}": {"attempts.altered": ["未办成记录第1条", "未办成记录第2条"]},
    "DELETE FROM attempts WHERE id = 1": {"attempts.gap": ["未办成记录第2条"]},
    "UPDATE head SET seq = 19": {"database.head": []},
    "DELETE FROM head": {"database.head": []},
}


@pytest.mark.parametrize("statement", TOUCHED)
def test_what_an_administrator_changed_is_found_and_named(
    cluster: Cluster, tmp_path: Path, own_database: str, statement: str
) -> None:
    home = written(Home(tmp_path), own_database)
    cluster.tamper(own_database, statement)
    found = kinds(home, own_database)
    for kind, places in TOUCHED[statement].items():
        assert set(places) <= set(found[kind])


def test_guards_settings_and_a_role_that_would_be_refused_are_found_as_well(
    cluster: Cluster, tmp_path: Path, own_database: str
) -> None:
    home = written(Home(tmp_path), own_database)
    cluster.tamper(own_database, "DROP TRIGGER facts_only_grow ON facts")
    assert set(kinds(home, own_database)) == {"database.schema"}
    with cluster.setting("full_page_writes", "off"):
        found = kinds(home, own_database.replace("yajian@", "postgres@"))
    assert set(found) == {"database.schema", "database.settings", "database.role"}


def test_a_server_that_does_not_answer_is_a_finding_and_no_trace(home: Home) -> None:
    found = report(home, "postgresql:///books?host=/nowhere")
    assert {finding.kind for finding in found.findings} >= {"database.unreachable"}


def test_verification_holds_nobody_up_and_nobody_disturbs_it(home: Home, database: str) -> None:
    stop = threading.Event()

    def write() -> None:
        with Office(PostgresStore(database)) as yard:
            number = 0
            while not stop.is_set():
                number += 1
                yard.done(Stack(heap="煤堆", loads=3), f"busy-{number}")

    writer = threading.Thread(target=write)
    writer.start()
    reports = [report(home, database) for _ in range(5)]
    stop.set()
    writer.join()
    assert [found.findings for found in reports] == [()] * 5
    assert reports[-1].head.seq > reports[0].head.seq


# One format of backup ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target"), [("file", "database"), ("database", "file"), ("database", "database")]
)
def test_a_backup_of_either_store_comes_back_in_either_to_the_byte(
    tmp_path: Path, database: str, empty: str, source: str, target: str
) -> None:
    origin, goal = (database if source == "database" else ""), (empty if target == "database" else "")
    home = written(Home(tmp_path / "home"), origin)
    made = back_up(home, tmp_path / "backup", origin)
    assert sorted(path.name for path in (tmp_path / "backup").iterdir()) == [
        "evidence",
        "journal.sqlite3",
        "manifest.json",
    ]
    found = bring_back(tmp_path / "backup", tmp_path / "again", goal)
    again = Home(tmp_path / "again")
    assert found == report(home, origin) == report(again, goal)
    assert (found.head, found.root) == (made.head, made.root)
    one, other = stores.existing(home, origin), stores.existing(again, goal)
    assert list(one.read()) == list(other.read())
    assert list(one.attempts()) == list(other.attempts()) != []
    one.close()
    other.close()


def test_work_goes_on_in_a_database_that_was_restored(
    home: Home, database: str, empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(home, tmp_path / "backup", database)
    bring_back(tmp_path / "backup", tmp_path / "again", empty)
    monkeypatch.setenv("YAJIAN_DATABASE_URL", empty)
    stores.open_books(Home(tmp_path / "again"), empty).close()
    with office(tmp_path / "again") as yard:
        assert yard.done(Stack(heap="新堆"), "later").facts[0].seq == 21
        assert yard.done(Stack(heap="0号堆", tonnes=10, note="晴"), "stack-0").facts[0].seq == 1


def test_books_that_are_broken_are_not_backed_up_quietly(
    home: Home, database: str, cluster: Cluster, tmp_path: Path
) -> None:
    with Office(PostgresStore(database)) as yard:
        yard.done(Stack(heap="煤堆", loads=70), "many")  # so that opening does not see it
    cluster.tamper(database, f"UPDATE facts SET body = {SAY} WHERE seq = 7")
    with pytest.raises(Broken, match="与前一条接不上"):
        back_up(home, tmp_path / "backup", database)
    assert list((tmp_path / "backup").iterdir()) == []


def test_a_restore_does_not_go_where_something_is_already(home: Home, database: str, tmp_path: Path) -> None:
    back_up(home, tmp_path / "backup", database)
    with pytest.raises(Declined, match="数据库里已有记录"):
        bring_back(tmp_path / "backup", tmp_path / "again", database)
    assert not (tmp_path / "again").exists()
    assert [path.name for path in tmp_path.iterdir() if "restoring" in path.name] == []


@pytest.mark.parametrize("when", ["WITH added AS", "INSERT INTO attempts", "COMMIT"])
def test_a_restore_that_is_cut_off_leaves_the_folder_and_the_database_as_they_were(
    home: Home, database: str, empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    class Cut:
        def __init__(self, connection: Connection) -> None:
            self._connection = connection
            self.in_transaction = True
            self.close = connection.close

        def execute(self, sql: str, *parameters: object) -> object:
            if sql.startswith(when):
                self._connection.close()
                raise psycopg.OperationalError("cut off")
            return self._connection.execute(sql, *parameters)  # type: ignore[arg-type]

    def in_database(url: str, *, checked: bool = True) -> PostgresStore:
        return PostgresStore(url, checked=checked, connect=lambda url: Cut(connect(url)))  # type: ignore[arg-type,return-value]

    back_up(home, tmp_path / "backup", database)
    with monkeypatch.context() as patch:
        patch.setattr(stores, "in_database", in_database)
        with pytest.raises(NotRecorded):
            bring_back(tmp_path / "backup", tmp_path / "again", empty)
    assert not (tmp_path / "again").exists()
    assert bring_back(tmp_path / "backup", tmp_path / "again", empty).head.seq == 20


def test_a_backup_taken_while_others_write_is_a_whole_journal_of_one_moment(
    home: Home, database: str, tmp_path: Path
) -> None:
    stop = threading.Event()

    def write() -> None:
        with Office(PostgresStore(database)) as yard:
            number = 0
            while not stop.is_set():
                number += 1
                yard.done(Stack(heap="煤堆", loads=3), f"busy-{number}")

    writer = threading.Thread(target=write)
    writer.start()
    heads = [back_up(home, tmp_path / f"backup-{number}", database).head.seq for number in range(3)]
    stop.set()
    writer.join()
    for number, head in enumerate(heads):
        assert bring_back(tmp_path / f"backup-{number}", tmp_path / f"again-{number}", "").head.seq == head
        assert (head - 20) % 3 == 0
