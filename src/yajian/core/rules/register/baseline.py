"""The total the cut is deducted from: assembled from filings that were entered, or 待定 with a list of what lacks."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

import msgspec

from yajian.core.books.capacity import tonnages
from yajian.core.facts.register import FilingEntered
from yajian.core.facts.targets import PartListed
from yajian.core.plan import Baseline, Plan
from yajian.core.programme import Programme
from yajian.core.rules.register.filings import (
    filing_at,
    filing_key,
    filing_of,
    identity_of,
    paper_t,
    units_at,
    units_by_filing,
)
from yajian.core.words import Answer, Clause, EnterpriseId, ListId, Seq, Tonnes, Verdict

Lack = Literal["enterprise", "filing", "unit", "remainder", "part"]


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the 缺件清单, or of what is still to be placed."""

    kind: Lack
    who: str  # whose it is, by name
    what: str
    enterprise: EnterpriseId | None = None


class BaselineStanding(msgspec.Struct, frozen=True, kw_only=True):
    """What the entered filings make up. `total_t` is 备案 and nothing else."""

    label: str
    total_t: Tonnes
    retired_t: Tonnes  # 压减 so far, on the lists that are deducted
    filings: tuple[FilingEntered, ...]  # those that count
    later: tuple[FilingEntered, ...]  # filed after the day the total is reckoned on
    missing: tuple[Missing, ...]  # 缺件清单: whose filing is not there
    loose: tuple[Missing, ...]  # what does not change the total, but what is deducted from it
    verdict: Verdict

    @property
    def complete(self) -> bool:
        return self.verdict.answer is Answer.PASS

    @property
    def balance_t(self) -> Tonnes | None:
        """What of 备案 is left; nobody can say while the total is not complete."""
        return Tonnes(self.total_t - self.retired_t) if self.complete else None


def baseline(
    plan: Plan,
    programme: Programme,
    firms: Mapping[EnterpriseId, str],
    as_of: date | None = None,
    known: Seq | None = None,
) -> BaselineStanding | None:
    """`firms` are the enterprises of the ledger, by name: whoever has no filing is missing.

    待定 until a document says that the filings are complete, and they are: a total is never taken from a report."""
    wanted = plan.baseline
    if wanted is None:
        return None
    entered = _entered(programme, as_of, known)
    until = wanted.as_of.value if wanted.as_of is not None else None
    counted = tuple(one for one in entered if until is None or one.filed_on <= until)
    missing = tuple(_missing(programme, wanted, firms, entered, as_of, known))
    loose = (*_remainders(programme, entered, as_of, known), *_bare_parts(programme, wanted, known))
    total = Tonnes(sum(one.filed_t for one in counted))
    return BaselineStanding(
        label=wanted.label,
        total_t=total,
        retired_t=_retired(programme, wanted, as_of, known),
        filings=counted,
        later=tuple(one for one in entered if one not in counted),
        missing=missing,
        loose=loose,
        verdict=_verdict(plan, wanted, programme, len(counted), total, missing),
    )


def _entered(programme: Programme, as_of: date | None, known: Seq | None) -> tuple[FilingEntered, ...]:
    found = (filing_at(programme, key, as_of, known) for key in programme.register.filings)
    return tuple(entry.value for entry in found if entry is not None)


def _verdict(
    plan: Plan,
    wanted: Baseline,
    programme: Programme,
    count: int,
    total: Tonnes,
    missing: tuple[Missing, ...],
) -> Verdict:
    said, complete = wanted.total_t.value, wanted.complete.value is True
    answer, finding, remedy = Answer.PASS, "备案文件已凭文件明确为齐全", ""
    if not complete:
        answer, finding = Answer.UNDETERMINED, "是否齐全：待定"
        remedy = "请逐份登记备案文件；登记齐全须有文件明确"
    elif missing:
        answer, finding = Answer.UNDETERMINED, f"文件称已齐全，仍缺{len(missing)}件"
        remedy = "请照缺件清单补登"
    elif said is not None and said != total:
        answer, finding = Answer.FAIL, f"文件所称总产能{said}吨，与备案文件合计{total}吨不符"
        remedy = "请核对备案文件与所称总产能，以备案文件为准"
    asks = [value.asks for value in (wanted.complete, wanted.total_t, wanted.filings) if value.value is None]
    return Verdict(
        label=wanted.label,
        answer=answer,
        finding=finding,
        rule="register.baseline",
        revision=programme.charter.revision,
        clauses=_clauses(plan, wanted),
        inputs=(("备案文件", f"{count} 份"), ("备案产能合计", f"{total} 吨"), ("缺件", f"{len(missing)} 件")),
        missing=tuple(dict.fromkeys(one for one in asks if one is not None))
        if answer is Answer.UNDETERMINED
        else (),
        remedy=remedy,
    )


def _clauses(plan: Plan, wanted: Baseline) -> tuple[Clause, ...]:
    return tuple(plan.clauses[name] for name in wanted.clauses)


def _missing(
    programme: Programme,
    wanted: Baseline,
    firms: Mapping[EnterpriseId, str],
    entered: tuple[FilingEntered, ...],
    as_of: date | None,
    known: Seq | None,
) -> Iterator[Missing]:
    keys = {one.key for one in entered}
    named = wanted.filings.value
    for name in named or ():
        if filing_key(name) not in keys:
            yield Missing(kind="filing", who=name, what="文件列明的备案文件，还没有登记扫描件")
    papers = {identity_of(one) for one in entered}
    filed = {one.enterprise for one in entered}
    for firm, name in firms.items():
        if named is None and firm not in filed:
            yield Missing(kind="enterprise", who=name, what="备案文件还没有登记", enterprise=firm)
    for unit in units_at(programme, as_of, known):
        opened = programme.register.units[unit]
        if filing_of(programme, unit) not in papers:
            what = f"所据备案文件 {opened.filing_no} 没有登记扫描件"
            yield Missing(kind="unit", who=unit, what=what, enterprise=opened.enterprise)


def _remainders(
    programme: Programme, entered: tuple[FilingEntered, ...], as_of: date | None, known: Seq | None
) -> Iterator[Missing]:
    units = units_by_filing(programme, as_of, known)
    for one in entered:
        rest = one.filed_t - paper_t(programme, units.get(identity_of(one), ()), as_of, known)
        if rest > 0:
            what = f"备案产能还有 {rest} 吨没有落实到产能单元"
            yield Missing(kind="remainder", who=one.number, what=what, enterprise=one.enterprise)


def _retired(programme: Programme, wanted: Baseline, as_of: date | None, known: Seq | None) -> Tonnes:
    parts = {part.part for name in wanted.deduct for part in _listed(programme, name, known)}
    units = tuple(
        unit for unit in units_at(programme, as_of, known) if programme.register.part_of(unit, known) in parts
    )
    return tonnages(programme.capacity, units, as_of, known).retired_t


def _listed(programme: Programme, name: ListId, known: Seq | None) -> tuple[PartListed, ...]:
    versions = programme.targets.lists.get(name)
    entry = versions.at(known=known) if versions is not None else None
    return entry.value.parts if entry is not None else ()


def _bare_parts(programme: Programme, wanted: Baseline, known: Seq | None) -> Iterator[Missing]:
    with_units = {programme.register.part_of(unit, known) for unit in units_at(programme, known=known)}
    for name in wanted.deduct:
        for part in _listed(programme, name, known):
            if part.part not in with_units:
                who = f"{part.enterprise_name} {part.part}"
                what = "列入清单的分项，还没有产能单元可供削减"
                yield Missing(kind="part", who=who, what=what, enterprise=part.enterprise)
