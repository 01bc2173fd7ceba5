"""备案文件与产能单元: papers entered and corrected, units opened on them, placed, traced, split, and how they stand."""

from datetime import date, timedelta

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.world import Asked, World
from yajian.core.books.capacity import tonnages
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.decisions.register import (
    CorrectFiling,
    EnterFiling,
    EstablishOrigin,
    OpenUnit,
    PlaceUnit,
    RenumberFiling,
    SplitUnit,
    StateStanding,
    VoidFiling,
)
from yajian.core.facts.register import FilingEntered
from yajian.core.rules import dossier
from yajian.core.rules import targets as rules
from yajian.core.rules.charter import document
from yajian.core.words import DocumentNo, Tonnes, UnitId

CONTRACT, SELLER = DocumentNo("合同1号"), "示例出让方有限公司"


def enter_filing(world: World) -> Asked:
    place = world.chance.randrange(30)
    parts = rules.counted(world.programme)
    enterprise = world.pick(parts).enterprise if parts and world.maybe(0.7) else None
    command = EnterFiling(
        number=f"示备〔2011〕{place}号",
        enterprise=enterprise or world.pick(dossier.known_enterprises(world.plan, world.programme)),
        filed_on=world.day(3000),
        filed_t=_some(world, 120),
        issuer="示范市经济委员会",
    )
    return world.ask(command, scans=1, effective=world.today)


def correct_filing(world: World) -> Asked:
    filing = _filing(world)
    papers = world.programme.register.units.items()
    units = [unit for unit, opened in papers if opened.filing == (filing.identity or filing.key)]
    changed = {world.pick(units): _some(world, 60)} if units and world.maybe(0.5) else {}
    command = CorrectFiling(
        number=filing.number,
        filed_on=filing.filed_on,
        filed_t=_some(world, 160),
        issuer=filing.issuer,
        reason="登记时少写一位",
        units=changed,
    )
    return world.ask(command, scans=1, effective=world.today)


def renumber_filing(world: World) -> Asked:
    command = RenumberFiling(
        number=_filing(world).number,
        new_number=f"示备〔2011〕{world.chance.randrange(40)}号",
        document=number(world),
        reason="登记时看错一位",
    )
    return world.ask(command, effective=world.today)


def void_filing(world: World) -> Asked:
    command = VoidFiling(number=_filing(world).number, document=number(world), reason="没有这份文件")
    return world.ask(command, effective=world.today)


def open_unit(world: World) -> Asked:
    filing = _filing(world)
    parts = [part for part in rules.counted(world.programme) if part.enterprise == filing.enterprise]
    part = world.pick(parts) if parts and world.maybe(0.7) else None
    command = OpenUnit(
        unit=UnitId(f"U-{world.chance.randrange(40):02}"),
        filing_no=filing.number,
        filed_t=Tonnes(600_000) if world.maybe(0.2) else _some(world, 60),
        part=part.part if part is not None else None,
        facility=world.pick(part.facilities) if part is not None and part.facilities else "",
    )
    return world.ask(command, effective=world.today)


def place_unit(world: World) -> Asked:
    parts = rules.counted(world.programme)
    part = world.pick(parts).part if parts and world.maybe(0.8) else None
    return world.ask(PlaceUnit(unit=_unit(world), part=part), scans=1)


def establish_origin(world: World) -> Asked:
    unit = _unit(world)
    said = world.programme.register.origins.get(unit)
    bought = document(world.programme, CONTRACT) if world.maybe(0.5) else None
    if bought is None and world.maybe(0.3):
        return _contract(world)
    command = EstablishOrigin(
        unit=unit,
        origin=world.pick([origin.id for origin in world.base.capacity.origins]),
        contract_no=CONTRACT if bought is not None else "",
        contract_on=_mostly(world, bought.value.issued_on) if bought is not None else None,
        seller=SELLER if bought is not None else "",
        contract_t=Tonnes(world.chance.randrange(2_000_000)) if world.maybe(0.3) else None,
        corrects=said.entries[-1].seq if said is not None and world.maybe(0.5) else None,
    )
    return world.ask(command, scans=1, effective=world.today)


def _mostly(world: World, day: date) -> date:
    return day if world.maybe(0.9) else world.day(3000)


def _contract(world: World) -> Asked:
    """The seller's contract, on the register before anything is said to have been bought by it."""
    paper = RegisterDocument(
        number=CONTRACT, title="产能交易合同", issued_on=world.today - timedelta(days=2000), issuer=SELLER
    )
    return world.ask(paper, scans=1, effective=world.today)


def split_unit(world: World) -> Asked:
    unit = _unit(world)
    five = tonnages(world.programme.capacity, (unit,))
    operating = world.chance.randrange(five.operating_t + 1)
    stopped = world.chance.randrange(five.stopped_t + 1)
    spare = five.built_t - five.operating_t - five.stopped_t
    command = SplitUnit(
        unit=unit,
        into=UnitId(f"U-{world.chance.randrange(40, 80):02}"),
        filed_t=Tonnes(world.chance.randrange(1, max(five.filed_t, 2))),
        built_t=Tonnes(operating + stopped + world.chance.randrange(spare + 1)),
        operating_t=Tonnes(operating),
        stopped_t=Tonnes(stopped),
    )
    return world.ask(command, scans=1, effective=world.today)


def state_standing(world: World) -> Asked:
    unit = _unit(world)
    built = world.chance.randrange(0, 100) * 10_000
    operating = world.chance.randrange(0, built + 1)
    stopped = world.chance.randrange(0, built - operating + 1)
    stated = world.programme.capacity.postings.get(unit, ())
    corrects = stated[-1].seq if stated and world.maybe(0.3) else None
    command = StateStanding(
        unit=unit,
        built_t=Tonnes(built),
        operating_t=Tonnes(operating),
        stopped_t=Tonnes(stopped),
        corrects=corrects,
    )
    return world.ask(command, scans=1, effective=world.day(10))


def _some(world: World, most: int) -> Tonnes:
    return Tonnes(world.chance.randrange(1, most) * 10_000)


def _filing(world: World) -> FilingEntered:
    filings = world.programme.register.filings.values()
    entered = [entry.value for line in filings if (entry := line.at()) is not None]
    if entered:
        return world.pick(entered)
    firm = world.pick(tuple(world.base.enterprises))
    return FilingEntered(
        number="示备〔2011〕0号",
        key="",
        enterprise=firm,
        filed_on=world.today,
        filed_t=Tonnes(1),
        issuer="无",
    )


def _unit(world: World) -> UnitId:
    units = tuple(world.programme.register.units)
    return world.pick(units) if units else UnitId("U-00")


GENERATORS: Generators = {
    EnterFiling: (40, enter_filing),
    CorrectFiling: (25, correct_filing),
    RenumberFiling: (12, renumber_filing),
    VoidFiling: (6, void_filing),
    OpenUnit: (60, open_unit),
    PlaceUnit: (20, place_unit),
    EstablishOrigin: (25, establish_origin),
    SplitUnit: (25, split_unit),
    StateStanding: (80, state_standing),
}
