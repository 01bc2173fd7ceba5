"""同意停炉通知书、同意拆除通知书: every condition with its answer, who signed for which, who overrode which."""

from yajian.core import gates
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.papers.places import (
    VERBS,
    ahead,
    conditions,
    gate,
    overridden,
    place,
    remark,
    signed,
)
from yajian.core.reports.papers.written import Position, Subject, Written, basis
from yajian.core.rules.papers import RELEASES


def release(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    content = subject.template.draws
    assert content is not None
    what = RELEASES[content]
    verb, found = VERBS[what], place(plan, programme, subject, position)
    standing = gates.standing(plan, programme, gate(plan, subject, what), found.case)
    planned = wording.date_zh(found.case.on)
    met = sum(line.met for line in standing.lines)
    return Written(
        content=content,
        title=f"关于同意{found.firm}{found.facility}{verb}的通知",
        words={
            "企业": found.firm,
            "县市": found.county,
            "设施": found.facility,
            "计划日期": planned,
            "产能": found.tonnes,
            "引言": f"按照{basis(plan)}，对{found.firm}{found.facility}{verb}的前置条件逐条核对，现将有关事项通知如下。",
            "同意段": f"同意{found.firm}{found.facility}于{planned}{verb}。该设施列入压减清单分项{found.case.part}，"
            f"分项产能{found.tonnes}。",
            "核对段": f"前置条件共{len(standing.lines)}条，符合{met}条，逐条结论如下。",
            "数据说明": position.words,
        },
        lists={
            "签字知悉": tuple(signed(standing)),
            "越过": tuple(overridden(standing)),
            "先停": tuple(ahead(plan, programme, found, (found.case.facility,))),
            "要求": (
                f"本通知不改变完成时限，该分项的时限是{found.due}。"
                if found.case.listed.due is not None
                else "方案没有写明该分项的时限，本通知不另定时限。",
                f"{verb}以后当日登记日期，附现场影像，并由企业、{found.county}、市级三方签署现场确认书。",
            ),
            "补充": remark(subject),
        },
        tables={"条件": conditions(plan, standing)},
    )
