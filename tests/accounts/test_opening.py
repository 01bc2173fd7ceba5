"""What is refused at opening, and what the log of entries lets nobody do."""

import re
from datetime import UTC, datetime
from pathlib import Path

import apsw
import psycopg
import pytest

from tests.cluster import Cluster, name_in
from yajian.accounts import Accounts, open_accounts
from yajian.journal.store import Unsafe


def clock() -> datetime:
    return datetime(2020, 3, 2, 9, 0, tzinfo=UTC)


def opened(home: Path, database: str = "") -> Accounts:
    return open_accounts(home, clock, database)


def refused(home: Path, database: str, match: str) -> None:
    with pytest.raises(Unsafe, match=match) as caught:
        opened(home, database)
    assert re.search("[\u4e00-\u9fff]", str(caught.value))


def test_the_file_is_private_and_one_that_others_can_read_is_refused(tmp_path: Path) -> None:
    opened(tmp_path).close()
    path = tmp_path / "accounts.sqlite3"
    assert path.stat().st_mode & 0o077 == 0
    path.chmod(0o644)
    refused(tmp_path, "", "chmod 600")


def test_a_file_whose_tables_are_others_is_refused(tmp_path: Path) -> None:
    opened(tmp_path).close()
    connection = apsw.Connection(str(tmp_path / "accounts.sqlite3"))
    connection.execute("DROP TRIGGER access_no_delete")
    connection.close()
    refused(tmp_path, "", "access_no_delete.*account link")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    opened(tmp_path).close()
    (tmp_path / "accounts.sqlite3").write_bytes(b"x" * 8192)
    refused(tmp_path, "", "账号库.*不能用")


@pytest.mark.parametrize("statement", ["UPDATE access SET kind = 'x'", "DELETE FROM access"])
def test_the_log_in_the_file_only_grows(tmp_path: Path, statement: str) -> None:
    accounts = opened(tmp_path)
    accounts.invite("示例甲", "示例系统员")
    accounts.close()
    connection = apsw.Connection(str(tmp_path / "accounts.sqlite3"))
    for one in (statement, "INSERT OR REPLACE INTO access SELECT * FROM access"):
        with pytest.raises(apsw.ConstraintError):
            connection.execute(one)
    connection.close()


def test_a_database_without_the_tables_names_the_script(
    cluster: Cluster, own_database: str, tmp_path: Path
) -> None:
    cluster.run(name_in(own_database), "DROP SCHEMA yajian_accounts CASCADE")
    refused(tmp_path, own_database, r"还没有账号的表.*\./run postgresql")


def test_tables_in_the_database_that_were_changed_are_refused(
    cluster: Cluster, own_database: str, tmp_path: Path
) -> None:
    cluster.run(name_in(own_database), "DROP TRIGGER access_only_grow ON yajian_accounts.access")
    refused(tmp_path, own_database, "access_only_grow")


def test_a_role_that_could_rewrite_the_log_is_refused(
    cluster: Cluster, own_database: str, tmp_path: Path
) -> None:
    cluster.run(name_in(own_database), "GRANT DELETE ON yajian_accounts.access TO yajian")
    refused(tmp_path, own_database, "登录日志")


def test_the_log_in_the_database_only_grows_whoever_tries(
    cluster: Cluster, database: str, tmp_path: Path
) -> None:
    accounts = opened(tmp_path, database)
    accounts.invite("示例甲", "示例系统员")
    accounts.close()
    for user, error in (
        ("yajian", psycopg.errors.InsufficientPrivilege),
        ("postgres", psycopg.errors.IntegrityConstraintViolation),
    ):
        for statement in (
            "UPDATE yajian_accounts.access SET kind = ''",
            "DELETE FROM yajian_accounts.access",
        ):
            with pytest.raises(error):
                cluster.run(name_in(database), statement, user=user)


def test_an_address_that_leads_nowhere_is_refused_and_its_password_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(Unsafe) as caught:
        opened(tmp_path, "postgresql://yajian:geheim@/books?host=/nowhere")
    assert "geheim" not in str(caught.value)


def test_a_server_that_was_restarted_is_asked_again(
    cluster: Cluster, own_database: str, tmp_path: Path
) -> None:
    accounts = opened(tmp_path, own_database)
    away = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()"
    cluster.run("postgres", away.format(name_in(own_database)))
    assert accounts.invited(accounts.invite("示例甲", "示例系统员")) is not None
    accounts.close()
