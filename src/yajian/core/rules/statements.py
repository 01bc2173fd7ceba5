"""How every statement about a number stands, which value is settled, and whether it may be used.

A statement goes 填报 → 核实 → 认定; a differing one is raised as 异议, heard, and settled. Whoever computes
with a number asks `usable`: while anything about it is contested or unverified, the answer is 待定.
"""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import TypeVar, cast

import msgspec

from yajian.core.facts.statements import (
    AnyFact,
    DecisionNotified,
    DisputeHeard,
    DisputeSettled,
    Matter,
    Stated,
    StatementDetermined,
    StatementDisputed,
    StatementReported,
    StatementVerified,
    StatementWithdrawn,
)
from yajian.core.history import Entry
from yajian.core.plan import Plan, attribute
from yajian.core.plan.entering import UNCLEAR
from yajian.core.programme import Programme
from yajian.core.words import Answer, DocumentNo, Seq, Verdict

SUBJECTS = {"part": "清单分项", "unit": "产能单元", "enterprise": "企业", "facility": "设施", "site": "厂区"}

F = TypeVar("F")

Said = StatementReported | StatementDisputed
Decided = StatementDetermined | DisputeSettled


class Standing(Enum):
    """How far a statement has come, in the words of the office."""

    REPORTED = "填报"
    VERIFIED = "核实"
    CONTESTED = "异议"
    DETERMINED = "认定"
    SET_ASIDE = "未采信"
    WITHDRAWN = "已撤回"
    CORRECTED = "已更正"


OPEN = frozenset({Standing.REPORTED, Standing.VERIFIED, Standing.CONTESTED})
OVER = frozenset({Standing.SET_ASIDE, Standing.WITHDRAWN, Standing.CORRECTED})


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One statement: who, on which document, true when, learned when (`seq`), and how it stands."""

    seq: Seq
    said: Said
    true_from: date
    standing: Standing
    acts: tuple[Entry[AnyFact], ...] = ()  # what was done about it, in the order it was learned
    disputes: Seq | None = None  # the statement it contests, while it does

    @property
    def value(self) -> Stated:
        return self.said.value

    @property
    def maker(self) -> str:
        return self.said.said_by

    @property
    def document(self) -> DocumentNo:
        return self.said.document

    @property
    def is_stood_in(self) -> bool:
        """代录: entered by another hand, from the sheet its maker stamped."""
        return self.said.stamped_sheet is not None

    @property
    def heard_on(self) -> date | None:
        """The day its dispute was last heard."""
        return max((act.effective for act in self.acts if isinstance(act.value, DisputeHeard)), default=None)


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """Everything said about one number, as of a day and as the first `known` facts tell it."""

    matter: Matter
    statements: tuple[Statement, ...]  # in the order they were learned; none is ever left out
    settled: Statement | None
    waiting: tuple[Statement, ...]  # what stands between anybody and using it
    file: tuple[Entry[AnyFact], ...] = ()  # everything said and done about it, in the order it was learned
    decisions: tuple[Entry[Decided], ...] = ()
    told: tuple[Entry[DecisionNotified], ...] = ()

    @property
    def label(self) -> str:
        return self.statements[-1].said.label if self.statements else self.matter[1]

    @property
    def standing(self) -> Standing | None:
        """The number's own standing: contested before waiting, waiting before settled."""
        for standing in (Standing.CONTESTED, Standing.REPORTED, Standing.VERIFIED):
            if any(one.standing is standing for one in self.waiting):
                return standing
        if self.settled is not None:
            return Standing.DETERMINED
        return self.statements[-1].standing if self.statements else None

    @property
    def divided(self) -> bool:
        """Whether those who spoke say different numbers, and nobody has raised it as a dispute."""
        return self.standing is not Standing.CONTESTED and len({one.value for one in self.waiting}) > 1

    def get(self, seq: Seq) -> Statement | None:
        return next((one for one in self.statements if one.seq == seq), None)


NOTHING = Number(matter=("", ""), statements=(), settled=None, waiting=())


def answered(decision: Decided) -> tuple[Seq, ...]:
    """The statements a decision speaks of."""
    match decision:
        case StatementDetermined(statements=statements):
            return statements
        case DisputeSettled(upholds=upholds, sets_aside=sets_aside):
            return (*upholds, *sets_aside)


def number(
    programme: Programme, matter: Matter, as_of: date | None = None, known: Seq | None = None
) -> Number:
    """All statements about a number and how each stands."""
    timeline = programme.statements.files.get(matter)
    entries = () if timeline is None else timeline.entries
    learned = [
        entry
        for entry in entries
        if (known is None or entry.seq <= known) and (as_of is None or entry.effective <= as_of)
    ]
    closed = {entry.seq: _closed_by(entries, entry, known) for entry in learned}
    said = [entry for entry in learned if isinstance(entry.value, Said)]
    disputes = _open_disputes(learned, {seq for seq, by in closed.items() if by is not None})
    statements = tuple(_statement(entry, learned, closed[entry.seq], disputes) for entry in said)
    settled = _settled(statements)
    return Number(
        matter=matter,
        statements=statements,
        settled=settled,
        waiting=_waiting(statements, settled, as_of or date.max),
        file=tuple(learned),
        decisions=tuple(_decisions(learned)),
        told=tuple(_of(learned, DecisionNotified)),
    )


def numbers(programme: Programme, as_of: date | None = None, known: Seq | None = None) -> tuple[Number, ...]:
    """Every number somebody had said something about, in the order of the first word."""
    found = (number(programme, matter, as_of, known) for matter in programme.statements.files)
    return tuple(one for one in found if one.statements)


def voices(statements: Iterable[Statement], day: date) -> tuple[Statement, ...]:
    """What each maker says of a day: the last thing each said that was true by then and still stands."""
    found: dict[str, Statement] = {}
    for one in sorted(statements, key=lambda one: (one.true_from, one.seq)):
        if one.true_from <= day and one.standing not in OVER:
            found[one.maker] = one
    return tuple(found.values())


def usable(
    plan: Plan,
    programme: Programme,
    matter: Matter,
    as_of: date | None = None,
    known: Seq | None = None,
    value: Stated | None = None,
) -> Verdict:
    """Whether a number may be computed with; with a `value`, whether that is the value settled."""
    return judged(plan, programme, number(programme, matter, as_of, known), value)


def judged(plan: Plan, programme: Programme, found: Number, value: Stated | None = None) -> Verdict:
    """The same of a number already looked at."""
    answer, finding, missing, remedy = _judged(found, value)
    field = attribute(plan, found.matter[1])
    label = field.label if field is not None else found.label
    return Verdict(
        label=f"{label}可以使用",
        answer=answer,
        finding=finding,
        rule="statements.usable",
        revision=programme.charter.revision,
        clauses=tuple(plan.clauses[name] for name in field.clauses) if field is not None else (),
        inputs=tuple(
            (f"第{one.seq}条 {one.maker}", f"{one.said.shown}　{one.standing.value}　{one.document}")
            for one in found.statements
        ),
        missing=missing,
        remedy=remedy,
    )


def _judged(number: Number, value: Stated | None) -> tuple[Answer, str, tuple[str, ...], str]:
    missing = tuple(_missing(one) for one in number.waiting)
    if number.standing is Standing.CONTESTED:
        shown = "、".join(dict.fromkeys(one.said.shown for one in number.waiting))
        finding = f"{number.label}有异议未决：{shown}"
        return Answer.UNDETERMINED, finding, missing, "请听取意见、核查后作出认定结论；在此之前不用这个数"
    if number.waiting:
        finding = f"{number.label}还没有认定：{'；'.join(_where(one) for one in number.waiting)}"
        return Answer.UNDETERMINED, finding, missing, "请依次核实、认定；在此之前不用这个数"
    if number.settled is None:
        finding = f"{number.label}没有任何站得住的陈述"
        return Answer.UNDETERMINED, finding, (f"{number.label}的填报",), "请凭文件填报"
    if number.settled.value == UNCLEAR:
        finding = f"{number.label}认定为“不清楚”"
        return Answer.UNDETERMINED, finding, (f"{number.label}的实情",), "请查清后凭文件另行填报"
    if value is not None and value != number.settled.value:
        finding = f"所用的数不是认定的{number.settled.said.shown}"
        return Answer.FAIL, finding, (), "请用认定的数；有不同意见的提出异议"
    return Answer.PASS, f"{number.label}已认定为{number.settled.said.shown}", (), ""


def _missing(statement: Statement) -> str:
    """The next thing a statement waits for."""
    if statement.standing is Standing.REPORTED:
        return f"第{statement.seq}条的核实"
    if statement.standing is Standing.VERIFIED:
        return f"第{statement.seq}条的认定"
    if statement.disputes is None or statement.heard_on is not None:
        return f"第{statement.seq}条的认定结论"
    return f"第{statement.seq}条异议的听证或核查记录"


def _where(statement: Statement) -> str:
    return f"{statement.maker}{statement.said.shown}（{statement.standing.value}）"


def _closed_by(entries: Iterable[Entry[AnyFact]], entry: Entry[AnyFact], known: Seq | None) -> AnyFact | None:
    """The fact that took a statement out, for whoever knows of it."""
    by = entry.corrected_by
    if by is None or (known is not None and by > known):
        return None
    return next(other.value for other in entries if other.seq == by)


def _open_disputes(learned: list[Entry[AnyFact]], closed: set[Seq]) -> dict[Seq, Seq]:
    """Disputes nobody has settled, each with the statement it contests; one whose target is gone contests nothing."""
    settled = {seq for entry in _of(learned, DisputeSettled) for seq in entry.value.disputes}
    return {
        entry.seq: entry.value.disputes
        for entry in _of(learned, StatementDisputed)
        if entry.seq not in closed | settled and entry.value.disputes not in closed
    }


def _statement(
    entry: Entry[AnyFact],
    learned: list[Entry[AnyFact]],
    closed_by: AnyFact | None,
    disputes: dict[Seq, Seq],
) -> Statement:
    said = entry.value
    assert isinstance(said, Said)
    acts = tuple(other for other in learned if _concerns(other.value, entry.seq))
    return Statement(
        seq=entry.seq,
        said=said,
        true_from=said.true_from if isinstance(said, StatementDisputed) else entry.effective,
        standing=_standing(entry.seq, acts, closed_by, disputes),
        acts=acts,
        disputes=disputes.get(entry.seq),
    )


def _concerns(fact: AnyFact, seq: Seq) -> bool:
    match fact:
        case StatementVerified(statement=statement):
            return statement == seq
        case DisputeHeard(dispute=dispute):
            return dispute == seq
        case StatementDetermined() | DisputeSettled():
            return seq in answered(fact)
        case StatementDisputed(disputes=disputed):
            return disputed == seq
        case StatementReported(corrects=corrects):
            return corrects == seq
        case StatementWithdrawn(withdraws=withdraws):
            return withdraws == seq
        case DecisionNotified():
            return False


def _standing(
    seq: Seq, acts: tuple[Entry[AnyFact], ...], closed_by: AnyFact | None, disputes: dict[Seq, Seq]
) -> Standing:
    if closed_by is not None:
        return Standing.WITHDRAWN if isinstance(closed_by, StatementWithdrawn) else Standing.CORRECTED
    if seq in disputes or seq in disputes.values():
        return Standing.CONTESTED
    decisions = _decisions(acts)
    if decisions:
        last = decisions[-1].value
        aside = isinstance(last, DisputeSettled) and seq in last.sets_aside
        return Standing.SET_ASIDE if aside else Standing.DETERMINED
    return Standing.VERIFIED if any(_of(acts, StatementVerified)) else Standing.REPORTED


def _settled(statements: tuple[Statement, ...]) -> Statement | None:
    """The determined statement that speaks last: by its day, then by when it was learned."""
    determined = [one for one in statements if one.standing is Standing.DETERMINED]
    return max(determined, key=lambda one: (one.true_from, one.seq), default=None)


def _waiting(
    statements: tuple[Statement, ...], settled: Statement | None, day: date
) -> tuple[Statement, ...]:
    """The undecided statements that count on a day: every contested one, and each maker's last word."""
    last = {one.seq for one in voices(statements, day)}
    return tuple(
        one
        for one in statements
        if one.standing is Standing.CONTESTED or (one.standing in OPEN and one.seq in last)
        if settled is None or _speaks_against(one, settled)
    )


def _speaks_against(one: Statement, settled: Statement) -> bool:
    """Of the same day or later, and otherwise."""
    differs = one.standing is Standing.CONTESTED or one.value != settled.value
    return differs and one.true_from >= settled.true_from


def _of(entries: Iterable[Entry[AnyFact]], kind: type[F]) -> list[Entry[F]]:
    return [cast(Entry[F], entry) for entry in entries if isinstance(entry.value, kind)]


def _decisions(entries: Iterable[Entry[AnyFact]]) -> list[Entry[Decided]]:
    return [cast(Entry[Decided], entry) for entry in entries if isinstance(entry.value, Decided)]
