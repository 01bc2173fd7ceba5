"""Whose word an amount is: a firm states what it gives; who needs how much, and that nobody does, is not its own to say."""

from datetime import date

from yajian.core.bodies import is_at_least_the_countys, issuers
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.rules.charter import document
from yajian.core.words import Clause, CountyId, DocumentNo, EnterpriseId, Refusal, SystemRule


def unless_from_above(
    plan: Plan, programme: Programme, utility: str, county: CountyId | None, number: DocumentNo, what: str
) -> Refusal | None:
    """What leaves nobody to be looked after is said by the county, by a bureau of it, or by the city."""
    paper = _paper(programme, number)
    if any(is_at_least_the_countys(plan, programme, one, county) for one in issuers(paper)):
        return None
    return Refusal(
        code="utilities.nothing-on-a-firms-word",
        basis=clause_of(plan, utility),
        finding=f"{number} 由{paper.issuer}发出，{what}登记为 0 要凭县（市）的文件",
        way_forward="请县（市）能源等部门核实以后出具文件，凭它登记；在那以前不登记，前置条件照写待定",
        field="document",
    )


def unless_the_users_need(
    plan: Plan, programme: Programme, utility: str, enterprise: EnterpriseId, number: DocumentNo, day: date
) -> Refusal | None:
    """Who lives by a supply is not for the supplier to say."""
    if not _is_the_suppliers(plan, programme, enterprise, number, day):
        return None
    return Refusal(
        code="utilities.state-demand.the-suppliers-word",
        basis=clause_of(plan, utility),
        finding=f"{number} 由供应企业{_paper(programme, number).issuer}自己发出，用户用多少不由它说",
        way_forward="企业只填报自己的供应量；用户和用量请凭县（市）或用户的文件登记",
        field="document",
    )


def unless_the_users_leave(
    plan: Plan, programme: Programme, utility: str, enterprise: EnterpriseId, number: DocumentNo, day: date
) -> Refusal | None:
    """Who does without has agreed to it himself."""
    if not _is_the_suppliers(plan, programme, enterprise, number, day):
        return None
    return Refusal(
        code="utilities.record-interruption.the-suppliers-word",
        basis=clause_of(plan, utility),
        finding=f"{number} 由供应企业{_paper(programme, number).issuer}自己发出，用户同意停供不由它说",
        way_forward="请填用户签的协议；双方签的，发文单位把双方都写上",
        field="document",
    )


def unless_the_countys(
    plan: Plan, programme: Programme, utility: str, county: CountyId, number: DocumentNo
) -> Refusal | None:
    """When winter is comes from the county: a day later, and a stop has no gap."""
    paper = _paper(programme, number)
    if any(is_at_least_the_countys(plan, programme, one, county) for one in issuers(paper)):
        return None
    return Refusal(
        code="utilities.enter-season.not-the-countys",
        basis=clause_of(plan, utility),
        finding=f"{number} 由{paper.issuer}发出，采暖期起止要凭县（市）或市里的文件",
        way_forward="请填县（市）政府或主管部门的采暖期通知的文号",
        field="document",
    )


def _is_the_suppliers(
    plan: Plan, programme: Programme, enterprise: EnterpriseId, number: DocumentNo, day: date
) -> bool:
    """Issued by the supplier, or firms of its house, and by nobody besides."""
    kin = dossier.kin(programme, enterprise, day)
    return all(dossier.named(plan, programme, one) & kin for one in issuers(_paper(programme, number)))


def _paper(programme: Programme, number: DocumentNo) -> DocumentRegistered:
    paper = document(programme, number)
    assert paper is not None  # a guard has asked whether it is registered
    return paper.value


def clause_of(plan: Plan, utility: str) -> Clause | SystemRule:
    clauses = plan.utilities[utility].clauses
    return plan.clauses[clauses[0]] if clauses else SystemRule.SAME_HAND
