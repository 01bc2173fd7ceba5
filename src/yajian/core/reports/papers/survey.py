"""摸底调查表: what a county's return says firm by firm; before it came, the firms it is asked about."""

from yajian.core.facts.survey import SurveyRow
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.papers.written import (
    Position,
    Rows,
    Subject,
    Unwritable,
    Written,
    county_name,
)
from yajian.core.reports.survey import ReturnLine
from yajian.core.reports.survey import survey as survey_of
from yajian.core.rules import dossier
from yajian.core.words import CountyId, EnterpriseId


def survey_sheet(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    name = county_name(plan, subject)
    sheet = survey_of(plan, programme, position.as_of, position.known)
    campaign = next((one for one in sheet.campaigns if one.opened.value.campaign == subject.campaign), None)
    line = next((one for one in campaign.lines if one.county == subject.county), None) if campaign else None
    if campaign is None or line is None:
        raise Unwritable(f"没有向{name}布置过摸底“{subject.campaign or ''}”，请先开展摸底")
    opened, current = campaign.opened.value, line.standing.current
    return Written(
        content="survey",
        title=f"{name}{subject.template.title}",
        words={
            "县市": name,
            "摸底": opened.title,
            "范围": opened.scope,
            "布置文号": opened.document,
            "时限": wording.date_zh(opened.due) if opened.due is not None else "文件没有写时限",
            "版次": f"第{current.value.version}版" if current is not None else "待填",
            "零报告": current.value.nil if current is not None else "",
            "填报": current.value.reported_by if current is not None else "",
            "会签": _countersigned(line),
            "数据说明": position.words,
        },
        tables={"企业": _rows(plan, programme, CountyId(subject.county or ""), line, position)},
    )


def _countersigned(line: ReturnLine) -> str:
    signed = (
        f"{name}：{entry.value.signed_by}" if entry is not None else f"{name}："
        for name, (_, entry) in zip(line.bureau_names, line.standing.signatures, strict=True)
    )
    return "　".join(signed)


def _rows(plan: Plan, programme: Programme, county: CountyId, line: ReturnLine, position: Position) -> Rows:
    current = line.standing.current
    said: dict[str, SurveyRow | None] = (
        dict(current.value.rows)
        if current is not None
        else {
            firm: None
            for firm in dossier.known_enterprises(plan, programme, position.known)
            if dossier.county_of(plan, programme, firm, position.as_of, position.known) == county
        }
    )
    return Rows(
        columns=("序号", "企业", "统一社会信用代码", "设施", "产能", "说明"),
        rows=tuple(
            (str(at), *_firm(plan, programme, firm, position), *_figures(row))
            for at, (firm, row) in enumerate(said.items(), 1)
        ),
        figures=frozenset({"序号", "设施", "产能"}),
    )


def _firm(plan: Plan, programme: Programme, firm: str, position: Position) -> tuple[str, str]:
    """The firm's name and code, where the return named it by its id; else the name as it was written."""
    known = EnterpriseId(firm)
    if not dossier.is_known(plan, programme, known, position.known):
        return firm, ""
    code = dossier.credit_code(programme, known, position.as_of, position.known)
    return (
        dossier.enterprise_name(plan, programme, known, position.as_of, position.known),
        code.value.code if code is not None else "",
    )


def _figures(row: SurveyRow | None) -> tuple[str, str, str]:
    if row is None:
        return "", "", ""
    capacity = wording.wan_t(row.capacity_t) if row.capacity_t is not None else ""
    return str(row.facilities), capacity, row.explained
