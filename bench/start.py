"""(e) Start: the books open from a snapshot, or by replay."""

from collections.abc import Iterator

from bench import given
from bench.measuring import Line, Say, Scale, collector_at_rest, median, milli, ratios, take_turns, times
from yajian.core.programme import Programme
from yajian.journal import refold
from yajian.journal.desk import Desk
from yajian.journal.folding import Instants
from yajian.journal.home import Home
from yajian.journal.sqlite import SqliteStore
from yajian.transact import FOLDING, snapshots_of

AIM = 12.0


def measure(scale: Scale, say: Say) -> Iterator[Line]:
    facts = scale.size(1_000_000, 50_000, 400)
    ovens = facts // given.FACTS_AN_OVEN
    home = given.journal(scale.folder, ovens, say)
    say(f"a snapshot of {keep(home) / 2**20:.0f} MiB")
    with collector_at_rest():
        seconds = take_turns(
            {
                "replay": lambda: opened(home, snapshot=False),
                "snapshot": lambda: opened(home, snapshot=True),
                "all read": lambda: all_read(home),
            },
            scale.size(5, 3, 1),
        )
    found = ratios(seconds, "snapshot", "replay")
    yield Line(
        row="e",
        what=f"open the books, {facts:,} facts of {ovens:,} ovens: snapshot, beside replay",
        ours=milli(seconds["snapshot"]),
        peer=milli(seconds["replay"]),
        ratio=times(found),
        aim=f"≥ {AIM:.0f}×",
        met=median(found) >= AIM,
    )
    yield Line(
        row="e",
        what="the same, and every value of every table read once",
        ours=milli(seconds["all read"]),
        peer=milli(seconds["replay"]),
        ratio=times(ratios(seconds, "all read", "replay")),
    )
    if scale.name != "full":
        _same_image(home)


def keep(home: Home) -> int:
    """Take a snapshot of a journal at its end; its size in bytes."""
    store = SqliteStore(home.journal)
    instants = Instants()
    standing = FOLDING.onward(FOLDING.begin(), store.read(), instants)
    snapshots_of(home).keep(standing, instants.first(standing.head.seq))
    store.close()
    return home.snapshot.stat().st_size


def opened(home: Home, *, snapshot: bool) -> Programme:
    snapshots = snapshots_of(home) if snapshot else None
    desk: Desk[Programme] = Desk(SqliteStore(home.journal), FOLDING, given.judge, snapshots)
    image = desk.standing.image
    desk.close()
    return image


def all_read(home: Home) -> Programme:
    image = opened(home, snapshot=True)
    for table in (image.closures.conditions, image.register.units, image.capacity.postings):
        for _ in table.values():
            pass
    return image


def _same_image(home: Home) -> None:
    assert refold.digest(opened(home, snapshot=True)) == refold.digest(opened(home, snapshot=False))
