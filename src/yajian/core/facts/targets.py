"""What is to be cut, by when, by whom: targets, batches, milestones, lists and tasks, as decided.

Facts here are stored for ever. Tonnages are the numbers decided that day; no later plan rewrites them.
"""

from datetime import date
from typing import Literal, assert_never

import msgspec

from yajian.core.history import Table, Timeline
from yajian.core.words import (
    BatchId,
    ClauseId,
    CountyId,
    DocumentNo,
    EnterpriseId,
    Fact,
    ItemId,
    ListId,
    PartId,
    QuestionId,
    Recorded,
    Tonnes,
)

Event = Literal["shut", "dismantled", "accepted"]  # the plan's verb that a date judges: 关停, 拆除, 验收


class TargetsFact(Fact, frozen=True):
    """Marks this file's facts."""


class BatchFixed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One batch as decided: so many tonnes, by a day, judged by one event."""

    id: BatchId
    label: str
    tonnes: Tonnes
    due: date | None
    judged_by: Event
    on_or_before_issue: bool = False
    clauses: tuple[ClauseId, ...] = ()


class MilestoneFixed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A date and the tonnes that must be done by then, all batches counted together."""

    due: date
    cumulative_t: Tonnes
    judged_by: Event
    batches: tuple[BatchId, ...]
    on_or_before_issue: bool = False
    clauses: tuple[ClauseId, ...] = ()


class CountyTaskFixed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What one county answers for. An addressee without a listed tonne has a task of 0."""

    county: CountyId
    name: str
    tonnes: Tonnes


class PartListed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One part of a list item: the smallest thing that has tonnes and a day of its own."""

    part: PartId
    item: ItemId
    enterprise: EnterpriseId
    enterprise_name: str
    tonnes: Tonnes
    county: CountyId | None = None  # None: nobody has said
    batch: BatchId | None = None
    due: date | None = None  # None: the plan gives no day
    judged_by: Event | None = None  # for a part of no batch: the verb its list asks for, if it asks for one
    facilities: tuple[str, ...] = ()  # empty: not yet bound to named facilities
    rests_on: tuple[QuestionId, ...] = ()  # open questions whose default reading it uses
    clauses: tuple[ClauseId, ...] = ()


class TargetsFixed(TargetsFact, frozen=True, kw_only=True, tag="targets.targets-fixed/1"):
    """目标账开账: the total, its batches, its milestones and each county's share of it."""

    target_t: Tonnes
    by: date | None
    judged_by: Event
    batches: tuple[BatchFixed, ...]
    milestones: tuple[MilestoneFixed, ...]
    counties: tuple[CountyTaskFixed, ...]
    clauses: tuple[ClauseId, ...] = ()


class ListPublished(TargetsFact, frozen=True, kw_only=True, tag="targets.list-published/1"):
    """发布清单版本: these parts, with these tonnes, are this version of the list."""

    list: ListId
    label: str
    version: int
    counts_toward_target: bool
    parts: tuple[PartListed, ...]
    document: DocumentNo
    clauses: tuple[ClauseId, ...] = ()
    from_file: bool = False  # entered by adopting a plan file, not by amending the list
    file_parts: tuple[PartListed, ...] = ()  # what that file said, where amendments made before it were kept


class AnnualTaskSet(TargetsFact, frozen=True, kw_only=True, tag="targets.annual-task-set/1"):
    """确定年度任务: the county's own statement of what it will cut in a year."""

    county: CountyId
    year: int
    tonnes: Tonnes
    document: DocumentNo
    clauses: tuple[ClauseId, ...] = ()


AnyFact = TargetsFixed | ListPublished | AnnualTaskSet


class Targets(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    fixed: Timeline[TargetsFixed] = Timeline()
    lists: Table[ListId, Timeline[ListPublished]] = msgspec.field(default_factory=Table)
    annual: Table[tuple[CountyId, int], Timeline[AnnualTaskSet]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Targets":
        return msgspec.structs.replace(self, lists=self.lists.branch(), annual=self.annual.branch())


def evolve(state: Targets, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case TargetsFixed() as fact:
            state.fixed = state.fixed.add(seq, effective, fact)
        case ListPublished(list=name) as fact:
            state.lists.put(name, state.lists.get(name, Timeline()).add(seq, effective, fact))
        case AnnualTaskSet(county=county, year=year) as fact:
            state.annual.put(
                (county, year), state.annual.get((county, year), Timeline()).add(seq, effective, fact)
            )
        case other:
            assert_never(other)
