"""Handing in a version: of one firm's plan, or of a county's."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from yajian.core import naming, ownpapers
from yajian.core.decisions.workplans import chambers
from yajian.core.decisions.workplans.commands import Outcome, SubmitCountyPlan, SubmitPlan
from yajian.core.facts.targets import PartListed
from yajian.core.facts.workplans import CountyPlanSubmitted, PlanSubmitted, Section, Step
from yajian.core.history import Entry, told_again
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for, clauses_served_by
from yajian.core.programme import Programme
from yajian.core.rules import charter, closure, dossier, targets
from yajian.core.rules import workplans as rules
from yajian.core.words import Clause, EnterpriseId, PartId, Refusal, SystemRule


def submit_plan(
    plan: Plan, programme: Programme, command: SubmitPlan, organ: str, effective: date
) -> Outcome:
    refusal = _unknown(plan, programme, command.enterprise) or _blank(command.title, command.sections)
    if refusal is not None:
        return refusal
    listed = _listed(programme, command.enterprise, effective)
    if not listed:
        return Refusal(
            code="workplans.submit-plan.not-listed",
            basis=_clause(plan),
            finding=f"{dossier.enterprise_name(plan, programme, command.enterprise)}在清单上没有分项",
            way_forward="一企一策只为清单内的企业编制；请核对企业",
            field="enterprise",
        )
    steps = _steps(command)
    refusal = (
        _unfit_steps(plan, programme, listed, steps, effective)
        or chambers.unless_once(plan, programme, listed, steps)
        or charter.unless_registered(
            programme, command.document, "workplans.submit-plan.no-document", effective
        )
        or ownpapers.unless_the_firms(
            plan,
            programme,
            command.document,
            command.enterprise,
            "workplans.submit-plan.not-the-firms-paper",
            "一企一策方案",
        )
    )
    if refusal is not None:
        return refusal
    past = rules.versions(programme, command.enterprise)
    paper = charter.document(programme, command.document)
    assert paper is not None
    fact = PlanSubmitted(
        enterprise=command.enterprise,
        version=past[-1].value.version + 1 if past else 1,
        title=command.title,
        document=command.document,
        scan=paper.value.scan,
        steps=steps,
        sections=_sections(command.sections),
        submitted_by=organ,
    )
    if past:  # who enters the last version again has not handed it in
        last = past[-1].value
        again = msgspec.structs.replace(fact, version=last.version, submitted_by=last.submitted_by)
        fact = again if msgspec.structs.replace(last, corrects=None) == again else fact
    refusal = _before(past, fact, effective)
    if refusal is not None:
        return refusal
    entered = told_again(past, fact, effective, paper.value.issued_on)
    if entered is None:
        return ()

    # From here the command succeeds.
    return (entered,)


def submit_county_plan(
    plan: Plan, programme: Programme, command: SubmitCountyPlan, effective: date
) -> Outcome:
    if command.county not in {one.id for one in plan.counties}:
        named = "、".join(f"{one.id}（{one.name}）" for one in plan.counties)
        return Refusal(
            code="workplans.submit-county-plan.no-such-county",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案的县（市）中没有 {command.county or '（未填）'}",
            way_forward=f"请选择：{named}",
            field="county",
        )
    refusal = _blank(command.title, command.sections) or charter.unless_registered(
        programme, command.document, "workplans.submit-county-plan.no-document", effective
    )
    if refusal is not None:
        return refusal
    past = rules.county_versions(programme, command.county)
    paper = charter.document(programme, command.document)
    assert paper is not None
    fact = CountyPlanSubmitted(
        county=command.county,
        version=past[-1].value.version + 1 if past else 1,
        title=command.title,
        document=command.document,
        scan=paper.value.scan,
        sections=_sections(command.sections),
    )
    if past:
        last = past[-1].value
        again = msgspec.structs.replace(fact, version=last.version)
        fact = again if msgspec.structs.replace(last, corrects=None) == again else fact
    refusal = _before(past, fact, effective)
    if refusal is not None:
        return refusal
    entered = told_again(past, fact, effective, paper.value.issued_on)
    if entered is None:
        return ()

    # From here the command succeeds.
    return (entered,)


def _unknown(plan: Plan, programme: Programme, enterprise: EnterpriseId) -> Refusal | None:
    if dossier.is_known(plan, programme, enterprise):
        return None
    return Refusal(
        code="workplans.no-such-enterprise",
        basis=SystemRule.NOT_FOUND,
        finding=f"企业台账中没有 {enterprise or '（未填）'}",
        way_forward="请从企业台账中选择",
        field="enterprise",
    )


def _blank(title: str, sections: Mapping[str, str]) -> Refusal | None:
    if title.strip() and sections and all(one.strip() for one in (*sections, *sections.values())):
        return None
    return Refusal(
        code="workplans.blank",
        basis=SystemRule.VALUE_UNFIT,
        finding="方案名称空着，或没有写各部分内容，或有一部分的小标题、正文空着",
        way_forward="请照原件写全名称和各部分，至少一部分",
        field="sections" if title.strip() else "title",
    )


def _before(
    past: tuple[Entry[Any], ...], fact: PlanSubmitted | CountyPlanSubmitted, effective: date
) -> Refusal | None:
    """A version follows the one before it; which is its own day's entry where it is handed in again to put the day right."""
    present = next((one for one in reversed(past) if one.value.version < fact.version), None)
    if present is None or effective >= present.effective:
        return None
    return Refusal(
        code="workplans.before-present",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"日期{effective.isoformat()}早于现行第{present.value.version}版的{present.effective.isoformat()}",
        way_forward=f"各版按先后，请核对日期；第{present.value.version}版的日期登记晚了的，先照原件以当天的日期把那一版再提交一次",
        field="effective",
    )


def _listed(programme: Programme, enterprise: EnterpriseId, day: date) -> Mapping[PartId, PartListed]:
    """The parts the firm answers for, those of whom it has absorbed too, with what is named for each."""
    firms = {enterprise, *dossier.family(programme, enterprise, day)}
    return {
        part.part: closure.in_pieces(programme, targets.with_named_facilities(programme, version, part, None))
        for version in targets.lists(programme)
        for part in version.value.parts
        if part.enterprise in firms
    }


def _steps(command: SubmitPlan) -> tuple[Step, ...]:
    return tuple(
        Step(
            part=PartId(part),
            facility=facility,
            shutdown_on=planned.shutdown_on,
            dismantle_on=planned.dismantle_on,
            sealed_chambers=rules.chambers_spelt(planned.sealed_chambers),
        )
        for place, planned in command.steps.items()
        for part, _, facility in (place.partition("/"),)
    )


def _places(listed: Mapping[PartId, PartListed], typed: str) -> tuple[str, ...]:
    """What may be written: the ovens of the name that was typed without its part; where there are none, all of the firm's."""
    ovens = tuple(f"{part.part}/{name}" for part in listed.values() for name in part.facilities)
    return tuple(one for one in ovens if one.endswith(f"/{typed}")) or (*ovens, *listed)


def _unfit_steps(
    plan: Plan,
    programme: Programme,
    listed: Mapping[PartId, PartListed],
    steps: tuple[Step, ...],
    effective: date,
) -> Refusal | None:
    if not steps:
        return Refusal(
            code="workplans.submit-plan.nothing-covered",
            basis=_clause(plan),
            finding="没有写对哪些设施怎样安排",
            way_forward="请逐座写明计划停炉、拆除的日期",
            field="steps",
        )
    for step in steps:
        part = listed.get(step.part)
        if part is None:
            return Refusal(
                code="workplans.submit-plan.not-its-part",
                basis=SystemRule.NOT_FOUND,
                finding=f"分项 {step.part} 不是这户企业的",
                way_forward=f"写作分项编号/设施，或只写分项编号：{'、'.join(_places(listed, step.part))}",
                field="steps",
            )
        if step.facility and step.facility not in part.facilities:
            spelt = naming.unless_named_otherwise(plan, programme, step.part, step.facility, effective)
            if spelt is not None:
                return msgspec.structs.replace(spelt, field="steps")
            return Refusal(
                code="workplans.submit-plan.no-such-facility",
                basis=SystemRule.NOT_FOUND,
                finding=f"分项 {step.part} 名下没有“{step.facility}”",
                way_forward=f"清单或办法所列的是：{'、'.join(part.facilities) or '还没有落实到设施，只写分项编号'}",
                field="steps",
            )
        if step.shutdown_on is None and step.dismantle_on is None:
            return Refusal(
                code="workplans.submit-plan.nothing-planned",
                basis=SystemRule.VALUE_UNFIT,
                finding=f"{step.facility or step.part}既没有停炉日期，也没有拆除日期",
                way_forward="请至少写一个日期；方案不管的设施不列",
                field="steps",
            )
        if step.shutdown_on and step.dismantle_on and step.dismantle_on < step.shutdown_on:
            return Refusal(
                code="workplans.submit-plan.dismantled-before-shut",
                basis=SystemRule.VALUE_UNFIT,
                finding=f"{step.facility or step.part}计划{step.dismantle_on.isoformat()}拆除，早于{step.shutdown_on.isoformat()}停炉",
                way_forward="先停炉、后拆除；请核对两个日期",
                field="steps",
            )
        if step.sealed_chambers and rules.chambers(step.sealed_chambers) is None:
            return Refusal(
                code="workplans.submit-plan.chambers-unfit",
                basis=SystemRule.VALUE_UNFIT,
                finding=f"封堵孔号写成了“{step.sealed_chambers}”",
                way_forward="逐孔写编号，连着的写起止，如 1-20、25；同一孔只写一次",
                field="steps",
            )
    return None


def _sections(said: Mapping[str, str]) -> tuple[Section, ...]:
    return tuple(Section(heading=heading.strip(), text=text.strip()) for heading, text in said.items())


def _clause(plan: Plan) -> Clause | SystemRule:
    """The clause under which every firm has a plan."""
    found = clauses_for(plan, "enterprise_work_plan") or clauses_served_by(plan, "F11")
    return next(iter(found), SystemRule.VALUE_UNFIT)
