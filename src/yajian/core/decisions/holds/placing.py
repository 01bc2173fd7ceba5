"""暂缓: money waits for a stated reason, and for whoever is named by it to let it go."""

from datetime import date

from msgspec import structs

from yajian.core.decisions.holds.commands import Place
from yajian.core.decisions.holds.shared import Outcome
from yajian.core.facts.holds import HoldPlaced
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import holds as rules
from yajian.core.rules import organs
from yajian.core.rules.charter import scan_of, unless_registered
from yajian.core.words import Refusal, SystemRule


def place(plan: Plan, programme: Programme, command: Place, actor: str, effective: date) -> Outcome:
    if command.unit not in programme.register.units:
        return Refusal(
            code="holds.place.no-such-unit",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有产能单元 {command.unit}",
            way_forward="请从产能账本里选择",
            field="unit",
        )
    if not command.reason.strip():
        return Refusal(
            code="holds.place.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="暂缓没有写明原因",
            way_forward="请照文件写明；查封的产能系统自动暂缓，不必登记",
            field="reason",
        )
    organ = organs.organ(plan, programme, command.lifted_by, effective)
    if organ is None:
        return Refusal(
            code="holds.place.no-such-organ",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有单位 {command.lifted_by}",
            way_forward="请填写由谁解除；还没有登记的单位先登记",
            field="lifted_by",
        )
    refusal = unless_registered(programme, command.document, "holds.place.no-document", effective)
    if refusal is not None:
        return refusal
    fact = HoldPlaced(
        unit=command.unit,
        reason=command.reason,
        lifted_by=command.lifted_by,
        lifted_by_name=organ.name,
        document=command.document,
        scan=scan_of(programme, command.document),
        by=actor,
    )
    if any(structs.replace(one.fact, by=actor) == fact for one in rules.in_force(programme, command.unit)):
        return ()

    # From here the command succeeds.
    return (fact,)
