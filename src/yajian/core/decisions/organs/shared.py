"""What several of these commands have to look up first."""

from datetime import date
from typing import Any

from yajian.core.decisions.organs.commands import Outcome
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.words import Clause, Refusal, Seq, SystemRule


def said_again(timeline: Timeline[Any] | None, fact: Any, effective: date, what: str) -> Outcome | None:
    """Signed once: asked again it is so already, a correction names what it corrects, anything else waits for one."""
    past: Timeline[Any] = timeline if timeline is not None else Timeline()
    if any((entry.value, entry.effective) == (fact, effective) for entry in past.known()):
        return ()
    standing = [entry.seq for entry in past.known()]
    if fact.corrects is not None and fact.corrects not in standing:
        return nothing_to_correct(fact.corrects, what)
    if fact.corrects is None and standing:
        return Refusal(
            code="organs.already-signed",
            basis=SystemRule.DUPLICATE,
            finding=f"{what}已登记在第{standing[-1]}条",
            way_forward="登记有误的，请用更正并写明条号",
            field="corrects",
        )
    return None


def clause_of(plan: Plan, names: tuple[Any, ...]) -> Clause | None:
    return plan.clauses[names[0]] if names else None


def no_such_organ(organ: str) -> Refusal:
    return Refusal(
        code="organs.no-such-organ",
        basis=SystemRule.NOT_FOUND,
        finding=f"没有编号为“{organ}”的单位，或它不归这里登记",
        way_forward="请从单位名录中选择；方案只写了一类的，请先登记单位",
        field="organ",
    )


def nothing_to_correct(seq: Seq, what: str) -> Refusal:
    return Refusal(
        code="organs.nothing-to-correct",
        basis=SystemRule.NOT_FOUND,
        finding=f"第{seq}条不是{what}现行的登记",
        way_forward="请核对要更正的条号",
        field="corrects",
    )
