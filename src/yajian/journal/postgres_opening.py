"""Opening PostgreSQL so that an acknowledged commit survives a power cut, or not opening it at all.

With synchronous_commit off, immediate restarts lost 51 of 8,046 acknowledged facts.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import psycopg
from psycopg import conninfo
from psycopg.pq import TransactionStatus

from yajian.journal import postgres_schema
from yajian.journal.rows import Connection, Cursor, Errors, Execute, asking
from yajian.journal.store import Unsafe

OLDEST = 15  # Debian 12's, and the one the tests run against
ERRORS: Errors = (psycopg.Error, UnicodeDecodeError)
LOST: Errors = (psycopg.OperationalError, psycopg.InterfaceError)

# Said to the server by every session. A turn whose process stands still must not keep the others waiting for ever.
SESSION: Mapping[str, str] = {
    "search_path": "yajian, pg_temp",
    "lock_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
    "row_security": "off",
}
_MUST_BE: Mapping[str, str] = {"fsync": "on", "full_page_writes": "on", "server_encoding": "UTF8"}
# To libpq: notice a server that vanished, and go to the one that takes writes where several are named.
_NETWORK: Mapping[str, Any] = {
    "connect_timeout": 10,
    "tcp_user_timeout": 30_000,
    "target_session_attrs": "read-write",
    "application_name": "yajian",
    "client_encoding": "UTF8",
}
_WAIT = 0.1  # seconds between two tries to reach a server that is starting


class _Cursor(psycopg.Cursor[Any]):
    def fetchall(self) -> list[Any]:
        return super().fetchall() if self.description else []


class Session:
    """A connection in autocommit mode that is spoken to as either store's is: `?` for a value."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        connection.cursor_factory = _Cursor

    @property
    def in_transaction(self) -> bool:
        return self._connection.info.transaction_status != TransactionStatus.IDLE

    def execute(self, sql: str, parameters: tuple[Any, ...] = (), /) -> Cursor:
        words: Any = sql.replace("?", "%s") if parameters else sql
        return self._connection.execute(words, parameters or None, binary=True)

    def close(self) -> None:
        self._connection.close()


def connect(url: str) -> Connection:
    """A connection as the address says, with the settings of every session. Raises psycopg.Error."""
    named = conninfo.conninfo_to_dict(url)
    session = Session(psycopg.connect(url, autocommit=True, **{**_NETWORK, **_only(named, _NETWORK)}))
    try:
        settings = ", ".join("set_config(?, ?, false)" for _ in SESSION)
        session.execute(f"SELECT {settings}", tuple(word for pair in SESSION.items() for word in pair))
    except BaseException:
        session.close()
        raise
    return session


def _only(named: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What the address itself says about these; the server it goes to is not its to say."""
    return {key: named[key] for key in wanted if key in named and key != "target_session_attrs"}


def open_database(
    url: str, connect: Callable[[str], Connection], patience: float = 0, *, checked: bool = True
) -> Connection:
    """A connection to a server that keeps what it says it keeps. Raises Unsafe, or psycopg.Error.

    A server that is just starting is waited for as many seconds as there is patience.
    """
    deadline = time.monotonic() + patience
    while True:
        try:
            connection = connect(url)
            break
        except psycopg.OperationalError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(_WAIT)
    try:
        if checked:
            refuse_unsafe(name_of(url), asking(connection))
    except BaseException:
        connection.close()
        raise
    return connection


def refuse_unsafe(name: str, execute: Execute) -> None:
    """Raises Unsafe for a server, tables or a role that the books must not be trusted to."""
    if faults := server_faults(execute):
        raise Unsafe(
            f"{name} 不能用来记账：{'；'.join(faults)}。改好后重新打开，见 docs/operators/postgresql.md。"
        )
    # Whatever the administrator sets later, this session waits for the disk as it does now.
    execute("SELECT set_config('synchronous_commit', current_setting('synchronous_commit'), false)")
    if not postgres_schema.exists(execute):
        raise Unsafe(
            f"{name} 里还没有账簿的表。请数据库管理员执行一次 ./run postgresql 给出的脚本，"
            "见 docs/operators/postgresql.md。"
        )
    if faults := postgres_schema.role_faults(execute):
        raise Unsafe(f"{name} 没有打开：{'；'.join(faults)}。请换用只能查、只能加的角色（默认叫 yajian）。")
    if faults := postgres_schema.schema_faults(execute):
        raise Unsafe(
            f"{name} 里的表不是本程序的账簿，或被改动：{'；'.join(faults)}。请运行 ./run verify 查明。"
        )


def server_faults(execute: Execute) -> list[str]:
    """What keeps this server from keeping its word, in Chinese clauses."""
    asked = (*_MUST_BE, "synchronous_commit", "server_version_num")
    [values] = execute("SELECT " + ", ".join("current_setting(?)" for _ in asked), *asked)
    found = dict(zip(asked, values, strict=True))
    faults = [
        f"{name} 是 {found[name]}，须是 {good}" for name, good in _MUST_BE.items() if found[name] != good
    ]
    if found["synchronous_commit"] == "off":
        faults.append("synchronous_commit 是 off，断电会丢已答复的登记，须是 on")
    major = int(found["server_version_num"]) // 10_000
    if major < OLDEST:
        faults.append(f"PostgreSQL 是 {major}，至少要 {OLDEST}")
    return faults


def name_of(url: str) -> str:
    """The database as a reader may see it: without user or password. Raises Unsafe if it is no address."""
    named: Mapping[str, Any] = {}
    if url.startswith(("postgresql://", "postgres://")):
        with suppress(psycopg.ProgrammingError):  # its message may repeat a password
            named = conninfo.conninfo_to_dict(url)
    if not named.get("dbname"):
        raise Unsafe(
            "YAJIAN_DATABASE_URL 应写作 postgresql://角色@主机/数据库名，用本机套接字时写 postgresql:///数据库名。"
        )
    return f"PostgreSQL 数据库 {named['dbname']}（{named.get('host') or '本机'}）"


def reason(error: Exception) -> str:
    """What went wrong, as a Chinese clause with the server's own words or code."""
    state = getattr(error, "sqlstate", None) or ""
    for known, sentence in _REASONS.items():
        if state.startswith(known):
            return f"{sentence}（{state}）"
    words = " ".join(str(error).split())
    if "read-only" in words or "hot standby" in words:
        return f"这是备库或只读的库，账只能记在主库（{words}）"
    if isinstance(error, LOST) and not state:
        return f"连不上数据库，或连接断了（{words}）"
    return f"读写数据库出错（{state or type(error).__name__}：{words}）"


_REASONS = {
    "08": "与数据库的连接断了",
    "23505": "同一提交号或同一序号已有记录",
    "23": "数据库的防线没有放行",
    "25006": "数据库只读，账只能记在主库",
    "25P03": "这一轮停得太久，数据库已把它放弃",
    "28": "数据库不认这个角色或口令",
    "3D000": "没有这个数据库",
    "42501": "这个角色没有所需的权限，请按脚本重新授权",
    "53100": "数据库的磁盘已满，请先腾出空间",
    "53300": "数据库的连接数已满",
    "55P03": "等了一分钟没有轮到，有别的程序占着账簿",
    "57P": "数据库正在停止或启动",
    "XX001": "数据库的文件已损坏",
    "XX002": "数据库的索引已损坏",
}
