"""法院事项: sealing, carrying on, talking it over, the court's papers, unsealing, taking a mistaken entry back."""

from datetime import timedelta

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.generators.closure import facility
from tests.simulator.world import Asked, World
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.decisions.courts import (
    ConsultCourt,
    ExtendSeal,
    RecordDocument,
    RecordSeal,
    RecordUnsealing,
    WithdrawSeal,
)
from yajian.core.words import DocumentNo, Seq


def record_seal(world: World) -> Asked:
    part, name = facility(world)
    courts = [one.name for one in world.plan.organisations.values() if one.level == "court"]
    court = world.pick([*courts, "示例法院"])
    command = RecordSeal(
        part=part,
        facility=name,
        court=court if world.maybe(0.95) else "示例县人民政府",
        case_no=f"（2018）示01执{world.chance.randrange(1, 9):03}号",
        document=order_of(world, court) or number(world) if world.maybe(0.9) else number(world),
        until=world.today + timedelta(days=world.chance.randrange(800)) if world.maybe(0.5) else None,
    )
    return ordered(world, court) or world.ask(command, effective=world.today)


def extend_seal(world: World) -> Asked:
    until = world.today + timedelta(days=world.chance.randrange(800))
    seal = _seal(world)
    return heard(world, seal) or world.ask(
        ExtendSeal(seal=seal, document=word(world, seal), until=until), effective=world.today
    )


def consult_court(world: World) -> Asked:
    command = ConsultCourt(
        seal=_seal(world),
        by=world.pick(("letter", "meeting", "call")),
        with_whom="执行局",
        summary="商请明确查封设施的处置办法",
        planned_on=world.today + timedelta(days=30) if world.maybe(0.5) else None,
    )
    return world.ask(command, scans=1, effective=world.today)


def record_document(world: World) -> Asked:
    seal = _seal(world)
    command = RecordDocument(
        seal=seal,
        says=world.pick(("consent", "consent", "refusal", "other")),
        document=word(world, seal),
    )
    return heard(world, seal) or world.ask(command, effective=world.today)


def record_unsealing(world: World) -> Asked:
    seal = _seal(world)
    command = RecordUnsealing(seal=seal, document=word(world, seal))
    return heard(world, seal) or world.ask(command, effective=world.today)


def withdraw_seal(world: World) -> Asked:
    seal = _seal(world)
    command = WithdrawSeal(seal=seal, reason="焦炉登错了", document=word(world, seal))
    return world.ask(command, effective=world.today)


def order_of(world: World, court: str) -> DocumentNo | None:
    """A paper of a court to seal by."""
    mine = [
        name
        for name, past in world.programme.charter.documents.items()
        if past.entries[-1].value.issuer == court
    ]
    return world.pick(mine) if mine else None


def ordered(world: World, court: str) -> Asked | None:
    """Before a court's seal is entered its order mostly has to be on the register."""
    if order_of(world, court) is not None or world.maybe(0.1):
        return None
    paper = RegisterDocument(
        number=DocumentNo(f"（2018）示0{1 + (court == '示例法院')}执{world.chance.randrange(1, 400):03}号"),
        title="执行裁定书",
        issued_on=world.today,
        issuer=court,
    )
    return world.ask(paper, scans=1, effective=world.today)


def heard(world: World, seal: Seq) -> Asked | None:
    """Before its court is quoted it mostly has to have written: then its paper is registered first."""
    fact = world.programme.courts.seals.get(seal)
    if fact is None or _written(world, seal) or world.maybe(0.1):
        return None
    number = f"{fact.case_no}之{world.chance.randrange(1, 400)}"
    paper = RegisterDocument(
        number=DocumentNo(number), title="执行裁定书", issued_on=world.today, issuer=fact.court
    )
    return world.ask(paper, scans=1, effective=world.today)


def _written(world: World, seal: Seq) -> list[DocumentNo]:
    """What the seal's court wrote besides the order that sealed."""
    fact = world.programme.courts.seals.get(seal)
    register = world.programme.charter.documents.items()
    return [
        name
        for name, past in register
        if fact is not None and past.entries[-1].value.issuer == fact.court and name != fact.document
    ]


def word(world: World, seal: Seq) -> DocumentNo:
    return world.pick(_written(world, seal) or [number(world)]) if world.maybe(0.9) else number(world)


def _seal(world: World) -> Seq:
    seals = tuple(world.programme.courts.seals)
    return world.pick(seals) if seals else Seq(1)


GENERATORS: Generators = {
    RecordSeal: (15, record_seal),
    ExtendSeal: (5, extend_seal),
    ConsultCourt: (10, consult_court),
    RecordDocument: (10, record_document),
    RecordUnsealing: (4, record_unsealing),
    WithdrawSeal: (2, withdraw_seal),
}
