"""产能核定表: a county's capacity unit by unit, in the five tonnages that are never added to one another."""

from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.papers.written import Position, Rows, Subject, Written, basis, county_name
from yajian.core.reports.register import capacity
from yajian.core.rules import targets as target_rules

FIVE = ("备案", "建成", "在产", "停产", "压减")


def capacity_check(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    name = county_name(plan, subject)
    book = capacity(plan, programme, position.as_of, position.known)
    units = tuple(line for line in book.units if line.county_name == name)
    whole = next((line for line in book.counties if line.name == name), None)
    five = whole.tonnages if whole is not None else None
    totals = dict(
        zip(
            FIVE,
            (five.filed_t, five.built_t, five.operating_t, five.stopped_t, five.retired_t)
            if five is not None
            else (0,) * 5,
            strict=True,
        )
    )
    placed = {line.part for line in units}
    missing = tuple(
        f"{part.enterprise_name}（{part.part}，{wording.wan_t(part.tonnes)}万吨）"
        for part in target_rules.counted(programme, position.as_of, position.known)
        if part.county == subject.county and part.part not in placed
    )
    summed = "、".join(f"{word}{wording.wan_t(totals[word])}万吨" for word in FIVE)
    return Written(
        content="capacity",
        title=f"关于报送{name}{plan.programme.industry}企业{subject.template.title}的报告",
        words={
            "县市": name,
            "表名": f"{name}{plan.programme.industry}企业{subject.template.title}",
            "单元数": str(len(units)),
            **{word: wording.wan_t(totals[word]) for word in FIVE},
            "引言": f"按照{basis(plan)}关于“{plan.clauses[subject.template.clauses[0]].text}”的要求，"
            f"{name}对属地企业产能逐座核定。现将有关情况报告如下。",
            "核定段": f"截至{wording.date_zh(position.as_of)}，共核定产能单元{len(units)}个，合计{summed}。"
            "各单元情况见附件。五个口径各有依据，互不替代。",
            "数据说明": position.words,
        },
        lists={
            "尚未核定": (f"列入压减清单而尚未核定产能单元的：{'；'.join(missing)}。",) if missing else (),
        },
        tables={
            "单元": Rows(
                columns=("序号", "企业", "单元", "分项", "备案文号", *FIVE, "来源"),
                rows=tuple(
                    (
                        str(at),
                        line.enterprise_name,
                        line.opened.unit,
                        line.part or "—",
                        line.filing.value.number if line.filing is not None else "未登记",
                        wording.wan_t(line.tonnages.filed_t),
                        wording.wan_t(line.tonnages.built_t),
                        wording.wan_t(line.tonnages.operating_t),
                        wording.wan_t(line.tonnages.stopped_t),
                        wording.wan_t(line.tonnages.retired_t),
                        line.origin_label or "待定",
                    )
                    for at, line in enumerate(units, 1)
                ),
                figures=frozenset({"序号", *FIVE}),
            )
        },
        upward=True,
    )
