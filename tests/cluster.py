"""A real PostgreSQL server of the tests' own: made in a temporary folder, started once a session, removed."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from yajian.accounts import schema as accounts_schema
from yajian.journal import postgres_schema

SETTINGS = {"listen_addresses": "", "shared_buffers": "32MB", "max_connections": "60"}  # fsync stays on
MISSING = "没有找到 PostgreSQL 服务器。请运行 ./test（它会装好），或输入：sudo apt-get install -y postgresql"


def programs() -> Path:
    """Where Debian's newest server keeps its programs; those on the PATH are good as well."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    named = shutil.which("initdb")
    if not found and named is None:
        raise FileNotFoundError(MISSING)
    return found[-1] if found else Path(str(named)).resolve().parent


class Cluster:
    """A running server. `template` holds the prepared tables; each test is given a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._programs = programs()
        self._numbers = count(1)
        if os.geteuid() == 0:  # the server does not run as root
            shutil.chown(folder, "postgres", "postgres")
        self._run("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "-k")
        with (folder / "data" / "postgresql.auto.conf").open("a") as file:
            for name, value in (SETTINGS | {"unix_socket_directories": str(folder)}).items():
                file.write(f"{name} = '{value}'\n")
        self.start()
        self.run("postgres", "CREATE DATABASE template")
        self.run("template", postgres_schema.script("yajian_owner", "yajian"))
        self.run("template", accounts_schema.script("yajian_owner", "yajian"))

    def start(self) -> None:
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "start")

    def stop(self, mode: str = "immediate") -> None:
        """`immediate` is a crash: no backend may finish what it is doing."""
        self._run("pg_ctl", "-w", "-m", mode, "stop")

    def url(self, database: str, user: str = "yajian") -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def fresh(self, template: str = "template") -> str:
        """The address of new, empty books."""
        name = f"books{next(self._numbers)}"
        self.run("postgres", f"CREATE DATABASE {name} TEMPLATE {template}")
        self.tamper(self.url(name), "UPDATE head SET books = gen_random_uuid()")
        return self.url(name)

    def drop(self, url: str) -> None:
        self.run("postgres", f"DROP DATABASE {name_in(url)} WITH (FORCE)")

    def empty(self, url: str) -> None:
        """Books as good as new, in a fraction of the time."""
        away = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()"
        tables = ("commands", "facts", "attempts")
        self.tamper(
            url,
            away.format(name_in(url)),
            *(f"DELETE FROM {name}" for name in tables),
            *(f"DELETE FROM {accounts_schema.SCHEMA}.{name}" for name in accounts_schema.COLUMNS),
            "UPDATE head SET seq = 0",
        )

    def tamper(self, url: str, *statements: str) -> None:
        """What an administrator can do to the books: no guard stands in the way."""
        self.run(
            name_in(url), "SET session_replication_role = replica", "SET search_path = yajian", *statements
        )

    def dump(self, url: str) -> list[Any]:
        """Everything in the tables."""
        tables = ("facts", "commands", "attempts", "head")
        return [self.run(name_in(url), f"SELECT * FROM yajian.{name} ORDER BY 1") for name in tables]

    @contextmanager
    def setting(self, name: str, value: str) -> Iterator[None]:
        """The whole server set otherwise for a while."""
        self._set(f"SET {name} = {value}", name, value)
        try:
            yield
        finally:
            self._set(f"RESET {name}", name, "on")

    def _set(self, order: str, name: str, value: str) -> None:
        self.run("postgres", f"ALTER SYSTEM {order}", "SELECT pg_reload_conf()")
        while self.run("postgres", f"SHOW {name}") != [(value,)]:  # it takes a moment to be heard
            time.sleep(0.01)

    def run(self, database: str, *statements: str, user: str = "postgres") -> list[Any]:
        """As the administrator. The rows of the last statement."""
        rows: list[Any] = []
        with psycopg.connect(self.url(database, user), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(sql.SQL(statement))
                rows = cursor.fetchall() if cursor.description else []
        return rows

    def _run(self, program: str, *words: str) -> None:
        who: dict[str, Any] = {}
        if os.geteuid() == 0:
            who = {"user": "postgres", "group": "postgres", "extra_groups": []}
        done = subprocess.run(
            [self._programs / program, "-D", self.folder / "data", *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=self.folder,
            **who,
        )
        assert done.returncode == 0, done.stderr


def name_in(url: str) -> str:
    """The database an address names."""
    return str(conninfo_to_dict(url)["dbname"])


@contextmanager
def running() -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="yajian-pg-"))
    cluster = None
    try:
        cluster = Cluster(folder)
        yield cluster
    finally:
        if cluster is not None:
            cluster.stop()
        shutil.rmtree(folder)
