"""年度任务书: what a county cuts in a year, firm by firm and day by day, as the list has it."""

from collections.abc import Iterator
from datetime import date

from yajian.core.facts.targets import PartListed
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.amounts import tonnes_in_full, yuan_in_full
from yajian.core.reports.papers.dispatch import VERBS
from yajian.core.reports.papers.written import (
    Position,
    Rows,
    Subject,
    Unwritable,
    Written,
    basis,
    county_name,
)
from yajian.core.reports.progress import part_lines
from yajian.core.rules import compensation as compensation_rules
from yajian.core.rules import targets as target_rules
from yajian.core.words import CountyId, Fen, Tonnes


def annual_task(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    name, year = county_name(plan, subject), subject.year
    if year is None:
        raise Unwritable(f"《{subject.template.title}》按年度出具，请填年度")
    county = CountyId(subject.county or "")
    lines = tuple(
        one
        for one in part_lines(plan, programme, position.as_of, position.known)
        if one.counts and one.part.county == county and one.part.due is not None and one.part.due.year == year
    )
    parts = tuple(one.part for one in lines)
    asked = target_rules.due_in(target_rules.counted(programme, position.as_of, position.known), county, year)
    firms = dict.fromkeys(part.enterprise for part in parts)
    return Written(
        content="annual_task",
        title=f"{name}{year}{subject.template.title}",
        words={
            "县市": name,
            "年度": str(year),
            "任务": wording.wan_t(asked),
            "任务大写": tonnes_in_full(asked),
            "企业数": str(len(firms)),
            "分项数": str(len(parts)),
            "引言": f"为落实{basis(plan)}，确定{name}{year}年度压减任务如下。",
            "任务段": f"{year}年，{name}压减{plan.programme.industry}产能{wording.wan_t(asked)}万吨"
            f"（大写：{tonnes_in_full(asked)}），涉及{len(firms)}户企业、{len(parts)}项，见下表（单位：万吨）。"
            if parts
            else f"按现行清单，{name}{year}年没有到期的压减任务；方案规定的其他职责照常。",
            "数据说明": position.words,
        },
        lists={
            "时限": tuple(_deadlines(parts, {one.part.part: VERBS[one.judged_by] for one in lines})),
            "责任": tuple(_responsibility(plan, name)),
            "测算": tuple(_money(plan, asked)),
        },
        tables={
            "明细": Rows(
                columns=("序号", "企业", "分项", "设施", "产能", "时限", "判定"),
                rows=tuple(
                    (
                        str(at),
                        one.part.enterprise_name,
                        one.part.part,
                        "、".join(facility.facility for facility in one.standing.facilities) or "未落实",
                        wording.wan_t(one.part.tonnes),
                        one.part.due.isoformat() if one.part.due is not None else "",
                        VERBS[one.judged_by],
                    )
                    for at, one in enumerate(lines, 1)
                ),
                figures=frozenset({"序号", "产能"}),
            )
        },
    )


def _deadlines(parts: tuple[PartListed, ...], verbs: dict[str, str]) -> Iterator[str]:
    """One sentence a day and a verb, with what is due then."""
    due: dict[tuple[date, str], int] = {}
    for part in parts:
        if part.due is not None:
            at = (part.due, verbs[part.part])
            due[at] = due.get(at, 0) + part.tonnes
    for (when, verb), tonnes in sorted(due.items()):
        yield f"{wording.date_zh(when)}前（含当日），{verb}{wording.wan_t(tonnes)}万吨。"


def _responsibility(plan: Plan, name: str) -> Iterator[str]:
    said = plan.responsibility
    if said is None:
        return
    if said.enterprise_role:
        yield f"列入清单的企业承担{said.enterprise_role}，按时限停炉、拆除，如实报送进度。"
    if said.county_over_enterprise:
        yield f"{name}承担{said.county_over_enterprise}，逐户督促落实，按时间节点上报压减工作进度。"


def _money(plan: Plan, asked: Tonnes) -> Iterator[str]:
    """What the tonnes would bring at the rates the plan states: arithmetic, and said to be no promise."""
    rates = compensation_rules.rate_range(plan)
    if rates is None or not asked:
        return
    low, high = (Fen(asked * rate) for rate in rates)
    spread = (
        f"{wording.yuan(rates[0])}元至{wording.yuan(rates[1])}元"
        if low != high
        else f"{wording.yuan(rates[0])}元"
    )
    yield (
        f"按方案所列标准每吨{spread}计算，补偿资金测算为{wording.wan_yuan(low)}万元（大写：{yuan_in_full(low)}）"
        + (f"至{wording.wan_yuan(high)}万元（大写：{yuan_in_full(high)}）" if low != high else "")
        + "。此为测算，不是核定额度，以审核结果为准。"
    )
