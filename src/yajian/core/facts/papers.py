"""Which papers were drafted, who wrote what on them, which number each was given, and which one is out.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from datetime import date
from typing import Literal, assert_never

import msgspec

from yajian.core.history import Table, Timeline
from yajian.core.words import (
    CampaignId,
    CountyId,
    Digest,
    DocumentNo,
    EnterpriseId,
    Fact,
    OrganId,
    PaperId,
    PartId,
    Recorded,
    Seq,
)

# 审签 within one organ, the last of whom issues the paper; or 三方: each organ signs for itself
Step = Literal["经办", "科长", "分管", "局长", "企业", "县（市）", "市级"]


class PapersFact(Fact, frozen=True):
    """Marks this file's facts."""


class About(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What a paper is about beside a county, a year or a campaign. Whose the paper is, is not read from here."""

    enterprise: EnterpriseId | None = None
    part: PartId | None = None
    facility: str = ""  # as the list or the method names it; empty: the whole part
    planned_on: date | None = None  # when it is to be shut, or dismantled
    reviewer: OrganId | None = None  # whose opinion the paper holds
    seal: Seq | None = None  # the court matter
    quota_version: int | None = None  # of the city's work plan
    application: Seq | None = None  # for compensation
    audit_plan: int | None = None  # by its number; none: what is not in one yet


class PaperDrafted(PapersFact, frozen=True, kw_only=True, tag="papers.paper-drafted/1"):
    """起草文书: a draft was made from the books as they stood for a day, after the first `known` facts."""

    paper: PaperId
    version: int = 1
    template: str  # the plan's id of it
    title: str
    county: CountyId | None = None
    year: int | None = None
    campaign: CampaignId | None = None
    issuer: str
    addressee: str = ""
    copied_to: str = ""
    as_of: date
    known: Seq
    file: Digest | None = None  # the Word file
    workbook: Digest | None = None  # the Excel file
    own_template: Digest | None = None  # the city's own, if it was used instead of ours
    drafted_by: str
    enterprise: EnterpriseId | None = None  # whose own paper it is, where an enterprise makes it
    about: About | None = None
    remark: str = ""  # what no report says and the paper has to: printed as it was written
    chain: tuple[Step, ...] = ()  # who signs, in this order; empty: the four of one organ


class OpinionWritten(PapersFact, frozen=True, kw_only=True, tag="papers.opinion-written/1"):
    """签批意见: at this step of the signing chain a named person agreed, or sent the draft back."""

    paper: PaperId
    version: int
    step: Step
    agrees: bool = True
    words: str
    name: str


class PaperNumbered(PapersFact, frozen=True, kw_only=True, tag="papers.paper-numbered/1"):
    """编号: the paper has this number of its series and year; nobody else ever gets it."""

    paper: PaperId
    code: str  # 机关代字: 示工信函
    issuer: str
    year: int
    number: int
    document_no: DocumentNo


class PaperClosed(PapersFact, frozen=True, kw_only=True, tag="papers.paper-closed/1"):
    """办结文书: the paper is out, signed and dated; its scan is kept and it is on the documents register."""

    paper: PaperId
    document_no: DocumentNo
    issued_on: date
    signer: str
    scan: Digest


class PaperVoided(PapersFact, frozen=True, kw_only=True, tag="papers.paper-voided/1"):
    """作废文书: nothing comes of the paper; the number it had, if any, stays empty for ever."""

    paper: PaperId
    reason: str


AnyFact = PaperDrafted | OpinionWritten | PaperNumbered | PaperClosed | PaperVoided

Series = tuple[str, int]  # 机关代字 and year


class Papers(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    papers: Table[PaperId, Timeline[AnyFact]] = msgspec.field(default_factory=Table)
    series: Table[Series, Timeline[PaperNumbered]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Papers":
        return Papers(papers=self.papers.branch(), series=self.series.branch())


def evolve(state: Papers, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case PaperDrafted() | OpinionWritten() | PaperClosed() | PaperVoided() as fact:
            _keep(state, seq, effective, fact)
        case PaperNumbered(code=code, year=year) as fact:
            _keep(state, seq, effective, fact)
            given = state.series.get((code, year), Timeline())
            state.series.put((code, year), given.add(seq, effective, fact))
        case other:
            assert_never(other)


def _keep(state: Papers, seq: Seq, effective: date, fact: AnyFact) -> None:
    past = state.papers.get(fact.paper, Timeline())
    state.papers.put(fact.paper, past.add(seq, effective, fact))
