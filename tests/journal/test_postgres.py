"""PostgreSQL: the contract of a store, what is refused at opening, what the tables and roles let nobody do."""

import re
from collections.abc import Iterator

import psycopg
import pytest

from tests.cluster import Cluster, name_in
from tests.journal.contract import Open, StoreContract, attempt, put
from tests.journal.toy import bodies
from yajian.journal import postgres_opening, postgres_schema
from yajian.journal.postgres import PostgresStore
from yajian.journal.store import NotRecorded, Store, Unsafe


class TestPostgresStore(StoreContract):
    @pytest.fixture
    def opened(self, database: str) -> Iterator[Open]:
        stores: list[Store] = []

        def another() -> Store:
            stores.append(PostgresStore(database))
            return stores[-1]

        yield another
        for store in stores:
            store.close()


@pytest.fixture
def filled(database: str) -> str:
    """Given: 14 facts in 10 commands, one declined."""
    store = PostgresStore(database)
    put(store, *((f"c{number}", 2 if number % 3 == 0 else 1) for number in range(10)))
    store.log_attempt(attempt(1))
    store.close()
    return database


def refused(url: str, match: str) -> None:
    with pytest.raises(Unsafe, match=match) as caught:
        PostgresStore(url)
    assert re.search("[\u4e00-\u9fff]", str(caught.value))


# The server --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
def test_a_server_that_would_lose_commits_in_a_power_cut_is_refused(
    cluster: Cluster, database: str, setting: str
) -> None:
    with cluster.setting(setting, "off"):
        refused(database, f"{setting} 是 off，须是 on")
    PostgresStore(database).close()


def test_commits_that_do_not_wait_for_the_disk_are_refused_however_they_were_ordered(
    cluster: Cluster, own_database: str
) -> None:
    for whose in ("ROLE yajian", f"DATABASE {name_in(own_database)}"):
        cluster.run("postgres", f"ALTER {whose} SET synchronous_commit = off")
        refused(own_database, "synchronous_commit 是 off，断电会丢已答复的登记")
        cluster.run("postgres", f"ALTER {whose} RESET synchronous_commit")
    refused(f"{own_database}&options=-csynchronous_commit%3Doff", "synchronous_commit 是 off")


def test_an_order_given_later_does_not_make_an_open_session_careless(cluster: Cluster, database: str) -> None:
    store = PostgresStore(database)
    with cluster.setting("synchronous_commit", "off"), store.writing() as batch:
        assert batch._run("SHOW synchronous_commit") == [("on",)]
    store.close()


def test_a_database_in_another_encoding_is_refused(cluster: Cluster) -> None:
    cluster.run("postgres", "CREATE DATABASE old TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'")
    refused(cluster.url("old"), "server_encoding 是 SQL_ASCII，须是 UTF8")


def test_a_server_older_than_those_it_was_tried_on_is_refused(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_opening, "OLDEST", 99)
    refused(database, r"PostgreSQL 是 \d+，至少要 99")


def test_a_server_that_only_lets_one_read_is_refused(cluster: Cluster, own_database: str) -> None:
    cluster.run("postgres", f"ALTER DATABASE {name_in(own_database)} SET default_transaction_read_only = on")
    refused(own_database, "备库或只读的库")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://yajian:geheim@host/books", "应写作 postgresql://"),
        ("postgresql://yajian:geheim@host", "应写作 postgresql://"),
        ("postgresql://yajian:geheim@host:x/books?y", "应写作 postgresql://"),
        ("postgresql://yajian:geheim@/books?host=/nowhere", "连不上数据库.*什么也没有写入"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_and_its_password_not_repeated(url: str, said: str) -> None:
    with pytest.raises(Unsafe, match=said) as caught:
        PostgresStore(url)
    assert "geheim" not in str(caught.value)


def test_a_database_without_tables_names_the_script_that_makes_them(cluster: Cluster) -> None:
    refused(cluster.url("postgres"), r"还没有账簿的表.*\./run postgresql")


# The role ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("user", "grant"),
    [
        ("postgres", "SELECT 1"),
        ("member", "GRANT yajian_owner TO member"),
        ("member", "GRANT DELETE ON yajian.commands TO member"),
        ("member", "GRANT UPDATE ON yajian.head TO member"),
        ("member", "GRANT CREATE ON SCHEMA yajian TO member"),
    ],
)
def test_a_role_that_could_do_more_than_add_is_refused(
    cluster: Cluster, own_database: str, user: str, grant: str
) -> None:
    name = name_in(own_database)
    cluster.run(name, "CREATE ROLE member LOGIN", "GRANT yajian TO member", grant)
    try:
        refused(cluster.url(name, user), f"角色 {user} 能改、能删")
    finally:
        cluster.run(name, "DROP OWNED BY member", "DROP ROLE member")


FORBIDDEN = [
    "UPDATE yajian.facts SET body = '' WHERE seq = 1",
    "DELETE FROM yajian.facts WHERE seq = 14",
    "TRUNCATE yajian.facts, yajian.commands",
    "INSERT INTO yajian.facts VALUES (16, '')",
    "INSERT INTO yajian.facts VALUES (0, '')",
    "INSERT INTO yajian.facts VALUES (14, '')",
    "INSERT INTO yajian.facts VALUES (14, '') ON CONFLICT (seq) DO UPDATE SET body = ''",
    "UPDATE yajian.commands SET last = 3",
    "DELETE FROM yajian.commands",
    "TRUNCATE yajian.commands",
    "INSERT INTO yajian.commands SELECT * FROM yajian.commands LIMIT 1",
    "INSERT INTO yajian.commands VALUES ('new', 'x', 99, 99, 'x')",
    "DELETE FROM yajian.attempts",
    "UPDATE yajian.attempts SET leaf = ''",
    "TRUNCATE yajian.attempts",
    "UPDATE yajian.head SET seq = 13",
    "UPDATE yajian.head SET seq = 15",
    "INSERT INTO yajian.head VALUES (false, gen_random_uuid(), 14)",
    "DELETE FROM yajian.head",
    "TRUNCATE yajian.head",
]
OWNERS_ALONE = [
    "DROP TABLE yajian.facts CASCADE",
    "DROP TRIGGER facts_only_grow ON yajian.facts",
    "ALTER TABLE yajian.facts DISABLE TRIGGER ALL",
    "CREATE TABLE yajian.more (x int)",
    "UPDATE yajian.head SET one = true",
    "SET session_replication_role = replica",
]


@pytest.mark.parametrize("user", ["yajian", "postgres"])
def test_the_tables_refuse_everybody_everything_but_the_next_fact(
    cluster: Cluster, filled: str, user: str
) -> None:
    before = cluster.dump(filled)
    for statement in FORBIDDEN:
        with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.IntegrityError)):
            cluster.run(name_in(filled), statement, user=user)
    assert cluster.dump(filled) == before


def test_the_writer_may_look_and_add_and_nothing_else(cluster: Cluster, filled: str) -> None:
    for statement in (*FORBIDDEN, *OWNERS_ALONE):
        if statement.startswith(("UPDATE", "DELETE", "TRUNCATE", "DROP", "ALTER", "CREATE", "SET")) and (
            statement not in ("UPDATE yajian.head SET seq = 13", "UPDATE yajian.head SET seq = 15")
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                cluster.run(name_in(filled), statement, user="yajian")


def test_the_script_declines_names_that_would_need_quotes() -> None:
    with pytest.raises(ValueError, match="小写字母"):
        postgres_schema.script("own'er")


# The tables --------------------------------------------------------------------------------------------

CHANGED = {
    "DROP TRIGGER facts_only_grow ON facts": "缺“TRIGGER facts_only_grow",
    "ALTER TABLE commands DISABLE TRIGGER commands_only_grow": "缺“TRIGGER commands_only_grow",
    "CREATE OR REPLACE FUNCTION only_grow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'": (
        "缺“FUNCTION yajian.only_grow"
    ),
    "ALTER TABLE attempts ADD COLUMN note text": "多出“TABLE attempts",
    "ALTER TABLE commands DROP CONSTRAINT commands_pkey": "缺“ALTER TABLE commands ADD CONSTRAINT commands_pkey",
    "CREATE RULE quiet AS ON INSERT TO facts DO INSTEAD NOTHING": "多出“RULE quiet",
    "ALTER TABLE facts ENABLE ROW LEVEL SECURITY": "多出“ROW LEVEL SECURITY ON facts",
    "CREATE VIEW more AS SELECT 1 AS x": "多出“TABLE more",
}


@pytest.mark.parametrize("statement", CHANGED)
def test_tables_or_guards_that_were_changed_are_refused(
    cluster: Cluster, own_database: str, statement: str
) -> None:
    cluster.tamper(own_database, statement)
    refused(own_database, f"被改动：.*{re.escape(CHANGED[statement])}.*verify")


SAY = "convert_to(replace(convert_from(body, 'UTF8'), '示例甲', '示例乙'), 'UTF8')"
TAILS = {
    "altered": (f"UPDATE facts SET body = {SAY} WHERE seq = 12", "第13条：与前一条接不上"),
    "altered last": (f"UPDATE facts SET body = {SAY} WHERE seq = 14", "第14条与提交索引对不上"),
    "gap": ("DELETE FROM facts WHERE seq = 12", "缺第12条"),
    "cut off": ("DELETE FROM facts WHERE seq = 14", "第13条与提交索引对不上"),
    "unreadable": ("UPDATE facts SET body = '\\x00' WHERE seq = 13", "第13条：内容已不是可读的记录"),
    "moved": ("UPDATE facts SET body = (SELECT body FROM facts WHERE seq = 2) WHERE seq = 9", "自称是第2条"),
}


@pytest.mark.parametrize("how", TAILS)
def test_a_tail_that_does_not_verify_is_refused(cluster: Cluster, filled: str, how: str) -> None:
    statement, saw = TAILS[how]
    cluster.tamper(filled, statement)
    refused(filled, f"账簿末尾核对不上（.*{saw}.*verify")


def test_facts_added_past_the_head_row_stop_the_next_turn(database: str, cluster: Cluster) -> None:
    store = PostgresStore(database)
    put(store, ("c1", 1))
    cluster.tamper(database, "UPDATE head SET seq = 0")
    with pytest.raises(Unsafe, match="有人绕过本程序写过账"):
        put(store, ("c2", 1))
    store.close()


# One truth, in order -----------------------------------------------------------------------------------


def test_a_client_that_takes_no_turn_cannot_make_a_gap_or_write_out_of_order(
    database: str, cluster: Cluster
) -> None:
    (first,), (second,) = bodies(("c1", 1), ("c2", 1))
    insert = "INSERT INTO yajian.facts (seq, body) VALUES (%s, %s)"
    with psycopg.connect(database) as one, psycopg.connect(database, autocommit=True) as other:
        one.execute(insert, (1, first))
        other.execute("SET lock_timeout = '50ms'")
        with pytest.raises(psycopg.IntegrityError):
            other.execute(insert, (2, second))  # 1 is not there yet
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute(insert, (1, second))  # and is spoken for
        one.rollback()
        other.execute(insert, (1, first))


def test_the_same_number_is_told_apart_from_other_faults(database: str) -> None:
    store = PostgresStore(database)
    put(store, ("c1", 1))
    with pytest.raises(NotRecorded, match="同一提交号或同一序号已有记录"):
        put(store, ("c1", 1))
    store.close()
