"""Entering sites, and whose a site is from a day on. A site does not move; whoever has it, and its county, may change."""

from datetime import date
from typing import Annotated

from yajian.core.decisions.dossier import guards
from yajian.core.decisions.dossier.guards import DossierCommand, Outcome
from yajian.core.facts.dossier import SiteEntered, SitePassed
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import dossier as rules
from yajian.core.words import CountyId, DocumentNo, EnterpriseId, Refusal, SiteId, SystemRule, label


class EnterSite(DossierCommand, frozen=True, kw_only=True, tag="dossier.enter-site"):
    """登记厂区: the enterprise has a site here."""

    site: Annotated[SiteId, label("厂区编号", "自编，一经登记不再改")]
    enterprise: Annotated[EnterpriseId, label("企业")]
    name: Annotated[str, label("厂区名称", "如“老厂区”“二分厂”")]
    county: Annotated[CountyId, label("县（市）")]
    address: Annotated[str, label("地址")] = ""


class PassSite(DossierCommand, frozen=True, kw_only=True, tag="dossier.pass-site"):
    """厂区划转: from the effective day the site is another enterprise's, or lies in another county."""

    site: Annotated[SiteId, label("厂区", "厂区编号")]
    enterprise: Annotated[EnterpriseId, label("划给哪户企业", "只因区划调整换县（市）的填原企业")]
    document: Annotated[DocumentNo, label("依据文号", "已登记文件的文号")]
    county: Annotated[CountyId | None, label("县（市）", "区划调整换了县（市）才填")] = None


def enter_site(plan: Plan, programme: Programme, command: EnterSite, effective: date) -> Outcome:
    refusal = (
        guards.unfit_id(command.site, "site")
        or guards.unfit_name(command.name)
        or guards.unknown_enterprise(plan, programme, command.enterprise)
        or guards.unknown_county(plan, command.county)
    )
    if refusal is not None:
        return refusal
    fact = SiteEntered(
        site=command.site,
        enterprise=command.enterprise,
        name=command.name,
        county=command.county,
        address=command.address,
    )
    present = rules.entered_site(programme, command.site)
    if present == fact:
        return ()
    if present is not None:
        return Refusal(
            code="dossier.enter-site.already-entered",
            basis=SystemRule.DUPLICATE,
            finding=f"厂区 {command.site} 已登记为 {present.enterprise} 的“{present.name}”",
            way_forward="另一个厂区请另编号；登记有误的先撤销，再登记",
            field="site",
        )
    twice = _twice(programme, command.site, command.enterprise, command.name)
    if twice is not None:
        return twice
    refusal = guards.merged_by(plan, programme, command.enterprise, effective)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (fact,)


def _twice(programme: Programme, site: SiteId, owner: EnterpriseId, name: str) -> Refusal | None:
    other = rules.site_named(programme, owner, name, site)
    return guards.site_twice(owner, name, other) if other is not None else None


def pass_site(plan: Plan, programme: Programme, command: PassSite, effective: date) -> Outcome:
    refusal = guards.unknown_site(programme, command.site) or guards.unknown_enterprise(
        plan, programme, command.enterprise
    )
    if refusal is not None:
        return refusal
    present = rules.site(programme, command.site, effective)
    assert present is not None  # asked for above
    county = command.county or present.county
    refusal = (
        guards.unknown_county(plan, county)
        or guards.merged_by(plan, programme, command.enterprise, effective)
        or charter_rules.unless_registered(
            programme, command.document, "dossier.pass-site.no-document", in_force=effective
        )
    )
    if refusal is not None:
        return refusal
    if (present.enterprise, present.county) == (command.enterprise, county):
        return ()
    twice = _twice(programme, command.site, command.enterprise, present.name)
    if twice is not None:
        return twice

    # From here the command succeeds.
    return (
        SitePassed(
            site=command.site, enterprise=command.enterprise, county=county, document=command.document
        ),
    )
