"""压减设施调整审批表: what a county's list has now, how it is to be changed, and every condition the plan sets for that."""

from collections.abc import Iterator

from yajian.core.facts.targets import PartListed
from yajian.core.plan import Gate, GateCondition, Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.duties import as_named
from yajian.core.reports.papers.offers import addressee, government, organisation
from yajian.core.reports.papers.places import gate, remark
from yajian.core.reports.papers.written import (
    BLANK_DAY,
    Position,
    Rows,
    Subject,
    Unwritable,
    Written,
    county_name,
    day,
    ruled,
)
from yajian.core.rules import targets
from yajian.core.words import Tonnes

_PENS = ("　",) * 3  # lines to write the change on, where nobody typed it
_SCOPES = {"same_enterprise": "同一企业内调换", "between_enterprises": "企业之间调换"}


def adjustment(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """W13: drafted before the list is changed, so that the change is written in, by hand or beforehand."""
    name, before = county_name(plan, subject), gate(plan, subject, "swap")
    parts = tuple(
        one
        for one in targets.counted(programme, position.as_of, position.known)
        if one.county == subject.county
    )
    if not parts:
        raise Unwritable(f"{name}没有列入压减清单的分项，没有设施可调整")
    task = _task(programme, subject, position)
    total = sum(one.tonnes for one in parts)
    return Written(
        content="adjustment",
        title=f"{name}{subject.template.title}",
        words={
            "引言": f"按照{ruled(plan, subject)}，{name}拟调整压减设施，调整前清单所列{len(parts)}项、"
            f"{wording.wan_t(total)}万吨，任务{wording.wan_t(task)}万吨，见下表（单位：万吨）。",
            "数据说明": position.words,
        },
        lists={"调整": remark(subject) or _PENS},
        tables={
            "现状": _listed(parts),
            "条件": _conditions(plan, before, name, task),
            "签字": _signers(plan, before, subject),
        },
    )


def _task(programme: Programme, subject: Subject, position: Position) -> Tonnes:
    """What the county answers for, whatever its list adds up to."""
    fixed = targets.fixed(programme, position.as_of, position.known)
    counties = fixed.value.counties if fixed is not None else ()
    return next((one.tonnes for one in counties if one.county == subject.county), Tonnes(0))


def _listed(parts: tuple[PartListed, ...]) -> Rows:
    return Rows(
        columns=("序号", "企业", "分项", "设施", "产能", "时限"),
        rows=tuple(
            (
                str(at),
                one.enterprise_name,
                one.part,
                "、".join(one.facilities) or "未落实",
                wording.wan_t(one.tonnes),
                day(one.due, "未定"),
            )
            for at, one in enumerate(parts, 1)
        ),
    )


def _conditions(plan: Plan, before: Gate, name: str, task: Tonnes) -> Rows:
    return Rows(
        columns=("序号", "条件", "核对什么", "适用", "依据", "结论"),
        rows=tuple(
            (
                str(at),
                one.label,
                _asks(plan, one, name, task),
                _scope(one),
                "、".join(dict.fromkeys(plan.clauses[clause].cite for clause in one.clauses)),
                "",
            )
            for at, one in enumerate(before.conditions, 1)
            if one.applies.value is not False
        ),
    )


def _asks(plan: Plan, one: GateCondition, name: str, task: Tonnes) -> str:
    match one.need:
        case "county_total_not_less":
            return f"调整后{name}合计不少于{wording.wan_t(task)}万吨"
        case "batch_total_not_later":
            return "各时限节点应完成的量不后移"
        case "enterprise_wish_recorded":
            return "附涉及企业逐户的书面意愿"
        case "safety_reason_recorded":
            return "附安全生产需求说明"
        case "approved_by" | "county_decision_reported":
            return f"{_by(plan, one)}的文件" if _by(plan, one) else "由谁批准方案没有写明，凭答复的文件"
        case "quota_reissued":
            return "额度已经拟定的，随之重报"
        case _:
            return "照条文核对"


def _by(plan: Plan, one: GateCondition) -> str:
    """Whom the plan, or an answer, names."""
    named = one.by.value if one.by is not None else None
    return (organisation(plan, named) or as_named(plan, named)) if named else ""


def _scope(one: GateCondition) -> str:
    wanted = one.when.value.value if one.when is not None and one.when.value is not None else ""
    return _SCOPES.get(str(wanted), "都要")


def _signers(plan: Plan, before: Gate, subject: Subject) -> Rows:
    return Rows(
        columns=("单位", "名称", "签章", "日期"),
        rows=tuple((*one, "", BLANK_DAY) for one in _who(plan, before, subject)),
    )


def _who(plan: Plan, before: Gate, subject: Subject) -> Iterator[tuple[str, str]]:
    yield "涉及企业", "　"
    yield "县（市）", government(plan, subject.county)
    yield "市级", addressee(plan)
    for one in before.conditions:
        if one.need == "approved_by":
            yield one.label, _by(plan, one) or "待明确"
