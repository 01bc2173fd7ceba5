"""未下达天数: what was accepted, applied for or granted and has not gone out, with the days since each.

Days are counted and nobody is called late: the plan says 及时 and 足额 and names no number. What is held says for which
reason and who lets it go; its days run on, and it is not overdue.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from yajian.core import entitlements
from yajian.core.entitlements import Hold
from yajian.core.plan.citing import step_for
from yajian.core.reports.money.scope import Scope, Whose, owners
from yajian.core.reports.wording import wan_yuan
from yajian.core.rules import acceptance, applications, auditplans, quotas
from yajian.core.words import Clause, Fen, PartId, QuestionId, Seq, UnitId


class Since(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done, and how long ago."""

    on: date
    days: int
    seq: Seq


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """Why it waits, and who lets it go."""

    words: str
    lifted_by: str
    since: date
    days: int
    seq: Seq | None
    clauses: tuple[Clause, ...]
    kind: str = ""  # a clawback and a trade have pages of their own, under `seq`; one placed by hand is lifted or withdrawn


class Row(msgspec.Struct, frozen=True, kw_only=True):
    whose: Whose
    part: PartId
    amount_fen: Fen | None  # what is not paid of it; before it is granted, what was asked for, or the quota
    granted: bool
    paid_fen: Fen
    accepted: Since | None
    applied: Since | None
    approved: Since | None
    holds: tuple[Held, ...]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    rows: tuple[Row, ...]
    owed_fen: Fen  # of what is granted
    held_fen: Fen
    question: QuestionId | None  # where the plan says no number
    clauses: tuple[Clause, ...]


def table(scope: Scope) -> Table:
    rows = tuple(row for row in _rows(scope) if row.granted or row.applied or row.accepted)
    granted = [one for one in rows if one.granted]
    step = step_for(scope.plan, "disbursed")
    return Table(
        rows=rows,
        owed_fen=Fen(sum(one.amount_fen or 0 for one in granted)),
        held_fen=Fen(sum(one.amount_fen or 0 for one in granted if one.holds)),
        question=step.question if step is not None else None,
        clauses=tuple(scope.plan.clauses[name] for name in step.clauses) if step is not None else (),
    )


def told(found: Table) -> Iterator[str]:
    """The same for a terminal."""
    yield f"列支未下达 {wan_yuan(found.owed_fen)} 万元，其中暂缓 {wan_yuan(found.held_fen)} 万元；天数只计不判"
    for one in found.rows:
        amount = f"{wan_yuan(one.amount_fen)} 万元" if one.amount_fen is not None else "待定"
        days = "，".join(
            f"{what} {since.days} 天"
            for what, since in (("验收", one.accepted), ("申请", one.applied), ("市政府同意", one.approved))
            if since is not None
        )
        yield f"{one.whose.unit}（{one.whose.enterprise_name}）：{amount}；{days}"
        for hold in one.holds:
            yield f"  暂缓：{hold.words}，由{hold.lifted_by}明确或解除，已 {hold.days} 天，不算逾期"


def _rows(scope: Scope) -> Iterator[Row]:
    """Every unit that is not paid in full."""
    parts = {one.unit: one.part for one in scope.prices()}
    grounds = entitlements.grounds(scope.plan, scope.programme, scope.as_of, scope.known)
    for unit, whose in owners(scope).items():
        entitled = auditplans.entitlement(scope.programme, unit, scope.as_of, scope.known)
        if entitled is None or entitled.kept_fen:
            held = tuple(told_held(scope, one) for one in grounds.on(unit))
            yield _row(scope, whose, parts[unit], entitled, held)


def _row(
    scope: Scope,
    whose: Whose,
    part: PartId,
    entitled: auditplans.Entitlement | None,
    held: tuple[Held, ...],
) -> Row:
    unit = whose.unit
    accepted = acceptance.standing(scope.programme, part, scope.as_of, scope.known).accepted
    asked = applications.open_for(scope.programme, unit, scope.as_of, scope.known)
    if asked is not None and auditplans.ended(scope.programme, unit, asked.seq, scope.as_of, scope.known):
        asked = None
    return Row(
        whose=whose,
        part=part,
        amount_fen=entitled.kept_fen if entitled is not None else _expected(scope, unit, asked),
        granted=entitled is not None,
        paid_fen=entitled.paid_fen if entitled is not None else Fen(0),
        accepted=_since(scope, accepted.effective, accepted.seq) if accepted is not None else None,
        applied=_since(scope, asked.applied.effective, asked.seq) if asked is not None else None,
        approved=_since(scope, entitled.reserved.effective, entitled.reserved.seq)
        if entitled is not None
        else None,
        holds=held,
    )


def _expected(scope: Scope, unit: UnitId, asked: applications.Standing | None) -> Fen | None:
    """Before anything is granted: what was asked for, or the quota; nobody knows before either."""
    if asked is not None:
        return next(one.amount_fen for one in asked.applied.value.units if one.unit == unit)
    quota = quotas.quota(scope.programme, unit, scope.as_of, scope.known)
    return quota.value.amount_fen if quota is not None else None


def _since(scope: Scope, on: date, seq: Seq) -> Since:
    return Since(on=on, days=(scope.as_of - on).days, seq=seq)


def told_held(scope: Scope, hold: Hold) -> Held:
    """A hold with the days it has stood: they are counted, and nobody is late by them."""
    return Held(
        words=hold.words,
        lifted_by=hold.lifted_by,
        since=hold.since,
        days=(scope.as_of - hold.since).days,
        seq=hold.seq,
        clauses=hold.clauses,
        kind=hold.kind,
    )
