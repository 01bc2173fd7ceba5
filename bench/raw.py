"""The peer nobody can beat by much: the standard library's sqlite3, writing ready-made rows."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from yajian.journal import chain, envelope
from yajian.journal.rows import index_of
from yajian.journal.sqlite_opening import SAFE, SCHEMA

TABLES = SCHEMA[:3]  # the same tables and index as the journal's; no triggers

Rows = tuple[list[tuple[int, bytes]], tuple[str, str, int, int, str]]


def rows(command: Sequence[bytes]) -> Rows:
    """What the journal stores for a command, ready to be inserted."""
    read = [envelope.read(body) for body in command]
    carried = index_of(read, chain.leaf(command[-1]).hex())
    facts = [(int(one.seq), body) for one, body in zip(read, command, strict=True)]
    return facts, (carried.command_id, carried.ask, carried.first, carried.last, carried.leaf)


class Raw:
    """One connection; `append` is one transaction, durable when it returns."""

    def __init__(self, path: Path, pragmas: Mapping[str, str] = SAFE) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for name, value in pragmas.items():
            self.connection.execute(f"PRAGMA {name}={value}")
        for statement in TABLES:
            self.connection.execute(statement)

    def append(self, commands: Iterable[Rows]) -> None:
        execute = self.connection.execute
        execute("BEGIN IMMEDIATE")
        for facts, command in commands:
            self.connection.executemany("INSERT INTO facts(seq, body) VALUES (?, ?)", facts)
            execute("INSERT INTO commands(cmd, ask, first, last, leaf) VALUES (?, ?, ?, ?, ?)", command)
        execute("COMMIT")

    def settings(self) -> str:
        """The mode as the library itself reports it."""
        asked = ("journal_mode", "synchronous", "page_size")
        return ", ".join(
            f"{name}={self.connection.execute(f'PRAGMA {name}').fetchone()[0]}" for name in asked
        )
