"""Whose word a confirmation is, and whose the end of a sale: of this trade, written after its contract.

A confirmation is the province's, and no opinion of the office's. A sale is given up by its two parties together, or
ended by whom the plan has confirm it, or by a court: as long as it stands no fen goes out for what was sold.
"""

from collections.abc import Callable, Iterable
from typing import Any

from yajian.core import clearances
from yajian.core.bodies import is_the_provinces, issuers, same_body
from yajian.core.courtpapers import is_court
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.facts.trades import TradeReported
from yajian.core.history import Entry
from yajian.core.plan import GateCondition, Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.rules import trades as rules
from yajian.core.rules.charter import document
from yajian.core.rules.trades import Standing
from yajian.core.spellings import number_key, same_number
from yajian.core.words import Clause, DocumentNo, EnterpriseId, OrganId, Refusal, SystemRule


def unless_its_word(
    plan: Plan,
    programme: Programme,
    found: Standing,
    condition: GateCondition,
    by: OrganId,
    number: DocumentNo,
) -> Refusal | None:
    paper, contract = document(programme, number), document(programme, found.fact.document)
    assert paper is not None  # a guard has asked whether it is registered
    if not any(_is_the_confirmer(plan, programme, by, one) for one in issuers(paper.value)):
        basis: Clause | SystemRule = next(
            (plan.clauses[one] for one in condition.clauses), SystemRule.DOCUMENT_REQUIRED
        )
        who = plan.organisations[by].name if by in plan.organisations else by
        return Refusal(
            code="trades.confirm-replacement.not-the-confirmers-paper",
            basis=basis,
            finding=f"{number} 由{paper.value.issuer}发出，置换由{who}确认",
            way_forward="请凭省里有权确认的单位自己的文件登记；明确由别的单位确认的，先凭文件答复待明确事项",
            field="document",
        )
    if contract is not None and paper.value.issued_on < contract.value.issued_on:
        return Refusal(
            code="trades.confirm-replacement.older-than-the-contract",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{number} 成文于{paper.value.issued_on.isoformat()}，"
            f"早于合同 {found.fact.document}（{contract.value.issued_on.isoformat()}）",
            way_forward="签合同以前的文件确认不了这笔交易，请核对文号和成文日期",
            field="document",
        )
    others = _told_of(programme, found, paper.value, lambda one: one.word)
    if not others:
        return None
    return Refusal(
        code="trades.confirm-replacement.of-another-trade",
        basis=SystemRule.DUPLICATE,
        finding=f"{paper.value.number} 已是第{others[0].seq}条交易（合同 {others[0].fact.document}）的确认文件",
        way_forward="一份文件确认几笔交易的，标题须写明每一份合同号，照原件更正标题；不然请填这一笔自己的确认文件",
        field="document",
    )


def unless_theirs_to_end(
    plan: Plan, programme: Programme, found: Standing, number: DocumentNo
) -> Refusal | None:
    paper, contract = document(programme, number), document(programme, found.fact.document)
    assert paper is not None  # a guard has asked whether it is registered
    theirs = issuers(paper.value)
    condition = clearances.confirming(plan)
    by = condition.by.value if condition is not None and condition.by is not None else None
    ends = any(
        (by is not None and _is_the_confirmer(plan, programme, OrganId(by), one))
        or is_court(plan, programme, one)
        for one in theirs
    )
    if not ends and not _are_the_parties(plan, programme, found.fact, theirs):
        seller = dossier.enterprise_name(plan, programme, found.fact.enterprise)
        who = "、".join(
            (*((clearances.confirmer(plan, condition),) if condition is not None else ()), "法院")
        )
        return Refusal(
            code="trades.withdraw.not-the-parties-nor-the-confirmers-paper",
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding=f"{number} 由{paper.value.issuer}发出，不是{seller}、{found.fact.buyer}双方的，"
            f"也不是{who}的文件",
            way_forward="请凭双方共同签订的解除协议登记，发文单位写两家的全称，用顿号隔开；由有权机关终止的，凭它的文件",
            field="document",
        )
    if same_number(number, found.fact.document):
        return Refusal(
            code="trades.withdraw.the-contract-itself",
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding=f"{number} 就是这笔交易的合同，不能又凭它撤回",
            way_forward="请登记合同以后另行写成的解除文件，填它自己的编号",
            field="document",
        )
    if contract is not None and paper.value.issued_on < contract.value.issued_on:
        return Refusal(
            code="trades.withdraw.older-than-the-contract",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{number} 成文于{paper.value.issued_on.isoformat()}，"
            f"早于合同 {found.fact.document}（{contract.value.issued_on.isoformat()}）",
            way_forward="签合同以前的文件解除不了这笔交易，请核对文号和成文日期",
            field="document",
        )
    others = _told_of(programme, found, paper.value, lambda one: one.withdrawn)
    if not others:
        return None
    return Refusal(
        code="trades.withdraw.of-another-trade",
        basis=SystemRule.DUPLICATE,
        finding=f"{paper.value.number} 已是撤回第{others[0].seq}条交易（合同 {others[0].fact.document}）的文件",
        way_forward="一份文件解除几笔交易的，标题须写明每一份合同号，照原件更正标题；不然请填这一笔自己的解除文件",
        field="document",
    )


def _are_the_parties(plan: Plan, programme: Programme, sale: TradeReported, theirs: tuple[str, ...]) -> bool:
    """Both of them, by any name they bore; a buyer the ledger does not have by the name in the contract."""

    def is_of(name: str, firm: EnterpriseId) -> bool:
        kin = dossier.family(programme, dossier.successor(programme, firm))
        return not dossier.named(plan, programme, name).isdisjoint(kin)

    buyers = [
        one
        for one in theirs
        if (is_of(one, sale.buyer_id) if sale.buyer_id is not None else dossier.same(one, sale.buyer))
    ]
    sellers = [one for one in theirs if is_of(one, sale.enterprise)]
    return any(one != other for one in sellers for other in buyers)


def _told_of(
    programme: Programme,
    found: Standing,
    paper: DocumentRegistered,
    by: Callable[[Standing], Entry[Any] | None],
) -> list[Standing]:
    """Other trades of which this paper told the same; none where its title says which they are, this one among them."""
    others = [
        one
        for one in rules.standings(programme)
        if one.seq != found.seq
        and (told := by(one)) is not None
        and same_number(told.value.document, paper.number)
    ]
    title = f"{number_key(paper.title)}-"  # number by number: 1号 is not named by 12号
    said = (found.fact.document, *(one.fact.document for one in others))
    return [] if all(f"{number_key(one)}-" in title for one in said) else others


def unless_an_opinion(programme: Programme, number: DocumentNo) -> Refusal | None:
    """What the office says of a trade confirms none."""
    used = (one.cleared for one in rules.standings(programme))
    return _of_the_other_step(used, number, "trades.confirm-replacement.the-opinions-own-paper")


def unless_a_confirmation(programme: Programme, number: DocumentNo) -> Refusal | None:
    """What the province says of a trade lets none go on by itself."""
    used = (one.word for one in rules.standings(programme))
    return _of_the_other_step(used, number, "trades.clear.the-confirmations-own-paper")


def _of_the_other_step(used: Iterable[Entry[Any] | None], number: DocumentNo, code: str) -> Refusal | None:
    found = next((one for one in used if one is not None and same_number(one.value.document, number)), None)
    if found is None:
        return None
    return Refusal(
        code=code,
        basis=SystemRule.DOCUMENT_REQUIRED,
        finding=f"{number} 已是第{found.seq}条所凭的文件，置换确认和核验意见各是一份文件",
        way_forward="请登记这一步自己的文件，填它的文号",
        field="document",
    )


def _is_the_confirmer(plan: Plan, programme: Programme, by: OrganId, name: str) -> bool:
    """By its name; and where the plan has a level confirm and not one body, any body of the province."""
    body = plan.organisations.get(by)
    named = body is not None and same_body(plan, programme, name, body.name)
    return named or (
        body is not None and body.level == "province" and is_the_provinces(plan, programme, name)
    )
