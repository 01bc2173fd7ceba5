"""What goes on behind the open door: snapshots are taken now and then, and the chain under one is followed."""

import time
from contextlib import suppress
from threading import Lock, Thread
from typing import Generic

from yajian.journal.envelope import UNREACHABLE, Broken, Head, follow
from yajian.journal.folding import Folding, ImageT, Instants, Standing
from yajian.journal.snapshot import EVERY, Snapshots
from yajian.journal.store import Store

_AGAIN = 0.5  # seconds between two tries to reach a database that is being restarted


class Keeper(Generic[ImageT]):
    """Begins from a snapshot where there is one, and takes the next when enough was recorded since."""

    def __init__(self, store: Store, snapshots: Snapshots[ImageT] | None) -> None:
        self._store = store
        self._snapshots = snapshots
        self._lock = Lock()
        self._kept = self._start = Head()
        self._keeping: Thread | None = None
        self._looking: Thread | None = None
        self._broken: Broken | None = None
        self._closing = False

    def begin(self, folding: Folding[ImageT]) -> tuple[Standing[ImageT], Instants]:
        """Where to fold on from."""
        loaded = self._snapshots.load(self._store) if self._snapshots is not None else None
        standing, instants = loaded or (folding.begin(), Instants())
        self._kept = self._start = standing.head
        return standing, instants

    def offer(self, standing: Standing[ImageT], instants: Instants) -> None:
        """Keep this image, beside the caller's work, if it is time. One that cannot be written is done without."""
        if self._snapshots is None or standing.head.seq - self._kept.seq < EVERY:
            return
        with self._lock:
            if self._closing or (self._keeping is not None and self._keeping.is_alive()):
                return
            self._kept = standing.head
            kept = (self._snapshots, standing, instants.first(standing.head.seq))
            self._keeping = Thread(target=_keep, args=kept, name="yajian-snapshot")
            self._keeping.start()

    def look_back(self) -> None:
        """Follow the chain up to where the snapshot stood, from the first body on, as a fold would have."""
        if self._start.seq > 0:
            self._looking = Thread(target=self._follow, name="yajian-look-back", daemon=True)
            self._looking.start()

    def refuse_broken(self) -> None:
        """Raises Broken once the look back found the chain so."""
        if self._broken is not None:
            raise self._broken

    def close(self) -> None:
        """Let what is being written be finished, and leave the store alone."""
        with self._lock:
            self._closing = True
        for thread in (self._keeping, self._looking):
            if thread is not None:
                thread.join()

    def _follow(self) -> None:
        head = Head()
        while head.seq < self._start.seq and not self._closing:
            try:
                for stored in self._store.read(after=head.seq, upto=self._start.seq):
                    if self._closing:
                        return
                    head, _ = follow(head, stored.seq, stored.body)
                if head != self._start:
                    raise Broken(
                        "chain.broken", self._start.seq, "与开门时所用快照的链头不同：此前的记录被改过"
                    )
            except Broken as broken:
                if broken.kind != UNREACHABLE:
                    self._broken = broken
                    return
                time.sleep(_AGAIN)


def _keep(snapshots: Snapshots[ImageT], standing: Standing[ImageT], instants: bytes) -> None:
    with suppress(OSError):
        snapshots.keep(standing, instants)
