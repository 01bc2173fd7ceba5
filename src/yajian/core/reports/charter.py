"""The plan as an office reads it: clauses with who must do what, open questions, and what a revision changes."""

from datetime import date

import msgspec

from yajian.core.facts.charter import DocumentRegistered, QuestionAnswered
from yajian.core.facts.targets import TargetsFixed
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Difference, OpenQuestion, Plan, PlanClause, compare
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.duties import DutyLine, by_clause, duties
from yajian.core.reports.progress import Progress
from yajian.core.reports.targets import PartMoved, moved, targets_moved
from yajian.core.rules import charter as rules
from yajian.core.rules import targets as target_rules
from yajian.core.words import ClauseId, DocumentNo, Judged, QuestionId, Seq


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where one thing a clause asks for stands: its name, its explanation's key, its light."""

    label: str
    key: str
    judged: Judged


class ClauseLine(msgspec.Struct, frozen=True, kw_only=True):
    """One clause, the duties it lays on somebody and where they stand, and the questions it leaves open."""

    clause: PlanClause
    duties: tuple[DutyLine, ...]
    questions: tuple[QuestionId, ...]
    open_questions: tuple[QuestionId, ...]
    standing: tuple[Standing, ...]


class QuestionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One question, its answer if it has one, and the answers it had before."""

    question: OpenQuestion
    answer: Entry[QuestionAnswered] | None
    earlier: tuple[Entry[QuestionAnswered], ...]


def clauses(
    plan: Plan, programme: Programme, sheet: Progress, known: Seq | None = None
) -> tuple[ClauseLine, ...]:
    """Every clause in the plan's order: text, duties, questions, and where what it asks for stands."""
    open_now = set(rules.still_open(plan, programme, sheet.as_of, known))
    standing = _standing(sheet)
    laid = by_clause(duties(plan, programme, sheet.as_of, known, sheet.sight))
    asked: dict[ClauseId, list[QuestionId]] = {}
    for question in plan.open_questions.values():
        for name in question.clauses:
            asked.setdefault(name, []).append(question.id)
    return tuple(
        ClauseLine(
            clause=clause,
            duties=laid.get(name, ()),
            questions=tuple(asked.get(name, ())),
            open_questions=tuple(q for q in asked.get(name, ()) if q in open_now),
            standing=tuple(standing.get(name, ())),
        )
        for name, clause in plan.clauses.items()
    )


def standing_on(sheet: Progress, names: tuple[ClauseId, ...]) -> tuple[Standing, ...]:
    """Where the tonnages stand that any of these clauses fixes."""
    found = _standing(sheet)
    return tuple({one.key: one for name in names for one in found.get(name, ())}.values())


def _standing(sheet: Progress) -> dict[ClauseId, list[Standing]]:
    """What each clause's batches, last milestone and list parts show."""
    found: dict[ClauseId, list[Standing]] = {}
    for batch in sheet.batches:
        label = f"{batch.label} {wording.wan_t(batch.tonnes)} 万吨"
        _put(found, batch.clauses, Standing(label=label, key=f"batch.{batch.batch}", judged=batch.judged))
    for milestone in sheet.milestones[-1:]:
        day = milestone.due.isoformat()
        label = f"到{day}累计 {wording.wan_t(milestone.cumulative_t)} 万吨"
        _put(found, milestone.clauses, Standing(label=label, key=f"milestone.{day}", judged=milestone.judged))
    for line in sheet.parts:
        label = f"{line.part.enterprise_name} {line.part.part} {wording.wan_t(line.part.tonnes)} 万吨"
        _put(
            found, line.part.clauses, Standing(label=label, key=f"part.{line.part.part}", judged=line.judged)
        )
    return found


def _put(found: dict[ClauseId, list[Standing]], names: tuple[ClauseId, ...], standing: Standing) -> None:
    for name in names:
        found.setdefault(name, []).append(standing)


def questions(
    plan: Plan, programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> tuple[QuestionLine, ...]:
    return tuple(question(plan, programme, name, as_of, known) for name in plan.open_questions)


def question(
    plan: Plan, programme: Programme, name: QuestionId, as_of: date | None = None, known: Seq | None = None
) -> QuestionLine:
    """Raises KeyError for a question the plan does not ask."""
    said = programme.charter.answers.get(name)
    return QuestionLine(
        question=plan.open_questions[name],
        answer=rules.answer(programme, name, as_of, known),
        earlier=_earlier(said, as_of, known) if said is not None else (),
    )


def _earlier(
    said: Timeline[QuestionAnswered], as_of: date | None, known: Seq | None
) -> tuple[Entry[QuestionAnswered], ...]:
    """The answers that once stood and do not now, as the first `known` facts tell it."""
    now = said.at(as_of, known)
    return tuple(
        entry
        for entry in said.entries
        if (known is None or entry.seq <= known)
        and (as_of is None or entry.effective <= as_of)
        and (now is None or entry.seq != now.seq)
    )


def documents(programme: Programme) -> tuple[Entry[DocumentRegistered], ...]:
    """The documents register as it stands, latest entry first."""
    present = (past.at() for past in programme.charter.documents.values())
    return tuple(sorted((entry for entry in present if entry is not None), key=lambda entry: -entry.seq))


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What a new revision reads differently, and what it would change, before it takes effect."""

    differences: tuple[Difference, ...]
    changes: tuple[PartMoved, ...]  # in the books: targets and list versions it would enter
    reopens: tuple[str, ...]  # answers given under the old file that touch what reads differently
    lost_answers: tuple[QuestionId, ...]  # answers the new file has no place for: it would be refused
    conflicts: tuple[
        str, ...
    ] = ()  # parts amended since the last file and changed again: it would be refused


def preview(in_force: Plan, proposed: Plan, programme: Programme) -> Preview:
    differences = compare(in_force, proposed)
    changes: list[PartMoved] = []
    then = rules.plan_in_force(proposed, programme)
    facts, conflicts = target_rules.restated(then, programme, DocumentNo(proposed.programme.document_no))
    for fact in facts:
        if isinstance(fact, TargetsFixed):
            standing = target_rules.fixed(programme)
            changes += targets_moved(standing.value, fact) if standing is not None else ()
        else:
            listed = target_rules.present(programme, fact.list)
            changes += moved(listed.value, fact) if listed is not None else ()
    touched = {difference.path for difference in differences}
    reopens = tuple(
        question
        for question, said in programme.charter.answers.items()
        if (entry := said.at()) is not None and touched & set(entry.value.settles)
    )
    lost = tuple(name for name in programme.charter.answers if name not in proposed.open_questions)
    return Preview(
        differences=differences,
        changes=tuple(changes),
        reopens=reopens,
        lost_answers=lost,
        conflicts=tuple(f"{one.list}/{one.part}" for one in conflicts),
    )
