"""Which version of a plan is in force, who has spoken for it and who has not, and what a gate asks of it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from yajian.core.cases import Case, Found, Needs, lacking, met, unmet
from yajian.core.facts.closure import MethodApproved
from yajian.core.facts.workplans import (
    CountyPlanSubmitted,
    ExpertsReviewed,
    PlanReviewed,
    PlanSubmitted,
    Section,
    Step,
)
from yajian.core.history import Entry, Timeline
from yajian.core.plan import GateCondition, Plan
from yajian.core.plan.citing import conditions_for
from yajian.core.plan.needs import Need
from yajian.core.programme import Programme
from yajian.core.words import CountyId, EnterpriseId, OrganId, PartId, Seq

REVIEWS: tuple[Need, ...] = ("emergency_review", "ecology_review")
ACTS = {"shutdown": "停炉", "dismantle": "拆除"}


class Gatekeeper(msgspec.Struct, frozen=True, kw_only=True):
    """Who has to review every firm's plan, as the plan's own condition names him; a kind, or a body."""

    condition: GateCondition
    id: OrganId | None  # None: nobody has said who
    name: str


def gatekeepers(plan: Plan) -> tuple[Gatekeeper, ...]:
    """In the plan's order, each once."""
    found: dict[str, Gatekeeper] = {}
    for need in REVIEWS:
        for condition in conditions_for(plan, need):
            if condition.applies.value is False:
                continue
            id = condition.by.value if condition.by is not None else None
            body = plan.organisations.get(id) if id is not None else None
            found.setdefault(
                id or need,
                Gatekeeper(
                    condition=condition,
                    id=OrganId(id) if id is not None else None,
                    name=body.name if body is not None else condition.label,
                ),
            )
    return tuple(found.values())


# Versions -----------------------------------------------------------------------------------------


def versions(
    programme: Programme, enterprise: EnterpriseId, as_of: date | None = None, known: Seq | None = None
) -> tuple[Entry[PlanSubmitted], ...]:
    """Every version up to a day, the oldest first."""
    past: Timeline[PlanSubmitted] = programme.workplans.plans.get(enterprise, Timeline())
    return tuple(one for one in past.known(known) if as_of is None or one.effective <= as_of)


def county_versions(
    programme: Programme, county: CountyId, as_of: date | None = None, known: Seq | None = None
) -> tuple[Entry[CountyPlanSubmitted], ...]:
    past: Timeline[CountyPlanSubmitted] = programme.workplans.county_plans.get(county, Timeline())
    return tuple(one for one in past.known(known) if as_of is None or one.effective <= as_of)


def current(
    programme: Programme,
    firms: Iterable[EnterpriseId],
    as_of: date | None = None,
    known: Seq | None = None,
) -> Entry[PlanSubmitted] | None:
    """The last version any of these firms handed in: before a merger each had its own."""
    last = [found[-1] for one in firms if (found := versions(programme, one, as_of, known))]
    return max(last, key=lambda one: (one.effective, one.seq), default=None)


def covering(version: PlanSubmitted, part: PartId, facility: str) -> Step | None:
    """What a version has done with an oven or piece; by its name first, else with the whole part."""
    mine = [one for one in version.steps if one.part == part and one.facility in (facility, "")]
    return next((one for one in mine if one.facility == facility), mine[0] if mine else None)


# Reviews ------------------------------------------------------------------------------------------


def said_by(programme: Programme, version: PlanSubmitted, organ: OrganId) -> tuple[Entry[PlanReviewed], ...]:
    """Every word of one organ on a version that stands, in order of effect."""
    past: Timeline[PlanReviewed] = programme.workplans.reviews.get(
        (version.enterprise, version.version), Timeline()
    )
    return tuple(one for one in past.known() if one.value.organ == organ)


def reviews(
    programme: Programme, version: PlanSubmitted, as_of: date | None = None, known: Seq | None = None
) -> tuple[Entry[PlanReviewed], ...]:
    """The last word of each organ on a version, in the order they were said."""
    past: Timeline[PlanReviewed] = programme.workplans.reviews.get(
        (version.enterprise, version.version), Timeline()
    )
    last: dict[OrganId, Entry[PlanReviewed]] = {}
    for one in past.known(known):
        if as_of is None or one.effective <= as_of:
            last.pop(one.value.organ, None)
            last[one.value.organ] = one
    return tuple(last.values())


def review_by(
    programme: Programme,
    version: PlanSubmitted,
    gatekeeper: OrganId,
    as_of: date | None = None,
    known: Seq | None = None,
) -> Entry[PlanReviewed] | None:
    """The last word of whoever spoke as this gatekeeper."""
    mine = [
        one for one in reviews(programme, version, as_of, known) if one.value.gatekeeper == gatekeeper != ""
    ]
    return mine[-1] if mine else None


def returned(
    programme: Programme, version: PlanSubmitted, as_of: date | None = None, known: Seq | None = None
) -> Entry[PlanReviewed] | None:
    """The first word that stands and sends a version back."""
    found = reviews(programme, version, as_of, known)
    return next((one for one in found if one.value.said == "returns"), None)


# Experts ------------------------------------------------------------------------------------------


def expert_reviews(
    programme: Programme, part: PartId, as_of: date | None = None, known: Seq | None = None
) -> tuple[Entry[ExpertsReviewed], ...]:
    past: Timeline[ExpertsReviewed] = programme.workplans.by_experts.get(part, Timeline())
    return tuple(one for one in past.known(known) if as_of is None or one.effective <= as_of)


def review_of(
    programme: Programme, method: MethodApproved, as_of: date | None = None, known: Seq | None = None
) -> Entry[ExpertsReviewed] | None:
    """The experts' review a method rests on: by the paper it names, else the last of the part."""
    found = expert_reviews(programme, method.part, as_of, known)
    if method.review is not None:
        found = tuple(one for one in found if one.value.document == method.review)
    return found[-1] if found else None


# Texts --------------------------------------------------------------------------------------------

_LENGTH = 8  # characters of a shingle: shorter ones are the language's, longer ones miss a changed word
ALIKE_PERCENT = 80  # from here on two texts are pointed out


def shingles(sections: Iterable[Section], besides: Iterable[str] = ()) -> frozenset[str]:
    """Every run of so many characters of a text, names of firms taken out: what a copied plan leaves unchanged."""
    text = "".join("".join(one.text.split()) for one in sections)
    for name in besides:
        text = text.replace(name, "")
    return frozenset(text[at : at + _LENGTH] for at in range(max(len(text) - _LENGTH + 1, 0)))


def alike_percent(one: frozenset[str], other: frozenset[str]) -> int:
    """How much of the shorter text is in the other, in whole percent. A hint, and nothing hangs on it."""
    if not one or not other:
        return 0
    return 100 * len(one & other) // min(len(one), len(other))


_CHAMBERS = re.compile(r"第?([0-9]{1,4})(?:号|#)?孔?(?:-第?([0-9]{1,4})(?:号|#)?孔?)?")
_TO = re.compile(r"[\u2010-\u2015\u2212\u301c~至到]")  # any dash, and what else is written for one
_AND = re.compile("[、,;及和与]")
_MOST = 1000  # numbers in a run: an oven has some tens of chambers


def chambers(words: str) -> tuple[int, ...] | None:
    """孔号 as written, 1-20、25 or 第1—20孔、第25孔: every number once; None where it cannot be read so."""
    found: list[int] = []
    for low, high in _spans(words) or ():
        if not 0 < low <= high < low + _MOST:
            return None
        found += range(low, high + 1)
    return tuple(found) if found and len(set(found)) == len(found) else None


def chambers_spelt(words: str) -> str:
    """The same in the one spelling they are kept in, 1-20、25; what cannot be read stays as it is."""
    if chambers(words) is None:
        return words
    return "、".join(f"{low}-{high}" if high > low else str(low) for low, high in _spans(words) or ())


def _spans(words: str) -> list[tuple[int, int]] | None:
    found = []
    plain = "".join(unicodedata.normalize("NFKC", words).split())
    for piece in _AND.split(_TO.sub("-", plain)):
        run = _CHAMBERS.fullmatch(piece)
        if run is None:
            return None
        found.append((int(run[1]), int(run[2] or run[1])))
    return found


def runs(numbers: Iterable[int]) -> str:
    """Chambers as they are written: 1-20、25."""
    spans: list[list[int]] = []
    for one in sorted(numbers):
        if spans and one == spans[-1][1] + 1:
            spans[-1][1] = one
        else:
            spans.append([one, one])
    return "、".join(f"{low}-{high}" if high > low else str(low) for low, high in spans)


# What a gate asks of this area --------------------------------------------------------------------


def _planned(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """一企一策方案: a version that was not sent back and has this done with this oven."""
    version = current(programme, case.firms, case.as_of, case.known)
    if version is None:
        return _no_plan()
    fact = version.value
    seen = ("方案", told(version))
    back = returned(programme, fact, case.as_of, case.known)
    if back is not None:
        return unmet(
            f"第{fact.version}版被{back.value.organ_name}退回：{back.value.opinion}",
            "请修改后提交新的一版，重新审查",
            seen,
            asks="workplans.submit-plan",
        )
    step, act = covering(fact, case.part, case.facility), ACTS.get(case.releases or "")
    planned = None
    if step is not None:
        planned = step.dismantle_on if case.releases == "dismantle" else step.shutdown_on
    if step is None or (act is not None and planned is None):
        return unmet(
            f"第{fact.version}版没有安排{case.facility or case.part}{act or ''}",
            f"请在新的一版里写明{case.facility or case.part}{act or '停炉、拆除'}的日期",
            seen,
            asks="workplans.submit-plan",
        )
    return met(
        f"第{fact.version}版已安排{case.facility or case.part}{act or ''}{_too_late(plan, case, planned)}",
        seen,
        ("方案所定日期", planned.isoformat() if planned is not None else "—"),
    )


def _too_late(plan: Plan, case: Case, planned: date | None) -> str:
    """A plan moves no deadline: that its day is past it is said, and the condition asks for a plan and not for haste."""
    due = case.listed.due
    if planned is None or due is None or planned <= due:
        return ""
    batch = plan.batches.get(case.listed.batch) if case.listed.batch is not None else None
    judged = batch.judged_by.value if batch is not None else case.listed.judged_by
    if judged == "shut" and case.releases == "dismantle":
        return ""  # nothing says by when what was shut is taken down
    return f"，计划{planned.isoformat()}，晚于期限{due.isoformat()}（期限不变）"


def _reviewed(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """把关: the version in force has the agreement of whom the plan names."""
    version = current(programme, case.firms, case.as_of, case.known)
    if version is None:
        return _no_plan()
    by = condition.by
    if by is None or by.value is None:
        asked = by.asks if by is not None else condition.question
        return lacking(
            f"待定：“{condition.label}”由谁把关没有写明",
            (asked or "把关单位",),
            "请有权单位书面明确由谁把关",
        )
    fact = version.value
    name = plan.organisations[by.value].name if by.value in plan.organisations else by.value
    said = review_by(programme, fact, OrganId(by.value), case.as_of, case.known)
    seen = ("方案", told(version))
    if said is None:
        return lacking(
            f"待定：{name}还没有审查第{fact.version}版",
            (f"{name}的审查意见",),
            f"请{name}审查现行的一版",
            seen,
            asks="workplans.review",
        )
    paper = f"（{said.value.document}）" if said.value.document is not None else ""
    word = ("审查意见", f"{said.value.organ_name} {said.value.reviewer} {said.effective.isoformat()}{paper}")
    if said.value.said == "returns":
        return unmet(
            f"{said.value.organ_name}退回第{fact.version}版：{said.value.opinion}",
            "请修改后提交新的一版，重新审查",
            seen,
            word,
            asks="workplans.submit-plan",
        )
    return met(f"{said.value.organ_name}同意第{fact.version}版", seen, word)


def _method(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """专家论证和具体办法: a method was approved, and the experts it rests on found it feasible."""
    past: Timeline[MethodApproved] = programme.closures.methods.get(case.part, Timeline())
    method = past.at(case.as_of, case.known)
    if method is None:
        last = expert_reviews(programme, case.part, case.as_of, case.known)
        missing = ("批准的具体办法",) if last else ("专家论证意见", "批准的具体办法")
        return lacking(
            f"待定：清单分项 {case.part} 还没有批准的具体办法",
            missing,
            "请先组织专家论证，再批准书面办法",
            asks="closure.approve-method" if last else "workplans.record-expert-review",
        )
    seen = ("办法", f"{method.value.title}（{method.value.document}）")
    review = review_of(programme, method.value, case.as_of, case.known)
    if review is None:
        return lacking(
            f"待定：办法所依据的专家论证结论还没有登记（{method.value.review or '没有写文号'}）",
            ("专家论证意见",),
            "请登记专家、结论和意见",
            seen,
            asks="workplans.record-expert-review",
        )
    word = ("论证意见", f"{review.value.document}，{len(review.value.experts)}名专家")
    if not review.value.feasible:
        return unmet(
            f"专家论证结论为不可行：{review.value.opinion}",
            "请修改办法后重新论证、重新批准",
            seen,
            word,
            asks="workplans.record-expert-review",
        )
    return met("专家论证可行，办法已批准", seen, word)


def _no_plan() -> Found:
    return lacking(
        "待定：还没有登记一企一策方案",
        ("一企一策方案",),
        "请登记方案：文号、各设施停炉拆除的日期、各部分内容",
        asks="workplans.submit-plan",
    )


def told(version: Entry[PlanSubmitted]) -> str:
    return f"第{version.value.version}版（{version.value.document}，{version.effective.isoformat()}）"


def missing_reviews(
    plan: Plan,
    programme: Programme,
    version: PlanSubmitted,
    as_of: date | None = None,
    known: Seq | None = None,
) -> Iterator[Gatekeeper]:
    """Whom a version still waits for."""
    for one in gatekeepers(plan):
        said = review_by(programme, version, one.id, as_of, known) if one.id is not None else None
        if said is None:
            yield one


NEEDS: Needs = {
    "enterprise_work_plan": _planned,
    "emergency_review": _reviewed,
    "ecology_review": _reviewed,
    "expert_review_and_method": _method,
}
