"""What keeps a unit's money back, read off the books wherever they know it: nothing is stored, so nothing can be forgotten."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

import msgspec

from yajian.core import flags, gates
from yajian.core.facts.closure import NO_PART
from yajian.core.facts.holds import PayeesDetermined
from yajian.core.facts.targets import PartListed
from yajian.core.flags import Flag
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import Programme
from yajian.core.rules import auditplans, clawbacks, closure, courts, dossier, register, statements, targets
from yajian.core.rules import holds as rules
from yajian.core.rules import trades as trade_rules
from yajian.core.words import Clause, FacilityId, Fen, PartId, Seq, UnitId


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """One reason for which nothing goes out for a unit, and who may let it go. It is never shown as overdue."""

    kind: Literal["court", "dispute", "flag", "clawback", "trade", "placed"]
    words: str
    lifted_by: str
    since: date
    clauses: tuple[Clause, ...] = ()
    seq: Seq | None = None


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """What a court's paper on payees speaks of: the units under seal, and by which seals."""

    units: tuple[UnitId, ...]
    seals: tuple[courts.Seal, ...]


class Named(Spoken, frozen=True, kw_only=True):
    """Whom a court's paper names, and for what."""

    paper: Entry[PayeesDetermined]


class Grounds(msgspec.Struct, frozen=True, kw_only=True):
    """All there is on a day that may keep money back, looked up once: many units cost so many times as one."""

    plan: Plan
    programme: Programme
    as_of: date | None
    known: Seq | None
    parts: Mapping[PartId, PartListed]
    sealed: frozenset[PartId]  # what some seal may be on
    flags: Mapping[flags.Place, tuple[Flag, ...]]
    clawed: tuple[clawbacks.Standing, ...]

    def on(self, unit: UnitId) -> tuple[Hold, ...]:
        """Every hold on a unit."""
        return (
            *_sealed(self, unit),
            *_disputed(self, unit),
            *_flagged(self, unit),
            *_clawed(self, unit),
            *_sold(self, unit),
            *_placed(self, unit),
        )

    def part_of(self, unit: UnitId) -> PartListed | None:
        part = self.programme.register.part_of(unit, self.known)
        return self.parts.get(part) if part is not None else None

    def seals_on(self, unit: UnitId) -> tuple[courts.Seal, ...]:
        """The seals in force on what a unit stands on: its own facility, or, where it names none, any of its part."""
        listed = self.part_of(unit)
        if listed is None or listed.part not in self.sealed:
            return ()
        return _seals_on(self.programme, listed, unit, self.as_of, self.known)

    def named_for(self, unit: UnitId) -> Named | None:
        """The last paper of a court that names the payees of this unit. They stay so when the seal is off, until another."""
        listed = self.part_of(unit)
        if listed is None or listed.part not in self.programme.holds.payees:
            return None
        return next((one for one in reversed(self._papers(listed.part)) if unit in one.units), None)

    def to_be_named(self, part: PartId) -> Spoken | None:
        """Of what a court's paper of the day would speak: what is under seal, or what the last paper spoke of."""
        listed = self.parts.get(part)
        if listed is None:
            return None
        papers = self._papers(part)
        return _under_seal(self.programme, listed, self.as_of, self.known) or (papers[-1] if papers else None)

    def _papers(self, part: PartId) -> list[Named]:
        """The papers that name payees of a part, oldest first. One that came when the seals were off names others instead."""
        found: list[Named] = []
        for paper in self.programme.holds.payees.get(part, Timeline()).known(self.known):
            if self.as_of is not None and paper.effective > self.as_of:
                continue
            spoken = self._sealed_by(paper) or (found[-1] if found else None)
            if spoken is not None:
                found.append(Named(paper=paper, units=spoken.units, seals=spoken.seals))
        return found

    def _sealed_by(self, paper: Entry[PayeesDetermined]) -> Spoken | None:
        """What was under seal when a paper was entered, by seals that nobody took back as mistakes since."""
        listed = self.parts.get(paper.value.part)
        if listed is None:
            return None
        return _under_seal(self.programme, listed, paper.effective, paper.seq, self.known)


def grounds(plan: Plan, programme: Programme, as_of: date | None = None, known: Seq | None = None) -> Grounds:
    parts = {
        one.part: targets.with_named_facilities(programme, version, one, known)
        for version in targets.lists(programme, as_of, known)
        for one in version.value.parts
    }
    holding: dict[flags.Place, tuple[Flag, ...]] = {}
    for flag in flags.all_holding(programme, as_of, known):
        holding[flag.place] = (*holding.get(flag.place, ()), flag)
    return Grounds(
        plan=plan,
        programme=programme,
        as_of=as_of,
        known=known,
        parts=parts,
        sealed=_may_be_sealed(programme, parts, known),
        flags=holding,
        clawed=tuple(
            one for one in clawbacks.standings(programme, as_of, known) if one.stage in ("待通知", "待入库")
        ),
    )


def holds(
    plan: Plan, programme: Programme, unit: UnitId, as_of: date | None = None, known: Seq | None = None
) -> tuple[Hold, ...]:
    """Every hold on a unit on a day. Who asks of many units looks the grounds up once."""
    return grounds(plan, programme, as_of, known).on(unit)


def seals(
    plan: Plan, programme: Programme, unit: UnitId, as_of: date | None = None, known: Seq | None = None
) -> tuple[courts.Seal, ...]:
    """The seals in force on what a unit stands on."""
    return grounds(plan, programme, as_of, known).seals_on(unit)


def named_for(
    plan: Plan, programme: Programme, unit: UnitId, as_of: date | None = None, known: Seq | None = None
) -> Named | None:
    """The court's paper that names the payees of a unit, once there is one."""
    return grounds(plan, programme, as_of, known).named_for(unit)


def _seals_on(
    programme: Programme, listed: PartListed, unit: UnitId, as_of: date | None, known: Seq | None
) -> tuple[courts.Seal, ...]:
    facility = programme.register.units[unit].facility
    found: dict[Seq, courts.Seal] = {}
    for name in (facility,) if facility else (listed.facilities or ("",)):
        asked = gates.case_of(programme, listed, name, as_of or date.max, as_of, known)
        for one in courts.in_force(programme, asked):
            found[one.seq] = one
    return tuple(found.values())


def _under_seal(
    programme: Programme, listed: PartListed, as_of: date | None, known: Seq | None, since: Seq | None = None
) -> Spoken | None:
    """The units of a part under seal, as was known then, but for seals since known to be mistakes; None: there are none."""
    units: list[UnitId] = []
    seals: dict[Seq, courts.Seal] = {}
    for unit in register.units_of_part(programme, listed.part, since):
        on = _seals_on(programme, listed, unit, as_of, known)
        meant = {one.seq: one for one in on if courts.seal(programme, one.seq, None, since) is not None}
        if meant:
            units.append(unit)
            seals |= meant
    return Spoken(units=tuple(units), seals=tuple(seals.values())) if units else None


def _may_be_sealed(
    programme: Programme, parts: Mapping[PartId, PartListed], known: Seq | None
) -> frozenset[PartId]:
    """The parts some seal could be on, found from the seals, of which there are few: of no other need anybody ask."""
    found: set[PartId] = set()
    for seal in programme.courts.seals.values():
        id: FacilityId | None = FacilityId(seal.facility)
        if seal.part != NO_PART:
            found.add(seal.part)
            id = dossier.facility_of(programme, seal.part, seal.facility, known)
        else:  # an oven of the ledger: what names no oven may lie in it
            found.update(part for part, one in parts.items() if not one.facilities)
        if id is not None:
            found.update(entry.value.part for entry in dossier.listed_as(programme, id, known))
    return frozenset(found)


def _sealed(grounds: Grounds, unit: UnitId) -> Iterator[Hold]:
    """五(五)4: what a court sealed waits for a paper that names its payees, and only that."""
    on, listed = grounds.seals_on(unit), grounds.part_of(unit)
    if not on or listed is None:
        return
    programme, as_of, known = grounds.programme, grounds.as_of, grounds.known
    named = grounds.named_for(unit)
    owed = owed_fen(programme, named.units, as_of, known) if named is not None else Fen(0)
    if named is not None and (not owed or named.paper.value.amount_fen == owed):
        return
    what = "；".join(courts.told(one) for one in on)
    differs = named is not None
    yield Hold(
        kind="court",
        words=f"{what}，" + ("文书所列金额与列支不一致" if differs else "补偿对象还没有明确"),
        lifted_by=on[0].fact.court,
        since=min(one.since for one in on),
        clauses=clauses_for(grounds.plan, "payee_determined"),
    )


def _disputed(grounds: Grounds, unit: UnitId) -> Iterator[Hold]:
    """A tonnage of the unit that somebody speaks against, until it is decided."""
    for basis in grounds.plan.capacity.bases:
        matter = (f"unit:{unit}", basis.field) if basis.field is not None else None
        if matter is None or matter not in grounds.programme.statements.files:
            continue
        number = statements.number(grounds.programme, matter, grounds.as_of, grounds.known)
        if number.standing is statements.Standing.CONTESTED:
            against = {one.seq for one in number.waiting if one.disputes is not None}
            spoken = [
                one.effective for one in number.file if one.seq in against
            ]  # the number's day is another
            yield Hold(
                kind="dispute",
                words=f"{number.label}有异议，还没有裁决",
                lifted_by="裁决异议的单位",
                since=min(spoken),
                seq=min(against),
            )


def _flagged(grounds: Grounds, unit: UnitId) -> Iterator[Hold]:
    """死灰复燃: a sign that what a unit stands on works again, until another organ has looked into it."""
    listed = grounds.part_of(unit) if grounds.flags else None
    if listed is None:
        return
    programme, known = grounds.programme, grounds.known
    facility = programme.register.units[unit].facility
    names = (facility,) if facility else closure.in_pieces(programme, listed, grounds.as_of, known).facilities
    places = dict.fromkeys(flags.place(programme, listed.part, name, known) for name in names)
    rule = flags.never_revived(grounds.plan)
    for flag in sorted(
        (one for place in places for one in grounds.flags.get(place, ())), key=lambda one: one.raised
    ):
        yield Hold(
            kind="flag",
            words=f"{flag.facility}有生产迹象（第{flag.raised}条），{flag.word}",
            lifted_by="核查线索的单位",
            since=flag.since,
            clauses=tuple(grounds.plan.clauses[name] for name in rule.clauses) if rule is not None else (),
            seq=flag.raised,
        )


def _clawed(grounds: Grounds, unit: UnitId) -> Iterator[Hold]:
    """收回未了: of the parts the county missed, and of no firm that finished."""
    part = grounds.programme.register.part_of(unit, grounds.known) if grounds.clawed else None
    clawback = grounds.plan.compensation.clawback
    for one in grounds.clawed:
        if any(part == missed.part for missed in one.fact.unfinished):
            yield Hold(
                kind="clawback",
                words=f"{grounds.plan.county_name(one.fact.county)}的收回补偿资金还没有了结（第{one.seq}条）",
                lifted_by=_named(grounds.plan, clawback.by if clawback is not None else ""),
                since=one.opinion.effective,
                clauses=clauses_for(grounds.plan, "county_task_unmet_after_due"),
                seq=one.seq,
            )


def _sold(grounds: Grounds, unit: UnitId) -> Iterator[Hold]:
    """What was sold is not also compensated: a reported sale holds the unit, whatever came of it, until it is withdrawn."""
    for one in trade_rules.of_unit(grounds.programme, unit, grounds.as_of, grounds.known):
        if one.stands:
            yield Hold(
                kind="trade",
                words=f"凭合同 {one.fact.document} 报送转让{one.fact.of_unit(unit)}吨（第{one.seq}条），还没有撤回",
                lifted_by="撤回交易的单位",
                since=one.report.effective,
                clauses=register.lock_clauses(grounds.plan),
                seq=one.seq,
            )


def _placed(grounds: Grounds, unit: UnitId) -> Iterator[Hold]:
    """暂缓: what the books cannot know of themselves, placed by somebody on a paper."""
    for one in rules.in_force(grounds.programme, unit, grounds.as_of, grounds.known):
        yield Hold(
            kind="placed",
            words=one.fact.reason,
            lifted_by=one.fact.lifted_by_name,
            since=one.entry.effective,
            seq=one.seq,
        )


def _named(plan: Plan, organ: str) -> str:
    return plan.organisations[organ].name if organ in plan.organisations else organ


def owed_fen(
    programme: Programme, units: Iterable[UnitId], as_of: date | None = None, known: Seq | None = None
) -> Fen:
    """What some units are entitled to, kept and paid."""
    found = (auditplans.entitlement(programme, unit, as_of, known) for unit in units)
    return Fen(sum(one.kept_fen + one.paid_fen for one in found if one is not None))
