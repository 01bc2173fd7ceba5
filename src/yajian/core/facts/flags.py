"""异常线索: signs of life at what is shut, and what came of looking into them. That there is a flag is read off the books.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from datetime import date
from typing import Literal, assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import Digest, DocumentNo, Fact, PartId, Picture, Recorded, Seq, shanghai_date

Kind = Literal["activity", "picture"]  # 生产迹象, 照片重复


class FlagsFact(Fact, frozen=True):
    """Marks this file's facts."""


class Checker(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Somebody who looked into it, for an organ."""

    name: str
    organ: str


class ActivityReported(FlagsFact, frozen=True, kw_only=True, tag="flags.activity-reported/1"):
    """报告生产迹象: on that day this sign was seen at the facility; whether it is a flag is read off its conditions."""

    part: PartId
    facility: str
    sign: str
    finding: str
    pictures: tuple[Picture, ...] = ()


class FlagClosed(FlagsFact, frozen=True, kw_only=True, tag="flags.closed/1"):
    """核销线索: somebody of another organ looked into the flag that an entry had raised, and says what it was."""

    entry: Seq
    sort: Kind
    confirmed: bool  # what the flag says is so
    finding: str
    checked_by: tuple[Checker, ...]
    closed_for: str  # the organ that closes it
    document: DocumentNo
    scan: Digest


AnyFact = ActivityReported | FlagClosed


class Source(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the envelope of a report said: for whom it was entered, and when."""

    organ: str
    recorded_on: date


class Flags(msgspec.Struct, kw_only=True):
    """The fold's own builder: what was seen at each facility, and what was said of each entry that raised a flag."""

    activities: Table[tuple[PartId, str], Timeline[ActivityReported]] = msgspec.field(default_factory=Table)
    sources: Table[Seq, Source] = msgspec.field(default_factory=Table)
    closed: Table[Seq, Timeline[FlagClosed]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Flags":
        return Flags(
            activities=self.activities.branch(), sources=self.sources.branch(), closed=self.closed.branch()
        )


def evolve(state: Flags, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case ActivityReported() as fact:
            enter(state.activities, (fact.part, fact.facility), seq, effective, fact)
            day = shanghai_date(recorded.recorded_at)
            state.sources.put(seq, Source(organ=recorded.organ, recorded_on=day))
        case FlagClosed() as fact:
            enter(state.closed, fact.entry, seq, effective, fact)
        case other:
            assert_never(other)
