"""The questions asked of the tables of either store. One spelling of SQL: `?` for a value."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

import msgspec

from yajian.core.words import Seq
from yajian.journal import chain
from yajian.journal.envelope import Broken, Envelope, Head, follow, read
from yajian.journal.store import Attempt, Carried, Stored, Unsafe

CHUNK = 500  # rows per statement, so that no read keeps a writer waiting for long
_TAIL = 64  # bodies re-hashed at every opening; the whole chain is followed when the history is folded

INDEX = "cmd, ask, first, last, leaf"  # columns of the index of commands

Execute = Callable[..., list[Any]]
Errors = tuple[type[Exception], ...]


class Cursor(Protocol):
    def fetchall(self) -> list[Any]: ...


class Connection(Protocol):
    """What a store uses of a database connection in autocommit mode."""

    @property
    def in_transaction(self) -> bool: ...

    def execute(self, sql: str, parameters: tuple[Any, ...] = ..., /) -> Cursor: ...

    def close(self) -> None: ...


def asking(connection: Connection) -> Execute:
    return lambda sql, *parameters: connection.execute(sql, parameters).fetchall()


def head(execute: Execute) -> Head:
    rows = execute("SELECT seq, body FROM facts ORDER BY seq DESC LIMIT 1")
    return Head(Seq(rows[0][0]), chain.leaf(blob(rows[0][1])).hex()) if rows else Head()


def chunk(execute: Execute, after: int, upto: int | None) -> list[Stored]:
    """The next bodies after a seq, a statement's worth."""
    rows = execute(
        "SELECT seq, body FROM facts WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
        after,
        2**62 if upto is None else upto,
        CHUNK,
    )
    found = []
    for seq, body in rows:
        if seq <= after:  # a damaged tree can lead round in circles
            raise Broken("file.unreadable", after + 1, f"第{after}条之后读到的是第{seq}条，文件已损坏")
        found.append(Stored(seq, body if type(body) is bytes else blob(body)))
        after = seq
    return found


def all_bodies(execute: Execute) -> Iterator[Stored]:
    """Every body in order, a statement at a time."""
    after = 0
    while found := chunk(execute, after, None):
        yield from found
        after = found[-1].seq


def blob(value: object) -> bytes:
    """A column that is NOT NULL and a BLOB, and yet from a damaged file can come as anything."""
    return value if isinstance(value, bytes) else b""


def find(execute: Execute, command_id: str) -> Carried | None:
    rows = execute(f"SELECT {INDEX} FROM commands WHERE cmd = ?", command_id)
    return carried(rows[0]) if rows else None


def find_all(execute: Execute, command_ids: Sequence[str]) -> dict[str, Carried]:
    """Those of these commands that the index knows."""
    asked = ", ".join("?" * len(command_ids))
    found = execute(f"SELECT {INDEX} FROM commands WHERE cmd IN ({asked})", *command_ids)
    return {row[0]: carried(row) for row in found}


def carried(row: Sequence[Any]) -> Carried:
    """A row of the index as a value."""
    command_id, ask, first, last, leaf = row
    return Carried(command_id=command_id, ask=ask, first=Seq(first), last=Seq(last), leaf=leaf)


def row_of(command: Carried) -> tuple[Any, ...]:
    """The columns of INDEX."""
    return command.command_id, command.ask, command.first, command.last, command.leaf


def index_of(envelopes: Sequence[Envelope], leaf: str) -> Carried:
    """What the index must say of a command with these facts, the last of which has this leaf."""
    first, last = envelopes[0], envelopes[-1]
    return Carried(command_id=first.cmd, ask=first.ask, first=first.seq, last=last.seq, leaf=leaf)


def attempts(execute: Execute) -> list[Attempt]:
    """Declined commands, oldest first."""
    return [
        msgspec.json.decode(body, type=Attempt)
        for (body,) in execute("SELECT body FROM attempts ORDER BY id")
    ]


def refuse_broken_tail(execute: Execute) -> None:
    """Re-hash the latest bodies and what the index says of the last. Raises Unsafe."""
    end = head(execute)
    if end.seq == 0:
        return
    try:
        rows = chunk(execute, max(0, end.seq - _TAIL), None)
        follows, envelope = _unlinked(rows[0])
        for stored in rows[1:]:
            follows, envelope = follow(follows, stored.seq, stored.body)
        _, first = _unlinked(chunk(execute, 0, None)[0])
    except Broken as broken:
        raise Unsafe(_tail(str(broken))) from broken
    if first.programme != envelope.programme:
        raise Unsafe(_tail(f"第1条属于方案 {first.programme}，第{end.seq}条却属于 {envelope.programme}"))
    indexed = find(execute, envelope.cmd)
    if indexed is None or (indexed.last, indexed.leaf) != (end.seq, end.leaf):
        raise Unsafe(_tail(f"第{end.seq}条与提交索引对不上"))


def _unlinked(stored: Stored) -> tuple[Head, Envelope]:
    """The first body of a tail: its own link is taken on trust, its place is not."""
    if stored.seq == 1:
        return follow(Head(), 1, stored.body)
    try:
        claimed = read(stored.body)
    except msgspec.DecodeError as error:
        raise Broken("body.unreadable", stored.seq, "内容已不是可读的记录") from error
    return follow(Head(Seq(stored.seq - 1), claimed.prev), stored.seq, stored.body)


def _tail(saw: str) -> str:
    return f"账簿末尾核对不上（{saw}），因此不打开。请运行 ./run verify 查明，再从备份恢复。"
