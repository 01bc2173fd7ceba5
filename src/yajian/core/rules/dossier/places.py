"""Sites and facilities: where they stand, whose they are, and which of a list is which."""

from collections.abc import Collection
from datetime import date

import msgspec

from yajian.core.facts.dossier import FacilityBound, FacilityEntered, SiteEntered
from yajian.core.history import Entry, Timeline
from yajian.core.plan import FacilityType, Plan
from yajian.core.programme import Programme
from yajian.core.rules.dossier.firms import at, same, successor
from yajian.core.rules.dossier.ovens import one_oven
from yajian.core.words import EnterpriseId, FacilityId, PartId, Seq, SiteId


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a facility stands and whose it is. The two need not be one firm's."""

    site: SiteId
    enterprise: EnterpriseId


def entered_site(programme: Programme, name: SiteId, known: Seq | None = None) -> SiteEntered | None:
    """A site as it was entered, whoever has it since."""
    entered = at(programme.dossiers.sites, name, known=known)
    return entered.value if entered is not None else None


def site(
    programme: Programme, name: SiteId, as_of: date | None = None, known: Seq | None = None
) -> SiteEntered | None:
    """A site as it is on a day: whose, and in which county."""
    entered = entered_site(programme, name, known)
    passed = at(programme.dossiers.passes, name, as_of, known)
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
    entered = at(programme.dossiers.facilities, name, known=known)
    return entered.value if entered is not None else None


def facility_name(
    programme: Programme, name: FacilityId, as_of: date | None = None, known: Seq | None = None
) -> str:
    """What it is called on a day. An id nobody has entered is its own name."""
    renamed = at(programme.dossiers.facility_renames, name, as_of, known)
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
    moved = at(programme.dossiers.moves, name, as_of, known)
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
        if one_oven(facility_name(programme, other), name):
            return other
    return None


def facility_of(
    programme: Programme, part: PartId, listed_name: str, known: Seq | None = None
) -> FacilityId | None:
    """The facility a name on the list means. Learned once, and so from the beginning."""
    entry = at(programme.dossiers.bound, (part, listed_name), known=known)
    return entry.value.facility if entry is not None else None


def listed_as(
    programme: Programme, name: FacilityId, known: Seq | None = None
) -> tuple[Entry[FacilityBound], ...]:
    """Every part and name it has stood on the list under."""
    return programme.dossiers.bindings.get(name, Timeline()).known(known)
