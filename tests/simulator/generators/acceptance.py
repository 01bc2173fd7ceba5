"""验收: reporting a part done, looking at it, accepting it. Mostly the step that is wanted next, or few come so far."""

from typing import Literal

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import firms_paper, number
from tests.simulator.world import Asked, World
from yajian.core import checks, gates, unentered
from yajian.core.books import capacity
from yajian.core.decisions.acceptance import Accept, Check, Finding, Report
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.decisions.closure import RecordCondition
from yajian.core.decisions.dossier import BindFacility, EnterFacility, EnterSite, RenameFacility
from yajian.core.decisions.register import EnterFiling, OpenUnit
from yajian.core.facts.register import Account
from yajian.core.facts.targets import PartListed
from yajian.core.rules import acceptance as rules
from yajian.core.rules import closure, dossier, register, targets
from yajian.core.words import CountyId, DocumentNo, EnterpriseId, FacilityId, PartId, SiteId, Tonnes, UnitId

_GROUP = {"示例甲": "示范市工信局", "示例乙": "示例设计院"}


def report(world: World) -> Asked:
    listed = _listed(world)
    firm = listed.enterprise if listed is not None else EnterpriseId("谁")
    own = firms_paper(world, firm)
    if isinstance(own, Asked):
        return own
    command = Report(
        part=listed.part if listed is not None else PartId("L00"),
        done="焦炉已关停，煤气已置换",
        whereabouts="设备就地封存",
        reported_by="示例厂长",
        document=own,
    )
    return world.ask(command, effective=world.today)


def check(world: World) -> Asked:
    return _check(world, _listed(world))


def accept(world: World) -> Asked:
    listed = _listed(world)
    if listed is not None and listed.facilities and world.maybe(0.8):
        wanted = _before(world, listed)
        if wanted is not None:
            return wanted
    part = listed.part if listed is not None else PartId("L00")
    paper = _written_today(world)
    if isinstance(paper, Asked):
        return paper
    return world.ask(Accept(part=part, members=_GROUP, document=paper), effective=world.today)


def _written_today(world: World) -> DocumentNo | Asked:
    """Mostly a paper the city wrote today, or the entering of one; else any there is."""
    if world.maybe(0.2):
        return number(world)
    register = world.programme.charter.documents
    today = [name for name, entry in register.items() if entry.entries[-1].value.issued_on == world.today]
    if today and world.maybe(0.8):
        return world.pick(today)
    paper = RegisterDocument(
        number=DocumentNo(f"示焦压减验〔{world.today.year}〕{len(register) + 1}号"),
        title="现场核查记录",
        issued_on=world.today,
        issuer="示范市人民政府",
    )
    return world.ask(paper, scans=1, effective=world.today)


def _before(world: World, listed: PartListed) -> Asked | None:
    """What has to be there first: the ovens down, the tonnes on a filing, a report, the city's visit."""
    for oven in listed.facilities:
        if closure.reached(world.programme, listed.part, oven, "shut") is None:
            down = next(
                one.label
                for kind in world.base.facility_types.values()
                for one in kind.conditions
                if one.counts_as == "dismantled"
            )
            command = RecordCondition(part=listed.part, facility=oven, condition=down)
            return world.ask(command, scans=1, effective=world.today)
    lacking = listed.tonnes - sum(
        sums[Account.FILED] + sums[Account.RETIRED]
        for unit in register.units_of_part(world.programme, listed.part)
        for sums in [capacity.balances(world.programme.capacity, unit)]
    )
    if lacking > 0:
        paper = f"示备〔2012〕{listed.part}-{lacking}号"
        if register.filing_numbered(world.programme, paper) is None:
            filing = EnterFiling(
                number=paper,
                enterprise=listed.enterprise,
                filed_on=world.day(3000),
                filed_t=Tonnes(lacking),
                issuer="示范市经委",
            )
            return world.ask(filing, scans=1, effective=world.today)
        unit = OpenUnit(
            unit=UnitId(f"A-{listed.part}-{lacking}"),
            filing_no=paper,
            filed_t=Tonnes(lacking),
            part=listed.part,
        )
        return world.ask(unit, effective=world.today)
    ledger = _in_ledger(world, listed)
    if ledger is not None:
        return ledger
    stands = rules.standing(world.programme, listed.part)
    if stands.report is None:
        return report(world)
    return _check(world, listed, level="市级") if stands.city is None else None


def _in_ledger(world: World, listed: PartListed) -> Asked | None:
    """An oven for every name of the part: its yard, its entry, its binding. A piece of a method wants one it may lie in."""
    asked = gates.case(world.plan, world.programme, listed.part, "", world.today, world.today)
    if asked is None or asked.ovens:
        return None
    there = unentered.namesakes(world.programme, listed, world.today)
    if there:
        plate = f"{world.chance.randrange(100)}号老炉"
        command = RenameFacility(facility=there[0], name=plate, document=number(world))
        return world.ask(command, effective=world.today)
    pieces = closure.method(world.programme, listed.part) is not None
    for name in ("9号炉",) if pieces else listed.facilities:
        if not pieces and dossier.facility_of(world.programme, listed.part, name) is not None:
            continue
        yard, oven = SiteId(f"yard-{asked.enterprise}"), FacilityId(f"{listed.part}-{name}")
        if dossier.site(world.programme, yard) is None:
            county = listed.county or CountyId(world.base.counties[0].id)
            site = EnterSite(site=yard, enterprise=asked.enterprise, name="老厂区", county=county)
            return world.ask(site, effective=world.today)
        if dossier.facility(world.programme, oven) is None:
            kind = next(iter(world.base.facility_types))
            entered = EnterFacility(facility=oven, facility_type=kind, name=name, site=yard)
            return world.ask(entered, effective=world.today)
        if not pieces:
            bound = BindFacility(facility=oven, part=listed.part, listed_name=name)
            return world.ask(bound, effective=world.today)
    return None


def _check(world: World, listed: PartListed | None, level: Literal["县级", "市级"] | None = None) -> Asked:
    ovens = listed.facilities if listed is not None else ()
    fault: Literal["无", "严重"] = "严重" if world.maybe(0.1) else "无"
    paper = _written_today(world)
    if isinstance(paper, Asked):
        return paper
    named = [one.label for one in _checks(world, listed)]
    told = named if world.maybe(0.95) else named[1:]
    command = Check(
        part=listed.part if listed is not None else PartId("L00"),
        level=level or ("县级" if world.maybe(0.3) else "市级"),
        looked={
            name: Finding(found="已关停，炉体已冷", fault=fault) for name in (*(ovens or ("现场",)), *told)
        },
        members=_GROUP,
        verdict="退回" if world.maybe(0.15) else "同意",
        words="与报告相符",
        document=paper,
    )
    return world.ask(command, scans=1, effective=world.today)


def _checks(world: World, listed: PartListed | None) -> tuple[checks.Line, ...]:
    if listed is None:
        return ()
    asked = gates.case(world.plan, world.programme, listed.part, "", world.today, world.today)
    return checks.catalogue(world.plan, world.programme, asked) if asked is not None else ()


def _part(world: World) -> PartId:
    listed = _listed(world)
    return listed.part if listed is not None else PartId("L00")


def _listed(world: World) -> PartListed | None:
    """Mostly the one that somebody reported already, so that the steps meet."""
    lists = tuple(targets.lists(world.programme))
    parts = [closure.in_pieces(world.programme, part) for entry in lists for part in entry.value.parts]
    begun = [part for part in parts if part.part in world.programme.acceptance.parts]
    if begun and world.maybe(0.8):
        return world.pick(begun)
    named = [part for part in parts if part.facilities]
    return world.pick(named) if named and world.maybe(0.9) else world.pick(parts) if parts else None


GENERATORS: Generators = {Report: (25, report), Check: (40, check), Accept: (60, accept)}
