"""Whose word a confirmation is: the province's, of this trade, written after its contract; and it is no opinion of the office's."""

from collections.abc import Iterable
from typing import Any

from yajian.core.bodies import is_the_provinces, issuers, same_body
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.history import Entry
from yajian.core.plan import GateCondition, Plan
from yajian.core.programme import Programme
from yajian.core.rules import trades as rules
from yajian.core.rules.charter import document
from yajian.core.rules.trades import Standing
from yajian.core.spellings import number_key, same_number
from yajian.core.words import Clause, DocumentNo, OrganId, Refusal, SystemRule


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
    return _unless_of_this_trade(programme, found, paper.value)


def _unless_of_this_trade(programme: Programme, found: Standing, paper: DocumentRegistered) -> Refusal | None:
    """One paper may confirm several trades, if its title says which."""
    others = [
        one
        for one in rules.standings(programme)
        if one.seq != found.seq
        and one.word is not None
        and same_number(one.word.value.document, paper.number)
    ]
    title = f"{number_key(paper.title)}-"  # number by number: 1号 is not named by 12号
    said = (found.fact.document, *(one.fact.document for one in others))
    if not others or all(f"{number_key(one)}-" in title for one in said):
        return None
    return Refusal(
        code="trades.confirm-replacement.of-another-trade",
        basis=SystemRule.DUPLICATE,
        finding=f"{paper.number} 已是第{others[0].seq}条交易（合同 {others[0].fact.document}）的确认文件",
        way_forward="一份文件确认几笔交易的，标题须写明每一份合同号，照原件更正标题；不然请填这一笔自己的确认文件",
        field="document",
    )


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
