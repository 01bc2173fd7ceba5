"""One thing that waits: what is to be done, on which basis, by when, by whom; and whose desk it lies on."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports.progress import Progress
from yajian.core.rules.roles import INSTALLER, ROLES, Grant, may
from yajian.core.words import Clause, ClauseId, CountyId, EnterpriseId, Judged, Light, Seq

Turn = Literal["office", "county"]  # whose move it is, where no organ is named
Place = tuple[str, str]  # where it is seen: a kind of thing, and which one

SOON_DAYS = 30  # how far ahead one looks; no light hangs on it


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """The books as everything that waits is read from them."""

    plan: Plan
    programme: Programme
    sheet: Progress
    known: Seq | None = None

    @property
    def as_of(self) -> date:
        return self.sheet.as_of

    def clauses(self, names: tuple[ClauseId, ...]) -> tuple[Clause, ...]:
        return tuple(self.plan.clauses[name] for name in names if name in self.plan.clauses)

    def county_name(self, county: str | None) -> str:
        return next((one.name for one in self.plan.counties if one.id == county), "")

    def mover(self, county: str | None) -> str:
        """Who moves: the county's clerk where it is known whose county it is, else the office."""
        return self.county_name(county) or OFFICE


OFFICE = "领导小组办公室"


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to be done. `command` and `filled` are the form it is done with, as far as it is known."""

    kind: str  # 数据认定
    what: str  # 核实备案产能 60万吨
    about: str  # whose, or what it is about
    judged: Judged
    by: tuple[str, ...]  # who has to move, by name; empty: nobody has said
    command: str
    filled: Mapping[str, object]
    place: Place
    due: date | None = None
    since: date | None = None
    clauses: tuple[Clause, ...] = ()
    document: str = ""  # the basis, where it is a paper and no clause
    raised: Seq | None = None  # the entry that put it there
    turn: Turn = "office"
    county: CountyId | None = None
    enterprise: EnterpriseId | None = None
    organs: tuple[str, ...] = ()  # those whose own it is, by id
    person: str = ""


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """For whom one looks: a person under one grant. Nobody's rights are added up."""

    role: str = INSTALLER
    person: str = ""
    organ: str = ""
    county: CountyId | None = None
    enterprise: EnterpriseId | None = None

    def takes(self, one: Waiting) -> bool:
        """Whether a thing waits for this desk: its own organ's, or its turn and its to do."""
        if self.role == INSTALLER:
            return True
        if (self.organ and self.organ in one.organs) or (self.person and self.person == one.person):
            return True
        if not may(self.role, one.command):
            return False
        match ROLES[self.role].scope:
            case "everything":
                return one.turn == "office"
            case "county":
                return one.turn == "county" and one.county == self.county is not None
            case "enterprise":
                return one.enterprise == self.enterprise is not None
            case "organ":
                return False


def desk(role: str, person: str, grant: Grant | None) -> Desk:
    """The desk of somebody who acts in a role under a grant."""
    if grant is None:
        return Desk(role=role, person=person)
    fact = grant.fact
    return Desk(role=role, person=person, organ=fact.organ, county=fact.county, enterprise=fact.enterprise)


def undated(why: str) -> Judged:
    """Grey, because nobody has said by when."""
    return Judged(light=Light.GREY, word="时限未定", why=why)


def unentered(why: str) -> Judged:
    """Grey, because nothing has been said; that is not the same as undone."""
    return Judged(light=Light.GREY, word="未录入", why=why)


def several(names: tuple[str, ...], most: int = 4) -> str:
    """甲、乙、丙、丁等 9 家."""
    shown = "、".join(names[:most])
    return shown + (f"等 {len(names)} 家" if len(names) > most else "")
