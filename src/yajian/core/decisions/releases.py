"""同意停炉、同意拆除: a gate refuses the paper that releases, never the record of what happened."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, assert_never

from yajian.core import gates
from yajian.core.facts.releases import (
    Answered,
    GateOverridden,
    Released,
    ReleaseWithdrawn,
    WarningSigned,
)
from yajian.core.gates import Line, Standing
from yajian.core.plan import Gate, Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import organs as organ_rules
from yajian.core.rules import releases as rules
from yajian.core.rules.charter import document, unless_registered
from yajian.core.words import (
    Answer,
    Clause,
    Command,
    Digest,
    DocumentNo,
    OrganId,
    PartId,
    Refusal,
    Request,
    Seq,
    SystemRule,
    label,
)

Outcome = tuple[AnyFact, ...] | Refusal

_WORDS: Mapping[Answer, Literal["pass", "fail", "undetermined"]] = {
    Answer.PASS: "pass",
    Answer.FAIL: "fail",
    Answer.UNDETERMINED: "undetermined",
}
_HERE = ("shutdown", "dismantle")  # what a paper of this area may let happen


class ReleasesCommand(Command, frozen=True):
    """Marks this file's commands."""


class SignWarning(ReleasesCommand, frozen=True, kw_only=True, tag="releases.sign-warning"):
    """签字知悉: the holder of the post the plan names puts his name under a condition that only warns and is not met."""

    gate: Annotated[str, label("前置条件", "哪一道，填其编号")]
    condition: Annotated[str, label("哪一条", "该道前置条件里的编号")]
    part: Annotated[PartId, label("清单分项", "分项编号")]
    facility: Annotated[str, label("设施", "照清单或批准的办法所列名称")]
    signer: Annotated[str, label("签字人", "须是当天在任的人，照签字件")]
    words: Annotated[str, label("签署意见", "照签字件原话")]
    planned_on: Annotated[date | None, label("计划日期", "照哪天的计划核对；不填按签字当天")] = None


class Override(ReleasesCommand, frozen=True, kw_only=True, tag="releases.override"):
    """书面越过: who the plan lets override decides on a document that it goes on in spite of what is not met."""

    gate: Annotated[str, label("前置条件", "哪一道，填其编号")]
    part: Annotated[PartId, label("清单分项", "分项编号")]
    facility: Annotated[str, label("设施", "照清单或批准的办法所列名称")]
    conditions: Annotated[tuple[str, ...], label("越过哪几条", "逐条写编号；没有写的不越过")]
    planned_on: Annotated[date, label("计划日期", "计划停炉、拆除的日期")]
    person: Annotated[str, label("签批人", "须在方案所写的单位任职")]
    reason: Annotated[str, label("理由", "照文件")]
    document: Annotated[DocumentNo, label("依据文号", "据以越过的文件，须已登记")]


class Release(ReleasesCommand, frozen=True, kw_only=True, tag="releases.release"):
    """出具同意文书: every condition met, signed for, or overridden, this paper lets the oven be shut or dismantled."""

    gate: Annotated[str, label("前置条件", "哪一道，填其编号")]
    part: Annotated[PartId, label("清单分项", "分项编号")]
    facility: Annotated[str, label("设施", "照清单或批准的办法所列名称")]
    planned_on: Annotated[date, label("计划日期", "计划停炉、拆除的日期")]
    document: Annotated[DocumentNo, label("同意文号", "同意停炉、同意拆除的文件，须已登记")]


class Withdraw(ReleasesCommand, frozen=True, kw_only=True, tag="releases.withdraw"):
    """收回同意文书: from the effective day the paper releases nothing any more."""

    gate: Annotated[str, label("前置条件", "哪一道，填其编号")]
    part: Annotated[PartId, label("清单分项", "分项编号")]
    facility: Annotated[str, label("设施", "照清单或批准的办法所列名称")]
    reason: Annotated[str, label("理由", "照文件")]
    document: Annotated[DocumentNo, label("依据文号", "据以收回的文件，须已登记")]


AnyCommand = SignWarning | Override | Release | Withdraw


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case SignWarning() as command:
            return sign_warning(plan, programme, command, request.evidence, request.effective)
        case Override() as command:
            return override(plan, programme, command, request.effective)
        case Release() as command:
            return release(plan, programme, command, request.effective)
        case Withdraw() as command:
            return withdraw(plan, programme, command, request.effective)
        case other:
            assert_never(other)


def sign_warning(
    plan: Plan, programme: Programme, command: SignWarning, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    found = _standing(plan, programme, command, command.planned_on or effective, effective)
    if isinstance(found, Refusal):
        return found
    line = next((one for one in found.lines if one.condition.id == command.condition), None)
    if line is None or not line.soft:
        soft = "、".join(f"{one.condition.id} {one.condition.label}" for one in found.lines if one.soft)
        return Refusal(
            code="releases.sign-warning.not-a-warning",
            basis=_clause(plan, found.gate),
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
            basis=_clause(plan, line.condition) if line.condition.clauses else SystemRule.NAME_REQUIRED,
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


def override(plan: Plan, programme: Programme, command: Override, effective: date) -> Outcome:
    found = _standing(plan, programme, command, command.planned_on, effective)
    if isinstance(found, Refusal):
        return found
    by = found.gate.override.value if found.gate.override is not None else None
    if by is None:
        return Refusal(
            code="releases.override.not-allowed",
            basis=_clause(plan, found.gate),
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
    if command.person not in _people(plan, programme, by, effective):
        return Refusal(
            code="releases.override.not-theirs",
            basis=_clause(plan, found.gate),
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


def release(plan: Plan, programme: Programme, command: Release, effective: date) -> Outcome:
    found = _standing(plan, programme, command, command.planned_on, effective)
    if isinstance(found, Refusal):
        return found
    override = found.override.seq if found.override is not None else None
    if found.release is not None and _same(found.release.value, command, override):
        return ()
    refusal = unless_registered(programme, command.document, "releases.release.no-document", effective)
    if refusal is not None:
        return refusal
    if found.done is not None:
        return Refusal(
            code="releases.release.already-done",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{command.facility} {found.done.effective.isoformat()}起已是“{found.done.value.label}”（第{found.done.seq}条）",
            way_forward="先放行、后动手；已经停了、拆了的照实登记就是，不补放行",
            field="facility",
        )
    if command.planned_on < effective:
        return Refusal(
            code="releases.release.planned-before-paper",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"计划日期{command.planned_on.isoformat()}早于同意文书的日期{effective.isoformat()}",
            way_forward="先放行、后动手；已经停了、拆了的照实登记设施状态，不补放行",
            field="planned_on",
        )
    if found.held_by:
        return Refusal(
            code="releases.release.conditions-unmet",
            basis=_clause(plan, found.held_by[0].condition),
            finding=f"“{found.gate.label}”{found.answer.value}：{_told(found.held_by)}{_outdated(found.held_by, found)}",
            way_forward="；".join(
                f"{line.condition.label}：{line.verdict.remedy}"
                for line in found.held_by
                if line.verdict.remedy
            )
            or "请逐条办好",
            field="facility",
        )
    if found.unsigned:
        return Refusal(
            code="releases.release.warning-unsigned",
            basis=_clause(plan, found.unsigned[0].condition),
            finding=f"只作提示的条件没有满足，也没有人签字：{_told(found.unsigned)}{_outdated(found.unsigned, found)}",
            way_forward="请办好，或由县（市）分管领导签字知悉（releases.sign-warning）",
            field="facility",
        )
    paper = document(programme, command.document)
    assert paper is not None
    fact = Released(
        gate=found.gate.id,
        label=found.gate.label,
        part=command.part,
        facility=command.facility,
        planned_on=command.planned_on,
        document=command.document,
        scan=paper.value.scan,
        answers=tuple(_answered(line) for line in found.lines),
        override=override,
    )

    # From here the command succeeds.
    return (fact,)


def withdraw(plan: Plan, programme: Programme, command: Withdraw, effective: date) -> Outcome:
    gate = plan.gates.get(command.gate)
    key = (command.gate, command.part, command.facility)
    present = rules.release(programme, key, effective)
    if gate is None or present is None:
        return Refusal(
            code="releases.withdraw.nothing-to-withdraw",
            basis=SystemRule.NOT_FOUND,
            finding=f"{command.part} {command.facility} 在{effective.isoformat()}没有有效的“{gate.label if gate else command.gate}”文书",
            way_forward="请核对分项、设施和日期",
            field="facility",
        )
    if not command.reason.strip():
        return Refusal(
            code="releases.withdraw.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="收回的理由空着",
            way_forward="请照文件写明",
            field="reason",
        )
    refusal = unless_registered(programme, command.document, "releases.withdraw.no-document", effective)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        ReleaseWithdrawn(
            gate=command.gate,
            part=command.part,
            facility=command.facility,
            release=present.seq,
            reason=command.reason,
            document=command.document,
        ),
    )


def _standing(
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
    if asked.listed.facilities and command.facility not in asked.listed.facilities:
        return Refusal(
            code="releases.no-such-facility",
            basis=SystemRule.NOT_FOUND,
            finding=f"分项 {command.part} 名下没有“{command.facility}”",
            way_forward=f"清单或办法所列的是：{'、'.join(asked.listed.facilities)}",
            field="facility",
        )
    return gates.standing(plan, programme, gate, asked)


def _people(plan: Plan, programme: Programme, organ: str, day: date) -> frozenset[str]:
    """Who holds a post in a body on a day."""
    return frozenset(
        one.person
        for one in organ_rules.posts(plan, programme, day)
        if one.organ == organ and one.person and not one.vacant
    )


def _clause(plan: Plan, cited: Gate | object) -> Clause | SystemRule:
    """The clause to name: the condition's own, or the first that any of the gate's conditions rests on."""
    conditions = cited.conditions if isinstance(cited, Gate) else (cited,)
    names = [name for one in conditions for name in getattr(one, "clauses", ())]
    return plan.clauses[names[0]] if names else SystemRule.VALUE_UNFIT


def _told(lines: tuple[Line, ...]) -> str:
    return "；".join(
        f"{line.condition.label}{line.verdict.answer.value}（{line.verdict.finding.removeprefix('待定：')}）"
        for line in lines
    )


def _outdated(lines: tuple[Line, ...], found: Standing) -> str:
    """Those among them that somebody spoke for when they stood otherwise."""
    moved = [line.condition.label for line in lines if line in found.outdated]
    return f"；{'、'.join(moved)}的情况与签字、越过时不同，须重新签字、越过" if moved else ""


def _answered(line: Line) -> Answered:
    return Answered(
        condition=line.condition.id,
        label=line.condition.label,
        answer=_WORDS[line.verdict.answer],
        finding=line.verdict.finding,
        soft=line.soft,
        signed_by=f"{line.signed.value.post}{line.signed.value.signer}"
        if line.signed is not None and line.signed_for
        else "",
        clauses=line.condition.clauses,
    )


def _same(present: Released, command: Release, override: Seq | None) -> bool:
    """Whether the same paper has been entered already: what its conditions say may have moved since."""
    mine = (present.document, present.planned_on, present.override)
    return mine == (command.document, command.planned_on, override)
