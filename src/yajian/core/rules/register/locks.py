"""Whether a unit is locked, and since when. A listed tonne is never sold, swapped, filed or moved off the list."""

from collections.abc import Mapping
from datetime import date

import msgspec

from yajian.core.books.capacity import counts
from yajian.core.facts.register import Account
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import Programme
from yajian.core.rules.register.filings import units_at
from yajian.core.words import Answer, Clause, PartId, Seq, UnitId, Verdict


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a unit stands on a list: the first version that named its part."""

    part: PartId
    label: str
    since: date


def units_of_part(programme: Programme, part: PartId, known: Seq | None = None) -> tuple[UnitId, ...]:
    """The units of capacity that stand for a part of a list."""
    units = units_at(programme, known=known)
    return tuple(unit for unit in units if programme.register.part_of(unit, known) == part)


Listings = Mapping[PartId, Listing]


def listings(programme: Programme, known: Seq | None = None, as_of: date | None = None) -> Listings:
    """Every part ever on a list, in one pass. Once on a list, always locked: a later version does not release it."""
    found: dict[PartId, Listing] = {}
    for versions in programme.targets.lists.values():
        for entry in versions.known(known):
            if as_of is not None and entry.effective > as_of:
                continue
            for one in entry.value.parts:
                if one.part not in found:
                    found[one.part] = Listing(part=one.part, label=entry.value.label, since=entry.effective)
    return found


def locked(
    programme: Programme,
    unit: UnitId,
    known: Seq | None = None,
    within: Listings | None = None,
    as_of: date | None = None,
) -> Listing | None:
    """The listing that locks a unit, also after an adjustment let it go from its part. Who asks of many looks them up once."""
    part = _last_part(programme, unit, known)
    if part is None:
        return None
    return (listings(programme, known, as_of) if within is None else within).get(part)


def _last_part(programme: Programme, unit: UnitId, known: Seq | None) -> PartId | None:
    """The part it belongs to, or the last one it belonged to."""
    register = programme.register
    placed = register.placed.get(unit)
    said = [entry.value.part for entry in placed.known(known)] if placed is not None else []
    return next((part for part in reversed(said) if part is not None), register.units[unit].part)


def lock_day(
    plan: Plan,
    programme: Programme,
    unit: UnitId,
    known: Seq | None = None,
    as_of: date | None = None,
    within: Listings | None = None,
) -> date | None:
    """The day from which a listed unit may not be sold or filed: of its listing, or where so answered of acceptance."""
    listing = locked(programme, unit, known, within, as_of)
    if listing is None or not _from_acceptance(plan):
        return listing.since if listing is not None else None
    retired = (
        one.effective
        for one in programme.capacity.postings.get(unit, ())
        if one.transfer.target is Account.RETIRED
        and counts(one, known)
        and (as_of is None or one.effective <= as_of)
    )
    return min(retired, default=None)


def lock(
    plan: Plan, programme: Programme, unit: UnitId, known: Seq | None = None, as_of: date | None = None
) -> Verdict:
    """Whether a unit may still be traded or filed, from the day the plan's reading has it locked."""
    listing = locked(programme, unit, known, as_of=as_of)
    if listing is not None:
        stays = programme.register.part_of(unit, known) == listing.part
        return _of_listed(
            plan, programme, unit, listing, lock_day(plan, programme, unit, known, as_of), stays
        )
    if _unplaced(programme, unit, known):
        return _verdict(
            plan,
            programme,
            unit,
            Answer.UNDETERMINED,
            f"{unit} 没有写明清单分项，而该企业有分项列入清单",
            (("企业", programme.register.units[unit].enterprise), ("清单分项", "未写明")),
            missing=("该单元是否属于清单分项",),
            remedy="请先“核定清单分项”；核定之前不办理交易和备案",
        )
    finding = f"{unit} 不在任何压减清单内"
    return _verdict(plan, programme, unit, Answer.PASS, finding, (("清单分项", "无"),))


def _of_listed(
    plan: Plan, programme: Programme, unit: UnitId, listing: Listing, since: date | None, stays: bool
) -> Verdict:
    inputs = (("清单分项", listing.part), ("列入日期", listing.since.isoformat()))
    if since is None:
        finding = f"{unit} 属清单分项 {listing.part}，照答复自验收起锁定，还没有验收"
        return _verdict(plan, programme, unit, Answer.PASS, finding, inputs)
    day, part = since.isoformat(), listing.part
    listed = f"{unit} 属清单分项 {part}，自{day}列入“{listing.label}”起锁定"
    let_go = f"{unit} 已换出，原属清单分项 {part}，自{day}列入“{listing.label}”起锁定"
    accepted = f"{unit} 属清单分项 {part}，自{day}验收起锁定"
    return _verdict(
        plan,
        programme,
        unit,
        Answer.FAIL,
        accepted if _from_acceptance(plan) else listed if stays else let_go,
        inputs,
        remedy="不得交易、置换、用于备案，不得移出清单；确需换设施的，经清单调整办理",
    )


def _from_acceptance(plan: Plan) -> bool:
    readings = (one.lock_from for one in plan.rules.values() if one.always == "no_double_count")
    return any(one is not None and one.value == "acceptance" for one in readings)


def lock_clauses(plan: Plan) -> tuple[Clause, ...]:
    """The clauses that forbid a listed tonne to be sold or filed again."""
    found = (*clauses_for(plan, "lot_not_retired"), *clauses_for(plan, "no_retired_capacity_used"))
    return tuple({clause.id: clause for clause in found}.values())


def _verdict(
    plan: Plan,
    programme: Programme,
    unit: UnitId,
    answer: Answer,
    finding: str,
    inputs: tuple[tuple[str, str], ...],
    missing: tuple[str, ...] = (),
    remedy: str = "",
) -> Verdict:
    return Verdict(
        label="可交易、可备案",
        answer=answer,
        finding=finding,
        rule="register.lock",
        revision=programme.charter.revision,
        clauses=lock_clauses(plan),
        inputs=(("产能单元", unit), *inputs),
        missing=missing,
        remedy=remedy,
    )


def _unplaced(programme: Programme, unit: UnitId, known: Seq | None) -> bool:
    """Nobody has said whether the unit is on a list, and a list names its enterprise."""
    register = programme.register
    opened, placed = register.units[unit], register.placed.get(unit)
    said = opened.part is not None or (placed is not None and placed.at(known=known) is not None)
    return not said and any(
        part.enterprise == opened.enterprise
        for versions in programme.targets.lists.values()
        for entry in versions.known(known)
        for part in entry.value.parts
    )
