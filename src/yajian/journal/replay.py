"""A history appended again to another store, command by command: its index and its tables are made afresh."""

from collections.abc import Iterable, Iterator

import msgspec

from yajian.journal import envelope
from yajian.journal.envelope import Broken
from yajian.journal.store import Attempt, Batch, Store, Stored

_TURN = 2000  # commands replayed in one turn


def replay(bodies: Iterable[Stored], attempts: Iterable[Attempt], store: Store) -> None:
    """In many turns, for a store that nobody uses yet. Raises Broken."""
    for turn in _turns(_commands(bodies)):
        with store.writing() as batch:
            batch.extend(turn)
    with store.writing() as batch:
        for attempt in attempts:
            batch.log_attempt(attempt)


def replay_at_once(bodies: Iterable[Stored], attempts: Iterable[Attempt], batch: Batch) -> None:
    """In the turn that is being taken. Raises Broken."""
    for turn in _turns(_commands(bodies)):
        batch.extend(turn)
    for attempt in attempts:
        batch.log_attempt(attempt)


def _commands(rows: Iterable[Stored]) -> Iterator[list[bytes]]:
    """The bodies of one command after the other."""
    bodies: list[bytes] = []
    for stored in rows:
        bodies.append(stored.body)
        try:
            of = envelope.read(stored.body).of
        except msgspec.DecodeError as error:
            raise Broken("body.unreadable", stored.seq, "内容已不是可读的记录") from error
        if len(bodies) == of:
            yield bodies
            bodies = []
    if bodies:
        yield bodies  # half a command: the store will refuse it


def _turns(commands: Iterable[list[bytes]]) -> Iterator[list[list[bytes]]]:
    turn: list[list[bytes]] = []
    for bodies in commands:
        turn.append(bodies)
        if len(turn) >= _TURN:
            yield turn
            turn = []
    if turn:
        yield turn
