"""更正登错的设施, 作废登记: what was wrongly said stays on view and stands no more."""

import msgspec

from yajian.core.decisions.closure import standing
from yajian.core.decisions.closure.commands import AnyCommand, MoveRecord, Outcome, VoidRecord
from yajian.core.facts.closure import (
    NO_PART,
    Condition,
    ConditionRecorded,
    MethodApproved,
    OpeningStated,
    RecordVoided,
)
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import closure as rules
from yajian.core.rules import dossier as dossier_rules
from yajian.core.rules import flags as flag_rules
from yajian.core.rules import targets as target_rules
from yajian.core.words import Clause, EnterpriseId, FacilityId, PartId, Refusal, Request, Seq, SystemRule


def move_record(
    plan: Plan, programme: Programme, command: MoveRecord, request: Request[AnyCommand]
) -> Outcome:
    effective = request.effective
    wrong = _entry(programme, command.record)
    there = (command.part, command.facility)
    if wrong is None:
        return Refusal(
            code="closure.move-record.nothing-stands",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.record}条不是设施状态的登记",
            way_forward="请在设施一页核对登错的条号",
            field="record",
        )
    moved = [one for one in standing.timeline(programme, *there).known() if one.value.moved_from == wrong.seq]
    if moved:
        return ()
    value = wrong.value
    if wrong.corrected_by is not None or (value.part, value.facility) in rules.keys(programme, *there):
        return Refusal(
            code="closure.move-record.not-there",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{wrong.seq}条已更正或作废"
            if wrong.corrected_by is not None
            else f"第{wrong.seq}条本来就登记在 {command.facility} 名下",
            way_forward="只有现行的登记才能改记到另一座设施；状态或日期有误的，用更正",
            field="record",
        )
    refusal = standing.unless_bound(plan, programme, *there, wrong.effective)
    if refusal is not None:
        return refusal
    if not _firms(programme, value.part, value.facility) & _firms(programme, *there):
        return Refusal(
            code="closure.move-record.another-firm",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"第{wrong.seq}条登记的是 {value.facility}（{value.part or '台账'}），"
            f"{command.facility}（{command.part or '台账'}）是另一户企业的",
            way_forward="改记只在一户企业的设施之间办；登到别的企业去了的，凭文件作废，再照那座炉自己的影像重新登记",
            field="facility",
        )
    for name, facility in ((value.part, value.facility), there):
        accepted = standing.accepted_on_it(programme, name, facility)
        if accepted is not None:
            return standing.part_accepted(
                plan, accepted, f"{facility} 的登记不能改记出去，也不能改记进来", "record"
            )
    if effective != wrong.effective:
        return Refusal(
            code="closure.move-record.other-day",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"第{wrong.seq}条的发生日期是{wrong.effective.isoformat()}，这里写成{effective.isoformat()}",
            way_forward="改记设施不改日期，请照原日期填；日期也有误的，改记后再更正",
            field="effective",
        )
    if not command.reason.strip():
        return Refusal(
            code="closure.move-record.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"更正第{wrong.seq}条没有写明理由",
            way_forward="请写明怎样发现登错、凭什么认定是另一座",
            field="reason",
        )
    if not flag_rules.seen(request):
        return Refusal(
            code="closure.move-record.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=flag_rules.nothing_seen(request)
            or f"把第{wrong.seq}条改记到 {command.facility}，没有附任何影像或文件",
            way_forward="请附能看出是哪一座设施的照片（JPEG、PNG）或确认书扫描件（PDF）",
            field="evidence",
        )
    here = standing.timeline(programme, *there)
    stated = next((one for one in here.known() if isinstance(one.value, OpeningStated)), None)
    if isinstance(value, OpeningStated) and stated is not None:
        return Refusal(
            code="closure.move-record.already-stated",
            basis=SystemRule.DUPLICATE,
            finding=f"{command.facility} 已有期初补录（第{stated.seq}条）",
            way_forward="每座设施只补录一次；请先作废其中登错的一条",
            field="facility",
        )
    entered = msgspec.structs.replace(
        value,
        part=command.part,
        facility=command.facility,
        corrects=None,
        why="",
        correction=None,
        moved_from=wrong.seq,
    )
    if isinstance(entered, ConditionRecorded):
        entered = msgspec.structs.replace(entered, pictures=request.pictures)
    refusal = _unless_they_stay_down(programme, wrong, entered)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        RecordVoided(
            voids=wrong.seq,
            part=value.part,
            facility=value.facility,
            reason=command.reason,
            moved_to_part=command.part,
            moved_to_facility=command.facility,
        ),
        entered,
    )


def _firms(programme: Programme, part: PartId, facility: str) -> frozenset[EnterpriseId]:
    """Whose a facility is or ever was, each by whoever stands for it now."""
    if part == NO_PART:
        return dossier_rules.houses(programme, FacilityId(facility))
    listed = target_rules.find_part(programme, part)
    return frozenset({dossier_rules.successor(programme, listed.enterprise)}) if listed else frozenset()


def _unless_they_stay_down(
    programme: Programme, wrong: Entry[Condition], entered: Condition
) -> Refusal | None:
    """Neither the facility that loses the record nor the one that gains it may rise from being dismantled."""
    seq = Seq(programme.seq + 1)
    loses = standing.timeline(programme, wrong.value.part, wrong.value.facility)
    gains = standing.timeline(programme, entered.part, entered.facility)
    return standing.unless_it_stays_down(loses, loses.close(seq, wrong.seq)) or standing.unless_it_stays_down(
        gains, gains.close(seq, wrong.seq).add(seq, wrong.effective, entered)
    )


def void_record(plan: Plan, programme: Programme, command: VoidRecord) -> Outcome:
    record = programme.closures.records.get(command.record)
    named = _entry(programme, command.record) or _method_entry(programme, command.record)
    if record is None or named is None:
        return Refusal(
            code="closure.void-record.nothing-stands",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.record}条不是设施状态或书面办法的登记",
            way_forward="请在设施一页核对要作废的条号",
            field="record",
        )
    if named.corrected_by is not None:
        return ()
    if not command.reason.strip():
        return Refusal(
            code="closure.void-record.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"作废第{named.seq}条没有写明理由",
            way_forward="请照据以作废的文件写明理由",
            field="reason",
        )
    refusal = charter_rules.unless_registered(programme, command.document, "closure.void-record.no-document")
    if refusal is not None:
        return refusal
    accepted = standing.accepted_on_it(programme, record.part, record.facility, named.seq)
    if accepted is not None:
        return standing.part_accepted(plan, accepted, f"验收以前的第{named.seq}条不能作废", "record")
    pieces = named.value.pieces if isinstance(named.value, MethodApproved) else ()
    busy = [piece.name for piece in pieces if rules.has_records(programme, record.part, piece.name)]
    if busy:
        return Refusal(
            code="closure.void-record.pieces-have-records",
            basis=_clause_of(plan, programme, record.part),
            finding=f"办法所列“{busy[0]}”已有状态登记，办法不能作废",
            way_forward="登记有误的先作废登记；办法有修改的，批准新的办法，已有登记的部分须保留",
            field="record",
        )
    line = standing.timeline(programme, record.part, record.facility)
    refusal = standing.unless_it_stays_down(line, line.close(Seq(programme.seq + 1), named.seq))
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        RecordVoided(
            voids=named.seq,
            part=record.part,
            facility=record.facility,
            reason=command.reason,
            document=command.document,
        ),
    )


def _entry(programme: Programme, seq: Seq) -> Entry[Condition] | None:
    """A record of a condition by its number, whether it stands or not."""
    record = programme.closures.records.get(seq)
    if record is None:
        return None
    timeline = standing.timeline(programme, record.part, record.facility)
    return next((entry for entry in timeline.entries if entry.seq == seq), None)


def _method_entry(programme: Programme, seq: Seq) -> Entry[MethodApproved] | None:
    record = programme.closures.records.get(seq)
    approved = programme.closures.methods.get(record.part, Timeline()) if record is not None else Timeline()
    return next((entry for entry in approved.entries if entry.seq == seq), None)


def _clause_of(plan: Plan, programme: Programme, name: PartId) -> Clause | SystemRule:
    part = target_rules.find_part(programme, name)
    return plan.clauses[part.clauses[0]] if part is not None else SystemRule.NOT_FOUND
