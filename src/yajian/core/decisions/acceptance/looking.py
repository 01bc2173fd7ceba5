"""现场核查: a level went there and says of each oven, and of each check the plan wants, what it saw."""

from collections.abc import Mapping

import msgspec

from yajian.core import checks
from yajian.core.bodies import is_at_least_the_countys, is_the_citys, issuers
from yajian.core.cases import Case
from yajian.core.decisions.acceptance.commands import FAULTS, AnyCommand, Check, Finding, Outcome
from yajian.core.decisions.acceptance.shared import (
    case_of,
    clause_of,
    unless_open,
    unless_peopled,
    unless_used_otherwise,
    unless_written_since,
)
from yajian.core.facts.acceptance import LevelChecked, Looked, Member
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import acceptance as rules
from yajian.core.rules import flags as flag_rules
from yajian.core.rules import roles as role_rules
from yajian.core.rules.charter import document, unless_registered
from yajian.core.words import Picture, Refusal, Request, SystemRule, shanghai_date

_WORDS = {fault: word for word, fault in FAULTS.items()}

# A level may go again on the paper it has; the other's, and the enterprise's, are not its own.
_OWN: Mapping[str, tuple[rules.Use, ...]] = {"县级": ("县级初验意见",), "市级": ("市级现场核查记录",)}


def check(
    plan: Plan,
    programme: Programme,
    command: Check,
    request: Request[AnyCommand],
) -> Outcome:
    role, effective = request.role, request.effective
    found = case_of(plan, programme, command.part, effective)
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
    refusal = unless_open(programme, found)
    if refusal is not None:
        return refusal
    present = rules.standing(programme, command.part)
    if present.report is None:
        return Refusal(
            code="acceptance.check.not-reported",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{command.part} 在{effective.isoformat()}还没有完工报告",
            way_forward="请企业先报完工报告暨验收申请",
            field="part",
        )
    if present.report.effective > effective:
        reported = present.report.effective.isoformat()
        return Refusal(
            code="acceptance.check.before-the-report",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"核查日期{effective.isoformat()}早于完工报告：第{present.report.seq}条完工报告登记为{reported}",
            way_forward="先报完工、后核查；完工报告的日期登记错了的，照原件以当天的日期再登记一次，别的照旧",
            field="effective",
        )
    silent = [name for name in found.listed.facilities if name not in command.looked]
    if silent or not command.looked or any(not one.found.strip() for one in command.looked.values()):
        return Refusal(
            code="acceptance.check.not-looked-at",
            basis=clause_of(plan, found),
            finding=f"核查内容没有写到：{'、'.join(silent) or '看到什么'}",
            way_forward="每座设施都要写明看到什么；别的核查内容可以另加行",
            field="looked",
        )
    wanted = checks.catalogue(plan, programme, found)
    refusal = _unless_told(plan, wanted, command.looked)
    if refusal is not None:
        return refusal
    citys = command.level == "市级"
    refusal = unless_peopled(plan, programme, command.members, "acceptance.check.not-two", citys=citys)
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
            basis=clause_of(plan, found),
            finding=f"有严重问题：{'、'.join(major)}，不能同意",
            way_forward="请退回整改，改好以后再核查",
            field="verdict",
        )
    if not any(not one.lacks for one in request.pictures):
        return Refusal(
            code="acceptance.check.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=flag_rules.nothing_shown(request)
            or f"附件{len(request.evidence)}份，没有一张是能打开的照片",
            way_forward="请附现场照片（JPEG、PNG），至少一张；录像另附",
            field="evidence",
        )
    today = shanghai_date(request.now)  # a record may be signed days after the visit
    refusal = unless_registered(programme, command.document, "acceptance.check.no-document", today)
    if refusal is not None:
        return refusal
    own = _OWN[command.level]
    refusal = unless_used_otherwise(
        programme, command.part, command.document, own, "acceptance.check.another-paper"
    )
    if refusal is not None:
        return refusal
    paper = document(programme, command.document)
    assert paper is not None
    refusal = unless_written_since(paper, effective, "现场核查", "acceptance.check.paper-earlier")
    if refusal is not None:
        return refusal
    refusal = _unless_its_own(plan, programme, command, found, paper.value)
    if refusal is not None:
        return refusal
    answered = {line.label: line.id for line in wanted}
    fact = LevelChecked(
        part=command.part,
        level="county" if command.level == "县级" else "city",
        report=present.report.seq,
        agrees=command.verdict == "同意",
        looked=tuple(
            Looked(what=what, found=one.found, fault=FAULTS[one.fault], check=answered.get(what, ""))
            for what, one in command.looked.items()
        ),
        members=tuple(Member(name=name, organ=organ) for name, organ in command.members.items()),
        words=command.words,
        document=command.document,
        scan=paper.value.scan,
        pictures=request.pictures,
    )
    told = next((one for one in present.checks if _same_visit(one.value, fact)), None)
    if told is not None and told.effective == effective:
        return ()
    if told is not None:
        pictures = _as_first_seen(told.value, fact)
        fact = msgspec.structs.replace(fact, corrects=told.seq, pictures=pictures)

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
    light = [line for line in wanted if line.too_light(FAULTS[looked[line.label].fault])]
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


def _unless_its_own(
    plan: Plan, programme: Programme, command: Check, found: Case, paper: DocumentRegistered
) -> Refusal | None:
    """What a level saw stands on a paper of that level, and on nobody's beside it."""
    citys = command.level == "市级"
    others = [
        name
        for name in issuers(paper)
        if not (
            is_the_citys(plan, programme, name)
            if citys
            else is_at_least_the_countys(plan, programme, name, found.county)
        )
    ]
    if not others:
        return None
    return Refusal(
        code="acceptance.check.not-the-levels-paper",
        basis=SystemRule.SAME_HAND,
        finding=f"{paper.number} 的发文单位“{'、'.join(others)}”不是{'市里' if citys else '本县（市）'}的单位，或者没有登记过这个名称",
        way_forward="市级现场核查记录由验收组、领导小组办公室或市里的部门出具，县级初验意见由本县（市）的部门出具；"
        "单位没有登记过的先登记，文件登记错了的先更正",
        field="document",
    )


def _named(line: checks.Line) -> str:
    """A check by its name; one that is not the plan's, with whose it is and the paper it was taken up by."""
    return f"{line.label}（方案以外：{line.outside}，凭{line.document}）" if line.outside else line.label


def _same_visit(told: LevelChecked, fact: LevelChecked) -> bool:
    """Whether it has been told already, on this report under whatever day. What its pictures are like changes with the telling."""
    there = {"pictures": (), "report": fact.report, "corrects": None}
    return msgspec.structs.replace(told, **there) == msgspec.structs.replace(fact, **there)


def _as_first_seen(told: LevelChecked, fact: LevelChecked) -> tuple[Picture, ...]:
    """A visit whose day is put right holds no picture twice: what they were like is as it was when they first came."""
    seen = {one.digest: one for one in told.pictures}
    return tuple(seen.get(one.digest, one) for one in fact.pictures)
