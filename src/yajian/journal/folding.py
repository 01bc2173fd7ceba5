"""From stored bodies to an image, one verified step of the chain at a time."""

import gc
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Generic, Protocol, Self, TypeVar

import msgspec

from yajian.core.words import Recorded, Seq
from yajian.journal.codec import Codec
from yajian.journal.envelope import Broken, Head, follow
from yajian.journal.store import Stored


class Image(Protocol):
    """A fold's result that can be continued without changing what was published."""

    def branch(self) -> Self: ...


ImageT = TypeVar("ImageT", bound=Image)


class Standing(msgspec.Struct, Generic[ImageT], frozen=True):
    """An image with the place in the journal it stands at."""

    image: ImageT
    head: Head = Head()
    programme: str = ""  # whose journal this is; empty before the first fact
    last_at: datetime | None = None


class Folding(Generic[ImageT]):
    """How this house's bodies become its image: a codec, an empty image, and one step."""

    def __init__(
        self, codec: Codec[Any], start: Callable[[], ImageT], evolve: Callable[[ImageT, Recorded[Any]], None]
    ) -> None:
        self.codec = codec
        self.start = start
        self.evolve = evolve

    def begin(self) -> Standing[ImageT]:
        return Standing(self.start())

    def onward(
        self, standing: Standing[ImageT], rows: Iterable[Stored], instants: "Instants | None" = None
    ) -> Standing[ImageT]:
        """The standing after these bodies; `standing` itself when there are none. Raises Broken."""
        with collector_paused():
            return self._onward(standing, rows, instants)

    def _onward(
        self, standing: Standing[ImageT], rows: Iterable[Stored], instants: "Instants | None"
    ) -> Standing[ImageT]:
        head, programme, last_at = standing.head, standing.programme, standing.last_at
        image: ImageT | None = None
        for stored in rows:
            head, recorded = step(self.codec, head, stored)
            if recorded.programme != programme and programme:
                saw = f"属于方案 {recorded.programme}，这本账簿是 {programme} 的"
                raise Broken("programme.other", recorded.seq, saw)
            if image is None:
                image = standing.image.branch()
            try:
                self.evolve(image, recorded)
            except Exception as error:
                raise Broken("fold.failed", recorded.seq, f"记录无法入账：{error}") from error
            programme, last_at = recorded.programme, recorded.recorded_at
            if instants is not None:
                instants.note(recorded.seq, recorded.recorded_at)
        return standing if image is None else Standing(image, head, programme, last_at)


@contextmanager
def collector_paused() -> Iterator[None]:
    """A fold makes no cycles. Looking for some among all it has made so far is a sixth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def step(codec: Codec[Any], head: Head, stored: Stored) -> tuple[Head, Recorded[Any]]:
    """Follow the chain to one body and decode it. Raises Broken."""
    try:
        return codec.follow(head, stored.seq, stored.body)
    except msgspec.DecodeError as error:
        follow(head, stored.seq, stored.body)  # what is no record, or out of its place, is told as that
        saw = f"本程序不认识这类事实，或字段不符（{error}）；若账簿由新版写成，请用新版打开"
        raise Broken("body.unknown", stored.seq, saw) from error


def recorded(codec: Codec[Any], rows: Iterable[Stored]) -> Iterator[Recorded[Any]]:
    """Decoded facts, for bodies whose chain has been followed already."""
    for stored in rows:
        yield codec.decode(stored.body)


class Instants:
    """When each fact was recorded, in eight bytes a fact. The clock may have stepped back between two.

    Seconds since 1970, which tell one microsecond from the next until the year 2255.
    """

    def __init__(self, kept: bytes = b"") -> None:
        self._seconds = array("d", kept)

    def note(self, seq: Seq, at: datetime) -> None:
        """Add the next fact's instant; one that is noted already is left as it is."""
        if seq == len(self._seconds) + 1:
            self._seconds.append(at.timestamp())

    def first(self, count: int) -> bytes:
        """The first so many, for a snapshot."""
        return self._seconds[:count].tobytes()

    def last_by(self, instant: datetime) -> Seq:
        """The last place recorded at or before an instant; 0 if there is none."""
        limit = instant.timestamp()
        for place in range(len(self._seconds), 0, -1):
            if self._seconds[place - 1] <= limit:
                return Seq(place)
        return Seq(0)
