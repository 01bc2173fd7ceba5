"""Work plans to hand in, to change, and to review: each by whose turn it is."""

from collections.abc import Iterator

from yajian.core.plan.citing import clauses_for
from yajian.core.reports.inbox.item import Look, Waiting, several, undated, unentered
from yajian.core.reports.workplans import FirmPlans, ReviewLine, sheet
from yajian.core.words import CountyId, OrganId

KIND = "一企一策"


def waiting(look: Look) -> Iterator[Waiting]:
    if not clauses_for(look.plan, "enterprise_work_plan"):
        return
    firms = sheet(look.plan, look.programme, look.as_of, look.known).firms
    for county in look.plan.counties:
        absent = [one for one in firms if one.county == county.id and one.current is None]
        if absent:
            yield _absent(look, CountyId(county.id), absent)
    for firm in firms:
        if firm.back is not None:
            yield _returned(look, firm)
        elif firm.current is not None:
            for line in firm.reviews:
                if line.said is None and line.keeper.id is not None:
                    yield _review(look, firm, line, line.keeper.id)


def _absent(look: Look, county: CountyId, firms: list[FirmPlans]) -> Waiting:
    return Waiting(
        kind=KIND,
        what=f"提交一企一策方案：{len(firms)} 户未报",
        about=several(tuple(one.name for one in firms)),
        judged=unentered("停炉、拆除的同意文书要先有方案"),
        by=(look.mover(county),),
        command="workplans.submit-plan",
        filled={"enterprise": firms[0].enterprise} if len(firms) == 1 else {},
        place=("workplans", ""),
        clauses=clauses_for(look.plan, "enterprise_work_plan"),
        turn="county",
        county=county,
    )


def _returned(look: Look, firm: FirmPlans) -> Waiting:
    assert firm.back is not None
    back = firm.back.value
    return Waiting(
        kind=KIND,
        what=f"修改工作方案，提交新的一版：{back.opinion}",
        about=f"{firm.name} 第{back.version}版（{back.organ_name}退回）",
        judged=undated("方案没有写几日内改好"),
        by=(look.mover(firm.county),),
        command="workplans.submit-plan",
        filled={"enterprise": firm.enterprise},
        place=("workplan", firm.enterprise),
        since=firm.back.effective,
        clauses=clauses_for(look.plan, "enterprise_work_plan"),
        raised=firm.back.seq,
        turn="county",
        county=firm.county,
        enterprise=firm.enterprise,
    )


def _review(look: Look, firm: FirmPlans, line: ReviewLine, keeper: OrganId) -> Waiting:
    assert firm.current is not None
    entered = ((organ, past.at(None, look.known)) for organ, past in look.programme.organs.entered.items())
    mine = tuple(
        organ
        for organ, entry in entered
        if entry is not None and entry.value.stands_for == keeper and entry.value.county == firm.county
    )
    return Waiting(
        kind=KIND,
        what=f"审查工作方案第{firm.current.value.version}版（{line.body}）",
        about=firm.name,
        judged=undated("方案没有写几日内审完"),
        by=(line.body,),
        command="workplans.review",
        filled={
            "enterprise": firm.enterprise,
            "version": firm.current.value.version,
            **({"organ": mine[0]} if len(mine) == 1 else {}),
        },
        place=("workplan", firm.enterprise),
        since=firm.current.effective,
        clauses=look.clauses(line.keeper.condition.clauses),
        raised=firm.current.seq,
        turn="county",
        county=firm.county,
        enterprise=firm.enterprise,
        organs=mine or (keeper,),
    )
