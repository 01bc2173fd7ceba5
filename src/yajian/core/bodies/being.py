"""Whether a name is a certain body's: by any name it bore, in full or in short, its office's or a department's.

Whoever would be two spells otherwise, and whoever would be another is merely called alike.
"""

import re
from collections.abc import Collection, Iterator

from yajian.core.bodies.groups import group_in_short
from yajian.core.plan import Organisation, Plan
from yajian.core.plan.terms import OrgId
from yajian.core.programme import Programme
from yajian.core.rules import dossier, organs
from yajian.core.rules import roles as role_rules
from yajian.core.rules.roles import Touched
from yajian.core.words import CountyId, OrganId

_BUREAU = re.compile("..+[局厅委]")  # a known name that goes on after this is a department of it
_CERTAIN = re.compile("[局厅]")  # of a body nobody knows: 市委组织部 is no department of a 市委
_SHORTEST = 4  # signs of 市某局
_GOVERNMENT, _ITS_OFFICE = re.compile(".+政府"), re.compile("办公[室厅]")
_BRANCH = re.compile(r"\S*?市(\S+?)局\S+分局")
_OFFICES = ("办公室", "办公厅", "办")


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
    return any(is_its_bureau(plan, programme, name, one, county) for county in counties)


def is_it(plan: Plan, programme: Programme, name: str, body: Organisation) -> bool:
    """A name somebody bears is his alone, and his departments'; one that nobody bears may be the body's in full or short."""
    if role_rules.sounds_like_a_firms(name):
        return False
    if same_body(plan, programme, name, body.name):
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


def same_body(plan: Plan, programme: Programme, one: str, other: str) -> bool:
    """By its id, by any name it ever bore, with the city's own before it or without, or as a department of it."""
    return not _names(plan, programme, one).isdisjoint(_names(plan, programme, other))


def _names(plan: Plan, programme: Programme, words: str) -> frozenset[str]:
    """What whoever is called so is called besides. A body nobody knows is the bureau its name begins with."""
    said, branch = dossier.folded(words), _as_the_countys(plan, words)
    for one in organs.organs(plan, programme):
        names = frozenset(_spelt(plan, {one.name, *organs.called(plan, programme, one.id)}))
        if said in names or any(_is_within(said, name) for name in names if not branch):
            return names | {said}
    if branch:
        return frozenset({said, dossier.folded(branch)})
    group = group_in_short(plan, said)
    if group is not None:
        return frozenset({said, *map(dossier.folded, organs.called(plan, programme, group))})
    ends = (found.end() for found in _CERTAIN.finditer(said))
    return frozenset({said, *(said[:end] for end in ends if end >= _SHORTEST)})


def _as_the_countys(plan: Plan, name: str) -> str:
    """市生态环境局某县分局 is 某县生态环境分局: the county's, and no department of the city's bureau. Nothing for any other."""
    found = _BRANCH.fullmatch(name.strip())
    county = next(iter(role_rules.counties_of(plan, name)), None) if found is not None else None
    return f"{county.name}{found[1]}分局" if found is not None and county is not None else ""


def _spelt(plan: Plan, names: set[str]) -> Iterator[str]:
    """A bureau of the city is called 市某局 at home, and by the city's name elsewhere."""
    city = plan.programme.city
    for name in names:
        yield dossier.folded(name)
        if city.endswith("市") and name.startswith("市"):
            yield dossier.folded(city.removesuffix("市") + name)
        if city.endswith("市") and name.startswith(city):
            yield dossier.folded(name.removeprefix(city.removesuffix("市")))


def _is_within(said: str, name: str) -> bool:
    """A department of a bureau; of a government its office, which writes for it."""
    if not said.startswith(name) or len(name) < _SHORTEST:
        return False
    office = _GOVERNMENT.fullmatch(name) and _ITS_OFFICE.fullmatch(said.removeprefix(name))
    return bool(office or _BUREAU.fullmatch(name))


def is_its_bureau(plan: Plan, programme: Programme, name: str, kind: Organisation, county: CountyId) -> bool:
    """The bureau of a county that stands for a kind: as it was entered, or as such a bureau is called."""
    for organ, entered in programme.organs.entered.items():
        entry = entered.at()
        if entry is not None and same_body(plan, programme, name, organ):
            return entry.value.stands_for == OrganId(kind.id) and entry.value.county == county
    of = plan.organisations[OrgId(county)]
    if plan.responsibility is not None and kind.id == plan.responsibility.main_body:
        return is_it(plan, programme, name, of)
    does = kind.name.rpartition("）")[2].removesuffix("部门")
    local = _as_the_countys(plan, name) or name
    return bool(does) and _reads_as(_bare(plan, local, of.name), f"{does}局")


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
