"""How far a version of the city's work plan has come, and which quota of a unit counts: the last the province agreed to."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, TypeVar, cast

import msgspec

from yajian.core.books import capacity
from yajian.core.cases import Case, Found, Needs, lacking, met, unmet
from yajian.core.facts.quotas import (
    QuotaFixed,
    QuotaLeftOut,
    Step,
    TaskConfirmed,
    VersionApproved,
    VersionDrawnUp,
    VersionReviewed,
    VersionSentUp,
)
from yajian.core.facts.register import Account
from yajian.core.facts.targets import PartListed
from yajian.core.history import Entry, Timeline
from yajian.core.plan import GateCondition, Plan
from yajian.core.programme import Programme
from yajian.core.words import CountyId, PartId, Seq, UnitId

F = TypeVar("F", bound=Step)

Stage = Literal["待批准", "待报省", "待省审核", "省已同意", "省已退回"]


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version as of a day, step by step."""

    number: int
    drawn: Entry[VersionDrawnUp]
    approved: Entry[VersionApproved] | None
    sent: Entry[VersionSentUp] | None
    reviewed: Entry[VersionReviewed] | None

    @property
    def stage(self) -> Stage:
        if self.reviewed is not None:
            return "省已同意" if self.reviewed.value.said == "agreed" else "省已退回"
        if self.sent is not None:
            return "待省审核"
        return "待批准" if self.approved is None else "待报省"

    @property
    def agreed(self) -> bool:
        return self.stage == "省已同意"

    @property
    def last(
        self,
    ) -> Entry[VersionDrawnUp] | Entry[VersionApproved] | Entry[VersionSentUp] | Entry[VersionReviewed]:
        """The step it came to."""
        return self.reviewed or self.sent or self.approved or self.drawn


def versions(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> tuple[Version, ...]:
    """Every version known of on a day, in the order they were drawn up."""
    found = (version(programme, number, as_of, known) for number in programme.quotas.versions)
    return tuple(one for one in found if one is not None)


def version(
    programme: Programme, number: int, as_of: date | None = None, known: Seq | None = None
) -> Version | None:
    line = programme.quotas.versions.get(number, Timeline())
    entries = [one for one in line.known(known) if as_of is None or one.effective <= as_of]
    drawn = _last(entries, VersionDrawnUp)
    if drawn is None:
        return None
    return Version(
        number=number,
        drawn=drawn,
        approved=_last(entries, VersionApproved),
        sent=_last(entries, VersionSentUp),
        reviewed=_last(entries, VersionReviewed),
    )


def _last(entries: list[Entry[Step]], kind: type[F]) -> Entry[F] | None:
    found = [one for one in entries if isinstance(one.value, kind)]
    return cast("Entry[F]", found[-1]) if found else None


def agreed(programme: Programme, as_of: date | None = None, known: Seq | None = None) -> Version | None:
    """The version in force: the last one the province agreed to."""
    return next((one for one in reversed(versions(programme, as_of, known)) if one.agreed), None)


def quota(
    programme: Programme, unit: UnitId, as_of: date | None = None, known: Seq | None = None
) -> Entry[QuotaFixed] | None:
    """What a unit may get at most: its line of the version in force, or nothing."""
    found = agreed(programme, as_of, known)
    return fixed(programme, unit, found.number, known) if found is not None else None


def fixed(
    programme: Programme, unit: UnitId, number: int, known: Seq | None = None
) -> Entry[QuotaFixed] | None:
    """A unit's line of one version."""
    line = programme.quotas.units.get(unit, Timeline())
    return next((one for one in line.known(known) if one.value.version == number), None)


def lines(programme: Programme, number: int, known: Seq | None = None) -> dict[UnitId, QuotaFixed]:
    """Every quota of one version."""
    found = ((unit, fixed(programme, unit, number, known)) for unit in programme.quotas.units)
    return {unit: entry.value for unit, entry in found if entry is not None}


def left_out(programme: Programme, number: int, known: Seq | None = None) -> dict[PartId, QuotaLeftOut]:
    """Every part one version fixes no quota for, with the reason."""
    return {
        part: entry.value
        for part, line in programme.quotas.left_out.items()
        for entry in line.known(known)
        if entry.value.version == number
    }


def listed_then(programme: Programme, version: Version) -> dict[PartId, PartListed]:
    """Every part as the lists stood, and were known, when a version was drawn up."""
    entries = (
        said.at(version.drawn.effective, version.drawn.seq) for said in programme.targets.lists.values()
    )
    return {one.part: one for entry in entries if entry is not None for one in entry.value.parts}


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """Why lines fixed for a part hold no longer, and the entry since which they do not."""

    why: str
    since: Seq | None

    @property
    def told(self) -> str:
        return f"{self.why}（第{self.since}条）" if self.since is not None else self.why


def moved(
    plan: Plan,
    programme: Programme,
    then: PartListed | None,
    now: PartListed,
    mine: Sequence[QuotaFixed],
    as_of: date | None = None,
    known: Seq | None = None,
) -> Moved | None:
    """Why lines fixed for a part hold no longer: the list, or a unit, or its origin, is another since they were drawn up."""
    if then is not None:
        listed = _list_moved(then, now)
        if listed is not None:
            return Moved(why=listed, since=_relisted(programme, then, as_of, known))
    for one in mine:
        said = _unit_moved(programme, one, as_of, known) or _origin_moved(plan, programme, one, as_of, known)
        if said is not None:
            return said
    return None


def _list_moved(then: PartListed, now: PartListed) -> str | None:
    if then.tonnes != now.tonnes:
        return f"{now.part} 在清单上由{then.tonnes}吨调为{now.tonnes}吨"
    if then.facilities and then.facilities != now.facilities:
        return f"{now.part} 的设施由{'、'.join(then.facilities)}调为{'、'.join(now.facilities) or '待定'}"
    return None


def _relisted(programme: Programme, then: PartListed, as_of: date | None, known: Seq | None) -> Seq | None:
    """The version of its list since which a part reads otherwise than it did."""
    since: Seq | None = None
    for versions in programme.targets.lists.values():
        for entry in versions.known(known):
            part = next((one for one in entry.value.parts if one.part == then.part), None)
            if part is None or (as_of is not None and entry.effective > as_of):
                continue
            same = (part.tonnes, part.facilities) == (then.tonnes, then.facilities)
            since = None if same else since or entry.seq
    return since


def _unit_moved(programme: Programme, one: QuotaFixed, as_of: date | None, known: Seq | None) -> Moved | None:
    if programme.register.part_of(one.unit, known) != one.part:
        placed = programme.register.placed.get(one.unit, Timeline()).at(known=known)
        since = placed.seq if placed is not None else None
        return Moved(why=f"{one.unit} 已不在 {one.part} 名下", since=since)
    stands = capacity.balances(programme.capacity, one.unit, as_of, known)
    tonnes = stands[Account.FILED] + stands[Account.RETIRED]
    if tonnes == one.tonnes:
        return None
    moves = (
        posting.seq
        for posting in programme.capacity.postings.get(one.unit, ())
        if capacity.counts(posting, known)
        and (as_of is None or posting.effective <= as_of)
        and Account.FILED in (posting.transfer.source, posting.transfer.target)
        and Account.RETIRED is not posting.transfer.target  # accepted, it is as many tonnes as before
    )
    return Moved(why=f"{one.unit} 由{one.tonnes}吨变为{tonnes}吨", since=max(moves, default=None))


def _origin_moved(
    plan: Plan, programme: Programme, one: QuotaFixed, as_of: date | None, known: Seq | None
) -> Moved | None:
    """A line is reckoned by the rate of one origin; where the unit's is another today, it was reckoned wrongly."""
    then = next((rate.origin for rate in plan.compensation.rates if rate.id == one.rate), None)
    now = programme.register.origin_of(one.unit, as_of, known)
    if then is None or (now is not None and now.origin == then):
        return None
    known_as = plan.capacity.origin(now.origin) if now is not None else None
    was = plan.capacity.origin(then)
    return Moved(
        why=f"{one.unit} 的产能来源由“{was.label if was is not None else then}”"
        f"更正为“{known_as.label if known_as is not None else '未认定'}”",
        since=_redetermined(programme, one.unit, as_of, known),
    )


def _redetermined(programme: Programme, unit: UnitId, as_of: date | None, known: Seq | None) -> Seq | None:
    """The entry that says the origin of the day; where none does, the one that took the last away."""
    said = programme.register.origins.get(unit, Timeline())
    stands = said.at(as_of, known)
    if stands is not None:
        return stands.seq
    gone = (one.corrected_by for one in said.entries if one.corrected_by is not None)
    return max((seq for seq in gone if known is None or seq <= known), default=None)


def words_of(programme: Programme, county: CountyId) -> tuple[Entry[TaskConfirmed], ...]:
    """Every 确定意见 of a county that stands, in order of effect."""
    return programme.quotas.tasks.get(county, Timeline()).known()


def confirmed(
    programme: Programme, county: CountyId, as_of: date | None = None, known: Seq | None = None
) -> Entry[TaskConfirmed] | None:
    """A county's 确定意见 as it last stands."""
    return programme.quotas.tasks.get(county, Timeline()).at(as_of, known)


# What a gate asks of this area --------------------------------------------------------------------


def _reviewed(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """省里已审核同意这些产能单元的额度."""
    found = agreed(programme, case.as_of, case.known)
    if found is None:
        waits = versions(programme, case.as_of, case.known)
        said = f"第{waits[-1].number}版{waits[-1].stage}" if waits else "还没有编制"
        return lacking(
            f"待定：补偿额度{said}",
            ("省里对补偿额度的审核意见",),
            "请编制、批准、报省，登记省里的审核意见",
            asks="quotas.review" if waits else "quotas.draw-up",
        )
    mine = {unit: fixed(programme, unit, found.number, case.known) for unit in case.units}
    silent = [unit for unit, line in mine.items() if line is None]
    if silent or not case.units:
        return unmet(
            f"省里同意的第{found.number}版没有列明：{'、'.join(silent) or '任何产能单元'}",
            "请编制新一版，重新批准、报审",
            ("版本", f"第{found.number}版"),
            asks="quotas.draw-up",
        )
    adjusted = moved(
        plan,
        programme,
        listed_then(programme, found).get(case.part),
        case.listed,
        [line.value for line in mine.values() if line is not None],
        case.as_of,
        case.known,
    )
    if adjusted is not None:
        return lacking(
            f"待定：{adjusted.told}，第{found.number}版的额度须重报",
            ("省里对重报额度的审核意见",),
            "请编制新一版，批准后重新报省审核；在此以前不申请、不列支、不下达",
            ("版本", f"第{found.number}版"),
            asks="quotas.draw-up",
        )
    assert found.reviewed is not None
    paper = found.reviewed.value.document
    return met(f"第{found.number}版，{paper}审核同意", ("审核日期", found.reviewed.effective.isoformat()))


NEEDS: Needs = {"quota_reviewed": _reviewed}
