"""Whether a unit is locked, and since when. A listed tonne is never sold, swapped, filed or moved off the list."""

from collections.abc import Mapping
from datetime import date

import msgspec

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


def listings(programme: Programme, known: Seq | None = None) -> Listings:
    """Every part ever on a list, in one pass. Once on a list, always locked: a later version does not release it."""
    found: dict[PartId, Listing] = {}
    for versions in programme.targets.lists.values():
        for entry in versions.known(known):
            for one in entry.value.parts:
                if one.part not in found:
                    found[one.part] = Listing(part=one.part, label=entry.value.label, since=entry.effective)
    return found


def locked(
    programme: Programme, unit: UnitId, known: Seq | None = None, within: Listings | None = None
) -> Listing | None:
    """The listing that locks a unit, also after an adjustment let it go from its part. Who asks of many looks them up once."""
    part = _last_part(programme, unit, known)
    if part is None:
        return None
    return (listings(programme, known) if within is None else within).get(part)


def _last_part(programme: Programme, unit: UnitId, known: Seq | None) -> PartId | None:
    """The part it belongs to, or the last one it belonged to."""
    register = programme.register
    placed = register.placed.get(unit)
    said = [entry.value.part for entry in placed.known(known)] if placed is not None else []
    return next((part for part in reversed(said) if part is not None), register.units[unit].part)


def lock(plan: Plan, programme: Programme, unit: UnitId, known: Seq | None = None) -> Verdict:
    """Whether a unit may still be traded or filed. From listing, by the plan's default reading."""
    listing = locked(programme, unit, known)
    if listing is not None:
        since = f"自{listing.since.isoformat()}列入“{listing.label}”起锁定"
        stays = programme.register.part_of(unit, known) == listing.part
        return _verdict(
            plan,
            programme,
            unit,
            Answer.FAIL,
            f"{unit} 属清单分项 {listing.part}，{since}"
            if stays
            else f"{unit} 已换出，原属清单分项 {listing.part}，{since}",
            (("清单分项", listing.part), ("列入日期", listing.since.isoformat())),
            remedy="不得交易、置换、用于备案，不得移出清单；确需换设施的，经清单调整办理",
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
