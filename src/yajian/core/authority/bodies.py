"""Whether the name on a paper is a body's that the plan speaks of: by any name it bore, in full or in short."""

from collections.abc import Collection

from yajian.core import spellings
from yajian.core.authority.table import Rank
from yajian.core.plan import Organisation, Plan
from yajian.core.plan.terms import OrgId
from yajian.core.programme import Programme
from yajian.core.rules import dossier, organs
from yajian.core.rules import roles as role_rules
from yajian.core.rules.roles import Touched
from yajian.core.words import CountyId, OrganId

_OFFICES = ("办公室", "办公厅", "办")


def rank(plan: Plan, programme: Programme, name: str) -> Rank | None:
    """How high a body of this name stands; nothing for a name nobody knows, and for a court, which stands in no such order."""
    whose = role_rules.of_name(plan, programme, name)
    if dossier.named(plan, programme, name) or (whose is not None and whose.enterprise is not None):
        return "firm"
    if role_rules.sounds_like_a_firms(name):
        return "firm"
    if whose is None:
        return "city" if role_rules.sounds_like_the_citys(plan, name) else None
    if whose.county is not None:
        return "county"
    found = plan.organisations.get(whose.organ or "")
    if found is None or found.level not in ("city", "province"):
        return None
    return "city" if found.level == "city" else "province"


def speaks_for(
    plan: Plan, programme: Programme, name: str, body: OrgId, concerned: Collection[Touched]
) -> bool:
    """Whether who bears this name is the body; of a kind the plan does not name, the one of whom the act concerns."""
    one = plan.organisations[body]
    if not one.template:
        return is_it(plan, programme, name, one)
    if one.level == "enterprise":
        firms = {touched.enterprise for touched in concerned if touched.enterprise is not None}
        meant = dossier.named(plan, programme, name)
        return any(dossier.successor(programme, firm) in firms or firm in firms for firm in meant)
    counties = {touched.county for touched in concerned if touched.county is not None}
    return any(_is_the_countys(plan, programme, name, one, county) for county in counties)


def is_it(plan: Plan, programme: Programme, name: str, body: Organisation) -> bool:
    """A name somebody bears is his alone, and his departments'; one that nobody bears may be the body's in full or short."""
    if role_rules.sounds_like_a_firms(name):
        return False
    if spellings.same_body(plan, programme, name, body.name):
        return True
    if len(organs.called(plan, programme, name)) > 1:
        return False
    heading, own = plan.programme, {"county": body.name}
    place = {"city": heading.city, "province": heading.province}.get(body.level, own.get(body.level, ""))
    return any(
        _reads_as(_bare(plan, name, place), _bare(plan, one, place))
        for one in (body.name, body.government)
        if one
    )


def _is_the_countys(
    plan: Plan, programme: Programme, name: str, kind: Organisation, county: CountyId
) -> bool:
    """The bureau of a county that stands for a kind: as it was entered, or as such a bureau is called."""
    for organ, entered in programme.organs.entered.items():
        entry = entered.at()
        if entry is not None and name in organs.called(plan, programme, organ):
            return entry.value.stands_for == OrganId(kind.id) and entry.value.county == county
    of = plan.organisations[OrgId(county)]
    if plan.responsibility is not None and kind.id == plan.responsibility.main_body:
        return is_it(plan, programme, name, of)
    does = kind.name.rpartition("）")[2].removesuffix("部门")
    return bool(does) and _reads_as(_bare(plan, name, of.name), f"{does}局")


def _bare(plan: Plan, name: str, place: str) -> str | None:
    """A body's name without where it is, and without its office; nothing if the name is of somewhere else."""
    for office in _OFFICES:
        name = name.removesuffix(office)
    for above in (plan.programme.province, plan.programme.city):  # 某省某市人民政府, as a seal has it
        if above != place:
            name = name.removeprefix(above)
    for head in (place, place[-1:] if place in (plan.programme.city, plan.programme.province) else ""):
        if head and name.startswith(head):
            return name.removeprefix(head)
    return None


def _reads_as(name: str | None, own: str | None) -> bool:
    """工信局 is 工业和信息化局 in short: the same but for what offices shorten, and for how a bureau ends."""
    return bool(name and own) and not _spellings(name or "").isdisjoint(_spellings(own or ""))


def _spellings(name: str) -> frozenset[str]:
    """Every way such a name is written: each short word in full, and one ending for all bureaus."""
    for ending in _ENDINGS:
        if name.endswith(ending):
            name = name.removesuffix(ending)
            break
    else:
        return frozenset({name})
    found = {name}
    for short, fulls in _IN_FULL.items():
        found |= {short for full in fulls if name == full}
    return frozenset(found)


_ENDINGS = ("委员会", "分局", "局", "厅", "委", "政府")
_IN_FULL = {  # how offices shorten what a bureau does; a bureau that does more than this is entered for what it stands for
    "工信": ("工业和信息化", "工业信息化", "经济和信息化", "工信和科技", "工业和信息化和科技"),
    "发改": ("发展和改革", "发展改革"),
    "发展改革": ("发展和改革", "发改"),
    "应急": ("应急管理",),
    "人社": ("人力资源和社会保障", "人力资源社会保障"),
    "人民": ("",),  # 市政府
}
