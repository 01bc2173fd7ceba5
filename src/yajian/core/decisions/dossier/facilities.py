"""Entering sites and facilities, what a facility is called, where it belongs, and which line of the list means it."""

from datetime import date
from typing import Annotated

from yajian.core.decisions.dossier import guards
from yajian.core.decisions.dossier.guards import DossierCommand, Outcome
from yajian.core.facts.closure import NO_PART
from yajian.core.facts.dossier import (
    FacilityBound,
    FacilityEntered,
    FacilityMoved,
    FacilityRenamed,
)
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import closure as closure_rules
from yajian.core.rules import dossier as rules
from yajian.core.rules import targets as target_rules
from yajian.core.words import (
    DocumentNo,
    EnterpriseId,
    FacilityId,
    PartId,
    Refusal,
    SiteId,
    SystemRule,
    label,
)


class EnterFacility(DossierCommand, frozen=True, kw_only=True, tag="dossier.enter-facility"):
    """登记设施: one facility stands at a site; its fields are stated, each on its document."""

    facility: Annotated[FacilityId, label("设施编号", "自编，一经登记不再改")]
    facility_type: Annotated[str, label("设施类型", "方案所列类型之一")]
    name: Annotated[str, label("设施名称", "照铭牌或备案文件，如“3号焦炉”")]
    site: Annotated[SiteId, label("厂区", "厂区编号")]
    enterprise: Annotated[EnterpriseId | None, label("所属企业", "与厂区不是同一户时才填")] = None


class RenameFacility(DossierCommand, frozen=True, kw_only=True, tag="dossier.rename-facility"):
    """设施改称: from the effective day it goes by another name; it is the same facility."""

    facility: Annotated[FacilityId, label("设施", "设施编号")]
    name: Annotated[str, label("新名称")]
    document: Annotated[DocumentNo, label("依据文号", "已登记文件的文号")]


class MoveFacility(DossierCommand, frozen=True, kw_only=True, tag="dossier.move-facility"):
    """设施划转: from the effective day it belongs to this site and enterprise; it is the same facility."""

    facility: Annotated[FacilityId, label("设施", "设施编号")]
    site: Annotated[SiteId, label("划到哪个厂区", "厂区编号；只换所属企业的填原厂区")]
    document: Annotated[DocumentNo, label("依据文号", "已登记文件的文号")]
    enterprise: Annotated[EnterpriseId | None, label("所属企业", "与厂区不是同一户时才填")] = None


class BindFacility(DossierCommand, frozen=True, kw_only=True, tag="dossier.bind-facility"):
    """对应清单: what the list calls by this name is this facility."""

    facility: Annotated[FacilityId, label("设施", "设施编号")]
    part: Annotated[PartId, label("清单分项", "分项编号")]
    listed_name: Annotated[str, label("清单上的名称", "照清单分项所列设施")]


def enter_facility(plan: Plan, programme: Programme, command: EnterFacility, effective: date) -> Outcome:
    refusal = (
        guards.unfit_id(command.facility, "facility")
        or guards.unfit_name(command.name)
        or guards.unknown_site(programme, command.site)
    )
    if refusal is not None:
        return refusal
    kind = rules.facility_type(plan, command.facility_type)
    if kind is None:
        named = "、".join(one.label for one in plan.facility_types.values())
        return Refusal(
            code="dossier.enter-facility.no-such-type",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"方案中没有“{command.facility_type}”这类设施",
            way_forward=f"请选择：{named}",
            field="facility_type",
        )
    owner = command.enterprise or _owner_of(programme, command.site, effective)
    fact = FacilityEntered(
        facility=command.facility,
        facility_type=kind.id,
        name=command.name,
        site=command.site,
        enterprise=owner,
    )
    present = rules.facility(programme, command.facility)
    if present == fact:
        return ()
    if present is not None:
        return Refusal(
            code="dossier.enter-facility.already-entered",
            basis=SystemRule.DUPLICATE,
            finding=f"设施 {command.facility} 已登记为 {present.enterprise} 的“{present.name}”",
            way_forward="另一座设施请另编号；改称、划转另有登记；登记有误的先撤销",
            field="facility",
        )
    refusal = (
        guards.unknown_enterprise(plan, programme, owner)
        or guards.merged_by(plan, programme, owner, effective)
        or guards.has_a_twin(plan, programme, kind.id, owner, command.name, command.facility)
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (fact,)


def _owner_of(programme: Programme, site: SiteId, day: date) -> EnterpriseId:
    """Whoever stands on that day for the enterprise whose site it is."""
    found = rules.site(programme, site, day)
    assert found is not None  # every command asks for the site first
    return rules.successor(programme, found.enterprise, day)


def rename_facility(plan: Plan, programme: Programme, command: RenameFacility, effective: date) -> Outcome:
    refusal = (
        guards.unknown_facility(programme, command.facility)
        or guards.unfit_name(command.name)
        or charter_rules.unless_registered(
            programme, command.document, "dossier.rename-facility.no-document", in_force=effective
        )
    )
    if refusal is not None:
        return refusal
    if rules.facility_name(programme, command.facility, effective) == command.name:
        return ()
    kind, owner = _kind_and_owner(programme, command.facility)
    refusal = guards.has_a_twin(plan, programme, kind, owner, command.name, command.facility)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (FacilityRenamed(facility=command.facility, name=command.name, document=command.document),)


def _kind_and_owner(programme: Programme, facility: FacilityId) -> tuple[str, EnterpriseId]:
    entered, stands = rules.facility(programme, facility), rules.place(programme, facility)
    assert entered is not None  # every command asks for the facility first
    assert stands is not None
    return entered.facility_type, stands.enterprise


def move_facility(plan: Plan, programme: Programme, command: MoveFacility, effective: date) -> Outcome:
    refusal = guards.unknown_facility(programme, command.facility) or guards.unknown_site(
        programme, command.site
    )
    if refusal is not None:
        return refusal
    owner = command.enterprise or _owner_of(programme, command.site, effective)
    refusal = (
        guards.unknown_enterprise(plan, programme, owner)
        or guards.merged_by(plan, programme, owner, effective)
        or charter_rules.unless_registered(
            programme, command.document, "dossier.move-facility.no-document", in_force=effective
        )
    )
    if refusal is not None:
        return refusal
    if rules.place(programme, command.facility, effective) == rules.Place(
        site=command.site, enterprise=owner
    ):
        return ()
    kind, _ = _kind_and_owner(programme, command.facility)
    name = rules.facility_name(programme, command.facility)
    refusal = guards.has_a_twin(plan, programme, kind, owner, name, command.facility)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        FacilityMoved(
            facility=command.facility, site=command.site, enterprise=owner, document=command.document
        ),
    )


def bind_facility(plan: Plan, programme: Programme, command: BindFacility) -> Outcome:
    refusal = guards.unknown_facility(programme, command.facility)
    if refusal is not None:
        return refusal
    part = target_rules.find_part(programme, command.part)
    if part is None:
        return Refusal(
            code="dossier.bind-facility.no-such-part",
            basis=SystemRule.NOT_FOUND,
            finding=f"清单中没有分项 {command.part}",
            way_forward="请从压减清单中选择分项",
            field="part",
        )
    if command.listed_name not in part.facilities:
        named = "、".join(part.facilities) or "无（尚未落实到具体设施）"
        return Refusal(
            code="dossier.bind-facility.not-on-the-list",
            basis=plan.clauses[part.clauses[0]],
            finding=f"{part.enterprise_name} {part.part} 名下没有“{command.listed_name}”；已列的设施：{named}",
            way_forward="请先明确该分项对应哪些设施（发布清单新版本），再对应",
            field="listed_name",
        )
    present = rules.facility_of(programme, command.part, command.listed_name)
    if present == command.facility:
        return ()
    if present is not None:
        return Refusal(
            code="dossier.bind-facility.name-taken",
            basis=SystemRule.DUPLICATE,
            finding=f"{command.part} 的“{command.listed_name}”已对应 {present}",
            way_forward="清单上的一个名称只对应一座设施；对应有误的先撤销那一条",
            field="listed_name",
        )
    elsewhere = _listed_elsewhere(programme, command.facility)
    if elsewhere is not None:
        return Refusal(
            code="dossier.bind-facility.bound-elsewhere",
            basis=plan.clauses[part.clauses[0]],
            finding=f"{command.facility} 已对应 {elsewhere.part} 的“{elsewhere.listed_name}”，一座设施只能算一次",
            way_forward="请核对两个分项各对应哪座设施；对应有误的先撤销那一条",
            field="facility",
        )
    if rules.successor(programme, part.enterprise) not in rules.houses(programme, command.facility):
        return Refusal(
            code="dossier.bind-facility.of-another-enterprise",
            basis=plan.clauses[part.clauses[0]],
            finding=f"{command.part} 是 {part.enterprise_name} 的分项，{command.facility} 从来不属该企业",
            way_forward="请核对分项和设施；设施的所属企业登记有误的，先撤销再登记",
            field="facility",
        )

    mine = closure_rules.conditions(programme, NO_PART, command.facility)
    listed = closure_rules.conditions(programme, command.part, command.listed_name)
    risen = closure_rules.rises((mine, listed), closure_rules.together(mine, listed))
    if risen is not None:
        return guards.records_contradict(risen, "listed_name")

    # From here the command succeeds.
    return (FacilityBound(facility=command.facility, part=command.part, listed_name=command.listed_name),)


def _listed_elsewhere(programme: Programme, facility: FacilityId) -> FacilityBound | None:
    """Another name on the list, as it stands, that already means this facility."""
    for entry in programme.dossiers.bindings.get(facility, Timeline()).known():
        part = target_rules.find_part(programme, entry.value.part)
        if part is not None and rules.in_common((entry.value.listed_name,), part.facilities):
            return entry.value
    return None
