"""What a paper about one part rests on: the part as it is counted, whose it is, its ovens, and the gate's answers."""

from collections.abc import Iterator
from datetime import date

import msgspec

from yajian.core import gates
from yajian.core.cases import Case
from yajian.core.gates import Line, Standing
from yajian.core.plan import Gate, Plan
from yajian.core.plan.conditions import Released as What
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.amounts import tonnes_in_full
from yajian.core.reports.papers.written import Position, Rows, Subject, Unwritable, day
from yajian.core.rules import closure, dossier
from yajian.core.rules import releases as gate_rules
from yajian.core.words import EnterpriseId

VERBS = {"shutdown": "停炉", "dismantle": "拆除"}


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One oven, or the whole part where none is named, as the paper's day and place in the books have it."""

    case: Case
    firm: str
    county: str

    @property
    def facility(self) -> str:
        return self.case.facility or f"分项{self.case.part}"

    @property
    def tonnes(self) -> str:
        """The part's tonnes, in figures and in characters nobody can alter with a stroke."""
        amount = self.case.listed.tonnes
        return f"{wording.wan_t(amount)}万吨（大写：{tonnes_in_full(amount)}）"

    @property
    def due(self) -> str:
        due = self.case.listed.due
        return f"{wording.date_zh(due)}前（含当日）" if due is not None else "方案没有写明时限"


def place(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Place:
    """Raises Unwritable where no such part is listed."""
    about, today, known = subject.about, position.as_of, position.known
    found = (
        gates.case(plan, programme, about.part, about.facility, about.planned_on or today, today, known)
        if about.part is not None
        else None
    )
    if found is None:
        raise Unwritable(f"《{subject.template.title}》按清单分项出具，请选分项")
    return Place(
        case=found,
        firm=dossier.enterprise_name(plan, programme, found.enterprise, today, known),
        county=next((one.name for one in plan.counties if one.id == found.county), "") or "县（市）待定",
    )


def firm_name(plan: Plan, programme: Programme, subject: Subject, position: Position) -> str:
    """The enterprise a paper is about. Raises Unwritable where none is named."""
    firm = subject.about.enterprise
    if firm is None:
        raise Unwritable(f"《{subject.template.title}》按企业出具，请选企业")
    return dossier.enterprise_name(plan, programme, firm, position.as_of, position.known)


def family(programme: Programme, firm: EnterpriseId, position: Position) -> frozenset[EnterpriseId]:
    return frozenset({firm, *dossier.family(programme, firm, position.as_of, position.known)})


# Its ovens ---------------------------------------------------------------------------------------


def facilities(plan: Plan, programme: Programme, found: Place) -> Rows:
    """How each oven of the part stands, and which paper let it be shut."""
    case = found.case
    rows = []
    for at, name in enumerate(case.listed.facilities, 1):
        standing = closure.facility_standing(programme, case.part, name, case.as_of, case.known)
        shut = closure.reached(programme, case.part, name, "shut", case.as_of, case.known)
        gone = closure.reached(programme, case.part, name, "dismantled", case.as_of, case.known)
        rows.append(
            (
                str(at),
                name,
                standing.label or "未录入",
                day(shut.effective if shut is not None else None),
                day(gone.effective if gone is not None else None),
                _released(plan, programme, found, name) or "—",
                f"第{standing.seq}条，影像等{standing.evidence}份" if standing.seq is not None else "—",
            )
        )
    return Rows(
        columns=("序号", "设施", "状态", "停炉日期", "拆除日期", "放行文书", "登记"), rows=tuple(rows)
    )


def _released(plan: Plan, programme: Programme, found: Place, name: str) -> str:
    """The paper under which it was shut, with what is said beside it; or that there was none."""
    case, gate = found.case, gate_rules.gate_for(plan, "shutdown")
    shut = closure.reached(programme, case.part, name, "shut", case.as_of, case.known)
    if gate is None or shut is None:
        return ""
    said = [one.word for one in _marks(plan, programme, found, name) if one.event == "shut"]
    if gates.UNRELEASED in said:
        return gates.UNRELEASED
    paper = gate_rules.let(programme, (gate.id, case.part, name), shut.effective, case.known)
    beside = f"（{'、'.join(said)}）" if said else ""
    return f"{paper.value.document}{beside}" if paper is not None else ""


def ahead(plan: Plan, programme: Programme, found: Place, names: tuple[str, ...]) -> Iterator[str]:
    """未放行先停 and its kin, said on every paper that comes after: one sentence an oven."""
    case = found.case
    for name in names:
        for one in _marks(plan, programme, found, name):
            done = closure.reached(programme, case.part, name, one.event, case.as_of, case.known)
            assert done is not None  # or there were nothing to mark
            on = wording.date_zh(done.effective)
            when = f"{name}于{on}停炉" if one.event == "shut" else f"{name}于{on}拆除"
            if one.word == gates.UNRELEASED:
                yield f"{when}，当时没有有效的同意停炉文书，属未放行先停，照实注明。"
            else:
                yield f"{when}，{one.word}：{one.why}，照实注明。"


def _marks(plan: Plan, programme: Programme, found: Place, name: str) -> tuple[gates.Mark, ...]:
    case = found.case
    return gates.marks(plan, programme, case.listed, name, case.as_of, case.known)


# The gate ----------------------------------------------------------------------------------------


def conditions(plan: Plan, standing: Standing) -> Rows:
    return Rows(
        columns=("序号", "条件", "结论", "所见", "依据"),
        rows=tuple(
            (
                str(at),
                line.condition.label,
                _answer(standing, line),
                line.verdict.finding.removeprefix("待定："),
                "、".join(dict.fromkeys(plan.clauses[name].cite for name in line.condition.clauses)),
            )
            for at, line in enumerate(standing.lines, 1)
        ),
    )


def _answer(standing: Standing, line: Line) -> str:
    if line.condition.id in standing.overridden and not line.met:
        return f"{line.verdict.answer.value}（书面越过）"
    if line.signed_for and not line.met:
        return f"{line.verdict.answer.value}（签字知悉）"
    return line.verdict.answer.value


def overridden(standing: Standing) -> Iterator[str]:
    if standing.override is not None and standing.overridden:
        fact = standing.override.value
        labels = [
            label
            for one, label in zip(fact.conditions, fact.labels, strict=True)
            if one in standing.overridden
        ]
        yield (
            f"以下条件没有满足，由{fact.by_name}{fact.person}凭{fact.document}书面越过：{'、'.join(labels)}。"
            f"理由：{fact.reason}。越过不等于符合，各条结论仍照实列明。"
        )


def signed(standing: Standing) -> Iterator[str]:
    for line in standing.lines:
        if line.signed is not None and line.signed_for and not line.met:
            fact = line.signed.value
            yield f"“{fact.label}”{line.verdict.answer.value}，{fact.post}{fact.signer}签字知悉：“{fact.words}”。"


def gate(plan: Plan, subject: Subject, what: What) -> Gate:
    found = gate_rules.gate_for(plan, what)
    if found is None:
        raise Unwritable(f"方案没有写《{subject.template.title}》的前置条件")
    return found


def remark(subject: Subject) -> tuple[str, ...]:
    """What somebody added in his own words, as a paragraph."""
    words = subject.remark.strip()
    return (words if words.endswith("。") else f"{words}。",) if words else ()


def day_or_dash(when: date | None) -> str:
    return wording.date_zh(when) if when is not None else "—"
