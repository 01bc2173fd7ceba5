"""风险与应急: kinds assessed and struck off, emergency plans filed, drills held."""

from datetime import timedelta
from typing import Any

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import firms_paper, number
from tests.simulator.world import Asked, World
from yajian.core.decisions.risks import Assess, Close, FileEmergencyPlan, RecordDrill
from yajian.core.rules import dossier
from yajian.core.rules import organs as organ_rules
from yajian.core.rules import risks as rules
from yajian.core.rules.charter import document
from yajian.core.words import EnterpriseId


def assess(world: World) -> Asked:
    low = world.maybe(0.3)
    risks = world.plan.risks
    likelihood = (risks.likelihood.value or ("",)) if risks is not None and risks.likelihood else ("",)
    impact = (risks.impact.value or ("",)) if risks is not None and risks.impact else ("",)
    command = Assess(
        **_place(world),
        likelihood=likelihood[0] if low else world.pick(likelihood),
        impact=impact[0] if low else world.pick(impact),
        conclusion="可控",
        owner="示例副县长",
        measure="逐户约谈",
        due=world.today + timedelta(days=world.chance.randrange(120)),
        document=number(world),
    )
    return world.ask(command, effective=world.today)


def close(world: World) -> Asked:
    open_ones: list[dict[str, Any]] = [
        {"kind_of_risk": kind, "county": county or None, "enterprise": firm or None}
        for county, firm, kind in world.programme.risks.risks
    ]
    what = world.pick(open_ones) if open_ones else _place(world)
    posts = [one for one in organ_rules.posts(world.plan, world.programme, world.today) if one.person]
    firm = what.get("enterprise")
    county = dossier.county_of(world.plan, world.programme, firm) if firm else what.get("county")
    people = [one.person for one in posts if one.organ == county or world.maybe(0.1)]
    command = Close(
        **what,
        result="已落实",
        accepted_by=world.pick(people) if people else "示例一",
    )
    return world.ask(command, scans=1, effective=world.today)


def file_emergency_plan(world: World) -> Asked:
    begins = world.today - timedelta(days=world.chance.randrange(30))
    opinion = number(world)
    paper = document(world.programme, opinion)
    firm = _firm(world)
    own = firms_paper(world, firm)
    if isinstance(own, Asked):
        return own
    command = FileEmergencyPlan(
        enterprise=firm,
        purpose=world.pick(("停炉", "停炉", "生产运行")),
        title="应急预案",
        document=own,
        contacts={"调度室": "0000-1234567"},
        valid_from=begins,
        valid_to=begins + timedelta(days=world.chance.randrange(1, 700)),
        reviewed_by=paper.value.issuer if paper is not None and world.maybe(0.9) else "示例专家组",
        review=opinion,
    )
    return world.ask(command, effective=world.today)


def record_drill(world: World) -> Asked:
    filed = tuple(world.programme.risks.plans)
    firm, purpose = world.pick(filed) if filed else (_firm(world), "shutdown")
    command = RecordDrill(
        enterprise=firm,
        purpose="停炉" if purpose == "shutdown" else "生产运行",
        scenario="煤气泄漏处置",
        participants=world.chance.randrange(1, 80),
        findings="没有",
    )
    return world.ask(command, scans=1, effective=world.today)


def _place(world: World) -> dict[str, Any]:
    kinds = [one.id for one in rules.kinds(world.plan)] or ["policy"]
    whose: dict[str, Any] = {"kind_of_risk": world.pick(kinds)}
    if world.maybe(0.7):
        return whose | {"county": world.pick(world.plan.counties).id}
    return whose | {"enterprise": _firm(world)}


def _firm(world: World) -> EnterpriseId:
    return world.pick(tuple(world.plan.enterprises))


GENERATORS: Generators = {
    Assess: (30, assess),
    Close: (15, close),
    FileEmergencyPlan: (20, file_emergency_plan),
    RecordDrill: (10, record_drill),
}
