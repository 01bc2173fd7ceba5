"""What a draft is about: named, known, and in a state in which such a paper may be given."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec

from yajian.core import gates, naming
from yajian.core.cases import Case
from yajian.core.decisions.papers.commands import Draft, no_such_subject
from yajian.core.decisions.papers.money import LETS, unless_of_the_money
from yajian.core.gates import Line, Standing
from yajian.core.plan import Content, PaperTemplate, Plan
from yajian.core.programme import Programme
from yajian.core.rules import acceptance, closure, courts, dossier, releases, workplans
from yajian.core.rules import papers as rules
from yajian.core.words import Refusal, SystemRule

_NAMES = {
    "county": "县（市）",
    "enterprise": "企业",
    "part": "清单分项",
    "planned_on": "计划日期",
    "reviewer": "审查单位",
    "seal": "查封登记",
    "quota_version": "额度版次",
    "application": "补偿申请",
    "audit_plan": "审核计划",
}


def unless_about_something(
    plan: Plan, programme: Programme, template: PaperTemplate, command: Draft
) -> Refusal | None:
    """None where all that the paper asks for is named and there, and nothing keeps the paper back."""
    if template.draws is None:
        return None
    asked_for = [one for one in rules.asks(template) if one not in rules.MAY_BE_BLANK.get(template.draws, ())]
    missing = next((one for one in asked_for if one in _NAMES and not getattr(command, one)), None)
    if missing is not None:
        return Refusal(
            code="papers.draft.subject-missing",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"《{template.title}》没有写明是为哪一个“{_NAMES[missing]}”出具的",
            way_forward=f"请填“{_NAMES[missing]}”",
            field=missing,
        )
    if command.enterprise is not None and not dossier.is_known(plan, programme, command.enterprise):
        return no_such_subject("enterprise", f"没有企业 {command.enterprise}", "请从企业台账选择")
    if command.seal is not None and courts.seal(programme, command.seal) is None:
        return no_such_subject("seal", f"第{command.seal}条不是查封登记", "请从“法院事项”页选择")
    refusal = unless_of_the_money(programme, command)
    if refusal is not None:
        return refusal
    if command.part is None:
        let = LETS.get(template.draws)
        return (
            let(plan, programme, command)
            if let is not None
            else _unless_submitted(programme, template, command)
        )
    on = command.planned_on or command.as_of
    asked = gates.case(plan, programme, command.part, command.facility, on, command.as_of, command.known)
    if asked is None:
        return no_such_subject("part", f"清单中没有分项 {command.part}", "请从压减清单中选择")
    if "facility" in rules.asks(template) and command.facility not in (asked.listed.facilities or ("",)):
        spelt = naming.unless_named_otherwise(plan, programme, command.part, command.facility, command.as_of)
        return spelt or no_such_subject(
            "facility",
            f"分项 {command.part} 名下没有“{command.facility}”",
            f"清单或办法所列的是：{'、'.join(asked.listed.facilities) or '还没有落实到具体设施，请留空'}",
        )
    if command.county is not None and asked.county != command.county:
        return no_such_subject("county", f"分项 {command.part} 不在所填的县（市）", "请照清单填写")
    judge = _JUDGES.get(template.draws)
    return judge(plan, programme, command, asked) if judge is not None else None


def _unless_submitted(programme: Programme, template: PaperTemplate, command: Draft) -> Refusal | None:
    """审查意见 is of the version in force; a body writes it before it is entered, for it is entered on this very paper."""
    if template.draws != "plan_review" or command.enterprise is None:
        return None
    family = dossier.family(programme, command.enterprise, command.as_of, command.known)
    firms = (command.enterprise, *family)
    if workplans.current(programme, firms, command.as_of, command.known) is not None:
        return None
    return Refusal(
        code="papers.draft.nothing-to-review",
        basis=SystemRule.OUT_OF_TURN,
        finding="这家企业还没有提交一企一策方案，没有可以审查的",
        way_forward="请先登记企业提交的方案，再起草审查意见",
        field="enterprise",
    )


# What a paper about one part waits for -------------------------------------------------------------


def _unless_released(plan: Plan, programme: Programme, command: Draft, asked: Case) -> Refusal | None:
    """同意停炉、同意拆除: the gate keeps the draft back as it will keep back the paper."""
    template = plan.templates[command.template]
    assert template.draws is not None
    what = rules.RELEASES[template.draws]
    gate = releases.gate_for(plan, what)
    if gate is None:
        return no_such_subject("template", "方案没有写这一道前置条件", "不需要同意文书的，直接登记设施状态")
    found = gates.standing(plan, programme, gate, asked)
    if found.done is not None:
        return Refusal(
            code="papers.draft.done-already",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{asked.facility} {found.done.effective.isoformat()}起已是“{found.done.value.label}”（第{found.done.seq}条）",
            way_forward="先放行、后动手；已经停了、拆了的照实登记就是，不补放行",
            field="facility",
        )
    if asked.on < asked.as_of:
        return Refusal(
            code="papers.draft.planned-before-paper",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"计划日期{asked.on.isoformat()}早于起草的日期{asked.as_of.isoformat()}",
            way_forward="请填以后的日期",
            field="planned_on",
        )
    if found.held_by:
        return _kept_back(plan, found, found.held_by)
    if found.unsigned:
        return msgspec.structs.replace(
            _kept_back(plan, found, found.unsigned),
            code="papers.draft.warning-unsigned",
            way_forward="请办好；先放行的，由县（市）分管领导看过签字，再办“签字知悉”",
        )
    return None


def _kept_back(plan: Plan, found: Standing, lines: tuple[Line, ...]) -> Refusal:
    clauses = lines[0].condition.clauses
    return Refusal(
        code="papers.draft.conditions-unmet",
        basis=plan.clauses[clauses[0]] if clauses else SystemRule.VALUE_UNFIT,
        finding=f"“{found.gate.label}”的文书还不能起草：{_told(lines)}",
        way_forward="；".join(f"{line.condition.label}：{line.verdict.remedy}" for line in lines),
        field="part",
    )


def _told(lines: tuple[Line, ...]) -> str:
    return "；".join(
        f"{line.condition.label}{line.verdict.answer.value}（{line.verdict.finding.removeprefix('待定：')}）"
        for line in lines
    )


def _condition(programme: Programme, asked: Case) -> str | None:
    if not asked.facility:
        return None
    found = closure.facility_standing(programme, asked.part, asked.facility, asked.as_of, asked.known)
    return found.counts_as


def _unless_down(plan: Plan, programme: Programme, command: Draft, asked: Case) -> Refusal | None:
    """现场确认书: three organs sign that it is down; before that there is nothing to sign."""
    if _condition(programme, asked) in ("shut", "dismantled"):
        return None
    return Refusal(
        code="papers.draft.still-standing",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"{asked.facility or asked.part} 到{asked.as_of.isoformat()}没有关停、拆除的登记",
        way_forward="停了、拆了以后先登记设施状态，再起草现场确认书",
        field="facility",
    )


def _unless_all_down(plan: Plan, programme: Programme, command: Draft, asked: Case) -> Refusal | None:
    """完工报告: every oven of the part is down."""
    standing = closure.standing(programme, asked.listed, (), asked.as_of, asked.known)
    if standing.shut_on is not None or standing.dismantled_on is not None:
        return None
    return Refusal(
        code="papers.draft.not-finished",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"{asked.part} 到{asked.as_of.isoformat()}还没有全部关停或拆除",
        way_forward="一个分项整项报完工；全部停了、拆了并登记以后再起草",
        field="part",
    )


def _unless_reported(plan: Plan, programme: Programme, command: Draft, asked: Case) -> Refusal | None:
    """县级初验意见 is signed on the spot or after it, and the visit is entered on it: all it waits for is the report."""
    found = acceptance.standing(programme, asked.part, asked.as_of, asked.known)
    if found.report is not None and found.accepted is None:
        return None
    return Refusal(
        code="papers.draft.nothing-to-visit",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"{asked.part} 已经验收，不再出具"
        if found.accepted is not None
        else f"{asked.part} 到{asked.as_of.isoformat()}还没有完工报告，没有可以初验的",
        way_forward="请先登记企业的完工报告，再起草初验意见",
        field="part",
    )


def _unless_visited(plan: Plan, programme: Programme, command: Draft, asked: Case) -> Refusal | None:
    """验收意见: only from what the city's group itself went to see, which is on a record of its own."""
    found = acceptance.standing(programme, asked.part, asked.as_of, asked.known)
    if found.accepted is None and found.city is not None:
        return _unless_acceptable(plan, programme, asked)
    return Refusal(
        code="papers.draft.nothing-visited",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"{asked.part} 已经验收，不再出具"
        if found.accepted is not None
        else f"{asked.part} 最近一次完工报告以后，没有市级验收组同意的现场核查记录",
        way_forward="验收意见书已经登记，看分项的验收页"
        if found.accepted is not None
        else "请先到现场核查并登记，再据以起草",
        field="part",
    )


def _unless_acceptable(plan: Plan, programme: Programme, asked: Case) -> Refusal | None:
    """验收意见书 is the paper of the plan's gate before acceptance, with those who went there to sign it."""
    gate = releases.gate_for(plan, "acceptance")
    city = acceptance.standing(programme, asked.part, asked.as_of, asked.known).city
    if gate is None or city is None:
        return None
    signers = tuple(f"{one.name}（{one.organ}）" for one in city.value.members)
    found = gates.standing(plan, programme, gate, msgspec.structs.replace(asked, signers=signers))
    return _kept_back(plan, found, found.held_by) if found.held_by else None


_JUDGES: Mapping[Content, Callable[[Plan, Programme, Draft, Case], Refusal | None]] = MappingProxyType(
    {
        "release_shutdown": _unless_released,
        "release_dismantle": _unless_released,
        "site_confirmation": _unless_down,
        "completion_report": _unless_all_down,
        "county_check": _unless_reported,
        "acceptance": _unless_visited,
    }
)
