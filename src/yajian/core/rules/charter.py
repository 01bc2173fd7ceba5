"""The plan in force, the documents on the register, and what rests on an open question.

What an answer re-opens is worked out when somebody reads it: the answer is recorded once, and no fact follows it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from yajian.core.facts.charter import DocumentRegistered, QuestionAnswered
from yajian.core.facts.closure import Condition, CountsAs
from yajian.core.history import Entry
from yajian.core.plan import FacilityCondition, Plan, Settlement, plan_at, resting_on
from yajian.core.plan.terms import DocumentId
from yajian.core.programme import Programme
from yajian.core.words import Digest, DocumentNo, QuestionId, Refusal, Seq, SystemRule


def settlements(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> Mapping[QuestionId, Settlement]:
    """The answers in force on a day, as the plan overlays them."""
    found = {}
    for question, said in programme.charter.answers.items():
        entry = said.at(as_of, known)
        if entry is not None:
            answer = entry.value
            found[question] = Settlement(
                document=answer.document,
                reading=answer.reading,
                settles=answer.settles,
                revision=answer.revision,
            )
    return found


def plan_in_force(
    base: Plan, programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> Plan:
    """The issued plan with the answers of that day laid over it. Nobody rewrites the file."""
    return plan_at(base, settlements(programme, as_of, known))


def document(programme: Programme, number: DocumentNo) -> Entry[DocumentRegistered] | None:
    """The register's present entry for a 文号."""
    past = programme.charter.documents.get(number)
    return past.at() if past is not None else None


def said_on(programme: Programme, entry: Entry[Any], line: Iterable[Entry[Any]]) -> date:
    """The day of what an entry says: its paper's, however much later it was entered.

    What an entry before it on its line rests on already was added since that paper was written, and is of its own day.
    """
    number = entry.value.document
    paper = document(programme, number) if number is not None else None
    if paper is None or any(one.seq < entry.seq and one.value.document == number for one in line):
        return entry.effective
    return min(entry.effective, paper.value.issued_on)


def scan_of(programme: Programme, number: DocumentNo) -> Digest:
    """The scan of a paper that is on the register; a guard has asked whether it is."""
    entry = document(programme, number)
    assert entry is not None
    return entry.value.scan


def unless_registered(
    programme: Programme, number: DocumentNo, code: str, in_force: date | None = None
) -> Refusal | None:
    """The document is the act: what rests on a paper waits until it is on the register.

    With `in_force`, the paper must also be no younger than the day it is to take effect.
    """
    entry = document(programme, number)
    if entry is None:
        return Refusal(
            code=code,
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding=f"文件登记簿中没有 {number or '（未填文号）'}",
            way_forward="请先登记该文件：文号、日期、发文单位和盖章扫描件",
            field="document",
        )
    if in_force is not None and entry.value.issued_on > in_force:
        return Refusal(
            code="charter.document-later",
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding=f"{number} 成文于{entry.value.issued_on.isoformat()}，晚于生效日期{in_force.isoformat()}",
            way_forward="生效日期不得早于所依据文件的成文日期，请核对",
            field="effective",
        )
    return None


def answer(
    programme: Programme, question: QuestionId, as_of: date | None = None, known: Seq | None = None
) -> Entry[QuestionAnswered] | None:
    said = programme.charter.answers.get(question)
    return said.at(as_of, known) if said is not None else None


def still_open(
    plan: Plan, programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> tuple[QuestionId, ...]:
    """The questions nobody had answered by that day, in the plan's order."""
    return tuple(
        question for question in plan.open_questions if answer(programme, question, as_of, known) is None
    )


def listed_on(programme: Programme, question: QuestionId) -> tuple[str, ...]:
    """The list parts recorded while this question's default reading was in use: `list/part`."""
    things = []
    for name, versions in programme.targets.lists.items():
        entry = versions.at()
        if entry is not None:
            things += [f"{name}/{part.part}" for part in entry.value.parts if question in part.rests_on]
    return tuple(things)


def rests_on(plan: Plan, programme: Programme, question: QuestionId) -> tuple[str, ...]:
    """Everything that would have to be looked at again if the question were answered otherwise."""
    return listed_on(programme, question) + resting_on(plan, question)


class Reread(msgspec.Struct, frozen=True, kw_only=True):
    """A recorded condition that would count otherwise if it were entered now."""

    seq: Seq
    label: str
    since: date
    was: CountsAs
    now: CountsAs
    document: DocumentNo | None  # of the answer that stands; none: the answer was withdrawn
    organ: str  # who entered it, and must look again


class Reopened(msgspec.Struct, frozen=True, kw_only=True):
    """One recorded thing that rested on a reading since answered, and that nobody has looked at again."""

    thing: str
    question: QuestionId
    answered: Seq  # the answer, or what took one back
    record: Reread | None = None  # of a facility's condition; none: a part of a list


def reopened(
    plan: Plan, programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> tuple[Reopened, ...]:
    """What answers have re-opened and nobody has closed again, parts of lists first."""
    return (*_parts(programme, known), *_conditions(plan, programme, as_of, known))


def _parts(programme: Programme, known: Seq | None) -> tuple[Reopened, ...]:
    """Closed by a review, or by a later version that says that part differently."""
    found = []
    for question, said in programme.charter.answers.items():
        answered = said.at(known=known)
        if answered is None:
            continue
        for name, versions in programme.targets.lists.items():
            before = [entry for entry in versions.known(known) if entry.seq < answered.seq]
            now = versions.at(known=known)
            if not before or now is None:
                continue
            then = max(before, key=lambda entry: entry.seq).value
            present = {part.part: part for part in now.value.parts}
            found += [
                Reopened(thing=f"{name}/{part.part}", question=question, answered=answered.seq)
                for part in then.parts
                if question in part.rests_on
                and present.get(part.part) == part
                and not _reviewed(programme, f"{name}/{part.part}", question, answered.seq, known)
            ]
    return tuple(found)


def _reviewed(programme: Programme, thing: str, question: QuestionId, since: Seq, known: Seq | None) -> bool:
    reviews = programme.charter.reviews.get(thing)
    return reviews is not None and any(
        review.seq > since and review.value.question == question for review in reviews.known(known)
    )


# Recorded conditions -----------------------------------------------------------------------------


def rereads(plan: Plan, programme: Programme) -> bool:
    """Whether anybody ever answered what a condition counts as; until then no record need be looked at."""
    answers = programme.charter.answers
    return any(one.reading.asks in answers for one in _readings(plan) if one.reading.asks is not None)


def reread(
    plan: Plan, programme: Programme, entry: Entry[Condition], as_of: date | None, known: Seq | None
) -> Reopened | None:
    """One recorded condition, if an answer now has it count otherwise: closed by a correction, or by a review."""
    said = entry.value
    condition = next((one for one in _readings(plan) if one.id == said.condition), None)
    if condition is None or condition.counts_as == said.counts_as or condition.reading.asks is None:
        return None
    question = condition.reading.asks
    turned = _turned(programme, question, as_of, known)
    if turned is None or turned < _read_at(programme, entry):
        return None
    thing = f"{said.part}/{said.facility}" if said.part else said.facility
    if _reviewed(programme, thing, question, max(turned, entry.seq), known):
        return None
    standing = answer(programme, question, as_of, known)
    record = Reread(
        seq=entry.seq,
        label=said.label,
        since=entry.effective,
        was=said.counts_as,
        now=condition.counts_as,
        document=standing.value.document if standing is not None else None,
        organ=programme.closures.records[entry.seq].organ,
    )
    return Reopened(thing=thing, question=question, answered=turned, record=record)


def recorded_on(
    plan: Plan, programme: Programme, question: QuestionId, known: Seq | None = None
) -> tuple[Entry[Condition], ...]:
    """The recorded conditions of which the question decides what they count as."""
    ids = {one.id for one in _readings(plan) if one.reading.asks == question}
    if not ids:
        return ()
    lines = programme.closures.conditions.values()
    return tuple(entry for line in lines for entry in line.known(known) if entry.value.condition in ids)


def _conditions(
    plan: Plan, programme: Programme, as_of: date | None, known: Seq | None
) -> tuple[Reopened, ...]:
    if not rereads(plan, programme):
        return ()
    return tuple(
        found
        for line in programme.closures.conditions.values()
        for entry in line.known(known)
        if (as_of is None or entry.effective <= as_of)
        and (found := reread(plan, programme, entry, as_of, known)) is not None
    )


def _readings(plan: Plan) -> Iterator[FacilityCondition]:
    return (condition for kind in plan.facility_types.values() for condition in kind.conditions)


def _turned(programme: Programme, question: QuestionId, as_of: date | None, known: Seq | None) -> Seq | None:
    """When the office last learned how the question reads: the answer that stands, or an answer taken back."""
    said = programme.charter.answers.get(question)
    if said is None:
        return None
    standing = said.at(as_of, known)
    gone = [one.corrected_by for one in said.entries if one.corrected_by is not None]
    turns = [seq for seq in gone if known is None or seq <= known]
    return max([*turns, standing.seq] if standing is not None else turns, default=None)


def _read_at(programme: Programme, entry: Entry[Condition]) -> Seq:
    """When it was decided what a record counts as: a record moved from another facility brings that with it."""
    closures, seq, value = programme.closures, entry.seq, entry.value
    while value.moved_from is not None:
        seq = value.moved_from
        record = closures.records[seq]
        told = closures.conditions[record.part, record.facility].entries
        value = next(one.value for one in told if one.seq == seq)
    return seq


def came_out(
    plan: Plan,
    programme: Programme,
    awaited: DocumentId,
    as_of: date | None = None,
    known: Seq | None = None,
) -> Entry[DocumentRegistered] | None:
    """A paper the plan waits for, once its number is known and it is on the register; issued by that day."""
    named = plan.documents[awaited].number
    past = programme.charter.documents.get(named.value) if named is not None and named.value else None
    entry = past.at(known=known) if past is not None else None
    return entry if entry is not None and (as_of is None or entry.value.issued_on <= as_of) else None
