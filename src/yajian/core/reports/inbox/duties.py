"""Duties due or overdue; before a county has counted from which day silence means undone, only that count."""

from collections.abc import Iterator
from datetime import date, timedelta

from yajian.core.reports.duties import DutyLine, HolderLine, called, duties, in_county
from yajian.core.reports.inbox.item import OFFICE, SOON_DAYS, Look, Waiting, unentered
from yajian.core.rules import duties as rules
from yajian.core.words import Clause, CountyId, Light

KIND = "职责"
_SHOWN_BY_BOOKS = {
    ("F02", "periodic"),
    ("F05", "once"),
}  # what surveys and tasks of a year wait for is said there


def waiting(look: Look) -> Iterator[Waiting]:
    uncounted: dict[CountyId | None, list[tuple[DutyLine, HolderLine]]] = {}
    for line in duties(look.plan, look.programme, look.as_of, look.known, look.sheet.sight).lines:
        rhythm = rules.rhythm(line.duty)
        if line.duty.optional or rhythm == "again" or (line.duty.fn, rhythm) in _SHOWN_BY_BOOKS:
            continue
        for holder in line.holders:
            if holder.judged.word == "未录入":
                uncounted.setdefault(holder.standing.instance.county, []).append((line, holder))
            elif _waits(look, holder):
                yield _duty(look, line, holder)
    for county, lines in uncounted.items():
        yield _count(look, county, lines)


def _waits(look: Look, one: HolderLine) -> bool:
    if not one.shown or one.judged.light is Light.GREEN or not _open(one):
        return False
    if one.judged.word != "未到期":
        return True
    due = _due(one)
    return due is not None and due <= look.as_of + timedelta(days=SOON_DAYS)


def _open(one: HolderLine) -> bool:
    """Whether anything of it is not done."""
    standing = one.standing
    return any(each.done is None for each in standing.periods) if standing.periods else not standing.done


def _due(one: HolderLine) -> date | None:
    standing = one.standing
    days = [each.due for each in standing.periods if each.done is None and each.due is not None]
    due = standing.instance.duty.due
    return min(days, default=due.value if due is not None else None)


def _duty(look: Look, line: DutyLine, one: HolderLine) -> Waiting:
    instance, due = one.standing.instance, _due(one)
    firm = instance.holder if instance.holder != (instance.county or "") else ""
    whose = {"enterprise": firm} if firm else {"county": instance.county} if instance.county else {}
    return Waiting(
        kind=KIND,
        what=line.duty.what,
        about=f"{line.duty.id} {one.holder_name}".strip(),
        judged=one.judged,
        by=one.owners,
        command="duties.record-discharge",
        filled={"duty": line.duty.id, **whose},
        place=("duty", line.duty.id),
        due=due,
        since=due if due is not None and due < look.as_of else None,
        clauses=look.clauses(line.duty.clauses),
        turn="county" if instance.county else "office",
        county=instance.county,
        enterprise=next((name for name in look.plan.enterprises if name == firm), None),
        organs=() if instance.county else line.owner_ids,
    )


def _count(look: Look, county: CountyId | None, lines: list[tuple[DutyLine, HolderLine]]) -> Waiting:
    name = look.county_name(county)
    body = look.plan.responsibility.main_body if look.plan.responsibility is not None else ""
    organisation = next((one for one in look.plan.counties if one.id == county), None)
    own = called(look.plan, look.programme, look.as_of, look.known)
    named = in_county(look.plan, own, organisation, body) if organisation is not None else OFFICE
    cited: dict[str, Clause] = {
        clause.id: clause for line, _ in lines for clause in look.clauses(line.duty.clauses)
    }
    return Waiting(
        kind=KIND,
        what=f"期初清点：{len(lines)} 件过了日子的职责还没有录入",
        about=name or "不分县（市）",
        judged=unentered("清点之前，没有录入的不算逾期；清点之后，没有登记的就是没有办"),
        by=(named,),
        command="duties.state-opening",
        filled={"county": county} if county else {},
        place=("duties", f"county={county or ''}&word=未录入"),
        clauses=tuple(cited.values())[:3],
        turn="county" if county else "office",
        county=county,
    )
