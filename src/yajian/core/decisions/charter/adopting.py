"""采用方案: the file becomes the programme's targets and lists; a later edition is merged by part."""

from datetime import date

from yajian.core.decisions.charter.commands import AdoptPlan, AdoptRevision, Outcome
from yajian.core.facts.charter import PlanAdopted, RevisionAdopted
from yajian.core.facts.targets import ListPublished, TargetsFixed
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import acceptance as acceptance_rules
from yajian.core.rules import charter as rules
from yajian.core.rules import closure as closure_rules
from yajian.core.rules import targets as target_rules
from yajian.core.words import DocumentNo, Refusal, SystemRule


def adopt_plan(plan: Plan, programme: Programme, command: AdoptPlan) -> Outcome:
    """`plan` is the proposed one: before adoption there is no other."""
    adopted = programme.charter.adopted
    if adopted is not None and adopted.plan_file == command.plan_file:
        return ()
    if adopted is not None:
        return Refusal(
            code="charter.adopt-plan.already-adopted",
            basis=SystemRule.ALREADY_ADOPTED,
            finding=f"本办公室已采用 {adopted.number}，不能再采用另一份文件",
            way_forward="方案有修改时用“采用方案新版本”；另一个方案请用另一个数据目录",
            field="plan_file",
        )

    # From here the command succeeds.
    head = plan.programme
    return (
        PlanAdopted(
            plan=head.id,
            title=head.title,
            number=DocumentNo(head.document_no),
            issued_on=head.issued_on,
            revision=head.revision,
            plan_file=command.plan_file,
            document_file=command.document_file,
        ),
        *target_rules.opening(plan),
    )


def adopt_revision(plan: Plan, programme: Programme, command: AdoptRevision, effective: date) -> Outcome:
    """`plan` is the proposed one; what stands now is in the facts."""
    adopted = programme.charter.adopted
    in_force = programme.charter.files.at()
    if in_force is not None and in_force.value == command.plan_file:
        return ()
    if adopted is None or adopted.plan != plan.programme.id:
        return Refusal(
            code="charter.adopt-revision.other-programme",
            basis=SystemRule.OTHER_PROGRAMME,
            finding=f"文件属于方案 {plan.programme.id}，本办公室运行的是 {adopted.plan if adopted else '（未采用）'}",
            way_forward="请核对文件的 programme.id；另一个方案请用另一个数据目录",
            field="plan_file",
        )
    if plan.programme.revision <= programme.charter.revision:
        return Refusal(
            code="charter.adopt-revision.not-newer",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"文件写的是第{plan.programme.revision}版，现行是第{programme.charter.revision}版",
            way_forward=f"请把 programme.revision 写成 {programme.charter.revision + 1} 或更大",
            field="plan_file",
        )
    refusal = rules.unless_registered(
        programme, command.document, "charter.adopt-revision.no-document", effective
    )
    if refusal is not None:
        return refusal
    latest = max((entry.effective for entry in programme.charter.files.known()), default=effective)
    if effective < latest:
        return Refusal(
            code="charter.adopt-revision.before-present",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"新版本自{effective.isoformat()}起，早于现行文件的{latest.isoformat()}",
            way_forward="方案版本按先后生效，请核对生效日期",
            field="effective",
        )
    lost = [question for question in programme.charter.answers if question not in plan.open_questions]
    if lost:
        return Refusal(
            code="charter.adopt-revision.answer-lost",
            basis=SystemRule.NOT_FOUND,
            finding=f"已答复的 {lost[0]} 在新版本中没有了，答复将无处可依",
            way_forward="请在新版本的 open_questions 中保留该条，并注明已由何文件明确",
            field="plan_file",
        )

    in_force_then = rules.plan_in_force(plan, programme)
    changed, conflicts = target_rules.restated(in_force_then, programme, command.document)
    if conflicts:
        return Refusal(
            code="charter.adopt-revision.amended-since",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"{conflicts[0].list} 的分项 {conflicts[0].part} 已另文调整过，新版本又写成另一样",
            way_forward="请在新版本里照现行清单写，或先发布清单新版本改回",
            field="plan_file",
        )
    refusal = _unless_kept(in_force_then, programme, changed)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        RevisionAdopted(
            plan_file=command.plan_file,
            document_file=command.document_file,
            document=command.document,
            revision=plan.programme.revision,
            differences=tuple(_name(fact) for fact in changed),
        ),
        *changed,
    )


def _unless_kept(
    plan: Plan, programme: Programme, changed: tuple[TargetsFixed | ListPublished, ...]
) -> Refusal | None:
    """A new file drops no facility of which something stands recorded, and leaves alone what was accepted."""
    for fact in changed:
        present = target_rules.present(programme, fact.list) if isinstance(fact, ListPublished) else None
        if present is None or not isinstance(fact, ListPublished):
            continue
        said = {part.part: closure_rules.in_pieces(programme, part).facilities for part in fact.parts}
        new = {part.part: part for part in fact.parts}
        for part in present.value.parts:
            accepted = acceptance_rules.standing(programme, part.part).accepted
            if accepted is not None and new.get(part.part) != part:
                return Refusal(
                    code="charter.adopt-revision.part-accepted",
                    basis=plan.clauses[fact.clauses[0]],
                    finding=f"新版本改了 {part.part}，而它已凭{accepted.value.document}验收合格（第{accepted.seq}条）",
                    way_forward="请在新版本里照现行清单写；已转入压减的产能不再变动",
                    field="plan_file",
                )
            dropped = closure_rules.dropped(programme, part, said.get(part.part, ()))
            if dropped:
                return Refusal(
                    code="charter.adopt-revision.facility-has-records",
                    basis=plan.clauses[fact.clauses[0]],
                    finding=f"新版本不再写 {part.part} 的“{dropped[0]}”，而它已有状态登记",
                    way_forward="请在新版本里保留该设施；登记有误的先更正或作废登记",
                    field="plan_file",
                )
    return None


def _name(fact: TargetsFixed | ListPublished) -> str:
    return "targets" if isinstance(fact, TargetsFixed) else f"{fact.list}/{fact.version}"
