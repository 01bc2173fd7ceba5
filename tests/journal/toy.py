"""A house of its own for the storage rooms: a coal yard whose facts no change to the real areas can touch."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from yajian.core.history import Table
from yajian.core.words import Command, Digest, Fact, Recorded, Refusal, Request, Seq, SystemRule
from yajian.journal import chain, stores
from yajian.journal.booking import Answer, Decided, Done, Refused
from yajian.journal.codec import Codec, ask_of
from yajian.journal.desk import Desk
from yajian.journal.envelope import Head, Link
from yajian.journal.folding import Folding
from yajian.journal.home import Home
from yajian.journal.store import Store

START = datetime(2020, 1, 2, 1, 0, tzinfo=UTC)
DAY = date(2020, 1, 2)


class Stacked(Fact, frozen=True, kw_only=True, tag="yard.stacked/1"):
    """堆放: so many tonnes lie on a heap."""

    heap: str
    tonnes: int
    note: str = ""
    paper: Digest | None = None
    weighed: tuple[int, ...] = ()


class Carted(Fact, frozen=True, kw_only=True, tag="yard.carted/1"):
    """运走: so many tonnes left a heap."""

    heap: str
    tonnes: int


AnyFact = Stacked | Carted


class Stack(Command, frozen=True, kw_only=True, tag="yard.stack"):
    """堆放: in so many loads, a fact a load."""

    heap: str
    tonnes: int = 1
    loads: int = 1
    note: str = ""
    paper: Digest | None = None


class Cart(Command, frozen=True, kw_only=True, tag="yard.cart"):
    """运走: refused when there is not so much."""

    heap: str
    tonnes: int = 1


class Stumble(Command, frozen=True, kw_only=True, tag="yard.stumble"):
    """A command whose decision is a broken program."""

    how: str = "raise"


class Yard(msgspec.Struct, kw_only=True):
    seq: Seq = Seq(0)
    heaps: Table[str, int] = msgspec.field(default_factory=Table)

    def branch(self) -> "Yard":
        return Yard(seq=self.seq, heaps=self.heaps.branch())


def evolve(yard: Yard, recorded: Recorded[Any]) -> None:
    match recorded.fact:
        case Stacked(heap=heap, tonnes=tonnes):
            yard.heaps.put(heap, yard.heaps.get(heap, 0) + tonnes)
        case Carted(heap=heap, tonnes=tonnes):
            if yard.heaps.get(heap, 0) < tonnes:
                raise ValueError(f"{heap} would fall below nothing")
            yard.heaps.put(heap, yard.heaps.get(heap, 0) - tonnes)
        case other:
            raise AssertionError(other)
    yard.seq = recorded.seq


def judge(yard: Yard, request: Request[Any]) -> Decided | Refusal:
    facts: tuple[Fact, ...] = ()
    match request.command:
        case Stack(heap=heap, tonnes=tonnes, loads=loads, note=note, paper=paper):
            facts = tuple(Stacked(heap=heap, tonnes=tonnes, note=note, paper=paper) for _ in range(loads))
        case Cart(heap=heap, tonnes=tonnes):
            there = yard.heaps.get(heap, 0)
            if there < tonnes:
                return Refusal(
                    code="yard.cart.too-much",
                    basis=SystemRule.VALUE_UNFIT,
                    finding=f"{heap} 只有 {there} 吨",
                    way_forward="少运一些",
                )
            facts = (Carted(heap=heap, tonnes=tonnes),)
        case Stumble(how="raise"):
            raise ZeroDivisionError("a broken program")
        case Stumble(how="exit"):
            raise SystemExit(3)
        case Stumble(how="unfit"):
            facts = (Stacked(heap="煤堆", tonnes=2**60),)
        case Stumble(how="half"):
            facts = (Stacked(heap="煤堆", tonnes=1), Carted(heap="煤堆", tonnes=10**9))
        case other:
            raise AssertionError(other)
    return Decided(facts=facts, programme="yard-2020", revision=1)


CODEC: Codec[AnyFact] = Codec(AnyFact)
FOLDING: Folding[Yard] = Folding(CODEC, Yard, evolve)


class Clock:
    """A clock that moves a second, or `step`, each time it is read, and wherever it is put."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now
        self.step = timedelta(seconds=1)

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


def request(command: Command, command_id: str, **changes: Any) -> Request[Any]:
    said: dict[str, Any] = {
        "command": command,
        "command_id": command_id,
        "actor": "示例甲",
        "organ": "示范市煤场",
        "role": "yard",
        "now": START,
        "effective": DAY,
    }
    return Request(**(said | changes))


class Office:
    """A desk on a data folder, for tests: asks with a clock of its own."""

    def __init__(self, store: Store, clock: Clock | None = None) -> None:
        self.store = store
        self.desk = Desk(store, FOLDING, judge)
        self.clock = clock or Clock()
        self.asked = 0

    def ask(self, command: Command, command_id: str | None = None, **changes: Any) -> Answer:
        self.asked += 1
        return self.desk.submit(request(command, command_id or f"c{self.asked}", **changes), self.clock)

    def done(self, command: Command, command_id: str | None = None, **changes: Any) -> Done:
        answer = self.ask(command, command_id, **changes)
        assert isinstance(answer, Done), answer
        return answer

    def refused(self, command: Command, command_id: str | None = None, **changes: Any) -> Refusal:
        answer = self.ask(command, command_id, **changes)
        assert isinstance(answer, Refused), answer
        return answer.refusal

    def __enter__(self) -> "Office":
        return self

    def __exit__(self, *_: object) -> None:
        self.desk.close()


def office(root: Path) -> Office:
    """The yard's books in a data folder, or in the database that the one setting names."""
    layout, database = Home(root), os.environ.get("YAJIAN_DATABASE_URL", "")
    if database:
        layout.prepare_folders()
    else:
        layout.prepare()
    return Office(stores.existing(layout, database))


def filled(root: Path, commands: int = 10) -> None:
    """Given: a journal of so many commands, every third of them with two facts."""
    with office(root) as yard:
        for number in range(commands):
            loads = 2 if number % 3 == 0 else 1
            yard.done(Stack(heap=f"{number % 4}号堆", tonnes=number + 1, loads=loads, note="晴\n无风"))


def bodies(*requests: tuple[str, int], head: Head | None = None) -> list[list[bytes]]:
    """Bodies of commands (id, loads) that follow a head, as the desk would write them."""
    head = head or Head()
    made = []
    for number, loads in requests:
        asked = request(Stack(heap="煤堆", loads=loads), number)
        command = []
        for part in range(1, loads + 1):
            recorded: Recorded[Any] = Recorded(
                programme="yard-2020",
                seq=Seq(head.seq + 1),
                recorded_at=START + timedelta(seconds=head.seq),
                effective=DAY,
                actor=asked.actor,
                organ=asked.organ,
                role=asked.role,
                command_id=number,
                revision=1,
                fact=Stacked(heap="煤堆", tonnes=1),
            )
            body = CODEC.encode(recorded, Link(prev=head.leaf, ask=ask_of(asked), part=part, of=loads))
            head = Head(recorded.seq, chain.leaf(body).hex())
            command.append(body)
        made.append(command)
    return made
