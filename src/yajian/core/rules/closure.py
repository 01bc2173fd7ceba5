"""How far each listed part has come, and what a date's light shows. Progress is derived, never typed in."""

from collections.abc import Iterable
from datetime import date

import msgspec

from yajian.core.books.capacity import retirements
from yajian.core.cases import Case, Found, Needs, lacking, met, unmet
from yajian.core.facts.closure import NO_PART, Condition, CountsAs, MethodApproved, OpeningStated
from yajian.core.facts.targets import BatchFixed, Event, MilestoneFixed, PartListed
from yajian.core.history import Entry, Timeline
from yajian.core.plan import GateCondition, Plan
from yajian.core.programme import Programme
from yajian.core.words import BatchId, FacilityId, Judged, Light, PartId, Seq, Tonnes, UnitId

_COUNTS: dict[Event, frozenset[CountsAs]] = {
    "shut": frozenset({"shut", "dismantled"}),
    "dismantled": frozenset({"dismantled"}),
}


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


class PartStanding(msgspec.Struct, frozen=True, kw_only=True):
    """One listed part on a day. A part counts whole or not at all: one of two ovens shut counts 0."""

    part: PartListed
    facilities: tuple[FacilityStanding, ...]
    shut_on: date | None
    dismantled_on: date | None
    accepted_t: Tonnes
    accepted_on: date | None  # the day the last of its tonnes became 压减

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

    def on(self, event: Event) -> date | None:
        """The day the whole part reached an event."""
        return {"shut": self.shut_on, "dismantled": self.dismantled_on, "accepted": self.accepted_on}[event]

    def waits_for_entry(self, event: Event) -> bool:
        """Not done as recorded, and nothing recorded says that it is not done: somebody has yet to enter it."""
        if self.tonnes(event) >= self.part.tonnes:
            return False
        if event == "accepted":
            return not any(
                facility.counts_as in ("running", "stopped", "revived") for facility in self.facilities
            )
        said = [facility.counts_as for facility in self.facilities if facility.counts_as is not None]
        return len(said) < max(len(self.facilities), 1) and all(one in _COUNTS[event] for one in said)

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
    return PartStanding(
        part=part,
        facilities=facilities,
        shut_on=_since(programme, part, "shut", as_of, known),
        dismantled_on=_since(programme, part, "dismantled", as_of, known),
        accepted_t=Tonnes(sum(tonnes for _, tonnes in retired)),
        accepted_on=max((day for day, _ in retired), default=None),
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
    first = None
    for entry in conditions(programme, part, facility, known).known(known):
        if as_of is not None and entry.effective > as_of:
            break
        if entry.value.counts_as not in _COUNTS[event]:
            first = None
        elif first is None:
            first = entry
    return first


# One facility under its id and under what the list calls it ------------------------------------------


def keys(
    programme: Programme, part: PartId, facility: str, known: Seq | None = None
) -> tuple[tuple[PartId, str], ...]:
    """Where records of one facility may stand: under its id, and under every name the ledger binds to it."""
    dossiers = programme.dossiers
    bound = dossiers.bound.get((part, facility)) if part != NO_PART else None
    entry = bound.at(known=known) if bound is not None else None
    if part != NO_PART and entry is None:
        return ((part, facility),)
    id = entry.value.facility if entry is not None else FacilityId(facility)
    names = dossiers.bindings.get(id, Timeline()).known(known)
    return ((NO_PART, id), *((one.value.part, one.value.listed_name) for one in names))


def conditions(
    programme: Programme, part: PartId, facility: str, known: Seq | None = None
) -> Timeline[Condition]:
    """All that was recorded of one facility, under whichever of its names, by seq. Nothing stands in it twice."""
    stored = programme.closures.conditions
    found = [stored[key] for key in keys(programme, part, facility, known) if key in stored]
    if len(found) < 2:
        return found[0] if found else Timeline()
    return together(*found)


def together(*lines: Timeline[Condition]) -> Timeline[Condition]:
    """Several lines as one, by seq."""
    return Timeline(
        tuple(sorted((entry for line in lines for entry in line.entries), key=lambda one: one.seq))
    )


# What a part is counted by, and when the office was told -------------------------------------------


def method(
    programme: Programme, part: PartId, as_of: date | None = None, known: Seq | None = None
) -> Entry[MethodApproved] | None:
    """The approved method of a part on a day; before the first, the first: what its pieces are is learned."""
    approved = programme.closures.methods.get(part, Timeline())
    return approved.at(as_of, known) or next(iter(approved.known(known)), None)


def in_pieces(
    programme: Programme, part: PartListed, as_of: date | None = None, known: Seq | None = None
) -> PartListed:
    """The part with the pieces of its approved method in place of ovens, where the list names none."""
    approved = method(programme, part.part, as_of, known) if not part.facilities else None
    if approved is None:
        return part
    return msgspec.structs.replace(part, facilities=tuple(piece.name for piece in approved.value.pieces))


def after_dismantling(timeline: Timeline[Condition]) -> tuple[Entry[Condition], ...]:
    """The entries that say a facility runs, stops or is shut after it was dismantled and never found revived."""
    found, gone = [], False
    for entry in timeline.known():
        if entry.value.counts_as in ("dismantled", "revived"):
            gone = entry.value.counts_as == "dismantled"
        elif gone:
            found.append(entry)
    return tuple(found)


def rises(before: Iterable[Timeline[Condition]], after: Timeline[Condition]) -> Entry[Condition] | None:
    """The first entry that would newly stand after a dismantling, were the one to become the other."""
    already = {entry.seq for line in before for entry in after_dismantling(line)}
    return next((entry for entry in after_dismantling(after) if entry.seq not in already), None)


def has_records(programme: Programme, part: PartId, facility: str) -> bool:
    """Whether anything stands recorded of a facility. What was voided does not stand."""
    return bool(conditions(programme, part, facility).known())


def dropped(programme: Programme, part: PartListed, names: tuple[str, ...]) -> tuple[str, ...]:
    """What the part is counted by and would be no more, though something stands recorded of it."""
    return tuple(
        name
        for name in in_pieces(programme, part).facilities
        if name not in names and has_records(programme, part.part, name)
    )


def told_on(programme: Programme, entry: Entry[Condition]) -> date:
    """The day the office was first told: of a correction, the day of what it corrects."""
    closures, value, seq = programme.closures, entry.value, entry.seq
    earlier = {one.seq: one.value for one in closures.conditions[value.part, value.facility].entries}
    while value.corrects is not None:
        seq = value.corrects
        value = earlier[seq]
    return closures.records[seq].recorded_on


def evidence_of(programme: Programme, entry: Entry[Condition]) -> int:
    """How many files stand behind a record; the scan an opening statement rests on is one."""
    attached = set(programme.closures.records[entry.seq].evidence)
    if isinstance(entry.value, OpeningStated):
        attached.add(entry.value.scan)
    return len(attached)


def late_days(plan: Plan, happened: date, told: date) -> int:
    """迟录天数: days after the day the plan wants it told by; where the plan gives none, days since it happened."""
    by = tell_by(plan, happened)
    return max((told - (by or happened)).days, 0)


def tell_by(plan: Plan, happened: date) -> date | None:
    """The day by which the plan's reports of facility conditions must have told it; none if nobody has said."""
    reports = [report for report in plan.reports.values() if "facility_conditions" in report.generated_from]
    return min((day for one in reports if (day := one.due_for(happened)) is not None), default=None)


# Dates and their lights --------------------------------------------------------------------------


def event_of(milestone: MilestoneFixed, batch: BatchFixed | None) -> Event:
    """Which verb judges a batch's tonnes at a milestone: acceptance at the year's end, else the batch's own."""
    if milestone.judged_by == "accepted" or batch is None:
        return milestone.judged_by
    return batch.judged_by


def done_t(
    milestone: MilestoneFixed, batches: dict[BatchId, BatchFixed], standings: tuple[PartStanding, ...]
) -> Tonnes:
    """Tonnes done of the batches a milestone counts, each by its own verb."""
    return Tonnes(
        sum(
            standing.tonnes(event_of(milestone, batches.get(standing.part.batch)))
            for standing in standings
            if standing.part.batch is not None and standing.part.batch in milestone.batches
        )
    )


def milestone_light(
    milestone: MilestoneFixed,
    batches: dict[BatchId, BatchFixed],
    standings: tuple[PartStanding, ...],
    as_of: date,
    days_before: int | None,
) -> Judged:
    """The light of a date: done, unrecorded, near, or missed. Facts decide, not forecasts.

    It stays grey only while the parts nobody has entered could still make up the figure.
    """
    counted = tuple(s for s in standings if s.part.batch is not None and s.part.batch in milestone.batches)
    done = done_t(milestone, batches, counted)
    if done >= milestone.cumulative_t:
        late = [s for s in counted if _late(milestone, batches, s)]
        if done - sum(s.tonnes(_event(milestone, batches, s)) for s in late) < milestone.cumulative_t:
            return Judged(
                light=Light.YELLOW,
                word="逾期完成",
                why=f"{len(late)}个分项晚于{milestone.due.isoformat()}完成",
            )
        return Judged(light=Light.GREEN, word="按期", why="已按时限完成")
    waiting = [s for s in counted if s.waits_for_entry(_event(milestone, batches, s))]
    if done + sum(s.part.tonnes for s in waiting) >= milestone.cumulative_t:
        why = f"{len(counted)}个分项中{len(waiting)}个尚未录入，未录入不等于逾期"
        return Judged(light=Light.GREY, word="未录入", why=why)
    return by_date(milestone.due, as_of, days_before)


def batch_light(
    batch: BatchFixed, standings: tuple[PartStanding, ...], as_of: date, days_before: int | None
) -> Judged:
    """The light of a batch: that of a milestone on its due day which counts this batch alone."""
    if batch.due is None:
        return by_date(None, as_of, days_before)
    # Not the batch's own figure: an adjustment may have moved tonnes between batches.
    listed = sum(standing.part.tonnes for standing in standings)
    alone = MilestoneFixed(
        due=batch.due, cumulative_t=Tonnes(listed), judged_by=batch.judged_by, batches=(batch.id,)
    )
    return milestone_light(alone, {batch.id: batch}, standings, as_of, days_before)


def by_date(due: date | None, as_of: date, days_before: int | None) -> Judged:
    """The light of something recorded and not done, by its date alone. The due day itself is in time."""
    if due is None:
        return Judged(light=Light.GREY, word="时限未定", why="方案没有写明时限")
    if as_of > due:
        return Judged(light=Light.RED, word="逾期", why=f"时限{due.isoformat()}已过{(as_of - due).days}天")
    left = (due - as_of).days
    if days_before is not None and left <= days_before:
        return Judged(light=Light.YELLOW, word="临期", why=f"距时限{left}天")
    return Judged(light=Light.GREEN, word="正常", why=f"距时限{left}天")


def part_light(standing: PartStanding, event: Event, as_of: date, days_before: int | None) -> Judged:
    """The light of one part: the same ladder, judged by the verb of its batch."""
    if standing.tonnes(event) >= standing.part.tonnes:
        on = standing.on(event)
        if standing.part.due is None:
            return Judged(light=Light.GREEN, word="已完成", why="已完成；方案没有写明时限，不说早晚")
        if on is not None and on > standing.part.due:
            return Judged(light=Light.YELLOW, word="逾期完成", why=f"{on.isoformat()}完成，晚于时限")
        return Judged(light=Light.GREEN, word="按期", why="已按时限完成")
    if standing.waits_for_entry(event):
        undated = "；方案也没有写明时限" if standing.part.due is None else ""
        what = "部分设施尚未录入" if standing.recorded else "尚无任何登记"
        return Judged(light=Light.GREY, word="未录入", why=f"{what}，未录入不等于逾期{undated}")
    return by_date(standing.part.due, as_of, days_before)


def _late(milestone: MilestoneFixed, batches: dict[BatchId, BatchFixed], standing: PartStanding) -> bool:
    on = standing.on(_event(milestone, batches, standing))
    return on is not None and on > milestone.due


def _event(milestone: MilestoneFixed, batches: dict[BatchId, BatchFixed], standing: PartStanding) -> Event:
    batch = batches.get(standing.part.batch) if standing.part.batch is not None else None
    return event_of(milestone, batch)


# What a gate asks of this area --------------------------------------------------------------------


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
