"""知悉签字: who the plan names signs that a condition which only warns is not met."""

from datetime import date

from yajian.core.decisions.releases.commands import Outcome, SignWarning
from yajian.core.decisions.releases.shared import clause_of, standing_of
from yajian.core.facts.releases import WarningSigned
from yajian.core.gates import Line, Standing
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import organs as organ_rules
from yajian.core.words import Digest, Refusal, SystemRule


def sign_warning(
    plan: Plan, programme: Programme, command: SignWarning, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    found = standing_of(plan, programme, command, command.planned_on or effective, effective)
    if isinstance(found, Refusal):
        return found
    line = next((one for one in found.lines if one.condition.id == command.condition), None)
    if line is None or not line.soft:
        soft = "、".join(f"{one.condition.id} {one.condition.label}" for one in found.lines if one.soft)
        return Refusal(
            code="releases.sign-warning.not-a-warning",
            basis=clause_of(plan, found.gate),
            finding=f"“{found.gate.label}”的 {command.condition} 不是可以签字放行的条件",
            way_forward=f"可以签字的有：{soft or '没有'}；其余须办好，或依方案书面越过",
            field="condition",
        )
    if line.met:
        return Refusal(
            code="releases.sign-warning.nothing-to-sign",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"“{line.condition.label}”已经符合：{line.verdict.finding}",
            way_forward="不用签字，直接办理",
            field="condition",
        )
    post = line.condition.signed_by or ""
    holder = organ_rules.holder(plan, programme, found.case.county or "", post, effective)
    if holder is None or not holder.person or holder.person != command.signer:
        who = holder.label if holder is not None else post or "方案所写的人"
        seen = holder.person if holder is not None and holder.person else "没有登记在任的人"
        return Refusal(
            code="releases.sign-warning.not-the-holder",
            basis=clause_of(plan, line.condition) if line.condition.clauses else SystemRule.NAME_REQUIRED,
            finding=f"这一条须由{who}签字；{effective.isoformat()}{seen}，签字件上是“{command.signer}”",
            way_forward="请核对签字人；换了人的先登记任职",
            field="signer",
        )
    if not evidence:
        return Refusal(
            code="releases.sign-warning.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding="没有附签字件的扫描",
            way_forward="请附签了字的那一页",
            field="evidence",
        )
    if not command.words.strip():
        return Refusal(
            code="releases.sign-warning.no-words",
            basis=SystemRule.VALUE_UNFIT,
            finding="签署意见空着",
            way_forward="请照签字件原话填写",
            field="words",
        )
    fact = WarningSigned(
        gate=found.gate.id,
        condition=line.condition.id,
        label=line.condition.label,
        part=command.part,
        facility=command.facility,
        finding=line.verdict.finding,
        signer=command.signer,
        post=holder.label,
        words=command.words,
        planned_on=command.planned_on,
    )
    if line.signed is not None and line.signed.value == fact:
        return ()

    # From here the command succeeds.
    return (fact,)


def outdated(lines: tuple[Line, ...], found: Standing) -> str:
    """Those among them that somebody spoke for when they stood otherwise."""
    moved = [line.condition.label for line in lines if line in found.outdated]
    return f"；{'、'.join(moved)}的情况与签字、越过时不同，须重新签字、越过" if moved else ""
