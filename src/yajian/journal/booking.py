"""One request taken to the books: seen before, declined, or decided, stamped, encoded and appended.

Nothing here knows what is decided. `judge` does, and it is a pure function of the image and the request.
"""

from collections.abc import Callable
from typing import Any, Generic

import msgspec

from yajian.core.words import Clause, Fact, Recorded, Refusal, Request, Seq
from yajian.journal import canonical, refusals
from yajian.journal.envelope import Broken, Head
from yajian.journal.folding import Folding, ImageT, Standing
from yajian.journal.store import Attempt, Batch, Carried


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """What a judge gives: facts, whose books they go into, and the plan revision they rest on."""

    facts: tuple[Fact, ...]
    programme: str
    revision: int


class Done(msgspec.Struct, frozen=True):
    """Carried out and durable. No facts: it was so already."""

    facts: tuple[Recorded[Any], ...]


class Refused(msgspec.Struct, frozen=True):
    """Declined; the books are as they were."""

    refusal: Refusal


Answer = Done | Refused
Judge = Callable[[ImageT, Request[Any]], Decided | Refusal]


class Booking(Generic[ImageT]):
    """How one request is carried out inside a turn.

    The image belongs to the turn and is folded on as requests are granted; one that raises may leave it half
    folded, and it has to be made again. In the journal such a request changes nothing.
    """

    def __init__(self, folding: Folding[ImageT], judge: Judge[ImageT]) -> None:
        self._folding = folding
        self._judge = judge

    def settle(
        self, batch: Batch, standing: Standing[ImageT], request: Request[Any], ask: str
    ) -> tuple[Answer, "Written[ImageT] | None"]:
        """The answer, and what has to be appended for it to become true, if anything."""
        carried = batch.find(request.command_id)
        if carried is not None:
            if carried.ask != ask:
                return Refused(refusals.same_number(carried)), None
            return Done(self._facts_of(batch, carried)), None
        if standing.last_at is not None and request.now < standing.last_at - refusals.CLOCK_TOLERANCE:
            return Refused(refusals.clock_went_back(request.now, standing.last_at)), None
        decided = self._judge(standing.image, request)
        if isinstance(decided, Refusal):
            return Refused(decided), None
        if not decided.facts:
            return Done(()), None
        written = self._write(standing, request, decided, ask)
        return Done(written.facts), written

    def _facts_of(self, batch: Batch, carried: Carried) -> tuple[Recorded[Any], ...]:
        """What a command led to, read again from the journal."""
        found = []
        for stored in batch.read(after=carried.first - 1):
            if stored.seq > carried.last:
                break
            found.append(self._folding.codec.decode(stored.body))
        return tuple(found)

    def _write(
        self, standing: Standing[ImageT], request: Request[Any], decided: Decided, ask: str
    ) -> "Written[ImageT]":
        """Stamp, encode and fold the facts of one command."""
        if standing.programme not in ("", decided.programme):
            saw = f"要记入方案 {decided.programme}，这本账簿是 {standing.programme} 的"
            raise Broken("programme.other", standing.head.seq + 1, saw)
        stamped = [
            _stamped(fact, request, decided, Seq(seq))
            for seq, fact in enumerate(decided.facts, standing.head.seq + 1)
        ]
        heads, bodies, facts = zip(*self._folding.codec.write(standing.head, ask, stamped), strict=True)
        for recorded in facts:
            self._folding.evolve(standing.image, recorded)
        after = Standing(standing.image, heads[-1], decided.programme, request.now)
        return Written(bodies=bodies, facts=facts, standing=after)


class Written(msgspec.Struct, Generic[ImageT], frozen=True, kw_only=True):
    """A command's bodies, its facts as they will be read back, and the standing once they are in."""

    bodies: tuple[bytes, ...]
    facts: tuple[Recorded[Any], ...]
    standing: Standing[ImageT]


def _stamped(fact: Fact, request: Request[Any], decided: Decided, seq: Seq) -> Recorded[Any]:
    return Recorded(
        programme=decided.programme,
        seq=seq,
        recorded_at=request.now,
        effective=request.effective,
        actor=request.actor,
        organ=request.organ,
        role=request.role,
        command_id=request.command_id,
        revision=decided.revision,
        fact=fact,
        evidence=request.evidence,
    )


def attempt(request: Request[Any], refusal: Refusal, head: Head) -> Attempt:
    """A declined request as the log of attempts keeps it; text the journal cannot hold is escaped."""
    basis = refusal.basis
    return Attempt(
        at=canonical.instant(request.now),
        actor=_plain(request.actor),
        organ=_plain(request.organ),
        role=_plain(request.role),
        command_id=_plain(request.command_id),
        command=_shown(request.command),
        code=refusal.code,
        basis=_plain(basis.id if isinstance(basis, Clause) else basis.name),
        finding=_plain(refusal.finding),
        way_forward=_plain(refusal.way_forward),
        head=head.seq,
    )


def _shown(command: object) -> str:
    try:
        return canonical.dump(command).decode()
    except canonical.Unfit:
        return _plain(msgspec.json.encode(command).decode())


def _plain(text: str) -> str:
    """The text, or an escaped and shortened form if it is not fit for the books."""
    try:
        canonical.dump(text)
    except canonical.Unfit:
        return text.encode("unicode_escape").decode("ascii")[:4000]
    return text
