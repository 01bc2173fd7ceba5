"""What was adopted, which documents are on the register, and which open questions were answered.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from collections.abc import Mapping
from datetime import date
from typing import assert_never

import msgspec

from yajian.core.history import Table, Timeline
from yajian.core.words import Digest, DocumentNo, Fact, QuestionId, Recorded, Seq, shanghai_date


class CharterFact(Fact, frozen=True):
    """Marks this file's facts, so that the programme can route them."""


class PlanAdopted(CharterFact, frozen=True, kw_only=True, tag="charter.plan-adopted/1"):
    """采用方案: this file, digest for digest, is the plan the office runs on."""

    plan: str
    title: str
    number: DocumentNo
    issued_on: date
    revision: int
    plan_file: Digest
    document_file: Digest


class RevisionAdopted(CharterFact, frozen=True, kw_only=True, tag="charter.revision-adopted/1"):
    """采用方案新版本: from the effective day a new file is in force, on the strength of a document."""

    plan_file: Digest
    document_file: Digest
    document: DocumentNo
    revision: int
    differences: tuple[str, ...]  # what it entered anew in the books: `targets`, or `list/version`


class DocumentRegistered(CharterFact, frozen=True, kw_only=True, tag="charter.document-registered/1"):
    """登记文件: a numbered, dated paper exists and its scan is kept."""

    number: DocumentNo
    title: str
    issued_on: date
    issuer: str
    scan: Digest
    corrects: Seq | None = None


class QuestionAnswered(CharterFact, frozen=True, kw_only=True, tag="charter.question-answered/1"):
    """答复待明确事项: a named person gave this reading on this document."""

    question: QuestionId
    reading: str
    answered_by: str
    document: DocumentNo
    scan: Digest
    revision: int  # the revision this answer makes
    settles: Mapping[str, object] = {}  # plan path → the value that now stands there
    reopens: tuple[str, ...] = ()  # what rested on the old reading, at the time of the answer
    corrects: Seq | None = None


class AnswerWithdrawn(CharterFact, frozen=True, kw_only=True, tag="charter.answer-withdrawn/1"):
    """撤回答复: for whoever knows of it the answer is void from its first day; what it replaced stands again."""

    question: QuestionId
    withdraws: Seq
    reason: str
    document: DocumentNo
    revision: int


class ReopenedReviewed(CharterFact, frozen=True, kw_only=True, tag="charter.reopened-reviewed/1"):
    """复核: a thing that rested on an old reading was looked at again and stands as it is."""

    thing: str
    question: QuestionId
    finding: str
    document: DocumentNo


AnyFact = (
    PlanAdopted | RevisionAdopted | DocumentRegistered | QuestionAnswered | AnswerWithdrawn | ReopenedReviewed
)


class Charter(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    adopted: PlanAdopted | None = None
    adopted_at: Seq | None = None
    opened_on: date | None = None  # the day the books were opened, years after the plan maybe
    revision: int = 0
    files: Timeline[Digest] = Timeline()  # the plan file in force
    revisions: Timeline[int] = Timeline()  # the revision each fact made
    documents: Table[DocumentNo, Timeline[DocumentRegistered]] = msgspec.field(default_factory=Table)
    answers: Table[QuestionId, Timeline[QuestionAnswered]] = msgspec.field(default_factory=Table)
    reviews: Table[str, Timeline[ReopenedReviewed]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Charter":
        return msgspec.structs.replace(
            self,
            documents=self.documents.branch(),
            answers=self.answers.branch(),
            reviews=self.reviews.branch(),
        )


def evolve(state: Charter, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case PlanAdopted() as fact:
            state.adopted = fact
            state.adopted_at = seq
            state.opened_on = shanghai_date(recorded.recorded_at)
            state.revision = fact.revision
            state.revisions = state.revisions.add(seq, effective, fact.revision)
            state.files = state.files.add(seq, effective, fact.plan_file)
        case RevisionAdopted() as fact:
            state.revision = fact.revision
            state.revisions = state.revisions.add(seq, effective, fact.revision)
            state.files = state.files.add(seq, effective, fact.plan_file)
        case DocumentRegistered(number=number) as fact:
            past = state.documents.get(number, Timeline())
            state.documents.put(number, past.add(seq, effective, fact, fact.corrects))
        case QuestionAnswered(question=question) as fact:
            state.revision = fact.revision
            state.revisions = state.revisions.add(seq, effective, fact.revision)
            said = state.answers.get(question, Timeline())
            state.answers.put(question, said.add(seq, effective, fact, fact.corrects))
        case AnswerWithdrawn(question=question, withdraws=withdraws, revision=revision):
            state.revision = revision
            state.revisions = state.revisions.add(seq, effective, revision)
            state.answers.put(question, state.answers[question].close(seq, withdraws))
        case ReopenedReviewed(thing=thing) as fact:
            state.reviews.put(thing, state.reviews.get(thing, Timeline()).add(seq, effective, fact))
        case other:
            assert_never(other)
