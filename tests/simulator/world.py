"""One simulated office: the real decide, evolve, codec and chain in memory, under one seed's chance and clock."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any, TypeVar, cast

import msgspec

from tests.given import plan_of
from yajian.core import catalogue
from yajian.core.decide import decide
from yajian.core.decisions.acceptance import Check
from yajian.core.decisions.charter import AdoptPlan, AdoptRevision
from yajian.core.decisions.closure import MoveRecord, RecordCondition
from yajian.core.decisions.flags import ReportActivity
from yajian.core.decisions.visits import Record as RecordVisit
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme, evolve
from yajian.core.reports.progress import Progress, progress
from yajian.core.rules import roles
from yajian.core.rules import targets as target_rules
from yajian.core.rules.charter import plan_in_force
from yajian.core.words import (
    SHANGHAI,
    Command,
    Digest,
    Picture,
    Recorded,
    Refusal,
    Request,
    Seq,
    SystemRule,
    UnitId,
    shanghai_date,
)
from yajian.journal import chain, named, refusals
from yajian.journal.booking import Answer, Booking, Decided, Refused
from yajian.journal.canonical import Unfit
from yajian.journal.codec import Codec, ask_of
from yajian.journal.envelope import FORMAT, Envelope, Head, read
from yajian.journal.folding import Folding, Standing
from yajian.journal.store import Attempt, Carried, Stored
from yajian.transact import FOLDING

T = TypeVar("T")

INSTALLER = "示例经办"  # by name
PLANS = ("shifan-2019", "demo-steel")  # both invented: nothing adverse is ever played on a real plan


MONEY = frozenset(
    {"quotas", "applications", "auditplans", "holds", "payments", "clawbacks", "bankstatements"}
)


class NothingOfTheKind(Exception):
    """What a generator would ask about is not in this plan: somebody asks for something else."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One thing somebody asks for, as it will be put to the office."""

    command: Command
    effective: date
    command_id: str
    evidence: tuple[Digest, ...] = ()
    actor: str = INSTALLER
    organ: str = "示范市工信局"
    role: str = roles.INSTALLER


def _looked_at(asked: Asked) -> tuple[Picture, ...]:
    """Every file of a visit is a photograph here, and looks like its own digest."""
    if not isinstance(asked.command, RecordCondition | MoveRecord | Check | ReportActivity | RecordVisit):
        return ()
    return tuple(Picture(digest=one, looks=(one[:16],)) for one in asked.evidence)


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """How things stood when something was asked."""

    standing: Standing[Programme]
    bodies: int
    revision: int
    carried: Carried | None  # what the same number had led to already


class Unwritten:
    """A codec whose bodies hold their envelope only: for seeds that are about decisions and not about bytes."""

    def __init__(self) -> None:
        self._facts: dict[bytes, Recorded[AnyFact]] = {}

    def write(
        self, head: Head, ask: str, command: Sequence[Recorded[AnyFact]]
    ) -> Iterator[tuple[Head, bytes, Recorded[AnyFact]]]:
        for part, recorded in enumerate(command, 1):
            envelope = Envelope(
                v=FORMAT,
                programme=recorded.programme,
                seq=recorded.seq,
                prev=head.leaf,
                cmd=recorded.command_id,
                ask=ask,
                part=part,
                of=len(command),
            )
            body = msgspec.json.encode(envelope)
            self._facts[body] = recorded
            head = Head(recorded.seq, chain.link(body))
            yield head, body, recorded

    def decode(self, body: bytes) -> Recorded[AnyFact]:
        return self._facts[body]


class Memory:
    """A turn at writing that never ends: bodies and the commands they came from."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.carried: dict[str, Carried] = {}
        self.head = Head()

    def read(self, after: int = 0) -> Iterator[Stored]:
        for place in range(after, len(self.bodies)):
            yield Stored(Seq(place + 1), self.bodies[place])

    def find(self, command_id: str) -> Carried | None:
        return self.carried.get(command_id)

    def append(self, bodies: Sequence[bytes], head: Head | None = None) -> Carried:
        envelope = read(bodies[-1])
        first = Seq(len(self.bodies) + 1)
        self.bodies += bodies
        assert head is not None
        self.head = head
        carried = Carried(
            command_id=envelope.cmd, ask=envelope.ask, first=first, last=envelope.seq, leaf=head.leaf
        )
        self.carried[envelope.cmd] = carried
        return carried

    def extend(self, commands: Sequence[Sequence[bytes]]) -> list[Carried]:
        raise AssertionError("only a replay adds several commands at once")

    def log_attempt(self, attempt: Attempt) -> None:
        """Refusals are counted by whoever asked."""


def _busy_with(chance: Random) -> tuple[str, ...]:
    """Two areas a seed is busy with; who is busy with money at all goes all its way, or none would come to its end."""
    areas = sorted(
        set(catalogue.AREAS) - MONEY | {"payments", "quotas", "clawbacks", "holds"}
    )  # no half of all seeds
    chosen = set(chance.sample(areas, 2))
    return tuple(sorted(chosen | MONEY if chosen & MONEY else chosen))


class World:
    """What generators look at and the invariants judge. Everything in it follows from the seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.chance = Random(seed)
        self.base = plan_of(self.chance.choice(PLANS))
        self.focus = _busy_with(self.chance)
        self.files: dict[Digest, Plan] = {self.paper(): self.base}
        self.kept: set[Digest] = set(self.files)
        self.now = datetime.combine(
            max(self.base.programme.issued_on, date(2020, 1, 1)), datetime.min.time(), SHANGHAI
        )
        self.now += timedelta(days=1, hours=9)
        self.memory = Memory()
        self.standing: Standing[Programme] = FOLDING.begin()
        self.history: list[Recorded[AnyFact]] = []
        self.asked: list[Asked] = []
        self.waiting: Asked | None = None  # for the paper that was entered just now
        self.published: list[tuple[str, Programme]] = []  # images with the digests they had
        self.locked: dict[UnitId, int] = {}  # with the most it may be filed at
        self.taken_back: set[tuple[Seq, str]] = set()
        self.written = seed % 5 == 0  # whether its bodies are encoded, or its facts only remembered
        codec = FOLDING.codec if self.written else cast(Codec[AnyFact], Unwritten())
        self._booking = Booking(Folding(codec, Programme, evolve), self._judge)
        self._plans: dict[tuple[Digest, int], Plan] = {}
        self._sheet: tuple[Seq, date, Progress] | None = None

    @property
    def programme(self) -> Programme:
        return self.standing.image

    @property
    def plan(self) -> Plan:
        """The plan in force now. Answers change it only together with its revision."""
        return self._in_force(self.programme) or self.base

    @property
    def today(self) -> date:
        return shanghai_date(self.now)

    # What invariants look at ---------------------------------------------------------------------

    def before(self, asked: Asked) -> Before:
        return Before(
            standing=self.standing,
            bodies=len(self.memory.bodies),
            revision=self.programme.charter.revision or self.base.programme.revision,
            carried=self.memory.find(asked.command_id),
        )

    def sheet(self) -> Progress:
        """The sheet of today, made once for all who look at it."""
        kept = self._sheet
        if kept is None or kept[:2] != (self.programme.seq, self.today):
            kept = self.programme.seq, self.today, progress(self.plan, self.programme, self.today)
            self._sheet = kept
        return kept[2]

    def days(self) -> tuple[date, ...]:
        """Days worth asking about: today, some day past, and the due days."""
        fixed = target_rules.fixed(self.programme)
        due = [one.due for one in fixed.value.milestones] if fixed is not None else []
        return (self.today, self.today - timedelta(days=self.chance.randrange(400)), *due)

    def judged(self, asked: Asked) -> Decided | Refusal:
        """What the office would say to this now; nothing comes of it."""
        return self._judge(self.programme, self._request(asked, self.now))

    # What generators draw from -------------------------------------------------------------------

    def pick(self, things: Sequence[T]) -> T:
        """One of them. Raises NothingOfTheKind where this plan, or this office yet, has none."""
        if not things:
            raise NothingOfTheKind
        return self.chance.choice(things)

    def maybe(self, probability: float) -> bool:
        return self.chance.random() < probability

    def day(self, back: int = 60) -> date:
        """A day not long ago, most often today."""
        return self.today - timedelta(days=0 if self.maybe(0.5) else self.chance.randrange(back))

    def paper(self) -> Digest:
        """The digest of a new file."""
        return Digest(sha256(f"{self.seed}/{self.chance.random()}".encode()).hexdigest())

    def scan(self) -> Digest:
        """A new file, kept as evidence."""
        digest = self.paper()
        self.kept.add(digest)
        return digest

    def ask(self, command: Command, *, scans: int = 0, effective: date | None = None) -> Asked:
        """An honest request, with a number of its own, by somebody who may ask for such a thing."""
        actor, organ, role = self._who(catalogue.tag(type(command)))
        return Asked(
            command=command,
            actor=actor,
            organ=organ,
            role=role,
            effective=effective if effective is not None else self.day(),
            command_id=f"s{self.seed}-{len(self.asked)}",
            evidence=tuple(self.scan() for _ in range(scans)),
        )

    def again(self, asked: Asked) -> Asked:
        """The same by the same person today, under a number of its own."""
        number = f"s{self.seed}-{len(self.asked)}"
        return msgspec.structs.replace(asked, command_id=number, effective=self.today)

    def _who(self, tag: str) -> tuple[str, str, str]:
        """The installer while there is one; then whoever was granted it, the office's people first."""
        if roles.installer(self.programme, self.today) in (roles.INSTALLER, INSTALLER, None):
            return INSTALLER, "示范市工信局", roles.INSTALLER
        held = (roles.grant(self.programme, seq, self.today) for seq in self.programme.roles.grants)
        able = [one.fact for one in held if one is not None and roles.may(one.fact.role, tag)]
        if not able:
            return INSTALLER, "示范市工信局", roles.INSTALLER
        fact = min(able, key=lambda one: (one.role != "office", one.person))
        return fact.person, fact.organ_name, fact.role

    # What happens --------------------------------------------------------------------------------

    def wait(self) -> None:
        """Some time goes by: mostly hours, sometimes weeks."""
        self.now += timedelta(minutes=self.chance.randrange(1, 60 * 24 if self.maybe(0.9) else 60 * 24 * 30))

    def put(self, asked: Asked, now: datetime | None = None) -> Answer:
        """Put it to the office, as the desk would."""
        self.asked.append(asked)
        request = self._request(asked, now or self.now)
        try:
            ask = ask_of(request)
        except Unfit as error:
            return Refused(refusals.unfit(error))
        at = self.standing
        branched = Standing(
            at.image.branch(), at.head, at.programme, at.last_at
        )  # as the desk does for a turn
        answer, written = self._booking.settle(self.memory, branched, request, ask)
        if written is not None:
            self.memory.append(written.bodies, written.standing.head)
            self.standing = written.standing
            self.history += written.facts
        return answer

    @staticmethod
    def _request(asked: Asked, now: datetime) -> Request[Any]:
        return Request(
            command=asked.command,
            command_id=asked.command_id,
            actor=asked.actor,
            organ=asked.organ,
            role=asked.role,
            now=now,
            effective=asked.effective,
            evidence=asked.evidence,
            pictures=_looked_at(asked),
        )

    def _judge(self, programme: Programme, request: Request[Any]) -> Decided | Refusal:
        """As the office judges: evidence first, then the plan the request is judged by, then the core."""
        command = request.command
        if not self.kept.issuperset((*request.evidence, *named.digests(command))):
            return Refusal(
                code="transact.evidence-not-kept",
                basis=SystemRule.EVIDENCE_REQUIRED,
                finding="所引附件没有存入附件库",
                way_forward="请先上传附件",
            )
        adopts = isinstance(command, AdoptPlan | AdoptRevision)
        plan = self.files.get(command.plan_file) if adopts else self._in_force(programme)
        if adopts and plan is None:
            return Refusal(
                code="transact.plan-faulty",
                basis=SystemRule.VALUE_UNFIT,
                finding="这份附件不是方案文件",
                way_forward="请用方案文件",
            )
        outcome = decide(cast(Plan, plan), programme, request)
        if isinstance(outcome, Refusal):
            return outcome
        book = programme.id or (plan.programme.id if plan is not None else "")
        return Decided(
            facts=outcome, programme=book, revision=programme.charter.revision or self.base.programme.revision
        )

    def _in_force(self, programme: Programme) -> Plan | None:
        file = programme.charter.files.at()
        if file is None:
            return None
        key = file.value, programme.charter.revision
        if key not in self._plans:
            self._plans[key] = plan_in_force(self.files[file.value], programme)
        return self._plans[key]
