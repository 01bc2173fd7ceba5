"""用户和用量: who uses it, in and out of the season, and who agreed to an interruption."""

from datetime import date

from yajian.core.decisions.utilities.commands import EnterSeason, Outcome, RecordInterruption, StateDemand
from yajian.core.decisions.utilities.saying import (
    unless_from_above,
    unless_the_countys,
    unless_the_users_leave,
    unless_the_users_need,
)
from yajian.core.decisions.utilities.shared import (
    amount_of,
    no_such_class,
    no_such_utility,
    stands,
    unless_in_order,
    utility_of,
)
from yajian.core.facts.utilities import DemandStated, InterruptionAgreed, SeasonEntered
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.rules import utilities as rules
from yajian.core.rules.charter import unless_registered
from yajian.core.words import Refusal, SystemRule


def state_demand(plan: Plan, programme: Programme, command: StateDemand, effective: date) -> Outcome:
    utility = utility_of(plan, programme, command.utility, command.enterprise)
    if isinstance(utility, Refusal):
        return utility
    consumer = next((one for one in utility.consumers if one.id == command.consumer), None)
    if consumer is None:
        return no_such_class(utility, command.consumer)
    if not command.who.strip():
        return Refusal(
            code="utilities.state-demand.no-name",
            basis=SystemRule.NAME_REQUIRED,
            finding="没有写是哪些用户",
            way_forward="居民写小区、村，企业写名称",
            field="who",
        )
    amount = amount_of(utility, command.amount, "amount")
    in_season = amount_of(utility, command.season_amount, "season_amount")
    if isinstance(amount, Refusal):
        return amount
    if isinstance(in_season, Refusal):
        return in_season
    refusal = unless_registered(programme, command.document, "utilities.no-document", effective)
    if refusal is None:
        refusal = unless_the_users_need(
            plan, programme, utility.id, command.enterprise, command.document, effective
        )
    if refusal is None and not (amount and in_season):
        county = dossier.county_of(plan, programme, command.enterprise, effective)
        refusal = unless_from_above(plan, programme, utility.id, county, command.document, "用量")
    if refusal is not None:
        return refusal
    fact = DemandStated(
        utility=utility.id,
        enterprise=command.enterprise,
        consumer=consumer.id,
        label=consumer.label,
        who=command.who,
        per_day=amount,
        season_per_day=in_season,
        unit=rules.measure(utility).base,
        document=command.document,
    )
    key = (fact.utility, fact.enterprise, fact.consumer, fact.who)
    if stands(programme.utilities.demands.get(key, Timeline()), fact, effective):
        return ()

    # From here the command succeeds.
    return (fact,)


def enter_season(plan: Plan, programme: Programme, command: EnterSeason, effective: date) -> Outcome:
    if command.utility not in plan.utilities:
        return no_such_utility(plan, command.utility)
    if not any(county.id == command.county for county in plan.counties):
        return Refusal(
            code="utilities.enter-season.no-such-county",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案没有县（市）“{command.county}”",
            way_forward="请从方案所列县（市）中选择",
            field="county",
        )
    if not command.begins < command.ends or (command.ends - command.begins).days > 300:
        return Refusal(
            code="utilities.enter-season.days-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"采暖期{command.begins.isoformat()}至{command.ends.isoformat()}不是一个采暖期",
            way_forward="一个采暖期一次登记，照通知写起止日期",
            field="ends",
        )
    refusal = unless_registered(programme, command.document, "utilities.no-document", effective)
    if refusal is None:
        refusal = unless_the_countys(plan, programme, command.utility, command.county, command.document)
    if refusal is not None:
        return refusal
    fact = SeasonEntered(
        utility=command.utility,
        county=command.county,
        begins=command.begins,
        ends=command.ends,
        document=command.document,
    )
    seasons = rules.kept(programme, command.utility, frozenset(), command.county, effective).seasons
    if any(one.value == fact for one in seasons):
        return ()

    # From here the command succeeds.
    return (fact,)


def record_interruption(
    plan: Plan, programme: Programme, command: RecordInterruption, effective: date
) -> Outcome:
    utility = utility_of(plan, programme, command.utility, command.enterprise)
    if isinstance(utility, Refusal):
        return utility
    key = (command.utility, command.enterprise, command.consumer, command.who)
    if key not in programme.utilities.demands:
        users = [
            one.value.who
            for one in rules.kept(programme, command.utility, frozenset({command.enterprise}), None).demands
            if one.value.consumer == command.consumer
        ]
        return Refusal(
            code="utilities.record-interruption.no-such-user",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有登记过“{command.who}”的用量",
            way_forward=f"先登记用量；这一类已登记的：{'、'.join(users) or '没有'}",
            field="who",
        )
    refusal = unless_in_order(command.from_on, command.until) or unless_registered(
        programme, command.document, "utilities.no-document", effective
    )
    if refusal is None:
        refusal = unless_the_users_leave(
            plan, programme, command.utility, command.enterprise, command.document, effective
        )
    if refusal is not None:
        return refusal
    fact = InterruptionAgreed(
        utility=command.utility,
        enterprise=command.enterprise,
        consumer=command.consumer,
        who=command.who,
        from_on=command.from_on,
        until=command.until,
        document=command.document,
    )
    if stands(programme.utilities.agreements.get(key, Timeline()), fact, effective):
        return ()

    # From here the command succeeds.
    return (fact,)
