"""额度须重报: nothing goes on for a unit whose quota holds no longer, at whatever step it stands."""

from collections.abc import Iterable
from datetime import date

from yajian.core.facts.quotas import QuotaFixed
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import Programme
from yajian.core.rules import quotas, targets
from yajian.core.rules.quotas import Moved
from yajian.core.words import PartId, Refusal, Seq, SystemRule, UnitId


def reopened(
    plan: Plan,
    programme: Programme,
    units: Iterable[UnitId],
    as_of: date | None = None,
    known: Seq | None = None,
) -> Moved | None:
    """Why the quota of one of some units is to be reported and reviewed anew; None while all of them hold."""
    agreed = quotas.agreed(programme, as_of, known)
    if agreed is None:
        return None
    mine: dict[PartId, list[QuotaFixed]] = {}
    for unit in units:
        line = quotas.fixed(programme, unit, agreed.number, known)
        if line is not None:
            mine.setdefault(line.value.part, []).append(line.value)
    then = quotas.listed_then(programme, agreed)
    for version in targets.lists(programme, as_of, known):
        for listed in version.value.parts:
            if listed.part not in mine:
                continue
            now = targets.with_named_facilities(programme, version, listed, known)
            found = quotas.moved(plan, programme, then.get(now.part), now, mine[now.part], as_of, known)
            if found is not None:
                return found
    return None


def unless_reopened(
    plan: Plan, programme: Programme, units: Iterable[UnitId], as_of: date, *, first: str, field: str
) -> Refusal | None:
    """`first` is what is to be done with the paper in hand, before a new version of the work plan goes up."""
    found = reopened(plan, programme, units, as_of)
    if found is None:
        return None
    return Refusal(
        code="quotas.reopened",
        basis=next(iter(clauses_for(plan, "quota_reviewed")), SystemRule.OUT_OF_TURN),
        finding=f"补偿额度须重报：{found.told}，省里审核的是变动以前的额度",
        way_forward=f"{first}请编制新一版具体工作方案，批准后重新报省审核，再照新额度办理",
        field=field,
    )
