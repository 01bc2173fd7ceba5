"""摸底: a campaign asked for, returns sent in, countersigned, sent back, accepted, and counties chased."""

from datetime import timedelta

from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.world import Asked, World
from yajian.core.decisions.survey import (
    AcceptReturn,
    Chase,
    Countersign,
    OpenCampaign,
    SendBack,
    SubmitReturn,
    WithdrawCountersignature,
)
from yajian.core.facts.survey import SurveyRow
from yajian.core.rules import dossier
from yajian.core.rules import survey as rules
from yajian.core.words import CampaignId, CountyId, Seq, Tonnes

NAME = "示例丙（局长）"


def open_campaign(world: World) -> Asked:
    campaign = CampaignId(f"2020-{world.chance.randrange(1, 4)}")
    said = world.programme.survey.campaigns.get(campaign)
    command = OpenCampaign(
        campaign=campaign,
        title="企业摸底调查",
        scope="属地全部企业",
        document=number(world),
        due=world.today + timedelta(days=world.chance.randrange(90)),
        corrects=said.entries[-1].seq if said is not None and world.maybe(0.5) else None,
    )
    return world.ask(command, effective=world.today)


def submit_return(world: World) -> Asked:
    campaign, county = _asked(world)
    firms = [
        firm
        for firm in dossier.known_enterprises(world.plan, world.programme)
        if dossier.county_of(world.plan, world.programme, firm) == county
    ]
    row = SurveyRow(facilities=world.chance.randrange(1, 4), capacity_t=Tonnes(600_000))
    command = SubmitReturn(
        campaign=campaign,
        county=county,
        rows=dict.fromkeys(firms, row),
        nil="" if firms else "属地没有企业",
        reported_by=NAME,
    )
    return world.ask(command, scans=1, effective=world.today)


def countersign(world: World) -> Asked:
    campaign, county = _asked(world)
    opened = rules.campaign(world.programme, campaign)
    named = opened.value.bureaus if opened is not None else ()
    command = Countersign(
        campaign=campaign,
        county=county,
        version=_version(world, campaign, county),
        bureau=world.pick(named).id if named else "bureau",
        signed_by=NAME,
    )
    return world.ask(command, scans=1, effective=world.today)


def withdraw_countersignature(world: World) -> Asked:
    signed = [
        entry.seq
        for lines in world.programme.survey.signatures.values()
        for line in lines.values()
        for entry in line.entries
    ]
    command = WithdrawCountersignature(withdraws=world.pick(signed) if signed else Seq(1), reason="数字有误")
    return world.ask(command, effective=world.today)


def send_back(world: World) -> Asked:
    campaign, county = _asked(world)
    command = SendBack(
        campaign=campaign,
        county=county,
        version=_version(world, campaign, county),
        reason="有一户没有填产能",
        sent_back_by=NAME,
    )
    return world.ask(command, effective=world.today)


def accept(world: World) -> Asked:
    campaign, county = _asked(world)
    version = _version(world, campaign, county)
    command = AcceptReturn(campaign=campaign, county=county, version=version, accepted_by=NAME)
    return world.ask(command, effective=world.today)


def chase(world: World) -> Asked:
    campaign, county = _asked(world)
    by_year = world.maybe(0.3)
    command = Chase(
        county=county,
        campaign=None if by_year else campaign,
        year=world.pick((2019, 2020)) if by_year else None,
        how="电话催报，答复三日内报送",
        chased_by=NAME,
    )
    return world.ask(command, effective=world.today)


def _asked(world: World) -> tuple[CampaignId, CountyId]:
    campaigns, returns = tuple(world.programme.survey.campaigns), tuple(world.programme.survey.returns)
    if returns and world.maybe(0.7):
        return world.pick(returns)
    county = CountyId(world.pick(world.base.counties).id)
    return world.pick(campaigns) if campaigns else CampaignId("2020-1"), county


def _version(world: World, campaign: CampaignId, county: CountyId) -> int:
    said = world.programme.survey.returns.get((campaign, county))
    return said.entries[-1].value.version if said is not None else 1


GENERATORS: Generators = {
    OpenCampaign: (15, open_campaign),
    SubmitReturn: (40, submit_return),
    Countersign: (60, countersign),
    WithdrawCountersignature: (6, withdraw_countersignature),
    SendBack: (8, send_back),
    AcceptReturn: (25, accept),
    Chase: (12, chase),
}
