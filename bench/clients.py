"""(b) Thirty-two people at once, each waiting for his answer: one turn for all who wait, or a lock and a commit each."""

import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import given
from bench.measuring import Line, Say, Scale, median, micro, ratios, take_turns, times
from bench.raw import Raw, rows
from yajian.core.programme import Programme
from yajian.journal.desk import Desk
from yajian.journal.home import Home
from yajian.journal.sqlite import SqliteStore
from yajian.journal.sqlite_opening import SAFE
from yajian.transact import FOLDING

CLIENTS = 32
AIM = 5.0


def measure(scale: Scale, say: Say) -> Iterator[Line]:
    rounds, each = scale.size(15, 4, 1), scale.size(30, 6, 1)
    say(f"all three: {', '.join(f'{name}={value}' for name, value in SAFE.items())}; one fact a request")
    with TemporaryDirectory(dir=scale.folder) as folder:
        group, alone = _office(Path(folder) / "group"), _office(Path(folder) / "alone")
        raw = Raw(Path(folder) / "raw.sqlite3")
        ready = iter([rows(command) for command in given.bodies(1, rounds * each * CLIENTS + 1)])
        lock, numbers = threading.Lock(), count()

        def through(desk: Desk[Programme]) -> None:
            number = next(numbers)
            desk.submit(given.request(number % 50, 1, f"{number:032x}"), lambda: given.START)

        def through_alone() -> None:
            with lock:
                through(alone)

        def through_raw() -> None:
            with lock:
                raw.append([next(ready)])

        seconds = take_turns(
            {
                "group": lambda: _at_once(lambda: through(group), each),
                "alone": lambda: _at_once(through_alone, each),
                "raw": lambda: _at_once(through_raw, each),
            },
            rounds,
        )
        group.close()
        alone.close()
    for peer, what in (
        ("alone", "the same office work, a lock and a commit each"),
        ("raw", "ready-made rows through sqlite3, a lock and a commit each"),
    ):
        found = ratios(seconds, "group", peer)
        yield Line(
            row="b",
            what=f"{CLIENTS} clients; beside {what}",
            ours=micro(seconds["group"], each * CLIENTS),
            peer=micro(seconds[peer], each * CLIENTS),
            ratio=times(found),
            aim=f"≥ {AIM:.0f}×" if peer == "alone" else "",
            met=median(found) >= AIM if peer == "alone" else None,
        )


def _office(root: Path) -> Desk[Programme]:
    home = Home(root)
    home.prepare()
    return Desk(SqliteStore(home.journal), FOLDING, given.judge)


def _at_once(ask: Callable[[], None], each: int) -> None:
    """Every client asks so many times, one request after the other, all clients at once."""
    start = threading.Barrier(CLIENTS)

    def client() -> None:
        start.wait()
        for _ in range(each):
            ask()

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
