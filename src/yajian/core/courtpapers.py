"""Whether a paper is the court's own: whatever a court says, it says on one."""

from yajian.core.facts.charter import DocumentRegistered
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier, organs
from yajian.core.rules.charter import document
from yajian.core.rules.courts import Seal
from yajian.core.words import Clause, DocumentNo, Refusal, SystemRule


def clause_of(plan: Plan) -> Clause | SystemRule:
    clauses = plan.court.clauses if plan.court is not None else ()
    return plan.clauses[clauses[0]] if clauses else SystemRule.VALUE_UNFIT


def unless_the_courts(
    plan: Plan, programme: Programme, found: Seal, number: DocumentNo, what: str
) -> Refusal | None:
    """The court speaks on a paper of its own, written for this: not on the order that sealed, and not before it."""
    paper = document(programme, number)
    assert paper is not None  # a guard has asked whether it is registered
    if not _issued_by_its_court(plan, programme, found, paper.value):
        return Refusal(
            code="courts.not-the-courts-paper",
            basis=clause_of(plan),
            finding=f"{number} 由{paper.value.issuer}发出，不是查封法院{found.fact.court}的文书，不能作{what}",
            way_forward="请凭查封法院自己的文书登记；文件登记簿上发文单位写得不同的，照原件更正，法院改了名的先登记更名",
            field="document",
        )
    if dossier.same(number, found.fact.document):
        return Refusal(
            code="courts.the-seals-own-paper",
            basis=clause_of(plan),
            finding=f"{number} 就是查封所凭的文书（第{found.seq}条），不能又作{what}",
            way_forward=f"请登记法院另行出具的{what}，填它自己的文号",
            field="document",
        )
    if paper.value.issued_on < found.since:
        return Refusal(
            code="courts.paper-older-than-the-seal",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{number} 成文于{paper.value.issued_on.isoformat()}，早于{found.since.isoformat()}的查封",
            way_forward="请核对文号和成文日期；文件的日期登记错了的，先更正文件登记",
            field="document",
        )
    return None


def _issued_by_its_court(plan: Plan, programme: Programme, found: Seal, paper: DocumentRegistered) -> bool:
    """By any name the court ever bore, or a chamber of it; a paper issued together with others is its own too."""
    known = (found.fact.court, found.fact.court_organ)
    names = {dossier.folded(name) for one in known if one for name in organs.called(plan, programme, one)}
    issuers = {dossier.folded(one) for one in paper.issuer.split("、")}
    chambers = tuple(name for name in names if name.endswith("法院"))
    return bool(issuers & names) or any(one.startswith(chambers) for one in issuers)
