"""The ledger of enterprises (一企一档): everyone at a glance, and one dossier whole."""

from datetime import date

import msgspec

from yajian.core.facts.closure import NO_PART
from yajian.core.facts.dossier import (
    CreditCodeRecorded,
    EnterprisesMerged,
    InterestAnswered,
    InterestRecorded,
)
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_served_by
from yajian.core.programme import Programme
from yajian.core.reports.progress import PartLine, part_lines
from yajian.core.reports.register import UnitLine, capacity
from yajian.core.reports.statements import NumberLine, of_enterprises
from yajian.core.reports.wording import MATTERS
from yajian.core.rules import closure as closure_rules
from yajian.core.rules import dossier as rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules.closure import FacilityStanding
from yajian.core.rules.dossier import NameLine
from yajian.core.rules.roles.sight import EVERYTHING, Sight
from yajian.core.words import Clause, CountyId, EnterpriseId, FacilityId, PartId, Seq, SiteId, Tonnes


class LedgerLine(msgspec.Struct, frozen=True, kw_only=True):
    """One enterprise in the ledger. The tonnes of those merged into it count here, and nowhere else."""

    enterprise: EnterpriseId
    name: str
    former: tuple[str, ...]
    county: CountyId | None
    county_name: str | None
    in_plan: bool
    code: Entry[CreditCodeRecorded] | None
    listed_t: Tonnes
    outside_t: Tonnes  # on lists that do not count toward the target
    facilities: int
    unanswered: int
    merged: Entry[EnterprisesMerged] | None
    merged_name: str


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """Everyone known, by county in the plan's order, and who has no code yet."""

    lines: tuple[LedgerLine, ...]
    clauses: tuple[Clause, ...]

    @property
    def by_county(self) -> tuple[tuple[str, tuple[LedgerLine, ...]], ...]:
        names = dict.fromkeys(line.county_name for line in self.lines)
        order = sorted(names, key=lambda name: name is None)  # whose county nobody has said comes last
        return tuple(
            (name or "县（市）待定", tuple(line for line in self.lines if line.county_name == name))
            for name in order
        )

    @property
    def listed_t(self) -> Tonnes:
        return Tonnes(sum(line.listed_t for line in self.lines))

    @property
    def without_code(self) -> int:
        """Those of whom nobody has recorded a code, nor why there is none."""
        return sum(line.code is None and line.merged is None for line in self.lines)


def ledger(
    plan: Plan,
    programme: Programme,
    as_of: date | None = None,
    known: Seq | None = None,
    words: str = "",
    sight: Sight = EVERYTHING,
) -> Ledger:
    """Everyone known by then whose records are for whoever asks; with `words`, those an id, a code or any name
    ever borne answers to."""
    found = rules.find(plan, programme, words, known) if words else None
    books = _Books(plan, programme, as_of, known)
    counties = {CountyId(county.id): place for place, county in enumerate(plan.counties)}
    every = [
        books.line(enterprise)
        for enterprise in rules.known_enterprises(plan, programme, known)
        if found is None or enterprise in found
    ]
    lines = [line for line in every if sight.owns(line.county, line.enterprise)]
    lines.sort(key=lambda line: counties.get(line.county or CountyId(""), len(counties)))
    return Ledger(lines=tuple(lines), clauses=clauses_served_by(plan, "F04"))


class _Books:
    """What every line of the ledger looks up, gathered once."""

    def __init__(self, plan: Plan, programme: Programme, as_of: date | None, known: Seq | None) -> None:
        self.plan, self.programme, self.as_of, self.known = plan, programme, as_of, known
        self.names = {CountyId(county.id): county.name for county in plan.counties}
        self.absorbed = rules.absorbed(programme, as_of, known)
        self.interests = rules.interests(programme, as_of, known)
        self.listed: dict[tuple[EnterpriseId, bool], int] = {}
        for entry in target_rules.lists(programme, as_of, known):
            for part in entry.value.parts:
                key = (part.enterprise, entry.value.counts_toward_target)
                self.listed[key] = self.listed.get(key, 0) + part.tonnes

    def line(self, enterprise: EnterpriseId) -> LedgerLine:
        plan, programme, as_of, known = self.plan, self.programme, self.as_of, self.known
        merged = rules.merger(programme, enterprise, as_of, known)
        family = () if merged is not None else rules.family(programme, enterprise, within=self.absorbed)
        name = rules.enterprise_name(plan, programme, enterprise, as_of, known)
        names = (line.name for line in rules.name_lines(plan, programme, enterprise, as_of, known))
        county = rules.county_of(plan, programme, enterprise, as_of, known)
        interests = [entry for one in family for entry in self.interests.get(one, ())]
        return LedgerLine(
            enterprise=enterprise,
            name=name,
            former=tuple(dict.fromkeys(one for one in names if one != name)),
            county=county,
            county_name=self.names.get(county) if county is not None else None,
            in_plan=enterprise in plan.enterprises,
            code=rules.credit_code(programme, enterprise, as_of, known),
            listed_t=Tonnes(sum(self.listed.get((one, True), 0) for one in family)),
            outside_t=Tonnes(sum(self.listed.get((one, False), 0) for one in family)),
            facilities=len(rules.facilities_of(programme, family, as_of, known)),
            unanswered=sum(rules.answer_to(programme, one.seq, as_of, known) is None for one in interests),
            merged=merged,
            merged_name=rules.enterprise_name(plan, programme, merged.value.successor, as_of, known)
            if merged is not None
            else "",
        )


# One dossier -------------------------------------------------------------------------------------


class FacilityLine(msgspec.Struct, frozen=True, kw_only=True):
    """One facility: what it is called, what the list calls it, and its condition there."""

    facility: FacilityId
    kind: str
    name: str
    former: tuple[str, ...]
    enterprise_name: str
    listed: tuple[tuple[PartId, str], ...]
    standing: FacilityStanding


class SiteLine(msgspec.Struct, frozen=True, kw_only=True):
    """One site with what stands there."""

    site: SiteId
    name: str
    county_name: str
    address: str
    enterprise_name: str
    facilities: tuple[FacilityLine, ...]


class InterestLine(msgspec.Struct, frozen=True, kw_only=True):
    """One interest with its answer, if it has one."""

    recorded: Entry[InterestRecorded]
    matter: str
    enterprise_name: str
    answer: Entry[InterestAnswered] | None


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """One enterprise whole, as of a day, with everyone merged into it by then."""

    line: LedgerLine
    names: tuple[NameLine, ...]
    predecessors: tuple[LedgerLine, ...]
    sites: tuple[SiteLine, ...]
    parts: tuple[PartLine, ...]
    unbound: tuple[tuple[PartId, str], ...]  # names on the list that no facility is bound to
    units: tuple[UnitLine, ...]
    interests: tuple[InterestLine, ...]
    numbers: tuple[NumberLine, ...]  # what was stated of it, its parts, units, sites and facilities
    clauses: tuple[Clause, ...]
    interest_clauses: tuple[Clause, ...]

    @property
    def listed_t(self) -> Tonnes:
        """Its own and its family's, also where somebody else stands for it and counts them."""
        return Tonnes(sum(line.part.tonnes for line in self.parts if line.counts))

    @property
    def facilities(self) -> int:
        return sum(len(site.facilities) for site in self.sites)

    @property
    def unanswered(self) -> int:
        return sum(line.answer is None for line in self.interests)


def dossier(
    plan: Plan,
    programme: Programme,
    enterprise: EnterpriseId,
    as_of: date,
    known: Seq | None = None,
    sight: Sight = EVERYTHING,
) -> Dossier | None:
    """The dossier of one enterprise; none if nobody knew it by then, or its records are not for whoever asks."""
    if not rules.is_known(plan, programme, enterprise, known):
        return None
    family = rules.family(programme, enterprise, as_of, known)
    books = _Books(plan, programme, as_of, known)
    line = books.line(enterprise)
    if not sight.owns(line.county, enterprise):
        return None
    parts = tuple(
        line for line in part_lines(plan, programme, as_of, known, sight) if line.part.enterprise in family
    )
    sheet = capacity(plan, programme, as_of, known)
    return Dossier(
        line=line,
        names=rules.name_lines(plan, programme, enterprise, as_of, known),
        predecessors=tuple(books.line(one) for one in family[1:]),
        sites=_sites(plan, programme, family, as_of, known),
        parts=parts,
        unbound=tuple(
            (line.part.part, name)
            for line in parts
            for name in line.part.facilities
            if rules.facility_of(programme, line.part.part, name, known) is None
        ),
        units=tuple(line for line in sheet.units if line.opened.enterprise in family),
        interests=tuple(
            InterestLine(
                recorded=entry,
                matter=MATTERS[entry.value.matter],
                enterprise_name=rules.enterprise_name(plan, programme, entry.value.enterprise, as_of, known),
                answer=rules.answer_to(programme, entry.seq, as_of, known),
            )
            for entry in sorted(
                (entry for one in family for entry in books.interests.get(one, ())), key=lambda one: one.seq
            )
        ),
        numbers=of_enterprises(plan, programme, family, as_of, known),
        clauses=clauses_served_by(plan, "F04"),
        interest_clauses=clauses_served_by(plan, "F07"),
    )


def _sites(
    plan: Plan,
    programme: Programme,
    family: tuple[EnterpriseId, ...],
    as_of: date,
    known: Seq | None,
) -> tuple[SiteLine, ...]:
    """The family's own sites, then others' sites where a facility of theirs stands."""
    standing: dict[SiteId, list[FacilityLine]] = {}
    for name in rules.facilities_of(programme, family, as_of, known):
        stands = rules.place(programme, name, as_of, known)
        if stands is not None:
            line = _facility(plan, programme, name, stands.enterprise, as_of, known)
            standing.setdefault(stands.site, []).append(line)
    names = {county.id: county.name for county in plan.counties}
    found = []
    for site in programme.dossiers.sites:
        entered = rules.site(programme, site, as_of, known)
        if entered is not None and (entered.enterprise in family or site in standing):
            found.append(
                SiteLine(
                    site=site,
                    name=entered.name,
                    county_name=names.get(entered.county, entered.county),
                    address=entered.address,
                    enterprise_name=rules.enterprise_name(plan, programme, entered.enterprise, as_of, known),
                    facilities=tuple(standing.get(site, ())),
                )
            )
    return tuple(found)


def _facility(
    plan: Plan,
    programme: Programme,
    facility: FacilityId,
    owner: EnterpriseId,
    as_of: date,
    known: Seq | None,
) -> FacilityLine:
    entered = rules.facility(programme, facility, known)
    name = rules.facility_name(programme, facility, as_of, known)
    listed = tuple(
        (entry.value.part, entry.value.listed_name) for entry in rules.listed_as(programme, facility, known)
    )
    kind = plan.facility_types.get(entered.facility_type) if entered is not None else None
    return FacilityLine(
        facility=facility,
        kind=kind.label if kind is not None else "",
        name=name,
        former=tuple(one for one in rules.facility_names(programme, facility, as_of, known) if one != name),
        enterprise_name=rules.enterprise_name(plan, programme, owner, as_of, known),
        listed=listed,
        standing=closure_rules.facility_standing(programme, NO_PART, facility, as_of, known),
    )
