"""Why something was entered late. That it was late is never stored: the two dates of the entry say it.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from typing import assert_never

import msgspec

from yajian.core.history import Table, Timeline
from yajian.core.words import DocumentNo, Fact, Recorded, Seq


class LatenessFact(Fact, frozen=True):
    """Marks this file's facts."""


class LatenessExplained(LatenessFact, frozen=True, kw_only=True, tag="lateness.explained/1"):
    """说明迟录: a named person has said why an entry was made later than the day it tells of."""

    entry: Seq
    reason: str
    explained_by: str
    document: DocumentNo = DocumentNo("")


AnyFact = LatenessExplained


class Lateness(msgspec.Struct, kw_only=True):
    """The fold's own builder: what was said of each entry, in the order it was said."""

    explained: Table[Seq, Timeline[LatenessExplained]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Lateness":
        return Lateness(explained=self.explained.branch())


def evolve(state: Lateness, recorded: Recorded[AnyFact]) -> None:
    match recorded.fact:
        case LatenessExplained(entry=entry) as fact:
            past = state.explained.get(entry, Timeline())
            state.explained.put(entry, past.add(recorded.seq, recorded.effective, fact))
        case other:
            assert_never(other)
