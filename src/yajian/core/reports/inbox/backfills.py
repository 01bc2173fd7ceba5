"""Payments entered after a hold was known and dated before it wait for a word of why: silence would be shown as silence."""

from collections.abc import Iterator

from yajian.core.entitlements import Backfill, Backfills
from yajian.core.reports.inbox.item import OFFICE, Look, Waiting, undated
from yajian.core.reports.inbox.quotas import KIND, MONEY
from yajian.core.reports.wording import wan_yuan
from yajian.core.rules import payments
from yajian.core.rules.payments import Standing


def waiting(look: Look) -> Iterator[Waiting]:
    marked = Backfills(look.plan, look.programme, look.known)
    for slip in payments.standings(look.programme, look.as_of, look.known):
        steps = {one.seq: one for one in marked.of(slip) if one.explained is None}  # a step is explained once
        yield from (_waits(slip, one) for one in steps.values())


def _waits(slip: Standing, one: Backfill) -> Waiting:
    return Waiting(
        kind=KIND,
        what=f"说明暂缓后补记：第{one.seq}条{one.step}",
        about=f"付 {slip.fact.payee} {wan_yuan(slip.fact.amount_fen)} 万元，{one.hold.words}",
        judged=undated("不说明的，如实显示“尚无说明”"),
        by=(OFFICE,),
        command="lateness.explain",
        filled={"entry": one.seq},
        place=MONEY,
        since=one.on,
        clauses=one.hold.clauses,
        raised=one.seq,
    )
