"""企业台账: enterprises, sites, facilities and interests, entered, renamed, merged, moved, answered, withdrawn."""

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.world import Asked, World
from yajian.core.decisions.dossier import (
    AnswerInterest,
    BindFacility,
    EnterEnterprise,
    EnterFacility,
    EnterSite,
    ImportLedger,
    MergeEnterprises,
    MoveFacility,
    PassSite,
    RecordCreditCode,
    RecordInterest,
    RelocateEnterprise,
    RenameEnterprise,
    RenameFacility,
    WithdrawEntry,
)
from yajian.core.decisions.dossier.importing import EnterpriseLine, FacilityLine
from yajian.core.rules import credit_code
from yajian.core.rules import dossier as rules
from yajian.core.rules import targets as target_rules
from yajian.core.words import CountyId, EnterpriseId, FacilityId, Fen, PartId, Seq, SiteId


def enter_enterprise(world: World) -> Asked:
    place = world.chance.randrange(12)
    coded = world.maybe(0.5)
    command = EnterEnterprise(
        enterprise=EnterpriseId(f"firm_{place}"),
        name=f"示例新企业{place}有限公司",
        county=_county(world),
        credit_code=_code(world) if coded else "",
        code_absent="" if coded else "尚未换证",
    )
    return world.ask(command)


def record_credit_code(world: World) -> Asked:
    return world.ask(RecordCreditCode(enterprise=_firm(world), credit_code=_code(world)))


def rename_enterprise(world: World) -> Asked:
    name = f"示例改名{world.chance.randrange(30)}有限公司"
    return world.ask(RenameEnterprise(enterprise=_firm(world), name=name, document=number(world)))


def merge_enterprises(world: World) -> Asked:
    command = MergeEnterprises(enterprise=_firm(world), successor=_firm(world), document=number(world))
    return world.ask(command, effective=world.today)


def relocate_enterprise(world: World) -> Asked:
    command = RelocateEnterprise(enterprise=_firm(world), county=_county(world), document=number(world))
    return world.ask(command, effective=world.day(30))


def pass_site(world: World) -> Asked:
    command = PassSite(
        site=_site(world),
        enterprise=_firm(world),
        document=number(world),
        county=_county(world) if world.maybe(0.3) else None,
    )
    return world.ask(command, effective=world.day(30))


def enter_site(world: World) -> Asked:
    place = world.chance.randrange(20)
    command = EnterSite(
        site=SiteId(f"site_{place}"), enterprise=_firm(world), name=f"{place}号厂区", county=_county(world)
    )
    return world.ask(command)


def enter_facility(world: World) -> Asked:
    place = world.chance.randrange(30)
    command = EnterFacility(
        facility=FacilityId(f"oven_{place}"),
        facility_type=world.pick(tuple(world.base.facility_types)),
        name=f"{place % 5}号炉",
        site=_site(world),
    )
    return world.ask(command)


def rename_facility(world: World) -> Asked:
    name = f"{world.chance.randrange(9)}号改"
    return world.ask(RenameFacility(facility=_facility(world), name=name, document=number(world)))


def move_facility(world: World) -> Asked:
    command = MoveFacility(facility=_facility(world), site=_site(world), document=number(world))
    return world.ask(command, effective=world.today)


def bind_facility(world: World) -> Asked:
    listed = (part for entry in target_rules.lists(world.programme) for part in entry.value.parts)
    named = [part for part in listed if part.facilities]
    if not named:
        command = BindFacility(facility=_facility(world), part=PartId("L00"), listed_name="1号")
        return world.ask(command, effective=world.today)
    part = world.pick(named)
    mine = rules.facilities_of(world.programme, (part.enterprise,))
    command = BindFacility(
        facility=world.pick(mine) if mine else _facility(world),
        part=part.part,
        listed_name=world.pick(part.facilities),
    )
    return world.ask(command, effective=world.today)


def record_interest(world: World) -> Asked:
    amount = Fen(world.chance.randrange(1, 10**9)) if world.maybe(0.5) else None
    command = RecordInterest(
        enterprise=_firm(world),
        matter=world.pick(("债务", "资产", "其他")),
        summary=world.pick(("银行贷款未清", "厂房抵押", "职工宿舍产权")),
        owner="示东市工信局",
        amount_fen=amount,
    )
    return world.ask(command)


def answer_interest(world: World) -> Asked:
    interests = tuple(world.programme.dossiers.interests)
    interest = world.pick(interests) if interests else Seq(1)
    return world.ask(AnswerInterest(interest=interest, answer="按协议分期清偿", document=number(world)))


def withdraw_entry(world: World) -> Asked:
    mine = [
        one.seq
        for one in world.history[-40:]
        if str(type(one.fact).__struct_config__.tag).startswith("dossier.")
    ]
    return world.ask(WithdrawEntry(entry=world.pick(mine) if mine else Seq(1), reason="登记有误"))


def import_ledger(world: World) -> Asked:
    """A few rows of a county's ledger: firms and ovens some of which it has sent before."""
    county = _county(world)
    kind = world.pick(tuple(world.base.facility_types))
    places = world.chance.sample(range(6), world.chance.randrange(1, 4))
    command = ImportLedger(
        file=world.scan(),
        said_by="示东市工信局",
        document=number(world),
        county=county if world.maybe(0.5) else None,
        enterprises=tuple(
            EnterpriseLine(
                sheet="企业",
                row=row,
                code=_ledger_code(place),
                name=f"示例台账企业{place}有限公司",
                county=county if world.maybe(0.9) else _county(world),
            )
            for row, place in enumerate(places, 3)
        ),
        facilities=tuple(
            FacilityLine(
                sheet="设施",
                row=row,
                owner=_ledger_code(place),
                facility_type=kind,
                name=f"{world.chance.randrange(1, 4)}号炉",
                fields={f"{kind}.condition": world.pick(("在产", "关停"))},
            )
            for row, place in enumerate(places, 3)
        ),
    )
    return world.ask(command)


def _ledger_code(place: int) -> str:
    first = f"9114088{place:010}"
    return first + credit_code.check_character(first)


def _firm(world: World) -> EnterpriseId:
    return world.pick(rules.known_enterprises(world.plan, world.programme))


def _code(world: World) -> str:
    """One of a few codes, so that two firms sometimes claim the same."""
    first = f"9114080{world.chance.randrange(40):010}"
    return first + credit_code.check_character(first)


def _county(world: World) -> CountyId:
    return CountyId(world.pick(world.base.counties).id)


def _site(world: World) -> SiteId:
    sites = tuple(world.programme.dossiers.sites)
    return world.pick(sites) if sites else SiteId("site_0")


def _facility(world: World) -> FacilityId:
    facilities = tuple(world.programme.dossiers.facilities)
    return world.pick(facilities) if facilities else FacilityId("oven_0")


GENERATORS: Generators = {
    EnterEnterprise: (15, enter_enterprise),
    RecordCreditCode: (15, record_credit_code),
    RenameEnterprise: (12, rename_enterprise),
    RelocateEnterprise: (10, relocate_enterprise),
    PassSite: (12, pass_site),
    MergeEnterprises: (6, merge_enterprises),
    EnterSite: (25, enter_site),
    EnterFacility: (40, enter_facility),
    RenameFacility: (12, rename_facility),
    MoveFacility: (15, move_facility),
    BindFacility: (20, bind_facility),
    RecordInterest: (15, record_interest),
    AnswerInterest: (12, answer_interest),
    WithdrawEntry: (15, withdraw_entry),
    ImportLedger: (10, import_ledger),
}
