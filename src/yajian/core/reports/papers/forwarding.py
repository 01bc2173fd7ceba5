"""县（市）转报意见: what a county found of every condition of an application it passes on."""

from yajian.core import entitlements
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.amounts import yuan_in_full
from yajian.core.reports.papers.applications import gate_lines, unless_reopened
from yajian.core.reports.papers.places import gate, remark
from yajian.core.reports.papers.written import (
    Position,
    Rows,
    Subject,
    Taken,
    Unwritable,
    Written,
    county_name,
    ruled,
)
from yajian.core.rules import applications as rules
from yajian.core.rules import dossier
from yajian.core.rules.applications import Standing


def county_forward(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """W36: what the county found of each condition of an application, and that it passes it on."""
    name, found = county_name(plan, subject), _waiting(programme, subject, position)
    applied = found.applied.value
    firm = dossier.enterprise_name(plan, programme, applied.enterprise, position.as_of, position.known)
    prices = {one.unit: one for one in entitlements.prices(plan, programme, position.as_of, position.known)}
    before = gate(plan, subject, "application")
    papers = tuple(one.name for one in applied.materials)
    lines = [
        (asked.unit, line)
        for asked in applied.units
        if asked.unit in prices
        for line in gate_lines(plan, programme, before, prices[asked.unit], position, papers)
        if line.condition.need != "via_county_office"  # that is this paper itself
    ]
    unmet = [
        f"{unit}{line.condition.label}{line.verdict.answer.value}" for unit, line in lines if not line.met
    ]
    if unmet:
        raise Unwritable(f"《{subject.template.title}》还不能起草：{'；'.join(unmet)}")
    unless_reopened(plan, programme, subject, [one.unit for one in applied.units], position)
    return Written(
        content="county_forward",
        title=f"关于转报{firm}补偿资金申请的意见",
        words={
            "企业": firm,
            "县市": name,
            "引言": f"按照{ruled(plan, subject)}，{firm}向我单位提交了补偿资金申请"
            f"（{applied.document}，{wording.date_zh(found.applied.effective)}）。经核对，现将申请和意见转报如下。",
            "申请段": f"申请补偿资金{wording.wan_yuan(applied.amount_fen)}万元（大写：{yuan_in_full(applied.amount_fen)}），"
            f"涉及产能单元{len(applied.units)}个："
            + "、".join(f"{one.unit}（{wording.wan_yuan(one.amount_fen)}万元）" for one in applied.units)
            + "。所附材料："
            + "、".join(f"{one.name}（{one.document}）" for one in applied.materials)
            + "。",
            "核对段": f"申请条件逐个单元核对，共{len(lines)}条，全部符合。",
            "意见段": "同意转报，请审核。",
            "数据说明": position.words,
        },
        lists={"补充": remark(subject)},
        tables={
            "条件": Rows(
                columns=("单元", "条件", "结论", "所见", "依据"),
                rows=tuple(
                    (
                        unit,
                        line.condition.label,
                        line.verdict.answer.value,
                        line.verdict.finding,
                        "、".join(
                            dict.fromkeys(plan.clauses[clause].cite for clause in line.condition.clauses)
                        ),
                    )
                    for unit, line in lines
                ),
            ),
        },
        upward=True,
    )


def _waiting(programme: Programme, subject: Subject, position: Position) -> Standing:
    number = subject.about.application
    found = rules.standing(programme, number, position.as_of, position.known) if number is not None else None
    if found is None:
        raise Unwritable(f"《{subject.template.title}》按补偿申请出具，请选申请")
    if found.stage != "待县转报":
        last = found.last
        raise Taken(
            f"第{found.seq}条申请{found.stage}（第{last.seq}条，{last.value.document}），不再出具转报意见"
        )
    return found
