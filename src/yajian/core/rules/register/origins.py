"""Where a unit's tonnes come from, and whether the papers for it hold."""

from datetime import date

from yajian.core.facts.register import OriginEstablished
from yajian.core.plan import CapacityOrigin, Plan
from yajian.core.programme import Programme
from yajian.core.rules.register.filings import filing_key
from yajian.core.rules.register.locks import Listings, lock_clauses, lock_day
from yajian.core.words import Answer, Clause, Seq, UnitId, Verdict


def origin_of(
    programme: Programme, unit: UnitId, as_of: date | None = None, known: Seq | None = None
) -> OriginEstablished | None:
    """The origin established for a unit by a day."""
    return programme.register.origin_of(unit, as_of, known)


def sharing_a_contract(
    programme: Programme, unit: UnitId, as_of: date | None = None, known: Seq | None = None
) -> tuple[UnitId, ...]:
    """Other units that were bought by the same contract, but for those split off together: it may be so, and is to be seen."""
    said = origin_of(programme, unit, as_of, known)
    if said is None or said.contract is None:
        return ()
    own = whole(programme, unit)
    found = bought_by(programme, said.contract.number, as_of, known)
    return tuple(one for one in found if whole(programme, one) != own)


def bought_by(
    programme: Programme, number: str, as_of: date | None = None, known: Seq | None = None
) -> tuple[UnitId, ...]:
    """The units that were bought by this contract, however its number is spelt."""
    key = filing_key(number)
    found = ((one, origin_of(programme, one, as_of, known)) for one in programme.register.units)
    return tuple(
        one
        for one, its in found
        if its is not None and its.contract is not None and filing_key(its.contract.number) == key
    )


def whole(programme: Programme, unit: UnitId) -> UnitId:
    """What a unit was split off, and that again."""
    while unit in programme.register.splits:
        unit = programme.register.splits[unit].unit
    return unit


def origin_verdict(
    plan: Plan,
    programme: Programme,
    unit: UnitId,
    as_of: date | None = None,
    known: Seq | None = None,
    within: Listings | None = None,
) -> Verdict:
    """Whether the origin stands on papers. A contract younger than the listing is entered, and flagged."""
    said = origin_of(programme, unit, as_of, known)
    kind = plan.capacity.origin(said.origin) if said is not None else None
    if said is None or kind is None:
        finding = f"{unit} 的产能来源还没有凭材料认定"
        remedy = "请附证明材料“认定产能来源”；认定之前不适用任何补偿标准"
        return _verdict(plan, programme, unit, None, Answer.UNDETERMINED, finding, ("产能来源",), remedy)
    if said.contract is None:
        if kind.contract.value is False:
            return _verdict(plan, programme, unit, kind, Answer.PASS, f"来源“{kind.label}”，材料已附")
        finding = f"来源“{kind.label}”，没有登记交易合同"
        remedy = "请附交易合同，用更正重新认定"
        return _verdict(plan, programme, unit, kind, Answer.UNDETERMINED, finding, ("交易合同",), remedy)
    contract, locked_on = said.contract, lock_day(plan, programme, unit, known, within=within)
    signed = f"合同 {contract.number}（{contract.dated.isoformat()}，出让方 {contract.seller}）"
    if locked_on is not None and contract.dated > locked_on:
        finding = f"{signed}签于锁定（{locked_on.isoformat()}）之后"
        remedy = "列入清单的产能禁止交易：请核查该合同，查清之前不据此适用补偿标准"
        return _verdict(plan, programme, unit, kind, Answer.FAIL, finding, (), remedy, lock_clauses(plan))
    return _verdict(plan, programme, unit, kind, Answer.PASS, f"来源“{kind.label}”，{signed}")


def _verdict(
    plan: Plan,
    programme: Programme,
    unit: UnitId,
    kind: CapacityOrigin | None,
    answer: Answer,
    finding: str,
    missing: tuple[str, ...] = (),
    remedy: str = "",
    also: tuple[Clause, ...] = (),
) -> Verdict:
    asked = kind.contract.question if kind is not None and answer is Answer.UNDETERMINED else None
    cited = tuple(plan.clauses[name] for name in kind.clauses) if kind is not None else ()
    return Verdict(
        label="产能来源",
        answer=answer,
        finding=finding,
        rule="register.origin",
        revision=programme.charter.revision,
        clauses=(*cited, *also),
        inputs=(("产能单元", unit), ("产能来源", kind.label if kind is not None else "未认定")),
        missing=(*missing, asked) if asked is not None else missing,
        remedy=remedy,
    )
