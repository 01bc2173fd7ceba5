"""对账: what the treasury looks at each morning: the bank beside the books, and what waits for a hand today."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from yajian.core.facts.bankstatements import LineEntered, StatementImported
from yajian.core.facts.holds import HoldLifted
from yajian.core.history import Entry
from yajian.core.programme import Programme
from yajian.core.reconciliation import Movement, Open, Pair, Reconciliation, Unseen, reconcile, unlike
from yajian.core.reports.wording import yuan
from yajian.core.rules import bankstatements as rules
from yajian.core.rules import holds, payments
from yajian.core.rules.holds import Placed
from yajian.core.rules.payments import Account, Standing
from yajian.core.words import Fen, Seq, yuan_of


class AccountLine(msgspec.Struct, frozen=True, kw_only=True):
    """One special account, as far as its own lines say."""

    account: str
    first: date
    last: date
    lines: int
    in_fen: Fen
    out_fen: Fen
    opening_fen: int | None  # before its first line, if that line tells a balance
    closing_fen: int | None  # after the last line that tells one
    closing_on: date | None
    gap_fen: int | None  # what the balances moved beyond the lines; other than 0, lines are missing


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """What waits for a hand beside the bank."""

    to_check: tuple[Standing, ...]
    to_release: tuple[Standing, ...]
    lifted: tuple[Placed, ...]  # holds lifted since yesterday
    to_confirm: tuple[Account, ...]  # changed accounts nobody has confirmed
    resting: tuple[Account, ...]  # confirmed, within their waiting days

    @property
    def is_empty(self) -> bool:
        return not (self.to_check or self.to_release or self.lifted or self.to_confirm or self.resting)


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    as_of: date
    known: Seq
    accounts: tuple[AccountLine, ...]
    statements: tuple[Entry[StatementImported], ...]
    bank: Reconciliation
    today: Today
    unlike: Mapping[Seq, tuple[str, ...]]  # by line: what a hand put together though it differs

    @property
    def matched(self) -> tuple[Pair, ...]:
        pairs = (*self.bank.paid, *self.bank.returned)
        return tuple(sorted(pairs, key=lambda one: (one.line.fact.on, one.line.seq)))


def sheet(programme: Programme, as_of: date, known: Seq | None = None) -> Sheet:
    return Sheet(
        as_of=as_of,
        known=known if known is not None else programme.seq,
        accounts=_accounts(programme, as_of, known),
        statements=tuple(_statements(programme, as_of, known)),
        bank=(bank := reconcile(programme, as_of, known)),
        today=_today(programme, as_of, known),
        unlike=dict(_unlike(programme, bank)),
    )


def _unlike(programme: Programme, bank: Reconciliation) -> Iterator[tuple[Seq, tuple[str, ...]]]:
    for pair in (*bank.paid, *bank.returned):
        said = tuple(
            f"{what}：银行写{theirs or '空白'}，制单是{ours}"
            for what, theirs, ours in unlike(programme, pair)
        )
        if pair.by_hand and said:
            yield pair.line.seq, said


def _accounts(programme: Programme, as_of: date, known: Seq | None) -> tuple[AccountLine, ...]:
    by_account: dict[str, list[LineEntered]] = {}
    for one in rules.lines(programme, as_of, known):
        by_account.setdefault(one.fact.account, []).append(one.fact)
    return tuple(_account(name, by_account[name]) for name in sorted(by_account))


def _account(name: str, lines: list[LineEntered]) -> AccountLine:
    """Days in order; within a day as the bank's file has them, which the order of entry keeps."""
    in_order = sorted(lines, key=lambda one: one.on)
    first, told = in_order[0], [at for at, one in enumerate(in_order) if one.balance_fen is not None]
    opening, closing = _before(first), in_order[told[-1]].balance_fen if told else None
    moved_fen = sum(_signed(one) for one in in_order[: told[-1] + 1]) if told else 0
    return AccountLine(
        account=name,
        first=first.on,
        last=in_order[-1].on,
        lines=len(lines),
        in_fen=Fen(sum(one.amount_fen for one in lines if one.side == "in")),
        out_fen=Fen(sum(one.amount_fen for one in lines if one.side == "out")),
        opening_fen=opening,
        closing_fen=closing,
        closing_on=in_order[told[-1]].on if told else None,
        gap_fen=closing - opening - moved_fen if closing is not None and opening is not None else None,
    )


def _before(line: LineEntered) -> int | None:
    if line.balance_fen is None:
        return None
    return line.balance_fen - _signed(line)


def _signed(line: LineEntered) -> int:
    return line.amount_fen if line.side == "in" else -line.amount_fen


def _statements(programme: Programme, as_of: date, known: Seq | None) -> Iterator[Entry[StatementImported]]:
    for past in programme.bankstatements.statements.values():
        entry = past.at(as_of, known)
        if entry is not None:
            yield entry


def _today(programme: Programme, as_of: date, known: Seq | None) -> Today:
    slips = tuple(payments.standings(programme, as_of, known))
    accounts = [
        found
        for seq in programme.payments.accounts
        if (found := payments.account(programme, seq, as_of, known)) is not None
    ]
    placed = (holds.hold(programme, seq, as_of, known) for seq in programme.holds.holds)
    return Today(
        to_check=tuple(one for one in slips if one.stage == "待复核"),
        to_release=tuple(one for one in slips if one.stage == "待下达"),
        lifted=tuple(one for one in placed if one is not None and _since_yesterday(one.lifted, as_of)),
        to_confirm=tuple(one for one in accounts if one.usable_from is None),
        resting=tuple(one for one in accounts if one.usable_from is not None and one.usable_from > as_of),
    )


def _since_yesterday(lifted: Entry[HoldLifted] | None, as_of: date) -> bool:
    return lifted is not None and lifted.effective >= as_of - timedelta(days=1)


def booking(pair: Pair) -> dict[str, object]:
    """What the form of a return is filled with: of a part its units too, and its sum where no other level could be meant."""
    fact = pair.line.fact
    filled: dict[str, object] = {
        "payment": pair.slip.seq,
        "reason": fact.words or ("收款人退回一部分" if pair.part else "银行退回"),
        "effective": fact.on.isoformat(),
    }
    lines = pair.slip.stands if pair.part else ()
    for at, unit in enumerate(dict.fromkeys(one.unit for one in lines)):
        filled[f"lines:{at}:key"] = unit
    if len(lines) == 1:
        filled[f"lines:0:{lines[0].level}"] = yuan_of(fact.amount_fen)
    return filled


def may_be(one: Open) -> tuple[Pair, ...]:
    """The returns that what came in may be, each to be booked once somebody has found out which it is."""
    if one.line.fact.side != "in" or one.candidates:
        return ()
    slips = one.parts or one.near
    return tuple(
        Pair(line=one.line, moved=Movement(slip=slip, entry=None), part=bool(one.parts)) for slip in slips
    )


# In words and for machines ------------------------------------------------------------------------


def why_open(one: Open) -> str:
    """Why a line was not matched, in a sentence."""
    slips = "、".join(f"第{slip.seq}条" for slip in one.candidates)
    if len(one.candidates) > 1:
        return f"有 {len(one.candidates)} 笔付款都对得上：{slips}，请人工对上"
    if one.candidates:
        return f"与{slips}对得上，但还有别的流水也对得上它，请人工对上"
    if one.parts:
        told = "、".join(f"第{slip.seq}条" for slip in one.parts)
        return f"可能是{told}制单中一笔的一部分退回，查清是哪一笔的，请登记退回"
    if one.near and one.line.fact.side == "in":
        near = "、".join(f"第{slip.seq}条" for slip in one.near)
        return f"金额与{near}制单相同，户名、账号不一样；是它的退回的，请先登记退回"
    if one.near:
        near = "、".join(f"第{slip.seq}条" for slip in one.near)
        return f"金额与{near}制单相同，户名、账号或日期不一样，核对回单以后可以人工对上"
    if one.line.fact.side == "out":
        return "账上没有金额、户名、账号、日期都相符的付款"
    return "不是账上任何一笔付款的退回"


def told(found: Sheet) -> Iterator[str]:
    """The morning's page for the terminal."""
    for one in found.accounts:
        closing = f"，{one.closing_on}余额 {yuan(one.closing_fen)} 元" if one.closing_fen is not None else ""
        yield (
            f"专户尾号 {one.account}：{one.first}—{one.last} 共 {one.lines} 笔，"
            f"收 {yuan(one.in_fen)} 元，支 {yuan(one.out_fen)} 元{closing}"
        )
        if one.gap_fen:
            yield f"专户尾号 {one.account}：余额的变动比逐笔收支差 {yuan(one.gap_fen)} 元，流水可能不全，或有重复"
    if not found.accounts:
        yield "还没有导入银行流水"
    yield f"相符 {len(found.matched)} 笔，写明来历 {len(found.bank.explained)} 笔"
    for pair in found.matched:
        if pair.line.seq in found.unlike:
            differing = "；".join(found.unlike[pair.line.seq])
            yield f"人工对上而不一样：第{pair.line.seq}条流水，第{pair.slip.seq}条制单；{differing}"
    for pair in found.bank.returns:
        back = _line(pair.line.fact)
        if pair.part:
            yield f"待登记退回：{back}，第{pair.slip.seq}条制单的一部分"
        else:
            yield f"待登记退回：{back}，第{pair.slip.seq}条制单"
    for line in found.bank.open:
        yield f"流水没有对应：第{line.line.seq}条 {_line(line.line.fact)}；{why_open(line)}"
    for slip in found.bank.due:
        yield f"账上没有流水：第{slip.slip.seq}条制单 {_slip(slip)}，{(found.as_of - slip.since).days} 天"
    for slip in found.bank.awaited:
        yield f"等流水：第{slip.slip.seq}条制单 {_slip(slip)}"


def _line(fact: LineEntered) -> str:
    words = f"（{fact.words}）" if fact.words else ""
    return f"{fact.on}{rules.SIDES[fact.side]} {yuan(fact.amount_fen)} 元 {fact.name}{words}"


def _slip(one: Unseen) -> str:
    what = "下达" if one.side == "out" else "退回"
    return f"{one.since}{what} {yuan(one.amount_fen)} 元 {one.slip.fact.payee}"


def as_builtins(found: Sheet) -> dict[str, Any]:
    """For the command line and stories."""
    return {
        "as_of": found.as_of.isoformat(),
        "accounts": {one.account: msgspec.to_builtins(one) for one in found.accounts},
        "matched": [
            {**_pair(one), "differs": list(found.unlike.get(one.line.seq, ()))} for one in found.matched
        ],
        "returns": [_pair(one) for one in found.bank.returns],
        "explained": [one.seq for one in found.bank.explained],
        "open": [
            {"line": one.line.seq, "candidates": [slip.seq for slip in one.candidates], "why": why_open(one)}
            for one in found.bank.open
        ],
        "unseen": [
            {
                "slip": one.slip.seq,
                "side": one.side,
                "since": one.since.isoformat(),
                "days": (found.as_of - one.since).days,
                "awaited": one.awaited,
            }
            for one in found.bank.unseen
        ],
        "counts": {
            "matched": len(found.matched),
            "returns": len(found.bank.returns),
            "explained": len(found.bank.explained),
            "open": len(found.bank.open),
            "due": len(found.bank.due),
            "awaited": len(found.bank.awaited),
        },
        "lines": list(told(found)),
    }


def _pair(one: Pair) -> dict[str, Any]:
    part = {"part": True} if one.part else {}
    return {"line": one.line.seq, "slip": one.slip.seq, "by_hand": one.by_hand} | part
