"""法院事项: every seal with its court and case, what was said, what the court wrote, and what waits for whom."""

from datetime import date

import msgspec

from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import courts as rules
from yajian.core.rules import dossier, targets, workplans
from yajian.core.rules.courts import Seal
from yajian.core.words import CountyId, Seq


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """One seal, whose it is, and how long the court has been asked without an answer."""

    seal: Seal
    enterprise: str
    county: CountyId | None
    county_name: str
    planned_on: (
        date | None
    )  # the day it is meant to be dismantled, as the court was told or the work plan says
    waits_days: int | None  # since the first letter or talk that the court has not answered
    next: str  # what would be done next, and by whom


class Matters(msgspec.Struct, frozen=True, kw_only=True):
    as_of: date
    known: Seq
    lines: tuple[Matter, ...]

    @property
    def in_force(self) -> int:
        return sum(one.seal.in_force for one in self.lines)

    @property
    def allowed(self) -> int:
        return sum(one.seal.in_force and one.seal.allows for one in self.lines)

    @property
    def lifted(self) -> int:
        return sum(one.seal.lifted is not None for one in self.lines)

    @property
    def waiting(self) -> int:
        return sum(one.waits_days is not None for one in self.lines)


def matters(plan: Plan, programme: Programme, as_of: date, known: Seq | None = None) -> Matters:
    return Matters(
        as_of=as_of,
        known=known if known is not None else programme.seq,
        lines=tuple(
            _matter(plan, programme, one, as_of, known) for one in rules.seals(programme, as_of, known)
        ),
    )


def matter(
    plan: Plan, programme: Programme, seal: Seq, as_of: date, known: Seq | None = None
) -> Matter | None:
    found = rules.seal(programme, seal, as_of, known)
    return _matter(plan, programme, found, as_of, known) if found is not None else None


def _matter(plan: Plan, programme: Programme, seal: Seal, as_of: date, known: Seq | None) -> Matter:
    fact = seal.fact
    listed = (
        one.county
        for version in targets.lists(programme, as_of, known)
        for one in version.value.parts
        if one.part == fact.part
    )
    county = next(listed, None) or dossier.county_of(plan, programme, fact.enterprise, as_of, known)
    since = seal.waits_since if seal.lifted is None else None
    return Matter(
        seal=seal,
        enterprise=dossier.enterprise_name(plan, programme, fact.enterprise, as_of, known),
        county=county,
        county_name=next((one.name for one in plan.counties if one.id == county), ""),
        planned_on=_planned(programme, seal, as_of, known),
        waits_days=(as_of - since).days if since is not None else None,
        next=_next(seal),
    )


def _planned(programme: Programme, seal: Seal, as_of: date, known: Seq | None) -> date | None:
    told = [one.value.planned_on for one in seal.consulted if one.value.planned_on is not None]
    if told:
        return told[-1]
    version = workplans.current(programme, (seal.fact.enterprise,), as_of, known)
    step = (
        workplans.covering(version.value, seal.fact.part, seal.fact.facility) if version is not None else None
    )
    return step.dismantle_on if step is not None else None


def _next(seal: Seal) -> str:
    if seal.lifted is not None:
        return "已解封，不再限制拆除"
    if not seal.in_force:
        return "期限已满：由县（市）向法院核实，续封的登记续封，解封的登记解封"
    if not seal.consulted and not seal.written:
        return "由县（市）与法院协商，登记协商记录"
    if seal.answer is None:
        return "法院文书还没有收到；收到以前不能同意拆除"
    if not seal.allows:
        return "法院不允许处置；不能同意拆除"
    return "法院允许处置；补偿对象依法明确以前，这一笔暂缓"


# For machines ------------------------------------------------------------------------------------


def as_builtins(found: Matters) -> dict[str, object]:
    return {
        "in_force": found.in_force,
        "allowed": found.allowed,
        "lifted": found.lifted,
        "waiting": found.waiting,
        "seals": {
            f"{one.seal.fact.case_no}/{one.seal.fact.facility}": _as_builtins(one) for one in found.lines
        },
    }


def _as_builtins(one: Matter) -> dict[str, object]:
    seal = one.seal
    return {
        "entry": seal.seq,
        "word": seal.word,
        "court": seal.fact.court,
        "name": seal.fact.name,
        "since": seal.since.isoformat(),
        "until": seal.until.isoformat() if seal.until is not None else None,
        "consulted": len(seal.consulted),
        "documents": [paper.value.document for paper in seal.written],
        "allows": seal.allows,
        "planned_on": one.planned_on.isoformat() if one.planned_on is not None else None,
        "waits_days": one.waits_days,
        "next": one.next,
    }
