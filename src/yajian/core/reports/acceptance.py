"""验收一览: how far every listed part has come, what each level looked at, and what keeps the opinion back."""

from collections.abc import Mapping
from datetime import date

import msgspec

from yajian.core import gates
from yajian.core.checks import Line as Check
from yajian.core.checks import catalogue
from yajian.core.gates import Standing as Gated
from yajian.core.plan import CompletionStandard, Plan
from yajian.core.programme import Programme
from yajian.core.reports.progress import PartLine, Progress
from yajian.core.rules import acceptance as rules
from yajian.core.rules import releases as gate_rules
from yajian.core.rules.acceptance import Standing
from yajian.core.unentered import LedgerMark, unentered
from yajian.core.words import Answer, PartId, Tonnes

FAULTS = {"none": "无", "minor": "一般", "major": "严重"}
LEVELS = {"county": "县级初验", "city": "市级验收组"}


class AcceptanceLine(msgspec.Struct, frozen=True, kw_only=True):
    """One part on its way to 压减."""

    part: PartLine
    standing: Standing
    gate: Gated | None  # the plan's gate before acceptance, as it stands
    standard: CompletionStandard | None
    unentered: Mapping[str, LedgerMark] = {}  # 台账没有: named by the list, and no oven of the ledger
    checks: tuple[Check, ...] = ()  # what a visit on that day has to say something of

    @property
    def answer(self) -> Answer | None:
        return self.gate.answer if self.gate is not None else None


class AcceptanceSheet(msgspec.Struct, frozen=True, kw_only=True):
    lines: tuple[AcceptanceLine, ...]

    @property
    def accepted_t(self) -> Tonnes:
        return Tonnes(sum(line.part.standing.accepted_t for line in self.lines))

    def count(self, *stages: str) -> int:
        return sum(line.standing.stage in stages for line in self.lines)


def sheet(plan: Plan, programme: Programme, progress: Progress) -> AcceptanceSheet:
    """Every part that counts toward the target, as of the sheet's day and place."""
    return AcceptanceSheet(lines=tuple(line(plan, programme, progress, part) for part in progress.parts))


def line(plan: Plan, programme: Programme, progress: Progress, part: PartLine) -> AcceptanceLine:
    gate = gate_rules.gate_for(plan, "acceptance")
    asked = gates.case(plan, programme, part.part.part, "", progress.as_of, progress.as_of, progress.seq)
    return AcceptanceLine(
        part=part,
        standing=rules.standing(programme, part.part.part, progress.as_of, progress.seq),
        gate=gates.standing(plan, programme, gate, asked) if gate is not None and asked is not None else None,
        standard=gates.standard_for(plan, asked) if asked is not None else None,
        unentered=unentered(programme, part.part, progress.as_of, progress.seq) if part.shown else {},
        checks=catalogue(plan, programme, asked) if asked is not None else (),
    )


def to_look_at(plan: Plan, programme: Programme, part: PartId, on: date) -> tuple[str, ...]:
    """What the record of a visit on that day has to name: each oven of the part, then each check."""
    asked = gates.case(plan, programme, part, "", on, on)
    if asked is None:
        return ()
    return (*asked.listed.facilities, *(one.label for one in catalogue(plan, programme, asked)))


# For machines ------------------------------------------------------------------------------------


def as_builtins(found: AcceptanceSheet) -> dict[str, object]:
    """The sheet as `./run acceptance --json` prints it: plain names, integers, ISO dates."""
    return {
        line.part.part.part: {
            "stage": line.standing.stage,
            "tonnes": line.part.part.tonnes,
            "accepted_on": accepted.effective.isoformat()
            if (accepted := line.standing.accepted) is not None
            else None,
            "document": accepted.value.document if accepted is not None else None,
            "answer": line.answer.value if line.answer is not None else None,
            "unentered": dict(line.unentered),
            "checks": {one.label: one.at_least for one in line.checks},
        }
        for line in found.lines
    }
