"""登记设施状态, 期初补录: how a facility stood, from which day on."""

from datetime import date

import msgspec

from yajian.core import spellings
from yajian.core.bodies import is_a_firm, issuers
from yajian.core.decisions.closure import standing
from yajian.core.decisions.closure.commands import AnyCommand, Outcome, RecordCondition, StateOpening
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.facts.closure import Condition, ConditionRecorded, OpeningStated, Signer
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import flags as flag_rules
from yajian.core.words import PartId, Refusal, Request, Seq, SystemRule


def record_condition(
    plan: Plan, programme: Programme, command: RecordCondition, request: Request[AnyCommand]
) -> Outcome:
    effective = request.effective
    refusal = standing.unless_bound(plan, programme, command.part, command.facility, effective)
    if refusal is not None:
        return refusal
    condition = standing.condition(plan, command.condition)
    if condition is None:
        return standing.unknown_condition(plan, command.condition)
    if not flag_rules.seen(request):
        return Refusal(
            code="closure.record-condition.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=flag_rules.nothing_seen(request) or f"登记“{condition.label}”没有附任何影像或文件",
            way_forward="请附现场照片（JPEG、PNG）或确认书扫描件（PDF），至少一份",
            field="evidence",
        )
    timeline = standing.timeline(programme, command.part, command.facility)
    if command.corrects is not None:
        replaced = timeline.replacement(command.corrects)
        if replaced is not None and standing.says(replaced) == (condition.id, effective):
            return ()
        old = _standing(timeline, command.corrects)
        if old is None:
            return Refusal(
                code="closure.record-condition.nothing-to-correct",
                basis=SystemRule.NOT_FOUND,
                finding=f"第{command.corrects}条不是 {command.part} {command.facility} 现行的状态登记",
                way_forward="请核对要更正的条号；期初补录有误的，用期初补录更正",
                field="corrects",
            )
        refusal = standing.unless_acceptance_holds(
            plan, programme, old, condition
        ) or standing.unless_explained(programme, command.corrects, command.why, command.correction)
        if refusal is not None:
            return refusal
    else:
        present = timeline.at(effective)
        if present is not None and standing.says(present) == (condition.id, effective):
            return ()
    part, facility = _where(timeline, command)
    fact = ConditionRecorded(
        part=part,
        facility=facility,
        condition=condition.id,
        label=condition.label,
        counts_as=condition.counts_as,
        corrects=command.corrects,
        why=command.why.strip() if command.corrects is not None else "",
        correction=command.correction if command.corrects is not None else None,
        pictures=request.pictures,
    )
    then = timeline.add(Seq(programme.seq + 1), effective, fact, fact.corrects)
    refusal = standing.unless_it_stays_down(timeline, then)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (fact,)


def _where(timeline: Timeline[Condition], command: RecordCondition | StateOpening) -> tuple[PartId, str]:
    """The name a record stands under: a correction under that of what it corrects, whichever name it is asked by."""
    for entry in timeline.entries:
        if entry.seq == command.corrects:
            return entry.value.part, entry.value.facility
    return command.part, command.facility


def state_opening(plan: Plan, programme: Programme, command: StateOpening, effective: date) -> Outcome:
    refusal = standing.unless_bound(plan, programme, command.part, command.facility, effective)
    if refusal is not None:
        return refusal
    condition = standing.condition(plan, command.condition)
    if condition is None:
        return standing.unknown_condition(plan, command.condition)
    opened_on = programme.charter.opened_on
    if opened_on is None or effective > opened_on:
        return Refusal(
            code="closure.state-opening.after-opening",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"发生日期{effective.isoformat()}晚于开账日{opened_on.isoformat() if opened_on else '（未开账）'}",
            way_forward="开账以后的事照常登记设施状态，附影像；晚了就是迟录，不作补录",
            field="effective",
        )
    refusal = charter_rules.unless_registered(
        programme, command.document, "closure.state-opening.no-document"
    )
    if refusal is not None:
        return refusal
    document = charter_rules.document(programme, command.document)
    assert document is not None
    signers = tuple(Signer(name=name, organ=organ) for name, organ in command.signers.items())
    refusal = _unless_two_sign(signers) or _unless_no_firms(plan, programme, document.value, signers)
    if refusal is not None:
        return refusal
    timeline = standing.timeline(programme, command.part, command.facility)
    stated = next((one for one in timeline.known() if isinstance(one.value, OpeningStated)), None)
    part, facility = _where(timeline, command)
    asked = OpeningStated(
        part=part,
        facility=facility,
        condition=condition.id,
        label=condition.label,
        counts_as=condition.counts_as,
        opened_on=opened_on,
        document=command.document,
        scan=document.value.scan,
        signers=signers,
        corrects=command.corrects,
        why=command.why.strip() if command.corrects is not None else "",
        correction=command.correction if command.corrects is not None else None,
    )
    if stated is not None and stated.effective == effective and _same_statement(stated.value, asked):
        return ()
    if stated is not None and command.corrects != stated.seq:
        return Refusal(
            code="closure.state-opening.already-stated",
            basis=SystemRule.DUPLICATE,
            finding=f"{command.facility} 已有期初补录（第{stated.seq}条）：{stated.value.label}，{stated.effective.isoformat()}起",
            way_forward=f"每座设施只补录一次；补录有误的，更正第{stated.seq}条",
            field="facility",
        )
    if stated is None and command.corrects is not None:
        return Refusal(
            code="closure.state-opening.nothing-to-correct",
            basis=SystemRule.NOT_FOUND,
            finding=f"{command.facility} 没有期初补录可更正",
            way_forward="请核对要更正的条号；首次补录不必填更正",
            field="corrects",
        )
    if stated is not None:
        refusal = standing.unless_acceptance_holds(
            plan, programme, stated, condition
        ) or standing.unless_explained(programme, stated.seq, command.why, command.correction)
        if refusal is not None:
            return refusal
    then = timeline.add(Seq(programme.seq + 1), effective, asked, asked.corrects)
    refusal = standing.unless_it_stays_down(timeline, then)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (asked,)


def _unless_two_sign(signers: tuple[Signer, ...]) -> Refusal | None:
    """Two names are two people, however they are spelt and whatever post stands beside them."""
    words = [word for signer in signers for word in (signer.name, signer.organ)]
    people = {spellings.person(signer.name) for signer in signers}
    if len(signers) == len(people) == 2 and all(word and word == word.strip() for word in words):
        return None
    shown = "、".join(f"{signer.name or '（无姓名）'}（{signer.organ or '无单位'}）" for signer in signers)
    return Refusal(
        code="closure.state-opening.not-two-signers",
        basis=SystemRule.NAME_REQUIRED,
        finding=f"期初补录须恰好两个不同的人签字，各写姓名和单位，看到的是：{shown or '无'}",
        way_forward="请写明两个签字人的姓名和单位，前后不留空格；同一个人不能签两次",
        field="signers",
    )


def _unless_no_firms(
    plan: Plan, programme: Programme, paper: DocumentRegistered, signers: tuple[Signer, ...]
) -> Refusal | None:
    """It takes the place of a release and of photographs, so nobody states it of himself."""
    if any(is_a_firm(plan, programme, one) for one in issuers(paper)):
        return Refusal(
            code="closure.state-opening.a-firms-paper",
            basis=SystemRule.SAME_HAND,
            finding=f"{paper.number} 由{paper.issuer}发出，企业自己的文件不能作期初补录的依据",
            way_forward="请填县（市）或市里的部门出具的文件的文号；还没有登记的，先登记",
            field="document",
        )
    theirs = [
        one.name
        for one in signers
        if any(is_a_firm(plan, programme, name.strip()) for name in one.organ.split("、"))
    ]
    if not theirs:
        return None
    return Refusal(
        code="closure.state-opening.firms-people",
        basis=SystemRule.SAME_HAND,
        finding=f"{'、'.join(theirs)}是企业的人，不能给企业的期初补录签字",
        way_forward="请由看过现场的两个政府部门的人签字；企业的说明写进所依据的文件里",
        field="signers",
    )


def _same_statement(standing: Condition, asked: OpeningStated) -> bool:
    """Whether it has been said already: by a first statement, or by the correction that is asked for again."""
    said = msgspec.structs.replace(
        asked,
        part=standing.part,
        facility=standing.facility,
        corrects=standing.corrects,
        why=standing.why,
        correction=standing.correction,
        moved_from=standing.moved_from,
    )
    return said == standing


def _standing(timeline: Timeline[Condition], corrects: Seq) -> Entry[Condition] | None:
    """The record that stands under this number. An opening statement is another kind of thing."""
    found = next((entry for entry in timeline.known() if entry.seq == corrects), None)
    return found if found is not None and isinstance(found.value, ConditionRecorded) else None
