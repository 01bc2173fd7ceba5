"""Whose affairs a command or an entry touches, read from the ids its fields hold."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from yajian.core.facts.papers import PaperDrafted
from yajian.core.facts.payments import Paid, PaymentPrepared
from yajian.core.history import Timeline
from yajian.core.plan import PaperTemplate, Plan
from yajian.core.programme import Programme
from yajian.core.rules.roles import entries, issuers
from yajian.core.words import (
    CountyId,
    EnterpriseId,
    OrganId,
    PaperId,
    PartId,
    Seq,
    UnitId,
)


class Touched(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a command names, by whose it is."""

    county: CountyId | None = None
    enterprise: EnterpriseId | None = None
    organ: str | None = None


def touched(plan: Plan, programme: Programme, naming: msgspec.Struct) -> Iterator[Touched]:
    """Whose affairs a command touches, or a fact, by the ids its fields hold. What nobody knows is nobody's."""
    for field in naming.__struct_fields__:
        value = getattr(naming, field)
        if value in (None, ""):
            continue
        match field:
            case "county":
                yield Touched(county=value, organ=value)
            case "enterprise" if _is_known(plan, programme, value):
                yield _enterprise(plan, programme, value)
            case "part":
                yield _part(programme, value)
            case "template" if value in plan.templates:
                yield from _makers(plan, plan.templates[value])
            case "record" if value in programme.closures.records:
                yield _part(programme, programme.closures.records[value].part)
            case "seal" if value in programme.courts.seals:
                yield _seal(plan, programme, value)
            case "unit" if value in programme.register.units:
                yield _unit(plan, programme, value)
            case "application" if (applied := programme.applications.applied(value)) is not None:
                yield from (_unit(plan, programme, asked.unit) for asked in applied.units)
            case "trade" if (seller := programme.trades.seller(value)) is not None:
                yield _enterprise(plan, programme, seller)
            case "payment" | "payments" | "lines":
                units = _paid_for(programme, value)
                yield from (_unit(plan, programme, unit) for unit in units)
            case "site" | "facility" | "interest":
                yield from _in_the_ledger(plan, programme, field, value, naming)
            case "filing_no" if not getattr(
                naming, "filing", ""
            ):  # a fact says which, whoever bears the number now
                yield from _filing(plan, programme, value)
            case "subject":
                yield from _subject(plan, programme, value, naming)
            case "statement" | "disputes" | "dispute" | "decision" if value in programme.statements.matters:
                yield from _subject(plan, programme, programme.statements.matters[value][0], naming)
            case "organ":
                yield _organ(plan, programme, value)
            case "holder":
                yield _either(plan, programme, value)
            case "issuer" if issuers.is_paper(naming):
                yield from (_either(plan, programme, one) for one in issuers.of(plan, programme, naming))
            case "entry":
                for one in entries.entered(programme, value):
                    yield from touched(plan, programme, one)
            case "grant":
                yield _grant(programme, value)
            case "paper" if value in programme.papers.papers:
                yield _paper(plan, programme, value)
            case _:
                pass


def of_name(plan: Plan, programme: Programme, name: str) -> Touched | None:
    """Whose affairs those of a body of this name are; nothing for one that nobody knows."""
    found = issuers.called(plan, programme, name.strip())
    return _either(plan, programme, found) if found else None


def _makers(plan: Plan, template: PaperTemplate) -> Iterator[Touched]:
    """A paper that the plan has the city itself make is no county's to draft, whatever county it is about."""
    for maker in template.maker.value or ():
        if maker in plan.organisations and plan.organisations[maker].level == "city":
            yield Touched(organ=maker)


def _either(plan: Plan, programme: Programme, name: str) -> Touched:
    """An enterprise, or an organ; nobody's in particular if neither is known by this id."""
    if _is_known(plan, programme, EnterpriseId(name)):
        return _enterprise(plan, programme, EnterpriseId(name))
    return _organ(plan, programme, OrganId(name))


def _is_known(plan: Plan, programme: Programme, enterprise: EnterpriseId) -> bool:
    return enterprise in plan.enterprises or enterprise in programme.dossiers.enterprises


def _enterprise(
    plan: Plan, programme: Programme, enterprise: EnterpriseId, day: date | None = None
) -> Touched:
    """An enterprise, and the county it is of: now, or on a day."""
    found = plan.enterprises.get(enterprise)
    county = found.county.value if found is not None else None
    past = programme.dossiers.enterprises.get(enterprise)
    entered = past.at() if past is not None else None
    if found is None and entered is not None:
        county = entered.value.county
    relocated = programme.dossiers.relocations.get(enterprise, Timeline()).at(day)
    if relocated is not None:
        county = relocated.value.county
    return Touched(county=county, enterprise=enterprise, organ=enterprise)


def _seal(plan: Plan, programme: Programme, seal: Seq) -> Touched:
    """A court matter is the county's, the enterprise's, and its court's own: none of them another's."""
    fact = programme.courts.seals[seal]
    listed = _part(programme, fact.part) if fact.part else Touched()
    whose = _enterprise(plan, programme, fact.enterprise)
    return Touched(
        county=listed.county or whose.county, enterprise=fact.enterprise, organ=fact.court_organ or None
    )


def _unit(plan: Plan, programme: Programme, unit: UnitId) -> Touched:
    """Tonnes on a list stay with the county of the list, wherever the enterprise goes."""
    part = programme.register.part_of(unit)
    whose = _enterprise(plan, programme, programme.register.units[unit].enterprise)
    listed = _part(programme, part) if part is not None else Touched()
    return msgspec.structs.replace(whose, county=listed.county or whose.county)


def _paid_for(programme: Programme, value: Any) -> Iterator[UnitId]:
    """The units of a slip's lines, as asked or as entered, of a slip by its number, or of several."""
    if isinstance(value, Mapping):
        yield from (unit for unit in value if unit in programme.register.units)
        return
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, Paid):
            yield one.unit
        elif one in programme.payments.payments:
            first = programme.payments.payments[one].entries[0].value
            yield from (line.unit for line in first.lines) if isinstance(first, PaymentPrepared) else ()


def _in_the_ledger(
    plan: Plan, programme: Programme, field: str, value: Any, naming: msgspec.Struct
) -> Iterator[Touched]:
    """Whose a site, a facility or an interest is. Beside a part, `facility` is a name on the list and no id."""
    dossiers = programme.dossiers
    lines: tuple[Timeline[Any] | None, ...] = ()
    match field:
        case "site":
            lines = (dossiers.passes.get(value), dossiers.sites.get(value))
        case "facility" if not getattr(naming, "part", None):
            lines = (dossiers.moves.get(value), dossiers.facilities.get(value))
        case "interest":
            lines = (dossiers.interests.get(value),)
        case _:
            pass
    entry = next((entry for past in lines if past is not None and (entry := past.at()) is not None), None)
    if entry is not None:  # an interest stays with the county it was recorded in
        day = entry.effective if field == "interest" else None
        yield _enterprise(plan, programme, entry.value.enterprise, day)


def _filing(plan: Plan, programme: Programme, number: str) -> Iterator[Touched]:
    """Whose a filing document is, by its number as it was entered; in another spelling it is nobody's."""
    for timeline in programme.register.filings.values():
        entry = timeline.at()
        if entry is not None and entry.value.number == number:
            yield _enterprise(plan, programme, entry.value.enterprise)


def _subject(plan: Plan, programme: Programme, subject: str, naming: msgspec.Struct) -> Iterator[Touched]:
    """What a number is about, by its typed word."""
    kind, _, name = subject.partition(":")
    match kind:
        case "part":
            yield _part(programme, PartId(name))
        case "unit" if UnitId(name) in programme.register.units:
            yield _unit(plan, programme, UnitId(name))
        case "enterprise":
            yield _enterprise(plan, programme, EnterpriseId(name))
        case "site" | "facility":
            yield from _in_the_ledger(plan, programme, kind, name, naming)
        case _:
            pass


def _part(programme: Programme, part: PartId) -> Touched:
    for timeline in programme.targets.lists.values():
        entry = timeline.at()
        for listed in entry.value.parts if entry is not None else ():
            if listed.part == part:
                return Touched(county=listed.county, enterprise=listed.enterprise)
    return Touched()


def _organ(plan: Plan, programme: Programme, organ: OrganId) -> Touched:
    if any(county.id == organ for county in plan.counties):
        return Touched(county=CountyId(organ), organ=organ)
    firm = EnterpriseId(organ)
    if firm in plan.enterprises:
        return _enterprise(plan, programme, firm)
    entered = programme.organs.entered.get(organ)
    entry = entered.at() if entered is not None else None
    return Touched(county=entry.value.county if entry is not None else None, organ=organ)


def _paper(plan: Plan, programme: Programme, paper: PaperId) -> Touched:
    """Whose a paper is: the enterprise that made it, or the county it was first drafted for, or nobody's but the city's."""
    first = programme.papers.papers[paper].entries[0].value
    if isinstance(first, PaperDrafted) and first.enterprise is not None:
        return _enterprise(plan, programme, first.enterprise)
    county = first.county if isinstance(first, PaperDrafted) else None
    return Touched(county=county, organ=county)


def _grant(programme: Programme, seq: Seq) -> Touched:
    timeline = programme.roles.grants.get(seq)
    for entry in timeline.entries if timeline is not None else ():
        if entry.value is not None:
            fact = entry.value
            return Touched(county=fact.county, enterprise=fact.enterprise, organ=fact.organ)
    return Touched()
