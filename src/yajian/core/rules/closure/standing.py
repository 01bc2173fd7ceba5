"""How far each facility and each part has come by a day."""

from collections.abc import Mapping
from datetime import date

import msgspec

from yajian.core.books.capacity import retirements
from yajian.core.cases import Case, Found, Needs, lacking, met, unmet
from yajian.core.facts.closure import Condition, CountsAs, OpeningStated
from yajian.core.facts.targets import Event, PartListed
from yajian.core.history import Entry
from yajian.core.plan import GateCondition, Plan
from yajian.core.programme import Programme
from yajian.core.rules.closure.records import conditions
from yajian.core.rules.closure.righting import COUNTS, Righted, came
from yajian.core.rules.closure.righting import righted as righted_by
from yajian.core.rules.closure.telling import evidence_of, told_on
from yajian.core.words import PartId, Seq, Tonnes, UnitId


class FacilityStanding(msgspec.Struct, frozen=True, kw_only=True):
    """One named facility of a part: its present condition and the record it began with, or none recorded."""

    facility: str
    label: str | None = None
    counts_as: CountsAs | None = None
    since: date | None = None
    seq: Seq | None = None
    told_on: date | None = None  # the day the office was first told of it
    opening: bool = False  # 期初补录
    evidence: int = 0  # files attached to all that stands of it


class Sign(msgspec.Struct, frozen=True, kw_only=True):
    """A sign of life at a part said to be down. Whoever reads flags hands it in: this area does not know of them."""

    seq: Seq  # the entry that raised it
    why: str
    confirmed: bool  # found true, and no shutting recorded since


class PartStanding(msgspec.Struct, frozen=True, kw_only=True):
    """One listed part on a day. A part counts whole or not at all: one of two ovens shut counts 0."""

    part: PartListed
    facilities: tuple[FacilityStanding, ...]
    shut_on: date | None
    dismantled_on: date | None
    accepted_t: Tonnes
    accepted_on: date | None  # the day the last of its tonnes became 压减
    righted: Mapping[Event, Righted] = {}
    sign: Sign | None = None  # the gravest that nothing has ended; handed in
    on_its_way: str = ""  # how far on its way to acceptance, in words; empty: nobody has applied. Handed in

    @property
    def recorded(self) -> bool:
        """Whether anybody has recorded anything about it. Unrecorded is not overdue."""
        return self.accepted_t > 0 or any(facility.seq is not None for facility in self.facilities)

    @property
    def shut_t(self) -> Tonnes:
        return self.part.tonnes if self.shut_on is not None else Tonnes(0)

    @property
    def dismantled_t(self) -> Tonnes:
        return self.part.tonnes if self.dismantled_on is not None else Tonnes(0)

    @property
    def revived_t(self) -> Tonnes:
        """Of what is recorded as done, the tonnes at which a sign of life was found true. They stay as recorded."""
        if self.sign is None or not self.sign.confirmed:
            return Tonnes(0)
        return max(self.shut_t, self.dismantled_t, self.accepted_t)

    def on(self, event: Event) -> date | None:
        """The day the whole part reached an event."""
        return {"shut": self.shut_on, "dismantled": self.dismantled_on, "accepted": self.accepted_on}[event]

    def waits_for_entry(self, event: Event) -> bool:
        """Not done as recorded, and nothing recorded says that it is not done: somebody has yet to enter it."""
        if self.tonnes(event) >= self.part.tonnes or self.revived_t:
            return False
        if event == "accepted":
            return not self.on_its_way and not any(
                facility.counts_as in ("running", "stopped", "revived") for facility in self.facilities
            )
        said = [facility.counts_as for facility in self.facilities if facility.counts_as is not None]
        return len(said) < max(len(self.facilities), 1) and all(one in COUNTS[event] for one in said)

    def tonnes(self, event: Event) -> Tonnes:
        match event:
            case "shut":
                return self.shut_t
            case "dismantled":
                return self.dismantled_t
            case "accepted":
                return self.accepted_t


def standing(
    programme: Programme,
    part: PartListed,
    units: tuple[UnitId, ...] = (),
    as_of: date | None = None,
    known: Seq | None = None,
) -> PartStanding:
    """Where a part stands on a day; `units` are its units of capacity, as `units_by_part` finds them."""
    facilities = tuple(
        facility_standing(programme, part.part, name, as_of, known) for name in part.facilities
    )
    retired = retirements(programme.capacity, units, as_of, known)
    events: tuple[Event, ...] = ("shut", "dismantled")
    righted = {event: righted_by(programme, part, event, as_of, known) for event in events}
    return PartStanding(
        part=part,
        facilities=facilities,
        shut_on=_since(programme, part, "shut", as_of, known),
        dismantled_on=_since(programme, part, "dismantled", as_of, known),
        accepted_t=Tonnes(sum(tonnes for _, tonnes in retired)),
        accepted_on=max((day for day, _ in retired), default=None),
        righted={event: found for event, found in righted.items() if found is not None},
    )


def units_by_part(programme: Programme) -> dict[PartId, tuple[UnitId, ...]]:
    """Every listed part's units of capacity, in one pass."""
    found: dict[PartId, tuple[UnitId, ...]] = {}
    for unit in programme.register.units:
        part = programme.register.part_of(unit)
        if part is not None:
            found[part] = (*found.get(part, ()), unit)
    return found


def facility_standing(
    programme: Programme, part: PartId, name: str, as_of: date | None = None, known: Seq | None = None
) -> FacilityStanding:
    """How one facility stands: by its name under a part, or by its id under no part."""
    timeline = conditions(programme, part, name, known)
    run: list[Entry[Condition]] = []  # the visits that found it as it is, without a break
    for entry in timeline.known(known):
        if as_of is not None and entry.effective > as_of:
            break
        run = [*run, entry] if run and run[0].value.condition == entry.value.condition else [entry]
    if not run:
        return FacilityStanding(facility=name)
    first = run[0]
    return FacilityStanding(
        facility=name,
        label=first.value.label,
        counts_as=first.value.counts_as,
        since=first.effective,
        seq=first.seq,
        told_on=told_on(programme, first),
        opening=isinstance(first.value, OpeningStated),
        evidence=sum(evidence_of(programme, entry) for entry in run),
    )


def _since(
    programme: Programme, part: PartListed, event: Event, as_of: date | None, known: Seq | None
) -> date | None:
    """The day the last of the part's facilities reached the event for good; none if one has not."""
    days = []
    for name in part.facilities:
        entry = reached(programme, part.part, name, event, as_of, known)
        if entry is None:
            return None
        days.append(entry.effective)
    return max(days, default=None)


def reached(
    programme: Programme,
    part: PartId,
    facility: str,
    event: Event,
    as_of: date | None = None,
    known: Seq | None = None,
) -> Entry[Condition] | None:
    """The record with which a facility came to be shut, or dismantled, and stayed so; none while it has not."""
    return came(conditions(programme, part, facility, known), event, as_of, known)


def _stopped(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """已停产或已关停: by the record in force on the day."""
    standing = facility_standing(programme, case.part, case.facility, case.as_of, case.known)
    if standing.counts_as is None:
        return lacking(
            f"待定：{case.facility or case.part} 还没有任何状态登记",
            ("设施状态的登记",),
            "请照实登记设施状态",
            asks="closure.record-condition",
        )
    seen = ("状态", f"{standing.label}，{standing.since.isoformat() if standing.since else ''}起")
    if standing.counts_as in ("stopped", "shut", "dismantled"):
        return met(f"{case.facility} {seen[1]}", seen)
    return unmet(f"{case.facility} 现为“{standing.label}”", "先停产或关停，再办理拆除", seen)


NEEDS: Needs = {"facility_stopped_or_shut": _stopped}
