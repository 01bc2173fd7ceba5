"""Which papers the office can draft by itself, and what it proposes to write in their heads."""

from collections.abc import Iterator

import msgspec

from yajian.core import entitlements
from yajian.core.facts.papers import About
from yajian.core.plan import Content, Organisation, PaperTemplate, Plan
from yajian.core.programme import Programme
from yajian.core.reports.duties import called, in_county
from yajian.core.rules import auditplans, dossier
from yajian.core.rules import courts as court_rules
from yajian.core.rules import organs as organ_rules
from yajian.core.rules import papers as rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules.payments import filed_with
from yajian.core.words import Clause, CountyId, EnterpriseId, OrganId, Seq

_FILES: dict[Content, str] = {
    "survey": "Excel",
    "ledger": "Excel",
    "capacity": "Word、Excel",
    "progress": "Word、Excel",
    "supply_balance": "Excel",
}  # everything else is a letter in Word
_NAMED = 5  # addressees in one head; more are told together


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """One of the plan's papers, whether it is drafted here, and what has to be named for it."""

    template: PaperTemplate
    clauses: tuple[Clause, ...]
    asks: tuple[str, ...] = ()

    @property
    def files(self) -> str:
        """What comes of it: of a paper that somebody writes himself, what the plan file says."""
        if self.template.draws is not None:
            return _FILES.get(self.template.draws, "Word")
        return "Excel" if self.template.kind == "xlsx" else "Word"


def offers(plan: Plan) -> tuple[Offer, ...]:
    """Every paper of the plan, those the office drafts first."""
    found = [
        Offer(
            template=template,
            clauses=tuple(plan.clauses[name] for name in template.clauses),
            asks=rules.asks(template),
        )
        for template in plan.templates.values()
    ]
    return tuple(sorted(found, key=lambda one: one.template.draws is None))


def issuer(
    plan: Plan,
    programme: Programme,
    template: PaperTemplate,
    county: CountyId | None,
    enterprise: EnterpriseId | None = None,
    reviewer: OrganId | None = None,
    known: Seq | None = None,
) -> str:
    """Whom the plan has make the paper, as it is called in full in that county; a proposal, for a person to check."""
    if rules.is_enterprises_own(template):
        return dossier.enterprise_name(plan, programme, enterprise, None, known) if enterprise else ""
    if reviewer is not None:
        body = organ_rules.organ(plan, programme, reviewer, None, known)
        return body.name if body is not None else ""
    maker = template.maker.value[0] if template.maker.value else ""
    if maker in plan.groups:
        return full_name(plan, maker)
    own = organisation(plan, maker)
    if own:
        return own
    place = next((one for one in plan.counties if one.id == county), None)
    return _full(plan, programme, place, maker, known) if place is not None and maker else ""


def government(plan: Plan, county: CountyId | None) -> str:
    """What the government of a county is called in full."""
    place = next((one for one in plan.counties if one.id == county), None)
    return place.government or f"{place.name}人民政府" if place is not None else ""


def _full(plan: Plan, programme: Programme, place: Organisation, maker: str, known: Seq | None) -> str:
    main = plan.responsibility is not None and plan.responsibility.main_body == maker
    if main:
        return place.government or f"{place.name}人民政府"
    own = called(plan, programme, plan.programme.issued_on, known)
    return in_county(plan, own, place, maker)


def proposed_addressee(
    plan: Plan,
    programme: Programme,
    template: PaperTemplate,
    about: About,
    known: Seq | None = None,
    county: CountyId | None = None,
) -> str:
    """Whom such a paper is most often for: the enterprise it lets do something, or the office above."""
    match template.draws:
        case "release_shutdown" | "release_dismantle" if about.part is not None:
            firm = next(
                (
                    one.enterprise
                    for one in target_rules.counted(programme, None, known)
                    if one.part == about.part
                ),
                None,
            )
            return dossier.enterprise_name(plan, programme, firm, None, known) if firm is not None else ""
        case "plan_review" if about.enterprise is not None:
            return dossier.enterprise_name(plan, programme, about.enterprise, None, known)
        case "court_letter" if about.seal is not None:
            seal = court_rules.seal(programme, about.seal, None, known)
            return seal.fact.court if seal is not None else ""
        case "capacity" | "county_check" | "completion_report" | "work_plan" | "risks" | "resettlement":
            return addressee(plan)
        case "application" | "county_forward":
            return _maker_of(plan, "audit_plan") or addressee(plan)
        case "audit_plan":
            return _maker_of(plan, "quota_letter")
        case "quota_letter":
            return "、".join(_reviewers(plan))
        case "disbursement":
            return _firms_paid(plan, programme, about.audit_plan, known)
        case "payment_filing":
            return "、".join(organisation(plan, one) for one in filed_with(plan))
        case "clawback_notice":
            return government(plan, county)
        case "clawback_opinion":
            rule = plan.compensation.clawback
            return organisation(plan, rule.by) if rule is not None else ""
        case _:
            return ""


def _firms_paid(plan: Plan, programme: Programme, number: int | None, known: Seq | None) -> str:
    """The firms to which money under an audit plan is still to go out; empty while no plan is chosen."""
    grounds = entitlements.grounds(plan, programme, None, known)
    firms: dict[EnterpriseId, str] = {}
    for unit in programme.auditplans.entitlements if number is not None else ():
        found = auditplans.entitlement(programme, unit, None, known)
        if found is not None and found.fact.plan == number and found.kept_fen and not grounds.on(unit):
            firm = found.fact.enterprise
            firms[firm] = dossier.enterprise_name(plan, programme, firm, None, known)
    return "、".join(firms.values()) if len(firms) <= _NAMED else "各有关企业"


def _maker_of(plan: Plan, draws: Content) -> str:
    """Who makes the paper that comes next, by its name in full: whom the one before is for."""
    template = next((one for one in plan.templates.values() if one.draws == draws), None)
    made_by = template.maker.value if template is not None else None
    return organisation(plan, made_by[0]) if made_by else ""


def _reviewers(plan: Plan) -> Iterator[str]:
    """The organs of the province that do a step of the plan's flow themselves."""
    for step in plan.compensation.flow:
        if step.by in plan.organisations and plan.organisations[step.by].level == "province":
            yield plan.organisations[step.by].name


def organisation(plan: Plan, id: str) -> str:
    """One of the city's or the province's own organs, as it stands on paper; empty for a kind of organ."""
    found = plan.organisations.get(id)
    if found is None or found.template or found.level not in ("province", "city"):
        return ""
    return plan.programme.city + found.name.removeprefix("市") if found.name.startswith("市") else found.name


def addressee(plan: Plan) -> str:
    """The office that keeps the programme, in full: what a county's paper is most often addressed to."""
    for id, group in plan.groups.items():
        if plan.groups.get(group.parent or "") is not None and group.seat is not None:
            return full_name(plan, id)
    return plan.programme.issued_by


def full_name(plan: Plan, id: str) -> str:
    """A group of the plan's as it stands on paper: with the city's own name, and its parent's whole one."""
    group = plan.groups[id]
    parent = plan.groups.get(group.parent or "")
    name = group.name
    if parent is not None and parent.short:
        name = name.replace(parent.short, parent.name)
    if name.startswith(plan.programme.city):
        return name
    return plan.programme.city + name.removeprefix("市") if name.startswith("市") or parent is None else name
