"""Whose paper proves that money came in, or went back: the bank's, the treasury's or finance's, and not the debtor's."""

from datetime import date

from yajian.core.bodies import issuers, tells_what_came_in
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules.charter import document
from yajian.core.rules.clawbacks import Standing
from yajian.core.words import DocumentNo, Refusal, SystemRule


def unless_proof(plan: Plan, programme: Programme, number: DocumentNo, what: str) -> Refusal | None:
    paper = document(programme, number)
    assert paper is not None  # a guard has asked whether it is registered
    if any(tells_what_came_in(plan, programme, one) for one in issuers(paper.value)):
        return None
    return Refusal(
        code="clawbacks.not-a-voucher",
        basis=SystemRule.DOCUMENT_REQUIRED,
        finding=f"{number} 由{paper.value.issuer}发出，不能证明{what}",
        way_forward="请凭银行、国库的凭证或者市财政局的确认登记，先登记该凭证；县（市）自己的文件不算，发文单位登记错了的先更正文件登记",
        field="document",
    )


def unless_after_it_came_in(
    programme: Programme, found: Standing, level: str, number: DocumentNo
) -> Refusal | None:
    """What goes back came in before, on a paper of its own. That nothing came in at all the bounds say."""
    paper = document(programme, number)
    assert paper is not None
    mine = [one for one in found.receipts if one.value.level == level]
    if any(one.value.document == number for one in mine):
        return Refusal(
            code="clawbacks.return-receipt.the-receipts-own-paper",
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding=f"{number} 是入库所凭的文件，不能又作退付凭证",
            way_forward="请登记退付时另行出具的凭证，填它自己的编号",
            field="document",
        )
    since = min((_written(programme, one.value.document) for one in mine), default=date.min)
    if paper.value.issued_on >= since:
        return None
    return Refusal(
        code="clawbacks.return-receipt.older-than-the-receipt",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"{number} 成文于{paper.value.issued_on.isoformat()}，早于{since.isoformat()}的入库凭证",
        way_forward="入库以后才退得回去，请核对凭证；日期登记错了的，先更正文件登记",
        field="document",
    )


def _written(programme: Programme, number: DocumentNo) -> date:
    paper = document(programme, number)
    return paper.value.issued_on if paper is not None else date.min
