"""What the books know that a row can contradict, as plain data for the process that checks a workbook."""

from datetime import date

import msgspec

from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier as dossier_rules
from yajian.core.rules import statements as statement_rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules.statements import Standing
from yajian.core.words import CountyId, EnterpriseId, FacilityId
from yajian.sheets.layout import Layout
from yajian.sheets.spelling import folded


class Firm(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An enterprise of the ledger or of the list."""

    id: str
    names: tuple[str, ...]  # all it has ever borne, folded
    name: str
    code: str = ""
    county: str = ""  # by name; empty while nobody has said


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of a list."""

    item: str
    enterprise: str
    enterprise_name: str
    county: str = ""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that stands: what was settled, or what a body said and nobody has decided."""

    seq: int
    maker: str
    value: int | str
    shown: str
    true_from: date


class Known(msgspec.Struct, frozen=True, kw_only=True):
    firms: tuple[Firm, ...] = ()
    parts: dict[str, Part] = {}
    facilities: dict[str, str] = {}  # id by enterprise, type and folded name
    settled: dict[str, Said] = {}  # by subject and field
    said: dict[str, tuple[Said, ...]] = {}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """For whom the workbook is looked at, and which offers were taken."""

    today: date
    said_by: str = ""
    county: str = ""  # by name: only this county's rows are this person's to import
    as_of: date | None = None  # what its numbers are of, if the workbook does not say
    accepted: frozenset[str] = frozenset()  # cells, as 焦炉!B6


def facility_key(enterprise: str, kind: str, name: str) -> str:
    return f"{enterprise}|{kind}|{dossier_rules.spelling(name)}"


def number_key(subject: str, field: str) -> str:
    return f"{subject} {field}"


def known(plan: Plan, programme: Programme, layout: Layout) -> Known:
    """Everything a row is compared with, in one pass over the books."""
    counties = layout.counties
    settled, said = {}, {}
    for number in statement_rules.numbers(programme):
        key = number_key(*number.matter)
        if number.settled is not None:
            settled[key] = _said(number.settled)
        there = tuple(
            _said(one)
            for one in number.statements
            if one.standing in statement_rules.OPEN or one.standing is Standing.DETERMINED
        )
        if there:
            said[key] = there
    return Known(
        firms=tuple(
            Firm(
                id=one,
                name=dossier_rules.enterprise_name(plan, programme, one),
                names=tuple(folded(line.name) for line in dossier_rules.name_lines(plan, programme, one)),
                code=_code(programme, one),
                county=_county(counties, dossier_rules.county_of(plan, programme, one)),
            )
            for one in dossier_rules.known_enterprises(plan, programme)
        ),
        parts={
            str(part.part): Part(
                item=part.item,
                enterprise=part.enterprise,
                enterprise_name=part.enterprise_name,
                county=_county(counties, part.county),
            )
            for entry in target_rules.lists(programme)
            for part in entry.value.parts
        },
        facilities=dict(_facilities(programme)),
        settled=settled,
        said=said,
    )


def _facilities(programme: Programme) -> list[tuple[str, str]]:
    found = []
    for name in programme.dossiers.facilities:
        entered = dossier_rules.facility(programme, FacilityId(name))
        stands = dossier_rules.place(programme, FacilityId(name))
        if entered is not None and stands is not None:
            called = dossier_rules.facility_name(programme, FacilityId(name))
            found.append((facility_key(stands.enterprise, entered.facility_type, called), str(name)))
    return found


def _said(one: statement_rules.Statement) -> Said:
    return Said(seq=one.seq, maker=one.maker, value=one.value, shown=one.said.shown, true_from=one.true_from)


def _code(programme: Programme, enterprise: EnterpriseId) -> str:
    recorded = dossier_rules.credit_code(programme, enterprise)
    return recorded.value.code if recorded is not None else ""


def _county(counties: dict[str, str], county: CountyId | None) -> str:
    return counties.get(county or "", "")
