"""The office: load, decide, append. The only caller of `decide`; here time and actor enter.

A page, a verb, an import and a story all end in `Office.transact`, and nothing else writes.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

import msgspec

from yajian.core import catalogue
from yajian.core.decide import decide
from yajian.core.decisions.acceptance import Check
from yajian.core.decisions.charter import AdoptPlan, AdoptRevision
from yajian.core.decisions.closure import MoveRecord, RecordCondition
from yajian.core.decisions.flags import ReportActivity
from yajian.core.decisions.visits import Record as RecordVisit
from yajian.core.facts.workers import PersonErased, WorkerId
from yajian.core.plan import Plan, Settlement, plan_at
from yajian.core.programme import AnyFact, Programme, evolve
from yajian.core.rules import workers as worker_rules
from yajian.core.rules.charter import settlements
from yajian.core.rules.roles.sight import EVERYTHING
from yajian.core.words import (
    Command,
    Digest,
    EnterpriseId,
    QuestionId,
    Recorded,
    Refusal,
    Request,
    Seq,
    SystemRule,
    shanghai_date,
)
from yajian.evidence import Evidence
from yajian.evidence.pictures import pictures, written
from yajian.journal import chain, named
from yajian.journal.booking import Decided, Done, Refused
from yajian.journal.codec import Codec
from yajian.journal.desk import Desk
from yajian.journal.envelope import Head
from yajian.journal.folding import Folding
from yajian.journal.home import Home
from yajian.journal.snapshot import Snapshots, code
from yajian.journal.store import Attempt
from yajian.journal.stores import open_books
from yajian.journal.turns import Serving
from yajian.persons import Persons
from yajian.planfile import PlanFaulty

__all__ = ["FOLDING", "Done", "Office", "Refused", "snapshots_of"]

PLANS_KEPT = 8  # plans with answers laid over them; asked as of this day and that, an office has few of them

# What says how it is on the site: whose photographs are compared with all others.
_OF_THE_SITE = (RecordCondition, MoveRecord, Check, ReportActivity, RecordVisit)

FOLDING: Folding[Programme] = Folding(Codec(AnyFact), Programme, evolve)


def snapshots_of(home: Home) -> Snapshots[Programme]:
    """The snapshot of a data folder, as this program reads and writes it."""
    return Snapshots(home.snapshot, Programme, code)


def _wall_clock() -> datetime:
    return datetime.now(UTC)


class Laid(msgspec.Struct, frozen=True):
    """A plan as one set of answers leaves it: working it out again takes as long as the rest of a page."""

    file: Digest
    answers: Mapping[QuestionId, Settlement]
    plan: Plan


class Office:
    """One programme's books, open. Usable from many threads; other processes may have them open as well."""

    sight = EVERYTHING  # whose eyes it is read with

    def __init__(
        self,
        home: Path,
        *,
        load_plan: Callable[[bytes], Plan],
        clock: Callable[[], datetime] = _wall_clock,
        serving: bool = False,
        database: str = "",
    ) -> None:
        """Open a data folder, making it if need be. `serving` claims it for the one server.

        With `database`, the address of PostgreSQL, the books lie there, and several servers may share them.
        Raises Unsafe, in Chinese, if the books must not be used as things stand; Broken if they do not fold.
        """
        layout = Home(home)
        layout.prepare_folders()
        self.evidence = Evidence(layout.evidence)
        self.templates = layout.templates
        self.persons = Persons(layout.root)
        self._load_plan = load_plan
        self._clock = clock
        self._plans: dict[Digest, Plan] = {}
        self._laid: tuple[Laid, ...] = ()  # the latest worked out, newest first
        self._serving = Serving(layout.serving) if serving and not database else None
        snapshots = snapshots_of(layout)
        if serving:
            self.evidence.tidy()
            snapshots.tidy()
        try:
            self._store = open_books(layout, database)
            try:
                self._desk = Desk(self._store, FOLDING, self._judge, snapshots)
                for worker in self.programme.workers.erased:  # a copy of the keys may have been put back
                    self.persons.erase(worker)
                if serving:
                    self._desk.look_back()
            except BaseException:
                self._store.close()
                raise
        except BaseException:
            self._release()
            raise

    def transact(
        self,
        command: Command,
        *,
        actor: str,
        organ: str,
        role: str,
        effective: date,
        evidence: tuple[Digest, ...] = (),
        command_id: str | None = None,
        now: datetime | None = None,
    ) -> Done | Refused:
        """Carry out a command wholly and once, or decline it. What is answered is durable.

        The same `command_id` with the same command gives the same answer again. Raises NotRecorded or
        Unknown if the disk fails; what a broken program raised comes out as it is, and nothing is written.
        """
        clock = self._clock if now is None else lambda: now
        request: Request[Command] = Request(
            command=command,
            command_id=secrets.token_hex(16) if command_id is None else command_id,
            actor=actor,
            organ=organ,
            role=role,
            now=clock(),
            effective=effective,
            evidence=evidence,
            pictures=pictures(self.evidence, evidence) if isinstance(command, _OF_THE_SITE) else (),
            written=written(self.evidence, evidence) if isinstance(command, _OF_THE_SITE) else (),
        )
        answer = self._desk.submit(request, clock)
        if isinstance(answer, Done):
            self._forget(answer)
        return Refused(_in_words(answer.refusal, command)) if isinstance(answer, Refused) else answer

    def _forget(self, done: Done) -> None:
        """The fact first, then the key. What stops in between is made good when the office next opens."""
        for one in done.facts:
            if isinstance(one.fact, PersonErased):
                self.persons.erase(one.fact.worker)

    def now(self) -> datetime:
        """The moment by this office's clock."""
        return self._clock()

    def today(self) -> date:
        """The day by this office's clock, where the plan is in force."""
        return shanghai_date(self._clock())

    @property
    def programme(self) -> Programme:
        """The latest image, what other processes recorded included. It never changes once given."""
        return self._desk.standing.image

    @property
    def head(self) -> Head:
        """The journal's end: keep its seq and leaf elsewhere, and no history before it can be rewritten."""
        return self._desk.standing.head

    def plan(self, as_of: date | None = None, known: Seq | None = None) -> Plan:
        """The plan in force on a day, as the first `known` facts tell it. LookupError before adoption."""
        plan = self._in_force(self.programme, as_of, known)
        if plan is None:
            raise LookupError("本办公室还没有采用任何方案")
        return plan

    def keep(self, path: Path) -> Digest:
        """Store a file as evidence. Raises EvidenceRefused or NotKept."""
        return self.evidence.put_file(path)

    def rostered(
        self, as_of: date | None = None, known: Seq | None = None
    ) -> dict[EnterpriseId, frozenset[WorkerId]]:
        """Who is on whose roster, as numbers that say nothing of anybody: also to whoever reads a part of the books."""
        return worker_rules.rostered(self.programme, as_of, known)

    def known_at(self, instant: datetime) -> Seq:
        """The last fact recorded at or before an instant; 0 if there is none."""
        return self._desk.known_at(instant)

    def programme_at(self, seq: int) -> Programme:
        """The image after the first `seq` facts, folded afresh."""
        return self._desk.image_at(seq)

    def history(self, after: int = 0, upto: int | None = None) -> Iterator[Recorded[AnyFact]]:
        return self._desk.history(after, upto)

    def recorded(self, seq: int) -> Recorded[AnyFact]:
        """One fact. LookupError if the journal does not reach so far."""
        for found in self.history(seq - 1, seq):
            return found
        raise LookupError(f"没有第{seq}条")

    def body(self, seq: int) -> str:
        """One fact's canonical body, letter for letter as it was hashed."""
        for stored in self._store.read(seq - 1, seq):
            return stored.body.decode()
        raise LookupError(f"没有第{seq}条")

    def shows(self, seq: int) -> bool:
        """Whether whoever asks may read an entry."""
        return 0 < seq <= self.head.seq

    def gives(self, file: Digest) -> bool:
        """Whether whoever asks may have a file that is kept."""
        return self.evidence.holds(file)

    def leaf(self, seq: int) -> str:
        """The leaf of a place, which commits to every fact up to it."""
        return chain.leaf(self.body(seq).encode()).hex() if seq else chain.EMPTY

    def recorded_at(self, seq: int) -> datetime:
        """The moment at which a place was taken."""
        return self.recorded(seq).recorded_at

    def attempts(self) -> Iterator[Attempt]:
        """Declined commands, oldest first."""
        return self._desk.attempts()

    def close(self) -> None:
        """Finish what was accepted and let go."""
        self._desk.close()
        self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Called by the desk, in the thread that takes the turn, for each request when it comes to it.

    def _judge(self, programme: Programme, request: Request[Any]) -> Decided | Refusal:
        """Evidence first, then the plan the request is judged by, then the core."""
        for digest in (*request.evidence, *named.digests(request.command)):
            if not self.evidence.holds(digest):
                return _not_kept(digest)
        try:
            plan = self._plan_for(programme, request)
        except PlanFaulty as fault:
            return _plan_faulty(fault)
        # Without a plan in force the core declines everything but adoption before it looks at the plan.
        outcome = decide(cast(Plan, plan), programme, request)
        if isinstance(outcome, Refusal):
            return outcome
        book = programme.id or (plan.programme.id if plan is not None else "")
        revision = programme.charter.revision or (plan.programme.revision if plan is not None else 0)
        return Decided(facts=outcome, programme=book, revision=revision)

    def _plan_for(self, programme: Programme, request: Request[Any]) -> Plan | None:
        """The plan a request is judged by: the proposed file when one is adopted, else the one in force now."""
        if isinstance(request.command, AdoptPlan | AdoptRevision):
            return self._base(request.command.plan_file)
        return self._in_force(programme)

    def _in_force(
        self, programme: Programme, as_of: date | None = None, known: Seq | None = None
    ) -> Plan | None:
        """The file of that day with its answers laid over it; none before adoption.

        A day, or a moment, before the first file is read with the first: it lends its words, not its numbers.
        Kept by what the answers say, not by their numbers: what a turn decides on may never be committed, and
        the number of such an answer is given to another.
        """
        files = programme.charter.files
        entry = (
            files.at(as_of, known) or next(iter(files.known(known)), None) or next(iter(files.known()), None)
        )
        if entry is None:
            return None
        file, answers = entry.value, settlements(programme, as_of, known)
        for laid in self._laid:
            if laid.file == file and laid.answers == answers:
                return laid.plan
        plan = plan_at(self._base(file), answers)
        self._laid = (Laid(file, answers, plan), *self._laid)[:PLANS_KEPT]
        return plan

    def _base(self, file: Digest) -> Plan:
        """A plan file as issued, loaded once. Raises PlanFaulty, or Fault if the file is not what it was."""
        if file not in self._plans:
            self._plans[file] = self._load_plan(self.evidence.read(file))
        return self._plans[file]

    def _release(self) -> None:
        if self._serving is not None:
            self._serving.close()


def _in_words(refusal: Refusal, command: Command) -> Refusal:
    """A finding about a field, with the field by the name people know it by."""
    for field in catalogue.fields(type(command)):
        if refusal.finding.startswith(f"{field.name}："):
            words = refusal.finding.removeprefix(field.name)
            return msgspec.structs.replace(refusal, finding=f"{field.title}{words}", field=field.name)
    return refusal


def _not_kept(digest: str) -> Refusal:
    return Refusal(
        code="transact.evidence-not-kept",
        basis=SystemRule.EVIDENCE_REQUIRED,
        finding=f"所引附件 {digest[:16]}… 没有存入附件库",
        way_forward="请先上传附件，再用系统给出的摘要提交",
        field="evidence",
    )


def _plan_faulty(fault: PlanFaulty) -> Refusal:
    return Refusal(
        code="transact.plan-faulty",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"方案文件有 {len(fault.faults)} 处错误，第一处：{str(fault).splitlines()[0][:200]}",
        way_forward="请用 ./run plan check 逐处改正后再采用",
        field="plan_file",
    )
