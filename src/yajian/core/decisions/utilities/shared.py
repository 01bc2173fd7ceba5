"""Which utility and which amount is meant."""

from datetime import date
from typing import TypeVar

from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.plan.care import Utility
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.rules import utilities as rules
from yajian.core.words import EnterpriseId, Refusal, SystemRule

F = TypeVar("F")


def stands(line: Timeline[F], fact: F, effective: date) -> bool:
    present = line.at(effective)
    return present is not None and present.value == fact


def utility_of(plan: Plan, programme: Programme, name: str, enterprise: EnterpriseId) -> Utility | Refusal:
    utility = plan.utilities.get(name)
    if utility is None:
        return no_such_utility(plan, name)
    if not dossier.is_known(plan, programme, enterprise):
        return Refusal(
            code="utilities.no-such-enterprise",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有登记企业“{enterprise}”",
            way_forward="请从企业台账中选择；新的企业先登记",
            field="enterprise",
        )
    return utility


def no_such_utility(plan: Plan, name: str) -> Refusal:
    offered = "、".join(f"{one.id}（{one.label}）" for one in plan.utilities.values())
    return Refusal(
        code="utilities.no-such-utility",
        basis=SystemRule.NOT_FOUND,
        finding=f"方案没有“{name}”这种供应",
        way_forward=f"请选择：{offered or '方案没有写'}",
        field="utility",
    )


def no_such_class(utility: Utility, name: str) -> Refusal:
    offered = "、".join(f"{one.id}（{one.label}）" for one in utility.consumers)
    return Refusal(
        code="utilities.state-demand.no-such-class",
        basis=SystemRule.NOT_FOUND,
        finding=f"{utility.label}没有“{name}”这类用户",
        way_forward=f"请选择：{offered}",
        field="consumer",
    )


def amount_of(utility: Utility, written: str, field: str) -> int | Refusal:
    unit = rules.measure(utility)
    amount = unit.read(written)
    if amount is None:
        return Refusal(
            code="utilities.amount-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"“{written}”不是以{unit.symbol}计的数量",
            way_forward=f"填数字，单位{unit.symbol}，不小于 0，到整{unit.base}为止",
            field=field,
        )
    return amount


def unless_in_order(from_on: date, until: date | None) -> Refusal | None:
    if until is None or from_on <= until:
        return None
    return Refusal(
        code="utilities.ends-before-it-begins",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"{until.isoformat()}早于{from_on.isoformat()}",
        way_forward="请核对起止日期",
        field="until",
    )
