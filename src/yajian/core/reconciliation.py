"""Which line of the bank is of which payment: worked out each time it is asked, and stored only where a person decided.

A line and a payment belong together if amount, payee, account and day agree and neither has another candidate; so many
lines and as many payments that are alike in all of it belong together too. Whatever else has several, or none, is listed
for a person to look at, on both sides.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import msgspec

from yajian.core.facts.bankstatements import Side
from yajian.core.pairing import paired
from yajian.core.programme import Programme
from yajian.core.rules import bankstatements, payments
from yajian.core.rules.bankstatements import Line
from yajian.core.rules.payments import Standing
from yajian.core.words import Fen, Seq, yuan_of

# 凭证日期与银行记账日可以差几天：方案没有写。长假最多八天不记账，留十天；银行先记、凭证后补的，留一天。
EARLY, LATE = timedelta(days=1), timedelta(days=10)
_BACK = re.compile("退票|退回|退汇|退款")  # how a bank words what it sends back, often in a name of its own


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A line and the payment it is of."""

    line: Line
    slip: Standing

    @property
    def by_hand(self) -> bool:
        return self.line.matched is not None


class Open(msgspec.Struct, frozen=True, kw_only=True):
    """A line that is of no payment as far as the books tell, with those it might be of."""

    line: Line
    candidates: tuple[Standing, ...]  # that agree in everything
    near: tuple[Standing, ...] = ()  # that agree in the amount, and are of no other line


class Unseen(msgspec.Struct, frozen=True, kw_only=True):
    """What the books say went out, or came back, and no line of the bank does."""

    slip: Standing
    side: Side
    since: date
    awaited: bool  # whether the bank's lines do not reach so far yet


class Reconciliation(msgspec.Struct, frozen=True, kw_only=True):
    """The two sides as of a day."""

    paid: tuple[Pair, ...]
    returned: tuple[Pair, ...]
    returns: tuple[Pair, ...]  # what came back and is not booked yet
    explained: tuple[Line, ...]
    open: tuple[Open, ...]
    unseen: tuple[Unseen, ...]
    upto: date | None  # the last day the bank's lines reach

    @property
    def due(self) -> tuple[Unseen, ...]:
        """What the bank should have shown by now."""
        return tuple(one for one in self.unseen if not one.awaited)

    @property
    def awaited(self) -> tuple[Unseen, ...]:
        return tuple(one for one in self.unseen if one.awaited)

    def pair_of(self, line: Seq) -> Pair | None:
        return next((one for one in (*self.paid, *self.returned) if one.line.seq == line), None)


def reconcile(programme: Programme, as_of: date | None = None, known: Seq | None = None) -> Reconciliation:
    """Hands first, then what is plain; each line and each payment once on a side."""
    lines = list(bankstatements.lines(programme, as_of, known))
    slips = [one for one in payments.standings(programme, as_of, known) if one.released is not None]
    bounced = [one for one in slips if one.bounced is not None]
    out = _Side(programme, [one for one in lines if one.fact.side == "out"], slips, _went_out)
    back = _Side(programme, [one for one in lines if one.fact.side == "in"], bounced, _came_back)
    standing = [one for one in slips if one.bounced is None]
    unbooked = _Side(programme, [one.line for one in back.open()], standing, _came_back)
    upto = max((one.fact.on for one in lines), default=None)
    return Reconciliation(
        paid=out.pairs(),
        returned=back.pairs(),
        returns=unbooked.pairs(),
        explained=tuple(one for one in lines if one.explained is not None),
        open=_in_order((*out.open(), *unbooked.open(back.found))),
        unseen=(*out.unseen("out", upto), *back.unseen("in", upto)),
        upto=upto,
    )


class _Side:
    """Lines and payments of one direction."""

    def __init__(
        self,
        programme: Programme,
        lines: Sequence[Line],
        slips: Sequence[Standing],
        fits: Callable[[Programme, Line, Standing], bool],
    ) -> None:
        by_seq = {one.seq: one for one in slips}
        self.slips = slips
        self.lines = [one for one in lines if one.explained is None]
        self.hands = tuple(
            Pair(line=one, slip=by_seq[one.matched.value.slip])
            for one in lines
            if one.matched is not None and one.matched.value.slip in by_seq
        )
        taken = {one.slip.seq for one in self.hands} | {one.line.seq for one in self.hands}
        self.by_amount: dict[Fen, list[Standing]] = defaultdict(list)
        for slip in slips:
            if slip.seq not in taken:
                self.by_amount[slip.fact.amount_fen].append(slip)
        self.found: dict[Seq, tuple[Standing, ...]] = {
            line.seq: tuple(
                one for one in self.by_amount.get(line.fact.amount_fen, ()) if fits(programme, line, one)
            )
            for line in self.lines
            if line.seq not in taken
        }
        days = {one.seq: _day(one, "out") or date.max for one in slips}
        in_order = sorted((one for one in self.lines if one.seq in self.found), key=lambda one: one.fact.on)
        self.plain = paired(
            {
                line.seq: sorted((one.seq for one in self.found[line.seq]), key=lambda seq: days[seq])
                for line in in_order
            },
            lambda seq: (_bare(by_seq[seq].fact.payee), tail_of(programme, by_seq[seq])),
        )

    def pairs(self) -> tuple[Pair, ...]:
        by_seq = {one.seq: one for one in self.slips}
        found = (
            Pair(line=one, slip=by_seq[self.plain[one.seq]]) for one in self.lines if one.seq in self.plain
        )
        return tuple(sorted((*self.hands, *found), key=lambda one: (one.line.fact.on, one.line.seq)))

    def open(self, before: dict[Seq, tuple[Standing, ...]] | None = None) -> tuple[Open, ...]:
        """Lines without a payment; `before` are candidates that were looked at earlier."""
        settled = set(self.plain.values())
        return tuple(
            Open(
                line=one,
                candidates=(before or {}).get(one.seq, ()) + self.found[one.seq],
                near=tuple(
                    slip
                    for slip in self.by_amount.get(one.fact.amount_fen, ())
                    if slip.seq not in settled and slip not in self.found[one.seq]
                ),
            )
            for one in self.lines
            if one.seq in self.found and one.seq not in self.plain
        )

    def unseen(self, side: Side, upto: date | None) -> tuple[Unseen, ...]:
        seen = {one.slip.seq for one in self.hands} | set(self.plain.values())
        return tuple(
            Unseen(slip=one, side=side, since=since, awaited=upto is None or since > upto)
            for one in self.slips
            if one.seq not in seen and (since := _day(one, side)) is not None
        )


def _went_out(programme: Programme, line: Line, slip: Standing) -> bool:
    assert slip.released is not None
    paid_on = slip.released.effective
    return (
        paid_on - EARLY <= line.fact.on <= paid_on + LATE
        and same_name(line.fact.name, slip.fact.payee)
        and line.fact.tail in ("", tail_of(programme, slip))
    )


def _came_back(programme: Programme, line: Line, slip: Standing) -> bool:
    """From the payee's name and account, or in words a bank has for it; between its going out and its booking."""
    assert slip.released is not None
    booked = slip.bounced.effective if slip.bounced is not None else line.fact.on
    if not slip.released.effective - EARLY <= line.fact.on <= booked + LATE:
        return False
    if same_name(line.fact.name, slip.fact.payee):
        return line.fact.tail in ("", tail_of(programme, slip))
    return _BACK.search(line.fact.words) is not None


def tail_of(programme: Programme, slip: Standing) -> str:
    account = payments.account(programme, slip.fact.account)
    return account.fact.number[-payments.TAIL :] if account is not None else ""


def same_name(one: str, other: str) -> bool:
    return _bare(one) == _bare(other) != ""


def unlike(programme: Programme, pair: Pair) -> tuple[tuple[str, str, str], ...]:
    """In what a pair differs, whoever put it together: what it is, what the bank says, what the slip says."""
    line, slip = pair.line.fact, pair.slip
    booked = _day(slip, line.side)
    found = []
    if not same_name(line.name, slip.fact.payee):
        found.append(("户名", line.name, slip.fact.payee))
    if line.tail and line.tail != tail_of(programme, slip):
        found.append(("账号尾号", line.tail, tail_of(programme, slip)))
    if line.amount_fen != slip.fact.amount_fen:
        found.append(("金额", yuan_of(line.amount_fen), yuan_of(slip.fact.amount_fen)))
    if booked is not None and not booked - EARLY <= line.on <= booked + LATE:
        found.append(("日期", line.on.isoformat(), booked.isoformat()))
    return tuple(found)


def _bare(name: str) -> str:
    """A name without what two keyboards write differently."""
    return "".join(name.split()).replace("（", "(").replace("）", ")")


def _day(slip: Standing, side: Side) -> date | None:
    entry = slip.released if side == "out" else slip.bounced
    return entry.effective if entry is not None else None


def _in_order(found: Iterable[Open]) -> tuple[Open, ...]:
    return tuple(sorted(found, key=lambda one: (one.line.fact.on, one.line.seq)))
