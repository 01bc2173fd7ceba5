"""How the gate stands for the oven that is asked about."""

from datetime import date

from yajian.core import gates, naming
from yajian.core.decisions.releases.commands import Override, Release, SignWarning
from yajian.core.facts.releases import Answered
from yajian.core.gates import Line, Standing
from yajian.core.plan import Gate, Plan
from yajian.core.programme import Programme
from yajian.core.rules import organs as organ_rules
from yajian.core.words import WORDED, Clause, Refusal, SystemRule

_HERE = ("shutdown", "dismantle")  # what a paper of this area may let happen


def standing_of(
    plan: Plan,
    programme: Programme,
    command: SignWarning | Override | Release,
    on: date,
    effective: date,
) -> Standing | Refusal:
    """The gate before the oven as the day of the paper has it: what became so later does not count for it."""
    gate = plan.gates.get(command.gate)
    if gate is None or gate.releases not in _HERE:
        offered = "、".join(
            f"{one.id}（{one.label}）" for one in plan.gates.values() if one.releases in _HERE
        )
        return Refusal(
            code="releases.no-such-gate",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案没有“{command.gate}”这一道放行停炉、拆除的前置条件",
            way_forward=f"请选择：{offered or '方案没有写'}",
            field="gate",
        )
    asked = gates.case(plan, programme, command.part, command.facility, on, effective)
    if asked is None:
        return Refusal(
            code="releases.no-such-part",
            basis=SystemRule.NOT_FOUND,
            finding=f"清单中没有分项 {command.part}",
            way_forward="请从压减清单中选择分项",
            field="part",
        )
    if command.facility and not asked.listed.facilities:
        return Refusal(
            code="releases.facility-unnamed",
            basis=SystemRule.NOT_FOUND,
            finding=f"分项 {command.part} 还没有落实到具体设施，也没有批准的办法，不能按“{command.facility}”办理",
            way_forward="请先凭文件明确设施或批准书面办法；整项一起办的，设施留空",
            field="facility",
        )
    if asked.listed.facilities and command.facility not in asked.listed.facilities:
        spelt = naming.unless_named_otherwise(plan, programme, command.part, command.facility, effective)
        return spelt or Refusal(
            code="releases.no-such-facility",
            basis=SystemRule.NOT_FOUND,
            finding=f"分项 {command.part} 名下没有“{command.facility}”",
            way_forward=f"清单或办法所列的是：{'、'.join(asked.listed.facilities)}",
            field="facility",
        )
    return gates.standing(plan, programme, gate, asked)


def people_of(plan: Plan, programme: Programme, organ: str, day: date) -> frozenset[str]:
    """Who holds a post in a body on a day."""
    return frozenset(
        one.person
        for one in organ_rules.posts(plan, programme, day)
        if one.organ == organ and one.person and not one.vacant
    )


def clause_of(plan: Plan, cited: Gate | object) -> Clause | SystemRule:
    """The clause to name: the condition's own, or the first that any of the gate's conditions rests on."""
    conditions = cited.conditions if isinstance(cited, Gate) else (cited,)
    names = [name for one in conditions for name in getattr(one, "clauses", ())]
    return plan.clauses[names[0]] if names else SystemRule.VALUE_UNFIT


def told_of(lines: tuple[Line, ...]) -> str:
    return "；".join(
        f"{line.condition.label}{line.verdict.answer.value}（{line.verdict.finding.removeprefix('待定：')}）"
        for line in lines
    )


def answered(line: Line) -> Answered:
    return Answered(
        condition=line.condition.id,
        label=line.condition.label,
        answer=WORDED[line.verdict.answer],
        finding=line.verdict.finding,
        soft=line.soft,
        signed_by=f"{line.signed.value.post}{line.signed.value.signer}"
        if line.signed is not None and line.signed_for
        else "",
        clauses=line.condition.clauses,
    )
