"""The whole gate before one oven, condition by condition, as of the case's day."""

from collections.abc import Iterator, Mapping

import msgspec

from yajian.core.cases import Asked, Case, Found, lacking
from yajian.core.facts.closure import Condition
from yajian.core.facts.releases import Key
from yajian.core.facts.targets import Event
from yajian.core.gates import completion, money
from yajian.core.gates.areas import answers, nobody
from yajian.core.gates.comparing import applies_to, beside
from yajian.core.gates.lines import Line, Standing
from yajian.core.history import Entry
from yajian.core.plan import Gate, GateCondition, Plan
from yajian.core.plan.conditions import Released as What
from yajian.core.plan.needs import Need
from yajian.core.programme import Programme
from yajian.core.rules import closure, releases
from yajian.core.words import Verdict


def key(gate: Gate, asked: Case) -> Key:
    return gate.id, asked.part, asked.facility


def standing(plan: Plan, programme: Programme, gate: Gate, asked: Case) -> Standing:
    """The whole gate before one oven, as of the case's day."""
    place = key(gate, asked)
    asked = msgspec.structs.replace(asked, releases=gate.releases)
    return Standing(
        gate=gate,
        case=asked,
        lines=tuple(_lines(plan, programme, gate, asked)),
        override=releases.override(programme, place, asked.as_of, asked.known),
        release=releases.release(programme, place, asked.as_of, asked.known),
        done=_done(programme, gate, asked),
    )


def _done(programme: Programme, gate: Gate, asked: Case) -> Entry[Condition] | None:
    event = _LETS.get(gate.releases)
    if event is None:
        return None
    return closure.reached(programme, asked.part, asked.facility, event, asked.as_of, asked.known)


_LETS: Mapping[What, Event] = {"shutdown": "shut", "dismantle": "dismantled"}


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
        applies = applies_to(plan, programme, condition.when, asked)
        if isinstance(applies, Found):
            return applies
        if not applies:
            return None
    ask = _ask(condition.need) if condition.need is not None else None
    if ask is None:
        return nobody(condition.label)
    return beside(plan, programme, condition, asked, ask(plan, programme, condition, asked))


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


def _ask(need: Need) -> Asked | None:
    return answers().get(need) or completion.NEEDS.get(need) or money.NEEDS.get(need)
