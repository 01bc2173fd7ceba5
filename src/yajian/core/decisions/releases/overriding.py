"""书面越过: only where the plan allows one, by whom it names, on a document."""

from datetime import date

from yajian.core.bodies import county_of, issuers, same_body
from yajian.core.decisions.releases.commands import Outcome, Override
from yajian.core.decisions.releases.shared import clause_of, people_of, standing_of
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.facts.releases import GateOverridden
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import organs as organ_rules
from yajian.core.rules.charter import document, unless_registered
from yajian.core.words import OrganId, Refusal, SystemRule


def override(plan: Plan, programme: Programme, command: Override, effective: date) -> Outcome:
    found = standing_of(plan, programme, command, command.planned_on, effective)
    if isinstance(found, Refusal):
        return found
    by = found.gate.override.value if found.gate.override is not None else None
    if by is None:
        return Refusal(
            code="releases.override.not-allowed",
            basis=clause_of(plan, found.gate),
            finding=f"“{found.gate.label}”没有谁可以越过，方案没有写",
            way_forward="请把不符合、待定的条件逐条办好",
            field="gate",
        )
    held = {line.condition.id: line for line in found.lines if line.holds}
    strangers = [one for one in command.conditions if one not in held]
    if not command.conditions or strangers:
        kept_back = "、".join(f"{one} {held[one].condition.label}" for one in held)
        return Refusal(
            code="releases.override.nothing-to-override",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"{'、'.join(strangers) or '没有写明的'}不是现在挡着文书的条件",
            way_forward=f"现在挡着的是：{kept_back or '没有'}；越过哪几条就写哪几条",
            field="conditions",
        )
    body = organ_rules.organ(plan, programme, by, effective)
    name = body.name if body is not None else by
    if command.person not in people_of(plan, programme, by, effective):
        return Refusal(
            code="releases.override.not-theirs",
            basis=clause_of(plan, found.gate),
            finding=f"“{found.gate.label}”只能由{name}越过，“{command.person}”在{effective.isoformat()}没有登记在其中任职",
            way_forward="请由方案所写的单位签批；新任的先登记任职",
            field="person",
        )
    if not command.reason.strip():
        return Refusal(
            code="releases.override.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="越过的理由空着",
            way_forward="请照文件写明理由；它会印在据此放行的每一份文书上",
            field="reason",
        )
    refusal = unless_registered(programme, command.document, "releases.override.no-document", effective)
    if refusal is not None:
        return refusal
    paper = document(programme, command.document)
    assert paper is not None
    refusal = _unless_the_bodys(plan, programme, paper.value, by)
    if refusal is not None:
        return refusal
    fact = GateOverridden(
        gate=found.gate.id,
        part=command.part,
        facility=command.facility,
        by=OrganId(by),
        by_name=name,
        person=command.person,
        reason=command.reason,
        document=command.document,
        conditions=command.conditions,
        labels=tuple(held[one].condition.label for one in command.conditions),
        findings=tuple(held[one].verdict.finding for one in command.conditions),
        planned_on=command.planned_on,
    )
    if found.override is not None and found.override.value == fact:
        return ()

    # From here the command succeeds.
    return (fact,)


def _unless_the_bodys(plan: Plan, programme: Programme, paper: DocumentRegistered, by: str) -> Refusal | None:
    """Who may override says so on a paper of his own: no firm's, no county's, and no other body's of the city."""
    body = organ_rules.organ(plan, programme, by)
    county = body is not None and body.level == "county"
    for one in issuers(paper):
        if same_body(plan, programme, one, by):
            return None
        if county and county_of(plan, programme, one) == by:
            return None
    return Refusal(
        code="releases.override.not-the-bodys-paper",
        basis=SystemRule.SAME_HAND,
        finding=f"{paper.number} 由{paper.issuer}发出，不是{body.name if body is not None else by}据以越过的文件",
        way_forward="请填方案所写的单位越过这几条的文件的文号；还没有登记的，先登记",
        field="document",
    )
