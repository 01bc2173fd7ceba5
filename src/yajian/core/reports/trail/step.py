"""One step of a unit's way, with its paper and the places in the plan it rests on."""

from datetime import date
from typing import Any, Literal

import msgspec

from yajian.core.history import Entry
from yajian.core.plan import Content, Plan
from yajian.core.words import Clause, ClauseId, Fen, Seq

Ledger = Literal["capacity", "money"]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was decided or done, on its own day."""

    seq: Seq
    on: date
    label: str
    words: str
    ledger: Ledger
    document: str = ""
    amount_fen: Fen | None = None
    clauses: tuple[Clause, ...] = ()
    backfilled: tuple[str, ...] = ()  # 暂缓后补记: after which holds it was entered
    matter: Seq | None = None  # the clawback it is a step of, which has a page of its own


def step(
    entry: Entry[Any],
    ledger: Ledger,
    label: str,
    words: str,
    document: str = "",
    clauses: tuple[Clause, ...] = (),
    amount_fen: Fen | None = None,
    backfilled: tuple[str, ...] = (),
) -> Step:
    return Step(
        seq=entry.seq,
        on=entry.effective,
        label=label,
        words=words,
        ledger=ledger,
        document=document,
        amount_fen=amount_fen,
        clauses=clauses,
        backfilled=backfilled,
    )


def cited(plan: Plan, names: tuple[ClauseId, ...]) -> tuple[Clause, ...]:
    return tuple(plan.clauses[name] for name in names if name in plan.clauses)


def paper_clauses(plan: Plan, draws: Content) -> tuple[Clause, ...]:
    """What the plan rests the paper of a step on; nothing where it names no such paper."""
    found = next((one for one in plan.templates.values() if one.draws == draws), None)
    return cited(plan, found.clauses) if found is not None else ()
