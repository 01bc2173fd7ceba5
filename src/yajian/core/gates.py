"""前置条件: every condition of a gate answered for one oven or piece, from what the areas keep.

符合 only when every condition is; what nobody has recorded is 待定, by name. A gate decides whether a paper may be given.
It never speaks of what happened, and it never moves a date.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache

import msgspec

from yajian.core.cases import Case, Found, Needs, lacking
from yajian.core.facts.releases import GateOverridden, Key, Released, WarningSigned
from yajian.core.history import Entry
from yajian.core.plan import Comparison, Gate, GateCondition, Plan, attribute
from yajian.core.plan.entering import UNCLEAR
from yajian.core.programme import Programme
from yajian.core.rules import closure, dossier, releases, statements, targets
from yajian.core.words import Answer, PartId, Seq, Verdict

YES, NO = "yes", "no"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One condition with its answer, and the signature under it where it only warns."""

    condition: GateCondition
    verdict: Verdict
    asks: str = ""  # the command that would help
    signed: Entry[WarningSigned] | None = None

    @property
    def soft(self) -> bool:
        return self.condition.level.value == "soft"

    @property
    def met(self) -> bool:
        return self.verdict.answer is Answer.PASS

    @property
    def waits_for_signature(self) -> bool:
        return self.soft and not self.met and self.signed is None

    @property
    def holds(self) -> bool:
        """Whether it keeps the paper back: not met, and not one that somebody may sign for."""
        return not self.met and not self.soft


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A gate before one oven: every condition that applies, who overrode which, and the paper in force."""

    gate: Gate
    case: Case
    lines: tuple[Line, ...]
    override: Entry[GateOverridden] | None
    release: Entry[Released] | None

    @property
    def overridden(self) -> frozenset[str]:
        return frozenset(self.override.value.conditions) if self.override is not None else frozenset()

    @property
    def held_by(self) -> tuple[Line, ...]:
        """The conditions that keep the paper back, overridden ones apart."""
        return tuple(line for line in self.lines if line.holds and line.condition.id not in self.overridden)

    @property
    def unsigned(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.waits_for_signature)

    @property
    def answer(self) -> Answer:
        """不符合 if one is; else 待定 if one is; what was overridden or signed for stays what it is, line by line."""
        answers = {line.verdict.answer for line in self.lines if not line.soft}
        if Answer.FAIL in answers:
            return Answer.FAIL
        return Answer.UNDETERMINED if Answer.UNDETERMINED in answers else Answer.PASS

    @property
    def opens(self) -> bool:
        """Whether the paper may be given now."""
        return not self.held_by and not self.unsigned


def case(
    plan: Plan,
    programme: Programme,
    part: PartId,
    facility: str,
    on: date,
    as_of: date | None = None,
    known: Seq | None = None,
) -> Case | None:
    """What is asked about, put together from list, method and ledger; None if no such part is listed then."""
    day = as_of if as_of is not None else on
    found = next(
        (
            targets.with_named_facilities(programme, version, one, known)
            for version in targets.lists(programme, day, known)
            for one in version.value.parts
            if one.part == part
        ),
        None,
    )
    if found is None:
        return None
    listed = closure.in_pieces(programme, found, day, known)
    heir = dossier.successor(programme, listed.enterprise, day, known)
    return Case(
        listed=listed,
        facility=facility,
        id=dossier.facility_of(programme, part, facility, known) if facility else None,
        enterprise=heir,
        firms=frozenset({listed.enterprise, heir, *dossier.family(programme, heir, day, known)}),
        on=on,
        as_of=day,
        known=known,
    )


def key(gate: Gate, asked: Case) -> Key:
    return gate.id, asked.part, asked.facility


def standing(plan: Plan, programme: Programme, gate: Gate, asked: Case) -> Standing:
    """The whole gate before one oven, as of the case's day."""
    place = key(gate, asked)
    return Standing(
        gate=gate,
        case=asked,
        lines=tuple(_lines(plan, programme, gate, asked)),
        override=releases.override(programme, place, asked.as_of, asked.known),
        release=releases.release(programme, place, asked.as_of, asked.known),
    )


def _lines(plan: Plan, programme: Programme, gate: Gate, asked: Case) -> Iterator[Line]:
    for condition in gate.conditions:
        if condition.applies.value is False:
            continue
        found = _answer(plan, programme, condition, asked)
        if found is None:
            continue
        yield Line(
            condition=condition,
            verdict=_verdict(plan, programme, gate, condition, found),
            asks=found.asks,
            signed=releases.warning(programme, key(gate, asked), condition.id, asked.as_of, asked.known),
        )


def _answer(plan: Plan, programme: Programme, condition: GateCondition, asked: Case) -> Found | None:
    """None where the condition is not for this case."""
    if condition.only_in and asked.county is None:
        return lacking("待定：还不知道属于哪个县（市）", ("所属县（市）",), "请先明确所属县（市）")
    if condition.only_in and asked.county not in condition.only_in:
        return None
    if condition.when is not None:
        holds = _holds(plan, programme, condition.when, asked)
        if isinstance(holds, Found):
            return holds
        if not holds:
            return None
    ask = _needs().get(condition.need) if condition.need is not None else None
    if ask is None:
        return lacking(
            f"待定：“{condition.label}”系统还不能核对",
            (condition.label,),
            "请先由领导小组办公室书面确认",
        )
    return ask(plan, programme, condition, asked)


def _holds(plan: Plan, programme: Programme, test: Comparison, asked: Case) -> bool | Found:
    """Whether the case is one the condition speaks of; what nobody has settled is 待定."""
    field = attribute(plan, test.field)
    label = field.label if field is not None else test.field
    if asked.id is None:
        return lacking(
            f"待定：“{label}”没有依据，清单所列还没有对应到台账的设施",
            (label,),
            "请在企业台账登记设施，并与清单所列对应",
            asks="dossier.bind-facility",
        )
    subject = f"facility:{asked.id}"
    number = statements.number(programme, (subject, test.field), asked.as_of, asked.known)
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
    wanted = test.value.value if test.value is not None else None
    return compares(test.op.value or "eq", settled.value, wanted)


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


def _verdict(plan: Plan, programme: Programme, gate: Gate, condition: GateCondition, found: Found) -> Verdict:
    return Verdict(
        label=condition.label,
        answer=found.answer,
        finding=found.finding,
        rule=f"gates.{gate.releases}.{condition.need or condition.rule}",
        revision=programme.charter.revision,
        clauses=tuple(plan.clauses[name] for name in condition.clauses),
        inputs=found.inputs,
        missing=found.missing,
        remedy=found.remedy,
    )


@cache
def _needs() -> Needs:
    """Every need an area answers for. A test holds that no two answer for one."""
    return {need: ask for area in AREAS for need, ask in area.items()}


AREAS: tuple[Needs, ...] = (targets.NEEDS, closure.NEEDS)
