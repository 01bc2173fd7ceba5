"""前置条件与同意文书: signing for warnings, overriding, giving the paper, taking it back."""

from datetime import date, timedelta

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import city_paper, paper_of
from tests.simulator.generators.closure import facility
from tests.simulator.world import Asked, World
from yajian.core import gates, releasepapers
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.decisions.organs import HoldPost
from yajian.core.decisions.releases import Override, Release, SignWarning, Withdraw
from yajian.core.facts.releases import Key
from yajian.core.gates import Standing
from yajian.core.plan import Gate
from yajian.core.rules import organs as organ_rules
from yajian.core.rules import releases
from yajian.core.rules import targets as target_rules
from yajian.core.words import DocumentNo, OrganId, PartId


def sign_warning(world: World) -> Asked:
    gate, part, name = _place(world)
    post = next((one.signed_by for one in gate.conditions if one.signed_by), None)
    listed = target_rules.find_part(world.programme, part)
    if post and listed is not None and listed.county and _holder(world, gate, part) == "别人":
        first = HoldPost(organ=OrganId(listed.county), post=post, person="示例甲", document=city_paper(world))
        return world.ask(first, effective=world.today)  # nobody can sign before somebody holds the post
    planned_on = world.today + timedelta(days=world.chance.randrange(30)) if world.maybe(0.3) else None
    found = _standing(world, gate, part, name)
    warns = [line.condition.id for line in found.unsigned] if found is not None else []
    command = SignWarning(
        gate=gate.id,
        condition=world.pick(warns) if warns else "C1",
        part=part,
        facility=name,
        signer=_holder(world, gate, part) if world.maybe(0.9) else "别人",
        words="已知悉",
        planned_on=planned_on,
    )
    return world.ask(command, scans=1, effective=world.today)


def override(world: World) -> Asked:
    gate, part, name = _place(world)
    found = _standing(world, gate, part, name)
    held = tuple(line.condition.id for line in found.held_by) if found is not None else ()
    minutes = _minutes(world, gate)
    if isinstance(minutes, Asked):
        return minutes
    command = Override(
        gate=gate.id,
        part=part,
        facility=name,
        conditions=held if world.maybe(0.9) else held[:1],
        planned_on=world.today + timedelta(days=world.chance.randrange(30)),
        person=world.pick(_body(world, gate)) if world.maybe(0.9) else "别人",
        reason="分步实施，县（市）已有安排",
        document=minutes,
    )
    return world.ask(command, effective=world.today)


def _minutes(world: World, gate: Gate) -> DocumentNo | Asked:
    """Of the body that the plan lets override this gate, if there is one."""
    by = gate.override.value if gate.override is not None else None
    group = world.plan.groups.get(by or "")
    if group is None:
        return city_paper(world)
    return paper_of(world, group.short or group.name, "示纪", "专题会议纪要")


def release(world: World) -> Asked:
    ready = _ready(world)
    gate, part, name, planned_on = ready or (
        *_place(world),
        world.today + timedelta(days=world.chance.randrange(60)),
    )
    found = _standing(world, gate, part, name, planned_on)
    paper = _notice(world, found, part, name) if found is not None else None
    if found is not None and found.opens and paper is None and world.maybe(0.9):
        return _written(world, part, name)
    command = Release(
        gate=gate.id, part=part, facility=name, planned_on=planned_on, document=paper or city_paper(world)
    )
    return world.ask(command, effective=world.today)


def _title(part: PartId, name: str) -> str:
    return f"关于同意{part} {name}停炉拆除的通知"


def _notice(world: World, found: Standing, part: PartId, name: str) -> DocumentNo | None:
    """A paper that was written for this place and for what it rests on, if there is one."""
    register = world.programme.charter.documents.items()
    written = [number for number, past in register if past.entries[-1].value.title == _title(part, name)]
    fit = [
        one
        for one in written
        if next(releasepapers.faults(world.plan, world.programme, found, one), None) is None
    ]
    return fit[-1] if fit and world.maybe(0.9) else None


def _written(world: World, part: PartId, name: str) -> Asked:
    """The notice itself, put on the register."""
    number = DocumentNo(f"示压减办〔{world.today.year}〕{len(world.programme.charter.documents) + 1}号")
    paper = RegisterDocument(
        number=number, title=_title(part, name), issued_on=world.today, issuer="市领导小组办公室"
    )
    return world.ask(paper, scans=1, effective=world.today)


def withdraw(world: World) -> Asked:
    given = [
        key
        for key in world.programme.releases.papers
        if releases.release(world.programme, key, world.today) is not None
    ] or list(world.programme.releases.papers)
    gate, part, name = _place(world)
    key = world.pick(given) if given else (gate.id, part, name)
    command = Withdraw(
        gate=key[0], part=key[1], facility=key[2], reason="应急预案已过期", document=city_paper(world)
    )
    return world.ask(command, effective=world.today)


def _place(world: World) -> tuple[Gate, PartId, str]:
    """Mostly where somebody has got further already: few ovens ever come to a paper by chance."""
    begun = [*world.programme.releases.warnings, *world.programme.releases.overrides]
    begun = [one for one in begun if not _is_done(world, one)] or begun
    if begun and world.maybe(0.7):
        name, part, oven = world.pick(begun)
        return world.plan.gates[name], part, oven
    gate = world.pick([one for one in world.plan.gates.values() if one.releases in ("shutdown", "dismantle")])
    return gate, *facility(world)


def _is_done(world: World, key: Key) -> bool:
    """Whether what the paper would let happen has happened: then nobody gives it."""
    gate, part, oven = key
    found = _standing(world, world.plan.gates[gate], part, oven)
    return found is not None and found.done is not None


def _standing(world: World, gate: Gate, part: PartId, name: str, on: date | None = None) -> Standing | None:
    asked = gates.case(world.plan, world.programme, part, name, on or world.today, world.today)
    return gates.standing(world.plan, world.programme, gate, asked) if asked is not None else None


def _ready(world: World) -> tuple[Gate, PartId, str, date] | None:
    """A place where the paper may be given, and the day it was overridden for: few come so far by chance."""
    for (name, part, oven), said in world.programme.releases.overrides.items():
        gate, last = world.plan.gates[name], said.at(world.today)
        on = last.value.planned_on if last is not None else None
        if on is None or on < world.today:
            continue
        found = _standing(world, gate, part, oven, on)
        if found is not None and found.opens and found.release is None:
            return gate, part, oven, on
    return None


def _holder(world: World, gate: Gate, part: PartId) -> str:
    """Who holds the post that signs for warnings in the county of a part, if anybody is known to."""
    listed = target_rules.find_part(world.programme, part)
    post = next((one.signed_by for one in gate.conditions if one.signed_by), None)
    if listed is None or listed.county is None or post is None:
        return "别人"
    found = organ_rules.holder(world.plan, world.programme, listed.county, post, world.today)
    return found.person if found is not None and found.person else "别人"


def _body(world: World, gate: Gate) -> list[str]:
    """Who holds a post in the body that may override, as the plan names them."""
    by = gate.override.value if gate.override is not None else None
    posts = organ_rules.posts(world.plan, world.programme, world.today)
    return [one.person for one in posts if str(one.organ) == by and one.person] or ["别人"]


GENERATORS: Generators = {
    SignWarning: (45, sign_warning),
    Override: (30, override),
    Release: (30, release),
    Withdraw: (15, withdraw),
}
