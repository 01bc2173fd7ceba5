"""A firm's own paper, where an act takes no other's: what it did and what it means to do the firm says itself."""

from yajian.core.bodies import issuers
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.rules.charter import document
from yajian.core.words import DocumentNo, EnterpriseId, Refusal, SystemRule


def unless_the_firms(
    plan: Plan, programme: Programme, number: DocumentNo, firm: EnterpriseId, code: str, what: str
) -> Refusal | None:
    """A firm says what it did and what it means to do on a paper of its own; of a house that merged, on any member's."""
    entry = document(programme, number)
    assert entry is not None  # a guard has asked whether it is registered
    paper = entry.value
    kin = dossier.kin(programme, firm, paper.issued_on)
    if any(dossier.named(plan, programme, one) & kin for one in issuers(paper)):
        return None
    name = dossier.enterprise_name(plan, programme, firm)
    return Refusal(
        code=code,
        basis=SystemRule.DOCUMENT_REQUIRED,
        finding=f"{number} 由{paper.issuer}发出，{what}要凭{name}自己的文件",
        way_forward=f"请填{name}自己文件的文号，曾用名、简称都可以；县（市）转报的，登记企业的原件",
        field="document",
    )
