"""职工安置: who is on the roster of a month, by number and not by name; what each was given; which plan there is.

A person here is a number drawn by chance. What he is called lies beside it, closed under a key that is not in the journal:
when the key is destroyed nobody reads it any more, and no fact has to change. Facts here are stored for ever; add fields with
defaults.
"""

from datetime import date
from typing import Literal, NewType, assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import Digest, DocumentNo, EnterpriseId, Fact, Recorded

WorkerId = NewType("WorkerId", str)
Employment = Literal["contract", "dispatched"]  # 合同工, 劳务派遣


class WorkersFact(Fact, frozen=True):
    """Marks this file's facts."""


class Rostered(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One line of a roster; `sealed` is what only the key of that person opens."""

    worker: WorkerId
    employment: Employment
    sealed: str = ""


class RosterSubmitted(WorkersFact, frozen=True, kw_only=True, tag="workers.roster-submitted/1"):
    """报送名册: in this month these worked for the enterprise, those sent by others among them."""

    enterprise: EnterpriseId
    month: str  # 2020-05
    people: tuple[Rostered, ...]


class WorkersSettled(WorkersFact, frozen=True, kw_only=True, tag="workers.workers-settled/1"):
    """登记安置去向: from the effective day each of these has these ways of being settled, confirmed by him or not yet."""

    enterprise: EnterpriseId
    workers: tuple[WorkerId, ...]
    methods: tuple[str, ...]  # as the plan numbers them, in any combination; none: it is open again
    confirmed: bool


class PlanFiled(WorkersFact, frozen=True, kw_only=True, tag="workers.plan-filed/1"):
    """登记安置方案: the enterprise's plan for so many people, and the day the workers' meeting heard it if it did."""

    enterprise: EnterpriseId
    document: DocumentNo
    scan: Digest
    covers: int  # people
    meeting_on: date | None = None


class PersonErased(WorkersFact, frozen=True, kw_only=True, tag="workers.person-erased/1"):
    """删除个人信息: the key to what was kept of this person is destroyed; the number and the counts stay."""

    enterprise: EnterpriseId
    worker: WorkerId
    reason: str
    approved_by: str
    document: DocumentNo


AnyFact = RosterSubmitted | WorkersSettled | PlanFiled | PersonErased


class Settled(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What holds of one person."""

    methods: tuple[str, ...]
    confirmed: bool


class Workers(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    rosters: Table[tuple[EnterpriseId, str], Timeline[RosterSubmitted]] = msgspec.field(default_factory=Table)
    settled: Table[tuple[EnterpriseId, WorkerId], Timeline[Settled]] = msgspec.field(default_factory=Table)
    settlements: Table[EnterpriseId, Timeline[WorkersSettled]] = msgspec.field(default_factory=Table)
    plans: Table[EnterpriseId, Timeline[PlanFiled]] = msgspec.field(default_factory=Table)
    erased: Table[WorkerId, Timeline[PersonErased]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Workers":
        return Workers(
            rosters=self.rosters.branch(),
            settled=self.settled.branch(),
            settlements=self.settlements.branch(),
            plans=self.plans.branch(),
            erased=self.erased.branch(),
        )


def evolve(state: Workers, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case RosterSubmitted() as fact:
            enter(state.rosters, (fact.enterprise, fact.month), seq, effective, fact)
        case WorkersSettled(enterprise=enterprise) as fact:
            enter(state.settlements, enterprise, seq, effective, fact)
            one = Settled(methods=fact.methods, confirmed=fact.confirmed)
            for worker in fact.workers:
                enter(state.settled, (enterprise, worker), seq, effective, one)
        case PlanFiled(enterprise=enterprise) as fact:
            enter(state.plans, enterprise, seq, effective, fact)
        case PersonErased(worker=worker) as fact:
            enter(state.erased, worker, seq, effective, fact)
        case other:
            assert_never(other)
