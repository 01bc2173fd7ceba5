"""Whether the name on a paper is a body's that the plan speaks of: by any name it bore, in full or in short."""

from collections.abc import Collection

from yajian.core.authority.table import Rank
from yajian.core.plan import Organisation, Plan
from yajian.core.plan.terms import OrgId
from yajian.core.programme import Programme
from yajian.core.rules import dossier, organs
from yajian.core.rules import roles as role_rules
from yajian.core.rules.roles import Touched
from yajian.core.words import CountyId, OrganId

_OFFICES = ("办公室", "办公厅")


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
        return _is_it(plan, programme, name, one)
    if one.level == "enterprise":
        firms = {touched.enterprise for touched in concerned if touched.enterprise is not None}
        meant = dossier.named(plan, programme, name)
        return any(dossier.successor(programme, firm) in firms or firm in firms for firm in meant)
    counties = {touched.county for touched in concerned if touched.county is not None}
    return any(_is_the_countys(plan, programme, name, one, county) for county in counties)


def _is_it(plan: Plan, programme: Programme, name: str, body: Organisation) -> bool:
    """A name somebody bears is his alone; one that nobody bears may be the body's in full, or its office's."""
    known = organs.called(plan, programme, name)
    if len(known) > 1 or name == body.name:
        return body.id in known or name == body.name
    place = {"city": plan.programme.city, "province": plan.programme.province, "county": body.name}
    stands = place.get(body.level, "")
    return any(
        _reads_as(_bare(name, stands), _bare(own, stands)) for own in (body.name, body.government) if own
    )


def _is_the_countys(
    plan: Plan, programme: Programme, name: str, kind: Organisation, county: CountyId
) -> bool:
    """The bureau of a county that stands for a kind: as it was entered, or by what its name says it does."""
    for organ, entered in programme.organs.entered.items():
        entry = entered.at()
        if entry is not None and name in organs.called(plan, programme, organ):
            return entry.value.stands_for == OrganId(kind.id) and entry.value.county == county
    of = plan.organisations[OrgId(county)]
    if plan.responsibility is not None and kind.id == plan.responsibility.main_body:
        return _is_it(plan, programme, name, of)
    rest = _bare(name, of.name)
    does = kind.name.rpartition("）")[2].removesuffix("部门")
    return rest is not None and bool(does) and _in_order(does, rest)


def _bare(name: str, place: str) -> str | None:
    """A body's name without where it is, and without its office; nothing if the name is of somewhere else."""
    for office in _OFFICES:
        name = name.removesuffix(office)
    level = place[-1:]
    for head in (place, level):
        if head and name.startswith(head):
            return name.removeprefix(head)
    return None


def _reads_as(name: str | None, own: str | None) -> bool:
    """工信局 is 工业和信息化局 in short: the same sign at the end, and every other in its order."""
    if not name or not own:
        return False
    short, full = sorted((name, own), key=len)
    return short[-1] == full[-1] and _in_order(short, full)


def _in_order(short: str, full: str) -> bool:
    rest = iter(full)
    return all(sign in rest for sign in short)
