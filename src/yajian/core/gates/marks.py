"""未放行先停 and its kin: how a shutting stands to the paper that let it. Read off the books, no fact, and no refusal.

What happened is recorded all the same, and papers come late; so each is told beside the oven and takes nothing back.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from yajian.core.facts.closure import Condition, OpeningStated
from yajian.core.facts.releases import Key, Released
from yajian.core.facts.targets import PartListed
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import closure, dossier, releases, workplans
from yajian.core.words import EnterpriseId, Seq

UNRELEASED = "未放行先停"
_SHUT = ("shut", "dismantled")


class Mark(msgspec.Struct, frozen=True):
    """One thing said beside an oven that was shut, and why."""

    word: str
    why: str


def marks(
    plan: Plan,
    programme: Programme,
    listed: PartListed,
    facility: str,
    as_of: date | None = None,
    known: Seq | None = None,
) -> tuple[Mark, ...]:
    """What stood so when the books were opened is not asked for a paper: 期初补录 tells of a time before them."""
    done = closure.reached(programme, listed.part, facility, "shut", as_of, known)
    gate = releases.gate_for(plan, "shutdown")
    if done is None or gate is None or isinstance(done.value, OpeningStated):
        return ()
    key = (gate.id, listed.part, facility)
    if releases.went_ahead(plan, programme, "shutdown", listed.part, facility, done.effective, known):
        return (Mark(UNRELEASED, "停炉那天没有有效的同意停炉文书；照实登记，不补放行"),)
    paper = releases.let(programme, key, done.effective, known)
    return tuple(_of_its_paper(programme, listed, key, done, paper, known)) if paper is not None else ()


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
    if in_force is not None and (rested_on is None or in_force.seq != rested_on.seq):
        then = f"第{rested_on.value.version}版" if rested_on is not None else "没有工作方案"
        yield Mark(
            "方案已改",
            f"放行时{then}，停炉前换成第{in_force.value.version}版（第{in_force.seq}条），没有重新放行",
        )


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
