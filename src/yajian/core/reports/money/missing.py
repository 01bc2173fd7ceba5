"""缺件清单: for each enterprise what its next step still wants, which clause wants it, and who hands it in."""

from collections.abc import Iterator

import msgspec

from yajian.core.reports.money.quota import table as quotas_of
from yajian.core.reports.money.scope import Scope
from yajian.core.reports.money.wanted import Desk, Item
from yajian.core.words import CountyId, EnterpriseId, PartId, UnitId


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit; or, without one, the tonnes of a part that no unit stands for."""

    unit: UnitId | None
    part: PartId
    items: tuple[Item, ...]


class Firm(msgspec.Struct, frozen=True, kw_only=True):
    enterprise: EnterpriseId
    enterprise_name: str
    county: CountyId | None
    county_name: str
    units: tuple[Unit, ...]

    @property
    def count(self) -> int:
        return sum(len(one.items) for one in self.units)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    firms: tuple[Firm, ...]  # those of which something is missing
    complete: tuple[str, ...]  # the units of which nothing is


def table(scope: Scope) -> Table:
    desk, prices = Desk(scope), {one.unit: one for one in scope.prices()}
    firms: dict[EnterpriseId, Firm] = {}
    complete: list[str] = []
    for row in quotas_of(scope).rows:
        price = prices[row.unit] if row.unit is not None else None
        found = tuple(desk.of_unit(price)) if price is not None else (desk.unit_itself(row.tonnes),)
        if not found:
            complete.append(row.unit or row.part)
            continue
        firm = firms.get(row.enterprise) or Firm(
            enterprise=row.enterprise,
            enterprise_name=row.enterprise_name,
            county=row.county,
            county_name=row.county_name,
            units=(),
        )
        more = Unit(unit=row.unit, part=row.part, items=found)
        firms[row.enterprise] = msgspec.structs.replace(firm, units=(*firm.units, more))
    return Table(firms=tuple(firms.values()), complete=tuple(complete))


def told(found: Table) -> Iterator[str]:
    """The same for a terminal."""
    for firm in found.firms:
        yield f"{firm.enterprise_name}（{firm.county_name}）：缺 {firm.count} 件"
        for unit in firm.units:
            for one in unit.items:
                cited = "、".join(dict.fromkeys(clause.cite for clause in one.clauses))
                wanted = f"（{cited}）" if cited else ""
                yield f"  {unit.unit or unit.part}　{one.step}：缺{one.what}{wanted}，由{one.who}提交；{one.finding}"
    if found.complete:
        yield f"不缺：{'、'.join(found.complete)}"
