"""Which line of the bank is of which payment: worked out each time it is asked, and stored only where a person decided.

A line and a payment belong together if amount, payee, account and day agree and neither has another candidate; so many
lines and as many payments that are alike in all of it belong together too. Whatever else has several, or none, is listed
for a person to look at, on both sides. A payment goes out once and may come back in parts, so what is compared is one
movement of it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from yajian.core.facts.bankstatements import Side
from yajian.core.facts.payments import PaymentBounced, PaymentReleased
from yajian.core.history import Entry
from yajian.core.pairing import paired
from yajian.core.programme import Programme
from yajian.core.rules import bankstatements, payments
from yajian.core.rules.bankstatements import Line
from yajian.core.rules.payments import Standing
from yajian.core.words import Fen, Seq, yuan_of

# 凭证日期与银行记账日可以差几天：方案没有写。长假最多八天不记账，留十天；银行先记、凭证后补的，留一天。
EARLY, LATE = timedelta(days=1), timedelta(days=10)
_BACK = re.compile("退票|退回|退汇|退款")  # how a bank words what it sends back, often in a name of its own


class Movement(msgspec.Struct, frozen=True, kw_only=True):
    """What went out of a payment, what came back of it, or, while nothing is booked, what might."""

    slip: Standing
    entry: Entry[PaymentReleased] | Entry[PaymentBounced] | None

    @property
    def seq(self) -> Seq:
        return self.entry.seq if self.entry is not None else self.slip.seq

    @property
    def amount_fen(self) -> Fen:
        return self.entry.value.amount_fen if self.entry is not None else self.slip.stands_fen

    @property
    def on(self) -> date | None:
        return self.entry.effective if self.entry is not None else None


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A line and the payment it is of."""

    line: Line
    moved: Movement
    part: bool = False  # a return to be booked of less than stands of the payment

    @property
    def slip(self) -> Standing:
        return self.moved.slip

    @property
    def by_hand(self) -> bool:
        return self.line.matched is not None


class Open(msgspec.Struct, frozen=True, kw_only=True):
    """A line that is of no payment as far as the books tell, with those it might be of."""

    line: Line
    candidates: tuple[Standing, ...]  # that agree in everything
    near: tuple[Standing, ...] = ()  # that agree in the amount, and are of no other line
    parts: tuple[Standing, ...] = ()  # of which it may be a part that came back


class Unseen(msgspec.Struct, frozen=True, kw_only=True):
    """What the books say went out, or came back, and no line of the bank does."""

    moved: Movement
    side: Side
    since: date
    awaited: bool  # whether the bank's lines do not reach so far yet

    @property
    def slip(self) -> Standing:
        return self.moved.slip

    @property
    def amount_fen(self) -> Fen:
        return self.moved.amount_fen


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
    gone = [Movement(slip=one, entry=one.released) for one in slips]
    booked = [Movement(slip=one, entry=entry) for one in slips for entry in one.returns]
    may_come = [Movement(slip=one, entry=None) for one in slips if one.bounced is None]
    out = _Side(programme, [one for one in lines if one.fact.side == "out"], gone, _went_out)
    back = _Side(programme, [one for one in lines if one.fact.side == "in"], booked, _came_back)
    unbooked = _Side(programme, [one.line for one in back.open()], may_come, _came_back)
    left = unbooked.open(back.found)
    of = _parts(programme, [one.line for one in left if not one.candidates], may_come)
    parts = [Pair(line=line, moved=mine[0], part=True) for line, mine in of if len(mine) == 1]
    several = {line.seq: tuple(one.slip for one in mine) for line, mine in of if len(mine) > 1}
    proposed = {one.line.seq for one in parts}
    left = tuple(
        msgspec.structs.replace(one, parts=several.get(one.line.seq, ()))
        for one in left
        if one.line.seq not in proposed
    )
    upto = max((one.fact.on for one in lines), default=None)
    return Reconciliation(
        paid=out.pairs(),
        returned=back.pairs(),
        returns=_by_day((*unbooked.pairs(), *parts)),
        explained=tuple(one for one in lines if one.explained is not None),
        open=_in_order((*out.open(), *left)),
        unseen=(*out.unseen("out", upto), *back.unseen("in", upto)),
        upto=upto,
    )


def _parts(
    programme: Programme, lines: Sequence[Line], may_come: Sequence[Movement]
) -> tuple[tuple[Line, list[Movement]], ...]:
    """From a payee and his account, less than stands of a payment of his: of one alone it is proposed, and no more than that."""
    by_payee: dict[str, list[Movement]] = defaultdict(list)
    for one in may_come:
        by_payee[_bare(one.slip.fact.payee)].append(one)
    return tuple(
        (
            line,
            [
                one
                for one in by_payee.get(_bare(line.fact.name), ())
                if line.fact.amount_fen < one.amount_fen and _came_back(programme, line, one)
            ],
        )
        for line in lines
    )


class _Side:
    """Lines and movements of one direction."""

    def __init__(
        self,
        programme: Programme,
        lines: Sequence[Line],
        moved: Sequence[Movement],
        fits: Callable[[Programme, Line, Movement], bool],
    ) -> None:
        self.moved = moved
        self.lines = [one for one in lines if one.explained is None]
        self.hands = tuple(_by_hand(lines, moved))
        taken = {one.line.seq for one in self.hands}
        gone = {one.moved.seq for one in self.hands}
        self.by_amount: dict[Fen, list[Movement]] = defaultdict(list)
        for one in moved:
            if one.seq not in gone:
                self.by_amount[one.amount_fen].append(one)
        fitting = {
            line.seq: tuple(
                one for one in self.by_amount.get(line.fact.amount_fen, ()) if fits(programme, line, one)
            )
            for line in self.lines
            if line.seq not in taken
        }
        self.found = {line: _slips(candidates) for line, candidates in fitting.items()}
        self.plain = _plain(programme, self.lines, fitting)

    def pairs(self) -> tuple[Pair, ...]:
        found = (Pair(line=one, moved=self.plain[one.seq]) for one in self.lines if one.seq in self.plain)
        return _by_day((*self.hands, *found))

    def open(self, before: dict[Seq, tuple[Standing, ...]] | None = None) -> tuple[Open, ...]:
        """Lines without a payment; `before` are candidates that were looked at earlier."""
        settled = {one.seq for one in self.plain.values()}
        return tuple(
            Open(
                line=one,
                candidates=(before or {}).get(one.seq, ()) + self.found[one.seq],
                near=tuple(
                    each.slip
                    for each in self.by_amount.get(one.fact.amount_fen, ())
                    if each.seq not in settled and each.slip not in self.found[one.seq]
                ),
            )
            for one in self.lines
            if one.seq in self.found and one.seq not in self.plain
        )

    def unseen(self, side: Side, upto: date | None) -> tuple[Unseen, ...]:
        seen = {one.moved.seq for one in self.hands} | {one.seq for one in self.plain.values()}
        return tuple(
            Unseen(moved=one, side=side, since=one.on, awaited=upto is None or one.on > upto)
            for one in self.moved
            if one.seq not in seen and one.on is not None
        )


def _plain(
    programme: Programme, lines: Sequence[Line], fitting: Mapping[Seq, tuple[Movement, ...]]
) -> dict[Seq, Movement]:
    """Each line with the movement it can only be of, or with one of as many that are alike."""
    by_seq = {one.seq: one for candidates in fitting.values() for one in candidates}

    def day(seq: Seq) -> tuple[date, Seq]:
        return by_seq[seq].on or date.max, seq

    def kind(seq: Seq) -> tuple[str, str]:
        slip = by_seq[seq].slip
        return _bare(slip.fact.payee), tail_of(programme, slip)

    in_order = sorted((one for one in lines if one.seq in fitting), key=lambda one: one.fact.on)
    found = paired(
        {line.seq: sorted((one.seq for one in fitting[line.seq]), key=day) for line in in_order}, kind
    )
    return {line: by_seq[seq] for line, seq in found.items()}


def _by_hand(lines: Sequence[Line], moved: Sequence[Movement]) -> Iterator[Pair]:
    """A hand names the payment; of its returns the one of the line's amount is meant, and each is of one line."""
    left: dict[Seq, list[Movement]] = defaultdict(list)
    for one in moved:
        left[one.slip.seq].append(one)
    for line in lines:
        mine = left.get(line.matched.value.slip, []) if line.matched is not None else []
        meant = next((one for one in mine if one.amount_fen == line.fact.amount_fen), None) or next(
            iter(mine), None
        )
        if meant is not None:
            mine.remove(meant)
            yield Pair(line=line, moved=meant)


def _slips(moved: Iterable[Movement]) -> tuple[Standing, ...]:
    return tuple({one.slip.seq: one.slip for one in moved}.values())


def _went_out(programme: Programme, line: Line, moved: Movement) -> bool:
    assert moved.on is not None
    return (
        moved.on - EARLY <= line.fact.on <= moved.on + LATE
        and same_name(line.fact.name, moved.slip.fact.payee)
        and line.fact.tail in ("", tail_of(programme, moved.slip))
    )


def _came_back(programme: Programme, line: Line, moved: Movement) -> bool:
    """From the payee's name and account, or in words a bank has for it; between its going out and its booking."""
    slip = moved.slip
    assert slip.released is not None
    booked = moved.on or line.fact.on
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
    line, slip, booked = pair.line.fact, pair.slip, pair.moved.on
    found = []
    if not same_name(line.name, slip.fact.payee):
        found.append(("户名", line.name, slip.fact.payee))
    if line.tail and line.tail != tail_of(programme, slip):
        found.append(("账号尾号", line.tail, tail_of(programme, slip)))
    if line.amount_fen != pair.moved.amount_fen:
        found.append(("金额", yuan_of(line.amount_fen), yuan_of(pair.moved.amount_fen)))
    if booked is not None and not booked - EARLY <= line.on <= booked + LATE:
        found.append(("日期", line.on.isoformat(), booked.isoformat()))
    return tuple(found)


def _bare(name: str) -> str:
    """A name without what two keyboards write differently."""
    return "".join(name.split()).replace("（", "(").replace("）", ")")


def _by_day(found: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(found, key=lambda one: (one.line.fact.on, one.line.seq)))


def _in_order(found: Iterable[Open]) -> tuple[Open, ...]:
    return tuple(sorted(found, key=lambda one: (one.line.fact.on, one.line.seq)))
