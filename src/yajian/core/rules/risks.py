"""How a risk stands, which emergency plan holds on a day, and what a gate asks of both."""

from collections.abc import Iterable
from datetime import date

import msgspec

from yajian.core.cases import Case, Found, Needs, lacking, met, unmet
from yajian.core.facts.risks import DrillRecorded, EmergencyPlanFiled, Key, Purpose, RiskAssessed, RiskClosed
from yajian.core.history import Entry, Timeline
from yajian.core.plan import GateCondition, Plan
from yajian.core.plan.terms import Term
from yajian.core.programme import Programme
from yajian.core.words import CountyId, EnterpriseId, Judged, Light, Seq


class Risk(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of risk of a county or a firm as it was last assessed, and whether it is off the list since."""

    assessed: Entry[RiskAssessed]
    closed: Entry[RiskClosed] | None = None

    @property
    def waits(self) -> bool:
        """Whether something is still to be done about it: what is low needs nothing."""
        return self.closed is None and not self.assessed.value.low


def kinds(plan: Plan) -> tuple[Term, ...]:
    """Those the plan wants assessed one and all, then those of getting ovens down."""
    return (*plan.risks.kinds, *plan.risks.process_kinds) if plan.risks is not None else ()


def key(kind: str, county: CountyId | None = None, enterprise: EnterpriseId | None = None) -> Key:
    return (county or "", enterprise or "", kind)


def risk(
    programme: Programme, place: Key, as_of: date | None = None, known: Seq | None = None
) -> Risk | None:
    """As the last assessment by a day has it."""
    past: Timeline[RiskAssessed | RiskClosed] = programme.risks.risks.get(place, Timeline())
    assessed: Entry[RiskAssessed] | None = None
    closed: Entry[RiskClosed] | None = None
    for entry in past.known(known):
        if as_of is not None and entry.effective > as_of:
            break
        if isinstance(entry.value, RiskAssessed):
            assessed, closed = entry, None  # type: ignore[assignment]
        else:
            closed = entry  # type: ignore[assignment]
    return Risk(assessed=assessed, closed=closed) if assessed is not None else None


def light(found: Risk, as_of: date) -> Judged:
    """A risk on which something is to be done by a day is red once that day has passed."""
    due = found.assessed.value.due
    if found.closed is not None:
        return Judged(light=Light.GREEN, word="已销号", why=f"{found.closed.effective.isoformat()}销号")
    if found.assessed.value.low:
        return Judged(light=Light.GREEN, word="低风险", why="可能性、影响都在最低一级")
    if due is not None and as_of > due:
        return Judged(
            light=Light.RED, word="逾期", why=f"措施时限{due.isoformat()}已过{(as_of - due).days}天"
        )
    left = f"距措施时限{(due - as_of).days}天" if due is not None else "没有写措施时限"
    return Judged(light=Light.YELLOW, word="未销号", why=left)


# Emergency plans ----------------------------------------------------------------------------------


def emergency_plans(
    programme: Programme,
    firms: Iterable[EnterpriseId],
    purpose: Purpose,
    as_of: date | None = None,
    known: Seq | None = None,
) -> tuple[Entry[EmergencyPlanFiled], ...]:
    """Every plan for a purpose filed by a day, the oldest first."""
    found = [
        one
        for firm in firms
        for one in programme.risks.plans.get((firm, purpose), Timeline[EmergencyPlanFiled]()).known(known)
        if as_of is None or one.effective <= as_of
    ]
    return tuple(sorted(found, key=lambda one: (one.effective, one.seq)))


def valid_on(plans: tuple[Entry[EmergencyPlanFiled], ...], day: date) -> Entry[EmergencyPlanFiled] | None:
    """The last of these that had begun by a day, if it holds on it, its last day included: what was filed anew counts alone."""
    last = _last_begun(plans, day)
    return last if last is not None and day <= last.value.valid_to else None


def _last_begun(plans: tuple[Entry[EmergencyPlanFiled], ...], day: date) -> Entry[EmergencyPlanFiled] | None:
    """One that begins later does not put an end to the one before it until it begins."""
    begun = [one for one in plans if one.value.valid_from <= day]
    return begun[-1] if begun else None


def drills(
    programme: Programme,
    firms: Iterable[EnterpriseId],
    purpose: Purpose,
    as_of: date | None = None,
    known: Seq | None = None,
) -> tuple[Entry[DrillRecorded], ...]:
    found = [
        one
        for firm in firms
        for one in programme.risks.drills.get((firm, purpose), Timeline[DrillRecorded]()).known(known)
        if as_of is None or one.effective <= as_of
    ]
    return tuple(sorted(found, key=lambda one: (one.effective, one.seq)))


# What a gate asks of this area --------------------------------------------------------------------


def _assessed(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """各类风险都有评估结论和防控预案: by the county, or by the firm for itself."""
    if plan.risks is None:
        return lacking("待定：方案没有写要评估哪几类风险", ("风险种类",), "请有权单位书面明确")
    places = {
        one.id: (
            key(one.id, county=case.county),
            *(key(one.id, enterprise=firm) for firm in sorted(case.firms)),
        )
        for one in plan.risks.kinds
    }
    found = {
        kind: next((one for place in tried if (one := risk(programme, place, case.as_of, case.known))), None)
        for kind, tried in places.items()
    }
    absent = tuple(one.label for one in plan.risks.kinds if found[one.id] is None)
    seen = tuple(
        (one.assessed.value.label, f"{one.assessed.value.conclusion}（{one.assessed.value.document}）")
        for one in found.values()
        if one is not None
    )
    if absent:
        return lacking(
            f"待定：还没有评估{'、'.join(absent)}",
            absent,
            "请逐类登记评估结论、防控预案和责任人",
            *seen,
            asks="risks.assess",
        )
    waiting = sum(one.waits for one in found.values() if one is not None)
    return met(f"{len(found)}类风险都已评估" + (f"，其中{waiting}类尚未销号" if waiting else ""), *seen)


def _ready(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """应急预案: one for shutting down that was reviewed and holds on the planned day."""
    firms = sorted(case.firms)
    filed = emergency_plans(programme, firms, "shutdown", case.as_of, case.known)
    found = valid_on(filed, case.on)
    if found is not None:
        fact = found.value
        practised = drills(programme, firms, "shutdown", case.as_of, case.known)
        return met(
            f"{fact.title}在{case.on.isoformat()}有效",
            ("预案", f"{fact.document}，{fact.valid_from.isoformat()}至{fact.valid_to.isoformat()}"),
            ("评审", f"{fact.reviewed_by} {fact.review}".strip()),
            ("演练", practised[-1].effective.isoformat() if practised else "没有登记"),
        )
    if filed:
        last = (_last_begun(filed, case.on) or filed[-1]).value
        return unmet(
            f"停炉应急预案的有效期是{last.valid_from.isoformat()}至{last.valid_to.isoformat()}，"
            f"{case.on.isoformat()}不在其内",
            "请更新预案，或改计划日期",
            ("预案", last.document),
            asks="risks.file-emergency-plan",
        )
    if emergency_plans(programme, firms, "operation", case.as_of, case.known):
        return unmet(
            "只有生产运行的应急预案，没有停炉的",
            "请编制停炉期间的应急预案，评审以后登记",
            asks="risks.file-emergency-plan",
        )
    return lacking(
        "待定：还没有登记停炉应急预案",
        ("停炉应急预案",),
        "请登记预案：文号、联系岗位、有效期、评审单位",
        asks="risks.file-emergency-plan",
    )


OF_THE_COUNTY = frozenset({"risk_assessment_complete"})  # rests on what a county recorded of itself

NEEDS: Needs = {"risk_assessment_complete": _assessed, "emergency_plan": _ready}
