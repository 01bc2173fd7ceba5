"""How far the cut has come: one table for pages, papers and the command line. Integers only.

Every figure is as of a day (`as_of`) and as the first `known` facts tell it.
"""

from datetime import date

import msgspec

from yajian.core import flags
from yajian.core.facts.targets import BatchFixed, Event, PartListed
from yajian.core.flags import Flag
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import acceptance as acceptance_rules
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import closure as closure_rules
from yajian.core.rules import compensation as compensation_rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules.closure import PartStanding, Righted
from yajian.core.rules.roles.sight import EVERYTHING, NOT_HIS, Sight
from yajian.core.words import BatchId, ClauseId, CountyId, Fen, Judged, Light, ListId, Seq, Tonnes


class Stages(msgspec.Struct, frozen=True, kw_only=True):
    """Listed, shut, dismantled, accepted: four tonnages of the same parts, each its own truth."""

    listed_t: Tonnes
    shut_t: Tonnes
    dismantled_t: Tonnes
    accepted_t: Tonnes
    revived_t: Tonnes = Tonnes(0)  # of those recorded as done, found at work; they are in the others as well


class CountyLine(msgspec.Struct, frozen=True, kw_only=True):
    county: CountyId
    name: str
    task_t: Tonnes
    stages: Stages
    parts: int
    unrecorded: int
    hidden: int  # of the parts, those whose records are not for whoever asks


class MilestoneLine(msgspec.Struct, frozen=True, kw_only=True):
    due: date
    cumulative_t: Tonnes
    stages: Stages
    done_t: Tonnes
    judged_by: Event
    judged: Judged
    on_or_before_issue: bool
    clauses: tuple[ClauseId, ...]


class BatchLine(msgspec.Struct, frozen=True, kw_only=True):
    batch: BatchId
    label: str
    tonnes: Tonnes
    due: date | None
    stages: Stages
    done_t: Tonnes
    judged_by: Event
    judged: Judged
    on_or_before_issue: bool
    clauses: tuple[ClauseId, ...]


class OutsideLine(msgspec.Struct, frozen=True, kw_only=True):
    """A list that is followed but never added to the target."""

    list: ListId
    label: str
    listed_t: Tonnes
    judged: Judged


class PartLine(msgspec.Struct, frozen=True, kw_only=True):
    """One part with its standing and light, as a row of the list."""

    list: ListId
    list_seq: Seq
    standing: PartStanding
    county_name: str | None
    batch_label: str | None
    judged_by: Event | None
    judged: Judged
    counts: bool
    shown: bool = True  # whether its records are for whoever asks; where not, nothing is said to be missing

    @property
    def part(self) -> PartListed:
        return self.standing.part

    @property
    def righted(self) -> Righted | None:
        """The entry by which it is in time, where the books had said before that it was late."""
        return self.standing.righted.get(self.judged_by or "shut")


class CompensationRange(msgspec.Struct, frozen=True, kw_only=True):
    """测算: listed tonnes at the lowest and at the highest rate. A bound, never a promise."""

    low: Fen
    high: Fen


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """The whole programme on one sheet."""

    plan: str
    title: str
    document_no: str
    revision: int
    seq: Seq
    as_of: date
    known_at: str | None
    target_t: Tonnes
    target_label: str
    target_by: date | None
    target_clauses: tuple[ClauseId, ...]
    stages: Stages
    batches: tuple[BatchLine, ...]
    counties: tuple[CountyLine, ...]
    milestones: tuple[MilestoneLine, ...]
    outside_target: tuple[OutsideLine, ...]
    parts: tuple[PartLine, ...]
    compensation: CompensationRange | None
    open_questions: int
    unrecorded: int
    hidden: int = 0  # parts of the target whose records are not for whoever asks: the sums are without them
    sight: Sight = EVERYTHING

    @property
    def not_shut_t(self) -> Tonnes:
        """Of what is shown."""
        shown = sum(line.part.tonnes for line in self.parts if line.counts and line.shown)
        return Tonnes(shown - self.stages.shut_t)


def progress(
    plan: Plan,
    programme: Programme,
    as_of: date,
    known: Seq | None = None,
    known_at: str | None = None,
    sight: Sight = EVERYTHING,
) -> Progress:
    """The sheet for a day. `plan` gives words, rates and lights; every tonne comes from facts.

    `sight` is whose eyes the programme was folded for: no light is claimed of what they were not shown."""
    lines = part_lines(plan, programme, as_of, known, sight)
    counted = tuple(line for line in lines if line.counts)
    fixed = target_rules.fixed(programme, as_of, known)
    targets = fixed.value if fixed is not None else None
    listed = stages(_standings(counted)).listed_t
    return Progress(
        plan=programme.id,
        title=plan.programme.title,
        document_no=plan.programme.document_no,
        revision=revision_at(programme, as_of, known),
        seq=programme.seq if known is None else known,
        as_of=as_of,
        known_at=known_at,
        target_t=targets.target_t if targets is not None else Tonnes(0),
        target_label=plan.total.label,
        target_by=targets.by if targets is not None else None,
        target_clauses=targets.clauses if targets is not None else (),
        stages=stages(_standings(counted)),
        batches=tuple(_batch(plan, batch, counted, as_of) for batch in targets.batches) if targets else (),
        counties=tuple(_county(task.county, task.name, task.tonnes, counted) for task in targets.counties)
        if targets
        else (),
        milestones=_milestones(plan, programme, counted, as_of, known),
        outside_target=tuple(_outside(programme, lines, as_of, known)),
        parts=lines,
        compensation=_compensation(plan, listed),
        open_questions=len(charter_rules.still_open(plan, programme, as_of, known)),
        unrecorded=_unrecorded(counted),
        hidden=_hidden(counted),
        sight=sight,
    )


def stages(standings: tuple[PartStanding, ...]) -> Stages:
    return Stages(
        listed_t=Tonnes(sum(standing.part.tonnes for standing in standings)),
        shut_t=Tonnes(sum(standing.shut_t for standing in standings)),
        dismantled_t=Tonnes(sum(standing.dismantled_t for standing in standings)),
        accepted_t=Tonnes(sum(standing.accepted_t for standing in standings)),
        revived_t=Tonnes(sum(standing.revived_t for standing in standings)),
    )


def part_lines(
    plan: Plan, programme: Programme, as_of: date, known: Seq | None = None, sight: Sight = EVERYTHING
) -> tuple[PartLine, ...]:
    """Every part of every list that stood on the day, counted or not, with its light."""
    fixed = target_rules.fixed(programme, as_of, known)
    batches = {batch.id: batch for batch in fixed.value.batches} if fixed is not None else {}
    names = {task.county: task.name for task in fixed.value.counties} if fixed is not None else {}
    days_before = yellow_days(plan)
    units = closure_rules.units_by_part(programme)
    signs = flags.all_holding(programme, as_of, known)
    lines = []
    for entry in target_rules.lists(programme, as_of, known):
        for listed in entry.value.parts:
            by_method = closure_rules.in_pieces(programme, listed, as_of, known)
            part = target_rules.with_named_facilities(programme, entry, by_method, known)
            standing = msgspec.structs.replace(
                closure_rules.standing(programme, part, units.get(part.part, ()), as_of, known),
                sign=_sign(programme, part, signs, known),
                on_its_way=_on_its_way(programme, part, as_of, known),
            )
            batch = batches.get(part.batch) if part.batch is not None else None
            verb = batch.judged_by if batch is not None else part.judged_by
            event: Event = verb or "shut"
            shown = sight.owns(part.county, part.enterprise)
            lines.append(
                PartLine(
                    list=entry.value.list,
                    list_seq=entry.seq,
                    standing=standing,
                    county_name=names.get(part.county) if part.county is not None else None,
                    batch_label=batch.label if batch is not None else None,
                    judged_by=verb,
                    judged=closure_rules.part_light(standing, event, as_of, days_before)
                    if shown
                    else NOT_HIS,
                    counts=entry.value.counts_toward_target,
                    shown=shown,
                )
            )
    return tuple(lines)


def _sign(
    programme: Programme, part: PartListed, signs: tuple[Flag, ...], known: Seq | None
) -> closure_rules.Sign | None:
    """The first sign of life at the part that was found true, else the first that nobody has looked into."""
    if not signs:
        return None
    names = {flags.place(programme, part.part, name, known): name for name in part.facilities}
    mine = sorted(flags.at(signs, names), key=lambda flag: (flag.closed is None, flag.raised))
    if not mine:
        return None
    first = mine[0]
    return closure_rules.Sign(
        seq=first.raised, why=f"{names[first.place]}{first.why}", confirmed=first.closed is not None
    )


def _on_its_way(programme: Programme, part: PartListed, as_of: date, known: Seq | None) -> str:
    """How far on its way to acceptance; nothing while nobody has applied."""
    stage = acceptance_rules.standing(programme, part.part, as_of, known).stage
    return "" if stage == "未申请" else stage


def yellow_days(plan: Plan) -> int | None:
    """How many days before a date its light turns yellow; none if nobody has said."""
    stated = plan.escalation.yellow_days_before
    return stated.value if stated is not None else None


def revision_at(programme: Programme, as_of: date | None = None, known: Seq | None = None) -> int:
    """The revision of the plan in force on a day; before the first, the first; before adoption, 0."""
    made = programme.charter.revisions.known(known)
    of_the_day = [entry.value for entry in made if as_of is None or entry.effective <= as_of]
    return max(of_the_day or [entry.value for entry in made[:1]], default=0)


def _unrecorded(lines: tuple[PartLine, ...]) -> int:
    return sum(line.shown and not line.standing.recorded for line in lines)


def _hidden(lines: tuple[PartLine, ...]) -> int:
    return sum(not line.shown for line in lines)


def _of(lines: tuple[PartLine, ...], batches: tuple[BatchId, ...]) -> tuple[PartLine, ...]:
    return tuple(line for line in lines if line.part.batch in batches)


def _standings(lines: tuple[PartLine, ...]) -> tuple[PartStanding, ...]:
    return tuple(line.standing for line in lines)


def _batch(plan: Plan, batch: BatchFixed, lines: tuple[PartLine, ...], as_of: date) -> BatchLine:
    its = _of(lines, (batch.id,))
    mine = _standings(its)
    done = Tonnes(sum(standing.tonnes(batch.judged_by) for standing in mine))
    return BatchLine(
        batch=batch.id,
        label=batch.label,
        tonnes=batch.tonnes,
        due=batch.due,
        stages=stages(mine),
        done_t=done,
        judged_by=batch.judged_by,
        judged=closure_rules.batch_light(batch, mine, as_of, yellow_days(plan))
        if not _hidden(its)
        else NOT_HIS,
        on_or_before_issue=batch.on_or_before_issue,
        clauses=batch.clauses,
    )


def _county(county: CountyId, name: str, task_t: Tonnes, lines: tuple[PartLine, ...]) -> CountyLine:
    mine = tuple(line for line in lines if line.part.county == county)
    return CountyLine(
        county=county,
        name=name,
        task_t=task_t,
        stages=stages(_standings(mine)),
        parts=len(mine),
        unrecorded=_unrecorded(mine),
        hidden=_hidden(mine),
    )


def _milestones(
    plan: Plan, programme: Programme, lines: tuple[PartLine, ...], as_of: date, known: Seq | None
) -> tuple[MilestoneLine, ...]:
    fixed = target_rules.fixed(programme, as_of, known)
    if fixed is None:
        return ()
    standings = _standings(lines)
    batches = {batch.id: batch for batch in fixed.value.batches}
    return tuple(
        MilestoneLine(
            due=milestone.due,
            cumulative_t=milestone.cumulative_t,
            stages=stages(_standings(_of(lines, milestone.batches))),
            done_t=closure_rules.done_t(milestone, batches, standings),
            judged_by=milestone.judged_by,
            judged=closure_rules.milestone_light(milestone, batches, standings, as_of, yellow_days(plan))
            if not _hidden(_of(lines, milestone.batches))
            else NOT_HIS,
            on_or_before_issue=milestone.on_or_before_issue,
            clauses=milestone.clauses,
        )
        for milestone in fixed.value.milestones
    )


_GRAVITY = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN)


def _outside(
    programme: Programme, lines: tuple[PartLine, ...], as_of: date, known: Seq | None
) -> list[OutsideLine]:
    """The lists outside the target, each with the gravest light of its parts, if all are shown."""
    found = []
    for entry in target_rules.lists(programme, as_of, known):
        if entry.value.counts_toward_target:
            continue
        mine = [line for line in lines if line.list == entry.value.list]
        gravest = min(mine, key=lambda line: (line.shown, _GRAVITY.index(line.judged.light)))
        found.append(
            OutsideLine(
                list=entry.value.list,
                label=entry.value.label,
                listed_t=Tonnes(sum(line.part.tonnes for line in mine)),
                judged=gravest.judged,
            )
        )
    return found


def _compensation(plan: Plan, listed_t: Tonnes) -> CompensationRange | None:
    rates = compensation_rules.rate_range(plan)
    if rates is None:
        return None
    low, high = rates
    return CompensationRange(low=Fen(listed_t * low), high=Fen(listed_t * high))


# For machines ------------------------------------------------------------------------------------


def status(sheet: Progress) -> dict[str, object]:
    """The sheet as `./run status --json` prints it: plain names, integers, ISO dates."""
    return {
        "plan": sheet.plan,
        "revision": sheet.revision,
        "seq": sheet.seq,
        "as_of": sheet.as_of.isoformat(),
        "known_at": sheet.known_at,
        "target_t": sheet.target_t,
        **_stages(sheet.stages),
        "counties": {line.county: _stages(line.stages) for line in sheet.counties},
        "milestones": [
            {
                "due": line.due.isoformat(),
                "cumulative_t": line.cumulative_t,
                **{key: value for key, value in _stages(line.stages).items() if key != "listed_t"},
                "judged_by": line.judged_by,
                **_judged(line.judged),
                "on_or_before_issue": line.on_or_before_issue,
            }
            for line in sheet.milestones
        ],
        "outside_target": [
            {"list": line.list, "listed_t": line.listed_t, **_judged(line.judged)}
            for line in sheet.outside_target
        ],
        "compensation_fen": {"low": sheet.compensation.low, "high": sheet.compensation.high}
        if sheet.compensation is not None
        else None,
        "open_questions": sheet.open_questions,
    }


def _stages(line: Stages) -> dict[str, int]:
    return {
        "listed_t": line.listed_t,
        "shut_t": line.shut_t,
        "dismantled_t": line.dismantled_t,
        "accepted_t": line.accepted_t,
        "revived_t": line.revived_t,
    }


def _judged(judged: Judged) -> dict[str, str]:
    return {"light": judged.light.value, "light_word": judged.word, "light_why": judged.why}


def completed(sheet: Progress) -> tuple[tuple[date, Tonnes], ...]:
    """The days on which tonnes were done, each by its batch's verb, and the sum from that day on."""
    days: dict[date, int] = {}
    for line in sheet.parts:
        on = line.standing.dismantled_on if line.judged_by == "dismantled" else line.standing.shut_on
        if line.counts and on is not None:
            days[on] = days.get(on, 0) + line.part.tonnes
    total, steps = 0, []
    for day in sorted(days):
        total += days[day]
        steps.append((day, Tonnes(total)))
    return tuple(steps)
