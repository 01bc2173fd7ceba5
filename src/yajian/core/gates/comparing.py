"""Whether a case is one a condition speaks of: what was settled of a facility, beside what the plan compares it with."""

import msgspec

from yajian.core.cases import Case, Found, lacking
from yajian.core.facts.statements import Stated
from yajian.core.plan import Comparison, GateCondition, Plan, attribute
from yajian.core.plan.entering import UNCLEAR
from yajian.core.programme import Programme
from yajian.core.rules import courts, dossier, statements
from yajian.core.words import Answer, FacilityId

YES, NO = "yes", "no"


def applies_to(plan: Plan, programme: Programme, test: Comparison, asked: Case) -> bool | Found:
    """Whether the case is one the condition speaks of; what nobody has settled is 待定."""
    field = attribute(plan, test.field)
    label = field.label if field is not None else test.field
    wanted = test.value.value if test.value is not None else None
    if plan.court is not None and test.field == plan.court.sealed and courts.in_force(programme, asked):
        return compares(test.op.value or "eq", YES, wanted)
    places = (asked.id,) if asked.id is not None else _of_type(programme, asked.ovens, test.field)
    if not places:
        return lacking(
            f"待定：“{label}”没有依据，清单所列还没有对应到台账的设施",
            (label,),
            "请在企业台账登记设施，并与清单所列对应",
            asks="dossier.bind-facility",
        )
    answers = set()
    for place in places:
        value = _settled(plan, programme, place, test.field, label, asked)
        if isinstance(value, Found):
            return value
        answers.add(compares(test.op.value or "eq", value, wanted))
    if len(answers) > 1:
        named = "、".join(dossier.facility_name(programme, one, asked.as_of, asked.known) for one in places)
        return lacking(
            f"待定：{named}的“{label}”不一样，没有写明{asked.facility or asked.part}在哪一座",
            (label,),
            "请在清单上写明是哪一座，或登记各自的情况",
        )
    return answers.pop()


def _of_type(programme: Programme, ovens: tuple[FacilityId, ...], field: str) -> tuple[FacilityId, ...]:
    """Those of the kind a field is of."""
    kind = field.partition(".")[0]
    return tuple(
        one
        for one in ovens
        if (entered := dossier.facility(programme, one)) is not None and entered.facility_type == kind
    )


def _settled(
    plan: Plan, programme: Programme, place: FacilityId, field: str, label: str, asked: Case
) -> Stated | Found:
    """What was settled of one facility's field; what nobody has settled is 待定."""
    number = statements.number(programme, (f"facility:{place}", field), asked.as_of, asked.known)
    verdict = statements.judged(plan, programme, number)
    settled = number.settled
    if verdict.answer is not Answer.PASS or settled is None or settled.value == UNCLEAR:
        said = verdict.finding if number.statements else f"“{label}”还没有人填报"
        return lacking(
            f"待定：{said}",
            verdict.missing if number.statements else (f"“{label}”的填报和认定",),
            verdict.remedy or f"请填报并认定“{label}”",
            *verdict.inputs,
            asks="statements.report",
        )
    return settled.value


def compares(op: str, value: object, wanted: object) -> bool:
    """One comparison of a plan, with 是否 as the books keep it."""
    if isinstance(wanted, bool):
        wanted = YES if wanted else NO
    match op:
        case "eq":
            return value == wanted
        case "ne":
            return value != wanted
        case "in":
            return isinstance(wanted, tuple) and value in wanted
        case "not_in":
            return isinstance(wanted, tuple) and value not in wanted
        case "present":
            return value not in (None, "")
        case "lt" | "lte" | "gt" | "gte" if isinstance(value, int) and isinstance(wanted, int):
            return {
                "lt": value < wanted,
                "lte": value <= wanted,
                "gt": value > wanted,
                "gte": value >= wanted,
            }[op]
        case _:
            raise ValueError(f"{value!r} and {wanted!r} cannot be compared by {op}")


def beside(plan: Plan, programme: Programme, condition: GateCondition, asked: Case, found: Found) -> Found:
    """What the ledger settled otherwise than the order that is held: the order counts, and the difference is told."""
    test, court = condition.when, plan.court
    if test is None or court is None or test.field != court.sealed or not courts.in_force(programme, asked):
        return found
    number = statements.number(programme, (f"facility:{asked.id}", test.field), asked.as_of, asked.known)
    if number.settled is None or number.settled.value in (YES, UNCLEAR):
        return found
    seen = "台账认定为没有查封，与查封登记不一致，以查封登记为准"
    return msgspec.structs.replace(
        found, finding=f"{found.finding}；{seen}", inputs=(*found.inputs, ("台账", seen))
    )
