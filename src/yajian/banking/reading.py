"""A statement read line by line: what each says, every fault with its row, and the rows that are no lines."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TypeVar

import msgspec

from yajian.banking import cells, heads
from yajian.banking.cells import Unfit
from yajian.banking.heads import LABELS
from yajian.banking.spelling import Column
from yajian.core.decisions.bankstatements import StatementLine, unless_they_run_on
from yajian.core.facts.bankstatements import Side
from yajian.core.words import Fen
from yajian.sheets.problems import Unreadable
from yajian.sheets.tables import Table

T = TypeVar("T")

_OTHER: dict[Side, Side] = {"out": "in", "in": "out"}
_LOOK_FOR_HEAD = 30  # rows: some banks tell the account, the period and the currency first
# 不是一笔收支、银行却列在表里的行：第一个有字的格以这些字开头。
_NO_LINE = re.compile(
    "合计|总计|小计|累计|本页|承前|过次|期初|期末|上期|本期|余额|打印|以下|说明|[借贷]方合计|共 ?[0-9]|第 ?[0-9]+ ?页|注[:：]"
)


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one cell or row."""

    row: int
    label: str
    value: str
    finding: str

    def __str__(self) -> str:
        value = f"“{self.value}”" if self.value else ""
        return f"第{self.row}行{self.label}{value}{self.finding}"


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """A whole file looked at. It is imported only if nothing is wrong with it."""

    lines: tuple[StatementLine, ...]
    faults: tuple[Fault, ...] = ()
    left_out: tuple[int, ...] = ()  # rows that were taken for no lines
    own: frozenset[str] = frozenset()  # the ends of the accounts it says it is of


def statement(tables: Iterable[Table]) -> Statement:
    """The statement among the sheets of a file. Raises Unreadable if there is none, or more than one."""
    found = [(table, at) for table in tables if (at := _head(table)) is not None]
    if not found:
        raise Unreadable(
            f"前{_LOOK_FOR_HEAD}行里找不到流水的列名",
            f"列名要有{LABELS['on']}、{LABELS['name']}，和{LABELS['out']}、{LABELS['in']}两列，或{LABELS['amount']}加{LABELS['side']}",
        )
    if len(found) > 1:
        names = "、".join(f"“{table.name}”" for table, _ in found)
        raise Unreadable(f"{names}都像是流水", "请一个文件只留一张流水表")
    [(table, at)] = found
    return _Sheet(table, at).read()


def _head(table: Table) -> int | None:
    """Which of the rows are the heads."""
    return next(
        (at for at, (_, row) in enumerate(table.rows[:_LOOK_FOR_HEAD]) if heads.is_head(heads.columns(row))),
        None,
    )


class _Sheet:
    """One sheet under its heads."""

    def __init__(self, table: Table, head: int) -> None:
        self.places = heads.columns(table.rows[head][1])
        self.above = table.rows[:head]
        self.rows = table.rows[head + 1 :]
        self.spoilt = frozenset(table.spoilt)
        lacking, twice = heads.wanting(self.places), heads.twice(self.places)
        if lacking:
            raise Unreadable(f"流水缺少列：{'、'.join(lacking)}", "请从网银下载时选上这些列")
        if twice:
            raise Unreadable(f"列名重复：{'、'.join(twice)}", "请删去多余的一列，看清留的是哪一列")
        self.by_columns = {"out", "in"} <= self.places.keys()
        self.signs_repeat = self._signs_repeat()
        if self._sides_untold():
            raise Unreadable(
                f"只有{LABELS['amount']}，没有{LABELS['side']}，金额也没有正负号",
                "看不出是收是支：请从网银下载带借贷标志的流水",
            )

    def read(self) -> Statement:
        lines: list[StatementLine] = []
        faults: list[Fault] = []
        left_out: list[int] = []
        for number, row in self.rows:
            first = next((one for one in map(cells.plain, row) if one), "")
            if _NO_LINE.match(first):
                left_out.append(number)
                continue
            line = _Row(self, number, row)
            made = line.made()
            faults += line.faults
            if made is not None:
                lines.append(made)
        return Statement(
            lines=_in_order(lines),
            faults=tuple(faults),
            left_out=tuple(left_out),
            own=frozenset(self._own()),
        )

    def _own(self) -> Iterator[str]:
        """Whose it says it is, above the heads or in a column of its own."""
        for _, row in self.above:
            yield from cells.own_tails(",".join(map(cells.plain, row)))
        for number, row in self.rows:
            lost = any((number, place) in self.spoilt for place in self.places.get("own", ()))
            with suppress(Unfit):  # what is no account there tells nothing
                yield from filter(None, [cells.tail(self.cell(row, "own"), lost=lost)])

    def cell(self, row: tuple[str, ...], column: Column) -> str:
        [place, *_] = self.places.get(column, [len(row)])
        return row[place] if place < len(row) else ""

    def _sides_untold(self) -> bool:
        """One column of amounts tells the side by its sign; where no amount has any, nothing does."""
        if self.by_columns or "side" in self.places:
            return False
        return not any(_is_minus(self.cell(row, "amount")) for _, row in self.rows)

    def _signs_repeat(self) -> bool:
        """Whether a minus only says again what the column of sides says: every 支出 has one, and no 收入."""
        if "side" not in self.places:
            return False
        told = [
            (cells.is_out(self.cell(row, "side")), _is_minus(self.cell(row, "amount")))
            for _, row in self.rows
        ]
        return all(out == minus for out, minus in told if out is not None)


def _in_order(lines: list[StatementLine]) -> tuple[StatementLine, ...]:
    """As they came to pass: many banks put the latest first, by day or within a day, which the balances show."""
    if not lines:
        return ()
    turned = lines[::-1]
    by_days = turned if lines[0].on > lines[-1].on else lines
    orders = (by_days, sorted(lines, key=lambda one: one.on), sorted(turned, key=lambda one: one.on))
    return tuple(next((one for one in orders if unless_they_run_on(one) is None), by_days))


def _is_minus(text: str) -> bool:
    return cells.plain(text).startswith(("-", "−", "("))


class _Row:
    """One row being read, and what was wrong with it."""

    def __init__(self, sheet: _Sheet, number: int, row: tuple[str, ...]) -> None:
        self.sheet, self.number, self.row = sheet, number, row
        self.faults: list[Fault] = []

    def made(self) -> StatementLine | None:
        """The line; None if something is wrong with it."""
        on = self._read("on", cells.day)
        moved = self._moved()
        tail = self._read("number", lambda text: cells.tail(text, lost=self._lost("number")))
        serial = self._read("serial", lambda text: cells.serial(text, lost=self._lost("serial")))
        balance = self._read("balance", cells.fen)
        if self.faults or on is None or moved is None:
            return None
        side, amount = moved
        return StatementLine(
            row=self.number,
            on=on,
            side=side,
            amount_fen=amount,
            name=cells.plain(self._said("name")),
            tail=tail or "",
            words=" ".join(dict.fromkeys(self._words())),
            serial=serial or "",
            balance_fen=balance,
        )

    def _moved(self) -> tuple[Side, Fen] | None:
        """Which way, and how much. An amount in red moved the other way."""
        told = self._of_columns() if self.sheet.by_columns else self._of_one_column()
        if told is None:
            return None
        side, fen = told
        return (side, Fen(fen)) if fen > 0 else (_OTHER[side], Fen(-fen))

    def _of_columns(self) -> tuple[Side, int] | None:
        before = len(self.faults)
        out, into = self._read("out", cells.fen), self._read("in", cells.fen)
        if len(self.faults) > before:
            return None
        if bool(out) == bool(into):
            self._fault("借方、贷方", "", "都有金额，看不出是收是支" if out else "都没有金额")
            return None
        return ("out", out) if out else ("in", into or 0)

    def _of_one_column(self) -> tuple[Side, int] | None:
        before = len(self.faults)
        fen = self._read("amount", cells.fen)
        side = self._read("side", cells.side) if "side" in self.sheet.places else "in"
        if len(self.faults) > before or side is None:
            return None
        if not fen:
            self._fault(LABELS["amount"], "", "没有金额")
            return None
        return side, abs(fen) if self.sheet.signs_repeat else fen

    def _words(self) -> Iterator[str]:
        for place in self.sheet.places.get("words", ()):
            words = cells.plain(self.row[place]) if place < len(self.row) else ""
            if words:
                yield words

    def _read(self, column: Column, reader: Callable[[str], T]) -> T | None:
        """What a cell says; nothing, and a fault more, if it cannot be read."""
        text = self._said(column)
        try:
            return reader(text)
        except Unfit as fault:
            shown = cells.shown_tail(text) if column == "number" else cells.plain(text)
            self._fault(LABELS[column], shown, str(fault))
            return None

    def _said(self, column: Column) -> str:
        return self.sheet.cell(self.row, column)

    def _lost(self, column: Column) -> bool:
        return any((self.number, place) in self.sheet.spoilt for place in self.sheet.places.get(column, ()))

    def _fault(self, label: str, value: str, finding: str) -> None:
        self.faults.append(Fault(row=self.number, label=label, value=value, finding=finding))
