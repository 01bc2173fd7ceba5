"""Who is who: one identity for ever, whatever an enterprise or an oven is called and whoever stands for it.

An enterprise the plan lists is known by its plan id from adoption; what the plan says of it is the first that is
known. Names, mergers and places change from a day on; codes and bindings are learned, and read back.
"""

import unicodedata
from collections.abc import Collection, Mapping
from datetime import date
from typing import TypeVar

import msgspec

from yajian.core.facts import dossier
from yajian.core.facts.dossier import (
    CreditCodeRecorded,
    Entered,
    EnterprisesMerged,
    FacilityBound,
    FacilityEntered,
    InterestAnswered,
    InterestRecorded,
    SiteEntered,
)
from yajian.core.history import Entry, Timeline
from yajian.core.plan import FacilityType, Plan
from yajian.core.programme import Programme
from yajian.core.words import CountyId, Digest, EnterpriseId, FacilityId, PartId, Seq, SiteId

K = TypeVar("K")
V = TypeVar("V")


def _at(
    table: Mapping[K, Timeline[V]], key: K, as_of: date | None = None, known: Seq | None = None
) -> Entry[V] | None:
    past = table.get(key)
    return past.at(as_of, known) if past is not None else None


def same(one: str, other: str) -> bool:
    """Whether two names are one to a reader: full-width or half-width, with or without spaces."""
    return folded(one) == folded(other)


def folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


# Enterprises -------------------------------------------------------------------------------------


class NameLine(msgspec.Struct, frozen=True, kw_only=True):
    """One name an enterprise has borne, and since when. The first has no day: the plan or the entry found it so."""

    name: str
    since: date | None = None
    seq: Seq | None = None
    document: str = ""


def known_enterprises(plan: Plan, programme: Programme, known: Seq | None = None) -> tuple[EnterpriseId, ...]:
    """Those the plan lists, in its order, then those entered, as they came."""
    entered = (name for name, past in programme.dossiers.enterprises.items() if past.known(known))
    return tuple(dict.fromkeys((*plan.enterprises, *entered)))


def is_known(plan: Plan, programme: Programme, enterprise: EnterpriseId, known: Seq | None = None) -> bool:
    entered = _at(programme.dossiers.enterprises, enterprise, known=known)
    return enterprise in plan.enterprises or entered is not None


def name_lines(
    plan: Plan,
    programme: Programme,
    enterprise: EnterpriseId,
    as_of: date | None = None,
    known: Seq | None = None,
) -> tuple[NameLine, ...]:
    """Every name it has borne up to a day, oldest first."""
    renames = programme.dossiers.renames.get(enterprise, Timeline()).known(known)
    later = (
        NameLine(name=entry.value.name, since=entry.effective, seq=entry.seq, document=entry.value.document)
        for entry in renames
        if as_of is None or entry.effective <= as_of
    )
    return (NameLine(name=_first_name(plan, programme, enterprise, known)), *later)


def _first_name(plan: Plan, programme: Programme, enterprise: EnterpriseId, known: Seq | None) -> str:
    if enterprise in plan.enterprises:
        return plan.enterprises[enterprise].name
    entered = _at(programme.dossiers.enterprises, enterprise, known=known)
    return entered.value.name if entered is not None else enterprise


def enterprise_name(
    plan: Plan,
    programme: Programme,
    enterprise: EnterpriseId,
    as_of: date | None = None,
    known: Seq | None = None,
) -> str:
    """What it is called on a day. An id nobody has entered is its own name."""
    renamed = _at(programme.dossiers.renames, enterprise, as_of, known)
    return renamed.value.name if renamed is not None else _first_name(plan, programme, enterprise, known)


def county_of(
    plan: Plan,
    programme: Programme,
    enterprise: EnterpriseId,
    as_of: date | None = None,
    known: Seq | None = None,
) -> CountyId | None:
    """The county it is of on a day. None while nobody has said."""
    relocated = _at(programme.dossiers.relocations, enterprise, as_of, known)
    if relocated is not None:
        return relocated.value.county
    if enterprise in plan.enterprises:
        return plan.enterprises[enterprise].county.value
    entered = _at(programme.dossiers.enterprises, enterprise, known=known)
    return entered.value.county if entered is not None else None


def credit_code(
    programme: Programme, enterprise: EnterpriseId, as_of: date | None = None, known: Seq | None = None
) -> Entry[CreditCodeRecorded] | None:
    """The code in force on a day, or the first one learned: an enterprise had its code before we knew it."""
    past = programme.dossiers.codes.get(enterprise, Timeline())
    return past.at(as_of, known) or next(iter(past.known(known)), None)


def holder_of_code(plan: Plan, programme: Programme, code: str, besides: EnterpriseId) -> EnterpriseId | None:
    """Another enterprise that has this code, now or formerly."""
    for enterprise in known_enterprises(plan, programme):
        past = programme.dossiers.codes.get(enterprise, Timeline()).known()
        if enterprise != besides and any(entry.value.code == code for entry in past):
            return enterprise
    return None


def bearer_of_name(
    plan: Plan, programme: Programme, name: str, besides: EnterpriseId, code: str = ""
) -> EnterpriseId | None:
    """Another enterprise that bears this name or ever bore it, unless two codes tell the two apart."""
    for enterprise in known_enterprises(plan, programme):
        if enterprise == besides:
            continue
        recorded = credit_code(programme, enterprise)
        apart = bool(code) and recorded is not None and recorded.value.code not in ("", code)
        if not apart and any(same(line.name, name) for line in name_lines(plan, programme, enterprise)):
            return enterprise
    return None


def find(plan: Plan, programme: Programme, words: str, known: Seq | None = None) -> tuple[EnterpriseId, ...]:
    """By id or code, or by any part of any name it has ever borne."""
    wanted = folded(words)
    found = []
    for enterprise in known_enterprises(plan, programme, known):
        names = (line.name for line in name_lines(plan, programme, enterprise, known=known))
        codes = (one.value.code for one in programme.dossiers.codes.get(enterprise, Timeline()).known(known))
        if words == enterprise or any(wanted in folded(text) for text in (*names, *codes)):
            found.append(enterprise)
    return tuple(found)


# Mergers -----------------------------------------------------------------------------------------


def merger(
    programme: Programme, enterprise: EnterpriseId, as_of: date | None = None, known: Seq | None = None
) -> Entry[EnterprisesMerged] | None:
    return _at(programme.dossiers.mergers, enterprise, as_of, known)


def successor(
    programme: Programme, enterprise: EnterpriseId, as_of: date | None = None, known: Seq | None = None
) -> EnterpriseId:
    """Who stands for it on a day: the last of those it was merged into, or itself."""
    while (merged := merger(programme, enterprise, as_of, known)) is not None:
        enterprise = merged.value.successor
    return enterprise


Absorbed = Mapping[EnterpriseId, tuple[EnterpriseId, ...]]


def absorbed(programme: Programme, as_of: date | None = None, known: Seq | None = None) -> Absorbed:
    """Who was merged into whom at first hand by a day: each successor's, in one pass."""
    found: dict[EnterpriseId, tuple[EnterpriseId, ...]] = {}
    for one in programme.dossiers.mergers:
        merged = merger(programme, one, as_of, known)
        if merged is not None:
            found[merged.value.successor] = (*found.get(merged.value.successor, ()), one)
    return found


def family(
    programme: Programme,
    enterprise: EnterpriseId,
    as_of: date | None = None,
    known: Seq | None = None,
    within: Absorbed | None = None,
) -> tuple[EnterpriseId, ...]:
    """Itself and everyone it stands for on a day, merged into it at first or at second hand."""
    merged = absorbed(programme, as_of, known) if within is None else within
    members = [enterprise]
    for member in members:  # grows as it goes: the merged have their own merged
        members += merged.get(member, ())
    return tuple(members)


def last_acted(programme: Programme, enterprise: EnterpriseId) -> date | None:
    """The last day it took a name, an enterprise, a site or a facility over: it cannot be merged before."""
    dossiers = programme.dossiers
    renames = dossiers.renames.get(enterprise, Timeline()).known()
    mergers = (entry for past in dossiers.mergers.values() for entry in past.known())
    moves = (entry for past in dossiers.moves.values() for entry in past.known())
    passes = (entry for past in dossiers.passes.values() for entry in past.known())
    days = [entry.effective for entry in renames]
    days += [entry.effective for entry in passes if entry.value.enterprise == enterprise]
    days += [entry.effective for entry in mergers if entry.value.successor == enterprise]
    days += [entry.effective for entry in moves if entry.value.enterprise == enterprise]
    return max(days, default=None)


# Sites and facilities ----------------------------------------------------------------------------


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a facility stands and whose it is. The two need not be one firm's."""

    site: SiteId
    enterprise: EnterpriseId


def entered_site(programme: Programme, name: SiteId, known: Seq | None = None) -> SiteEntered | None:
    """A site as it was entered, whoever has it since."""
    entered = _at(programme.dossiers.sites, name, known=known)
    return entered.value if entered is not None else None


def site(
    programme: Programme, name: SiteId, as_of: date | None = None, known: Seq | None = None
) -> SiteEntered | None:
    """A site as it is on a day: whose, and in which county."""
    entered = entered_site(programme, name, known)
    passed = _at(programme.dossiers.passes, name, as_of, known)
    if entered is None or passed is None:
        return entered
    return msgspec.structs.replace(entered, enterprise=passed.value.enterprise, county=passed.value.county)


def site_named(
    programme: Programme, owner: EnterpriseId, name: str, besides: SiteId, as_of: date | None = None
) -> SiteId | None:
    """Another site of an enterprise that goes by this name."""
    for other in programme.dossiers.sites:
        found = site(programme, other, as_of)
        if other != besides and found is not None and found.enterprise == owner and same(found.name, name):
            return other
    return None


def facility(programme: Programme, name: FacilityId, known: Seq | None = None) -> FacilityEntered | None:
    entered = _at(programme.dossiers.facilities, name, known=known)
    return entered.value if entered is not None else None


def facility_name(
    programme: Programme, name: FacilityId, as_of: date | None = None, known: Seq | None = None
) -> str:
    """What it is called on a day. An id nobody has entered is its own name."""
    renamed = _at(programme.dossiers.facility_renames, name, as_of, known)
    if renamed is not None:
        return renamed.value.name
    entered = facility(programme, name, known)
    return entered.name if entered is not None else name


def facility_names(
    programme: Programme, name: FacilityId, as_of: date | None = None, known: Seq | None = None
) -> tuple[str, ...]:
    """Every name it has gone by up to a day, oldest first, each once."""
    entered = facility(programme, name, known)
    renames = programme.dossiers.facility_renames.get(name, Timeline()).known(known)
    later = (entry.value.name for entry in renames if as_of is None or entry.effective <= as_of)
    return tuple(dict.fromkeys((*((entered.name,) if entered is not None else ()), *later)))


def place(
    programme: Programme, name: FacilityId, as_of: date | None = None, known: Seq | None = None
) -> Place | None:
    moved = _at(programme.dossiers.moves, name, as_of, known)
    stands = moved.value if moved is not None else facility(programme, name, known)
    return Place(site=stands.site, enterprise=stands.enterprise) if stands is not None else None


def facilities_of(
    programme: Programme,
    enterprises: Collection[EnterpriseId],
    as_of: date | None = None,
    known: Seq | None = None,
) -> tuple[FacilityId, ...]:
    """The facilities that belong to these enterprises on a day."""
    return tuple(
        name
        for name in ever_of(programme, enterprises)
        if (stands := place(programme, name, as_of, known)) is not None and stands.enterprise in enterprises
    )


def ever_of(programme: Programme, enterprises: Collection[EnterpriseId]) -> tuple[FacilityId, ...]:
    """Every facility that was ever said to be theirs, each once."""
    theirs = programme.dossiers.theirs
    return tuple(dict.fromkeys(name for one in enterprises for name in theirs.get(one, ())))


def houses(programme: Programme, name: FacilityId) -> frozenset[EnterpriseId]:
    """Every enterprise it has ever belonged to, each by whoever stands for it now."""
    entered = facility(programme, name)
    moves = programme.dossiers.moves.get(name, Timeline()).known()
    owners = [entry.value.enterprise for entry in moves] + ([entered.enterprise] if entered else [])
    return frozenset(successor(programme, owner) for owner in owners)


def facility_type(plan: Plan, words: str) -> FacilityType | None:
    """A facility type by its id or by the word the plan uses for it."""
    return next((kind for kind in plan.facility_types.values() if words in (kind.id, kind.label)), None)


def twin(
    plan: Plan, programme: Programme, kind: str, owner: EnterpriseId, name: str, besides: FacilityId
) -> FacilityId | None:
    """Another facility that would be the same one to whoever looks for it.

    The plan says by which fields two are one. Known here are the enterprise and the name; the others are stated.
    """
    by_enterprise = "enterprise" in plan.facility_types[kind].identify_by
    for other in ever_of(programme, (owner,)) if by_enterprise else programme.dossiers.facilities:
        entered, stands = facility(programme, other), place(programme, other)
        if entered is None or stands is None or other == besides or entered.facility_type != kind:
            continue
        if by_enterprise and stands.enterprise != owner:
            continue
        if same(facility_name(programme, other), name):
            return other
    return None


# What the list calls a facility ------------------------------------------------------------------


def facility_of(
    programme: Programme, part: PartId, listed_name: str, known: Seq | None = None
) -> FacilityId | None:
    """The facility a name on the list means. Learned once, and so from the beginning."""
    entry = _at(programme.dossiers.bound, (part, listed_name), known=known)
    return entry.value.facility if entry is not None else None


def listed_as(
    programme: Programme, name: FacilityId, known: Seq | None = None
) -> tuple[Entry[FacilityBound], ...]:
    """Every part and name it has stood on the list under."""
    return programme.dossiers.bindings.get(name, Timeline()).known(known)


# Interests ---------------------------------------------------------------------------------------


def interest(programme: Programme, number: Seq, known: Seq | None = None) -> Entry[InterestRecorded] | None:
    return _at(programme.dossiers.interests, number, known=known)


def interests(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> dict[EnterpriseId, tuple[Entry[InterestRecorded], ...]]:
    """What was recorded by a day, by enterprise, in the order it came."""
    found: dict[EnterpriseId, tuple[Entry[InterestRecorded], ...]] = {}
    for past in programme.dossiers.interests.values():
        entry = past.at(as_of, known)
        if entry is not None:
            found[entry.value.enterprise] = (*found.get(entry.value.enterprise, ()), entry)
    return found


def answer_to(
    programme: Programme, number: Seq, as_of: date | None = None, known: Seq | None = None
) -> Entry[InterestAnswered] | None:
    return _at(programme.dossiers.answers, number, as_of, known)


# Where an entry came from ------------------------------------------------------------------------


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """The row of an imported workbook that a fact came from."""

    imported: Seq
    file: Digest
    sheet: str
    row: int


def source(programme: Programme, seq: Seq) -> Source | None:
    """None if the fact was entered by hand. An import is followed by its rows' facts, and by nothing else."""
    for first, imported in programme.dossiers.imports.items():
        after = seq - first
        for line in imported.rows if after > 0 else ():
            if after <= line.facts:
                return Source(imported=first, file=imported.file, sheet=line.sheet, row=line.row)
            after -= line.facts
    return None


# Withdrawing an entry ----------------------------------------------------------------------------


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """An entry by its number: on which timeline it stands, under which id, and whether it still does."""

    entered: Entered
    subject: str
    withdrawn: bool


def entry_numbered(programme: Programme, seq: Seq) -> Standing | None:
    for entered, table in programme.dossiers.tables().items():
        for subject, past in table.items():
            for entry in past.entries:
                if entry.seq == seq:
                    gone = entry.corrected_by is not None
                    return Standing(entered=entered, subject=str(subject), withdrawn=gone)
    return None


def without(programme: Programme, standing: Standing, seq: Seq) -> Programme:
    """The programme as it would be once the entry is withdrawn."""
    dossiers = programme.dossiers.branch()
    dossier.close(dossiers, standing.entered, standing.subject, seq, Seq(programme.seq + 1))
    return msgspec.structs.replace(programme, dossiers=dossiers)
