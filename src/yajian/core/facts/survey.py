"""The baseline survey: who was asked for what, which returns came, who countersigned them, who was chased.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, assert_never

import msgspec

from yajian.core.history import Table, Timeline
from yajian.core.words import (
    CampaignId,
    ClauseId,
    CountyId,
    Digest,
    DocumentNo,
    Fact,
    Recorded,
    Seq,
    Tonnes,
    label,
)


class SurveyFact(Fact, frozen=True):
    """Marks this file's facts."""


class Bureau(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An office of every county whose countersignature a return needs."""

    id: str
    name: str


class CampaignOpened(SurveyFact, frozen=True, kw_only=True, tag="survey.campaign-opened/1"):
    """开展摸底: these counties are asked for a return each, countersigned by these offices, by a day."""

    campaign: CampaignId
    title: str
    scope: str
    counties: tuple[CountyId, ...]
    bureaus: tuple[Bureau, ...]
    due: date | None = None  # None: the document gives no day
    document: DocumentNo
    clauses: tuple[ClauseId, ...] = ()
    corrects: Seq | None = None


class SurveyRow(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """What a return says of one enterprise; or why there is nothing to say."""

    facilities: Annotated[int, label("设施（座）")] = 0
    capacity_t: Annotated[Tonnes | None, label("产能（吨）")] = None
    explained: Annotated[str, label("情况说明", "查无设施的必须写明")] = ""


class ReturnSubmitted(SurveyFact, frozen=True, kw_only=True, tag="survey.return-submitted/1"):
    """报送摸底表: this sheet is the county's return; a later version leaves the earlier one as it was."""

    campaign: CampaignId
    county: CountyId
    version: int
    rows: Mapping[str, SurveyRow] = {}  # enterprise id or full name → what was found
    nil: str = ""  # 零报告: there is nothing to survey, and this is said
    reported_by: str
    sheet: Digest


class ReturnCountersigned(SurveyFact, frozen=True, kw_only=True, tag="survey.return-countersigned/1"):
    """会签摸底表: this office of the county stands by this version of the return."""

    campaign: CampaignId
    county: CountyId
    version: int
    bureau: str
    signed_by: str
    opinion: str = ""


class CountersignatureWithdrawn(
    SurveyFact, frozen=True, kw_only=True, tag="survey.countersignature-withdrawn/1"
):
    """撤回会签: for whoever knows of it, that office has not countersigned."""

    campaign: CampaignId
    county: CountyId
    version: int
    bureau: str
    withdraws: Seq
    reason: str


class ReturnSentBack(SurveyFact, frozen=True, kw_only=True, tag="survey.return-sent-back/1"):
    """退回摸底表: this version is not good enough, for this reason; the county owes another."""

    campaign: CampaignId
    county: CountyId
    version: int
    reason: str
    sent_back_by: str


class ReturnAccepted(SurveyFact, frozen=True, kw_only=True, tag="survey.return-accepted/1"):
    """接收摸底表: this version, countersigned by all, is the county's return."""

    campaign: CampaignId
    county: CountyId
    version: int
    accepted_by: str


class CountyChased(SurveyFact, frozen=True, kw_only=True, tag="survey.county-chased/1"):
    """催报: somebody asked a county for what it owed: a return of a campaign, or its task of a year."""

    county: CountyId
    campaign: CampaignId | None = None
    year: int | None = None
    how: str
    chased_by: str


AnyFact = (
    CampaignOpened
    | ReturnSubmitted
    | ReturnCountersigned
    | CountersignatureWithdrawn
    | ReturnSentBack
    | ReturnAccepted
    | CountyChased
)

Return = tuple[CampaignId, CountyId]
Version = tuple[CampaignId, CountyId, int]
Ruling = ReturnSentBack | ReturnAccepted


class Survey(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    campaigns: Table[CampaignId, Timeline[CampaignOpened]] = msgspec.field(default_factory=Table)
    returns: Table[Return, Timeline[ReturnSubmitted]] = msgspec.field(default_factory=Table)
    signatures: Table[Version, Mapping[str, Timeline[ReturnCountersigned]]] = msgspec.field(
        default_factory=Table
    )
    rulings: Table[Version, Timeline[Ruling]] = msgspec.field(default_factory=Table)
    chases: Table[tuple[CampaignId | int, CountyId], Timeline[CountyChased]] = msgspec.field(
        default_factory=Table
    )

    def branch(self) -> "Survey":
        return Survey(
            campaigns=self.campaigns.branch(),
            returns=self.returns.branch(),
            signatures=self.signatures.branch(),
            rulings=self.rulings.branch(),
            chases=self.chases.branch(),
        )


def evolve(state: Survey, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case CampaignOpened(campaign=campaign) as fact:
            past = state.campaigns.get(campaign, Timeline())
            state.campaigns.put(campaign, past.add(seq, effective, fact, fact.corrects))
        case ReturnSubmitted(campaign=campaign, county=county) as fact:
            versions = state.returns.get((campaign, county), Timeline())
            state.returns.put((campaign, county), versions.add(seq, effective, fact))
        case ReturnCountersigned(bureau=bureau) as fact:
            key = (fact.campaign, fact.county, fact.version)
            signed = state.signatures.get(key, {})
            line = signed.get(bureau, Timeline()).add(seq, effective, fact)
            state.signatures.put(key, {**signed, bureau: line})
        case CountersignatureWithdrawn(bureau=bureau, withdraws=withdraws) as fact:
            key = (fact.campaign, fact.county, fact.version)
            signed = state.signatures[key]
            state.signatures.put(key, {**signed, bureau: signed[bureau].close(seq, withdraws)})
        case (ReturnSentBack() | ReturnAccepted()) as fact:
            key = (fact.campaign, fact.county, fact.version)
            state.rulings.put(key, state.rulings.get(key, Timeline()).add(seq, effective, fact))
        case CountyChased(county=county) as fact:
            about = (fact.campaign or fact.year or 0, county)
            state.chases.put(about, state.chases.get(about, Timeline()).add(seq, effective, fact))
        case other:
            assert_never(other)
