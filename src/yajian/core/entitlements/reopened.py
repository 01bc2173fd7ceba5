"""额度须重报: nothing goes on for a unit whose quota holds no longer, at whatever step it stands.

A step entered late is asked of its own day and of today, as an opinion on acceptance is: a chain of papers dated before
a swap promised money for what stood on the list then, and money that is promised goes out.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from yajian.core.facts.quotas import QuotaFixed
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import Programme
from yajian.core.rules import quotas, targets
from yajian.core.rules.quotas import Moved
from yajian.core.words import Fen, PartId, Refusal, Seq, SystemRule, UnitId, yuan_of


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


def unless_overtaken(
    plan: Plan,
    programme: Programme,
    asked: Mapping[UnitId, Fen],
    effective: date,
    today: date,
    *,
    first: str,
    field: str,
) -> Refusal | None:
    """What could go on as of its own day does not go on past what is known by now, nor at more than is agreed to now."""
    if today <= effective:
        return None
    found = reopened(plan, programme, asked, today)
    told = found.told if found is not None else _beyond_the_present_quota(programme, asked, today)
    if not told:
        return None
    return Refusal(
        code="quotas.overtaken",
        basis=next(iter(clauses_for(plan, "quota_reviewed")), SystemRule.OUT_OF_TURN),
        finding=f"照{effective.isoformat()}的情况可以办，照现在知道的不行：{told}",
        way_forward=f"{first}补记的也按现在的额度办：额度须重报的先重报，省里审核以后照新额度重新申请",
        field=field,
    )


def _beyond_the_present_quota(programme: Programme, asked: Mapping[UnitId, Fen], today: date) -> str:
    for unit, fen in asked.items():
        line = quotas.quota(programme, unit, today)
        if line is None and fen:
            return f"现行额度没有 {unit}"
        if line is not None and fen > line.value.amount_fen:
            return f"{unit} 现行额度 {yuan_of(line.value.amount_fen)} 元，这里是 {yuan_of(fen)} 元"
    return ""
