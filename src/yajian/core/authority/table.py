"""Every act that rests on somebody's word: how high he stands at least, and which body the plan says it is."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Literal, get_args

import msgspec

from yajian.core.decisions import (
    applications,
    auditplans,
    charter,
    clawbacks,
    closure,
    holds,
    payments,
    quotas,
    trades,
)
from yajian.core.plan import Content, Plan
from yajian.core.plan.money import MoneyEvent
from yajian.core.plan.terms import OrgId
from yajian.core.words import Clause, ClauseId, Command

Rank = Literal["firm", "county", "city", "province"]
RANKS: tuple[Rank, ...] = get_args(Rank)
_Bodies = Callable[[Plan, Command], Iterator[tuple[OrgId, tuple[Clause, ...]]]]


def _clauses(plan: Plan, ids: tuple[ClauseId, ...]) -> tuple[Clause, ...]:
    return tuple(plan.clauses[one] for one in ids)


def by(event: MoneyEvent) -> _Bodies:
    """Whoever takes this step of the plan's flow of money."""

    def found(plan: Plan, _: Command) -> Iterator[tuple[OrgId, tuple[Clause, ...]]]:
        for step in plan.compensation.flow:
            if step.done_when == event:
                yield step.by, _clauses(plan, step.clauses)

    return found


def before(event: MoneyEvent) -> _Bodies:
    """Whoever this step is put before, and so answers it."""

    def found(plan: Plan, _: Command) -> Iterator[tuple[OrgId, tuple[Clause, ...]]]:
        for step in plan.compensation.flow:
            if step.done_when == event:
                yield from ((one, _clauses(plan, step.clauses)) for one in step.to)

    return found


def paper(content: Content) -> _Bodies:
    """Whoever the plan has make a paper of this content."""

    def found(plan: Plan, _: Command) -> Iterator[tuple[OrgId, tuple[Clause, ...]]]:
        for template in plan.templates.values():
            if template.draws == content:
                yield from ((one, _clauses(plan, template.clauses)) for one in template.maker.value or ())

    return found


def opinion(plan: Plan, _: Command) -> Iterator[tuple[OrgId, tuple[Clause, ...]]]:
    """On whose opinion money is taken back."""
    back = plan.compensation.clawback
    if back is not None:
        yield back.on_opinion_of, _clauses(plan, back.clauses)


def taker(plan: Plan, _: Command) -> Iterator[tuple[OrgId, tuple[Clause, ...]]]:
    """Who takes money back."""
    back = plan.compensation.clawback
    if back is not None:
        yield back.by, _clauses(plan, back.clauses)


def county(plan: Plan, command: Command) -> Iterator[tuple[OrgId, tuple[Clause, ...]]]:
    """The county itself that the command names."""
    named = getattr(command, "county", "")
    if named in plan.organisations:
        yield OrgId(named), ()


class Word(msgspec.Struct, frozen=True):
    """Whose word an act is."""

    least: Rank
    whose: tuple[_Bodies, ...] = ()

    def bodies(self, plan: Plan, command: Command) -> Mapping[OrgId, tuple[Clause, ...]]:
        """The bodies the plan names, each with the clauses that name it; none where the plan is silent."""
        return dict(chain.from_iterable(one(plan, command) for one in self.whose))


_GOVERNMENT = (before("audit_plan_drawn_up"),)

WORDS: Mapping[type[Command], Word] = {
    charter.AdoptRevision: Word("city"),
    closure.ApproveMethod: Word("county"),
    quotas.ConfirmTask: Word("county", (county,)),
    quotas.DrawUp: Word("city", (by("quota_fixed"), paper("quota_table"))),
    quotas.Approve: Word("city", (by("quota_fixed"),)),
    quotas.SendUp: Word("city", (by("quota_fixed"), paper("quota_letter"))),
    quotas.Review: Word("province", (by("quota_reviewed"),)),
    applications.Apply: Word("firm", (by("applied"),)),
    applications.Withdraw: Word("firm", (by("applied"),)),
    applications.Forward: Word("county", (by("forwarded"), paper("county_forward"))),
    applications.Return: Word("city", (by("audit_plan_drawn_up"),)),
    auditplans.DrawUp: Word("city", (by("audit_plan_drawn_up"), paper("audit_plan"))),
    auditplans.Approve: Word("city", _GOVERNMENT),
    auditplans.Return: Word("city", _GOVERNMENT),
    auditplans.Void: Word("city", _GOVERNMENT),
    payments.RaiseFunds: Word("county"),
    payments.WithdrawFunds: Word("county"),
    payments.Prepare: Word("city", (by("disbursed"), paper("disbursement"))),
    payments.File: Word("city", (by("filed"), paper("payment_filing"))),
    clawbacks.GiveOpinion: Word("city", (opinion, paper("clawback_opinion"))),
    clawbacks.IssueNotice: Word("city", (taker, paper("clawback_notice"))),
    clawbacks.WithdrawNotice: Word("city", (taker, opinion)),
    clawbacks.BookReceipt: Word("county"),
    clawbacks.WithdrawReceipt: Word("county"),
    holds.Place: Word("county"),
    holds.Lift: Word("county"),
    holds.Withdraw: Word("county"),
    trades.ConfirmReplacement: Word("city"),
    trades.Clear: Word("city"),
    trades.WithdrawClearance: Word("city"),
}


def clause_of(plan: Plan, command: Command) -> Clause | None:
    """The plan's own words of the step an act is; nothing where the plan is silent of it."""
    word = WORDS.get(type(command))
    return next(chain.from_iterable(word.bodies(plan, command).values()), None) if word is not None else None
