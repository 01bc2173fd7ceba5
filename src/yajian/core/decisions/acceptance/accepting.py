"""验收合格: the group's signed opinion, and the tonnes that are 压减 from its day on."""

from collections.abc import Iterable
from datetime import date

import msgspec

from yajian.core import gates
from yajian.core.bodies import is_the_citys, issuers
from yajian.core.books import capacity
from yajian.core.cases import Case
from yajian.core.decisions.acceptance.commands import Accept, Outcome
from yajian.core.decisions.acceptance.shared import (
    case_of,
    clause_of,
    unless_open,
    unless_peopled,
    unless_used_otherwise,
    unless_written_since,
)
from yajian.core.facts.acceptance import Answered, LevelChecked, Member, PartAccepted, Retired
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.facts.register import Account
from yajian.core.gates import Line
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import acceptance as rules
from yajian.core.rules import register
from yajian.core.rules import releases as gate_rules
from yajian.core.rules.charter import document, unless_registered
from yajian.core.words import Clause, PartId, Refusal, SystemRule, Tonnes


def accept(plan: Plan, programme: Programme, command: Accept, effective: date, today: date) -> Outcome:
    signers = tuple(f"{name}（{organ}）" for name, organ in command.members.items())
    found = case_of(plan, programme, command.part, effective, signers)
    if isinstance(found, Refusal):
        return found
    present = rules.standing(programme, command.part)
    if present.accepted is not None and present.accepted.value.document == command.document:
        return ()
    refusal = unless_open(programme, found)
    if refusal is not None:
        return refusal
    refusal = unless_peopled(plan, programme, command.members, "acceptance.accept.not-two", citys=True)
    if refusal is not None:
        return refusal
    refusal = unless_registered(programme, command.document, "acceptance.accept.no-document", effective)
    if refusal is not None:
        return refusal
    gate = gate_rules.gate_for(plan, "acceptance")
    lines = gates.standing(plan, programme, gate, found).lines if gate is not None else ()
    unmet = [line for line in lines if line.holds or line.waits_for_signature]
    if unmet:
        return Refusal(
            code="acceptance.accept.conditions-unmet",
            basis=_basis(plan, found, unmet[0]),
            finding=_told(unmet),
            way_forward="；".join(line.verdict.remedy for line in unmet if line.verdict.remedy),
            field="part",
        )
    since = _failing_since(plan, programme, found, today)
    if since:
        return Refusal(
            code="acceptance.accept.overtaken",
            basis=_basis(plan, found, since[0]),
            finding=f"照{effective.isoformat()}的情况可以验收，照现在知道的不行：{_told(since)}",
            way_forward="；".join(line.verdict.remedy for line in since if line.verdict.remedy),
            field="effective",
        )
    if present.report is None or present.city is None:
        return Refusal(
            code="acceptance.accept.not-checked",
            basis=clause_of(plan, found),
            finding=f"{command.part} 还没有市级验收组同意的现场核查记录",
            way_forward="请先报完工报告，由验收组现场核查",
            field="part",
        )
    own: tuple[rules.Use, ...] = ("市级现场核查记录", "验收意见书")
    refusal = unless_used_otherwise(
        programme, command.part, command.document, own, "acceptance.accept.another-paper"
    )
    if refusal is not None:
        return refusal
    paper = document(programme, command.document)
    assert paper is not None
    refusal = unless_written_since(
        paper, _told_on(programme, present.city), "市级现场核查记录", "acceptance.accept.paper-earlier"
    )
    if refusal is not None:
        return refusal
    refusal = _unless_the_groups(plan, programme, paper.value)
    if refusal is not None:
        return refusal
    retired = _retired(programme, command.part)
    if sum(one.tonnes for one in retired) != found.listed.tonnes:
        return Refusal(
            code="acceptance.accept.tonnes-differ",
            basis=clause_of(plan, found),
            finding=f"{command.part} 的产能单元备案合计{sum(one.tonnes for one in retired)}吨，清单是{found.listed.tonnes}吨",
            way_forward="请凭备案文件登记产能单元并核定清单分项；多出来的先分立",
            field="part",
        )
    later = [
        one.unit
        for one in retired
        if capacity.balances(programme.capacity, one.unit, effective)[Account.FILED] != one.tonnes
    ]
    if later:
        return Refusal(
            code="acceptance.accept.units-moved-since",
            basis=clause_of(plan, found),
            finding=f"{'、'.join(later)} 在{effective.isoformat()}以后还有登记、分立或更正，当日的备案产能不是现在的",
            way_forward="验收日期不得早于产能单元登记、分立、更正生效的日期，请核对验收意见书和备案材料的日期",
            field="effective",
        )

    # From here the command succeeds.
    return (
        PartAccepted(
            part=command.part,
            report=present.report.seq,
            check=present.city.seq,
            document=command.document,
            scan=paper.value.scan,
            members=tuple(Member(name=name, organ=organ) for name, organ in command.members.items()),
            retired=retired,
            answers=tuple(
                Answered(
                    condition=line.condition.id,
                    label=line.condition.label,
                    finding=line.verdict.finding,
                    clauses=line.condition.clauses,
                )
                for line in lines
            ),
            clauses=found.listed.clauses,
        ),
    )


def _told_on(programme: Programme, visit: Entry[LevelChecked]) -> date:
    """The day of a visit, or of its record, which may be signed some days later."""
    record = document(programme, visit.value.document)
    return max(visit.effective, record.value.issued_on) if record is not None else visit.effective


def _unless_the_groups(plan: Plan, programme: Programme, paper: DocumentRegistered) -> Refusal | None:
    """The city convenes the group: the opinion is issued by bodies known as the city's, and by nobody else."""
    others = [name for name in issuers(paper) if not is_the_citys(plan, programme, name)]
    if not others:
        return None
    return Refusal(
        code="acceptance.accept.not-the-groups",
        basis=SystemRule.SAME_HAND,
        finding=f"{paper.number} 的发文单位“{'、'.join(others)}”不是市里的单位，或者没有登记过这个名称",
        way_forward="请填市政府组织的验收组的意见书；发文单位照全称写，市里的单位没有登记过的先登记单位",
        field="document",
    )


def _failing_since(plan: Plan, programme: Programme, found: Case, today: date) -> tuple[Line, ...]:
    """The conditions that no longer hold: an opinion entered late is not entered past what has come to light since."""
    gate = gate_rules.gate_for(plan, "acceptance")
    now = gates.case(plan, programme, found.part, "", today, today)
    if gate is None or now is None:
        return ()
    asked = msgspec.structs.replace(now, signers=found.signers)
    return tuple(line for line in gates.standing(plan, programme, gate, asked).lines if line.holds)


def _basis(plan: Plan, found: Case, line: Line) -> Clause | SystemRule:
    """The condition's own clause; where it rests on several, each says it of other parts, and the part's own counts."""
    clauses = line.condition.clauses
    if len(clauses) > 1:
        return clause_of(plan, found)
    return plan.clauses[clauses[0]] if clauses else SystemRule.OUT_OF_TURN


def _told(lines: Iterable[Line]) -> str:
    return "；".join(f"{line.condition.label}{line.verdict.answer.value}（{_bare(line)}）" for line in lines)


def _retired(programme: Programme, part: PartId) -> tuple[Retired, ...]:
    """What stands filed for a part, unit by unit."""
    found = (
        (unit, capacity.balances(programme.capacity, unit)[Account.FILED])
        for unit in register.units_of_part(programme, part)
    )
    return tuple(Retired(unit=unit, tonnes=Tonnes(tonnes)) for unit, tonnes in found if tonnes > 0)


def _bare(line: Line) -> str:
    return line.verdict.finding.removeprefix("待定：")
