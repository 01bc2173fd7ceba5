"""Who exists and who answers: organisations, members and posts over time, pledges, receipts of the plan.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from typing import assert_never

import msgspec

from yajian.core.history import Table, Timeline
from yajian.core.words import CountyId, DocumentNo, EnterpriseId, Fact, OrganId, Recorded, Seq


class OrgansFact(Fact, frozen=True):
    """Marks this file's facts, so that the programme can route them."""


class OrganEntered(OrgansFact, frozen=True, kw_only=True, tag="organs.organ-entered/1"):
    """登记单位: one of a kind the plan names without naming it; its id is its own for ever."""

    organ: OrganId
    name: str
    stands_for: OrganId  # the plan's name for the kind
    level: str
    county: CountyId | None = None
    document: DocumentNo


class OrganRenamed(OrgansFact, frozen=True, kw_only=True, tag="organs.organ-renamed/1"):
    """单位更名: from the effective day it is called so; it stays the same organisation."""

    organ: OrganId
    name: str
    document: DocumentNo


class MemberJoined(OrgansFact, frozen=True, kw_only=True, tag="organs.member-joined/1"):
    """增列成员单位: an organisation joined a group whose list the plan left open."""

    group: OrganId
    organ: OrganId
    document: DocumentNo


class PostHeld(OrgansFact, frozen=True, kw_only=True, tag="organs.post-held/1"):
    """任职: from the effective day this person holds the post."""

    organ: OrganId
    post: str  # the post's id in the plan
    person: str
    office: str = ""  # the person's own office
    document: DocumentNo
    corrects: Seq | None = None


class PostVacated(OrgansFact, frozen=True, kw_only=True, tag="organs.post-vacated/1"):
    """免职: from the effective day nobody holds the post."""

    organ: OrganId
    post: str
    person: str  # who held it
    document: DocumentNo


class PledgeSigned(OrgansFact, frozen=True, kw_only=True, tag="organs.pledge-signed/1"):
    """签订责任书: the county and the enterprise both put their names to the task."""

    county: CountyId
    enterprise: EnterpriseId
    county_signer: str
    county_post: str  # the post on the strength of which the county's person signed
    enterprise_signer: str
    corrects: Seq | None = None


class PlanReceived(OrgansFact, frozen=True, kw_only=True, tag="organs.plan-received/1"):
    """签收方案: an addressee, or a reader of a copy, has the paper."""

    organ: OrganId
    document: DocumentNo
    person: str
    copy: bool = False  # 抄送: to read, not to act on
    corrects: Seq | None = None


AnyFact = OrganEntered | OrganRenamed | MemberJoined | PostHeld | PostVacated | PledgeSigned | PlanReceived


class Organs(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    entered: Table[OrganId, Timeline[OrganEntered]] = msgspec.field(default_factory=Table)
    names: Table[OrganId, Timeline[str]] = msgspec.field(default_factory=Table)
    members: Table[tuple[OrganId, OrganId], Timeline[MemberJoined]] = msgspec.field(default_factory=Table)
    posts: Table[tuple[OrganId, str], Timeline[PostHeld | PostVacated]] = msgspec.field(default_factory=Table)
    pledges: Table[EnterpriseId, Timeline[PledgeSigned]] = msgspec.field(default_factory=Table)
    receipts: Table[OrganId, Timeline[PlanReceived]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Organs":
        return Organs(
            entered=self.entered.branch(),
            names=self.names.branch(),
            members=self.members.branch(),
            posts=self.posts.branch(),
            pledges=self.pledges.branch(),
            receipts=self.receipts.branch(),
        )


def evolve(state: Organs, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case OrganEntered(organ=organ, name=name) as fact:
            state.entered.put(organ, state.entered.get(organ, Timeline()).add(seq, effective, fact))
            state.names.put(organ, state.names.get(organ, Timeline()).add(seq, effective, name))
        case OrganRenamed(organ=organ, name=name):
            state.names.put(organ, state.names.get(organ, Timeline()).add(seq, effective, name))
        case MemberJoined(group=group, organ=organ) as fact:
            joined = state.members.get((group, organ), Timeline())
            state.members.put((group, organ), joined.add(seq, effective, fact))
        case PostHeld(organ=organ, post=post) as fact:
            held = state.posts.get((organ, post), Timeline())
            state.posts.put((organ, post), held.add(seq, effective, fact, fact.corrects))
        case PostVacated(organ=organ, post=post) as fact:
            held = state.posts.get((organ, post), Timeline())
            state.posts.put((organ, post), held.add(seq, effective, fact))
        case PledgeSigned(enterprise=enterprise) as fact:
            signed = state.pledges.get(enterprise, Timeline())
            state.pledges.put(enterprise, signed.add(seq, effective, fact, fact.corrects))
        case PlanReceived(organ=organ) as fact:
            received = state.receipts.get(organ, Timeline())
            state.receipts.put(organ, received.add(seq, effective, fact, fact.corrects))
        case other:
            assert_never(other)
