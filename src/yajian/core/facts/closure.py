"""What happens to a facility on its way out: its conditions, each with the day it became so.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from typing import Literal, assert_never

import msgspec

from yajian.core.history import Table, Timeline
from yajian.core.words import Fact, PartId, Recorded, Seq

CountsAs = Literal["running", "stopped", "shut", "dismantled", "revived"]


class ClosureFact(Fact, frozen=True):
    """Marks this file's facts."""


class ConditionRecorded(ClosureFact, frozen=True, kw_only=True, tag="closure.condition-recorded/1"):
    """登记设施状态: from that day the facility was in this condition, and it counts as so decided."""

    part: PartId
    facility: str
    condition: str
    label: str
    counts_as: CountsAs
    corrects: Seq | None = None


AnyFact = ConditionRecorded


class Closures(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    conditions: Table[tuple[PartId, str], Timeline[ConditionRecorded]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Closures":
        return Closures(conditions=self.conditions.branch())


def evolve(state: Closures, recorded: Recorded[AnyFact]) -> None:
    match recorded.fact:
        case ConditionRecorded(part=part, facility=facility) as fact:
            key = (part, facility)
            past = state.conditions.get(key, Timeline())
            state.conditions.put(key, past.add(recorded.seq, recorded.effective, fact, fact.corrects))
        case other:
            assert_never(other)
