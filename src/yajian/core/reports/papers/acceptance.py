"""完工报告暨验收申请, 县级初验意见, 验收意见书: what the enterprise reports done, and what each level itself went to see."""

import msgspec

from yajian.core import checks, gates
from yajian.core.facts.acceptance import LevelChecked
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.acceptance import FAULTS
from yajian.core.reports.papers.places import (
    Place,
    ahead,
    conditions,
    day_or_dash,
    facilities,
    gate,
    place,
    remark,
)
from yajian.core.reports.papers.written import (
    BLANK_DAY,
    Position,
    Rows,
    Subject,
    Unwritable,
    Written,
    basis,
)
from yajian.core.rules import acceptance as rules
from yajian.core.rules import closure


def completion_report(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """The enterprise says that the whole part is down, oven by oven, and asks for it to be accepted."""
    found = place(plan, programme, subject, position)
    part, names = found.case.part, found.case.listed.facilities
    standard = gates.standard_for(plan, found.case)
    done = _done(programme, found)
    return Written(
        content="completion_report",
        title=f"关于{found.firm}压减任务（{part}）的完工报告暨验收申请",
        words={
            "企业": found.firm,
            "县市": found.county,
            "引言": f"按照{basis(plan)}，我单位列入压减清单的分项{part}已经完工。现将有关情况报告如下，并申请验收。",
            "任务段": f"分项{part}压减产能{found.tonnes}，设施{len(names)}座，完成时限为{found.due}，"
            f"完成标准为“{standard.label if standard is not None else '待定'}”。",
            "完成段": f"到{wording.date_zh(found.case.as_of)}，{done}，逐座情况如下。",
            "申请段": "以上情况属实，我单位对其真实性负责，申请组织验收。",
            "数据说明": position.words,
        },
        lists={
            "先停": tuple(ahead(plan, programme, found, names)),
            "去向": remark(subject) or (_ROOM,),
        },
        tables={"设施": facilities(plan, programme, found)},
        upward=True,
    )


_ROOM = "＿" * 40  # what became of the equipment the firm writes by hand, where it was not said when drafting


def _done(programme: Programme, found: Place) -> str:
    case = found.case
    standing = closure.standing(programme, case.listed, (), case.as_of, case.known)
    if standing.dismantled_on is not None:
        return f"全部设施已于{wording.date_zh(standing.dismantled_on)}拆除完毕"
    if standing.shut_on is not None:
        return f"全部设施已于{wording.date_zh(standing.shut_on)}关停"
    raise Unwritable(f"分项{case.part}还没有全部关停或拆除")


# What a level saw --------------------------------------------------------------------------------


class Visit(msgspec.Struct, frozen=True):
    """One level's own visit, and the report it went to look at."""

    entry: Entry[LevelChecked]
    standing: rules.Standing
    looked: Rows

    @property
    def members(self) -> Rows:
        return Rows(
            columns=("姓名", "单位", "签字", "日期"),
            rows=tuple((one.name, one.organ, "", BLANK_DAY) for one in self.entry.value.members),
        )

    @property
    def report(self) -> str:
        found = self.standing.report
        return f"{found.value.document}（{wording.date_zh(found.effective)}）" if found is not None else "—"


def _visit(plan: Plan, programme: Programme, found: Place, level: str) -> Visit:
    standing = rules.standing(programme, found.case.part, found.case.as_of, found.case.known)
    visits = [one for one in standing.checks if one.value.level == level]
    if not visits:
        raise Unwritable(f"分项{found.case.part}最近一次完工报告以后，还没有这一级的现场核查记录")
    return Visit(visits[-1], standing, _looked(plan, programme, found, visits[-1]))


def _looked(plan: Plan, programme: Programme, found: Place, entry: Entry[LevelChecked]) -> Rows:
    """What was looked at, and by whose word: the catalogue is the one of the day of the visit."""
    day = msgspec.structs.replace(found.case, as_of=entry.effective)
    lines = {line.id: line for line in checks.catalogue(plan, programme, day)}
    return Rows(
        columns=("序号", "查看", "所见", "问题", "依据"),
        rows=tuple(
            (str(at), one.what, one.found, FAULTS[one.fault], _basis(plan, lines.get(one.check)))
            for at, one in enumerate(entry.value.looked, 1)
        ),
    )


def _basis(plan: Plan, line: checks.Line | None) -> str:
    if line is None:
        return "—"
    if line.outside:
        return f"方案以外，{line.document}"
    return "、".join(plan.clauses[name].cite for name in line.clauses)


def _to_look_at(plan: Plan, programme: Programme, found: Place) -> Rows:
    """The same lines before anybody went there, with room for what is seen."""
    lines = checks.catalogue(plan, programme, found.case)
    wanted = (
        *((name, "—") for name in found.case.listed.facilities),
        *((line.label, _basis(plan, line)) for line in lines),
    )
    return Rows(
        columns=("序号", "查看", "所见", "问题", "依据"),
        rows=tuple((str(at), what, "", "", basis) for at, (what, basis) in enumerate(wanted, 1)),
    )


def county_check(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """县级初验意见: what the county saw; before its visit is on record, the sheet it writes that on."""
    found = place(plan, programme, subject, position)
    seen, said, looked = _countys_look(plan, programme, found)
    return Written(
        content="county_check",
        title=f"关于{found.firm}压减任务（{found.case.part}）初验意见的报告",
        words={
            "企业": found.firm,
            "县市": found.county,
            "引言": f"按照{basis(plan)}，{found.county}对{found.firm}分项{found.case.part}（压减产能{found.tonnes}）"
            "进行了初验。现将初验情况报告如下。",
            "核查段": seen,
            "意见段": f"初验意见：{said}",
            "数据说明": position.words,
        },
        lists={
            "先停": tuple(ahead(plan, programme, found, found.case.listed.facilities)),
            "补充": remark(subject),
        },
        tables={"核查": looked},
        upward=True,
    )


def _countys_look(plan: Plan, programme: Programme, found: Place) -> tuple[str, str, Rows]:
    standing = rules.standing(programme, found.case.part, found.case.as_of, found.case.known)
    if standing.report is None:
        raise Unwritable(f"分项{found.case.part}还没有完工报告，没有可以初验的")
    if all(one.value.level != "county" for one in standing.checks):
        report = standing.report
        return (
            f"企业完工报告为{report.value.document}（{wording.date_zh(report.effective)}）。"
            f"{BLANK_DAY}，（核查人姓名、单位）到现场核查。逐项所见如下。",
            "（同意报市级验收／退回整改；退回的写明怎样整改）",
            _to_look_at(plan, programme, found),
        )
    visit = _visit(plan, programme, found, "county")
    fact, day = visit.entry.value, wording.date_zh(visit.entry.effective)
    people = "、".join(f"{one.name}（{one.organ}）" for one in fact.members)
    return (
        f"企业完工报告为{visit.report}。{day}，{people}到现场核查，记录为{fact.document}。逐项所见如下。",
        f"{'同意报市级验收' if fact.agrees else '退回整改'}。{_sentence(fact.words)}",
        visit.looked,
    )


def opinion(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """验收意见书: from the city group's own visit, with every condition of acceptance as it stands."""
    found = place(plan, programme, subject, position)
    visit = _visit(plan, programme, found, "city")
    fact = visit.entry.value
    signers = tuple(f"{one.name}（{one.organ}）" for one in fact.members)
    asked = msgspec.structs.replace(found.case, signers=signers)
    standing = gates.standing(plan, programme, gate(plan, subject, "acceptance"), asked)
    county = next((one for one in reversed(visit.standing.checks) if one.value.level == "county"), None)
    part = closure.standing(programme, asked.listed, (), asked.as_of, asked.known)
    return Written(
        content="acceptance",
        title=f"{found.firm}（{asked.part}）{subject.template.title}",
        words={
            "企业": found.firm,
            "县市": found.county,
            "引言": f"按照{basis(plan)}，验收组于{wording.date_zh(visit.entry.effective)}到现场核查，"
            f"对{found.firm}分项{asked.part}出具验收意见如下。",
            "意见段": f"验收意见：{_sentence(fact.words)}同意分项{asked.part}压减产能{found.tonnes}验收合格。",
            "数据说明": position.words,
        },
        lists={
            "先停": tuple(ahead(plan, programme, found, asked.listed.facilities)),
            "补充": remark(subject),
        },
        tables={
            "情况": Rows(
                columns=("项目", "内容"),
                rows=(
                    ("企业", found.firm),
                    ("县（市）", found.county),
                    ("清单分项", f"{asked.part}，压减产能{found.tonnes}"),
                    ("设施", "、".join(asked.listed.facilities) or "没有落实到具体设施"),
                    ("完成时限", found.due),
                    (
                        "完成日期",
                        f"关停{day_or_dash(part.shut_on)}，拆除{day_or_dash(part.dismantled_on)}",
                    ),
                    ("完工报告", visit.report),
                    ("县级初验", _told(county) if county is not None else "没有初验"),
                    ("市级核查", _told(visit.entry)),
                ),
            ),
            "条件": conditions(plan, standing),
            "核查": visit.looked,
            "签字": visit.members,
        },
    )


def _told(entry: Entry[LevelChecked]) -> str:
    fact = entry.value
    return f"{wording.date_zh(entry.effective)}，{'同意' if fact.agrees else '退回'}，{fact.document}"


def _sentence(words: str) -> str:
    return words if not words or words.endswith("。") else f"{words}。"
