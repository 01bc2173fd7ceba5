"""What a visit has to say something of: the plan's own checks of a part, and what a city took up beside them by a paper."""

from collections.abc import Iterator, Mapping
from typing import TypeVar, cast

import msgspec

from yajian.core import gates
from yajian.core.cases import Case
from yajian.core.facts.acceptance import Fault
from yajian.core.plan import CompletionStandard, Plan, Settlement, SiteCheck, Value
from yajian.core.programme import Programme
from yajian.core.rules import charter
from yajian.core.words import Clause, ClauseId, DocumentNo, QuestionId, SystemRule

T = TypeVar("T")

_WEIGHTS: Mapping[Fault, int] = {"none": 0, "minor": 1, "major": 2}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to look at, what a fault in it is at least, and whose word that is."""

    id: str
    label: str
    at_least: Fault
    clauses: tuple[ClauseId, ...] = ()
    asks: tuple[QuestionId, ...] = ()  # the questions it leans on, answered or not
    one_of: tuple[str, ...] = ()
    outside: str = ""  # which practice from elsewhere it is of; empty where the plan itself says so
    document: DocumentNo | None = None  # by which paper the city took that practice up

    def too_light(self, fault: Fault) -> bool:
        """Whether a fault is put down as less than it is."""
        return fault != "none" and _WEIGHTS[fault] < _WEIGHTS[self.at_least]

    def unsaid(self, found: str) -> bool:
        """Whether the words do not say which of several ways it was."""
        return bool(self.one_of) and not any(word in found for word in self.one_of)

    def basis(self, plan: Plan) -> Clause | SystemRule:
        """The clause it rests on; where it is not the plan's word, the clause that leaves the matter open."""
        asked = (plan.open_questions[name] for name in self.asks if name in plan.open_questions)
        names = self.clauses or next((one.clauses for one in asked), ())
        return plan.clauses[names[0]] if names else SystemRule.VALUE_UNFIT


def catalogue(plan: Plan, programme: Programme, asked: Case) -> tuple[Line, ...]:
    """Everything a visit to a part on that day has to say something of, beside each of its ovens."""
    standard = gates.standard_for(plan, asked)
    said = tuple(_of_the_plan(standard, asked)) if standard is not None else ()
    answers = charter.settlements(programme, asked.as_of, asked.known)
    extra = (
        line
        for one in plan.completion_standards.values()
        if one.extra and (answer := _taken_up(one, answers)) is not None
        for line in _from_elsewhere(one, answer, answers)
    )
    return (*said, *extra)


def _of_the_plan(standard: CompletionStandard, asked: Case) -> Iterator[Line]:
    """The standard's checks. Where a county has a rule of its own, a check of the same id takes the place of the general one."""
    special = standard.special_in(asked.county)
    checks = {one.id: one for one in (*standard.checks, *(special.checks if special is not None else ()))}
    for one in checks.values():
        if one.applies.value:
            yield _line(one)


def _line(check: SiteCheck) -> Line:
    asks = (check.severity.asks, check.applies.asks, check.question)
    return Line(
        id=check.id,
        label=check.label,
        at_least=check.severity.value or "minor",
        clauses=check.clauses,
        asks=tuple(dict.fromkeys(name for name in asks if name is not None)),
        one_of=check.one_of,
    )


def _taken_up(standard: CompletionStandard, answers: Mapping[QuestionId, Settlement]) -> Settlement | None:
    """The answer that put an extra standard in force by that day.

    It is read from the answers and not from the plan as it stands: that one bears every answer given since, and a visit
    before its day was not asked for it.
    """
    answer = answers.get(standard.applies.asks) if standard.applies.asks is not None else None
    path = f"completion_standards.{standard.id}.applies"
    return answer if answer is not None and answer.settles.get(path) is True else None


def _from_elsewhere(
    standard: CompletionStandard, answer: Settlement, answers: Mapping[QuestionId, Settlement]
) -> Iterator[Line]:
    path = f"completion_standards.{standard.id}"
    severity = _then(standard.severity, f"{path}.severity", answers)
    for words in _then(standard.evidence, f"{path}.evidence", answers) or ():
        yield Line(
            id=f"{standard.id}/{words}",
            label=words,
            at_least=severity or "minor",
            asks=(standard.applies.asks,) if standard.applies.asks is not None else (),
            outside=standard.label,
            document=answer.document,
        )


def _then(held: Value[T] | None, path: str, answers: Mapping[QuestionId, Settlement]) -> T | None:
    """What a value of the plan was under the answers of a day: as the last of them has it, else as the file was issued."""
    if held is None:
        return None
    said = [one for one in answers.values() if path in one.settles]
    if said:
        return cast(T, max(said, key=lambda one: one.revision).settles[path])
    return held.issued if held.answers is not None else held.value
