"""Opening the tables of accounts: a private file of the data folder, or their own schema beside the books in PostgreSQL."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from yajian.accounts import schema
from yajian.accounts.desk import Accounts
from yajian.accounts.tables import Tables
from yajian.journal import sqlite_opening
from yajian.journal.home import make_file, make_folder, refuse_meddling
from yajian.journal.rows import Connection, asking
from yajian.journal.sqlite_opening import SAFE, STANDARD
from yajian.journal.store import Unsafe

NAME = "accounts.sqlite3"


def open_accounts(home: Path, clock: Callable[[], datetime], database: str = "") -> Accounts:
    """The accounts of an office, made ready if they are new. Raises Unsafe, in Chinese."""
    return Accounts(_in_database(database) if database else _in_file(home / NAME), clock)


def _in_file(path: Path) -> Tables:
    make_folder(path.parent)
    make_file(path)
    refuse_meddling(path)
    if path.stat().st_mode & 0o077:
        raise Unsafe(f"{path} 里有密码的散列，别的用户不该能读。请输入 chmod 600 {path} 再打开。")

    def opened() -> Connection:
        connection = sqlite_opening.open_database(path, STANDARD, SAFE)
        try:
            _prepare(path, connection)
        except BaseException:
            connection.close()
            raise
        return connection

    errors = STANDARD.errors
    try:
        return Tables(opened, ("BEGIN IMMEDIATE",), errors, (), sqlite_opening.reason)
    except errors as error:
        raise Unsafe(_unusable(str(path), sqlite_opening.reason(error))) from error


def _prepare(path: Path, connection: Connection) -> None:
    """Make the tables of a new file in one transaction; refuse (Unsafe) a file whose tables are others."""
    connection.execute("BEGIN IMMEDIATE")
    if not connection.execute("SELECT 1 FROM sqlite_schema").fetchall():
        connection.execute(f"PRAGMA application_id={schema.APPLICATION}")
        for statement in schema.SQLITE:
            connection.execute(statement)
    connection.execute("COMMIT")
    faults = sqlite_opening.schema_faults(
        lambda sql: connection.execute(sql).fetchall(), schema.SQLITE, schema.APPLICATION
    )
    if faults:
        raise Unsafe(_unusable(str(path), "；".join(faults)))


def _unusable(name: str, why: str) -> str:
    return f"账号库 {name} 不能用：{why}。账号库不在备份之内：把它移开，再用 ./run account link 给各人重新发链接。"


def _in_database(url: str) -> Tables:
    from yajian.journal import postgres_opening  # loads the driver, which an embedded office never needs

    name = postgres_opening.name_of(url)

    def opened() -> Connection:
        connection = postgres_opening.connect(url)
        try:
            execute = asking(connection)
            execute("SELECT set_config('search_path', ?, false)", f"{schema.SCHEMA}, pg_temp")
            if faults := schema.postgres_faults(execute):
                raise Unsafe(
                    f"{name} 里的账号库不能用：{'；'.join(faults)}。"
                    "请数据库管理员执行 ./run postgresql 给出的脚本，见 docs/operators/postgresql.md。"
                )
        except BaseException:
            connection.close()
            raise
        return connection

    # One turn at a time among all processes, until its commit.
    begin = ("BEGIN", "SELECT pg_advisory_xact_lock(1501127521)")
    try:
        return Tables(opened, begin, postgres_opening.ERRORS, postgres_opening.LOST, postgres_opening.reason)
    except postgres_opening.ERRORS as error:
        raise Unsafe(f"{name} 里的账号库打不开：{postgres_opening.reason(error)}。") from error
