"""单位、职务、责任书与签收: who exists, who answers, who signed and who has the paper."""

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import city_paper, number
from tests.simulator.world import Asked, World
from yajian.core.decisions.organs import (
    EnterOrgan,
    HoldPost,
    JoinGroup,
    RenameOrgan,
    SignForPlan,
    SignPledge,
    VacatePost,
)
from yajian.core.rules import organs as rules
from yajian.core.words import CountyId, EnterpriseId, OrganId

PEOPLE = ("示例甲", "示例乙", "示例丙", "示例丁")


def organ(world: World) -> OrganId:
    return world.pick(tuple(rules.organs(world.plan, world.programme))).id


def enter_organ(world: World) -> Asked:
    kind = world.pick([one for one in world.base.organisations.values() if one.template])
    county = CountyId(world.pick(world.base.counties).id) if kind.level == "county" else None
    place = world.chance.randrange(30)
    command = EnterOrgan(
        organ=OrganId(f"bureau_{place}"),
        name=f"示例单位{place}",
        stands_for=OrganId(kind.id),
        county=county,
        document=number(world),
    )
    return world.ask(command)


def rename_organ(world: World) -> Asked:
    name = f"示例单位{world.chance.randrange(30)}改"
    return world.ask(RenameOrgan(organ=organ(world), name=name, document=number(world)))


def join_group(world: World) -> Asked:
    groups = [name for name, one in world.base.groups.items() if one.open_ended]
    group = OrganId(world.pick(groups)) if groups else organ(world)
    return world.ask(JoinGroup(group=group, organ=organ(world), document=number(world)))


def hold_post(world: World) -> Asked:
    where, post = _post(world)
    said = world.programme.organs.posts.get((where, post))
    corrects = said.entries[-1].seq if said is not None and world.maybe(0.3) else None
    command = HoldPost(
        organ=where,
        post=post,
        person=world.pick(PEOPLE),
        office="副市长",
        document=city_paper(world),
        corrects=corrects,
    )
    return world.ask(command)


def vacate_post(world: World) -> Asked:
    where, post = _post(world)
    return world.ask(VacatePost(organ=where, post=post, document=city_paper(world)))


def _post(world: World) -> tuple[OrganId, str]:
    """A post the plan names; a plan may name none."""
    named = rules.posts(world.plan, world.programme)
    found = world.pick(named) if named else None
    return (found.organ, found.post) if found is not None else (organ(world), "head")


def sign_pledge(world: World) -> Asked:
    enterprise = world.pick(tuple(world.base.enterprises))
    county = world.plan.enterprises[enterprise].county.value
    signers = [
        one.person
        for one in rules.posts(world.plan, world.programme)
        if county is not None and one.organ == str(county) and one.person
    ]
    said = world.programme.organs.pledges.get(enterprise)
    command = SignPledge(
        enterprise=EnterpriseId(enterprise),
        county_signer=world.pick(signers) if signers else "示例甲",
        enterprise_signer="示例戊",
        corrects=said.entries[-1].seq if said is not None and world.maybe(0.5) else None,
    )
    return world.ask(command, scans=1)


def sign_for_plan(world: World) -> Asked:
    addressees = [one.id for one in rules.organs(world.plan, world.programme)]
    where = world.pick(addressees)
    said = world.programme.organs.receipts.get(where)
    corrects = said.entries[-1].seq if said is not None and world.maybe(0.5) else None
    return world.ask(SignForPlan(organ=where, person=world.pick(PEOPLE), corrects=corrects), scans=1)


GENERATORS: Generators = {
    EnterOrgan: (20, enter_organ),
    RenameOrgan: (10, rename_organ),
    JoinGroup: (6, join_group),
    HoldPost: (25, hold_post),
    VacatePost: (10, vacate_post),
    SignPledge: (12, sign_pledge),
    SignForPlan: (12, sign_for_plan),
}
