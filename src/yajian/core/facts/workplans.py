"""县级落实方案、一企一策: the plans for getting a firm's ovens down, version by version, and what was said of each.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from datetime import date
from typing import Literal, assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import CountyId, Digest, DocumentNo, EnterpriseId, Fact, OrganId, PartId, Recorded, Seq

Said = Literal["agrees", "returns", "cosigns"]


class WorkplansFact(Fact, frozen=True):
    """Marks this file's facts."""


class Section(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One section of a plan's text, so that two versions can be laid side by side."""

    heading: str
    text: str


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What a version has done with one oven or piece, and when; in the order in which it has them done."""

    part: PartId
    facility: str = ""  # empty: whatever the part comes to have named
    shutdown_on: date | None = None
    dismantle_on: date | None = None
    sealed_chambers: str = ""  # 封堵的炭化室孔号, where less than an oven goes


class Expert(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Somebody who sat in the review, and of what organ."""

    name: str
    organ: str


class PlanSubmitted(WorkplansFact, frozen=True, kw_only=True, tag="workplans.plan-submitted/1"):
    """提交一企一策方案: this version says how and when the firm's ovens come down; it has to be reviewed anew."""

    enterprise: EnterpriseId
    version: int
    title: str
    document: DocumentNo
    scan: Digest
    steps: tuple[Step, ...]
    sections: tuple[Section, ...]
    submitted_by: str  # the organ that entered it, which may not then review it
    corrects: Seq | None = None  # the same version, entered under a wrong day


class CountyPlanSubmitted(WorkplansFact, frozen=True, kw_only=True, tag="workplans.county-plan-submitted/1"):
    """提交县级落实方案: this version says how the county goes about its whole task."""

    county: CountyId
    version: int
    title: str
    document: DocumentNo
    scan: Digest
    sections: tuple[Section, ...]
    corrects: Seq | None = None


class PlanReviewed(WorkplansFact, frozen=True, kw_only=True, tag="workplans.plan-reviewed/1"):
    """审查工作方案: this organ agreed to the version, returned it with a reason, or put its name beside."""

    enterprise: EnterpriseId
    version: int
    organ: OrganId
    organ_name: str
    said: Said
    reviewer: str
    opinion: str
    gatekeeper: OrganId = OrganId("")  # the plan's name for the gatekeeper it spoke as; empty: it is none
    document: DocumentNo | None = (
        None  # its own paper; None: it put its name beside, or spoke before papers were asked for
    )
    corrects: Seq | None = None


class ExpertsReviewed(WorkplansFact, frozen=True, kw_only=True, tag="workplans.experts-reviewed/1"):
    """专家论证: these experts found the method for this part feasible, or not."""

    part: PartId
    enterprise: EnterpriseId
    title: str  # of what they were shown
    experts: tuple[Expert, ...]
    feasible: bool
    opinion: str
    document: DocumentNo
    scan: Digest
    corrects: Seq | None = None  # the same opinion, entered under a wrong day


AnyFact = PlanSubmitted | CountyPlanSubmitted | PlanReviewed | ExpertsReviewed


class Workplans(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    plans: Table[EnterpriseId, Timeline[PlanSubmitted]] = msgspec.field(default_factory=Table)
    county_plans: Table[CountyId, Timeline[CountyPlanSubmitted]] = msgspec.field(default_factory=Table)
    reviews: Table[tuple[EnterpriseId, int], Timeline[PlanReviewed]] = msgspec.field(default_factory=Table)
    by_experts: Table[PartId, Timeline[ExpertsReviewed]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Workplans":
        return Workplans(
            plans=self.plans.branch(),
            county_plans=self.county_plans.branch(),
            reviews=self.reviews.branch(),
            by_experts=self.by_experts.branch(),
        )


def evolve(state: Workplans, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case PlanSubmitted() as fact:
            enter(state.plans, fact.enterprise, seq, effective, fact, fact.corrects)
        case CountyPlanSubmitted() as fact:
            enter(state.county_plans, fact.county, seq, effective, fact, fact.corrects)
        case PlanReviewed() as fact:
            enter(state.reviews, (fact.enterprise, fact.version), seq, effective, fact, fact.corrects)
        case ExpertsReviewed() as fact:
            enter(state.by_experts, fact.part, seq, effective, fact, fact.corrects)
        case other:
            assert_never(other)
