"""交易合同 of a unit that was bought: a paper on the register that the seller signed, who is not the holder; and of that unit."""

from yajian.core.bodies import issuers
from yajian.core.books.capacity import tonnages
from yajian.core.facts.register import Contract
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.rules import register as rules
from yajian.core.rules.charter import document
from yajian.core.words import DocumentNo, EnterpriseId, Refusal, SystemRule, UnitId


def unfit(plan: Plan, programme: Programme, unit: UnitId, contract: Contract) -> Refusal | None:
    """What lifts a unit's rate by half is not one clerk's word: the contract is there, and somebody else signed it."""
    holder = programme.register.units[unit].enterprise
    if _own(plan, programme, holder, contract):
        return Refusal(
            code="register.establish-origin.seller-is-the-holder",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"出让方“{contract.seller}”就是 {unit} 的企业，或与它是一家",
            way_forward="请照合同填出让方；自己的、本集团内划转的产能不是经交易取得",
            field="seller",
        )
    return _unless_registered(plan, programme, contract) or _unless_it_covers(programme, unit, contract)


def _unless_registered(plan: Plan, programme: Programme, contract: Contract) -> Refusal | None:
    entry = document(programme, DocumentNo(contract.number))
    if entry is None:
        return Refusal(
            code="register.establish-origin.contract-not-registered",
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding=f"文件登记簿中没有合同 {contract.number}",
            way_forward="请先登记该合同：合同号、签订日期、双方（出让方、受让方）和扫描件；合同由签订的企业登记，或请领导小组办公室登记",
            field="contract_no",
        )
    paper = entry.value
    if paper.issued_on != contract.dated:
        return Refusal(
            code="register.establish-origin.contract-of-another-day",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"合同 {paper.number} 登记的日期是{paper.issued_on.isoformat()}，这里填的是{contract.dated.isoformat()}",
            way_forward="请照原件核对签订日期；文件登记错了的先更正文件登记",
            field="contract_on",
        )
    sellers = dossier.named(plan, programme, contract.seller)
    signed = any(
        dossier.same(one, contract.seller) or sellers & dossier.named(plan, programme, one)
        for one in issuers(paper)
    )
    if signed:
        return None
    return Refusal(
        code="register.establish-origin.contract-not-the-sellers",
        basis=SystemRule.DOCUMENT_REQUIRED,
        finding=f"合同 {paper.number} 登记的是{paper.issuer}签订，其中没有出让方“{contract.seller}”",
        way_forward="请照合同填出让方；登记合同时发文单位写双方，用顿号隔开，登记错了的先更正文件登记",
        field="seller",
    )


def _unless_it_covers(programme: Programme, unit: UnitId, contract: Contract) -> Refusal | None:
    """One contract may be of several units, if one buyer bought no less by it than they come to."""
    bought = rules.bought_by(programme, contract.number)
    own = rules.whole(programme, unit)
    others = tuple(one for one in bought if rules.whole(programme, one) != own)
    if not others:
        return None
    holder = programme.register.units[unit].enterprise
    five = tonnages(programme.capacity, tuple(dict.fromkeys((*bought, unit))))
    filed = five.filed_t + five.retired_t
    theirs = dossier.family(programme, dossier.successor(programme, holder))
    one_buyer = all(programme.register.units[one].enterprise in theirs for one in others)
    if one_buyer and contract.tonnes is not None and filed <= contract.tonnes:
        return None
    said = f"合同产能填的是{contract.tonnes}吨" if contract.tonnes is not None else "没有填合同产能"
    return Refusal(
        code="register.establish-origin.contract-of-another-unit",
        basis=SystemRule.DUPLICATE,
        finding=f"合同 {contract.number} 已是 {'、'.join(others)} 的交易合同，连 {unit} 共{filed}吨，{said}",
        way_forward="同一受让方一份合同买了几个产能单元的，照合同填合同产能，合计不超过它；不是的请填这一单元自己的合同",
        field="contract_no",
    )


def _own(plan: Plan, programme: Programme, holder: EnterpriseId, contract: Contract) -> bool:
    """The holder by any name, and whoever was of its house when it signed."""
    head = dossier.successor(programme, holder, contract.dated)
    house = {holder, head, *dossier.family(programme, head, contract.dated)}
    return contract.seller in house or bool(dossier.named(plan, programme, contract.seller) & house)
