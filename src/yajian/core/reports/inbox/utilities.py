"""Supplies that leave somebody short on the day of the stop, and those of which too little is known to say."""

from collections.abc import Iterator

from yajian.core.plan.care import Utility
from yajian.core.reports.inbox.item import Look, Waiting, several, unentered
from yajian.core.reports.utilities import FirmLine, sheet
from yajian.core.rules.utilities import gaps
from yajian.core.words import CountyId, Judged, Light

KIND = "供应平衡"


def waiting(look: Look) -> Iterator[Waiting]:
    for utility in look.plan.utilities.values():
        silent: dict[tuple[CountyId | None, str], list[FirmLine]] = {}
        for line in sheet(look.plan, look.programme, utility.id, look.as_of, look.known).firms:
            if line.balance is not None and line.balance.short:
                yield _short(look, utility, line)
            elif line.missing and not line.stopped:
                silent.setdefault((line.county, line.missing), []).append(line)
        for (county, missing), lines in silent.items():
            yield _silent(look, utility, county, missing, lines)


def _short(look: Look, utility: Utility, line: FirmLine) -> Waiting:
    assert line.balance is not None
    told = tuple(gaps(line.balance))
    more = f" 等{len(told)}处" if len(told) > 2 else ""
    return Waiting(
        kind=KIND,
        what=f"落实{utility.label}替代来源：{'；'.join(told[:2])}{more}",
        about=line.name,
        judged=Judged(light=Light.YELLOW, word="有缺口", why="停炉的时限不因缺口顺延"),
        by=(look.mover(line.county),),
        command="utilities.state-alternative",
        filled={"utility": utility.id, "enterprise": line.enterprise},
        place=("utility", line.enterprise),
        due=line.stops_on,
        clauses=look.clauses(utility.clauses),
        raised=max(one.seq for one in line.kept.demands),
        turn="county",
        county=line.county,
        enterprise=line.enterprise,
    )


def _silent(
    look: Look, utility: Utility, county: CountyId | None, missing: str, lines: list[FirmLine]
) -> Waiting:
    command, one = lines[0].asks, lines[0]
    filled: dict[str, object] = {"utility": utility.id}
    if command == "utilities.enter-season":
        filled |= {"county": county} if county is not None else {}
    elif len(lines) == 1:
        filled |= {"enterprise": one.enterprise}
    return Waiting(
        kind=KIND,
        what=f"{utility.label}：{len(lines)} 户{missing}",
        about=several(tuple(line.name for line in lines)),
        judged=unentered("没有登记，算不出停炉以后缺不缺；不对外供应的登记为 0"),
        by=(look.mover(county),),
        command=command,
        filled=filled,
        place=("utilities", f"utility={utility.id}"),
        clauses=look.clauses(utility.clauses),
        turn="county" if county is not None else "office",
        county=county,
        enterprise=one.enterprise if len(lines) == 1 else None,
    )
