"""Opening a campaign on a document, and chasing whoever owes a return or a year's task."""

from datetime import date

from yajian.core.decisions.survey.commands import Chase, OpenCampaign
from yajian.core.decisions.survey.common import Outcome, addressed, no_such_county, too_early, unless_named
from yajian.core.facts.survey import (
    CampaignOpened,
    CountyChased,
)
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import survey as rules
from yajian.core.words import (
    CountyId,
    Refusal,
    SystemRule,
)


def open_campaign(plan: Plan, programme: Programme, command: OpenCampaign, effective: date) -> Outcome:
    if not command.campaign.strip() or not command.title.strip() or not command.scope.strip():
        return Refusal(
            code="survey.open-campaign.blank",
            basis=SystemRule.VALUE_UNFIT,
            finding="编号、名称、摸什么有一项空着",
            way_forward="三项都照布置摸底的文件填写",
            field="scope",
        )
    refusal = charter_rules.unless_registered(programme, command.document, "survey.open-campaign.no-document")
    if refusal is not None:
        return refusal
    concerned = tuple(CountyId(county.id) for county in plan.counties_concerned)
    stranger = next((county for county in command.counties if county not in concerned), None)
    if stranger is not None:
        return Refusal(
            code="survey.open-campaign.no-such-county",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案的各有关县（市）中没有 {stranger}",
            way_forward=f"请从 {'、'.join(concerned)} 中选；不填就是全部",
            field="counties",
        )
    if command.due is not None and command.due < effective:
        return Refusal(
            code="survey.open-campaign.due-before-start",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"时限{command.due.isoformat()}早于开展摸底的{effective.isoformat()}",
            way_forward="请核对文件上的截止日期和发生日期",
            field="due",
        )
    asked = rules.asking(plan)
    fact = CampaignOpened(
        campaign=command.campaign,
        title=command.title,
        scope=command.scope,
        counties=tuple(county for county in concerned if county in (command.counties or concerned)),
        bureaus=rules.bureaus(plan),
        due=command.due,
        document=command.document,
        clauses=asked.clauses if asked is not None else (),
        corrects=command.corrects,
    )
    line = programme.survey.campaigns.get(command.campaign, Timeline())
    present = line.at() if command.corrects is None else line.replacement(command.corrects)
    if present is not None and present.value == fact and present.effective == effective:
        return ()
    if command.corrects is None and present is not None:
        return Refusal(
            code="survey.open-campaign.already-open",
            basis=SystemRule.DUPLICATE,
            finding=f"{command.campaign} 已由第{present.seq}条开展：{present.value.title}",
            way_forward=f"改时限、内容的，更正第{present.seq}条；另一次摸底用另一个编号",
            field="campaign",
        )
    if command.corrects is not None and command.corrects not in [entry.seq for entry in line.known()]:
        return Refusal(
            code="survey.open-campaign.nothing-to-correct",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.corrects}条不是 {command.campaign} 现行的登记",
            way_forward="请核对要更正的条号",
            field="corrects",
        )
    reported = next(
        (
            county
            for name, county in programme.survey.returns
            if name == command.campaign and county not in fact.counties
        ),
        None,
    )
    if reported is not None:
        return Refusal(
            code="survey.open-campaign.county-has-reported",
            basis=rules.basis(plan, fact),
            finding=f"{reported} 已经报送，更正后却不在范围内",
            way_forward="已经报送的县（市）须留在范围内；表不对的退回",
            field="counties",
        )

    # From here the command succeeds.
    return (fact,)


def chase(plan: Plan, programme: Programme, command: Chase, effective: date) -> Outcome:
    if (command.campaign is None) == (command.year is None):
        return Refusal(
            code="survey.chase.campaign-or-year",
            basis=SystemRule.VALUE_UNFIT,
            finding="摸底编号和年度须填一样，只填一样",
            way_forward="催摸底表的填摸底编号，催年度任务的填年度",
            field="campaign",
        )
    refusal = unless_named(command.chased_by, "催报人", "chased_by")
    if refusal is not None:
        return refusal
    if not command.how.strip():
        return Refusal(
            code="survey.chase.no-words",
            basis=SystemRule.VALUE_UNFIT,
            finding="没有写明怎样催的",
            way_forward="请写明电话、函件还是当面，找的是谁，怎么答的",
            field="how",
        )
    owed = _owed(plan, programme, command, effective)
    if isinstance(owed, Refusal):
        return owed
    about = command.campaign or command.year or 0
    fact = CountyChased(
        county=command.county,
        campaign=command.campaign,
        year=command.year,
        how=command.how,
        chased_by=command.chased_by,
    )
    past = rules.chases(programme, about, command.county)
    if any(entry.value == fact and entry.effective == effective for entry in past):
        return ()

    # From here the command succeeds.
    return (fact,)


def _owed(plan: Plan, programme: Programme, command: Chase, effective: date) -> Refusal | None:
    """Nobody is chased for what is there already."""
    if command.campaign is not None:
        found = addressed(programme, command.campaign, command.county)
        if isinstance(found, Refusal):
            return found
        opened, _ = found
        if effective < opened.effective:
            return too_early(effective, opened.effective)
        settled = rules.standing(programme, opened.value, command.county, effective).complete_on is not None
    else:
        if command.county not in {county.id for county in plan.counties_concerned}:
            return no_such_county(command.county)
        past = programme.targets.annual.get((command.county, command.year or 0))
        settled = past is not None and past.at(effective) is not None
    if not settled:
        return None
    return Refusal(
        code="survey.chase.nothing-owed",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"到{effective.isoformat()}，{plan.county_name(command.county)}要报的已经报齐",
        way_forward="不必催；表不对的退回，写明理由",
        field="county",
    )
