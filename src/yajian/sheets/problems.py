"""What is wrong with a cell, in words a clerk can act on; and what came of looking at a whole workbook."""

from typing import Literal

import msgspec

from yajian.core.decisions.dossier.importing import EnterpriseLine, FacilityLine

# What the office offers: nothing, a correction that only spells the same thing rightly, or a guess a person must confirm.
Offer = Literal["", "fix", "confirm"]


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One fault, at one cell. `value` is what stands there; `fix` what would stand there if the offer is taken."""

    sheet: str
    row: int
    column: str  # its letter
    label: str
    value: str
    finding: str
    remedy: str = ""
    clauses: tuple[str, ...] = ()
    offer: Offer = ""
    fix: str = ""
    last_row: int = 0  # when it spoils several rows: the last of them

    @property
    def cell(self) -> str:
        return f"{self.sheet}!{self.column}{self.row}"

    @property
    def rows(self) -> range:
        return range(self.row, max(self.row, self.last_row) + 1)


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """An offer that somebody took by name."""

    cell: str
    was: str
    now: str


class Count(msgspec.Struct, frozen=True, kw_only=True):
    sheet: str
    rows: int
    bad: int


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A whole workbook looked at. The lines are those of good rows; they are imported only when all rows are."""

    counts: tuple[Count, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...] = ()
    taken: tuple[Taken, ...] = ()
    as_of: str = ""  # the day the workbook itself says its numbers are of
    enterprises: tuple[EnterpriseLine, ...] = ()
    facilities: tuple[FacilityLine, ...] = ()

    @property
    def clean(self) -> bool:
        return not self.problems

    @property
    def rows(self) -> int:
        return sum(count.rows for count in self.counts)

    @property
    def sentence(self) -> str:
        """企业12行中8行、焦炉31行中27行有问题，共40处；0行已导入"""
        if self.clean:
            told = "、".join(f"{one.sheet}{one.rows}行" for one in self.counts)
            return f"{told}全部核对无误；0行已导入"
        told = "、".join(
            f"{one.sheet}{one.rows}行中{one.bad}行" if one.bad else f"{one.sheet}{one.rows}行无误"
            for one in sorted(self.counts, key=lambda one: bool(one.bad))
        )
        return f"{told}有问题，共{len(self.problems)}处；0行已导入"


class Unreadable(Exception):
    """The file as a whole cannot be taken in. `str()` says what was seen and what to do."""

    def __init__(self, seen: str, remedy: str) -> None:
        super().__init__(f"{seen}。{remedy}。")
        self.seen = seen
        self.remedy = remedy
