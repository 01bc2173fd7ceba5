"""A unit's tonnes: filed, stood for by a unit, from an origin, listed, shut, dismantled, accepted."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from yajian.core import gates
from yajian.core.books import capacity
from yajian.core.facts.acceptance import PartAccepted
from yajian.core.facts.register import Account
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports.trail.step import Step, cited, paper_clauses, step
from yajian.core.reports.wording import COUNTS_AS, date_zh, wan_t
from yajian.core.rules import closure, register, releases
from yajian.core.words import PartId, Seq, UnitId


def of_capacity(
    plan: Plan, programme: Programme, unit: UnitId, as_of: date, known: Seq | None
) -> Iterator[Step]:
    yield from _filed(plan, programme, unit, as_of, known)
    part = programme.register.part_of(unit, known)
    if part is not None:
        yield from _listed(plan, programme, unit, part, known)
        yield from _down(plan, programme, unit, part, as_of, known)
        yield from _accepted(plan, programme, unit, part, known)


def _filed(plan: Plan, programme: Programme, unit: UnitId, as_of: date, known: Seq | None) -> Iterator[Step]:
    """From the filing: what it files, how many tonnes of it are this unit, where they come from."""
    filed = programme.register.filings.get(register.filing_of(programme, unit), Timeline()).known(known)
    clauses, number = paper_clauses(plan, "capacity"), filed[-1].value.number if filed else ""
    for filing in (one for one in filed[:1] if one.effective <= as_of):
        fact = filing.value
        words = f"备案 {wan_t(fact.filed_t)} 万吨，{fact.issuer}"
        told = step(filing, "capacity", "备案文件", words, fact.number, clauses)
        yield msgspec.structs.replace(told, on=fact.filed_on)  # it is as old as its paper, not as its entry
    part = programme.register.part_of(unit, known)
    where = f"，清单分项 {part}" if part is not None else ""
    for at, posting in enumerate(_on_paper(programme, unit, known)):
        tonnes, gone = wan_t(posting.transfer.tonnes), posting.transfer.source is Account.FILED
        yield Step(
            seq=posting.seq,
            on=posting.effective,
            label="产能变动" if at else "产能单元",
            words=f"{'转出' if gone else '转入'} {tonnes} 万吨" if at else f"{tonnes} 万吨{where}",
            ledger="capacity",
            document=number,
            clauses=clauses,
        )
    for origin in programme.register.origins.get(unit, Timeline()).known(known):
        contract = origin.value.contract
        words = f"出让方 {contract.seller}" if contract is not None else "材料已附"
        said = plan.capacity.origin(origin.value.origin)
        words = f"{said.label}，{words}" if said is not None else words
        clauses = cited(plan, said.clauses) if said is not None else ()
        number = f"合同 {contract.number}" if contract is not None else ""
        yield step(origin, "capacity", "产能来源", words, number, clauses)


def _on_paper(programme: Programme, unit: UnitId, known: Seq | None) -> Iterator[capacity.Posting]:
    """What made its tonnes on paper what they are: opened, split off, corrected. Acceptance tells what is retired."""
    for posting in programme.capacity.postings.get(unit, ()):
        moved = {posting.transfer.source, posting.transfer.target}
        if moved == {Account.PAPERS, Account.FILED} and (known is None or posting.seq <= known):
            yield posting


def _listed(
    plan: Plan, programme: Programme, unit: UnitId, part: PartId, known: Seq | None
) -> Iterator[Step]:
    """The version of a list in which it stands first, and so is locked where the plan's reading has it so."""
    locked = register.lock_day(plan, programme, unit, known)
    for versions in programme.targets.lists.values():
        for entry in versions.known(known):
            mine = next((one for one in entry.value.parts if one.part == part), None)
            if mine is None:
                continue
            due = f"，时限 {date_zh(mine.due)}" if mine.due is not None else ""
            lock = "；从此锁定，不得交易" if locked == entry.effective else ""
            words = f"{entry.value.label}，分项 {part}，{wan_t(mine.tonnes)} 万吨{due}{lock}"
            clauses = cited(plan, mine.clauses or entry.value.clauses)
            yield step(entry, "capacity", "列入清单", words, entry.value.document, clauses)
            break


def _down(
    plan: Plan, programme: Programme, unit: UnitId, part: PartId, as_of: date, known: Seq | None
) -> Iterator[Step]:
    """Each oven it stands on: when it came to be shut and dismantled, under which paper."""
    facility = programme.register.units[unit].facility
    asked = gates.case(plan, programme, part, facility, as_of, as_of, known)
    if asked is None:
        return
    standard = gates.standard_for(plan, asked)
    clauses = cited(plan, standard.clauses) if standard is not None else ()
    for name in (facility,) if facility else asked.listed.facilities:
        shut = closure.reached(programme, part, name, "shut", as_of, known)
        gone = closure.reached(programme, part, name, "dismantled", as_of, known)
        if shut is not None:
            yield step(
                shut,
                "capacity",
                COUNTS_AS["shut"],
                f"{name}{shut.value.label}",
                _released(plan, programme, part, name, shut.effective, known),
                clauses,
            )
        if gone is not None and (shut is None or gone.seq != shut.seq):
            yield step(gone, "capacity", COUNTS_AS["dismantled"], f"{name}{gone.value.label}", "", clauses)


def _released(plan: Plan, programme: Programme, part: PartId, name: str, on: date, known: Seq | None) -> str:
    gate = releases.gate_for(plan, "shutdown")
    paper = releases.release(programme, (gate.id, part, name), on, known) if gate is not None else None
    return paper.value.document if paper is not None else ""


def _accepted(
    plan: Plan, programme: Programme, unit: UnitId, part: PartId, known: Seq | None
) -> Iterator[Step]:
    said: Timeline[Any] = programme.acceptance.parts.get(part, Timeline())
    for entry in said.known(known):
        if isinstance(entry.value, PartAccepted):
            mine = sum(one.tonnes for one in entry.value.retired if one.unit == unit)
            words = f"{wan_t(mine)} 万吨转入压减"
            clauses = cited(plan, entry.value.clauses)
            yield step(entry, "capacity", "验收合格", words, entry.value.document, clauses)
