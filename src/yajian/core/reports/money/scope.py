"""What every table of money begins with: the units somebody may read, and what their holders and counties are called."""

from collections.abc import Iterator
from datetime import date

import msgspec

from yajian.core import entitlements
from yajian.core.entitlements import Price
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier, payments
from yajian.core.rules.payments import Standing
from yajian.core.rules.roles.sight import EVERYTHING, Sight
from yajian.core.words import CountyId, EnterpriseId, Seq, UnitId

UNPLACED = "县（市）待定"


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """Whose books, as of which day, as known then, and read by whom."""

    plan: Plan
    programme: Programme
    as_of: date
    known: Seq | None = None
    sight: Sight = EVERYTHING

    def prices(self) -> Iterator[Price]:
        """Every unit that is his to read, in the order of the lists."""
        for one in entitlements.prices(self.plan, self.programme, self.as_of, self.known):
            if self.sight.owns(one.county, one.enterprise):
                yield one

    def firm(self, enterprise: EnterpriseId) -> str:
        return dossier.enterprise_name(self.plan, self.programme, enterprise, self.as_of, self.known)

    def county(self, county: CountyId | None) -> str:
        return next((one.name for one in self.plan.counties if one.id == county), UNPLACED)


class Whose(msgspec.Struct, frozen=True, kw_only=True):
    """A unit with whom it is counted for."""

    unit: UnitId
    enterprise: EnterpriseId
    enterprise_name: str
    county: CountyId | None
    county_name: str


def owners(scope: Scope) -> dict[UnitId, Whose]:
    """Every unit that is his to read, with its holder and county."""
    return {
        one.unit: Whose(
            unit=one.unit,
            enterprise=one.enterprise,
            enterprise_name=scope.firm(one.enterprise),
            county=one.county,
            county_name=scope.county(one.county),
        )
        for one in scope.prices()
    }


def slips_by_unit(scope: Scope) -> dict[UnitId, list[Standing]]:
    """Every payment by the units it is for, in one pass, so that the whole is linear."""
    found: dict[UnitId, list[Standing]] = {}
    for slip in payments.standings(scope.programme, scope.as_of, scope.known):
        for unit in dict.fromkeys(line.unit for line in slip.fact.lines):
            found.setdefault(unit, []).append(slip)
    return found
