"""One desk, one turn at a time: requests queue, each is decided on top of those before it, and all commit together.

Who comes first takes the turn, for himself and for all who come before it commits; the next turn is then the first
one's of those who wait. So a commit is not made for one while thirty queue behind it, and no thread stands between.
"""

from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime
from threading import Lock, Thread
from typing import Any, Generic

import msgspec

from yajian.core.words import Recorded, Refusal, Request, Seq
from yajian.journal import booking, folding, refusals
from yajian.journal.booking import Answer, Booking, Judge, Refused
from yajian.journal.canonical import Unfit
from yajian.journal.codec import ask_of
from yajian.journal.folding import Folding, ImageT, Standing
from yajian.journal.keeping import Keeper
from yajian.journal.snapshot import Snapshots
from yajian.journal.store import Attempt, Batch, Store

BATCH = 256  # requests that share one commit
_CLOSED = "办公室已关闭，不再受理"


class Closed(Exception):
    """The desk takes no more requests."""


class _Job(msgspec.Struct, eq=False):
    request: Request[Any]
    ask: str
    clock: Callable[[], datetime]
    waits: Lock  # held until there is an answer, or it is this one's turn
    answer: Answer | BaseException | None = None


class Desk(Generic[ImageT]):
    """Takes requests from any thread; answers when what it answers is durable."""

    def __init__(
        self,
        store: Store,
        folding: Folding[ImageT],
        judge: Judge[ImageT],
        snapshots: Snapshots[ImageT] | None = None,
    ) -> None:
        """Folds the journal, following its chain: all of it, or what came after a snapshot. Raises Broken."""
        self._store = store
        self._folding = folding
        self._booking = Booking(folding, judge)
        self._moving = Lock()  # one thread at a time takes the image forward
        self._keeper = Keeper(store, snapshots)
        self._standing, self._instants = self._keeper.begin(folding)
        self._behind = True
        self._waiting: deque[_Job] = deque()
        self._writing = Lock()  # held while anybody takes a turn, and handed on with it
        self._gate = Lock()
        self._closed = False
        self.catch_up()

    @property
    def standing(self) -> Standing[ImageT]:
        """The latest image and its place, what other processes wrote included; once closed, the last."""
        self._keeper.refuse_broken()
        if not self._closed and (self._behind or self._store.changed()):
            self.catch_up()
        return self._standing

    def catch_up(self) -> None:
        """Fold what was appended since. Raises Broken, and then tries again the next time."""
        with self._moving:
            self._behind = True
            self._move(self._store)
            self._behind = False
        self._keeper.offer(self._standing, self._instants)

    def look_back(self) -> None:
        """After a start from a snapshot: follow the chain below it too, behind the open door."""
        self._keeper.look_back()

    def submit(self, request: Request[Any], clock: Callable[[], datetime]) -> Answer:
        """Carry it out, wholly and once, or decline. `now` is read from the clock when its turn comes.

        Raises NotRecorded, Unknown or Unsafe from the store, Closed, or what a broken program raised.
        """
        if self._closed:
            raise Closed(_CLOSED)
        number = request.command_id
        if not (0 < len(number) <= 100 and number.isascii() and number.isprintable() and " " not in number):
            return self._declined(request, clock, refusals.number_unfit(number))
        try:
            ask = ask_of(request)
        except Unfit as error:
            return self._declined(request, clock, refusals.unfit(error))
        job = _Job(request, ask, clock, Lock())
        job.waits.acquire()
        with self._gate:
            if self._closed:
                raise Closed(_CLOSED)
            self._waiting.append(job)
            first = self._writing.acquire(blocking=False)
        if first:
            self._take()
        else:
            self._wait(job)
        if isinstance(job.answer, BaseException):
            raise job.answer
        assert job.answer is not None
        return job.answer

    def known_at(self, instant: datetime) -> Seq:
        """The last place recorded at or before an instant."""
        _ = self.standing  # catches up
        with self._moving:
            return self._instants.last_by(instant)

    def image_at(self, seq: int) -> ImageT:
        """The image after the first `seq` facts, folded afresh."""
        return self._folding.onward(self._folding.begin(), self._store.read(upto=seq)).image

    def history(self, after: int = 0, upto: int | None = None) -> Iterator[Recorded[Any]]:
        return folding.recorded(self._folding.codec, self._store.read(after, upto))

    def attempts(self) -> Iterator[Attempt]:
        return self._store.attempts()

    def close(self) -> None:
        """Finish what was accepted, then let go of the store."""
        with self._gate:
            if self._closed:
                return
            self._closed = True
        with self._writing:
            self._keeper.close()
            self._store.close()

    def _wait(self, job: _Job) -> None:
        """Until it is answered; if its turn comes before, take that."""
        try:
            job.waits.acquire()
        except BaseException:  # who is interrupted leaves another in his place: those behind him rely on it
            Thread(target=self._wait, args=(job,), name="yajian-stand-in").start()
            raise
        if job.answer is None:
            self._take()

    def _take(self) -> None:
        """One turn for those who wait and those who come before it commits; then make room for the next."""
        jobs = [self._waiting.popleft() for _ in range(min(len(self._waiting), BATCH))]
        answers: list[Answer | BaseException]
        try:
            answers = self._turn(jobs)
        except BaseException as error:  # whatever it was, those who wait must hear of it
            answers = [error] * len(jobs)
        with self._gate:
            following = self._waiting[0] if self._waiting else None
            if following is None:
                self._writing.release()
        if following is not None:
            following.waits.release()
        for job, answer in zip(jobs, answers, strict=True):
            job.answer = answer
            job.waits.release()

    def _coming(self, jobs: list[_Job]) -> Iterator[_Job]:
        """These, and then whoever has queued meanwhile, until nobody is left or the turn is full."""
        yield from jobs
        while self._waiting and len(jobs) < BATCH:
            jobs.append(self._waiting.popleft())
            yield jobs[-1]

    def _turn(self, jobs: list[_Job]) -> list[Answer | BaseException]:
        """Catch up, settle each request on top of those before it, commit once, publish one image."""
        self._keeper.refuse_broken()
        with self._store.writing() as batch:
            with self._moving:
                standing = _branch(self._standing if batch.head == self._standing.head else self._move(batch))
            answers = list[Answer | BaseException]()
            notes = list[Recorded[Any]]()
            for job in self._coming(jobs):
                answer, standing, facts = self._settle(batch, standing, job)
                answers.append(answer)
                notes += facts
        with self._moving:
            for recorded in notes:
                self._instants.note(recorded.seq, recorded.recorded_at)
            if standing.head.seq > self._standing.head.seq:
                self._standing = standing
        self._keeper.offer(standing, self._instants)
        return answers

    def _settle(
        self, batch: Batch, standing: Standing[ImageT], job: _Job
    ) -> tuple[Answer | BaseException, Standing[ImageT], tuple[Recorded[Any], ...]]:
        """One request. A program error is its own answer and leaves the others alone."""
        try:
            request = msgspec.structs.replace(job.request, now=job.clock())
            answer, written = self._booking.settle(batch, standing, request, job.ask)
            declined = (
                booking.attempt(request, answer.refusal, standing.head)
                if isinstance(answer, Refused)
                else None
            )
        except BaseException as error:  # even SystemExit: a decision has no say over the others' turn
            before = self._standing  # what was folded of it is in no journal: fold the others' again
            return error, _branch(self._folding.onward(before, batch.read(before.head.seq))), ()
        # From here on an error is the store's and ends the turn for all.
        if declined is not None:
            batch.log_attempt(declined)
        if written is None:
            return answer, standing, ()
        batch.append(written.bodies)
        return answer, written.standing, written.facts

    def _move(self, source: Store | Batch) -> Standing[ImageT]:
        """Take the published image forward to the end of what is written."""
        rows = source.read(after=self._standing.head.seq)
        self._standing = self._folding.onward(self._standing, rows, self._instants)
        return self._standing

    def _declined(self, request: Request[Any], clock: Callable[[], datetime], refusal: Refusal) -> Refused:
        request = msgspec.structs.replace(request, now=clock())
        self._store.log_attempt(booking.attempt(request, refusal, self._standing.head))
        return Refused(refusal)


def _branch(standing: Standing[ImageT]) -> Standing[ImageT]:
    """The same, with an image of the turn's own to fold on."""
    return Standing(standing.image.branch(), standing.head, standing.programme, standing.last_at)
