"""产能补偿: registered as asked, for the plan gives no procedure."""

from datetime import date

from yajian.core.decisions.quotas.commands import ClaimCapacity, Outcome
from yajian.core.facts.quotas import CapacityClaimed
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules.charter import scan_of, unless_registered
from yajian.core.words import Refusal, SystemRule


def claim_capacity(plan: Plan, programme: Programme, command: ClaimCapacity, effective: date) -> Outcome:
    if (
        command.enterprise not in plan.enterprises
        and command.enterprise not in programme.dossiers.enterprises
    ):
        return Refusal(
            code="quotas.claim-capacity.no-such-enterprise",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有企业 {command.enterprise}",
            way_forward="请从企业台账中选择",
            field="enterprise",
        )
    if not command.words.strip():
        return Refusal(
            code="quotas.claim-capacity.no-words",
            basis=SystemRule.VALUE_UNFIT,
            finding="诉求空着",
            way_forward="请照来件原话填写",
            field="words",
        )
    refusal = unless_registered(programme, command.document, "quotas.claim-capacity.no-document", effective)
    if refusal is not None:
        return refusal
    fact = CapacityClaimed(
        enterprise=command.enterprise,
        words=command.words,
        document=command.document,
        scan=scan_of(programme, command.document),
    )
    past = programme.quotas.claims.get(command.enterprise)
    if past is not None and any(one.value == fact for one in past.known()):
        return ()

    # From here the command succeeds.
    return (fact,)
