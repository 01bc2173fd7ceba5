"""What stands around a fact in its body, readable without knowing the fact: place, chain, command."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from yajian.core.words import Seq
from yajian.journal import chain

T = TypeVar("T")

FORMAT = 1  # SHA-256 leaves, canonical JSON as in canonical.py


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """What ties a body to the one before it and to its command."""

    prev: str  # leaf of the body before, in hex; chain.EMPTY before the first
    ask: str  # digest of what was asked, so that one command id cannot stand for two commands
    part: int = 1  # this fact is the part-th of the command's
    of: int = 1  # and the command has so many: half a command shows


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of a body that a store needs; it never looks at the fact itself."""

    v: int
    programme: str
    seq: Seq
    prev: str
    cmd: str
    ask: str
    part: int = 1
    of: int = 1


class Head(msgspec.Struct, frozen=True, gc=False):
    """The end of the journal: its last place and the leaf of its last body, in hex."""

    seq: Seq = Seq(0)
    leaf: str = chain.EMPTY


class Broken(Exception):
    """Bytes of the journal are not what they must be. `kind` names the way, `seq` the place."""

    def __init__(self, kind: str, seq: int, saw: str) -> None:
        super().__init__(f"第{seq}条：{saw}")
        self.kind = kind
        self.seq = seq
        self.saw = saw


UNREACHABLE = "database.unreachable"  # the one way that says nothing about the bytes: nobody answers now

_decoder = msgspec.json.Decoder(Envelope)


def read(body: bytes) -> Envelope:
    """The envelope of a body. Raises msgspec.DecodeError."""
    return decoded(_decoder, body)


def decoded(decoder: msgspec.json.Decoder[T], body: bytes) -> T:
    """Decode, with the one error msgspec leaves to Python told as the others. Raises msgspec.DecodeError."""
    try:
        return decoder.decode(body)
    except UnicodeDecodeError as error:
        raise msgspec.DecodeError(str(error)) from error


def follow(head: Head, seq: int, body: bytes) -> tuple[Head, Envelope]:
    """One step along the chain: the head after this body. Raises Broken if it does not follow."""
    if seq != head.seq + 1:
        raise Broken("seq.gap", head.seq + 1, f"缺第{head.seq + 1}条，其后是第{seq}条")
    try:
        envelope = read(body)
    except msgspec.DecodeError as error:
        raise Broken("body.unreadable", seq, "内容已不是可读的记录") from error
    if envelope.v != FORMAT:
        raise Broken("body.format", seq, f"记录格式是 {envelope.v}，本程序只认 {FORMAT}")
    if envelope.seq != seq:
        raise Broken("seq.moved", seq, f"放在第{seq}条的记录自称是第{envelope.seq}条")
    if envelope.prev != head.leaf:
        raise Broken("chain.broken", seq, "与前一条接不上：前一条被改过，或本条被换过")
    return Head(Seq(seq), chain.link(body)), envelope


def whole(envelopes: Sequence[Envelope]) -> bool:
    """Whether these are all the facts of one command, in order."""
    first = envelopes[0]
    return len(envelopes) == first.of and all(
        (one.cmd, one.ask, one.part, one.of) == (first.cmd, first.ask, part, first.of)
        for part, one in enumerate(envelopes, 1)
    )
