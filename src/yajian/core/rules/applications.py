"""Where an application stands, and which one is open for a unit: never two at once."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from yajian.core.cases import Case, Found, Needs, lacking, met, unmet
from yajian.core.facts.applications import Applied, Forwarded, Returned, Step
from yajian.core.history import Entry, Timeline
from yajian.core.plan import GateCondition, Plan
from yajian.core.programme import Programme
from yajian.core.words import Seq, UnitId

Stage = Literal["待县转报", "已转报", "县已退回", "市已退回", "已撤回"]
OPEN: frozenset[Stage] = frozenset({"待县转报", "已转报"})


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One application as of a day: what was asked, and what came of it."""

    seq: Seq
    applied: Entry[Applied]
    last: Entry[Step]
    forwarded: Entry[Step] | None

    @property
    def stage(self) -> Stage:
        match self.last.value:
            case Applied():
                return "待县转报"
            case Forwarded():
                return "已转报"
            case Returned(by_city=by_city):
                return "市已退回" if by_city else "县已退回"
            case _:
                return "已撤回"

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN


def standing(
    programme: Programme, application: Seq, as_of: date | None = None, known: Seq | None = None
) -> Standing | None:
    """An application as of a day; None before it was made."""
    line = programme.applications.filed.get(application, Timeline())
    entries = sorted(
        (one for one in line.known(known) if as_of is None or one.effective <= as_of), key=lambda one: one.seq
    )
    if not entries or not isinstance(entries[0].value, Applied):
        return None
    return Standing(
        seq=application,
        applied=entries[0],  # type: ignore[arg-type]
        last=entries[-1],
        forwarded=next((one for one in entries if isinstance(one.value, Forwarded)), None),
    )


def standings(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> Iterator[Standing]:
    """Every application known of on a day, in the order they were made."""
    for application in programme.applications.filed:
        found = standing(programme, application, as_of, known)
        if found is not None:
            yield found


def open_for(
    programme: Programme, unit: UnitId, as_of: date | None = None, known: Seq | None = None
) -> Standing | None:
    """The application that is open for a unit."""
    for application in reversed(programme.applications.by_unit.get(unit, ())):
        found = standing(programme, application, as_of, known)
        if found is not None and found.is_open:
            return found
    return None


# What a gate asks of this area --------------------------------------------------------------------


def _via_county(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """经县（市）工信部门转报."""
    for unit in case.units:
        found = open_for(programme, unit, case.as_of, case.known)
        if found is None or found.forwarded is None:
            return lacking(
                f"待定：{unit} 的申请还没有经县（市）转报",
                ("县（市）转报意见",),
                "请企业申请，县（市）工信部门转报",
                asks="applications.forward" if found is not None else "applications.apply",
            )
    return met("已经县（市）转报") if case.units else unmet("没有产能单元", "请先登记产能单元")


def _materials(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """相应印证材料: each that the plan names, or, where it names none, at least one."""
    names = set(case.papers)
    for unit in case.units:
        found = open_for(programme, unit, case.as_of, case.known)
        if found is not None:
            names |= {one.name for one in found.applied.value.materials}
    wanted = condition.materials.value if condition.materials is not None else None
    seen = ("材料", "、".join(sorted(names)) or "没有")
    silent = [one for one in wanted or () if one not in names]
    if silent or not names:
        return unmet(
            f"没有附印证材料：{'、'.join(silent)}" if silent else "没有附任何印证材料",
            "请登记印证材料并随申请附上",
            seen,
            asks="applications.apply",
        )
    return met(f"附印证材料{len(names)}份", seen)


NEEDS: Needs = {"via_county_office": _via_county, "supporting_materials": _materials}
