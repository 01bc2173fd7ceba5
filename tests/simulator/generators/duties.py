"""职责: duties done, by whom and for which period; taken back; and the day from which silence means undone."""

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.world import Asked, World
from yajian.core.decisions.duties import RecordDischarge, StateOpening, WithdrawDischarge
from yajian.core.plan.periods import periods
from yajian.core.rules import duties as rules
from yajian.core.rules import targets as target_rules
from yajian.core.words import CountyId, EnterpriseId, Seq


def record_discharge(world: World) -> Asked:
    return discharge(world, world.pick(instances(world)))


def instances(world: World) -> tuple[rules.Instance, ...]:
    """Every duty of the plan as each of its holders has it."""
    fixed = target_rules.fixed(world.programme)
    lists = tuple(entry.value for entry in target_rules.lists(world.programme))
    return tuple(
        one
        for duty in world.plan.duties.values()
        for one in rules.instances(world.plan, fixed.value if fixed is not None else None, lists, duty)
    )


def discharge(world: World, one: rules.Instance, period: str = "") -> Asked:
    """That it was done, today, as its rhythm asks for."""
    rhythm, every = rules.rhythm(one.duty), one.duty.every.value if one.duty.every is not None else None
    begun = (
        periods(every, world.base.programme.issued_on, world.today) if every and rhythm == "periodic" else ()
    )
    is_county = one.holder and one.holder == one.county
    command = RecordDischarge(
        duty=one.id,
        county=CountyId(one.holder) if is_county else None,
        enterprise=EnterpriseId(one.holder) if one.holder and not is_county else None,
        period=period or (world.pick(tuple(begun)).name if begun else ""),
        matter=world.pick(("示例焦化甲", "第三次调度会")) if rhythm == "again" else "",
        done_by="示例丙（示东市工信局）",
        record="会议纪要",
        document=number(world) if world.maybe(0.5) else None,
        corrects=_corrects(world, one),
    )
    return world.ask(command, scans=1, effective=world.today)


def _corrects(world: World, one: rules.Instance) -> Seq | None:
    said = [
        line for key, line in world.programme.duties.discharges.items() if key[:2] == (one.id, one.holder)
    ]
    return said[-1].entries[-1].seq if said and world.maybe(0.3) else None


def withdraw_discharge(world: World) -> Asked:
    said = [entry.seq for line in world.programme.duties.discharges.values() for entry in line.entries]
    return world.ask(WithdrawDischarge(withdraws=world.pick(said) if said else Seq(1), reason="登到了别的县"))


def state_opening(world: World) -> Asked:
    county = world.pick((None, *world.plan.counties_concerned))
    command = StateOpening(county=CountyId(county.id) if county is not None else None, document=number(world))
    return world.ask(command)


GENERATORS: Generators = {
    RecordDischarge: (60, record_discharge),
    WithdrawDischarge: (12, withdraw_discharge),
    StateOpening: (12, state_opening),
}
