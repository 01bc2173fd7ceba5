"""What several commands of the dossier ask before they begin."""

import re
from datetime import date

from yajian.core.facts.closure import Condition
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import dossier as rules
from yajian.core.words import Command, CountyId, EnterpriseId, FacilityId, Refusal, SiteId, SystemRule

Outcome = tuple[AnyFact, ...] | Refusal

_ID = re.compile(r"[\w-]{1,40}")  # stands in addresses of pages, and after a colon in a statement's subject


class DossierCommand(Command, frozen=True):
    """Marks this area's commands."""


def unfit_id(id: str, field: str) -> Refusal | None:
    if _ID.fullmatch(id):
        return None
    return Refusal(
        code="dossier.id-unfit",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"编号写成了“{id}”",
        way_forward="编号用汉字、字母、数字、下划线或短横，不超过40个字，不留空格",
        field=field,
    )


def unfit_name(name: str, field: str = "name") -> Refusal | None:
    if name and name == name.strip():
        return None
    return Refusal(
        code="dossier.name-unfit",
        basis=SystemRule.VALUE_UNFIT,
        finding="名称空着，或前后有空格",
        way_forward="请照执照、文件或铭牌写全称",
        field=field,
    )


def unknown_enterprise(
    plan: Plan, programme: Programme, enterprise: EnterpriseId, field: str = "enterprise"
) -> Refusal | None:
    if rules.is_known(plan, programme, enterprise):
        return None
    return Refusal(
        code="dossier.no-such-enterprise",
        basis=SystemRule.NOT_FOUND,
        finding=f"企业台账中没有 {enterprise}",
        way_forward="请从企业台账中选择；不在台账的先登记企业",
        field=field,
    )


def merged_by(
    plan: Plan, programme: Programme, enterprise: EnterpriseId, day: date, field: str = "enterprise"
) -> Refusal | None:
    """From the day it was merged, everything new belongs to whoever stands for it."""
    merged = rules.merger(programme, enterprise, day)
    if merged is None:
        return None
    stands = rules.successor(programme, enterprise, day)
    name = rules.enterprise_name(plan, programme, stands, day)
    return Refusal(
        code="dossier.enterprise-merged",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"{enterprise} 自{merged.effective.isoformat()}起已并入 {name}（{stands}）",
        way_forward=f"请登记在 {stands} 名下；合并登记有误的，先撤销该条（第{merged.seq}条）",
        field=field,
    )


def unknown_county(plan: Plan, county: CountyId) -> Refusal | None:
    if county in {one.id for one in plan.counties}:
        return None
    named = "、".join(f"{one.id}（{one.name}）" for one in plan.counties)
    return Refusal(
        code="dossier.no-such-county",
        basis=SystemRule.NOT_FOUND,
        finding=f"方案的县（市）中没有 {county or '（未填）'}",
        way_forward=f"请选择：{named}",
        field="county",
    )


def unknown_site(programme: Programme, site: SiteId) -> Refusal | None:
    if rules.site(programme, site) is not None:
        return None
    return Refusal(
        code="dossier.no-such-site",
        basis=SystemRule.NOT_FOUND,
        finding=f"台账中没有厂区 {site}",
        way_forward="请先登记厂区",
        field="site",
    )


def site_twice(owner: EnterpriseId, name: str, other: SiteId) -> Refusal:
    """One yard has one entry."""
    return Refusal(
        code="dossier.enter-site.site-twice",
        basis=SystemRule.DUPLICATE,
        finding=f"{owner} 的“{name}”已登记为 {other}",
        way_forward="同一厂区只登记一次；确是另一个的，请写出能区别的名称",
        field="name",
    )


def unknown_facility(programme: Programme, facility: FacilityId) -> Refusal | None:
    if rules.facility(programme, facility) is not None:
        return None
    return Refusal(
        code="dossier.no-such-facility",
        basis=SystemRule.NOT_FOUND,
        finding=f"台账中没有设施 {facility}",
        way_forward="请先登记设施",
        field="facility",
    )


def has_a_twin(
    plan: Plan, programme: Programme, kind: str, owner: EnterpriseId, name: str, besides: FacilityId
) -> Refusal | None:
    """One oven has one entry: the same oven entered twice would be cut, and paid for, twice."""
    twin = rules.twin(plan, programme, kind, owner, name, besides)
    if twin is None:
        return None
    return Refusal(
        code="dossier.facility-twice",
        basis=SystemRule.DUPLICATE,
        finding=f"{rules.enterprise_name(plan, programme, owner)} 名下的“{name}”已登记为 {twin}",
        way_forward="同一座设施只登记一次；确是另一座的，请照铭牌写出能区别的名称",
        field="name",
    )


def records_contradict(entry: Entry[Condition], field: str) -> Refusal:
    """Entries that hold by themselves and not together: dismantled under one name, shut afterwards under another."""
    return Refusal(
        code="dossier.records-contradict",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"照此办理，拆除之后{entry.effective.isoformat()}还登记着“{entry.value.label}”（第{entry.seq}条）",
        way_forward=f"请先更正或作废第{entry.seq}条；拆除之后又有生产迹象的，那一条应是死灰复燃一类的状态",
        field=field,
    )
