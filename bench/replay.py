"""(c) Replay: every fact again from the file to the folded programme, its as-of indexes built."""

import time
from collections.abc import Iterator

from bench import given
from bench.measuring import Line, Say, Scale, collector_at_rest, median, micro, ratios, take_turns, times
from yajian.core.programme import Programme, evolve
from yajian.journal import folding
from yajian.journal.home import Home
from yajian.journal.sqlite import SqliteStore
from yajian.journal.sqlite_opening import SAFE
from yajian.transact import FOLDING


def measure(scale: Scale, say: Say) -> Iterator[Line]:
    facts = scale.size(1_000_000, 30_000, 400)
    ovens = facts // given.FACTS_AN_OVEN
    home = given.journal(scale.folder, ovens, say)
    say(f"its settings: {', '.join(f'{name}={value}' for name, value in SAFE.items())}; a checksum a page")
    yield from _against_the_decode(home, facts, 3)
    yield from _linear(home, facts)
    if scale.peers:
        ovens = scale.size(1_500, 500, 10)  # the peer takes too long for more
        home = given.journal(scale.folder, ovens, say)
        yield from _against_eventsourcing(home, ovens, scale.size(9, 3, 1), say)


def decode(store: SqliteStore, upto: int | None = None) -> None:
    """Read and decode into types: the least any replay must do."""
    for stored in store.read(upto=upto):
        FOLDING.codec.read(stored.body)


def unverified(store: SqliteStore, upto: int | None = None) -> Programme:
    programme = Programme()
    with folding.collector_paused():  # as the office does when it follows the chain
        for stored in store.read(upto=upto):
            evolve(programme, FOLDING.codec.read(stored.body))
    return programme


def verified(store: SqliteStore, upto: int | None = None) -> Programme:
    """As the office does it: every link of the chain followed."""
    return FOLDING.onward(FOLDING.begin(), store.read(upto=upto), folding.Instants()).image


def _against_the_decode(home: Home, facts: int, rounds: int) -> Iterator[Line]:
    store = SqliteStore(home.journal)
    with collector_at_rest():
        seconds = take_turns(
            {
                "decode": lambda: decode(store),
                "unverified": lambda: unverified(store),
                "verified": lambda: verified(store),
            },
            rounds,
            time.process_time,
        )
    store.close()
    for how in ("unverified", "verified"):
        yield Line(
            row="c",
            what=f"replay of {facts:,} facts, {how}, beside read and typed decode alone",
            ours=micro(seconds[how], facts),
            peer=micro(seconds["decode"], facts),
            ratio=times(ratios(seconds, how, "decode")),
        )


def _linear(home: Home, facts: int) -> Iterator[Line]:
    """A fact of the last quarter costs what one of the first did."""
    store = SqliteStore(home.journal)
    with collector_at_rest():
        seconds = take_turns(
            {"quarter": lambda: verified(store, facts // 4), "whole": lambda: verified(store)},
            3,
            time.process_time,
        )
    store.close()
    growth = median(seconds["whole"]) / median(seconds["quarter"])
    yield Line(
        row="c",
        what=f"replay of {facts:,} against {facts // 4:,} facts (linear: 4)",
        ours=micro(seconds["whole"], facts),
        peer=micro(seconds["quarter"], facts // 4),
        ratio=f"{growth:.2f}×",
        aim="linear: ≤ 4.6×",
        met=growth <= 4.6,
    )


def _against_eventsourcing(home: Home, ovens: int, rounds: int, say: Say) -> Iterator[Line]:
    from bench import es

    facts = ovens * given.FACTS_AN_OVEN
    say(f"giving eventsourcing the same {facts:,} facts …")
    plant = es.Plant(home.root / "eventsourcing.sqlite3")
    plant.take(given.facts(ovens, facts))
    say(f"eventsourcing: {plant.settings()}")
    store, ids = SqliteStore(home.journal), plant.ids
    with collector_at_rest():
        seconds = take_turns(
            {
                "eventsourcing": lambda: plant.replay(ids),
                "unverified": lambda: unverified(store),
                "verified": lambda: verified(store),
            },
            rounds,
            time.process_time,
        )
    store.close()
    plant.close()
    for how, aim in (("unverified", 10.0), ("verified", 6.0)):
        found = ratios(seconds, how, "eventsourcing")
        yield Line(
            row="c",
            what=f"replay of {facts:,} facts from the file, {how}, against eventsourcing",
            ours=micro(seconds[how], facts),
            peer=micro(seconds["eventsourcing"], facts),
            ratio=times(found),
            aim=f"≥ {aim:.0f}×",
            met=median(found) >= aim,
        )
