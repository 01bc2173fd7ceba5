"""设施状态: what happened to an oven, entered in time, late, at the opening of the books, corrected, moved, voided."""

from datetime import timedelta
from typing import Any

import msgspec

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.world import Asked, World
from yajian.core.decisions.closure import ApproveMethod, MoveRecord, RecordCondition, StateOpening, VoidRecord
from yajian.core.facts.closure import NO_PART
from yajian.core.rules import closure as rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules import workplans as workplan_rules
from yajian.core.words import PartId, Seq, Tonnes


def record_condition(world: World) -> Asked:
    part, name = facility(world)
    said = world.programme.closures.conditions.get((part, name))
    corrects = world.pick(said.entries).seq if said is not None and world.maybe(0.2) else None
    command = RecordCondition(
        part=part, facility=name, condition=_condition(world), corrects=corrects, **_because(world, corrects)
    )
    asked = world.ask(command, scans=1)
    if world.maybe(0.05):  # a photograph of another day
        shown = tuple(one for one in world.pick(world.history).evidence if one in world.kept)
        return msgspec.structs.replace(asked, evidence=shown or asked.evidence)
    return asked


def state_opening(world: World) -> Asked:
    part, name = facility(world)
    opened = world.programme.charter.opened_on or world.today
    said = world.programme.closures.conditions.get((part, name))
    corrects = said.entries[0].seq if said is not None and world.maybe(0.5) else None
    command = StateOpening(
        part=part,
        facility=name,
        condition=_condition(world),
        document=number(world),
        signers={"示例甲": "示东市工信局", "示例乙": world.pick(["示东市发展和改革局", "示例企业有限公司"])},
        corrects=corrects,
        **_because(world, corrects),
    )
    return world.ask(command, effective=opened - timedelta(days=world.chance.randrange(400)))


def move_record(world: World) -> Asked:
    record = _record(world)
    wrong = world.history[record - 1] if record <= len(world.history) else None
    part, name = _beside(world, record) if world.maybe(0.8) else facility(world)
    command = MoveRecord(record=record, part=part, facility=name, reason="两座焦炉的照片放反了")
    return world.ask(command, scans=1, effective=wrong.effective if wrong is not None else None)


def void_record(world: World) -> Asked:
    return world.ask(VoidRecord(record=_record(world), reason="来文说明并无此事", document=number(world)))


def approve_method(world: World) -> Asked:
    parts = [part for entry in target_rules.lists(world.programme) for part in entry.value.parts]
    unnamed = [part for part in parts if not part.facilities]
    part = world.pick(unnamed or parts) if parts else None
    whole = part.tonnes if part is not None else 100_000
    some = world.chance.randrange(1, max(whole // 10_000, 2)) * 10_000
    split: dict[str, Tonnes | None] = {"南半座": Tonnes(some), "北半座": Tonnes(whole - some)}
    name = part.part if part is not None else PartId("L00")
    experts = workplan_rules.expert_reviews(world.programme, name)
    command = ApproveMethod(
        part=name,
        title="部分设施压减办法",
        pieces=split if world.maybe(0.7) else dict.fromkeys(split),
        approved_by="示范市人民政府",
        document=number(world),
        # what another method rests on; a paper of anything else is refused
        review=experts[-1].value.document if experts and world.maybe(0.6) else number(world),
    )
    return world.ask(command, effective=world.today)


def facility(world: World) -> tuple[PartId, str]:
    """One that the list or a method names, if any is named; or one by its id in the ledger."""
    ids = tuple(world.programme.dossiers.facilities)
    if ids and world.maybe(0.15):
        return NO_PART, world.pick(ids)
    listed = (part for entry in target_rules.lists(world.programme) for part in entry.value.parts)
    bound = [part for part in (rules.in_pieces(world.programme, one) for one in listed) if part.facilities]
    if not bound:
        return PartId("L00"), "1号"
    part = world.pick(bound)
    return part.part, world.pick(part.facilities)


def _beside(world: World, record: Seq) -> tuple[PartId, str]:
    """Another oven of the firm whose record it is: to any other firm's nothing is moved."""
    said = world.programme.closures.records.get(record)
    listed = target_rules.find_part(world.programme, said.part) if said is not None else None
    parts = (part for entry in target_rules.lists(world.programme) for part in entry.value.parts)
    theirs = [
        (one.part, name)
        for one in parts
        if listed is not None and one.enterprise == listed.enterprise
        for name in rules.in_pieces(world.programme, one).facilities
    ]
    return world.pick(theirs) if theirs else facility(world)


def _condition(world: World) -> str:
    return world.pick([one.label for kind in world.base.facility_types.values() for one in kind.conditions])


def _because(world: World, corrects: Seq | None) -> dict[str, Any]:
    """Why an entry is corrected, and by which paper; now and then one of the two is left out."""
    if corrects is None:
        return {}
    return {
        "why": "推焦记录写的是另一天" if world.maybe(0.95) else "",
        "correction": number(world) if world.maybe(0.95) else None,
    }


def _record(world: World) -> Seq:
    records = tuple(world.programme.closures.records)
    return world.pick(records) if records else Seq(1)


GENERATORS: Generators = {
    RecordCondition: (240, record_condition),
    StateOpening: (20, state_opening),
    MoveRecord: (15, move_record),
    VoidRecord: (12, void_record),
    ApproveMethod: (12, approve_method),
}
