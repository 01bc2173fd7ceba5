"""The capacity book as an office reads it: five tonnages, never under one word, by county, enterprise and unit."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import msgspec

from yajian.core.books.capacity import Tonnages, tonnages, total
from yajian.core.facts.register import (
    FilingEntered,
    UnitOpened,
)
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.rules import register as rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules.register import BaselineStanding, Gap
from yajian.core.rules.register.baseline import Missing
from yajian.core.rules.roles.sight import EVERYTHING, NOT_HIS, Sight
from yajian.core.words import Answer, EnterpriseId, PartId, Seq, Tonnes, UnitId, Verdict


class UnitLine(msgspec.Struct, frozen=True, kw_only=True):
    """One unit of capacity: its filing, its five tonnages, its origin, and whether it may be traded or filed."""

    opened: UnitOpened
    part: PartId | None
    enterprise_name: str
    county_name: str | None
    filing: Entry[FilingEntered] | None  # None: the paper was never entered
    tonnages: Tonnages
    gap: Gap
    origin_label: str  # the plan's word for it; empty: not established
    origin: Verdict
    lock: Verdict

    @property
    def filing_no(self) -> str:
        """The number of its paper, as last known; as written at opening, where the paper was never entered."""
        return self.filing.value.number if self.filing is not None else self.opened.filing_no


class GroupLine(msgspec.Struct, frozen=True, kw_only=True):
    """The units of one enterprise or one county added up, each tonnage for itself."""

    name: str
    units: int
    tonnages: Tonnages
    gap: Gap


class FilingLine(msgspec.Struct, frozen=True, kw_only=True):
    """One filing document, and what of it stands under units. 备案 and nothing else."""

    entry: Entry[FilingEntered]
    enterprise_name: str
    units: tuple[UnitId, ...]
    placed_t: Tonnes
    rest_t: Tonnes


class CapacitySheet(msgspec.Struct, frozen=True, kw_only=True):
    units: tuple[UnitLine, ...]
    enterprises: tuple[GroupLine, ...]
    counties: tuple[GroupLine, ...]
    filings: tuple[FilingLine, ...]
    total: Tonnages
    gap: Gap
    bases: tuple[tuple[str, str], ...]  # the five words of the plan, each with what it is evidenced by
    baseline: BaselineStanding | None  # whether the filings entered make up the total the plan deducts from


def capacity(
    plan: Plan,
    programme: Programme,
    as_of: date | None = None,
    known: Seq | None = None,
    sight: Sight = EVERYTHING,
) -> CapacitySheet:
    """The book on a day, as the first `known` facts tell it. A unit not yet entered is not there."""
    lines = tuple(
        unit_line(plan, programme, unit, as_of, known) for unit in rules.units_at(programme, as_of, known)
    )
    return CapacitySheet(
        units=lines,
        enterprises=_grouped(lines, lambda line: line.enterprise_name),
        counties=_grouped(lines, lambda line: line.county_name or "县（市）待定"),
        filings=tuple(_filings(plan, programme, as_of, known)),
        total=total(programme.capacity, as_of, known),
        gap=_group("合计", lines).gap,
        bases=tuple((basis.label, basis.evidence) for basis in plan.capacity.bases),
        baseline=_baseline(plan, programme, as_of, known, sight),
    )


def _baseline(
    plan: Plan, programme: Programme, as_of: date | None, known: Seq | None, sight: Sight
) -> BaselineStanding | None:
    """Whether all is there, only those can say who read everything; the others read what their own lack."""
    found = rules.baseline(plan, programme, _firms(plan, programme, as_of, known), as_of, known)
    if found is None or sight.everything:
        return found

    def is_his(one: Missing) -> bool:
        return one.enterprise is not None and sight.owns(
            dossier.county_of(plan, programme, one.enterprise, as_of, known), one.enterprise
        )

    replace = msgspec.structs.replace
    return replace(
        found,
        missing=tuple(filter(is_his, found.missing)),
        loose=tuple(filter(is_his, found.loose)),
        verdict=replace(
            found.verdict, answer=Answer.UNDETERMINED, finding=f"是否齐全，{NOT_HIS.word}", remedy=""
        ),
    )


def unit_line(
    plan: Plan, programme: Programme, unit: UnitId, as_of: date | None, known: Seq | None
) -> UnitLine:
    """A unit as its line in the book has it."""
    opened = programme.register.units[unit]
    said = rules.origin_of(programme, unit, as_of, known)
    origin = plan.capacity.origin(said.origin) if said is not None else None
    return UnitLine(
        opened=opened,
        part=programme.register.part_of(unit, known),
        enterprise_name=dossier.enterprise_name(plan, programme, opened.enterprise, as_of, known),
        county_name=_county(plan, programme, opened, as_of, known),
        filing=rules.filing_at(programme, rules.filing_of(programme, unit), as_of, known),
        tonnages=tonnages(programme.capacity, (unit,), as_of, known),
        gap=rules.gap(programme, (unit,), as_of, known),
        origin_label=origin.label if origin is not None else "",
        origin=rules.origin_verdict(plan, programme, unit, as_of, known),
        lock=rules.lock(plan, programme, unit, known),
    )


def _grouped(lines: tuple[UnitLine, ...], name: Callable[[UnitLine], str]) -> tuple[GroupLine, ...]:
    mine: dict[str, list[UnitLine]] = {}
    for line in lines:
        mine.setdefault(name(line), []).append(line)
    return tuple(_group(one, found) for one, found in mine.items())


def _group(name: str, lines: Sequence[UnitLine]) -> GroupLine:
    """Some units added up, each tonnage for itself and never one to another."""
    five, gaps = [line.tonnages for line in lines], [line.gap for line in lines]
    return GroupLine(
        name=name,
        units=len(lines),
        tonnages=Tonnages(
            filed_t=Tonnes(sum(one.filed_t for one in five)),
            built_t=Tonnes(sum(one.built_t for one in five)),
            operating_t=Tonnes(sum(one.operating_t for one in five)),
            stopped_t=Tonnes(sum(one.stopped_t for one in five)),
            retired_t=Tonnes(sum(one.retired_t for one in five)),
        ),
        gap=Gap(
            unsupported_t=Tonnes(sum(one.unsupported_t for one in gaps)),
            unbuilt_t=Tonnes(sum(one.unbuilt_t for one in gaps)),
            unstated=tuple(unit for one in gaps for unit in one.unstated),
        ),
    )


def _filings(plan: Plan, programme: Programme, as_of: date | None, known: Seq | None) -> Iterable[FilingLine]:
    by_filing = rules.units_by_filing(programme, as_of, known)
    for key in programme.register.filings:
        entry = rules.filing_at(programme, key, as_of, known)
        if entry is None:
            continue
        units = by_filing.get(key, ())
        placed = rules.paper_t(programme, units, as_of, known)
        yield FilingLine(
            entry=entry,
            enterprise_name=dossier.enterprise_name(plan, programme, entry.value.enterprise, as_of, known),
            units=units,
            placed_t=placed,
            rest_t=Tonnes(entry.value.filed_t - placed),
        )


def _firms(
    plan: Plan, programme: Programme, as_of: date | None, known: Seq | None
) -> dict[EnterpriseId, str]:
    """Every enterprise of the ledger, as it was called on a day."""
    return {
        firm: dossier.enterprise_name(plan, programme, firm, as_of, known)
        for firm in dossier.known_enterprises(plan, programme, known)
    }


def _county(
    plan: Plan, programme: Programme, opened: UnitOpened, as_of: date | None, known: Seq | None
) -> str | None:
    """Tonnes on a list stay with the county of the list; others are of the county their enterprise is of."""
    part = programme.register.part_of(opened.unit, known)
    listed = target_rules.find_part(programme, part, as_of) if part is not None else None
    own = dossier.county_of(plan, programme, opened.enterprise, as_of, known)
    county = listed.county or own if listed is not None else own
    return next((one.name for one in plan.counties if one.id == county), None)
