"""同意停炉、同意拆除: the paper that lets it happen, and taking it back."""

from datetime import date

from yajian.core import releasepapers
from yajian.core.decisions.releases.commands import Outcome, Release, Withdraw
from yajian.core.decisions.releases.shared import answered, clause_of, standing_of, told_of
from yajian.core.decisions.releases.signing import outdated
from yajian.core.facts.releases import Released, ReleaseWithdrawn
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import releases as rules
from yajian.core.rules.charter import document, scan_of, unless_registered
from yajian.core.words import Refusal, Seq, SystemRule


def release(plan: Plan, programme: Programme, command: Release, effective: date) -> Outcome:
    found = standing_of(plan, programme, command, command.planned_on, effective)
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
            basis=clause_of(plan, found.held_by[0].condition),
            finding=f"“{found.gate.label}”{found.answer.value}：{told_of(found.held_by)}{outdated(found.held_by, found)}",
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
            basis=clause_of(plan, found.unsigned[0].condition),
            finding=f"只作提示的条件没有满足，也没有人签字：{told_of(found.unsigned)}{outdated(found.unsigned, found)}",
            way_forward="请办好；先放行的，由县（市）分管领导看过签字，再办“签字知悉”",
            field="facility",
        )
    fault = next(releasepapers.faults(plan, programme, found, command.document), None)
    if fault is not None:
        return fault
    fact = Released(
        gate=found.gate.id,
        label=found.gate.label,
        part=command.part,
        facility=command.facility,
        planned_on=command.planned_on,
        document=command.document,
        scan=scan_of(programme, command.document),
        answers=tuple(answered(line) for line in found.lines),
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
    paper = document(programme, command.document)
    assert paper is not None
    if not releasepapers.may_give(plan, programme, gate, paper.value):
        givers = releasepapers.givers(plan, programme, gate)
        return Refusal(
            code="releases.withdraw.not-the-givers-paper",
            basis=releasepapers.basis_of(plan, gate),
            finding=f"{command.document} 由{paper.value.issuer}发出，{gate.label}的文书由{givers}出具，也由它收回",
            way_forward="请填有权出具的单位收回的文件的文号；还没有登记的，先登记",
            field="document",
        )

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


def _same(present: Released, command: Release, override: Seq | None) -> bool:
    """Whether the same paper has been entered already: what its conditions say may have moved since."""
    mine = (present.document, present.planned_on, present.override)
    return mine == (command.document, command.planned_on, override)
