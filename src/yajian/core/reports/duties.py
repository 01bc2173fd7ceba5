"""职责: every duty of the plan with its owners, its time, its record and its light, as a page or a verb shows it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from yajian.core.plan import Duty, Organisation, Plan, Provenance
from yajian.core.programme import Programme
from yajian.core.reports.progress import yellow_days
from yajian.core.rules import duties as rules
from yajian.core.rules import organs as organ_rules
from yajian.core.rules import survey as survey_rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules.duties import Day, Done, DutyStanding, Instance
from yajian.core.rules.roles.sight import EVERYTHING, NOT_HIS, Sight
from yajian.core.words import ClauseId, CountyId, DocumentNo, Judged, Light, QuestionId, Seq

EVERY = {
    "once": "一次",
    "continuous": "经常",
    "daily": "每日",
    "weekly": "每周",
    "ten_days": "每旬",
    "monthly": "每月",
    "quarterly": "每季",
    "yearly": "每年",
    "per_disbursement": "每次拨付后",
}


Called = Mapping[tuple[str, str], str]  # the kind of office and the county → the name it was entered by


class HolderLine(msgspec.Struct, frozen=True, kw_only=True):
    """One instance with its owners by name."""

    standing: DutyStanding
    holder_name: str  # empty: not divided
    owners: tuple[str, ...]
    shown: bool = True  # whether what was recorded of it is for whoever asks

    @property
    def judged(self) -> Judged:
        return self.standing.judged


class DutyLine(msgspec.Struct, frozen=True, kw_only=True):
    """One duty of the plan and all who hold it."""

    duty: Duty
    when: str
    owner_ids: tuple[str, ...]
    owners: tuple[str, ...]  # as the plan names them
    assumed: bool  # its date or rhythm is a default of the system
    asks: tuple[QuestionId, ...]  # the questions its owner or its date waits for
    holders: tuple[HolderLine, ...]

    @property
    def lights(self) -> tuple[tuple[Judged, int], ...]:
        """The lights of its holders, gravest first, each with how many show it."""
        return tally(one.judged for one in self.holders)

    @property
    def done(self) -> int:
        return sum(len(one.standing.done) for one in self.holders)


class DutySheet(msgspec.Struct, frozen=True, kw_only=True):
    as_of: date
    lines: tuple[DutyLine, ...]

    @property
    def instances(self) -> int:
        return sum(len(line.holders) for line in self.lines)

    @property
    def lights(self) -> tuple[tuple[Judged, int], ...]:
        return tally(one.judged for line in self.lines for one in line.holders)

    def line(self, name: str) -> DutyLine | None:
        return next((line for line in self.lines if line.duty.id == name), None)

    def only(self, *, county: str = "", owner: str = "", word: str = "", wanted: str = "") -> "DutySheet":
        """The part of it that concerns a county, an owner, a light, or some words."""
        kept = []
        for line in self.lines:
            holders = tuple(
                one
                for one in line.holders
                if (not county or county in (one.standing.instance.county, one.standing.instance.holder))
                and (not word or one.judged.word == word)
            )
            named = wanted in f"{line.duty.id} {line.duty.what} {line.duty.record} {'、'.join(line.owners)}"
            if holders and named and (not owner or owner in line.owner_ids):
                kept.append(msgspec.structs.replace(line, holders=holders))
        return msgspec.structs.replace(self, lines=tuple(kept))


_GRAVITY = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN)


def tally(lights: Iterable[Judged]) -> tuple[tuple[Judged, int], ...]:
    """How many show each word, gravest first; the reason of the first stands for all."""
    found: dict[str, Judged] = {}
    count: Counter[str] = Counter()
    for judged in lights:
        found.setdefault(judged.word, judged)
        count[judged.word] += 1
    words = sorted(found, key=lambda word: _GRAVITY.index(found[word].light))
    return tuple((found[word], count[word]) for word in words)


def duties(
    plan: Plan,
    programme: Programme,
    as_of: date,
    known: Seq | None = None,
    sight: Sight = EVERYTHING,
) -> DutySheet:
    """Every duty of the plan, in its order, as it stands on a day; whose records are hidden has no light."""
    fixed = target_rules.fixed(programme, as_of, known)
    targets = fixed.value if fixed is not None else None
    lists = tuple(entry.value for entry in target_rules.lists(programme, as_of, known))
    noted, own = rules.recorded(programme, as_of, known), called(plan, programme, as_of, known)
    day = Day(as_of=as_of, known=known, days_before=yellow_days(plan))
    lines = []
    for duty in plan.duties.values():
        holders = tuple(
            _holder(
                plan,
                own,
                sight,
                rules.standing(
                    plan,
                    programme,
                    one,
                    noted.get((one.id, one.holder), {}),
                    day,
                    shown_by_books(programme, one, as_of, known),
                ),
            )
            for one in rules.instances(plan, targets, lists, duty)
        )
        lines.append(_line(plan, duty, holders))
    return DutySheet(as_of=as_of, lines=tuple(lines))


def shown_by_books(
    programme: Programme, instance: Instance, as_of: date, known: Seq | None
) -> Mapping[str, Done]:
    """What other entries of the books show to be done, by period: the county's task of a year, its survey return."""
    if instance.county is None:
        return {}
    match instance.duty.fn, rules.rhythm(instance.duty):
        case "F02", "periodic":
            return _annual_tasks(programme, instance.county, as_of, known)
        case "F05", "once":
            return _survey_return(programme, instance.county, as_of, known)
        case _:
            return {}


def _annual_tasks(
    programme: Programme, county: CountyId, as_of: date, known: Seq | None
) -> Mapping[str, Done]:
    found = {}
    for (whose, year), past in programme.targets.annual.items():
        entry = past.at(as_of, known)
        if whose == county and entry is not None:
            document = entry.value.document
            found[str(year)] = _shown(entry.effective, entry.seq, "年度任务已登记", document)
    return found


def _survey_return(
    programme: Programme, county: CountyId, as_of: date, known: Seq | None
) -> Mapping[str, Done]:
    for name in programme.survey.campaigns:
        opened = survey_rules.campaign(programme, name, as_of, known)
        if opened is None or county not in opened.value.counties:
            continue
        found = survey_rules.standing(programme, opened.value, county, as_of, known)
        if found.stage == "已接收" and found.ruling is not None:
            record = f"{opened.value.title}：摸底表已接收"
            return {"": _shown(found.complete_on or found.ruling.effective, found.ruling.seq, record)}
    return {}


def _shown(on: date, seq: Seq, record: str, document: DocumentNo | None = None) -> Done:
    return Done(on=on, seq=seq, record=record, document=document, shown_by_books=True)


def _line(plan: Plan, duty: Duty, holders: tuple[HolderLine, ...]) -> DutyLine:
    timed = [value for value in (duty.due, duty.every, duty.day) if value is not None]
    asked = (duty.question, *(value.asks for value in (duty.who, *timed) if value.value is None))
    return DutyLine(
        duty=duty,
        when=when(plan, duty),
        owner_ids=tuple(duty.who.value or ()),
        owners=tuple(as_named(plan, name) for name in duty.who.value or ()),
        assumed=any(value.provenance is Provenance.ASSUMED for value in timed),
        asks=tuple(dict.fromkeys(name for name in asked if name is not None)),
        holders=holders,
    )


def _holder(plan: Plan, own: Called, sight: Sight, standing: DutyStanding) -> HolderLine:
    instance = standing.instance
    county = next((one for one in plan.counties if one.id == instance.county), None)
    firm = next((one for one in plan.enterprises.values() if one.id == instance.holder), None)
    name = firm.name if firm is not None else county.name if county is not None else ""
    name = "县（市）待定" if instance.unsaid else name
    owners = instance.duty.who.value or ()
    if firm is not None:
        named: tuple[str, ...] = (firm.name,)
    elif county is None:
        named = tuple(as_named(plan, one) for one in owners)
    else:
        # Of several counties named one by one, each answers for its own part.
        mine = [one for one in owners if not _another_county(plan, one, county)]
        named = tuple(in_county(plan, own, county, one) for one in mine)
    shown = sight.owns(instance.county, firm.id if firm is not None else None)
    if not shown:
        standing = DutyStanding(instance=instance, judged=NOT_HIS)
    return HolderLine(standing=standing, holder_name=name, owners=named, shown=shown)


def _another_county(plan: Plan, name: str, county: Organisation) -> bool:
    return name != county.id and name in {one.id for one in plan.counties}


def as_named(plan: Plan, name: str) -> str:
    if name in plan.organisations:
        return plan.organisations[name].name
    group = plan.groups.get(name)
    return (group.short or group.name) if group is not None else name


def called(plan: Plan, programme: Programme, as_of: date, known: Seq | None) -> Called:
    """The counties' own bureaus that were entered by name."""
    names = {one.id: one.name for one in organ_rules.organs(plan, programme, as_of, known)}
    found = {}
    for organ, past in programme.organs.entered.items():
        entry = past.at(None, known)
        if entry is not None and entry.value.county is not None:
            found[(str(entry.value.stands_for), str(entry.value.county))] = names[organ]
    return found


def in_county(plan: Plan, own: Called, county: Organisation, name: str) -> str:
    """What an office of every county is called in this one; an office that stands alone keeps its name."""
    if (name, county.id) in own:
        return own[(name, county.id)]
    found = plan.organisations.get(name)
    if found is None or not found.template or found.level not in ("county", "enterprise"):
        return as_named(plan, name)
    if plan.responsibility is not None and plan.responsibility.main_body == name:
        return county.name
    return county.name + found.name.removeprefix("县（市）")


def when(plan: Plan, duty: Duty) -> str:
    """When it is to be done, in the words of an office."""
    if duty.due is not None and duty.due.value is not None:
        return f"{duty.due.value.isoformat()} 前"
    if duty.event is not None:
        return plan.events[duty.event].label
    if duty.every is not None and duty.every.value is not None:
        number = duty.day.value if duty.day is not None else None
        return EVERY[duty.every.value] + (f"，第 {number} 日前" if number is not None else "")
    if duty.until is not None:
        return f"至《{plan.documents[duty.until].title}》出台"
    return "时限未定"


def by_clause(sheet: DutySheet) -> Mapping[ClauseId, tuple[DutyLine, ...]]:
    """The duties each clause lays on somebody."""
    found: dict[ClauseId, list[DutyLine]] = {}
    for line in sheet.lines:
        for name in line.duty.clauses:
            found.setdefault(name, []).append(line)
    return {name: tuple(lines) for name, lines in found.items()}


# For machines ------------------------------------------------------------------------------------


def as_builtins(sheet: DutySheet) -> dict[str, object]:
    """The sheet as `./run duties --json` prints it, and as a story looks at it."""
    return {
        "as_of": sheet.as_of.isoformat(),
        "duties": len(sheet.lines),
        "instances": sheet.instances,
        "lights": {judged.word: count for judged, count in sheet.lights},
        "by_id": {line.duty.id: _line_as_builtins(line) for line in sheet.lines},
    }


def _line_as_builtins(line: DutyLine) -> dict[str, object]:
    return {
        "what": line.duty.what,
        "owners": list(line.owners),
        "when": line.when,
        "assumed": line.assumed,
        "record": line.duty.record,
        "function": line.duty.fn,
        "clauses": list(line.duty.clauses),
        "asks": list(line.asks),
        "holders": {_key(one): _holder_as_builtins(one) for one in line.holders},
    }


def _key(line: HolderLine) -> str:
    instance = line.standing.instance
    return "unsaid" if instance.unsaid else instance.holder or "undivided"


def _holder_as_builtins(line: HolderLine) -> dict[str, object]:
    return {
        "name": line.holder_name,
        "owners": list(line.owners),
        "light": line.judged.light.value,
        "light_word": line.judged.word,
        "light_why": line.judged.why,
        "done": [
            {"on": one.on.isoformat(), "seq": one.seq, "record": one.record, "matter": one.matter}
            for one in line.standing.done
        ],
        "periods": {
            one.period.name: {"light": one.judged.light.value, "light_word": one.judged.word}
            for one in line.standing.periods
        },
    }
