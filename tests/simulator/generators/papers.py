"""文书: drafted, signed in turn, sent back and drafted again, numbered, closed on a scan, now and then voided."""

from collections.abc import Callable
from datetime import timedelta

from tests.simulator.generators import Generators
from tests.simulator.generators.closure import facility
from tests.simulator.world import Asked, World
from yajian.core.decisions.papers import Close, Draft, Number, Opine, Void
from yajian.core.facts.papers import About
from yajian.core.rules import papers as rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules.papers import Standing
from yajian.core.words import CountyId, PaperId, Seq

NAME = "示例丙"
ISSUERS = {"示工信函": "示范市工信局", "示东工信字": "示东市工信局"}


def draft(world: World) -> Asked:
    returned = _one(world, lambda found: found.returned is not None and found.numbered is None)
    code = world.pick(tuple(ISSUERS))
    before = returned.draft if returned is not None else None
    name = before.template if before is not None else world.pick(tuple(world.plan.templates) or ("W0",))
    about = returned.about if returned is not None else _about(world, name)
    command = Draft(
        template=name,
        title="压减任务书",
        issuer=before.issuer if before is not None else ISSUERS[code],
        drafted_by=NAME,
        county=before.county if before is not None else _county(world, about),
        year=before.year if before is not None else world.today.year,
        enterprise=about.enterprise,
        part=about.part,
        facility=about.facility,
        planned_on=about.planned_on,
        reviewer=about.reviewer,
        seal=about.seal,
        paper=returned.paper if returned is not None and returned.is_open else None,
        as_of=world.today,
        known=world.programme.seq,
        file=world.scan(),
    )
    return world.ask(command, effective=world.today)


def _about(world: World, name: str) -> About:
    """What such a paper asks for, from what there is."""
    template = world.plan.templates.get(name)
    asks = rules.asks(template) if template is not None else ()
    part, oven = facility(world)
    listed = target_rules.find_part(world.programme, part)
    reviews = [one.value for line in world.programme.workplans.reviews.values() for one in line.known()]
    review = world.pick(reviews) if reviews and "reviewer" in asks else None
    firm = review.enterprise if review is not None else listed.enterprise if listed is not None else None
    return About(
        enterprise=firm if "enterprise" in asks else None,
        part=part if "part" in asks else None,
        facility=oven if "facility" in asks else "",
        planned_on=world.today + timedelta(days=9) if "planned_on" in asks else None,
        reviewer=review.organ if review is not None else None,
        seal=world.pick(tuple(world.programme.courts.seals) or (Seq(1),)) if "seal" in asks else None,
    )


def _county(world: World, about: About) -> CountyId:
    listed = target_rules.find_part(world.programme, about.part) if about.part is not None else None
    if listed is not None and listed.county is not None:
        return listed.county
    return CountyId(world.pick(world.base.counties).id)


def opine(world: World) -> Asked:
    found = _one(world, lambda one: one.is_open and one.next_step is not None)
    step = found.next_step if found is not None and found.next_step is not None else world.pick(rules.STEPS)
    agrees = world.maybe(0.9)
    command = Opine(
        paper=_paper(found),
        step=step,
        name=NAME,
        words="同意" if agrees else "请核对时限",
        verdict="同意" if agrees else "退回",
    )
    return world.ask(command, effective=world.today)


def number(world: World) -> Asked:
    found = _one(world, lambda one: one.stage == "待编号")
    mine = [code for code, issuer in ISSUERS.items() if found is not None and issuer == found.draft.issuer]
    command = Number(
        paper=_paper(found),
        code=mine[0] if mine else world.pick(tuple(ISSUERS)),
        first=world.chance.randrange(1, 20) if world.maybe(0.1) else None,
    )
    return world.ask(command, effective=world.today)


def close(world: World) -> Asked:
    found = _one(world, lambda one: one.stage == "待办结")
    return world.ask(
        Close(paper=_paper(found), issued_on=world.today, signer=NAME), scans=1, effective=world.today
    )


def void(world: World) -> Asked:
    found = _one(world, lambda one: one.is_open)
    return world.ask(Void(paper=_paper(found), reason="改用函"), effective=world.today)


def _one(world: World, wanted: Callable[[Standing], bool]) -> Standing | None:
    found = [one for one in rules.standings(world.programme) if wanted(one)]
    return world.pick(found) if found else None


def _paper(found: Standing | None) -> PaperId:
    return found.paper if found is not None else PaperId("2020-1")


GENERATORS: Generators = {
    Draft: (15, draft),
    Opine: (60, opine),
    Number: (18, number),
    Close: (15, close),
    Void: (4, void),
}
