"""One pass over the bodies: places, chain, spelling, whole commands, heads kept elsewhere; faults by name."""

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from yajian.core.words import Recorded, Seq
from yajian.journal import chain, envelope
from yajian.journal.canonical import Unfit
from yajian.journal.envelope import FORMAT, Envelope, Head
from yajian.journal.store import Finding, Stored


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A head of this journal that somebody kept elsewhere: the one thing its keeper cannot rewrite."""

    head: Head
    root: str  # RFC 6962 over the bodies up to it, in hex
    source: str = ""


class Reader(Protocol):
    """Reads a body again. Raises Unfit if it is not spelled canonically, DecodeError if it is not known."""

    def check(self, body: bytes) -> Recorded[Any] | None: ...


class Walk:
    """Takes every body in order and goes on after a fault, so that one pass names them all."""

    def __init__(self, codec: Reader, known: Sequence[Known] = ()) -> None:
        self._codec = codec
        self._known = sorted(known, key=lambda one: one.head.seq, reverse=True)  # the next to meet is last
        self._broken: list[int] = []  # places whose body the next one does not vouch for
        self._group: list[tuple[Seq, Envelope]] = []  # the command being read, by place
        self._torn = False  # a body was unreadable: the command around it cannot be judged
        self.head = Head()
        self.programme = ""
        self.frontier = chain.Frontier()
        self.commands: set[str] = set()
        self.findings: list[Finding] = []

    def take(self, stored: Stored) -> Recorded[Any] | None:
        """Look at one body; the fact in it, if it can be read."""
        if stored.seq != self.head.seq + 1:
            self._find("seq.gap", self.head.seq + 1, f"缺第{self.head.seq + 1}至{stored.seq - 1}条")
            self._group = []
            self._torn = True
        recorded = self._read(stored, follows=stored.seq == self.head.seq + 1)
        leaf = chain.leaf(stored.body)
        self.frontier.add(leaf)
        self.head = Head(stored.seq, leaf.hex())
        self._compare()
        return recorded

    def vouch(self, leaf: str) -> None:
        """What stands behind the last body says that this is its leaf."""
        if leaf != self.head.leaf:
            self._broken.append(self.head.seq)

    def finish(self) -> None:
        """The end of the journal: close the last command, name the culprits of broken links."""
        self._close_command()
        for place in culprits(self._broken):
            self._find("chain.broken", place, "内容与后一条所记的摘要不符：这一条被改过")
        for known in self._known:
            if known.head.seq > self.head.seq:
                saw = f"只到第{self.head.seq}条，而{known.source}记着第{known.head.seq}条：末尾被截去，或换回了旧备份"
                self._find("head.rolled-back", known.head.seq, saw)

    def _read(self, stored: Stored, *, follows: bool) -> Recorded[Any] | None:
        try:
            one = envelope.read(stored.body)
        except msgspec.DecodeError:
            self._find("body.unreadable", stored.seq, "内容已不是可读的记录")
            self._group = []
            self._torn = True
            return None
        if follows and one.prev != self.head.leaf:
            self._broken.append(self.head.seq)
        if one.seq != stored.seq:
            self._find("seq.moved", stored.seq, f"放在这里的记录自称是第{one.seq}条")
        if one.v != FORMAT:
            self._find("body.format", stored.seq, f"记录格式是 {one.v}，本程序只认 {FORMAT}")
        self.programme = self.programme or one.programme
        if one.programme != self.programme:
            self._find("programme.other", stored.seq, f"属于方案 {one.programme}，不是 {self.programme}")
        self._follow_command(stored.seq, one)
        return self._decode(stored)

    def _decode(self, stored: Stored) -> Recorded[Any] | None:
        try:
            return self._codec.check(stored.body)
        except Unfit as error:
            self._find("body.not-canonical", stored.seq, str(error).removeprefix("："))
        except msgspec.DecodeError as error:
            self._find("body.unknown", stored.seq, f"不认识的事实或字段（{error}）")
        return None

    def _follow_command(self, place: Seq, one: Envelope) -> None:
        if one.part == 1 or (self._group and self._group[-1][1].cmd != one.cmd):
            self._close_command()
            self._torn = False
        if not self._torn:
            self._group.append((place, one))

    def _close_command(self) -> None:
        if not self._group:
            return
        place, first = self._group[0]
        if not envelope.whole([one for _, one in self._group]):
            saw = f"提交 {first.cmd} 应有 {first.of} 条，这里是 {len(self._group)} 条或次序不对"
            self._find("command.partial", self._group[-1][0], saw)
        if first.cmd in self.commands:
            self._find("command.repeated", place, f"提交 {first.cmd} 记了不止一次")
        self.commands.add(first.cmd)
        self._group = []

    def _compare(self) -> None:
        """Hold the books to every head kept elsewhere that they have come to by now."""
        while self._known and self._known[-1].head.seq <= self.head.seq:
            known = self._known.pop()
            here = Known(head=self.head, root=self.frontier.root().hex(), source=known.source)
            if known != here and known.head.seq > 0:
                saw = f"与{known.source}所记的链头不同：此前的记录被整体改写过"
                self._find("head.differs", known.head.seq, saw)

    def _find(self, kind: str, seq: int, saw: str) -> None:
        self.findings.append(Finding(kind=kind, where=f"第{Seq(seq)}条", saw=saw))


def culprits(broken: Sequence[int]) -> list[int]:
    """Which bodies were altered, from the places their successors do not vouch for.

    A body altered in what it says breaks the link behind it; altered in its own link, also the one before.
    """
    found, places = [], set(broken)
    for place in broken:
        if place not in places:
            continue
        places.discard(place)
        found.append(place + 1 if place + 1 in places else max(place, 1))
        places.discard(place + 1)
    return found
