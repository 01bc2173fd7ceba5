"""调度报送: which county sent its table of progress for which month, and which has not. No day is set, so nobody is late."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import papers as rules
from yajian.core.rules.papers import Standing
from yajian.core.rules.roles.sight import EVERYTHING, Sight
from yajian.core.words import CountyId, Seq

_MONTHS = 6  # as many as stand side by side on a page

State = Literal["已报", "在办", "未报"]


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One month of one county: the paper that is out, or on its way."""

    month: str  # 2020-08
    paper: Standing | None

    @property
    def state(self) -> State:
        if self.paper is None:
            return "未报"
        return "已报" if self.paper.closed is not None else "在办"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    county: CountyId
    name: str
    cells: tuple[Cell, ...]


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """Every county whose papers one may read, the last months side by side."""

    template: str  # the plan's number of the table; empty: it has none
    months: tuple[str, ...]
    lines: tuple[Line, ...]

    def silent(self, month: str) -> tuple[str, ...]:
        """Who has not sent this month's yet."""
        return tuple(
            line.name
            for line in self.lines
            for cell in line.cells
            if (cell.month, cell.state) == (month, "未报")
        )


def sent(
    plan: Plan, programme: Programme, as_of: date, known: Seq | None = None, sight: Sight = EVERYTHING
) -> Sent:
    template = next((one.id for one in plan.templates.values() if one.draws == "progress"), "")
    months = tuple(_months(max(plan.programme.issued_on, date(as_of.year - 1, as_of.month, 1)), as_of))
    found: dict[tuple[CountyId | None, str], Standing] = {}
    for one in rules.standings(programme, as_of, known):
        if one.draft.template == template and one.voided is None:
            key = (one.draft.county, _month(one.draft.as_of))
            if key not in found or found[key].closed is None:
                found[key] = one
    return Sent(
        template=template,
        months=months,
        lines=tuple(
            Line(
                county=county,
                name=one.name,
                cells=tuple(Cell(month=month, paper=found.get((county, month))) for month in months),
            )
            for one in plan.counties_concerned
            for county in (CountyId(one.id),)
            if template and sight.owns(county, None)
        ),
    )


def _months(first: date, last: date) -> Iterator[str]:
    """The last of them, the earliest first."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    for back in range(min(count, _MONTHS) - 1, -1, -1):
        year, month = divmod(last.year * 12 + last.month - 1 - back, 12)
        yield _month(date(year, month + 1, 1))


def _month(day: date) -> str:
    return f"{day.year}-{day.month:02}"


# For machines ------------------------------------------------------------------------------------


def as_builtins(found: Sent) -> dict[str, object]:
    return {str(line.county): {cell.month: cell.state for cell in line.cells} for line in found.lines}
