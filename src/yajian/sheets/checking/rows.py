"""One row of a facility against itself: capacities, days, what one answer asks of another. Silent where the plan is.

The fields spoken of are those a plan file may have; a rule about a field that is not in the sheet says nothing.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from yajian.sheets.layout import Column, Sheet

YES = "是"


class Amiss(NamedTuple):
    """What is wrong, and at which column it is told."""

    column: Column
    finding: str
    clauses: tuple[str, ...] = ()


def row(sheet: Sheet, said: Mapping[str, str], bad: frozenset[str]) -> Iterator[Amiss]:
    """`said` are the good cells by field, empty ones as empty; a rule that needs a bad cell waits for it."""
    view = _View(sheet, said, bad)
    yield from _filing(view)
    yield from _capacity(view)
    yield from _days(view)
    yield from _contract(view)
    yield from _court(view)


class _View:
    def __init__(self, sheet: Sheet, said: Mapping[str, str], bad: frozenset[str]) -> None:
        self.sheet, self.said, self.bad = sheet, said, bad

    def columns(self, *fields: str) -> tuple[Column, ...] | None:
        """The columns of these fields, if the sheet has all of them and none holds a fault already."""
        found = tuple(self.sheet.column(field) for field in fields)
        if any(one is None or one.field in self.bad for one in found):
            return None
        return tuple(one for one in found if one is not None)

    def __getitem__(self, column: Column) -> str:
        return self.said.get(column.field, "")


def _filing(view: _View) -> Iterator[Amiss]:
    found = view.columns("filed_capacity", "filing_no")
    if found is not None and view[found[0]] and not view[found[1]]:
        filed, number = found
        yield Amiss(number, f"填了{filed.label}须填{number.label}{cited(number)}", number.clauses)


def _capacity(view: _View) -> Iterator[Amiss]:
    found = view.columns("built_capacity", "operating_capacity")
    if found is None:
        return
    built, operating = found
    if view[built] and view[operating] and Decimal(view[operating]) > Decimal(view[built]):
        yield Amiss(built, f"{operating.label}不能大于{built.label}", operating.clauses)


def _days(view: _View) -> Iterator[Amiss]:
    found = view.columns("condition", "stopped_on")
    if found is not None:
        condition, stopped = found
        word, day = view[condition], view[stopped]
        counts_as = view.sheet.counts_as.get(word, "")
        if counts_as == "running" and day:
            at = view.columns("operating_capacity")
            told = at[0] if at is not None and view[at[0]] else condition
            yield Amiss(told, f"状态“{word}”不应有{stopped.label}", stopped.clauses)
        elif counts_as in ("stopped", "shut", "dismantled") and not day:
            yield Amiss(condition, f"{word}须填日期", stopped.clauses)
    found = view.columns("commissioned_on", "stopped_on")
    if found is not None and view[found[0]] and view[found[1]] and view[found[0]] > view[found[1]]:
        first, last = found
        words = f"{first.label.removesuffix('日期')}晚于{last.label.removesuffix('日期')}"
        yield Amiss(first, words, first.clauses)


def _contract(view: _View) -> Iterator[Amiss]:
    found = view.columns("origin", "trade_contract_no")
    if found is not None and view[found[0]] in view.sheet.contracts and not view[found[1]]:
        yield Amiss(found[0], view.sheet.contracts[view[found[0]]], found[1].clauses)


def _court(view: _View) -> Iterator[Amiss]:
    found = view.columns("court_sealed", "sealing_court")
    if found is not None and view[found[0]] == YES and not view[found[1]]:
        sealed, court = found
        words = f"{sealed.label.removeprefix('是否')}须填{court.label}{cited(court)}"
        yield Amiss(sealed, words, court.clauses)


def cited(column: Column) -> str:
    return f"（{column.clauses[0]}）" if column.clauses else ""
