"""Whose an entry is: what every area keeps of it under its number. An area that comes adds its tables here.

What enters a person, grants a role or makes a member is not here: it is the city's affair, whoever it names.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import msgspec

from yajian.core.history import Table, Timeline
from yajian.core.programme import Programme
from yajian.core.words import Seq, UnitId


class _Posted(msgspec.Struct, frozen=True):
    """What was posted on a unit is whose the unit is: not of the county besides, that its enterprise moved to."""

    unit: UnitId


def entered(programme: Programme, seq: Seq) -> Iterator[msgspec.Struct]:
    """What was entered under a number, and what it took out: structs whose fields name whose they are."""
    closures, statements = programme.closures, programme.statements
    if (record := closures.records.get(seq)) is not None:
        key = (record.part, record.facility)
        yield from _said(closures.conditions[key] if record.facility else closures.methods[record.part], seq)
    elif (matter := statements.matters.get(seq)) is not None:
        yield from _said(statements.files[matter], seq)
    else:
        yield from _elsewhere(programme, seq)


def _elsewhere(programme: Programme, seq: Seq) -> Iterator[msgspec.Struct]:
    """Of the areas that keep no list by number; gone through, for it is asked once in a command."""
    if (imported := programme.dossiers.imports.get(seq)) is not None:
        yield imported
    for unit, postings in programme.capacity.postings.items():
        if any(posting.seq == seq for posting in postings):
            yield _Posted(unit=unit)
    signatures = chain.from_iterable(one.values() for one in programme.survey.signatures.values())
    for line in chain(*(table.values() for table in _tables(programme)), signatures):
        yield from _said(line, seq)


def _tables(programme: Programme) -> tuple[Table[Any, Timeline[Any]], ...]:
    register, organs, survey = programme.register, programme.organs, programme.survey
    workplans = programme.workplans
    return (
        programme.charter.documents,
        programme.targets.annual,
        *(register.filings, register.placed, register.origins, register.standings),
        *programme.dossiers.tables().values(),
        *(programme.duties.discharges, programme.duties.openings),
        *(organs.entered, organs.posts, organs.pledges, organs.receipts),
        *(survey.returns, survey.rulings, survey.chases),
        programme.lateness.explained,
        programme.papers.papers,
        programme.acceptance.parts,
        *(programme.courts.standing, programme.courts.withdrawn),
        *(programme.courts.consulted, programme.courts.written),
        *(programme.utilities.supplies, programme.utilities.demands, programme.utilities.seasons),
        *(programme.utilities.alternatives, programme.utilities.agreements),
        *(programme.workers.rosters, programme.workers.settlements),
        *(programme.workers.plans, programme.workers.erased),
        *(programme.flags.activities, programme.flags.closed),
        programme.visits.paid,
        programme.trades.reported,
        *(programme.releases.warnings, programme.releases.overrides, programme.releases.papers),
        *(workplans.plans, workplans.county_plans, workplans.reviews, workplans.by_experts),
        programme.applications.filed,
        *(programme.holds.holds, programme.holds.payees),
        programme.clawbacks.matters,
        *(programme.payments.raised, programme.payments.accounts),
        *(programme.payments.payments, programme.payments.filed),
        *(programme.bankstatements.statements, programme.bankstatements.lines, programme.bankstatements.said),
        *(programme.auditplans.plans, programme.auditplans.grants, programme.auditplans.entitlements),
        *(programme.quotas.tasks, programme.quotas.versions, programme.quotas.units),
        *(programme.quotas.left_out, programme.quotas.claims),
        *(programme.risks.risks, programme.risks.plans, programme.risks.drills),
    )


def _said(line: Timeline[Any], seq: Seq) -> Iterator[msgspec.Struct]:
    yield from (entry.value for entry in line.entries if seq in (entry.seq, entry.corrected_by))
