"""Papers of a county about what surrounds a stop: the risks, who is left without gas, what the court has to be asked."""

from collections.abc import Iterator

from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import courts as courts_of
from yajian.core.reports import risks as risks_of
from yajian.core.reports import utilities as utilities_of
from yajian.core.reports import wording
from yajian.core.reports.papers.places import remark
from yajian.core.reports.papers.written import (
    Position,
    Rows,
    Subject,
    Unwritable,
    Written,
    basis,
    county_name,
    day,
)
from yajian.core.rules import courts as court_rules
from yajian.core.rules import utilities as utility_rules


def risk_report(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """风险评估报告与防控预案: every kind of the county and its enterprises, with measure, owner and day.

    What the plan wants assessed and nobody entered has a row with room: it is entered on this very report.
    """
    name = county_name(plan, subject)
    sheet = risks_of.sheet(plan, programme, position.as_of, position.known)
    lines = [one for one in sheet.lines if one.county == subject.county]
    rows = [
        (
            line.name,
            cell.kind.label,
            found.conclusion,
            found.measure or "—",
            found.owner,
            day(found.due),
            cell.judged.word,
        )
        for line in lines
        for cell in line.cells
        if cell.risk is not None
        for found in (cell.risk.assessed.value,)
    ]
    assessed = len(rows)
    rows += [
        (line.name, cell.kind.label, "", "", "", "", cell.judged.word)
        for line in lines
        for cell in line.cells
        if cell.required and cell.risk is None
    ]
    missing = tuple(one for line in lines for one in line.missing)
    ready = [one for one in sheet.ready if one.county == subject.county]
    return Written(
        content="risks",
        title=f"{name}{plan.programme.industry}行业压减过剩产能{subject.template.title}",
        words={
            "县市": name,
            "引言": f"按照{basis(plan)}，{name}对压减工作的各类风险逐类评估，明确防控措施、责任人和期限，报告如下。",
            "评估段": f"已评估{assessed}项"
            + (f"；还没有评估的：{'、'.join(missing)}。" if missing else "，方案要求的各类都已评估。"),
            "数据说明": position.words,
        },
        lists={
            "预案": tuple(f"{one.name}停炉应急预案：{one.state}。" for one in ready),
            "补充": remark(subject),
        },
        tables={
            "风险": Rows(
                columns=("序号", "对象", "种类", "评估结论", "防控措施", "责任人", "期限", "状态"),
                rows=tuple((str(at), *row) for at, row in enumerate(rows, 1)),
            )
        },
        upward=True,
    )


def supply_balance(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """气源平衡表: enterprise by enterprise, stretch by stretch, class by class; residents first, as the plan has them."""
    name = county_name(plan, subject)
    if not plan.utilities:
        raise Unwritable("方案没有写须平衡的供应")
    found = [
        (sheet, line)
        for utility in plan.utilities
        for sheet in (utilities_of.sheet(plan, programme, utility, position.as_of, position.known),)
        for line in sheet.firms
        if line.county == subject.county
    ]
    rows = tuple(row for sheet, line in found for row in _stretches(sheet, line))
    units = dict.fromkeys(utility_rules.measure(sheet.utility).symbol for sheet, _ in found)
    return Written(
        content="supply_balance",
        title=f"{name}{subject.template.title}",
        words={
            "县市": name,
            "单位": f"单位：{'、'.join(units)}",
            "数据说明": position.words,
        },
        tables={
            "平衡": Rows(
                columns=("序号", "企业", "起", "止", "时段", "用户", "需要", "可供", "余缺"),
                rows=tuple((str(at), *row) for at, row in enumerate(rows, 1)),
            )
        },
    )


def _stretches(sheet: utilities_of.UtilitySheet, line: utilities_of.FirmLine) -> Iterator[tuple[str, ...]]:
    """One line a class and stretch; where no balance can be struck, one that says why."""
    shown = utility_rules.measure(sheet.utility).shown
    if line.balance is None:
        yield (line.name, day(line.stops_on), "—", "—", line.missing or line.word, "—", "—", "待定")
        return
    for stretch in line.balance.stretches:
        for one in stretch.classes:
            yield (
                line.name,
                day(stretch.begins),
                day(stretch.ends),
                "采暖期" if stretch.in_season else "非采暖期",
                one.label,
                shown(one.needed),
                shown(one.available),
                shown(one.balance),
            )


def court_letter(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """协调函: what is under the court's seal, what is meant to be done with it and when, and what was said so far."""
    seal = subject.about.seal
    matter = (
        courts_of.matter(plan, programme, seal, position.as_of, position.known) if seal is not None else None
    )
    if matter is None:
        raise Unwritable(f"《{subject.template.title}》按查封事项出具，请选查封登记")
    found, fact = matter.seal, matter.seal.fact
    said = [
        f"{wording.date_zh(one.effective)}{court_rules.MEETINGS[one.value.by]}：{one.value.summary}"
        for one in found.consulted
    ]
    wrote = [
        f"{wording.date_zh(one.effective)}收到{one.value.document}，{court_rules.WRITINGS[one.value.says]}"
        for one in found.written
    ]
    planned = next((one.value.planned_on for one in reversed(found.consulted) if one.value.planned_on), None)
    return Written(
        content="court_letter",
        title=f"关于商请协调处置{fact.name}查封事宜的函",
        words={
            "企业": matter.enterprise,
            "法院": fact.court,
            "引言": f"按照{basis(plan)}，{fact.name}列入压减任务。该设施由贵院查封"
            f"（案号{fact.case_no}，{wording.date_zh(found.since)}起"
            + (f"，至{wording.date_zh(found.until)}" if found.until is not None else "")
            + f"，{fact.document}）。为依法处置，商请如下。",
            "处置段": f"拟于{wording.date_zh(planned)}拆除。"
            if planned is not None
            else "拆除日期待与贵院协商后确定。",
            "数据说明": position.words,
        },
        lists={
            "往来": tuple(f"{one}。" for one in (*said, *wrote)) or ("此前没有往来记录。",),
            "商请": (
                "请贵院函复是否允许处置，允许的请写明条件；在收到贵院文书以前，不拆除、不处置该设施。",
                "补偿资金的对象，请贵院依法明确；明确以前暂缓下达。",
            ),
            "补充": remark(subject),
        },
    )
