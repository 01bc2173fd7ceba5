"""封堵孔号: no chamber of one oven is sealed twice, in whichever pieces a method cuts it."""

from collections.abc import Mapping

from yajian.core.facts.targets import PartListed
from yajian.core.facts.workplans import Step
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import closure, dossier
from yajian.core.rules import workplans as rules
from yajian.core.words import PartId, Refusal


def unless_once(
    plan: Plan, programme: Programme, listed: Mapping[PartId, PartListed], steps: tuple[Step, ...]
) -> Refusal | None:
    said: list[tuple[Step, str | None, frozenset[int]]] = []
    for step in steps:
        numbers = frozenset(rules.chambers(step.sealed_chambers) or () if step.sealed_chambers else ())
        if not numbers or not step.facility:
            continue
        oven = _oven(plan, programme, step)
        for other, its, taken in said:
            part = listed[step.part]
            both = numbers & taken
            if (
                not both
                or listed[other.part].enterprise != part.enterprise
                or not _one(step, oven, other, its)
            ):
                continue
            return Refusal(
                code="workplans.submit-plan.chambers-twice",
                basis=plan.clauses[part.clauses[0]],
                finding=f"“{other.facility}”和“{step.facility}”都封堵了第{rules.runs(both)}孔",
                way_forward="同一座设施的一孔只能算在一部分名下；请照批准的办法核对两部分的孔号",
                field="steps",
            )
        said.append((step, oven, numbers))
    return None


def _one(step: Step, oven: str | None, other: Step, its: str | None) -> bool:
    """Whether two places are in one oven; where a method names none, its pieces are held to be."""
    if oven is None or its is None:
        return step.part == other.part
    return dossier.one_oven(oven, its)


def _oven(plan: Plan, programme: Programme, step: Step) -> str | None:
    """The oven a step is about: what the list names, or what the name of a piece begins with."""
    name = dossier.folded(step.facility)
    if closure.method(programme, step.part) is None:
        return name
    for kind in plan.facility_types.values():
        head, found, _ = name.partition(dossier.folded(kind.label))
        if found:
            return head + found
    return None
