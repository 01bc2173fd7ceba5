"""暂缓、解除、补偿对象."""

from tests.simulator import toward
from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number, paper_of
from tests.simulator.generators.courts import heard, order_of, ordered, word
from tests.simulator.world import Asked, World
from yajian.core import entitlements
from yajian.core.decisions.courts import RecordSeal
from yajian.core.decisions.holds import DeterminePayees, Lift, Place, Withdraw
from yajian.core.rules import auditplans
from yajian.core.rules import holds as rules
from yajian.core.rules.charter import document
from yajian.core.words import OrganId, PartId, Seq, UnitId


def place(world: World) -> Asked:
    units = tuple(world.programme.register.units)
    command = Place(
        unit=world.pick(units) if units else UnitId("没有"),
        reason="群众反映复产，正在核查",
        lifted_by=OrganId(world.pick(tuple(world.plan.organisations))),
        document=number(world),
    )
    return world.ask(command, effective=world.today)


def lift(world: World) -> Asked:
    placed = tuple(world.programme.holds.holds)
    if not placed:
        return world.ask(Lift(hold=Seq(1), words="核查不实", document=number(world)), effective=world.today)
    return toward.lifted(world, world.pick(placed))


def withdraw(world: World) -> Asked:
    """Of one that stands, mostly by another hand on another paper of whoever had it placed."""
    found = [
        one for seq in world.programme.holds.holds if (one := rules.hold(world.programme, seq)) is not None
    ]
    if not found:
        return place(world)
    hold = world.pick([one for one in found if one.lifted is None] or found)
    placed = document(world.programme, hold.fact.document)
    issuer = placed.value.issuer if placed is not None else ""
    besides = {hold.fact.document}
    paper = paper_of(world, issuer, "更正函", "关于更正暂缓的函", hold.entry.effective, besides)
    if isinstance(paper, Asked):
        return paper
    command = Withdraw(hold=hold.seq, reason="单元选错", document=paper)
    return toward.another(world, command, {hold.fact.by})


def determine_payees(world: World) -> Asked:
    """Mostly for a part whose money is kept, after sealing an oven of it."""
    kept = [
        unit
        for unit in world.programme.auditplans.entitlements
        if (found := auditplans.entitlement(world.programme, unit)) is not None and found.kept_fen
    ]
    listed = toward.accepted(world)
    if listed is None or not kept:
        return toward.step(world)
    unit = world.pick(kept)
    part = world.programme.register.part_of(unit)
    seals = [one for one in world.programme.courts.seals.values() if one.part == part]
    if not seals and part == listed.part and listed.facilities:
        seal = RecordSeal(
            part=listed.part,
            facility=listed.facilities[0],
            court="示例法院",
            case_no="（2018）示01执001号",
            document=order_of(world, "示例法院") or number(world),
        )
        return ordered(world, "示例法院") or world.ask(seal, effective=world.today)
    spoken = entitlements.grounds(world.plan, world.programme, world.today).to_be_named(part or PartId("L00"))
    due_fen = entitlements.owed_fen(world.programme, spoken.units if spoken is not None else ())
    payees = {"示例银行": f"{due_fen // 100}.{due_fen % 100:02d}"}
    on = next((seq for seq, one in world.programme.courts.seals.items() if one.part == part), Seq(1))
    command = DeterminePayees(part=part or PartId("L00"), payees=payees, document=word(world, on))
    return heard(world, on) or world.ask(command, effective=world.today)


GENERATORS: Generators = {
    Place: (5, place),
    Lift: (6, lift),
    Withdraw: (4, withdraw),
    DeterminePayees: (40, determine_payees),
}
