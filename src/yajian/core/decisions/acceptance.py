"""验收: reported by the enterprise, looked at by the county, looked at and signed by the city's group; then 压减."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, assert_never

import msgspec

from yajian.core import checks, gates
from yajian.core.books import capacity
from yajian.core.cases import Case
from yajian.core.facts.acceptance import (
    Answered,
    CompletionReported,
    LevelChecked,
    Looked,
    Member,
    PartAccepted,
    Retired,
)
from yajian.core.facts.register import Account
from yajian.core.gates import Line
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import acceptance as rules
from yajian.core.rules import register
from yajian.core.rules import releases as gate_rules
from yajian.core.rules import roles as role_rules
from yajian.core.rules.charter import document, unless_registered
from yajian.core.words import (
    Clause,
    Command,
    DocumentNo,
    PartId,
    Refusal,
    Request,
    SystemRule,
    Tonnes,
    label,
)

Outcome = tuple[AnyFact, ...] | Refusal

_FAULTS: Mapping[str, Literal["none", "minor", "major"]] = {"无": "none", "一般": "minor", "严重": "major"}
_WORDS = {fault: word for word, fault in _FAULTS.items()}


class AcceptanceCommand(Command, frozen=True):
    """Marks this file's commands."""


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What was found where one thing was looked at."""

    found: Annotated[str, label("看到什么", "照实写明")]
    fault: Annotated[Literal["无", "一般", "严重"], label("问题", "无、一般、严重")] = "无"


class Report(AcceptanceCommand, frozen=True, kw_only=True, tag="acceptance.report"):
    """完工报告暨验收申请: the enterprise says the part is done and asks for acceptance."""

    part: Annotated[PartId, label("清单分项", "分项编号；一个分项整项验收")]
    done: Annotated[str, label("完成情况", "哪几座、做到哪一步、怎样做的")]
    whereabouts: Annotated[str, label("设备去向", "拆下的设备怎样处理；没有拆除的写明封存情况")]
    reported_by: Annotated[str, label("报告人", "企业负责人姓名")]
    document: Annotated[DocumentNo, label("报告文号", "已登记文件的文号")]


class Check(AcceptanceCommand, frozen=True, kw_only=True, tag="acceptance.check"):
    """现场核查: a level went there; each oven, and whatever else was looked at, with what was found."""

    part: Annotated[PartId, label("清单分项", "分项编号")]
    level: Annotated[Literal["县级", "市级"], label("哪一级", "县级初验，或市级验收组")]
    looked: Annotated[
        Mapping[str, Finding], label("核查内容", "看了什么＝看到什么；每座设施、核查清单的每一项都要写到")
    ]
    members: Annotated[Mapping[str, str], label("核查人", "姓名＝单位，至少两个人；有专家的一并写")]
    verdict: Annotated[Literal["同意", "退回"], label("同意或退回", "不填即同意")] = "同意"
    words: Annotated[str, label("意见", "照核查记录原话；退回的写明怎样整改")]
    document: Annotated[DocumentNo, label("记录文号", "初验意见或现场核查记录，须已登记")]


class Accept(AcceptanceCommand, frozen=True, kw_only=True, tag="acceptance.accept"):
    """验收合格: the group's signed opinion; the part's tonnes become 压减 from the day of the opinion, for ever."""

    part: Annotated[PartId, label("清单分项", "分项编号")]
    members: Annotated[Mapping[str, str], label("签署人", "姓名＝单位，照验收意见书")]
    document: Annotated[DocumentNo, label("验收文号", "验收意见书，须已登记")]


AnyCommand = Report | Check | Accept


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case Report() as command:
            return report(plan, programme, command, request.effective)
        case Check() as command:
            return check(plan, programme, command, request)
        case Accept() as command:
            return accept(plan, programme, command, request.effective)
        case other:
            assert_never(other)


def report(plan: Plan, programme: Programme, command: Report, effective: date) -> Outcome:
    found = _case(plan, programme, command.part, effective)
    if isinstance(found, Refusal):
        return found
    refusal = _unless_open(programme, found)
    if refusal is not None:
        return refusal
    blank = next(
        (name for name in ("done", "whereabouts", "reported_by") if not getattr(command, name).strip()), None
    )
    if blank is not None:
        return Refusal(
            code="acceptance.report.blank",
            basis=SystemRule.VALUE_UNFIT,
            finding="完成情况、设备去向、报告人有一项空着",
            way_forward="请照完工报告填写；设备去向是防止拆了再装的凭据，不能不写",
            field=blank,
        )
    refusal = unless_registered(programme, command.document, "acceptance.report.no-document", effective)
    if refusal is not None:
        return refusal
    paper = document(programme, command.document)
    assert paper is not None
    fact = CompletionReported(
        part=command.part,
        done=command.done,
        whereabouts=command.whereabouts,
        reported_by=command.reported_by,
        document=command.document,
        scan=paper.value.scan,
    )
    present = rules.standing(programme, command.part)
    if present.report is not None and present.report.value == fact:
        return ()

    # From here the command succeeds.
    return (fact,)


def check(
    plan: Plan,
    programme: Programme,
    command: Check,
    request: Request[AnyCommand],
) -> Outcome:
    role, effective = request.role, request.effective
    found = _case(plan, programme, command.part, effective)
    if isinstance(found, Refusal):
        return found
    if command.level == "市级" and role_rules.ROLES[role].scope != "everything":
        return Refusal(
            code="acceptance.check.not-their-level",
            basis=SystemRule.SAME_HAND,
            finding="县（市）和企业不能代市级验收组登记核查",
            way_forward="市级验收组的核查由领导小组办公室登记；县（市）登记县级初验",
            field="level",
        )
    refusal = _unless_open(programme, found)
    if refusal is not None:
        return refusal
    present = rules.standing(programme, command.part)
    if present.report is None or present.report.effective > effective:
        return Refusal(
            code="acceptance.check.not-reported",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{command.part} 在{effective.isoformat()}还没有完工报告",
            way_forward="请企业先报完工报告暨验收申请",
            field="part",
        )
    silent = [name for name in found.listed.facilities if name not in command.looked]
    if silent or not command.looked or any(not one.found.strip() for one in command.looked.values()):
        return Refusal(
            code="acceptance.check.not-looked-at",
            basis=_clause(plan, found),
            finding=f"核查内容没有写到：{'、'.join(silent) or '看到什么'}",
            way_forward="每座设施都要写明看到什么；别的核查内容可以另加行",
            field="looked",
        )
    wanted = checks.catalogue(plan, programme, found)
    refusal = _unless_told(plan, wanted, command.looked)
    if refusal is not None:
        return refusal
    refusal = _unless_peopled(command.members, "acceptance.check.not-two")
    if refusal is not None:
        return refusal
    if not command.words.strip():
        return Refusal(
            code="acceptance.check.no-words",
            basis=SystemRule.VALUE_UNFIT,
            finding="意见空着",
            way_forward="请照核查记录原话填写；退回的写明怎样整改",
            field="words",
        )
    major = [what for what, one in command.looked.items() if one.fault == "严重"]
    if command.verdict == "同意" and major:
        return Refusal(
            code="acceptance.check.major-fault",
            basis=_clause(plan, found),
            finding=f"有严重问题：{'、'.join(major)}，不能同意",
            way_forward="请退回整改，改好以后再核查",
            field="verdict",
        )
    if not request.evidence:
        return Refusal(
            code="acceptance.check.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding="现场核查没有附任何影像",
            way_forward="请附现场照片或录像，至少一份",
            field="evidence",
        )
    refusal = unless_registered(programme, command.document, "acceptance.check.no-document", effective)
    if refusal is not None:
        return refusal
    paper = document(programme, command.document)
    assert paper is not None
    answered = {line.label: line.id for line in wanted}
    fact = LevelChecked(
        part=command.part,
        level="county" if command.level == "县级" else "city",
        report=present.report.seq,
        agrees=command.verdict == "同意",
        looked=tuple(
            Looked(what=what, found=one.found, fault=_FAULTS[one.fault], check=answered.get(what, ""))
            for what, one in command.looked.items()
        ),
        members=tuple(Member(name=name, organ=organ) for name, organ in command.members.items()),
        words=command.words,
        document=command.document,
        scan=paper.value.scan,
        pictures=request.pictures,
    )
    if any(_same_visit(one.value, fact) for one in present.checks):
        return ()

    # From here the command succeeds.
    return (fact,)


def _unless_told(
    plan: Plan, wanted: tuple[checks.Line, ...], looked: Mapping[str, Finding]
) -> Refusal | None:
    """Each check is answered, as gravely as it has to be, and where there are two ways it says which."""
    silent = [line for line in wanted if line.label not in looked]
    if silent:
        return Refusal(
            code="acceptance.check.check-missing",
            basis=silent[0].basis(plan),
            finding=f"核查清单还有没写到的：{'、'.join(_named(line) for line in silent)}",
            way_forward="清单的每一项都要写明看到什么；行名照清单的说法写",
            field="looked",
        )
    light = [line for line in wanted if line.too_light(_FAULTS[looked[line.label].fault])]
    if light:
        return Refusal(
            code="acceptance.check.fault-too-light",
            basis=light[0].basis(plan),
            finding=f"{'、'.join(_named(line) for line in light)}不符合，至少算{_WORDS[light[0].at_least]}问题",
            way_forward=f"请把问题改为{_WORDS[light[0].at_least]}；这一档没有条文写明的，见待明确事项",
            field="looked",
        )
    unsaid = [
        line for line in wanted if looked[line.label].fault == "无" and line.unsaid(looked[line.label].found)
    ]
    if unsaid:
        return Refusal(
            code="acceptance.check.way-not-said",
            basis=unsaid[0].basis(plan),
            finding=f"“{unsaid[0].label}”没有写明是哪一种",
            way_forward=f"所见里请写明{'或'.join(unsaid[0].one_of)}",
            field="looked",
        )
    return None


def _named(line: checks.Line) -> str:
    """A check by its name; one that is not the plan's, with whose it is and the paper it was taken up by."""
    return f"{line.label}（方案以外：{line.outside}，凭{line.document}）" if line.outside else line.label


def _same_visit(told: LevelChecked, fact: LevelChecked) -> bool:
    """Whether it has been told already. What its pictures are like changes with the first telling."""
    return msgspec.structs.replace(told, pictures=()) == msgspec.structs.replace(fact, pictures=())


def accept(plan: Plan, programme: Programme, command: Accept, effective: date) -> Outcome:
    signers = tuple(f"{name}（{organ}）" for name, organ in command.members.items())
    found = _case(plan, programme, command.part, effective, signers)
    if isinstance(found, Refusal):
        return found
    present = rules.standing(programme, command.part)
    if present.accepted is not None and present.accepted.value.document == command.document:
        return ()
    refusal = _unless_open(programme, found)
    if refusal is not None:
        return refusal
    refusal = _unless_peopled(command.members, "acceptance.accept.not-two")
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
            basis=plan.clauses[unmet[0].condition.clauses[0]]
            if unmet[0].condition.clauses
            else SystemRule.OUT_OF_TURN,
            finding="；".join(
                f"{line.condition.label}{line.verdict.answer.value}（{_bare(line)}）" for line in unmet
            ),
            way_forward="；".join(line.verdict.remedy for line in unmet if line.verdict.remedy),
            field="part",
        )
    if present.report is None or present.city is None:
        return Refusal(
            code="acceptance.accept.not-checked",
            basis=_clause(plan, found),
            finding=f"{command.part} 还没有市级验收组同意的现场核查记录",
            way_forward="请先报完工报告，由验收组现场核查",
            field="part",
        )
    retired = _retired(programme, command.part)
    if sum(one.tonnes for one in retired) != found.listed.tonnes:
        return Refusal(
            code="acceptance.accept.tonnes-differ",
            basis=_clause(plan, found),
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
            basis=_clause(plan, found),
            finding=f"{'、'.join(later)} 在{effective.isoformat()}以后还有登记、分立或更正，当日的备案产能不是现在的",
            way_forward="验收日期不得早于产能单元登记、分立、更正生效的日期，请核对验收意见书和备案材料的日期",
            field="effective",
        )
    paper = document(programme, command.document)
    assert paper is not None

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


def _retired(programme: Programme, part: PartId) -> tuple[Retired, ...]:
    """What stands filed for a part, unit by unit."""
    found = (
        (unit, capacity.balances(programme.capacity, unit)[Account.FILED])
        for unit in register.units_of_part(programme, part)
    )
    return tuple(Retired(unit=unit, tonnes=Tonnes(tonnes)) for unit, tonnes in found if tonnes > 0)


def _case(
    plan: Plan, programme: Programme, part: PartId, effective: date, signers: tuple[str, ...] = ()
) -> Case | Refusal:
    found = gates.case(plan, programme, part, "", effective, effective)
    if found is None:
        return Refusal(
            code="acceptance.no-such-part",
            basis=SystemRule.NOT_FOUND,
            finding=f"清单中没有分项 {part}",
            way_forward="请从压减清单中选择分项",
            field="part",
        )
    return msgspec.structs.replace(found, signers=signers)


def _unless_open(programme: Programme, found: Case) -> Refusal | None:
    """What was accepted is 压减 for ever, and is not reported, checked or accepted a second time."""
    accepted = rules.standing(programme, found.part).accepted
    if accepted is None:
        return None
    return Refusal(
        code="acceptance.already-accepted",
        basis=SystemRule.DUPLICATE,
        finding=f"{found.part} 已于{accepted.effective.isoformat()}凭{accepted.value.document}验收合格（第{accepted.seq}条）",
        way_forward="一份产能只验收、只扣减一次；验收以后又有生产迹象的，登记为死灰复燃一类的状态",
        field="part",
    )


def _unless_peopled(members: Mapping[str, str], code: str) -> Refusal | None:
    """Two names are two people, however they are spaced."""
    words = [word for pair in members.items() for word in pair]
    people = {"".join(name.split()) for name in members}  # 张 三 is 张三
    if len(people) >= 2 and all(word and word == word.strip() for word in words):
        return None
    return Refusal(
        code=code,
        basis=SystemRule.NAME_REQUIRED,
        finding=f"至少两个不同的人，各写姓名和单位，看到的是：{'、'.join(members) or '无'}",
        way_forward="请照原件写明每个人的姓名和单位，前后不留空格",
        field="members",
    )


def _clause(plan: Plan, found: Case) -> Clause | SystemRule:
    return plan.clauses[found.listed.clauses[0]] if found.listed.clauses else SystemRule.VALUE_UNFIT


def _bare(line: Line) -> str:
    return line.verdict.finding.removeprefix("待定：")
