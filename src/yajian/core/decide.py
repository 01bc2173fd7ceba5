"""The front door of the core: one function from plan, programme and request to facts or a refusal."""

from typing import assert_never, cast

import msgspec

from yajian.core.authority import refuse_unfit_paper
from yajian.core.decisions import (
    acceptance,
    applications,
    auditplans,
    bankstatements,
    charter,
    clawbacks,
    closure,
    courts,
    dossier,
    duties,
    flags,
    holds,
    lateness,
    organs,
    papers,
    payments,
    people,
    quotas,
    register,
    releases,
    risks,
    roles,
    statements,
    survey,
    targets,
    trades,
    utilities,
    visits,
    workers,
    workplans,
)
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import flags as flags_rules
from yajian.core.rules.roles import refuse_unless_permitted
from yajian.core.words import Command, Refusal, Request, SystemRule, shanghai_date

AnyCommand = (
    charter.AnyCommand
    | targets.AnyCommand
    | register.AnyCommand
    | closure.AnyCommand
    | survey.AnyCommand
    | duties.AnyCommand
    | organs.AnyCommand
    | roles.AnyCommand
    | people.AnyCommand
    | dossier.AnyCommand
    | lateness.AnyCommand
    | statements.AnyCommand
    | papers.AnyCommand
    | releases.AnyCommand
    | acceptance.AnyCommand
    | workplans.AnyCommand
    | risks.AnyCommand
    | courts.AnyCommand
    | utilities.AnyCommand
    | workers.AnyCommand
    | quotas.AnyCommand
    | applications.AnyCommand
    | auditplans.AnyCommand
    | holds.AnyCommand
    | payments.AnyCommand
    | bankstatements.AnyCommand
    | clawbacks.AnyCommand
    | flags.AnyCommand
    | visits.AnyCommand
    | trades.AnyCommand
)
Outcome = tuple[AnyFact, ...] | Refusal


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    """Permission first, then what every command must respect, then the area."""
    asked = cast(Request[Command], request)
    refusal = (
        refuse_unless_permitted(plan, programme, asked)
        or _out_of_season(programme, request)
        or refuse_unfit_paper(plan, programme, request.command, request.effective)
    )
    if refusal is not None:
        return refusal
    if request.pictures:
        request = msgspec.structs.replace(request, pictures=flags_rules.compared(programme, request.pictures))
    match request.command:
        case charter.CharterCommand():
            return charter.decide(plan, programme, cast(Request[charter.AnyCommand], request))
        case targets.TargetsCommand():
            return targets.decide(plan, programme, cast(Request[targets.AnyCommand], request))
        case register.RegisterCommand():
            return register.decide(plan, programme, cast(Request[register.AnyCommand], request))
        case closure.ClosureCommand():
            return closure.decide(plan, programme, cast(Request[closure.AnyCommand], request))
        case duties.DutiesCommand():
            return duties.decide(plan, programme, cast(Request[duties.AnyCommand], request))
        case survey.SurveyCommand():
            return survey.decide(plan, programme, cast(Request[survey.AnyCommand], request))
        case organs.OrgansCommand():
            return organs.decide(plan, programme, cast(Request[organs.AnyCommand], request))
        case roles.RolesCommand():
            return roles.decide(plan, programme, cast(Request[roles.AnyCommand], request))
        case people.PeopleCommand():
            return people.decide(plan, programme, cast(Request[people.AnyCommand], request))
        case dossier.DossierCommand():
            return dossier.decide(plan, programme, cast(Request[dossier.AnyCommand], request))
        case lateness.LatenessCommand():
            return lateness.decide(programme, cast(Request[lateness.AnyCommand], request))
        case statements.StatementsCommand():
            return statements.decide(plan, programme, cast(Request[statements.AnyCommand], request))
        case papers.PapersCommand():
            return papers.decide(plan, programme, cast(Request[papers.AnyCommand], request))
        case releases.ReleasesCommand():
            return releases.decide(plan, programme, cast(Request[releases.AnyCommand], request))
        case acceptance.AcceptanceCommand():
            return acceptance.decide(plan, programme, cast(Request[acceptance.AnyCommand], request))
        case workplans.WorkplansCommand():
            return workplans.decide(plan, programme, cast(Request[workplans.AnyCommand], request))
        case risks.RisksCommand():
            return risks.decide(plan, programme, cast(Request[risks.AnyCommand], request))
        case courts.CourtsCommand():
            return courts.decide(plan, programme, cast(Request[courts.AnyCommand], request))
        case utilities.UtilitiesCommand():
            return utilities.decide(plan, programme, cast(Request[utilities.AnyCommand], request))
        case workers.WorkersCommand():
            return workers.decide(plan, programme, cast(Request[workers.AnyCommand], request))
        case quotas.QuotasCommand():
            return quotas.decide(plan, programme, cast(Request[quotas.AnyCommand], request))
        case applications.ApplicationsCommand():
            return applications.decide(plan, programme, cast(Request[applications.AnyCommand], request))
        case auditplans.AuditplansCommand():
            return auditplans.decide(plan, programme, cast(Request[auditplans.AnyCommand], request))
        case holds.HoldsCommand():
            return holds.decide(plan, programme, cast(Request[holds.AnyCommand], request))
        case payments.PaymentsCommand():
            return payments.decide(plan, programme, cast(Request[payments.AnyCommand], request))
        case bankstatements.BankstatementsCommand():
            return bankstatements.decide(programme, cast(Request[bankstatements.AnyCommand], request))
        case clawbacks.ClawbacksCommand():
            return clawbacks.decide(plan, programme, cast(Request[clawbacks.AnyCommand], request))
        case flags.FlagsCommand():
            return flags.decide(plan, programme, cast(Request[flags.AnyCommand], request))
        case visits.VisitsCommand():
            return visits.decide(plan, programme, cast(Request[visits.AnyCommand], request))
        case trades.TradesCommand():
            return trades.decide(plan, programme, cast(Request[trades.AnyCommand], request))
        case other:
            assert_never(other)


def refuse_used_hand(plan: Plan, programme: Programme, request: Request[Command]) -> Refusal | None:
    """What stands against who asks, whatever else the command says: the hand was used on the steps before. A button asks it."""
    if isinstance(request.command, payments.PaymentsCommand):
        return payments.unless_free(plan, programme, request.command, request.actor, request.organ)
    if isinstance(request.command, bankstatements.BankstatementsCommand):
        return bankstatements.unless_free(programme, request.command, request.actor)
    return None


def _out_of_season(programme: Programme, request: Request[AnyCommand]) -> Refusal | None:
    """Nothing is entered before the plan is adopted, and nothing that has not happened yet."""
    if programme.charter.adopted is None and not isinstance(request.command, charter.AdoptPlan):
        return Refusal(
            code="charter.not-adopted",
            basis=SystemRule.NOT_ADOPTED,
            finding="本办公室还没有采用任何方案",
            way_forward="请先运行 ./run，或用 ./run plan adopt 采用方案",
        )
    today = shanghai_date(request.now)
    if request.effective > today:
        return Refusal(
            code="charter.future-date",
            basis=SystemRule.FUTURE_DATE,
            finding=f"发生日期{request.effective.isoformat()}晚于今天{today.isoformat()}",
            way_forward="事情发生后再登记；计划中的日期写在方案或说明里",
            field="effective",
        )
    return None
