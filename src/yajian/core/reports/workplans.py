"""一企一策: firm by firm the versions, what changed between them, who reviewed and who is missing; and the counties' plans."""

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Literal

import msgspec

from yajian.core.facts.targets import PartListed
from yajian.core.facts.workplans import (
    CountyPlanSubmitted,
    ExpertsReviewed,
    PlanReviewed,
    PlanSubmitted,
    Section,
    Step,
)
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.plan.citing import conditions_for
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.rules import closure, dossier, targets
from yajian.core.rules import organs as organ_rules
from yajian.core.rules import workplans as rules
from yajian.core.rules.workplans import Gatekeeper
from yajian.core.words import CountyId, EnterpriseId, OrganId, Seq, Tonnes

Stage = Literal["未报", "待把关", "已退回", "已把关"]
SAID = {"agrees": "同意", "returns": "退回", "cosigns": "会签"}


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A run of text that stayed, came or went."""

    change: Literal["same", "added", "removed"]
    text: str


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One section, or one oven's line, that is otherwise in the later version."""

    heading: str
    pieces: tuple[Piece, ...]


class VersionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One version with all that was said of it, and what it changed."""

    entry: Entry[PlanSubmitted]
    reviews: tuple[Entry[PlanReviewed], ...]
    changes: tuple[Change, ...]  # against the version before; nothing for the first


class ReviewLine(msgspec.Struct, frozen=True, kw_only=True):
    """One gatekeeper, who he is in this county, and what he last said of the present version."""

    keeper: Gatekeeper
    body: str
    organ: OrganId | None  # the body as it was entered; None: nobody entered it yet
    said: Entry[PlanReviewed] | None


class ExpertLine(msgspec.Struct, frozen=True, kw_only=True):
    """One part of which the plan wants experts to have looked at a method."""

    part: PartListed
    reviews: tuple[Entry[ExpertsReviewed], ...]  # the latest first
    method: str  # the approved one; empty: none


class FirmPlans(msgspec.Struct, frozen=True, kw_only=True):
    """One enterprise of the list and its plan."""

    enterprise: EnterpriseId
    name: str
    county: CountyId | None
    county_name: str
    tonnes: Tonnes
    versions: tuple[VersionLine, ...]  # the latest first
    reviews: tuple[ReviewLine, ...]  # of the present version
    uncovered: tuple[str, ...]  # ovens and parts the present version says nothing of
    experts: tuple[ExpertLine, ...]
    alike: tuple[tuple[str, int], ...] = ()  # firms with much the same text, and how much of it in percent

    @property
    def current(self) -> Entry[PlanSubmitted] | None:
        return self.versions[0].entry if self.versions else None

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(one.body for one in self.reviews if one.said is None)

    @property
    def back(self) -> Entry[PlanReviewed] | None:
        found = self.versions[0].reviews if self.versions else ()
        return next((one for one in found if one.value.said == "returns"), None)

    @property
    def stage(self) -> Stage:
        if self.current is None:
            return "未报"
        if self.back is not None:
            return "已退回"
        return "待把关" if self.missing else "已把关"


class CountyPlans(msgspec.Struct, frozen=True, kw_only=True):
    county: CountyId
    name: str
    versions: tuple[tuple[Entry[CountyPlanSubmitted], tuple[Change, ...]], ...]  # the latest first


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    as_of: date
    keepers: tuple[Gatekeeper, ...]
    firms: tuple[FirmPlans, ...]
    counties: tuple[CountyPlans, ...]

    def firm(self, enterprise: str) -> FirmPlans | None:
        return next((one for one in self.firms if one.enterprise == enterprise), None)

    def at(self, stage: Stage) -> int:
        return sum(one.stage == stage for one in self.firms)


def sheet(plan: Plan, programme: Programme, as_of: date, known: Seq | None = None) -> Sheet:
    firms = tuple(_firms(plan, programme, as_of, known))
    return Sheet(
        as_of=as_of,
        keepers=rules.gatekeepers(plan),
        firms=_with_alike(plan, programme, firms),
        counties=tuple(
            CountyPlans(
                county=CountyId(one.id),
                name=one.name,
                versions=_county_versions(programme, CountyId(one.id), as_of, known),
            )
            for one in plan.counties_concerned
        ),
    )


def _firms(plan: Plan, programme: Programme, as_of: date, known: Seq | None) -> Iterator[FirmPlans]:
    """Everyone who answers for something on the list that counts, in the list's order."""
    whose: dict[EnterpriseId, list[PartListed]] = {}
    for version in targets.lists(programme, as_of, known):
        if version.value.counts_toward_target:
            for part in version.value.parts:
                named = targets.with_named_facilities(programme, version, part, known)
                heir = dossier.successor(programme, part.enterprise, as_of, known)
                whose.setdefault(heir, []).append(closure.in_pieces(programme, named, as_of, known))
    for enterprise, parts in whose.items():
        yield _firm(plan, programme, enterprise, tuple(parts), as_of, known)


def _firm(
    plan: Plan,
    programme: Programme,
    enterprise: EnterpriseId,
    parts: tuple[PartListed, ...],
    as_of: date,
    known: Seq | None,
) -> FirmPlans:
    county = dossier.county_of(plan, programme, enterprise, as_of, known)
    family = dossier.family(programme, enterprise, as_of, known)
    entries = sorted(
        (one for firm in family for one in rules.versions(programme, firm, as_of, known)),
        key=lambda one: (one.effective, one.seq),
    )
    lines = [
        VersionLine(
            entry=one,
            reviews=rules.reviews(programme, one.value, as_of, known),
            changes=changes(entries[at - 1].value, one.value) if at else (),
        )
        for at, one in enumerate(entries)
    ]
    present = entries[-1].value if entries else None
    return FirmPlans(
        enterprise=enterprise,
        name=dossier.enterprise_name(plan, programme, enterprise, as_of, known),
        county=county,
        county_name=next((one.name for one in plan.counties if one.id == county), ""),
        tonnes=Tonnes(sum(part.tonnes for part in parts)),
        versions=tuple(reversed(lines)),
        reviews=tuple(_review_lines(plan, programme, county, present, as_of, known)),
        uncovered=tuple(
            name or part.part
            for part in parts
            for name in part.facilities or ("",)
            if present is not None and rules.covering(present, part.part, name) is None
        ),
        experts=tuple(_expert_lines(plan, programme, parts, as_of, known)),
    )


def _review_lines(
    plan: Plan,
    programme: Programme,
    county: CountyId | None,
    present: PlanSubmitted | None,
    as_of: date,
    known: Seq | None,
) -> Iterator[ReviewLine]:
    if present is None:
        return
    for keeper in rules.gatekeepers(plan):
        said = rules.review_by(programme, present, keeper.id, as_of, known) if keeper.id is not None else None
        organ = _organ(plan, programme, keeper, county, known)
        yield ReviewLine(
            keeper=keeper,
            body=said.value.organ_name if said is not None else _name(plan, programme, keeper, organ, known),
            organ=said.value.organ if said is not None else organ,
            said=said,
        )


def _organ(
    plan: Plan, programme: Programme, keeper: Gatekeeper, county: CountyId | None, known: Seq | None
) -> OrganId | None:
    """Who keeps the gate in this county, once somebody entered it; or the one body the plan names itself."""
    for organ, past in programme.organs.entered.items():
        entry = past.at(None, known)
        if entry is not None and entry.value.stands_for == keeper.id and entry.value.county == county:
            return organ
    named = plan.organisations.get(keeper.id) if keeper.id is not None else None
    return OrganId(named.id) if named is not None and not named.template else None


def _name(
    plan: Plan, programme: Programme, keeper: Gatekeeper, organ: OrganId | None, known: Seq | None
) -> str:
    found = organ_rules.organ(plan, programme, organ, None, known) if organ is not None else None
    return found.name if found is not None else keeper.name


def _expert_lines(
    plan: Plan, programme: Programme, parts: tuple[PartListed, ...], as_of: date, known: Seq | None
) -> Iterator[ExpertLine]:
    counties = {county for one in conditions_for(plan, "expert_review_and_method") for county in one.only_in}
    for part in parts:
        if part.county not in counties:
            continue
        method = closure.method(programme, part.part, as_of, known)
        yield ExpertLine(
            part=part,
            reviews=tuple(reversed(rules.expert_reviews(programme, part.part, as_of, known))),
            method=f"{method.value.title}（{method.value.document}）" if method is not None else "",
        )


def _county_versions(
    programme: Programme, county: CountyId, as_of: date, known: Seq | None
) -> tuple[tuple[Entry[CountyPlanSubmitted], tuple[Change, ...]], ...]:
    entries = rules.county_versions(programme, county, as_of, known)
    lines = [
        (one, tuple(_sections_changed(entries[at - 1].value.sections, one.value.sections)) if at else ())
        for at, one in enumerate(entries)
    ]
    return tuple(reversed(lines))


def _with_alike(plan: Plan, programme: Programme, firms: tuple[FirmPlans, ...]) -> tuple[FirmPlans, ...]:
    """Plans that say much the same as another firm's. Copied text is pointed out, and nothing hangs on it."""
    names = tuple(
        line.name for firm in firms for line in dossier.name_lines(plan, programme, firm.enterprise)
    )
    texts = [
        rules.shingles(firm.current.value.sections, names) if firm.current is not None else frozenset[str]()
        for firm in firms
    ]
    return tuple(
        msgspec.structs.replace(
            firm,
            alike=tuple(
                (other.name, percent)
                for other, theirs in zip(firms, texts, strict=True)
                if other is not firm and (percent := rules.alike_percent(mine, theirs)) >= rules.ALIKE_PERCENT
            ),
        )
        for firm, mine in zip(firms, texts, strict=True)
    )


# What changed -------------------------------------------------------------------------------------


def changes(before: PlanSubmitted, after: PlanSubmitted) -> tuple[Change, ...]:
    """What a version says otherwise than the one before: oven by oven, then section by section."""
    return (
        *_steps_changed(before.steps, after.steps),
        *_sections_changed(before.sections, after.sections),
    )


def _steps_changed(before: tuple[Step, ...], after: tuple[Step, ...]) -> Iterator[Change]:
    was = {(one.part, one.facility): step_told(one) for one in before}
    now = {(one.part, one.facility): step_told(one) for one in after}
    for key in dict.fromkeys((*was, *now)):
        if was.get(key) != now.get(key):
            pieces = tuple(_compared(was.get(key, ""), now.get(key, "")))
            yield Change(heading=" ".join(key).strip(), pieces=pieces)


def step_told(step: Step) -> str:
    """停炉 2020-03-01，拆除 2020-06-01."""
    days = (("停炉", step.shutdown_on), ("拆除", step.dismantle_on))
    words = [f"{act} {day.isoformat()}" for act, day in days if day is not None]
    if step.sealed_chambers:
        words.append(f"封堵 {step.sealed_chambers} 号孔")
    return "，".join(words)


def _sections_changed(before: tuple[Section, ...], after: tuple[Section, ...]) -> Iterator[Change]:
    was = {one.heading: one.text for one in before}
    now = {one.heading: one.text for one in after}
    for heading in dict.fromkeys((*was, *now)):
        if was.get(heading) != now.get(heading):
            yield Change(heading=heading, pieces=tuple(_compared(was.get(heading, ""), now.get(heading, ""))))


def _compared(before: str, after: str) -> Iterator[Piece]:
    """Clause by clause, for a comma is where Chinese breathes: what stayed, what went, what came."""
    was, now = _clauses(before), _clauses(after)
    for word, low, high, begin, end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if word == "equal":
            yield Piece(change="same", text="".join(was[low:high]))
            continue
        if high > low:
            yield Piece(change="removed", text="".join(was[low:high]))
        if end > begin:
            yield Piece(change="added", text="".join(now[begin:end]))


def _clauses(text: str) -> list[str]:
    """The words between stops, and the stops: so that a full stop turned into a comma changes no words."""
    return [one for one in re.split("([，。；：！？、\n])", text) if one]


# For people and machines --------------------------------------------------------------------------


def told(found: Sheet) -> Iterator[str]:
    """The sheet as `./run workplans` prints it."""
    stages = "，".join(f"{stage} {found.at(stage)} 户" for stage in ("未报", "待把关", "已退回", "已把关"))
    yield f"一企一策（{found.as_of.isoformat()}）：{stages}"
    for firm in found.firms:
        yield f"  {firm.name}（{firm.county_name or '县（市）待定'}，{wording.wan_t(firm.tonnes)} 万吨）：{_state(firm)}"
        for name, percent in firm.alike:
            yield f"    与{name}的正文 {percent}% 相同，请核对是否照抄"
    for county in found.counties:
        last = county.versions[0][0].value if county.versions else None
        yield f"  {county.name}落实方案：{f'第{last.version}版 {last.document}' if last is not None else '未报'}"


def _state(firm: FirmPlans) -> str:
    if firm.current is None:
        return firm.stage
    version = f"第{firm.current.value.version}版"
    if firm.back is not None:
        return f"{version}被{firm.back.value.organ_name}退回：{firm.back.value.opinion}"
    words = f"{version}，还差{'、'.join(firm.missing)}" if firm.missing else f"{version}，{firm.stage}"
    return words + (f"；没有安排{'、'.join(firm.uncovered)}" if firm.uncovered else "")


def as_builtins(found: Sheet) -> dict[str, Any]:
    """The sheet as `./run workplans --json` prints it: plain names, integers, ISO dates."""
    return {
        "enterprises": {firm.enterprise: _firm_as_builtins(firm) for firm in found.firms},
        "counties": {
            one.county: one.versions[0][0].value.version if one.versions else 0 for one in found.counties
        },
    }


def _firm_as_builtins(firm: FirmPlans) -> dict[str, Any]:
    return {
        "name": firm.name,
        "stage": firm.stage,
        "version": firm.current.value.version if firm.current is not None else 0,
        "missing": list(firm.missing),
        "uncovered": list(firm.uncovered),
        "alike": dict(firm.alike),
        "changes": [one.heading for one in firm.versions[0].changes] if firm.versions else [],
        "reviews": {
            one.value.organ_name: SAID[one.value.said]
            for one in (firm.versions[0].reviews if firm.versions else ())
        },
        "experts": {
            line.part.part: ("可行" if line.reviews[0].value.feasible else "不可行")
            if line.reviews
            else "没有登记"
            for line in firm.experts
        },
    }
