"""What several commands of the survey ask first: is there such a campaign, county, version; is there a name."""

from datetime import date

from yajian.core.facts.survey import (
    CampaignOpened,
    ReturnSubmitted,
)
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import survey as rules
from yajian.core.rules.survey import ReturnStanding
from yajian.core.words import (
    CampaignId,
    CountyId,
    Refusal,
    SystemRule,
)

Outcome = tuple[AnyFact, ...] | Refusal


def addressed(
    programme: Programme, campaign: CampaignId, county: CountyId
) -> tuple[Entry[CampaignOpened], ReturnStanding] | Refusal:
    """The campaign and where the county's return stands in it."""
    opened = rules.campaign(programme, campaign)
    if opened is None:
        return Refusal(
            code="survey.no-such-campaign",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有开展过 {campaign} 这次摸底",
            way_forward="请从摸底页选择，或先凭文件开展摸底",
            field="campaign",
        )
    if county not in opened.value.counties:
        return no_such_county(county)
    return opened, rules.standing(programme, opened.value, county)


def no_such_county(county: CountyId) -> Refusal:
    return Refusal(
        code="survey.county-not-asked",
        basis=SystemRule.NOT_FOUND,
        finding=f"要报的县（市）中没有 {county}",
        way_forward="请从摸底页所列县（市）中选择",
        field="county",
    )


def current_version(
    plan: Plan, programme: Programme, campaign: CampaignId, county: CountyId, version: int
) -> tuple[Entry[CampaignOpened], ReturnStanding, Entry[ReturnSubmitted]] | Refusal:
    """The version spoken of, if it is the county's present one: nobody signs or rules on another."""
    found = addressed(programme, campaign, county)
    if isinstance(found, Refusal):
        return found
    opened, standing = found
    current = standing.current
    if current is None or current.value.version != version:
        present = f"现在是第{current.value.version}版" if current is not None else "还没有报送"
        return Refusal(
            code="survey.not-the-current-version",
            basis=SystemRule.NOT_FOUND,
            finding=f"{plan.county_name(county)}{present}，说的却是第{version}版",
            way_forward="请看摸底页上现行的一版",
            field="version",
        )
    return opened, standing, current


def unless_named(name: str, who: str, field: str) -> Refusal | None:
    if name.strip():
        return None
    return Refusal(
        code="survey.no-name",
        basis=SystemRule.NAME_REQUIRED,
        finding=f"没有写明{who}",
        way_forward="请写明姓名和单位职务",
        field=field,
    )


def too_early(effective: date, earliest: date) -> Refusal:
    return Refusal(
        code="survey.too-early",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"发生日期{effective.isoformat()}早于前一步的{earliest.isoformat()}",
        way_forward="开展、报送、会签、接收按先后，请核对发生日期",
        field="effective",
    )
