"""Whose own a paper is, where an act takes no other's: a firm's plan is the firm's, a county's post the county government's."""

from yajian.core.facts.charter import DocumentRegistered
from yajian.core.plan import Plan
from yajian.core.plan.terms import OrgId
from yajian.core.programme import Programme
from yajian.core.rules import dossier, organs
from yajian.core.rules import roles as role_rules
from yajian.core.rules.charter import document
from yajian.core.words import CountyId, DocumentNo, EnterpriseId, Refusal, SystemRule

_OFFICES = ("办公室", "办公厅")
_GOVERNS = frozenset({"", "政府", "人民政府", "委", "委员会", "人大", "人大常委会", "人民代表大会常务委员会"})


def issuers(paper: DocumentRegistered) -> tuple[str, ...]:
    return tuple(one.strip() for one in paper.issuer.split("、"))


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


def county_of(plan: Plan, programme: Programme, who: str) -> CountyId | None:
    """The county of whose hand somebody is, by id or name: its government and its bureaus are one. A firm is none of them."""
    county = organs.county_body(plan, programme, who)
    if county is not None:
        return county
    whose = role_rules.of_name(plan, programme, who)
    firm = whose is not None and whose.enterprise is not None
    return whose.county if whose is not None and not firm else None


def is_the_governments(plan: Plan, programme: Programme, name: str, county: CountyId) -> bool:
    """The county itself under any name it bore, its office, or who else fills posts there: its party committee, its congress."""
    if name in organs.called(plan, programme, county):
        return True
    rest = name.removeprefix("中共").removeprefix(plan.organisations[OrgId(county)].name)
    for office in _OFFICES:
        rest = rest.removesuffix(office)
    return rest != name and rest in _GOVERNS and county_of(plan, programme, name) in (None, county)


def is_the_provinces(plan: Plan, programme: Programme, name: str) -> bool:
    """A body of the province that the plan or the office knows, or one whose name begins as the province's does."""
    whose = role_rules.of_name(plan, programme, name)
    body = organs.organ(plan, programme, whose.organ or "") if whose is not None else None
    if body is not None:
        return body.level == "province"
    firm = role_rules.sounds_like_a_firms(name) or dossier.named(plan, programme, name)
    return name.removeprefix("中共").startswith((plan.programme.province, "省")) and not firm


def is_the_bodys(plan: Plan, programme: Programme, name: str, body: str) -> bool:
    """The body itself, under any name it bore; a group of the city's with the city's name before it too."""
    known = organs.called(plan, programme, body)
    of_the_city = name.removeprefix(plan.programme.city)
    return name in known or (
        of_the_city != name and any(of_the_city == one.removeprefix("市") for one in known)
    )
