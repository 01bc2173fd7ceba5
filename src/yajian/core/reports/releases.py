"""前置条件一览: every oven and piece of the list before each gate that releases it, and each gate line by line."""

from datetime import date

import msgspec

from yajian.core import gates
from yajian.core.gates import Line, Standing
from yajian.core.plan import Gate, Plan
from yajian.core.plan.conditions import Released as What
from yajian.core.programme import Programme
from yajian.core.reports.progress import PartLine, Progress
from yajian.core.words import Answer

RELEASING: tuple[What, ...] = ("shutdown", "dismantle")


class GateLine(msgspec.Struct, frozen=True, kw_only=True):
    """One oven, or a part that has none named yet, before every gate that would release it."""

    part: PartLine
    facility: str
    planned_on: date
    standings: tuple[Standing, ...]

    @property
    def key(self) -> str:
        return f"{self.part.part.part}/{self.facility}"


class GateSheet(msgspec.Struct, frozen=True, kw_only=True):
    gates: tuple[Gate, ...]
    lines: tuple[GateLine, ...]

    def count(self, gate: Gate, answer: Answer) -> int:
        return sum(
            one.answer is answer for line in self.lines for one in line.standings if one.gate.id == gate.id
        )

    def released(self, gate: Gate) -> int:
        return sum(
            one.release is not None for line in self.lines for one in line.standings if one.gate.id == gate.id
        )


def releasing(plan: Plan) -> tuple[Gate, ...]:
    """The plan's gates before shutting and dismantling, in its own order."""
    return tuple(gate for gate in plan.gates.values() if gate.releases in RELEASING)


def sheet(plan: Plan, programme: Programme, progress: Progress) -> GateSheet:
    """Everything that counts toward the target, asked for the day it is due, or today if that has passed or is open."""
    asked = releasing(plan)
    return GateSheet(
        gates=asked,
        lines=tuple(
            one
            for part in progress.parts
            for name in part.part.facilities or ("",)
            if (one := line(plan, programme, progress, part, name)) is not None
        ),
    )


def line(
    plan: Plan, programme: Programme, progress: Progress, part: PartLine, facility: str
) -> GateLine | None:
    """One oven before the gates, as of the sheet's day and place."""
    due = part.part.due
    on = due if due is not None and due > progress.as_of else progress.as_of
    asked = gates.case(plan, programme, part.part.part, facility, on, progress.as_of, progress.seq)
    if asked is None:
        return None
    return GateLine(
        part=part,
        facility=facility,
        planned_on=on,
        standings=tuple(gates.standing(plan, programme, gate, asked) for gate in releasing(plan)),
    )


# For machines ------------------------------------------------------------------------------------


def as_builtins(found: GateSheet) -> dict[str, object]:
    """The sheet as `./run gates --json` prints it: plain names, integers, ISO dates."""
    return {
        line.key: {one.gate.id: standing_as_builtins(one) for one in line.standings} for line in found.lines
    }


def standing_as_builtins(one: Standing) -> dict[str, object]:
    return {
        "answer": one.answer.value,
        "opens": one.opens,
        "done_on": one.done.effective.isoformat() if one.done is not None else None,
        "released_by": one.release.value.document if one.release is not None else None,
        "overridden_by": one.override.value.document if one.override is not None else None,
        "conditions": {line.condition.id: _condition(line) for line in one.lines},
    }


def _condition(line: Line) -> dict[str, object]:
    return {
        "label": line.condition.label,
        "answer": line.verdict.answer.value,
        "finding": line.verdict.finding,
        "missing": list(line.verdict.missing),
        "soft": line.soft,
        "signed_by": line.signed.value.signer if line.signed is not None else None,
    }
