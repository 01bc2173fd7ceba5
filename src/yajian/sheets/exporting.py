"""The ledger as recorded, in the template's own columns, so that what goes out can come back."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier as dossier_rules
from yajian.core.rules import statements as statement_rules
from yajian.core.rules.roles.sight import EVERYTHING, Sight
from yajian.core.words import EnterpriseId, FacilityId, iso_date
from yajian.sheets.layout import Column, Layout, Sheet
from yajian.sheets.template import Rows
from yajian.workbooks import Cell


def ledger_rows(
    plan: Plan,
    programme: Programme,
    layout: Layout,
    sight: Sight = EVERYTHING,
) -> Rows:
    """Every enterprise with its facilities, if it is shown: the value settled, or the last one stated."""
    chosen = tuple(
        one
        for one in dossier_rules.known_enterprises(plan, programme)
        if sight.owns(dossier_rules.county_of(plan, programme, one), one)
    )
    rows = {layout.enterprises.id: list(_enterprises(plan, programme, layout, chosen))}
    for sheet in layout.facilities:
        rows[sheet.id] = list(_facilities(plan, programme, sheet, chosen))
    return rows


def _enterprises(
    plan: Plan, programme: Programme, layout: Layout, chosen: tuple[EnterpriseId, ...]
) -> Iterator[dict[str, Cell]]:
    for number, enterprise in enumerate(chosen, 1):
        county = dossier_rules.county_of(plan, programme, enterprise)
        sites = [
            entry.value
            for past in programme.dossiers.sites.values()
            if (entry := past.at()) is not None and entry.value.enterprise == enterprise
        ]
        yield {
            "order": number,
            "code": code_of(programme, enterprise),
            "name": dossier_rules.enterprise_name(plan, programme, enterprise),
            "county": layout.counties.get(county or "", ""),
            "address": sites[0].address if sites else "",
            **_stated(plan, programme, layout.enterprises, f"enterprise:{enterprise}"),
        }


def _facilities(
    plan: Plan, programme: Programme, sheet: Sheet, chosen: tuple[EnterpriseId, ...]
) -> Iterator[dict[str, Cell]]:
    for enterprise in chosen:
        for name in dossier_rules.facilities_of(programme, (enterprise,)):
            entered = dossier_rules.facility(programme, FacilityId(name))
            if entered is None or entered.facility_type != sheet.id:
                continue
            told = _stated(plan, programme, sheet, f"facility:{name}")
            called = dossier_rules.facility_name(programme, name).removesuffix(sheet.name)
            identity: dict[str, Cell] = {one.id: called for one in sheet.columns if one.identifies}
            yield {"owner": code_of(programme, enterprise), **identity, **told}


def code_of(programme: Programme, enterprise: EnterpriseId) -> str:
    recorded = dossier_rules.credit_code(programme, enterprise)
    return recorded.value.code if recorded is not None else ""


def _stated(plan: Plan, programme: Programme, sheet: Sheet, subject: str) -> dict[str, Cell]:
    told: dict[str, Cell] = {}
    for column in sheet.columns:
        if "." not in column.id:
            continue
        number = statement_rules.number(programme, (subject, column.id))
        last = number.settled or next(
            (one for one in reversed(number.statements) if one.standing in statement_rules.OPEN), None
        )
        if last is not None:
            told[column.id] = _cell(column, last.value, last.said.shown)
    return told


def _cell(column: Column, value: int | str, shown: str) -> Cell:
    match column.kind:
        case "quantity" | "integer":
            written = Decimal(value) / column.factor
            return int(written) if written == written.to_integral_value() else float(written)
        case "date":
            day: date = iso_date(str(value))
            return day
        case _:
            return shown
