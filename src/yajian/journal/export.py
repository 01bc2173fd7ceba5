"""The journal as a file that speaks for itself: a body a line, then one line that seals them.

Whoever has the file can check it, with `audit check` or with thirty lines of his own; no data folder is needed.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import BinaryIO

import msgspec

from yajian.core.words import Seq
from yajian.journal import canonical, envelope
from yajian.journal.canonical import Unfit
from yajian.journal.chain import Frontier
from yajian.journal.envelope import Head
from yajian.journal.store import Finding, Stored
from yajian.journal.walk import Known, Walk


class Seal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The last line: how many bodies stand above it and what commits to them. `check` speaks for the seal."""

    sealed: str  # the programme
    seq: Seq
    leaf: str  # of the last body
    root: str  # RFC 6962 over them all
    check: str = ""  # SHA-256 of this line without it

    @property
    def known(self) -> Known:
        return Known(head=Head(self.seq, self.leaf), root=self.root, source="导出文件的末行")


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a file was found to hold. Nothing found means that every byte agreed."""

    programme: str
    head: Head
    root: str
    lines: int
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return not self.findings


def write(rows: Iterable[Stored], file: BinaryIO) -> Seal:
    """Write every body as it was hashed, following the chain on the way. Raises Broken."""
    head, frontier, programme = Head(), Frontier(), ""
    for stored in rows:
        head, read = envelope.follow(head, stored.seq, stored.body)
        frontier.add(bytes.fromhex(head.leaf))
        programme = programme or read.programme
        file.write(stored.body + b"\n")
    seal = _signed(Seal(sealed=programme, seq=head.seq, leaf=head.leaf, root=frontier.root().hex()))
    file.write(canonical.dump(seal) + b"\n")
    return seal


def check(file: BinaryIO, known: Sequence[Known] = ()) -> Report:
    """Everything again from the bytes of the file, held to its seal and to heads kept elsewhere."""
    walk = Walk(_Spelling(), known)
    held: bytes | None = None
    number = 0  # of the line that is held back until it is known not to be the last
    for line in file:
        if held is not None:
            _take(walk, number, held)
        held, number = line, number + 1
    seal = _seal(held)
    if seal is None and held is not None:
        _take(walk, number, held)
    return _report(walk, number, seal)


def _take(walk: Walk, number: int, line: bytes) -> None:
    walk.take(Stored(Seq(number), line.removesuffix(b"\n")))


def _report(walk: Walk, number: int, seal: Seal | None) -> Report:
    """The walk's findings by line, and the seal's."""
    if seal is not None and seal.seq == walk.head.seq:
        walk.vouch(seal.leaf)
    walk.finish()
    found = list(_in_bodies(walk.findings))
    root = walk.frontier.root().hex()
    if seal is None:
        saw = "这一行不是完好的封签：文件被截断，或封签被改过"
        found = [one for one in found if one.where != _row(number)]
        found.append(Finding(kind="seal.missing", where=_row(number), saw=saw))
    elif not found and seal.known.head != walk.head:
        saw = f"封签说有{seal.seq}条，这里是{walk.head.seq}条"
        found.append(Finding(kind="seal.differs", where=_row(number), saw=saw))
    elif not found and (seal.root, seal.sealed) != (root, walk.programme):
        saw = "封签所记的树根或方案与以上各行不同"
        found.append(Finding(kind="seal.differs", where=_row(number), saw=saw))
    return Report(programme=walk.programme, head=walk.head, root=root, lines=number, findings=tuple(found))


def _in_bodies(findings: Sequence[Finding]) -> Iterator[Finding]:
    """By line, one a line; commands in pieces say nothing new where bytes were altered."""
    altered = [one for one in findings if not one.kind.startswith("command.")]
    moved = {_line(one) for one in findings if one.kind == "seq.moved"}
    seen = set()
    for one in sorted(altered or findings, key=_line):
        if one.kind == "chain.broken" and _line(one) + 1 in moved and _line(one) not in moved:
            continue  # what stands behind it is not the next one, and so accuses nobody
        if _line(one) not in seen:
            yield msgspec.structs.replace(one, where=_row(_line(one)))
        seen.add(_line(one))


def _line(finding: Finding) -> int:
    """A body's place is its line."""
    return int(finding.where.removeprefix("第").removesuffix("条"))


def _row(line: int) -> str:
    return f"第{line}行"


class _Spelling:
    """Whether a body is spelled as it must be, whatever it tells of: a file outlives the kinds of its day."""

    def check(self, body: bytes) -> None:
        if canonical.repeat(body) != body:
            raise Unfit("", "不是规范形式：同一内容只许有一种写法")


def _seal(line: bytes | None) -> Seal | None:
    """The seal, if the line is one and nothing in it was altered."""
    try:
        seal = envelope.decoded(_decoder, (line or b"").removesuffix(b"\n"))
    except msgspec.DecodeError:
        return None
    return seal if line == canonical.dump(_signed(seal)) + b"\n" else None


_decoder = msgspec.json.Decoder(Seal)


def _signed(seal: Seal) -> Seal:
    plain = canonical.dump(msgspec.structs.replace(seal, check=""))
    return msgspec.structs.replace(seal, check=sha256(plain).hexdigest())
