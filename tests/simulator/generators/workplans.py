"""一企一策: versions handed in and changed, reviewed and returned, and experts on a method."""

from datetime import timedelta

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import firms_paper, number
from tests.simulator.world import Asked, World
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.decisions.workplans import (
    PlannedStep,
    RecordExpertReview,
    Review,
    SubmitCountyPlan,
    SubmitPlan,
)
from yajian.core.facts.targets import PartListed
from yajian.core.rules import closure, targets
from yajian.core.rules import organs as organ_rules
from yajian.core.rules import workplans as rules
from yajian.core.words import CountyId, DocumentNo, EnterpriseId, OrganId, PartId


def submit_plan(world: World) -> Asked:
    parts = _parts(world)
    part = world.pick(parts) if parts else None
    first = world.today + timedelta(days=world.chance.randrange(90))
    step = PlannedStep(
        shutdown_on=first,
        dismantle_on=first + timedelta(days=30) if world.maybe(0.5) else None,
        sealed_chambers="1-20、25" if world.maybe(0.2) else "",
    )
    names = part.facilities if part is not None and world.maybe(0.7) else ()
    places = [f"{part.part}/{name}" for name in names] if part is not None else []
    firm = part.enterprise if part is not None else EnterpriseId("谁")
    own = firms_paper(world, firm)
    if isinstance(own, Asked):
        return own
    command = SubmitPlan(
        enterprise=firm,
        title="一企一策工作方案",
        document=own,
        steps=dict.fromkeys(places or [part.part if part is not None else PartId("L00")], step),
        sections=_sections(world),
    )
    return world.ask(command, effective=world.today)


def submit_county_plan(world: World) -> Asked:
    command = SubmitCountyPlan(
        county=CountyId(world.pick(world.plan.counties).id),
        title="落实方案",
        document=number(world),
        sections=_sections(world),
    )
    return world.ask(command, effective=world.today)


def review(world: World) -> Asked:
    handed_in = tuple(world.programme.workplans.plans)
    enterprise = world.pick(handed_in) if handed_in else EnterpriseId("谁")
    found = rules.current(world.programme, (enterprise,))
    organs = (*world.programme.organs.entered, *(OrganId(one) for one in world.plan.organisations))
    keeps = [
        organ
        for organ, past in world.programme.organs.entered.items()
        if past.entries[-1].value.stands_for in {one.id for one in rules.gatekeepers(world.plan)}
    ]
    organ = world.pick(keeps) if keeps and world.maybe(0.7) else world.pick(organs)
    own = _own_paper(world, organ)
    if organ in keeps and found is not None and own is None and world.maybe(0.9):
        return _opinion(world, organ)
    command = Review(
        enterprise=enterprise,
        version=found.value.version if found is not None else 1,
        organ=organ,
        said=world.pick(("同意", "同意", "退回", "会签")),
        reviewer="示例局长",
        opinion="请补写煤气置换",
        document=own or (number(world) if world.maybe(0.3) else None),
    )
    return world.ask(command, scans=1, effective=world.today)


def _own_paper(world: World, organ: OrganId) -> DocumentNo | None:
    """The last paper a body issued under the name it now bears, if there is one."""
    body = organ_rules.organ(world.plan, world.programme, organ, world.today)
    mine = [
        name
        for name, past in world.programme.charter.documents.items()
        if body is not None and past.entries[-1].value.issuer == body.name
    ]
    return mine[-1] if mine and world.maybe(0.9) else None


def _opinion(world: World, organ: OrganId) -> Asked:
    """What the body wrote, put on the register."""
    body = organ_rules.organ(world.plan, world.programme, organ, world.today)
    paper = RegisterDocument(
        number=DocumentNo(f"示审〔{world.today.year}〕{len(world.programme.charter.documents) + 1}号"),
        title="对停炉工作方案的审查意见",
        issued_on=world.today,
        issuer=body.name if body is not None else "示例局",
    )
    return world.ask(paper, scans=1, effective=world.today)


def record_expert_review(world: World) -> Asked:
    parts = _parts(world)
    command = RecordExpertReview(
        part=world.pick(parts).part if parts else PartId("L00"),
        title="部分设施压减办法",
        experts={"示例专家": "示例设计院", "另一专家": "示例大学"}
        if world.maybe(0.9)
        else {"示例专家": "示例设计院"},
        conclusion=world.pick(("可行", "可行", "不可行")),
        opinion="分段封堵，保留值守",
        document=number(world),
    )
    return world.ask(command, effective=world.today)


def _parts(world: World) -> list[PartListed]:
    listed = (part for entry in targets.lists(world.programme) for part in entry.value.parts)
    return [closure.in_pieces(world.programme, one) for one in listed]


def _sections(world: World) -> dict[str, str]:
    text = {"停炉步骤": "先降温，后停止装煤，逐孔推焦", "环保措施": "荒煤气点燃放散，熄焦水不外排"}
    return text if world.maybe(0.6) else text | {"应急": f"设值守{world.chance.randrange(1, 9)}人"}


GENERATORS: Generators = {
    SubmitPlan: (25, submit_plan),
    SubmitCountyPlan: (8, submit_county_plan),
    Review: (25, review),
    RecordExpertReview: (10, record_expert_review),
}
