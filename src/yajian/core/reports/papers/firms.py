"""Papers about one enterprise: its pledge, its work plan, what a body said of that, what experts found, its workers."""

from collections.abc import Iterator

from yajian.core.facts.workplans import ExpertsReviewed, PlanSubmitted
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports import workers as workers_of
from yajian.core.reports.amounts import tonnes_in_full
from yajian.core.reports.papers.dispatch import VERBS
from yajian.core.reports.papers.offers import government
from yajian.core.reports.papers.places import family, firm_name, place, remark
from yajian.core.reports.papers.written import (
    BLANK_DAY,
    Position,
    Rows,
    Subject,
    Unwritable,
    Written,
    basis,
    day,
)
from yajian.core.reports.progress import part_lines
from yajian.core.reports.workplans import SAID
from yajian.core.rules import closure, dossier, targets
from yajian.core.rules import workers as worker_rules
from yajian.core.rules import workplans as rules
from yajian.core.words import EnterpriseId, PartId, Tonnes

_STEPS = ("序号", "分项", "设施", "停炉日期", "拆除日期", "封堵孔号")
_CHAPTERS = 3  # chapters with room for their text where no version is on record yet
_PENS = 5  # lines for experts where nobody is on record yet


def pledge(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """责任书: what the enterprise has to get done by when, for it and the county to put their names to."""
    name = firm_name(plan, programme, subject, position)
    firms = family(programme, EnterpriseId(subject.about.enterprise or ""), position)
    lines = tuple(
        one
        for one in part_lines(plan, programme, position.as_of, position.known)
        if one.counts and one.part.enterprise in firms
    )
    if not lines:
        raise Unwritable(f"{name}没有列入压减清单的分项，没有责任书可签")
    total = Tonnes(sum(one.part.tonnes for one in lines))
    county = government(plan, subject.county) or "县（市）人民政府"
    said = plan.responsibility
    return Written(
        content="pledge",
        title=f"{name}{subject.template.title}",
        words={
            "企业": name,
            "县市": county,
            "引言": f"为落实{basis(plan)}，{county}与{name}签订本责任书。",
            "任务段": f"{name}压减{plan.programme.industry}产能{wording.wan_t(total)}万吨（大写：{tonnes_in_full(total)}），"
            f"共{len(lines)}项，见下表（单位：万吨）。",
            "数据说明": position.words,
        },
        lists={
            "责任": tuple(
                one
                for one in (
                    f"{name}承担{said.enterprise_role}，按时限完成压减任务，如实报告。"
                    if said is not None and said.enterprise_role
                    else "",
                    f"{county}承担{said.county_over_enterprise}，督促落实。"
                    if said is not None and said.county_over_enterprise
                    else "",
                )
                if one
            ),
            "补充": remark(subject),
        },
        tables={
            "明细": Rows(
                columns=("序号", "分项", "设施", "产能", "时限", "判定"),
                rows=tuple(
                    (
                        str(at),
                        one.part.part,
                        "、".join(each.facility for each in one.standing.facilities) or "未落实",
                        wording.wan_t(one.part.tonnes),
                        day(one.part.due, "未定"),
                        VERBS[one.judged_by],
                    )
                    for at, one in enumerate(lines, 1)
                ),
                figures=frozenset({"序号", "产能"}),
            ),
            "签字": Rows(
                columns=("单位", "名称", "签章", "日期"),
                rows=(("县（市）", county, "", BLANK_DAY), ("企业", name, "", BLANK_DAY)),
            ),
        },
    )


# 一企一策 ----------------------------------------------------------------------------------------


def _version(programme: Programme, subject: Subject, position: Position, name: str) -> Entry[PlanSubmitted]:
    firms = family(programme, EnterpriseId(subject.about.enterprise or ""), position)
    found = rules.current(programme, firms, position.as_of, position.known)
    if found is None:
        raise Unwritable(f"{name}还没有提交一企一策方案")
    return found


def _steps(fact: PlanSubmitted) -> Rows:
    return Rows(
        columns=_STEPS,
        rows=tuple(
            (
                str(at),
                one.part,
                one.facility or "整个分项",
                day(one.shutdown_on),
                day(one.dismantle_on),
                one.sealed_chambers or "—",
            )
            for at, one in enumerate(fact.steps, 1)
        ),
    )


def work_plan(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """一企一策工作方案: the next version, written from the one in force; the first, with the list's ovens and room for days.

    A version is handed in on its own paper, so the paper is drafted before there is that version.
    """
    name = firm_name(plan, programme, subject, position)
    firms = family(programme, EnterpriseId(subject.about.enterprise or ""), position)
    found = rules.current(programme, firms, position.as_of, position.known)
    fact = found.value if found is not None else None
    steps = _steps(fact) if fact is not None else _to_plan(programme, firms, position)
    if not steps.rows:
        raise Unwritable(f"{name}没有列入压减清单的分项，没有要安排的设施")
    number = fact.version + 1 if fact is not None else 1
    after = f"在第{fact.version}版（{fact.document}）基础上" if fact is not None else ""
    return Written(
        content="work_plan",
        title=fact.title
        if fact is not None and dossier.mentioned(plan, programme, fact.title) & firms
        else f"{name}{fact.title if fact is not None else subject.template.title}",
        words={
            "企业": name,
            "版次": f"第{number}版",
            "引言": f"按照{basis(plan)}，我单位{after}编制本方案（第{number}版），"
            f"对{len(steps.rows)}项设施的停炉、拆除作出安排，报请审查。",
            "数据说明": position.words,
        },
        lists={"补充": remark(subject)},
        tables={
            "安排": steps,
            "章节": Rows(
                columns=("标题", "内容"),
                rows=tuple((one.heading, one.text) for one in fact.sections)
                if fact is not None
                else (("（小标题）", "（正文）"),) * _CHAPTERS,
            ),
        },
        upward=True,
    )


def _to_plan(programme: Programme, firms: frozenset[EnterpriseId], position: Position) -> Rows:
    """Every oven of the firm that is on the list, or the part where it names none, before anybody said when."""
    parts = (
        closure.in_pieces(programme, one, position.as_of)
        for one in targets.counted(programme, position.as_of, position.known)
        if one.enterprise in firms
    )
    places = [(part.part, oven) for part in parts for oven in part.facilities or ("整个分项",)]
    return Rows(
        columns=_STEPS,
        rows=tuple((str(at), *one, "", "", "") for at, one in enumerate(places, 1)),
    )


def plan_review(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """工作方案审查意见: what this body said of the version in force; before it is on record, the sheet it says it on."""
    name = firm_name(plan, programme, subject, position)
    fact = _version(programme, subject, position, name).value
    said = next(
        (
            one
            for one in rules.reviews(programme, fact, position.as_of, position.known)
            if one.value.organ == subject.about.reviewer
        ),
        None,
    )
    review = said.value if said is not None else None
    day = f"审查日期：{wording.date_zh(said.effective)}。" if said is not None else ""
    return Written(
        content="plan_review",
        title=f"关于{name}{subject.template.title}",
        words={
            "企业": name,
            "引言": f"{name}《{fact.title}》第{fact.version}版（{fact.document}）收悉。按照{basis(plan)}，经审查，意见如下。",
            "意见段": f"{SAID[review.said]}。{_sentence(review.opinion)}"
            if review is not None
            else "（同意／退回；退回的写明哪里不行、怎样改）",
            "审查段": f"审查人：{review.reviewer if review is not None else '（签字）'}。{day}"
            "方案有改动的，须提交新的一版重新审查，本意见只对第"
            f"{fact.version}版有效。",
            "数据说明": position.words,
        },
        lists={"补充": remark(subject)},
        tables={"安排": _steps(fact)},
    )


def expert_opinion(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """专家论证意见: what the experts found; before they are on record, the sheet they write it on."""
    found = place(plan, programme, subject, position)
    part = PartId(found.case.part)
    reviews = rules.expert_reviews(programme, part, position.as_of, position.known)
    review = reviews[-1].value if reviews else None
    method = closure.method(programme, part, position.as_of, position.known)
    version = rules.current(programme, found.case.firms, position.as_of, position.known)
    return Written(
        content="expert_opinion",
        title=f"{found.firm}（{part}）{subject.template.title}",
        words={
            "企业": found.firm,
            "引言": f"按照{basis(plan)}，对{found.firm}分项{part}压减产能{found.tonnes}的办法进行论证。",
            "结论": ("可行" if review.feasible else "不可行") if review is not None else "（可行／不可行）",
            "数据说明": position.words,
        },
        lists={
            "意见": (_sentence(review.opinion),) if review is not None else ("　",) * 4,
            "补充": remark(subject),
        },
        tables={
            "情况": Rows(
                columns=("项目", "内容"),
                rows=(
                    ("企业", found.firm),
                    ("清单分项", f"{part}，{found.tonnes}"),
                    ("设施", "、".join(found.case.listed.facilities) or "没有落实到具体设施"),
                    (
                        "工作方案",
                        f"第{version.value.version}版，{version.value.document}" if version else "还没有提交",
                    ),
                    (
                        "封堵孔号",
                        "；".join(_sealed(version.value, part)) or "—" if version is not None else "—",
                    ),
                    ("具体办法", f"{method.value.title}，{method.value.document}" if method else "待批准"),
                ),
            ),
            "签字": _experts(review),
        },
    )


def _sealed(fact: PlanSubmitted, part: PartId) -> Iterator[str]:
    for one in fact.steps:
        if one.part == part and one.sealed_chambers:
            yield f"{one.facility}{one.sealed_chambers}"


def _experts(review: ExpertsReviewed | None) -> Rows:
    named = tuple((one.name, one.organ) for one in review.experts) if review is not None else ()
    return Rows(
        columns=("姓名", "单位", "签字", "日期"),
        rows=tuple((*one, "", BLANK_DAY) for one in named or (("", ""),) * _PENS),
    )


def _sentence(words: str) -> str:
    return words if not words or words.endswith("。") else f"{words}。"


# 职工安置 ----------------------------------------------------------------------------------------


def resettlement(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """职工安置方案: how many people, by employment and by way of being settled; nobody by name."""
    name = firm_name(plan, programme, subject, position)
    firm = EnterpriseId(subject.about.enterprise or "")
    line = workers_of.firm(plan, programme, firm, position.as_of, position.known)
    crew = line.crew
    if not crew.people:
        raise Unwritable(f"{name}还没有报送职工名册，人数没有依据")
    methods = plan.resettlement.methods if plan.resettlement is not None else ()
    listed = targets.counted(programme, position.as_of, position.known)
    tonnes = Tonnes(sum(one.tonnes for one in listed if one.enterprise in family(programme, firm, position)))
    return Written(
        content="resettlement",
        title=f"{name}{subject.template.title}",
        words={
            "企业": name,
            "引言": f"按照{basis(plan)}，我单位压减产能{wording.wan_t(tonnes)}万吨，为妥善安置职工，制定本方案。",
            "人数段": f"{line.last_month}名册及以前各月名册上的职工共{len(crew.people)}人，其中"
            + "、".join(f"{word}{crew.of(kind)}人" for kind, word in worker_rules.EMPLOYMENT.items())
            + "。",
            "去向段": f"已落实去向并经本人确认{crew.settled}人，待本人确认{crew.unconfirmed}人，还没有去向{crew.undecided}人。"
            "一人可以有几种方式，各方式的人数之和可以大于总人数。",
            "数据说明": position.words,
        },
        lists={"注意": tuple(f"{one}。" for one in line.warnings), "补充": remark(subject)},
        tables={
            "方式": Rows(
                columns=("序号", "方式", "人数"),
                rows=tuple((str(at), one.label, str(crew.by(one.id))) for at, one in enumerate(methods, 1)),
                figures=frozenset({"序号", "人数"}),
            )
        },
        upward=True,
    )
