"""职工安置情况: people by enterprise and by method, as counts. Rows about persons are for whoever may read them."""

from datetime import date

import msgspec

from yajian.core.facts.workers import Employment, PlanFiled
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier, targets
from yajian.core.rules import workers as rules
from yajian.core.rules.workers import Crew
from yajian.core.words import CountyId, EnterpriseId, Seq


class FirmLine(msgspec.Struct, frozen=True, kw_only=True):
    enterprise: EnterpriseId
    name: str
    county: CountyId | None
    county_name: str
    crew: Crew
    plan: Entry[PlanFiled] | None

    @property
    def last_month(self) -> str:
        return self.crew.months[-1][0] if self.crew.months else ""

    @property
    def uncovered(self) -> int:
        """By how many people the plan is made for fewer than the rosters name."""
        return max(len(self.crew.people) - self.plan.value.covers, 0) if self.plan is not None else 0

    @property
    def warnings(self) -> tuple[str, ...]:
        """What would be overlooked: people gone from the roster, and a plan made for fewer than there are."""
        if not self.uncovered or self.plan is None:
            return self.crew.warnings
        told = f"方案覆盖{self.plan.value.covers}人，名册上有{len(self.crew.people)}人"
        return (*self.crew.warnings, told)


class WorkersSheet(msgspec.Struct, frozen=True, kw_only=True):
    as_of: date
    known: Seq
    methods: tuple[tuple[str, str], ...]  # id, label, in the plan's order
    firms: tuple[FirmLine, ...]

    @property
    def people(self) -> int:
        return sum(len(one.crew.people) for one in self.firms)

    @property
    def settled(self) -> int:
        return sum(one.crew.settled for one in self.firms)

    @property
    def unconfirmed(self) -> int:
        return sum(one.crew.unconfirmed for one in self.firms)

    @property
    def undecided(self) -> int:
        return sum(one.crew.undecided for one in self.firms)

    def of(self, employment: Employment) -> int:
        return sum(one.crew.of(employment) for one in self.firms)

    def settled_of(self, employment: Employment) -> int:
        return sum(one.crew.settled_of(employment) for one in self.firms)

    def by(self, method: str) -> int:
        return sum(one.crew.by(method) for one in self.firms)


def sheet(plan: Plan, programme: Programme, as_of: date, known: Seq | None = None) -> WorkersSheet:
    """Every enterprise of the lists, and whoever else sent in a roster."""
    listed = [
        dossier.successor(programme, part.enterprise, as_of, known)
        for version in targets.lists(programme, as_of, known)
        for part in version.value.parts
    ]
    rostered = [dossier.successor(programme, firm, as_of, known) for firm, _ in programme.workers.rosters]
    methods = plan.resettlement.methods if plan.resettlement is not None else ()
    return WorkersSheet(
        as_of=as_of,
        known=known if known is not None else programme.seq,
        methods=tuple((one.id, one.label) for one in methods),
        firms=tuple(firm(plan, programme, one, as_of, known) for one in dict.fromkeys((*listed, *rostered))),
    )


def firm(
    plan: Plan, programme: Programme, enterprise: EnterpriseId, as_of: date, known: Seq | None = None
) -> FirmLine:
    family = frozenset({enterprise, *dossier.family(programme, enterprise, as_of, known)})
    county = dossier.county_of(plan, programme, enterprise, as_of, known)
    return FirmLine(
        enterprise=enterprise,
        name=dossier.enterprise_name(plan, programme, enterprise, as_of, known),
        county=county,
        county_name=next((one.name for one in plan.counties if one.id == county), ""),
        crew=rules.crew(programme, family, as_of, known),
        plan=rules.plan_filed(programme, family, as_of, known),
    )


# For machines ------------------------------------------------------------------------------------


def as_builtins(found: WorkersSheet) -> dict[str, object]:
    return {
        "people": found.people,
        "settled": found.settled,
        "undecided": found.undecided,
        "firms": {
            str(one.enterprise): {
                "people": len(one.crew.people),
                "contract": one.crew.of("contract"),
                "dispatched": one.crew.of("dispatched"),
                "settled": one.crew.settled,
                "unconfirmed": one.crew.unconfirmed,
                "undecided": one.crew.undecided,
                "by_method": {id: one.crew.by(id) for id, _ in found.methods},
                "last_month": one.last_month,
                "plan": one.plan.value.document if one.plan is not None else None,
                "warnings": list(one.warnings),
            }
            for one in found.firms
            if one.crew.people or one.plan is not None
        },
    }
