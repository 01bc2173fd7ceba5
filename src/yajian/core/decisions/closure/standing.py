"""What several of the commands ask: is it bound, is it a condition, can it be."""

from datetime import date

import msgspec

from yajian.core import naming
from yajian.core.facts.acceptance import PartAccepted
from yajian.core.facts.closure import NO_PART, Condition
from yajian.core.facts.targets import PartListed
from yajian.core.history import Entry, Timeline
from yajian.core.plan import FacilityCondition, Plan
from yajian.core.programme import Programme
from yajian.core.rules import acceptance as acceptance_rules
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import closure as rules
from yajian.core.rules import dossier as dossier_rules
from yajian.core.rules import targets as target_rules
from yajian.core.words import DocumentNo, FacilityId, PartId, Refusal, Seq, SystemRule


def unless_bound(
    plan: Plan, programme: Programme, name: PartId, facility: str, effective: date
) -> Refusal | None:
    """A record stands under a facility that the list, or an approved method, names for the part; or the ledger."""
    refusal = naming.unless_named_otherwise(plan, programme, name, facility, effective)
    if refusal is not None:
        return refusal
    if name == NO_PART:
        return _unless_in_the_ledger(programme, facility)
    part = _bound(programme, name, effective)
    if part is None or facility not in part.facilities:
        # The list of that day had not named it yet: a later version may have.
        part = _bound(programme, name) or part
    if part is None:
        return no_such_part(name)
    if facility in part.facilities:
        return None
    named = "、".join(part.facilities) or "无（尚未落实到具体设施）"
    return Refusal(
        code="closure.record-condition.facility-not-bound",
        basis=plan.clauses[part.clauses[0]],
        finding=f"{part.enterprise_name} {part.part} 名下没有“{facility}”；已落实的设施：{named}",
        way_forward="请先明确该分项对应哪些设施（答复待明确事项、发布清单新版本或批准书面办法），再登记状态",
        field="facility",
    )


def _unless_in_the_ledger(programme: Programme, facility: str) -> Refusal | None:
    if dossier_rules.facility(programme, FacilityId(facility)) is not None:
        return None
    return Refusal(
        code="closure.record-condition.no-such-facility",
        basis=SystemRule.NOT_FOUND,
        finding=f"没有写清单分项，而企业台账中没有设施 {facility}",
        way_forward="照清单所列名称登记的，请填清单分项；照台账登记的，请填设施编号",
        field="facility",
    )


def _bound(programme: Programme, name: PartId, as_of: date | None = None) -> PartListed | None:
    part = target_rules.find_part(programme, name, as_of)
    return rules.in_pieces(programme, part, as_of) if part is not None else None


def no_such_part(name: PartId) -> Refusal:
    return Refusal(
        code="closure.record-condition.no-such-part",
        basis=SystemRule.NOT_FOUND,
        finding=f"清单中没有分项 {name}",
        way_forward="请从压减清单中选择分项",
        field="part",
    )


def condition(plan: Plan, name: str) -> FacilityCondition | None:
    """A condition by its id or by the word the plan uses for it."""
    for kind in plan.facility_types.values():
        for condition in kind.conditions:
            if name in (condition.id, condition.label):
                return condition
    return None


def unknown_condition(plan: Plan, name: str) -> Refusal:
    known = "、".join(one.label for kind in plan.facility_types.values() for one in kind.conditions)
    return Refusal(
        code="closure.record-condition.unknown-condition",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"方案中没有“{name}”这种状态",
        way_forward=f"请选择：{known}",
        field="condition",
    )


def timeline(programme: Programme, part: PartId, facility: str) -> Timeline[Condition]:
    return rules.conditions(programme, part, facility)


def says(entry: Entry[Condition]) -> tuple[str, date]:
    return entry.value.condition, entry.effective


def unless_it_stays_down(before: Timeline[Condition], after: Timeline[Condition]) -> Refusal | None:
    """What was dismantled does not run, stop or shut afterwards, in whatever order it is entered or taken back."""
    new = rules.rises((before,), after)
    if new is None:
        return None
    if all(entry.seq != new.seq for entry in before.entries):
        return Refusal(
            code="closure.record-condition.after-dismantling",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"{new.value.facility} 那天之前已登记拆除",
            way_forward="拆除登记有误的用更正；发现又有生产迹象的，登记为死灰复燃一类的状态",
            field="condition",
        )
    told = f"{new.effective.isoformat()}还登记着“{new.value.label}”（第{new.seq}条）"
    return Refusal(
        code="closure.record-condition.before-later-entry",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"照此办理，{new.value.facility} 拆除之后，{told}",
        way_forward=f"请先更正或作废第{new.seq}条；拆除之后又有生产迹象的，那一条应是死灰复燃一类的状态",
        field="effective",
    )


def unless_explained(
    programme: Programme, corrects: Seq, why: str, paper: DocumentNo | None
) -> Refusal | None:
    """A correction moves what the lights say, as voiding does; it takes no less."""
    if not why.strip():
        return Refusal(
            code="closure.correction.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"更正第{corrects}条没有写明理由",
            way_forward="请写明怎样发现有误、凭什么认定",
            field="why",
        )
    refusal = charter_rules.unless_registered(
        programme, paper or DocumentNo(""), "closure.correction.no-document"
    )
    return msgspec.structs.replace(refusal, field="correction") if refusal is not None else None


def accepted_on_it(
    programme: Programme, name: PartId, facility: str, since: Seq | None = None
) -> Entry[PartAccepted] | None:
    """The acceptance of a part this facility stands under, by any of its names; if it came after an entry."""
    for part, _ in rules.keys(programme, name, facility):
        accepted = acceptance_rules.standing(programme, part).accepted
        if accepted is not None and (since is None or accepted.seq > since):
            return accepted
    return None


def part_accepted(plan: Plan, accepted: Entry[PartAccepted], what: str, field: str) -> Refusal:
    """A tonne is accepted once, for ever: what was looked at then is not unsaid afterwards."""
    value = accepted.value
    return Refusal(
        code="closure.part-accepted",
        basis=plan.clauses[value.clauses[0]] if value.clauses else SystemRule.OUT_OF_TURN,
        finding=f"{value.part} 已凭{value.document}验收合格（第{accepted.seq}条），{what}",
        way_forward="一份产能只验收一次，验收所依据的登记不再变动；现场与登记不符的，照实登记现在的状态",
        field=field,
    )


def unless_acceptance_holds(
    plan: Plan, programme: Programme, old: Entry[Condition], condition: FacilityCondition
) -> Refusal | None:
    """What an acceptance rested on may be dated otherwise, which is told beside it; it stays what it was."""
    accepted = accepted_on_it(programme, old.value.part, old.value.facility, old.seq)
    if accepted is None or condition.counts_as == old.value.counts_as:
        return None
    what = f"验收以前的第{old.seq}条（{old.value.label}）不能更正成“{condition.label}”"
    return part_accepted(plan, accepted, what, "corrects")
