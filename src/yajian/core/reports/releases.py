"""前置条件一览: every oven and piece of the list before each gate that releases it, and each gate line by line."""

import msgspec

from yajian.core import gates
from yajian.core.cases import Case
from yajian.core.gates import Line, Standing
from yajian.core.plan import Gate, Plan
from yajian.core.plan.conditions import Released as What
from yajian.core.programme import Programme
from yajian.core.reports.progress import PartLine, Progress
from yajian.core.rules import releases as rules
from yajian.core.rules import risks, workplans
from yajian.core.rules.roles.sight import Sight
from yajian.core.words import Answer

RELEASING: tuple[What, ...] = ("shutdown", "dismantle")


class GateLine(msgspec.Struct, frozen=True, kw_only=True):
    """One oven, or a part that has none named yet, before every gate that would release it."""

    part: PartLine
    facility: str
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
    """Everything that counts toward the target, each asked for the day it is planned for."""
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
    day = progress.as_of
    asked = gates.case(plan, programme, part.part.part, facility, day, day, progress.seq)
    if asked is None:
        return None
    return GateLine(
        part=part,
        facility=facility,
        standings=tuple(
            shown(gates.standing(plan, programme, gate, planned(programme, gate, asked)), progress.sight)
            for gate in releasing(plan)
        ),
    )


def shown(found: Standing, sight: Sight) -> Standing:
    """The same as somebody may read it: to a firm nobody says that its county has not done what it is not shown."""
    if sight.owns(found.case.county, None):
        return found
    return msgspec.structs.replace(
        found,
        lines=tuple(
            _hidden(line) if line.condition.need in risks.OF_THE_COUNTY and not line.met else line
            for line in found.lines
        ),
    )


def _hidden(line: Line) -> Line:
    finding = "县（市）自己的登记不在您的查阅范围，看不到不等于没有"
    verdict = msgspec.structs.replace(
        line.verdict, answer=Answer.UNDETERMINED, finding=finding, inputs=(), missing=(), remedy=""
    )
    return msgspec.structs.replace(line, verdict=verdict, asks="", hidden=True)


def planned(programme: Programme, gate: Gate, asked: Case) -> Case:
    """The same asked for the day it is planned for: the paper's, else what it was overridden or signed for, else the firm's own.

    Where nobody has planned a day that is still to come, the day it is due; and today once that has passed or is open.
    """
    key, (day, known) = gates.key(gate, asked), (asked.as_of, asked.known)
    paper = rules.release(programme, key, day, known)
    if paper is not None:
        return msgspec.structs.replace(asked, on=paper.value.planned_on)
    override = rules.override(programme, key, day, known)
    signed = [rules.warning(programme, key, one.id, day, known) for one in gate.conditions]
    said = [one.value.planned_on for one in (override, *signed) if one is not None]
    version = workplans.current(programme, asked.firms, day, known)
    step = workplans.covering(version.value, asked.part, asked.facility) if version is not None else None
    if step is not None:
        said.append(step.dismantle_on if gate.releases == "dismantle" else step.shutdown_on)
    ahead = (one for one in (*said, asked.listed.due) if one is not None and one > day)
    return msgspec.structs.replace(asked, on=next(ahead, day))


# Beside a deadline -------------------------------------------------------------------------------


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """What a part still lacks before its next act may begin. It is told beside the deadline, which it never moves."""

    gate: Gate
    standings: tuple[Standing, ...]  # of the ovens whose turn has not come yet

    @property
    def lacks(self) -> int:
        """How many conditions are not met, each counted once however many ovens it keeps back."""
        return len({line.condition.id for one in self.standings for line in (*one.held_by, *one.unsigned)})

    @property
    def released(self) -> bool:
        return all(one.release is not None for one in self.standings)

    @property
    def word(self) -> str:
        if self.released:
            return f"已{self.gate.label}"
        within = "查阅范围内" if any(one.hidden for one in self.standings) else ""
        if self.lacks:
            return f"{self.gate.label}：{within}条件未满足{self.lacks}条"
        return f"{self.gate.label}：{within}条件已满足"


def readiness(plan: Plan, programme: Programme, progress: Progress, part: PartLine) -> Readiness | None:
    """Before the shutdown while an oven runs, before dismantling where that is asked; none once it is all done."""
    wanted = ("shutdown", "dismantle") if part.judged_by == "dismantled" else ("shutdown",)
    for gate in (one for what in wanted for one in releasing(plan) if one.releases == what):
        standings = tuple(
            one
            for name in part.part.facilities or ("",)
            if (found := line(plan, programme, progress, part, name)) is not None
            for one in found.standings
            if one.gate.id == gate.id and one.done is None
        )
        if standings:
            return Readiness(gate=gate, standings=standings)
    return None


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
        "signed_by": line.signed.value.signer if line.signed is not None and line.signed_for else None,
    }
