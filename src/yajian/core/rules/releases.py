"""Which paper released what, and what went ahead without one. Order is by the day of the paper."""

from datetime import date

from yajian.core.facts.releases import GateOverridden, Key, Released, WarningSigned
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Gate, Plan
from yajian.core.plan.conditions import Released as What
from yajian.core.programme import Programme
from yajian.core.words import PartId, Seq


def gate_for(plan: Plan, what: What) -> Gate | None:
    """The plan's gate before a paper of this kind, if it has one."""
    return next((gate for gate in plan.gates.values() if gate.releases == what), None)


def release(
    programme: Programme, key: Key, on: date | None = None, known: Seq | None = None
) -> Entry[Released] | None:
    """The paper in force on a day; none before the first, or once it was taken back."""
    found = programme.releases.papers.get(key, Timeline()).at(on, known)
    return found if found is not None and isinstance(found.value, Released) else None  # type: ignore[return-value]


def let(
    programme: Programme, key: Key, on: date | None = None, known: Seq | None = None
) -> Entry[Released] | None:
    """The paper that lets it happen: the oven's own, or one for its whole part from before an oven was named."""
    gate, part, facility = key
    return release(programme, key, on, known) or (
        release(programme, (gate, part, ""), on, known) if facility else None
    )


def override(
    programme: Programme, key: Key, on: date | None = None, known: Seq | None = None
) -> Entry[GateOverridden] | None:
    return programme.releases.overrides.get(key, Timeline()).at(on, known)


def override_under(programme: Programme, said: Released | GateOverridden) -> GateOverridden | None:
    """What a paper was given in spite of, or the override itself; None where nothing was overridden."""
    if isinstance(said, GateOverridden):
        return said
    decided = programme.releases.overrides.get((said.gate, said.part, said.facility), Timeline()).entries
    return next((one.value for one in decided if one.seq == said.override), None)


def warning(
    programme: Programme, key: Key, condition: str, on: date | None = None, known: Seq | None = None
) -> Entry[WarningSigned] | None:
    """The last signature under a condition that only warns."""
    signed = programme.releases.warnings.get(key, Timeline()).known(known)
    mine = [one for one in signed if one.value.condition == condition and (on is None or one.effective <= on)]
    return mine[-1] if mine else None


def went_ahead(
    plan: Plan, programme: Programme, what: What, part: PartId, facility: str, day: date, known: Seq | None
) -> bool:
    """未放行先停: it happened on this day, the plan has a gate before it, and no paper was in force.

    Of a day before the plan was issued nobody could have held a paper, and nobody is told so.
    """
    gate = gate_for(plan, what)
    if gate is None or day < plan.programme.issued_on:
        return False
    return let(programme, (gate.id, part, facility), day, known) is None
