"""到场: somebody went there, looked, and took pictures. A visit says what was seen, and decides nothing.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from typing import Literal

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import Digest, Fact, PartId, Picture, Recorded, Seq

Purpose = Literal["日常检查", "停炉", "拆除", "验收", "线索核查"]


class VisitsFact(Fact, frozen=True):
    """Marks this file's facts."""


class Looked(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that was looked at, and what was seen."""

    what: str
    found: str


class VisitRecorded(VisitsFact, frozen=True, kw_only=True, tag="visits.recorded/1"):
    """登记到场: on that day somebody was at the facility, for this purpose, and saw this."""

    part: PartId
    facility: str
    purpose: str
    at: str = ""  # 09:40, by the visitor's own clock
    where: str = ""  # in words
    latitude_e6: int | None = None  # millionths of a degree, as the telephone said
    longitude_e6: int | None = None
    accuracy_m: int | None = None
    looked: tuple[Looked, ...] = ()
    note: str = ""
    pictures: tuple[Picture, ...] = ()
    corrects: Seq | None = None  # the same visit, entered under a wrong day


AnyFact = VisitRecorded


class Source(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the envelope of a visit said: who went, for which organ, with which files."""

    actor: str
    organ: str
    evidence: tuple[Digest, ...]


class Visits(msgspec.Struct, kw_only=True):
    """The fold's own builder: the visits to each facility."""

    paid: Table[tuple[PartId, str], Timeline[VisitRecorded]] = msgspec.field(default_factory=Table)
    sources: Table[Seq, Source] = msgspec.field(default_factory=Table)

    def branch(self) -> "Visits":
        return Visits(paid=self.paid.branch(), sources=self.sources.branch())


def evolve(state: Visits, recorded: Recorded[AnyFact]) -> None:
    fact = recorded.fact
    enter(state.paid, (fact.part, fact.facility), recorded.seq, recorded.effective, fact, fact.corrects)
    source = Source(actor=recorded.actor, organ=recorded.organ, evidence=recorded.evidence)
    state.sources.put(recorded.seq, source)
