"""Plans of resettlement to make or to widen, rosters that have not come or have lost somebody, people without a way."""

from collections.abc import Iterator

from yajian.core.reports.inbox.item import Look, Waiting, several, undated, unentered
from yajian.core.reports.workers import FirmLine, sheet
from yajian.core.words import CountyId, Judged, Light, Seq

KIND = "职工安置"


def waiting(look: Look) -> Iterator[Waiting]:
    if look.plan.resettlement is None:
        return
    firms = sheet(look.plan, look.programme, look.as_of, look.known).firms
    silent: dict[CountyId | None, list[FirmLine]] = {}
    for firm in firms:
        if firm.plan is None and not firm.crew.months:
            silent.setdefault(firm.county, []).append(firm)
        else:
            yield from _of(look, firm)
    for county, lines in silent.items():
        yield _silent(look, county, lines)


def _of(look: Look, firm: FirmLine) -> Iterator[Waiting]:
    """One enterprise that has begun: what is missing of plan, roster and settlement, each on its own line."""
    month, last = look.as_of.isoformat()[:7], firm.last_month
    sent = firm.crew.months[-1][1].seq if firm.crew.months else None
    if firm.plan is None:
        yield _line(look, firm, "制定职工安置方案", "workers.file-plan", unentered("停炉以前要有方案"), sent)
    elif firm.uncovered:
        why = Judged(light=Light.YELLOW, word="有遗漏", why="劳务派遣人员一并安置")
        what = f"补充安置方案：少了{firm.uncovered}人"
        yield _line(look, firm, what, "workers.file-plan", why, firm.plan.seq)
    for told in firm.crew.warnings:
        why = Judged(light=Light.YELLOW, word="有遗漏", why="少报不会让人数变少；漏报的重新报送当月名册")
        yield _line(look, firm, f"核实名册：{told}", "workers.submit-roster", why, sent)
    if last < month:
        what = f"报送{month}名册" + (f"（最近一份是{last}）" if last else "")
        why = undated("方案没有写几日报送")
        yield _line(look, firm, what, "workers.submit-roster", why, sent)
    if firm.crew.undecided or firm.crew.unconfirmed:
        parts = ((firm.crew.undecided, "没有去向"), (firm.crew.unconfirmed, "待本人确认"))
        what = "登记安置去向：" + "，".join(f"{number}人{word}" for number, word in parts if number)
        why = undated("方案没有写怎样算安置完成")
        yield _line(look, firm, what, "workers.settle", why, sent)


def _line(look: Look, firm: FirmLine, what: str, command: str, judged: Judged, raised: Seq | None) -> Waiting:
    return Waiting(
        kind=KIND,
        what=what,
        about=firm.name,
        judged=judged,
        by=(firm.name,) if command == "workers.submit-roster" else (firm.name, look.mover(firm.county)),
        command=command,
        filled={"enterprise": firm.enterprise},
        place=("crew", firm.enterprise),
        clauses=look.clauses(look.plan.resettlement.clauses if look.plan.resettlement is not None else ()),
        raised=raised,
        turn="county",
        county=firm.county,
        enterprise=firm.enterprise,
    )


def _silent(look: Look, county: CountyId | None, firms: list[FirmLine]) -> Waiting:
    one = firms[0]
    return Waiting(
        kind=KIND,
        what=f"职工安置：{len(firms)} 户名册、方案都没有",
        about=several(tuple(firm.name for firm in firms)),
        judged=unentered("停炉以前要有方案，劳务派遣人员一并安置"),
        by=(look.mover(county),),
        command="workers.file-plan",
        filled={"enterprise": one.enterprise} if len(firms) == 1 else {},
        place=("workers", ""),
        clauses=look.clauses(look.plan.resettlement.clauses if look.plan.resettlement is not None else ()),
        turn="county" if county is not None else "office",
        county=county,
        enterprise=one.enterprise if len(firms) == 1 else None,
    )
