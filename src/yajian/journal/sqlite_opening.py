"""Opening SQLite so that an acknowledged commit survives a power cut, or not opening it at all.

TRUNCATE with FULL: in simulated power cuts the default DELETE journal lost acknowledged commits, and WAL
can corrupt a database in libraries before 3.51.3. The library is apsw's, which is current and the same on
every machine, and which brings the layer that keeps a checksum on every page.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import apsw
import msgspec

from yajian.journal import sqlite_pages
from yajian.journal.rows import Connection, Errors
from yajian.journal.store import Unsafe

SAFE: Mapping[str, str] = {
    "busy_timeout": "20000",
    "journal_mode": "truncate",
    "synchronous": "2",  # FULL
    "foreign_keys": "1",
    "trusted_schema": "0",
    "mmap_size": "0",
    "cell_size_check": "1",
}
LENIENT: Mapping[str, str] = {"checksum_verification": "0"}  # to read on past a bad page, and name them all
APPLICATION = 0x59616A69  # "Yaji", in the file's header
OLDEST = (3, 37, 0)  # STRICT tables

SCHEMA = (
    "CREATE TABLE facts(seq INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT",
    "CREATE TABLE commands(cmd TEXT PRIMARY KEY, ask TEXT NOT NULL,"
    " first INTEGER NOT NULL REFERENCES facts(seq), last INTEGER NOT NULL REFERENCES facts(seq),"
    " leaf TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE attempts(id INTEGER PRIMARY KEY, body BLOB NOT NULL, leaf TEXT NOT NULL) STRICT",
    # BEFORE INSERT as well, because INSERT OR REPLACE deletes without asking the delete trigger.
    "CREATE TRIGGER facts_in_order BEFORE INSERT ON facts"
    " WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM facts)"
    " BEGIN SELECT RAISE(ABORT, '事实只能逐条接续'); END",
    "CREATE TRIGGER commands_once BEFORE INSERT ON commands"
    " WHEN EXISTS (SELECT 1 FROM commands WHERE cmd = NEW.cmd)"
    " BEGIN SELECT RAISE(ABORT, '同一提交号只能办理一次'); END",
    *(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '账簿只增不改'); END"
        for table in ("facts", "commands", "attempts")
        for verb in ("UPDATE", "DELETE")
    ),
)


class Driver(msgspec.Struct, frozen=True):
    """A way into SQLite. Tests bring one whose disk can lose power or fill up."""

    connect: Callable[[Path], Connection]
    errors: Errors
    version: tuple[int, ...]
    raw: Callable[[Path], BinaryIO] = lambda path: path.open("rb")  # the file as it lies


LIBRARY = tuple(map(int, apsw.sqlite_lib_version().split(".")))
# A damaged schema can hold bytes that are no text, and then its error message cannot be read either.
STANDARD = Driver(sqlite_pages.connect, (apsw.Error, UnicodeDecodeError), LIBRARY)


def open_database(path: Path, driver: Driver, pragmas: Mapping[str, str]) -> Connection:
    """A connection whose settings were read back and found as asked. Raises Unsafe or the driver's error."""
    if driver.version < OLDEST:
        found = _dotted(driver.version)
        raise Unsafe(f"SQLite 库是 {found}，至少要 {_dotted(OLDEST)}。请重新运行 ./run 装好环境。")
    connection = driver.connect(path)
    try:
        _refuse_wal(path, connection, driver.version)
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name}={value}")
        for name, value in pragmas.items():
            kept = read_pragma(connection, name)
            if kept not in (value, None):
                raise Unsafe(
                    f"SQLite 不接受设置 {name}={value}（读回的是 {kept}），断电时账簿没有保障，因此不打开。"
                    "请把数据目录放在本机磁盘上，再重新运行 ./run。"
                )
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_wal(path: Path, connection: Connection, version: tuple[int, ...]) -> None:
    beside = path.with_name(path.name + "-wal")
    if not wal_is_safe(version) and (beside.exists() or read_pragma(connection, "journal_mode") == "wal"):
        raise Unsafe(
            f"{path} 处于 WAL 方式，而 SQLite {_dotted(version)} 的 WAL 有损坏账簿的缺陷（3.51.3 起修正）。"
            f"请用新版 sqlite3 执行一次：sqlite3 {path} 'PRAGMA journal_mode=TRUNCATE'"
        )


def wal_is_safe(version: Iterable[int]) -> bool:
    """Whether this library has the fix for the WAL-reset race, or a back-port of it."""
    number = tuple(version)
    return number >= (3, 51, 3) or (3, 50, 7) <= number < (3, 51) or (3, 44, 6) <= number < (3, 45)


def read_pragma(connection: Connection, name: str) -> str | None:
    """A setting as text; None if this library was built without it."""
    rows = connection.execute(f"PRAGMA {name}").fetchall()
    return str(rows[0][0]) if rows else None


def ensure_schema(path: Path, connection: Connection) -> None:
    """Make the tables of a new file in one transaction; refuse (Unsafe) a file whose tables are others."""
    if read_pragma(connection, "page_count") == "0":
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA application_id={APPLICATION}")
        for statement in SCHEMA:
            connection.execute(statement)
        connection.execute("COMMIT")
    faults = schema_faults(lambda sql: connection.execute(sql).fetchall())
    if faults:
        raise Unsafe(
            f"{path} 不是本程序的账簿：{'；'.join(faults)}。请核对路径；若是账簿被改动，请运行 ./run verify。"
        )


def refuse_unsummed(path: Path, connection: Connection) -> None:
    """Raises Unsafe unless every page read from here on is checked. Asked once the file has its tables."""
    if read_pragma(connection, "checksum_verification") != "1":
        raise Unsafe(
            f"{path} 各页没有校验：由旧的开发版写成，或文件头被改过。"
            "请先运行 ./run verify；由旧版写成的，用那一版备份，再用本版恢复到新的数据目录。"
        )


def schema_faults(
    execute: Callable[[str], list[Any]],
    schema: tuple[str, ...] = SCHEMA,
    application: int = APPLICATION,
) -> list[str]:
    """How the file's own description differs from what this program writes, in Chinese clauses."""
    faults = []
    if execute("PRAGMA application_id") != [(application,)]:
        faults.append("文件头的程序标识不符")
    found = {row[0] for row in execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}
    for statement in schema:
        if statement not in found:
            name = statement.split("(")[0].split()[2]
            faults.append(f"缺“{name}”或它被改过")
    faults += [f"多出“{str(extra)[:40]}”" for extra in sorted(found - set(schema), key=str)]
    return faults


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version[:3]))


def reason(error: Exception) -> str:
    """What went wrong, as a Chinese clause with the library's own name for it."""
    if sqlite_pages.is_page_fault(error):
        return "有一页与它自带的校验不符，账簿文件已损坏"
    name = type(error).__name__
    for known, sentence in _REASONS.items():
        if known in name.upper():
            return f"{sentence}（{name}）"
    return f"读写账簿出错（{name}：{error}）"


_REASONS = {
    "FULL": "磁盘已满，请先腾出空间",
    "READONLY": "账簿文件只读，请检查磁盘和权限",
    "CANTOPEN": "打不开账簿文件，请检查路径和权限",
    "BUSY": "账簿被别的程序占用，请关掉直接打开它的工具",
    "IOERR": "磁盘读写出错，请检查磁盘",
    "CORRUPT": "账簿文件已损坏",
    "NOTADB": "账簿文件已损坏，文件头不可读",
}
