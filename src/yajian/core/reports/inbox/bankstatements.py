"""What the bank and the books do not agree in waits for the treasury; a return waits to be booked."""

from collections.abc import Iterator, Mapping
from datetime import date

from yajian.core.plan.citing import clauses_for
from yajian.core.reconciliation import Pair, Reconciliation, Unseen, reconcile
from yajian.core.reports.bankstatements import booking
from yajian.core.reports.inbox.item import Look, Place, Waiting, undated
from yajian.core.reports.wording import yuan
from yajian.core.words import Seq

KIND = "对账"
TREASURY = "财政部门"
UNTIMED = "方案没有写几日内对账"
BANK, MONEY = ("bank", ""), ("money", "")


def waiting(look: Look) -> Iterator[Waiting]:
    found = reconcile(look.programme, look.as_of, look.known)
    yield from (_return(look, one) for one in found.returns)
    yield from _open(look, found)
    yield from _unseen(look, found.due, "核对账上有、流水没有的付款", "bankstatements.match-line")
    yield from _unseen(look, found.awaited, "导入银行流水", "bankstatements.import-statement")


def _return(look: Look, pair: Pair) -> Waiting:
    fact = pair.line.fact
    about = f"{pair.slip.fact.payee} {yuan(fact.amount_fen)} 元，{fact.on.isoformat()} 退回"
    what = "登记退回的一部分款项" if pair.part else "登记退回款项"
    return _item(look, what, about, "payments.bounce", booking(pair), fact.on, pair.line.seq, MONEY)


def _open(look: Look, found: Reconciliation) -> Iterator[Waiting]:
    lines = [one.line for one in found.open]
    if lines:
        first = min(lines, key=lambda one: one.fact.on)
        about = f"{len(lines)} 笔，最早 {first.fact.on.isoformat()}"
        yield _item(
            look,
            "核对没有对应的流水",
            about,
            "bankstatements.match-line",
            {"line": first.seq},
            first.fact.on,
            first.seq,
        )


def _unseen(look: Look, slips: tuple[Unseen, ...], what: str, command: str) -> Iterator[Waiting]:
    if slips:
        first = min(slips, key=lambda one: one.since)
        total = sum(one.amount_fen for one in slips)
        about = f"{len(slips)} 笔，{yuan(total)} 元，最早 {first.since.isoformat()}"
        yield _item(look, what, about, command, {}, first.since, first.slip.seq)


def _item(
    look: Look,
    what: str,
    about: str,
    command: str,
    filled: Mapping[str, object],
    since: date,
    raised: Seq,
    place: Place = BANK,
) -> Waiting:
    return Waiting(
        kind=KIND,
        what=what,
        about=about,
        judged=undated(UNTIMED),
        by=(TREASURY,),
        command=command,
        filled=filled,
        place=place,
        since=since,
        clauses=clauses_for(look.plan, "in_approved_audit_plan"),
        raised=raised,
    )
