"""Establishing where a unit's tonnes come from. Which origin needs a contract, the plan file says."""

from datetime import date

from yajian.core.decisions.register import contracts
from yajian.core.decisions.register.commands import EstablishOrigin
from yajian.core.facts.register import Contract, OriginEstablished
from yajian.core.plan import CapacityOrigin, Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.words import Clause, Digest, Refusal, Seq, SystemRule, fen_of

Outcome = tuple[AnyFact, ...] | Refusal


def establish_origin(
    plan: Plan, programme: Programme, command: EstablishOrigin, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    if command.unit not in programme.register.units:
        return Refusal(
            code="register.establish-origin.no-such-unit",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有产能单元 {command.unit}",
            way_forward="请先“登记产能单元”",
            field="unit",
        )
    origin = plan.capacity.origin(command.origin)
    if origin is None:
        known = "、".join(f"{one.id}（{one.label}）" for one in plan.capacity.origins)
        return Refusal(
            code="register.establish-origin.unknown-origin",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"方案中没有“{command.origin}”这种产能来源",
            way_forward=f"请选择：{known}；没有证明的先不认定",
            field="origin",
        )
    if not evidence:
        return Refusal(
            code="register.establish-origin.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding="没有附产能来源的证明材料",
            way_forward="请附证明材料扫描件；经交易取得的附交易合同",
            field="evidence",
        )
    contract = _contract(command)
    if contract is None and _anything(command):
        return Refusal(
            code="register.establish-origin.contract-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding="交易合同号、签订日期、出让方没有填齐",
            way_forward="请照合同把三项填齐；不是经交易取得的三项都不填",
            field="contract_no",
        )
    if command.price.strip() and (contract is None or contract.price_fen_per_t is None):
        return Refusal(
            code="register.establish-origin.price-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"交易价格填的是“{command.price}”",
            way_forward="价格填元，写到角分，要分节的每三位一个逗号；不是经交易取得的不填",
            field="price",
        )
    if contract is None and origin.contract.value is True:
        return Refusal(
            code="register.establish-origin.contract-required",
            basis=_basis(plan, origin),
            finding=f"“{origin.label}”没有登记交易合同",
            way_forward="请填交易合同号、签订日期、出让方，并附合同扫描件；拿不出合同的先不认定",
            field="contract_no",
        )
    if contract is not None and contract.dated > effective:
        return Refusal(
            code="register.establish-origin.contract-later",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"合同签于{contract.dated.isoformat()}，晚于所称日期{effective.isoformat()}",
            way_forward="请核对合同签订日期",
            field="contract_on",
        )
    refusal = contracts.unfit(plan, programme, command.unit, contract) if contract is not None else None
    if refusal is not None:
        return refusal
    fact = OriginEstablished(
        unit=command.unit, origin=command.origin, contract=contract, corrects=command.corrects
    )
    past = programme.register.origins.get(command.unit)
    standing = past.at() if past is not None else None
    if standing is not None and _same(standing.value, fact):
        return ()
    if command.corrects != (standing.seq if standing is not None else None):
        return _out_of_turn(command, standing.seq if standing is not None else None)

    # From here the command succeeds.
    return (fact,)


def _out_of_turn(command: EstablishOrigin, standing: Seq | None) -> Refusal:
    if standing is not None and command.corrects is None:
        return Refusal(
            code="register.establish-origin.already-established",
            basis=SystemRule.DUPLICATE,
            finding=f"{command.unit} 的产能来源已在第{standing}条认定",
            way_forward=f"来源不会变；认定有误的用更正，填“更正第{standing}条”",
            field="corrects",
        )
    return Refusal(
        code="register.establish-origin.nothing-to-correct",
        basis=SystemRule.NOT_FOUND,
        finding=f"第{command.corrects}条不是 {command.unit} 现行的来源认定",
        way_forward="请核对要更正的条号",
        field="corrects",
    )


def _contract(command: EstablishOrigin) -> Contract | None:
    """The contract, if all three of its fields are there."""
    number, seller, dated = command.contract_no.strip(), command.seller.strip(), command.contract_on
    price = fen_of(command.price)
    if not (number and seller and dated):
        return None
    return Contract(
        number=number, dated=dated, seller=seller, price_fen_per_t=price, tonnes=command.contract_t
    )


def _anything(command: EstablishOrigin) -> bool:
    return bool(command.contract_no.strip() or command.seller.strip() or command.contract_on)


def _same(standing: OriginEstablished, asked: OriginEstablished) -> bool:
    return (standing.origin, standing.contract) == (asked.origin, asked.contract)


def _basis(plan: Plan, origin: CapacityOrigin) -> Clause | SystemRule:
    names = (*origin.contract.clauses, *origin.clauses)
    return plan.clauses[names[0]] if names else SystemRule.DOCUMENT_REQUIRED
