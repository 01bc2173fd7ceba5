"""Everything again from the bytes: hashes, chain, spelling, index, two folds, evidence; findings by name.

Open a store of its own for this (`SqliteStore(path, checked=False)`): a cache may still hold what the
disk has lost.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

import msgspec

from yajian.core.words import Digest, Seq
from yajian.journal import named
from yajian.journal.envelope import Broken, Head
from yajian.journal.folding import Folding
from yajian.journal.refold import Refold
from yajian.journal.refold import digest as digest_of
from yajian.journal.snapshot import Snapshots
from yajian.journal.store import Finding, Store
from yajian.journal.walk import Known, Walk

_BRANCHES = 2000  # about how often the incremental fold branches, as the office does at every turn


class EvidenceFault(Protocol):
    """What the evidence room says of one file."""

    @property
    def digest(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def saw(self) -> str: ...


class Holdings(Protocol):
    """What verification asks of the evidence room."""

    def digests(self) -> Iterator[Digest]: ...

    def scrub(self) -> Iterator[EvidenceFault]: ...


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked at and what was found. Nothing found means that everything agreed."""

    programme: str
    head: Head
    root: str  # RFC 6962 over all bodies, in hex
    state: str  # digest of the folded image; empty if the history does not fold
    commands: int
    evidence: int  # files
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return not self.findings


def verify(
    store: Store,
    folding: Folding[Any],
    holdings: Holdings,
    known: Sequence[Known] = (),
    tell: Callable[[int], None] = lambda _: None,
    snapshots: Snapshots[Any] | None = None,
) -> Report:
    """Look at everything. `known` are heads kept elsewhere; `tell` hears how many bodies were read.

    The fold begins at the first body; a snapshot the office would start from is held against it.
    """
    walk = Walk(folding.codec, known)
    needed: dict[str, Seq] = {}  # evidence a fact names, and the first fact to do so
    state, folds = "", list[Finding]()
    told = "", ""  # the state at the snapshot's place, as the journal and as the snapshot tell it
    loaded = snapshots.load(store) if snapshots is not None else None
    try:
        refold = Refold(folding, 1 + store.head().seq // _BRANCHES)
        for stored in store.read():
            recorded = walk.take(stored)
            if recorded is not None:
                refold.take(recorded)
                for digest in named.of_recorded(recorded):
                    needed.setdefault(digest, recorded.seq)
                if loaded is not None and recorded.seq == loaded[0].head.seq:
                    told = refold.state(), digest_of(loaded[0].image)
            if stored.seq % 10_000 == 0:
                tell(stored.seq)
        state, folds = refold.finish()
    except Broken as broken:
        place = f"第{walk.head.seq + 1}条起"
        walk.findings.append(Finding(kind=broken.kind, where=place, saw=broken.saw))
    walk.finish()
    kept = set(holdings.digests())
    return Report(
        programme=walk.programme,
        head=walk.head,
        root=walk.frontier.root().hex(),
        state=state,
        commands=len(walk.commands),
        evidence=len(kept),
        findings=(
            *walk.findings,
            *(folds if not walk.findings else ()),  # after a fault in the bodies a fold says nothing new
            *([_false_snapshot(loaded[0].head.seq)] if loaded is not None and told[0] != told[1] else ()),
            *store.examine(),
            *_evidence(needed, kept, holdings),
        ),
    )


def _false_snapshot(seq: Seq) -> Finding:
    saw = "与流水重算的账面不同：快照被改过，或程序有错。请关门，删去数据目录里的 snapshot 文件，再开门"
    return Finding(kind="snapshot.differs", where=f"第{seq}条时的快照", saw=saw)


def _evidence(needed: dict[str, Seq], kept: set[Digest], holdings: Holdings) -> Iterator[Finding]:
    for digest, seq in needed.items():
        if digest not in kept:
            where = f"附件 {digest}"
            yield Finding(kind="evidence.missing", where=where, saw=f"第{seq}条依据的附件不见了")
    for fault in holdings.scrub():
        by = f"（第{needed[fault.digest]}条依据它）" if fault.digest in needed else ""
        yield Finding(kind=f"evidence.{fault.kind}", where=f"附件 {fault.digest}", saw=fault.saw + by)
