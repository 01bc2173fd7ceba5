"""供应量: what a facility gives, stated by whom it is."""

from datetime import date

from yajian.core import gates, naming
from yajian.core.decisions.utilities.commands import Outcome, StateSupply
from yajian.core.decisions.utilities.saying import unless_from_above
from yajian.core.decisions.utilities.shared import amount_of, stands, utility_of
from yajian.core.facts.utilities import SupplyStated
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.rules import utilities as rules
from yajian.core.rules.charter import unless_registered
from yajian.core.words import FacilityId, Refusal, SystemRule


def state_supply(plan: Plan, programme: Programme, command: StateSupply, effective: date) -> Outcome:
    utility = utility_of(plan, programme, command.utility, command.enterprise)
    if isinstance(utility, Refusal):
        return utility
    refusal = _unless_theirs(plan, programme, command, effective)
    if refusal is not None:
        return refusal
    amount = amount_of(utility, command.amount, "amount")
    if isinstance(amount, Refusal):
        return amount
    refusal = unless_registered(programme, command.document, "utilities.no-document", effective)
    if refusal is None and not amount:
        county = dossier.county_of(plan, programme, command.enterprise, effective)
        refusal = unless_from_above(plan, programme, utility.id, county, command.document, "供应量")
    if refusal is not None:
        return refusal
    firms = frozenset({command.enterprise})
    stated = rules.kept(programme, command.utility, firms, None, effective).supplies
    other_way = [
        one.value
        for one in stated
        if bool(one.value.facility) != bool(command.facility) and one.value.per_day
    ]
    if other_way and amount:
        how = "分炉" if other_way[0].facility else "全企业"
        return Refusal(
            code="utilities.state-supply.counted-twice",
            basis=SystemRule.DUPLICATE,
            finding=f"供应量已经按{how}登记，再另行登记就重复计算",
            way_forward="要改的，先凭县（市）的文件把原来的登记为 0",
            field="facility",
        )
    fact = SupplyStated(
        utility=utility.id,
        enterprise=command.enterprise,
        part=command.part,
        facility=command.facility,
        per_day=amount,
        unit=rules.measure(utility).base,
        document=command.document,
    )
    key = (fact.utility, fact.enterprise, fact.part, fact.facility)
    if stands(programme.utilities.supplies.get(key, Timeline()), fact, effective):
        return ()

    # From here the command succeeds.
    return (fact,)


def _unless_theirs(plan: Plan, programme: Programme, command: StateSupply, effective: date) -> Refusal | None:
    """A facility that is named is the enterprise's own, on the list or in the ledger."""
    if not command.facility and not command.part:
        return None
    if command.part:
        asked = gates.case(plan, programme, command.part, command.facility, effective)
        own = asked is not None and command.enterprise in asked.firms
        if own and asked is not None and command.facility in asked.listed.facilities:
            return None
        if own and command.facility:
            spelt = naming.unless_named_otherwise(plan, programme, command.part, command.facility, effective)
            if spelt is not None:
                return spelt
    else:
        place = dossier.place(programme, FacilityId(command.facility), effective)
        if place is not None and place.enterprise == command.enterprise:
            return None
    return Refusal(
        code="utilities.state-supply.no-such-facility",
        basis=SystemRule.NOT_FOUND,
        finding=f"“{command.facility or command.part}”不是这家企业的设施",
        way_forward="照清单、办法所列名称或台账编号填写；全企业合计的不填设施",
        field="facility",
    )
