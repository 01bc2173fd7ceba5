"""What acceptance asks of more than one area: the plan's own verb for every oven, tonnes on paper, and the order of days."""

from datetime import date

from yajian.core import flags, unentered
from yajian.core.books import capacity
from yajian.core.cases import Case, Found, Needs, lacking, met, unmet
from yajian.core.facts.acceptance import CompletionReported
from yajian.core.facts.register import Account
from yajian.core.gates.areas import answers, nobody
from yajian.core.history import Entry
from yajian.core.plan import NEEDS as WORDS
from yajian.core.plan import CompletionStandard, GateCondition, Plan
from yajian.core.programme import Programme
from yajian.core.rules import acceptance, charter, closure, register
from yajian.core.words import Answer


def _standard_met(plan: Plan, programme: Programme, condition: GateCondition, asked: Case) -> Found:
    """达到本批次的完成标准: the plan's verb for every oven of the part, and whatever else the standard needs."""
    standard = standard_for(plan, asked)
    if standard is None or standard.event is None:
        return lacking(f"待定：{asked.part} 没有写明完成标准", ("完成标准",), "请先明确做到什么算完成")
    special = standard.special_in(asked.county)
    events = special.any_of if special is not None else (standard.event,)
    words = "或".join(_EVENTS[one] for one in events)
    part = closure.standing(programme, asked.listed, (), asked.as_of, asked.known)
    done = [day for one in events if (day := part.on(one)) is not None]
    seen = ("完成标准", f"{standard.label}（{words}）")
    if not done:
        behind = "、".join(f"{one.facility}{one.label or '未录入'}" for one in part.facilities)
        return unmet(
            f"{asked.part} 还没有全部{words}：{behind or '没有落实到具体设施'}",
            f"全部{words}并照实登记以后再验收",
            seen,
            asks="closure.record-condition",
        )
    for need in (*standard.needs, *(special.needs if special is not None else ())):
        ask = NEEDS.get(need) or answers().get(need)
        found = ask(plan, programme, condition, asked) if ask is not None else nobody(WORDS[need])
        if found.answer is not Answer.PASS:
            return found
    signs = flags.holding(programme, asked.part, asked.listed.facilities, asked.as_of, asked.known)
    if signs:
        first = signs[0]
        return unmet(
            f"{first.facility}有生产迹象，{first.word}（第{first.raised}条）：{first.why}",
            "请由另一个单位现场核查后核销" if first.closed is None else "请停下来并照实登记关停、拆除",
            seen,
            asks="flags.close" if first.closed is None else "closure.record-condition",
        )
    return met(f"{min(done).isoformat()}全部{words}", seen)


_EVENTS = {"shut": "关停", "dismantled": "拆除"}


def standard_for(plan: Plan, asked: Case) -> CompletionStandard | None:
    """The completion standard of a part: of its batch, or of the list it is on where it has none."""
    batch = plan.batches.get(asked.listed.batch) if asked.listed.batch is not None else None
    if batch is not None:
        return plan.completion_standards.get(batch.completion_standard)
    for source in (plan.retirement_list, *plan.related_lists):
        if any(part.id == asked.part for item in source.items for part in item.parts):
            return plan.completion_standards.get(source.completion_standard or "")
    return None


def completed_on(plan: Plan, programme: Programme, asked: Case, as_of: date | None = None) -> date | None:
    """The day by which every oven of the part was what its standard wants, as it stands on a day; else as it is known."""
    standard = standard_for(plan, asked)
    special = standard.special_in(asked.county) if standard is not None else None
    events = (
        special.any_of if special is not None else ((standard.event,) if standard and standard.event else ())
    )
    part = closure.standing(programme, asked.listed, (), as_of, asked.known)
    return min((reached for one in events if (reached := part.on(one)) is not None), default=None)


def _basis_ready(plan: Plan, programme: Programme, condition: GateCondition, asked: Case) -> Found:
    """扣减依据齐备: units of capacity on filings stand for the part, neither more nor fewer tonnes than the list has."""
    units = register.units_of_part(programme, asked.part, asked.known)
    stands = [capacity.balances(programme.capacity, unit, asked.as_of, asked.known) for unit in units]
    filed = sum(one[Account.FILED] + one[Account.RETIRED] for one in stands)
    seen = ("产能单元", "、".join(units) or "没有")
    if filed == asked.listed.tonnes:
        return met(f"产能单元合计{filed}吨，与清单相同", seen)
    return unmet(
        f"{asked.part} 的产能单元合计{filed}吨，清单是{asked.listed.tonnes}吨",
        "请凭备案文件登记产能单元并核定清单分项；多出来的先分立",
        seen,
        asks="register.open-unit" if filed < asked.listed.tonnes else "register.split-unit",
    )


def _in_ledger(plan: Plan, programme: Programme, condition: GateCondition, asked: Case) -> Found:
    """每座设施已对应企业台账: what is accepted is an oven somebody entered, and all that was recorded of it is seen.

    A piece of a method is bound to no oven; what it may lie in has to be there all the same.
    """
    if closure.method(programme, asked.part, asked.as_of, asked.known) is not None:
        if asked.ovens:
            return met(f"按办法分块；台账里有{len(asked.ovens)}座", ("台账设施", "、".join(asked.ovens)))
        return unmet(
            f"{asked.listed.enterprise_name} 的台账里还没有任何设施",
            "请把各块所在的设施登记进企业台账",
            asks="dossier.enter-facility",
        )
    named = unentered.entered(programme, asked.listed, asked.known)
    marks = unentered.unentered(programme, asked.listed, asked.as_of, asked.known)
    if marks or not named:
        told = "、".join(f"{name}{mark}" for name, mark in marks.items())
        return unmet(
            f"{asked.part} 的设施还没有对应企业台账：{told or '没有落实到具体设施'}",
            "；".join(dict.fromkeys(unentered.HELPS[mark] for mark in marks.values()))
            or "请先落实到具体设施",
            asks="dossier.enter-facility" if "台账没有" in marks.values() else "dossier.bind-facility",
        )
    twins = unentered.namesakes(programme, asked.listed, asked.as_of, asked.known)
    if twins:
        return unmet(
            f"台账里还有没有对应清单的{'、'.join(twins)}，名称读起来和清单所列的是一座",
            "重复登记的请撤销；确是另一座的，请照铭牌改称，写出能区别的名称",
            asks="dossier.withdraw-entry",
        )
    return met(f"{len(named)}座都已对应企业台账", ("台账设施", "、".join(named)))


def _evidenced(plan: Plan, programme: Programme, condition: GateCondition, asked: Case) -> Found:
    """影像等印证材料, of which at least one picture was not there before, of another oven or another look."""
    found = acceptance.evidenced(plan, programme, condition, asked)
    visit = acceptance.standing(programme, asked.part, asked.as_of, asked.known).city
    if found.answer is not Answer.PASS or visit is None or any(not one.like for one in visit.value.pictures):
        return found
    flag = flags.borrowed(programme, visit.seq, asked.as_of, asked.known)
    if flag is None:
        return found
    return unmet(
        f"市级现场核查（第{flag.raised}条）的照片都是以前有过的，{flag.word}：{flag.why}",
        "请由另一个单位核查照片并核销，或者验收组带新照片重新登记现场核查"
        if flag.closed is None
        else "请验收组重新到现场核查，附当天的照片",
        *found.inputs,
        asks="flags.close" if flag.closed is None else "acceptance.check",
    )


def _not_before(plan: Plan, programme: Programme, condition: GateCondition, asked: Case) -> Found:
    """本事项的日期不早于设施关停、拆除的日期; nor is the report, and so no visit: they told of an oven at work."""
    stands = acceptance.standing(programme, asked.part, asked.as_of, asked.known)
    accepted = stands.accepted
    day = accepted.effective if accepted is not None else asked.on
    done, later = completed_on(plan, programme, asked, day), completed_on(plan, programme, asked, asked.as_of)
    if done is None and later is not None:
        return unmet(
            f"{day.isoformat()}验收，早于{later.isoformat()}才全部关停、拆除",
            "请核对两个日期：状态登记有误的更正；验收有误的，请示后另行处理",
            ("完成日期", later.isoformat()),
            asks="closure.record-condition",
        )
    if done is None:
        return lacking(
            f"待定：到{day.isoformat()}还没有全部关停、拆除的登记",
            ("关停、拆除的登记",),
            "事情发生以后再验收；验收日期不得早于关停、拆除日期",
            asks="closure.record-condition",
        )
    reported = _reported(programme, stands.report)
    if stands.report is not None and reported is not None and reported < done:
        return unmet(
            f"完工报告（第{stands.report.seq}条）是{reported.isoformat()}的，早于{done.isoformat()}才全部关停、拆除",
            "请企业在全部关停、拆除以后重新报完工",
            ("完成日期", done.isoformat()),
            asks="acceptance.report",
        )
    return met(f"{day.isoformat()}不早于{done.isoformat()}", ("完成日期", done.isoformat()))


def _reported(programme: Programme, report: Entry[CompletionReported] | None) -> date | None:
    """The day of a report: as entered, or as its own paper has it if that is older."""
    if report is None:
        return None
    paper = charter.document(programme, report.value.document)
    return min(report.effective, paper.value.issued_on) if paper is not None else report.effective


NEEDS: Needs = {
    "completion_standard_met": _standard_met,
    "deduction_basis_ready": _basis_ready,
    "evidence_attached": _evidenced,
    "facilities_in_ledger": _in_ledger,
    "not_before_facility_event": _not_before,
}
