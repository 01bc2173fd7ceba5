"""The order of papers as it stands: what a paper comes after, and what comes after it, on the way of the money."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import msgspec

from yajian.core.history import Entry
from yajian.core.programme import Programme
from yajian.core.rules import acceptance as acceptance_rules
from yajian.core.rules import applications, auditplans, clawbacks, payments, quotas
from yajian.core.rules.charter import document
from yajian.core.words import DocumentNo

_Chain = tuple[Entry[Any], ...]  # steps, the paper of each no older than that of the one before it


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """A paper, or a day, that another has to come after, or before."""

    number: str
    day: date
    before: bool  # whether it comes before the paper that was asked about


def neighbours(programme: Programme, number: DocumentNo) -> Iterator[Neighbour]:
    """Whatever has to stay before or after a paper wherever it was used. Gone through: it is asked once in a correction."""
    for chain in _chains(programme):
        for one in chain:
            if one.value.document == number:
                yield Neighbour(number=f"第{one.seq}条", day=one.effective, before=False)
        for one, other in pairwise(entry.value.document for entry in chain):
            if number == one != other:
                yield from _of(programme, other, before=False)
            if number == other != one:
                yield from _of(programme, one, before=True)
    for use in acceptance_rules.uses(programme, number):
        standing = acceptance_rules.standing(programme, use.part)
        if (
            standing.city is not None
            and standing.report is not None
            and number == standing.report.value.document
        ):
            yield Neighbour(number=f"第{standing.city.seq}条核查", day=standing.city.effective, before=False)


def _of(programme: Programme, number: DocumentNo, *, before: bool) -> Iterator[Neighbour]:
    entry = document(programme, number)
    if entry is not None:
        yield Neighbour(number=number, day=entry.value.issued_on, before=before)


def _chains(programme: Programme) -> Iterator[_Chain]:
    for version in quotas.versions(programme):
        yield from _of_version(programme, version)
    for seq in programme.applications.filed:
        found = applications.standing(programme, seq)
        if found is not None:
            yield (found.applied, *((found.forwarded,) if found.forwarded is not None else ()))
    for number in programme.auditplans.plans:
        yield from _of_plan(programme, number)
    for slip in payments.standings(programme):
        for unit in {one.unit for one in slip.fact.lines}:
            entitled = auditplans.entitlement(programme, unit)
            plan = auditplans.standing(programme, entitled.fact.plan) if entitled is not None else None
            yield (*((plan.last,) if plan is not None else ()), slip.prepared)
    for matter in clawbacks.standings(programme):
        yield (matter.opinion, *((matter.notice,) if matter.notice is not None else ()))


def _of_version(programme: Programme, version: quotas.Version) -> Iterator[_Chain]:
    """Minutes that are older than what was printed after them come before the letter all the same."""
    later = tuple(one for one in (version.sent, version.reviewed) if one is not None)
    drawn, approved = version.drawn, version.approved
    if approved is None:
        yield drawn, *later
    elif _day(programme, approved) < _day(programme, drawn):
        yield drawn, *later
        yield approved, *later
    else:
        yield drawn, approved, *later


def _day(programme: Programme, step: Entry[Any]) -> date:
    entry = document(programme, step.value.document)
    return entry.value.issued_on if entry is not None else step.effective


def _of_plan(programme: Programme, number: int) -> Iterator[_Chain]:
    plan = auditplans.standing(programme, number)
    if plan is None:
        return
    for seq in {one.application for one in auditplans.grants(programme, number).values()}:
        of = applications.standing(programme, seq)
        if of is not None and of.forwarded is not None:
            yield of.forwarded, plan.drawn
    yield plan.drawn, plan.last
