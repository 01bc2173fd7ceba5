"""产能和资金流向: everything that ever decided a unit's tonnes and money, from its filing to the filing of its payment.

Each step names its paper and its clause; who recorded it and when is the entry's own.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from yajian.core.facts.acceptance import PartAccepted
from yajian.core.facts.applications import Applied, Forwarded, Returned
from yajian.core.facts.auditplans import EntitlementReserved
from yajian.core.facts.holds import HoldLifted, HoldPlaced
from yajian.core.facts.trades import (
    ClearanceWithdrawn,
    ReplacementConfirmed,
    TradeCleared,
    TradeReported,
    TradeWithdrawn,
)
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports.wording import wan_t, yuan
from yajian.core.rules import payments, quotas, register, trades
from yajian.core.words import Clause, ClauseId, Fen, Seq, UnitId


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was decided or done, in the order it was recorded."""

    seq: Seq
    on: date
    label: str
    words: str
    document: str = ""
    amount_fen: Fen | None = None
    clauses: tuple[Clause, ...] = ()


def trail(
    plan: Plan, programme: Programme, unit: UnitId, as_of: date, known: Seq | None = None
) -> tuple[Step, ...]:
    """Every step of a unit by a day, as the first `known` facts tell it."""
    steps = (
        *_capacity(programme, unit, known),
        *_listed(plan, programme, unit, known),
        *_traded(programme, unit, known),
        *_accepted(plan, programme, unit, known),
        *_quotas(plan, programme, unit, as_of, known),
        *_asked(programme, unit, known),
        *_granted(plan, programme, unit, known),
        *_paid(programme, unit, as_of, known),
    )
    seen = (one for one in steps if one.on <= as_of)
    return tuple(sorted(seen, key=lambda one: (one.seq, one.label)))


def _capacity(programme: Programme, unit: UnitId, known: Seq | None) -> Iterator[Step]:
    """From the filing: what it files, how many tonnes of it are this unit, where they come from."""
    filing = register.filing_at(programme, register.filing_of(programme, unit), known=known)
    if filing is not None:
        for entry in programme.register.filings[register.filing_of(programme, unit)].known(known)[:1]:
            words = f"备案 {wan_t(entry.value.filed_t)} 万吨，{entry.value.issuer}"
            yield _step(entry, "备案文件", words, entry.value.number)
    for posting in programme.capacity.postings.get(unit, ())[:1]:
        tonnes = wan_t(posting.transfer.tonnes)
        part = programme.register.part_of(unit, known)
        where = f"，清单分项 {part}" if part is not None else ""
        yield Step(seq=posting.seq, on=posting.effective, label="产能单元", words=f"{tonnes} 万吨{where}")
    for origin in programme.register.origins.get(unit, Timeline()).known(known):
        contract = origin.value.contract
        words = f"合同 {contract.number}，出让方 {contract.seller}" if contract is not None else "材料已附"
        yield _step(origin, "产能来源", words)


def _listed(plan: Plan, programme: Programme, unit: UnitId, known: Seq | None) -> Iterator[Step]:
    """The version of a list that first named its part, and so locks it where the plan's reading has it so."""
    part, since = (
        programme.register.part_of(unit, known),
        register.lock_day(plan, programme, unit, known),
    )
    versions = (one for lists in programme.targets.lists.values() for one in lists.known(known))
    first = next((one for one in versions if any(each.part == part for each in one.value.parts)), None)
    if first is not None:
        locks = since == first.effective
        words = f"清单分项 {part}，从此锁定，不得交易" if locks else f"清单分项 {part}"
        yield _step(first, "列入清单", words, "", register.lock_clauses(plan)[:1])


def _traded(programme: Programme, unit: UnitId, known: Seq | None) -> Iterator[Step]:
    """Every trade that ever named it: reported, confirmed, cleared, taken back."""
    for trade in programme.trades.by_unit.get(unit, ()):
        for entry in programme.trades.reported[trade].known(known):
            fact = entry.value
            match fact:
                case TradeReported():
                    mine, price = wan_t(fact.of_unit(unit)), yuan(fact.price_fen_per_t)
                    yield _step(
                        entry, "报送交易", f"{mine} 万吨转让给{fact.buyer}，{price} 元/吨", fact.document
                    )
                case ReplacementConfirmed():
                    words = f"{fact.by_name}{trades.WORDS[fact.said]}"
                    yield _step(entry, "置换确认", words, fact.document)
                case TradeCleared():
                    yield _step(entry, "核验意见", "每一条都符合", fact.document)
                case TradeWithdrawn():
                    yield _step(entry, "撤回交易", fact.reason, fact.document)
                case ClearanceWithdrawn():
                    yield _step(entry, "收回核验意见", fact.reason, fact.document)


def _accepted(plan: Plan, programme: Programme, unit: UnitId, known: Seq | None) -> Iterator[Step]:
    part = programme.register.part_of(unit, known)
    said: Timeline[Any] = programme.acceptance.parts.get(part, Timeline()) if part is not None else Timeline()
    for entry in said.known(known):
        if isinstance(entry.value, PartAccepted):
            mine = sum(one.tonnes for one in entry.value.retired if one.unit == unit)
            words = f"{wan_t(mine)} 万吨转入压减"
            yield _step(entry, "验收合格", words, entry.value.document, _cited(plan, entry.value.clauses))


def _quotas(plan: Plan, programme: Programme, unit: UnitId, as_of: date, known: Seq | None) -> Iterator[Step]:
    for version in quotas.versions(programme, as_of, known):
        line = quotas.fixed(programme, unit, version.number, known)
        if line is None:
            continue
        fact = line.value
        sum_ = f"第{version.number}版：{wan_t(fact.tonnes)} 万吨 × {yuan(fact.rate_fen_per_t)} 元/吨"
        drawn = version.drawn.value.document
        yield _step(line, "明确额度", sum_, drawn, _cited(plan, fact.clauses), fact.amount_fen)
        for label, step in (("市政府批准", version.approved), ("报省审核", version.sent)):
            if step is not None:
                yield _step(step, label, f"第{version.number}版", step.value.document)
        if version.reviewed is not None:
            said = (
                "同意" if version.reviewed.value.said == "agreed" else f"退回：{version.reviewed.value.words}"
            )
            yield _step(version.reviewed, "省审核意见", said, version.reviewed.value.document)


def _asked(programme: Programme, unit: UnitId, known: Seq | None) -> Iterator[Step]:
    for application in programme.applications.by_unit.get(unit, ()):
        for entry in programme.applications.filed[application].known(known):
            fact = entry.value
            match fact:
                case Applied(units=units):
                    mine = next(one.amount_fen for one in units if one.unit == unit)
                    yield _step(entry, "企业申请", "按额度申请", fact.document, (), mine)
                case Forwarded():
                    yield _step(entry, "县转报", fact.words, fact.document)
                case Returned(by_city=by_city):
                    yield _step(entry, "市退回申请" if by_city else "县退回申请", fact.words, fact.document)
                case _:
                    yield _step(entry, "撤回申请", fact.reason, fact.document)


def _granted(plan: Plan, programme: Programme, unit: UnitId, known: Seq | None) -> Iterator[Step]:
    for grant in programme.auditplans.grants.get(unit, Timeline()).known(known):
        drawn = programme.auditplans.plans[grant.value.plan].entries[0].value
        yield _step(
            grant, "审核计划", grant.value.why or "照申请", drawn.document, (), grant.value.amount_fen
        )
    for entry in programme.auditplans.entitlements.get(unit, Timeline()).known(known):
        if isinstance(entry.value, EntitlementReserved):
            said = programme.auditplans.plans[entry.value.plan].entries[-1].value
            cited = _cited(plan, entry.value.clauses)
            yield _step(entry, "市政府同意，列支", "", said.document, cited, entry.value.amount_fen)
        else:
            fact = entry.value
            yield _step(entry, "取消列支", fact.reason, fact.document, (), fact.amount_fen)
    part = programme.register.part_of(unit, known)
    named: Timeline[Any] = programme.holds.payees.get(part, Timeline()) if part is not None else Timeline()
    for paper in named.known(known):
        said_ = "、".join(f"{one.name} {yuan(one.amount_fen)} 元" for one in paper.value.payees)
        yield _step(paper, "明确补偿对象", said_, paper.value.document)
    for hold in programme.holds.by_unit.get(unit, ()):
        for kept in programme.holds.holds[hold].known(known):
            match kept.value:
                case HoldPlaced(reason=reason, document=document):
                    yield _step(kept, "暂缓下达", reason, document)
                case HoldLifted(words=words, document=document):
                    yield _step(kept, "解除暂缓", words, document)


def _paid(programme: Programme, unit: UnitId, as_of: date, known: Seq | None) -> Iterator[Step]:
    for slip in payments.of_unit(programme, unit, known):
        mine = Fen(sum(line.amount_fen for line in slip.fact.lines if line.unit == unit))
        levels = "、".join(
            f"{payments.LEVELS[line.level]} {yuan(line.amount_fen)} 元"
            for line in slip.fact.lines
            if line.unit == unit
        )
        words = f"付 {slip.fact.payee}：{levels}"
        yield _step(slip.prepared, "制单", words, slip.fact.document, (), mine)
        if slip.checked is not None:
            yield _step(slip.checked, "复核", slip.checked.value.organ)
        if slip.released is not None:
            yield _step(slip.released, "下达", "", slip.released.value.voucher, (), mine)
        if slip.cancelled is not None:
            yield _step(slip.cancelled, "作废制单", slip.cancelled.value.reason)
        if slip.bounced is not None:
            fact = slip.bounced.value
            yield _step(slip.bounced, "退回款项", fact.reason, fact.document, (), mine)
        for filed in slip.filed:
            yield _step(filed, "报省备案", filed.value.organ, filed.value.document)


def _step(
    entry: Entry[Any],
    label: str,
    words: str,
    document: str = "",
    clauses: tuple[Clause, ...] = (),
    amount_fen: Fen | None = None,
) -> Step:
    return Step(
        seq=entry.seq,
        on=entry.effective,
        label=label,
        words=words,
        document=document,
        amount_fen=amount_fen,
        clauses=clauses,
    )


def _cited(plan: Plan, names: tuple[ClauseId, ...]) -> tuple[Clause, ...]:
    return tuple(plan.clauses[name] for name in names if name in plan.clauses)
