"""Recorded facts to canonical bodies and back: `encode(decode(body)) == body`, on write and on verify."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Generic, TypeVar

import msgspec

from yajian.core.words import Recorded, Request
from yajian.journal import canonical, chain, envelope
from yajian.journal.canonical import Unfit
from yajian.journal.envelope import FORMAT, Head, Link, decoded

BODY_LIMIT = 64 * 1024  # bytes; what is larger is evidence, not a fact
F = TypeVar("F")


class _Body(Recorded[F], Generic[F], frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The layout of a body, fixed from the first fact; a new field comes with a default.

    It is the recorded fact, two names spelled shorter, and what ties it to its place: so a fold takes it as decoded.
    """

    recorded_at: datetime = msgspec.field(name="at")
    command_id: str = msgspec.field(name="cmd")
    v: int
    prev: str
    ask: str
    part: int = 1
    of: int = 1


class Codec(Generic[F]):
    """Bodies of one union of facts: `Codec(AnyFact)`."""

    def __init__(self, fact_type: Any) -> None:
        self._decoder: msgspec.json.Decoder[_Body[F]] = msgspec.json.Decoder(_Body[fact_type])

    def encode(self, recorded: Recorded[F], link: Link) -> bytes:
        """The one body of a recorded fact. Raises Unfit, naming the field, unless it comes back equal."""
        sealed = _sealed(recorded, link)
        return self._spelled(sealed, canonical.tree(sealed))[0]

    def write(
        self, head: Head, ask: str, command: Sequence[Recorded[F]]
    ) -> Iterator[tuple[Head, bytes, Recorded[F]]]:
        """The bodies of a command behind this head, each with the head after it and the fact as it came back.

        What is folded is what will be read. What the facts of a command share is looked at once; where it is not
        shared, what comes back is another fact, and that is refused.
        """
        tree: dict[str, object] = {}
        for part, recorded in enumerate(command, 1):
            sealed = _sealed(recorded, Link(prev=head.leaf, ask=ask, part=part, of=len(command)))
            if part == 1:
                tree = canonical.tree(sealed)
            else:
                fact = canonical.tree(recorded.fact, "fact")
                tree |= {"seq": sealed.seq, "prev": sealed.prev, "part": part, "fact": fact}
            body, read = self._spelled(sealed, tree)
            head = Head(read.seq, chain.link(body))
            yield head, body, read

    def _spelled(self, written: _Body[F], tree: object) -> tuple[bytes, Recorded[F]]:
        """A body and the fact read back from it. Raises Unfit unless that is what was to be written."""
        body = canonical.spell(tree)
        if len(body) > BODY_LIMIT:
            raise Unfit("fact", f"一条记录有 {len(body)} 字节，超过 {BODY_LIMIT}；大段内容请作为附件")
        try:
            sealed = self._decoder.decode(body)
        except msgspec.ValidationError as error:
            raise Unfit("fact", f"与该类事实的字段不符：{error}") from error
        # Equal values have one spelling, so what came back equal would be spelled the same.
        if sealed != written or canonical.respell(body) != body:
            raise Unfit("fact", "写下再读回不是同一条事实")
        return body, _recorded(sealed)

    def decode(self, body: bytes) -> Recorded[F]:
        """The recorded fact. Raises msgspec.DecodeError."""
        return _recorded(decoded(self._decoder, body))

    def read(self, body: bytes) -> Recorded[F]:
        """The same for a fold: the body itself, which is no equal of a plain Recorded but need not be copied."""
        return decoded(self._decoder, body)

    def follow(self, head: Head, seq: int, body: bytes) -> tuple[Head, Recorded[F]]:
        """One step along the chain, with the fact, at the cost of one decoding. Raises Broken, DecodeError."""
        sealed = decoded(self._decoder, body)
        if head.seq + 1 == seq == sealed.seq and sealed.v == FORMAT and sealed.prev == head.leaf:
            return Head(sealed.seq, chain.link(body)), sealed
        return envelope.follow(head, seq, body)[0], sealed  # which says what is wrong

    def check(self, body: bytes) -> Recorded[F]:
        """Decode, and write again on two paths that must both give the same bytes. Raises Unfit, DecodeError."""
        sealed = decoded(self._decoder, body)
        if canonical.dump(sealed) != body or canonical.repeat(body) != body:
            raise Unfit("", "不是规范形式：同一内容只许有一种写法")
        return _recorded(sealed)


def ask_of(request: Request[Any]) -> str:
    """The digest of what was asked and by whom, but not when: a retry is the same ask. Raises Unfit."""
    asked = {
        "command": request.command,
        "effective": request.effective,
        "evidence": request.evidence,
        "actor": request.actor,
        "organ": request.organ,
        "role": request.role,
    }
    return sha256(canonical.dump(asked)).hexdigest()


def _sealed(recorded: Recorded[F], link: Link) -> _Body[F]:
    return _Body(
        v=FORMAT,
        programme=recorded.programme,
        seq=recorded.seq,
        prev=link.prev,
        command_id=recorded.command_id,
        ask=link.ask,
        recorded_at=recorded.recorded_at,
        effective=recorded.effective,
        actor=recorded.actor,
        organ=recorded.organ,
        role=recorded.role,
        revision=recorded.revision,
        fact=recorded.fact,
        evidence=recorded.evidence,
        part=link.part,
        of=link.of,
    )


def _recorded(sealed: _Body[F]) -> Recorded[F]:
    return Recorded(
        programme=sealed.programme,
        seq=sealed.seq,
        recorded_at=sealed.recorded_at,
        effective=sealed.effective,
        actor=sealed.actor,
        organ=sealed.organ,
        role=sealed.role,
        command_id=sealed.command_id,
        revision=sealed.revision,
        fact=sealed.fact,
        evidence=sealed.evidence,
    )
