"""What a gate is asked about, put together from list, method and ledger."""

from datetime import date

from yajian.core.cases import Case
from yajian.core.facts.targets import PartListed
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import closure, dossier, targets
from yajian.core.words import EnterpriseId, FacilityId, PartId, Seq


def case(
    plan: Plan,
    programme: Programme,
    part: PartId,
    facility: str,
    on: date,
    as_of: date | None = None,
    known: Seq | None = None,
) -> Case | None:
    """What is asked about, put together from list, method and ledger; None if no such part is listed then."""
    day = as_of if as_of is not None else on
    found = next(
        (
            targets.with_named_facilities(programme, version, one, known)
            for version in targets.lists(programme, day, known)
            for one in version.value.parts
            if one.part == part
        ),
        None,
    )
    return case_of(programme, found, facility, on, day, known) if found is not None else None


def case_of(
    programme: Programme,
    found: PartListed,
    facility: str,
    on: date,
    as_of: date | None = None,
    known: Seq | None = None,
) -> Case:
    """The same of a part already looked up, with the ovens named for it."""
    day = as_of if as_of is not None else on
    listed = closure.in_pieces(programme, found, day, known)
    heir = dossier.successor(programme, listed.enterprise, day, known)
    id = dossier.facility_of(programme, listed.part, facility, known) if facility else None
    firms = frozenset({listed.enterprise, heir, *dossier.family(programme, heir, day, known)})
    return Case(
        listed=listed,
        facility=facility,
        id=id,
        names=_names(programme, id, known),
        ovens=() if found.facilities else _ovens(programme, listed.part, firms, day, known),
        enterprise=heir,
        firms=firms,
        on=on,
        as_of=day,
        known=known,
    )


def _names(programme: Programme, id: FacilityId | None, known: Seq | None) -> frozenset[tuple[PartId, str]]:
    if id is None:
        return frozenset()
    listed = dossier.listed_as(programme, id, known)
    return frozenset({(PartId(""), str(id)), *((one.value.part, one.value.listed_name) for one in listed)})


def _ovens(
    programme: Programme, part: PartId, firms: frozenset[EnterpriseId], day: date, known: Seq | None
) -> tuple[FacilityId, ...]:
    """What a piece of a method, or a part nobody has named ovens for, may lie in: all of the firm's but those of other parts."""
    return tuple(
        one
        for one in dossier.facilities_of(programme, sorted(firms), day, known)
        if all(entry.value.part == part for entry in dossier.listed_as(programme, one, known))
    )
