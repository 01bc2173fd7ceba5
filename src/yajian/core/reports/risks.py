"""风险与应急: every kind of risk county by county and firm by firm, and which emergency plan each firm has on a day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from yajian.core.facts.risks import DrillRecorded, EmergencyPlanFiled
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.plan.terms import Term
from yajian.core.programme import Programme
from yajian.core.rules import dossier, targets
from yajian.core.rules import risks as rules
from yajian.core.rules.risks import Risk
from yajian.core.words import CountyId, EnterpriseId, Judged, Light, Seq


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of risk of one county or firm."""

    kind: Term
    required: bool  # the plan wants it assessed, whatever else is
    risk: Risk | None
    judged: Judged


class RiskLine(msgspec.Struct, frozen=True, kw_only=True):
    """One county, or one firm that was assessed for itself."""

    county: CountyId | None
    enterprise: EnterpriseId | None
    name: str
    cells: tuple[Cell, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(one.kind.label for one in self.cells if one.required and one.risk is None)

    @property
    def waiting(self) -> tuple[Cell, ...]:
        return tuple(one for one in self.cells if one.risk is not None and one.risk.waits)


class ReadyLine(msgspec.Struct, frozen=True, kw_only=True):
    """What one firm of the list has ready for shutting down."""

    enterprise: EnterpriseId
    name: str
    county: CountyId | None
    county_name: str
    plans: tuple[Entry[EmergencyPlanFiled], ...]  # for shutting down, the latest first
    valid: Entry[EmergencyPlanFiled] | None  # the one that holds today
    only_operation: bool  # there is one, and it is for ordinary running
    drills: tuple[Entry[DrillRecorded], ...]  # the latest first

    @property
    def state(self) -> str:
        if self.valid is not None:
            return "有效"
        if self.plans:
            return "不在有效期"
        return "只有生产预案" if self.only_operation else "未报"


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    as_of: date
    required: tuple[Term, ...]
    others: tuple[Term, ...]
    lines: tuple[RiskLine, ...]  # counties in the plan's order, each followed by its firms
    ready: tuple[ReadyLine, ...]

    def at(self, light: Light) -> int:
        return sum(cell.judged.light is light for line in self.lines for cell in line.cells)

    @property
    def waiting(self) -> int:
        return sum(len(line.waiting) for line in self.lines)

    def firm(self, enterprise: str) -> ReadyLine | None:
        return next((one for one in self.ready if one.enterprise == enterprise), None)

    @property
    def unready(self) -> tuple[ReadyLine, ...]:
        return tuple(one for one in self.ready if one.valid is None)


def sheet(plan: Plan, programme: Programme, as_of: date, known: Seq | None = None) -> Sheet:
    return Sheet(
        as_of=as_of,
        required=plan.risks.kinds if plan.risks is not None else (),
        others=plan.risks.process_kinds if plan.risks is not None else (),
        lines=tuple(_lines(plan, programme, as_of, known)),
        ready=tuple(_ready(plan, programme, as_of, known)),
    )


def _lines(plan: Plan, programme: Programme, as_of: date, known: Seq | None) -> Iterator[RiskLine]:
    assessed = {EnterpriseId(firm) for _, firm, _ in programme.risks.risks if firm}
    for county in plan.counties_concerned:
        id = CountyId(county.id)
        yield _line(plan, programme, id, None, county.name, as_of, known)
        for firm in dossier.known_enterprises(plan, programme, known):
            if firm in assessed and dossier.county_of(plan, programme, firm, as_of, known) == id:
                name = dossier.enterprise_name(plan, programme, firm, as_of, known)
                line = _line(plan, programme, id, firm, name, as_of, known)
                if any(one.risk is not None for one in line.cells):
                    yield line


def _line(
    plan: Plan,
    programme: Programme,
    county: CountyId,
    enterprise: EnterpriseId | None,
    name: str,
    as_of: date,
    known: Seq | None,
) -> RiskLine:
    required = plan.risks.kinds if plan.risks is not None and enterprise is None else ()
    cells = []
    for kind in rules.kinds(plan):
        place = rules.key(kind.id, None if enterprise else county, enterprise)
        found = rules.risk(programme, place, as_of, known)
        unsaid = Judged(
            light=Light.GREY, word="未评估", why="还没有登记评估" if kind in required else "没有登记"
        )
        cells.append(
            Cell(
                kind=kind,
                required=kind in required,
                risk=found,
                judged=rules.light(found, as_of) if found is not None else unsaid,
            )
        )
    return RiskLine(county=county, enterprise=enterprise, name=name, cells=tuple(cells))


def _ready(plan: Plan, programme: Programme, as_of: date, known: Seq | None) -> Iterator[ReadyLine]:
    firms = dict.fromkeys(
        dossier.successor(programme, part.enterprise, as_of, known)
        for part in targets.counted(programme, as_of, known)
    )
    for firm in firms:
        family = dossier.family(programme, firm, as_of, known)
        filed = rules.emergency_plans(programme, family, "shutdown", as_of, known)
        county = dossier.county_of(plan, programme, firm, as_of, known)
        yield ReadyLine(
            enterprise=firm,
            name=dossier.enterprise_name(plan, programme, firm, as_of, known),
            county=county,
            county_name=next((one.name for one in plan.counties if one.id == county), ""),
            plans=tuple(reversed(filed)),
            valid=rules.valid_on(filed, as_of),
            only_operation=bool(rules.emergency_plans(programme, family, "operation", as_of, known)),
            drills=tuple(reversed(rules.drills(programme, family, "shutdown", as_of, known))),
        )


# For people and machines --------------------------------------------------------------------------


def told(found: Sheet) -> Iterator[str]:
    """The sheet as `./run risks` prints it."""
    yield f"风险（{found.as_of.isoformat()}）：未销号 {found.waiting} 项，逾期 {found.at(Light.RED)} 项"
    for line in found.lines:
        words = [f"未评估：{'、'.join(line.missing)}"] if line.missing else []
        words += [f"{one.kind.label} {one.judged.word}（{one.judged.why}）" for one in line.waiting]
        yield f"  {line.name}：{'；'.join(words) or '没有未销号的'}"
    yield f"停炉应急预案：{len(found.ready) - len(found.unready)} 户有效，{len(found.unready)} 户没有"
    for one in found.unready:
        yield f"  {one.name}（{one.county_name or '县（市）待定'}）：{one.state}"


def as_builtins(found: Sheet) -> dict[str, Any]:
    """The sheet as `./run risks --json` prints it: plain names, integers, ISO dates."""
    return {
        "lines": {
            line.enterprise or line.county or line.name: {
                one.kind.id: {
                    "word": one.judged.word,
                    "light": one.judged.light.value,
                    "conclusion": one.risk.assessed.value.conclusion if one.risk is not None else None,
                }
                for one in line.cells
            }
            for line in found.lines
        },
        "ready": {
            one.enterprise: {
                "state": one.state,
                "valid_to": one.valid.value.valid_to.isoformat() if one.valid is not None else None,
                "drills": len(one.drills),
            }
            for one in found.ready
        },
    }
