"""(a) Durable append: each commit is on the disk before the next begins."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import given
from bench.measuring import Line, Say, Scale, median, micro, ratios, take_turns, times
from bench.raw import Raw, rows
from yajian.core.programme import Programme
from yajian.journal import chain
from yajian.journal.desk import Desk
from yajian.journal.envelope import Head
from yajian.journal.home import Home
from yajian.journal.sqlite import SqliteStore
from yajian.journal.sqlite_opening import SAFE
from yajian.transact import FOLDING

BATCHES = (1, 10, 100)  # facts a commit
AIM = 0.9  # of the standard library, at one fact a commit


def measure(scale: Scale, say: Say) -> Iterator[Line]:
    for batch in BATCHES:
        with TemporaryDirectory(dir=scale.folder) as folder:
            yield from _at(batch, scale, Path(folder), say)


def _at(batch: int, scale: Scale, folder: Path, say: Say) -> Iterator[Line]:
    rounds, commits = scale.size(40, 10, 2), scale.size(25, 8, 1)
    raw = _Raw(folder / "raw.sqlite3", batch, rounds * commits)
    store = _Store(folder / "store", batch, batch * rounds * commits)
    office = _Office(folder / "office", batch)
    contestants = {"raw": raw, "store": store, "office": office}
    if batch == BATCHES[0]:
        say(f"sqlite3 and journal alike: {', '.join(f'{name}={value}' for name, value in SAFE.items())}")
        say(f"sqlite3 reports {raw.raw.settings()}; the journal beside it has triggers and a checksum a page")
    peer = _eventsourcing(folder / "es.sqlite3", batch, say) if scale.peers else None
    seconds = take_turns(
        {
            name: lambda one=one: [one() for _ in range(commits)]  # type: ignore[misc]
            for name, one in {**contestants, **({"eventsourcing": peer} if peer else {})}.items()
        },
        rounds,
    )
    what = f"{batch} fact{'s' if batch > 1 else ''} a commit"
    yield _line(seconds, "store", "raw", commits, f"{what}: spell, hash, append; beside sqlite3", AIM, batch)
    yield _line(seconds, "office", "raw", commits, f"{what}: the whole request; beside sqlite3")
    if peer:
        yield _line(seconds, "office", "eventsourcing", commits, f"{what}: the whole request; eventsourcing")
    store.close()
    office.close()


def _line(
    seconds: dict[str, list[float]],
    ours: str,
    peer: str,
    commits: int,
    what: str,
    aim: float = 0,
    batch: int = 0,
) -> Line:
    found = ratios(seconds, ours, peer)
    aimed = batch == 1
    return Line(
        row="a",
        what=what,
        ours=micro(seconds[ours], commits),
        peer=micro(seconds[peer], commits),
        ratio=times(found),
        aim=f"≥ {aim}×" if aimed else "",
        met=median(found) >= aim if aimed else None,
    )


class _Raw:
    """Rows that were spelled and hashed before; the same tables and settings, through the standard library."""

    def __init__(self, path: Path, batch: int, commits: int) -> None:
        self.raw = Raw(path)
        self._rows = iter([rows(command) for command in given.bodies(batch, batch * commits + batch, batch)])

    def __call__(self) -> None:
        self.raw.append([next(self._rows)])


class _Store:
    """What a journal does for facts that are decided: spell, check, hash, chain, index, commit."""

    def __init__(self, root: Path, batch: int, how_many: int) -> None:
        home = Home(root)
        home.prepare()
        self._store = SqliteStore(home.journal)
        self._head = Head()
        self._batch = batch
        self._facts = iter(
            [fact for _, fact in given.facts(50, how_many + batch)]
        )  # as ready as the rows beside
        self.close = self._store.close

    def __call__(self) -> None:
        first = self._head.seq + 1
        command = [
            given.recorded(seq, given.DAY, next(self._facts), f"{first:032x}", first)
            for seq in range(first, first + self._batch)
        ]
        written = list(FOLDING.codec.write(self._head, chain.EMPTY, command))
        with self._store.writing() as turn:
            turn.append([body for _, body, _ in written])
        self._head = written[-1][0]


class _Office:
    """All of it: the digest of what was asked, the turn, a decision, the fold, and the journal as above."""

    def __init__(self, root: Path, batch: int) -> None:
        home = Home(root)
        home.prepare()
        self._desk: Desk[Programme] = Desk(SqliteStore(home.journal), FOLDING, given.judge)
        self._batch = batch
        self._number = count()
        self.close = self._desk.close

    def __call__(self) -> None:
        number = next(self._number)
        request = given.request(number % 50, self._batch, f"{number:032x}")
        self._desk.submit(request, lambda: given.START)


def _eventsourcing(path: Path, batch: int, say: Say) -> "_Saving":
    from bench import es

    plant = es.Plant(path)
    if batch == BATCHES[0]:
        say(f"eventsourcing sets its own mode: {plant.settings()}")
    return _Saving(plant, batch)


class _Saving:
    """`Application.save` of one aggregate with so many new events."""

    def __init__(self, plant: Any, batch: int) -> None:
        self._plant, self._batch = plant, batch
        plant.take(given.facts(50, 50))
        self._ovens = list(plant.ovens.values())
        self._number = count()

    def __call__(self) -> None:
        oven = self._ovens[next(self._number) % len(self._ovens)]
        for _ in range(self._batch):
            self._plant.change(oven)
        self._plant.application.save(oven)
