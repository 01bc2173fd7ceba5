"""未放行先停 and its kin: how a shutting, or a dismantling, stands to the paper that let it and to the firm's own plan.

Read off the books, no fact, and no refusal.

What happened is recorded all the same, and papers come late; so each is told beside the oven and takes nothing back.
"""

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from yajian.core.facts.closure import Condition, OpeningStated
from yajian.core.facts.releases import Key, Released
from yajian.core.facts.targets import Event, PartListed
from yajian.core.facts.workplans import PlanSubmitted
from yajian.core.gates.again import shut_again
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.plan.conditions import Released as What
from yajian.core.programme import Programme
from yajian.core.rules import closure, dossier, releases, workplans
from yajian.core.words import EnterpriseId, Seq

UNRELEASED = "未放行先停"
_SHUT = ("shut", "dismantled")
_LETS: Mapping[Event, What] = {"shut": "shutdown", "dismantled": "dismantle"}
_WITHOUT: Mapping[Event, tuple[str, str]] = {
    "shut": (UNRELEASED, "停炉那天没有有效的同意停炉文书；照实登记，不补放行"),
    "dismantled": ("未放行先拆", "拆除那天没有有效的同意拆除文书；照实登记，不补放行"),
}


class Mark(msgspec.Struct, frozen=True):
    """One thing said beside an oven that was shut or dismantled, and why."""

    word: str
    why: str
    event: Event = "shut"  # of which of the two


def marks(
    plan: Plan,
    programme: Programme,
    listed: PartListed,
    facility: str,
    as_of: date | None = None,
    known: Seq | None = None,
) -> tuple[Mark, ...]:
    """What stood so when the books were opened is not asked for a paper: 期初补录 tells of a time before them."""
    found: list[Mark] = []
    for event in _LETS:
        done = closure.reached(programme, listed.part, facility, event, as_of, known)
        if done is not None and isinstance(done.value, OpeningStated):
            done = _told_before(programme, done, done.value, event, as_of, known)
        if done is not None:
            found += _of_its_gate(plan, programme, listed, facility, event, done, known)
            found += _of_the_firms_plan(programme, listed, facility, event, done, known)
    again = shut_again(programme, listed.part, facility, as_of, known)
    return (*found, Mark(*again)) if again is not None else tuple(found)


def _told_before(
    programme: Programme,
    stated: Entry[Condition],
    opening: OpeningStated,
    event: Event,
    as_of: date | None,
    known: Seq | None,
) -> Entry[Condition] | None:
    """What the office was told of a day after the books were opened, before somebody stated it of the time before them.

    An opening statement takes no mark away, whether that record was voided since or not.
    """
    counts = _SHUT if event == "shut" else _SHUT[1:]
    line = closure.conditions(programme, opening.part, opening.facility, known)
    return next(
        (
            one
            for one in sorted(line.entries, key=lambda one: (one.effective, one.seq))
            if one.value.counts_as in counts
            and not isinstance(one.value, OpeningStated)
            and one.seq < stated.seq
            and opening.opened_on < one.effective <= (as_of or date.max)
            and not _of_another(programme, one.seq)
        ),
        None,
    )


def _of_its_gate(
    plan: Plan,
    programme: Programme,
    listed: PartListed,
    facility: str,
    event: Event,
    done: Entry[Condition],
    known: Seq | None,
) -> Iterator[Mark]:
    gate = releases.gate_for(plan, _LETS[event])
    if gate is None:
        return
    if releases.went_ahead(plan, programme, _LETS[event], listed.part, facility, done.effective, known):
        yield Mark(*_WITHOUT[event], event)
        return
    key = (gate.id, listed.part, facility)
    paper = releases.let(programme, key, done.effective, known)
    if paper is not None and event == "shut":
        yield from _of_its_paper(programme, listed, key, done, paper, known)


def _of_the_firms_plan(
    programme: Programme,
    listed: PartListed,
    facility: str,
    event: Event,
    done: Entry[Condition],
    known: Seq | None,
) -> Iterator[Mark]:
    """Later than the firm's own plan had it, by however many days: nobody has said how many are too many.

    A day that passed under one version counts, whatever a later version says of it.
    """
    firms = _firms(programme, listed, done.effective, known)
    versions = sorted(
        (one for firm in firms for one in workplans.versions(programme, firm, done.effective, known)),
        key=lambda one: (one.effective, one.seq),
    )
    until = (*(one.effective for one in versions[1:]), done.effective)
    for version, end in zip(versions, until, strict=False):
        step = workplans.covering(version.value, listed.part, facility)
        planned = None if step is None else step.shutdown_on if event == "shut" else step.dismantle_on
        if planned is not None and planned < end:
            yield _late(event, version, planned, done.effective)
            return


def _late(event: Event, version: Entry[PlanSubmitted], planned: date, day: date) -> Mark:
    days, number, seq = (day - planned).days, version.value.version, version.seq
    planned_on, on = planned.isoformat(), day.isoformat()
    if event == "shut":
        why = f"工作方案第{number}版（第{seq}条）计划{planned_on}停炉，实际{on}停炉"
        return Mark(f"停炉晚于方案{days}天", why, event)
    why = f"工作方案第{number}版（第{seq}条）计划{planned_on}拆除，实际{on}拆除"
    return Mark(f"拆除晚于方案{days}天", why, event)


def _of_its_paper(
    programme: Programme,
    listed: PartListed,
    key: Key,
    done: Entry[Condition],
    paper: Entry[Released],
    known: Seq | None,
) -> Iterator[Mark]:
    told = _told_at(programme, key, paper, known)
    if told < paper.seq and releases.let(programme, key, done.effective, told) is None:
        yield Mark("放行补录", f"停炉第{told}条登记以后才录入放行（第{paper.seq}条），日期早、录得晚")
    planned = paper.value.planned_on
    if done.effective < planned:
        yield Mark(
            "早于放行日期", f"放行的计划日期是{planned.isoformat()}，{done.effective.isoformat()}已经停炉"
        )
    firms = _firms(programme, listed, done.effective, known)
    rested_on = workplans.current(programme, firms, paper.effective, paper.seq)
    in_force = workplans.current(programme, firms, done.effective, known)
    if in_force is not None and (rested_on is None or _version(in_force) != _version(rested_on)):
        then = f"第{rested_on.value.version}版" if rested_on is not None else "没有工作方案"
        yield Mark(
            "方案已改",
            f"放行时{then}，停炉前换成第{in_force.value.version}版（第{in_force.seq}条），没有重新放行",
        )


def _version(entry: Entry[PlanSubmitted]) -> tuple[EnterpriseId, int]:
    """Which plan it is: one whose day was put right is the same."""
    return entry.value.enterprise, entry.value.version


def _told_at(programme: Programme, key: Key, paper: Entry[Released], known: Seq | None) -> Seq:
    """Where the office was first told that it was shut, under the paper's day or later.

    A record that was corrected or voided since had told it too; one that belonged under another oven had not.
    """
    _, part, facility = key
    return min(
        one.seq
        for one in closure.conditions(programme, part, facility, known).entries
        if one.value.counts_as in _SHUT
        and one.effective >= paper.effective
        and not _of_another(programme, one.seq)
    )


def _of_another(programme: Programme, record: Seq) -> bool:
    voided = programme.closures.voided.get(record)
    return voided is not None and bool(voided.moved_to_facility)


def _firms(programme: Programme, listed: PartListed, day: date, known: Seq | None) -> frozenset[EnterpriseId]:
    heir = dossier.successor(programme, listed.enterprise, day, known)
    return frozenset({listed.enterprise, heir, *dossier.family(programme, heir, day, known)})
