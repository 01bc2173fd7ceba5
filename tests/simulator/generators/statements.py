"""数据说法: numbers reported, verified, determined, disputed, heard, settled, told and taken back."""

from functools import cache

import msgspec

from tests.given import plan_of
from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.world import PLANS, Asked, World
from yajian.core.decisions.statements import (
    Determine,
    Dispute,
    Hear,
    Notify,
    Report,
    Settle,
    Verify,
    Withdraw,
)
from yajian.core.rules import roles
from yajian.core.rules import statements as rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules.statements import Standing, Statement
from yajian.core.words import Seq

BODIES = ("示东市工信局", "示例焦化丁有限公司", "市领导小组办公室")
DECIDERS = ("示东市人民政府", "市领导小组办公室")


def report(world: World) -> Asked:
    subjects = [f"unit:{unit}" for unit in world.programme.register.units]
    subjects += [f"part:{part.part}" for part in target_rules.counted(world.programme)]
    subjects += [f"facility:{facility}" for facility in world.programme.dossiers.facilities]
    mine = _statement(world, Standing.REPORTED, Standing.VERIFIED)
    corrects = mine if mine is not None and world.maybe(0.2) else None
    command = Report(
        subject=corrects.said.subject if corrects is not None else world.pick(subjects or ["part:L00"]),
        field=corrects.said.field if corrects is not None else world.pick(_fields(world.base.programme.id)),
        value=world.pick(("60", "62.5", "55")),
        said_by=corrects.maker if corrects is not None else world.pick(BODIES),
        document=number(world),
        corrects=corrects.seq if corrects is not None else None,
    )
    return world.ask(command, scans=1)  # of a firm that another speaks for, the sheet it stamped


def verify(world: World) -> Asked:
    found = _statement(world, Standing.REPORTED)
    command = Verify(statement=_seq(found), finding="与备案文件相符")
    lies_in = {one.county for one in roles.touched(world.plan, world.programme, command)}
    bodies = [one.government for one in world.plan.counties if one.id in lies_in]
    asked = world.ask(command, scans=1, effective=world.today)
    return msgspec.structs.replace(asked, organ=bodies[0] if bodies else world.plan.counties[0].government)


def determine(world: World) -> Asked:
    found = _statement(world, Standing.VERIFIED)
    command = Determine(statement=_seq(found), decided_by=DECIDERS, document=number(world))
    return world.ask(command, effective=world.today)


def dispute(world: World) -> Asked:
    found = _statement(world, Standing.REPORTED, Standing.VERIFIED, Standing.DETERMINED)
    command = Dispute(
        disputes=_seq(found),
        value=world.pick(("60", "62.5", "50")),
        said_by=world.pick(BODIES),
        reason="环评批复写的是另一个数",
        document=number(world),
    )
    return world.ask(command, scans=1, effective=world.today)


def hear(world: World) -> Asked:
    command = Hear(dispute=_seq(_disputing(world)), present=BODIES, record="各方意见已记录")
    return world.ask(command, scans=1, effective=world.today)


def settle(world: World) -> Asked:
    found = _disputing(world)
    against = found.disputes if found is not None else None
    command = Settle(
        dispute=_seq(found),
        upholds=against if against is not None and world.maybe(0.5) else _seq(found),
        reason="以备案文件为准",
        decided_by=DECIDERS,
        document=number(world),
    )
    return world.ask(command, effective=world.today)


def notify(world: World) -> Asked:
    decided = [one.seq for found in _numbers(world) for one in found.decisions]
    command = Notify(
        decision=world.pick(decided) if decided else Seq(1),
        told=world.pick(BODIES),
        how="直接送达，可以补充材料",
    )
    return world.ask(command, scans=1, effective=world.today)


def withdraw(world: World) -> Asked:
    found = _statement(world, Standing.REPORTED, Standing.VERIFIED, Standing.CONTESTED)
    command = Withdraw(
        statement=_seq(found),
        said_by=found.maker if found is not None else BODIES[0],
        reason="填错了表",
        document=number(world),
    )
    return world.ask(command)


@cache
def _fields(programme: str) -> tuple[str, ...]:
    """The quantities that the plan's forms ask for."""
    plan = next(plan for plan in map(plan_of, PLANS) if plan.programme.id == programme)
    return tuple(
        f"{name}.{attribute.id}"
        for name, form in plan.forms.items()
        for attribute in form.attributes
        if attribute.type == "quantity"
    )


def _numbers(world: World) -> list[rules.Number]:
    """A few of the numbers somebody has said something about."""
    matters = tuple(world.programme.statements.files)
    chosen = world.chance.sample(matters, min(3, len(matters)))
    return [rules.number(world.programme, matter) for matter in chosen]


def _statement(world: World, *standings: Standing) -> Statement | None:
    fitting = [one for found in _numbers(world) for one in found.statements if one.standing in standings]
    return world.pick(fitting) if fitting else None


def _disputing(world: World) -> Statement | None:
    fitting = [one for found in _numbers(world) for one in found.statements if one.disputes is not None]
    return world.pick(fitting) if fitting else None


def _seq(found: Statement | None) -> Seq:
    return found.seq if found is not None else Seq(1)


GENERATORS: Generators = {
    Report: (60, report),
    Verify: (40, verify),
    Determine: (25, determine),
    Dispute: (25, dispute),
    Hear: (15, hear),
    Settle: (20, settle),
    Notify: (10, notify),
    Withdraw: (8, withdraw),
}
