"""Every duty as somebody's: whose it is, when it is due, what was recorded, and which light that gives.

Nothing is green without a record, and nothing is red while nobody has said from when silence means undone.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

import msgspec

from yajian.core.facts.duties import DutyDischarged, Key
from yajian.core.facts.targets import ListPublished, TargetsFixed
from yajian.core.plan import Duty, Plan
from yajian.core.plan.periods import PERIODIC, Period, period_named, periods
from yajian.core.programme import Programme
from yajian.core.words import CountyId, DocumentNo, DutyId, Judged, Light, QuestionId, Seq

Rhythm = Literal["once", "periodic", "again"]  # done once, once a period, or as often as there is occasion


class Instance(msgspec.Struct, frozen=True, kw_only=True):
    """One duty as one holder's: a county's, an enterprise's, or undivided."""

    duty: Duty
    holder: str = ""
    county: CountyId | None = None  # whose county it is, if it is one county's
    unsaid: bool = False  # it is one county's, and nobody has said which

    @property
    def id(self) -> DutyId:
        return DutyId(self.duty.id)


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """One time a duty was done, as recorded for itself or as another entry of the books shows."""

    on: date
    seq: Seq
    record: str
    done_by: str = ""
    document: DocumentNo | None = None
    matter: str = ""
    shown_by_books: bool = False  # nobody recorded it as a duty: the books show it


class PeriodStanding(msgspec.Struct, frozen=True, kw_only=True):
    period: Period
    due: date | None
    done: Done | None
    judged: Judged


class DutyStanding(msgspec.Struct, frozen=True, kw_only=True):
    """One instance on a day."""

    instance: Instance
    judged: Judged
    done: tuple[Done, ...] = ()
    periods: tuple[PeriodStanding, ...] = ()


# Whose it is -------------------------------------------------------------------------------------


def instances(
    plan: Plan, targets: TargetsFixed | None, lists: tuple[ListPublished, ...], duty: Duty
) -> tuple[Instance, ...]:
    """One for each county concerned if the duty is the counties', one for each listed enterprise if it is theirs."""
    named = [plan.organisations[name] for name in duty.who.value or () if name in plan.organisations]
    if any(one.level == "county" and one.template for one in named):
        counties: Iterable[CountyId | None] = _concerned(plan, targets, lists, duty)
    else:
        counties = [CountyId(one.id) for one in named if one.level == "county"]
    divided = tuple(
        Instance(duty=duty, holder=county or "", county=county, unsaid=county is None) for county in counties
    )
    if not divided and named and all(one.level == "enterprise" and one.template for one in named):
        divided = tuple(
            Instance(duty=duty, holder=part.enterprise, county=part.county)
            for part in {
                part.enterprise: part for one in lists if one.counts_toward_target for part in one.parts
            }.values()
        )
    return divided or (Instance(duty=duty),)


def _concerned(
    plan: Plan, targets: TargetsFixed | None, lists: tuple[ListPublished, ...], duty: Duty
) -> tuple[CountyId | None, ...]:
    """A duty on the clause of a tonnage concerns the counties that hold it; any other concerns them all."""
    cited = set(duty.clauses)
    batches = (
        {one.id for one in targets.batches if cited & set(one.clauses)} if targets is not None else set()
    )
    holding: set[CountyId | None] = {
        part.county
        for one in lists
        for part in one.parts
        if part.batch in batches or cited & set(part.clauses)
    }
    if targets is not None and cited & set(targets.clauses):
        holding |= {task.county for task in targets.counties if task.tonnes}
    everybody = tuple(CountyId(county.id) for county in plan.counties_concerned)
    if not holding:
        return everybody
    known = tuple(CountyId(county.id) for county in plan.counties if county.id in holding)
    return (*known, None) if None in holding else known


def rhythm(duty: Duty) -> Rhythm:
    every = duty.every.value if duty.every is not None else None
    if every in PERIODIC:
        return "periodic"
    return "once" if duty.due is not None or every == "once" else "again"


def asks(duty: Duty) -> QuestionId | None:
    """The open question a duty without a date names: of its date, of its rhythm, else of the whole entry."""
    for value in (duty.due, duty.day, duty.every):
        if value is not None and value.value is None and value.asks is not None:
            return value.asks
    return duty.question


def period(plan: Plan, duty: Duty, name: str, upto: date) -> Period | None:
    """The period of that name, if the duty has it and it has begun."""
    every = duty.every.value if duty.every is not None else None
    return period_named(every, name, plan.programme.issued_on, upto) if every is not None else None


# What was done -----------------------------------------------------------------------------------


def recorded(
    programme: Programme, as_of: date | None, known: Seq | None
) -> Mapping[tuple[DutyId, str], Mapping[Key, Done]]:
    """What stands recorded on a day, by duty and holder."""
    found: dict[tuple[DutyId, str], dict[Key, Done]] = {}
    for key, past in programme.duties.discharges.items():
        entry = past.at(as_of, known)
        if entry is not None:
            done = _done(entry.value, entry.seq, entry.effective)
            found.setdefault((key[0], key[1]), {})[key] = done
    return found


def _done(fact: DutyDischarged, seq: Seq, on: date) -> Done:
    return Done(
        on=on, seq=seq, record=fact.record, done_by=fact.done_by, document=fact.document, matter=fact.matter
    )


def opened(programme: Programme, instance: Instance, as_of: date | None, known: Seq | None) -> bool:
    """Whether its holder has said by that day that what is not entered is not done."""
    past = programme.duties.openings.get(instance.county or "")
    return past is not None and past.at(as_of, known) is not None


# Which light -------------------------------------------------------------------------------------


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """What every light of one look at the books is judged by."""

    as_of: date
    known: Seq | None = None
    days_before: int | None = None  # how early the yellow light comes on; None: nobody has said


def standing(
    plan: Plan,
    programme: Programme,
    instance: Instance,
    noted: Mapping[Key, Done],
    day: Day,
    shown: Mapping[str, Done],
) -> DutyStanding:
    """Where one instance stands. `noted` is what is recorded of it; `shown`, by period, what the books show besides."""
    duty, is_open = instance.duty, opened(programme, instance, day.as_of, day.known)
    match rhythm(duty):
        case "once":
            done = noted.get((instance.id, instance.holder, "", "")) or shown.get("")
            due = duty.due.value if duty.due is not None else None
            judged = _light(plan, duty, due, done, day, is_open)
            return DutyStanding(instance=instance, judged=judged, done=(done,) if done is not None else ())
        case "periodic":
            by_period = {**shown, **{key[2]: one for key, one in noted.items()}}
            return _periodic(plan, instance, by_period, day, is_open)
        case "again":
            several = tuple(sorted(noted.values(), key=lambda one: (one.on, one.seq)))
            why = _undated(plan, duty)
            if several:
                why += f"；已登记 {len(several)} 件，最近一件 {several[-1].on.isoformat()}"
            word = "随事而定" if duty.event is not None else "长期"
            undated = Judged(light=Light.GREY, word=word, why=why)
            return DutyStanding(instance=instance, judged=undated, done=several)


def _periodic(
    plan: Plan, instance: Instance, by_period: Mapping[str, Done], day: Day, is_open: bool
) -> DutyStanding:
    duty = instance.duty
    every = duty.every.value if duty.every is not None else None
    assert every is not None
    number = duty.day.value if duty.day is not None else None
    lines = []
    for one in periods(every, plan.programme.issued_on, day.as_of):
        due, done = one.day(number) if number is not None else None, by_period.get(one.name)
        judged = _light(plan, duty, due, done, day, is_open)
        lines.append(PeriodStanding(period=one, due=due, done=done, judged=judged))
    done_in = tuple(line.done for line in lines if line.done is not None)
    return DutyStanding(
        instance=instance, judged=_gravest(plan, duty, lines), done=done_in, periods=tuple(lines)
    )


_GRAVITY = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN)


def _gravest(plan: Plan, duty: Duty, lines: list[PeriodStanding]) -> Judged:
    """The gravest light of what is not done; if all is done, that of the last period."""
    waiting = [line for line in lines if line.done is None]
    if not lines:
        return Judged(light=Light.GREY, word="未到期", why="还没有到第一期")
    if not waiting:
        return lines[-1].judged
    gravest = min(waiting, key=lambda line: _GRAVITY.index(line.judged.light))
    same = [line.period.name for line in waiting if line.judged.word == gravest.judged.word]
    shown = "、".join(same[:3]) + ("等" if len(same) > 3 else "")
    why = f"{shown} {len(same)} 期没有登记，共 {len(lines)} 期；{gravest.judged.why}"
    return Judged(light=gravest.judged.light, word=gravest.judged.word, why=why)


def _light(plan: Plan, duty: Duty, due: date | None, done: Done | None, day: Day, is_open: bool) -> Judged:
    if done is not None:
        return _done_light(due, done)
    if due is None:
        return Judged(light=Light.GREY, word="时限未定", why=_undated(plan, duty))
    if day.as_of <= due:
        left = (due - day.as_of).days
        near = day.days_before is not None and left <= day.days_before
        light, word = (Light.YELLOW, "临期") if near else (Light.GREY, "未到期")
        return Judged(light=light, word=word, why=f"距时限{left}天，尚无办结登记")
    if duty.optional:
        return Judged(light=Light.GREY, word="未录入", why="可以做，不是必须做；没有办理登记")
    if not is_open:
        return Judged(light=Light.GREY, word="未录入", why="还没有期初清点，未录入不等于逾期")
    late = f"时限{due.isoformat()}已过{(day.as_of - due).days}天，没有办结登记"
    at_issue = "；印发时已到期，本身不引出通报" if due <= plan.programme.issued_on else ""
    return Judged(light=Light.RED, word="逾期", why=late + at_issue)


def _done_light(due: date | None, done: Done) -> Judged:
    if due is None:
        why = f"{done.on.isoformat()}办结；方案没有写明时限，不说早晚"
        return Judged(light=Light.GREEN, word="已办结", why=why)
    if done.on > due:
        return Judged(
            light=Light.YELLOW, word="逾期完成", why=f"{done.on.isoformat()}办结，晚于{due.isoformat()}"
        )
    return Judged(light=Light.GREEN, word="按期", why=f"{done.on.isoformat()}办结")


def _undated(plan: Plan, duty: Duty) -> str:
    """Why there is no date: the event it waits for, the paper it lasts until, or the question nobody answered."""
    question = asks(duty)
    named = f"（待明确 {question}　{plan.open_questions[question].topic}）" if question is not None else ""
    if duty.event is not None:
        return f"由“{plan.events[duty.event].label}”引起，方案没有写几日内办"
    if duty.until is not None:
        return f"持续到《{plan.documents[duty.until].title}》出台"
    if rhythm(duty) == "periodic":
        return f"方案没有写明每期第几日{named}"
    if duty.due is None:
        return f"经常性工作，方案没有写多久一次{named}"
    return f"方案没有写明时限{named}"
