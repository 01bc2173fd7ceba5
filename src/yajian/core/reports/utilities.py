"""气源平衡表: every listed enterprise, what it gives, who uses it, what takes its place, and what is short when it stops."""

from collections.abc import Iterator
from datetime import date

import msgspec

from yajian.core import gates
from yajian.core.facts.targets import PartListed
from yajian.core.plan import Plan
from yajian.core.plan.care import Utility
from yajian.core.programme import Programme
from yajian.core.reports.releases import planned
from yajian.core.rules import closure, dossier, targets
from yajian.core.rules import utilities as rules
from yajian.core.rules.releases import gate_for
from yajian.core.rules.utilities import Balance, Kept
from yajian.core.words import CountyId, EnterpriseId, Seq

_SHUT = ("shut", "dismantled")


class FirmLine(msgspec.Struct, frozen=True, kw_only=True):
    """One enterprise of the list; no balance while something it is struck from is missing."""

    enterprise: EnterpriseId
    name: str
    county: CountyId | None
    county_name: str
    kept: Kept
    stops_on: date  # the first day on which an oven of it is to stop, or today if that has passed
    stopped: bool  # every part of it on the list is shut already
    undated: bool  # the plan gives no day for those that are not
    balance: Balance | None
    missing: str  # what is not recorded yet, in words; empty where the balance is struck
    asks: str  # the command that records it

    @property
    def supplies_nobody(self) -> bool:
        return bool(self.kept.supplies) and not any(one.value.per_day for one in self.kept.supplies)

    @property
    def word(self) -> str:
        if self.supplies_nobody:
            return "不对外供应"
        if self.balance is None:
            return "已关停" if self.stopped else "待定"
        return "有缺口" if self.balance.short else "没有缺口"


class UtilitySheet(msgspec.Struct, frozen=True, kw_only=True):
    utility: Utility
    as_of: date
    known: Seq
    firms: tuple[FirmLine, ...]

    def count(self, word: str) -> int:
        return sum(one.word == word for one in self.firms)


def sheet(
    plan: Plan, programme: Programme, utility: str, as_of: date, known: Seq | None = None
) -> UtilitySheet:
    """Asked for the day each enterprise first stops: as planned, else as due; what is overdue is asked for today."""
    firms: dict[EnterpriseId, list[date | None]] = {}
    for version in targets.lists(programme, as_of, known):
        for listed in version.value.parts:
            heir = dossier.successor(programme, listed.enterprise, as_of, known)
            days = firms.setdefault(heir, [])
            part = targets.with_named_facilities(programme, version, listed, known)
            days += _still_to_stop(
                plan, programme, closure.in_pieces(programme, part, as_of, known), as_of, known
            )
    return UtilitySheet(
        utility=plan.utilities[utility],
        as_of=as_of,
        known=known if known is not None else programme.seq,
        firms=tuple(
            firm(
                plan,
                programme,
                utility,
                one,
                max(min((day for day in days if day is not None), default=as_of), as_of),
                as_of,
                known,
                stopped=not days,
                undated=bool(days) and not any(days),
            )
            for one, days in firms.items()
        ),
    )


def _still_to_stop(
    plan: Plan, programme: Programme, part: PartListed, as_of: date, known: Seq | None
) -> Iterator[date | None]:
    """The day of each oven that is not shut yet; None where neither plan nor list gives one."""
    standing = closure.standing(programme, part, (), as_of, known)
    gate = gate_for(plan, "shutdown")
    for name in part.facilities or ("",):
        here = next((one for one in standing.facilities if one.facility == name), None)
        if standing.shut_on is not None or (here is not None and here.counts_as in _SHUT):
            continue
        asked = gates.case(plan, programme, part.part, name, as_of, as_of, known)
        on = planned(programme, gate, asked).on if gate is not None and asked is not None else as_of
        yield on if on > as_of else part.due


def firm(
    plan: Plan,
    programme: Programme,
    utility: str,
    enterprise: EnterpriseId,
    stops_on: date,
    as_of: date,
    known: Seq | None = None,
    *,
    stopped: bool = False,
    undated: bool = False,
) -> FirmLine:
    """One enterprise, all of it stopping on a day."""
    county = dossier.county_of(plan, programme, enterprise, as_of, known)
    family = frozenset({enterprise, *dossier.family(programme, enterprise, as_of, known)})
    kept = rules.kept(programme, utility, family, county, as_of, known)
    missing, asks = _missing(plan.utilities[utility], kept, stops_on)
    supplied = any(one.value.per_day for one in kept.supplies)
    return FirmLine(
        enterprise=enterprise,
        name=dossier.enterprise_name(plan, programme, enterprise, as_of, known),
        county=county,
        county_name=next((one.name for one in plan.counties if one.id == county), ""),
        kept=kept,
        stops_on=stops_on,
        stopped=stopped,
        undated=undated,
        balance=rules.balance(programme, plan.utilities[utility], kept, None, stops_on, as_of, known)
        if supplied and not missing
        else None,
        missing=missing,
        asks=asks,
    )


def _missing(utility: Utility, kept: Kept, stops_on: date) -> tuple[str, str]:
    """What is not recorded yet, in words, and the command that records it."""
    if not kept.supplies:
        return "供应量还没有登记", "utilities.state-supply"
    if not any(one.value.per_day for one in kept.supplies):
        return "", ""
    if unsaid := "、".join(rules.unstated(utility, kept)):
        return f"{unsaid}的用量还没有登记", "utilities.state-demand"
    if kept.seasonal and rules.season(kept, stops_on) is None:
        return "采暖期还没有登记", "utilities.enter-season"
    return "", ""


# For machines ------------------------------------------------------------------------------------


def as_builtins(found: UtilitySheet) -> dict[str, object]:
    return {
        "unit": rules.measure(found.utility).base,
        "firms": {str(one.enterprise): _as_builtins(one) for one in found.firms},
    }


def _as_builtins(one: FirmLine) -> dict[str, object]:
    stretches = one.balance.stretches if one.balance is not None else ()
    return {
        "word": one.word,
        "missing": one.missing,
        "stops_on": one.stops_on.isoformat(),
        "stretches": {
            stretch.begins.isoformat(): {
                "until": stretch.ends.isoformat(),
                "in_season": stretch.in_season,
                "available": stretch.available,
                **{line.consumer: line.balance for line in stretch.classes},
            }
            for stretch in stretches
        },
    }
