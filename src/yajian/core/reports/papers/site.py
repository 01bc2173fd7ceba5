"""停炉（拆除）现场确认书: what was seen on the spot, for the enterprise, the county and the city to sign."""

from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports.papers.offers import addressee, government
from yajian.core.reports.papers.places import Place, ahead, day_or_dash, facilities, place, remark
from yajian.core.reports.papers.written import BLANK_DAY, Position, Rows, Subject, Unwritable, Written, basis
from yajian.core.rules import closure


def site_confirmation(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    found = place(plan, programme, subject, position)
    case = found.case
    standing = closure.facility_standing(programme, case.part, case.facility, case.as_of, case.known)
    if standing.counts_as not in ("shut", "dismantled"):
        raise Unwritable(f"{found.facility}还没有关停、拆除的登记")
    verb = "拆除" if standing.counts_as == "dismantled" else "停炉"
    shut = closure.reached(programme, case.part, case.facility, "shut", case.as_of, case.known)
    return Written(
        content="site_confirmation",
        title=f"{found.firm}{found.facility}{verb}现场确认书",
        words={
            "企业": found.firm,
            "县市": found.county,
            "设施": found.facility,
            "引言": f"按照{basis(plan)}，企业、{found.county}、市级三方到现场查看，确认{found.facility}"
            f"已于{day_or_dash(standing.since)}{verb}。",
            "数据说明": position.words,
        },
        lists={
            "先停": tuple(ahead(plan, programme, found, (case.facility,))),
            "补充": remark(subject),
        },
        tables={
            "情况": Rows(
                columns=("项目", "内容"),
                rows=tuple(_rows(plan, programme, found, day_or_dash(shut.effective if shut else None))),
            ),
            "签字": Rows(
                columns=("单位", "名称", "签章", "日期"),
                rows=(
                    ("企业", found.firm, "", BLANK_DAY),
                    ("县（市）", government(plan, case.county) or found.county, "", BLANK_DAY),
                    ("市级", addressee(plan), "", BLANK_DAY),
                ),
            ),
        },
    )


def _rows(plan: Plan, programme: Programme, found: Place, shut: str) -> list[tuple[str, str]]:
    case = found.case
    standing = closure.facility_standing(programme, case.part, case.facility, case.as_of, case.known)
    _, _, _, _, _, released, entry = next(
        row for row in facilities(plan, programme, found).rows if row[1] == case.facility
    )
    return [
        ("企业", found.firm),
        ("设施", found.facility),
        ("清单分项", f"{case.part}，{found.tonnes}"),
        ("完成时限", found.due),
        ("现状", f"{standing.label}（{day_or_dash(standing.since)}起）"),
        ("停炉日期", shut),
        ("放行文书", released),
        ("登记", entry),
    ]
